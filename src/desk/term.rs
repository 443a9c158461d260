//! The real screen: ratatui on the terminal, with pictures' bytes in the right place of each frame.

use std::io::{self, Stdout, Write};
use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use super::image::Form;
use super::model::Model;
use super::view;
use crate::terminal::guard::{Guard, restore, set_farewell};
use crate::terminal::kitty;

/// Begins and ends synchronized output: a terminal that knows it shows the frame in one piece. No query may stand inside.
const SYNC: &[u8] = b"\x1b[?2026h";
const SYNC_END: &[u8] = b"\x1b[?2026l";

/// The screen, taken until this is dropped.
pub struct Screen {
    guard: Guard,
    terminal: Terminal<CrosstermBackend<Stdout>>,
    in_tmux: bool,
    /// The picture in the terminal's memory, for placeholders.
    sent: Option<u32>,
    /// The directly placed picture and where.
    placed: Option<(u32, Rect)>,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// Where it cannot be switched to raw mode or written to.
    pub fn take(in_tmux: bool) -> io::Result<Self> {
        let guard = Guard::enter()?;
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(Self { guard, terminal, in_tmux, sent: None, placed: None })
    }

    /// Draws the desk and gives the width and height it was drawn in, which may be newer than what the model knows.
    /// The order matters: a picture is sent before cells refer to it, and a directly placed one after the frame, so
    /// that no text covers it.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn draw(&mut self, model: &Model) -> io::Result<(u16, u16)> {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        self.placeholders(model, &mut before, &mut after);
        self.direct(model, &mut before, &mut after);
        let mut out = io::stdout();
        out.write_all(SYNC)?;
        out.write_all(&before)?;
        let mut cursor = None;
        let drawn = self.terminal.draw(|frame| {
            cursor = view::draw(model, frame.buffer_mut());
            if let Some(position) = cursor {
                frame.set_cursor_position(position);
            }
        })?;
        let size = (drawn.area.width, drawn.area.height);
        if !after.is_empty() {
            out.write_all(b"\x1b7")?;
            out.write_all(&after)?;
            out.write_all(b"\x1b8")?;
        }
        out.write_all(SYNC_END)?;
        out.flush()?;
        Ok(size)
    }

    /// Forgets what is on the screen, so that the next draw paints every cell and every picture again.
    pub fn forget(&mut self) {
        // Not `Terminal::clear`, which asks the terminal for its cursor and would fight the key reader for the answer.
        // A resize to the same size clears the screen and forgets every cell without asking.
        if let Ok(size) = self.terminal.size() {
            let _ = self.terminal.resize(Rect::new(0, 0, size.width, size.height));
        }
        self.sent = None;
        self.placed = None;
    }

    /// Gives the terminal back, stops the program as the shell's job control does, and takes it again.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.guard.suspend()?;
        self.guard.resume()?;
        self.forget();
        Ok(())
    }

    /// Gives the terminal back while `meanwhile` runs in it, and takes it again.
    ///
    /// # Errors
    /// Where it cannot be taken again.
    pub fn step_aside<T>(&mut self, meanwhile: impl FnOnce() -> T) -> io::Result<T> {
        restore();
        let out = meanwhile();
        self.guard.resume()?;
        self.forget();
        Ok(out)
    }

    fn placeholders(&mut self, model: &Model, before: &mut Vec<u8>, after: &mut Vec<u8>) {
        let wanted = model.picture.shown().and_then(|shown| match &shown.form {
            Form::Placeholders { id, bytes, .. } => Some((*id, Arc::clone(bytes))),
            _ => None,
        });
        if self.sent == wanted.as_ref().map(|(id, _)| *id) {
            return;
        }
        if let Some(old) = self.sent.take() {
            after.extend(self.wrapped(kitty::delete(old)));
        }
        if let Some((id, bytes)) = wanted {
            before.extend_from_slice(&bytes);
            self.sent = Some(id);
        }
        set_farewell(self.sent.map(|id| self.wrapped(kitty::delete(id))).unwrap_or_default());
    }

    fn direct(&mut self, model: &Model, before: &mut Vec<u8>, after: &mut Vec<u8>) {
        let wanted = view::placement(model);
        if self.placed == wanted {
            return;
        }
        if let Some((old, _)) = self.placed.take() {
            before.extend(kitty::delete(old));
        }
        if let (Some((id, spot)), Some(shown)) = (wanted, model.picture.shown())
            && let Form::Direct { bytes, .. } = &shown.form
        {
            after.extend(format!("\x1b[{};{}H", spot.y + 1, spot.x + 1).into_bytes());
            after.extend_from_slice(bytes);
            self.placed = Some((id, spot));
        }
        set_farewell(self.placed.map(|(id, _)| kitty::delete(id)).unwrap_or_default());
    }

    fn wrapped(&self, bytes: Vec<u8>) -> Vec<u8> {
        if self.in_tmux { kitty::through_tmux(&bytes) } else { bytes }
    }
}
