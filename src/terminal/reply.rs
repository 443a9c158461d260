//! What a terminal says when it is asked, told apart from what somebody types meanwhile. Tolerant of replies in any
//! order and in any pieces, and of bytes that are neither.

/// One answer of a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Name and version in its own words (XTVERSION), at most 64 printable ASCII characters.
    Version(String),
    /// To a kitty graphics query: whether it would have shown the picture.
    Kitty {
        /// The identifier that was asked with.
        id: u32,
        /// Whether the answer was `OK`.
        ok: bool,
    },
    /// The size of a character cell in pixels (CSI 16 t).
    Cell {
        /// Pixels across.
        width: u16,
        /// Pixels down.
        height: u16,
    },
    /// The background colour (OSC 11).
    Background(u8, u8, u8),
    /// Where the cursor is, counted from 1 (DSR).
    Cursor {
        /// The row.
        row: u16,
        /// The column.
        col: u16,
    },
    /// Everything before the question was read (DSR, operating status).
    Reached,
    /// The primary device attributes (DA1): 4 among them stands for sixel.
    Attributes(Vec<u16>),
}

/// A reply this long is none.
const LONGEST: usize = 4096;

/// Takes bytes as they come and sorts them.
#[derive(Debug, Default)]
pub struct Sorter {
    pending: Vec<u8>,
    replies: Vec<Reply>,
    typed: Vec<u8>,
}

/// What the first bytes of the input are.
enum Piece {
    Reply(Reply, usize),
    /// An answer of no use here.
    Noise(usize),
    Typed(usize),
    /// More bytes are needed to say.
    Unfinished,
}

impl Sorter {
    /// Takes more bytes from the terminal.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while let Some(rest) = self.pending.get(at..).filter(|rest| !rest.is_empty()) {
            at += match piece(rest) {
                Piece::Reply(reply, length) => {
                    self.replies.push(reply);
                    length
                }
                Piece::Noise(length) => length,
                Piece::Typed(length) => {
                    self.typed.extend(rest.iter().take(length));
                    length
                }
                Piece::Unfinished => break,
            };
        }
        self.pending.drain(..at.min(self.pending.len()));
    }

    /// The replies so far, in order.
    pub fn replies(&self) -> &[Reply] {
        &self.replies
    }

    /// Takes out what was sorted so far: the replies and the typed bytes, each in order.
    pub fn take(&mut self) -> (Vec<Reply>, Vec<u8>) {
        (std::mem::take(&mut self.replies), std::mem::take(&mut self.typed))
    }

    /// What may be the beginning of a reply, or of a key's sequence.
    pub fn pending(&self) -> &[u8] {
        &self.pending
    }

    /// Nothing follows: what may have been the beginning of a reply is dropped, or is a key.
    pub fn flush(&mut self) {
        let (_, typed) = std::mem::take(self).finish();
        self.typed = typed;
    }

    /// Ends the sorting: the replies and the typed bytes. The beginning of a reply that never came is dropped, a key
    /// that begins like one (Escape) is typed.
    pub fn finish(mut self) -> (Vec<Reply>, Vec<u8>) {
        match self.pending.as_slice() {
            [0x1b, b'P' | b']' | b'_', _, ..] | [0x1b, b'[', b'?' | b'0'..=b'9', ..] => {}
            rest => self.typed.extend_from_slice(rest),
        }
        (self.replies, self.typed)
    }
}

fn piece(bytes: &[u8]) -> Piece {
    match bytes {
        [0x1b] => Piece::Unfinished,
        [0x1b, b'[', rest @ ..] => csi(rest),
        // Only what an answer begins with; otherwise it is Alt with a capital letter.
        [0x1b, b'P' | b']' | b'_'] => Piece::Unfinished,
        [0x1b, b'P', b'>' | b'!' | b'0' | b'1', ..] | [0x1b, b']', b'1', ..] | [0x1b, b'_', b'G', ..] => string(bytes),
        [0x1b, ..] => Piece::Typed(2.min(bytes.len())),
        _ => Piece::Typed(bytes.iter().position(|byte| *byte == 0x1b).unwrap_or(bytes.len())),
    }
}

