//! Reading in a child process: keyplan runs itself once more with little memory and time, so that
//! a file made to exhaust them takes down the child only.

use super::budget::Budget;
use super::content::Content;
use super::detect;
use super::{RawBook, ReadLimits, Refusal, legacy, package, wire};
use std::ffi::OsString;
use std::io::{BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};

/// The hidden first argument by which a program is told to call [`legacy_child`].
pub const CHILD_COMMAND: &str = "__read-legacy";

/// Address space that the program takes before it reads anything: code, stack, allocator.
const OWN_BYTES: u64 = 256 << 20;

/// Reads a file in a child process.
pub(super) fn read_in_child(
    program: &Path,
    path: &Path,
    limits: &ReadLimits,
    budget: &Budget,
) -> Result<RawBook, Refusal> {
    let mut child = command(program, path, limits).spawn().map_err(Refusal::unreadable)?;
    let (Some(output), Some(mut errors)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(Refusal::unreadable("no pipe"));
    };
    let child = Mutex::new(child);
    let (done, ended) = channel::<()>();
    let (outcome, late) = std::thread::scope(|scope| {
        let child = &child;
        let watch = scope.spawn(move || {
            let late = ended.recv_timeout(budget.time_left()) == Err(RecvTimeoutError::Timeout);
            if late {
                kill(child);
            }
            late
        });
        let outcome = wire::read(&mut BufReader::new(output), budget);
        drop(done);
        (outcome, watch.join().unwrap_or(false))
    });
    if matches!(outcome, Ok(Ok(_))) {
        let _ = wait(&child);
        return outcome.unwrap_or_else(|error| Err(error.into()));
    }
    let mut words = String::new();
    if outcome.is_ok() {
        kill(&child);
    } else {
        let _ = errors.by_ref().take(4096).read_to_string(&mut words);
    }
    let status = wait(&child);
    match outcome {
        _ if late => Err(budget.too_slow()),
        Ok(refused) => refused,
        Err(_) => Err(died(status, &words, limits)),
    }
}

fn command(program: &Path, path: &Path, limits: &ReadLimits) -> Command {
    let mut command = Command::new(program);
    command
        .arg(CHILD_COMMAND)
        .args(
            [limits.memory_bytes, limits.max_sheets, limits.max_cells, limits.seconds]
                .map(|limit| limit.to_string()),
        )
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn kill(child: &Mutex<Child>) {
    if let Ok(mut child) = child.lock() {
        let _ = child.kill();
    }
}

fn wait(child: &Mutex<Child>) -> Option<ExitStatus> {
    child.lock().ok()?.wait().ok()
}

/// A child without a last word: out of memory, or crashed.
fn died(status: Option<ExitStatus>, words: &str, limits: &ReadLimits) -> Refusal {
    if words.contains("memory allocation") || words.contains("capacity overflow") {
        return Refusal::needs_memory(limits.memory_bytes);
    }
    let status = status.map_or_else(String::new, |status| status.to_string());
    Refusal::unreadable(words.lines().next().unwrap_or(&status))
}

/// Whether the system holds a process to its memory: macOS takes the limit and forgets it, Windows has none.
const HOLDS_MEMORY: bool = cfg!(all(unix, not(target_vendor = "apple")));

/// What a file takes in memory for each of its bytes, where nothing else holds the child to its limit.
const BYTES_A_BYTE: u64 = 8;

/// Refuses a file that would take more than the limit by its size alone.
fn fits(bytes: u64, limits: &ReadLimits) -> Result<(), Refusal> {
    match bytes.saturating_mul(BYTES_A_BYTE) > limits.memory_bytes {
        true => Err(Refusal::needs_memory(limits.memory_bytes)),
        false => Ok(()),
    }
}

/// The child's side: reads the file named by the arguments after [`CHILD_COMMAND`] and writes its
/// sheets to the standard output. For [`read`](super::read) alone, no command of the interface.
pub fn legacy_child(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let Some((path, limits)) = parse(&args) else { return ExitCode::from(2) };
    if limit_memory(limits.memory_bytes.saturating_add(OWN_BYTES)).is_err() {
        return ExitCode::from(2);
    }
    let outcome = detect::content(&path, &limits).and_then(|content| match content {
        Content::Ods | Content::Xls => {
            if !HOLDS_MEMORY {
                fits(unpacked(&path, content), &limits)?;
            }
            legacy::read_whole(&path, content, &Budget::new(&limits))
        }
        _ => Err(Refusal::unreadable("changed while being read")),
    });
    #[expect(clippy::disallowed_methods, reason = "a pipe to the process that started this one")]
    let mut out = BufWriter::new(std::io::stdout().lock());
    match wire::write(&mut out, &outcome) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// Bytes of a file once unpacked.
fn unpacked(path: &Path, content: Content) -> u64 {
    match content {
        Content::Ods => package::unpacked(path),
        _ => std::fs::metadata(path).map_or(0, |meta| meta.len()),
    }
}

fn parse(args: &[OsString]) -> Option<(PathBuf, ReadLimits)> {
    let [memory, sheets, cells, seconds, path] = args else { return None };
    let number = |arg: &OsString| arg.to_str()?.parse().ok();
    let limits = ReadLimits {
        memory_bytes: number(memory)?,
        max_sheets: number(sheets)?,
        max_cells: number(cells)?,
        seconds: number(seconds)?,
        ..ReadLimits::default()
    };
    Some((path.into(), limits))
}

#[cfg(unix)]
fn limit_memory(bytes: u64) -> std::io::Result<()> {
    let (_, most) = rlimit::Resource::AS.get()?;
    rlimit::Resource::AS.set(bytes.min(most), bytes.min(most))
}

/// Elsewhere the child is still a process apart, killed when its time is up.
#[cfg(not(unix))]
fn limit_memory(_: u64) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_holds_the_child_its_file_is_small() {
        let limits = ReadLimits { memory_bytes: 80, ..ReadLimits::default() };
        assert!(fits(10, &limits).is_ok());
        assert_eq!(fits(11, &limits), Err(Refusal::needs_memory(80)));
        assert!(fits(u64::MAX, &limits).is_err());
    }
}
