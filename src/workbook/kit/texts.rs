//! The labels of one language as the workbook asks for them: a text that there is not is a fault.

use crate::config::Labels;
use crate::model::{Field, Issue, IssueCode, RecordKind};
use crate::workbook::kit::faults::Faults;

/// Labels that note what is asked for in vain.
#[derive(Debug, Clone)]
pub struct Texts<'a> {
    labels: &'a Labels,
    faults: Faults,
}

impl<'a> Texts<'a> {
    /// The labels of a workbook.
    pub fn new(labels: &'a Labels, faults: Faults) -> Self {
        Texts { labels, faults }
    }

    /// The text of a key.
    pub fn text(&self, key: &str) -> &'a str {
        self.find(key).unwrap_or_else(|| {
            self.faults.note(format!("text: {key}"));
            ""
        })
    }

    /// The text of a key, where there may be none.
    pub fn find(&self, key: &str) -> Option<&'a str> {
        self.labels.find(key)
    }

    /// Label of a value of a group, such as `role` and `approver`.
    pub fn value(&self, group: &str, code: &str) -> &'a str {
        self.text(&format!("{group}.{code}"))
    }

    /// The text of a key with its places filled.
    pub fn fill(&self, key: &str, args: &[(&'static str, String)]) -> String {
        self.text(key);
        self.labels.fill(key, args)
    }

    /// Name of a field of a kind of records.
    pub fn field(&self, kind: RecordKind, field: Field) -> &'a str {
        let own = self.find(&format!("field_of.{kind}.{field}"));
        own.unwrap_or_else(|| self.text(&format!("field.{field}")))
    }

    /// Message of an issue.
    pub fn message(&self, issue: &Issue) -> String {
        self.labels.message(issue)
    }

    /// What to do about an issue.
    pub fn hint(&self, issue: &Issue) -> String {
        self.labels.hint(issue)
    }

    /// What issues of a code say, whatever they concern.
    pub fn issue_kind(&self, code: IssueCode) -> String {
        self.labels.issue_kind(code)
    }

    /// What to do about issues of a code.
    pub fn issue_advice(&self, code: IssueCode) -> String {
        self.labels.issue_advice(code)
    }

    /// A note in this language.
    pub fn note(&self, note: &crate::model::Note) -> String {
        self.labels.note(note)
    }
}
