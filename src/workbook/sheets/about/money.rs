//! Where the money of every column went: in the list = planned + left out, with the reason.

use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::sheets::data_issues::file_name;
use rust_xlsxwriter::Worksheet;

/// Whether there is anything to show.
pub fn is_wanted(context: &Context<'_>) -> bool {
    context.plan.portfolio.sheets.iter().any(|sheet| !sheet.money.is_empty())
}

/// Writes the table with its header at a row; returns the row of its last line.
pub fn table(sheet: &mut Worksheet, context: &Context<'_>, at: u32) -> anyhow::Result<u32> {
    let portfolio = &context.plan.portfolio;
    let rows: Vec<_> = portfolio.sheets.iter().flat_map(|s| s.money.iter().map(move |m| (s, m))).collect();
    let own = |key, form| Column::new(key, context.labels.value("workbook.column", key), form, Look::Plain);
    let columns = vec![
        own("file", Form::Text),
        own("sheet", Form::Text),
        own("header", Form::Text),
        own("in_list", Form::Number),
        own("money_planned", Form::Number),
        own("left_out", Form::Number),
        own("left_out_why", Form::Text),
    ];
    let schema = Schema::new("Money", String::new(), columns, rows.len());
    let spot = Spot { header_row: at, column: 0, name: "Money" };
    table::write(sheet, context, &schema, &spot, rows.len(), |index, column, _| {
        let (reading, money) = rows[index];
        let input = portfolio.inputs.get(reading.input as usize);
        match column.key {
            "file" => Cell::text(input.map_or("", |i| file_name(&i.path))),
            "sheet" => Cell::text(reading.name.as_str()),
            "header" => Cell::text(money.header.as_str()),
            "in_list" => Cell::Number(money.in_list),
            "money_planned" => Cell::Number(money.planned),
            "left_out" => Cell::Number(money.left()),
            _ => {
                let why =
                    |(why, _): &(crate::model::LeftOut, f64)| context.labels.value("left_out", why.code());
                let reasons: Vec<&str> = money.left_out.iter().map(why).collect();
                Cell::text(reasons.join(context.label("terminal.between")))
            }
        }
    })
}
