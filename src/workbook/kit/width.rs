//! Widths of columns in pixels: a wide (Chinese) character takes 15, a narrow one 7.

use crate::workbook::kit::styles::Form;
use unicode_width::UnicodeWidthChar;

pub const WIDE: u32 = 15;
const NARROW: u32 = 7;
/// Room for the cell's margins.
pub const MARGIN: u32 = 16;
/// Room for the filter button of a header.
const BUTTON: u32 = 18;

/// Width of a text, stopping to count at `limit`.
pub fn text_px(text: &str, limit: u32) -> u32 {
    let mut px = MARGIN;
    for character in text.chars() {
        px += if character.width().unwrap_or(0) > 1 { WIDE } else { NARROW };
        if px >= limit {
            return limit;
        }
    }
    px
}

/// Width that a header needs when it may wrap onto two lines.
pub fn header_px(header: &str) -> u32 {
    let whole = text_px(header, 1_000) - MARGIN;
    let word = header.split(' ').map(|w| text_px(w, 1_000)).max().unwrap_or(MARGIN) - MARGIN;
    let half = whole.div_ceil(2) + NARROW;
    MARGIN
        + BUTTON
        + if header.contains(' ') {
            word.max(half)
        } else if whole > 8 * NARROW * 2 {
            half
        } else {
            whole
        }
}

/// Width of a number as its form shows it.
pub fn number_px(value: f64, form: Form) -> u32 {
    let shown = match form {
        Form::Percent | Form::FinePercent | Form::Probability => value * 100.0,
        _ => value,
    };
    let whole = shown.abs().max(1.0).log10().floor();
    let digits = if whole.is_finite() && whole < 300.0 { whole as u32 + 1 } else { 300 };
    let extra = match form {
        Form::Money | Form::Count => digits / 3,
        Form::Number => {
            if value.fract() == 0.0 {
                1
            } else {
                9
            }
        }
        Form::Scaled => digits / 3 + 2,
        Form::Percent => 3,
        Form::FinePercent => 4,
        Form::Date => 9,
        _ => 1,
    };
    MARGIN + NARROW * (digits + extra + u32::from(value < 0.0))
}

/// Lines that a text takes where it has so many pixels.
pub fn lines(text: &str, room: u32) -> u32 {
    // Over a whole sentence a narrow character takes less than the widest ones.
    let px = |c: char| if c.width().unwrap_or(0) > 1 { WIDE } else { NARROW - 1 };
    let line = |l: &str| l.chars().take(20_000).map(px).sum::<u32>().div_ceil(room.max(WIDE)).max(1);
    text.lines().map(line).sum::<u32>().max(1)
}

/// Smallest and largest width of a column of a form.
pub fn bounds(form: Form) -> (u32, u32) {
    match form {
        Form::Wrapped => (180, 380),
        Form::Text | Form::Folded | Form::Link => (60, 300),
        Form::Center => (60, 200),
        _ => (56, 400),
    }
}

pub use crate::config::separated;

/// A text cut to what so many lines of a place hold; none where all of it fits.
pub fn cut(text: &str, px: u32, lines: u32) -> Option<String> {
    // Widths are those of 10 points, and a line of several seldom fills to its end.
    let whole = px.saturating_sub(16) * lines * 5 / 4;
    let room = if lines > 1 { whole * 9 / 10 } else { whole }.max(40) + MARGIN;
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text_px(&joined, room + 1) <= room && text.lines().count() <= lines as usize {
        return None;
    }
    let mut kept = String::new();
    for character in joined.chars() {
        if text_px(&kept, room + 1) + 2 * WIDE > room {
            break;
        }
        kept.push(character);
    }
    (kept.len() < joined.len()).then(|| format!("{}…", kept.trim_end())).or(Some(joined))
}
