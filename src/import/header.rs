//! The header row: where it stands, and what each header says beside the name (unit, scale, currency).

use super::cells::{currency_of, shown};
use super::raw_sheet::{Cell, RawRow, RawSheet};
use crate::config::{ColumnNames, plain};
use crate::model::Scale;
use unicode_normalization::UnicodeNormalization;

/// Rows looked at for a header.
const DEPTH: usize = 40;

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
pub fn find(sheet: &RawSheet, names: &ColumnNames, row: Option<u32>) -> Option<HeaderRows> {
    let depth = sheet.len().min(DEPTH);
    let at = match row {
        Some(number) => (0..sheet.len()).find(|at| sheet.row(*at).number == number)?,
        None => {
            let best = (0..depth).rev().max_by_key(|at| known(sheet.row(*at), names))?;
            let found = known(sheet.row(best), names);
            let narrow = sheet.row(best).cells().count() <= 2;
            (found >= 2 || (found == 1 && narrow)).then_some(best)?
        }
    };
    let headers: Vec<Header> =
        sheet.row(at).cells().map(|(column, cell)| parse(column, &shown(cell))).collect();
    let second = at + 1 < sheet.len() && repeats(sheet.row(at + 1), &headers, names);
    Some(HeaderRows {
        row: sheet.row(at).number,
        first_data: if second { at + 2 } else { at + 1 },
        headers,
        unit_line: (0..at).rev().find_map(|above| unit_line(sheet.row(above))),
    })
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
    row.cells().find_map(|(_, cell)| {
        let Cell::Text(text) = cell else { return None };
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
