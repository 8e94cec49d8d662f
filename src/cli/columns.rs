//! `keyplan columns`: shows how each sheet is read.

use super::args::ColumnsArgs;
use super::console::{show, tell_line};
use super::guard::{self, Output, Replaces};
use super::load::{Earlier, Loaded, has_errors, load};
use super::output::{Outputs, STDOUT};
use super::{Ending, reads, screen};
use crate::import::mapping;
use crate::report::{json, terminal};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &ColumnsArgs) -> anyhow::Result<Ending> {
    let Loaded { config, portfolio, language, today, bar } = load(&args.read, &[], Earlier::default())?;
    bar.end();
    let labels = config.labels(language);
    let save = args.save.iter().map(|path| Output::text("--save", path, Replaces::None));
    let mut held: Vec<Output> = save.collect();
    held.extend(args.read.json.as_deref().map(Output::json));
    let mut read = reads::lists(&args.read.inputs);
    read.extend(reads::beside_lists(&args.read));
    guard::hold(&held, &read, args.force, labels)?;
    let outputs = Outputs::default();
    if let Some(path) = &args.save {
        let text = mapping::save(&portfolio, &config, language)?;
        outputs.put(path, |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    if let Some(path) = &args.read.json {
        let day = today.to_string();
        let write =
            |mut out: &mut dyn Write| json::write_reading(&mut out, &portfolio, &config, language, &day);
        outputs.put_json(path, write)?;
    }
    outputs.finish()?;
    let streamed = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new(STDOUT));
    if let Some(path) = args.save.as_ref().filter(|_| !args.read.quiet && !streamed(&args.save)) {
        tell_line(&labels.fill("terminal.written", &[("path", path.display().to_string())]));
    }
    if !streamed(&args.read.json) && !streamed(&args.save) {
        show(&terminal::columns(&portfolio, &config, language, &screen::stdout(args.read.color)))?;
    }
    Ok(match (portfolio.sheets.is_empty(), has_errors(&portfolio)) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}
