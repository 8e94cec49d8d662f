//! Decisions to take, on the Overview: what, account, figures, expected value at stake, link.

use crate::layout::TableId;
use crate::method::finding::{Finding, Kind};
use crate::workbook::kit::canvas::{COLUMNS, Canvas};
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::page;
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::width;
use rust_xlsxwriter::Url;

/// Lines on the page at most.
const MOST: usize = 10;

/// Columns: number, what, account, figures, at stake, link.
const WHAT: u16 = 1;
const ACCOUNT: u16 = 5;
const FIGURES: u16 = 7;
const STAKE: u16 = 10;
const LINK: u16 = 11;

/// Pixels that the figures have, and of one of their lines.
const FIGURES_PX: u32 = 300;
const LINE_PX: u32 = 17;

/// Writes the block; returns the row after it.
pub fn decisions(canvas: &mut Canvas<'_, '_, '_>, at: u32) -> anyhow::Result<u32> {
    let context = canvas.context;
    canvas.heading(at, 0, COLUMNS - 1, context.label("workbook.heading.decisions"))?;
    let findings = &context.plan.findings[..context.plan.findings.len().min(MOST)];
    if findings.is_empty() {
        canvas.text(at + 1, 0, context.label("workbook.no_decisions"), Piece::Note)?;
        return Ok(at + 3);
    }
    let column = |key| context.labels.value("workbook.column", key);
    let stake = context.labels.fill("workbook.at_stake_in", &[("unit", context.money_unit())]);
    let headers = [
        (0, column("number"), false),
        (WHAT, column("what"), false),
        (ACCOUNT, column("account"), false),
        (FIGURES, column("figures"), false),
        (STAKE, stake.as_str(), true),
        (LINK, column("link"), false),
    ];
    canvas.headers(at + 1, &headers, COLUMNS - 1)?;
    for (index, finding) in findings.iter().enumerate() {
        line(canvas, at + 2 + u32::try_from(index)?, index, finding)?;
    }
    Ok(at + 3 + u32::try_from(findings.len())?)
}

/// Why, in figures: over the columns up to the money, on as many lines as it takes.
fn figures(canvas: &mut Canvas<'_, '_, '_>, row: u32, text: &str) -> anyhow::Result<()> {
    let folded = canvas.context.styles.cell(Look::Computed, Form::Wrapped);
    canvas.sheet.merge_range(row, FIGURES, row, STAKE - 1, "", folded)?;
    canvas.sheet.write_string_with_format(row, FIGURES, text, folded)?;
    let lines = width::lines(text, FIGURES_PX);
    if lines > 1 {
        canvas.sheet.set_row_height_pixels(row, lines * LINE_PX + 4)?;
    }
    Ok(())
}

fn line(canvas: &mut Canvas<'_, '_, '_>, row: u32, index: usize, finding: &Finding) -> anyhow::Result<()> {
    let context = canvas.context;
    let (labels, styles) = (&context.labels, &context.styles);
    canvas.ruled(row, 0, COLUMNS - 1)?;
    let number = styles.cell(Look::Computed, Form::Center);
    canvas.sheet.write_number_with_format(row, 0, (index + 1) as f64, number)?;
    let text = styles.cell(Look::Computed, Form::Text);
    let what = labels.value("finding.what", finding.kind.code());
    canvas.sheet.write_string_with_format(row, WHAT, what, styles.cell(Look::Proposed, Form::Text))?;
    let name = finding
        .accounts
        .first()
        .map_or("", |at| context.plan.record(&context.plan.accounts[*at]).name.as_str());
    let single = finding.accounts.len() == 1;
    let account = if single {
        name.to_owned()
    } else {
        let more = (finding.accounts.len() - 1).to_string();
        let all = finding.accounts.len().to_string();
        labels.fill("workbook.and_more", &[("account", name.to_owned()), ("more", more), ("all", all)])
    };
    canvas.sheet.write_string_with_format(row, ACCOUNT, account, text)?;
    figures(canvas, row, &labels.note(&finding.figures))?;
    let stake = finding.money / context.unit.factor;
    canvas.sheet.write_number_with_format(row, STAKE, stake, styles.cell(Look::Computed, Form::Scaled))?;
    let open = context.label("workbook.open_row");
    if !single {
        let laggards = finding.kind == Kind::LowCostService;
        let id = if laggards { TableId::Segments } else { TableId::Accounts };
        let sheet = &context.table(id).sheet;
        let link = Url::new(page::target(sheet)).set_text(open);
        canvas.sheet.write_url_with_format(row, LINK, link, styles.cell_link())?;
        return Ok(());
    }
    let names = context.table(TableId::Accounts).all("account");
    let letters = crate::model::column_letters(u32::from(context.table(TableId::Accounts).place("account")));
    let sheet = context.table(TableId::Accounts).sheet.replace('\'', "''").replace('"', "\"\"");
    let cell = format!("${}{}", crate::model::column_letters(u32::from(ACCOUNT)), row + 1);
    let formula = format!(
        "IFERROR(HYPERLINK(\"#'{sheet}'!{letters}\"&(MATCH({cell},{names},0)+MIN(ROW({names}))-1),{}),\"\")",
        quoted(open)
    );
    canvas.words(row, LINK, &formula, open, styles.cell_link())
}
