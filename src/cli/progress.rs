//! How far a run has come, on stderr, where that is a terminal and nobody asked for quiet.

use super::args::Common;
use crate::config::Config;
use crate::import::Progress;
use crate::model::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

/// Redrawn so often.
const TICK: Duration = Duration::from_millis(120);

/// The bar; one that shows nothing costs nothing.
pub struct Bar {
    bar: ProgressBar,
    read: Arc<Progress>,
}

impl Bar {
    /// Begins with reading.
    pub fn new(args: &Common, config: &Config) -> Self {
        let read = Arc::new(Progress::default());
        if !shown(args) {
            return Bar { bar: ProgressBar::hidden(), read };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let text = config.say(args.lang, "terminal.progress_reading", &[]);
        let counts = read.clone();
        let style = ProgressStyle::with_template("{spinner} {reading} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()).with_key(
            "reading",
            move |_: &ProgressState, out: &mut dyn Write| {
                let (files, done, cells) = counts.so_far();
                let filled = text
                    .replace("{done}", &done.to_string())
                    .replace("{files}", &files.to_string())
                    .replace("{cells}", &cells.to_string());
                let _ = out.write_str(&filled);
            },
        ));
        bar.enable_steady_tick(TICK);
        Bar { bar, read }
    }

    /// Counts the files of a batch.
    pub fn batch(args: &Common, config: &Config, files: usize) -> Self {
        let read = Arc::new(Progress::default());
        if !shown(args) {
            return Bar { bar: ProgressBar::hidden(), read };
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(config.say(args.lang, "terminal.progress_batch", &[]));
        bar.enable_steady_tick(TICK);
        Bar { bar, read }
    }

    /// A file of a batch is done.
    pub fn counted(&self) {
        self.bar.inc(1);
    }

    /// The counters that reading adds to.
    pub fn counters(&self) -> Arc<Progress> {
        self.read.clone()
    }

    /// Computing a number of accounts.
    pub fn computing(&self, config: &Config, language: Language, accounts: usize) {
        let args = [("accounts", accounts.to_string())];
        self.stage(config.labels(language).fill("terminal.progress_computing", &args));
    }

    /// Writing the outputs.
    pub fn writing(&self, config: &Config, language: Language) {
        self.stage(config.labels(language).text("terminal.progress_writing").to_owned());
    }

    fn stage(&self, text: String) {
        if self.bar.is_hidden() {
            return;
        }
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        self.bar.set_message(text);
    }

    /// Prints while the bar steps aside.
    pub fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

#[expect(clippy::disallowed_methods, reason = "asks what it is, writes nothing")]
fn shown(args: &Common) -> bool {
    std::io::stderr().is_terminal() && !args.no_progress && !args.quiet
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.end();
    }
}
