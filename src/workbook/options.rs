//! How a workbook is written.

/// Which formulas are live.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Formulas {
    /// All of them up to the setting `live_limit`, above it those that take linear time.
    #[default]
    Auto,
    /// All of them.
    Live,
    /// Those that take linear time.
    Values,
}

/// The whole that a plan is a part of.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// Σ expected value of the whole, money.
    pub expected_value: f64,
    /// What the part is called.
    pub part: String,
}

/// How a workbook is written.
#[derive(Debug, Clone, Default)]
pub struct WorkbookOptions {
    /// Which formulas are live.
    pub formulas: Formulas,
    /// Protect the sheets, without a password.
    pub protect: bool,
    /// Money in a unit so small that a change of a hundredth shows.
    pub fine_money: bool,
    /// Name of the portfolio, for titles and properties.
    pub portfolio_name: String,
    /// Accounts on the influence map and with a page of their own; none: as the setting says.
    pub top: Option<usize>,
    /// The whole that the plan is a part of.
    pub whole: Option<Whole>,
    /// What the plan was made from, for whoever asks whether it is up to date.
    pub fingerprint: Option<String>,
    /// Rows of a table on one sheet at most, where that is less than a sheet has.
    pub rows_per_sheet: Option<usize>,
}