/// A control sequence without its two opening bytes.
fn csi(rest: &[u8]) -> Piece {
    let Some(end) = rest.iter().take(LONGEST).position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return if rest.len() < LONGEST { Piece::Unfinished } else { Piece::Noise(LONGEST + 2) };
    };
    let (body, last) = (rest.get(..end).unwrap_or_default(), rest.get(end).copied().unwrap_or_default());
    // A control character cuts the sequence short and is a key itself.
    if last < 0x40 {
        return Piece::Typed(end + 2);
    }
    let length = end + 3;
    let numbers =
        |text: &[u8]| -> Vec<u16> { text.split(|byte| *byte == b';').map(|part| number(part).unwrap_or(0)).collect() };
    match (body, last) {
        ([b'?', attributes @ ..], b'c') => Piece::Reply(Reply::Attributes(numbers(attributes)), length),
        ([b'0'..=b'9', ..], b'R') => match numbers(body).as_slice() {
            [row, col] => Piece::Reply(Reply::Cursor { row: *row, col: *col }, length),
            _ => Piece::Typed(length),
        },
        ([b'0' | b'3'], b'n') => Piece::Reply(Reply::Reached, length),
        ([b'0'..=b'9', ..], b't') => match numbers(body).as_slice() {
            [6, height, width] => Piece::Reply(Reply::Cell { width: *width, height: *height }, length),
            _ => Piece::Noise(length),
        },
        ([b'?' | b'>', ..], _) => Piece::Noise(length),
        _ => Piece::Typed(length),
    }
}

/// A device, application or system string with its opening bytes.
fn string(bytes: &[u8]) -> Piece {
    let is_osc = bytes.get(1) == Some(&b']');
    let body = bytes.get(2..).unwrap_or_default();
    for (at, byte) in body.iter().enumerate().take(LONGEST) {
        match byte {
            0x07 if is_osc => return said(bytes, at + 2, at + 3),
            0x1b => match body.get(at + 1) {
                Some(b'\\') => return said(bytes, at + 2, at + 4),
                // Another sequence begins inside: this one never ended.
                Some(_) => return Piece::Noise(at + 2),
                None => return Piece::Unfinished,
            },
            _ => {}
        }
    }
    if body.len() < LONGEST { Piece::Unfinished } else { Piece::Noise(LONGEST + 2) }
}

fn said(bytes: &[u8], end: usize, length: usize) -> Piece {
    let text = bytes.get(1..end).unwrap_or_default();
    let reply = match text {
        [b'P', b'>', b'|', version @ ..] => Some(Reply::Version(printable(version))),
        [b'_', b'G', rest @ ..] => kitty(rest),
        [b']', b'1', b'1', b';', colour @ ..] => background(colour),
        _ => None,
    };
    reply.map_or(Piece::Noise(length), |reply| Piece::Reply(reply, length))
}

fn printable(bytes: &[u8]) -> String {
    bytes.iter().filter(|byte| matches!(byte, 0x20..=0x7e)).take(64).map(|byte| char::from(*byte)).collect()
}

fn kitty(rest: &[u8]) -> Option<Reply> {
    let text = std::str::from_utf8(rest).ok()?;
    let (keys, message) = text.split_once(';')?;
    let id = keys.split(',').find_map(|key| key.strip_prefix("i="))?.parse().ok()?;
    Some(Reply::Kitty { id, ok: message == "OK" })
}

/// `rgb:R/G/B` with one to four hexadecimal digits each.
fn background(colour: &[u8]) -> Option<Reply> {
    let text = std::str::from_utf8(colour).ok()?;
    let text = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = text.split('/').map(|part| {
        let most = (1u32 << (4 * part.len().clamp(1, 4))) - 1;
        let value = u32::from_str_radix(part, 16).ok().filter(|value| *value <= most)?;
        u8::try_from(value * 255 / most).ok()
    });
    Some(Reply::Background(parts.next()??, parts.next()??, parts.next()??))
}

