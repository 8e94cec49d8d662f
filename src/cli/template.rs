//! `keyplan template`: a blank list to fill in, or a made-up one.

use super::args::TemplateArgs;
use super::console::tell_line;
use super::guard::{self, Output, Replaces};
use super::{Ending, load, output};
use crate::config::{Config, Templates};
use crate::sample::{SampleWords, complete, sample};
use crate::{method, workbook};
use std::path::PathBuf;

/// Runs the command.
pub fn run(args: &TemplateArgs) -> anyhow::Result<Ending> {
    let today = load::today(args.today);
    let templates = Templates::default();
    let config = Config::load(&templates)?;
    let labels = config.labels(args.lang);
    let path = args
        .output
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.xlsx", labels.text("template.file"))));
    guard::hold(&[Output::book("-o", &path, Replaces::None)], &[], args.force, labels)?;
    let bytes = if args.sample {
        let words = SampleWords::parse(&templates.text("sample.toml")?, args.lang)?;
        workbook::write_list(&sample(&words, today), &config, args.lang, today)?
    } else {
        // All that a plan may ask for, whatever settings a folder has.
        let plan = method::plan(complete(today), &config, today);
        workbook::write_template(&plan, &config, args.lang)?
    };
    output::write_whole(&path, |out| Ok(out.write_all(&bytes)?))?;
    tell_line(&labels.fill("terminal.written", &[("path", path.display().to_string())]));
    if !args.sample {
        tell_line(&labels.fill("template.next", &[("path", path.display().to_string())]));
    }
    Ok(Ending::Clean)
}
