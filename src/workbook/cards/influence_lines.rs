//! The lines between the cards of one account: who reports to whom, who influences whom. A line runs in the
//! gutters between rows and columns of cards and ends in an arrow head; lines to one person come together.
//! Drawn as pictures of one pixel, stretched: sharp at any size and in every program. (A text box, the only
//! shape that can be written, grows to the height of a text in some of them.)

use crate::config::name_key;
use crate::method::{PersonPlan, routes};
use crate::model::Field;
use crate::workbook::cards::influence_card::{CARD_COLUMNS, CARD_ROW_PX, CARD_ROWS};
use crate::workbook::kit::grid::Grid;
use rust_xlsxwriter::{Image, ObjectMovement};
use std::collections::{BTreeMap, BTreeSet};

/// Cards side by side.
pub const ACROSS: usize = 4;
/// Height of a gutter without lines, and of each line's lane, in pixels.
const GUTTER: u32 = 12;
const LANE: u32 = 6;

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Reports to.
    Reports,
    /// Influences.
    Influences,
}

/// Lines that come together at one person, all from one side.
#[derive(Debug, Clone)]
struct Bundle {
    to: usize,
    relation: Relation,
    /// They enter from below.
    below: bool,
    from: Vec<usize>,
    lane: u32,
}

/// The lines of one account's cards.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    bundles: Vec<Bundle>,
    /// Lanes by gutter; gutter g stands above card row g.
    lanes: Vec<u32>,
    /// Lane in its own gutter of a line whose card is not next to the bundle's: by bundle and card.
    ways: BTreeMap<(usize, usize), (u32, u32)>,
}

fn row_of(card: usize) -> usize {
    card / ACROSS
}

/// Whether a line to a card leaves by the lower edge: to one in the same row or further down.
fn leaves_below(card: usize, to: usize) -> bool {
    row_of(card) <= row_of(to)
}

impl Lines {
    /// Lines between the first `shown` of an account's persons.
    pub fn new(
        context: &crate::workbook::kit::context::Context<'_>,
        persons: &[PersonPlan],
        shown: usize,
    ) -> Self {
        let mut lines = Lines { lanes: vec![0; shown.div_ceil(ACROSS) + 1], ..Lines::default() };
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for (at, person) in persons.iter().take(shown).enumerate() {
            by_name.entry(name_key(&context.plan.person_record(person).name)).or_insert(at);
        }
        let mut ends: BTreeMap<(usize, Relation, bool), BTreeSet<usize>> = BTreeMap::new();
        for (at, person) in persons.iter().take(shown).enumerate() {
            let details = &context.plan.person_record(person).details;
            for (field, relation) in
                [(Field::ReportsTo, Relation::Reports), (Field::Influences, Relation::Influences)]
            {
                for name in details.get(field).into_iter().flat_map(routes::names) {
                    if let Some(to) = by_name.get(&name_key(name)).filter(|to| **to != at) {
                        let below = row_of(at) >= row_of(*to);
                        ends.entry((*to, relation, below)).or_default().insert(at);
                    }
                }
            }
        }
        for ((to, relation, below), from) in ends {
            let gutter = row_of(to) + usize::from(below);
            let lane = lines.take_lane(gutter);
            let bundle = lines.bundles.len();
            for card in &from {
                let own = row_of(*card) + usize::from(leaves_below(*card, to));
                if own != gutter {
                    let way = (lines.take_lane(own), u32::try_from(lines.ways.len()).unwrap_or(0));
                    lines.ways.insert((bundle, *card), way);
                }
            }
            lines.bundles.push(Bundle { to, relation, below, from: from.into_iter().collect(), lane });
        }
        lines
    }

    fn take_lane(&mut self, gutter: usize) -> u32 {
        let Some(lanes) = self.lanes.get_mut(gutter) else { return 0 };
        *lanes += 1;
        *lanes - 1
    }

    /// Height of the gutter above a row of cards, or below the last one.
    pub fn gutter_px(&self, gutter: usize) -> u32 {
        let lanes = self.lanes.get(gutter).copied().unwrap_or(0);
        // Whole points: 4 pixels are 3.
        (GUTTER + lanes * LANE).next_multiple_of(4)
    }

    /// Draws the lines; the first gutter begins in a row, the first card in a column.
    pub fn draw(&self, grid: &mut Grid<'_, '_, '_>, row: u32, column: u16) -> anyhow::Result<()> {
        let mut pen = Pen { lines: self, column_px: i64::from(grid.column_px), ports: BTreeMap::new() };
        let mut strokes = Vec::new();
        for (at, bundle) in self.bundles.iter().enumerate() {
            pen.bundle(at, bundle, &mut strokes);
        }
        for stroke in strokes {
            let color = match stroke.relation {
                Relation::Reports => grid.context.theme.rgb("assumed_text"),
                Relation::Influences => grid.context.theme.rgb("core"),
            };
            let picture = pixel(color)?
                .set_scale_to_size(stroke.width.max(1) as f64, stroke.height.max(1) as f64, false)
                .set_object_movement(ObjectMovement::MoveAndSizeWithCells)
                .set_decorative(true);
            let (x, y) = (u32::try_from(stroke.x).unwrap_or(0), u32::try_from(stroke.y).unwrap_or(0));
            grid.sheet.insert_image_with_offset(row, column, &picture, x, y)?;
        }
        Ok(())
    }
}

