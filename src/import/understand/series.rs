//! Columns of one figure over several periods: years beside one another, quarters or months of a year. The
//! newest year is the figure, the one before it last year's; parts of a year are added up.

use super::kind::Decided;
use super::mapped::Mapped;
use super::profile::Profile;
use crate::config::{Part, Period};
use crate::import::headers::header::Header;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::mapping::ByHand;
use crate::model::{CellPlace, Field, Issue, IssueCode, RecordKind};
use std::collections::{BTreeMap, BTreeSet};

/// Taken by its period, not by an exact name.
const LIKENESS: f64 = 0.95;

/// Columns of one figure.
#[derive(Debug, Clone)]
pub struct Series {
    /// Header and period of each, oldest first.
    members: Vec<(usize, Period)>,
    /// The column of the whole.
    whole: Option<usize>,
    /// The header without a period.
    figure: Header,
}

/// What came of a series: columns that are added up, by field.
#[derive(Debug, Clone, Default)]
pub struct Periods {
    /// Further columns of a field, by header.
    pub parts: BTreeMap<Field, Vec<usize>>,
    /// What is told.
    pub issues: Vec<Issue>,
}

/// The series among the headers of a sheet.
pub fn find(rows: &HeaderRows, profiles: &BTreeMap<u32, Profile>, hand: &ByHand) -> Vec<Series> {
    let mut found: BTreeMap<String, Series> = BTreeMap::new();
    let free = |at: usize| !hand.left.contains(&at) && !hand.fields.values().any(|h| *h == at);
    for (at, path) in rows.paths.iter().enumerate().filter(|(at, _)| free(*at)) {
        let Some(figure) = &path.figure else { continue };
        let numbers = |p: &Profile| p.numbers + p.percents > 0 && p.dates * 2 <= p.values();
        if figure.bare.is_empty() || !profiles.get(&figure.column).is_some_and(numbers) {
            continue;
        }
        let key = format!("{} {:?} {:?}", figure.plain, figure.unit, figure.remarks);
        let series = found.entry(key).or_insert_with(|| Series {
            members: Vec::new(),
            whole: None,
            figure: figure.clone(),
        });
        match path.period {
            Some(period) if !path.whole => series.members.push((at, period)),
            _ if path.whole => series.whole = Some(at),
            _ => {}
        }
    }
    let mut all: Vec<Series> = found.into_values().collect();
    for series in &mut all {
        series.members.sort_by_key(|(_, p)| (p.year, p.part.last_month()));
    }
    let distinct =
        |s: &Series| s.members.iter().map(|m| m.1).collect::<BTreeSet<_>>().len() == s.members.len();
    all.retain(|s| (s.members.len() >= 2 || s.whole.is_some() && !s.members.is_empty()) && distinct(s));
    all
}

impl Series {
    fn representative(&self) -> usize {
        self.whole.unwrap_or_else(|| self.members.last().map_or(0, |m| m.0))
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        self.members.iter().map(|m| m.0).chain(self.whole)
    }

    /// Whether it is said to be of years.
    fn is_yearly(&self) -> bool {
        self.members.iter().all(|(_, p)| p.part == Part::Year)
    }
}

/// Headers as they are matched: one of each series speaks for it, without its period; the others hold no field.
pub fn spoken_for(headers: &[Header], all: &[Series], hand: &ByHand) -> (Vec<Header>, ByHand) {
    let (mut headers, mut hand) = (headers.to_vec(), hand.clone());
    for series in all {
        let speaker = series.representative();
        let (text, column) = (headers[speaker].text.clone(), headers[speaker].column);
        headers[speaker] = Header { text, column, ..series.figure.clone() };
        hand.left.extend(series.all().filter(|at| *at != speaker));
    }
    (headers, hand)
}

/// Whether each series that can be used stands alone for its field: a plain column of the same figure wins.
pub fn undisputed(all: &[Series], decided: &Decided) -> Vec<Series> {
    let disputed = |s: &&Series| {
        let speaker = s.representative();
        decided.mapping.ambiguous.iter().any(|(_, headers)| headers.contains(&speaker))
    };
    all.iter().filter(|s| !disputed(s)).cloned().collect()
}

