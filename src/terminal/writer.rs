//! The thread that writes to the terminal, so that a slow line never keeps anybody else waiting: what is pushed goes out in
//! order, each with the question behind it that tells when it was read ([`Line`]), and whoever pushes is told when there is
//! room for more.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::guard;
use super::line::{Line, QUESTION};

/// So much is written at a time; the end of the program waits for no more than this.
const PIECE: usize = 8 * 1024;

/// A handle on the thread; it ends when this is dropped.
#[derive(Debug)]
pub struct Writer {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    wake: Condvar,
    /// Told whenever there is room for more.
    ready: Box<dyn Fn() + Send + Sync>,
    /// Told how many answers are waited for.
    expects: fn(usize),
}

#[derive(Debug)]
struct State {
    queue: VecDeque<Vec<u8>>,
    /// Whether a piece is being written now.
    writing: bool,
    ended: bool,
    line: Line,
    failed: Option<io::Error>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_written(&self) -> bool {
        self.queue.is_empty() && !self.writing
    }

    /// How many bytes may be pushed now; none while something waits to be written.
    fn room(&mut self) -> u64 {
        if self.is_written() { self.line.room(Instant::now()) } else { 0 }
    }
}

impl Writer {
    /// Starts the thread on a line. `ready` is called whenever there is room for more, on whichever thread finds it.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn start(line: Line, ready: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        Self::onto(line, guard::write, guard::expect_answers, ready)
    }

    fn onto(
        line: Line,
        write: impl Fn(&[u8]) -> io::Result<()> + Send + 'static,
        expects: fn(usize),
        ready: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let state = State { queue: VecDeque::new(), writing: false, ended: false, line, failed: None };
        let (state, wake, ready) = (Mutex::new(state), Condvar::new(), Box::new(ready));
        let shared = Arc::new(Shared { state, wake, ready, expects });
        let theirs = Arc::clone(&shared);
        thread::Builder::new().name("terminal writer".into()).spawn(move || work(&theirs, &write))?;
        Ok(Self { shared })
    }

    /// What is to be called whenever the terminal answers that it has read so far.
    pub fn reached(&self) -> impl Fn() + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            let has_room = {
                let mut state = shared.lock();
                state.line.answer(Instant::now());
                (shared.expects)(state.line.waits_for());
                state.room() > 0
            };
            if has_room {
                (shared.ready)();
            }
        }
    }

    /// Writes this after everything pushed before.
    ///
    /// # Errors
    /// What went wrong with something pushed earlier: the terminal is gone.
    pub fn push(&self, bytes: Vec<u8>) -> io::Result<()> {
        let mut state = self.shared.lock();
        if let Some(error) = state.failed.take() {
            return Err(error);
        }
        if !bytes.is_empty() {
            state.queue.push_back(bytes);
            self.shared.wake.notify_all();
        }
        Ok(())
    }

    /// How many bytes may be pushed now so that no key would wait long for its frame; none while something waits to be written.
    pub fn room(&self) -> u64 {
        self.shared.lock().room()
    }

    /// Bytes a second that the terminal reads, as last measured; none before enough was read to tell.
    pub fn rate(&self) -> Option<u64> {
        self.shared.lock().line.rate()
    }

    /// Waits until everything is written, at the most so long; gives whether it is.
    pub fn drain(&self, limit: Duration) -> bool {
        let waited = self.shared.wake.wait_timeout_while(self.shared.lock(), limit, |state| !state.is_written());
        waited.unwrap_or_else(PoisonError::into_inner).0.is_written()
    }

    /// Drops what waits and has not begun.
    pub fn clear(&self) {
        self.shared.lock().queue.clear();
    }

    /// The terminal was given back meanwhile: what was asked before is not waited for.
    pub fn forget(&self) {
        self.shared.lock().line.forget();
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.queue.clear();
        state.ended = true;
        self.shared.wake.notify_all();
    }
}

