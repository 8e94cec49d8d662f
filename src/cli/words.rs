//! The words of a command line before they are taken apart: the language that they ask for, and a command where
//! only files are named.

use super::args::Cli;
use crate::model::Language;
use clap::CommandFactory;
use std::ffi::OsString;
use std::path::Path;

/// Options with a value that stand before a command too.
const VALUED: [&str; 2] = ["--lang", "--color"];

/// The language that a command line asks for.
pub fn language(words: &[OsString]) -> Option<Language> {
    let mut words = words.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let code = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(language) = code.and_then(Language::from_code) {
            return Some(language);
        }
    }
    None
}

/// The command that the words name, if any.
pub fn command(words: &[OsString]) -> Option<&str> {
    let first = words.get(first(words)?)?.to_str()?;
    Cli::command().find_subcommand(first).is_some().then_some(first)
}

/// The words with what is left out: `keyplan list.xlsx` plans, `keyplan help plan` is `keyplan plan --help`.
pub fn complete(mut words: Vec<OsString>) -> Vec<OsString> {
    let Some(at) = first(&words) else { return words };
    if words.get(at).is_some_and(|word| word == "help") {
        words.remove(at);
        words.push("--help".into());
    } else if command(&words).is_none() && words.get(at).is_some_and(names_file) {
        words.insert(0, "plan".into());
    }
    words
}

/// Where the first word stands that is neither an option of every command nor the value of one.
fn first(words: &[OsString]) -> Option<usize> {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let text = word.to_string_lossy();
        at += match &*text {
            option if VALUED.contains(&option) => 2,
            option if option.starts_with('-') && option.len() > 1 => 1,
            _ => return Some(at),
        };
    }
    None
}

/// What a person types in haste for a file: it is there, or looks like a path.
fn names_file(word: &OsString) -> bool {
    let text = word.to_string_lossy();
    if text.starts_with('-') && text.len() > 1 {
        return false;
    }
    let path = Path::new(word);
    path.exists() || path.extension().is_some() || text.contains(['/', '\\', '*'])
}
