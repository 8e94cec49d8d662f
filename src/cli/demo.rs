//! `keyplan demo`: writes the sample list and its plan, by the same way as any list.

use super::args::{Common, DemoArgs, PlanArgs, ReadArgs};
use super::console::tell_line;
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::{job, output, plan, reads, said};
use crate::config::Templates;
use crate::model::Language;
use crate::sample::{SampleWords, sample};
use crate::workbook;

/// Runs the command; in Chinese unless told otherwise.
pub fn run(args: &DemoArgs, common: &Common) -> anyhow::Result<Ending> {
    let language = common.lang.unwrap_or(Language::Zh);
    said::within(language, || write(args, &Common { lang: Some(language), ..*common }, language))
}

fn write(args: &DemoArgs, common: &Common, language: Language) -> anyhow::Result<Ending> {
    let config = job::config(None, None)?;
    let words = SampleWords::parse(&Templates::default().text("sample.toml")?, language)?;
    let today = job::today(args.today);
    let list = args.out_dir.join(format!("{}.xlsx", words.file));
    let bytes = workbook::write_list(&sample(&words, today), &config, language, today)?;
    let lists = [list];
    let book = job::beside(&lists);
    let kept = job::kept(&book, &lists, args.force);
    let [list] = &lists;
    let same = std::fs::read(list).is_ok_and(|old| old == bytes);
    let held = [
        Output::book("--out-dir", list, if same { Replaces::All } else { Replaces::Workbook }),
        Output::book("--out-dir", &book, job::replaces(kept.as_deref())),
    ];
    guard::hold(&held, &reads::settings(None), args.force)?;
    output::write_whole(list, |out| Ok(out.write_all(&bytes)?))?;
    if !common.quiet {
        let written = [("path", list.display().to_string())];
        tell_line(&config.labels(language).fill("terminal.written", &written));
    }
    let read = ReadArgs { inputs: lists.to_vec(), today: Some(today), ..ReadArgs::default() };
    let (ending, _) = plan::run(&PlanArgs { read, force: args.force, ..PlanArgs::default() }, common)?;
    Ok(ending)
}
