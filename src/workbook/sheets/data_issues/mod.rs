//! The sheet of data issues: every finding about the inputs, linked to what it concerns, below a table
//! of their kinds; on further sheets where one does not hold them.

mod issue_kinds;

use crate::config::Said;
use crate::layout::TableId;
use crate::model::{Issue, Severity, SourceRow};
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::page_names::file_name;
use crate::workbook::kit::pattern::literal;
use crate::workbook::kit::schema::{HEADER_ROW, Schema, part_name};
use crate::workbook::kit::sheet::{Drawn, Sheet};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use issue_kinds::Kind;
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

/// The sheet.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let issues = facts.plan.issues().len();
    Ok(Some(Drawn::boxed(issues, parts(issues, facts.rows_per_sheet()), fill)))
}

/// Rows of issues that are printed.
const PRINTED: u32 = 100;

/// On how many sheets the issues stand.
fn parts(issues: usize, most: usize) -> usize {
    issues.div_ceil(most).max(1)
}

/// Fills the sheet, or one that continues it.
fn fill(sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
    let issues = sorted(context);
    let kinds = if part == 1 { kinds(&issues) } else { Vec::new() };
    // The kinds' header and rows, a blank row, then the issues' header.
    let header = if kinds.is_empty() { HEADER_ROW } else { HEADER_ROW + u32::try_from(kinds.len())? + 2 };
    let concerned = concerned(context);
    let most = context.rows_per_sheet();
    let rows = issues.iter().skip((part - 1) * most).take(most);
    let rows = rows.map(|issue| Row::of(context, &concerned, issue)).collect();
    let found = table(context, part, header, rows)?;
    let schema = &found.schema;
    let further = if part == 1 { parts(issues.len(), most) - 1 } else { 0 };
    let note =
        context.note(context.label("workbook.note.data_issues"), context.sheet("data_issues"), further);
    page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
    if !kinds.is_empty() {
        let counted = |first: &Issue| count_formula(context, schema, first.code.code(), issues.len());
        let kind = |(first, count): (_, usize)| Kind { first, count, counted: counted(first) };
        issue_kinds::write(sheet, context, schema, kinds.iter().copied().map(kind).collect())?;
    }
    let last = found.write(sheet, context)?;
    if kinds.is_empty() {
        page::freeze(sheet, schema, 1)?;
    } else {
        page::freeze_band(sheet)?;
    }
    page::print(sheet, context, 0);
    // The kinds above say how many there are; so many are read on paper.
    let last = if kinds.is_empty() { last } else { last.min(schema.first + PRINTED) };
    sheet.set_print_area(0, 0, last, schema.place("concerns"))?;
    Ok(())
}

/// An issue, where it was found, and the account that it concerns.
struct Row<'a> {
    issue: &'a Issue,
    file: &'a str,
    sheet: &'a str,
    concerned: Option<&'a Concerned<'a>>,
}

impl<'a> Row<'a> {
    fn of(
        context: &'a Context<'_>,
        concerned: &'a HashMap<SourceRow, Concerned<'a>>,
        issue: &'a Issue,
    ) -> Self {
        let portfolio = &context.plan.portfolio;
        let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
        let input = issue.place.input.or(sheet.map(|s| s.input));
        let input = input.and_then(|i| portfolio.inputs.get(i as usize));
        let source = issue.place.sheet.zip(issue.place.row).map(|(sheet, row)| SourceRow { sheet, row });
        Row {
            issue,
            file: input.map_or("", |i| file_name(&i.path)),
            sheet: sheet.map_or("", |s| s.name.as_str()),
            concerned: source.and_then(|r| concerned.get(&r)),
        }
    }
}

/// The table of one sheet.
fn table<'c>(
    context: &'c Context<'_>,
    part: usize,
    header: u32,
    rows: Vec<Row<'c>>,
) -> anyhow::Result<Tabled<'c, Row<'c>>> {
    let labels = &context.labels;
    let own = |key, form| Described::new(key, labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("severity", Form::Center)
            .text(|r: &Row<'c>| labels.value("severity", r.issue.code.severity().code())),
        own("message", Form::Wrapped).text(|r| labels.message(r.issue)),
        own("hint", Form::Wrapped).text(|r| labels.hint(r.issue)),
        own("value", Form::Text).text(|r| r.issue.value.as_deref().unwrap_or_default()),
        own("file", Form::Text).text(|r| r.file),
        own("sheet", Form::Text).text(|r| r.sheet),
        own("cell", Form::Center)
            .text(|r| r.issue.place.a1().or(r.issue.place.row.map(|r| r.to_string())).unwrap_or_default()),
        own("header", Form::Text).text(|r| r.issue.header.as_deref().unwrap_or_default()),
        own("concerns", Form::Link).each_words(|r| link(context, r.concerned)),
        own("code", Form::Text).text(|r| r.issue.code.code()),
        own("order", Form::Count).number(|r| r.concerned.map(|c| f64::from(c.order))),
    ];
    let Some(table) = TABLES.get(part - 1) else {
        return Said::new("writer.rows")
            .with("rows", context.plan.issues().len())
            .with("sheet", context.sheet("data_issues"))
            .err();
    };
    let name = part_name(context.sheet("data_issues"), part);
    let found = Tabled::noting(&context.faults, table, name, columns, rows);
    Ok(found.placed(|schema| schema.below(header)))
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

/// How many issues of a code there are, over all sheets; `first` is the table on the first.
fn count_formula(context: &Context<'_>, first: &Schema, code: &str, issues: usize) -> String {
    let most = context.rows_per_sheet();
    let count = |(at, table): (usize, &&'static str)| {
        let rows = issues.saturating_sub(at * most).min(most);
        let sheet = part_name(context.sheet("data_issues"), at + 1);
        let part =
            if at == 0 { first.clone() } else { first.continued(table, sheet, rows).below(HEADER_ROW) };
        format!("COUNTIF({},{})", part.all("code"), quoted(code))
    };
    TABLES.iter().enumerate().take(parts(issues, most)).map(count).collect::<Vec<_>>().join("+")
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

/// A link that finds the account wherever a sort has put it, as a pattern with its text.
fn link(context: &Context<'_>, concerned: Option<&Concerned<'_>>) -> (String, String) {
    let Some(concerned) = concerned else { return Default::default() };
    if concerned.name.chars().count() > 200 {
        return (String::new(), concerned.name.to_owned());
    }
    let schema = context.table(TableId::Accounts);
    let orders = literal(&schema.all("order"));
    let name = literal(&quoted(concerned.name));
    let letters = crate::model::column_letters(u32::from(schema.place("account")));
    let sheet = literal(&schema.sheet.replace('\'', "''").replace('"', "\"\""));
    // Unsorted, an account stands where its Order says: no search.
    let formula = format!(
        "HYPERLINK(\"#'{sheet}'!{letters}\"&(IF(INDEX({orders},{{order}})={{order}},{{order}},MATCH({{order}},{orders},0))\
         +MIN(ROW({orders}))-1),{name})"
    );
    (formula, concerned.name.to_owned())
}
