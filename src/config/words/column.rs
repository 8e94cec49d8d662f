//! What a column can be: what its header says, the field it is in each kind of list, and which kind it speaks for.

use super::concept::{Concept, Concepts};
use super::phrase::Word;
use crate::config::wrong;
use crate::model::{Field, RecordKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A column of `words.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColumnId(pub(super) usize);

/// Which party of a trade a column names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who the goods are for: beside another customer column a question.
    End,
    /// Who buys or pays: beside a plain customer column no account.
    Buyer,
    /// Short names: the full name wins.
    Short,
}

/// The field of a column in one kind of list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Naming {
    /// The field.
    pub field: Field,
    /// How well its header says so, 0…100: of two columns the higher one is the field.
    pub rank: u32,
    /// It is only proposed.
    pub only_suggested: bool,
}

/// A column that lists have.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in `words.toml`.
    pub name: String,
    /// Party of a trade.
    pub party: Option<Party>,
    /// Beside it Annual Revenue is the customer's own turnover.
    pub turnover: bool,
    says: Vec<Pattern>,
    fields: BTreeMap<RecordKind, Naming>,
    speaks: BTreeMap<RecordKind, f64>,
}

/// One way to say it.
#[derive(Debug, Clone)]
struct Pattern {
    needed: Vec<Concepts>,
    allowed: Concepts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawColumn {
    says: Vec<String>,
    accounts: Option<String>,
    persons: Option<String>,
    opportunities: Option<String>,
    orders: Option<String>,
    visits: Option<String>,
    goals: Option<String>,
    plan_items: Option<String>,
    children: Option<String>,
    party: Option<Party>,
    #[serde(default)]
    turnover: bool,
    #[serde(default)]
    speaks: BTreeMap<String, f64>,
}

/// Kinds whose rows belong to an account.
const CHILDREN: &[RecordKind] = &[
    RecordKind::Persons,
    RecordKind::Opportunities,
    RecordKind::Orders,
    RecordKind::Visits,
    RecordKind::Values,
    RecordKind::Costs,
    RecordKind::Goals,
    RecordKind::PlanItems,
];

impl Column {
    pub(super) fn parse(
        name: String,
        raw: RawColumn,
        groups: &BTreeMap<String, Concepts>,
        find: &dyn Fn(&str) -> anyhow::Result<Concept>,
    ) -> anyhow::Result<Self> {
        let place = format!("words.toml: {name}");
        let naming = |text: &str| naming(&place, text);
        let says =
            raw.says.iter().map(|text| Pattern::parse(text, groups, find)).collect::<anyhow::Result<_>>();
        let says = says?;
        let mut fields = BTreeMap::new();
        if let Some(naming) = raw.children.as_deref().map(naming).transpose()?.flatten() {
            fields.extend(CHILDREN.iter().map(|kind| (*kind, naming)));
        }
        for (kind, text) in [
            (RecordKind::Accounts, &raw.accounts),
            (RecordKind::Persons, &raw.persons),
            (RecordKind::Opportunities, &raw.opportunities),
            (RecordKind::Orders, &raw.orders),
            (RecordKind::Visits, &raw.visits),
            (RecordKind::Goals, &raw.goals),
            (RecordKind::PlanItems, &raw.plan_items),
        ] {
            if let Some(text) = text {
                fields.remove(&kind);
                fields.extend(naming(text)?.map(|naming| (kind, naming)));
            }
        }
        let unknown =
            |code: &str| wrong::unknown(&place, code, RecordKind::ALL.iter().map(|kind| kind.code()));
        let kind = |code: &str| RecordKind::from_code(code).ok_or_else(|| unknown(code));
        let speaks = raw.speaks.iter().map(|(code, weight)| anyhow::Ok((kind(code)?, *weight)));
        let speaks = speaks.collect::<anyhow::Result<_>>()?;
        Ok(Column { party: raw.party, turnover: raw.turnover, says, fields, speaks, name })
    }

    /// The field of the column in a kind of list.
    pub fn naming(&self, kind: RecordKind) -> Option<Naming> {
        self.fields.get(&kind).copied()
    }

    /// How much the column speaks for a kind of list.
    pub fn speaks(&self, kind: RecordKind) -> f64 {
        self.speaks.get(&kind).copied().unwrap_or_default()
    }

    pub(super) fn is_said_by(&self, words: &[&Word], noise: Concept) -> bool {
        self.says.iter().any(|pattern| pattern.is_said_by(words, noise))
    }
}

/// `name 60?`: field, rank, only suggested.
fn naming(place: &str, text: &str) -> anyhow::Result<Option<Naming>> {
    let mut parts = text.split_whitespace();
    let Some(code) = parts.next() else { return Ok(None) };
    let field = Field::from_code(code)
        .ok_or_else(|| wrong::unknown(place, code, Field::ALL.iter().map(|f| f.code())))?;
    let rank = parts.next().unwrap_or("100");
    let digits = rank.trim_end_matches('?');
    let parsed = digits.parse().map_err(|_| wrong::expected(place, rank, "@expected.number"))?;
    Ok(Some(Naming { field, rank: parsed, only_suggested: digits.len() < rank.len() }))
}

impl Pattern {
    fn parse(
        text: &str,
        groups: &BTreeMap<String, Concepts>,
        find: &dyn Fn(&str) -> anyhow::Result<Concept>,
    ) -> anyhow::Result<Self> {
        let (mut needed, mut allowed) = (Vec::new(), Concepts::default());
        let mut optional = false;
        for token in text.split_whitespace() {
            optional |= token.starts_with('[');
            let bare = token.trim_matches(['[', ']']);
            if let Some(group) = bare.strip_prefix('~') {
                allowed.add(
                    groups.get(group).ok_or_else(|| {
                        wrong::unknown("words.toml", group, groups.keys().map(String::as_str))
                    })?,
                );
            } else if !bare.is_empty() {
                let mut any = Concepts::default();
                for name in bare.split('|') {
                    any.insert(find(name)?);
                }
                allowed.add(&any);
                if !optional {
                    needed.push(any);
                }
            }
            optional &= !token.ends_with(']');
        }
        Ok(Pattern { needed, allowed })
    }

    /// Every word is allowed, and every concept needed has a word of its own.
    fn is_said_by(&self, words: &[&Word], noise: Concept) -> bool {
        let allowed = |word: &&Word| word.concepts.meets(&self.allowed) || word.concepts.contains(noise);
        words.len() >= self.needed.len() && words.iter().all(allowed) && distinct(&self.needed, words, 0)
    }
}

/// Whether each set has a word of its own.
fn distinct(needed: &[Concepts], words: &[&Word], taken: u32) -> bool {
    let Some((first, rest)) = needed.split_first() else { return true };
    words.iter().enumerate().take(32).any(|(at, word)| {
        let free = taken & (1 << at) == 0;
        free && word.concepts.meets(first) && distinct(rest, words, taken | (1 << at))
    })
}
