//! The last step of the import: currencies that cannot be added, issues in order, the language of the list.

use crate::import::understand::surveyed::Rejected;
use crate::model::{Issue, Language, Portfolio, RejectedRow, SheetReading};

/// Two currencies are never added up: nothing is planned.
pub fn refuse(portfolio: &mut Portfolio) {
    portfolio.accounts.clear();
    portfolio.persons.clear();
    portfolio.opportunities.clear();
    portfolio.orders.clear();
    portfolio.visits.clear();
    portfolio.values.clear();
    portfolio.costs.clear();
    portfolio.goals.clear();
    portfolio.plan_items.clear();
    portfolio.resources.clear();
    for sheet in &mut portfolio.sheets {
        let rows = &mut sheet.rows;
        rows.rejected += rows.planned + rows.merged;
        (rows.planned, rows.merged) = (0, 0);
    }
}

/// Issues in the order of the inputs; rejected rows know theirs.
pub fn settle(portfolio: &mut Portfolio, rejected: Vec<Rejected>) {
    let mut all: Vec<(Issue, Option<Rejected>)> =
        portfolio.issues.drain(..).map(|issue| (issue, None)).collect();
    all.extend(rejected.into_iter().map(|row| (row.issue.clone(), Some(row))));
    for (issue, _) in &mut all {
        let input = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize)).map(|s| s.input);
        issue.place.input = issue.place.input.or(input);
    }
    all.sort_by_key(|(issue, _)| (issue.place, issue.code));
    for (at, (issue, row)) in all.into_iter().enumerate() {
        portfolio.issues.push(issue);
        portfolio.rejected.extend(row.map(|r| RejectedRow { source: r.source, issue: at, cells: r.cells }));
    }
}

/// The language of most mapped headers.
pub fn language(sheets: &[SheetReading]) -> Language {
    let (mut zh, mut en) = (0, 0);
    for column in sheets.iter().flat_map(|s| &s.columns).filter(|c| c.field.is_some()) {
        let han = column.header.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if han { zh += 1 } else { en += 1 }
    }
    if zh >= en && zh > 0 { Language::Zh } else { Language::En }
}
