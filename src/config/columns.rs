//! Names of columns and words in lists, from `columns.toml`.

use super::periods::{Periods, RawPeriods};
use super::quantities::Unit;
use super::row_words::{RawRowWords, RowWords};
use super::traditional::Traditional;
use super::unit_remarks::{RawUnitRemarks, UnitRemarks};
use super::{Fields, Labels, LegalForms, OrSaid, Quantities, Said, Typing, Words, plain, toml_text, wrong};
use crate::model::{Field, Language, RecordKind, dictionary};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of the longest text that is compared as a header or a word.
const LONGEST: usize = 200;

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
    /// Cells that repeat the value above.
    pub ditto: Vec<String>,
    /// Parts of names that only companies have, in lower case.
    pub company_words: Vec<String>,
    /// Headers of names that may be anybody's.
    pub generic: BTreeSet<String>,
    /// Headers beside which such names are staff, goods or ledger accounts.
    pub other_evidence: BTreeSet<String>,
    /// Cells that say that nothing is known; signs without letters count too.
    pub nothing: BTreeSet<String>,
    /// Words of instruction rows.
    pub instructions: BTreeSet<String>,
    /// Words that begin an example row's name.
    pub examples: Vec<String>,
    /// Words around numbers.
    pub quantities: Quantities,
    /// Legal forms of companies.
    pub legal_forms: LegalForms,
    /// Parts of headers that hold money.
    pub money_parts: Vec<String>,
    /// Words of rows that are no records.
    pub rows: RowWords,
    /// Words of periods.
    pub periods: Periods,
    /// Words around the unit of a remark.
    pub unit_remarks: UnitRemarks,
    /// What headers say, word by word.
    pub headers: Words,
    neutral: BTreeSet<String>,
    traditional: Traditional,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeader {
    neutral: Vec<String>,
    money: Vec<String>,
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
    header: RawHeader,
    currency: Aliases,
    scale: Aliases,
    unit: Unit,
    legal_form: Aliases,
    traditional: Pairs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    orders: Vec<String>,
    visits: Vec<String>,
    currency: Vec<String>,
    turnover: Vec<String>,
    dealings: Vec<String>,
    generic: Vec<String>,
    companies: Vec<String>,
    others: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    ditto: Vec<String>,
    nothing: Vec<String>,
    instruction: Vec<String>,
    example: Vec<String>,
}

impl ColumnNames {
    /// Reads `columns.toml`, `words.toml` and the words of each language, these with their file names.
    ///
    /// # Errors
    /// Unknown fields; one alias for two fields of a kind; concepts without words.
    pub fn parse(text: &str, columns: &str, languages: &[(&str, String)]) -> anyhow::Result<Self> {
        let raw: Raw = toml_text::value("columns.toml", text)?;
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
        let traditional = Traditional::new(&raw.traditional.from, &raw.traditional.to)?;
        let headers = Words::parse(columns, languages, &traditional)?;
        let quantities = Quantities::new(&raw.currency, &raw.scale, raw.unit, traditional.clone())?;
        let set = |list: Vec<String>| list.iter().map(|w| plain(w)).collect::<BTreeSet<_>>();
        Ok(ColumnNames {
            fields,
            words,
            order_evidence: set(raw.evidence.orders),
            visit_evidence: raw.evidence.visits.iter().map(|w| plain(w)).collect(),
            turnover_evidence: set(raw.evidence.turnover),
            dealings,
            currency_headers: set(raw.evidence.currency),
            ditto: raw.rows.ditto,
            company_words: raw.evidence.companies.iter().map(|w| w.to_lowercase()).collect(),
            generic: set(raw.evidence.generic),
            other_evidence: set(raw.evidence.others),
            nothing: set(raw.rows.nothing),
            instructions: set(raw.rows.instruction),
            examples: raw.rows.example.iter().map(|w| plain(w)).collect(),
            quantities,
            money_parts: raw.header.money.iter().map(|w| plain(w)).collect(),
            rows: RowWords::default(),
            periods: Periods::default(),
            unit_remarks: UnitRemarks::default(),
            headers,
            neutral: set(raw.header.neutral),
            legal_forms: LegalForms::new(&raw.legal_form),
            traditional,
        })
    }

