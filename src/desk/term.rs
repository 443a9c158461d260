//! The real screen: ratatui on the terminal, with pictures' bytes in the right place of each frame, and what the terminal says.
//! Nothing here waits for the terminal: frames and pieces of pictures go to a thread that writes, and the next only when the
//! terminal has read enough of those before.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::event::Event;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use tokio::sync::{Notify, mpsc};

use super::image::{Meter, Painter, Shown};
use super::linear::Lines;
use super::link::{self, Link};
use super::model::Model;
use super::view;
use crate::terminal::guard::{Guard, restore, set_farewell};
use crate::terminal::input::Input;
use crate::terminal::line::Line;
use crate::terminal::palette::Detail;
use crate::terminal::writer::Writer;
use crate::text::width;

/// Begins and ends synchronized output: a terminal that knows it shows the frame in one piece. No query may stand inside.
const SYNC: &[u8] = b"\x1b[?2026h";
const SYNC_END: &[u8] = b"\x1b[?2026l";

/// How many bytes of pictures are given at once at the most; the next follow when there is room.
const AT_ONCE: usize = 64 * 1024;

/// What goes ahead while nobody waits may take so long, in seconds; and be so large while nothing is known of the line, in bytes.
const AHEAD: (u64, usize) = (3, 256 * 1024);

/// What comes from the terminal; none once it is gone.
pub type Events = mpsc::UnboundedReceiver<Option<Event>>;

/// From this rate on, in bytes a second, nothing needs to be saved; and up to this one, everything.
const FAST: u64 = 4_000_000;
const SLOW: u64 = 100_000;

/// How long leaving waits for the last frame.
const LEAVING: Duration = Duration::from_millis(300);

/// The screen, taken until this is dropped.
pub struct Screen {
    // Given back when nobody writes any more, and while the last answers are still read.
    writer: Writer,
    guard: Guard,
    /// Who reads, and where to; nobody while the terminal is somebody else's.
    input: Option<Input>,
    heard: mpsc::UnboundedSender<Option<Event>>,
    terminal: Terminal<CrosstermBackend<Canvas>>,
    canvas: Canvas,
    painter: Painter,
    idle: Arc<Notify>,
    size: (u16, u16),
    /// What asks the terminal for reports; sent again after it was given back.
    modes: Vec<u8>,
    /// The links of the last frame.
    linked: Vec<Link>,
    /// Where the desk is read out: what was told so far.
    lines: Option<Lines>,
}

/// What ratatui writes to: a vector, taken out after each frame.
#[derive(Debug, Clone, Default)]
struct Canvas(Arc<Mutex<Vec<u8>>>);

impl Canvas {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Canvas {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    /// Takes the terminal, which answered its first questions after `way` if it answered, and of which `typed` was read before;
    /// gives what comes from it.
    ///
    /// # Errors
    /// Where it cannot be switched to raw mode, read or written to.
    pub fn take(in_tmux: bool, way: Option<Duration>, typed: Vec<u8>) -> io::Result<(Self, Events)> {
        Self::with(Guard::enter()?, in_tmux, Line::new(way), typed, None)
    }

    /// Takes the terminal to tell lines on it, as [`Lines`] does.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn take_lines(in_tmux: bool, typed: Vec<u8>) -> io::Result<(Self, Events)> {
        // What reads the lines out may not answer.
        Self::with(Guard::enter_lines()?, in_tmux, Line::new(None), typed, Some(Lines::default()))
    }

    fn with(
        guard: Guard,
        in_tmux: bool,
        line: Line,
        typed: Vec<u8>,
        lines: Option<Lines>,
    ) -> io::Result<(Self, Events)> {
        let canvas = Canvas::default();
        let terminal = Terminal::new(CrosstermBackend::new(canvas.clone()))?;
        let idle = Arc::new(Notify::new());
        let told = Arc::clone(&idle);
        let writer = Writer::start(line, move || told.notify_one())?;
        let size = terminal.size()?;
        let painter = Painter::new(in_tmux);
        let size = (size.width, size.height);
        let (modes, linked) = (Vec::new(), Vec::new());
        let (heard, events) = mpsc::unbounded_channel();
        let mut screen =
            Self { writer, guard, input: None, heard, terminal, canvas, painter, idle, size, modes, linked, lines };
        screen.listen(typed)?;
        Ok((screen, events))
    }

