//! The header row: where it stands, and what each header says beside the name (unit, scale, currency).

use super::cells::{Decimal, number, shown};
use super::raw_sheet::{Cell, RawRow, RawSheet};
use crate::config::{ColumnNames, Quantities, undated};
use crate::model::{Field, RecordKind, Scale};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Rows looked at for a header.
pub const DEPTH: usize = 40;

/// Characters of the longest header or unit; a longer text is neither.
pub const LONGEST: usize = 200;
/// Characters of the longest unit behind a name.
const LONGEST_UNIT: usize = 40;

/// A header, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// 0-based column.
    pub column: u32,
    /// As written.
    pub text: String,
    /// The whole, normalised.
    pub plain: String,
    /// Without brackets, normalised.
    pub bare: String,
    /// Factor that a unit in the header states.
    pub unit: Option<f64>,
    /// The header says per cent.
    pub percent: bool,
    /// Scale of scores that the header states.
    pub scale: Option<Scale>,
    /// Currency code that the header shows.
    pub currency: Option<String>,
    /// What its brackets say beside that: (budget), (Q1), (incl. tax).
    pub remarks: Vec<String>,
}

/// The header of a sheet.
#[derive(Debug, Clone)]
pub struct HeaderRows {
    /// 1-based row of the first row that names fields.
    pub row: u32,
    /// Index (among non-blank rows) of the first row below the headers.
    pub first_data: usize,
    /// One header a non-blank header cell.
    pub headers: Vec<Header>,
    /// Unit of a line above the header (单位：万元), and that line.
    pub unit_line: Option<(f64, String)>,
}

/// Finds the header: the row among the first that names most fields. `row` forces it.
pub fn find(
    sheet: &RawSheet,
    region: Range<usize>,
    names: &ColumnNames,
    row: Option<u32>,
) -> Option<HeaderRows> {
    let depth = region.end.min(region.start + DEPTH);
    let at = match row {
        Some(number) => region.clone().find(|at| sheet.row(*at).number == number)?,
        None => best(sheet, region.start..depth, names)?,
    };
    let mut headers: Vec<Header> =
        sheet.row(at).cells().map(|(column, cell)| parse(column, &shown(cell), names)).collect();
    let next = (at + 1 < region.end).then(|| sheet.row(at + 1));
    let second =
        next.is_some_and(|next| repeats(next, &headers, names) || units_below(next, &mut headers, names));
    Some(HeaderRows {
        row: sheet.row(at).number,
        first_data: if second { at + 2 } else { at + 1 },
        headers,
        unit_line: (region.start..at).rev().find_map(|above| unit_line(sheet.row(above), names)),
    })
}

/// The first row that names fields, or one close below it that names more (group rows stand above).
fn best(sheet: &RawSheet, rows: Range<usize>, names: &ColumnNames) -> Option<usize> {
    let counts: Vec<(usize, usize)> = rows.map(|at| (at, known(sheet.row(at), names))).collect();
    let narrow = |at: usize| sheet.row(at).cells().count() <= 2;
    let first = counts
        .iter()
        .position(|(_, found)| *found >= 2)
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && narrow(*at)))
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && heads_numbers(sheet, *at, names)))?;
    let near = counts[first..].iter().take(4).rev();
    near.max_by_key(|(_, found)| *found).map(|(at, _)| *at)
}

/// A customer column among headers that nobody knows (2023, 2024, 2025): texts above numbers.
fn heads_numbers(sheet: &RawSheet, at: usize, names: &ColumnNames) -> bool {
    let row = sheet.row(at);
    let customer = row.cells().any(|(_, cell)| {
        let Cell::Text(text) = cell else { return false };
        let name = names.plain(text);
        names.field(RecordKind::Accounts, &name) == Some(Field::Name) && !names.generic.contains(&name)
    });
    let number = |cell: Cell<'_>| match cell {
        Cell::Number(..) => true,
        Cell::Text(text) => number(text, Decimal::Unknown).is_some(),
        _ => false,
    };
    let year = |cell: Cell<'_>| undated(&shown(cell)) == Some("");
    let headers = row.cells().all(|(_, cell)| !number(cell) || year(cell));
    let below = || at + 1 < sheet.len() && sheet.row(at + 1).cells().any(|(_, cell)| number(cell));
    customer && headers && below()
}

/// Whether a row below a gap begins another table: nothing but texts, several of them naming fields.
pub fn begins_table(row: RawRow<'_>, names: &ColumnNames) -> bool {
    row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_))) && known(row, names) >= 2
}

