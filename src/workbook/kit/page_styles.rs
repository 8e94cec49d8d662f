//! The formats of cards and account pages, made and numbered once in a fixed order, as all formats are.

use crate::workbook::kit::styles::{NEGATIVE, scaled_format};
use crate::workbook::kit::theme::Theme;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook};

/// A format of cards and account pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Name on a card.
    CardName,
    /// Number of the person on a card.
    CardNumber,
    /// Role and title on a card.
    CardRole,
    /// Box of a commitment level; its colour is a conditional format.
    CardBox,
    /// Commitment level in words.
    CardLevel,
    /// Left half of a card's line.
    CardLeft,
    /// Right half of a card's line.
    CardRight,
    /// Last line of a card.
    CardLast,
    /// Heading of an account on the map.
    MapHeading,
    /// Facts beside that heading.
    MapFacts,
    /// Small number by which formulas find a row.
    Number,
    /// Small grey word before a value.
    Label,
    /// A sentence that wraps.
    Body,
    /// A sentence in bold.
    Strong,
    /// A short text that shrinks to its place.
    Short,
    /// A short text in the middle.
    Center,
    /// A day.
    Day,
    /// Money in a larger unit.
    Money,
    /// A number.
    Amount,
    /// A share.
    Share,
    /// What to collect where there is nothing.
    Collect,
    /// What the program proposes.
    Proposed,
    /// Header over a list.
    Head,
    /// The segment in the title band.
    Badge,
    /// Small text in the title band.
    BandText,
    /// Number in the title band by which formulas find the account.
    BandNumber,
    /// Text on a tile, shrunk to it.
    TileWords,
    /// Rank and name in the title band, shrunk to it.
    BandTitle,
    /// A day that has passed, with a mark.
    Late,
    /// Money on a tile.
    TileMoney,
    /// Small line of a tile, shrunk to it.
    TileSmall,
    /// A short text in bold.
    StrongShort,
    /// A short text in grey.
    Faint,
    /// Line to sign on.
    Sign,
}

impl Paper {
    /// Whether a text shrinks to its place.
    pub fn shrinks(self) -> bool {
        use Paper::{CardLast, CardLeft, CardName, CardRight, CardRole, Faint, Short, StrongShort};
        matches!(self, CardName | CardRole | CardLeft | CardRight | CardLast | Short | StrongShort | Faint)
    }
}

const PAPERS: [Paper; 34] = [
    Paper::CardName,
    Paper::CardNumber,
    Paper::CardRole,
    Paper::CardBox,
    Paper::CardLevel,
    Paper::CardLeft,
    Paper::CardRight,
    Paper::CardLast,
    Paper::MapHeading,
    Paper::MapFacts,
    Paper::Number,
    Paper::Label,
    Paper::Body,
    Paper::Strong,
    Paper::Short,
    Paper::Center,
    Paper::Day,
    Paper::Money,
    Paper::Amount,
    Paper::Share,
    Paper::Collect,
    Paper::Proposed,
    Paper::Head,
    Paper::Badge,
    Paper::BandText,
    Paper::BandNumber,
    Paper::TileWords,
    Paper::BandTitle,
    Paper::Late,
    Paper::TileMoney,
    Paper::TileSmall,
    Paper::StrongShort,
    Paper::Faint,
    Paper::Sign,
];

/// Fill of tiles and of a card's head.
const TILE: u32 = 0xF5_F7FA;

/// The formats, each also for a text that must stay text.
pub struct PageStyles {
    plain: Vec<Format>,
    quoted: Vec<Format>,
}

impl PageStyles {
    /// Makes the formats and numbers them in `workbook`.
    pub fn new(theme: &Theme, unit: &str, workbook: &mut Workbook) -> Self {
        let plain: Vec<Format> = PAPERS.iter().map(|paper| format(theme, unit, *paper)).collect();
        let quoted: Vec<Format> = plain.iter().map(|f| f.clone().set_quote_prefix()).collect();
        plain.iter().chain(&quoted).for_each(|f| workbook.register_format(f));
        PageStyles { plain, quoted }
    }

    /// A format.
    pub fn of(&self, paper: Paper) -> &Format {
        &self.plain[paper as usize]
    }

    /// The format of a text that starts like a formula.
    pub fn quoted(&self, paper: Paper) -> &Format {
        &self.quoted[paper as usize]
    }
}

/// Money of one account in a larger unit: small amounts with one decimal more.
fn money_format(unit: &str) -> String {
    let one = scaled_format(unit);
    if unit.is_empty() { one } else { format!("[<10]{};{one}", one.replacen("0.0", "0.00", 1)) }
}

