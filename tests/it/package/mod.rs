//! A workbook as the parts of its package: XML read with no help of a spreadsheet library.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// An element.
#[derive(Debug, Default)]
pub struct Node {
    /// Name without prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Text directly in it.
    pub text: String,
    /// Elements in it.
    pub children: Vec<Node>,
}

impl Node {
    /// An attribute, prefix left out.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }

    /// All elements of a name below it.
    pub fn all<'a>(&'a self, name: &'a str) -> Box<dyn Iterator<Item = &'a Node> + 'a> {
        let own = self.children.iter().filter(move |c| c.name == name);
        Box::new(own.chain(self.children.iter().flat_map(move |c| c.all(name))))
    }

    /// All text in it.
    pub fn words(&self) -> String {
        self.children.iter().fold(self.text.clone(), |text, child| text + &child.words())
    }
}

/// The parts of a workbook by name.
pub struct Package {
    /// XML parts and relations.
    pub parts: BTreeMap<String, Node>,
    /// Names of all entries.
    pub names: Vec<String>,
}

/// A sheet with its tables.
pub struct Sheet<'a> {
    pub name: String,
    pub node: &'a Node,
    pub tables: Vec<&'a Node>,
    cells: BTreeMap<(u32, u32), &'a Node>,
}

impl Package {
    /// Reads a file.
    pub fn open(path: &Path) -> Package {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
        let mut parts = BTreeMap::new();
        for name in &names {
            if name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml") {
                let mut text = String::new();
                zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
                parts.insert(name.clone(), parse(&text, name));
            }
        }
        Package { parts, names }
    }

    /// Relations of a part: id, type, target part.
    pub fn relations(&self, part: &str) -> Vec<(String, String, String)> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(node) = self.parts.get(&format!("{folder}/_rels/{file}.rels")) else { return Vec::new() };
        let target =
            |r: &Node| (id(r), r.get("Type").unwrap().to_owned(), resolve(folder, r.get("Target").unwrap()));
        node.children.iter().map(target).collect()
    }

    /// The sheets in order.
    pub fn sheets(&self) -> Vec<Sheet<'_>> {
        let relations = self.relations("xl/workbook.xml");
        let book = &self.parts["xl/workbook.xml"];
        let sheet = |s: &Node| {
            let part = relations.iter().find(|r| Some(r.0.as_str()) == s.get("id")).unwrap().2.clone();
            let node = &self.parts[&part];
            let tables = self.relations(&part).into_iter().filter(|r| r.1.ends_with("/table"));
            let cells = node.all("c").map(|c| (place(c.get("r").unwrap()), c)).collect();
            Sheet {
                name: s.get("name").unwrap().to_owned(),
                tables: tables.map(|t| &self.parts[&t.2]).collect(),
                node,
                cells,
            }
        };
        book.all("sheet").map(sheet).collect()
    }

    /// Text of a cell.
    pub fn text(&self, sheet: &Sheet<'_>, row: u32, column: u32) -> String {
        let Some(cell) = sheet.cells.get(&(row, column)) else { return String::new() };
        let value = cell.child("v").map(Node::words).unwrap_or_default();
        match cell.get("t") {
            Some("s") => self.parts["xl/sharedStrings.xml"].children[value.parse::<usize>().unwrap()].words(),
            Some("inlineStr") => cell.words(),
            _ => value,
        }
    }
}

fn id(node: &Node) -> String {
    node.get("Id").unwrap().to_owned()
}

/// A target beside its part's folder.
pub fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." { steps.truncate(steps.len() - 1) } else { steps.push(step) }
    }
    steps.join("/")
}

/// Row and column, from 1, of an A1 name.
pub fn place(name: &str) -> (u32, u32) {
    let name = name.replace('$', "");
    let letters = name.chars().take_while(char::is_ascii_alphabetic).count();
    let column = name[..letters].bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
    (name[letters..].parse().unwrap(), column)
}

/// First and last place of a range.
pub fn range(name: &str) -> ((u32, u32), (u32, u32)) {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    (place(first), place(last))
}

fn parse(text: &str, name: &str) -> Node {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}")) {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => {
                let node = element(&start);
                open.last_mut().unwrap().children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().unwrap();
                open.last_mut().unwrap().children.push(node);
            }
            Event::Text(text) => open.last_mut().unwrap().text += &text.xml10_content(),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", entity.xml10_content());
                let text = quick_xml::escape::unescape(&entity).unwrap().into_owned();
                open.last_mut().unwrap().text += &text;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.pop().unwrap().children.pop().unwrap_or_else(|| panic!("{name} is empty"))
}

fn element(start: &BytesStart<'_>) -> Node {
    let plain = |name: &str| name.rsplit(':').next().unwrap().to_owned();
    let attribute = |a: quick_xml::events::attributes::Attribute<'_>| {
        (plain(a.key.as_ref()), quick_xml::escape::unescape(&a.value).unwrap().into_owned())
    };
    Node {
        name: plain(start.name().as_ref()),
        attributes: start.attributes().map(|a| attribute(a.unwrap())).collect(),
        ..Node::default()
    }
}
