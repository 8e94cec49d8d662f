//! Colours, fonts, company and unit of money of the workbook, from `theme.toml`.

use crate::model::Language;
use rust_xlsxwriter::Color;

/// The theme in one language.
#[derive(Debug, Clone)]
pub struct Theme {
    table: toml::Table,
    /// Font of every cell.
    pub font: String,
    /// Company name for the footer; may be blank.
    pub company: String,
    /// Confidentiality line for the footer; may be blank.
    pub confidentiality: String,
    /// Unit of money; none for the one that fits the portfolio.
    pub unit: Option<MoneyUnit>,
}

/// A unit of money that the theme asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyUnit {
    Base,
    Wan,
    Yi,
    Thousand,
    Million,
}

impl MoneyUnit {
    /// How many base units it is, and the key of its name.
    pub fn parts(self) -> (f64, &'static str) {
        match self {
            MoneyUnit::Base => (1.0, ""),
            MoneyUnit::Wan => (1e4, "wan"),
            MoneyUnit::Yi => (1e8, "yi"),
            MoneyUnit::Thousand => (1e3, "thousand"),
            MoneyUnit::Million => (1e6, "million"),
        }
    }
}

impl Theme {
    /// The theme of a language; its values are checked when it is loaded.
    pub fn new(table: &toml::Table, language: Language) -> Self {
        let unit = match table.get("unit").and_then(toml::Value::as_str).unwrap_or("auto") {
            "yuan" => Some(MoneyUnit::Base),
            "wan" => Some(MoneyUnit::Wan),
            "yi" => Some(MoneyUnit::Yi),
            "k" => Some(MoneyUnit::Thousand),
            "m" => Some(MoneyUnit::Million),
            // What fits.
            _ => None,
        };
        let text = |key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or("").to_owned();
        let font = text(&format!("font_{}", language.code()));
        Theme {
            font,
            company: text("company"),
            confidentiality: text("confidentiality"),
            unit,
            table: table.get("colors").and_then(toml::Value::as_table).cloned().unwrap_or_default(),
        }
    }

    /// A colour by name; black where the theme has none.
    pub fn color(&self, name: &str) -> Color {
        Color::RGB(self.rgb(name))
    }

    /// Black or white, whichever reads better on a colour.
    pub fn text_on(&self, name: &str) -> Color {
        let light = luminance(self.rgb(name));
        let on_white = 1.05 / (light + 0.05);
        let on_black = (light + 0.05) / 0.05;
        if on_white >= 4.5 || on_white > on_black { Color::White } else { Color::Black }
    }

    /// A light tint of a colour by name: dark text reads on it, in black and white too.
    pub fn tint(&self, name: &str) -> Color {
        let rgb = self.rgb(name);
        let channel = |shift: u32| (((rgb >> shift) & 0xFF) + 3 * 0xFF) / 4;
        Color::RGB(channel(16) << 16 | channel(8) << 8 | channel(0))
    }

    /// A colour by name as RRGGBB; black where the theme has none.
    pub fn rgb(&self, name: &str) -> u32 {
        let hex = self.table.get(name).and_then(toml::Value::as_str);
        hex.and_then(|h| u32::from_str_radix(h, 16).ok()).unwrap_or(0)
    }
}

/// Relative luminance of a colour (WCAG 2).
fn luminance(rgb: u32) -> f64 {
    let channel = |shift: u32| {
        let c = f64::from((rgb >> shift) & 0xFF) / 255.0;
        if c <= 0.039_28 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}
