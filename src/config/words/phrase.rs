//! A header taken apart into words, each with the concepts that it may name.

use super::concept::{Concept, Concepts};

/// A word of a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub(super) concepts: Concepts,
}

impl Word {
    pub(super) fn of(concept: Concept) -> Self {
        let mut concepts = Concepts::default();
        concepts.insert(concept);
        Word { concepts }
    }
}

/// A header as words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Phrase {
    /// Words that are known, in order.
    pub words: Vec<Word>,
    /// Words that nobody knows.
    pub unknown: Vec<String>,
    /// Years that stand among them.
    pub years: Vec<u32>,
}

impl Phrase {
    /// This phrase with further words.
    #[must_use]
    pub fn with(&self, other: &Phrase) -> Phrase {
        let mut both = self.clone();
        both.words.extend_from_slice(&other.words);
        both.unknown.extend_from_slice(&other.unknown);
        both.years.extend_from_slice(&other.years);
        both
    }
}
