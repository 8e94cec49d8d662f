//! The defined names of a plan: its format, the keys of its columns, the cells of its settings.

use crate::layout::{FORMAT_NAME, Mark, TableId, parse};
use std::collections::BTreeMap;

/// What a name refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A cell: sheet, 1-based row, 0-based column.
    Cell(String, u32, u32),
    /// A cell that has been deleted, and its sheet where that is still known.
    Gone(Option<String>),
    /// Something else, such as a number.
    Other(String),
}

/// The keys of a table on one sheet.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Key and cell of each column.
    pub columns: Vec<(String, Target)>,
    /// How many columns had a key when the plan was written.
    pub count: Option<usize>,
}

/// The names of a plan.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Version of its layout.
    pub format: Option<u32>,
    /// Keys by table and number of the sheet.
    pub tables: BTreeMap<(TableId, u32), Marks>,
    /// All other names.
    pub others: BTreeMap<String, Target>,
}

impl Names {
    /// The names in the workbook part of a package.
    pub fn read(book: &str) -> Self {
        let mut names = Names::default();
        for (name, text) in defined(book) {
            let target = target(&text);
            match (parse(&name), target) {
                (Some(Mark { table, part, key: Some(key) }), target) => {
                    names.tables.entry((table, part)).or_default().columns.push((key, target));
                }
                (Some(Mark { table, part, key: None }), Target::Other(number)) => {
                    names.tables.entry((table, part)).or_default().count = number.parse().ok();
                }
                (Some(_), _) => {}
                (None, Target::Other(number)) if name == FORMAT_NAME => names.format = number.parse().ok(),
                (None, target) => drop(names.others.insert(name, target)),
            }
        }
        names
    }
}

/// Names of the whole workbook with what they refer to.
fn defined(book: &str) -> impl Iterator<Item = (String, String)> {
    book.split("definedName ").skip(1).filter_map(|piece| {
        let (tag, rest) = piece.split_once('>')?;
        if tag.ends_with('/') || tag.contains("localSheetId=") {
            return None;
        }
        let text = rest.split_once('<')?.0;
        let plain = |text: &str| quick_xml::escape::unescape(text).ok().map(|t| t.into_owned());
        Some((plain(attribute(tag, "name")?)?, plain(text)?.trim().trim_start_matches('=').to_owned()))
    })
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let tag_start = format!(" {tag}");
    let at = tag_start.find(&format!(" {name}="))? + name.len() + 1;
    let quote = tag[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    tag[at + 1..].split(quote).next()
}

/// What the text of a name refers to: `'Sheet''s name'!$A$3`.
fn target(text: &str) -> Target {
    let Some((sheet, cell)) = text.rsplit_once('!') else { return Target::Other(text.to_owned()) };
    let name = |sheet: &str| {
        let bare = sheet.trim_start_matches('$');
        let inner = bare.strip_prefix('\'').and_then(|s| s.strip_suffix('\''));
        inner.map_or(bare.to_owned(), |s| s.replace("''", "'"))
    };
    if text.contains("#REF") {
        let sheet = text.split_once("!#REF").or_else(|| text.split_once(".#REF")).map(|(sheet, _)| sheet);
        return Target::Gone(sheet.filter(|s| !s.contains('#')).map(name));
    }
    let first = cell.split(':').next().unwrap_or_default().replace('$', "");
    let letters: &str = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().try_fold(0_u32, |sum, b| {
        let digit = u32::from(b.to_ascii_uppercase().checked_sub(b'A').filter(|d| *d < 26)?) + 1;
        sum.checked_mul(26)?.checked_add(digit)
    });
    match (column.and_then(|c| c.checked_sub(1)), first[letters.len()..].parse::<u32>()) {
        (Some(column), Ok(row)) if column < 16_384 && row > 0 => Target::Cell(name(sheet), row, column),
        _ => Target::Other(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_as_programs_write_them() {
        let cell = |sheet: &str, row, column| Target::Cell(sheet.to_owned(), row, column);
        assert_eq!(target("'Relative value'!$I$3"), cell("Relative value", 3, 8));
        assert_eq!(target("Goals!$AA$12"), cell("Goals", 12, 26));
        assert_eq!(target("'Ann''s !sheet'!A1"), cell("Ann's !sheet", 1, 0));
        assert_eq!(target("'Goals'!$B$3:$B$3"), cell("Goals", 3, 1));
        assert_eq!(target("'Relative value'!#REF!"), Target::Gone(Some("Relative value".to_owned())));
        assert_eq!(target("#REF!#REF!"), Target::Gone(None));
        assert_eq!(target("#REF!$A$3"), Target::Gone(None));
        assert_eq!(target("17"), Target::Other("17".to_owned()));
    }

    #[test]
    fn names_are_read_whatever_the_order_of_attributes() {
        let book = "<definedNames><definedName function=\"false\" name=\"kp.goals.due\">&apos;A &amp; B&apos;!$C$3\
            </definedName><definedName name=\"kp.goals\">2</definedName><definedName name=\"keyplan_format\">2\
            </definedName><x:definedName name='kp.goals_2.due' hidden='1'>Goals!#REF!</x:definedName>\
            <definedName name=\"kp.goals.owner\" localSheetId=\"3\">Copy!$C$3</definedName></definedNames>";
        let names = Names::read(book);
        assert_eq!(names.format, Some(2));
        let first = &names.tables[&(TableId::Goals, 1)];
        assert_eq!((first.count, first.columns.len()), (Some(2), 1));
        assert_eq!(first.columns[0].1, Target::Cell("A & B".to_owned(), 3, 2));
        assert_eq!(names.tables[&(TableId::Goals, 2)].columns[0].1, Target::Gone(Some("Goals".to_owned())));
    }
}
