//! What comes from the terminal, read on a thread of its own: keys, pastes and reports as events, and the answers that say how
//! far it has read what it was sent ([`Line`](super::line::Line)). Answers to anything else are dropped, so that no letter of
//! them becomes a key.
//!
//! crossterm's own reader has no place for such answers, and takes an escape that arrives alone for the key at once; over a slow
//! line the rest of an arrow key often follows a moment later.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter};
use std::os::fd::{AsFd, BorrowedFd};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::reply::{Reply, Sorter};

/// How long the rest of a key's bytes may take that began with an escape; a person takes longer for two keys.
const KEY: Duration = Duration::from_millis(30);
/// The same for the rest of a paste.
const PASTE: Duration = Duration::from_secs(5);
/// A paste longer than this ends here.
const LONGEST: usize = 1024 * 1024;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// One thing that came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Heard {
    /// A key, a paste, the mouse, the focus.
    Event(Event),
    /// The terminal has read everything before one more question.
    Reached,
}

/// The thread that reads. Dropping it ends the reading; what was not read stays for whoever reads next.
#[derive(Debug)]
pub struct Input {
    /// Closed to end the thread.
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

impl Input {
    /// Begins to read the terminal; `typed` is what was read of it before. On the thread, `event` is given what comes, and none
    /// once the terminal is gone; `reached` is called when it has read everything before one more question.
    ///
    /// # Errors
    /// Where there is no terminal, or no thread can be started.
    pub fn start(
        typed: Vec<u8>,
        mut event: impl FnMut(Option<Event>) + Send + 'static,
        reached: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let hear = move |heard: Option<Heard>| match heard {
            Some(Heard::Event(what)) => event(Some(what)),
            Some(Heard::Reached) => reached(),
            None => event(None),
        };
        let input = Terminal::open()?;
        let (stopped, stop) = io::pipe()?;
        let thread = thread::Builder::new()
            .name("terminal reader".into())
            .spawn(move || read(&input, &stopped, &typed, hear))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Standard input, or the terminal of the process where that is something else.
enum Terminal {
    Stdin,
    Device(File),
}

impl Terminal {
    fn open() -> io::Result<Self> {
        if io::stdin().is_terminal() { Ok(Self::Stdin) } else { File::open("/dev/tty").map(Self::Device) }
    }
}

impl AsFd for Terminal {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin => rustix::stdio::stdin(),
            Self::Device(file) => file.as_fd(),
        }
    }
}

fn read(input: impl AsFd, stopped: &PipeReader, typed: &[u8], mut hear: impl FnMut(Option<Heard>)) {
    let mut parser = Parser::default();
    // Typed before the terminal was raw, where Enter is a line feed.
    let typed: Vec<u8> = typed.iter().map(|byte| if *byte == b'\n' { b'\r' } else { *byte }).collect();
    parser.feed(&typed).into_iter().map(Some).for_each(&mut hear);
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let mut watched = [PollFd::new(&input, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        let patience = parser.patience().and_then(|patience| Timespec::try_from(patience).ok());
        match poll(&mut watched, patience.as_ref()) {
            Ok(0) => {
                parser.rest().into_iter().map(Some).for_each(&mut hear);
                continue;
            }
            Err(Errno::INTR) => continue,
            Ok(_) => {}
            Err(_) => return hear(None),
        }
        let [terminal, stop] = watched;
        if !stop.revents().is_empty() {
            return;
        }
        if terminal.revents().is_empty() {
            continue;
        }
        match rustix::io::read(&input, &mut buffer) {
            Err(Errno::INTR | Errno::AGAIN) => {}
            Ok(0) | Err(_) => return hear(None),
            Ok(count) => {
                let bytes = buffer.get(..count).unwrap_or_default();
                parser.feed(bytes).into_iter().map(Some).for_each(&mut hear);
            }
        }
    }
}

/// Bytes as they come, and what they say.
#[derive(Debug, Default)]
struct Parser {
    sorter: Sorter,
    /// What may be the beginning of a key.
    typed: Vec<u8>,
}

/// What the first bytes typed are.
enum Unit {
    /// So many bytes belong together.
    Whole(usize),
    Unfinished,
}

impl Parser {
    /// Takes more bytes; gives what they say.
    fn feed(&mut self, bytes: &[u8]) -> Vec<Heard> {
        // An escape that came alone is the beginning of a sequence only if what follows looks like one; else it is the key.
        let mut heard = match (self.sorter.pending(), bytes) {
            ([0x1b], [next, ..]) if !matches!(next, b'[' | b'O' | b'P' | b']' | b'_') => self.rest(),
            _ => Vec::new(),
        };
        self.sorter.feed(bytes);
        heard.extend(self.sorted());
        heard
    }

    /// Nothing followed for a moment: what may have been a beginning is taken as it is.
    fn rest(&mut self) -> Vec<Heard> {
        self.sorter.flush();
        let mut heard = self.sorted();
        // A lone escape is the key; of a paste what came is kept; the beginning of anything else says nothing.
        let typed = std::mem::take(&mut self.typed);
        let paste = typed.strip_prefix(PASTE_BEGINS).filter(|text| !text.is_empty());
        match paste {
            Some(text) => heard.push(Heard::Event(Event::Paste(String::from_utf8_lossy(text).into_owned()))),
            None => heard.extend(event(&typed)),
        }
        heard
    }

    /// How long the rest of what began may take; none if nothing did.
    fn patience(&self) -> Option<Duration> {
        match (self.sorter.pending(), self.typed.as_slice()) {
            ([], []) => None,
            (_, typed) if typed.starts_with(PASTE_BEGINS) => Some(PASTE),
            _ => Some(KEY),
        }
    }

    fn sorted(&mut self) -> Vec<Heard> {
        let (replies, typed) = self.sorter.take();
        let reached = replies.iter().filter(|reply| **reply == Reply::Reached);
        let mut heard: Vec<Heard> = reached.map(|_| Heard::Reached).collect();
        self.typed.extend(typed);
        let mut at = 0;
        while let Some(rest) = self.typed.get(at..).filter(|rest| !rest.is_empty())
            && let Unit::Whole(length) = unit(rest)
        {
            heard.extend(event(rest.get(..length).unwrap_or_default()));
            at += length;
        }
        self.typed.drain(..at);
        heard
    }
}

/// How many of these bytes are one key, paste or report.
fn unit(bytes: &[u8]) -> Unit {
    let whole = |length: Option<usize>| length.map_or(Unit::Unfinished, Unit::Whole);
    match bytes {
        [0x1b] => Unit::Unfinished,
        [0x1b, b'O', rest @ ..] => whole((!rest.is_empty()).then_some(3)),
        _ if bytes.starts_with(PASTE_BEGINS) => {
            let end = bytes.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS);
            whole(end.map(|at| at + PASTE_ENDS.len()).or_else(|| (bytes.len() > LONGEST).then_some(bytes.len())))
        }
        // The mouse in its oldest form, and the function keys of a Linux console.
        [0x1b, b'[', b'M', rest @ ..] => whole((rest.len() >= 3).then_some(6)),
        [0x1b, b'[', b'[', rest @ ..] => whole((!rest.is_empty()).then_some(4)),
        [0x1b, b'[', rest @ ..] => {
            let end = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte));
            // A control character cuts the sequence short and is a key itself.
            whole(end.map(|at| if rest.get(at).is_some_and(|byte| *byte < 0x40) { at + 2 } else { at + 3 }))
        }
        // Two escapes are two keys.
        [0x1b, 0x1b, ..] => Unit::Whole(1),
        // With Alt, or an escape and a key that came in one piece.
        [0x1b, rest @ ..] => whole(character(rest).map(|length| length + 1)),
        _ => whole(character(bytes)),
    }
}

