//! The plan as JSON, version 1: what other programs read. Absent input is null, never 0.

use super::{json_lists, json_records};
use crate::config::Config;
use crate::method::Plan;
use crate::method::back_test::BackTest;
use crate::method::moved::{Customers, OpenDeals};
use crate::model::{
    Field, Issue, IssueCode, Language, Note, Portfolio, Segment, SheetReading, column_letters,
};
use serde_json::{Map, Value, json};
use std::io::Write;

/// Writes the plan as JSON. Accounts and persons are written one by one: a million need no second copy.
///
/// # Errors
/// The writer's.
pub fn write_plan(
    out: &mut impl Write,
    plan: &Plan,
    config: &Config,
    language: Language,
) -> anyhow::Result<()> {
    head(out, &plan.portfolio, config, language, &plan.today.to_string())?;
    write!(out, ",\n\"totals\": {}", totals(plan))?;
    list(out, "checks", plan.checks.iter().map(|c| json_records::check(plan, c)))?;
    list(out, "resources", plan.resources.iter().map(json_records::resource))?;
    let labels = config.labels(language);
    list(out, "decisions", plan.findings.iter().map(|f| json_records::finding(plan, f, labels)))?;
    list(out, "accounts", plan.accounts.iter().map(|a| json_records::account(plan, a)))?;
    list(out, "persons", plan.persons.iter().map(|p| json_records::person(plan, p)))?;
    list(out, "opportunities", json_lists::opportunities(plan, config))?;
    list(out, "values", json_lists::values(plan))?;
    list(out, "costs", json_lists::costs(plan))?;
    list(out, "goals", json_lists::goals(plan))?;
    list(out, "plan_items", json_lists::plan_items(plan))?;
    list(out, "rejected", json_lists::rejected(plan, labels))?;
    writeln!(out, "\n}}")?;
    Ok(())
}

/// Writes what the import found, without a plan.
///
/// # Errors
/// The writer's.
pub fn write_reading(
    out: &mut impl Write,
    portfolio: &Portfolio,
    config: &Config,
    language: Language,
    today: &str,
) -> anyhow::Result<()> {
    head(out, portfolio, config, language, today)?;
    writeln!(out, "\n}}")?;
    Ok(())
}

fn head(
    out: &mut impl Write,
    portfolio: &Portfolio,
    config: &Config,
    language: Language,
    today: &str,
) -> anyhow::Result<()> {
    write!(out, "{{ \"version\": 1, \"today\": \"{today}\", \"language\": \"{language}\"")?;
    write!(out, ", \"currency\": {}", json!(portfolio.currency))?;
    list(
        out,
        "inputs",
        (0_u32..).zip(&portfolio.inputs).map(|(at, input)| {
            let sheets: Vec<Value> = portfolio
                .sheets
                .iter()
                .filter(|s| s.input == at)
                .map(|s| sheet(s, config, language))
                .collect();
            json!({ "file": input.path, "error": input.error.map(IssueCode::code), "sheets": sheets })
        }),
    )?;
    list(out, "issues", portfolio.issues.iter().map(|i| issue(i, portfolio, config, language)))
}

/// Writes a list, a line a value.
pub(super) fn list(
    out: &mut impl Write,
    name: &str,
    values: impl Iterator<Item = Value>,
) -> anyhow::Result<()> {
    write!(out, ",\n\"{name}\": [")?;
    for (at, value) in values.enumerate() {
        writeln!(out, "{}", if at == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &value)?;
    }
    write!(out, "]")?;
    Ok(())
}

fn sheet(sheet: &SheetReading, config: &Config, language: Language) -> Value {
    let labels = config.labels(language);
    let notes = |notes: &[Note]| {
        notes.iter().map(|note| labels.note(note).trim().to_owned()).collect::<Vec<String>>()
    };
    let columns: Vec<Value> = sheet
        .columns
        .iter()
        .map(|c| {
            json!({ "column": column_letters(c.column), "header": c.header,
                "field": c.field.map(Field::code), "unit": c.unit, "confidence": c.confidence,
                "examples": c.examples, "for": notes(&c.spoken.favour), "against": notes(&c.spoken.against) })
        })
        .collect();
    let money: Vec<Value> = sheet
        .money
        .iter()
        .map(|m| {
            let reasons: Map<String, Value> =
                m.left_out.iter().map(|(why, amount)| (why.code().to_owned(), json!(amount))).collect();
            json!({ "column": column_letters(m.column), "header": m.header, "field": m.field.map(Field::code),
                "in_list": m.in_list, "planned": m.planned, "left_out": m.left(), "reasons": reasons })
        })
        .collect();
    let rows = sheet.rows;
    json!({ "name": sheet.name, "kind": sheet.kind.code(),
        "reason": config.labels(language).note(&sheet.reason),
        "for": notes(&sheet.spoken.favour), "against": notes(&sheet.spoken.against),
        "header_row": sheet.header_row, "columns": columns,
        "rows": { "read": rows.read, "planned": rows.planned, "merged": rows.merged,
            "rejected": rows.rejected, "ignored": rows.ignored }, "money": money })
}

