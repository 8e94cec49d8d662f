//! Files in, raw sheets out: the one place that knows file formats. What a file is, its first
//! bytes say, never its name.
//!
//! `.xlsx` and `.xlsb` are streamed a cell at a time, lists of text likewise. `.xls` and `.ods`
//! can only be read whole, which a child process of our own does, with limited memory and time.

mod book;
mod budget;
mod cause;
mod cell_kinds;
mod cell_value;
mod charset;
mod child;
mod content;
mod detect;
mod encoding;
mod expand;
mod field_text;
mod format_hint;
mod html;
mod legacy;
mod line_ends;
mod merged;
mod package;
mod parallel;
pub mod progress;
mod quiet;
pub mod raw_sheet;
mod separator;
mod sheet_parts;
mod sheet_writer;
mod stdin;
mod styles_size;
mod text_list;
mod text_pool;
mod uncached;
mod unknown_errors;
mod wire;
mod xlsb;
mod xlsx;
mod xml2003;
mod xml_guard;
mod xml_tags;

pub use book::{Finding, RawBook, ReadLimits, Refusal};
pub use cell_kinds::{cell_kinds, comments};
pub use child::{CHILD_COMMAND, legacy_child};
pub use expand::{LIST_EXTENSIONS, SUMMARY, expand};
pub use stdin::{STDIN, Stdin};

use crate::model::IssueCode;
use budget::Budget;
use content::Content;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Times that a file is read which somebody is writing.
const TRIES: usize = 3;
/// Until it is tried again.
const PAUSE: Duration = Duration::from_millis(300);

/// Reads a file; one that changes meanwhile is read again.
///
/// # Errors
/// A [`Refusal`] if nothing of the file can be used, it does not come to rest, or it costs more than the limits allow.
pub fn read(path: &Path, limits: &ReadLimits) -> Result<RawBook, Refusal> {
    for _ in 0..TRIES {
        let before = state(path);
        let book = quiet::quietly(|| read_content(path, limits));
        if state(path) == before {
            return book;
        }
        std::thread::sleep(PAUSE);
    }
    Err(Refusal::new(IssueCode::FileChanging))
}

/// Size and time of a file: what differs was written meanwhile.
fn state(path: &Path) -> Option<(u64, Option<SystemTime>)> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.len(), found.modified().ok()))
}

fn read_content(path: &Path, limits: &ReadLimits) -> Result<RawBook, Refusal> {
    let budget = Budget::new(limits);
    let content = detect::content(path, limits)?;
    let mut book = match content {
        Content::Xlsx => parallel::read_book::<xlsx::XlsxBook>(path, &budget)?,
        Content::Xlsb => parallel::read_book::<xlsb::XlsbBook>(path, &budget)?,
        Content::Ods | Content::Xls => match &limits.legacy_program {
            Some(program) => child::read_in_child(program, path, limits, &budget)?,
            None => legacy::read_whole(path, content, &budget)?,
        },
        Content::Html(encoding) => html::read_html(path, encoding, &budget)?,
        Content::Xml => xml2003::read_xml(path, &budget)?,
        Content::Text(encoding) => text_list::read_text(path, encoding, &budget)?,
    };
    if let Some(extension) = content.contradicts(path) {
        let args = vec![("extension", extension), ("content", content.name().to_owned())];
        book.findings.insert(0, Finding { code: IssueCode::FileMisnamed, sheet: None, args });
    }
    Ok(book)
}
