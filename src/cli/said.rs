//! Errors that end a run, as a person reads them: labels instead of a system's words.

use crate::config::{Config, Labels};
use crate::model::Language;
use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// A text of the labels, for the context of an error.
#[derive(Debug)]
pub struct Said {
    key: &'static str,
    path: String,
}

impl Said {
    /// A text about a path.
    pub fn of(key: &'static str, path: &Path) -> Self {
        Said { key, path: path.display().to_string() }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.path)
    }
}

/// The whole error, causes after colons; a line a language where none is known.
pub fn told(error: &anyhow::Error, config: &Config, language: Option<Language>) -> String {
    let languages = language.map_or(vec![Language::Zh, Language::En], |known| vec![known]);
    let mut lines: Vec<String> = languages.into_iter().map(|l| line(error, config.labels(l))).collect();
    lines.dedup();
    lines.join("\n")
}

fn line(error: &anyhow::Error, labels: &Labels) -> String {
    let mut parts = vec![match error.downcast_ref::<Said>() {
        Some(said) => labels.fill(said.key, &[("path", said.path.clone())]),
        None => cause(error.as_ref(), labels),
    }];
    parts.extend(error.chain().skip(1).map(|e| cause(e, labels)));
    format!("keyplan: {}", parts.join(labels.text("terminal.colon")))
}

fn cause(error: &(dyn std::error::Error + 'static), labels: &Labels) -> String {
    let Some(io) = error.downcast_ref::<Error>() else { return error.to_string() };
    let key = match io.kind() {
        ErrorKind::NotFound => "io.not_found",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "io.denied",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "io.full",
        ErrorKind::FileTooLarge => "io.too_large",
        ErrorKind::IsADirectory => "io.folder",
        ErrorKind::NotADirectory => "io.no_folder",
        ErrorKind::InvalidData => "io.no_text",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "io.busy",
        _ => return io.to_string(),
    };
    labels.text(key).to_owned()
}
