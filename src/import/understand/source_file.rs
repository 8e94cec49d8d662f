//! A file with its sheets, before they are understood.

use crate::import::plan::Known;
use crate::import::raw::raw_sheet::RawSheet;
use crate::model::{AddedSheet, Issue, IssueCode, OwnColumn};

/// A file that was read, or not.
#[derive(Default)]
pub struct SourceFile {
    /// Path as given.
    pub path: String,
    /// Its sheets; none if it cannot be used.
    pub sheets: Vec<RawSheet>,
    /// Why it cannot be used.
    pub error: Option<IssueCode>,
    /// What was found while reading; sheets are named.
    pub findings: Vec<(Option<String>, Issue)>,
    /// What its sheets hold, where it is a plan of ours.
    pub known: Vec<Known>,
    /// It is a plan of ours.
    pub is_plan: bool,
    /// Sheets that somebody added to the plan.
    pub added: Vec<AddedSheet>,
    /// Columns that somebody added to the plan's tables; their sheets are counted within the file.
    pub own: Vec<OwnColumn>,
    /// Numbers of the plan's Settings by code.
    pub settings: Vec<(String, f64)>,
    /// The currency of the plan's money.
    pub currency: Option<String>,
    /// When it was last saved, as it says itself.
    pub saved: Option<String>,
}
