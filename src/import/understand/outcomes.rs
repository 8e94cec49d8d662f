//! Columns beside the stage that tell which deals are won or lost: IsWon and IsClosed, a status of its own.

use super::mapped::Mapping;
use crate::config::Config;
use crate::import::cells::shown;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::raw::raw_sheet::{Cell, RawRow, RawSheet};
use crate::model::{CellPlace, Field, Issue, IssueCode, Outcome, RecordKind};
use std::ops::Range;

/// The columns of one table, each with its header.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    won: Option<(u32, String)>,
    lost: Option<(u32, String)>,
    closed: Option<(u32, String)>,
    status: Option<(u32, String)>,
    /// No in the column of won deals is lost: the open ones have neither yes nor no.
    no_is_lost: bool,
}

impl Outcomes {
    /// The columns of a list of deals that no field takes and whose values tell.
    pub fn find(
        raw: &RawSheet,
        range: Range<usize>,
        rows: &HeaderRows,
        kind: RecordKind,
        mapping: &Mapping,
        config: &Config,
    ) -> Self {
        let mut found = Outcomes::default();
        if kind != RecordKind::Opportunities {
            return found;
        }
        let names = &config.columns;
        let free = rows.headers.iter().enumerate();
        let free = free.filter(|(at, _)| !mapping.fields.values().any(|m| m.header == *at)).map(|(_, h)| h);
        for header in free {
            let called = |wanted: &[&str]| {
                header.columns.iter().any(|id| wanted.contains(&names.headers.column(*id).name.as_str()))
            };
            let cells = || range.clone().map(|at| raw.row(at).get(header.column));
            let flags = || cells().flatten().all(|cell| truth(cell, config).is_some());
            let any = || cells().any(|cell| cell.is_some());
            let slot = match () {
                () if called(&["won_flag"]) => &mut found.won,
                () if called(&["lost_flag"]) => &mut found.lost,
                () if called(&["closed_flag"]) => &mut found.closed,
                () if called(&["status", "deal_status", "progress", "stage"]) => {
                    let closed = cells().flatten().any(|cell| stated(cell, config).is_some());
                    if closed && found.status.is_none() {
                        found.status = Some((header.column, header.text.clone()));
                    }
                    continue;
                }
                () => continue,
            };
            if slot.is_none() && any() && flags() {
                *slot = Some((header.column, header.text.clone()));
            }
        }
        let blank = |column: u32| range.clone().any(|at| raw.row(at).get(column).is_none());
        found.no_is_lost = found.closed.is_none() && found.won.as_ref().is_some_and(|(c, _)| blank(*c));
        found
    }

    /// What the columns say of a row.
    fn of(&self, row: RawRow<'_>, config: &Config) -> Option<Outcome> {
        let flag = |column: &Option<(u32, String)>| truth(row.get(column.as_ref()?.0)?, config);
        match (flag(&self.won), flag(&self.lost), flag(&self.closed)) {
            (Some(true), _, _) => return Some(Outcome::Won),
            (_, Some(true), _) => return Some(Outcome::Lost),
            (Some(false), _, Some(true)) => return Some(Outcome::Lost),
            (Some(false), _, None) if self.no_is_lost => return Some(Outcome::Lost),
            _ => {}
        }
        stated(row.get(self.status.as_ref()?.0)?, config)
    }

    /// The stage of a row with what the columns say of it, where the stage itself does not.
    pub fn staged(&self, row: RawRow<'_>, stage: Option<String>, config: &Config) -> Option<String> {
        let Some(outcome) = self.of(row, config) else { return stage };
        let known = stage.as_deref().and_then(|s| config.rules.stage(s)).map(|rule| rule.outcome);
        if known == Some(outcome) {
            return stage;
        }
        let word = config.rules.name_of(outcome, stage.as_deref().unwrap_or_default());
        match (stage, word) {
            (Some(stage), Some(word)) if known.is_none_or(|o| o == Outcome::Open) => {
                Some(format!("{stage} – {word}"))
            }
            (_, word) => word.map(str::to_owned),
        }
    }

    /// Which columns told how many deals.
    pub fn told(
        &self,
        raw: &RawSheet,
        range: Range<usize>,
        place: CellPlace,
        config: &Config,
    ) -> Option<Issue> {
        let columns: Vec<&(u32, String)> =
            [&self.won, &self.lost, &self.closed, &self.status].into_iter().flatten().collect();
        let (first, header) = columns.first()?;
        let count = |wanted| range.clone().filter(|at| self.of(raw.row(*at), config) == Some(wanted)).count();
        let names: Vec<&str> = columns.iter().map(|(_, header)| header.as_str()).collect();
        let mut issue = Issue::new(IssueCode::OutcomeByColumn, CellPlace { column: Some(*first), ..place })
            .with("columns", names.join(" | "))
            .with("won", count(Outcome::Won))
            .with("lost", count(Outcome::Lost));
        issue.header = Some(header.clone());
        issue.field = Some(Field::Stage);
        Some(issue)
    }
}

/// Won or lost, as a status says it.
fn stated(cell: Cell<'_>, config: &Config) -> Option<Outcome> {
    let rule = config.rules.stage(&shown(cell))?;
    (rule.outcome != Outcome::Open).then_some(rule.outcome)
}

/// Yes or no.
fn truth(cell: Cell<'_>, config: &Config) -> Option<bool> {
    match cell {
        Cell::Bool(value) => Some(value),
        _ => config.columns.word("truth", &shown(cell)).map(|word| word == "yes"),
    }
}
