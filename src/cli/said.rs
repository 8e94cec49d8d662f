//! Errors that end a run, as a person reads them: labels instead of a system's words.

use crate::config::{Config, Labels, Said};
use crate::model::Language;
use anyhow::Context;
use std::io::{Error, ErrorKind};

/// Does something whose errors are told in a language.
///
/// # Errors
/// Those of the work, knowing their language.
pub fn within<T>(language: Language, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    work().context(language)
}

/// The whole error, causes after colons, for the terminal; a line a language where none is known.
pub fn told(error: &anyhow::Error, config: &Config, asked: Option<Language>) -> String {
    let lines: Vec<String> = messages(error, config, asked).iter().map(|m| format!("keyplan: {m}")).collect();
    lines.join("\n")
}

/// The error in the language that it knows, else in that asked for, else in each.
pub fn messages(error: &anyhow::Error, config: &Config, asked: Option<Language>) -> Vec<String> {
    let known = error.downcast_ref::<Language>().copied().or(asked);
    let languages = known.map_or(vec![Language::Zh, Language::En], |known| vec![known]);
    let mut messages: Vec<String> =
        languages.into_iter().map(|language| message(error, config.labels(language))).collect();
    messages.dedup();
    messages
}

fn message(error: &anyhow::Error, labels: &Labels) -> String {
    let mark = usize::from(error.downcast_ref::<Language>().is_some());
    let parts: Vec<String> = error.chain().skip(mark).map(|link| words(link, labels)).collect();
    parts.join(labels.text("terminal.colon"))
}

fn words(link: &(dyn std::error::Error + 'static), labels: &Labels) -> String {
    if let Some(said) = link.downcast_ref::<Said>() {
        return labels.said(said);
    }
    match link.downcast_ref::<Error>() {
        Some(error) => system(error, labels),
        None => labels.fill("fault.other", &[("detail", link.to_string())]),
    }
}

/// What the system says, in plain words.
fn system(error: &Error, labels: &Labels) -> String {
    let key = match error.kind() {
        ErrorKind::NotFound => "io.not_found",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "io.denied",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "io.full",
        ErrorKind::FileTooLarge => "io.too_large",
        ErrorKind::IsADirectory => "io.folder",
        ErrorKind::NotADirectory => "io.no_folder",
        ErrorKind::InvalidData => "io.no_text",
        ErrorKind::InvalidFilename => "io.bad_name",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "io.busy",
        _ => {
            let code = error.raw_os_error().map_or_else(|| error.kind().to_string(), |code| code.to_string());
            return labels.fill("io.other", &[("code", code)]);
        }
    };
    labels.text(key).to_owned()
}
