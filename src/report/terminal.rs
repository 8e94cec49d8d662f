//! The summary and the issues as a person reads them in a terminal: the same kind grouped, with its first places.

use super::number::money;
use super::screen::{Screen, Tone, cut, fit};
use crate::config::{Config, Labels};
use crate::method::Plan;
use crate::method::headlines::headlines;
use crate::model::{
    ColumnReading, Issue, IssueCode, Language, Portfolio, RecordKind, Segment, Severity, SheetReading,
    Spoken, column_letters,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Places shown of one kind of issue.
const PLACES: usize = 3;

/// Headline figures and the row reconciliation of a plan.
pub fn summary(plan: &Plan, config: &Config, language: Language, screen: &Screen) -> String {
    let labels = config.labels(language);
    let unknown = || labels.text("terminal.unknown").to_owned();
    let count = |s: Segment| plan.diagnosis.of(s).accounts.to_string();
    let figures = labels.fill(
        "terminal.summary",
        &[
            ("accounts", plan.accounts.len().to_string()),
            ("persons", plan.persons.len().to_string()),
            ("expected_value", plan.totals.expected_value.map_or_else(unknown, |v| money(v, language))),
            ("assumed", plan.totals.assumed_values.to_string()),
        ],
    );
    let mut text = screen.wrap(&figures, 0, 2);
    let segments = [
        ("core", count(Segment::Core)),
        ("growth", count(Segment::Growth)),
        ("laggard", count(Segment::Laggard)),
    ];
    text.push_str(&screen.wrap(&labels.fill("terminal.segments", &segments), 0, 2));
    for note in headlines(plan) {
        text.push_str(&screen.wrap(&labels.note(&note), 0, 2));
    }
    text.push_str(&rows(&plan.portfolio, labels, screen));
    text.push_str(&super::money_lines::all(&plan.portfolio, labels, language, screen));
    text
}

/// The reconciliation of all rows of used sheets.
pub fn rows(portfolio: &Portfolio, labels: &Labels, screen: &Screen) -> String {
    let rows = || portfolio.sheets.iter().map(|s| s.rows);
    let sum = |part: fn(&crate::model::RowCounts) -> u64| rows().map(|r| part(&r)).sum::<u64>().to_string();
    let args = [
        ("read", sum(|r| r.read)),
        ("planned", sum(|r| r.planned)),
        ("merged", sum(|r| r.merged)),
        ("rejected", sum(|r| r.rejected)),
        ("ignored", sum(|r| r.ignored)),
    ];
    screen.wrap(&labels.fill("terminal.rows", &args), 0, 2)
}

/// Why nothing of the lists can be planned: the first sheets that hold something with the reason of each, and the one
/// command that helps.
pub fn unused(portfolio: &Portfolio, labels: &Labels) -> Vec<String> {
    let path = |sheet: &SheetReading| portfolio.inputs.get(sheet.input as usize).map_or("", |f| &f.path);
    let unused = portfolio.sheets.iter().filter(|s| s.rows.planned == 0 && s.rows.read > 0);
    let unused: Vec<&SheetReading> = unused.collect();
    let line = |sheet: &&SheetReading| {
        let place = format!("{} › {}", path(sheet), sheet.name);
        labels.fill("terminal.unused", &[("place", place), ("reason", labels.note(&sheet.reason))])
    };
    let mut lines: Vec<String> = unused.iter().take(PLACES).map(line).collect();
    if unused.len() > PLACES {
        lines.push(labels.fill("terminal.more", &[("count", (unused.len() - PLACES).to_string())]));
    }
    let tried = portfolio.issues.iter().flat_map(|i| &i.args).find(|(name, _)| *name == "command");
    let look = |first: &&SheetReading| labels.fill("terminal.see_columns", &[("files", quoted(path(first)))]);
    let command = tried.map(|(_, command)| command.clone()).or_else(|| unused.first().map(look));
    lines.extend(command.map(|command| format!("→ {command}")));
    lines
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || "_-./".contains(c);
    if path.chars().all(bare) { path.to_owned() } else { format!("\"{path}\"") }
}

/// Issues by severity and code, down to `least`: each kind with a count, its first places and one hint.
pub fn issues(
    portfolio: &Portfolio,
    config: &Config,
    language: Language,
    least: Severity,
    screen: &Screen,
) -> String {
    let labels = config.labels(language);
    let mut groups: BTreeMap<(Severity, IssueCode), Vec<&Issue>> = BTreeMap::new();
    for issue in portfolio.issues.iter().filter(|i| i.code.severity() <= least) {
        groups.entry((issue.code.severity(), issue.code)).or_default().push(issue);
    }
    let mut text = String::new();
    for ((severity, code), group) in groups {
        let word = screen.paint(labels.value("severity", severity.code()), Tone::Severity(severity));
        let _ = writeln!(text, "{word} {code} × {}", group.len());
        let told = messages(&group, portfolio, labels);
        for line in told.iter().take(PLACES) {
            text.push_str(&screen.wrap(line, 4, 6));
        }
        let shown = if told.len() < group.len() { group.len() } else { PLACES };
        if group.len() > shown {
            let more = [("count", (group.len() - shown).to_string())];
            text.push_str(&screen.wrap(&labels.fill("terminal.more", &more), 4, 6));
        }
        if let Some(first) = group.first() {
            let hint = labels.hint(first);
            if !hint.is_empty() {
                text.push_str(&screen.wrap(&format!("→ {hint}"), 4, 6));
            }
        }
    }
    text
}

/// One line an issue; where all say the same, what they say and the first places on one line each.
fn messages(group: &[&Issue], portfolio: &Portfolio, labels: &Labels) -> Vec<String> {
    let first = group.first().map_or_else(String::new, |i| labels.message(i));
    let same = group.len() > 1 && group.iter().all(|i| labels.message(i) == first);
    if !same || group.iter().all(|i| place(i, portfolio).1.is_none()) {
        let line = |issue: &&Issue| match place(issue, portfolio) {
            (sheet, Some(cell)) => {
                format!("{sheet} › {cell}{}{}", labels.text("terminal.colon"), labels.message(issue))
            }
            (sheet, None) if sheet.is_empty() => labels.message(issue),
            (sheet, None) => format!("{sheet}{}{}", labels.text("terminal.colon"), labels.message(issue)),
        };
        return group.iter().map(line).collect();
    }
    let mut places = String::new();
    let mut sheet_before = String::new();
    for (sheet, cell) in group.iter().take(2 * PLACES).map(|i| place(i, portfolio)) {
        let cell = cell.unwrap_or_default();
        if sheet == sheet_before {
            let _ = write!(places, ", {cell}");
        } else {
            let gap = if places.is_empty() { "" } else { "; " };
            let _ = write!(places, "{gap}{sheet} › {cell}");
            sheet_before = sheet;
        }
    }
    if group.len() > 2 * PLACES {
        let more = [("count", (group.len() - 2 * PLACES).to_string())];
        let _ = write!(places, " {}", labels.fill("terminal.more", &more));
    }
    vec![first, places]
}

/// File and sheet, and the cell in it.
fn place(issue: &Issue, portfolio: &Portfolio) -> (String, Option<String>) {
    let sheet = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
    let input = issue.place.input.or(sheet.map(|s| s.input));
    let mut parts: Vec<&str> = Vec::new();
    parts.extend(input.and_then(|i| portfolio.inputs.get(i as usize)).map(|f| f.path.as_str()));
    parts.extend(sheet.map(|s| s.name.as_str()));
    (parts.join(" › "), issue.place.a1().or_else(|| issue.place.row.map(|r| r.to_string())))
}

/// How every sheet was read: kind, header row, column → field.
pub fn columns(portfolio: &Portfolio, config: &Config, language: Language, screen: &Screen) -> String {
    let labels = config.labels(language);
    let mut text = String::new();
    for sheet in &portfolio.sheets {
        let file = portfolio.inputs.get(sheet.input as usize).map_or("", |f| f.path.as_str());
        let args = [
            ("file", file.to_owned()),
            ("sheet", sheet.name.clone()),
            ("kind", labels.value("kind", sheet.kind.code()).to_owned()),
            ("row", sheet.header_row.unwrap_or(0).to_string()),
        ];
        let ignored = sheet.kind == RecordKind::Ignored;
        let key = if ignored { "terminal.sheet_ignored" } else { "terminal.sheet" };
        let title = screen.wrap(&labels.fill(key, &args), 0, 2);
        for line in title.lines() {
            let _ = writeln!(text, "{}", screen.paint(line, Tone::Strong));
        }
        text.push_str(&screen.wrap(&labels.note(&sheet.reason), 4, 6));
        text.push_str(&spoken(&sheet.spoken, 4, labels, screen));
        text.push_str(&unread(sheet, portfolio, labels, screen));
        if !ignored {
            text.push_str(&table(sheet, labels, screen));
            text.push_str(&super::money_lines::of_sheet(sheet, labels, language, screen));
        }
    }
    text
}

/// What spoke for a reading behind a plus, what against it behind a minus.
fn spoken(spoken: &Spoken, indent: usize, labels: &Labels, screen: &Screen) -> String {
    let mut text = String::new();
    for (sign, notes) in [('+', &spoken.favour), ('−', &spoken.against)] {
        let notes: Vec<String> = notes.iter().map(|note| labels.note(note).trim().to_owned()).collect();
        if notes.is_empty() {
            continue;
        }
        let lines = screen.wrap(&format!("{sign} {}", notes.join("; ")), indent, indent + 2);
        for line in lines.lines() {
            let _ = writeln!(text, "{}", screen.paint(line, Tone::Faint));
        }
    }
    text
}

/// The first rows of a sheet that could not be read, and the command that would take it.
fn unread(sheet: &SheetReading, portfolio: &Portfolio, labels: &Labels, screen: &Screen) -> String {
    let mut text = String::new();
    for (row, cells) in &sheet.preview {
        let line = cut(&format!("{row:>6}  {}", cells.join(" | ")), screen.width);
        let _ = writeln!(text, "{}", screen.paint(line.trim_end(), Tone::Faint));
    }
    let own = |i: &&Issue| {
        i.place.sheet.and_then(|s| portfolio.sheets.get(s as usize)).is_some_and(|s| std::ptr::eq(s, sheet))
    };
    let command =
        |i: &Issue| i.args.iter().find(|(name, _)| *name == "command").map(|(_, text)| text.clone());
    if let Some(command) =
        portfolio.issues.iter().filter(own).find_map(command).filter(|_| !sheet.preview.is_empty())
    {
        let likeliest = labels.fill("terminal.likeliest", &[("command", command)]);
        text.push_str(&screen.wrap(&format!("→ {likeliest}"), 4, 6));
    }
    text
}

/// One line a column; header and field get what room there is, long ones are cut.
fn table(sheet: &SheetReading, labels: &Labels, screen: &Screen) -> String {
    struct Line {
        header: String,
        field: String,
        unit: String,
        confidence: String,
    }
    let line = |column: &ColumnReading| Line {
        header: column.header.split_whitespace().collect::<Vec<_>>().join(" "),
        field: match column.field {
            Some(field) => format!("{} ({field})", labels.field(sheet.kind, field)),
            None => labels.text("terminal.unmapped").to_owned(),
        },
        unit: match column.unit {
            unit if (unit - 1.0).abs() > f64::EPSILON => format!("× {unit}"),
            _ => String::new(),
        },
        confidence: match column.field {
            Some(_) => format!("{:.0}%", column.confidence * 100.0),
            None => String::new(),
        },
    };
    let lines: Vec<Line> = sheet.columns.iter().map(line).collect();
    let widest = |part: fn(&Line) -> &str| lines.iter().map(|l| part(l).width()).max().unwrap_or(0);
    let (unit, confidence) = (widest(|l| &l.unit), widest(|l| &l.confidence));
    let fixed = "     A  ".len() + " → ".width() + if unit > 0 { unit + 2 } else { 0 } + confidence + 2;
    let room = screen.width.saturating_sub(fixed).max(16);
    let (header, field) = (widest(|l| &l.header), widest(|l| &l.field));
    let (header, field) = match header + field > room {
        true => (header.min((room * 2 / 5).max(room.saturating_sub(field))), field),
        false => (header, field),
    };
    let field = field.min(room.saturating_sub(header));
    let mut text = String::new();
    for (column, line) in sheet.columns.iter().zip(&lines) {
        let mut shown = format!("{} → {}", fit(&line.header, header), fit(&line.field, field));
        if unit > 0 {
            shown = format!("{shown}  {}", fit(&line.unit, unit));
        }
        shown = format!("{shown}  {}", cut(&line.confidence, confidence));
        let letters = column_letters(column.column);
        let whole = format!("{letters:>6}  {}", shown.trim_end());
        let tone = if column.field.is_none() { Some(Tone::Faint) } else { None };
        let doubtful = column.field.is_some() && column.confidence < 1.0;
        let tone = if doubtful { Some(Tone::Severity(Severity::Warning)) } else { tone };
        let _ = writeln!(text, "{}", tone.map_or_else(|| whole.clone(), |tone| screen.paint(&whole, tone)));
        if !column.examples.is_empty() {
            let examples = cut(&column.examples.join(" | "), screen.width.saturating_sub(10).max(10));
            let _ =
                writeln!(text, "{}", screen.paint(&format!("{:10}{}", "", examples.trim_end()), Tone::Faint));
        }
        text.push_str(&spoken(&column.spoken, 10, labels, screen));
    }
    text
}
