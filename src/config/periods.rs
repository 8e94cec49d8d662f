//! Periods in headers, sheet names and cells: years, halves, quarters, months, from the words of `rows.toml`.

use super::period_pieces::{Piece, Sort, pieces};
use super::row_words::is_ideograph;
use super::traditional::Traditional;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

type Words = BTreeMap<String, Vec<String>>;

/// The tables of periods.
#[derive(Deserialize)]
pub(super) struct RawPeriods {
    quarter: Words,
    half: Words,
    year: Words,
    number: Words,
    month: Words,
}

/// Which part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Year,
    /// One half, 1 or 2.
    Half(u8),
    /// One quarter, 1–4.
    Quarter(u8),
    /// One month, 1–12.
    Month(u8),
}

impl Part {
    /// Months that it covers.
    pub fn months(self) -> u8 {
        match self {
            Part::Year => 12,
            Part::Half(_) => 6,
            Part::Quarter(_) => 3,
            Part::Month(_) => 1,
        }
    }

    /// Its last month.
    pub fn last_month(self) -> u8 {
        match self {
            Part::Year => 12,
            Part::Half(n) => n * 6,
            Part::Quarter(n) => n * 3,
            Part::Month(n) => n,
        }
    }
}

/// A period; the year may be left unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// Its year.
    pub year: Option<i32>,
    /// Which part of the year.
    pub part: Part,
}

/// Words of periods.
#[derive(Debug, Clone, Default)]
pub struct Periods {
    quarter: BTreeSet<String>,
    half: BTreeSet<String>,
    year: BTreeSet<String>,
    whole: BTreeSet<String>,
    month: BTreeSet<String>,
    months: BTreeMap<String, u8>,
    numbers: BTreeMap<String, u8>,
    traditional: Traditional,
}

impl Periods {
    pub(super) fn new(raw: &RawPeriods, traditional: Traditional) -> Self {
        let fold = |text: &String| traditional.fold(lower(text));
        let set = |words: &Words, key: &str| {
            words.get(key).into_iter().flatten().map(fold).collect::<BTreeSet<String>>()
        };
        let numbered = |words: &Words| {
            let numbers = words.iter().filter_map(|(key, list)| Some((key.parse::<u8>().ok()?, list)));
            numbers.flat_map(|(n, list)| list.iter().map(move |w| (fold(w), n))).collect()
        };
        Periods {
            quarter: set(&raw.quarter, "words"),
            half: set(&raw.half, "words"),
            year: set(&raw.year, "words"),
            whole: set(&raw.year, "whole"),
            month: set(&raw.month, "words"),
            months: numbered(&raw.month),
            numbers: numbered(&raw.number),
            traditional,
        }
    }

    /// The month that a word names, in any language.
    pub fn month_named(&self, word: &str) -> Option<u8> {
        self.months.get(word).copied()
    }

