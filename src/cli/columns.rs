//! `keyplan columns`: shows how each sheet is read.

use super::args::ColumnsArgs;
use super::load::{Earlier, Loaded, has_errors, load};
use super::{Ending, output, screen};
use crate::import::mapping;
use crate::report::{json, terminal};
use std::io::Write;
use std::path::PathBuf;

/// Runs the command.
pub fn run(args: &ColumnsArgs) -> anyhow::Result<Ending> {
    let Loaded { config, portfolio, language, today, bar } = load(&args.read, &[], Earlier::default())?;
    bar.end();
    if let Some(path) = &args.save {
        let labels = config.labels(language);
        let inputs: Vec<PathBuf> = portfolio.inputs.iter().map(|i| PathBuf::from(&i.path)).collect();
        output::check_new(path, &inputs, args.force, labels)?;
        let text = mapping::save(&portfolio, &config, language)?;
        output::write_whole(path, |out| Ok(out.write_all(text.as_bytes())?))?;
        if !args.read.quiet {
            eprintln!("{}", labels.fill("terminal.written", &[("path", path.display().to_string())]));
        }
    }
    if args.read.json.as_deref() != Some(std::path::Path::new("-")) {
        let screen = screen::stdout(args.read.color);
        let mut out = std::io::stdout().lock();
        out.write_all(terminal::columns(&portfolio, &config, language, &screen).as_bytes())?;
    }
    if let Some(path) = &args.read.json {
        let today = today.to_string();
        output::write_whole(path, |out| {
            json::write_reading(&mut { out }, &portfolio, &config, language, &today)
        })?;
    }
    Ok(match (portfolio.sheets.is_empty(), has_errors(&portfolio)) {
        (true, _) => Ending::Nothing,
        (false, true) => Ending::Rejected,
        (false, false) => Ending::Clean,
    })
}
