//! What is on the terminal's screen and in its memory, and which bytes bring it from there to what is wanted: show, replace,
//! erase. Pure: it takes what is wanted and gives bytes, in pieces between which other things may be written.
//!
//! A kitty picture is sent to the terminal's memory before anything refers to it, and kept there, so that it costs nothing
//! when it is shown again. Pixels over the cells (sixel, iTerm2, placed kitty pictures) are destroyed by text: they are sent
//! again when what lay over them is gone, and their cells are written anew when they should vanish. A frame over them costs its own
//! pixels; where it moves faster than the line, only the newest is drawn.

use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Form, Shown, Wanted};
use crate::terminal::fit::Size;
use crate::terminal::kitty;
use crate::terminal::outline::{Outline, Patch};
use crate::terminal::sixel::Strip;

/// The most bytes that are kept in the terminal's memory, as they were sent.
const KEPT: usize = 24 << 20;

/// The most bytes of pictures that went ahead and were not looked at yet.
const AHEAD: usize = 4 << 20;

/// The most pictures kept there: kitty's own limit counts decoded pixels, of which the desk sends a few megabytes each.
const KEPT_COUNT: usize = 48;

/// How far the sending of what is wanted has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Meter {
    /// Bytes sent.
    pub sent: usize,
    /// Bytes to send altogether.
    pub total: usize,
    /// Bytes that went ahead to the terminal's memory since the start, beside these.
    pub ahead: usize,
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
    /// Identifiers of those that went ahead and were not looked at yet.
    unseen: Vec<u32>,
    line: VecDeque<Job>,
    /// What must be sent before anything else.
    owed: Vec<u8>,
    meter: Meter,
    /// What sets the background around the pictures.
    ground: Vec<u8>,
    /// How many frames were put over placed pictures: names the next.
    framed: u8,
}

#[derive(Debug, PartialEq, Eq)]
struct Laid {
    id: u32,
    spot: Rect,
    pixels: Size,
    kind: Kind,
    /// Whether something else may have been drawn over it since it was sent.
    hurt: bool,
    /// The frames of which pixels may be on the screen, and what names each in kitty's memory.
    outlines: Vec<(Outline, u32)>,
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
    /// Whether nobody waits for it.
    is_ahead: bool,
    what: What,
}

#[derive(Debug)]
enum What {
    /// To the terminal's memory.
    Store(Arc<Vec<Vec<u8>>>),
    /// Onto the screen, the first strip at this place.
    Lay(Arc<Vec<Strip>>, Rect),
    /// Onto a picture at this place: what leaves these frames there and no others.
    Frame(Vec<Patch>, Rect, Vec<Outline>),
}

impl Job {
    const fn new(id: u32, what: What) -> Self {
        Self { id, next: 0, is_ahead: false, what }
    }

    const fn is_begun(&self) -> bool {
        self.next > 0
    }

    fn left(&self) -> usize {
        match &self.what {
            What::Store(commands) => commands.iter().skip(self.next).map(Vec::len).sum(),
            What::Lay(strips, _) => strips.iter().skip(self.next).map(|strip| strip.bytes.len()).sum(),
            What::Frame(patches, ..) => patches.iter().skip(self.next).map(|patch| patch.bytes.len()).sum(),
        }
    }
}

impl Painter {
    /// A painter of an empty screen.
    pub fn new(in_tmux: bool) -> Self {
        Self { in_tmux, ..Self::default() }
    }

    /// The cells around the pictures have the background that this sets.
    pub fn stand_on(&mut self, ground: Vec<u8>) {
        self.ground = ground;
    }

