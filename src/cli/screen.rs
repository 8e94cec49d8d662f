//! The terminal behind stdout or stderr: its width, and whether colours are wanted.

#![expect(clippy::disallowed_methods, reason = "asks what they are, writes nothing")]

use super::args::Color;
use crate::report::screen::Screen;
use console::Term;
use std::io::IsTerminal;
use terminal_size::{Width, terminal_size_of};

/// Columns where there is no terminal to ask.
const ELSEWHERE: usize = 100;

/// What stdout can show.
pub fn stdout(color: Color) -> Screen {
    let out = std::io::stdout();
    screen(color, out.is_terminal() && colours(&Term::stdout()), terminal_size_of(&out))
}

/// What stderr can show.
pub fn stderr(color: Color) -> Screen {
    let out = std::io::stderr();
    screen(color, out.is_terminal() && colours(&Term::stderr()), terminal_size_of(&out))
}

/// Whether a terminal can show colours. On Windows it is told to: a window that a double-click opened shows the
/// codes themselves until then.
fn colours(terminal: &Term) -> bool {
    !cfg!(windows) || terminal.features().colors_supported()
}

fn screen(color: Color, terminal: bool, size: Option<(Width, terminal_size::Height)>) -> Screen {
    let asked = std::env::var("COLUMNS").ok().and_then(|c| c.trim().parse().ok()).filter(|c| *c > 0);
    let width = asked.or(size.map(|(width, _)| usize::from(width.0)).filter(|w| *w > 0));
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let plain = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && !refused && !plain,
    };
    Screen { width: width.unwrap_or(ELSEWHERE), color }
}
