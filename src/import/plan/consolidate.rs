//! The tables of a plan to sheets of entries: one row a record, joined entries at its right end.

use super::added::{added, is_page, legal, value, was_page};
use super::assumed::{ASSUMED, still_derived, still_said};
use super::book::{Elsewhere, Known, PlanBook};
use super::find::find;
use super::forms::is_unfilled;
use super::found::{Found, is_ours};
use super::joined::{Home, Joined};
use super::names::Names;
use super::settings::{deal_chances, rules, settings, stage_key};
use super::unread::Unread;
use crate::config::{Config, Labels, Parameter, separated};
use crate::import::cells::shown;
use crate::import::raw::raw_sheet::{Cell, RawRow, RawSheet};
use crate::layout::{Column, Part, Rows, TableId};
use crate::model::{Field, OpportunityKind, OwnColumn, RecordKind, Resource, SourceRow};
use std::collections::{BTreeMap, BTreeSet};

/// Consolidates the sheets of a plan.
///
/// # Errors
/// A plan that cannot be read without losing what people entered.
pub fn consolidate(sheets: &[RawSheet], names: &Names, config: &Config) -> Result<PlanBook, Unread> {
    let found = find(sheets, names, config)?;
    let settings = settings(sheets, names, config);
    let mut joined = Joined::new(sheets, &found);
    let outcomes = std::mem::take(&mut joined.outcomes);
    let chances = deal_chances(sheets, names);
    let rules = rules(sheets, names, config);
    let reader = Reader {
        sheets,
        found: &found,
        joined: &joined,
        settings: &settings,
        rules: &rules,
        chances,
        config,
    };
    let mut book = PlanBook {
        sheets: Vec::new(),
        known: Vec::new(),
        added: Vec::new(),
        own: Vec::new(),
        rejected_rows: 0,
        settings: settings.iter().map(|(p, value)| (p.code().to_owned(), *value)).collect(),
        found: Vec::new(),
    };
    book.settings.extend(rules.clone());
    let mut outcomes = outcomes;
    let piped = reader.piped();
    for (at, table) in found.iter().enumerate() {
        let (sheet, mut known) = match table.table.rows {
            Rows::Records => reader.records((at, table), &piped),
            Rows::Further => reader.further_rows(table),
        };
        known.outcome = outcomes.remove(&at);
        book.own.extend(reader.own((at, table), &known));
        book.sheets.push(sheet);
        book.known.push(known);
    }
    let rejected = |name: &str| {
        config.every_labels().any(|(_, labels)| name.starts_with(labels.value("sheet", "rejected")))
    };
    let pages = reader.page_names();
    for (at, sheet) in sheets.iter().enumerate() {
        if is_page(&sheet.name, &pages) || was_page(sheet, config) {
            continue;
        }
        if rejected(&sheet.name) && is_ours(sheet, config) {
            book.rejected_rows += (sheet.len() as u64).saturating_sub(3);
        } else if !found.iter().any(|t| t.sheet == at) && !is_ours(sheet, config) && !sheet.is_empty() {
            book.added.push(added(sheet));
        }
    }
    book.found = found;
    Ok(book)
}

struct Reader<'a> {
    sheets: &'a [RawSheet],
    found: &'a [Found],
    joined: &'a Joined<'a>,
    settings: &'a [(Parameter, f64)],
    rules: &'a [(String, f64)],
    /// P of repeat and of new business where neither a deal nor its stage states one.
    chances: [Option<f64>; 2],
    config: &'a Config,
}