    /// Something new is wanted: these pictures, on their way to the terminal's memory, are dropped, and the meter begins anew.
    pub fn begin(&mut self, unwanted: &[u32]) -> Vec<u8> {
        let bytes = self.drop_jobs(|job| matches!(job.what, What::Store(_)) && unwanted.contains(&job.id));
        self.meter = Meter { sent: 0, total: self.left(), ..self.meter };
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
        self.unseen.retain(|unseen| unseen != id);
        if let Some(at) = self.stored.iter().position(|(known, _)| known == id) {
            if let Some(known) = self.stored.remove(at) {
                self.stored.push_front(known);
            }
            return false;
        }
        // Whatever else was going ahead gives way.
        let owed = self.drop_jobs(|job| job.is_ahead && job.id != *id);
        self.owed.extend(owed);
        match self.line.iter_mut().find(|job| job.id == *id) {
            Some(job) => job.is_ahead = false,
            None => self.line.push_back(Job::new(*id, What::Store(Arc::clone(commands)))),
        }
        self.meter.total = self.meter.sent + self.left();
        true
    }

    /// Brings a picture to the terminal's memory although nobody wants it yet, where there is nothing else to do and it costs no
    /// more than `most` bytes. Gives whether it is on its way.
    pub fn go_ahead(&mut self, shown: &Shown, most: usize) -> bool {
        let (Form::Placeholders { id, commands, .. } | Form::Direct { id, commands, .. }) = &shown.form else {
            return false;
        };
        let unseen = self.stored.iter().filter(|(id, _)| self.unseen.contains(id)).map(|(_, cost)| cost).sum::<usize>();
        if self.is_busy() || self.has(shown) || shown.cost() > most || unseen + shown.cost() > AHEAD {
            return false;
        }
        self.line.push_back(Job { is_ahead: true, ..Job::new(*id, What::Store(Arc::clone(commands))) });
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
        self.unseen.retain(|unseen| *unseen != id);
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
    pub fn lay(&mut self, wanted: &[Wanted<'_>], covered: bool) -> Strokes {
        let mut strokes = Strokes::default();
        let wanted: Vec<(u32, Kind, &Wanted<'_>)> = wanted
            .iter()
            .filter(|_| !covered)
            .filter_map(|wanted| match &wanted.shown.form {
                Form::Direct { id, .. } if self.has(wanted.shown) => Some((*id, Kind::Placed, wanted)),
                Form::Strips { id, .. } => Some((*id, Kind::Strips, wanted)),
                _ => None,
            })
            .collect();
        for laid in std::mem::take(&mut self.laid) {
            let same = wanted.iter().any(|(id, _, wanted)| (*id, wanted.spot) == (laid.id, laid.spot));
            match (same, laid.kind) {
                (true, _) => self.laid.push(laid),
                (false, Kind::Placed) => {
                    let frames = laid.outlines.iter().flat_map(|(_, id)| kitty::delete(*id));
                    let gone = frames.chain(kitty::lift(laid.id)).collect();
                    strokes.before.extend(self.quietly(gone));
                }
                (false, Kind::Strips) => {
                    self.line.retain(|job| job.id != laid.id);
                    // One that takes its place exactly covers it, and nothing flickers.
                    let replaced = wanted.iter().any(|(_, kind, wanted)| {
                        let (spot, pixels) = (wanted.spot, wanted.shown.frame.pixels);
                        *kind == Kind::Strips && (spot, pixels) == (laid.spot, laid.pixels)
                    });
                    if !replaced {
                        strokes.dirty.push(laid.spot);
                    }
                }
            }
        }
        for (id, kind, wanted) in wanted {
            match kind {
                Kind::Placed => strokes.after.extend(self.place(id, wanted)),
                Kind::Strips => self.lay_strips(id, wanted),
            }
        }
        self.meter.total = self.meter.sent + self.left();
        strokes
    }

    /// Puts a picture of the terminal's memory on the screen, where it is not there yet, and the frames over it.
    fn place(&mut self, id: u32, wanted: &Wanted<'_>) -> Vec<u8> {
        let Form::Direct { enlarge, .. } = &wanted.shown.form else { return Vec::new() };
        let spot = wanted.spot;
        let mut bytes = Vec::new();
        if !self.laid.iter().any(|laid| laid.id == id) {
            let put = kitty::put(id, enlarge.then_some(wanted.shown.cells));
            bytes.extend(at(spot.x, spot.y));
            bytes.extend(self.quietly(put));
            self.laid.push(Laid::new(id, Kind::Placed, wanted));
        }
        // A picture of which a part was sent would begin anew: the frame waits for its end.
        if self.line.iter().any(|job| job.is_begun() && matches!(job.what, What::Store(_))) {
            return bytes;
        }
        let Some(laid) = self.laid.iter_mut().find(|laid| laid.id == id) else { return bytes };
        for (_, id) in laid.outlines.extract_if(.., |(outline, _)| !wanted.outlines.contains(outline)) {
            bytes.extend(kitty::delete(id));
        }
        for outline in &wanted.outlines {
            if laid.outlines.iter().any(|(known, _)| known == outline) {
                continue;
            }
            self.framed = self.framed.wrapping_add(1);
            // Beside the identifiers of pictures, which have no fourth byte.
            let id = id | u32::from(self.framed | 0x80) << 24;
            if let Ok(patch) = kitty::outline(id, outline, wanted.cell) {
                bytes.extend(at(spot.x + patch.col, spot.y + patch.row));
                bytes.extend(patch.bytes);
                laid.outlines.push((*outline, id));
            }
        }
        bytes
    }

    /// Sends pixels over the cells where they are not there, and the frames over them.
    fn lay_strips(&mut self, id: u32, wanted: &Wanted<'_>) {
        let Form::Strips { strips, ground, .. } = &wanted.shown.form else { return };
        let spot = wanted.spot;
        let at = self.laid.iter().position(|laid| laid.id == id);
        if at.and_then(|at| self.laid.get(at)).is_none_or(|laid| laid.hurt) {
            if let Some(at) = at {
                self.laid.remove(at);
            }
            self.laid.push(Laid::new(id, Kind::Strips, wanted));
            self.line.retain(|job| job.id != id);
            self.line.push_back(Job::new(id, What::Lay(Arc::clone(strips), spot)));
        }
        let Some(laid) = self.laid.iter().find(|laid| laid.id == id) else { return };
        let there: Vec<Outline> = laid.outlines.iter().map(|(outline, _)| *outline).collect();
        let coming = self.line.iter().find_map(|job| match &job.what {
            What::Frame(_, _, then) if job.id == id => Some(then),
            _ => None,
        });
        if coming.unwrap_or(&there) == &wanted.outlines {
            return;
        }
        // Only the newest is worth its bytes.
        self.line.retain(|job| job.id != id || !matches!(job.what, What::Frame(..)));
        let stale: Vec<Outline> = there.iter().filter(|known| !wanted.outlines.contains(known)).copied().collect();
        let wrap = |patch: Patch| match self.in_tmux {
            true => Patch { bytes: kitty::through_tmux(&patch.bytes), ..patch },
            false => patch,
        };
        let patches = ground.patches(wanted.cell, &stale, &wanted.outlines, self.in_tmux);
        let patches: Vec<Patch> = patches.into_iter().map(wrap).collect();
        if !patches.is_empty() {
            self.line.push_back(Job::new(id, What::Frame(patches, spot, wanted.outlines.clone())));
        }
    }

    /// Whether anything is on its way.
    pub fn is_busy(&self) -> bool {
        !self.line.is_empty() || !self.owed.is_empty()
    }

    /// Whether somebody waits for what is on its way.
    pub fn is_awaited(&self) -> bool {
        self.line.iter().any(|job| !job.is_ahead) || !self.owed.is_empty()
    }

    /// Bytes that somebody waits for.
    fn left(&self) -> usize {
        self.line.iter().filter(|job| !job.is_ahead).map(Job::left).sum()
    }

    /// The next pieces of what is on its way, of about `most` bytes, and the pictures that are in the terminal's memory with
    /// the last of them.
    pub fn next(&mut self, most: usize) -> (Vec<u8>, Vec<u32>) {
        let (mut bytes, mut arrived) = (std::mem::take(&mut self.owed), Vec::new());
        while bytes.len() < most
            && let Some(job) = self.line.front_mut()
        {
            let next = job.next;
            let (cost, count) = match &job.what {
                What::Store(commands) => {
                    let command = commands.get(next).map_or(&[][..], Vec::as_slice);
                    bytes.extend(command);
                    (command.len(), commands.len())
                }
                What::Lay(strips, spot) => {
                    let strip = strips.get(next);
                    let (row, strip) = strip.map_or((0, &[][..]), |strip| (strip.row, &strip.bytes));
                    bytes.extend(painted(spot.x, spot.y + row, strip, self.in_tmux, &self.ground));
                    (strip.len(), strips.len())
                }
                What::Frame(patches, spot, then) => {
                    if next == 0
                        && let Some(laid) = self.laid.iter_mut().find(|laid| laid.id == job.id)
                    {
                        let new = then.iter().filter(|new| !laid.outlines.iter().any(|(known, _)| known == *new));
                        let new: Vec<_> = new.map(|outline| (*outline, 0)).collect();
                        laid.outlines.extend(new);
                    }
                    let patch = patches.get(next);
                    let (place, patch) =
                        patch.map_or(((0, 0), &[][..]), |patch| ((patch.col, patch.row), &patch.bytes));
                    bytes.extend(painted(spot.x + place.0, spot.y + place.1, patch, self.in_tmux, &self.ground));
                    (patch.len(), patches.len())
                }
            };
            if job.is_ahead {
                self.meter.ahead += cost;
            } else {
                self.meter.sent += cost;
            }
            job.next += 1;
            if job.next < count {
                continue;
            }
            let Some(Job { id, what, is_ahead, .. }) = self.line.pop_front() else { break };
            match what {
                What::Store(commands) => {
                    if is_ahead {
                        self.unseen.push(id);
                    }
                    self.stored.push_front((id, commands.iter().map(Vec::len).sum()));
                    arrived.push(id);
                    bytes.extend(self.make_room());
                }
                What::Frame(_, _, then) => {
                    if let Some(laid) = self.laid.iter_mut().find(|laid| laid.id == id) {
                        laid.outlines = then.into_iter().map(|outline| (outline, 0)).collect();
                    }
                }
                What::Lay(..) => {}
            }
        }
        (bytes, arrived)
    }

    /// Forgets what is on the screen, because it was cleared. What lies in the terminal's memory stays, but for placed
    /// pictures, whose data go with their last placement; `memory` forgets it all.
    pub fn forget(&mut self, memory: bool) -> Vec<u8> {
        let bytes = self.drop_jobs(|job| memory || !matches!(job.what, What::Store(_)));
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
        let mut bytes = self.owed.clone();
        if self.line.iter().any(|job| job.is_begun() && matches!(job.what, What::Store(_))) {
            bytes.extend(self.passed(kitty::cut_short()));
        }
        let on_the_way = self.line.iter().filter(|job| matches!(job.what, What::Store(_))).map(|job| job.id);
        for id in self.stored.iter().map(|(id, _)| *id).chain(on_the_way) {
            bytes.extend(self.passed(kitty::delete(id)));
        }
        for laid in &self.laid {
            match laid.kind {
                Kind::Strips => bytes.extend(blank(laid.spot)),
                Kind::Placed => bytes.extend(laid.outlines.iter().flat_map(|(_, id)| kitty::delete(*id))),
            }
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
                self.unseen.retain(|unseen| *unseen != id);
                bytes.extend(self.passed(kitty::delete(id)));
            }
        }
        bytes
    }

    /// Drops jobs; gives what ends one of which a part was sent.
    fn drop_jobs(&mut self, which: impl Fn(&Job) -> bool) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.owed);
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
        let mut bytes = std::mem::take(&mut self.owed);
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

impl Laid {
    fn new(id: u32, kind: Kind, wanted: &Wanted<'_>) -> Self {
        let pixels = wanted.shown.frame.pixels;
        Self { id, spot: wanted.spot, pixels, kind, hurt: false, outlines: Vec::new() }
    }
}

/// Pixels over the cells from here on; the cursor stays where it is.
fn painted(x: u16, y: u16, pixels: &[u8], in_tmux: bool, ground: &[u8]) -> Vec<u8> {
    let (ground, fetch) = if in_tmux { (ground, kitty::FETCH_CURSOR) } else { (&b""[..], &b""[..]) };
    [b"\x1b7", &at(x, y)[..], ground, fetch, pixels, b"\x1b8"].concat()
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
    use crate::desk::image::Ground;
    use crate::terminal::fit::{CellSize, Cells, View, frame};
    use crate::terminal::palette::{Detail, Indexed};
    use crate::terminal::picture::Picture;

    const SPOT: Rect = Rect { x: 2, y: 3, width: 4, height: 4 };

    fn shown(form: Form) -> Shown {
        let (full, cells) = (Size { width: 40, height: 80 }, Cells { cols: 4, rows: 4 });
        let frame = frame(full, cells, CellSize::USUAL, &View::default());
        Shown { cells, bytes: 1, frame, full, draft: false, form }
    }

    fn strips(id: u32) -> Shown {
        let strip = |row| Strip { row, bytes: format!("<{id}:{row}>").into_bytes() };
        shown(Form::Strips { id, strips: Arc::new(vec![strip(0), strip(2)]), ground: Arc::new(Ground::Enlarged) })
    }

    fn direct(id: u32) -> Shown {
        let commands = vec![format!("<{id}:a>").into_bytes(), format!("<{id}:b>").into_bytes()];
        shown(Form::Direct { id, enlarge: false, commands: Arc::new(commands) })
    }

    fn placeholders(id: u32, size: usize) -> Shown {
        shown(Form::Placeholders { id, wide_id: true, commands: Arc::new(vec![vec![b'x'; size]]) })
    }

    fn plain(spot: Rect, shown: &Shown) -> Wanted<'_> {
        Wanted { spot, shown, outlines: Vec::new(), cell: CellSize::USUAL }
    }

    fn framed(shown: &Shown, left: u32) -> Wanted<'_> {
        let outline = Outline { left, top: 20, right: left + 20, bottom: 60, colour: [255, 0, 0], corner: false };
        Wanted { outlines: vec![outline], ..plain(SPOT, shown) }
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
        assert_eq!(painter.lay(&[plain(SPOT, &picture)], false), Strokes::default());
        assert_eq!(text(&painter.next(1).0), "\x1b7\x1b[4;3H<1:0>\x1b8");
        assert_eq!(painter.meter(), Meter { sent: 5, total: 10, ahead: 0 });
        assert_eq!(text(&painter.next(1).0), "\x1b7\x1b[6;3H<1:2>\x1b8");
        painter.lay(&[plain(SPOT, &picture)], false);
        assert!(!painter.is_busy());
    }

