//! What the columns of a surveyed sheet say beyond their fields: currencies, units of rows, numbers that are
//! not the customers', turnover that is theirs, and what is left to tell.

use super::column_notes;
use super::kind::{Decided, is_turnover};
use super::mapped::Mapping;
use super::profile::Profile;
use crate::config::Config;
use crate::import::cells::shown;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{CellPlace, ColumnReading, Field, Issue, IssueCode, LeftOut, MoneyReading, RecordKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Rows looked at to tell whose number a column holds.
const SAMPLE: usize = 500;

/// Currencies of a column that is headed so (币种, Currency).
pub fn stated_currencies(
    rows: &HeaderRows,
    profiles: &BTreeMap<u32, Profile>,
    input: u32,
    sheet: u32,
    config: &Config,
) -> Vec<(String, CellPlace)> {
    let mut found = Vec::new();
    for header in rows.headers.iter().filter(|h| config.columns.currency_headers.contains(&h.bare)) {
        let place = CellPlace {
            input: Some(input),
            sheet: Some(sheet),
            row: Some(rows.row),
            column: Some(header.column),
        };
        let samples = profiles.get(&header.column).into_iter().flat_map(|p| &p.samples);
        found.extend(
            samples
                .filter_map(|s| config.columns.quantities.currency_of(s))
                .map(|code| (code.to_owned(), place)),
        );
    }
    found
}

/// The column that states the unit of every row's money.
pub fn unit_column(rows: &HeaderRows, profiles: &BTreeMap<u32, Profile>, config: &Config) -> Option<u32> {
    let words = &config.columns.quantities;
    let states = |column: &u32| {
        profiles.get(column).is_some_and(|p| {
            p.numbers == 0
                && !p.samples.is_empty()
                && p.samples.iter().all(|s| words.header_factor(s).is_some())
        })
    };
    let headed = rows.headers.iter().filter(|h| words.heads_units(&h.text)).map(|h| h.column);
    headed.into_iter().find(states)
}

/// One number for several names is that of our own company, not of the customers.
pub fn shared_numbers(raw: &RawSheet, range: Range<usize>, rows: &HeaderRows, mapping: &mut Mapping) {
    let (Some(id), Some(name)) = (mapping.fields.get(&Field::Id), mapping.fields.get(&Field::Name)) else {
        return;
    };
    let (id, name) = (id.header, name.header);
    let (id_column, name_column) = (rows.headers[id].column, rows.headers[name].column);
    let pairs = range.take(SAMPLE).filter_map(|at| {
        let row = raw.row(at);
        Some((shown(row.get(id_column)?), shown(row.get(name_column)?)))
    });
    let (ids, names): (BTreeSet<String>, BTreeSet<String>) = pairs.unzip();
    let (ids, names) = (ids.len(), names.len());
    if names >= 3 && ids * 2 <= names && ids > 0 {
        mapping.fields.remove(&Field::Id);
        mapping.vetoed.push((id, Field::Id));
    }
}

/// What the mapping leaves to tell: columns that nobody can choose between, near names, vetoes.
pub fn telling(mapping: &Mapping, rows: &HeaderRows, place: CellPlace, kind: RecordKind) -> Vec<Issue> {
    let mut issues = Vec::new();
    let at = |code, header: usize, field: Field| {
        let header = &rows.headers[header];
        let mut issue =
            Issue::new(code, CellPlace { row: Some(rows.row), column: Some(header.column), ..place });
        issue.header = Some(header.text.clone());
        issue.field = Some(field);
        issue
            .with("field", format!("@field.{field}"))
            .with("code", field)
            .with("kind", format!("@kind.{kind}"))
    };
    for (field, headers) in &mapping.ambiguous {
        let names: Vec<&str> = headers.iter().map(|h| rows.headers[*h].text.as_str()).collect();
        if let Some(first) = headers.first() {
            issues.push(at(IssueCode::AmbiguousColumn, *first, *field).with("columns", names.join(" | ")));
        }
    }
    for (header, field) in &mapping.suggested {
        issues.push(at(IssueCode::HeaderSuggestion, *header, *field));
    }
    if let Some(placed) = &mapping.placed {
        let (why, sheet) = placed.proof.told();
        issues.push(
            at(IssueCode::ColumnPlaced, placed.header, placed.field).with("why", why).with("sheet", sheet),
        );
    }
    for (header, field) in &mapping.vetoed {
        issues.push(at(IssueCode::HeaderVetoed, *header, *field));
    }
    issues
}

/// Annual Revenue that is the customer's own turnover changes its field, and the report says so.
pub fn turnover(
    decided: &mut Decided,
    rows: &HeaderRows,
    profiles: &BTreeMap<u32, Profile>,
    place: CellPlace,
    config: &Config,
    issues: &mut Vec<Issue>,
) {
    if !is_turnover(&rows.headers, profiles, &decided.mapping, config)
        || decided.mapping.has(Field::CompanyRevenue)
    {
        return;
    }
    let Some(mut mapped) = decided.mapping.fields.remove(&Field::AnnualRevenue) else { return };
    mapped.field = Field::CompanyRevenue;
    decided.mapping.fields.insert(Field::CompanyRevenue, mapped);
    let header = &rows.headers[mapped.header];
    let mut issue = Issue::new(
        IssueCode::CompanyRevenueAssumed,
        CellPlace { row: Some(rows.row), column: Some(header.column), ..place },
    );
    issue.header = Some(header.text.clone());
    issue.field = Some(Field::CompanyRevenue);
    issues.push(issue);
}

/// Columns that are carried along: those with a header, and those without one that have values.
pub fn further(
    rows: &HeaderRows,
    mapping: &Mapping,
    profiles: &BTreeMap<u32, Profile>,
) -> Vec<(u32, String)> {
    let mapped: Vec<u32> = mapping.fields.values().map(|m| rows.headers[m.header].column).collect();
    let named =
        rows.headers.iter().filter(|h| !mapped.contains(&h.column)).map(|h| (h.column, h.text.clone()));
    let known: Vec<u32> = rows.headers.iter().map(|h| h.column).collect();
    let nameless = profiles
        .iter()
        .filter(|(column, profile)| !known.contains(column) && profile.values() > 0)
        .map(|(column, _)| (*column, crate::model::column_letters(*column)));
    let mut all: Vec<(u32, String)> = named.chain(nameless).collect();
    all.sort();
    all
}

/// Columns of money that no field takes.
pub fn unused(
    rows: &HeaderRows,
    columns: &[ColumnReading],
    profiles: &BTreeMap<u32, Profile>,
    config: &Config,
) -> Vec<MoneyReading> {
    let free = rows.headers.iter().zip(columns).filter(|(_, c)| c.field.is_none()).map(|(header, _)| header);
    let money = free.filter(|header| column_notes::is_money(header, profiles, &config.columns));
    money
        .map(|header| {
            let sum = profiles.get(&header.column).map_or(0.0, |p| p.sum) * header.unit.unwrap_or(1.0);
            MoneyReading {
                column: header.column,
                header: header.text.clone(),
                in_list: sum,
                left_out: vec![(LeftOut::NotUsed, sum)],
                ..MoneyReading::default()
            }
        })
        .collect()
}
