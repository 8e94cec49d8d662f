//! The command line: arguments, then a short file a subcommand. Exit codes are decided in `ending`.

mod args;
mod capacity;
mod check;
mod columns;
mod compare;
mod config;
mod console;
mod demo;
mod each;
mod ending;
mod explain;
mod guard;
mod help;
mod job;
mod man;
mod open_file;
mod output;
mod plan;
mod progress;
mod reads;
mod said;
mod schema;
mod screen;
mod split;
mod template;
mod temporary;
mod usage;
mod window;
mod words;

use crate::config::{Config, Templates};
use crate::import::raw;
use crate::model::Language;
use args::{Cli, Command};
use ending::Ending;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let [first, rest @ ..] = typed.as_slice()
        && *first == *raw::CHILD_COMMAND
    {
        return raw::legacy_child(rest.iter().cloned());
    }
    let words = words::complete(typed);
    let asked = words::language(&words);
    let config = match Config::load(&Templates::default()) {
        Ok(config) => config,
        Err(error) => {
            // The embedded templates are held whole by the tests.
            console::tell_line(&format!("keyplan: {error:#}"));
            return Ending::Nothing.code();
        }
    };
    let (ending, language) = match usage::parse(&words, &config) {
        Ok(cli) => done(&cli, &config, asked),
        Err(ending) => (ending, None),
    };
    if window::closes() {
        window::wait(config.labels(language.or(asked).unwrap_or_else(help::language)));
    }
    ending.code()
}

/// Does what a command asks for; how it ended, and in which language.
fn done(cli: &Cli, config: &Config, asked: Option<Language>) -> (Ending, Option<Language>) {
    let interrupted = format!("keyplan: {}", config.say(asked, "terminal.interrupted", &[]));
    temporary::watch(move || console::tell_line(&interrupted));
    let stdin = raw::Stdin;
    let ended = dispatch(cli);
    drop(stdin);
    temporary::yield_to_interruption();
    ended.unwrap_or_else(|error| {
        console::tell_line(&said::told(&error, config, asked));
        (Ending::Nothing, error.downcast_ref().copied())
    })
}

fn dispatch(cli: &Cli) -> anyhow::Result<(Ending, Option<Language>)> {
    let common = &cli.common;
    let ending = match &cli.command {
        Command::Plan(args) => match &args.out_dir {
            Some(folder) if args.each => each::run(args, common, folder),
            _ => return plan::run(args, common).map(|(ending, language)| (ending, Some(language))),
        },
        Command::Check(args) => check::run(args, common),
        Command::Explain(args) => explain::run(args, common),
        Command::Columns(args) => columns::run(args, common),
        Command::Compare(args) => compare::run(args, common),
        Command::Template(args) => template::run(args, common),
        Command::Demo(args) => demo::run(args, common),
        Command::Config(args) => config::run(args, common.lang),
        Command::Schema => schema::run(),
        Command::Completions { shell } => man::completions(*shell, common.lang),
        Command::Man(args) => man::run(args, common.lang),
    };
    Ok((ending?, None))
}
