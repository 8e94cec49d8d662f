//! A plain list as a workbook: headers in row 1, one sheet a table.

use crate::config::Config;
use crate::model::{Language, List, ListCell, ListSheet};
use chrono::NaiveDate;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

pub struct Looks {
    header: Format,
    pub text: Format,
    pub number: Format,
    percent: Format,
    date: Format,
}

/// Writes a list; the same list and date give the same bytes.
///
/// # Errors
/// The writer's, such as an illegal sheet name.
pub fn write_list(
    list: &List,
    config: &Config,
    language: Language,
    today: NaiveDate,
) -> anyhow::Result<Vec<u8>> {
    let looks = looks(config, language);
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&format!("{today}T00:00:00Z"))?;
    workbook.set_properties(&DocProperties::new().set_author("keyplan").set_creation_datetime(&created));
    for sheet in &list.sheets {
        write_sheet(workbook.add_worksheet(), sheet, &looks)?;
    }
    crate::workbook::kit::finish::bytes(workbook)
}

pub fn looks(config: &Config, language: Language) -> Looks {
    let key = format!("font_{language}");
    let font = config.theme.get(&key).and_then(|f| f.as_str()).unwrap_or("Calibri");
    let base = Format::new().set_font_name(font).set_font_size(11);
    Looks {
        header: base
            .clone()
            .set_bold()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00DC_E6F1)),
        number: base.clone().set_num_format("#,##0"),
        percent: base.clone().set_num_format("0%"),
        date: base.clone().set_num_format("yyyy-mm-dd"),
        text: base,
    }
}

pub fn write_sheet(out: &mut Worksheet, sheet: &ListSheet, looks: &Looks) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    out.set_freeze_panes(1, 0)?;
    for (column, header) in (0_u16..).zip(&sheet.headers) {
        out.write_string_with_format(0, column, header, &looks.header)?;
        let cells = sheet.rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = cells.map(width).chain([header.width()]).max().unwrap_or(0);
        out.set_column_width_pixels(column, 14 + 8 * u32::try_from(widest.min(40)).unwrap_or(40))?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                ListCell::Blank => {}
                ListCell::Text(text) => {
                    out.write_string_with_format(row, column, text, &looks.text)?;
                }
                ListCell::Number(n) => {
                    let look = if n.fract() == 0.0 && n.abs() < 1000.0 { &looks.text } else { &looks.number };
                    out.write_number_with_format(row, column, *n, look)?;
                }
                ListCell::Percent(p) => {
                    out.write_number_with_format(row, column, *p, &looks.percent)?;
                }
                ListCell::Date(date) => {
                    out.write_date_with_format(row, column, date, &looks.date)?;
                }
            }
        }
    }
    Ok(())
}

fn width(cell: &ListCell) -> usize {
    match cell {
        ListCell::Text(text) => text.width(),
        ListCell::Number(_) | ListCell::Date(_) => 11,
        ListCell::Blank | ListCell::Percent(_) => 0,
    }
}
