//! The sheets that were read, and what became of their rows.

use crate::model::SheetReading;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page_names::file_name;
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::tabled::Tabled;

pub(super) fn table<'d>(facts: &'d Facts<'d>) -> Tabled<'d, &'d SheetReading> {
    let of = Describe::<&'d SheetReading>::unread(facts);
    let portfolio = &facts.plan.portfolio;
    let count = |key, of_rows: fn(&SheetReading) -> u64| {
        of.plain(key, Form::Count).cell(move |r| Cell::Number(of_rows(r) as f64))
    };
    let columns = vec![
        of.plain("file", Form::Text)
            .text(|r| portfolio.inputs.get(r.input as usize).map_or("", |i| file_name(&i.path))),
        of.plain("sheet", Form::Text).text(|r| r.name.as_str()),
        of.plain("kind", Form::Text).text(|r| facts.labels.value("kind", r.kind.code())),
        of.plain("header_row", Form::Count).number(|r| r.header_row.map(f64::from)),
        count("rows_read", |r| r.rows.read),
        count("rows_planned", |r| r.rows.planned),
        count("rows_merged", |r| r.rows.merged),
        count("rows_rejected", |r| r.rows.rejected),
        count("rows_ignored", |r| r.rows.ignored),
    ];
    Tabled::unread(facts, "Sources", facts.sheet("about"), columns, portfolio.sheets.iter().collect())
}
