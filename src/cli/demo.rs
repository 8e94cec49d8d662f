//! `keyplan demo`: writes the sample list and its plan, by the same way as any list.

use super::args::{Color, DemoArgs, Formulas, PlanArgs, ReadArgs};
use super::console::tell_line;
use super::guard::{self, Output, Replaces};
use super::{Ending, load, output, plan, reads};
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
    let job = PlanArgs {
        read: ReadArgs {
            inputs: vec![list.clone()],
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
    };
    let kept = plan::kept_plan(&job, std::slice::from_ref(&list)).is_some();
    let book = plan::beside(std::slice::from_ref(&list));
    let same = std::fs::read(&list).is_ok_and(|old| old == bytes);
    let held = [
        Output::book("--out-dir", &list, if same { Replaces::All } else { Replaces::Workbook }),
        Output::book("--out-dir", &book, plan::replaces(kept)),
    ];
    let read: Vec<_> = reads::settings(None).into_iter().collect();
    guard::hold(&held, &read, args.force, config.labels(args.lang))?;
    output::write_whole(&list, |out| Ok(out.write_all(&bytes)?))?;
    let written = [("path", list.display().to_string())];
    tell_line(&config.labels(args.lang).fill("terminal.written", &written));
    plan::run(&job)
}