/// Gives the columns of a series their fields.
pub fn spread(
    all: &[Series],
    decided: &mut Decided,
    rows: &HeaderRows,
    profiles: &BTreeMap<u32, Profile>,
    place: CellPlace,
) -> Periods {
    let mut found = Periods::default();
    for series in all {
        let speaker = series.representative();
        let field = decided.mapping.fields.values().find(|m| m.header == speaker).map(|m| m.field);
        let Some(field) = field.filter(|f| f.is_money() || *f == Field::Visits) else { continue };
        if series.whole.is_some() || decided.kind != RecordKind::Accounts {
            continue;
        }
        let filled = |at: &usize| profiles.get(&rows.headers[*at].column).is_some_and(|p| p.values() > 0);
        let members: Vec<(usize, Period)> =
            series.members.iter().filter(|(at, _)| filled(at)).copied().collect();
        let (newest, before) = match series.is_yearly() {
            true => years(&members),
            false => parts(&members),
        };
        let previous = field == Field::AnnualRevenue && !decided.mapping.has(Field::PreviousRevenue);
        let mut give = |field: Field, columns: &[(usize, Period)]| {
            let Some(((first, _), rest)) = columns.split_first() else { return };
            decided
                .mapping
                .fields
                .insert(field, Mapped { header: *first, field, confidence: LIKENESS, rank: 100 });
            if !rest.is_empty() {
                found.parts.insert(field, rest.iter().map(|m| m.0).collect());
            }
        };
        give(field, &newest);
        if previous {
            give(Field::PreviousRevenue, &before);
        }
        let used: BTreeSet<usize> =
            newest.iter().chain(before.iter().filter(|_| previous)).map(|m| m.0).collect();
        let names = |columns: &[(usize, Period)]| {
            columns.iter().map(|(at, _)| rows.headers[*at].text.clone()).collect::<Vec<_>>().join(" + ")
        };
        let left: Vec<&str> =
            series.all().filter(|at| !used.contains(at)).map(|at| rows.headers[at].text.as_str()).collect();
        let months: u32 = newest.iter().map(|(_, p)| u32::from(p.part.months())).sum();
        let code = match (months, newest.len()) {
            (12, 1) => IssueCode::PeriodChosen,
            (12, _) => IssueCode::PeriodsSummed,
            _ => IssueCode::PeriodsIncomplete,
        };
        let Some((first, _)) = newest.first() else { continue };
        let header = &rows.headers[*first];
        let at = CellPlace { row: Some(rows.row), column: Some(header.column), ..place };
        let mut issue = Issue::new(code, at)
            .with("field", format!("@field.{field}"))
            .with("columns", names(&newest))
            .with("months", months)
            .with("previous", or_dash(if previous { names(&before) } else { String::new() }))
            .with("left", or_dash(left.join(" | ")));
        issue.header = Some(header.text.clone());
        issue.field = Some(field);
        found.issues.push(issue);
    }
    found
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

type Members = Vec<(usize, Period)>;

/// The newest year, and the one right before it.
fn years(members: &[(usize, Period)]) -> (Members, Members) {
    let Some((newest, older)) = members.split_last() else { return (Vec::new(), Vec::new()) };
    let before = |m: &&(usize, Period)| m.1.year.zip(newest.1.year).is_some_and(|(a, b)| a + 1 == b);
    (vec![*newest], older.last().filter(before).into_iter().copied().collect())
}

/// The newest twelve months in parts of one size, and the twelve before them where all are there.
fn parts(members: &[(usize, Period)]) -> (Members, Members) {
    let sizes: BTreeSet<u8> = members.iter().map(|m| m.1.part.months()).collect();
    let of = |size: u8| members.iter().filter(move |m| m.1.part.months() == size).copied();
    // Halves beside their quarters say the same once more.
    let size = sizes
        .into_iter()
        .filter(|s| *s < 12)
        .max_by_key(|size| (of(*size).count() * usize::from(*size)).min(12));
    let Some(size) = size else { return (Vec::new(), Vec::new()) };
    let mut all: Members = of(size).collect();
    all.reverse();
    let wanted = usize::from(12 / size);
    let newest: Members = all.iter().take(wanted).copied().collect();
    let before: Members = all.iter().skip(wanted).take(wanted).copied().collect();
    let dated = members.iter().all(|m| m.1.year.is_some());
    let (mut newest, mut before) =
        (newest, if before.len() == wanted && dated { before } else { Vec::new() });
    newest.reverse();
    before.reverse();
    (newest, before)
}