impl<'a> Reader<'a> {
    fn records(&self, (at, table): (usize, &'a Found), piped: &BTreeSet<Home>) -> (RawSheet, Known) {
        let raw = &self.sheets[table.sheet];
        let mut known = self.known(table);
        let right = table.columns.last().map_or(0, |c| c.column + 1);
        let mut places: BTreeMap<Field, u32> = BTreeMap::new();
        let mut sheet = RawSheet::new(raw.name.clone());
        sheet.currencies.clone_from(&raw.currencies);
        for row in table.rows.clone().map(|row| raw.row(row)) {
            let home = (at, row.number);
            if self.is_none(table, row) || is_unfilled(table, row) && self.joined.entries(home).is_empty() {
                continue;
            }
            let left_out = self.left_out(table, &known, row, piped.contains(&home));
            let keep = known.columns.iter().filter(|(_, f, _)| !left_out.contains(f)).map(|(c, _, _)| *c);
            let keep: BTreeSet<u32> = keep.chain(known.extras.iter().map(|(c, _)| *c)).collect();
            // An entry is never an error; a formula without a result, as some programs save them, is none.
            let entries = row.cells().filter(|(_, cell)| !matches!(cell, Cell::Error(_)));
            for (column, cell) in entries.filter(|(column, _)| keep.contains(column)) {
                sheet.push(row.number, column, cell);
            }
            let mut behind = |field: Field| {
                let next = right + u32::try_from(places.len()).unwrap_or(0);
                *places.entry(field).or_insert(next)
            };
            if piped.contains(&home) {
                for (field, cell, from) in self.listed(table, row) {
                    let own = known.columns.iter().find(|(_, f, _)| *f == field).map(|(c, _, _)| *c);
                    let column = own.unwrap_or_else(|| behind(field));
                    sheet.push(row.number, column, cell);
                    known.joined.places.insert((row.number, column), (at, row.number, from));
                }
            }
            for entry in self.joined.entries(home) {
                let column = behind(entry.field);
                sheet.push(row.number, column, entry.cell);
                known.joined.places.insert((row.number, column), entry.from);
            }
        }
        sheet.finish();
        let header = |field: Field| self.header_of(table.table.kind, field);
        known.joined.columns = places.into_iter().map(|(f, column)| (column, f, header(f))).collect();
        (sheet, known)
    }

    /// A table of further entries: its rows count where they stand, what they hold is read with the records.
    fn further_rows(&self, table: &Found) -> (RawSheet, Known) {
        let known = self.known(table);
        let columns = known.columns.into_iter().filter(|(_, f, _)| {
            let of = table.columns.iter().filter_map(|c| c.of);
            of.filter(|of| of.part == Part::Entry).any(|of| of.field == Some(*f))
        });
        let known = Known { columns: columns.collect(), extras: Vec::new(), ..known };
        (RawSheet::new(self.sheets[table.sheet].name.clone()), known)
    }

    /// The columns that people added to a table, by the row of the record: those of the accounts are read with them.
    fn own(&self, (at, table): (usize, &Found), known: &Known) -> Vec<OwnColumn> {
        if table.table.id == TableId::Accounts {
            return Vec::new();
        }
        let raw = &self.sheets[table.sheet];
        let read = |column: u32| known.columns.iter().any(|(c, _, _)| *c == column);
        let carried = |of: &Column| of.part == Part::Carried;
        let added = table.columns.iter().filter(|c| c.of.is_none_or(carried) && !read(c.column));
        let own = added.map(|c| {
            let cell = |row: RawRow<'_>| {
                let value = row.get(c.column).map(value)?;
                let home = match table.table.rows {
                    Rows::Records => Some((at, row.number)),
                    Rows::Further => self.joined.home(table, row),
                };
                let (sheet, row) = home?;
                Some((SourceRow { sheet: u32::try_from(sheet).unwrap_or(u32::MAX), row }, value))
            };
            let cells = table.rows.clone().filter_map(|row| cell(raw.row(row))).collect();
            OwnColumn {
                table: c.of.map_or(table.table.id.code(), |of| of.key),
                header: c.header.clone(),
                cells,
            }
        });
        own.filter(|own| !own.header.is_empty() || !own.cells.is_empty()).collect()
    }

    /// The columns of a table.
    fn known(&self, table: &Found) -> Known {
        let mut known = Known {
            kind: table.table.kind,
            header_row: table.header_row,
            columns: Vec::new(),
            extras: Vec::new(),
            joined: Elsewhere::default(),
            outcome: None,
        };
        for column in &table.columns {
            let field = match column.of {
                Some(of) if of.part == Part::Listed => None,
                Some(of) => of.field,
                None => self.further(table, &column.header),
            };
            match field {
                Some(field) if known.columns.iter().all(|(_, f, _)| *f != field) => {
                    known.columns.push((column.column, field, column.header.clone()));
                }
                None if column.of.is_none_or(|of| of.part == Part::Carried)
                    && table.table.kind == RecordKind::Accounts =>
                {
                    known.extras.push((column.column, column.header.clone()));
                }
                _ => {}
            }
        }
        known
    }

