//! The money of a list as a person reads it: in the list = planned + left out, and why.

use super::number::money;
use super::screen::Screen;
use crate::config::Labels;
use crate::model::{Field, Language, LeftOut, MoneyReading, Portfolio, RecordKind, SheetReading};
use std::collections::BTreeMap;

/// One line a field, over all sheets that are used; one a column that is not.
pub fn all(portfolio: &Portfolio, labels: &Labels, language: Language, screen: &Screen) -> String {
    let mut fields: BTreeMap<(RecordKind, Field), MoneyReading> = BTreeMap::new();
    let mut unused = Vec::new();
    for sheet in &portfolio.sheets {
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
    let told = fields.iter().map(|((kind, field), reading)| {
        line(labels.field(*kind, *field).to_owned(), reading, labels, language)
    });
    told.chain(unused).map(|line| screen.wrap(&line, 0, 2)).collect()
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
        ("name", name.split_whitespace().collect::<Vec<_>>().join(" ")),
        ("in_list", money(reading.in_list, language)),
        ("planned", money(reading.planned, language)),
        ("left_out", money(reading.left(), language)),
        ("reasons", reasons.join(labels.text("terminal.between"))),
    ];
    labels.fill(key, &args)
}
