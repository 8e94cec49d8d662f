//! Sheets with more rows than can be planned are set aside before their rows become records, not after.

use super::surveyed::Surveyed;
use crate::config::{Config, Limit};
use crate::model::{CellPlace, Issue, IssueCode, Note, RecordKind, RowCounts};

/// Sets sheets aside, in their order, from where all rows together or those of accounts exceed the limit.
pub fn set_aside(surveyed: &mut [Surveyed<'_>], config: &Config) {
    let (mut rows, mut accounts) = (0_u64, 0_u64);
    for sheet in surveyed {
        let Some(plan) = &sheet.plan else { continue };
        let own = plan.end.saturating_sub(plan.first_data) as u64;
        let listed = if plan.kind == RecordKind::Accounts { own } else { 0 };
        let too_many = [(Limit::Rows, rows + own), (Limit::Accounts, accounts + listed)]
            .into_iter()
            .find(|(limit, count)| *count > config.limits.get(*limit));
        let Some((limit, count)) = too_many else {
            (rows, accounts) = (rows + own, accounts + listed);
            continue;
        };
        let place = CellPlace { input: Some(plan.input), sheet: Some(plan.sheet), ..CellPlace::default() };
        let issue = Issue::new(IssueCode::TooManyRows, place)
            .with("sheet", &sheet.reading.name)
            .with("count", count)
            .with("limit", config.limits.get(limit))
            .with("key", limit.code());
        sheet.issues.push(issue);
        sheet.plan = None;
        sheet.further.clear();
        sheet.currencies.clear();
        sheet.reading.kind = RecordKind::Ignored;
        sheet.reading.reason = Note::new("reason.too_many_rows");
        sheet.reading.rows = RowCounts { read: own, ignored: own, ..RowCounts::default() };
        for column in &mut sheet.reading.columns {
            (column.field, column.unit, column.confidence) = (None, 1.0, 0.0);
        }
    }
}
