//! The summary of a batch: a table that fits the terminal, and JSON.

use super::number::money;
use super::screen::{Screen, Tone, fit};
use crate::config::{Config, Labels};
use crate::model::{BatchFile, BatchStatus, Language, Severity};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// Below this room for texts, what became of a file stands on a line of its own.
const ROOM: usize = 44;

/// The table of all files, then one line of counts.
pub fn table(files: &[BatchFile], config: &Config, language: Language, screen: &Screen) -> String {
    let labels = config.labels(language);
    let column = |key| labels.value("workbook.column", key).to_owned();
    let head = ["accounts", "expected_value", "errors", "warnings"]
        .map(|key| labels.value("batch_head", key).to_owned());
    let figures = |file: &BatchFile| {
        [
            file.accounts.map_or_else(String::new, |n| n.to_string()),
            file.expected_value.map_or_else(String::new, |v| money(v, language)),
            if file.accounts.is_some() { file.errors.to_string() } else { String::new() },
            if file.accounts.is_some() { file.warnings.to_string() } else { String::new() },
        ]
    };
    let rows: Vec<[String; 4]> = files.iter().map(figures).collect();
    let widths: [usize; 4] =
        std::array::from_fn(|at| rows.iter().chain([&head]).map(|row| row[at].width()).max().unwrap_or(0));
    let numbers = |row: &[String; 4]| {
        let padded = row.iter().zip(widths).map(|(text, width)| {
            let gap = width.saturating_sub(text.width());
            format!("  {}{text}", " ".repeat(gap))
        });
        padded.collect::<String>()
    };
    let fixed: usize = widths.iter().map(|w| w + 2).sum();
    let room = screen.width.saturating_sub(fixed);
    let names = files.iter().map(|f| f.file.width()).chain([column("file").width()]).max().unwrap_or(0);
    let beside = room >= ROOM;
    let name = if beside { names.min((room - 2) / 2) } else { names.min(room.max(8)) };
    let result = if beside { column("batch_result") } else { String::new() };
    let mut text = String::new();
    let title = format!("{}{}  {result}", fit(&column("file"), name), numbers(&head));
    let _ = writeln!(text, "{}", screen.paint(title.trim_end(), Tone::Strong));
    for (file, row) in files.iter().zip(&rows) {
        let told = told(file, labels);
        let line = format!("{}{}", fit(&tail(&file.file, name), name), numbers(row));
        let bad = file.status == BatchStatus::Failed || file.status == BatchStatus::NotWritten;
        if beside && told.width() + 2 <= screen.width.saturating_sub(line.width()) {
            let line = format!("{line}  {told}");
            let line = if bad { screen.paint(&line, Tone::Severity(Severity::Error)) } else { line };
            let _ = writeln!(text, "{line}");
        } else {
            let line = line.trim_end();
            let tone = Tone::Severity(Severity::Error);
            let line = if bad { screen.paint(line, tone) } else { line.to_owned() };
            let _ = writeln!(text, "{line}");
            text.push_str(&screen.wrap(&told, 4, 6));
        }
    }
    let count = |status| files.iter().filter(|f| f.status == status).count().to_string();
    let args = [
        ("files", files.len().to_string()),
        ("planned", count(BatchStatus::Planned)),
        ("current", count(BatchStatus::UpToDate)),
        ("withheld", count(BatchStatus::NotWritten)),
        ("failed", count(BatchStatus::Failed)),
    ];
    text.push_str(&screen.wrap(&labels.fill("terminal.batch", &args), 0, 2));
    text
}

/// What became of a file, in words.
pub fn told(file: &BatchFile, labels: &Labels) -> String {
    let status = labels.value("batch_status", file.status.code());
    let detail = file.message.as_deref().or(file.output.as_deref());
    detail.map_or_else(|| status.to_owned(), |d| format!("{status}{}{d}", labels.text("terminal.colon")))
}

/// The end of a path says more than its beginning.
fn tail(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept: Vec<char> = Vec::new();
    let mut used = 1;
    for c in text.chars().rev() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

/// Writes the batch as JSON, with the issues of all files.
///
/// # Errors
/// The writer's.
pub fn write_json(
    out: &mut impl Write,
    files: &[BatchFile],
    issues: &[Value],
    language: Language,
    today: &str,
) -> anyhow::Result<()> {
    let rows: Vec<Value> = files
        .iter()
        .map(|f| {
            json!({ "file": f.file, "status": f.status.code(), "error": f.error, "message": f.message,
                "accounts": f.accounts, "expected_value": f.expected_value, "errors": f.errors,
                "warnings": f.warnings, "output": f.output })
        })
        .collect();
    let whole = json!({ "version": 1, "today": today, "language": language.code(), "batch": rows,
        "issues": issues });
    serde_json::to_writer(&mut *out, &whole)?;
    writeln!(out)?;
    Ok(())
}
