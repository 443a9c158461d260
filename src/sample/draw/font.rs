//! The embedded font and its outlines.
//!
//! The samples carry real Chinese text, so the program needs real glyphs on a machine that may have no font at all.
//! Noto Sans CJK SC stands under the SIL Open Font License, which allows embedding and subsetting; a subset of the
//! characters that the samples draw is small enough to ship. Strokes of our own would neither look like a
//! document nor be readable to a reviewer in training. `sample/font/README.md` says how the subset is made.

use std::sync::OnceLock;

use tiny_skia::{Path, PathBuilder, Transform};
use ttf_parser::{Face, OutlineBuilder};

static BYTES: &[u8] = include_bytes!("../font/beian-sample.otf");

/// The face, or `None` if the embedded bytes were no font; a test holds that they are.
pub(super) fn face() -> Option<&'static Face<'static>> {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    FACE.get_or_init(|| Face::parse(BYTES, 0).ok()).as_ref()
}

/// Whether a character is drawn at all: controls, bidirectional marks and zero-width characters are not.
pub(super) fn is_drawn(character: char) -> bool {
    !(character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
}

/// Whether the embedded font has a glyph for this character.
#[cfg(test)]
pub(super) fn covers(character: char) -> bool {
    face().is_some_and(|face| face.glyph_index(character).is_some())
}

/// How far the pen moves for this character, in ems. Characters without a glyph take the room of their script.
pub(super) fn advance(character: char) -> f32 {
    if !is_drawn(character) {
        return 0.0;
    }
    let measured = face().and_then(|face| {
        let glyph = face.glyph_index(character)?;
        Some(f32::from(face.glyph_hor_advance(glyph)?) / f32::from(face.units_per_em()))
    });
    measured.unwrap_or(if character.is_ascii() { 0.5 } else { 1.0 })
}

/// The width of a line, in ems.
pub(super) fn width(text: &str) -> f32 {
    text.chars().map(advance).sum()
}

/// The outline of one line of text: baseline at y = 0, pen at x = 0, one em is `size` units; `gap` units are put
/// after every character.
pub(super) fn line(text: &str, size: f32, gap: f32) -> Option<Path> {
    let face = face()?;
    let scale = size / f32::from(face.units_per_em());
    let mut pen = Pen { path: PathBuilder::new(), scale, x: 0.0 };
    for character in text.chars().filter(|character| is_drawn(*character)) {
        if let Some(glyph) = face.glyph_index(character) {
            face.outline_glyph(glyph, &mut pen);
        }
        pen.x += advance(character) * size + gap;
    }
    pen.path.finish()
}

/// One glyph centred on its advance, for text along a circle.
pub(super) fn centred(character: char, size: f32) -> Option<Path> {
    let mut text = [0; 4];
    line(character.encode_utf8(&mut text), size, 0.0)?
        .transform(Transform::from_translate(-advance(character) * size / 2.0, 0.0))
}

/// Font units, y up, to document units, y down.
struct Pen {
    path: PathBuilder,
    scale: f32,
    x: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, -y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
