//! The command line in one language: every text of the help is a label.

use super::args::Cli;
use crate::config::Labels;
use crate::model::Language;
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory};

/// Options by what they are for. What stands nowhere is an input.
const GROUPS: [(&str, &[&str]); 5] = [
    ("reading", &["sheet", "header_row", "map", "unit", "mapping"]),
    ("planning", &["previous", "prefer", "capacity", "formulas", "top", "protect", "strict"]),
    (
        "output",
        &[
            "output", "json", "csv", "each", "split_by", "out_dir", "resume", "rejected", "save", "sample",
            "force",
        ],
    ),
    ("settings", &["config", "templates", "today", "threads", "where_"]),
    ("common", &["lang", "quiet", "verbose", "color", "no_progress", "help", "version"]),
];

/// Columns of the help at most.
const WIDTH: usize = 100;

/// The language of the help, where none is asked for: the machine's.
pub fn language() -> Language {
    let locale = sys_locale::get_locale().unwrap_or_default().to_lowercase();
    if locale.starts_with("zh") { Language::Zh } else { Language::En }
}

/// The whole command line with its texts in one language.
pub fn command(labels: &Labels) -> Command {
    let command = Cli::command().max_term_width(WIDTH).subcommand_help_heading(heading("commands", labels));
    let help = Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = worded(command.arg(help).arg(version), labels);
    command.mut_subcommands(|sub| worded(sub, labels))
}

/// A command with its own texts and those of its options.
fn worded(command: Command, labels: &Labels) -> Command {
    let name = command.get_name().to_owned();
    let own = |what: &str| labels.text_of(&format!("help.{name}.{what}")).to_owned();
    let template = format!(
        "{{about-with-newline}}\n{}{}{{usage}}\n\n{{all-args}}{{after-help}}\n",
        labels.text("help.usage"),
        labels.text("terminal.colon")
    );
    let colon = labels.text("terminal.colon").trim_end();
    let examples = format!("{}{colon}\n{}", labels.text("help.examples"), own("examples").trim_end());
    command
        // Said twice, an option counts as said last.
        .args_override_self(true)
        .about(own("about"))
        .override_usage(StyledStr::from(own("usage")))
        .after_help(examples)
        .help_template(template)
        .mut_args(|arg| option(arg, &name, labels))
}

/// An option with its text, group and the name of its value.
fn option(arg: Arg, command: &str, labels: &Labels) -> Arg {
    let id = arg.get_id().to_string();
    let own = format!("help.{command}.{id}");
    let text = if labels.has(&own) { own } else { format!("help.option.{id}") };
    let group = GROUPS.iter().find(|(_, ids)| ids.contains(&id.as_str())).map_or("input", |(group, _)| group);
    let values: Option<Vec<String>> = arg.get_value_names().map(|names| {
        names.iter().map(|name| labels.text_of(&format!("help.value.{name}")).to_owned()).collect()
    });
    let arg = arg.help(labels.text_of(&text).to_owned()).help_heading(heading(group, labels));
    if !arg.get_action().takes_values() {
        return arg;
    }
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    match values {
        Some(values) => arg.value_names(values),
        None => arg,
    }
}

fn heading(group: &str, labels: &Labels) -> String {
    labels.text_of(&format!("help.group.{group}")).to_owned()
}
