//! Taking the terminal and giving it back as it was, whatever ends the program. Signals are the caller's: it drops the
//! [`Guard`] (or calls [`restore`]) when one arrives.
//!
//! Bytes go to the descriptor and not through `std::io::stdout`, whose lock another thread may hold for ever.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};

/// Alternate screen, bracketed paste, reports of the focus (pictures may be gone when it comes back), hidden cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// Ends an unfinished string and synchronized output, so that what follows is obeyed.
const CALM: &[u8] = b"\x1b\\\x1b[?2026l";
/// Plain text, visible cursor, no paste, mouse or focus reports, main screen.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?1049l";

/// Bracketed paste only: for a desk that is read out line by line, on the screen as it is.
const ENTER_LINES: &[u8] = b"\x1b[?2004h";
/// The same given back, on a line of its own.
const LEAVE_LINES: &[u8] = b"\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1000l\x1b[?1006l\x1b[?1004l\r\n";

/// How long the end waits for a piece that another thread is writing.
const WRITING: Duration = Duration::from_secs(1);
/// How long it waits for the terminal's last answers.
const ANSWERING: Duration = Duration::from_secs(1);
const MOMENT: Duration = Duration::from_millis(2);

/// Ample for the kernel to stop every thread.
const STOPPING: Duration = Duration::from_millis(50);

static STATE: Mutex<State> = Mutex::new(State { owner: None, lines: false, farewell: Vec::new(), panics: Vec::new() });

/// Held while something is written, so that no two writers' bytes mix.
static PEN: Mutex<()> = Mutex::new(());

/// How many answers of the terminal are still to come.
static UNANSWERED: AtomicUsize = AtomicUsize::new(0);

struct State {
    /// The thread that took the terminal, while it is taken.
    owner: Option<ThreadId>,
    /// Whether the main screen is kept, and lines are told on it.
    lines: bool,
    farewell: Vec<u8>,
    panics: Vec<String>,
}

/// Holds the terminal: raw mode and the alternate screen. Dropping it gives the terminal back.
#[derive(Debug)]
#[must_use = "the terminal is given back when this is dropped"]
pub struct Guard(());

impl Guard {
    /// Takes the terminal. Do this on the thread that draws: a panic there gives the terminal back at once, while one
    /// elsewhere leaves the desk alone and is told when it closes.
    pub fn enter() -> io::Result<Self> {
        Self::take(false)
    }

    /// As [`enter`](Self::enter), but keeps the main screen and the cursor, to tell lines on it.
    pub fn enter_lines() -> io::Result<Self> {
        Self::take(true)
    }

    fn take(lines: bool) -> io::Result<Self> {
        lock().lines = lines;
        let guard = Self(());
        enter()?;
        Ok(guard)
    }

    /// Gives the terminal back and stops the process group, as Ctrl-Z does in cooked mode; returns when it is continued.
    /// The caller then calls [`resume`](Self::resume) and draws everything anew.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        kill_current_process_group(Signal::TSTP)?;
        // The kernel may hand the signal to another thread, and this one runs on until all are stopped; and a group
        // without a shell to continue it is not stopped at all. So nothing tells it but a moment passing.
        thread::sleep(STOPPING);
        Ok(())
    }

    /// Takes the terminal again after [`suspend`](Self::suspend).
    pub fn resume(&self) -> io::Result<()> {
        enter()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    let lines = {
        let mut state = lock();
        state.owner = Some(thread::current().id());
        state.lines
    };
    write_all(if lines { ENTER_LINES } else { ENTER })
}

/// Sets what is sent before the terminal is given back, in place of what was set before: the commands that delete the
/// pictures now on it.
pub fn set_farewell(bytes: Vec<u8>) {
    lock().farewell = bytes;
}

/// Gives the terminal back. Does nothing where it is not taken, so it may be called any number of times.
pub fn restore() {
    let (farewell, panics, lines) = {
        let mut state = lock();
        if state.owner.take().is_none() {
            return;
        }
        (std::mem::take(&mut state.farewell), std::mem::take(&mut state.panics), state.lines)
    };
    give_back(&farewell, lines);
    for panic in panics {
        let _ = write_all(panic.as_bytes());
    }
}

/// Writes everything while the terminal is taken; drops it otherwise, for then the terminal is somebody else's.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    let _pen = PEN.lock().unwrap_or_else(PoisonError::into_inner);
    if lock().owner.is_none() {
        return Ok(());
    }
    write_all(bytes)
}

/// So many answers of the terminal are still to come: whoever reads it next must not take them for keys, so that the end waits
/// for them.
pub fn expect_answers(count: usize) {
    UNANSWERED.store(count, Ordering::Relaxed);
}

/// The pen, once who holds it has finished a piece; none if he takes too long, for the end does not wait for ever.
fn pen() -> Option<MutexGuard<'static, ()>> {
    within(WRITING, || match PEN.try_lock() {
        Ok(pen) => Some(pen),
        Err(TryLockError::Poisoned(pen)) => Some(pen.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    })
}

/// What another thread brings about, within a limit; nothing tells when, as whoever ends may hold any lock.
fn within<T>(limit: Duration, mut there: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..limit.as_millis() / MOMENT.as_millis() {
        match there() {
            Some(it) => return Some(it),
            None => thread::sleep(MOMENT),
        }
    }
    None
}

/// A terminal that has gone away cannot be restored, and nobody is there to be told: errors are dropped.
fn give_back(farewell: &[u8], lines: bool) {
    let _pen = pen();
    let leave = if lines { LEAVE_LINES } else { LEAVE };
    if write_all(&[CALM, farewell, leave].concat()).is_ok() {
        within(ANSWERING, || (UNANSWERED.load(Ordering::Relaxed) == 0).then_some(()));
    }
    let _ = disable_raw_mode();
}

/// Makes a panic on the drawing thread give the terminal back before it is reported, so that the report stands on the
/// main screen. Panics of other threads do not tear the desk down: their reports wait until it closes.
pub fn install_panic_hook() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let owner = match STATE.try_lock() {
            Ok(state) => state.owner,
            Err(TryLockError::Poisoned(state)) => state.into_inner().owner,
            Err(TryLockError::WouldBlock) => None,
        };
        match owner {
            Some(owner) if owner != thread::current().id() => {
                let name = thread::current().name().unwrap_or("unnamed").to_owned();
                lock().panics.push(format!("thread '{name}' {info}\n"));
            }
            _ => {
                restore();
                report(info);
            }
        }
    }));
}

fn lock() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes everything to standard output, past its buffer.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let out = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(out, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restoring_what_was_never_taken_does_nothing() {
        set_farewell(b"kept".to_vec());
        restore();
        restore();
        assert_eq!(lock().farewell, b"kept");
    }

    #[test]
    fn everything_entered_is_left() {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        for (enter, leave) in [(ENTER, LEAVE), (ENTER_LINES, LEAVE_LINES)] {
            for mode in text(enter).split("\x1b[?").filter(|mode| mode.ends_with('h')) {
                assert!(text(leave).contains(&mode.replace('h', "l")), "{mode}");
            }
        }
        assert!(text(ENTER).contains("?25l") && text(LEAVE).contains("?25h"));
        assert!(text(LEAVE).ends_with("?1049l"), "the main screen comes last");
    }
}
