//! The money of a list as a person reads it: in the list = planned + left out, and why.

use super::number::money;
use super::screen::Screen;
use crate::config::Labels;
use crate::model::{
    Field, Issue, IssueCode, Language, LeftOut, MoneyReading, Portfolio, RecordKind, SheetReading,
};
use std::collections::BTreeMap;

/// One line for all fields that are planned with wholly, one for each of the others, over all sheets that are used; one
/// a column that is not. A plan beside its list says the list's money again.
pub fn all(portfolio: &Portfolio, labels: &Labels, language: Language, screen: &Screen) -> String {
    let mut fields: BTreeMap<(RecordKind, Field), MoneyReading> = BTreeMap::new();
    let mut unused = Vec::new();
    let lists = portfolio.sheets.iter().any(|sheet| !sheet.money.is_empty() && !of_plan(sheet, portfolio));
    for sheet in portfolio.sheets.iter().filter(|sheet| !lists || !of_plan(sheet, portfolio)) {
        for reading in &sheet.money {
            let Some(field) = reading.field else {
                unused.push(line(reading.header.clone(), reading, labels, language));
                continue;
            };
            let sum = fields.entry((sheet.kind, field)).or_default();
            sum.field = Some(field);
            sum.in_list += reading.in_list;
            sum.planned += reading.planned;
            for (why, amount) in &reading.left_out {
                match sum.left_out.iter_mut().find(|(w, _)| w == why) {
                    Some((_, known)) => *known += amount,
                    None => sum.left_out.push((*why, *amount)),
                }
            }
        }
    }
    let name = |kind: RecordKind, field: Field| labels.field(kind, field).to_owned();
    let (whole, parted): (Vec<_>, Vec<_>) =
        fields.iter().partition(|(_, reading)| reading.left_out.is_empty());
    let told =
        parted.iter().map(|((kind, field), reading)| line(name(*kind, *field), reading, labels, language));
    let wholly = |((kind, field), reading): &(&(RecordKind, Field), &MoneyReading)| {
        format!("{} {}", plain(&name(*kind, *field)), money(reading.in_list, language))
    };
    let wholly: Vec<String> = whole.iter().map(wholly).collect();
    let wholly = (!wholly.is_empty()).then(|| {
        labels.fill("terminal.money_whole", &[("amounts", wholly.join(labels.text("terminal.between")))])
    });
    told.chain(wholly).chain(unused).map(|line| screen.wrap(&line, 0, 2)).collect()
}

/// Whether a sheet stands in a plan of ours.
fn of_plan(sheet: &SheetReading, portfolio: &Portfolio) -> bool {
    let plan = |issue: &Issue| issue.code == IssueCode::FileIsPlan && issue.place.input == Some(sheet.input);
    portfolio.issues.iter().any(plan)
}

/// A name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line a column of a sheet.
pub fn of_sheet(sheet: &SheetReading, labels: &Labels, language: Language, screen: &Screen) -> String {
    let line = |m: &MoneyReading| screen.wrap(&line(m.header.clone(), m, labels, language), 4, 6);
    sheet.money.iter().map(line).collect()
}

fn line(name: String, reading: &MoneyReading, labels: &Labels, language: Language) -> String {
    let mut left_out = reading.left_out.clone();
    left_out.sort_by_key(|(why, _)| *why);
    let why = |(why, amount): &(LeftOut, f64)| {
        format!("{} {}", labels.value("left_out", why.code()), money(*amount, language))
    };
    let reasons: Vec<String> = left_out.iter().map(why).collect();
    let key = match (reasons.is_empty(), reading.field) {
        (true, _) => "terminal.money_planned",
        (false, None) => "terminal.money_unused",
        (false, Some(_)) => "terminal.money",
    };
    let args = [
        ("name", plain(&name)),
        ("in_list", money(reading.in_list, language)),
        ("planned", money(reading.planned, language)),
        ("left_out", money(reading.left(), language)),
        ("reasons", reasons.join(labels.text("terminal.between"))),
    ];
    labels.fill(key, &args)
}
