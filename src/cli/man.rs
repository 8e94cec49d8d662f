//! The manual pages, one a command, in one language.

use super::args::ManArgs;
use super::console::{show, tell_line};
use super::ending::Ending;
use super::guard::{self, Output, Replaces};
use super::help;
use super::output::Outputs;
use crate::config::{Config, Labels, Templates, wrong};
use crate::model::Language;
use clap::Command;
use std::path::PathBuf;

/// Headings that the page's renderer writes itself, and their labels.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", "man.name"),
    (".SH SYNOPSIS", "man.synopsis"),
    (".SH DESCRIPTION", "man.description"),
    (".SH OPTIONS", "man.options"),
    (".SH EXTRA", "help.examples"),
    (".SH VERSION", "man.version"),
];

/// Runs the command.
pub fn run(args: &ManArgs, language: Option<Language>) -> anyhow::Result<Ending> {
    let config = Config::load(&Templates::default())?;
    let labels = config.labels(language.unwrap_or_else(help::language));
    let mut whole = help::command(labels);
    whole.build();
    let Some(folder) = &args.out_dir else {
        let page = match args.command.as_deref() {
            None => whole,
            Some(name) => match whole.find_subcommand(name) {
                Some(command) => command.clone(),
                None => {
                    return wrong::unknown("man", name, whole.get_subcommands().map(Command::get_name)).err();
                }
            },
        };
        show(&rendered(&page, labels)?)?;
        return Ok(Ending::Clean);
    };
    let commands = std::iter::once(&whole).chain(whole.get_subcommands());
    let pages: Vec<(PathBuf, String)> = commands
        .map(|command| Ok((folder.join(format!("{}.1", title(command))), rendered(command, labels)?)))
        .collect::<anyhow::Result<_>>()?;
    let ours = || Replaces::Beginning(vec![".ie \\n(.g .ds Aq".to_owned()]);
    let held: Vec<Output> =
        pages.iter().map(|(path, _)| Output::text("--out-dir", path, ours()).in_new_folder()).collect();
    guard::hold(&held, &[], args.force)?;
    let outputs = Outputs::default();
    for (path, page) in &pages {
        outputs.put(path, |out| Ok(out.write_all(page.as_bytes())?))?;
    }
    outputs.finish()?;
    tell_line(&labels.fill("terminal.written", &[("path", folder.display().to_string())]));
    Ok(Ending::Clean)
}

/// `keyplan-plan`, the name of a page.
fn title(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

fn rendered(command: &Command, labels: &Labels) -> anyhow::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(title(command)).render(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    let line = |line: &str| {
        let heading = HEADINGS.iter().find(|(heading, _)| line.trim_end() == *heading);
        heading.map_or_else(|| line.to_owned(), |(_, key)| format!(".SH {}", labels.text(key).to_uppercase()))
    };
    Ok(page.lines().map(line).collect::<Vec<_>>().join("\n") + "\n")
}

/// What a shell needs to complete commands, with the texts of the help.
pub fn completions(shell: clap_complete::Shell, language: Option<Language>) -> anyhow::Result<Ending> {
    let config = Config::load(&Templates::default())?;
    let mut script = Vec::new();
    let labels = config.labels(language.unwrap_or_else(help::language));
    clap_complete::generate(shell, &mut help::command(labels), "keyplan", &mut script);
    show(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Clean)
}
