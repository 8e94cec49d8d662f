//! The sheet of data issues: every finding about the inputs, linked to what it concerns, below a table
//! of their kinds; on further sheets where one does not hold them.

pub mod issue_kinds;

use crate::model::{Issue, Severity, SourceRow};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use rust_xlsxwriter::Worksheet;
use std::collections::HashMap;

/// Names of the table on its sheets.
const TABLES: [&str; 10] = [
    "DataIssues",
    "DataIssues2",
    "DataIssues3",
    "DataIssues4",
    "DataIssues5",
    "DataIssues6",
    "DataIssues7",
    "DataIssues8",
    "DataIssues9",
    "DataIssues10",
];

/// On how many sheets the issues stand.
pub fn parts(context: &Context<'_>) -> usize {
    context.plan.issues().len().div_ceil(context.rows_per_sheet()).max(1)
}

/// Fills the sheet, or one that continues it.
pub fn fill_part(sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
    let issues = sorted(context);
    let kinds = if part == 1 { kinds(&issues) } else { Vec::new() };
    // The kinds' header and rows, a blank row, then the issues' header.
    let header = if kinds.is_empty() { HEADER_ROW } else { HEADER_ROW + u32::try_from(kinds.len())? + 2 };
    let schema = schema(context, part, header, issues.len())?;
    let further = if part == 1 { parts(context) - 1 } else { 0 };
    let note =
        context.note(context.label("workbook.note.data_issues"), context.sheet("data_issues"), further);
    page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
    if !kinds.is_empty() {
        issue_kinds::write(sheet, context, &schema, &kinds, issues.len())?;
    }
    let concerned = concerned(context);
    let before = (part - 1) * context.rows_per_sheet();
    let shown = &issues[before..before + schema.rows];
    let spot = Spot { header_row: header, column: 0, name: schema.table };
    let last = table::write(sheet, context, &schema, &spot, shown.len(), |index, column, row| {
        cell(context, &concerned, shown[index], (column.key, &schema.this("order", row)))
    })?;
    if kinds.is_empty() {
        page::freeze(sheet, 1)?;
    } else {
        page::freeze_band(sheet)?;
    }
    page::print(sheet, context, 0);
    sheet.set_print_area(0, 0, last, schema.place("concerns"))?;
    Ok(())
}

/// The table of one sheet.
fn schema(context: &Context<'_>, part: usize, header: u32, issues: usize) -> anyhow::Result<Schema> {
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
    let Some(table) = TABLES.get(part - 1) else {
        anyhow::bail!("{issues} issues do not fit the workbook");
    };
    let most = context.rows_per_sheet();
    let rows = issues.saturating_sub((part - 1) * most).min(most);
    let name = crate::workbook::part_name(context.sheet("data_issues"), part);
    Ok(Schema::new(table, name, columns, rows).below(header))
}

/// All issues, the severest first, those of one kind together.
fn sorted<'c>(context: &'c Context<'_>) -> Vec<&'c Issue> {
    let mut issues: Vec<&Issue> = context.plan.issues().iter().collect();
    issues.sort_by_key(|issue| {
        let severity = match issue.code.severity() {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        (severity, issue.code)
    });
    issues
}

/// The first issue of every kind, with how many there are.
fn kinds<'c>(issues: &[&'c Issue]) -> Vec<(&'c Issue, usize)> {
    issues.chunk_by(|a, b| a.code == b.code).map(|group| (group[0], group.len())).collect()
}

/// How many issues of a code there are, over all sheets.
pub fn count_formula(context: &Context<'_>, first: &Schema, code: &str, issues: usize) -> String {
    let count = |all: String| format!("COUNTIF({all},{})", quoted(code));
    let further = (2..=parts(context)).filter_map(|part| schema(context, part, HEADER_ROW, issues).ok());
    std::iter::once(count(first.all("code")))
        .chain(further.map(|s| count(s.all("code"))))
        .collect::<Vec<_>>()
        .join("+")
}

/// Where an issue was found: file, sheet and cell.
pub fn found(context: &Context<'_>, issue: &Issue) -> String {
    let portfolio = &context.plan.portfolio;
    let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
    let input = issue.place.input.or(sheet.map(|s| s.input)).and_then(|i| portfolio.inputs.get(i as usize));
    let cell = issue.place.a1().or(issue.place.row.map(|r| r.to_string()));
    let parts = [input.map(|i| file_name(&i.path).to_owned()), sheet.map(|s| s.name.clone()), cell];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" › ")
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
    // Unsorted, an account stands where its Order says: no search.
    let formula = format!(
        "HYPERLINK(\"#'{sheet}'!{letters}\"&(IF(INDEX({orders},{order})={order},{order},MATCH({order},{orders},0))\
         +MIN(ROW({orders}))-1),{name})"
    );
    Cell::text_formula(formula, concerned.name)
}

/// The name of a file without its folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
