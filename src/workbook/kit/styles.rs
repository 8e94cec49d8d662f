//! Every format of the workbook, made and numbered once in a fixed order. No sheet makes its own.

use crate::workbook::kit::theme::Theme;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook};

/// Where a value comes from: one look each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A person enters it.
    Entry,
    /// The list states it; carried along.
    Plain,
    /// The program or a formula computes it.
    Computed,
    /// The method assumed it.
    Assumed,
    /// The program proposes it; the person's choice stands beside it.
    Proposed,
}

/// What kind of value it is, and so how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A short text on one line.
    Text,
    /// A short text that folds where its column is narrower.
    Folded,
    /// A sentence that wraps.
    Wrapped,
    /// A short text in the middle.
    Center,
    /// A text that links.
    Link,
    /// Money in base units.
    Money,
    /// A share with one decimal.
    Percent,
    /// A small share with two decimals.
    FinePercent,
    /// A probability.
    Probability,
    /// A whole number.
    Count,
    /// A number as it is.
    Number,
    /// Money in a larger unit.
    Scaled,
    /// A day.
    Date,
}

/// Red that reads on white and on the fills of entries.
pub const NEGATIVE: u32 = 0xB0_0000;

const LOOKS: [Look; 5] = [Look::Entry, Look::Plain, Look::Computed, Look::Assumed, Look::Proposed];
const FORMS: [Form; 13] = [
    Form::Text,
    Form::Folded,
    Form::Wrapped,
    Form::Center,
    Form::Link,
    Form::Money,
    Form::Percent,
    Form::FinePercent,
    Form::Probability,
    Form::Count,
    Form::Number,
    Form::Scaled,
    Form::Date,
];

/// The formats of titles, cards and notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Title band.
    Title,
    /// Second line of the title band.
    Subtitle,
    /// Link that warns.
    Warning,
    /// Link in the title band.
    BandLink,
    /// Remark in grey.
    Note,
    /// Remark in grey that wraps.
    NoteWrapped,
    /// Heading of a block.
    Heading,
    /// Link at the end of such a heading.
    HeadingLink,
    /// Header of a table.
    Header,
    /// Header of a table over numbers.
    HeaderRight,
    /// Header of a table over centred words.
    HeaderCenter,
    /// Label of a tile.
    TileLabel,
    /// Number on a tile.
    TileMoney,
    /// Share on a tile.
    TilePercent,
    /// Count on a tile.
    TileCount,
    /// Text on a tile.
    TileText,
    /// Small line of a tile.
    TileSub,
    /// Small share of a tile.
    TileSubPercent,
    /// Plain paragraph.
    Paragraph,
    /// Old money, count and share on a tile of the comparison.
    TileOldMoney,
    TileOldCount,
    TileOldPercent,
    /// What changed, on a tile of the comparison.
    TileChangeMoney,
    TileChangeCount,
    TileChangePercent,
}

const PIECES: [Piece; 25] = [
    Piece::Title,
    Piece::Subtitle,
    Piece::Warning,
    Piece::BandLink,
    Piece::Note,
    Piece::NoteWrapped,
    Piece::Heading,
    Piece::HeadingLink,
    Piece::Header,
    Piece::HeaderRight,
    Piece::HeaderCenter,
    Piece::TileLabel,
    Piece::TileMoney,
    Piece::TilePercent,
    Piece::TileCount,
    Piece::TileText,
    Piece::TileSub,
    Piece::TileSubPercent,
    Piece::Paragraph,
    Piece::TileOldMoney,
    Piece::TileOldCount,
    Piece::TileOldPercent,
    Piece::TileChangeMoney,
    Piece::TileChangeCount,
    Piece::TileChangePercent,
];

