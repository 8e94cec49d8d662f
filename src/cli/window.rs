//! A window that closes when the program ends, as after a double-click or a drop: it is kept open until a key is
//! pressed, so that what was done can be read.

use super::console::tell_line;
use crate::config::Labels;
use std::io::{BufRead, IsTerminal};

/// Says whether to keep the window, whatever started the program: `1` or `0`. For links and scripts that open one.
const KEEP: &str = "KEYPLAN_KEEP_WINDOW";

/// Whether the window closes with the program.
pub fn closes() -> bool {
    match std::env::var(KEEP).as_deref() {
        Ok("1") => true,
        Ok("0") => false,
        _ => started_by_file_manager(),
    }
}

/// Waits until somebody has read it.
pub fn wait(labels: &Labels) {
    tell_line(labels.text("terminal.press_key"));
    let stdin = std::io::stdin();
    // Without a terminal to read a key from, a line will do; what cannot be read is not waited for.
    let _ = match stdin.is_terminal() {
        true => console::Term::stdout().read_key().map(drop),
        false => stdin.lock().read_line(&mut String::new()).map(drop),
    };
}

/// On Windows a console program that Explorer starts gets a window of its own, gone with it.
#[cfg(windows)]
fn started_by_file_manager() -> bool {
    use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};
    let mut system = System::new();
    let mut look = |pid: Pid| {
        let only = ProcessRefreshKind::nothing();
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), false, only);
        system.process(pid).map(|p| (p.parent(), p.name().to_os_string()))
    };
    let parent = look(Pid::from_u32(std::process::id())).and_then(|(parent, _)| parent);
    let name = parent.and_then(&mut look).map(|(_, name)| name);
    name.is_some_and(|name| name.eq_ignore_ascii_case("explorer.exe"))
}

/// Elsewhere a file manager starts programs without a window, or in a terminal that stays.
#[cfg(not(windows))]
fn started_by_file_manager() -> bool {
    false
}
