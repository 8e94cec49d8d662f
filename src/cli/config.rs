//! `keyplan config`: prints the default settings, commented, as a `keyplan.toml` to edit.

use super::args::ConfigArgs;
use super::console::show;
use super::ending::Ending;
use super::reads::{self, SETTINGS};
use super::{help, job};
use crate::config::{Config, Labels, RESOURCE_KEYS, Templates};
use crate::model::{Field, Language, RecordKind, Resource};
use std::fmt::Write;
use std::path::PathBuf;

/// Runs the command.
pub fn run(args: &ConfigArgs, language: Option<Language>) -> anyhow::Result<Ending> {
    if args.where_ {
        let config = Config::load(&Templates::default())?;
        show(&places(args, config.labels(language.unwrap_or_else(help::language))))?;
        return Ok(Ending::Clean);
    }
    show(&defaults(args)?)?;
    Ok(Ending::Clean)
}

/// Where settings and templates are looked for, what counts most last.
fn places(args: &ConfigArgs, labels: &Labels) -> String {
    let own = reads::own_folder();
    let settings = own.iter().map(|folder| folder.join(SETTINGS)).chain([PathBuf::from(SETTINGS)]);
    let mut text = String::new();
    for path in settings {
        let key = if path.exists() { "config.used" } else { "config.absent" };
        let _ = writeln!(text, "{}", labels.fill(key, &[("path", path.display().to_string())]));
    }
    let key = match reads::templates_folder(args.templates.as_deref()) {
        Some(folder) => labels.fill("config.templates", &[("path", folder.display().to_string())]),
        None => labels.text("config.built_in").to_owned(),
    };
    let _ = writeln!(text, "{key}");
    text
}

/// The default settings as a file to edit.
fn defaults(args: &ConfigArgs) -> anyhow::Result<String> {
    let config = job::config(args.templates.as_deref(), None)?;
    let mut out = String::new();
    writeln!(out, "# keyplan.toml")?;
    for (parameter, spec) in config.settings.iter() {
        let key = format!("parameter.{parameter}.name");
        writeln!(out, "\n# {} · {}", config.zh.text(&key), config.en.text(&key))?;
        writeln!(out, "# {} … {} ({})", spec.min, spec.max, spec.unit)?;
        writeln!(out, "# {parameter} = {}", spec.value)?;
    }
    // Tables stand last: in TOML everything below one belongs to it.
    let text = |key: &str| format!("# {} · {}", config.zh.text(key), config.en.text(key));
    writeln!(out, "\n{}", text("terminal.config_resources"))?;
    for name in [Resource::VISITS, Resource::BUDGET, "NAME"] {
        writeln!(out, "\n# [resource.{name}]")?;
        for key in RESOURCE_KEYS {
            let field = Field::from_code(key).unwrap_or(Field::Amount);
            let [zh, en] = [&config.zh, &config.en].map(|l| l.field(RecordKind::Resources, field));
            writeln!(out, "# {key} =  # {zh} · {en}")?;
        }
    }
    writeln!(out, "\n# [limits]")?;
    for (limit, spec) in config.limits.iter() {
        let key = format!("limit.{limit}");
        writeln!(out, "{}", text(&key))?;
        writeln!(out, "# {} … {} ({})", spec.min, spec.max, spec.unit)?;
        writeln!(out, "# {limit} = {}\n", spec.value)?;
    }
    Ok(out)
}