/// A row of units right under the header (万元, 元, %) belongs to it.
fn units_below(row: RawRow<'_>, headers: &mut [Header], names: &ColumnNames) -> bool {
    let words = &names.quantities;
    let unit = |cell| if let Cell::Text(text) = cell { words.header_factor(text) } else { None };
    let percent = |cell| matches!(cell, Cell::Text(text) if words.is_percent(text));
    if !row.cells().all(|(_, cell)| unit(cell).is_some() || percent(cell)) {
        return false;
    }
    for (column, cell) in row.cells() {
        if let Some(header) = headers.iter_mut().find(|h| h.column == column) {
            header.unit = unit(cell);
            header.percent |= header.unit.is_none();
        }
    }
    true
}

/// How many cells of a row name a field; a row with numbers or dates is no header.
pub fn known(row: RawRow<'_>, names: &ColumnNames) -> usize {
    let named = |cell| match cell {
        Cell::Text(text) if !is_long(text) => {
            let header = parse(0, text, names);
            names.knows(&header.plain)
                || names.knows(&header.bare)
                || undated(&header.bare).is_some_and(|name| names.knows(name))
        }
        _ => false,
    };
    row.cells().filter(|(_, cell)| named(*cell)).count()
}

/// A second header row names fields again (English below Chinese) in most of its cells.
fn repeats(row: RawRow<'_>, headers: &[Header], names: &ColumnNames) -> bool {
    let cells: Vec<Cell<'_>> = row.cells().map(|(_, cell)| cell).collect();
    let texts = cells.iter().all(|c| matches!(c, Cell::Text(t) if !t.chars().any(|c| c.is_ascii_digit())));
    let found = known(row, names);
    texts && found >= 2 && cells.len() * 2 >= headers.len() && found * 10 >= cells.len() * 3
}

/// Whether a text is too long for a header or a unit: a note, an agreement.
pub fn is_long(text: &str) -> bool {
    text.len() > LONGEST && text.chars().nth(LONGEST).is_some()
}

/// What stands where a header should and is none.
fn no_header(column: u32, text: &str) -> Header {
    Header {
        column,
        text: text.chars().take(LONGEST).chain(['…']).collect(),
        plain: String::new(),
        bare: String::new(),
        unit: None,
        percent: false,
        scale: None,
        currency: None,
        remarks: Vec::new(),
    }
}

/// Takes a header apart.
pub fn parse(column: u32, text: &str, names: &ColumnNames) -> Header {
    let words = &names.quantities;
    let text = text.trim();
    if is_long(text) {
        return no_header(column, text);
    }
    let folded: String = text.trim_start_matches(|c| ('①'..='⑳').contains(&c)).nfkc().collect();
    // Customer # is the number of a customer, 1. Customer the first column.
    let folded = match folded.trim_end().strip_suffix('#') {
        Some(name) => format!("{name} no"),
        None => unnumbered(&folded).to_owned(),
    };
    let (mut bare, mut inner) = (String::new(), Vec::new());
    let mut open: Option<String> = None;
    for c in folded.chars() {
        match (c, &mut open) {
            ('(' | '[' | '【' | '〔', None) => open = Some(String::new()),
            (')' | ']' | '】' | '〕', Some(_)) => inner.extend(open.take()),
            (_, Some(content)) => content.push(c),
            (_, None) => bare.push(c),
        }
    }
    // An unclosed bracket is text like any other.
    bare.extend(open);
    if let Some((name, unit)) = bare.rsplit_once(['/', ',', '、', ':'])
        && (words.header_factor(unit).is_some() || words.is_percent(unit))
    {
        inner.push(unit.to_owned());
        bare = name.to_owned();
    }
    if let Some((name, unit)) = unit_behind(&bare, names) {
        inner.push(unit);
        bare = name;
    }
    if let Some(name) = one_of_two_languages(&bare, names) {
        bare = name;
    }
    let percent = inner.iter().any(|i| words.is_percent(i)) || bare.trim_end().ends_with('%');
    let said = |i: &String| {
        words.header_factor(i).is_some()
            || words.is_percent(i)
            || words.currency_of(i).is_some()
            || scale(i).is_some()
            || names.is_neutral(i)
    };
    Header {
        column,
        text: text.trim().to_owned(),
        plain: names.plain(&folded),
        bare: names.plain(&bare),
        unit: inner.iter().find_map(|i| words.header_factor(i)),
        percent,
        scale: inner.iter().find_map(|i| scale(i)),
        currency: words.currency_of(&folded).map(str::to_owned),
        // A header all in brackets has no remark.
        remarks: inner.into_iter().filter(|i| !said(i) && !bare.trim().is_empty()).collect(),
    }
}

