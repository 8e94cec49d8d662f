//! Names of columns and words in lists, from `columns.toml`.

use super::{Labels, plain};
use crate::model::{Field, RecordKind};
use anyhow::{Context, anyhow};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

type Aliases = BTreeMap<String, Vec<String>>;

/// Aliases of fields by record kind, words by group, and headers and rows that tell something else.
#[derive(Debug, Clone)]
pub struct ColumnNames {
    fields: BTreeMap<RecordKind, BTreeMap<String, Field>>,
    words: BTreeMap<String, BTreeMap<String, String>>,
    /// Headers that show order lines.
    pub order_evidence: BTreeSet<String>,
    /// Parts of the header of a date that show visits.
    pub visit_evidence: Vec<String>,
    /// Headers beside which Annual Revenue is the customer's own turnover.
    pub turnover_evidence: BTreeSet<String>,
    /// Fields about our dealings with the customer.
    pub dealings: Vec<Field>,
    /// Headers of a column that names the currency.
    pub currency_headers: BTreeSet<String>,
    /// Endings of a short text that is a total.
    pub total_endings: Vec<String>,
    /// Cells that say that nothing is known; signs without letters count too.
    pub nothing: BTreeSet<String>,
    /// Words of total rows.
    pub totals: BTreeSet<String>,
    /// Words of instruction rows.
    pub instructions: BTreeSet<String>,
    /// Words that begin an example row's name.
    pub examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    accounts: Aliases,
    persons: Aliases,
    opportunities: Aliases,
    orders: Aliases,
    visits: Aliases,
    values: Aliases,
    costs: Aliases,
    goals: Aliases,
    plan_items: Aliases,
    resources: Aliases,
    evidence: Evidence,
    rows: Rows,
    words: BTreeMap<String, Aliases>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    orders: Vec<String>,
    visits: Vec<String>,
    currency: Vec<String>,
    turnover: Vec<String>,
    dealings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    total_endings: Vec<String>,
    nothing: Vec<String>,
    total: Vec<String>,
    instruction: Vec<String>,
    example: Vec<String>,
}

impl ColumnNames {
    /// Reads `columns.toml`.
    ///
    /// # Errors
    /// Unknown fields; one alias for two fields of a kind.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: Raw = toml::from_str(text).context("columns.toml")?;
        let mut fields = BTreeMap::new();
        for (kind, aliases) in [
            (RecordKind::Accounts, raw.accounts),
            (RecordKind::Persons, raw.persons),
            (RecordKind::Opportunities, raw.opportunities),
            (RecordKind::Orders, raw.orders),
            (RecordKind::Visits, raw.visits),
            (RecordKind::Values, raw.values),
            (RecordKind::Costs, raw.costs),
            (RecordKind::Goals, raw.goals),
            (RecordKind::PlanItems, raw.plan_items),
            (RecordKind::Resources, raw.resources),
        ] {
            fields.insert(kind, aliases_of(kind, aliases)?);
        }
        let words = raw.words.into_iter().map(|(group, words)| (group, words_of(words))).collect();
        let dealings = raw.evidence.dealings.iter().map(|code| field(code)).collect::<anyhow::Result<_>>()?;
        let set = |list: Vec<String>| list.iter().map(|w| plain(w)).collect::<BTreeSet<_>>();
        Ok(ColumnNames {
            fields,
            words,
            order_evidence: set(raw.evidence.orders),
            visit_evidence: raw.evidence.visits.iter().map(|w| plain(w)).collect(),
            turnover_evidence: set(raw.evidence.turnover),
            dealings,
            currency_headers: set(raw.evidence.currency),
            total_endings: raw.rows.total_endings.iter().map(|w| plain(w)).collect(),
            nothing: set(raw.rows.nothing),
            totals: set(raw.rows.total),
            instructions: set(raw.rows.instruction),
            examples: raw.rows.example.iter().map(|w| plain(w)).collect(),
        })
    }

    /// Takes the labels of enum values as words too: what we write, we read.
    pub fn learn(&mut self, labels: &Labels) {
        self.learn_group("proposal", labels);
        for (group, words) in &mut self.words {
            let codes: BTreeSet<String> = words.values().cloned().collect();
            for code in codes {
                for source in [group.as_str(), "score"] {
                    let label = plain(labels.value(source, &code));
                    if !label.is_empty() {
                        words.entry(label).or_insert_with(|| code.clone());
                    }
                }
            }
        }
    }

    /// Takes every label of a group as a word for its code.
    fn learn_group(&mut self, group: &str, labels: &Labels) {
        let words = self.words.entry(group.to_owned()).or_default();
        for key in labels.keys() {
            if let Some(code) = key.strip_prefix(group).and_then(|k| k.strip_prefix('.')) {
                words.entry(plain(labels.text(key))).or_insert_with(|| code.to_owned());
                words.entry(plain(code)).or_insert_with(|| code.to_owned());
            }
        }
    }

    /// The field that a normalised header names exactly.
    pub fn field(&self, kind: RecordKind, header: &str) -> Option<Field> {
        self.fields.get(&kind)?.get(header).copied()
    }

    /// Whether a normalised header names a field of any kind.
    pub fn knows(&self, header: &str) -> bool {
        self.fields.values().any(|f| f.contains_key(header))
    }

    /// All aliases of a kind, normalised.
    pub fn aliases(&self, kind: RecordKind) -> impl Iterator<Item = (&str, Field)> {
        self.fields.get(&kind).into_iter().flatten().map(|(alias, field)| (alias.as_str(), *field))
    }

    /// The code that a word of the list means, within a group such as `role`.
    pub fn word(&self, group: &str, text: &str) -> Option<&str> {
        let key = plain(text);
        // A sign such as √ has no letters to compare by.
        let key = if key.is_empty() { text.trim() } else { &key };
        self.words.get(group)?.get(key).map(String::as_str)
    }
}

fn field(code: &str) -> anyhow::Result<Field> {
    Field::from_code(code).ok_or_else(|| anyhow!("columns.toml: unknown field {code}"))
}

fn aliases_of(kind: RecordKind, aliases: Aliases) -> anyhow::Result<BTreeMap<String, Field>> {
    let mut table = BTreeMap::new();
    for (code, names) in aliases {
        let field = field(&code)?;
        for name in names.iter().chain([&code]) {
            let other = table.insert(plain(name), field);
            if let Some(other) = other.filter(|o| *o != field) {
                anyhow::bail!("columns.toml: {kind}: {name} names both {other} and {field}");
            }
        }
    }
    Ok(table)
}

fn words_of(words: Aliases) -> BTreeMap<String, String> {
    let mut table = BTreeMap::new();
    for (code, names) in words {
        for name in names.iter().chain([&code]) {
            // A sign such as √ has no letters to compare by.
            let key = plain(name);
            table.insert(if key.is_empty() { name.clone() } else { key }, code.clone());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Templates};

    #[test]
    fn signs_are_words_too() {
        let config = Config::load(&Templates::default()).unwrap();
        assert_eq!(config.columns.word("truth", "√"), Some("yes"));
        assert_eq!(config.columns.word("truth", " × "), Some("no"));
        assert_eq!(config.columns.word("role", "决策者"), Some("decision_maker"));
        assert_eq!(config.columns.word("role", "–"), None);
    }
}
