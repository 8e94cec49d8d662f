//! Described columns: key, header, look, form, limit, value and formula of a column in one expression. A table
//! is a list of them with its rows.

use crate::config::Said;
use crate::layout::TableId;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::pattern::Bound;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::side_tables::Part;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table;
use crate::workbook::kit::tables::UNREAD;
use rust_xlsxwriter::Worksheet;
use std::borrow::Cow;

/// Content of a row, where this case is the row's.
type Given<'d, R> = Box<dyn Fn(&R) -> Option<Cell<'d>> + Send + Sync + 'd>;
/// Value of a formula, where this case is the row's.
type Worked<'d, R> = Box<dyn Fn(&R) -> Option<Outcome<'d>> + Send + Sync + 'd>;

/// What a formula comes to.
enum Outcome<'d> {
    Number(Option<f64>),
    Text(Cow<'d, str>),
}

/// A row's own formula and its value.
type Own<'d, R> = Box<dyn Fn(&R) -> (String, Outcome<'d>) + Send + Sync + 'd>;

enum Case<'d, R> {
    Given(Given<'d, R>),
    Formula(String, Worked<'d, R>),
    Each(Own<'d, R>),
}

/// The formulas of a case, bound.
enum Formulas {
    None,
    One(Bound),
    /// A row each.
    Each(Vec<Bound>),
}

/// A column of a table whose rows are `R`.
pub struct Described<'d, R> {
    column: Column,
    cases: Vec<Case<'d, R>>,
}

#[allow(dead_code, reason = "sheets that are not described yet will use the rest")]
impl<'d, R> Described<'d, R> {
    /// A column that says nothing yet.
    pub fn new(key: &'static str, header: impl Into<String>, form: Form, look: Look) -> Self {
        Described { column: Column::new(key, header, form, look), cases: Vec::new() }
    }

    /// With a limit on what is entered.
    #[must_use]
    pub fn limited(mut self, limit: Limit) -> Self {
        self.column.limit = Some(limit);
        self
    }

    /// With a limit on what is entered, where there is one.
    #[must_use]
    pub fn maybe_limited(mut self, limit: Option<Limit>) -> Self {
        self.column.limit = limit;
        self
    }

    /// With what `then` says, only where `there`: what a formula refers to may not be there.
    #[must_use]
    pub fn when(self, there: bool, then: impl FnOnce(Self) -> Self) -> Self {
        if there { then(self) } else { self }
    }

    /// The `index`-th of several columns with one key.
    #[must_use]
    pub fn numbered(mut self, index: usize) -> Self {
        self.column = self.column.numbered(index);
        self
    }

    /// Formula of rows that a user adds, where it is not the one that all rows share.
    #[must_use]
    pub fn added(mut self, pattern: impl Into<String>) -> Self {
        self.column.fill = Some(pattern.into());
        self
    }

    /// A cell in every row.
    #[must_use]
    pub fn cell(self, cell: impl Fn(&R) -> Cell<'d> + Send + Sync + 'd) -> Self {
        self.case(move |row| Some(cell(row)))
    }

    /// A cell in some rows; what is said next holds in the others.
    #[must_use]
    pub fn case(mut self, cell: impl Fn(&R) -> Option<Cell<'d>> + Send + Sync + 'd) -> Self {
        self.cases.push(Case::Given(Box::new(cell)));
        self
    }

    /// A text, or nothing.
    #[must_use]
    pub fn text<T: Into<Cow<'d, str>>>(self, text: impl Fn(&R) -> T + Send + Sync + 'd) -> Self {
        self.cell(move |row| Cell::text(text(row)))
    }

    /// A number, or nothing.
    #[must_use]
    pub fn number(self, number: impl Fn(&R) -> Option<f64> + Send + Sync + 'd) -> Self {
        self.cell(move |row| Cell::number(number(row)))
    }

    /// A formula with its number.
    #[must_use]
    pub fn formula(
        self,
        pattern: impl Into<String>,
        value: impl Fn(&R) -> Option<f64> + Send + Sync + 'd,
    ) -> Self {
        self.formula_case(pattern, move |row| Some(value(row)))
    }

    /// A formula with its number in some rows; what is said next holds in the others.
    #[must_use]
    pub fn formula_case(
        mut self,
        pattern: impl Into<String>,
        value: impl Fn(&R) -> Option<Option<f64>> + Send + Sync + 'd,
    ) -> Self {
        let worked: Worked<'d, R> = Box::new(move |row| value(row).map(Outcome::Number));
        self.cases.push(Case::Formula(pattern.into(), worked));
        self
    }

    /// A formula of each row's own with its number: for tables of few rows.
    #[must_use]
    pub fn each(mut self, formula: impl Fn(&R) -> (String, Option<f64>) + Send + Sync + 'd) -> Self {
        let own = move |row: &R| {
            let (pattern, value) = formula(row);
            (pattern, Outcome::Number(value))
        };
        self.cases.push(Case::Each(Box::new(own)));
        self
    }

    /// The same with its text; without a pattern the text alone.
    #[must_use]
    pub fn each_words<T: Into<Cow<'d, str>>>(
        mut self,
        formula: impl Fn(&R) -> (String, T) + Send + Sync + 'd,
    ) -> Self {
        let own = move |row: &R| {
            let (pattern, text) = formula(row);
            (pattern, Outcome::Text(text.into()))
        };
        self.cases.push(Case::Each(Box::new(own)));
        self
    }

    /// A formula with its text.
    #[must_use]
    pub fn words<T: Into<Cow<'d, str>>>(
        self,
        pattern: impl Into<String>,
        value: impl Fn(&R) -> T + Send + Sync + 'd,
    ) -> Self {
        self.words_case(pattern, move |row| Some(value(row)))
    }

    /// A formula with its text in some rows; what is said next holds in the others.
    #[must_use]
    pub fn words_case<T: Into<Cow<'d, str>>>(
        mut self,
        pattern: impl Into<String>,
        value: impl Fn(&R) -> Option<T> + Send + Sync + 'd,
    ) -> Self {
        let worked: Worked<'d, R> = Box::new(move |row| value(row).map(|t| Outcome::Text(t.into())));
        self.cases.push(Case::Formula(pattern.into(), worked));
        self
    }

    /// A formula where `live`, else its number alone.
    #[must_use]
    pub fn live(
        self,
        live: bool,
        pattern: impl Into<String>,
        value: impl Fn(&R) -> Option<f64> + Send + Sync + 'd,
    ) -> Self {
        if live { self.formula(pattern, value) } else { self.number(value) }
    }

    /// A formula where `live`, else its text alone.
    #[must_use]
    pub fn live_words<T: Into<Cow<'d, str>>>(
        self,
        live: bool,
        pattern: impl Into<String>,
        value: impl Fn(&R) -> T + Send + Sync + 'd,
    ) -> Self {
        if live { self.words(pattern, value) } else { self.text(value) }
    }
}

