//! An account explained, as text and as JSON: every figure with formula, numbers and source, every rule with what
//! became of it.

use super::number::exact;
use super::screen::{Screen, Tone};
use crate::config::{Config, Labels};
use crate::method::Plan;
use crate::method::explain::told::{
    Amount, Explanation, Figure, Outcome, Part, PersonExplained, Source, Trial,
};
use crate::model::{CellPlace, Language};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What an explanation is told with.
struct Told<'a> {
    plan: &'a Plan,
    labels: &'a Labels,
    screen: &'a Screen,
}

/// For a person at a terminal.
pub fn text(
    found: &Explanation,
    plan: &Plan,
    config: &Config,
    language: Language,
    screen: &Screen,
) -> String {
    let told = Told { plan, labels: config.labels(language), screen };
    let mut text = String::new();
    let Some(account) = plan.accounts.get(found.account) else { return text };
    let record = plan.record(account);
    let id = record.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    told.heading(&mut text, &format!("{}{id}", record.name));
    told.figures(&mut text, &found.figures);
    told.trials(&mut text, &found.trials);
    for person in &found.persons {
        let Some(of) = plan.persons.get(person.person) else { continue };
        told.heading(&mut text, &plan.person_record(of).name);
        told.figures(&mut text, &person.figures);
        told.trials(&mut text, &person.trials);
    }
    text
}

impl Told<'_> {
    fn heading(&self, text: &mut String, name: &str) {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{}", self.screen.paint(name, Tone::Strong));
    }

    fn figures(&self, text: &mut String, figures: &[Figure]) {
        for figure in figures {
            let name = name(figure, self.labels);
            let value = amount(&figure.value, self.labels);
            let source = self.labels.value("explain.source", figure.source.code());
            let colon = self.labels.text("terminal.colon");
            text.push_str(&self.screen.wrap(&format!("{name}{colon}{value}  [{source}]"), 2, 6));
            if figure.source != Source::Unknown || figure.how != "stated" {
                text.push_str(&self.screen.wrap(&formula(figure.how, &figure.parts, self.labels), 6, 8));
            }
            if let Some((file, sheet, cell)) = figure.cell.and_then(|c| place(&c, self.plan)) {
                text.push_str(&self.screen.wrap(&format!("{file} › {sheet} › {cell}"), 6, 8));
            }
        }
    }

    fn trials(&self, text: &mut String, trials: &[Trial]) {
        let mut of = "";
        for trial in trials {
            if trial.of != of {
                of = trial.of;
                let heading = self.labels.value("explain.of", of);
                let _ = writeln!(text, "  {}", self.screen.paint(heading, Tone::Strong));
            }
            let outcome = self.labels.value("explain.outcome", trial.outcome.code());
            let rule = self.labels.value(trial.group, trial.code);
            let condition = condition(trial, self.labels);
            let line = format!("{outcome}  {rule}{}{condition}", self.labels.text("terminal.colon"));
            let tone = if trial.outcome == Outcome::Hit { Tone::Strong } else { Tone::Faint };
            for line in self.screen.wrap(&line, 4, 8).lines() {
                let _ = writeln!(text, "{}", self.screen.paint(line, tone));
            }
        }
    }
}

/// What a figure is called.
fn name(figure: &Figure, labels: &Labels) -> String {
    let resource = figure.resource.as_ref().map(|name| format!("@resource.{name}"));
    let name = labels.value("explain.figure", figure.code).to_owned();
    match resource {
        Some(resource) => labels.fill("explain.of_resource", &[("resource", resource), ("figure", name)]),
        None => name,
    }
}

fn condition(trial: &Trial, labels: &Labels) -> String {
    filled(&format!("explain.rule.{}", trial.how), &trial.parts, labels)
}

fn formula(how: &str, parts: &[Part], labels: &Labels) -> String {
    filled(&format!("explain.how.{how}"), parts, labels)
}