    #[test]
    fn what_vanishes_leaves_no_pixels() {
        let mut painter = Painter::new(false);
        painter.lay(&[plain(SPOT, &strips(1))], false);
        all(&mut painter);
        let strokes = painter.lay(&[], false);
        assert_eq!(strokes.dirty, [SPOT]);
        assert_eq!(painter.lay(&[], false), Strokes::default());
        assert!(painter.farewell().is_empty());
    }

    #[test]
    fn one_of_the_same_place_takes_over_without_a_blank_between() {
        let mut painter = Painter::new(false);
        painter.lay(&[plain(SPOT, &strips(1))], false);
        painter.next(1);
        assert_eq!(painter.lay(&[plain(SPOT, &strips(2))], false), Strokes::default());
        assert_eq!(all(&mut painter).matches('<').count(), 2, "nothing more of the first");
        let other = Rect { x: 9, ..SPOT };
        assert_eq!(painter.lay(&[plain(other, &strips(3))], false).dirty, [SPOT]);
    }

    #[test]
    fn a_sheet_takes_pixels_away_stops_the_painting_and_gives_them_back() {
        let mut painter = Painter::new(false);
        let picture = strips(1);
        painter.lay(&[plain(SPOT, &picture)], false);
        painter.next(1);
        assert_eq!(
            painter.lay(&[plain(SPOT, &picture)], true).dirty,
            [SPOT],
            "the sheet may be as blank as what it covers"
        );
        assert!(!painter.is_busy(), "nothing is painted into the sheet");
        assert_eq!(painter.lay(&[plain(SPOT, &picture)], true), Strokes::default());
        painter.lay(&[plain(SPOT, &picture)], false);
        assert_eq!(all(&mut painter).matches('<').count(), 2);
        // Another picture under the sheet, and the sheet goes together with it.
        painter.lay(&[plain(SPOT, &picture)], true);
        assert_eq!(painter.lay(&[plain(SPOT, &strips(2))], true), Strokes::default());
        painter.lay(&[plain(SPOT, &strips(2))], false);
        assert!(all(&mut painter).contains("<2:0>"));
        painter.lay(&[plain(SPOT, &strips(2))], true);
        assert_eq!(painter.lay(&[], false), Strokes::default());
    }

