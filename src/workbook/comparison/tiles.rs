//! The tiles of the page of changes: headline figures, new over old with the change.

use super::changes::Changes;
use crate::method::comparison::{AccountChange, Change, Outcome, Presence, Record};
use crate::model::GoalStatus;
use crate::workbook::kit::canvas::Canvas;
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::styles::Piece;

/// First row of the tiles.
pub(super) const TILES: u32 = 3;

/// A headline figure: formula and value, old and new, and how it is shown.
struct Tile {
    label: &'static str,
    old: (String, Option<f64>),
    new: (String, Option<f64>),
    pieces: [Piece; 3],
}

const MONEY: [Piece; 3] = [Piece::TileMoney, Piece::TileOldMoney, Piece::TileChangeMoney];
const COUNT: [Piece; 3] = [Piece::TileCount, Piece::TileOldCount, Piece::TileChangeCount];
const PERCENT: [Piece; 3] = [Piece::TilePercent, Piece::TileOldPercent, Piece::TileChangePercent];

/// Writes the tiles.
pub(super) fn tiles(canvas: &mut Canvas<'_, '_, '_>, changes: &Changes<'_>) -> anyhow::Result<()> {
    let context = canvas.context;
    for (offset, height) in [(0, 20), (1, 30), (2, 20)] {
        canvas.sheet.set_row_height(TILES + offset, height)?;
    }
    for (at, tile) in (0_u16..).step_by(2).zip(tile_list(context, changes)) {
        let label = context.labels.value("workbook.comparison.tile", tile.label);
        let styles = &context.styles;
        let [new, old, change] = tile.pieces;
        canvas.sheet.merge_range(TILES, at, TILES, at + 1, label, styles.piece(Piece::TileLabel))?;
        canvas.sheet.merge_range(TILES + 1, at, TILES + 1, at + 1, "", styles.piece(new))?;
        match tile.new.1 {
            Some(value) => canvas.number(TILES + 1, at, &tile.new.0, Some(value), styles.piece(new))?,
            None => canvas.text(TILES + 1, at, "—", Piece::TileText)?,
        }
        canvas.number(TILES + 2, at, &tile.old.0, tile.old.1, styles.piece(old))?;
        let letters = |column: u16| crate::model::column_letters(u32::from(column));
        let (now, was) = (format!("{}{}", letters(at), TILES + 2), format!("{}{}", letters(at), TILES + 3));
        let formula = format!("IF(OR(NOT(ISNUMBER({now})),NOT(ISNUMBER({was}))),\"\",{now}-{was})");
        let delta = Change { old: tile.old.1, new: tile.new.1 }.delta();
        canvas.number(TILES + 2, at + 1, &formula, delta, styles.piece(change))?;
    }
    Ok(())
}

fn tile_list(context: &Context<'_>, changes: &Changes<'_>) -> Vec<Tile> {
    account_tiles(context, changes).into_iter().chain(entry_tiles(context, changes)).collect()
}

/// How many accounts there are, and what they are worth.
fn account_tiles(context: &Context<'_>, changes: &Changes<'_>) -> [Tile; 4] {
    let found = changes.found;
    let all = |key: &str| changes.accounts.schema.all(key);
    let word = |p: Presence| quoted(context.labels.value("presence", p.code()));
    let count = |p: Presence| format!("COUNTIF({},{})", all("presence"), word(p));
    let both = |of: fn(&AccountChange) -> Change<f64>, keys: [&str; 2], change: Change<f64>| {
        let known =
            |side: fn(Change<f64>) -> Option<f64>| found.accounts.iter().any(|a| side(of(a)).is_some());
        let sum = |key: &str| {
            format!(
                "IF(COUNT({0})=0,\"\",{1})",
                all(key),
                context.unit.scaled_literal(&format!("SUM({})", all(key)))
            )
        };
        let scaled = |v: Option<f64>, known: bool| v.filter(|_| known).map(|v| v / context.unit.factor);
        [
            (sum(keys[0]), scaled(change.old, known(|c| c.old))),
            (sum(keys[1]), scaled(change.new, known(|c| c.new))),
        ]
    };
    let totals = &found.totals;
    let [ev_old, ev_new] =
        both(|a| a.expected_value, ["expected_value_old", "expected_value_new"], totals.expected_value);
    let [sp_old, sp_new] =
        both(|a| a.sales_potential, ["sales_potential_old", "sales_potential_new"], totals.sales_potential);
    let share = |ev: &str, sp: &str, value: Option<f64>, of: Option<f64>| {
        let formula = format!("IF(N(SUM({1}))=0,\"\",SUM({0})/SUM({1}))", all(ev), all(sp));
        (formula, of.filter(|sp| *sp != 0.0).map(|sp| value.unwrap_or(0.0) / sp))
    };
    let (ev, sp) = (totals.expected_value, totals.sales_potential);
    let kept = count(Presence::Kept);
    let tile = |label, old, new, pieces| Tile { label, old, new, pieces };
    [
        tile(
            "accounts",
            (format!("{kept}+{}", count(Presence::Gone)), totals.accounts.old),
            (format!("{kept}+{}", count(Presence::New)), totals.accounts.new),
            COUNT,
        ),
        tile("expected_value", ev_old, ev_new, MONEY),
        tile("sales_potential", sp_old, sp_new, MONEY),
        tile(
            "probability",
            share("expected_value_old", "sales_potential_old", ev.old, sp.old),
            share("expected_value_new", "sales_potential_new", ev.new, sp.new),
            PERCENT,
        ),
    ]
}

/// Goals met and plan items overdue.
fn entry_tiles(context: &Context<'_>, changes: &Changes<'_>) -> [Tile; 2] {
    let found = changes.found;
    let entries = |record: Record, key: &str, words: &[&str]| {
        let record = quoted(context.labels.value("record", record.code()));
        let one = |word: &&str| {
            format!(
                "COUNTIFS({},{record},{},{})",
                changes.entries.schema.all("record"),
                changes.entries.schema.all(key),
                quoted(word)
            )
        };
        words.iter().map(one).collect::<Vec<_>>().join("+")
    };
    let is_goal = |status: Option<&str>| status == Some(GoalStatus::Met.code());
    let goals = |new: bool| {
        let states = found.entries.iter().filter(|e| e.record == Record::Goal);
        states.filter(|e| is_goal(if new { &e.new } else { &e.old }.as_ref().and_then(|s| s.status))).count()
            as f64
    };
    let met = context.labels.value("goal_status", GoalStatus::Met.code());
    let of = |outcome: Outcome| context.labels.value("entry_outcome", outcome.code());
    let late = [Outcome::NewlyOverdue, Outcome::Overdue];
    let overdue = late.iter().map(|o| found.count(Record::Item, *o)).sum::<usize>() as f64;
    let before = found.entries.iter().filter(|e| e.record == Record::Item && e.was_late()).count() as f64;
    let tile = |label, old, new, pieces| Tile { label, old, new, pieces };
    [
        tile(
            "goals_met",
            (entries(Record::Goal, "status_old", &[met]), Some(goals(false))),
            (entries(Record::Goal, "status_new", &[met]), Some(goals(true))),
            COUNT,
        ),
        tile(
            "overdue",
            (before.to_string(), Some(before)),
            (entries(Record::Item, "outcome", &late.map(of)), Some(overdue)),
            COUNT,
        ),
    ]
}
