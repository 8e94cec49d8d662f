//! `keyplan plan --each`: one plan a file, several at once. A bad file never stops the rest; one table at the
//! end says what became of each.

mod fingerprint;
mod gate;
mod names;
mod one;

use super::args::{Common, PlanArgs};
use super::console::{tell, tell_line};
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::job::{self, Prepared};
use super::output::{self, Outputs};
use super::progress::Bar;
use super::{reads, screen};
use crate::config::{OrSaid, Said};
use crate::import::{self, raw};
use crate::model::{BatchFile, BatchStatus, Language};
use crate::report::batch;
use crate::workbook;
use gate::Gate;
use one::{Job, Made, Run};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Readers of deep XML want as much as the main thread has.
const STACK: usize = 8 << 20;

/// Runs the command.
pub fn run(args: &PlanArgs, common: &Common, folder: &Path) -> anyhow::Result<Ending> {
    let Prepared { config, options, today } = job::prepare(&args.read, common, &args.capacity)?;
    std::fs::create_dir_all(folder).or_said(|| Said::of("terminal.folder_unwritable", folder))?;
    let found = import::inputs(&args.read.inputs);
    let passed_over = found.iter().filter(|input| input.passed_over).count();
    let found = found.into_iter().filter(|input| !input.passed_over);
    // What an earlier run left in the folder is no list.
    let ours = |path: &Path| guard::same(output::folder_of(path), folder) && crate::import::is_plan(path);
    let inputs: Vec<(String, Option<PathBuf>)> = found
        .map(|input| (input.shown, input.file.ok()))
        .filter(|(_, path)| path.as_deref().is_none_or(|p| !ours(p)))
        .collect();
    let outputs = names::of(&inputs.iter().map(|(shown, _)| PathBuf::from(shown)).collect::<Vec<_>>());
    let jobs: Vec<Job> = inputs
        .iter()
        .zip(outputs)
        .map(|((shown, path), name)| Job {
            shown: shown.clone(),
            size: path.as_ref().and_then(|p| p.metadata().ok()).map_or(0, |m| m.len()),
            path: path.clone(),
            output: folder.join(name),
        })
        .collect();
    let settings = fingerprint::settings(args, common, &config, today)?;
    let mut read: Vec<PathBuf> = jobs.iter().filter_map(|job| job.path.clone()).collect();
    read.extend(reads::beside_lists(&args.read));
    let summary = folder.join(raw::SUMMARY);
    let reserved = |job: &Job| Output::book("--out-dir", &job.output, Replaces::Plan).reserved();
    let mut held: Vec<Output> = jobs.iter().map(reserved).collect();
    held.push(Output::book("--out-dir", &summary, Replaces::Workbook));
    held.extend(args.read.json.as_deref().map(Output::json));
    guard::hold(&held, &read, args.force)?;
    let bar = Bar::batch(common, &config, jobs.len());
    let run =
        Run { args, common, config: &config, options: &options, today, settings: &settings, read: &read };
    let made = all(&jobs, &run, &bar);
    bar.end();
    let (files, issues): (Vec<BatchFile>, Vec<_>) = made.iter().map(|m| (m.file.clone(), &m.issues)).unzip();
    let known = made.iter().find_map(|m| m.language);
    let language = common.lang.or(known).unwrap_or(Language::Zh);
    let labels = config.labels(language);
    if passed_over > 0 && !common.quiet {
        tell_line(&labels.fill("terminal.plans_passed_over", &[("count", passed_over.to_string())]));
    }
    if !common.quiet || files.iter().any(|f| f.error.is_some()) {
        tell(&batch::table(&files, &config, language, &screen::stderr(common.color)));
    }
    let outputs = Outputs::default();
    let bytes = workbook::write_summary(&files, &config, language, today)?;
    outputs.put(&summary, |out| Ok(out.write_all(&bytes)?))?;
    if let Some(path) = &args.read.json {
        let issues: Vec<_> = issues.into_iter().flatten().cloned().collect();
        let day = today.to_string();
        outputs.put_json(path, |mut out| batch::write_json(&mut out, &files, &issues, language, &day))?;
    }
    outputs.finish()?;
    if !common.quiet {
        tell_line(&labels.fill("terminal.written", &[("path", summary.display().to_string())]));
    }
    Ok(ending(&files))
}

fn ending(files: &[BatchFile]) -> Ending {
    if files.iter().all(|f| f.status == BatchStatus::Failed) {
        Ending::Nothing
    } else if files.iter().any(|f| f.error.is_some() || f.errors > 0) {
        Ending::Rejected
    } else {
        Ending::Clean
    }
}

/// Makes all plans, in the order of the inputs. The threads are not the pool's, which serves the inside of a
/// file: a pool's thread that waits for one file would begin another, and nobody could say how many are open.
fn all(jobs: &[Job], run: &Run<'_>, bar: &Bar) -> Vec<Made> {
    let (next, gate) = (AtomicUsize::new(0), Gate::new());
    let (sender, made) = mpsc::channel();
    let work = || {
        let sender = sender.clone();
        while let Some((at, job)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            jobs.get(at).map(|job| (at, job))
        } {
            let made = gate.within(job.size, || one::make(job, run));
            bar.counted();
            // The receiver lives as long as the threads.
            let _ = sender.send((at, made));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..rayon::current_num_threads().min(jobs.len()) {
            // One thread fewer is slower, not wrong.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    drop(sender);
    let mut made: Vec<(usize, Made)> = made.into_iter().collect();
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}
