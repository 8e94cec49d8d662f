//! What every sheet has: title band, remark, way back, frozen header, print set-up.

use crate::model::{CommitmentLevel, Segment};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{FIRST_ROW, HEADER_ROW, NOTE_ROW, Schema, TITLE_ROW};
use crate::workbook::kit::styles::Piece;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, Format, ProtectionOptions, Url, Worksheet,
};

/// Writes the title band of a table's sheet: title, remark, link back to the Overview.
/// Must come before the rows.
pub fn title(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    title: &str,
    note: &str,
    columns: usize,
) -> anyhow::Result<()> {
    let styles = &context.styles;
    let last = u16::try_from(columns.max(2))? - 1;
    sheet.set_row_height(TITLE_ROW, 27)?;
    sheet.set_row_height(NOTE_ROW, 18)?;
    sheet.write_string_with_format(TITLE_ROW, 0, title, styles.piece(Piece::Title))?;
    for column in 1..=last {
        sheet.write_blank(TITLE_ROW, column, styles.piece(Piece::Title))?;
    }
    let home = context.sheet(context.home);
    let back = Url::new(target(home)).set_text(format!("← {home}"));
    sheet.write_url_with_format(NOTE_ROW, 0, back, styles.cell_link())?;
    sheet.write_string_with_format(NOTE_ROW, 2, note, styles.piece(Piece::Note))?;
    Ok(())
}

/// A link beside the way back to a chart right of the table.
pub fn chart_link(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    name: &str,
    column: u16,
) -> anyhow::Result<()> {
    let letters = crate::model::column_letters(u32::from(column));
    let target = format!("internal:'{}'!{letters}{}", name.replace('\'', "''"), HEADER_ROW + 1);
    let url = Url::new(target).set_text(context.label("workbook.to_chart"));
    sheet.write_url_with_format(NOTE_ROW, 1, url, context.styles.cell_link())?;
    Ok(())
}

/// Lets a sheet of many columns print two pages wide, with a column of names on both.
pub fn print_wide(sheet: &mut Worksheet, names: u16) -> anyhow::Result<()> {
    sheet.set_print_fit_to_pages(2, 0);
    sheet.set_repeat_columns(names, names)?;
    // Both halves of a row follow one another.
    sheet.set_page_order(false);
    Ok(())
}

/// The in-workbook address of a sheet's first cell.
pub fn target(sheet: &str) -> String {
    format!("internal:'{}'!A1", sheet.replace('\'', "''"))
}

/// Freezes a table's header and the columns up to that of its names, repeats the header in print.
pub fn freeze(sheet: &mut Worksheet, schema: &Schema, columns: u16) -> anyhow::Result<()> {
    sheet.set_freeze_panes(schema.first, columns)?;
    // What stands above the header is printed once.
    let from = if schema.first == FIRST_ROW { TITLE_ROW } else { schema.first - 1 };
    sheet.set_repeat_rows(from, schema.first - 1)?;
    Ok(())
}

/// Print set-up of a sheet with a table, once it stands: its open columns, one page wide in every program.
pub fn print_table(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    last: u32,
) -> anyhow::Result<()> {
    print(sheet, context, 0);
    let right = schema.left + u16::try_from(schema.open())?.max(1) - 1;
    sheet.set_print_area(0, 0, last, right)?;
    Ok(())
}

/// Freezes and repeats the title band alone, on sheets with several tables.
pub fn freeze_band(sheet: &mut Worksheet) -> anyhow::Result<()> {
    sheet.set_freeze_panes(NOTE_ROW + 1, 0)?;
    sheet.set_repeat_rows(TITLE_ROW, NOTE_ROW)?;
    Ok(())
}

/// Landscape A4, one page wide and `tall` pages high (0: as many as it takes), with a footer.
pub fn print(sheet: &mut Worksheet, context: &Context<'_>, tall: u16) {
    sheet.set_print_fit_to_pages(1, tall);
    sheet.set_landscape().set_paper_size(9).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    let theme = &context.theme;
    let left = [theme.company.as_str(), theme.confidentiality.as_str()].join("  ").trim().replace('&', "&&");
    sheet.set_footer(format!("&L&8{left}&C&8&A&R&8{}", context.label("workbook.page_of")));
    if context.options.protect {
        sheet.protect_with_options(&ProtectionOptions {
            sort: true,
            use_autofilter: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
    }
}

/// A link beside the way back to a table on the right of a sheet.
pub fn jump(sheet: &mut Worksheet, schema: &Schema, text: &str, style: &Format) -> anyhow::Result<()> {
    let letters = crate::model::column_letters(u32::from(schema.left));
    let target = format!("internal:'{}'!{letters}{}", schema.sheet.replace('\'', "''"), schema.first);
    sheet.write_url_with_format(NOTE_ROW, 1, Url::new(target).set_text(text), style)?;
    Ok(())
}

/// Colours a table's segments by their words.
pub fn segment_colors(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    last: u32,
) -> anyhow::Result<()> {
    let column = schema.column_of("segment");
    for segment in Segment::ALL {
        let word = context.labels.value("segment", segment.code());
        let Some(format) = context.styles.badge(segment.code()) else { continue };
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(word.to_owned()))
            .set_format(format);
        sheet.add_conditional_format(schema.first, column, last, column, &rule)?;
    }
    Ok(())
}

/// Colours a table's levels of commitment by their words.
pub fn commitment_colors(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    schema: &Schema,
    last: u32,
) -> anyhow::Result<()> {
    let place = schema.column_of("commitment");
    for level in CommitmentLevel::ALL.iter().filter(|l| **l != CommitmentLevel::Unknown) {
        let word = context.labels.value("commitment", level.code()).to_owned();
        if let Some(format) = context.styles.badge(level.code()) {
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
            sheet.add_conditional_format(schema.first, place, last, place, &rule.set_format(format))?;
        }
    }
    Ok(())
}
