//! What moved between two plans, as a person reads it in a terminal.

use super::number::money;
use super::screen::{Screen, Tone, fit};
use crate::config::{Config, Labels};
use crate::method::comparison::{AccountChange, Cause, Change, Comparison, Outcome, Presence, Record};
use crate::model::{Language, Segment};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Accounts shown of one list.
const SHOWN: usize = 5;
/// A name narrower than this says too little: then the figures go below it.
const NAME: usize = 14;

/// Headline figures, bridge, movers, segments, goals and actions.
pub fn summary(found: &Comparison, config: &Config, language: Language, screen: &Screen) -> String {
    let labels = config.labels(language);
    let teller = Teller { labels, language, screen };
    let mut text = teller.head(found);
    if found.is_empty() {
        return text + &screen.wrap(labels.text("comparison.nothing_moved"), 0, 2);
    }
    text.push_str(&teller.movers("up", &found.movers(1.0)));
    text.push_str(&teller.movers("down", &found.movers(-1.0)));
    for presence in [Presence::New, Presence::Gone] {
        let accounts: Vec<&AccountChange> = found.of(presence).collect();
        text.push_str(&teller.list(presence.code(), &accounts, |a| {
            let value = if presence == Presence::New { a.expected_value.new } else { a.expected_value.old };
            teller.value(value)
        }));
    }
    let segment = |s: Option<Segment>| s.map_or("", |s| labels.value("segment", s.code()));
    let moves: Vec<&AccountChange> = found.segment_moves().collect();
    let told = |a: &AccountChange| format!("{} → {}", segment(a.segment.old), segment(a.segment.new));
    text.push_str(&teller.list("segment_moves", &moves, told));
    text.push_str(&teller.entries(found));
    if !found.ambiguous.is_empty() {
        let names = found.ambiguous.join(labels.text("workbook.list_separator"));
        text.push_str(&screen.wrap(&labels.fill("comparison.ambiguous", &[("names", names)]), 0, 2));
    }
    text
}

struct Teller<'a> {
    labels: &'a Labels,
    language: Language,
    screen: &'a Screen,
}

impl Teller<'_> {
    fn value(&self, value: Option<f64>) -> String {
        value.map_or_else(|| self.labels.text("terminal.unknown").to_owned(), |v| money(v, self.language))
    }

    fn signed(&self, value: f64) -> String {
        let shown = money(value.abs(), self.language);
        let sign = if value > 0.0 { "+" } else { "-" };
        if shown == "0" { "±0".to_owned() } else { format!("{sign}{shown}") }
    }

    fn head(&self, found: &Comparison) -> String {
        let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |d| d.to_string());
        let count = |c: Option<f64>| c.map_or(String::new(), |v| v.to_string());
        let accounts = found.totals.accounts;
        let args = [
            ("old_day", day(found.today.old)),
            ("new_day", day(found.today.new)),
            ("old", count(accounts.old)),
            ("new", count(accounts.new)),
            ("added", found.of(Presence::New).count().to_string()),
            ("gone", found.of(Presence::Gone).count().to_string()),
        ];
        let mut text = self.screen.wrap(&self.labels.fill("comparison.accounts", &args), 0, 2);
        let value = found.totals.expected_value;
        let args = [
            ("old", self.value(value.old)),
            ("new", self.value(value.new)),
            ("change", self.signed(found.bridge.causes.total())),
        ];
        text.push_str(&self.screen.wrap(&self.labels.fill("comparison.expected_value", &args), 0, 2));
        let part = |cause: &Cause| {
            let name = self.labels.value("cause", cause.code());
            format!("{name} {}", self.signed(found.bridge.causes.get(*cause)))
        };
        let parts: Vec<String> = Cause::ALL.iter().map(part).collect();
        text.push_str(&self.screen.wrap(&parts.join(" · "), 2, 2));
        text
    }

    fn movers(&self, key: &'static str, movers: &[&AccountChange]) -> String {
        self.list(key, movers, |a| {
            let Change { old, new } = a.expected_value;
            let cause = a.causes.main().map_or("", |c| self.labels.value("cause", c.code()));
            format!("{} → {}  {}  {cause}", self.value(old), self.value(new), self.signed(a.causes.total()))
        })
    }

    /// A heading with the number of accounts, and the first of them.
    fn list(
        &self,
        key: &'static str,
        accounts: &[&AccountChange],
        tell: impl Fn(&AccountChange) -> String,
    ) -> String {
        if accounts.is_empty() {
            return String::new();
        }
        let heading = self.labels.value("comparison", key);
        let heading = format!("{heading}{}{}", self.labels.text("terminal.colon"), accounts.len());
        let mut text = format!("{}\n", self.screen.paint(&heading, Tone::Strong));
        let lines: Vec<(String, String)> = accounts
            .iter()
            .take(SHOWN)
            .map(|a| (a.name.split_whitespace().collect::<Vec<_>>().join(" "), tell(a)))
            .collect();
        let widest = |part: fn(&(String, String)) -> &str| lines.iter().map(|l| part(l).width()).max();
        let figures = widest(|l| &l.1).unwrap_or(0);
        let room = self.screen.width.saturating_sub(figures + 6);
        let name = widest(|l| &l.0).unwrap_or(0);
        for (account, told) in &lines {
            if room >= NAME.min(name) {
                let line = format!("    {}  {told}", fit(account, name.min(room)));
                let _ = writeln!(text, "{}", line.trim_end());
            } else {
                text.push_str(&self.screen.wrap(account, 4, 6));
                text.push_str(&self.screen.wrap(told, 6, 8));
            }
        }
        if accounts.len() > SHOWN {
            let more = [("count", (accounts.len() - SHOWN).to_string())];
            text.push_str(&self.screen.wrap(&self.labels.fill("comparison.more", &more), 4, 6));
        }
        text
    }

    fn entries(&self, found: &Comparison) -> String {
        let mut text = String::new();
        for (record, key) in [(Record::Goal, "goals"), (Record::Item, "actions")] {
            let told = Outcome::ALL.iter().filter_map(|outcome| {
                let count = found.count(record, *outcome);
                let word = self.labels.value("entry_outcome", outcome.code());
                (count > 0).then(|| format!("{word} {count}"))
            });
            let told: Vec<String> = told.collect();
            if !told.is_empty() {
                let heading = self.labels.value("comparison", key);
                let line = format!("{heading}{}{}", self.labels.text("terminal.colon"), told.join(" · "));
                text.push_str(&self.screen.wrap(&line, 0, 2));
            }
        }
        text
    }
}
