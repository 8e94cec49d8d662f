//! The rejected rows as a workbook to mend and feed back (`check --rejected`): the format is told in
//! `import::mended`. One sheet for each sheet of the lists, its own headers in row 1, the wrong cells marked.

use crate::config::{Config, Labels};
use crate::model::{
    Issue, IssueCode, Language, ListCell, ListSheet, Portfolio, RejectedRow, Severity, SourceRow,
    column_letters, row_code,
};
use crate::workbook::kit::page_names::file_name;
use crate::workbook::lists::list::{Looks, looks, write_sheet};
use chrono::NaiveDate;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Workbook};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Longest name of a sheet.
const NAME: usize = 31;
/// Our columns, in order: what is wrong, then where the row comes from.
const OURS: [&str; 6] = ["reason", "what_to_do", "source_file", "source_sheet", "source_row", "row_code"];

/// A row to mend: where it stands in its list, its cells by the list's columns, the row as it was read.
struct Row<'a> {
    original: SourceRow,
    code: String,
    cells: BTreeMap<u32, &'a str>,
    /// Columns with an error.
    marked: BTreeSet<u32>,
    read: &'a RejectedRow,
}

/// Writes the rejected rows; none if there are none to mend. The same portfolio and date give the same bytes.
///
/// # Errors
/// The writer's.
pub fn write_rejected(
    portfolio: &Portfolio,
    config: &Config,
    language: Language,
    today: NaiveDate,
) -> anyhow::Result<Option<Vec<u8>>> {
    let labels = config.labels(language);
    let errors = errors(portfolio);
    let mut sheets: BTreeMap<u32, Vec<Row<'_>>> = BTreeMap::new();
    for row in portfolio.rejected.iter().filter(|r| is_to_mend(portfolio, r)) {
        let row = to_mend(portfolio, row, &errors);
        sheets.entry(row.original.sheet).or_default().push(row);
    }
    if sheets.is_empty() {
        return Ok(None);
    }
    let mut looks = looks(config, language);
    // A rounded number would hide what is wrong with it.
    looks.number = looks.text.clone();
    looks.text = looks.text.set_text_wrap();
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&format!("{today}T00:00:00Z"))?;
    workbook.set_properties(&DocProperties::new().set_author("keyplan").set_creation_datetime(&created));
    let mut names = HashSet::new();
    for (sheet, mut rows) in sheets {
        rows.sort_by_key(|r| r.original);
        let reading = portfolio.sheets.get(sheet as usize);
        let name = legal(reading.map_or("", |r| r.name.as_str()), &mut names);
        fill(&mut workbook, portfolio, sheet, name, &rows, &errors, labels, &looks)?;
    }
    Ok(Some(crate::workbook::kit::finish::bytes(workbook)?))
}

/// Errors of each row.
fn errors(portfolio: &Portfolio) -> BTreeMap<SourceRow, Vec<&Issue>> {
    let mut errors: BTreeMap<SourceRow, Vec<&Issue>> = BTreeMap::new();
    for issue in portfolio.issues.iter().filter(|i| i.code.severity() == Severity::Error) {
        if let (Some(sheet), Some(row)) = (issue.place.sheet, issue.place.row) {
            errors.entry(SourceRow { sheet, row }).or_default().push(issue);
        }
    }
    errors
}

/// A mended row that has lost its list is to be fed back with it, not to be mended again.
fn is_to_mend(portfolio: &Portfolio, row: &RejectedRow) -> bool {
    let code = portfolio.issues.get(row.issue).map(|i| i.code);
    !matches!(code, Some(IssueCode::MendedWithoutList | IssueCode::MendedListChanged))
}

fn to_mend<'a>(
    portfolio: &Portfolio,
    row: &'a RejectedRow,
    errors: &BTreeMap<SourceRow, Vec<&Issue>>,
) -> Row<'a> {
    let mended = portfolio.mended.get(&row.source);
    let original = |column: u32| match mended {
        Some(m) => m.columns.iter().find(|(here, _)| *here == column).map(|(_, there)| *there),
        None => Some(column),
    };
    let cells = row.cells.iter().filter_map(|(c, text)| Some((original(*c)?, text.as_str()))).collect();
    let wrong = errors.get(&row.source).into_iter().flatten().filter_map(|i| i.place.column);
    Row {
        original: mended.map_or(row.source, |m| m.original),
        code: mended.map_or_else(
            || row_code(row.cells.iter().map(|(column, text)| (*column, text.as_str()))),
            |m| m.code.clone(),
        ),
        cells,
        marked: wrong.filter_map(original).collect(),
        read: row,
    }
}