/// 1. 客户名称, 2、年销售额: without the place in front.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.trim_start_matches(['.', '、', ')']).trim_start();
    let numbered = rest.len() < text.trim_start().len() && behind.len() < rest.len();
    if numbered && behind.starts_with(char::is_alphabetic) { behind } else { text }
}

/// 客户名称 Customer Name, 年销售额/Annual Revenue: one name in two languages that mean the same field.
fn one_of_two_languages(bare: &str, names: &ColumnNames) -> Option<String> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if bare.is_ascii() || !bare.contains(|c: char| c.is_ascii_alphabetic()) || names.knows(&names.plain(bare))
    {
        return None;
    }
    let chinese: String = bare.chars().filter(|c| !c.is_ascii_alphabetic()).collect();
    let english: String = bare.chars().map(|c| if han(c) { ' ' } else { c }).collect();
    names.agree(&names.plain(&chinese), &names.plain(&english)).then_some(chinese)
}

/// 重复销售 万元, 年销售额万元, Revenue USD k: a unit right behind a known name.
fn unit_behind(bare: &str, names: &ColumnNames) -> Option<(String, String)> {
    let words = &names.quantities;
    let is_unit = |unit: &str| {
        let letters = names.plain(unit);
        // One Latin letter (Plan B) is no unit by itself.
        (letters.chars().count() > 1 || !letters.is_ascii())
            && (words.header_factor(unit).is_some() || is_currency(unit, words) || words.is_percent(unit))
    };
    if names.knows(&names.plain(bare)) {
        return None;
    }
    let from = bare.chars().count().saturating_sub(LONGEST_UNIT).max(1);
    let cuts = bare.char_indices().map(|(at, _)| at).skip(from);
    let cut = |at: &usize| {
        let (name, unit) = bare.split_at(*at);
        let apart = unit.starts_with(|c: char| c.is_whitespace() || c == '_') || !unit.is_ascii();
        apart && is_unit(unit.trim_start_matches('_')) && names.knows(&names.plain(name))
    };
    let at = cuts.into_iter().find(cut)?;
    Some((bare[..at].to_owned(), bare[at..].trim_start_matches('_').to_owned()))
}

/// Nothing but the name or sign of a currency.
fn is_currency(text: &str, words: &Quantities) -> bool {
    let folded = words.folded(text);
    words.currency(folded.trim()).is_some_and(|(at, _)| at == (0..folded.trim().len()))
}

fn scale(content: &str) -> Option<Scale> {
    let digits: String = content.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "110" | "10" | "010" => Some(Scale::Ten),
        "15" | "5" | "05" => Some(Scale::Five),
        _ => None,
    }
}

/// 单位：万元, Unit: USD k.
fn unit_line(row: RawRow<'_>, names: &ColumnNames) -> Option<(f64, String)> {
    let title = row.cells().count() <= 2;
    let words = &names.quantities;
    row.cells().find_map(|(_, cell)| {
        let Cell::Text(text) = cell else { return None };
        if is_long(text) {
            return None;
        }
        // A title may end with its unit: 客户销售情况表（万元）.
        let titled = parse(0, text, names).unit.filter(|unit| title && *unit > 1.0);
        if let Some(unit) = titled {
            return Some((unit, text.trim().to_owned()));
        }
        Some((words.header_factor(&words.unit_line(text)?)?, text.trim().to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::config::{Config, Templates};

    #[test]
    fn units_and_marks_come_apart_from_the_name() {
        let names = Config::load(&Templates::default()).unwrap().columns;
        for (text, bare, unit, percent) in [
            ("年銷售額萬元", "年销售额", Some(1e4), false),
            ("Revenue USD k", "revenue", Some(1e3), false),
            ("Plan B", "planb", None, false),
            ("年销售额(万元)", "年销售额", Some(1e4), false),
            ("毛利（千元）", "毛利", Some(1e3), false),
            ("Revenue (USD k)", "revenue", Some(1e3), false),
            ("概率(%)", "概率", None, true),
            ("*客户 名称", "客户名称", None, false),
            (" Sales\n", "sales", None, false),
            ("年销售额/万元", "年销售额", Some(1e4), false),
            ("省/自治区", "省自治区", None, false),
        ] {
            let header = parse(0, text, &names);
            assert_eq!((header.bare.as_str(), header.unit, header.percent), (bare, unit, percent), "{text}");
        }
    }
}
