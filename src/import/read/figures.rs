//! Money of accounts that stand on several rows: lines by product, site, year or sheet. It is added up within a
//! period; the newest period counts, the one before it is last year's. Nothing is dropped without a word.

use super::builder::Builder;
use super::ledger::Money;
use crate::config::{Part, Period};
use crate::import::understand::sheet_plan::SheetPlan;
use crate::model::{Account, Field, FieldValue, Issue, IssueCode, LeftOut, Record};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Whether rows of one account add a field up: money of ours, not their own turnover.
pub fn is_added(field: Field) -> bool {
    field.is_money() && field != Field::CompanyRevenue
}

/// The fields that are added up.
pub fn added() -> impl Iterator<Item = Field> {
    Account::FIELDS.iter().map(|spec| spec.field).filter(|field| is_added(*field))
}

/// The amount that an account states.
pub fn stated(account: &Account, field: Field) -> Option<f64> {
    match account.get(field) {
        Some(FieldValue::Number(amount)) => Some(amount),
        _ => None,
    }
}

/// An amount on one row of an account.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// The account.
    pub account: usize,
    /// What it is.
    pub field: Field,
    /// Of which period.
    pub period: Option<Period>,
    /// How much.
    pub amount: f64,
    /// Its sheet.
    pub sheet: u32,
    /// Its row.
    pub row: u32,
}

/// Sheets whose rows are lines of accounts.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// Sheets that are read as one table.
    pub sheets: Vec<u32>,
    /// The column that tells the rows of an account apart.
    pub by: Option<String>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// Columns that state the period of a row.
    pub columns: Vec<u32>,
    /// Rows seen, by account, sheet and all that they say.
    pub seen: HashSet<(usize, u32, u64)>,
}

/// The last month of a period, counted from year 0.
fn end(period: Period) -> i32 {
    period.year.unwrap_or(0) * 12 + i32::from(period.part.last_month())
}

/// Which of the figures count now, and which a year before.
struct Window {
    last: Option<i32>,
    yearly: bool,
}

impl Window {
    fn new(figures: &[Figure]) -> Self {
        let periods = || figures.iter().filter_map(|f| f.period).filter(|p| p.year.is_some());
        let yearly = periods().any(|p| p.part == Part::Year);
        Window { last: periods().map(end).max(), yearly }
    }

    /// 0: now; 1: the year before; none: earlier. What has no year counts now.
    fn place(&self, period: Option<Period>) -> Option<u8> {
        let (Some(last), Some(period)) = (self.last, period.filter(|p| p.year.is_some())) else {
            return Some(0);
        };
        let back = last - end(period);
        match back {
            0 => Some(0),
            1..12 if !self.yearly => Some(0),
            12 => Some(1),
            13..24 if !self.yearly => Some(1),
            _ => None,
        }
    }
}