    #[test]
    fn a_stored_picture_costs_nothing_when_it_is_shown_again() {
        let mut painter = Painter::new(false);
        let (one, two) = (direct(7), direct(8));
        assert!(painter.store(&one) && !painter.has(&one));
        assert_eq!(painter.next(usize::MAX), (b"<7:a><7:b>".to_vec(), vec![7]));
        let strokes = painter.lay(&[plain(SPOT, &one)], false);
        assert_eq!(text(&strokes.after), "\x1b[4;3H\x1b_Ga=p,C=1,q=2,i=7,p=1\x1b\\");
        painter.store(&two);
        all(&mut painter);
        let strokes = painter.lay(&[plain(SPOT, &two)], false);
        assert!(text(&strokes.before).contains("a=d,d=i,q=2,i=7") && text(&strokes.after).contains("i=8"));
        assert!(!painter.store(&one), "still there");
        assert_eq!(painter.begin(&[]), b"");
        assert!(text(&painter.lay(&[plain(SPOT, &one)], false).after).contains("i=7"));
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
        painter.lay(&[plain(SPOT, &picture)], false);
        assert!(text(&painter.lay(&[plain(SPOT, &picture)], true).before).contains("d=i,q=2,i=7"));
        assert!(text(&painter.lay(&[plain(SPOT, &picture)], false).after).contains("a=p"));
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
        painter.lay(&[plain(SPOT, &direct(7))], false);
        painter.store(&direct(8));
        painter.next(1);
        let strokes = painter.lay(&[], false);
        assert!(text(&strokes.before).starts_with("\x1b_Gq=2,m=0;"));
        assert_eq!(all(&mut painter), "<8:a><8:b>");
    }