fn work(shared: &Shared, write: &impl Fn(&[u8]) -> io::Result<()>) {
    loop {
        let bytes = {
            let waits = |state: &mut State| state.queue.is_empty() && !state.ended;
            let mut state = shared.wake.wait_while(shared.lock(), waits).unwrap_or_else(PoisonError::into_inner);
            let Some(mut bytes) = state.queue.pop_front() else { return };
            state.writing = true;
            if state.line.asks() {
                bytes.extend(QUESTION);
                state.line.send(bytes.len(), Instant::now());
                (shared.expects)(state.line.waits_for());
            }
            bytes
        };
        let mut result = Ok(());
        for piece in bytes.chunks(PIECE) {
            result = write(piece);
            if result.is_err() || shared.lock().ended {
                break;
            }
        }
        let has_room = {
            let mut state = shared.lock();
            state.writing = false;
            if let Err(error) = result {
                state.failed = Some(error);
            }
            shared.wake.notify_all();
            state.room() > 0
        };
        if has_room {
            (shared.ready)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn everything_is_written_in_order_and_then_there_is_room() {
        let (written, seen) = channel();
        let (told, ready) = channel();
        let writer = Writer::onto(
            Line::new(None),
            move |bytes| {
                written.send(bytes.to_vec()).unwrap();
                Ok(())
            },
            |_| {},
            move || told.send(()).unwrap(),
        )
        .unwrap();
        let long = vec![7u8; PIECE * 2 + 5];
        for bytes in [b"one".to_vec(), long.clone(), Vec::new(), b"two".to_vec()] {
            writer.push(bytes).unwrap();
        }
        assert!(writer.drain(LONG));
        ready.recv().unwrap();
        let all: Vec<Vec<u8>> = seen.try_iter().collect();
        assert!(all.iter().all(|piece| piece.len() <= PIECE));
        assert_eq!(all.concat(), [&b"one"[..], &long, b"two"].concat());
        assert!(writer.room() > 0);
    }

    #[test]
    fn what_the_terminal_has_not_read_takes_the_room_until_it_answers() {
        let (written, seen) = channel();
        let (told, ready) = channel();
        let write = move |bytes: &[u8]| {
            written.send(bytes.to_vec()).unwrap();
            Ok(())
        };
        let line = Line::new(Some(Duration::from_millis(1)));
        let writer = Writer::onto(line, write, |_| {}, move || told.send(()).unwrap()).unwrap();
        writer.push(vec![b'.'; 50_000]).unwrap();
        assert!(writer.drain(LONG));
        assert!(seen.try_iter().collect::<Vec<_>>().concat().ends_with(b".\x1b[5n"));
        assert!(writer.room() == 0 && ready.try_recv().is_err());
        let reached = writer.reached();
        thread::spawn(reached).join().unwrap();
        assert!(writer.room() > 0 && ready.try_recv().is_ok());
        assert!(writer.rate().is_some());
    }

    /// A terminal that reads nothing keeps nobody waiting but itself.
    #[test]
    fn a_stuck_terminal_does_not_hold_up_who_pushes() {
        let (let_go, held) = channel::<()>();
        let held = Mutex::new(held);
        let writer = Writer::onto(
            Line::new(None),
            move |_| {
                let _ = held.lock().unwrap().recv();
                Ok(())
            },
            |_| {},
            || {},
        )
        .unwrap();
        for _ in 0..100 {
            writer.push(vec![1; 100]).unwrap();
        }
        assert!(writer.room() == 0 && !writer.drain(Duration::ZERO));
        writer.clear();
        drop(let_go);
        assert!(writer.drain(LONG));
    }

    #[test]
    fn who_pushes_next_is_told_that_the_terminal_is_gone() {
        let writer = Writer::onto(Line::new(None), |_| Err(io::ErrorKind::BrokenPipe.into()), |_| {}, || {}).unwrap();
        writer.push(b"lost".to_vec()).unwrap();
        assert!(writer.drain(LONG));
        assert_eq!(writer.push(b"more".to_vec()).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
