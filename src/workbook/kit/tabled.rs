//! A table whose columns are described, with its rows: bound to its schema, it gives and writes its cells.

use crate::config::Said;
use crate::layout::TableId;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::{Case, Described, Outcome};
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::faults::Faults;
use crate::workbook::kit::pattern::Bound;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::side_tables::Part;
use crate::workbook::kit::table;
use crate::workbook::kit::tables::UNREAD;
use rust_xlsxwriter::Worksheet;

/// The formulas of a case, bound.
enum Formulas {
    None,
    One(Bound),
    /// A row each, where it has one.
    Each(Vec<Option<Bound>>),
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
        mut columns: Vec<Described<'d, R>>,
        rows: Vec<R>,
    ) -> Self {
        columns.sort_by_key(|c| c.column.shut);
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
                let bound = |row: &R| Some(Bound::new(&own(row)?.0, schema, context));
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
                let bound = bound.get(self.from + index)?.as_ref()?;
                Some(match (bound.of_row(row), own(record)?.1) {
                    (none, Outcome::Number(number)) if none.is_empty() => Cell::number(number),
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
