//! What is on the terminal's screen and in its memory, and which bytes bring it from there to what is wanted: show, replace,
//! erase. Pure: it takes what is wanted and gives bytes, in pieces between which other things may be written.
//!
//! A kitty picture is sent to the terminal's memory before anything refers to it, and kept there, so that it costs nothing
//! when it is shown again. Pixels over the cells (sixel, iTerm2, placed kitty pictures) are destroyed by text: they are sent
//! again when what lay over them is gone, and their cells are written anew when they should vanish.

use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Form, Shown};
use crate::terminal::kitty;
use crate::terminal::sixel::Strip;

/// The most bytes that are kept in the terminal's memory, as they were sent.
const KEPT: usize = 24 << 20;

/// The most pictures kept there: kitty's own limit counts decoded pixels, of which the desk sends a few megabytes each.
const KEPT_COUNT: usize = 48;

/// How far the sending of what is wanted has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Meter {
    /// Bytes sent.
    pub sent: usize,
    /// Bytes to send altogether.
    pub total: usize,
}

/// What one draw must do besides the cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Strokes {
    /// Written before the frame.
    pub before: Vec<u8>,
    /// Cells that must be written in this frame whether or not they changed.
    pub dirty: Vec<Rect>,
    /// Written after the frame.
    pub after: Vec<u8>,
}

/// Keeps the books.
#[derive(Debug, Default)]
pub struct Painter {
    in_tmux: bool,
    /// Identifiers of complete pictures in the terminal's memory, newest first, with what they cost.
    stored: VecDeque<(u32, usize)>,
    /// Pixels over the cells.
    laid: Vec<Laid>,
    line: VecDeque<Job>,
    meter: Meter,
}

#[derive(Debug, PartialEq, Eq)]
struct Laid {
    id: u32,
    spot: Rect,
    kind: Kind,
    /// Whether something else may have been drawn over it since it was sent.
    hurt: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Placed,
    Strips,
}

/// Something on its way.
#[derive(Debug)]
struct Job {
    id: u32,
    next: usize,
    what: What,
}

#[derive(Debug)]
enum What {
    /// To the terminal's memory.
    Store(Arc<Vec<Vec<u8>>>),
    /// Onto the screen, the first strip at this place.
    Lay(Arc<Vec<Strip>>, Rect),
}

impl Job {
    const fn is_begun(&self) -> bool {
        self.next > 0
    }

    fn left(&self) -> usize {
        match &self.what {
            What::Store(commands) => commands.iter().skip(self.next).map(Vec::len).sum(),
            What::Lay(strips, _) => strips.iter().skip(self.next).map(|strip| strip.bytes.len()).sum(),
        }
    }
}

impl Painter {
    /// A painter of an empty screen.
    pub fn new(in_tmux: bool) -> Self {
        Self { in_tmux, ..Self::default() }
    }

    /// Something new is wanted: these pictures, on their way to the terminal's memory, are dropped, and the meter begins anew.
    pub fn begin(&mut self, unwanted: &[u32]) -> Vec<u8> {
        let bytes = self.drop_jobs(|job| matches!(job.what, What::Store(_)) && unwanted.contains(&job.id));
        self.meter = Meter { sent: 0, total: self.line.iter().map(Job::left).sum() };
        bytes
    }

    /// Nothing more is sent of what is on its way; what of it is on the screen stays there.
    pub fn stop(&mut self) -> Vec<u8> {
        let bytes = self.drop_jobs(|_| true);
        self.meter.total = self.meter.sent;
        bytes
    }

    /// Brings a picture to the terminal's memory where it must be there before it can be drawn. Gives whether it must be
    /// waited for.
    pub fn store(&mut self, shown: &Shown) -> bool {
        let (Form::Placeholders { id, commands, .. } | Form::Direct { id, commands, .. }) = &shown.form else {
            return false;
        };
        if let Some(at) = self.stored.iter().position(|(known, _)| known == id) {
            if let Some(known) = self.stored.remove(at) {
                self.stored.push_front(known);
            }
            return false;
        }
        if !self.line.iter().any(|job| job.id == *id) {
            self.meter.total += shown.cost();
            self.line.push_back(Job { id: *id, next: 0, what: What::Store(Arc::clone(commands)) });
        }
        true
    }

    /// All of a picture at once where the terminal's memory lost it although it is drawn.
    pub fn store_now(&mut self, shown: &Shown) -> Vec<u8> {
        if self.has(shown) {
            return Vec::new();
        }
        let (Form::Placeholders { id, commands, .. } | Form::Direct { id, commands, .. }) = &shown.form else {
            return Vec::new();
        };
        let id = *id;
        self.line.retain(|job| job.id != id);
        let bytes = self.quietly(commands.concat());
        self.stored.push_front((id, shown.cost()));
        bytes
    }

