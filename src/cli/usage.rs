//! A command line taken apart; what is wrong with one is told in the language of `--lang`, else in both: short,
//! with what to type.

use super::args::Cli;
use super::console::{show, tell_line};
use super::ending::Ending;
use super::{help, words};
use crate::config::{Config, Labels, nearest};
use crate::model::{Field, Language};
use clap::FromArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// What the words ask for; help and mistakes are told here, and end the run.
pub fn parse(words: &[OsString], config: &Config) -> Result<Cli, Ending> {
    let asked = words::language(words);
    let own = asked.unwrap_or_else(help::language);
    let error = match attempt(words, config.labels(own)) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // What can go wrong on the way out is nobody's error.
            drop(show(&error.render().to_string()));
            return Err(Ending::Clean);
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tell_line(config.labels(own).text("usage.start").trim_end());
            return Err(Ending::Nothing);
        }
        _ => {}
    }
    let languages = asked.map_or(vec![Language::Zh, Language::En], |asked| vec![asked]);
    for language in languages {
        let labels = config.labels(language);
        if let Err(error) = attempt(words, labels) {
            tell_line(&format!("keyplan: {}", told(&error, labels)));
        }
    }
    let command = words::command(words).map_or_else(String::new, |command| format!(" {command}"));
    tell_line(&format!("→ keyplan{command} --help"));
    Err(Ending::Nothing)
}

fn attempt(words: &[OsString], labels: &Labels) -> Result<Cli, clap::Error> {
    let program = [OsString::from("keyplan")];
    let matches = help::command(labels).try_get_matches_from(program.iter().chain(words))?;
    Cli::from_arg_matches(&matches)
}

/// The mistake in one sentence.
fn told(error: &clap::Error, labels: &Labels) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(labels.text("terminal.comma"))),
        _ => None,
    };
    let whole = text(ContextKind::InvalidArg).unwrap_or_default();
    // `--json <FILE>` is `--json`.
    let argument = || whole.split(' ').next().unwrap_or_default().to_owned();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let said = |key: &str, args: &[(&'static str, String)]| labels.fill(key, args);
    match error.kind() {
        ErrorKind::MissingRequiredArgument if whole.contains(labels.text("help.value.INPUT")) => {
            said("usage.no_input", &[])
        }
        ErrorKind::MissingRequiredArgument => said("usage.missing", &[("argument", whole)]),
        ErrorKind::UnknownArgument => {
            let near = text(ContextKind::SuggestedArg);
            said(key(&near, "usage.unknown_option_near", "usage.unknown_option"), &pair(argument(), near))
        }
        ErrorKind::InvalidSubcommand => {
            let found = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let like = text(ContextKind::SuggestedSubcommand);
            let near = like.map(|like| match nearest(&found, like.split(labels.text("terminal.comma"))) {
                Some(one) => one.to_owned(),
                None => like,
            });
            said(key(&near, "usage.unknown_command_near", "usage.unknown_command"), &pair(found, near))
        }
        ErrorKind::InvalidValue if value.is_empty() => said("usage.no_value", &[("argument", argument())]),
        ErrorKind::InvalidValue => {
            let expected = text(ContextKind::ValidValue).unwrap_or_default();
            said("usage.wrong_value", &[("argument", argument()), ("value", value), ("expected", expected)])
        }
        ErrorKind::ArgumentConflict => said("usage.conflict", &[("argument", argument())]),
        ErrorKind::ValueValidation => wrong_value(&argument(), value, labels),
        ErrorKind::InvalidUtf8 => said("usage.no_text", &[]),
        _ => said("usage.wrong_line", &[("argument", argument())]),
    }
}

/// A value that does not parse: what is expected, or the field that was meant.
fn wrong_value(argument: &str, value: String, labels: &Labels) -> String {
    let option = argument.trim_start_matches('-');
    let field = value.split_once('=').map(|(field, _)| field.trim().to_owned());
    if let Some(field) = field.filter(|f| matches!(option, "map" | "unit") && Field::from_code(f).is_none()) {
        let near = nearest(&field, Field::ALL.iter().map(|f| f.code())).map(str::to_owned);
        let key = key(&near, "usage.unknown_field_near", "usage.unknown_field");
        return labels.fill(key, &pair(field, near));
    }
    let expected = format!("usage.expected.{option}");
    let form = labels.has(&expected).then(|| labels.text_of(&expected).to_owned());
    let key = if form.is_some() { "usage.wrong_value" } else { "usage.wrong_value_only" };
    let args = [("argument", argument.to_owned()), ("value", value), ("expected", form.unwrap_or_default())];
    labels.fill(key, &args)
}

fn key(near: &Option<String>, with: &'static str, without: &'static str) -> &'static str {
    if near.is_some() { with } else { without }
}

fn pair(found: String, near: Option<String>) -> [(&'static str, String); 2] {
    [("found", found), ("near", near.unwrap_or_default())]
}