/// A filled rectangle: part of a line or of an arrow head.
struct Stroke {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    relation: Relation,
}

/// A GIF of one pixel in a colour.
fn pixel(rgb: u32) -> anyhow::Result<Image> {
    let [_, red, green, blue] = rgb.to_be_bytes();
    let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    bytes.extend([red, green, blue, 0, 0, 0]);
    bytes.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
    Ok(Image::new_from_buffer(&bytes)?)
}

/// Turns bundles into strokes.
struct Pen<'l> {
    lines: &'l Lines,
    column_px: i64,
    /// Lines so far at an edge of a card: card, whether its lower edge.
    ports: BTreeMap<(usize, bool), i64>,
}

impl Pen<'_> {
    fn bundle(&mut self, at: usize, bundle: &Bundle, strokes: &mut Vec<Stroke>) {
        let weight = if bundle.relation == Relation::Reports { 1 } else { 2 };
        let target = self.port(bundle.to, bundle.below);
        let gutter = row_of(bundle.to) + usize::from(bundle.below);
        let lane = self.lane_y(gutter, bundle.lane);
        let edge = self.edge_y(bundle.to, bundle.below);
        let (mut least, mut most) = (target, target);
        let relation = bundle.relation;
        let mut upright = |x: i64, from: i64, to: i64| {
            let (top, bottom) = (from.min(to), from.max(to));
            // Pictures that begin at one point replace one another: a line begins beside the one it meets.
            let top = if top == lane { top + weight } else { top + 1 };
            strokes.push(Stroke { x, y: top, width: weight, height: bottom - top, relation });
        };
        upright(target, lane, edge);
        let mut across = Vec::new();
        for card in &bundle.from {
            let leaves_below = leaves_below(*card, bundle.to);
            let port = self.port(*card, leaves_below);
            let start = self.edge_y(*card, leaves_below);
            let x = match self.lines.ways.get(&(at, *card)) {
                None => {
                    upright(port, start, lane);
                    port
                }
                Some((own_lane, way)) => {
                    let own = self.lane_y(row_of(*card) + usize::from(leaves_below), *own_lane);
                    let x = self.between(*card, *way);
                    upright(port, start, own);
                    upright(x, own, lane);
                    across.push((port.min(x), port.max(x), own));
                    x
                }
            };
            (least, most) = (least.min(x), most.max(x));
        }
        across.push((least, most, lane));
        for (from, to, y) in across.into_iter().filter(|(from, to, _)| from < to) {
            strokes.push(Stroke { x: from, y, width: to - from + weight, height: weight, relation });
        }
        self.head(target, edge, bundle, strokes);
    }

    /// The arrow head at the target's edge.
    fn head(&self, x: i64, edge: i64, bundle: &Bundle, strokes: &mut Vec<Stroke>) {
        for (step, half) in (0_i64..).zip([0, 1, 2, 3]) {
            let y = if bundle.below { edge + 2 * step } else { edge - 2 - 2 * step };
            let width = 2 * half + if bundle.relation == Relation::Reports { 1 } else { 2 };
            strokes.push(Stroke { x: x - half, y, width, height: 2, relation: bundle.relation });
        }
    }

    /// The next free place on a card's upper or lower edge.
    fn port(&mut self, card: usize, lower: bool) -> i64 {
        let taken = self.ports.entry((card, lower)).or_insert(0);
        let (round, place) = (*taken / 6, *taken % 6);
        *taken += 1;
        let column = [3, 4, 2, 5, 1, 0].get(place as usize).copied().unwrap_or(0);
        // Lines from above and from below must not run over one another; an arrow head within one column
        // keeps its shape where a font makes columns wider.
        let within = if lower { self.column_px * 3 / 5 } else { self.column_px / 4 };
        self.left(card) + column * self.column_px + within + 2 * round
    }

    fn left(&self, card: usize) -> i64 {
        (card % ACROSS) as i64 * i64::from(CARD_COLUMNS + 1) * self.column_px
    }

    /// A place in the gutter of columns beside a card.
    fn between(&self, card: usize, way: u32) -> i64 {
        let column = card % ACROSS;
        let left = self.left(card);
        let room = (self.column_px - 8).max(1);
        let offset = 4 + i64::from(way * LANE) % room;
        if column + 1 < ACROSS {
            left + i64::from(CARD_COLUMNS) * self.column_px + offset
        } else {
            left - offset
        }
    }

    /// Top of a gutter.
    fn gutter_y(&self, gutter: usize) -> i64 {
        let above: u32 = (0..gutter).map(|g| self.lines.gutter_px(g) + CARD_ROWS * CARD_ROW_PX).sum();
        i64::from(above)
    }

    fn lane_y(&self, gutter: usize, lane: u32) -> i64 {
        self.gutter_y(gutter) + i64::from(GUTTER / 2 + 2 + lane * LANE)
    }

    /// Upper or lower edge of a card.
    fn edge_y(&self, card: usize, lower: bool) -> i64 {
        let gutter = row_of(card) + usize::from(lower);
        self.gutter_y(gutter) + if lower { 0 } else { i64::from(self.lines.gutter_px(gutter)) }
    }
}
