//! `keyplan plan`: lists in, one planning workbook out.

use super::args::{Common, PlanArgs};
use super::console::{tell, tell_line};
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::job::{self, Earlier, Planned, Reading};
use super::output::Outputs;
use super::progress::Bar;
use super::split::{self, Part};
use super::{reads, said, screen};
use crate::model::Language;
use crate::report::{csv, json, terminal};
use crate::workbook::WorkbookOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What a run is about.
struct Run<'a> {
    args: &'a PlanArgs,
    common: &'a Common,
    lists: Vec<PathBuf>,
    /// Where the plan goes.
    path: PathBuf,
    /// The plan that stands there, if it holds entries.
    kept: Option<PathBuf>,
    bar: Bar,
}

/// Runs the command; also says the language that it was done in.
pub fn run(args: &PlanArgs, common: &Common) -> anyhow::Result<(Ending, Language)> {
    let clock = Instant::now();
    let lists = reads::lists(&args.read.inputs);
    let path = args.output.clone().unwrap_or_else(|| job::beside(&lists));
    let kept = job::kept(&path, &lists, args.force);
    reads::are_plans(&args.previous)?;
    let earlier = Earlier::new(args, kept.as_deref());
    let (reading, bar) = job::read_with_bar(&args.read, common, &args.capacity, earlier)?;
    let read = clock.elapsed();
    let run = Run { args, common, lists, path, kept, bar };
    said::within(reading.language, || {
        job::no_loss(run.kept.as_deref(), &reading.portfolio)?;
        if reading.is_empty() {
            return Ok((run.nothing(&reading)?, reading.language));
        }
        run.bar.computing(&reading.config, reading.language, reading.portfolio.accounts.len());
        let planned = reading.plan();
        let computed = clock.elapsed();
        let screen = screen::stderr(common.color);
        let Planned { plan, config, language } = &planned;
        let told = terminal::issues(&plan.portfolio, config, *language, job::least(common), &screen);
        run.bar.aside(|| tell(&told));
        let labels = config.labels(*language);
        let errors = planned.has_errors();
        if errors && args.strict {
            run.bar.end();
            tell_line(labels.text("terminal.not_written"));
            return Ok((Ending::Rejected, *language));
        }
        let parts = run.write(&planned)?;
        run.bar.end();
        if !common.quiet {
            tell(&terminal::summary(plan, config, *language, &screen));
            tell_line(&labels.fill("terminal.written", &[("path", run.path.display().to_string())]));
            if let Some(folder) = parts.first().and_then(|part| part.path.parent()) {
                let count = [("count", parts.len().to_string()), ("path", folder.display().to_string())];
                tell_line(&labels.fill("terminal.split_written", &count));
            }
        }
        if common.verbose {
            let seconds = |time: std::time::Duration| format!("{:.2}", time.as_secs_f64());
            let times = [
                ("read", seconds(read)),
                ("compute", seconds(computed - read)),
                ("write", seconds(clock.elapsed() - computed)),
            ];
            tell_line(&labels.fill("terminal.times", &times));
        }
        Ok((if errors { Ending::Rejected } else { Ending::Clean }, *language))
    })
}

impl Run<'_> {
    /// Every file that is read, but the plan that is written over and whose entries are kept.
    fn read(&self) -> Vec<PathBuf> {
        let further = reads::beside_lists(&self.args.read);
        self.lists.iter().chain(&self.args.previous).cloned().chain(further).collect()
    }

    /// Says why there is nothing to plan.
    fn nothing(&self, reading: &Reading) -> anyhow::Result<Ending> {
        let Reading { config, portfolio, language, today } = reading;
        self.bar.end();
        let screen = screen::stderr(self.common.color);
        tell(&terminal::issues(portfolio, config, *language, job::least(self.common), &screen));
        job::tell_nothing(portfolio, config.labels(*language), self.common);
        if let Some(path) = &self.args.read.json {
            guard::hold(&[Output::json(path)], &self.read(), self.args.force)?;
            let outputs = Outputs::default();
            let day = today.to_string();
            outputs.put_json(path, |mut out| {
                json::write_reading(&mut out, portfolio, config, *language, &day)
            })?;
            outputs.finish()?;
        }
        Ok(Ending::Nothing)
    }

    /// Writes all outputs, or none.
    fn write(&self, planned: &Planned) -> anyhow::Result<Vec<Part>> {
        let Planned { plan, config, language } = planned;
        let args = self.args;
        let parts = match &args.split_by {
            Some(field) => split::parts(field, planned, (args, &self.path))?,
            None => Vec::new(),
        };
        let tables = args.csv.as_ref().map_or(Vec::new(), |_| csv::files(plan, config, *language));
        let into = |name: &str| args.csv.as_deref().unwrap_or(Path::new("")).join(name);
        let mut held = vec![Output::book("-o", &self.path, job::replaces(self.kept.as_deref()))];
        held.extend(parts.iter().map(Part::output));
        held.extend(tables.iter().map(|table| {
            let ours = Replaces::Beginning(vec![table.beginning()]);
            Output::text("--csv", &into(table.name), ours).in_new_folder()
        }));
        held.extend(args.read.json.as_deref().map(Output::json));
        guard::hold(&held, &self.read(), args.force)?;
        self.bar.writing(config, *language);
        let portfolio_name = job::portfolio_name(&self.lists);
        let book = planned.book(&WorkbookOptions { portfolio_name, ..job::workbook_options(args) })?;
        let outputs = Outputs::default();
        outputs.put(&self.path, |out| Ok(out.write_all(&book)?))?;
        split::write(&parts, planned, args, &outputs)?;
        for table in tables {
            outputs.put(&into(table.name), |out| table.write(out))?;
        }
        if let Some(path) = &args.read.json {
            outputs.put_json(path, |mut out: &mut dyn Write| {
                json::write_plan(&mut out, plan, config, *language)
            })?;
        }
        outputs.finish()?;
        Ok(parts)
    }
}
