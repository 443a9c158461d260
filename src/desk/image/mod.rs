//! Pictures on the desk: what is ordered, what is ready, and how the ready thing becomes cells.
//!
//! The encoders live in [`crate::terminal`]; here is what binds them to a case: fetching, caching, and which picture is
//! on the screen ([`Painter`]: show, replace, erase). Nothing is ever written to disk.

mod cache;
mod painter;
mod prepare;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::api::Material;
use crate::domain::lang::Lang;
use crate::terminal::blocks::{Block, Mosaic, indexed};
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{CellSize, Cells, Frame, Size, View};
use crate::terminal::outline::{Outline, Patch};
use crate::terminal::palette::{Detail, Indexed, Rgb};
use crate::terminal::picture::{MAX_BYTES, MAX_SIDE, Picture, PictureError, Tone};
use crate::terminal::sixel::Strip;
use crate::terminal::{iterm2, kitty, sixel};
use crate::text::{Word, fill};

pub use cache::Cache;
pub use painter::{Meter, Painter};
pub use prepare::{GLIMPSE, Setup, Source, Stop, pane_pixels, prepare, upright, wanted_part};

/// A picture that the pane wants: which, how large, and how looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The material's id.
    pub material: String,
    /// Hash of its content.
    pub sha256: String,
    /// Size of its file in bytes.
    pub bytes: u64,
    /// Its size in pixels as it is stored, before the turn that EXIF names.
    pub stored: Size,
    /// The cells it may fill.
    pub cells: Cells,
    /// How it is looked at.
    pub view: View,
    /// How its brightness is shown.
    pub tone: Tone,
    /// Whether the version that the administration gets is wanted, and not what was uploaded.
    pub small: bool,
    /// Materials that will be looked at next, to be fetched when this one is there.
    pub next: Vec<Next>,
}

/// A picture that will be looked at next.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// The material's id.
    pub material: String,
    /// Hash of its content.
    pub sha256: String,
    /// Size of its file in bytes.
    pub bytes: u64,
    /// Its size in pixels as it is stored.
    pub stored: Size,
}

impl Next {
    /// Of a material that is a picture.
    pub fn of(material: &Material) -> Self {
        Self {
            material: material.id.clone(),
            sha256: material.sha256.clone(),
            bytes: material.bytes,
            stored: Size { width: material.width, height: material.height },
        }
    }
}

impl Order {
    /// The order for one of the next pictures, as it will be looked at first.
    pub fn of_next(&self, next: &Next) -> Self {
        Self {
            material: next.material.clone(),
            sha256: next.sha256.clone(),
            bytes: next.bytes,
            stored: next.stored,
            view: View::default(),
            tone: Tone::Plain,
            next: Vec::new(),
            ..self.clone()
        }
    }
}

/// A part of a picture, in ten thousandths of its sides as it stands upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// From the left edge.
    pub x: u16,
    /// From the top edge.
    pub y: u16,
    /// Across.
    pub width: u16,
    /// Down.
    pub height: u16,
}

impl Region {
    /// The whole of a side.
    pub const SIDE: u16 = 10_000;

    /// The part in pixels of a picture of this size.
    pub fn in_pixels(self, size: Size) -> crate::terminal::fit::Rect {
        let part = |of: u16, side: u32| f64::from(of) * f64::from(side) / f64::from(Self::SIDE);
        crate::terminal::fit::Rect {
            x: part(self.x, size.width),
            y: part(self.y, size.height),
            width: part(self.width, size.width),
            height: part(self.height, size.height),
        }
    }
}

/// The colour of the frame around what belongs to the selected field.
pub const HIGHLIGHT: Rgb = [255, 200, 0];

/// The colour of the frame around evidence.
pub const EVIDENCE: Rgb = [255, 60, 60];

/// A picture that is ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The cells it covers.
    pub cells: Cells,
    /// Size of the file that it was made from.
    pub bytes: usize,
    /// Which part of the picture it is, and how it lies on the screen.
    pub frame: Frame,
    /// Size of the whole picture as it stands upright.
    pub full: Size,
    /// Whether it is a first glimpse, and a better one follows.
    pub draft: bool,
    /// How it is drawn.
    pub form: Form,
}

impl Shown {
    /// What it costs to bring it to the terminal, in bytes; none for cells.
    pub fn cost(&self) -> usize {
        match &self.form {
            Form::Placeholders { commands, .. } | Form::Direct { commands, .. } => commands.iter().map(Vec::len).sum(),
            Form::Strips { strips, .. } => strips.iter().map(|strip| strip.bytes.len()).sum(),
            Form::Blocks { .. } => 0,
        }
    }

