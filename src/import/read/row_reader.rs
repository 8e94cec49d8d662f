//! Reads the cells of one row by field, collecting issues; knows whether the row must be rejected.

use crate::config::plain;
use crate::import::cells::{self, DateOrder, Decimal, Unread, shown};
use crate::import::raw::raw_sheet::{Cell, FormatHint, RawRow};
use crate::import::understand::sheet_plan::{FieldColumn, SheetPlan};
use crate::model::{CellPlace, Field, Issue, IssueCode, RecordKind, Scale, Score, Severity, SourceRow};
use chrono::NaiveDate;

/// Fields whose merged cell speaks for all the rows it covers; money and counts would count twice.
const COVERED: &[Field] = &[
    Field::Id,
    Field::Name,
    Field::Account,
    Field::AccountId,
    Field::Region,
    Field::Industry,
    Field::Owner,
    Field::Domain,
    Field::Date,
    Field::Stage,
];

/// What EV is made of: one of an account that cannot be read leaves it without EV.
const EXPECTED: &[Field] = &[
    Field::RepeatSales,
    Field::NewBusiness,
    Field::Probability,
    Field::ProbabilityRepeat,
    Field::ProbabilityNew,
];

/// So many rows in turn may repeat one value by ditto marks.
const REPEATED: usize = 2000;

/// One row being read.
pub struct RowReader<'a> {
    /// The sheet.
    pub plan: &'a SheetPlan<'a>,
    /// The row.
    pub row: RawRow<'a>,
    /// What was found.
    pub issues: Vec<Issue>,
    /// Fields that held something unreadable.
    pub unreadable: Vec<Field>,
    /// Currency codes that money cells show, with their place.
    pub currencies: Vec<(String, CellPlace)>,
    /// Money that was read.
    pub money: Vec<(Field, f64)>,
}

impl<'a> RowReader<'a> {
    /// Starts on a row.
    pub fn new(plan: &'a SheetPlan<'a>, row: RawRow<'a>) -> Self {
        RowReader {
            plan,
            row,
            issues: Vec::new(),
            unreadable: Vec::new(),
            currencies: Vec::new(),
            money: Vec::new(),
        }
    }

    /// Where the row stands.
    pub fn source(&self) -> SourceRow {
        self.plan.source(self.row.number)
    }

    /// Whether an error makes the row unusable. An account with a figure that cannot be read is planned without EV.
    pub fn rejected(&self) -> bool {
        let unranks = |i: &Issue| {
            self.plan.kind == RecordKind::Accounts && i.field.is_some_and(|f| EXPECTED.contains(&f))
        };
        self.issues.iter().any(|i| i.code.severity() == Severity::Error && !unranks(i))
    }

    pub(super) fn cell(&self, field: Field) -> Option<(&'a FieldColumn, Cell<'a>)> {
        let column = self.plan.fields.get(&field)?;
        match self.row.get(column.column) {
            Some(Cell::Text(text)) if self.is_ditto(text) => Some((column, self.above(column.column)?)),
            Some(cell) => Some((column, cell)),
            None if COVERED.contains(&field) => Some((column, self.covering(column.column)?)),
            None => None,
        }
    }

    fn is_ditto(&self, text: &str) -> bool {
        text.len() <= 16 && self.plan.config.columns.ditto.iter().any(|word| text.trim() == word)
    }