/// The length of the first character, one for a byte that begins none; none if it is cut off.
fn character(bytes: &[u8]) -> Option<usize> {
    let first = *bytes.first()?;
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let follows = bytes.iter().skip(1).take_while(|byte| (0x80..=0xbf).contains(*byte)).count();
    if follows + 1 >= length {
        return Some(length);
    }
    // Cut off by another character, or by the end.
    (bytes.len() > follows + 1).then_some(1)
}

/// What one unit says; nothing where it is no event.
fn event(bytes: &[u8]) -> Option<Heard> {
    // A place of nought on the screen is none, and the parser counts from one.
    let is_place = |part: &[u8]| part.iter().any(|byte| matches!(byte, b'1'..=b'9'));
    if let [0x1b, b'[', body @ .., b'M' | b'm'] = bytes
        && body.contains(&b';')
        && !body.split(|byte| *byte == b';').skip(1).all(is_place)
    {
        return None;
    }
    let event = terminput::Event::parse_from(bytes).ok().flatten()?;
    terminput_crossterm::to_crossterm(event).ok().map(Heard::Event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEventKind};

    fn key(code: KeyCode) -> Heard {
        Heard::Event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    fn all(bytes: &[u8]) -> Vec<Heard> {
        let mut parser = Parser::default();
        let mut heard = parser.feed(bytes);
        heard.extend(parser.rest());
        heard
    }

    fn codes(bytes: &[u8]) -> Vec<KeyCode> {
        let code = |heard| match heard {
            Heard::Event(Event::Key(key)) if !key.modifiers.contains(KeyModifiers::ALT) => Some(key.code),
            _ => None,
        };
        all(bytes).into_iter().filter_map(code).collect()
    }

    #[test]
    fn bytes_become_the_keys_that_made_them() {
        assert_eq!(
            codes("a审\r\t\x7f".as_bytes()),
            [KeyCode::Char('a'), KeyCode::Char('审'), KeyCode::Enter, KeyCode::Tab, KeyCode::Backspace]
        );
        assert_eq!(codes(b"\x1b[A\x1bOB\x1b[C\x1b[D"), [KeyCode::Up, KeyCode::Down, KeyCode::Right, KeyCode::Left]);
        assert_eq!(
            codes(b"\x1b[H\x1b[F\x1b[5~\x1b[6~\x1b[3~\x1b[15~"),
            [KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown, KeyCode::Delete, KeyCode::F(5)]
        );
        assert_eq!(codes(b"\x1b[Z\x1b"), [KeyCode::BackTab, KeyCode::Esc]);
        assert_eq!(all(b"\x03"), [Heard::Event(Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)))]);
        assert_eq!(all(b"A"), [Heard::Event(Event::Key(KeyEvent::new(KeyCode::Char('A'), KeyModifiers::SHIFT)))]);
    }

    #[test]
    fn no_letter_of_a_sequence_or_of_an_answer_is_a_key() {
        for bytes in [
            &b"\x1b[200~"[..],
            b"\x1b[",
            b"\x1b[1;",
            b"\x1b[?62c",
            b"\x1b[0n",
            b"\x1bP>|kitty(0.41.1)\x1b\\",
            b"\x1b_Gi=31;OK\x1b\\",
            b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
            b"\x1b[?2026;2$y",
            b"\x1bq",
            b"\x1b[<0;0;0M",
            b"\x1b[99;1;0M",
        ] {
            assert_eq!(codes(bytes), [], "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn answers_are_heard_among_keys() {
        assert_eq!(all(b"j\x1b[0nk"), [Heard::Reached, key(KeyCode::Char('j')), key(KeyCode::Char('k'))]);
        let mut parser = Parser::default();
        let heard: Vec<Heard> = b"\x1b[0n\x1b[0n".chunks(1).flat_map(|byte| parser.feed(byte)).collect();
        assert_eq!(heard, [Heard::Reached, Heard::Reached]);
    }

    #[test]
    fn an_escape_alone_waits_a_moment_for_what_belongs_to_it() {
        let mut parser = Parser::default();
        assert_eq!((parser.feed(b"\x1b"), parser.patience()), (vec![], Some(KEY)));
        assert_eq!((parser.feed(b"[A"), parser.patience()), (vec![key(KeyCode::Up)], None));
        assert_eq!(parser.feed(b"\x1b"), []);
        assert_eq!(parser.rest(), [key(KeyCode::Esc)]);
        // A key that came after it and not with it was typed after it.
        assert_eq!(parser.feed(b"\x1b"), []);
        assert_eq!(parser.feed(b"j"), [key(KeyCode::Esc), key(KeyCode::Char('j'))]);
        assert_eq!(parser.feed(b"\x1b"), []);
        assert_eq!(parser.feed(b"\x1b"), [key(KeyCode::Esc)]);
        assert_eq!(parser.rest(), [key(KeyCode::Esc)]);
        assert_eq!(parser.patience(), None);
    }

    #[test]
    fn a_paste_comes_whole_whatever_its_pieces() {
        let text = "第一行\nsecond\r\nthird";
        let bytes = [PASTE_BEGINS, text.as_bytes(), PASTE_ENDS, b"j"].concat();
        let expected = [Heard::Event(Event::Paste(text.into())), key(KeyCode::Char('j'))];
        for size in [1, 2, 5, bytes.len()] {
            let mut parser = Parser::default();
            let heard: Vec<Heard> = bytes.chunks(size).flat_map(|chunk| parser.feed(chunk)).collect();
            assert_eq!(heard, expected, "in pieces of {size}");
        }
        let mut parser = Parser::default();
        parser.feed(b"\x1b[200~cut off");
        assert_eq!(parser.patience(), Some(PASTE));
        assert_eq!(parser.rest(), [Heard::Event(Event::Paste("cut off".into()))]);
    }

    #[test]
    fn mouse_and_focus_are_reported() {
        let [Heard::Event(Event::Mouse(mouse))] = &all(b"\x1b[<0;5;3M")[..] else { panic!("a click") };
        assert_eq!((mouse.column, mouse.row), (4, 2));
        assert!(matches!(mouse.kind, MouseEventKind::Down(_)));
        assert_eq!(all(b"\x1b[M ##").len(), 1);
        assert_eq!(all(b"\x1b[I\x1b[O"), [Heard::Event(Event::FocusGained), Heard::Event(Event::FocusLost)]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_comes_panics_or_is_kept_for_ever(
            bytes in proptest::collection::vec(
                proptest::sample::select(b"\x1b\x1b[[<M0;123~OPmnRqu\x7f\x00\xe5\xae\xa1\xff \x03AZ?:".to_vec()), 0..200),
            size in 1usize..20,
        ) {
            let mut parser = Parser::default();
            for chunk in bytes.chunks(size) {
                parser.feed(chunk);
            }
            parser.rest();
            proptest::prop_assert_eq!(parser.patience(), None);
        }

        #[test]
        fn every_character_is_a_key(text in "[^\\p{C}]{0,30}") {
            let typed: String = all(text.as_bytes()).iter().filter_map(|heard| match heard {
                Heard::Event(Event::Key(KeyEvent { code: KeyCode::Char(c), .. })) => Some(*c),
                _ => None,
            }).collect();
            proptest::prop_assert_eq!(typed, text);
        }
    }
}