/// A table: its columns, described, and its rows.
pub struct Tabled<'d, R> {
    /// How other tables and formulas refer to it.
    pub schema: Schema,
    columns: Vec<Vec<Case<'d, R>>>,
    /// The rows, from first to last.
    pub rows: Vec<R>,
}

impl<'d, R> Tabled<'d, R> {
    /// A table that is read back. Every column that the layout says plans always have must be there.
    pub fn of(facts: &Facts<'_>, id: TableId, columns: Vec<Described<'d, R>>, rows: Vec<R>) -> Self {
        let table = id.table();
        for lacking in table.columns.iter().filter(|c| !c.optional) {
            if !columns.iter().any(|c| c.column.key == lacking.key) {
                facts.faults.note(format!("column: {}.{}", table.name, lacking.key));
            }
        }
        Tabled::noting(&facts.faults, table.name, facts.sheet(table.sheet), columns, rows)
    }

    /// A table that nothing is read back from, of a name on a sheet.
    pub fn unread(
        facts: &Facts<'_>,
        table: &'static str,
        sheet: impl Into<String>,
        columns: Vec<Described<'d, R>>,
        rows: Vec<R>,
    ) -> Self {
        if !UNREAD.contains(&table) {
            facts.faults.note(format!("table: {table}"));
        }
        Tabled::noting(&facts.faults, table, sheet, columns, rows)
    }

    /// A table that only its own sheet knows, made while that is filled.
    pub fn noting(
        faults: &Faults,
        table: &'static str,
        sheet: impl Into<String>,
        columns: Vec<Described<'d, R>>,
        rows: Vec<R>,
    ) -> Self {
        let (plain, columns) = columns.into_iter().map(|c| (c.column, c.cases)).unzip();
        let schema = Schema::new(table, sheet.into(), plain, rows.len()).noting(faults);
        Tabled { schema, columns, rows }
    }

    /// The same with its schema changed: where it stands, whether it grows.
    #[must_use]
    pub fn placed(mut self, change: impl FnOnce(Schema) -> Schema) -> Self {
        self.schema = change(self.schema);
        self
    }

