//! The command line: arguments, then a short file a subcommand. Exit codes are decided here.

mod args;
mod capacity;
mod check;
mod columns;
mod compare;
mod config;
mod console;
mod demo;
mod each;
mod guard;
mod load;
mod open_file;
mod output;
mod plan;
mod progress;
mod reads;
mod said;
mod screen;
mod split;
mod template;
mod temporary;
mod usage;

use crate::config::{Config, Templates};
use crate::import::raw;
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::process::ExitCode;

/// How a run ended; the exit codes of INTERFACE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Done, no errors in the data.
    Clean,
    /// Done, but rows were rejected or some of several files failed.
    Rejected,
    /// Nothing done.
    Nothing,
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let [first, rest @ ..] = words.as_slice()
        && *first == *raw::CHILD_COMMAND
    {
        return raw::legacy_child(rest.iter().cloned());
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let failed = error.use_stderr();
            let config = Config::load(&Templates::default());
            match config.ok().and_then(|config| usage::told(&error, &words, &config)) {
                Some(told) => console::tell_line(&told),
                None if failed => console::tell(&error.render().to_string()),
                // What else can go wrong on the way out is nobody's error.
                None => drop(console::show(&error.render().to_string())),
            }
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    let asked = usage::language(&words);
    temporary::watch(move || {
        if let Ok(config) = Config::load(&Templates::default()) {
            console::tell_line(&format!("keyplan: {}", config.say(asked, "terminal.interrupted", &[])));
        }
    });
    let ending = dispatch(cli);
    temporary::yield_to_interruption();
    match ending {
        Ok(Ending::Clean) => ExitCode::SUCCESS,
        // Who stops reading what was asked for has seen enough.
        Ok(Ending::Rejected) if console::left() => ExitCode::SUCCESS,
        Ok(Ending::Rejected) => ExitCode::from(1),
        Ok(Ending::Nothing) => ExitCode::from(2),
        Err(error) => {
            match Config::load(&Templates::default()) {
                Ok(config) => console::tell_line(&said::told(&error, &config, usage::language(&words))),
                Err(_) => console::tell_line(&format!("keyplan: {error:#}")),
            }
            ExitCode::from(2)
        }
    }
}

fn dispatch(cli: Cli) -> anyhow::Result<Ending> {
    match cli.command {
        Command::Plan(args) => plan::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Columns(args) => columns::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Template(args) => template::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "keyplan", &mut script);
            console::show(&String::from_utf8_lossy(&script))?;
            Ok(Ending::Clean)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            console::show(&String::from_utf8_lossy(&page))?;
            Ok(Ending::Clean)
        }
    }
}