fn filled(key: &str, parts: &[Part], labels: &Labels) -> String {
    let args: Vec<(&'static str, String)> =
        parts.iter().map(|(name, value)| (*name, amount(value, labels))).collect();
    labels.fill(key, &args)
}

/// A number as a person reads it.
fn amount(value: &Amount, labels: &Labels) -> String {
    let unknown = || labels.text("terminal.unknown").to_owned();
    match value {
        Amount::Number(value) => value.map_or_else(unknown, exact),
        Amount::Share(value) => value.map_or_else(unknown, |v| format!("{}%", exact(v * 100.0))),
        Amount::Date(day) => day.map_or_else(unknown, |d| d.to_string()),
        Amount::Text(text) => match text.strip_prefix('@') {
            Some(key) => labels.text_of(key).to_owned(),
            None => text.clone(),
        },
    }
}

/// File, sheet and cell.
fn place(place: &CellPlace, plan: &Plan) -> Option<(String, String, String)> {
    let sheet = plan.portfolio.sheets.get(place.sheet? as usize)?;
    let file = plan.portfolio.inputs.get(sheet.input as usize)?;
    Some((file.path.clone(), sheet.name.clone(), place.a1()?))
}

/// For other programs.
pub fn write_json(
    out: &mut impl std::io::Write,
    found: &Explanation,
    plan: &Plan,
    config: &Config,
    language: Language,
) -> anyhow::Result<()> {
    let labels = &config.labels(language);
    let account = plan.accounts.get(found.account).map(|a| plan.record(a));
    let persons: Vec<Value> = found.persons.iter().map(|p| person(p, plan, labels)).collect();
    let explained = json!({
        "account": { "id": account.and_then(|a| a.id.as_ref()), "name": account.map(|a| &a.name) },
        "figures": figures(&found.figures, plan, labels),
        "rules": trials(&found.trials, labels),
        "persons": persons,
    });
    writeln!(
        out,
        "{{ \"version\": 1, \"today\": \"{}\", \"language\": \"{language}\",\n\"explanation\": {explained} }}",
        plan.today
    )?;
    Ok(())
}

fn person(found: &PersonExplained, plan: &Plan, labels: &Labels) -> Value {
    let name = plan.persons.get(found.person).map(|p| &plan.person_record(p).name);
    json!({ "name": name, "figures": figures(&found.figures, plan, labels), "rules": trials(&found.trials, labels) })
}

fn figures(found: &[Figure], plan: &Plan, labels: &Labels) -> Vec<Value> {
    let one = |figure: &Figure| {
        let at = figure.cell.and_then(|c| place(&c, plan));
        let (file, sheet, cell) = at.map_or((None, None, None), |(f, s, c)| (Some(f), Some(s), Some(c)));
        json!({ "code": figure.code, "resource": figure.resource, "name": name(figure, labels),
            "value": raw(&figure.value), "source": figure.source.code(), "rule": figure.how,
            "formula": formula(figure.how, &figure.parts, labels), "numbers": numbers(&figure.parts),
            "file": file, "sheet": sheet, "cell": cell })
    };
    found.iter().map(one).collect()
}

fn trials(found: &[Trial], labels: &Labels) -> Vec<Value> {
    let one = |trial: &Trial| {
        json!({ "of": trial.of, "code": trial.code, "name": labels.value(trial.group, trial.code),
            "outcome": trial.outcome.code(), "condition": condition(trial, labels),
            "numbers": numbers(&trial.parts) })
    };
    found.iter().map(one).collect()
}

fn numbers(parts: &[Part]) -> Value {
    Value::Object(parts.iter().map(|(name, value)| ((*name).to_owned(), raw(value))).collect::<Map<_, _>>())
}

fn raw(value: &Amount) -> Value {
    match value {
        Amount::Number(value) | Amount::Share(value) => json!(value),
        Amount::Date(day) => json!(day.map(|d| d.to_string())),
        // A label says its code.
        Amount::Text(text) => match text.strip_prefix('@').and_then(|key| key.split('.').nth(1)) {
            Some(code) => json!(code),
            None => json!(text),
        },
    }
}
