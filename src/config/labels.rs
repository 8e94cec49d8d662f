//! Texts that a user reads, by key, in one language.

use super::{Said, toml_text, wrong};
use crate::model::{Field, Issue, IssueCode, Note, RecordKind};
use std::collections::BTreeMap;

/// The labels of one language: dotted keys and texts with `{name}` places.
#[derive(Debug, Clone)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Reads a labels file.
    ///
    /// # Errors
    /// Not TOML, or a value that is neither text nor table.
    pub fn parse(file: &str, text: &str) -> anyhow::Result<Self> {
        let mut flat = BTreeMap::new();
        flatten(&toml_text::table(file, text)?, "", &mut flat)?;
        Ok(Labels(flat))
    }

    /// The text of a key. A missing key shows itself, and a test keeps that from happening.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of a key, where there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Takes a text that stands elsewhere, unless there is one of this key.
    pub(super) fn learn(&mut self, key: String, text: &str) {
        self.0.entry(key).or_insert_with(|| text.to_owned());
    }

    /// The text of a key that is put together; a missing one shows itself in a test.
    pub fn text_of(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Whether there is a text of this key.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text of a key with its places filled. An argument `@group.code` is a label itself.
    pub fn fill(&self, key: &str, args: &[(&'static str, String)]) -> String {
        let worded: Vec<(&'static str, String)> = args
            .iter()
            .map(|(name, value)| {
                let Some(key) = value.strip_prefix('@') else { return (*name, value.clone()) };
                // A name of the user's own, such as a resource, has no label: it is shown as it is.
                let own = key.split_once('.').map_or(value.as_str(), |(_, code)| code);
                (*name, self.0.get(key).map_or(own, String::as_str).to_owned())
            })
            .collect();
        fill(self.text(key), &worded)
    }

    /// An error in this language, without what lies behind it.
    pub fn said(&self, said: &Said) -> String {
        let (key, args) = said.parts();
        self.fill(key, args)
    }

    /// A note in this language.
    pub fn note(&self, note: &Note) -> String {
        self.fill(note.key, &note.args)
    }

    /// Name of a field; `field_of.accounts.name` before `field.name`, since names depend on the record.
    pub fn field(&self, kind: RecordKind, field: Field) -> &str {
        let own = format!("field_of.{}.{}", kind.code(), field.code());
        match self.0.get(&own).or_else(|| self.0.get(&format!("field.{}", field.code()))) {
            Some(text) => text,
            None => field.code(),
        }
    }

    /// Label of an enum value, such as `role` and `approver`.
    pub fn value(&self, group: &str, code: &str) -> &str {
        self.0.get(&format!("{group}.{code}")).map_or("", String::as_str)
    }

    /// Message of an issue.
    pub fn message(&self, issue: &Issue) -> String {
        self.issue_text(issue, "message")
    }

    /// What to do about an issue.
    pub fn hint(&self, issue: &Issue) -> String {
        // A command that was tried on these lists says more than advice.
        let tried = issue.args.iter().any(|(name, _)| *name == "command");
        let part = if tried && self.0.contains_key(&format!("issue.{}.command", issue.code)) {
            "command"
        } else {
            "hint"
        };
        self.issue_text(issue, part)
    }

    /// What issues of a code say, whatever they concern: `…` stands in every place.
    pub fn issue_kind(&self, code: IssueCode) -> String {
        self.general(&format!("issue.{code}.message"))
    }

    /// What to do about issues of a code.
    pub fn issue_advice(&self, code: IssueCode) -> String {
        self.general(&format!("issue.{code}.hint"))
    }

    fn general(&self, key: &str) -> String {
        let mut pieces = self.text(key).split('{');
        let mut kind = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            kind.push('…');
            kind.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
        }
        kind
    }

    fn issue_text(&self, issue: &Issue, part: &str) -> String {
        let mut args = issue.args.clone();
        args.push(("value", issue.value.clone().unwrap_or_default()));
        args.push(("header", issue.header.clone().unwrap_or_default()));
        self.fill(&format!("issue.{}.{part}", issue.code), &args)
    }
}

fn fill(text: &str, args: &[(&'static str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        filled.push_str(&rest[..open]);
        match args.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    filled.push_str(rest);
    filled
}

fn flatten(table: &toml::Table, prefix: &str, flat: &mut BTreeMap<String, String>) -> anyhow::Result<()> {
    for (key, value) in table {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::String(text) => {
                flat.insert(path, text.clone());
            }
            toml::Value::Table(inner) => flatten(inner, &path, flat)?,
            other => return wrong::expected(&path, other, "@expected.text").err(),
        }
    }
    Ok(())
}
