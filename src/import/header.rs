//! The header row: where it stands, and what each header says beside the name (unit, scale, currency).

use super::cells::{currency_of, shown};
use super::raw_sheet::{Cell, RawRow, RawSheet};
use crate::config::{ColumnNames, plain};
use crate::model::Scale;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Rows looked at for a header.
pub const DEPTH: usize = 40;

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
    pub currency: Option<&'static str>,
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
        sheet.row(at).cells().map(|(column, cell)| parse(column, &shown(cell))).collect();
    let next = (at + 1 < region.end).then(|| sheet.row(at + 1));
    let second = next.is_some_and(|next| repeats(next, &headers, names) || units_below(next, &mut headers));
    Some(HeaderRows {
        row: sheet.row(at).number,
        first_data: if second { at + 2 } else { at + 1 },
        headers,
        unit_line: (region.start..at).rev().find_map(|above| unit_line(sheet.row(above))),
    })
}

/// The first row that names fields, or one close below it that names more (group rows stand above).
fn best(sheet: &RawSheet, rows: Range<usize>, names: &ColumnNames) -> Option<usize> {
    let counts: Vec<(usize, usize)> = rows.map(|at| (at, known(sheet.row(at), names))).collect();
    let narrow = |at: usize| sheet.row(at).cells().count() <= 2;
    let first = counts
        .iter()
        .position(|(_, found)| *found >= 2)
        .or_else(|| counts.iter().position(|(at, found)| *found == 1 && narrow(*at)))?;
    let near = counts[first..].iter().take(4).rev();
    near.max_by_key(|(_, found)| *found).map(|(at, _)| *at)
}

/// Whether a row below a gap begins another table: nothing but texts, several of them naming fields.
pub fn begins_table(row: RawRow<'_>, names: &ColumnNames) -> bool {
    row.cells().all(|(_, cell)| matches!(cell, Cell::Text(_))) && known(row, names) >= 2
}

/// A row of units right under the header (万元, 元, %) belongs to it.
fn units_below(row: RawRow<'_>, headers: &mut [Header]) -> bool {
    let unit = |cell| if let Cell::Text(text) = cell { factor(text) } else { None };
    if !row.cells().all(|(_, cell)| unit(cell).is_some() || matches!(cell, Cell::Text("%"))) {
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
fn known(row: RawRow<'_>, names: &ColumnNames) -> usize {
    let named = |cell| match cell {
        Cell::Text(text) => {
            let header = parse(0, text);
            names.knows(&header.plain) || names.knows(&header.bare)
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

/// Takes a header apart.
pub fn parse(column: u32, text: &str) -> Header {
    let folded: String = text.nfkc().collect();
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
        && (factor(unit).is_some() || unit.trim() == "%")
    {
        inner.push(unit.to_owned());
        bare = name.to_owned();
    }
    // 重复销售 万元: a unit behind a space.
    if let Some((name, unit)) = bare.trim_end().rsplit_once(char::is_whitespace)
        && !name.trim().is_empty()
        && !unit.is_ascii()
        && factor(unit).is_some()
    {
        inner.push(unit.to_owned());
        bare = name.to_owned();
    }
    let percent =
        inner.iter().any(|i| i.trim() == "%" || i.contains("百分")) || bare.trim_end().ends_with('%');
    Header {
        column,
        text: text.trim().to_owned(),
        plain: plain(&folded),
        bare: plain(&bare),
        unit: inner.iter().find_map(|i| factor(i)),
        percent,
        scale: inner.iter().find_map(|i| scale(i)),
        currency: currency_of(&folded),
    }
}

/// Factor of a unit such as 万元, USD k, million.
fn factor(unit: &str) -> Option<f64> {
    let lower = unit.to_lowercase();
    let mut word: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    for currency in ["人民币", "单位", "rmb", "cny", "usd", "eur", "gbp", "hkd", "us", "in"] {
        if let Some(rest) = word.strip_prefix(currency).filter(|r| !r.is_empty()) {
            word = rest.to_owned();
        }
    }
    for currency in ["usd", "rmb", "cny", "eur", "gbp", "hkd"] {
        if let Some(rest) = word.strip_suffix(currency).filter(|r| !r.is_empty()) {
            word = rest.to_owned();
        }
    }
    let word = word.strip_suffix('元').filter(|w| !w.is_empty()).unwrap_or(&word);
    match word {
        "元" => Some(1.0),
        "千" | "k" | "000" | "000s" | "thousand" | "thousands" => Some(1e3),
        "万" => Some(1e4),
        "十万" => Some(1e5),
        "百万" | "m" | "mn" | "mio" | "million" | "millions" => Some(1e6),
        "千万" => Some(1e7),
        "亿" => Some(1e8),
        "bn" | "b" | "billion" | "billions" => Some(1e9),
        _ => None,
    }
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
fn unit_line(row: RawRow<'_>) -> Option<(f64, String)> {
    let title = row.cells().count() <= 2;
    row.cells().find_map(|(_, cell)| {
        let Cell::Text(text) = cell else { return None };
        // A title may end with its unit: 客户销售情况表（万元）.
        let titled = parse(0, text).unit.filter(|unit| title && *unit > 1.0);
        if let Some(unit) = titled {
            return Some((unit, text.trim().to_owned()));
        }
        let folded: String = text.nfkc().collect::<String>().to_lowercase();
        let at = folded
            .find("单位")
            .map(|at| at + "单位".len())
            .or_else(|| folded.find("unit").map(|at| at + 4))?;
        let word: String = folded[at..]
            .trim_start_matches([':', ' ', 's'])
            .chars()
            .take_while(|c| !matches!(c, ')' | ',' | ';' | '，' | '；'))
            .collect();
        Some((factor(&word)?, text.trim().to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn units_and_marks_come_apart_from_the_name() {
        for (text, bare, unit, percent) in [
            ("年销售额(万元)", "年销售额", Some(1e4), false),
            ("毛利（千元）", "毛利", Some(1e3), false),
            ("Revenue (USD k)", "revenue", Some(1e3), false),
            ("概率(%)", "概率", None, true),
            ("*客户 名称", "客户名称", None, false),
            (" Sales\n", "sales", None, false),
            ("年销售额/万元", "年销售额", Some(1e4), false),
            ("省/自治区", "省自治区", None, false),
        ] {
            let header = parse(0, text);
            assert_eq!((header.bare.as_str(), header.unit, header.percent), (bare, unit, percent), "{text}");
        }
    }
}
