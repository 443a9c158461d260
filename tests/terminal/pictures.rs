//! Pictures that are pixels over the cells: sent for the terminal at hand, healed after what lay over them, and gone when they
//! should be. A small interpreter of the bytes that arrived says which cells have pixels at the end.

use std::collections::BTreeSet;

use rustix::process::Signal;
use unicode_width::UnicodeWidthChar;

use crate::emulator::Emulator;
use crate::persona::Persona;
use crate::service::Service;
use crate::session::Session;

const CELL: (u32, u32) = (10, 20);

/// Follows the cursor and notes which cells have pixels: pictures put them there, text and clearing take them away.
#[derive(Default)]
struct Pixels {
    cells: BTreeSet<(u32, u32)>,
    at: (u32, u32),
    saved: (u32, u32),
}

impl Pixels {
    fn of(raw: &[u8]) -> BTreeSet<(u32, u32)> {
        let mut pixels = Self::default();
        let text = String::from_utf8_lossy(raw);
        let mut rest = &*text;
        while let Some(c) = rest.chars().next() {
            rest = pixels.take(c, rest);
        }
        pixels.cells
    }

    /// Obeys what begins here; gives what follows it. What has not all arrived yet is obeyed when it is looked at again.
    fn take<'a>(&mut self, c: char, rest: &'a str) -> &'a str {
        let after = |end: &str| rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        match (c, rest.as_bytes().get(1)) {
            ('\x1b', Some(b'[')) => {
                let Some(end) = rest[2..].find(|c: char| ('@'..='~').contains(&c)).map(|at| at + 2) else { return "" };
                self.control(&rest[2..end], rest.as_bytes()[end]);
                &rest[end + 1..]
            }
            ('\x1b', Some(b'7')) => {
                self.saved = self.at;
                &rest[2..]
            }
            ('\x1b', Some(b'8')) => {
                self.at = self.saved;
                &rest[2..]
            }
            ('\x1b', Some(b'P')) => {
                if let Some(raster) = rest.strip_prefix("\x1bP0;1q\"1;1;") {
                    let mut numbers = raster.split(|c: char| !c.is_ascii_digit());
                    let mut next = || numbers.next()?.parse().ok();
                    let (Some(width), Some(height)) = (next(), next()) else { return "" };
                    self.cover(width, height);
                }
                after("\x1b\\")
            }
            ('\x1b', Some(b']')) => {
                if let Some(keys) = rest.strip_prefix("\x1b]1337;File=") {
                    let value = |key: &str| keys.split_once(key)?.1.split_once("px")?.0.parse().ok();
                    let (Some(width), Some(height)) = (value("width="), value("height=")) else { return "" };
                    self.cover(width, height);
                    return after("\x07");
                }
                after("\x1b\\")
            }
            ('\x1b', Some(b'_')) => after("\x1b\\"),
            ('\x1b', _) => &rest[2.min(rest.len())..],
            ('\r', _) => {
                self.at.0 = 0;
                &rest[1..]
            }
            ('\n', _) => {
                self.at.1 += 1;
                &rest[1..]
            }
            (c, _) => {
                for _ in 0..c.width().unwrap_or(0) {
                    self.cells.remove(&self.at);
                    self.at.0 += 1;
                }
                &rest[c.len_utf8()..]
            }
        }
    }

    fn control(&mut self, parameters: &str, end: u8) {
        match (parameters, end) {
            (parameters, b'H') => {
                let mut numbers = parameters.split(';').map(|number| number.parse().unwrap_or(1));
                let (row, col): (u32, u32) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
                self.at = (col - 1, row - 1);
            }
            ("2", b'J') => self.cells.clear(),
            _ => {}
        }
    }

    fn cover(&mut self, width: u32, height: u32) {
        for y in 0..height.div_ceil(CELL.1) {
            for x in 0..width.div_ceil(CELL.0) {
                self.cells.insert((self.at.0 + x, self.at.1 + y));
            }
        }
    }
}

const SYNC_END: &[u8] = b"\x1b[?2026l";

const COMMANDS: [(Persona, &str); 2] = [(Persona::Sixel, "\x1bP0;1q"), (Persona::WezTerm, "\x1b]1337;File=inline=1")];

/// A desk at the picture of a claimed case, all of which is on the screen.
fn at_a_picture(service: &Service, persona: Persona) -> Session {
    let desk = service.desk_in("en", &["--fresh"], &[], (120, 40), persona);
    claimed(&desk);
    desk
}

/// Claims a case and waits for all of its picture.
fn claimed(desk: &Session) {
    desk.shows(&["1 of "]);
    desk.keys("C");
    desk.shows(&["Claim the most urgent"]);
    desk.keys("y");
    desk.shows(&["is claimed.", " 1/"]);
    whole(desk);
}

