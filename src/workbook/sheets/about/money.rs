//! Where the money of every column went: in the list = planned + left out, with the reason.

use crate::model::{MoneyReading, SheetReading};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page_names::file_name;
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::tabled::Tabled;

/// A sheet of the lists, and a column of money in it.
type Row<'d> = (&'d SheetReading, &'d MoneyReading);

/// The table, where there is money to show.
pub(super) fn table<'d>(facts: &'d Facts<'d>) -> Option<Tabled<'d, Row<'d>>> {
    let portfolio = &facts.plan.portfolio;
    let rows: Vec<Row<'d>> =
        portfolio.sheets.iter().flat_map(|s| s.money.iter().map(move |m| (s, m))).collect();
    if rows.is_empty() {
        return None;
    }
    let of = Describe::<Row<'d>>::unread(facts);
    let between = facts.labels.text("terminal.between");
    let columns = vec![
        of.plain("file", Form::Text)
            .text(|r| portfolio.inputs.get(r.0.input as usize).map_or("", |i| file_name(&i.path))),
        of.plain("sheet", Form::Text).text(|r| r.0.name.as_str()),
        of.plain("header", Form::Text).text(|r| r.1.header.as_str()),
        of.plain("in_list", Form::Number).cell(|r| Cell::Number(r.1.in_list)),
        of.plain("money_planned", Form::Number).cell(|r| Cell::Number(r.1.planned)),
        of.plain("left_out", Form::Number).cell(|r| Cell::Number(r.1.left())),
        of.plain("left_out_why", Form::Text).text(move |r| {
            facts.words("left_out", r.1.left_out.iter().map(|(why, _)| why.code())).join(between)
        }),
    ];
    Some(Tabled::unread(facts, "Money", facts.sheet("about"), columns, rows))
}