    #[test]
    fn what_went_ahead_costs_nothing_when_it_is_wanted() {
        let mut painter = Painter::new(false);
        let (one, two) = (direct(7), direct(8));
        assert!(!painter.go_ahead(&one, 9), "too dear");
        assert!(painter.go_ahead(&one, 10) && !painter.go_ahead(&two, 10), "one at a time");
        assert!(painter.is_busy() && !painter.is_awaited());
        assert_eq!(painter.next(usize::MAX), (b"<7:a><7:b>".to_vec(), vec![7]));
        assert_eq!(painter.meter(), Meter { sent: 0, total: 0, ahead: 10 });
        assert!(!painter.store(&one) && !painter.is_busy(), "it is there");
        assert!(!painter.go_ahead(&one, 10));
    }

    #[test]
    fn what_goes_ahead_gives_way_to_what_is_wanted() {
        let mut painter = Painter::new(false);
        let (one, two) = (direct(7), direct(8));
        painter.go_ahead(&one, 10);
        painter.next(1);
        assert!(painter.store(&two));
        assert!(text(&painter.farewell()).starts_with("\x1b_Gq=2,m=0;\x1b\\\x1b_Ga=d,d=I,q=2,i=7"));
        assert_eq!(all(&mut painter), "\x1b_Gq=2,m=0;\x1b\\\x1b_Ga=d,d=I,q=2,i=7\x1b\\<8:a><8:b>");
        // What is wanted while it is on its way goes on as it is.
        painter.go_ahead(&one, 10);
        painter.next(1);
        assert!(painter.store(&one) && painter.is_awaited());
        assert_eq!(painter.next(usize::MAX), (b"<7:b>".to_vec(), vec![7]));
    }

