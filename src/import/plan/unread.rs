//! Why a plan cannot be read: nothing may be planned from it, and nothing be written over it.

use crate::config::Config;
use crate::model::Language;

/// A text of `plan_reader` with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    key: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Unread {
    /// The reason of a key.
    pub fn new(key: &'static str) -> Self {
        Unread { key, args: Vec::new() }
    }

    /// With a value.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The reason in the language asked for, with the file's name.
    pub fn said(&self, file: &str, language: Option<Language>, config: &Config) -> String {
        // Fields have a name of their own in some records only.
        let known = |value: &String| match value.strip_prefix("@field_of.") {
            Some(rest) if !config.en.has(&value[1..]) => {
                format!("@field.{}", rest.split_once('.').map_or(rest, |(_, field)| field))
            }
            _ => value.clone(),
        };
        let mut args: Vec<_> = self.args.iter().map(|(name, value)| (*name, known(value))).collect();
        args.push(("file", file.to_owned()));
        config.say(language, self.key, &args)
    }
}
