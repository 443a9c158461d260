//! A terminal emulator on the far side of a pseudo-terminal. A test waits for what it expects on the screen, woken by
//! every change; nothing sleeps.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};
use vt100::{Parser, Screen};

use crate::persona::{Answering, Persona};

/// How long anything may take before the test fails: far beyond what a busy machine needs to draw a case's pictures.
pub const LIMIT: Duration = Duration::from_secs(30);

struct Shown {
    parser: Parser<Answering>,
    raw: Vec<u8>,
    ended: bool,
}

#[derive(Clone)]
struct Shared(Arc<(Mutex<Shown>, Condvar)>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The emulator: a screen, a keyboard, and a log of every byte that arrived.
pub struct Emulator {
    master: Box<dyn MasterPty + Send>,
    shared: Shared,
    input: Sender<Vec<u8>>,
}

impl Emulator {
    /// An emulator of `size` (columns, rows) and the side of the program.
    pub fn open((cols, rows): (u16, u16), persona: Persona) -> (Self, Box<dyn SlavePty + Send>) {
        let PtyPair { master, slave } = native_pty_system().openpty(pixels(cols, rows)).unwrap();
        let (input, keys) = channel();
        let answering = Answering::new(persona, input.clone());
        let parser = Parser::new_with_callbacks(nonzero(rows), nonzero(cols), 0, answering);
        let shown = Shown { parser, raw: Vec::new(), ended: false };
        let shared = Shared(Arc::new((Mutex::new(shown), Condvar::new())));
        let (reader, writer) = (master.try_clone_reader().unwrap(), master.take_writer().unwrap());
        thread::spawn({
            let shared = shared.clone();
            move || show(reader, &shared)
        });
        thread::spawn(move || send(writer, &keys));
        (Self { master, shared, input }, slave)
    }

    /// The program's side as a file, for code of this process.
    pub fn device(&self) -> File {
        let path = self.master.tty_name().unwrap();
        File::options().read(true).write(true).open(path).unwrap()
    }

    /// Waits until the screen is as expected; `what` says in words what that is.
    pub fn wait(&self, what: &str, mut expected: impl FnMut(&Screen) -> bool) {
        self.wait_for(what, |shown| expected(shown.parser.screen()));
    }

    /// Waits until the screen shows all of these texts at once.
    pub fn shows(&self, texts: &[&str]) {
        self.wait(&format!("{texts:?} stand there"), |screen| {
            let contents = screen.contents();
            texts.iter().all(|text| contents.contains(text))
        });
    }

    /// Waits until the screen does not show this text.
    pub fn hides(&self, text: &str) {
        self.wait(&format!("{text:?} is gone"), |screen| !screen.contents().contains(text));
    }

    /// Waits until these bytes have arrived at least so many times.
    pub fn wait_received(&self, bytes: &str, times: usize) {
        self.wait_for(&format!("{bytes:?} arrived {times} times"), |shown| occurrences(&shown.raw, bytes) >= times);
    }

    /// Waits until what has arrived is as expected.
    pub fn wait_pixels(&self, what: &str, mut expected: impl FnMut(&[u8]) -> bool) {
        self.wait_for(what, |shown| expected(&shown.raw));
    }

    /// Waits until the last program has closed its side.
    pub fn wait_until_ended(&self) {
        self.wait_for("the program ends", |shown| shown.ended);
    }

    fn wait_for(&self, what: &str, mut expected: impl FnMut(&Shown) -> bool) {
        let start = Instant::now();
        let mut shown = self.shared.lock();
        while !expected(&shown) {
            let left = LIMIT.saturating_sub(start.elapsed());
            assert!(
                !left.is_zero(),
                "waited in vain until {what}; on the screen:\n{}",
                shown.parser.screen().contents()
            );
            shown = self.shared.0.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Types.
    pub fn keys(&self, keys: &str) {
        self.input.send(keys.as_bytes().to_vec()).unwrap();
    }

    /// Changes the size to columns and rows, as when somebody drags the window.
    pub fn resize(&self, cols: u16, rows: u16) {
        self.shared.lock().parser.set_size(nonzero(rows), nonzero(cols));
        self.master.resize(pixels(cols, rows)).unwrap();
    }

    /// Every byte that arrived so far.
    pub fn raw(&self) -> Vec<u8> {
        self.shared.lock().raw.clone()
    }

    /// How many times these bytes have arrived.
    pub fn count(&self, bytes: &str) -> usize {
        occurrences(&self.raw(), bytes)
    }

    /// Whether these bytes arrived.
    pub fn received(&self, bytes: &str) -> bool {
        self.count(bytes) > 0
    }

    /// The first line's first word that is a case number.
    pub fn number(&self) -> String {
        self.look(|screen| {
            let head = screen.contents();
            head.split_whitespace().find(|word| word.starts_with("BA2")).unwrap_or_default().to_owned()
        })
    }

    /// Looks at the screen as it is now.
    pub fn look<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(self.shared.lock().parser.screen())
    }
}

fn occurrences(raw: &[u8], bytes: &str) -> usize {
    raw.windows(bytes.len()).filter(|window| *window == bytes.as_bytes()).count()
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn pixels(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn show(mut reader: impl Read, shared: &Shared) {
    let mut buffer = [0; 65_536];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut shown = shared.lock();
        let bytes = &buffer[..count];
        shown.raw.extend_from_slice(bytes);
        let rest = shown.parser.callbacks_mut().take_commands(bytes);
        shown.parser.process(&rest);
        shown.ended = count == 0;
        shared.0.1.notify_all();
        if count == 0 {
            return;
        }
    }
}

fn send(mut writer: impl Write, keys: &Receiver<Vec<u8>>) {
    for bytes in keys {
        if writer.write_all(&bytes).and_then(|()| writer.flush()).is_err() {
            return;
        }
    }
}