/// Whether these cells are a rectangle without a hole.
fn is_whole(cells: &BTreeSet<(u32, u32)>) -> bool {
    let side = |of: fn(&(u32, u32)) -> u32| Some(cells.iter().map(of).max()? - cells.iter().map(of).min()? + 1);
    let area = side(|cell| cell.0).zip(side(|cell| cell.1)).map(|(width, height)| width * height);
    area.is_some_and(|area| area as usize == cells.len())
}

/// Waits until a picture is sent to its end, and gives the cells that have pixels.
fn whole(desk: &Emulator) -> BTreeSet<(u32, u32)> {
    desk.wait("the picture is sent", |screen| {
        let shown = screen.contents();
        let caption = shown.lines().find(|line| line.contains("uploaded")).unwrap_or_default();
        caption.contains("sent ") && !caption.contains("sent 0 KB") && caption.trim_end().ends_with("KB")
    });
    Pixels::of(&desk.raw())
}

#[test]
fn a_sheet_and_the_help_leave_no_hole_in_a_picture() {
    let service = Service::here(20);
    for (persona, command) in COMMANDS {
        let desk = at_a_picture(&service, persona);
        let before = whole(&desk);
        assert!(before.len() > 200, "{persona:?}: {} cells", before.len());
        assert!(before.iter().all(|(_, y)| *y < 39), "a row of text lies below");
        for (open, shown) in [("?", "Lowercase keys only look"), ("U", "Hand back BA")] {
            let sent = desk.count(command);
            desk.keys(open);
            desk.shows(&[shown]);
            desk.wait_pixels("they are taken away", |raw| Pixels::of(raw).is_empty());
            desk.keys("\x1b");
            desk.hides(shown);
            desk.wait_received(command, sent + 1);
            whole(&desk);
            desk.wait_pixels("they are all back", |raw| Pixels::of(raw) == before);
        }
        desk.keys("\x0c");
        desk.wait_pixels("they are painted anew", |raw| {
            let cleared = raw.windows(4).rposition(|bytes| bytes == b"\x1b[2J").unwrap_or(0);
            Pixels::of(raw) == before && Pixels::of(&raw[cleared..]) == before
        });
        desk.keys("\x1b[I");
        desk.keys("q");
        desk.shows(&["1 of "]);
        desk.wait_pixels("no pixel is left in the queue", |raw| Pixels::of(raw).is_empty());
        desk.keys("q");
        assert_eq!(desk.finish_restored(), 0);
    }
}

/// A sheet may be as blank as the cells that it covers, so that nothing of it would be written.
#[test]
fn on_the_terminals_own_background_a_sheet_covers_a_picture_too_and_the_cursor_is_in_its_field() {
    let service = Service::here(20);
    for (persona, _) in COMMANDS {
        let desk = service.desk_in("en", &["--fresh", "--theme", "mono"], &[], (120, 40), persona);
        claimed(&desk);
        desk.keys("m");
        desk.shows(&["Pick a return reason"]);
        desk.wait_pixels("the picture is taken away", |raw| Pixels::of(raw).is_empty());
        // In the very frame that takes it away: a later one would put the cursor right again.
        let raw = desk.raw();
        let ends = raw.windows(SYNC_END.len()).enumerate().filter(|(_, bytes)| *bytes == SYNC_END).map(|(at, _)| at);
        let mut frames = ends.map(|end| raw.split_at(end).0).skip_while(|raw| Pixels::of(raw).is_empty());
        let mut parser = vt100::Parser::new(40.try_into().unwrap(), 120.try_into().unwrap(), 0);
        parser.process(frames.find(|raw| Pixels::of(raw).is_empty()).unwrap());
        let (row, column) = parser.screen().cursor_position();
        let before = parser.screen().contents_between(row, 0, row, column);
        assert!(before.ends_with("> "), "{persona:?}: the cursor is in the field and not behind {before:?}");
        desk.keys("\x03");
        assert_eq!(desk.finish_restored(), 0);
    }
}

#[test]
fn another_picture_takes_the_place_of_the_last_and_a_narrow_window_has_none() {
    let service = Service::here(20);
    for (persona, _) in COMMANDS {
        let desk = at_a_picture(&service, persona);
        let before = whole(&desk);
        desk.keys(">");
        desk.shows(&[" 2/"]);
        whole(&desk);
        desk.keys("<");
        desk.shows(&[" 1/"]);
        desk.wait_pixels("the first is back", |raw| Pixels::of(raw) == before);
        // Larger, over a part of where it was: what it leaves is taken away and what it covers is whole.
        for _ in 0..2 {
            desk.keys("z");
            desk.wait_pixels("it has no hole", |raw| {
                let cells = Pixels::of(raw);
                is_whole(&cells) && cells != before
            });
            desk.keys("z");
            desk.wait_pixels("it is as it was", |raw| Pixels::of(raw) == before);
        }
        desk.resize(60, 20);
        desk.hides(" 1/");
        desk.wait_pixels("nothing is left where no picture is", |raw| Pixels::of(raw).is_empty());
        desk.resize(120, 40);
        desk.wait_pixels("it is back as it was", |raw| Pixels::of(raw) == before);
        desk.signal(Signal::TERM);
        desk.finish_restored();
    }
}