    /// Reads the terminal from now on.
    fn listen(&mut self, typed: Vec<u8>) -> io::Result<()> {
        let heard = self.heard.clone();
        let tell = move |event| {
            let _ = heard.send(event);
        };
        self.input = Some(Input::start(typed, tell, self.writer.reached())?);
        Ok(())
    }

    /// Whether the terminal has read enough of what it was given, so that the next frame would be seen soon.
    pub fn is_ready(&self) -> bool {
        self.writer.room() > 0
    }

    /// Tells whenever there is room for more.
    pub fn idle(&self) -> Arc<Notify> {
        Arc::clone(&self.idle)
    }

    /// Draws the desk and gives the width and height it was drawn in, which may be newer than what the model knows.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn draw(&mut self, model: &Model) -> io::Result<(u16, u16)> {
        if let Some(lines) = &mut self.lines {
            let told = lines.next(model);
            self.writer.push(told.into_bytes())?;
            return Ok(model.size);
        }
        let now = self.terminal.size()?;
        let now = (now.width, now.height);
        if now != self.size {
            self.size = now;
            self.forget(false)?;
        }
        // In a window of another size nothing belongs where the model thinks.
        let (wanted, covered) = if now == model.size { view::pictures(model) } else { (Vec::new(), false) };
        // Before the cells that refer to it; what is new was waited for and is there already.
        let mut frame_bytes: Vec<u8> = wanted.iter().flat_map(|wanted| self.painter.store_now(wanted.shown)).collect();
        let strokes = self.painter.lay(&wanted, covered);
        frame_bytes.extend(strokes.before);
        let (mut links, mut cursor) = (Vec::new(), None);
        let drawn = self.terminal.draw(|frame| {
            let buffer = frame.buffer_mut();
            cursor = view::draw(model, buffer);
            links = link::links(model, buffer);
            if let Some(position) = cursor {
                frame.set_cursor_position(position);
            }
        })?;
        if let Some(cell) = wanted.first().and_then(|wanted| drawn.buffer.cell((wanted.spot.x, wanted.spot.y))) {
            self.painter.stand_on(background(cell.bg));
        }
        if !strokes.dirty.is_empty() {
            // Not by `CellDiffOption::AlwaysUpdate`, which writes the cells once more in the frame after, when the next picture
            // may be there.
            let buffer = drawn.buffer.clone();
            let cells = strokes.dirty.iter().flat_map(|spot| written(&buffer, *spot));
            self.terminal.backend_mut().draw(cells)?;
            if let Some(position) = cursor {
                self.terminal.set_cursor_position(position)?;
            }
        }
        frame_bytes.extend(self.canvas.take());
        let mut after = strokes.after;
        if links != self.linked {
            after.extend(link::drawn(&links));
            self.linked = links;
        }
        if !after.is_empty() {
            frame_bytes.extend(b"\x1b7");
            frame_bytes.extend(after);
            frame_bytes.extend(b"\x1b8");
        }
        set_farewell(self.painter.farewell());
        self.writer.push([SYNC, &frame_bytes, SYNC_END].concat())?;
        Ok(now)
    }

    /// Gives the terminal the next pieces of pictures, if it has nothing else to do, what nobody waits for only where the reviewer
    /// rests; gives the pictures that it holds by now.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn pump(&mut self, rests: bool) -> io::Result<Vec<u32>> {
        let has_work = self.painter.is_awaited() || (rests && self.painter.is_busy());
        let room = if has_work { self.writer.room() } else { 0 };
        if room == 0 {
            return Ok(Vec::new());
        }
        let (bytes, arrived) = self.painter.next(usize::try_from(room).unwrap_or(AT_ONCE).min(AT_ONCE));
        set_farewell(self.painter.farewell());
        self.writer.push(bytes)?;
        Ok(arrived)
    }

    /// Whether pieces of pictures are on their way.
    pub fn is_sending(&self) -> bool {
        self.painter.is_busy()
    }

    /// Brings a picture to the terminal's memory where that is needed; gives whether it must be waited for.
    pub fn store(&mut self, shown: &Shown) -> bool {
        self.painter.store(shown)
    }

    /// Another picture is wanted: these, on their way to the terminal's memory, are dropped.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn begin(&mut self, unwanted: &[u32]) -> io::Result<()> {
        let bytes = self.painter.begin(unwanted);
        self.writer.push(bytes)
    }

    /// Sends no more of what is on its way.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn stop(&mut self) -> io::Result<()> {
        let bytes = self.painter.stop();
        self.writer.push(bytes)
    }

    /// How far the sending has come.
    pub const fn meter(&self) -> Meter {
        self.painter.meter()
    }

    /// How much a picture may cost on this line, and whether a glimpse goes ahead of it.
    pub fn detail(&self) -> (Detail, bool) {
        match self.writer.rate() {
            Some(rate) if rate >= FAST => (Detail::Fine, false),
            Some(rate) if rate <= SLOW => (Detail::Thrifty, true),
            _ => (Detail::Legible, true),
        }
    }

    /// Forgets what is on the screen, so that the next draw paints every cell and every picture again; with `memory`, what the
    /// terminal holds as well.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn forget(&mut self, memory: bool) -> io::Result<()> {
        if self.lines.is_some() {
            return Ok(());
        }
        self.linked.clear();
        // Not `Terminal::clear`, which asks the terminal for its cursor and would fight the key reader for the answer.
        // A resize to the same size clears the screen and forgets every cell without asking.
        if let Ok(size) = self.terminal.size() {
            let _ = self.terminal.resize(Rect::new(0, 0, size.width, size.height));
        }
        let bytes = self.painter.forget(memory);
        self.writer.push(bytes)
    }

    /// The window came back to the front: what other windows may have destroyed is painted again. In tmux (`memory`) it may be
    /// another terminal by now, which holds no picture yet.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn heal(&mut self, memory: bool) -> io::Result<()> {
        if memory {
            return self.forget(true);
        }
        self.painter.heal();
        Ok(())
    }

    /// Begins to send a picture to the terminal's memory that nobody wants yet, where the line has nothing else to do and is quick
    /// enough for it; gives whether it goes.
    pub fn go_ahead(&mut self, shown: &Shown) -> bool {
        let most = self.writer.rate().map_or(AHEAD.1, |rate| usize::try_from(rate * AHEAD.0).unwrap_or(usize::MAX));
        self.painter.go_ahead(shown, most)
    }

    /// Gives the terminal back, stops the program as the shell's job control does, and takes it again.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.give_back();
        self.guard.suspend()?;
        self.retake()
    }

    /// Writes nothing more, gives the terminal back, and then reads no more.
    fn give_back(&mut self) {
        self.writer.clear();
        self.writer.drain(LEAVING);
        restore();
        self.input = None;
    }

    /// Takes the terminal again after somebody else had it.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn retake(&mut self) -> io::Result<()> {
        self.guard.resume()?;
        self.writer.forget();
        if self.input.is_none() {
            self.listen(Vec::new())?;
        }
        self.writer.push(self.modes.clone())?;
        self.forget(true)
    }

    /// Gives the terminal back while `meanwhile` runs in it, and takes it again.
    ///
    /// # Errors
    /// Where it cannot be taken again.
    pub fn step_aside<T>(&mut self, meanwhile: impl FnOnce() -> T) -> io::Result<T> {
        self.give_back();
        let out = meanwhile();
        self.retake()?;
        Ok(out)
    }

    /// Tells the terminal something beside the frame.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn say(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        self.writer.push(bytes)
    }

    /// Asks the terminal for reports, now and whenever it is taken again.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn ask_for(&mut self, modes: Vec<u8>) -> io::Result<()> {
        self.writer.push(modes.clone())?;
        self.modes = modes;
        Ok(())
    }
}

/// What sets this background and nothing else.
fn background(colour: Color) -> Vec<u8> {
    match colour {
        Color::Rgb(red, green, blue) => format!("\x1b[0;48;2;{red};{green};{blue}m").into_bytes(),
        Color::Indexed(number) => format!("\x1b[0;48;5;{number}m").into_bytes(),
        _ => b"\x1b[0m".to_vec(),
    }
}

/// The cells of a spot as they are written: the second half of a wide character is not.
fn written(buffer: &Buffer, spot: Rect) -> impl Iterator<Item = (u16, u16, &Cell)> {
    spot.intersection(buffer.area).rows().flat_map(move |row| {
        let mut free = row.x;
        row.positions().filter_map(move |position| {
            let cell = buffer.cell(position).filter(|_| position.x >= free)?;
            free = position.x.saturating_add(u16::try_from(width(cell.symbol())).unwrap_or(1).max(1));
            Some((position.x, position.y, cell))
        })
    })
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.writer.clear();
        self.writer.drain(LEAVING);
    }
}
