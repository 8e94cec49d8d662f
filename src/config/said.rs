//! An error in words of the labels: it knows its text by key, and is put into words where its reader's language
//! is known.

use std::error::Error;
use std::fmt;
use std::path::Path;

/// An error that labels put into words.
#[derive(Debug)]
pub struct Said {
    key: &'static str,
    args: Vec<(&'static str, String)>,
    cause: Option<anyhow::Error>,
}

impl Said {
    /// The text of a key.
    pub fn new(key: &'static str) -> Self {
        Said { key, args: Vec::new(), cause: None }
    }

    /// A text that is in words already.
    pub fn worded(text: impl ToString) -> Self {
        Said::new("wrong.worded").with("text", text)
    }

    /// A text about a path.
    pub fn of(key: &'static str, path: &Path) -> Self {
        Said::new(key).with("path", path.display())
    }

    /// A value for a place of the text; `@key` is itself a label.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// What lies behind it.
    pub fn because(self, cause: impl Into<anyhow::Error>) -> Self {
        Said { cause: Some(cause.into()), ..self }
    }

    /// The label that says it, and what fills its places.
    pub fn parts(&self) -> (&'static str, &[(&'static str, String)]) {
        (self.key, &self.args)
    }

    /// As the error that ends a run.
    pub fn err<T>(self) -> anyhow::Result<T> {
        Err(self.into())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let args: Vec<String> = self.args.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        write!(f, "{}{}", self.key, args.concat())
    }
}

impl Error for Said {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause.as_ref())
    }
}

/// Says in words of the labels what an error prevents.
pub trait OrSaid<T> {
    /// The value, or the error in words with its cause behind.
    ///
    /// # Errors
    /// The one said.
    fn or_said(self, said: impl FnOnce() -> Said) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> OrSaid<T> for Result<T, E> {
    fn or_said(self, said: impl FnOnce() -> Said) -> anyhow::Result<T> {
        self.map_err(|error| said().because(error).into())
    }
}

impl<T> OrSaid<T> for Option<T> {
    fn or_said(self, said: impl FnOnce() -> Said) -> anyhow::Result<T> {
        self.ok_or_else(|| said().into())
    }
}
