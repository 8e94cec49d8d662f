//! What rows of lists said that the plan does not hold: the sums of both order windows, closed deals, the newest date,
//! account by account. Planned again, they count where such rows are not among the inputs (METHOD §10).

use super::row::Row;
use crate::layout::TableId;
use crate::model::WindowSource;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::styles::Form;
use chrono::NaiveDate;

/// The columns of which an account has something to say.
pub(super) fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let windows = facts.plan.history.windows;
    let yes = move |told: bool| if told { facts.word("truth", Some("yes")) } else { Cell::Blank };
    let columns = vec![
        of.computed("window_revenue", Form::Money).number(|a| a.history.this),
        of.computed("window_previous", Form::Money).number(|a| a.history.previous),
        of.computed("window_profit", Form::Money).number(|a| a.history.profit),
        of.computed("window_profit_derived", Form::Center).cell(move |a| yes(a.history.profit_derived)),
        of.computed("window_orders", Form::Count)
            .number(|a| a.history.last_order.map(|_| f64::from(a.history.orders))),
        of.computed("window_last_order", Form::Date).cell(|a| day(a.history.last_order)),
        of.computed("window_end", Form::Date)
            .cell(move |a| day(windows.filter(|_| summed(a)).map(|w| w.end))),
        of.computed("window_months", Form::Count)
            .number(move |a| windows.filter(|_| summed(a)).map(|w| f64::from(w.months))),
        of.computed("window_source", Form::Center)
            .cell(move |a| facts.word("window_source", source(a).map(WindowSource::code))),
        of.computed("deals_won", Form::Count).number(|a| closed(a, a.history.won)),
        of.computed("deals_lost", Form::Count).number(|a| closed(a, a.history.lost)),
        of.computed("newest_date", Form::Date).cell(|a| day(a.history.newest)),
    ];
    let told = |c: &Described<'d, Row<'d>>| facts.plan.accounts.iter().any(|a| !c.is_blank(&a));
    columns.into_iter().filter(told).collect()
}

/// Whether the account has sums.
fn summed(account: &Row<'_>) -> bool {
    source(account).is_some()
}

/// Whose sums an account has.
fn source(account: &Row<'_>) -> Option<WindowSource> {
    let of = if account.history.won_deals { WindowSource::WonDeals } else { WindowSource::Orders };
    (account.history.this.is_some() || account.history.last_order.is_some()).then_some(of)
}

/// Counts of closed deals stand where there are any.
fn closed(account: &Row<'_>, count: u32) -> Option<f64> {
    (account.history.won + account.history.lost > 0).then_some(f64::from(count))
}

fn day<'d>(date: Option<NaiveDate>) -> Cell<'d> {
    date.map_or(Cell::Blank, Cell::Date)
}