    /// The field that people's own column holds: one that the plan shows nowhere, called by its name.
    fn further(&self, table: &Found, header: &str) -> Option<Field> {
        let kind = table.table.kind;
        let called = self.config.columns.plain(header);
        let field = self.config.columns.field(kind, &called)?;
        let shown = self.found.iter().filter(|t| t.table.kind == kind).flat_map(|t| &t.columns);
        let taken = shown.filter_map(|c| c.of).any(|of| of.field == Some(field));
        (!taken).then_some(field)
    }

    /// The header under which a field stands in another table.
    fn header_of(&self, kind: RecordKind, field: Field) -> String {
        let columns = self.found.iter().filter(|t| t.table.kind == kind).flat_map(|t| &t.columns);
        let stands = |of: &crate::layout::Column| of.field == Some(field) && of.part == Part::Entry;
        let mut stands = columns.filter(|c| c.of.is_some_and(stands));
        stands.next().map(|c| c.header.clone()).unwrap_or_default()
    }

    /// The accounts that have opportunities: their potential follows these.
    fn piped(&self) -> BTreeSet<Home> {
        let mut piped = BTreeSet::new();
        for table in self.found.iter().filter(|t| t.table.kind == RecordKind::Opportunities) {
            let rows = table.rows.clone().map(|at| self.sheets[table.sheet].row(at));
            piped.extend(rows.filter_map(|row| self.joined.account(table, row)));
        }
        piped
    }

    /// Names of the accounts, as the sheets of their pages write them.
    fn page_names(&self) -> Vec<String> {
        let ranked = |t: &&Found| t.table.kind == RecordKind::Accounts && t.table.rows == Rows::Records;
        let mut names = Vec::new();
        for table in self.found.iter().filter(ranked) {
            let Some(column) = table.column("account") else { continue };
            let rows = table.rows.clone().map(|at| self.sheets[table.sheet].row(at));
            names.extend(rows.filter_map(|row| row.get(column)).map(|cell| legal(&shown(cell))));
        }
        names
    }

    /// A table without rows says so in its only row.
    fn is_none(&self, table: &Found, row: RawRow<'_>) -> bool {
        let none = |text: &str| self.config.every_labels().any(|(_, l)| l.text("workbook.none") == text);
        let mut cells = row.cells().filter(|(c, _)| table.has(*c));
        match (cells.next(), cells.next()) {
            (None, _) => true,
            (Some((_, Cell::Text(text))), None) => none(text),
            _ => false,
        }
    }

    /// Fields of a row that hold no entry: assumed and unchanged, or computed from others.
    fn left_out(&self, table: &Found, known: &Known, row: RawRow<'_>, piped: bool) -> Vec<Field> {
        let cell = |field: Field| {
            let (column, _, _) = known.columns.iter().find(|(_, f, _)| *f == field)?;
            row.get(*column)
        };
        let value = |field: Field| match cell(field) {
            Some(Cell::Number(number, _)) => Some(number),
            _ => None,
        };
        match table.table.kind {
            RecordKind::Accounts => {
                let potential = self.computed_potential(table, row, piped, &value);
                let said = table.column("derived").and_then(|c| row.get(c)).map(shown).unwrap_or_default();
                potential.into_iter().chain(still_derived(&said, value, self.config)).collect()
            }
            RecordKind::Opportunities => {
                let stage = cell(Field::Stage).map(shown);
                let repeat = cell(Field::Kind).map(shown).is_some_and(|k| {
                    self.config.columns.word("opportunity_kind", &k) == Some(OpportunityKind::Repeat.code())
                });
                let own = table.column("own_chance").and_then(|c| match row.get(c) {
                    Some(Cell::Number(number, _)) if !repeat => Some(number),
                    _ => None,
                });
                let derived = self.deal_probability(stage.as_deref(), repeat, own);
                let same = value(Field::Probability).is_some_and(|p| Some(p) == derived);
                if same { vec![Field::Probability] } else { Vec::new() }
            }
            RecordKind::Resources => self.derived_amounts(table, row, cell(Field::Name).map(shown), &value),
            _ => Vec::new(),
        }
    }

