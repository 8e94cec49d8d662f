//! Hints that were tried: every option that a hint proposes is tried on the very lists first, on their first rows,
//! and printed only if the lists then read as the hint says. One complete command a problem.

use super::ImportOptions;
use super::mended::Mends;
use super::portfolio::understand;
use super::raw::raw_sheet::RawSheet;
use super::understand::guesses::{Proposal, guesses};
use super::understand::source_file::SourceFile;
use crate::config::Config;
use crate::model::{ColumnReading, Field, Issue, IssueCode, Portfolio, SheetReading, column_letters};

/// Rows of a sheet that are read to try a hint.
const DEPTH: usize = 200;
/// Trials of one run.
const MOST: usize = 60;

/// Tries the options that hints could propose and gives each issue the command that worked.
pub fn fill(portfolio: &mut Portfolio, files: &[SourceFile], options: &ImportOptions, config: &Config) {
    let wanted = |issue: &Issue| PROPOSING.contains(&issue.code);
    if !portfolio.issues.iter().any(wanted) {
        return;
    }
    let short = shortened(files);
    let Ok(before) = understand(&short, &Mends::default(), options, config) else { return };
    let mut trials = 0;
    let inputs: Vec<&str> = portfolio.inputs.iter().map(|i| i.path.as_str()).collect();
    let mut found = Vec::new();
    for (at, issue) in portfolio.issues.iter().enumerate().filter(|(_, issue)| wanted(issue)) {
        let Some(sheet) = issue.place.sheet.and_then(|s| portfolio.sheets.get(s as usize)) else { continue };
        for proposals in proposed(issue, sheet, &short, config) {
            if trials == MOST {
                break;
            }
            trials += 1;
            let tried = with(options, &proposals);
            let Ok(after) = understand(&short, &Mends::default(), &tried, config) else { continue };
            if helps(&before, &after, sheet, &proposals, config) {
                found.push((at, command(&inputs, &tried, &proposals)));
                break;
            }
        }
    }
    for (at, command) in found {
        portfolio.issues[at].args.push(("command", command));
    }
}

/// Issues whose hint can propose an option.
const PROPOSING: &[IssueCode] = &[
    IssueCode::SheetHidden,
    IssueCode::SheetIgnored,
    IssueCode::NoAccountColumn,
    IssueCode::AmbiguousColumn,
    IssueCode::HeaderSuggestion,
    IssueCode::HeaderVetoed,
    IssueCode::CompanyRevenueAssumed,
    IssueCode::ColumnUnused,
    IssueCode::UnitFound,
    IssueCode::DoubtfulGrouping,
    IssueCode::ScaleChosen,
];

/// The lists with their first rows only.
fn shortened(files: &[SourceFile]) -> Vec<SourceFile> {
    files
        .iter()
        .map(|file| SourceFile {
            path: file.path.clone(),
            sheets: file.sheets.iter().map(|sheet| sheet.part(0..=u32::MAX, DEPTH)).collect(),
            error: file.error,
            ..SourceFile::default()
        })
        .collect()
}

/// What the hint of an issue could propose, the likeliest first.
fn proposed(
    issue: &Issue,
    sheet: &SheetReading,
    files: &[SourceFile],
    config: &Config,
) -> Vec<Vec<Proposal>> {
    let column = issue.place.column.and_then(|c| sheet.columns.iter().find(|k| k.column == c));
    let map = |field: Field, column: &ColumnReading| {
        vec![Proposal::Map(field, column.column, column.header.clone())]
    };
    match (issue.code, issue.field) {
        (IssueCode::SheetHidden, _) => vec![vec![Proposal::Sheet(sheet.name.clone())]],
        (IssueCode::SheetIgnored | IssueCode::NoAccountColumn, _) => {
            let raw =
                files.get(sheet.input as usize).and_then(|f| f.sheets.iter().find(|s| s.name == sheet.name));
            raw.map_or_else(Vec::new, |raw: &RawSheet| guesses(raw, sheet, config))
        }
        (IssueCode::AmbiguousColumn, Some(field)) => {
            let named = issue.args.iter().find(|(name, _)| *name == "columns").map_or("", |(_, text)| text);
            let rivals = sheet.columns.iter().filter(|c| named.split(" | ").any(|name| name == c.header));
            rivals.map(|c| map(field, c)).collect()
        }
        (IssueCode::HeaderSuggestion | IssueCode::HeaderVetoed, Some(field)) => {
            column.map(|c| map(field, c)).into_iter().collect()
        }
        (IssueCode::CompanyRevenueAssumed | IssueCode::ColumnUnused, _) => {
            column.map(|c| map(Field::AnnualRevenue, c)).into_iter().collect()
        }
        (IssueCode::UnitFound, Some(field)) => vec![vec![Proposal::Unit(field, 1.0)]],
        (IssueCode::DoubtfulGrouping, Some(field)) => {
            regrouped(issue).map(|factor| vec![Proposal::Unit(field, factor)]).into_iter().collect()
        }
        (IssueCode::ScaleChosen, Some(field)) if !matches!(field, Field::Receptivity | Field::Dynamics) => {
            let points = column.is_some_and(|c| c.unit < 1.0);
            vec![vec![Proposal::Unit(field, if points { 1.0 } else { 0.01 })]]
        }
        _ => Vec::new(),
    }
}