fn format(theme: &Theme, unit: &str, paper: Paper) -> Format {
    let base =
        Format::new().set_font_name(&theme.font).set_font_size(9).set_align(FormatAlign::VerticalCenter);
    let edge = theme.color("title_fill");
    let left = |f: Format| f.set_border_left(FormatBorder::Thin).set_border_left_color(edge);
    let right = |f: Format| f.set_border_right(FormatBorder::Thin).set_border_right_color(edge);
    let top = |f: Format| f.set_border_top(FormatBorder::Medium).set_border_top_color(edge);
    let bottom = |f: Format| f.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(edge);
    let grey = |f: Format| f.set_font_color(theme.color("assumed_text"));
    let ruled = |f: Format| {
        f.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(theme.color("rule")).set_indent(1)
    };
    let tile = |f: Format| f.set_background_color(Color::RGB(TILE));
    let band = |f: Format| {
        f.set_background_color(theme.color("title_fill")).set_font_color(theme.color("title_text"))
    };
    let heading = || base.clone().set_font_size(10).set_bold().set_font_color(theme.color("title_fill"));
    match paper {
        Paper::CardName => tile(top(left(base.set_bold().set_font_size(10).set_shrink().set_indent(1)))),
        Paper::CardNumber => tile(top(right(grey(base).set_align(FormatAlign::Right)))),
        Paper::CardRole => left(right(base.set_shrink().set_indent(1))),
        Paper::CardBox => base
            .set_align(FormatAlign::Center)
            .set_bold()
            .set_border(FormatBorder::Thin)
            .set_border_color(edge),
        Paper::CardLevel => right(base.set_shrink().set_indent(1)),
        Paper::CardLeft => left(base.set_shrink().set_indent(1)),
        Paper::CardRight => right(base.set_shrink().set_indent(1).set_align(FormatAlign::Right)),
        Paper::CardLast => bottom(left(right(grey(base).set_shrink().set_indent(1)))),
        Paper::MapHeading => bottom(heading().set_font_size(12).set_shrink()),
        Paper::MapFacts => bottom(base.set_align(FormatAlign::Right).set_shrink()),
        Paper::Number => bottom(grey(base).set_align(FormatAlign::Right)),
        Paper::Label => grey(base).set_indent(1).set_shrink(),
        Paper::Body => ruled(base).set_text_wrap(),
        Paper::Strong => ruled(base).set_bold().set_text_wrap(),
        Paper::Short => ruled(base).set_shrink(),
        Paper::Center => ruled(base).set_shrink().set_align(FormatAlign::Center),
        Paper::Day => ruled(base).set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center).set_shrink(),
        Paper::Money => {
            ruled(base).set_num_format(money_format(unit)).set_align(FormatAlign::Right).set_shrink()
        }
        Paper::Amount => ruled(base).set_num_format("#,##0.##").set_align(FormatAlign::Right).set_shrink(),
        Paper::Share => ruled(base).set_num_format("0%").set_align(FormatAlign::Right).set_shrink(),
        Paper::Collect => grey(base).set_italic().set_text_wrap().set_indent(1),
        Paper::Proposed => {
            ruled(base).set_font_color(theme.color("proposed_text")).set_italic().set_text_wrap()
        }
        Paper::Head => {
            let format = base.set_bold().set_font_color(theme.color("header_text")).set_indent(1);
            format.set_background_color(theme.color("header_fill")).set_shrink()
        }
        Paper::Badge => band(base).set_bold().set_font_size(11).set_align(FormatAlign::Center),
        Paper::BandText => band(base).set_indent(1).set_shrink(),
        Paper::BandNumber => band(base).set_align(FormatAlign::Left),
        Paper::TileWords => tile(base)
            .set_font_size(14)
            .set_bold()
            .set_font_color(edge)
            .set_align(FormatAlign::Center)
            .set_shrink(),
        Paper::BandTitle => band(base).set_bold().set_font_size(16).set_indent(1).set_shrink(),
        Paper::Late => {
            let format = ruled(base).set_font_color(Color::RGB(NEGATIVE)).set_bold().set_shrink();
            format.set_num_format("\"! \"yyyy-mm-dd").set_align(FormatAlign::Center)
        }
        Paper::TileMoney => {
            let format = tile(base).set_font_size(16).set_bold().set_font_color(edge).set_shrink();
            format.set_num_format(money_format(unit)).set_align(FormatAlign::Center)
        }
        Paper::TileSmall => tile(grey(base)).set_align(FormatAlign::Center).set_shrink(),
        Paper::StrongShort => ruled(base).set_bold().set_shrink(),
        Paper::Faint => ruled(grey(base)).set_italic().set_shrink(),
        Paper::Sign => grey(base).set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Bottom),
    }
}