    /// Whether a text is a word for the whole of the periods beside it: 全年, Total.
    pub fn is_whole(&self, text: &str) -> bool {
        let folded = self.traditional.fold(lower(text));
        self.whole.contains(folded.trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// The part of a year that a number is under a header such as Month or 季度.
    pub fn numbered(&self, header: &str, n: u8) -> Option<Part> {
        let folded = self.traditional.fold(lower(header));
        let pieces = pieces(&folded);
        pieces.iter().find_map(|p| self.of_word(&folded[p.start..p.end], n))
    }

    /// The period that a text is, and nothing beside it.
    pub fn only(&self, text: &str) -> Option<Period> {
        let (period, rest) = self.cut(text)?;
        (!rest.chars().any(char::is_alphanumeric)).then_some(period)
    }

    /// The one period that a text states: a sheet's name, a title.
    pub fn one(&self, text: &str) -> Option<Period> {
        let (period, rest) = self.cut(text)?;
        self.cut(&rest).is_none().then_some(period)
    }

    /// The period in a text, and the text without it.
    pub fn cut(&self, text: &str) -> Option<(Period, String)> {
        if text.len() > 400 {
            return None;
        }
        let folded = self.traditional.fold(lower(text));
        let pieces = pieces(&folded);
        let mut used: Vec<(usize, usize)> = Vec::new();
        let (mut year, mut part) = (None, None);
        let mut at = 0;
        while at < pieces.len() {
            let found = self.part(&folded, &pieces, at);
            if let Some((found, len)) = found.filter(|_| part.is_none()) {
                part = Some(found);
                used.push((at, at + len));
                at += len;
                // Jan-25, 1Q25: two digits right behind a part are a year.
                if let Some(short) =
                    pieces.get(at).and_then(|p| short_year(&folded, *p)).filter(|_| year.is_none())
                {
                    year = Some(short);
                    used.push((at, at + 1));
                    at += 1;
                }
                continue;
            }
            let found = self.year(&folded, &pieces, at);
            if let Some((found, month, len)) = found.filter(|_| year.is_none()) {
                year = Some(found);
                part = part.or(month.map(Part::Month));
                used.push((at, at + len));
                at += len;
                continue;
            }
            at += 1;
        }
        if year.is_none() && part.is_none() {
            return None;
        }
        let mut rest = String::new();
        let mut from = 0;
        for (first, behind) in used {
            rest.push_str(&folded[from..pieces[first].start]);
            rest.push(' ');
            from = pieces[behind - 1].end;
        }
        rest.push_str(&folded[from..]);
        let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || "-–—_/·.,:'’".contains(c)).to_owned();
        Some((Period { year, part: part.unwrap_or(Part::Year) }, rest))
    }

    /// A half, quarter or month at a place, and how many pieces say it.
    fn part(&self, text: &str, pieces: &[Piece], at: usize) -> Option<(Part, usize)> {
        let word = |at: usize| pieces.get(at).map(|p| &text[p.start..p.end]);
        let first = word(at)?;
        if pieces[at].sort == Sort::Letters {
            if let Some(month) = self.months.get(first) {
                return Some((Part::Month(*month), 1));
            }
            // Q1, H2, Quarter 3.
            if let Some(n) = word(at + 1).filter(|_| pieces[at + 1].sort == Sort::Digits).and_then(small)
                && let Some(part) = self.of_word(first, n)
            {
                return Some((part, 2));
            }
        }
        // 1Q, 3月, 第三季度, 1. Quartal, 1st quarter.
        let lead = usize::from(first == "第");
        let n = match pieces.get(at + lead)?.sort {
            Sort::Digits => small(word(at + lead)?),
            _ => self.numbers.get(word(at + lead)?).copied(),
        }?;
        let ordinal = usize::from(
            word(at + lead + 1)
                .is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th" | "er" | "e" | "º" | "ª" | "°")),
        );
        let behind = at + lead + 1 + ordinal;
        let part = self.of_word(word(behind)?, n)?;
        Some((part, behind + 1 - at))
    }

    fn of_word(&self, word: &str, n: u8) -> Option<Part> {
        if self.quarter.contains(word) && (1..=4).contains(&n) {
            Some(Part::Quarter(n))
        } else if self.half.contains(word) && (1..=2).contains(&n) {
            Some(Part::Half(n))
        } else if self.month.contains(word) && (1..=12).contains(&n) {
            Some(Part::Month(n))
        } else {
            None
        }
    }

    /// A year at a place, with a month where 2025-01 or 202501 says one, and how many pieces say it.
    fn year(&self, text: &str, pieces: &[Piece], at: usize) -> Option<(i32, Option<u8>, usize)> {
        let word = |at: usize| pieces.get(at).map(|p| &text[p.start..p.end]);
        let first = word(at)?;
        let marked =
            |at: usize| usize::from(word(at).is_some_and(|w| self.year.contains(w) && is_ideographs(w)));
        if pieces[at].sort == Sort::Digits {
            if let Some(year) = full_year(first) {
                // 2025-01: a month stands behind, and nothing that makes it another number.
                let close = |a: usize| pieces[a + 1].start - pieces[a].end == 1;
                if let Some(month) =
                    word(at + 1).filter(|_| close(at)).filter(|m| m.len() == 2).and_then(small)
                    && pieces[at + 1].sort == Sort::Digits
                    && (1..=12).contains(&month)
                    && pieces.get(at + 2).is_none_or(|p| p.sort != Sort::Digits)
                {
                    return Some((year, Some(month), 2));
                }
                return Some((year, None, 1 + marked(at + 1)));
            }
            if let Some((year, month)) = first.split_at_checked(4).filter(|_| first.len() == 6)
                && let (Some(year), Some(month)) =
                    (full_year(year), small(month).filter(|m| (1..=12).contains(m)))
            {
                return Some((year, Some(month), 1));
            }
            // 25年.
            if first.len() == 2 && marked(at + 1) == 1 {
                return Some((short_year(text, pieces[at])?, None, 2));
            }
            return None;
        }
        // FY25, FY 2025, FY24/25.
        if self.year.contains(first) && pieces[at].sort == Sort::Letters {
            let digits = word(at + 1)?;
            let year = full_year(digits).or_else(|| short_year(text, pieces[at + 1]))?;
            if let Some(second) = pieces.get(at + 2)
                && second.start == pieces[at + 1].end + 1
                && let Some(last) = short_year(text, *second)
                && last == year + 1
            {
                return Some((last, None, 3));
            }
            return Some((year, None, 2));
        }
        None
    }
}

fn is_ideographs(text: &str) -> bool {
    text.chars().all(is_ideograph)
}

fn full_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (1990..2100).contains(&year).then_some(year)
}

