//! The rejected rows, whole and under their own headers, ready to be mended and fed back:
//! one table for each sheet of the inputs that has some.

use crate::method::Plan;
use crate::model::RejectedRow;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::page_names::file_name;
use crate::workbook::kit::schema::{HEADER_ROW, Spot, part_name};
use crate::workbook::kit::sheet::{Drawn, Sheet};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table;
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;
use std::collections::BTreeMap;

/// Rows of one input sheet that stand together.
type Group<'a> = (u32, Vec<&'a RejectedRow>);

/// Rows that a group takes besides its own: heading, header, a blank one.
const AROUND: usize = 4;

/// The sheet, where there are rejected rows.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let rows = facts.plan.portfolio.rejected.len();
    let parts = parts(facts.plan, facts.rows_per_sheet()).len();
    Ok((rows > 0).then(|| Drawn::boxed(rows, parts, fill)))
}

/// The groups of every sheet: as many rows as it holds.
fn parts(plan: &Plan, most: usize) -> Vec<Vec<Group<'_>>> {
    let mut groups: BTreeMap<u32, Vec<&RejectedRow>> = BTreeMap::new();
    for row in &plan.portfolio.rejected {
        groups.entry(row.source.sheet).or_default().push(row);
    }
    let most = most.max(AROUND + 1);
    let mut parts: Vec<Vec<Group<'_>>> = vec![Vec::new()];
    let mut room = most;
    for (source, rows) in groups {
        let mut rest = rows.as_slice();
        while !rest.is_empty() {
            if room <= AROUND {
                parts.push(Vec::new());
                room = most;
            }
            let (taken, left) = rest.split_at(rest.len().min(room - AROUND));
            parts.last_mut().into_iter().for_each(|part| part.push((source, taken.to_vec())));
            room -= taken.len() + AROUND;
            rest = left;
        }
    }
    parts
}

/// Last row and column that print.
const PRINTED: u32 = 40;
const WIDE: u16 = 11;

/// Fills the sheet, or one that continues it.
fn fill(sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
    let parts = parts(context.plan, context.rows_per_sheet());
    let further = if part == 1 { parts.len() - 1 } else { 0 };
    let name = context.sheet("rejected");
    let note = context.note(context.label("workbook.note.rejected"), name, further);
    page::title(sheet, context, &part_name(name, part), &note, 8)?;
    let before: usize = parts.iter().take(part - 1).map(Vec::len).sum();
    let mut at = HEADER_ROW;
    for (number, (source, rows)) in (before + 1..).zip(&parts[part - 1]) {
        at = group(sheet, context, *source, rows, at, number)? + 2;
    }
    page::freeze_band(sheet)?;
    page::print(sheet, context, 0);
    // They are mended on the screen.
    sheet.set_print_area(0, 0, at.clamp(HEADER_ROW, PRINTED), WIDE)?;
    Ok(())
}

/// One sheet's rejected rows from row `at` on; returns the last row.
fn group<'c>(
    sheet: &mut Worksheet,
    context: &'c Context<'_>,
    source: u32,
    rows: &[&'c RejectedRow],
    at: u32,
    number: usize,
) -> anyhow::Result<u32> {
    let portfolio = &context.plan.portfolio;
    let reading = portfolio.sheets.get(source as usize);
    let file =
        reading.and_then(|r| portfolio.inputs.get(r.input as usize)).map_or("", |i| file_name(&i.path));
    let place = format!("{file} › {}", reading.map_or("", |r| r.name.as_str()));
    sheet.write_string_with_format(at, 0, table::limited(&place), context.styles.piece(Piece::Heading))?;
    let own =
        |key, form| Described::new(key, context.labels.value("workbook.column", key), form, Look::Plain);
    let message = |row: &&RejectedRow| {
        portfolio.issues.get(row.issue).map_or_else(String::new, |i| context.labels.message(i))
    };
    let mut columns = vec![
        own("source_row", Form::Count).cell(|row: &&RejectedRow| Cell::count(row.source.row)),
        own("message", Form::Wrapped).text(message),
    ];
    let mut places: Vec<u32> = rows.iter().flat_map(|r| r.cells.iter().map(|c| c.0)).collect();
    places.extend(reading.iter().flat_map(|r| r.columns.iter().map(|c| c.column)));
    places.sort_unstable();
    places.dedup();
    for column in places {
        let known = reading.and_then(|r| r.columns.iter().find(|c| c.column == column));
        let header = known.map_or_else(|| crate::model::column_letters(column), |c| c.header.clone());
        let described = Described::new("cell", header, Form::Text, Look::Plain).numbered(column as usize);
        let text = move |row: &&'c RejectedRow| {
            row.cells.iter().find(|c| c.0 == column).map_or("", |c| c.1.as_str())
        };
        columns.push(described.text(text));
    }
    let sheet_name = context.sheet("rejected");
    let found = Tabled::noting(&context.faults, "Rejected", sheet_name, columns, rows.to_vec());
    let name = format!("Rejected{number}");
    let spot = Spot { header_row: at + 1, column: 0, name: &name };
    let filled = found.bind(context);
    table::write(sheet, context, &found.schema, &spot, rows.len(), |index, column, row| {
        filled.cell(index, column, row)
    })
}
