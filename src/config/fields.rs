//! The dictionary of fields in words, from `fields.toml`: names, units, meanings and examples by kind of records
//! and language. What the records declare and what is said here is held to one another.

use super::Labels;
use super::{OrSaid, Said, toml_text, wrong};
use crate::model::{Field, FieldSpec, Language, RecordKind, dictionary};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Name of what holds for any kind of records.
const ANY: &str = "any";

/// What is said of the fields.
#[derive(Debug, Clone, Default)]
pub struct Fields(BTreeMap<(Option<RecordKind>, Field), Entry>);

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "type")]
    reads: Option<String>,
    unit: Option<String>,
    #[serde(default)]
    zh: Texts,
    #[serde(default)]
    en: Texts,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    name: Option<String>,
    meaning: Option<String>,
    example: Option<String>,
}

impl Entry {
    fn texts(&self, language: Language) -> &Texts {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl Fields {
    /// Reads `fields.toml`.
    ///
    /// # Errors
    /// A field that no record declares, or that is said to be of another type; one without a name.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: BTreeMap<String, BTreeMap<String, Entry>> = toml_text::value("fields.toml", text)?;
        let mut entries = BTreeMap::new();
        for (group, fields) in raw {
            let kind = RecordKind::from_code(&group);
            if kind.is_none() && group != ANY {
                let known = RecordKind::ALL.iter().map(|kind| kind.code()).chain([ANY]);
                return wrong::unknown("fields.toml", &group, known).err();
            }
            for (code, entry) in fields {
                let field = Field::from_code(&code).filter(|f| kind.is_none_or(|kind| f.of(kind).is_some()));
                let known = || Field::ALL.iter().map(|field| field.code());
                let place = || format!("fields.toml: {group}");
                let field = field.or_said(|| wrong::unknown(&place(), &code, known()))?;
                entries.insert((kind, field), entry);
            }
        }
        let fields = Fields(entries);
        for kind in RecordKind::ALL {
            for spec in dictionary(*kind) {
                fields.check(*kind, spec)?;
            }
        }
        Ok(fields)
    }

    fn check(&self, kind: RecordKind, spec: &FieldSpec) -> anyhow::Result<()> {
        let (field, reads) = (spec.field, spec.reads.code());
        let found = self.found(kind, field, |entry| entry.reads.as_deref());
        if found != Some(reads) {
            let said = Said::new("wrong.type").with("place", format!("fields.toml: {kind}.{field}"));
            return said.with("found", found.unwrap_or("–")).with("expected", reads).err();
        }
        for language in Language::ALL {
            if self.found(kind, field, |entry| entry.texts(*language).name.as_deref()).is_none() {
                return wrong::missing(&format!("fields.toml: {kind}.{field}"), format!("{language}.name"))
                    .err();
            }
        }
        Ok(())
    }

    /// What the kind's entry says, else that of any kind.
    fn found<'a>(
        &'a self,
        kind: RecordKind,
        field: Field,
        said: impl Fn(&'a Entry) -> Option<&'a str>,
    ) -> Option<&'a str> {
        [Some(kind), None].into_iter().find_map(|kind| self.0.get(&(kind, field)).and_then(&said))
    }

    /// Its name.
    pub fn name(&self, kind: RecordKind, field: Field, language: Language) -> &str {
        self.found(kind, field, |entry| entry.texts(language).name.as_deref()).unwrap_or_default()
    }

    /// What it means, in a sentence.
    pub fn meaning(&self, kind: RecordKind, field: Field, language: Language) -> &str {
        self.found(kind, field, |entry| entry.texts(language).meaning.as_deref()).unwrap_or_default()
    }

    /// An example of its values, as a list writes it.
    pub fn example(&self, kind: RecordKind, field: Field, language: Language) -> &str {
        self.found(kind, field, |entry| entry.texts(language).example.as_deref()).unwrap_or_default()
    }