impl Builder {
    /// Gives the accounts what their lines add up to.
    pub(in crate::import) fn settle_lines(&mut self, lines: Lines, plans: &[&SheetPlan<'_>]) {
        let window = Window::new(&lines.figures);
        let mut sums: BTreeMap<(usize, Field), (f64, Figure)> = BTreeMap::new();
        for figure in &lines.figures {
            let field = match window.place(figure.period) {
                Some(0) => figure.field,
                Some(_) if figure.field == Field::AnnualRevenue => Field::PreviousRevenue,
                _ => {
                    let why = LeftOut::EarlierPeriod;
                    self.ledger.left(figure.sheet, &[(figure.field, figure.amount)], why);
                    continue;
                }
            };
            self.ledger.planned(figure.sheet, &[(figure.field, figure.amount)]);
            let sum = sums.entry((figure.account, field)).or_insert((0.0, *figure));
            sum.0 += figure.amount;
        }
        for ((account, field), (sum, figure)) in sums {
            self.state(account, field, sum, figure, plans);
        }
        self.tell_lines(&lines, &window);
        if lines.by.is_none() && window.last.is_none() && lines.sheets.len() == 1 {
            self.ask_lines(&lines, plans);
        }
    }

    /// States an amount of an account; where it is known already, that stays.
    fn state(&mut self, account: usize, field: Field, sum: f64, figure: Figure, plans: &[&SheetPlan<'_>]) {
        let name = self.registry.accounts[account].name.clone();
        match stated(&self.registry.accounts[account], field) {
            None => self.registry.accounts[account].put(field, Some(FieldValue::Number(sum))),
            Some(kept) if (kept - sum).abs() <= 1e-9 * sum.abs() => {}
            Some(kept) => {
                self.ledger.withdraw(figure.sheet, figure.field, sum, LeftOut::Conflict);
                let Some(plan) = plans.iter().find(|p| p.sheet == figure.sheet) else { return };
                let column = plan.fields.get(&figure.field);
                let place = plan.place(figure.row, column.map(|c| c.column));
                let mut issue = Issue::new(IssueCode::DuplicateConflict, place)
                    .with("account", name)
                    .with("field", format!("@field.{field}"))
                    .with("kept", kept);
                issue.header = column.map(|c| c.header.clone());
                issue.field = Some(field);
                issue.value = Some(sum.to_string());
                self.issues.push(issue);
            }
        }
    }

    /// That rows were added up, once a table.
    fn tell_lines(&mut self, lines: &Lines, window: &Window) {
        let mut rows: BTreeMap<usize, BTreeSet<(u32, u32)>> = BTreeMap::new();
        for figure in &lines.figures {
            rows.entry(figure.account).or_default().insert((figure.sheet, figure.row));
        }
        let several = rows.values().filter(|rows| rows.len() > 1);
        let (accounts, count) = several.fold((0, 0), |(a, r), rows| (a + 1, r + rows.len()));
        let Some(sheet) = lines.sheets.first() else { return };
        let fields: BTreeSet<Field> = lines.figures.iter().map(|f| f.field).collect();
        let fields: Vec<String> = fields.iter().map(|f| format!("@field.{f}")).collect();
        let reading = &self.sheets[*sheet as usize];
        let place = crate::model::CellPlace {
            input: Some(reading.input),
            sheet: Some(*sheet),
            ..crate::model::CellPlace::default()
        };
        let names = lines.sheets.iter().map(|s| self.sheets[*s as usize].name.as_str());
        let sheets = || names.clone().collect::<Vec<_>>().join(", ");
        let by = lines
            .by
            .clone()
            .unwrap_or_else(|| if lines.sheets.len() > 1 { sheets() } else { "–".to_owned() });
        let told = |code| {
            Issue::new(code, place)
                .with("accounts", accounts)
                .with("rows", count)
                .with("by", &by)
                .with("field", fields.first().cloned().unwrap_or_default())
        };
        if let Some(last) = window.last {
            let (year, before) = ((last - 1) / 12, (last - 13) / 12);
            self.issues.push(told(IssueCode::LinesOfYears).with("year", year).with("before", before));
        } else {
            self.issues.push(told(IssueCode::LinesSummed));
        }
        let parts: BTreeSet<Period> = lines.figures.iter().filter_map(|f| f.period).collect();
        let now = parts.iter().filter(|p| window.place(Some(**p)) == Some(0) && p.part != Part::Year);
        let (months, columns) =
            now.fold((0, 0), |(months, n), p| (months + u32::from(p.part.months()), n + 1));
        if columns > 0 && months < 12 {
            self.issues
                .push(told(IssueCode::PeriodsIncomplete).with("columns", by.clone()).with("months", months));
        }
    }

    /// Rows of one account that nothing tells apart but their money: added up, and asked about.
    fn ask_lines(&mut self, lines: &Lines, plans: &[&SheetPlan<'_>]) {
        let Some(plan) = lines.sheets.first().and_then(|s| plans.iter().find(|p| p.sheet == *s)) else {
            return;
        };
        let mut first: BTreeMap<(usize, Field), (f64, f64)> = BTreeMap::new();
        for figure in &lines.figures {
            let seen = first.entry((figure.account, figure.field)).or_insert((figure.amount, 0.0));
            seen.1 += figure.amount;
            if seen.0 == seen.1 {
                continue;
            }
            let column = plan.fields.get(&figure.field);
            let place = plan.place(figure.row, column.map(|c| c.column));
            let mut issue = Issue::new(IssueCode::AmountsAdded, place)
                .with("account", &self.registry.accounts[figure.account].name)
                .with("field", format!("@field.{}", figure.field))
                .with("amount", figure.amount)
                .with("sum", seen.1);
            issue.header = column.map(|c| c.header.clone());
            issue.field = Some(figure.field);
            issue.value = Some(figure.amount.to_string());
            self.issues.push(issue);
        }
    }
}

/// Money of a row that is added up, and the rest.
pub fn split(money: &Money) -> (Money, Money) {
    money.iter().partition(|(field, _)| is_added(*field))
}
