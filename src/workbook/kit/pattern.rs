//! Formulas with places, bound once to their table and then filled row by row.
//!
//! | place | what stands there |
//! |---|---|
//! | `{key}` | the cell of the formula's own row |
//! | `{key*}` | the whole column of its own table |
//! | `{Table.key*}` | the whole column of another table |
//! | `{Table.key[]}` | the same by name, also where it has one row: for tables that users add rows to |
//! | `{'group.code}` | a label as a text in quotes |
//! | `{{}` | a brace, as [`literal`] writes it |
//!
//! A key, table or label that there is not is a fault: the workbook is not written.

use crate::model::column_letters;
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::Schema;

/// A formula bound to its table.
#[derive(Debug, Clone)]
pub struct Bound(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    /// The same in every row.
    Text(String),
    /// Letters of a cell of the row.
    Letters(String),
}

impl Bound {
    /// Binds a pattern.
    pub fn new(pattern: &str, schema: &Schema, context: &Context<'_>) -> Self {
        let mut bound = Bound(Vec::new());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((place, tail)) = after.split_once('}') else { break };
            bound.text(before);
            bound.place(place, schema, context);
            rest = tail;
        }
        bound.text(rest);
        bound
    }

    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.0.push(Piece::Text(text.to_owned())),
        }
    }

    fn place(&mut self, place: &str, schema: &Schema, context: &Context<'_>) {
        if place == "{" {
            return self.text(place);
        }
        if let Some(label) = place.strip_prefix('\'') {
            return self.text(&quoted(context.labels.text(label)));
        }
        let (key, named) = match place.strip_suffix("[]") {
            Some(key) => (Some(key), true),
            None => (place.strip_suffix('*'), false),
        };
        match (key, place.split_once('.')) {
            (Some(key), Some((table, _))) => {
                let key = key.split_once('.').map_or(key, |(_, key)| key);
                self.text(&context.tables.column(table, key, named));
            }
            (Some(key), None) if named => self.text(&schema.named(key)),
            (Some(key), None) => self.text(&schema.all(key)),
            (None, _) if schema.compact => {
                self.0.push(Piece::Letters(column_letters(u32::from(schema.column_of(place)))));
            }
            (None, _) => self.text(&schema.this(place, 0)),
        }
    }

    /// The formula of a row (0-based sheet row).
    pub fn of_row(&self, row: u32) -> String {
        let mut formula = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => formula.push_str(text),
                Piece::Letters(letters) => {
                    formula.push_str(letters);
                    formula.push_str(&(row + 1).to_string());
                }
            }
        }
        formula
    }
}

/// A text of the list's own inside a pattern: no place in it is taken for one.
pub fn literal(text: &str) -> String {
    text.replace('{', "{{}")
}
