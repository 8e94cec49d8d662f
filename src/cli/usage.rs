//! What is wrong with a command line, in the language of `--lang`, else in both: short, with what to type.

use super::args::Cli;
use crate::config::{Config, nearest};
use crate::model::{Field, Language};
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// The language that a command line asks for.
pub fn language(words: &[OsString]) -> Option<Language> {
    let mut words = words.iter().filter_map(|w| w.to_str());
    while let Some(word) = words.next() {
        let code = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(language) = code.and_then(Language::from_code) {
            return Some(language);
        }
    }
    None
}

/// The error in words; none if the parser's own words are to be printed (help, versions).
pub fn told(error: &clap::Error, words: &[OsString], config: &Config) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let said = |key: &str, args: &[(&'static str, String)]| lines(words, config, key, args);
    let mut told = match error.kind() {
        ErrorKind::MissingRequiredArgument if argument.contains("<INPUT>") => said("usage.no_input", &[]),
        ErrorKind::MissingRequiredArgument => said("usage.missing", &[("argument", argument)]),
        ErrorKind::UnknownArgument => {
            let near = text(ContextKind::SuggestedArg);
            said(key(&near, "usage.unknown_option_near", "usage.unknown_option"), &pair(argument, near))
        }
        ErrorKind::InvalidSubcommand => {
            let found = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let like = text(ContextKind::SuggestedSubcommand);
            let near = like.map(|like| match nearest(&found, like.split(", ")) {
                Some(one) => one.to_owned(),
                None => like,
            });
            said(key(&near, "usage.unknown_command_near", "usage.unknown_command"), &pair(found, near))
        }
        ErrorKind::InvalidValue if value.is_empty() => said("usage.no_value", &[("argument", argument)]),
        ErrorKind::InvalidValue => {
            let expected = text(ContextKind::ValidValue).unwrap_or_default();
            said("usage.wrong_value", &[("argument", argument), ("value", value), ("expected", expected)])
        }
        ErrorKind::ArgumentConflict => said("usage.conflict", &[("argument", argument)]),
        ErrorKind::ValueValidation => wrong_value(&argument, value, words, config),
        _ => return None,
    };
    let command = Cli::command();
    let named = |word: &str| command.find_subcommand(word).map(|c| format!(" {}", c.get_name()));
    let command = words.iter().filter_map(|w| w.to_str()).find_map(named).unwrap_or_default();
    told.push_str(&format!("→ keyplan{command} --help"));
    Some(told)
}

/// A value that does not parse: what is expected, or the field that was meant.
fn wrong_value(argument: &str, value: String, words: &[OsString], config: &Config) -> String {
    let option = argument.trim_start_matches('-').split([' ', '=']).next().unwrap_or_default().to_owned();
    let field = value.split_once('=').map(|(field, _)| field.trim().to_owned());
    if let Some(field) =
        field.filter(|f| matches!(option.as_str(), "map" | "unit") && Field::from_code(f).is_none())
    {
        let near = nearest(&field, Field::ALL.iter().map(|f| f.code())).map(str::to_owned);
        let key = key(&near, "usage.unknown_field_near", "usage.unknown_field");
        return lines(words, config, key, &pair(field, near));
    }
    let expected = format!("usage.expected.{option}");
    let each = |language: Language| {
        let labels = config.labels(language);
        let key = if labels.has(&expected) { "usage.wrong_value" } else { "usage.wrong_value_only" };
        let form = if labels.has(&expected) { labels.text(&expected) } else { "" }.to_owned();
        let args = [("argument", format!("--{option}")), ("value", value.clone()), ("expected", form)];
        format!("keyplan: {}\n", labels.fill(key, &args))
    };
    match language(words) {
        Some(language) => each(language),
        None => each(Language::Zh) + &each(Language::En),
    }
}

fn key(near: &Option<String>, with: &'static str, without: &'static str) -> &'static str {
    if near.is_some() { with } else { without }
}

fn pair(found: String, near: Option<String>) -> [(&'static str, String); 2] {
    [("found", found), ("near", near.unwrap_or_default())]
}

/// One line a language.
fn lines(words: &[OsString], config: &Config, key: &str, args: &[(&'static str, String)]) -> String {
    let line = |language| format!("keyplan: {}\n", config.labels(language).fill(key, args));
    match language(words) {
        Some(language) => line(language),
        None => line(Language::Zh) + &line(Language::En),
    }
}
