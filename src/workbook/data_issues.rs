//! The sheet of data issues: every finding about the inputs, linked to what it concerns.

use super::cell::{Cell, quoted};
use super::context::Context;
use super::page;
use super::schema::{Column, HEADER_ROW, ROWS_PER_SHEET, Schema};
use super::styles::{Form, Look};
use super::table::{self, Spot};
use crate::model::{Issue, Severity, SourceRow};
use rust_xlsxwriter::Worksheet;
use std::collections::HashMap;

/// Fills the sheet.
pub(super) fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let own = |key, form| Column::new(key, context.labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("severity", Form::Center),
        own("message", Form::Wrapped),
        own("hint", Form::Wrapped),
        own("value", Form::Text),
        own("file", Form::Text),
        own("sheet", Form::Text),
        own("cell", Form::Center),
        own("header", Form::Text),
        own("concerns", Form::Link),
        own("code", Form::Text),
        own("order", Form::Count),
    ];
    let mut issues: Vec<&Issue> = context.plan.issues().iter().collect();
    issues.sort_by_key(|issue| match issue.code.severity() {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    });
    let shown = issues.len().min(ROWS_PER_SHEET);
    let schema = Schema::new("DataIssues", context.sheet("data_issues").to_owned(), columns, shown);
    page::title(
        sheet,
        context,
        &schema.sheet,
        context.label("workbook.note.data_issues"),
        schema.columns.len(),
    )?;
    let concerned = concerned(context);
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    table::write(sheet, context, &schema, &spot, shown, |index, column, row| {
        cell(context, &concerned, issues[index], (column.key, &schema.this("order", row)))
    })?;
    page::freeze(sheet, 1)?;
    page::print(sheet, context, 0);
    Ok(())
}

fn cell<'c>(
    context: &'c Context<'_>,
    concerned: &HashMap<SourceRow, Concerned<'c>>,
    issue: &'c Issue,
    (key, order): (&str, &str),
) -> Cell<'c> {
    let portfolio = &context.plan.portfolio;
    let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
    let row = || issue.place.sheet.zip(issue.place.row).map(|(sheet, row)| SourceRow { sheet, row });
    match key {
        "severity" => Cell::text(context.labels.value("severity", issue.code.severity().code())),
        "code" => Cell::text(issue.code.code()),
        "file" => {
            let input = issue.place.input.or(sheet.map(|s| s.input));
            Cell::text(
                input.and_then(|i| portfolio.inputs.get(i as usize)).map_or("", |i| file_name(&i.path)),
            )
        }
        "sheet" => Cell::text(sheet.map_or("", |s| s.name.as_str())),
        "cell" => Cell::text(issue.place.a1().or(issue.place.row.map(|r| r.to_string())).unwrap_or_default()),
        "header" => Cell::text(issue.header.as_deref().unwrap_or_default()),
        "value" => Cell::text(issue.value.as_deref().unwrap_or_default()),
        "message" => Cell::text(context.labels.message(issue)),
        "hint" => Cell::text(context.labels.hint(issue)),
        "order" => Cell::number(row().and_then(|r| concerned.get(&r)).map(|c| f64::from(c.order))),
        _ => row().and_then(|r| concerned.get(&r)).map_or(Cell::Blank, |c| link(context, c, order)),
    }
}

/// What stands in an input row.
struct Concerned<'a> {
    name: &'a str,
    order: u32,
}

/// Accounts by the rows they came from: their own, and those of their key persons and opportunities.
fn concerned<'a>(context: &'a Context<'_>) -> HashMap<SourceRow, Concerned<'a>> {
    if context.plan.issues().is_empty() {
        return HashMap::new();
    }
    let own = context.plan.accounts.iter().map(|a| (context.plan.record(a).source, a));
    let persons = context.plan.persons.iter();
    let theirs = persons.map(|p| (context.plan.person_record(p).source, &context.plan.accounts[p.account]));
    let mut accounts = vec![None; context.plan.portfolio.accounts.len()];
    for account in &context.plan.accounts {
        accounts[account.account] = Some(account);
    }
    let deals = context.plan.portfolio.opportunities.iter();
    let deals = deals.filter_map(|d| accounts.get(d.account).copied().flatten().map(|a| (d.source, a)));
    theirs
        .chain(deals)
        .chain(own)
        .map(|(row, a)| (row, Concerned { name: context.plan.record(a).name.as_str(), order: a.order }))
        .collect()
}

/// A link that finds the account wherever a sort has put it.
fn link<'c>(context: &'c Context<'_>, concerned: &Concerned<'c>, order: &str) -> Cell<'c> {
    if concerned.name.chars().count() > 200 {
        return Cell::text(concerned.name);
    }
    let schema = &context.accounts;
    let orders = schema.all("order");
    let name = quoted(concerned.name);
    let letters = crate::model::column_letters(u32::from(schema.place("account")));
    let sheet = schema.sheet.replace('\'', "''").replace('"', "\"\"");
    let formula = if context.live {
        format!("HYPERLINK(\"#'{sheet}'!{letters}\"&(MATCH({order},{orders},0)+MIN(ROW({orders}))-1),{name})")
    } else {
        format!("HYPERLINK(\"#'{sheet}'!{letters}{}\",{name})", concerned.order + HEADER_ROW + 1)
    };
    Cell::text_formula(formula, concerned.name)
}

/// The name of a file without its folders.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
