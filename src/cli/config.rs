//! `keyplan config`: prints the default settings, commented, as a `keyplan.toml` to edit.

use super::Ending;
use super::args::ConfigArgs;
use super::console::show;
use super::load;
use crate::config::RESOURCE_KEYS;
use crate::model::{Field, RecordKind, Resource};
use std::fmt::Write;

/// Runs the command.
pub fn run(args: &ConfigArgs) -> anyhow::Result<Ending> {
    let config = load::config(args.templates.as_deref(), None)?;
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
    show(&out)?;
    Ok(Ending::Clean)
}
