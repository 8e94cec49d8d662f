//! The comparison of two plans as JSON, version 1 (docs/compare.md). Absent input is null, never 0.

use super::json::list;
use crate::method::comparison::{
    AccountChange, Causes, Change, Comparison, EntryChange, EntryState, Outcome, Record, ResourceChange,
};
use crate::model::{Decision, Language, Segment};
use serde_json::{Value, json};
use std::io::Write;

/// Writes the comparison of two files.
///
/// # Errors
/// The writer's.
pub fn write(
    out: &mut impl Write,
    found: &Comparison,
    files: (&str, &str),
    language: Language,
) -> anyhow::Result<()> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string());
    let totals = &found.totals;
    let head = json!({ "version": 1, "language": language.code(),
        "old": { "file": files.0, "today": day(found.today.old) },
        "new": { "file": files.1, "today": day(found.today.new) },
        "totals": { "accounts": pair(totals.accounts), "annual_revenue": pair(totals.annual_revenue),
            "gross_profit": pair(totals.gross_profit), "sales_potential": pair(totals.sales_potential),
            "expected_value": pair(totals.expected_value) },
        "bridge": { "old": found.bridge.old, "causes": causes(&found.bridge.causes), "new": found.bridge.new },
        "counts": counts(found), "ambiguous": found.ambiguous });
    let head = head.to_string();
    write!(out, "{}", head.strip_suffix('}').unwrap_or(&head))?;
    list(out, "accounts", found.accounts.iter().map(account))?;
    for (name, record) in [("goals", Record::Goal), ("plan_items", Record::Item)] {
        list(out, name, found.entries.iter().filter(|e| e.record == record).map(entry))?;
    }
    writeln!(out, "\n}}")?;
    Ok(())
}

fn pair(change: Change<f64>) -> Value {
    json!({ "old": change.old, "new": change.new, "change": change.delta() })
}

fn causes(causes: &Causes) -> Value {
    json!({ "lost": causes.lost, "potential": causes.potential, "probability": causes.probability,
        "new": causes.new })
}

fn counts(found: &Comparison) -> Value {
    let of = |record: Record| {
        let counts = Outcome::ALL.iter().map(|o| (o.code().to_owned(), json!(found.count(record, *o))));
        Value::Object(counts.filter(|(_, n)| *n != json!(0)).collect())
    };
    json!({ "goals": of(Record::Goal), "plan_items": of(Record::Item) })
}

fn account(a: &AccountChange) -> Value {
    let resource =
        |r: &ResourceChange| json!({ "current": pair(r.current), "recommended": pair(r.recommended) });
    let level = a.alliance_level;
    json!({ "id": a.id, "name": a.name, "name_before": a.name_before, "presence": a.presence.code(),
        "rank": { "old": a.rank.old, "new": a.rank.new, "gain": a.rank_gain() },
        "expected_value": pair(a.expected_value), "sales_potential": pair(a.sales_potential),
        "probability": pair(a.probability), "causes": causes(&a.causes),
        "segment": { "old": a.segment.old.map(Segment::code), "new": a.segment.new.map(Segment::code) },
        "commitment_index": pair(a.commitment_index),
        "alliance_level": { "old": level.old, "new": level.new },
        "decision": { "old": a.decision.old.map(Decision::code), "new": a.decision.new.map(Decision::code) },
        "resources": { "visits": resource(&a.visits), "budget": resource(&a.budget) } })
}

fn entry(entry: &EntryChange) -> Value {
    let state = |state: &Option<EntryState>| {
        state.as_ref().map(|s| {
            json!({ "status": s.status, "due": s.due.map(|d| d.to_string()), "owner": s.owner,
                "target": s.target, "actual": s.actual })
        })
    };
    json!({ "account_id": entry.account.0, "account": entry.account.1, "kind": entry.kind,
        "text": entry.text, "outcome": entry.outcome.code(), "old": state(&entry.old),
        "new": state(&entry.new) })
}