    /// What it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        match &self.form {
            Form::Blocks { rows, .. } => rows.iter().map(|row| size_of_val(row.as_slice())).sum(),
            Form::Strips { ground, .. } => self.cost() + ground.size(),
            _ => self.cost(),
        }
    }

    /// The frame around a part of it, where it is pixels over the cells; none where that part is out of sight.
    pub fn outline(&self, region: Region, colour: Rgb, corner: bool) -> Option<Outline> {
        let part = self.frame.shown(region.in_pixels(self.full)).filter(|_| self.is_over_cells())?;
        Outline::around(part, self.frame.pixels, colour, corner)
    }

    /// What names it in the terminal; none for cells.
    pub const fn id(&self) -> Option<u32> {
        match &self.form {
            Form::Placeholders { id, .. } | Form::Direct { id, .. } | Form::Strips { id, .. } => Some(*id),
            Form::Blocks { .. } => None,
        }
    }

    /// Whether it is pixels that text over them destroys, so that it is sent after the frame and again after an overlay.
    pub const fn is_over_cells(&self) -> bool {
        matches!(self.form, Form::Direct { .. } | Form::Strips { .. })
    }

    /// Whether all of the picture is in sight, at its best.
    pub fn is_whole(&self) -> bool {
        let source = self.frame.source;
        let all = |part: f64, whole: u32| part + 0.5 >= f64::from(whole);
        !self.draft && all(source.width, self.full.width) && all(source.height, self.full.height)
    }
}

/// Why a picture is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is no longer wanted.
    Stopped,
    /// The file ends before its picture does, and no part of it can be shown.
    CutOff,
    /// Its bytes are no picture that can be shown.
    Picture(PictureError),
    /// The API did not give it; in the words of the reviewer's language.
    Fetching(String),
    /// It could not be brought into the terminal's form; in English.
    Encoding(String),
}

impl Trouble {
    /// The sentence for the pane.
    pub fn words(&self, lang: Lang) -> String {
        let say = |word: Word, parts: &[&str]| fill(word, lang, parts);
        match self {
            Self::Stopped => say(Word::PictureStopped, &[]),
            Self::CutOff => say(Word::PictureFailed, &[Word::PictureCutOff.text(lang)]),
            Self::Fetching(why) | Self::Encoding(why) => say(Word::PictureFailed, &[why]),
            Self::Picture(error) => match error {
                PictureError::NotAPicture => say(Word::PictureNotOne, &[]),
                PictureError::TooManyBytes(bytes) => {
                    let most = (MAX_BYTES >> 20).to_string();
                    say(Word::PictureTooManyBytes, &[&bytes.div_ceil(1 << 20).to_string(), &most])
                }
                PictureError::TooLarge { width, height } => {
                    let most = MAX_SIDE.to_string();
                    say(Word::PictureTooLarge, &[&width.to_string(), &height.to_string(), &most])
                }
                PictureError::Empty => say(Word::PictureEmpty, &[]),
                PictureError::Damaged(why) => say(Word::PictureDamaged, &[why]),
            },
        }
    }
}

/// How a ready picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Sent to the terminal's memory; ordinary cells refer to it.
    Placeholders {
        /// The kitty identifier.
        id: u32,
        /// Whether the identifier is carried by 24 bits of colour or by the palette.
        wide_id: bool,
        /// What must be sent before the cells are drawn.
        commands: Arc<Vec<Vec<u8>>>,
    },
    /// Sent to the terminal's memory and put over the cells.
    Direct {
        /// The kitty identifier.
        id: u32,
        /// Whether the terminal enlarges it to its cells.
        enlarge: bool,
        /// What must be sent before it can be put there.
        commands: Arc<Vec<Vec<u8>>>,
    },
    /// Pixels over the cells, from top to bottom: sixel or iTerm2.
    Strips {
        /// Names it among the others.
        id: u32,
        /// The strips.
        strips: Arc<Vec<Strip>>,
        /// The pixels under frames that are drawn over it.
        ground: Arc<Ground>,
    },
    /// Block characters.
    Blocks {
        /// Rows of cells.
        rows: Arc<Vec<Vec<Block>>>,
        /// Whether the terminal shows 24-bit colours; otherwise the nearest of its 256 are used.
        truecolor: bool,
    },
}

/// What the strips of a picture show, so that a frame over them can be drawn and taken away by itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// Sixel.
    Few(Indexed),
    /// iTerm2, and in which detail.
    All(Picture, Detail),
    /// A glimpse, which the terminal enlarges: no frame is drawn over it.
    Enlarged,
}