    /// Whether a picture can be drawn by now.
    pub fn has(&self, shown: &Shown) -> bool {
        match &shown.form {
            Form::Placeholders { id, .. } | Form::Direct { id, .. } => self.stored.iter().any(|(known, _)| known == id),
            Form::Strips { .. } | Form::Blocks { .. } => true,
        }
    }

    /// From what is on the screen to what is wanted there. While a sheet or the help lies over the pictures (`covered`) no
    /// pixels are on the screen: cells of the sheet that look as those before it are not written, and would show them.
    pub fn lay(&mut self, wanted: &[(Rect, &Shown)], covered: bool) -> Strokes {
        let mut strokes = Strokes::default();
        let wanted: Vec<(u32, Rect, Kind, &Shown)> = wanted
            .iter()
            .filter(|_| !covered)
            .filter_map(|(spot, shown)| match &shown.form {
                Form::Direct { id, .. } if self.has(shown) => Some((*id, *spot, Kind::Placed, *shown)),
                Form::Strips { id, .. } => Some((*id, *spot, Kind::Strips, *shown)),
                _ => None,
            })
            .collect();
        for laid in std::mem::take(&mut self.laid) {
            let same = wanted.iter().any(|(id, spot, ..)| (*id, *spot) == (laid.id, laid.spot));
            match (same, laid.kind) {
                (true, _) => self.laid.push(laid),
                (false, Kind::Placed) => strokes.before.extend(self.quietly(kitty::lift(laid.id))),
                (false, Kind::Strips) => {
                    self.line.retain(|job| job.id != laid.id);
                    // One that takes its place exactly covers it, and nothing flickers.
                    let replaced = wanted.iter().any(|(_, spot, kind, _)| *kind == Kind::Strips && *spot == laid.spot);
                    if !replaced {
                        strokes.dirty.push(laid.spot);
                    }
                }
            }
        }
        for (id, spot, kind, shown) in wanted {
            let known = self.laid.iter_mut().find(|laid| laid.id == id);
            match (known, kind) {
                (Some(_), Kind::Placed) => {}
                (None, Kind::Placed) => {
                    let Form::Direct { enlarge, .. } = &shown.form else { continue };
                    let put = kitty::put(id, enlarge.then_some(shown.cells));
                    strokes.after.extend(at(spot.x, spot.y));
                    strokes.after.extend(self.quietly(put));
                    self.laid.push(Laid { id, spot, kind, hurt: false });
                }
                (Some(laid), Kind::Strips) if !laid.hurt => {}
                (known, Kind::Strips) => {
                    let Form::Strips { strips, .. } = &shown.form else { continue };
                    match known {
                        Some(laid) => laid.hurt = false,
                        None => self.laid.push(Laid { id, spot, kind, hurt: false }),
                    }
                    self.line.retain(|job| job.id != id);
                    self.meter.total = self.meter.sent + self.line.iter().map(Job::left).sum::<usize>() + shown.cost();
                    self.line.push_back(Job { id, next: 0, what: What::Lay(Arc::clone(strips), spot) });
                }
            }
        }
        strokes
    }

    /// Whether anything is on its way.
    pub fn is_busy(&self) -> bool {
        !self.line.is_empty()
    }

    /// The next pieces of what is on its way, of about `most` bytes, and the pictures that are in the terminal's memory with
    /// the last of them.
    pub fn next(&mut self, most: usize) -> (Vec<u8>, Vec<u32>) {
        let (mut bytes, mut arrived) = (Vec::new(), Vec::new());
        while bytes.len() < most
            && let Some(job) = self.line.front_mut()
        {
            let before = bytes.len();
            let (cost, count) = match &job.what {
                What::Store(commands) => {
                    bytes.extend(commands.get(job.next).into_iter().flatten());
                    (bytes.len() - before, commands.len())
                }
                What::Lay(strips, spot) => {
                    if let Some(strip) = strips.get(job.next) {
                        bytes.extend(b"\x1b7");
                        bytes.extend(at(spot.x, spot.y + strip.row));
                        if self.in_tmux {
                            // Makes tmux bring the terminal's own cursor there, which what passes through it does not.
                            bytes.extend(b"\x1b[0m ");
                        }
                        bytes.extend(&strip.bytes);
                        bytes.extend(b"\x1b8");
                    }
                    (strips.get(job.next).map_or(0, |strip| strip.bytes.len()), strips.len())
                }
            };
            self.meter.sent += cost;
            job.next += 1;
            if job.next < count {
                continue;
            }
            let Some(Job { id, what, .. }) = self.line.pop_front() else { break };
            if let What::Store(commands) = what {
                self.stored.push_front((id, commands.iter().map(Vec::len).sum()));
                arrived.push(id);
                bytes.extend(self.make_room());
            }
        }
        (bytes, arrived)
    }

