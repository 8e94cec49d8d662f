//! Edits a workbook as another program would, by changing the parts of its package: cells, headers, columns, names.

mod looks;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// A workbook, opened for editing.
pub struct Book {
    parts: BTreeMap<String, Vec<u8>>,
    order: Vec<String>,
}

/// What is typed into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    Text(String),
    Number(f64),
    Blank,
}

impl Book {
    /// Opens a file.
    pub fn open(path: &Path) -> Self {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let (mut parts, mut order) = (BTreeMap::new(), Vec::new());
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            order.push(name.clone());
            parts.insert(name, bytes);
        }
        Book { parts, order }
    }

    /// Saves it as a person's program does: with a time of change of its own.
    pub fn save(&mut self, path: &Path) {
        let core = self.text("docProps/core.xml");
        let (head, rest) = core.split_once("<dcterms:modified").unwrap();
        let (tag, rest) = rest.split_once('>').unwrap();
        let (_, rest) = rest.split_once('<').unwrap();
        let saved = format!("{head}<dcterms:modified{tag}>2026-02-03T04:05:06Z<{rest}");
        self.put("docProps/core.xml", saved);
        self.save_as_written(path);
    }

    /// Saves it as a program does that leaves the time of change as it was.
    pub fn save_as_written(&self, path: &Path) {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in &self.order {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&self.parts[name]).unwrap();
        }
        std::fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
    }

    fn text(&self, part: &str) -> String {
        String::from_utf8(self.parts[part].clone()).unwrap()
    }

    fn put(&mut self, part: &str, text: String) {
        self.parts.insert(part.to_owned(), text.into_bytes());
    }

    /// Names of the sheets, in order.
    pub fn sheets(&self) -> Vec<String> {
        let book = self.text("xl/workbook.xml");
        let (_, sheets) = book.split_once("<sheets>").unwrap();
        let (sheets, _) = sheets.split_once("</sheets>").unwrap();
        sheets.split("<sheet ").skip(1).map(|s| unescape(&attribute(s, "name"))).collect()
    }

    /// The part of a sheet: this writer numbers them in order.
    fn part(&self, sheet: &str) -> String {
        let at = self.sheets().iter().position(|s| s == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"));
        format!("xl/worksheets/sheet{}.xml", at + 1)
    }

    /// Defined names: name and what it refers to.
    pub fn names(&self) -> Vec<(String, String)> {
        let book = self.text("xl/workbook.xml");
        let pieces = book.split("<definedName ").skip(1);
        pieces
            .map(|p| {
                let text = p.split_once('>').unwrap().1.split_once('<').unwrap().0;
                (attribute(p, "name"), unescape(text))
            })
            .collect()
    }

    /// Sheet, 1-based row and 0-based column of the header that a key of the plan refers to.
    pub fn header(&self, table: &str, key: &str) -> Option<(String, u32, u32)> {
        let wanted = format!("kp.{table}.{key}");
        let (_, target) = self.names().into_iter().find(|(name, _)| *name == wanted)?;
        let (sheet, cell) = target.rsplit_once('!')?;
        let (row, column) = place(&cell.replace('$', ""));
        Some((sheet.trim_matches('\'').replace("''", "'"), row, column))
    }

    /// Without the keys of the columns, as plans of format 1 are.
    pub fn strip_keys(&mut self) {
        let book = self.text("xl/workbook.xml");
        let mut pieces = book.split("<definedName ");
        let mut plain = pieces.next().unwrap().to_owned();
        for piece in pieces {
            let (_, behind) = piece.split_once("</definedName>").unwrap();
            match attribute(piece, "name") {
                name if name.starts_with("kp.") => plain.push_str(behind),
                name if name == "keyplan_format" => {
                    plain.push_str(&format!("<definedName name=\"keyplan_format\">1</definedName>{behind}"));
                }
                _ => plain.push_str(&format!("<definedName {piece}")),
            }
        }
        self.put("xl/workbook.xml", plain);
    }

    /// Changes what a defined name refers to; none: takes the name out.
    pub fn rename_target(&mut self, name: &str, target: Option<&str>) {
        let book = self.text("xl/workbook.xml");
        let of = |start: usize| book[..start].rfind("<definedName ").unwrap();
        let open = of(book.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no name {name}")));
        let (head, rest) = book.split_at(open);
        let (tag, rest) = rest.split_once('>').unwrap();
        let (_, tail) = rest.split_once("</definedName>").unwrap();
        let name = target.map_or(String::new(), |t| format!("{tag}>{}</definedName>", escape(t)));
        self.put("xl/workbook.xml", format!("{head}{name}{tail}"));
    }

    /// Gives a defined name another name.
    pub fn rename_key(&mut self, name: &str, new: &str) {
        let book = self.text("xl/workbook.xml");
        self.put("xl/workbook.xml", book.replace(&format!("name=\"{name}\""), &format!("name=\"{new}\"")));
    }

    /// Whether a text stands in any cell.
    pub fn has_text(&self, text: &str) -> bool {
        let of = |part: &String| self.text(part).contains(&format!(">{}<", escape(text)));
        self.order.iter().filter(|p| p.ends_with("sharedStrings.xml") || p.contains("/sheet")).any(of)
    }

    /// The number in a cell.
    pub fn number(&self, sheet: &str, row: u32, column: u32) -> f64 {
        let mut rows = Rows::of(&self.text(&self.part(sheet)));
        let reference = format!("{}{row}", letters(column));
        let cell = rows.row(row).iter().find(|c| attribute(c, "r") == reference).unwrap().clone();
        cell.split_once("<v>").unwrap().1.split_once('<').unwrap().0.parse().unwrap()
    }

    /// Cuts the part of a sheet in its middle, as a bad disk does.
    pub fn cut(&mut self, sheet: &str) {
        let part = self.part(sheet);
        let text = self.text(&part);
        let half = (text.len() / 2..).find(|at| text.is_char_boundary(*at)).unwrap();
        self.put(&part, text[..half].to_owned());
    }

    /// Types into a cell; its format stays.
    pub fn set(&mut self, sheet: &str, row: u32, column: u32, typed: &Typed) {
        let part = self.part(sheet);
        let reference = format!("{}{row}", letters(column));
        let mut rows = Rows::of(&self.text(&part));
        let cells = rows.row(row);
        let at = cells.iter().position(|c| attribute(c, "r") == reference);
        let style = at.map(|at| attribute(&cells[at], "s")).unwrap_or_default();
        let style = if style.is_empty() { String::new() } else { format!(" s=\"{style}\"") };
        let cell = match typed {
            Typed::Blank => format!("<c r=\"{reference}\"{style}/>"),
            Typed::Number(number) => format!("<c r=\"{reference}\"{style}><v>{number}</v></c>"),
            Typed::Text(text) => format!(
                "<c r=\"{reference}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escape(text)
            ),
        };
        match at {
            Some(at) => cells[at] = cell,
            None => {
                let before = cells.iter().take_while(|c| place(&attribute(c, "r")).1 < column).count();
                cells.insert(before, cell);
            }
        }
        self.put(&part, rows.text());
    }

    /// Adds a sheet behind the others, with cells by their references.
    pub fn add_sheet(&mut self, name: &str, cells: &[(&str, Typed)]) {
        let number = self.sheets().len() + 1;
        let part = format!("xl/worksheets/sheet{number}.xml");
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        self.put(&part, format!("<worksheet xmlns=\"{main}\"><sheetData></sheetData></worksheet>"));
        self.order.push(part.clone());
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let rels = self.text("xl/_rels/workbook.xml.rels");
        let link = format!(
            "<Relationship Id=\"rAdded\" Type=\"{office}\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let rels = rels.replace("</Relationships>", &format!("{link}</Relationships>"));
        self.put("xl/_rels/workbook.xml.rels", rels);
        let book = self.text("xl/workbook.xml");
        let entry = format!("<sheet name=\"{}\" sheetId=\"900\" r:id=\"rAdded\"/>", escape(name));
        self.put("xl/workbook.xml", book.replace("</sheets>", &format!("{entry}</sheets>")));
        let types = self.text("[Content_Types].xml");
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        let entry = format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
        self.put("[Content_Types].xml", types.replace("</Types>", &format!("{entry}</Types>")));
        for (reference, typed) in cells {
            let (row, column) = place(reference);
            self.set(name, row, column, typed);
        }
    }

    /// Renames a header as Excel does: the cell and the column of its table.
    pub fn rename(&mut self, sheet: &str, row: u32, column: u32, header: &str) {
        self.set(sheet, row, column, &Typed::Text(header.to_owned()));
        for name in self.tables(sheet) {
            let text = self.text(&name);
            let ((top, left), (_, right)) = area(&reference(&text));
            if top == row && (left..=right).contains(&column) {
                let mut pieces: Vec<String> = text.split("<tableColumn ").map(str::to_owned).collect();
                let piece = &mut pieces[(column - left) as usize + 1];
                let old = format!("name=\"{}\"", attribute(piece, "name"));
                *piece = piece.replacen(&old, &format!("name=\"{}\"", escape(header)), 1);
                self.put(&name, pieces.join("<tableColumn "));
            }
        }
    }

    /// Parts of a sheet's tables.
    fn tables(&self, sheet: &str) -> Vec<String> {
        let part = self.part(sheet);
        let rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels";
        let Some(rels) = self.parts.get(&rels) else { return Vec::new() };
        let rels = String::from_utf8(rels.clone()).unwrap();
        let targets = rels.split("<Relationship ").skip(1).map(|r| attribute(r, "Target"));
        targets.filter(|t| t.contains("tables/")).map(|t| t.replace("../", "xl/")).collect()
    }

    /// Puts a blank column before a column, as a program does: cells, tables and names behind it move.
    pub fn insert_column(&mut self, sheet: &str, at: u32) {
        self.shift(sheet, &|column| Some(if column >= at { column + 1 } else { column }));
        self.with_tables(sheet, at, |pieces, inside| {
            pieces.insert(inside + 1, "id=\"900\" name=\"Inserted\"/>".to_owned());
        });
    }

    /// Deletes a column: names that refer to it lose their cell.
    pub fn delete_column(&mut self, sheet: &str, at: u32) {
        self.with_tables(sheet, at, |pieces, inside| drop(pieces.remove(inside + 1)));
        self.shift(sheet, &|column| match column.cmp(&at) {
            std::cmp::Ordering::Less => Some(column),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(column - 1),
        });
    }

    /// Cuts a column and puts it in another's place.
    pub fn move_column(&mut self, sheet: &str, from: u32, to: u32) {
        self.shift(sheet, &|column| {
            Some(if column == from {
                to
            } else if from < to && (from + 1..=to).contains(&column) {
                column - 1
            } else if to < from && (to..from).contains(&column) {
                column + 1
            } else {
                column
            })
        });
    }

    fn with_tables(&mut self, sheet: &str, at: u32, edit: impl Fn(&mut Vec<String>, usize)) {
        for name in self.tables(sheet) {
            let text = self.text(&name);
            let ((_, left), (_, right)) = area(&reference(&text));
            if (left..=right).contains(&at) {
                let (head, tail) = text.split_once("</tableColumns>").unwrap();
                let mut pieces: Vec<String> = head.split("<tableColumn ").map(str::to_owned).collect();
                edit(&mut pieces, (at - left) as usize);
                self.put(&name, format!("{}</tableColumns>{tail}", pieces.join("<tableColumn ")));
            }
        }
    }

    /// Moves the columns of a sheet, with tables and names; formulas keep their text.
    fn shift(&mut self, sheet: &str, to: &dyn Fn(u32) -> Option<u32>) {
        let part = self.part(sheet);
        let mut rows = Rows::of(&self.text(&part));
        for (_, cells) in &mut rows.rows {
            let mut moved: Vec<(u32, String)> = Vec::new();
            for cell in cells.iter() {
                let reference = attribute(cell, "r");
                let (row, column) = place(&reference);
                if let Some(column) = to(column) {
                    let new = format!("r=\"{}{row}\"", letters(column));
                    moved.push((column, cell.replacen(&format!("r=\"{reference}\""), &new, 1)));
                }
            }
            moved.sort();
            *cells = moved.into_iter().map(|(_, cell)| cell).collect();
        }
        self.put(&part, rows.text());
        for name in self.tables(sheet) {
            let text = self.text(&name);
            let old = reference(&text);
            let ((top, left), (bottom, right)) = area(&old);
            let columns: Vec<u32> = (left..=right).filter_map(to).collect();
            let (left, right) = (columns.iter().min().unwrap(), columns.iter().max().unwrap());
            let new = format!("{}{top}:{}{bottom}", letters(*left), letters(*right));
            self.put(&name, text.replace(&format!("ref=\"{old}\""), &format!("ref=\"{new}\"")));
        }
        for (name, target) in self.names() {
            let Some((of, cell)) = target.rsplit_once('!') else { continue };
            if of.trim_matches('\'').replace("''", "'") != sheet || cell.contains(':') || cell.contains('#') {
                continue;
            }
            let (row, column) = place(&cell.replace('$', ""));
            let new = to(column).map_or("#REF!".to_owned(), |c| format!("${}${row}", letters(c)));
            if !name.starts_with("_xlnm") {
                self.rename_target(&name, Some(&format!("{of}!{new}")));
            }
        }
    }
}

/// The rows of a sheet: what stands before, the rows' tags with their cells, what stands behind.
struct Rows {
    head: String,
    rows: Vec<(String, Vec<String>)>,
    tail: String,
}

impl Rows {
    fn of(text: &str) -> Self {
        let (head, rest) = text.split_once("<sheetData>").unwrap();
        let (data, tail) = rest.split_once("</sheetData>").unwrap();
        let rows = data.split("<row ").skip(1).map(|row| {
            let (tag, cells) = row.split_once('>').unwrap();
            let cells = cells.trim_end_matches("</row>");
            let cells = cells.split("<c ").skip(1).map(|c| format!("<c {c}")).collect();
            (tag.trim_end_matches('/').to_owned(), cells)
        });
        Rows { head: head.to_owned(), rows: rows.collect(), tail: tail.to_owned() }
    }

    fn row(&mut self, number: u32) -> &mut Vec<String> {
        let of = |tag: &str| attribute(tag, "r").parse::<u32>().unwrap();
        let at = self.rows.iter().position(|(tag, _)| of(tag) >= number).unwrap_or(self.rows.len());
        if self.rows.get(at).is_none_or(|(tag, _)| of(tag) != number) {
            self.rows.insert(at, (format!("r=\"{number}\""), Vec::new()));
        }
        &mut self.rows[at].1
    }

    fn text(&self) -> String {
        let row = |(tag, cells): &(String, Vec<String>)| {
            let tag: Vec<&str> = tag.split(' ').filter(|a| !a.starts_with("spans=")).collect();
            format!("<row {}>{}</row>", tag.join(" "), cells.concat())
        };
        let rows: String = self.rows.iter().map(row).collect();
        format!("{}<sheetData>{rows}</sheetData>{}", self.head, self.tail)
    }
}

fn attribute(tag: &str, name: &str) -> String {
    let tag = format!(" {}", tag.split('>').next().unwrap());
    let open = format!(" {name}=\"");
    let found = tag.split_once(&open).map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
    found.unwrap_or_default()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn unescape(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    plain.iter().fold(text.to_owned(), |t, (a, b)| t.replace(a, b))
}

/// 1-based row and 0-based column of a reference.
pub fn place(reference: &str) -> (u32, u32) {
    let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
    (reference[letters.len()..].parse().unwrap_or(0), column.saturating_sub(1))
}

/// The area of a table's part.
fn reference(table: &str) -> String {
    attribute(table.split_once("<table ").unwrap().1, "ref")
}

fn area(reference: &str) -> ((u32, u32), (u32, u32)) {
    let (first, last) = reference.split_once(':').unwrap();
    (place(first), place(last))
}

fn letters(column: u32) -> String {
    keyplan::model::column_letters(column)
}
