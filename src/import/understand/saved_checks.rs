//! What is wrong, or worth telling, about a saved mapping beside the sheet that it serves.

use crate::config::Config;
use crate::import::headers::header_rows::HeaderRows;
use crate::import::mapping::ByHand;
use crate::model::{CellPlace, Field, Issue, IssueCode, Language, RecordKind};

/// What a saved table asks for and the sheet does not have, or its kind does not know.
pub fn unfit(
    hand: &ByHand,
    kind: RecordKind,
    language: Option<Language>,
    config: &Config,
) -> Result<(), String> {
    if let Some(column) = hand.missing.first() {
        return Err(config.say(language, "mapping.no_column", &[("column", column.name())]));
    }
    if let Some(field) = hand.twice.first() {
        return Err(config.say(language, "mapping.field_twice", &[("field", field.to_string())]));
    }
    let known = |field: Field| config.columns.aliases(kind).any(|(_, f)| f == field);
    match hand.fields.keys().find(|field| kind != RecordKind::Ignored && !known(**field)) {
        Some(field) => {
            let args = [("field", field.to_string()), ("kind", kind.to_string())];
            Err(config.say(language, "mapping.field_of_other_kind", &args))
        }
        None => Ok(()),
    }
}

/// A column that stands where the saved one stood, under another header.
pub fn by_letter(saved: &str, rows: &HeaderRows, at: usize, place: CellPlace) -> Issue {
    let header = &rows.headers[at];
    let place = CellPlace { row: Some(rows.row), column: Some(header.column), ..place };
    let mut issue = Issue::new(IssueCode::ColumnByLetter, place).with("saved", saved);
    issue.header = Some(header.text.clone());
    issue
}