    /// One sheet holds it.
    ///
    /// # Errors
    /// More rows than a sheet has.
    pub fn fitting(self, facts: &Facts<'_>) -> anyhow::Result<Self> {
        let (rows, most) = (self.rows.len(), facts.rows_per_sheet());
        if rows > most {
            return Said::new("writer.rows").with("rows", rows).with("sheet", &self.schema.sheet).err();
        }
        Ok(self)
    }

    /// Its formulas bound to it.
    pub fn bind(&self, context: &Context<'_>) -> Filled<'_, 'd, R> {
        self.bind_part(&self.schema, 0, context)
    }

    /// Its formulas bound to a schema that continues it from row `from` on.
    pub fn bind_part(&self, schema: &Schema, from: usize, context: &Context<'_>) -> Filled<'_, 'd, R> {
        let bound = |case: &Case<'d, R>| match case {
            Case::Given(_) => Formulas::None,
            Case::Formula(pattern, _) => Formulas::One(Bound::new(pattern, schema, context)),
            Case::Each(own) => {
                let bound = |row: &R| Bound::new(&own(row).0, schema, context);
                Formulas::Each(self.rows.iter().map(bound).collect())
            }
        };
        let formulas = self.columns.iter().map(|cases| cases.iter().map(bound).collect()).collect();
        for fill in schema.columns.iter().filter_map(|c| c.fill.as_ref()) {
            Bound::new(fill, schema, context);
        }
        Filled { table: self, formulas, from }
    }

    /// Writes it where its schema says; returns its last row.
    ///
    /// # Errors
    /// The writer's.
    pub fn write(&self, sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<u32> {
        self.write_beside(sheet, context, |_, _, _| Ok(()))
    }

    /// The same, with something else to the right of its rows: streamed sheets are written row by row.
    ///
    /// # Errors
    /// The writer's.
    pub fn write_beside(
        &self,
        sheet: &mut Worksheet,
        context: &Context<'_>,
        beside: impl Fn(&mut Worksheet, usize, u32) -> anyhow::Result<()>,
    ) -> anyhow::Result<u32> {
        let filled = self.bind(context);
        let (schema, rows) = (&self.schema, self.rows.len());
        let cell = |index, column: &Column, row| filled.cell(index, column, row);
        table::write_beside(sheet, context, schema, &schema.spot(), rows, cell, beside)
    }

    /// Writes the rows from `from` on that a schema continues it with; returns its last row.
    ///
    /// # Errors
    /// The writer's.
    pub fn write_part(
        &self,
        sheet: &mut Worksheet,
        context: &Context<'_>,
        schema: &Schema,
        from: usize,
    ) -> anyhow::Result<u32> {
        let filled = self.bind_part(schema, from, context);
        let cell = |index, column: &Column, row| filled.cell(index, column, row);
        table::write(sheet, context, schema, &schema.spot(), schema.rows, cell)
    }
}

/// A table ready to give its cells.
pub struct Filled<'t, 'd, R> {
    table: &'t Tabled<'d, R>,
    formulas: Vec<Vec<Formulas>>,
    from: usize,
}

impl<'d, R> Filled<'_, 'd, R> {
    /// One of several tables side by side.
    pub fn part(&self) -> Part<'_, 'd> {
        let cell = |index, column: &Column, row| self.cell(index, column, row);
        Part { schema: &self.table.schema, rows: self.table.rows.len(), cell: Box::new(cell) }
    }

    /// Content of a row's column (0-based sheet row).
    pub fn cell(&self, index: usize, column: &Column, row: u32) -> Cell<'d> {
        let (Some(cases), Some(formulas), Some(record)) = (
            self.table.columns.get(column.place),
            self.formulas.get(column.place),
            self.table.rows.get(self.from + index),
        ) else {
            return Cell::Blank;
        };
        let content = |(case, bound): (&Case<'d, R>, &Formulas)| match (case, bound) {
            (Case::Given(given), _) => given(record),
            (Case::Each(own), Formulas::Each(bound)) => {
                let bound = bound.get(self.from + index)?;
                Some(match (bound.of_row(row), own(record).1) {
                    (formula, Outcome::Number(number)) => Cell::formula(formula, number),
                    (none, Outcome::Text(text)) if none.is_empty() => Cell::text(text),
                    (formula, Outcome::Text(text)) => Cell::text_formula(formula, text),
                })
            }
            (Case::Formula(_, worked), Formulas::One(bound)) => worked(record).map(|value| match value {
                Outcome::Number(number) => Cell::formula(bound.of_row(row), number),
                Outcome::Text(text) => Cell::text_formula(bound.of_row(row), text),
            }),
            _ => None,
        };
        cases.iter().zip(formulas).find_map(content).unwrap_or(Cell::Blank)
    }
}