/// All formats.
pub struct Styles {
    cells: Vec<Format>,
    quoted: Vec<Format>,
    pieces: Vec<Format>,
    badges: Vec<(&'static str, Format)>,
    badge_cells: Vec<(&'static str, Format)>,
    /// Conditional format of money below zero.
    pub negative: Format,
    /// Conditional format of a change that is none.
    pub faint: Format,
    /// The default format of a sheet's blank cells.
    pub ground: Format,
}

impl Styles {
    /// Makes all formats and numbers them in `workbook`, so that sheets filled in parallel
    /// give the same bytes each time. `unit` is the suffix of scaled money, such as 万.
    pub fn new(theme: &Theme, unit: &str, workbook: &mut Workbook) -> Self {
        let base =
            Format::new().set_font_name(&theme.font).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let cell = |look: Look, form: Form| cell_format(theme, &base, look, form);
        let names =
            ["core", "growth", "laggard", "champion", "supporter", "doubter", "obstructionist", "unknown"];
        let styles = Styles {
            cells: LOOKS
                .iter()
                .flat_map(|l| FORMS.iter().map(move |f| (*l, *f)))
                .map(|(l, f)| cell(l, f))
                .collect(),
            quoted: LOOKS.iter().map(|look| cell(*look, Form::Text).set_quote_prefix()).collect(),
            pieces: PIECES.iter().map(|piece| piece_format(theme, &base, unit, *piece)).collect(),
            badges: names.iter().map(|name| (*name, marked(theme, name))).collect(),
            badge_cells: names.iter().map(|name| (*name, badge(base.clone(), theme, name))).collect(),
            negative: Format::new().set_font_color(Color::RGB(NEGATIVE)),
            faint: Format::new().set_font_color(theme.color("rule")),
            ground: base,
        };
        let cells = styles.cells.iter().chain(&styles.quoted).chain(&styles.pieces);
        let badges = styles.badge_cells.iter().map(|(_, format)| format);
        for format in std::iter::once(&styles.ground).chain(cells).chain(badges) {
            workbook.register_format(format);
        }
        styles
    }

    /// Format of a table cell.
    pub fn cell(&self, look: Look, form: Form) -> &Format {
        &self.cells[look as usize * FORMS.len() + form as usize]
    }

    /// Format of a text that must stay text: quote prefix.
    pub fn quoted(&self, look: Look) -> &Format {
        &self.quoted[look as usize]
    }

    /// Format of a title, card or note.
    pub fn piece(&self, piece: Piece) -> &Format {
        &self.pieces[piece as usize]
    }

    /// Format of a link outside tables.
    pub fn cell_link(&self) -> &Format {
        self.cell(Look::Plain, Form::Link)
    }

    /// Conditional format of a code that has a colour of its own.
    pub fn badge(&self, code: &str) -> Option<&Format> {
        let code = if code == "unassessed" { "unknown" } else { code };
        self.badges.iter().find(|(name, _)| *name == code).map(|(_, format)| format)
    }

    /// Format of a cell in the colour of a code.
    pub fn badge_cell(&self, code: &str) -> Option<&Format> {
        let code = if code == "unassessed" { "unknown" } else { code };
        self.badge_cells.iter().find(|(name, _)| *name == code).map(|(_, format)| format)
    }
}

fn cell_format(theme: &Theme, base: &Format, look: Look, form: Form) -> Format {
    let rule = theme.color("rule");
    let format = base.clone().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(rule);
    let format = match look {
        Look::Entry => format
            .set_font_color(theme.color("entry_text"))
            .set_background_color(theme.color("entry_fill"))
            .set_unlocked(),
        Look::Plain | Look::Computed => format.set_font_color(theme.color("computed_text")),
        Look::Assumed => format
            .set_font_color(theme.color("assumed_text"))
            .set_background_color(theme.color("assumed_fill"))
            .set_italic()
            .set_unlocked(),
        Look::Proposed => format.set_font_color(theme.color("proposed_text")).set_italic(),
    };
    match form {
        Form::Text => format.set_num_format("@").set_indent(1),
        Form::Folded | Form::Wrapped => format.set_num_format("@").set_text_wrap().set_indent(1),
        Form::Center => format.set_align(FormatAlign::Center),
        Form::Link => {
            format.set_indent(1).set_font_color(theme.color("link")).set_underline(FormatUnderline::Single)
        }
        Form::Money => format.set_num_format("#,##0;-#,##0"),
        Form::Percent => format.set_num_format("0.0%"),
        Form::FinePercent => format.set_num_format("0.00%"),
        Form::Probability => format.set_num_format("0%"),
        Form::Count => format.set_num_format("#,##0"),
        Form::Number => format.set_align(FormatAlign::Right),
        Form::Scaled => format.set_num_format("#,##0.0"),
        Form::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    }
}

fn piece_format(theme: &Theme, base: &Format, unit: &str, piece: Piece) -> Format {
    let band = |size: u32| {
        let format = base.clone().set_font_size(size).set_background_color(theme.color("title_fill"));
        format.set_font_color(theme.color("title_text")).set_indent(1)
    };
    let header = || {
        let format = base.clone().set_bold().set_font_color(theme.color("header_text")).set_text_wrap();
        let format = format.set_background_color(theme.color("header_fill"));
        format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(theme.color("title_fill"))
    };
    let tile = || base.clone().set_background_color(Color::RGB(0xF5_F7FA)).set_align(FormatAlign::Center);
    let big = || tile().set_font_size(16).set_bold().set_font_color(theme.color("title_fill"));
    let grey = || base.clone().set_font_color(theme.color("assumed_text"));
    let change = || tile().set_bold().set_font_color(theme.color("title_fill"));
    let small = || tile().set_font_color(theme.color("assumed_text"));
    match piece {
        Piece::Title => band(16).set_bold(),
        Piece::Subtitle => band(10),
        Piece::Warning => {
            let format = base.clone().set_bold().set_font_color(Color::RGB(NEGATIVE)).set_indent(1);
            format.set_underline(FormatUnderline::Single)
        }
        Piece::BandLink => band(10).set_underline(FormatUnderline::Single).set_align(FormatAlign::Right),
        Piece::Note => grey(),
        Piece::NoteWrapped => grey().set_text_wrap().set_align(FormatAlign::Top),
        Piece::Heading => {
            let format = base.clone().set_bold().set_font_color(theme.color("title_fill"));
            format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(theme.color("title_fill"))
        }
        Piece::HeadingLink => {
            let format = base.clone().set_font_size(9).set_font_color(theme.color("title_fill"));
            let format = format.set_underline(FormatUnderline::Single).set_align(FormatAlign::Right);
            format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(theme.color("title_fill"))
        }
        Piece::Header => header().set_indent(1),
        Piece::HeaderRight => header().set_align(FormatAlign::Right),
        Piece::HeaderCenter => header().set_align(FormatAlign::Center),
        Piece::TileLabel => small(),
        Piece::TileMoney => big().set_num_format(scaled_format(unit)),
        Piece::TilePercent => big().set_num_format("0.0%"),
        Piece::TileCount => big().set_num_format("#,##0"),
        Piece::TileText => big(),
        Piece::TileSub => small().set_text_wrap(),
        Piece::TileSubPercent => small().set_num_format("0.0%"),
        Piece::Paragraph => base.clone().set_text_wrap().set_align(FormatAlign::Top),
        Piece::TileOldMoney => small().set_num_format(format!("\"← \"{}", scaled_format(unit))).set_shrink(),
        Piece::TileOldCount => small().set_num_format("\"← \"#,##0"),
        Piece::TileOldPercent => small().set_num_format("\"← \"0.0%"),
        Piece::TileChangeMoney => change().set_num_format(signed(&scaled_format(unit))).set_shrink(),
        Piece::TileChangeCount => change().set_num_format(signed("#,##0")),
        Piece::TileChangePercent => change().set_num_format(signed("0.0%")),
    }
}

/// Number format that shows the sign of a change.
fn signed(format: &str) -> String {
    format!("+{format};-{format};±0")
}

/// Number format of money shown in a larger unit.
pub fn scaled_format(unit: &str) -> String {
    if unit.is_empty() { "#,##0".to_owned() } else { format!("#,##0.0\"{unit}\"") }
}

/// How a table marks a word: a segment by a light tint, a level of commitment by its colour.
fn marked(theme: &Theme, name: &str) -> Format {
    if !["core", "growth", "laggard", "unknown"].contains(&name) {
        return badge(Format::new(), theme, name);
    }
    Format::new()
        .set_background_color(theme.tint(name))
        .set_font_color(theme.color("computed_text"))
        .set_bold()
}

fn badge(base: Format, theme: &Theme, name: &str) -> Format {
    base.set_background_color(theme.color(name)).set_font_color(theme.text_on(name)).set_bold()
}