/// An issue with its texts.
pub fn issue(issue: &Issue, portfolio: &Portfolio, config: &Config, language: Language) -> Value {
    let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
    let input = issue.place.input.or(sheet.map(|s| s.input));
    let file = input.and_then(|i| portfolio.inputs.get(i as usize)).map(|f| &f.path);
    let labels = config.labels(language);
    // A row-level issue has the first cell of its row.
    let cell = issue.place.a1().or_else(|| issue.place.row.map(|row| format!("A{row}")));
    json!({ "code": issue.code.code(), "severity": issue.code.severity().code(), "file": file,
        "sheet": sheet.map(|s| &s.name), "cell": cell, "header": issue.header,
        "field": issue.field.map(Field::code), "value": issue.value,
        "message": labels.message(issue), "hint": labels.hint(issue) })
}

fn totals(plan: &Plan) -> Value {
    let mut segments = Map::new();
    for segment in Segment::ALL {
        let shares = plan.diagnosis.of(*segment);
        segments.insert(
            segment.code().to_owned(),
            json!({ "accounts": shares.accounts, "account_share": shares.account_share,
                "visit_share": shares.visit_share, "gross_profit_share": shares.gross_profit_share,
                "expected_value_share": shares.expected_value_share }),
        );
    }
    let totals = &plan.totals;
    json!({ "accounts": plan.accounts.len(), "persons": plan.persons.len(),
        "annual_revenue": totals.annual_revenue, "gross_profit": totals.gross_profit,
        "sales_potential": totals.sales_potential, "expected_value": totals.expected_value,
        "expected_value_entered": totals.split.entered, "expected_value_derived": totals.split.derived,
        "expected_value_assumed": totals.split.assumed, "expected_value_overdue": totals.split.overdue,
        "unranked_revenue": totals.unranked_revenue, "data_as_of": plan.age.as_of.map(|d| d.to_string()),
        "assumed_values": totals.assumed_values, "basis": plan.basis.code(),
        "cost_per_visit": plan.cost_per_visit, "margin": plan.list_margin,
        "history": history(plan), "back_test": plan.back_test.map(back_test),
        "concentration": { "expected_value": concentration(plan.ev_concentration), "gross_profit": concentration(plan.profit_concentration) },
        "diagnosis": { "laggard_visits": plan.diagnosis.laggard_visits.code(), "laggard_profit": plan.diagnosis.laggard_profit.code() },
        "customers": plan.customers.map(came_and_went),
        "open_deals": plan.open_deals.map(deals), "segments": segments })
}

fn came_and_went(c: Customers) -> Value {
    json!({ "new": c.new.count, "new_revenue": c.new.money, "lapsed": c.lapsed.count,
        "lapsed_revenue": c.lapsed.money })
}

fn deals(d: OpenDeals) -> Value {
    json!({ "count": d.open.count, "amount": d.open.money, "overdue": d.overdue.count,
        "overdue_value": d.overdue.money, "undated": d.undated.count, "undated_value": d.undated.money,
        "without_amount": d.without_amount, "accounts_without": d.accounts_without.count })
}

/// What the windows and the closed deals of the list say.
fn history(plan: &Plan) -> Value {
    let history = &plan.history;
    let windows = history.windows.as_ref();
    json!({ "window_end": windows.map(|w| w.end.to_string()), "months": windows.map(|w| w.months),
        "previous_full": history.previous_full(), "won": history.won, "lost": history.lost,
        "buyers": history.buyers, "bought_again": history.bought_again })
}

fn back_test(test: BackTest) -> Value {
    json!({ "accounts": test.accounts, "top": test.top, "share": test.share, "chance": test.chance,
        "perfect": test.perfect })
}

fn concentration(c: Option<crate::method::concentration::Concentration>) -> Value {
    c.map_or(
        Value::Null,
        |c| json!({ "accounts": c.accounts, "account_share": c.account_share, "gini": c.gini }),
    )
}