    #[test]
    fn no_more_goes_ahead_than_is_looked_at() {
        let mut painter = Painter::new(false);
        for id in 1..=5 {
            assert_eq!(painter.go_ahead(&placeholders(id, AHEAD / 4), usize::MAX), id < 5);
            all(&mut painter);
        }
        painter.store(&placeholders(1, AHEAD / 4));
        assert!(painter.go_ahead(&placeholders(6, AHEAD / 4), usize::MAX), "one of them was looked at");
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
        painter.lay(&[plain(SPOT, &picture)], false);
        all(&mut painter);
        painter.forget(false);
        painter.lay(&[plain(SPOT, &picture)], false);
        assert!(painter.is_busy() && painter.has(&stored));
        painter.forget(true);
        assert!(!painter.has(&stored));
        painter.lay(&[plain(SPOT, &picture)], false);
        all(&mut painter);
        painter.heal();
        painter.lay(&[plain(SPOT, &picture)], false);
        assert!(painter.is_busy());
    }

    #[test]
    fn stopping_keeps_what_is_there() {
        let mut painter = Painter::new(false);
        painter.lay(&[plain(SPOT, &strips(1))], false);
        painter.next(1);
        assert_eq!(painter.stop(), b"");
        assert!(!painter.is_busy());
        assert_eq!(painter.meter(), Meter { sent: 5, total: 5, ahead: 0 });
        painter.lay(&[plain(SPOT, &strips(1))], false);
        assert!(!painter.is_busy());
        assert!(text(&painter.farewell()).contains("\x1b[4;3H    "));
    }

