use keyplan::import::raw::{CHILD_COMMAND, legacy_child};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    match args.next() {
        Some(first) if first == CHILD_COMMAND => legacy_child(args),
        _ => ExitCode::SUCCESS,
    }
}
