//! Draws the pictures of sample materials.
//!
//! A page is laid out in its own units and painted once, through the transform that puts it on a desk or fills the
//! picture; what a camera does comes after that, on pixels.

mod camera;
mod canvas;
mod console;
mod domain;
mod font;
mod id_card;
mod letter;
mod licence;
mod mark;
mod pixels;
mod plan;
mod scene;

use canvas::Canvas;

use super::picture::{Content, Drawn, PictureSpec};

/// The outline of a line of text in the samples' own font: baseline at y = 0, beginning at x = 0, `size` units high; none where
/// nothing of it can be drawn.
pub fn text_line(text: &str, size: f32) -> Option<tiny_skia::Path> {
    font::line(text, size, 0.0)
}

/// A page's size in its own units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sheet {
    width: f32,
    height: f32,
    look: Surface,
}

/// What kind of thing the page is, which decides how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surface {
    /// A plastic card with round corners.
    Card,
    /// A sheet of paper.
    Paper,
    /// Pixels from a screen or a camera without a page: fills the picture.
    Whole,
}

impl Content {
    fn sheet(&self) -> Sheet {
        let (width, height, look) = match self {
            Self::Licence(_) => (1480.0, 1050.0, Surface::Paper),
            Self::IdFront(_) | Self::IdBack(_) | Self::Permit(_) => (1012.0, 638.0, Surface::Card),
            Self::DomainCertificate(_) => (1400.0, 1000.0, Surface::Paper),
            Self::DomainConsole(_) => (1600.0, 1000.0, Surface::Whole),
            Self::Letter(_) | Self::Plan(_) => (1050.0, 1480.0, Surface::Paper),
            Self::Face(_) => (900.0, 1200.0, Surface::Whole),
        };
        Sheet { width, height, look }
    }

    fn paint(&self, canvas: &mut Canvas, spec: &PictureSpec) {
        match self {
            Self::Licence(licence) => licence::paint(canvas, licence, spec),
            Self::IdFront(card) => id_card::front(canvas, card),
            Self::IdBack(card) => id_card::back(canvas, card),
            Self::Permit(card) => id_card::permit(canvas, card),
            Self::Face(card) => id_card::face(canvas, card, spec.seed),
            Self::DomainCertificate(record) => domain::certificate(canvas, record),
            Self::DomainConsole(record) => console::paint(canvas, record),
            Self::Letter(letter) => letter::paint(canvas, letter, spec),
            Self::Plan(letter) => plan::paint(canvas, letter, spec),
        }
    }
}

/// Draws a picture: the same bytes for the same value. Takes tens of milliseconds, hundreds for a telephone's size.
pub fn draw(spec: &PictureSpec) -> Drawn {
    let scene = scene::Scene::of(spec);
    let mut canvas = scene.canvas();
    canvas.within(scene.transform, |canvas| spec.content.paint(canvas, spec));
    scene.finish(&mut canvas, spec);
    camera::develop(canvas, spec)
}

/// Every character that a picture would show.
#[cfg(test)]
pub(super) fn characters(spec: &PictureSpec) -> std::collections::BTreeSet<char> {
    let mut canvas = Canvas::listening();
    spec.content.paint(&mut canvas, spec);
    canvas.into_characters()
}

/// Whether the embedded font has a glyph for this character.
#[cfg(test)]
pub(super) fn covers(character: char) -> bool {
    font::covers(character)
}