/// Before the alternate screen is left, so that nothing shines through where a terminal keeps pixels apart from text.
#[test]
fn nothing_is_left_at_the_end_whatever_ends_it() {
    let service = Service::here(20);
    for (persona, _) in COMMANDS {
        for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
            let desk = at_a_picture(&service, persona);
            desk.signal(signal);
            let (_, raw) = desk.finish_and_look(|emulator| emulator.raw());
            assert_eq!(Pixels::of(&raw), BTreeSet::new(), "{persona:?} {signal:?}");
        }
    }
    let desk = service.desk_in("en", &["--fresh"], &[("TERM", "xterm-kitty")], (120, 40), Persona::Kitty);
    desk.shows(&["1 of "]);
    desk.keys("\r");
    desk.wait_received("\x1b_Ga=T,U=1,", 1);
    desk.shows(&["sent "]);
    desk.signal(Signal::TERM);
    let (_, raw) = desk.finish_and_look(|emulator| String::from_utf8(emulator.raw()).unwrap());
    let ids: BTreeSet<&str> =
        raw.split("\x1b_Ga=T,U=1,q=2,f=100,i=").skip(1).filter_map(|rest| rest.split(',').next()).collect();
    assert!(!ids.is_empty());
    for id in ids {
        assert!(raw.contains(&format!("\x1b_Ga=d,d=I,q=2,i={id}\x1b\\")), "{id} stays in the terminal's memory");
    }
}

#[test]
fn a_picture_that_kitty_has_is_not_sent_again() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &[], &[("TERM", "xterm-kitty")], (120, 40), Persona::Kitty);
    desk.shows(&["1 of "]);
    desk.keys("\r");
    whole(&desk);
    desk.keys(">");
    desk.shows(&[" 2/"]);
    whole(&desk);
    let sent = desk.count("\x1b_Ga=T");
    desk.keys("<");
    desk.shows(&[" 1/", "sent 0 KB"]);
    desk.keys(">");
    desk.shows(&[" 2/", "sent 0 KB"]);
    assert_eq!(desk.count("\x1b_Ga=T"), sent);
    desk.keys("qq");
    assert_eq!(desk.finish_restored(), 0);
}

/// What will be looked at next is in the terminal's memory before anybody asks: the next picture of the case, and that with which
/// the next case begins.
#[test]
fn what_went_ahead_is_shown_without_a_payload() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &["--fresh"], &[("TERM", "xterm-kitty")], (148, 40), Persona::Kitty);
    desk.shows(&["1 of "]);
    desk.keys("\r");
    whole(&desk);
    // The second of this case, and two of the next.
    desk.wait_received("\x1b_Ga=T", 4);
    desk.shows(&["  ahead "]);
    let last = |raw: &[u8]| String::from_utf8_lossy(raw).rsplit("\x1b_G").next().unwrap_or_default().contains("m=0;");
    desk.wait_pixels("the last of them is whole", last);
    desk.keys("q");
    desk.shows(&["1 of "]);
    let payload = desk.count("\x1b_Gq=2,m=") + desk.count("\x1b_Ga=T");
    desk.keys("j\r");
    desk.shows(&[" 1/", "sent 0 KB"]);
    let placed = desk.look(|screen| screen.contents().contains('\u{10EEEE}'));
    assert!(placed, "and the picture is there");
    assert_eq!(desk.count("\x1b_Gq=2,m=") + desk.count("\x1b_Ga=T"), payload);
    desk.keys("qq");
    assert_eq!(desk.finish_restored(), 0);
}

/// The part that belongs to a field is framed in pixels, which costs its own pixels alone when another field is selected.
#[test]
fn a_frame_follows_the_field_over_pixels_for_little() {
    let service = Service::here(20);
    for (persona, command) in COMMANDS {
        let desk = at_a_picture(&service, persona);
        // No two of these fields have their place in common, and all stand on the same picture.
        let mut sent = 0;
        for field in ["/organizer name\r", "/\x15nature\r", "/\x15organizer name\r"] {
            let before = desk.count(command);
            desk.keys(field);
            desk.wait_received(command, before + 1);
            whole(&desk);
            let raw = desk.raw();
            if sent > 0 {
                assert!(raw.len() - sent < 40_000, "{persona:?}: {} bytes for a frame", raw.len() - sent);
            }
            sent = raw.len();
        }
        let is_gold = |raw: &[u8]| raw.windows(10).any(|bytes| bytes == b"2;100;78;0");
        assert!(persona != Persona::Sixel || is_gold(&desk.raw()), "a frame in its colour");
        desk.keys("\x03");
        desk.finish();
    }
}
