//! Pieces of a text that may state a period: digits, letters, words of ideographs.

use super::row_words::is_ideograph;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Of digits.
    Digits,
    /// Of letters.
    Letters,
    /// Of ideographs.
    Ideographs,
}

/// A piece of a text: where it begins and ends.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// What it is made of.
    pub sort: Sort,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Words of ideographs that are told apart within a run; longer ones first.
const APART: &[&str] = &[
    "四半期",
    "季度",
    "月份",
    "年度",
    "半期",
    "十二",
    "十一",
    "半年",
    "第",
    "季",
    "月",
    "年",
    "上",
    "下",
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
];

/// The pieces of a folded text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let sort = |c: char| {
        if c.is_ascii_digit() {
            Some(Sort::Digits)
        } else if is_ideograph(c) {
            Some(Sort::Ideographs)
        } else if c.is_alphabetic() {
            Some(Sort::Letters)
        } else {
            None
        }
    };
    let mut found: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let Some(now) = sort(c) else {
            at += c.len_utf8();
            continue;
        };
        let run = text[at..].find(|c| sort(c) != Some(now)).map_or(text.len(), |len| at + len);
        let apart = |from: usize| APART.iter().find(|w| text[from..run].starts_with(**w)).map(|w| w.len());
        let end = match now {
            Sort::Ideographs => match apart(at) {
                Some(len) => at + len,
                None => text[at..run]
                    .char_indices()
                    .skip(1)
                    .map(|(offset, _)| at + offset)
                    .find(|from| apart(*from).is_some())
                    .unwrap_or(run),
            },
            _ => run,
        };
        found.push(Piece { sort: now, start: at, end });
        at = end;
    }
    found
}
