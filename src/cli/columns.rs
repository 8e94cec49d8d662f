//! `keyplan columns`: shows how each sheet is read.

use super::args::{ColumnsArgs, Common};
use super::console::{show, tell_line};
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::job::{self, Earlier, Reading};
use super::output::{Outputs, STDOUT};
use super::{reads, said, screen};
use crate::import::mapping;
use crate::report::{json, terminal};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &ColumnsArgs, common: &Common) -> anyhow::Result<Ending> {
    let (reading, bar) = job::read_with_bar(&args.read, common, &[], Earlier::default())?;
    bar.end();
    said::within(reading.language, || write(args, common, &reading))?;
    let Reading { portfolio, .. } = &reading;
    Ok(match (portfolio.sheets.is_empty(), job::has_errors(portfolio)) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}

/// Writes what was asked for, and shows the columns where stdout is for them.
fn write(args: &ColumnsArgs, common: &Common, reading: &Reading) -> anyhow::Result<()> {
    let Reading { config, portfolio, language, today } = reading;
    let save = args.save.iter().map(|path| Output::text("--save", path, Replaces::None));
    let mut held: Vec<Output> = save.collect();
    held.extend(args.read.json.as_deref().map(Output::json));
    let mut read = reads::lists(&args.read.inputs);
    read.extend(reads::beside_lists(&args.read));
    guard::hold(&held, &read, args.force)?;
    let outputs = Outputs::default();
    if let Some(path) = &args.save {
        let text = mapping::save(portfolio, config, *language)?;
        outputs.put(path, |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    if let Some(path) = &args.read.json {
        let day = today.to_string();
        outputs.put_json(path, |mut out: &mut dyn Write| {
            json::write_reading(&mut out, portfolio, config, *language, &day)
        })?;
    }
    outputs.finish()?;
    let streamed = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new(STDOUT));
    if let Some(path) = args.save.as_ref().filter(|_| !common.quiet && !streamed(&args.save)) {
        let written = [("path", path.display().to_string())];
        tell_line(&config.labels(*language).fill("terminal.written", &written));
    }
    if !streamed(&args.read.json) && !streamed(&args.save) {
        show(&terminal::columns(portfolio, config, *language, &screen::stdout(common.color)))?;
    }
    Ok(())
}