    /// Forgets what is on the screen, because it was cleared. What lies in the terminal's memory stays, but for placed
    /// pictures, whose data go with their last placement; `memory` forgets it all.
    pub fn forget(&mut self, memory: bool) -> Vec<u8> {
        let bytes = self.drop_jobs(|job| memory || matches!(job.what, What::Lay(..)));
        let placed: Vec<u32> = self.laid.iter().filter(|laid| laid.kind == Kind::Placed).map(|laid| laid.id).collect();
        self.laid.clear();
        self.stored.retain(|(id, _)| !memory && !placed.contains(id));
        bytes
    }

    /// The screen may have lost the pixels over its cells (another window was in front): they are sent again.
    pub fn heal(&mut self) {
        for laid in &mut self.laid {
            laid.hurt = true;
        }
    }

    /// What removes every trace from the terminal, at any moment.
    pub fn farewell(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.line.iter().any(|job| job.is_begun() && matches!(job.what, What::Store(_))) {
            bytes.extend(self.passed(kitty::cut_short()));
        }
        let on_the_way = self.line.iter().filter(|job| matches!(job.what, What::Store(_))).map(|job| job.id);
        for id in self.stored.iter().map(|(id, _)| *id).chain(on_the_way) {
            bytes.extend(self.passed(kitty::delete(id)));
        }
        for laid in self.laid.iter().filter(|laid| laid.kind == Kind::Strips) {
            bytes.extend(blank(laid.spot));
        }
        bytes
    }

    /// How far the sending has come.
    pub const fn meter(&self) -> Meter {
        self.meter
    }

    /// The picture that was stored longest ago makes room for the newest; one that is on the screen stays.
    fn make_room(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        while self.stored.len() > 1
            && (self.stored.len() > KEPT_COUNT || self.stored.iter().map(|(_, cost)| cost).sum::<usize>() > KEPT)
        {
            let laid = |id: u32| self.laid.iter().any(|laid| laid.id == id);
            // The two newest may be side by side on the screen.
            let Some(at) =
                (2..self.stored.len()).rev().find(|at| self.stored.get(*at).is_some_and(|(id, _)| !laid(*id)))
            else {
                break;
            };
            if let Some((id, _)) = self.stored.remove(at) {
                bytes.extend(self.passed(kitty::delete(id)));
            }
        }
        bytes
    }

    /// Drops jobs; gives what ends one of which a part was sent.
    fn drop_jobs(&mut self, which: impl Fn(&Job) -> bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for job in &self.line {
            if which(job) && job.is_begun() && matches!(job.what, What::Store(_)) {
                bytes.extend(self.passed(kitty::cut_short()));
                bytes.extend(self.passed(kitty::delete(job.id)));
            }
        }
        self.line.retain(|job| !which(job));
        bytes
    }

    /// A command about another picture than the one of which a part was sent: that one begins anew.
    fn quietly(&mut self, command: Vec<u8>) -> Vec<u8> {
        let mut bytes = Vec::new();
        for job in &mut self.line {
            if job.is_begun() && matches!(job.what, What::Store(_)) {
                job.next = 0;
                bytes.extend(kitty::cut_short());
                bytes.extend(kitty::delete(job.id));
            }
        }
        bytes.extend(command);
        bytes
    }

    fn passed(&self, command: Vec<u8>) -> Vec<u8> {
        if self.in_tmux { kitty::through_tmux(&command) } else { command }
    }
}

/// Moves the cursor.
fn at(x: u16, y: u16) -> Vec<u8> {
    format!("\x1b[{};{}H", y + 1, x + 1).into_bytes()
}

