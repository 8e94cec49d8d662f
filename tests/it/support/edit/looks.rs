//! Cells by what they look like: without a look, with a formula.

use super::{Book, Rows, Typed, attribute, letters};

impl Book {
    /// Puts a comment on a cell of the first sheet.
    pub fn add_comment(&mut self, cell: &str) {
        const PART: &str = "xl/comments1.xml";
        if !self.parts.contains_key(PART) {
            self.order.push(PART.to_owned());
            self.put(PART, "<comments><commentList></commentList></comments>".to_owned());
        }
        let comment = format!("<comment ref=\"{cell}\"><text><t>look</t></text></comment></commentList>");
        let text = self.text(PART).replace("</commentList>", &comment);
        self.put(PART, text);
    }

    /// Types a text into a cell that has no look of its own.
    pub fn set_plain(&mut self, sheet: &str, row: u32, column: u32, text: &str) {
        self.set(sheet, row, column, &Typed::Text(text.to_owned()));
        let part = self.part(sheet);
        let mut rows = Rows::of(&self.text(&part));
        let reference = format!("{}{row}", letters(column));
        let cell = rows.row(row).iter_mut().find(|c| attribute(c, "r") == reference).unwrap();
        *cell = cell.replacen(&format!(" s=\"{}\"", attribute(cell, "s")), "", 1);
        self.put(&part, rows.text());
    }

    /// Whether a formula stands in a cell.
    pub fn has_formula(&self, sheet: &str, row: u32, column: u32) -> bool {
        let reference = format!("{}{row}", letters(column));
        let text = self.text(&self.part(sheet));
        let cell = text.split("<c ").find(|c| attribute(c, "r") == reference);
        cell.is_some_and(|c| c.split("</c>").next().unwrap().contains("<f"))
    }
}
