//! Pictures printed once into the scroll-back.
//!
//! viuer prints block characters. Where the terminal shows pixels our own encoders print, because viuer believes nobody but itself:
//! sixel and kitty it asks for with questions that can hang, iTerm2 it knows from an environment that SSH does not hand on, and on
//! kitty it would write the document's pixels to a temporary file.

use std::io::{Write, stdout};

use image::{DynamicImage, RgbImage};

use super::material::material_line;
use crate::api::Material;
use crate::cli::Failure;
use crate::config::Config;
use crate::domain::lang::Lang;
use crate::terminal::fit::{CellSize, Cells, Frame, View, frame};
use crate::terminal::kitty::{self, Ids};
use crate::terminal::palette::{Detail, Indexed};
use crate::terminal::picture::{Picture, decode, draw};
use crate::terminal::probe::{DEADLINE, Probe, probe};
use crate::terminal::sixel::{self, Strip};
use crate::terminal::{Graphics, Protocol, iterm2};
use crate::text::{Word, fill, safe};

/// The most rows that one picture takes; the window's height less two is the other limit.
const ROWS: u16 = 40;

/// So many rows of cells are printed at a time.
const STRIP: u16 = 5;

/// What pictures are printed on.
pub struct Easel {
    probe: Probe,
    room: Cells,
    ids: Ids,
}

impl Easel {
    /// Asks the terminal once.
    pub fn set_up(config: &Config) -> anyhow::Result<Self> {
        let graphics: Graphics = config.graphics.value.parse().map_err(|_| {
            Failure::usage(format!("--graphics {:?}: auto, kitty, iterm2, sixel, blocks or off", config.graphics.value))
        })?;
        let probe = probe(graphics, DEADLINE);
        let size = crate::terminal::size().unwrap_or(Cells { cols: 80, rows: 24 });
        let room = Cells { cols: size.cols.min(kitty::MAX_CELLS), rows: size.rows.saturating_sub(2).clamp(1, ROWS) };
        let seed = std::process::id();
        let ids = if probe.wide_ids { Ids::wide(seed) } else { Ids::narrow(seed) };
        Ok(Self { probe, room, ids })
    }

    /// Prints a caption and that there is no picture to see.
    pub fn tell_of(&mut self, material: &Material, lang: Lang) -> anyhow::Result<()> {
        let hash = material.sha256.get(..16).unwrap_or(&material.sha256);
        let size = format!("{} KB", material.bytes.div_ceil(1000));
        let words = fill(Word::Video, lang, &[&safe(&material.content_type), &size, hash, &safe(&material.id)]);
        Ok(writeln!(stdout(), "\n{}\n  {words}", material_line(material, lang))?)
    }

    /// Prints a caption and the picture, or why there is none. `small` says which version it is.
    pub fn show(&mut self, material: &Material, bytes: &[u8], small: bool, lang: Lang) -> anyhow::Result<()> {
        let mut out = stdout();
        writeln!(out, "\n{}", material_line(material, lang))?;
        if small {
            let size = bytes.len().div_ceil(1000).to_string();
            writeln!(out, "  {}", fill(Word::VersionReported, lang, &[&size]))?;
        }
        if self.probe.protocol == Protocol::Off {
            return Ok(writeln!(out, "  {}", Word::PictureOff.text(lang))?);
        }
        let picture = match decode(bytes) {
            Ok(picture) => picture,
            Err(error) => return Ok(writeln!(out, "  {}", fill(Word::PictureFailed, lang, &[&error.to_string()]))?),
        };
        match self.probe.protocol {
            Protocol::KittyDirect | Protocol::KittyPlaceholders => self.kitty(&picture, &mut out),
            Protocol::Sixel | Protocol::ITerm2 => self.strips(&picture, &mut out),
            Protocol::Blocks | Protocol::Off => self.viuer(&picture),
        }
    }