impl Ground {
    /// What brings the frames on the screen from `stale` to `wanted`. A cell that cannot be encoded stays as it is.
    fn patches(&self, cell: CellSize, stale: &[Outline], wanted: &[Outline], in_tmux: bool) -> Vec<Patch> {
        match self {
            Self::Few(indexed) => sixel::patches(indexed, cell, stale, wanted, in_tmux),
            Self::All(picture, detail) => iterm2::patches(picture, cell, *detail, stale, wanted).unwrap_or_default(),
            Self::Enlarged => Vec::new(),
        }
    }

    /// What it takes in memory, in bytes.
    fn size(&self) -> usize {
        match self {
            Self::Few(indexed) => indexed.indices().len(),
            Self::All(picture, _) => picture.rgb().len(),
            Self::Enlarged => 0,
        }
    }
}

/// A picture that is wanted on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted<'a> {
    /// The cells it covers.
    pub spot: Rect,
    /// The picture.
    pub shown: &'a Shown,
    /// The frames over it, where it is pixels over the cells.
    pub outlines: Vec<Outline>,
    /// Size of a cell in pixels.
    pub cell: CellSize,
}

/// The cell size and protocol in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// How pictures are shown.
    pub protocol: Protocol,
    /// Size of a cell in pixels.
    pub cell: CellSize,
    /// Whether the terminal shows 24-bit colours.
    pub truecolor: bool,
    /// Into how many parts a cell is split where pictures are block characters.
    pub mosaic: Mosaic,
}

impl Screen {
    /// Whether a frame around a part can be drawn with cells over a picture; else it is drawn into the picture.
    pub const fn has_cells(&self) -> bool {
        matches!(self.protocol, Protocol::KittyPlaceholders | Protocol::Blocks)
    }
}

/// Where a picture of `cells` stands in its pane: centred across, at the top.
pub fn place(cells: Cells, area: Rect) -> Rect {
    let width = cells.cols.min(area.width);
    Rect { x: area.x + (area.width - width) / 2, width, height: cells.rows.min(area.height), ..area }
}

/// The cells on which the frame around a part of a drawn picture runs; none where it is out of sight.
pub fn framed_cells(shown: &Shown, region: Region, area: Rect, cell: CellSize) -> Option<Rect> {
    let spot = place(shown.cells, area);
    let part = shown.frame.shown(region.in_pixels(shown.full))?;
    let at = |pixels: f64, size: u16| (pixels / f64::from(size.max(1))).floor().clamp(0.0, f64::from(u16::MAX)) as u16;
    // The frame stands in the cells around the part, where there are some.
    let left = at(part.x, cell.width).saturating_sub(1);
    let top = at(part.y, cell.height).saturating_sub(1);
    let right = at(part.x + part.width, cell.width).saturating_add(1).min(spot.width);
    let bottom = at(part.y + part.height, cell.height).saturating_add(1).min(spot.height);
    let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
    (width > 1 && height > 1).then_some(Rect { x: spot.x + left, y: spot.y + top, width, height })
}

/// Draws what is made of cells; a picture over the cells leaves them empty.
pub fn draw(shown: &Shown, area: Rect, buffer: &mut Buffer) {
    let spot = place(shown.cells, area);
    match &shown.form {
        Form::Placeholders { id, wide_id, .. } => placeholders(*id, *wide_id, spot, buffer),
        Form::Direct { .. } | Form::Strips { .. } => {}
        Form::Blocks { rows, truecolor } => {
            let color = |[r, g, b]: Rgb| match truecolor {
                true => Color::Rgb(r, g, b),
                false => Color::Indexed(indexed([r, g, b])),
            };
            for (row, y) in rows.iter().zip(spot.top()..spot.bottom()) {
                for (block, x) in row.iter().zip(spot.left()..spot.right()) {
                    if let Some(cell) = buffer.cell_mut((x, y)) {
                        let style = Style::reset().fg(color(block.fore)).bg(color(block.back));
                        cell.set_char(block.glyph).set_style(style);
                    }
                }
            }
        }
    }
}

fn placeholders(id: u32, wide_id: bool, spot: Rect, buffer: &mut Buffer) {
    let (r, g, b) = kitty::id_colour(id);
    let color = match kitty::id_index(id) {
        Some(index) if !wide_id => Color::Indexed(index),
        _ => Color::Rgb(r, g, b),
    };
    for (row, y) in (0..).zip(spot.top()..spot.bottom()) {
        for (col, x) in (0..).zip(spot.left()..spot.right()) {
            let (Some(symbol), Some(cell)) = (kitty::placeholder(id, row, col), buffer.cell_mut((x, y))) else {
                continue;
            };
            cell.set_symbol(&symbol).set_style(Style::reset().fg(color));
        }
    }
}