    #[test]
    fn in_tmux_the_cursor_is_brought_along() {
        let mut painter = Painter::new(true);
        painter.stand_on(b"\x1b[48;5;9m".to_vec());
        painter.lay(&[plain(SPOT, &strips(1))], false);
        assert_eq!(text(&painter.next(1).0), "\x1b7\x1b[4;3H\x1b[48;5;9m\x1b[X<1:0>\x1b8");
    }

    /// A picture of 40 x 80 pixels, over which frames can be drawn.
    fn grounded(id: u32) -> Shown {
        let pixels = Picture::from_rgb(Size { width: 40, height: 80 }, vec![9; 40 * 80 * 3]).unwrap();
        let ground = Ground::Few(Indexed::of(&pixels, Detail::Fine, 252).unwrap());
        let strips = Arc::new(vec![Strip { row: 0, bytes: b"<picture>".to_vec() }]);
        shown(Form::Strips { id, strips, ground: Arc::new(ground) })
    }

    #[test]
    fn a_frame_is_drawn_after_its_picture_and_moves_without_it() {
        let mut painter = Painter::new(false);
        let picture = grounded(1);
        painter.lay(&[framed(&picture, 0)], false);
        let first = all(&mut painter);
        assert!(first.starts_with("\x1b7\x1b[4;3H<picture>\x1b8\x1b7\x1b[5;3H\x1bP0;1q"), "{first:?}");
        assert_eq!(painter.meter().sent, painter.meter().total);
        painter.lay(&[framed(&picture, 0)], false);
        assert!(!painter.is_busy(), "it is there");
        painter.lay(&[framed(&picture, 20)], false);
        let moved = all(&mut painter);
        assert!(!moved.contains("<picture>") && moved.contains("\x1bP0;1q"), "{moved:?}");
        assert!(
            moved.contains("#0;2;4;4;4") && moved.contains("#1;2;100;0;0"),
            "what was under it comes back: {moved:?}"
        );
        painter.lay(&[plain(SPOT, &picture)], false);
        let gone = all(&mut painter);
        assert!(gone.contains("#0;2;4;4;4") && !gone.contains("#1;"), "{gone:?}");
        painter.lay(&[plain(SPOT, &picture)], false);
        assert!(!painter.is_busy());
    }