fn number(text: &[u8]) -> Option<u16> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&[u8]; 6] = [
        b"\x1bP>|kitty(0.41.1)\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b[6;20;10t",
        b"\x1b]11;rgb:1e1e/ffff/0000\x1b\\",
        b"\x1b[5;2R",
        b"\x1b[?62;4;22c",
    ];

    fn sorted(bytes: &[u8]) -> (Vec<Reply>, Vec<u8>) {
        let mut sorter = Sorter::default();
        sorter.feed(bytes);
        sorter.finish()
    }

    fn all() -> Vec<Reply> {
        vec![
            Reply::Version("kitty(0.41.1)".into()),
            Reply::Kitty { id: 31, ok: true },
            Reply::Cell { width: 10, height: 20 },
            Reply::Background(0x1e, 0xff, 0),
            Reply::Cursor { row: 5, col: 2 },
            Reply::Attributes(vec![62, 4, 22]),
        ]
    }

    #[test]
    fn replies_in_one_piece_and_byte_by_byte() {
        assert_eq!(sorted(&ALL.concat()), (all(), vec![]));
        let mut sorter = Sorter::default();
        ALL.concat().chunks(1).for_each(|byte| sorter.feed(byte));
        assert_eq!(sorter.replies(), all());
        assert_eq!(sorter.finish(), (all(), vec![]));
    }

    #[test]
    fn keys_between_replies_are_kept_in_order() {
        let keys: [&[u8]; 6] = [b"j", b"\x1b[A", "审".as_bytes(), b"\x1bOP", b"\x1bx", b"\x03"];
        let mixed: Vec<u8> = keys.iter().zip(ALL).flat_map(|(key, reply)| [*key, reply].concat()).collect();
        for size in [1, 2, 3, 7, mixed.len()] {
            let mut sorter = Sorter::default();
            mixed.chunks(size).for_each(|chunk| sorter.feed(chunk));
            let (replies, typed) = sorter.finish();
            assert_eq!(typed, keys.concat(), "in pieces of {size}");
            assert_eq!(replies, all());
        }
    }

    #[test]
    fn what_is_not_a_reply_is_typed_or_dropped() {
        for (bytes, typed) in [
            (&b"\x1b"[..], &b"\x1b"[..]),
            (b"\x1b\x1b", b"\x1b\x1b"),
            (b"\x1b[1;5C", b"\x1b[1;5C"),
            (b"\x1b[3~", b"\x1b[3~"),
            (b"\x1bPx", b"\x1bPx"),
            (b"\x1b_", b"\x1b_"),
            (b"\x1b[\x03q", b"\x1b[\x03q"),
            // Answers to somebody else's questions.
            (b"\x1bP1$r0m\x1b\\j", b"j"),
            (b"\x1b]10;rgb:0/0/0\x07k", b"k"),
            (b"\x1b[>0;276;0ck", b"k"),
            (b"\x1b[?2026;2$yk", b"k"),
            // Replies cut off at the deadline.
            (b"j\x1bP>|kit", b"j"),
            (b"\x1b[?62;", b""),
            (b"\x1b_Gi=31;O", b""),
            // A reply that another interrupts.
            (b"\x1b]11;rgb:00\x1b[Aq", b"\x1b[Aq"),
        ] {
            assert_eq!(sorted(bytes), (vec![], typed.to_vec()), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn odd_replies_are_read_with_care() {
        for (bytes, reply) in [
            (&b"\x1bP>|\x07\x00WezTerm 2024\xff\x1b\\"[..], Some(Reply::Version("WezTerm 2024".into()))),
            (b"\x1b_Gi=31;ENODATA:no\x1b\\", Some(Reply::Kitty { id: 31, ok: false })),
            (b"\x1b_Gi=99999999999;OK\x1b\\", None),
            (b"\x1b]11;rgb:f/8/0\x07", Some(Reply::Background(255, 136, 0))),
            (b"\x1b]11;rgb:fffff/0/0\x07", None),
            (b"\x1b]11;rgb:0/0\x07", None),
            (b"\x1b]11;pink\x07", None),
            (b"\x1b[?c", Some(Reply::Attributes(vec![0]))),
            (b"\x1b[?999999;4c", Some(Reply::Attributes(vec![0, 4]))),
            (b"\x1b[4;800;600t", None),
        ] {
            let (replies, typed) = sorted(bytes);
            assert_eq!(replies.first(), reply.as_ref(), "{:?}", String::from_utf8_lossy(bytes));
            assert_eq!(typed, b"");
        }
        // What is too long is no reply, in whatever pieces it comes.
        let long = [&b"\x1bP>|"[..], &[b'x'; 5000], b"\x1b\\"].concat();
        let mut sorter = Sorter::default();
        long.chunks(7).for_each(|chunk| sorter.feed(chunk));
        assert_eq!((sorter.replies(), sorted(&long).0.as_slice()), (&[][..], &[][..]));
    }

    proptest::proptest! {
        #[test]
        fn garbage_never_panics_and_pieces_do_not_matter(
            bytes in proptest::collection::vec(
                proptest::sample::select(b"\x1b\x1b[P]_G>?;0123456t\\cRq\x07\x18\xff=iOK".to_vec()), 0..200),
            size in 1usize..20,
        ) {
            let mut sorter = Sorter::default();
            bytes.chunks(size).for_each(|chunk| sorter.feed(chunk));
            assert_eq!(sorter.finish(), sorted(&bytes));
        }
    }
}
