//! `keyplan demo`: writes the sample list and its plan, by the same way as any list.

use super::args::{Color, DemoArgs, Formulas, PlanArgs, ReadArgs};
use super::{Ending, load, output, plan};
use crate::config::Templates;
use crate::sample::{SampleWords, sample};
use crate::workbook;

/// Runs the command.
pub fn run(args: &DemoArgs) -> anyhow::Result<Ending> {
    let templates = Templates::default();
    let config = load::config(None, None)?;
    let words = SampleWords::parse(&templates.text("sample.toml")?, args.lang)?;
    let today = load::today(args.today);
    let list = args.out_dir.join(format!("{}.xlsx", words.file));
    let bytes = workbook::write_list(&sample(&words, today), &config, args.lang, today)?;
    let labels = config.labels(args.lang);
    let differs = std::fs::read(&list).is_ok_and(|old| old != bytes);
    if differs {
        output::check_free(&list, &[], args.force, labels)?;
    }
    output::write_whole(&list, |out| Ok(out.write_all(&bytes)?))?;
    eprintln!("{}", labels.fill("terminal.written", &[("path", list.display().to_string())]));
    plan::run(&PlanArgs {
        read: ReadArgs {
            inputs: vec![list.to_string_lossy().into_owned()],
            sheet: Vec::new(),
            header_row: None,
            map: Vec::new(),
            unit: Vec::new(),
            mapping: None,
            lang: Some(args.lang),
            config: None,
            templates: None,
            today: Some(today),
            json: None,
            threads: None,
            quiet: false,
            verbose: false,
            color: Color::Auto,
            no_progress: true,
        },
        output: None,
        each: false,
        out_dir: None,
        resume: false,
        split_by: None,
        capacity: Vec::new(),
        previous: Vec::new(),
        prefer: None,
        csv: None,
        formulas: Formulas::Auto,
        strict: false,
        force: args.force,
        protect: false,
        top: None,
    })
}
