//! What the picture pane knows.

use crate::desk::image::{Meter, Order, Region, Shown, Trouble};
use crate::terminal::fit::View;
use crate::terminal::picture::Tone;

/// The pane's state.
#[derive(Debug, Default)]
pub struct Model {
    /// Which of the case's materials, by position.
    pub index: usize,
    /// Whether the reviewer holds it here, although the cursor moves on.
    pub pinned: bool,
    /// The part that belongs to the selected field.
    pub highlight: Option<Region>,
    /// How it is looked at.
    pub view: View,
    /// How its brightness is shown.
    pub tone: Tone,
    /// Whether the version that the administration gets is shown, and not what was uploaded.
    pub small: bool,
    /// Whether it has the whole screen.
    pub whole: bool,
    /// What was asked for last.
    pub wanted: Option<Order>,
    /// What is there.
    pub state: State,
    /// How far the sending to the terminal has come.
    pub meter: Meter,
    /// The case whose pictures were made ready because it will be looked at next.
    pub ahead: Option<String>,
    /// A second picture beside the first.
    pub beside: Option<Beside>,
}

/// A second picture: looked at as the first is.
#[derive(Debug, Default)]
pub struct Beside {
    /// Which of the case's materials, by position.
    pub index: usize,
    /// What was asked for last.
    pub wanted: Option<Order>,
    /// What is there.
    pub state: State,
}

/// What the pane shows.
#[derive(Debug, Default)]
pub enum State {
    /// Nothing was asked for.
    #[default]
    Empty,
    /// On its way; what was there before may still be shown.
    Loading(Option<Shown>),
    /// Ready.
    Ready(Shown),
    /// It cannot be shown, and why.
    Failed(Trouble),
}

impl State {
    /// The picture that is on the screen, if any.
    pub const fn shown(&self) -> Option<&Shown> {
        match self {
            Self::Ready(shown) | Self::Loading(Some(shown)) => Some(shown),
            _ => None,
        }
    }

    /// Whether something is on its way.
    pub const fn is_loading(&self) -> bool {
        matches!(self, Self::Loading(_))
    }
}

impl Model {
    /// The picture that is on the screen, if any.
    pub const fn shown(&self) -> Option<&Shown> {
        self.state.shown()
    }

    /// Whether a picture is on its way, from the API or to the terminal.
    pub fn is_under_way(&self) -> bool {
        let beside = self.beside.as_ref().is_some_and(|beside| beside.state.is_loading());
        self.state.is_loading() || beside || self.meter.sent < self.meter.total
    }

    /// Another material: seen whole and upright again.
    pub fn look_at(&mut self, index: usize) {
        if self.index != index {
            self.index = index;
            self.view = View::default();
            self.tone = Tone::default();
        }
    }

    /// Forgets everything about the case that was open, but keeps what is on the screen until something replaces it.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}
