//! What headers say, from `words.toml` (columns by concepts) and `words.LANGUAGE.toml` (concepts by words):
//! a header becomes a phrase of concepts, a phrase the columns that it can mean.

mod column;
mod concept;
mod dictionary;
mod phrase;

pub use column::{Column, ColumnId, Naming, Party};
pub use dictionary::Typing;
pub use phrase::{Phrase, Word};

use super::traditional::Traditional;
use super::{toml_text, wrong};
use crate::model::{Field, RecordKind};
use column::RawColumn;
use concept::{Concept, Concepts};
use dictionary::Dictionary;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Concepts that no list of words names: a number that is no year, a sign of per cent.
const NUMERAL: &str = "numeral";
const PERCENT: &str = "percent";
const NOISE: &str = "noise";

/// The words and the columns.
#[derive(Debug, Clone)]
pub struct Words {
    columns: Vec<Column>,
    dictionary: Dictionary,
    concepts: BTreeMap<String, Concept>,
    groups: BTreeMap<String, Concepts>,
    noise: Concept,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    optional: BTreeMap<String, Vec<String>>,
    column: BTreeMap<String, RawColumn>,
}

impl Words {
    /// Reads `words.toml` and the languages' words, each with its file name.
    ///
    /// # Errors
    /// No TOML; a concept without words; an unknown field, kind or group.
    pub(super) fn parse(
        columns: &str,
        languages: &[(&str, String)],
        traditional: &Traditional,
    ) -> anyhow::Result<Self> {
        let raw: Raw = toml_text::value("words.toml", columns)?;
        let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
        for name in [NUMERAL, PERCENT, NOISE] {
            let next = concepts.len();
            concepts.insert(name.to_owned(), next);
        }
        let mut dictionary = Dictionary::new(traditional.clone());
        for (file, text) in languages {
            let words: BTreeMap<String, Vec<String>> = toml_text::value(file, text)?;
            for (name, words) in words {
                let next = concepts.len();
                let concept = *concepts.entry(name).or_insert(next);
                words.into_iter().for_each(|word| dictionary.insert(word, concept));
            }
        }
        if concepts.len() > Concepts::MOST {
            return wrong::out_of_range("words.toml", concepts.len() as f64, 1.0, Concepts::MOST as f64)
                .err();
        }
        let find = |name: &str| {
            let unknown = || wrong::unknown("words.toml", name, concepts.keys().map(String::as_str));
            concepts.get(name).copied().ok_or_else(|| unknown().into())
        };
        let mut groups: BTreeMap<String, Concepts> = BTreeMap::new();
        for (name, members) in &raw.optional {
            let mut set = Concepts::default();
            for member in members {
                set.insert(find(member)?);
            }
            groups.insert(name.clone(), set);
        }
        let columns = raw
            .column
            .into_iter()
            .map(|(name, raw)| Column::parse(name, raw, &groups, &find))
            .collect::<anyhow::Result<_>>()?;
        let noise = find(NOISE)?;
        Ok(Words { columns, dictionary, concepts, groups, noise })
    }

    /// A header as a phrase.
    pub fn phrase(&self, text: &str, typing: Typing) -> Phrase {
        self.dictionary.phrase(text, self.concepts[NUMERAL], self.concepts[PERCENT], typing)
    }

    /// The sign of per cent as a word of a phrase.
    pub fn percent(&self) -> Word {
        Word::of(self.concepts[PERCENT])
    }

    /// Columns that a phrase names with all its words; none if one of them is unknown.
    pub fn columns(&self, phrase: &Phrase) -> Vec<ColumnId> {
        if !phrase.unknown.is_empty() {
            return Vec::new();
        }
        self.named(phrase)
    }

    /// Columns that the known words of a phrase name.
    pub fn named(&self, phrase: &Phrase) -> Vec<ColumnId> {
        let told = |word: &&Word| !word.concepts.is_empty_of(self.noise);
        let words: Vec<&Word> = phrase.words.iter().filter(told).collect();
        if words.is_empty() {
            return Vec::new();
        }
        (0..self.columns.len())
            .filter(|at| self.columns[*at].is_said_by(&words, self.noise))
            .map(ColumnId)
            .collect()
    }

    /// Whether a word of a phrase belongs to a group of concepts.
    pub fn says(&self, phrase: &Phrase, group: &str) -> bool {
        let wanted = self.groups.get(group).copied().unwrap_or_default();
        phrase.words.iter().any(|word| word.concepts.meets(&wanted))
    }

    /// A column by its id.
    pub fn column(&self, id: ColumnId) -> &Column {
        &self.columns[id.0]
    }

    /// All columns.
    pub fn all(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }

    /// The field that a header names best in a list of a kind.
    pub fn field(&self, kind: RecordKind, text: &str) -> Option<Field> {
        let named = self.columns(&self.phrase(text, Typing::Exact));
        let namings =
            named.iter().filter_map(|id| self.column(*id).naming(kind)).filter(|n| !n.only_suggested);
        namings.max_by_key(|n| n.rank).map(|n| n.field)
    }

    /// Words of a concept in every language, as folded.
    pub fn words_of(&self, concept: &str) -> Vec<&str> {
        self.concepts.get(concept).map_or_else(Vec::new, |c| self.dictionary.words_of(*c))
    }
}
