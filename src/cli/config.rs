//! `keyplan config`: prints the default settings, commented, as a `keyplan.toml` to edit.

use super::Ending;
use super::args::ConfigArgs;
use super::load;
use std::io::Write;

/// Runs the command.
pub fn run(args: &ConfigArgs) -> anyhow::Result<Ending> {
    let config = load::config(args.templates.as_deref(), None)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "# keyplan.toml")?;
    for (parameter, spec) in config.settings.iter() {
        let key = format!("parameter.{parameter}.name");
        writeln!(out, "\n# {} · {}", config.zh.text(&key), config.en.text(&key))?;
        writeln!(out, "# {} … {} ({})", spec.min, spec.max, spec.unit)?;
        writeln!(out, "# {parameter} = {}", spec.value)?;
    }
    writeln!(out, "\n[limits]")?;
    for (limit, spec) in config.limits.iter() {
        let key = format!("limit.{limit}");
        writeln!(out, "# {} · {}", config.zh.text(&key), config.en.text(&key))?;
        writeln!(out, "# {} … {} ({})", spec.min, spec.max, spec.unit)?;
        writeln!(out, "# {limit} = {}\n", spec.value)?;
    }
    Ok(Ending::Clean)
}
