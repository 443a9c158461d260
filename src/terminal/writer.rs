//! The thread that writes to the terminal, so that a slow line never keeps anybody else waiting: what is pushed goes out in
//! order, and whoever pushes is told when nothing is left. It also measures how fast the terminal takes what it is given.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::guard;

/// So much is written at a time; the end of the program waits for no more than this.
const PIECE: usize = 8 * 1024;

/// What is taken in at once and says nothing about the line: by the kernel, and by SSH with its window and the socket.
const KERNEL: u64 = 72 * 1024;
const SSH: u64 = 3 << 20;

/// A measurement takes at least so long or so many bytes.
const TELLING: (Duration, u64) = (Duration::from_millis(60), 24 * 1024);

/// A handle on the thread; it ends when this is dropped.
#[derive(Debug)]
pub struct Writer {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Vec<u8>>,
    /// Whether a piece is being written now.
    writing: bool,
    ended: bool,
    rate: Option<u64>,
    failed: Option<io::Error>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer {
    /// Starts the thread. `idle` is called on it whenever everything pushed has been written; `remote` says that SSH lies
    /// between.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn start(remote: bool, idle: impl Fn() + Send + 'static) -> io::Result<Self> {
        Self::onto(if remote { SSH } else { KERNEL }, guard::write, idle)
    }

    fn onto(
        swallowed: u64,
        write: impl Fn(&[u8]) -> io::Result<()> + Send + 'static,
        idle: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        thread::Builder::new().name("terminal writer".into()).spawn(move || work(&theirs, swallowed, &write, &idle))?;
        Ok(Self { shared })
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

    /// Whether nothing waits and nothing is being written.
    pub fn is_idle(&self) -> bool {
        let state = self.shared.lock();
        state.queue.is_empty() && !state.writing
    }

    /// Bytes a second that the terminal takes, as last measured; none before enough was written to tell.
    pub fn rate(&self) -> Option<u64> {
        self.shared.lock().rate
    }

    /// Waits until everything is written, at the most so long; gives whether it is.
    pub fn drain(&self, limit: Duration) -> bool {
        let busy = |state: &mut State| state.writing || !state.queue.is_empty();
        let (state, _) = self
            .shared
            .wake
            .wait_timeout_while(self.shared.lock(), limit, busy)
            .unwrap_or_else(PoisonError::into_inner);
        state.queue.is_empty() && !state.writing
    }

    /// Drops what waits and has not begun.
    pub fn clear(&self) {
        self.shared.lock().queue.clear();
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

/// Since when there was always something to write, and how much it was.
struct Busy {
    swallowed: u64,
    since: Instant,
    bytes: u64,
    /// The moment and count from which the line itself is measured.
    from: Option<(Instant, u64)>,
}

impl Busy {
    fn new(swallowed: u64) -> Self {
        Self { swallowed, since: Instant::now(), bytes: 0, from: None }
    }

    /// So many more bytes are written; gives the rate if enough were.
    fn wrote(&mut self, bytes: usize) -> Option<u64> {
        self.bytes += bytes as u64;
        let now = Instant::now();
        let (start, before) = *self.from.get_or_insert((self.since, 0));
        if before == 0 && self.bytes >= self.swallowed {
            self.from = Some((now, self.bytes));
            return None;
        }
        let (took, count) = (now.duration_since(start), self.bytes - before);
        let tells = before > 0 && (took >= TELLING.0 || count >= TELLING.1);
        // A line that holds up even the first bytes is known to be slow.
        let slow = before == 0 && took >= TELLING.0 * 5;
        (tells || slow).then(|| count * 1000 / u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1))
    }
}

fn work(shared: &Shared, swallowed: u64, write: &impl Fn(&[u8]) -> io::Result<()>, idle: &impl Fn()) {
    let mut busy = Busy::new(swallowed);
    loop {
        let bytes = {
            let waits = |state: &mut State| state.queue.is_empty() && !state.ended;
            let mut state = shared.lock();
            if state.queue.is_empty() {
                state = shared.wake.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner);
                busy = Busy::new(swallowed);
            }
            let Some(bytes) = state.queue.pop_front() else { return };
            state.writing = true;
            bytes
        };
        let mut rate = None;
        let mut result = Ok(());
        for piece in bytes.chunks(PIECE) {
            result = write(piece);
            if result.is_err() || shared.lock().ended {
                break;
            }
            rate = busy.wrote(piece.len()).or(rate);
        }
        let is_idle = {
            let mut state = shared.lock();
            state.writing = false;
            state.rate = rate.or(state.rate);
            if let Err(error) = result {
                state.failed = Some(error);
            }
            shared.wake.notify_all();
            state.queue.is_empty()
        };
        if is_idle {
            idle();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn everything_is_written_in_order_and_then_it_is_idle() {
        let (written, seen) = channel();
        let (told, idle) = channel();
        let writer = Writer::onto(
            KERNEL,
            move |bytes| {
                written.send(bytes.to_vec()).unwrap();
                Ok(())
            },
            move || told.send(()).unwrap(),
        )
        .unwrap();
        let long = vec![7u8; PIECE * 2 + 5];
        for bytes in [b"one".to_vec(), long.clone(), Vec::new(), b"two".to_vec()] {
            writer.push(bytes).unwrap();
        }
        assert!(writer.drain(Duration::from_secs(30)));
        idle.recv().unwrap();
        let all: Vec<Vec<u8>> = seen.try_iter().collect();
        assert!(all.iter().all(|piece| piece.len() <= PIECE));
        assert_eq!(all.concat(), [&b"one"[..], &long, b"two"].concat());
        assert!(writer.is_idle());
    }

    /// A terminal that reads nothing keeps nobody waiting but itself.
    #[test]
    fn a_stuck_terminal_does_not_hold_up_who_pushes() {
        let (let_go, held) = channel::<()>();
        let held = Mutex::new(held);
        let writer = Writer::onto(
            KERNEL,
            move |_| {
                let _ = held.lock().unwrap().recv();
                Ok(())
            },
            || {},
        )
        .unwrap();
        for _ in 0..100 {
            writer.push(vec![1; 100]).unwrap();
        }
        assert!(!writer.is_idle() && !writer.drain(Duration::ZERO));
        writer.clear();
        drop(let_go);
        assert!(writer.drain(Duration::from_secs(30)));
    }

    #[test]
    fn who_pushes_next_is_told_that_the_terminal_is_gone() {
        let writer = Writer::onto(KERNEL, |_| Err(io::ErrorKind::BrokenPipe.into()), || {}).unwrap();
        writer.push(b"lost".to_vec()).unwrap();
        assert!(writer.drain(Duration::from_secs(30)));
        assert_eq!(writer.push(b"more".to_vec()).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn what_the_kernel_swallows_says_nothing_of_the_line() {
        let mut busy = Busy::new(KERNEL);
        assert_eq!(busy.wrote(1000), None);
        assert_eq!(busy.wrote(KERNEL as usize), None);
        let rate = busy.wrote(TELLING.1 as usize).unwrap();
        assert!(rate > 1 << 20, "{rate}");
    }
}
