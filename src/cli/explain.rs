//! `keyplan explain`: why an account's figures, segment, decision and flags are what they are.

use super::args::{Common, ExplainArgs, ReadArgs};
use super::console::{show, tell, tell_line};
use super::ending::Ending;
use super::guard::{self, Output};
use super::job::{self, Earlier, Planned};
use super::output::{Outputs, STDOUT};
use super::{reads, said, screen};
use crate::config::{OrSaid, Said, name_key};
use crate::import;
use crate::method::Plan;
use crate::method::explain::explain;
use crate::report::{explain as report, terminal};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Names told where none is the account asked for.
const NAMED: usize = 5;

/// Runs the command.
pub fn run(args: &ExplainArgs, common: &Common) -> anyhow::Result<Ending> {
    // The last word names the account.
    let (asked, inputs) = args.read.inputs.split_last().or_said(|| Said::new("explain.no_account"))?;
    if inputs.is_empty() {
        return Said::new("explain.no_account").err();
    }
    let read = ReadArgs { inputs: inputs.to_vec(), ..args.read.clone() };
    reads::are_plans(&args.previous)?;
    let earlier = Earlier { plans: args.previous.clone(), prefer: import::Prefer::List };
    let (reading, bar) = job::read_with_bar(&read, common, &args.capacity, earlier)?;
    bar.computing(&reading.config, reading.language, reading.portfolio.accounts.len());
    let planned = reading.plan();
    bar.end();
    said::within(planned.language, || answer(args, &read, common, &planned, &asked.to_string_lossy()))
}

fn answer(
    args: &ExplainArgs,
    read: &ReadArgs,
    common: &Common,
    planned: &Planned,
    asked: &str,
) -> anyhow::Result<Ending> {
    let Planned { plan, config, language } = planned;
    if plan.accounts.is_empty() {
        let screen = screen::stderr(common.color);
        tell(&terminal::issues(&plan.portfolio, config, *language, job::least(common), &screen));
        tell_line(config.labels(*language).text("terminal.nothing"));
        return Ok(Ending::Nothing);
    }
    let at = account(plan, asked)?;
    let found = explain(plan, config, at).or_said(|| Said::new("explain.no_account"))?;
    if let Some(path) = &args.read.json {
        let mut all = reads::lists(&read.inputs);
        all.extend(args.previous.iter().cloned());
        all.extend(reads::beside_lists(read));
        guard::hold(&[Output::json(path)], &all, args.force)?;
        let outputs = Outputs::default();
        outputs.put_json(path, |mut out: &mut dyn Write| {
            report::write_json(&mut out, &found, plan, config, *language)
        })?;
        outputs.finish()?;
    }
    let streamed = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new(STDOUT));
    if !streamed(&args.read.json) {
        show(&report::text(&found, plan, config, *language, &screen::stdout(common.color)))?;
    }
    Ok(if planned.has_errors() { Ending::Rejected } else { Ending::Clean })
}

/// The account of that number, else of that name, else the only one whose name holds the text.
fn account(plan: &Plan, asked: &str) -> anyhow::Result<usize> {
    let records: Vec<_> = plan.records().collect();
    if let Some(at) = records.iter().position(|r| r.id.as_deref() == Some(asked)) {
        return Ok(at);
    }
    let key = name_key(asked);
    let of = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let all = records.iter().enumerate();
        all.filter(|(_, r)| test(&name_key(&r.name))).map(|(at, _)| at).collect()
    };
    let mut found = of(&|name| name == key);
    if found.is_empty() && !key.is_empty() {
        found = of(&|name| name.contains(&key));
    }
    match found.as_slice() {
        [one] => Ok(*one),
        several => {
            let many = !several.is_empty();
            let named: Vec<usize> = if many { several.to_vec() } else { (0..records.len()).collect() };
            let names: Vec<String> = named
                .iter()
                .take(NAMED)
                .map(|at| {
                    let record = records[*at];
                    record
                        .id
                        .as_ref()
                        .map_or_else(|| record.name.clone(), |id| format!("{} ({id})", record.name))
                })
                .collect();
            let key = if many { "explain.several" } else { "explain.unknown_account" };
            Said::new(key).with("account", asked).with("names", names.join(" | ")).err()
        }
    }
}