fn short_year(text: &str, piece: Piece) -> Option<i32> {
    let digits = &text[piece.start..piece.end];
    let year: i32 = digits.parse().ok().filter(|_| piece.sort == Sort::Digits && digits.len() == 2)?;
    (10..50).contains(&year).then_some(2000 + year)
}

fn small(digits: &str) -> Option<u8> {
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

fn lower(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Part::{Half, Month, Quarter, Year};
    use super::Period;
    use crate::config::{Config, Templates};

    #[test]
    fn periods_come_apart_from_the_figure() {
        let periods = Config::load(&Templates::default()).unwrap().columns.periods;
        for (text, year, part, rest) in [
            ("2025年销售额（万元）", Some(2025), Year, "销售额(万元)"),
            ("一季度", None, Quarter(1), ""),
            ("第三季度销售额", None, Quarter(3), "销售额"),
            ("Q1 Sales", None, Quarter(1), "sales"),
            ("Sales Q4 2025", Some(2025), Quarter(4), "sales"),
            ("1Q25", Some(2025), Quarter(1), ""),
            ("2025Q2", Some(2025), Quarter(2), ""),
            ("1月", None, Month(1), ""),
            ("十二月", None, Month(12), ""),
            ("2025年3月", Some(2025), Month(3), ""),
            ("Jan-25", Some(2025), Month(1), ""),
            ("2025-01", Some(2025), Month(1), ""),
            ("202511", Some(2025), Month(11), ""),
            ("FY24", Some(2024), Year, ""),
            ("FY2025 Revenue", Some(2025), Year, "revenue"),
            ("FY24/25", Some(2025), Year, ""),
            ("上半年", None, Half(1), ""),
            ("H2 2024", Some(2024), Half(2), ""),
            ("1. Quartal", None, Quarter(1), ""),
            ("Umsatz 2024", Some(2024), Year, "umsatz"),
            ("25年销售额", Some(2025), Year, "销售额"),
            ("März", None, Month(3), ""),
        ] {
            let found = periods.cut(text);
            assert_eq!(found, Some((Period { year, part }, rest.to_owned())), "{text}");
        }
        for text in ["年销售额", "月销售额", "Sales", "近12个月", "季度", "Phone 2", "客户名称", "Top 10"]
        {
            assert_eq!(periods.cut(text), None, "{text}");
        }
    }
}