    /// Takes the words of `rows.toml`.
    ///
    /// # Errors
    /// No TOML, or a table of it is missing.
    pub(super) fn rows(&mut self, text: &str) -> anyhow::Result<()> {
        let table = toml_text::table("rows.toml", text)?;
        let words: RawRowWords = toml_text::typed("rows.toml", table.clone())?;
        let periods: RawPeriods = toml_text::typed("rows.toml", table.clone())?;
        let units: RawUnitRemarks = toml_text::typed("rows.toml", table)?;
        self.unit_remarks = UnitRemarks::new(units, &self.quantities);
        self.rows = RowWords::new(&words, self.traditional.clone());
        self.periods = Periods::new(&periods, self.traditional.clone());
        Ok(())
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

    /// Takes the names of the fields as names of columns too: what we write, we read.
    pub(super) fn learn_names(&mut self, fields: &Fields) {
        for (kind, names) in &mut self.fields {
            for spec in dictionary(*kind) {
                for language in Language::ALL {
                    let name = plain(fields.name(*kind, spec.field, *language));
                    names.entry(name).or_insert(spec.field);
                }
            }
        }
    }

    /// A text as headers and words are compared: [`plain`], in simplified characters.
    /// No header or word is longer than `LONGEST`; of a longer text only the start is compared.
    pub fn plain(&self, text: &str) -> String {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        self.traditional.fold(plain(&text[..end]))
    }

    /// Whether what a header says in brackets leaves its number what it is: 含税, annual, 2025.
    pub fn is_neutral(&self, remark: &str) -> bool {
        let words = self.plain(remark);
        words.is_empty() || self.neutral.contains(&words) || undated(&words) == Some("")
    }

    /// The traditional characters that are read as simplified ones.
    pub(super) fn traditional(&self) -> &Traditional {
        &self.traditional
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

    /// The field that a normalised header names: by the table of names, else by its words.
    pub fn field(&self, kind: RecordKind, header: &str) -> Option<Field> {
        self.alias(kind, header).or_else(|| self.headers.field(kind, header))
    }

    /// The field that the table of names has for a normalised header.
    pub fn alias(&self, kind: RecordKind, header: &str) -> Option<Field> {
        self.fields.get(&kind)?.get(header).copied()
    }

    /// Whether a normalised header is read: it names a field of any kind, or something else that lists have.
    pub fn knows(&self, header: &str) -> bool {
        self.has_alias(header)
            || !self.headers.columns(&self.headers.phrase(header, Typing::Exact)).is_empty()
    }

    /// Whether a list of a kind can have a field.
    pub fn has_field(&self, kind: RecordKind, field: Field) -> bool {
        self.fields.get(&kind).is_some_and(|f| f.values().any(|known| *known == field))
    }

    /// Whether the table of names has a normalised header.
    pub fn has_alias(&self, header: &str) -> bool {
        self.fields.values().any(|f| f.contains_key(header))
    }

    /// Whether two normalised headers name one field in some kind of records.
    pub fn agree(&self, one: &str, other: &str) -> bool {
        self.fields.values().any(|f| f.get(one).is_some_and(|field| f.get(other) == Some(field)))
    }

    /// All aliases of a kind, normalised.
    pub fn aliases(&self, kind: RecordKind) -> impl Iterator<Item = (&str, Field)> {
        self.fields.get(&kind).into_iter().flatten().map(|(alias, field)| (alias.as_str(), *field))
    }

    /// The code that a word of the list means, within a group such as `role`.
    pub fn word(&self, group: &str, text: &str) -> Option<&str> {
        let key = self.plain(text);
        // A sign such as √ has no letters to compare by.
        let key = if key.is_empty() { text.trim() } else { &key };
        self.words.get(group)?.get(key).map(String::as_str)
    }
}

/// A normalised header without the year before or behind it: 2025年销售额, revenuefy25; none if it has no year.
pub fn undated(header: &str) -> Option<&str> {
    let year = |text: &str| {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let long = digits == 4 && (text.starts_with("19") || text.starts_with("20"));
        long.then_some(digits)
    };
    let fiscal = |text: &str| {
        text.strip_prefix("fy").is_some_and(|rest| rest.len() == 2 && year(&format!("20{rest}")) == Some(4))
    };
    if let Some((_, rest)) = header.split_at_checked(4).filter(|(head, _)| fiscal(head))
        && !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(rest);
    }
    let start = header.strip_prefix("fy").unwrap_or(header);
    if let Some(digits) = year(start) {
        let rest = &start[digits..];
        return Some(rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest));
    }
    let end = header.strip_suffix("年度").or_else(|| header.strip_suffix('年')).unwrap_or(header);
    let cut = end.len() - end.bytes().rev().take_while(u8::is_ascii_digit).count();
    if year(&end[cut..]) == Some(end.len() - cut) {
        return Some(end[..cut].strip_suffix("fy").unwrap_or(&end[..cut]));
    }
    let cut = end.len().checked_sub(4).filter(|at| end.is_char_boundary(*at))?;
    fiscal(&end[cut..]).then_some(&end[..cut])
}

fn field(code: &str) -> anyhow::Result<Field> {
    Field::from_code(code)
        .or_said(|| wrong::unknown("columns.toml", code, Field::ALL.iter().map(|f| f.code())))
}

fn aliases_of(kind: RecordKind, aliases: Aliases) -> anyhow::Result<BTreeMap<String, Field>> {
    let mut table = BTreeMap::new();
    for (code, names) in aliases {
        let field = field(&code)?;
        for name in names.iter().chain([&code]) {
            let other = table.insert(plain(name), field);
            if let Some(other) = other.filter(|o| *o != field) {
                let said = Said::new("wrong.alias_twice").with("kind", kind).with("name", name);
                return said.with("one", other).with("other", field).err();
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
    use crate::model::RecordKind;

    #[test]
    fn simplified_words_stay_what_they_are() {
        let config = Config::load(&Templates::default()).unwrap();
        for kind in RecordKind::ALL {
            for (alias, field) in config.columns.aliases(*kind) {
                assert_eq!(config.columns.plain(alias), alias, "{field}");
            }
        }
    }

    #[test]
    fn signs_are_words_too() {
        let config = Config::load(&Templates::default()).unwrap();
        assert_eq!(config.columns.word("truth", "√"), Some("yes"));
        assert_eq!(config.columns.word("truth", " × "), Some("no"));
        assert_eq!(config.columns.word("role", "决策者"), Some("decision_maker"));
        assert_eq!(config.columns.word("role", "–"), None);
    }
}
