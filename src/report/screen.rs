//! What a terminal can show: its width, in columns where a Chinese character takes two, and colour.

use crate::model::Severity;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A terminal, or a file in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
}

/// How a text stands out; the text says the same without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Strong,
    /// Of less weight.
    Faint,
    /// The weight of an issue.
    Severity(Severity),
}

/// Ends every tone.
const PLAIN: &str = "\u{1b}[0m";

impl Tone {
    const ALL: [Tone; 5] = [
        Tone::Strong,
        Tone::Faint,
        Tone::Severity(Severity::Error),
        Tone::Severity(Severity::Warning),
        Tone::Severity(Severity::Info),
    ];

    fn sequence(self) -> &'static str {
        match self {
            Tone::Strong => "\u{1b}[1m",
            Tone::Faint => "\u{1b}[2m",
            Tone::Severity(Severity::Error) => "\u{1b}[1;31m",
            Tone::Severity(Severity::Warning) => "\u{1b}[1;33m",
            Tone::Severity(Severity::Info) => "\u{1b}[36m",
        }
    }
}

impl Screen {
    /// Narrower than this nothing can be laid out.
    const LEAST: usize = 24;

    /// Colours a text.
    pub fn paint(&self, text: &str, tone: Tone) -> String {
        let text = visible(text);
        if !self.color {
            return text.into_owned();
        }
        format!("{}{text}{PLAIN}", tone.sequence())
    }

    /// Lines that fit, the first indented by `first`, the others by `rest`.
    pub fn wrap(&self, text: &str, first: usize, rest: usize) -> String {
        let width = self.width.max(Self::LEAST);
        let mut wrapped = String::new();
        for line in visible(text).lines() {
            let mut indent = if wrapped.is_empty() { first } else { rest };
            let mut used = indent;
            wrapped.push_str(&" ".repeat(indent));
            for piece in pieces(line) {
                let piece_width = piece.trim_end().width();
                if used > indent && used + piece_width > width {
                    let kept = wrapped.trim_end().len();
                    wrapped.truncate(kept);
                    indent = rest;
                    used = indent;
                    wrapped.push('\n');
                    wrapped.push_str(&" ".repeat(indent));
                }
                // A word longer than a line is broken.
                for c in piece.chars() {
                    let c_width = c.width().unwrap_or(0);
                    if used + c_width > width && !c.is_whitespace() {
                        indent = rest;
                        used = indent;
                        wrapped.push('\n');
                        wrapped.push_str(&" ".repeat(indent));
                    }
                    wrapped.push(c);
                    used += c_width;
                }
            }
            let kept = wrapped.trim_end().len();
            wrapped.truncate(kept);
            wrapped.push('\n');
        }
        wrapped
    }
}

/// A text of somebody else's with every character shown that would steer the terminal or turn the direction of
/// reading: ESC as ␛. Ends of lines and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").chars().map(picture).collect())
}

/// What goes to a terminal in the end: of all sequences only those of our tones are left as they are.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let ours = Tone::ALL.iter().map(|tone| tone.sequence()).chain([PLAIN]);
        match ours.into_iter().find(|sequence| rest.starts_with(sequence)) {
            Some(sequence) => {
                shown.push_str(sequence);
                rest = &rest[sequence.len()..];
            }
            None => {
                shown.push(picture(next));
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    Cow::Owned(shown)
}

fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

fn picture(c: char) -> char {
    match c {
        c if !steers(c) => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// Cut to a width, with … where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    let text = &*visible(text);
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// Cut or filled with blanks to a width.
pub fn fit(text: &str, width: usize) -> String {
    let cut = cut(text, width);
    let gap = width.saturating_sub(cut.width());
    cut + &" ".repeat(gap)
}

/// Pieces between which a line may break: words with the blanks behind them, wide characters one by one
/// with the punctuation that must not begin a line.
fn pieces(line: &str) -> Vec<&str> {
    const CLOSING: &str = "，。；：、？！）》」”’…,.;:?!)%";
    let wide = |c: char| c.width() == Some(2);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in line.char_indices() {
        let breaks = last.is_some_and(|last| {
            !c.is_whitespace()
                && !CLOSING.contains(c)
                && !"（《「“‘(".contains(last)
                && (last.is_whitespace() || wide(last) || wide(c))
        });
        if breaks {
            pieces.push(&line[start..at]);
            start = at;
        }
        last = Some(c);
    }
    pieces.push(&line[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let text = "“重复销售”的值“150-500”读不出：请写一个数字 such as 1200, 1.2M or sixty-per-cent-of-it。";
        for width in 24..100 {
            let screen = Screen { width, color: false };
            let wrapped = screen.wrap(text, 4, 6);
            assert!(wrapped.lines().all(|l| l.width() <= width), "{width}\n{wrapped}");
            let begins = wrapped.lines().any(|l| l.trim_start().starts_with(['，', '。', '：']));
            assert!(width < 30 || !begins, "punctuation begins no line unless a word fills one\n{wrapped}");
            let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(bare(&wrapped), bare(text));
        }
    }

    #[test]
    fn nothing_steers_the_terminal_but_our_tones() {
        let bad = "a\u{1b}[2Jb\u{7}c\u{9b}31md\u{202e}e\u{7f}f\u{1b}[1;31mg";
        let screen = Screen { width: 80, color: true };
        let painted = screen.paint(bad, Tone::Faint);
        assert_eq!(painted, "\u{1b}[2ma␛[2Jb␇c�31md�e␡f␛[1;31mg\u{1b}[0m");
        assert_eq!(shown(&painted), painted);
        assert_eq!(shown("x\u{1b}]0;title\u{7}\n"), "x␛]0;title␇\n");
        assert!(!screen.wrap(bad, 0, 2).contains(steers) && !fit(bad, 9).contains(steers));
    }

    #[test]
    fn cutting_counts_columns() {
        assert_eq!(cut("客户名称", 8), "客户名称");
        assert_eq!(cut("客户名称", 7), "客户名…");
        assert_eq!(fit("客户", 7), "客户   ");
        assert_eq!(fit("客户名称", 4).width(), 4);
    }
}