    #[test]
    fn of_frames_that_wait_for_the_line_only_the_newest_is_drawn() {
        let mut painter = Painter::new(false);
        let picture = grounded(1);
        for left in [0, 5, 10, 15] {
            painter.lay(&[framed(&picture, left)], false);
        }
        assert_eq!(painter.line.len(), 2, "the picture and one frame");
        all(&mut painter);
        let Laid { outlines, .. } = &painter.laid[0];
        assert_eq!(outlines.iter().map(|(outline, _)| outline.left).collect::<Vec<_>>(), [15]);
        // Back to where it was before anything of the new one was sent.
        painter.lay(&[framed(&picture, 0)], false);
        painter.lay(&[framed(&picture, 15)], false);
        painter.lay(&[framed(&picture, 15)], false);
        all(&mut painter);
        assert_eq!(painter.laid[0].outlines.len(), 1);
    }

    #[test]
    fn under_a_sheet_no_frame_is_drawn_and_after_it_comes_with_the_picture() {
        let mut painter = Painter::new(true);
        let picture = grounded(1);
        painter.lay(&[framed(&picture, 0)], false);
        all(&mut painter);
        painter.lay(&[framed(&picture, 0)], true);
        assert!(!painter.is_busy());
        painter.lay(&[framed(&picture, 0)], false);
        let healed = all(&mut painter);
        assert!(healed.contains("<picture>") && healed.contains("\x1b[X\x1bPtmux;\x1b\x1bP0;1q"), "{healed:?}");
    }

    #[test]
    fn a_smaller_picture_in_the_same_cells_leaves_nothing_of_the_larger() {
        let mut painter = Painter::new(false);
        painter.lay(&[plain(SPOT, &strips(1))], false);
        all(&mut painter);
        let mut smaller = strips(2);
        smaller.frame.pixels.height -= 7;
        assert_eq!(painter.lay(&[plain(SPOT, &smaller)], false).dirty, [SPOT]);
    }

    #[test]
    fn a_frame_over_a_placed_picture_comes_goes_and_is_gone_at_the_end() {
        let mut painter = Painter::new(false);
        let picture = direct(7);
        painter.store(&picture);
        all(&mut painter);
        let first = text(&painter.lay(&[framed(&picture, 0)], false).after);
        assert!(first.contains("a=p,C=1,q=2,i=7") && first.contains("a=T,C=1,q=2,f=100,i=2164260871,"), "{first:?}");
        assert!(painter.lay(&[framed(&picture, 0)], false).after.is_empty());
        let moved = text(&painter.lay(&[framed(&picture, 20)], false).after);
        assert!(moved.contains("d=I,q=2,i=2164260871") && !moved.contains("a=p"), "{moved:?}");
        let id = moved.split("f=100,i=").nth(1).unwrap().split(',').next().unwrap().to_owned();
        assert!(text(&painter.farewell()).contains(&format!("d=I,q=2,i={id}")));
        assert!(text(&painter.lay(&[framed(&picture, 20)], true).before).contains(&format!("d=I,q=2,i={id}")));
        // While a part of another is in the terminal, the frame waits.
        assert!(text(&painter.lay(&[framed(&picture, 20)], false).after).contains("f=100"));
        painter.store(&direct(8));
        painter.next(1);
        assert_eq!(painter.lay(&[framed(&picture, 0)], false), Strokes::default());
        all(&mut painter);
        assert!(text(&painter.lay(&[framed(&picture, 0)], false).after).contains("f=100"));
    }
}
