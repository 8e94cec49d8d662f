//! What stands in one cell, before it has a format.

use crate::workbook::kit::styles::{Form, Look};
use chrono::NaiveDate;
use std::borrow::Cow;

/// Characters of a literal in a formula, in UTF-16 units.
const LONGEST_LITERAL: usize = 255;

/// Content of a cell.
#[derive(Debug, Clone)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// A text; stays text whatever it starts with.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A number that the method assumed.
    Assumed(f64),
    /// A number in a look and form of its own, other than its column's.
    Shown(f64, Look, Form),
    /// A text that the method assumed.
    AssumedText(Cow<'a, str>),
    /// A day.
    Date(NaiveDate),
    /// A formula and its value.
    Formula(String, Value<'a>),
}

/// Value of a formula.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// The empty text.
    Blank,
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
}

impl<'a> Cell<'a> {
    /// A text cell; blank text is a blank cell.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }

    /// A number cell, or a blank one.
    pub fn number(value: Option<f64>) -> Self {
        value.filter(|v| v.is_finite()).map_or(Cell::Blank, Cell::Number)
    }

    /// A number that comes from other rows of the list, or a blank cell that waits for one.
    pub fn derived(value: Option<f64>, form: Form) -> Self {
        value.filter(|v| v.is_finite()).map_or(Cell::Blank, |v| Cell::Shown(v, Look::Computed, form))
    }

    /// A whole number.
    pub fn count(value: impl Into<f64>) -> Self {
        Cell::Number(value.into())
    }

    /// A formula with a number or blank as its value.
    pub fn formula(formula: String, value: Option<f64>) -> Self {
        Cell::Formula(formula, value.filter(|v| v.is_finite()).map_or(Value::Blank, Value::Number))
    }

    /// A formula with a text as its value. A text that reads as a number or a truth value would be
    /// cached as one: then the text itself is written.
    pub fn text_formula(formula: String, value: impl Into<Cow<'a, str>>) -> Self {
        let value = value.into();
        if value.is_empty() {
            return Cell::Formula(formula, Value::Blank);
        }
        let misread =
            value.parse::<f64>().is_ok() || value == "TRUE" || value == "FALSE" || value.starts_with('#');
        if misread { Cell::Text(value) } else { Cell::Formula(formula, Value::Text(value)) }
    }
}

/// A text as a literal inside a formula; a long one in pieces, because no program takes more than 255 characters
/// between two quotes.
pub fn quoted(text: &str) -> String {
    let mut pieces = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        units += c.len_utf16();
        if units > LONGEST_LITERAL {
            pieces.push(String::new());
            units = c.len_utf16();
        }
        let piece = pieces.len() - 1;
        pieces[piece].push(c);
    }
    let quoted: Vec<String> =
        pieces.iter().map(|piece| format!("\"{}\"", piece.replace('"', "\"\""))).collect();
    if quoted.len() == 1 { quoted.concat() } else { format!("({})", quoted.join("&")) }
}