    /// Its unit, a key of the labels `template.unit`: what the type tells, else what stands here.
    pub fn unit(&self, kind: RecordKind, field: Field) -> Option<&str> {
        match field.of(kind).map(|spec| spec.reads.code()) {
            Some("money") => Some("money"),
            Some("probability" | "share") => Some("share"),
            _ => self.found(kind, field, |entry| entry.unit.as_deref()),
        }
    }

    /// Teaches labels the names: `field.<code>` whatever the kind, `field_of.<kind>.<code>` where it has its own.
    pub(super) fn teach(&self, labels: &mut Labels, language: Language) {
        // `any` stands before the kinds.
        for ((kind, field), entry) in &self.0 {
            if let Some(name) = entry.texts(language).name.as_deref() {
                labels.learn(format!("field.{field}"), name);
            }
            // Both languages have the same keys.
            if let Some(kind) = kind
                && Language::ALL.iter().any(|l| entry.texts(*l).name.is_some())
            {
                labels.learn(format!("field_of.{kind}.{field}"), self.name(*kind, *field, language));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Templates, plain};
    use crate::model::FieldType;
    use std::collections::{BTreeMap, BTreeSet};

    fn fields() -> Fields {
        Fields::parse(&Templates::default().text("fields.toml").unwrap()).unwrap()
    }

    /// What is missing would be refused, or is told here; what nobody declares is refused above.
    #[test]
    fn every_field_of_every_record_is_explained_in_both_languages() {
        let fields = fields();
        let mut missing = Vec::new();
        for kind in RecordKind::ALL {
            for spec in dictionary(*kind) {
                for language in Language::ALL {
                    let chosen = matches!(spec.reads, FieldType::Word(..) | FieldType::Truth);
                    if fields.meaning(*kind, spec.field, *language).is_empty() {
                        missing.push(format!("{language}: meaning of {kind}.{}", spec.field));
                    }
                    if !chosen && fields.example(*kind, spec.field, *language).is_empty() {
                        missing.push(format!("{language}: example of {kind}.{}", spec.field));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// An entry of its own for every kind that needs one, and one for any kind where several have the field.
    #[test]
    fn a_field_of_several_kinds_has_a_name_for_any_kind() {
        let fields = fields();
        let mut kinds: BTreeMap<Field, BTreeSet<RecordKind>> = BTreeMap::new();
        for kind in RecordKind::ALL {
            for spec in dictionary(*kind) {
                kinds.entry(spec.field).or_default().insert(*kind);
            }
        }
        for (field, kinds) in kinds.iter().filter(|(_, kinds)| kinds.len() > 1) {
            assert!(fields.0.contains_key(&(None, *field)), "any.{field}, for {kinds:?}");
        }
        for (_, field) in fields.0.keys().filter(|(kind, _)| kind.is_none()) {
            assert!(kinds[field].len() > 1, "any.{field}");
        }
    }

    #[test]
    fn no_two_fields_of_a_kind_have_one_name() {
        let fields = fields();
        for language in Language::ALL {
            for kind in RecordKind::ALL {
                let mut names = BTreeMap::new();
                for spec in dictionary(*kind).iter() {
                    let name = plain(fields.name(*kind, spec.field, *language));
                    let other = names.insert(name, spec.field);
                    assert_eq!(other, None, "{language}: {kind}.{} is called like another", spec.field);
                }
            }
        }
    }

    #[test]
    fn what_nobody_declares_is_refused() {
        let embedded = Templates::default().text("fields.toml").unwrap();
        for (more, told) in [
            ("[accounts.colour]\ntype = \"text\"\n", "found=colour"),
            ("[accounts.stage]\ntype = \"text\"\n", "stage"),
            ("[customers.name]\ntype = \"text\"\n", "customers"),
        ] {
            let said = format!("{:#}", Fields::parse(&format!("{embedded}\n{more}")).unwrap_err());
            assert!(said.contains(told), "{said}");
        }
        let other = embedded.replacen("type = \"money\"", "type = \"text\"", 1);
        let said = format!("{:#}", Fields::parse(&other).unwrap_err());
        assert!(said.contains("money") && said.contains("text"), "{said}");
    }
}