    /// The cell that a ditto mark repeats.
    fn above(&self, column: u32) -> Option<Cell<'a>> {
        let sheet = self.plan.raw;
        let rows = (self.plan.first_data..sheet.index_of(self.row.number)?).rev();
        let mut cells = rows.take(REPEATED).filter_map(|at| sheet.row(at).get(column));
        cells.find(|cell| !matches!(cell, Cell::Text(text) if self.is_ditto(text)))
    }

    /// The cell merged over this row: one name for several rows.
    fn covering(&self, column: u32) -> Option<Cell<'a>> {
        let top = self.plan.merged.top(self.row.number, column)?;
        self.plan.raw.find(top)?.get(column)
    }

    pub(super) fn numeric_cell(&self, field: Field) -> Option<(&'a FieldColumn, Cell<'a>)> {
        self.cell(field).and_then(|(column, cell)| Some((column, self.figure(cell)?)))
    }

    /// A cell that says something; only signs, such as – or /, are nothing.
    pub(super) fn figure(&self, cell: Cell<'a>) -> Option<Cell<'a>> {
        match cell {
            Cell::Text(text) => {
                let word = plain(text);
                (!word.is_empty() && !self.plan.config.columns.nothing.contains(&word)).then_some(cell)
            }
            _ => Some(cell),
        }
    }

    /// An issue at a field's cell, or at the row.
    pub fn issue(&self, code: IssueCode, field: Option<Field>) -> Issue {
        let column = field.and_then(|f| self.plan.fields.get(&f));
        let first = self.row.cells().next().map(|(c, _)| c);
        let place = self.plan.place(self.row.number, column.map(|c| c.column).or(first));
        let mut issue = Issue::new(code, place);
        issue.field = field;
        issue.header = column.map(|c| c.header.clone());
        issue.value = column.and_then(|c| self.row.get(c.column)).map(shown);
        issue
    }

    pub(super) fn unread(&mut self, field: Field, why: Unread, required: bool) {
        let code = match (required, why) {
            (true, _) => IssueCode::UnreadableAmount,
            (false, Unread::Unreadable) => IssueCode::UnreadableValue,
            (false, Unread::ErrorCell) => IssueCode::ErrorCell,
            (false, Unread::Ambiguous) => IssueCode::AmbiguousDate,
        };
        let issue = self.issue(code, Some(field)).with("field", format!("@field.{}", field.code()));
        self.issues.push(issue);
        self.unreadable.push(field);
    }

    /// Text of a field; an error value is none, with an issue.
    pub fn text(&mut self, field: Field) -> Option<String> {
        let (_, cell) = self.cell(field)?;
        match cells::text(cell) {
            Some(text) if text.is_empty() => None,
            Some(text) => Some(text),
            None => {
                self.unread(field, Unread::ErrorCell, false);
                None
            }
        }
    }

    /// Number of an account as text: `10002.0` is 10002.
    pub fn id(&mut self, field: Field) -> Option<String> {
        let text = self.text(field)?;
        // 1.23457E+11 has lost its last digits: many numbers look so.
        if text.contains(['E', 'e']) && text.contains('+') && cells::number(&text, Decimal::Unknown).is_some()
        {
            self.unread(field, Unread::Unreadable, false);
            return None;
        }
        let whole =
            text.strip_suffix(".0").filter(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()));
        Some(whole.unwrap_or(&text).to_owned())
    }

    /// Money in base units, added up where several columns hold it; a required one that cannot be read rejects
    /// the row.
    pub fn money(&mut self, field: Field, required: bool) -> Option<f64> {
        let column = self.plan.fields.get(&field)?;
        let first = self.numeric_cell(field).map(|(_, cell)| cell);
        let parts = column.parts.iter().filter_map(|part| self.figure(self.row.get(*part)?));
        let cells: Vec<Cell<'a>> = first.into_iter().chain(parts).collect();
        let mut sum = None;
        for cell in cells {
            sum = Some(sum.unwrap_or(0.0) + self.amount_of(field, column, cell, required)?);
        }
        if let (Some(amount), Some(times)) = (sum, column.times) {
            sum = Some(amount * self.times(field, times, column.decimal, required)?);
        }
        // A floor or a measure of its own is no money to account for.
        self.money.extend(sum.filter(|_| field.is_money()).map(|amount| (field, amount)));
        sum
    }

    /// Reads the money of a row that is no record, for the ledger alone.
    pub fn only_money(&mut self) {
        let fields: Vec<Field> = self.plan.fields.keys().copied().filter(|f| f.is_money()).collect();
        for field in fields {
            self.money(field, false);
        }
        self.issues.clear();
        self.currencies.clear();
    }

    fn amount_of(
        &mut self,
        field: Field,
        column: &FieldColumn,
        cell: Cell<'a>,
        required: bool,
    ) -> Option<f64> {
        let words = &self.plan.config.columns.quantities;
        match cells::money(cell, column.decimal, words) {
            Ok(money) => {
                let hinted = match cell {
                    Cell::Number(_, FormatHint::Currency(at)) => {
                        self.plan.raw.currencies.get(usize::from(at)).and_then(|c| words.currency_of(c))
                    }
                    _ => None,
                };
                if let Some(code) = money.currency.as_deref().or(hinted) {
                    let place = self.issue(IssueCode::MixedCurrencies, Some(field)).place;
                    self.currencies.push((code.to_owned(), place));
                }
                let unit = if column.unit == 1.0 { self.row_unit() } else { column.unit };
                let amount = if money.scaled { money.amount } else { money.amount * unit };
                if amount.abs() > cells::LARGEST {
                    self.unread(field, Unread::Unreadable, required);
                    return None;
                }
                Some(amount)
            }
            Err(why) => {
                self.unread(field, why, required);
                None
            }
        }
    }

    /// The unit that the row states in a column of its own.
    fn row_unit(&self) -> f64 {
        let cell = self.plan.unit_column.and_then(|column| self.row.get(column));
        let Some(Cell::Text(text)) = cell else { return 1.0 };
        self.plan.config.columns.quantities.header_factor(text).unwrap_or(1.0)
    }

    /// Money that cannot be negative; otherwise the row is rejected.
    pub fn potential(&mut self, field: Field) -> Option<f64> {
        let amount = self.money(field, true)?;
        self.in_range(field, amount, 0.0, f64::MAX)
    }

    /// A probability, 0…1; otherwise a warning on a deal, an error on an account.
    pub fn probability(&mut self, field: Field) -> Option<f64> {
        let (column, cell) = self.numeric_cell(field)?;
        match cells::probability(cell, column.unit, column.decimal, self.plan.config) {
            Ok(p) => {
                // 0.6 among 60 and 80 may be 60 % or 0.6 %.
                if column.unit < 1.0
                    && matches!(cell, Cell::Number(n, FormatHint::Plain) if 0.0 < n && n < 1.0)
                {
                    self.issues.push(self.issue(IssueCode::DoubtfulScale, Some(field)));
                }
                match self.plan.kind {
                    // A deal without it goes by its stage.
                    crate::model::RecordKind::Opportunities if !(0.0..=1.0).contains(&p) => {
                        self.kept(field, Err(Unread::Unreadable))
                    }
                    _ => self.in_range(field, p, 0.0, 1.0),
                }
            }
            Err(why) => {
                self.unread(field, why, self.plan.kind != crate::model::RecordKind::Opportunities);
                None
            }
        }
    }

    fn in_range(&mut self, field: Field, value: f64, low: f64, high: f64) -> Option<f64> {
        if (low..=high).contains(&value) {
            return Some(value);
        }
        let issue = self
            .issue(IssueCode::ImpossibleAmount, Some(field))
            .with("field", format!("@field.{}", field.code()));
        self.issues.push(issue);
        self.unreadable.push(field);
        None
    }

    /// A fraction such as a growth rate; 16 % and, in a column of points, 16 are 0.16.
    pub fn fraction(&mut self, field: Field) -> Option<f64> {
        let (column, cell) = self.numeric_cell(field)?;
        let read = match cell {
            Cell::Number(n, FormatHint::Percent) => Ok(n),
            Cell::Number(n, _) => Ok(n * column.unit),
            Cell::Error(_) => Err(Unread::ErrorCell),
            // (4%) is negative like (4).
            Cell::Text(text) if text.trim().starts_with('(') && text.trim().ends_with("%)") => {
                let points = text.trim().trim_matches(['(', ')', '%']);
                cells::number(points, column.decimal).map(|n| -n / 100.0)
            }
            .ok_or(Unread::Unreadable),
            Cell::Text(text) => match text.trim().strip_suffix(['%', '％']) {
                Some(points) => cells::number(points, column.decimal).map(|n| n / 100.0),
                None => cells::number(text, column.decimal).map(|n| n * column.unit),
            }
            .ok_or(Unread::Unreadable),
            Cell::Bool(_) | Cell::Date(_) => Err(Unread::Unreadable),
        };
        self.kept(field, read)
    }

    /// Money that cannot be negative; anything else is a warning and unknown.
    pub fn amount(&mut self, field: Field) -> Option<f64> {
        let amount = self.money(field, false)?;
        self.kept(field, if amount >= 0.0 { Ok(amount) } else { Err(Unread::Unreadable) })
    }

    /// A fraction of 0…1; anything else is a warning and unknown.
    pub fn share(&mut self, field: Field) -> Option<f64> {
        let share = self.fraction(field)?;
        self.kept(field, if (0.0..=1.0).contains(&share) { Ok(share) } else { Err(Unread::Unreadable) })
    }

    /// A number that cannot be negative, such as visits.
    pub fn count(&mut self, field: Field) -> Option<f64> {
        let (column, cell) = self.numeric_cell(field)?;
        let words = &self.plan.config.columns.quantities;
        let read = match cell {
            Cell::Number(n, _) if n >= 0.0 && n.is_finite() => Ok(n),
            Cell::Text(text) => cells::number(text, column.decimal)
                .or_else(|| cells::number(words.without_count_unit(&words.folded(text)), column.decimal))
                .filter(|n| *n >= 0.0)
                .ok_or(Unread::Unreadable),
            Cell::Error(_) => Err(Unread::ErrorCell),
            _ => Err(Unread::Unreadable),
        };
        self.kept(field, read)
    }

    /// A date.
    pub fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let (column, cell) = self.numeric_cell(field)?;
        let order: DateOrder = column.date_order;
        let read = cells::date(cell, order).or_else(|why| match cell {
            Cell::Text(text) => cells::month_by_name(text, &self.plan.config.columns.periods).ok_or(why),
            _ => Err(why),
        });
        self.kept(field, read)
    }

    /// The code of a word of a group; an unknown word is a warning.
    pub fn word(&mut self, field: Field, group: &str) -> Option<&'a str> {
        let (_, cell) = self.cell(field)?;
        let text = cells::text(cell)?;
        let words = &self.plan.config.columns;
        // A proposal may name products behind its colon.
        let begins = || words.word(group, text.split_once([':', '：'])?.0).filter(|_| group == "proposal");
        let found = words.word(group, &text).or_else(begins);
        if found.is_none() && self.numeric_cell(field).is_some() {
            let issue = self
                .issue(IssueCode::UnknownWord, Some(field))
                .with("field", format!("@field.{}", field.code()));
            self.issues.push(issue);
        }
        found
    }

    /// A score on an axis: a number on the sheet's scale, or high/low.
    pub fn score(&mut self, field: Field, scale: Scale) -> Option<Score> {
        let (column, cell) = self.numeric_cell(field)?;
        let highest = if scale == Scale::Five { 5.0 } else { 10.0 };
        let number =
            |n: f64| (1.0..=highest).contains(&n).then_some(Score::Number(n)).ok_or(Unread::Unreadable);
        let read = match cell {
            Cell::Number(n, _) => number(n),
            Cell::Text(text) => {
                match (cells::number(text, column.decimal), self.plan.config.columns.word("level", text)) {
                    (Some(n), _) => number(n),
                    (None, Some("high")) => Ok(Score::High),
                    (None, Some("low")) => Ok(Score::Low),
                    _ => Err(Unread::Unreadable),
                }
            }
            Cell::Error(_) => Err(Unread::ErrorCell),
            Cell::Bool(_) | Cell::Date(_) => Err(Unread::Unreadable),
        };
        self.kept(field, read)
    }

    fn kept<T>(&mut self, field: Field, read: Result<T, Unread>) -> Option<T> {
        read.map_err(|why| self.unread(field, why, false)).ok()
    }

    /// The whole row as the list shows it.
    pub fn whole(&self) -> Vec<(u32, String)> {
        let home = self.plan.homes.get(&self.row.number);
        let place = |column| home.map_or(Some(column), |home| home.columns.get(&column).copied());
        self.row.cells().filter_map(|(column, cell)| Some((place(column)?, shown(cell)))).collect()
    }
}