/// Writes spaces over these cells, which takes the pixels away in every terminal.
fn blank(spot: Rect) -> Vec<u8> {
    let spaces = " ".repeat(usize::from(spot.width));
    let rows = (spot.top()..spot.bottom()).flat_map(|y| [at(spot.x, y), spaces.clone().into_bytes()].concat());
    b"\x1b[0m".iter().copied().chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::fit::{CellSize, Cells, Size, View, frame};

    const SPOT: Rect = Rect { x: 2, y: 3, width: 4, height: 4 };

    fn shown(form: Form) -> Shown {
        let (full, cells) = (Size { width: 40, height: 80 }, Cells { cols: 4, rows: 4 });
        let frame = frame(full, cells, CellSize::USUAL, &View::default());
        Shown { cells, bytes: 1, frame, full, draft: false, form }
    }

    fn strips(id: u32) -> Shown {
        let strip = |row| Strip { row, bytes: format!("<{id}:{row}>").into_bytes() };
        shown(Form::Strips { id, strips: Arc::new(vec![strip(0), strip(2)]) })
    }

    fn direct(id: u32) -> Shown {
        let commands = vec![format!("<{id}:a>").into_bytes(), format!("<{id}:b>").into_bytes()];
        shown(Form::Direct { id, enlarge: false, commands: Arc::new(commands) })
    }

    fn placeholders(id: u32, size: usize) -> Shown {
        shown(Form::Placeholders { id, wide_id: true, commands: Arc::new(vec![vec![b'x'; size]]) })
    }

    fn all(painter: &mut Painter) -> String {
        String::from_utf8(painter.next(usize::MAX).0).unwrap()
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[test]
    fn pixels_are_sent_strip_by_strip_and_only_once() {
        let mut painter = Painter::new(false);
        let picture = strips(1);
        assert_eq!(painter.lay(&[(SPOT, &picture)], false), Strokes::default());
        assert_eq!(text(&painter.next(1).0), "\x1b7\x1b[4;3H<1:0>\x1b8");
        assert_eq!(painter.meter(), Meter { sent: 5, total: 10 });
        assert_eq!(text(&painter.next(1).0), "\x1b7\x1b[6;3H<1:2>\x1b8");
        painter.lay(&[(SPOT, &picture)], false);
        assert!(!painter.is_busy());
    }

    #[test]
    fn what_vanishes_leaves_no_pixels() {
        let mut painter = Painter::new(false);
        painter.lay(&[(SPOT, &strips(1))], false);
        all(&mut painter);
        let strokes = painter.lay(&[], false);
        assert_eq!(strokes.dirty, [SPOT]);
        assert_eq!(painter.lay(&[], false), Strokes::default());
        assert!(painter.farewell().is_empty());
    }

    #[test]
    fn one_of_the_same_place_takes_over_without_a_blank_between() {
        let mut painter = Painter::new(false);
        painter.lay(&[(SPOT, &strips(1))], false);
        painter.next(1);
        assert_eq!(painter.lay(&[(SPOT, &strips(2))], false), Strokes::default());
        assert_eq!(all(&mut painter).matches('<').count(), 2, "nothing more of the first");
        let other = Rect { x: 9, ..SPOT };
        assert_eq!(painter.lay(&[(other, &strips(3))], false).dirty, [SPOT]);
    }

    #[test]
    fn a_sheet_takes_pixels_away_stops_the_painting_and_gives_them_back() {
        let mut painter = Painter::new(false);
        let picture = strips(1);
        painter.lay(&[(SPOT, &picture)], false);
        painter.next(1);
        assert_eq!(painter.lay(&[(SPOT, &picture)], true).dirty, [SPOT], "the sheet may be as blank as what it covers");
        assert!(!painter.is_busy(), "nothing is painted into the sheet");
        assert_eq!(painter.lay(&[(SPOT, &picture)], true), Strokes::default());
        painter.lay(&[(SPOT, &picture)], false);
        assert_eq!(all(&mut painter).matches('<').count(), 2);
        // Another picture under the sheet, and the sheet goes together with it.
        painter.lay(&[(SPOT, &picture)], true);
        assert_eq!(painter.lay(&[(SPOT, &strips(2))], true), Strokes::default());
        painter.lay(&[(SPOT, &strips(2))], false);
        assert!(all(&mut painter).contains("<2:0>"));
        painter.lay(&[(SPOT, &strips(2))], true);
        assert_eq!(painter.lay(&[], false), Strokes::default());
    }

    #[test]
    fn a_stored_picture_costs_nothing_when_it_is_shown_again() {
        let mut painter = Painter::new(false);
        let (one, two) = (direct(7), direct(8));
        assert!(painter.store(&one) && !painter.has(&one));
        assert_eq!(painter.next(usize::MAX), (b"<7:a><7:b>".to_vec(), vec![7]));
        let strokes = painter.lay(&[(SPOT, &one)], false);
        assert_eq!(text(&strokes.after), "\x1b[4;3H\x1b_Ga=p,C=1,q=2,i=7,p=1\x1b\\");
        painter.store(&two);
        all(&mut painter);
        let strokes = painter.lay(&[(SPOT, &two)], false);
        assert!(text(&strokes.before).contains("a=d,d=i,q=2,i=7") && text(&strokes.after).contains("i=8"));
        assert!(!painter.store(&one), "still there");
        assert_eq!(painter.begin(&[]), b"");
        assert!(text(&painter.lay(&[(SPOT, &one)], false).after).contains("i=7"));
        assert_eq!(painter.meter(), Meter::default());
        let farewell = text(&painter.farewell());
        assert!(farewell.contains("d=I,q=2,i=7") && farewell.contains("d=I,q=2,i=8"));
    }

    #[test]
    fn a_sheet_takes_a_placed_picture_away_and_gives_it_back() {
        let mut painter = Painter::new(false);
        let picture = direct(7);
        painter.store(&picture);
        all(&mut painter);
        painter.lay(&[(SPOT, &picture)], false);
        assert!(text(&painter.lay(&[(SPOT, &picture)], true).before).contains("d=i,q=2,i=7"));
        assert!(text(&painter.lay(&[(SPOT, &picture)], false).after).contains("a=p"));
    }

    #[test]
    fn a_picture_of_which_a_part_was_sent_ends_before_another_command() {
        let mut painter = Painter::new(false);
        painter.store(&direct(7));
        painter.next(1);
        assert!(text(&painter.farewell()).starts_with("\x1b_Gq=2,m=0;\x1b\\\x1b_Ga=d,d=I,q=2,i=7"));
        assert_eq!(text(&painter.begin(&[7])), "\x1b_Gq=2,m=0;\x1b\\\x1b_Ga=d,d=I,q=2,i=7\x1b\\");
        assert!(!painter.is_busy());
        // A lift between two pieces: the rest would be lost, so that it begins again.
        painter.store(&direct(7));
        all(&mut painter);
        painter.lay(&[(SPOT, &direct(7))], false);
        painter.store(&direct(8));
        painter.next(1);
        let strokes = painter.lay(&[], false);
        assert!(text(&strokes.before).starts_with("\x1b_Gq=2,m=0;"));
        assert_eq!(all(&mut painter), "<8:a><8:b>");
    }

    #[test]
    fn the_terminals_memory_is_bounded() {
        let mut painter = Painter::new(true);
        for id in 1..=KEPT_COUNT as u32 + 3 {
            painter.store(&placeholders(id, 10));
            let (bytes, _) = painter.next(usize::MAX);
            assert_eq!(text(&bytes).contains("\x1bPtmux;\x1b\x1b_Ga=d,d=I"), id as usize > KEPT_COUNT);
        }
        assert_eq!(painter.stored.len(), KEPT_COUNT);
        let mut painter = Painter::new(false);
        for id in 1..=4 {
            painter.store(&placeholders(id, KEPT / 3));
            all(&mut painter);
        }
        assert_eq!(painter.stored.len(), 3);
    }

    #[test]
    fn a_cleared_screen_is_painted_anew() {
        let mut painter = Painter::new(false);
        let (picture, stored) = (strips(1), placeholders(9, 5));
        painter.store(&stored);
        all(&mut painter);
        painter.lay(&[(SPOT, &picture)], false);
        all(&mut painter);
        painter.forget(false);
        painter.lay(&[(SPOT, &picture)], false);
        assert!(painter.is_busy() && painter.has(&stored));
        painter.forget(true);
        assert!(!painter.has(&stored));
        painter.lay(&[(SPOT, &picture)], false);
        all(&mut painter);
        painter.heal();
        painter.lay(&[(SPOT, &picture)], false);
        assert!(painter.is_busy());
    }

    #[test]
    fn stopping_keeps_what_is_there() {
        let mut painter = Painter::new(false);
        painter.lay(&[(SPOT, &strips(1))], false);
        painter.next(1);
        assert_eq!(painter.stop(), b"");
        assert!(!painter.is_busy());
        assert_eq!(painter.meter(), Meter { sent: 5, total: 5 });
        painter.lay(&[(SPOT, &strips(1))], false);
        assert!(!painter.is_busy());
        assert!(text(&painter.farewell()).contains("\x1b[4;3H    "));
    }

    #[test]
    fn in_tmux_a_character_brings_the_cursor_along() {
        let mut painter = Painter::new(true);
        painter.lay(&[(SPOT, &strips(1))], false);
        assert_eq!(text(&painter.next(1).0), "\x1b7\x1b[4;3H\x1b[0m <1:0>\x1b8");
    }
}