    /// Sixel and iTerm2: pixels over cells that are empty already.
    fn strips(&self, picture: &Picture, out: &mut dyn Write) -> anyhow::Result<()> {
        let fitted = frame(picture.size(), self.room, self.probe.cell, &View::default());
        let scaled = draw(picture, &fitted)?;
        let strips = match self.probe.protocol {
            Protocol::ITerm2 => iterm2::strips(&scaled, self.probe.cell, STRIP, Detail::Fine)?,
            _ => sixel::strips(&Indexed::of(&scaled, Detail::Fine, 256)?, self.probe.cell, STRIP),
        };
        let rows = fitted.cells.rows;
        // Room is made first: a terminal scrolls when pixels reach its last row.
        write!(out, "{}\x1b[{rows}A", "\n".repeat(usize::from(rows)))?;
        for Strip { row, bytes } in strips {
            write!(out, "\x1b7")?;
            if row > 0 {
                write!(out, "\x1b[{row}B")?;
            }
            if self.probe.in_tmux {
                out.write_all(kitty::FETCH_CURSOR)?;
                out.write_all(&kitty::through_tmux(&bytes))?;
            } else {
                out.write_all(&bytes)?;
            }
            write!(out, "\x1b8")?;
        }
        write!(out, "\x1b[{rows}B\r")?;
        Ok(out.flush()?)
    }

    fn kitty(&mut self, picture: &Picture, out: &mut dyn Write) -> anyhow::Result<()> {
        let fitted = frame(picture.size(), self.room, self.probe.cell, &View::default());
        let scaled = draw(picture, &fitted)?;
        let scaled = Indexed::of(&scaled, Detail::Fine, 256)?;
        let id = self.ids.take();
        if self.probe.protocol == Protocol::KittyPlaceholders {
            let bytes = kitty::transmit(id, &scaled, fitted.cells)?.concat();
            out.write_all(&if self.probe.in_tmux { kitty::through_tmux(&bytes) } else { bytes })?;
            self.placeholders(id, fitted.cells, out)?;
        } else {
            // Room is made first, so that the picture does not scroll away from where the cursor says it is.
            let rows = usize::from(fitted.cells.rows);
            write!(out, "{}\x1b[{rows}A", "\n".repeat(rows))?;
            out.write_all(&kitty::store(id, &scaled)?.concat())?;
            out.write_all(&kitty::put(id, None))?;
            write!(out, "\x1b[{rows}B\r")?;
        }
        Ok(out.flush()?)
    }

    fn placeholders(&self, id: u32, cells: Cells, out: &mut dyn Write) -> anyhow::Result<()> {
        let (r, g, b) = kitty::id_colour(id);
        let colour = match kitty::id_index(id) {
            Some(index) if !self.probe.wide_ids => format!("\x1b[38;5;{index}m"),
            _ => format!("\x1b[38;2;{r};{g};{b}m"),
        };
        for row in 0..cells.rows {
            let line: String = (0..cells.cols).filter_map(|col| kitty::placeholder(id, row, col)).collect();
            writeln!(out, "{colour}{line}\x1b[0m")?;
        }
        Ok(())
    }

    /// Half blocks have two pixels a cell.
    fn viuer(&self, picture: &Picture) -> anyhow::Result<()> {
        let fitted = frame(picture.size(), self.room, CellSize { width: 1, height: 2 }, &View::default());
        let scaled = draw(picture, &fitted)?;
        let Frame { cells, pixels, .. } = fitted;
        let Some(buffer) = RgbImage::from_raw(pixels.width, pixels.height, scaled.rgb().to_vec()) else {
            return Ok(());
        };
        let settings = viuer::Config {
            absolute_offset: false,
            width: Some(u32::from(cells.cols)),
            height: Some(u32::from(cells.rows)),
            truecolor: self.probe.truecolor,
            use_kitty: false,
            use_iterm: false,
            ..viuer::Config::default()
        };
        viuer::print(&DynamicImage::ImageRgb8(buffer), &settings)?;
        Ok(())
    }
}
