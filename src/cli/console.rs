//! The one writer for each stream. A reader that has gone away ends nothing: what is written to it afterwards is
//! dropped, and the outputs stand all the same. Characters that would steer the terminal are shown, not obeyed.

#![expect(clippy::disallowed_methods, reason = "the one place")]

use crate::report::screen::{shown, visible};
use std::io::{self, ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the reader of stdout has gone away.
static LEFT: AtomicBool = AtomicBool::new(false);

/// Tells a person something in colours, on stderr. That nobody can be told is no reason to stop.
pub fn tell(text: &str) {
    say(&shown(text));
}

/// Tells a line without colours.
pub fn tell_line(text: &str) {
    say(&format!("{}\n", visible(text)));
}

fn say(text: &str) {
    let mut stream = io::stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Shows what was asked for, on stdout.
///
/// # Errors
/// The stream's, a reader that has gone away apart.
pub fn show(text: &str) -> io::Result<()> {
    let mut stream = Stdout;
    stream.write_all(shown(text).as_bytes())?;
    stream.flush()
}

/// Whether somebody stopped reading what was asked for.
pub fn left() -> bool {
    LEFT.load(Ordering::Relaxed)
}

/// Stdout, for outputs of any size.
pub struct Stdout;

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if left() {
            return Ok(bytes.len());
        }
        patient(io::stdout().write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if left() {
            return Ok(());
        }
        patient(io::stdout().flush(), ())
    }
}

/// A closed pipe takes everything.
fn patient<T>(written: io::Result<T>, all: T) -> io::Result<T> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            LEFT.store(true, Ordering::Relaxed);
            Ok(all)
        }
        written => written,
    }
}

/// JSON on a terminal: the control characters beyond ASCII and DEL, which JSON may hold as they are, are escaped.
/// They stand in texts only, so that the values stay the same.
pub struct Escaped<W: Write> {
    inner: W,
    /// The first byte of a character whose second is still to come.
    held: bool,
}

impl<W: Write> Escaped<W> {
    /// Writes to another.
    pub fn new(inner: W) -> Self {
        Escaped { inner, held: false }
    }
}

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = Vec::with_capacity(bytes.len());
        for byte in bytes {
            match (std::mem::take(&mut self.held), *byte) {
                (true, code @ 0x80..=0x9f) => out.extend(format!("\\u{code:04x}").bytes()),
                (true, other) => out.extend([0xc2, other]),
                (false, 0xc2) => self.held = true,
                (false, 0x7f) => out.extend(b"\\u007f"),
                (false, other) => out.push(other),
            }
        }
        self.inner.write_all(&out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
