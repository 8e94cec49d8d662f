//! Settings, rules, column names and labels: the files of `templates/`, embedded, each replaceable.

mod columns;
mod fields;
mod labels;
mod legal_forms;
mod limits;
mod nearest;
mod outcome_words;
mod overlay;
mod period_pieces;
mod periods;
mod plain;
mod quantities;
mod readable;
mod resource_settings;
mod row_words;
mod rules;
mod said;
mod settings;
mod templates;
mod text_file;
mod theme;
mod toml_text;
mod traditional;
mod unit_remarks;
mod words;
pub mod wrong;

pub use columns::{ColumnNames, undated};
pub use fields::Fields;
pub use labels::Labels;
pub use legal_forms::LegalForms;
pub use limits::{Limit, Limits};
pub use nearest::nearest;
pub use periods::{Part, Period, Periods};
pub use plain::{name_key, name_words, plain};
pub use quantities::Quantities;
pub use readable::{readable, separated};
pub use resource_settings::KEYS as RESOURCE_KEYS;
pub use row_words::{RowWord, RowWords, is_ideograph};
pub use rules::{Rules, StageRule};
pub use said::{OrSaid, Said};
pub use settings::{Parameter, ParameterSpec, Settings};
pub use templates::Templates;
pub use text_file::read_text;
pub use toml_text::value as toml_value;
pub use unit_remarks::UnitRemarks;
pub use words::{Column, ColumnId, Naming, Party, Phrase, Typing, Words};

use crate::model::Language;

/// Everything configurable, loaded once.
#[derive(Debug, Clone)]
pub struct Config {
    /// Parameters of the method.
    pub settings: Settings,
    /// What reading a file may cost.
    pub limits: Limits,
    /// Decision tables.
    pub rules: Rules,
    /// Names of columns and words in lists.
    pub columns: ColumnNames,
    /// What the fields are called and mean.
    pub fields: Fields,
    /// Chinese texts.
    pub zh: Labels,
    /// English texts.
    pub en: Labels,
    /// The embedded texts that the user's templates stand in for: plans may have been written with them.
    replaced: Vec<(Language, Labels)>,
    /// Colours and fonts of the workbook.
    pub theme: toml::Table,
    /// The picture file that the theme names as logo.
    pub logo: Option<Vec<u8>>,
}

impl Config {
    /// Reads all templates.
    ///
    /// # Errors
    /// A template that is not TOML, or has an unknown key or a value out of range.
    pub fn load(templates: &Templates) -> anyhow::Result<Self> {
        templates.check()?;
        let fields = Fields::parse(&templates.text("fields.toml")?)?;
        let labels = |from: &Templates, fields: &Fields, language: Language| {
            let mut labels = {
                let name = format!("labels.{language}.toml");
                Labels::parse(&name, &from.text(&name)?)?
            };
            fields.teach(&mut labels, language);
            anyhow::Ok(labels)
        };
        let (zh, en) = (labels(templates, &fields, Language::Zh)?, labels(templates, &fields, Language::En)?);
        let mut columns = ColumnNames::parse(
            &templates.text("columns.toml")?,
            &templates.text("words.toml")?,
            &templates.languages()?,
        )?;
        let theme = toml_text::table("theme.toml", &templates.text("theme.toml")?)?;
        theme::check(&theme)?;
        let logo = theme.get("logo").and_then(toml::Value::as_str).filter(|path| !path.trim().is_empty());
        let logo = logo.map(|path| templates.beside("theme.toml", path)).transpose()?;
        let embedded = Templates::default();
        let embedded_fields = if templates.replaces("fields.toml") {
            &Fields::parse(&embedded.text("fields.toml")?)?
        } else {
            &fields
        };
        let mut replaced = Vec::new();
        for (language, used) in [(Language::Zh, &zh), (Language::En, &en)] {
            columns.learn(used);
            if ["fields.toml", &format!("labels.{language}.toml")].iter().any(|name| templates.replaces(name))
            {
                replaced.push((language, labels(&embedded, embedded_fields, language)?));
            }
        }
        replaced.iter().for_each(|(_, labels)| columns.learn(labels));
        columns.learn_names(&fields);
        columns.learn_names(embedded_fields);
        columns.rows(&templates.text("rows.toml")?)?;
        let mut rules = Rules::parse(&templates.text("rules.toml")?)?;
        rules.learn(columns.traditional());
        Ok(Config {
            settings: Settings::parse(&templates.text("method.toml")?)?,
            limits: Limits::parse(&templates.text("limits.toml")?)?,
            rules,
            columns,
            fields,
            zh,
            en,
            replaced,
            theme,
            logo,
        })
    }

    /// Applies a user's `keyplan.toml`.
    ///
    /// # Errors
    /// No TOML; unknown keys, values of the wrong kind or out of range.
    pub fn apply(&mut self, file: &str, text: &str, chosen: bool) -> anyhow::Result<()> {
        let mut table = toml_text::table(file, text)?;
        if chosen {
            self.settings.choose(&table);
        }
        if let Some(limits) = table.remove("limits") {
            self.limits.apply(&limits)?;
        }
        self.settings.apply(table)
    }

    /// The texts of a language.
    pub fn labels(&self, language: Language) -> &Labels {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// All texts that a plan may have been written with: those in use, and the embedded ones.
    pub fn every_labels(&self) -> impl Iterator<Item = (Language, &Labels)> {
        let used = [(Language::Zh, &self.zh), (Language::En, &self.en)];
        used.into_iter().chain(self.replaced.iter().map(|(language, labels)| (*language, labels)))
    }

    /// A text in the language asked for; in both while none is known.
    pub fn say(&self, language: Option<Language>, key: &str, args: &[(&'static str, String)]) -> String {
        match language {
            Some(language) => self.labels(language).fill(key, args),
            None => format!("{} · {}", self.zh.fill(key, args), self.en.fill(key, args)),
        }
    }
}
