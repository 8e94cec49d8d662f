//! Described columns: key, header, look, form, limit, value and formula of a column in one expression.

use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::schema::{Column, Limit};
use crate::workbook::kit::styles::{Form, Look};
use std::borrow::Cow;

/// Content of a row, where this case is the row's.
type Given<'d, R> = Box<dyn Fn(&R) -> Option<Cell<'d>> + Send + Sync + 'd>;
/// Value of a formula, where this case is the row's.
type Worked<'d, R> = Box<dyn Fn(&R) -> Option<Outcome<'d>> + Send + Sync + 'd>;

/// What a formula comes to.
pub(super) enum Outcome<'d> {
    Number(Option<f64>),
    Text(Cow<'d, str>),
}

/// A row's own formula and its value, where this case is the row's.
type Own<'d, R> = Box<dyn Fn(&R) -> Option<(String, Outcome<'d>)> + Send + Sync + 'd>;

pub(super) enum Case<'d, R> {
    Given(Given<'d, R>),
    Formula(String, Worked<'d, R>),
    Each(Own<'d, R>),
}

/// The columns of these keys first, in this order; the others behind them, shut.
pub fn front<'d, R>(mut columns: Vec<Described<'d, R>>, first: &[&str]) -> Vec<Described<'d, R>> {
    let place = |c: &Described<'d, R>| first.iter().position(|key| *key == c.column.key);
    for column in &mut columns {
        column.column.shut = place(column).is_none();
    }
    columns.sort_by_key(|c| place(c).unwrap_or(first.len()));
    columns
}

/// A column of a table whose rows are `R`.
pub struct Described<'d, R> {
    pub(super) column: Column,
    pub(super) cases: Vec<Case<'d, R>>,
}

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

    /// Behind the others, in a group that is shut and not printed: for formulas, or few readers.
    #[must_use]
    pub fn shut(mut self) -> Self {
        self.column.shut = true;
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

    /// Whether nothing stands in a row of it, formulas apart.
    pub fn is_blank(&self, row: &R) -> bool {
        let given = |case: &Case<'d, R>| match case {
            Case::Given(given) => given(row),
            _ => None,
        };
        matches!(self.cases.iter().find_map(given), None | Some(Cell::Blank))
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
    pub fn each(self, formula: impl Fn(&R) -> (String, Option<f64>) + Send + Sync + 'd) -> Self {
        self.each_case(move |row| Some(formula(row)))
    }

    /// The same in some rows, for few of them; what is said next holds in the others.
    #[must_use]
    pub fn each_case(
        mut self,
        formula: impl Fn(&R) -> Option<(String, Option<f64>)> + Send + Sync + 'd,
    ) -> Self {
        let own = move |row: &R| {
            let (pattern, value) = formula(row)?;
            Some((pattern, Outcome::Number(value)))
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
            Some((pattern, Outcome::Text(text.into())))
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