    fn computed_potential(
        &self,
        table: &Found,
        row: RawRow<'_>,
        piped: bool,
        value: &dyn Fn(Field) -> Option<f64>,
    ) -> Vec<Field> {
        let potential = [Field::RepeatSales, Field::NewBusiness];
        let apart = [Field::ProbabilityRepeat, Field::ProbabilityNew];
        if piped {
            return potential.into_iter().chain(apart).chain([Field::Probability]).collect();
        }
        let text = table.column("assumed").and_then(|c| row.get(c)).map(shown).unwrap_or_default();
        let mut out = still_said(&text, &ASSUMED, value, self.config);
        // With a probability each, the one shown is EV / SP.
        if apart.iter().any(|f| value(*f).is_some()) {
            out.push(Field::Probability);
        }
        out
    }

    /// What the list stated for an account before its opportunities ruled it: field, cell, column.
    fn listed(&self, table: &Found, row: RawRow<'a>) -> Vec<(Field, Cell<'a>, u32)> {
        let listed = table.columns.iter().filter_map(|c| {
            let of = c.of.filter(|of| of.part == Part::Listed)?;
            Some((of.field?, row.get(c.column)?, c.column))
        });
        listed.collect()
    }

    /// P of a deal whose own is blank: its stage's, else that of history, else assumed.
    fn deal_probability(&self, stage: Option<&str>, repeat: bool, own: Option<f64>) -> Option<f64> {
        let rule = stage.and_then(|s| self.config.rules.stage_of(s));
        let stated = stage.map(stage_key).and_then(|key| self.rules.iter().find(|(k, _)| *k == key));
        let of_stage = stated.map(|(_, p)| *p).or(rule.and_then(|r| r.probability));
        let kind = if repeat { Parameter::ProbabilityRepeat } else { Parameter::ProbabilityNew };
        let of_plan = self.chances[usize::from(!repeat)];
        of_stage.or(own).or(of_plan).or(Some(self.parameter(kind)))
    }

    /// A parameter as the plan states it.
    fn parameter(&self, parameter: Parameter) -> f64 {
        let stated = self.settings.iter().find(|(p, _)| *p == parameter).map(|(_, v)| *v);
        stated.unwrap_or_else(|| self.config.settings.get(parameter))
    }

    /// A capacity that is the sum of the current use, a cost of a visit that the settings say.
    fn derived_amounts(
        &self,
        table: &Found,
        row: RawRow<'_>,
        name: Option<String>,
        value: &dyn Fn(Field) -> Option<f64>,
    ) -> Vec<Field> {
        let mut out = Vec::new();
        let said = table.column("resource_assumed").and_then(|c| row.get(c)).map(shown);
        if let (Some(said), Some(capacity)) = (said, value(Field::Capacity)) {
            let args = [("amount", separated(capacity))];
            // Who sets a cost or a bound of a notional resource takes its capacity as it stands: it is one from now on.
            let bounds = [Field::FloorCore, Field::FloorGrowth, Field::FloorLaggard];
            let caps = [Field::CapCore, Field::CapGrowth, Field::CapLaggard, Field::UnitCost];
            let taken = bounds.iter().chain(&caps).any(|field| value(*field).is_some());
            let assumed = |l: &Labels| {
                l.fill("workbook.capacity_assumed", &args) == said
                    || !taken && l.fill("workbook.capacity_notional", &args) == said
            };
            if self.config.every_labels().any(|(_, labels)| assumed(labels)) {
                out.push(Field::Capacity);
            }
        }
        let code = name.and_then(|n| self.config.columns.word("resource", &n).map(str::to_owned));
        let visit = self.parameter(Parameter::CostPerVisit);
        if code.as_deref() == Some(Resource::VISITS) && value(Field::UnitCost) == Some(visit) {
            out.push(Field::UnitCost);
        }
        out
    }
}
