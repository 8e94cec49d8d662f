//! `keyplan template`: a blank list to fill in, or a made-up one.

use super::args::{Common, TemplateArgs};
use super::console::tell_line;
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::{job, output, said};
use crate::config::{Config, Templates};
use crate::model::Language;
use crate::sample::{SampleWords, complete, sample};
use crate::{method, workbook};
use std::path::PathBuf;

/// Runs the command; in Chinese unless told otherwise.
pub fn run(args: &TemplateArgs, common: &Common) -> anyhow::Result<Ending> {
    let language = common.lang.unwrap_or(Language::Zh);
    said::within(language, || write(args, common, language))
}

fn write(args: &TemplateArgs, common: &Common, language: Language) -> anyhow::Result<Ending> {
    let today = job::today(args.today);
    let templates = Templates::default();
    let config = Config::load(&templates)?;
    let labels = config.labels(language);
    let path = args
        .output
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.xlsx", labels.text("template.file"))));
    guard::hold(&[Output::book("-o", &path, Replaces::None)], &[], args.force)?;
    let bytes = if args.sample {
        let words = SampleWords::parse(&templates.text("sample.toml")?, language)?;
        workbook::write_list(&sample(&words, today), &config, language, today)?
    } else {
        // All that a plan may ask for, whatever settings a folder has.
        let plan = method::plan(complete(today), &config, today);
        workbook::write_template(&plan, &config, language)?
    };
    output::write_whole(&path, |out| Ok(out.write_all(&bytes)?))?;
    let path = [("path", path.display().to_string())];
    if !common.quiet {
        tell_line(&labels.fill("terminal.written", &path));
    }
    if !common.quiet && !args.sample {
        tell_line(&labels.fill("template.next", &path));
    }
    Ok(Ending::Clean)
}