/// The factor by which a column is read the other way: only where every cell of it is as doubtful as the example.
fn regrouped(issue: &Issue) -> Option<f64> {
    let said =
        |wanted: &str| issue.args.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.as_str());
    let number = |wanted| said(wanted)?.parse::<f64>().ok();
    let (read, other) = (number("read")?, number("other")?);
    let whole = matches!(said("reason"), Some("@reason.no_proof" | "@reason.by_separator"));
    let factor = if other > read { 1000.0 } else { 0.001 };
    (whole && (read * factor - other).abs() <= 1e-9 * other.abs()).then_some(factor)
}

fn with(options: &ImportOptions, proposals: &[Proposal]) -> ImportOptions {
    let mut tried = options.clone();
    for proposal in proposals {
        match proposal {
            Proposal::Map(field, column, header) => tried.map.push((*field, called(*column, header))),
            Proposal::HeaderRow(row) => tried.header_row = Some(*row),
            Proposal::Unit(field, factor) => {
                tried.units.retain(|(f, _)| f != field);
                tried.units.push((*field, *factor));
            }
            Proposal::Sheet(name) => tried.sheets.push(name.clone()),
        }
    }
    tried
}

/// What a sheet looks like after a reading: rows that count, rows rejected, values that nobody could read.
fn state(portfolio: &Portfolio, sheet: &SheetReading) -> (u64, u64, usize) {
    let same = |s: &&SheetReading| s.input == sheet.input && s.name == sheet.name;
    let sum = portfolio.sheets.iter().filter(same).fold((0, 0), |(used, rejected), s| {
        (used + s.rows.planned + s.rows.merged, rejected + s.rows.rejected)
    });
    let at = |i: &&Issue| {
        let sheet = i.place.sheet.and_then(|s| portfolio.sheets.get(s as usize));
        sheet.is_some_and(|s| same(&s))
    };
    let unread = [IssueCode::UnreadableValue, IssueCode::UnreadableAmount, IssueCode::ImpossibleAmount];
    (sum.0, sum.1, portfolio.issues.iter().filter(at).filter(|i| unread.contains(&i.code)).count())
}

/// Whether the lists read as the hint says, and nothing reads worse.
fn helps(
    before: &Portfolio,
    after: &Portfolio,
    sheet: &SheetReading,
    proposals: &[Proposal],
    config: &Config,
) -> bool {
    let (used, rejected, unread) = state(before, sheet);
    let (now_used, now_rejected, now_unread) = state(after, sheet);
    if now_used == 0
        || now_used < used
        || now_rejected > rejected
        || now_unread > unread + now_used as usize / 4
    {
        return false;
    }
    if now_used == used && used == 0 {
        return false;
    }
    proposals.iter().all(|proposal| match proposal {
        Proposal::Map(field, column, header) => {
            let same = |s: &&SheetReading| s.input == sheet.input && s.name == sheet.name;
            let taken = after
                .sheets
                .iter()
                .filter(same)
                .any(|s| s.columns.iter().any(|c| c.column == *column && c.field == Some(*field)));
            let summed = |p: &Portfolio| {
                p.issues
                    .iter()
                    .filter(|i| i.field.is_none_or(|f| f == *field) && LINES.contains(&i.code))
                    .count()
            };
            // One row of many is no year's revenue, nor is capital or headcount.
            let figure = *field != Field::AnnualRevenue
                || summed(after) <= summed(before)
                    && !config.columns.turnover_evidence.contains(&config.columns.plain(header));
            taken && figure
        }
        _ => true,
    })
}

const LINES: &[IssueCode] = &[IssueCode::LinesSummed, IssueCode::LinesOfYears, IssueCode::AmountsAdded];

/// How a column is named on the command line: by its header where a shell takes it as it stands, else by letter.
fn called(column: u32, header: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " _-./()（）:#&+,".contains(c);
    let simple = !header.trim().is_empty() && header.chars().count() <= 60 && header.chars().all(plain);
    let letters = header.len() <= 3 && header.bytes().all(|b| b.is_ascii_alphabetic());
    if simple && !letters { header.trim().to_owned() } else { column_letters(column) }
}

/// The whole command.
fn command(inputs: &[&str], options: &ImportOptions, proposals: &[Proposal]) -> String {
    let mut words = vec!["keyplan".to_owned(), "plan".to_owned()];
    words.extend(inputs.iter().map(|path| quoted(path)));
    for sheet in &options.sheets {
        words.push(format!("--sheet {}", quoted(sheet)));
    }
    if let Some(row) = options.header_row {
        words.push(format!("--header-row {row}"));
    }
    for (field, column) in &options.map {
        words.push(format!("--map {field}={}", quoted(column)));
    }
    for (field, factor) in &options.units {
        words.push(format!("--unit {field}={factor}"));
    }
    debug_assert!(!proposals.is_empty());
    words.join(" ")
}

fn quoted(text: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || "_-./".contains(c);
    if text.chars().all(bare) { text.to_owned() } else { format!("\"{text}\"") }
}