#[expect(clippy::too_many_arguments, reason = "one call")]
fn fill(
    workbook: &mut Workbook,
    portfolio: &Portfolio,
    sheet: u32,
    name: String,
    rows: &[Row<'_>],
    errors: &BTreeMap<SourceRow, Vec<&Issue>>,
    labels: &Labels,
    looks: &Looks,
) -> anyhow::Result<()> {
    let reading = portfolio.sheets.get(sheet as usize);
    let path = reading.and_then(|r| portfolio.inputs.get(r.input as usize)).map_or("", |i| i.path.as_str());
    let mut columns: BTreeMap<u32, String> =
        reading.iter().flat_map(|r| &r.columns).map(|c| (c.column, c.header.clone())).collect();
    for column in rows.iter().flat_map(|r| r.cells.keys()) {
        columns.entry(*column).or_insert_with(|| format!("({})", column_letters(*column)));
    }
    let mut headers: Vec<String> = columns.values().cloned().collect();
    headers.extend(OURS.map(|key| labels.value("rejected", key).to_owned()));
    let mut table = Vec::new();
    for row in rows {
        let mut cells: Vec<ListCell> =
            columns.keys().map(|c| row.cells.get(c).map_or(ListCell::Blank, |text| cell(text))).collect();
        let found = errors.get(&row.read.source).into_iter().flatten();
        let (reasons, hints): (Vec<String>, Vec<String>) =
            found.map(|i| (labels.message(i), labels.hint(i))).unzip();
        cells.push(ListCell::Text(once(reasons)));
        cells.push(ListCell::Text(once(hints)));
        cells.push(ListCell::Text(file_name(path).to_owned()));
        cells.push(ListCell::Text(reading.map_or("", |r| r.name.as_str()).to_owned()));
        cells.push(ListCell::Number(f64::from(row.original.row)));
        cells.push(ListCell::Text(row.code.clone()));
        table.push(cells);
    }
    let list = ListSheet { name, headers, rows: table };
    let out = workbook.add_worksheet();
    write_sheet(out, &list, looks)?;
    let mark = looks.text.clone().set_background_color(Color::RGB(0x00FF_E699));
    for (at, row) in (1_u32..).zip(rows) {
        for (place, column) in (0_u16..).zip(columns.keys()) {
            if row.marked.contains(column) {
                out.set_cell_format(at, place, &mark)?;
            }
        }
    }
    Ok(())
}

/// A number stays one if it reads back the same; long ones lose digits in a spreadsheet.
fn cell(text: &str) -> ListCell {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() && n.abs() < 1e15 && n.to_string() == text => ListCell::Number(n),
        _ => ListCell::Text(text.to_owned()),
    }
}

/// Texts on a line each, none twice.
fn once(mut texts: Vec<String>) -> String {
    let mut seen = HashSet::new();
    texts.retain(|t| seen.insert(t.clone()));
    texts.join("\n")
}

/// A name that a sheet may have, and no other sheet has.
fn legal(name: &str, taken: &mut HashSet<String>) -> String {
    let clean: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { '_' } else { c }).collect();
    let clean = clean.trim_matches('\'').trim();
    let clean = if clean.is_empty() { "_" } else { clean };
    let fitted = |tail: &str| {
        let mut fitted = String::new();
        let room = NAME - tail.len();
        for c in clean.chars() {
            if fitted.encode_utf16().count() + c.len_utf16() > room {
                break;
            }
            fitted.push(c);
        }
        fitted + tail
    };
    let mut all = (2_u32..).map(|n| fitted(&format!(" ({n})")));
    let mut legal = fitted("");
    while !taken.insert(legal.to_lowercase()) {
        legal = all.next().unwrap_or_default();
    }
    legal
}

#[cfg(test)]
mod tests {
    use super::legal;
    use std::collections::HashSet;

    #[test]
    fn names_are_legal_and_unique() {
        let mut taken = HashSet::new();
        assert_eq!(legal("客户[1]/2", &mut taken), "客户_1__2");
        assert_eq!(legal("List", &mut taken), "List");
        assert_eq!(legal("LIST", &mut taken), "LIST (2)");
        assert_eq!(legal("", &mut taken), "_");
        let long = "很".repeat(40);
        assert_eq!(legal(&long, &mut taken).chars().count(), 31);
        assert_eq!(legal(&long, &mut taken).chars().count(), 31);
    }
}
