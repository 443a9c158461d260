//! The canvas: shapes and text in document units, through one affine transform onto pixels.
//!
//! A canvas without pixels only listens: it notes which characters are drawn, which is how the font's subset
//! and its test are made without painting a thousand pictures.

use std::collections::BTreeSet;

use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Paint, Path, PathBuilder, Pixmap, Point, Rect, SpreadMode, Stroke,
    Transform,
};

use super::font;

/// A colour with its opacity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colour(pub u8, pub u8, pub u8, pub u8);

impl Colour {
    pub(super) const INK: Self = Self(32, 32, 36, 255);
    pub(super) const GREY: Self = Self(110, 110, 118, 255);
    pub(super) const RED: Self = Self(200, 30, 34, 255);
    pub(super) const SEAL: Self = Self(208, 26, 30, 205);
    pub(super) const GOLD: Self = Self(206, 160, 52, 255);
    pub(super) const WHITE: Self = Self(255, 255, 255, 255);

    /// The same colour with another opacity.
    pub(super) const fn with(self, alpha: u8) -> Self {
        Self(self.0, self.1, self.2, alpha)
    }

    fn paint(self) -> Paint<'static> {
        let mut paint = Paint::default();
        paint.set_color_rgba8(self.0, self.1, self.2, self.3);
        paint
    }

    fn solid(self) -> Color {
        Color::from_rgba8(self.0, self.1, self.2, self.3)
    }
}

/// Where a line of text stands relative to its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// How text looks. Sizes are document units per em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub size: f32,
    pub colour: Colour,
    pub align: Align,
    pub bold: bool,
    /// Units of extra room after every character.
    pub gap: f32,
}

impl Style {
    pub(super) const fn new(size: f32) -> Self {
        Self { size, colour: Colour::INK, align: Align::Left, bold: false, gap: 0.0 }
    }

    pub(super) const fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn centre(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    pub(super) const fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    pub(super) const fn gap(self, gap: f32) -> Self {
        Self { gap, ..self }
    }

    fn width(&self, text: &str) -> f32 {
        let drawn = text.chars().filter(|character| font::is_drawn(*character)).count();
        font::width(text) * self.size + self.gap * drawn.saturating_sub(1) as f32
    }
}

enum Ink {
    Paint(Pixmap),
    Listen(BTreeSet<char>),
}

/// See the module.
pub(super) struct Canvas {
    ink: Ink,
    transform: Transform,
}

impl Canvas {
    /// A canvas of this many pixels, all of one colour; one that only listens if there is no room for them.
    pub(super) fn painting(width: u32, height: u32, ground: Colour) -> Self {
        let Some(mut pixmap) = Pixmap::new(width, height) else { return Self::listening() };
        pixmap.fill(ground.solid());
        Self { ink: Ink::Paint(pixmap), transform: Transform::identity() }
    }

    /// A canvas that only notes the characters.
    pub(super) fn listening() -> Self {
        Self { ink: Ink::Listen(BTreeSet::new()), transform: Transform::identity() }
    }

    /// The pixels, if this canvas painted any.
    pub(super) fn into_pixmap(self) -> Option<Pixmap> {
        match self.ink {
            Ink::Paint(pixmap) => Some(pixmap),
            Ink::Listen(_) => None,
        }
    }

    /// The characters heard by a canvas that listens.
    #[cfg(test)]
    pub(super) fn into_characters(self) -> BTreeSet<char> {
        match self.ink {
            Ink::Paint(_) => BTreeSet::new(),
            Ink::Listen(characters) => characters,
        }
    }

    /// Draws with a further transform, from the inner units to the present ones.
    pub(super) fn within(&mut self, inner: Transform, draw: impl FnOnce(&mut Self)) {
        let outer = self.transform;
        self.transform = outer.pre_concat(inner);
        draw(self);
        self.transform = outer;
    }

    pub(super) fn fill(&mut self, path: Option<Path>, colour: Colour) {
        self.fill_with(path, &colour.paint());
    }

    fn fill_with(&mut self, path: Option<Path>, paint: &Paint<'_>) {
        if let (Ink::Paint(pixmap), Some(path)) = (&mut self.ink, path) {
            pixmap.fill_path(&path, paint, FillRule::Winding, self.transform, None);
        }
    }

    pub(super) fn stroke(&mut self, path: Option<Path>, width: f32, colour: Colour) {
        if let (Ink::Paint(pixmap), Some(path)) = (&mut self.ink, path) {
            let stroke = Stroke { width, ..Stroke::default() };
            pixmap.stroke_path(&path, &colour.paint(), &stroke, self.transform, None);
        }
    }

    pub(super) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        self.fill(Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect), colour);
    }

    pub(super) fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, line: f32, colour: Colour) {
        self.stroke(Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect), line, colour);
    }

    pub(super) fn rounded(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32, colour: Colour) {
        self.fill(rounded_path(x, y, width, height, radius), colour);
    }

    pub(super) fn rounded_frame(&mut self, area: [f32; 4], radius: f32, line: f32, colour: Colour) {
        let [x, y, width, height] = area;
        self.stroke(rounded_path(x, y, width, height, radius), line, colour);
    }

    /// A rectangle that fades from one colour at the left top to another at the right bottom.
    pub(super) fn faded(&mut self, area: [f32; 4], from: Colour, to: Colour) {
        let [x, y, width, height] = area;
        let stops = vec![GradientStop::new(0.0, from.solid()), GradientStop::new(1.0, to.solid())];
        let (start, end) = (Point::from_xy(x, y), Point::from_xy(x + width, y + height));
        if let Some(shader) = LinearGradient::new(start, end, stops, SpreadMode::Pad, Transform::identity()) {
            let path = Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect);
            self.fill_with(path, &Paint { shader, ..Paint::default() });
        }
    }

    /// A glow that is strongest in the middle and gone at the left and right edge, in strips because shaders are
    /// several times slower than plain colours.
    pub(super) fn glow(&mut self, area: [f32; 4], colour: Colour) {
        const STRIPS: u8 = 20;
        let [x, y, width, height] = area;
        let strip = width / f32::from(STRIPS);
        for index in 0..STRIPS {
            let at = (f32::from(index) + 0.5) / f32::from(STRIPS);
            let strength = (at * std::f32::consts::PI).sin().powi(2);
            let alpha = (f32::from(colour.3) * strength) as u8;
            self.rect(x + f32::from(index) * strip, y, strip, height, colour.with(alpha));
        }
    }

    pub(super) fn disc(&mut self, x: f32, y: f32, radius: f32, colour: Colour) {
        self.fill(PathBuilder::from_circle(x, y, radius), colour);
    }

    pub(super) fn ring(&mut self, x: f32, y: f32, radius: f32, line: f32, colour: Colour) {
        self.stroke(PathBuilder::from_circle(x, y, radius), line, colour);
    }

    pub(super) fn segment(&mut self, from: (f32, f32), to: (f32, f32), line: f32, colour: Colour) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path.finish(), line, colour);
    }

    /// One line of text with its baseline at y; gives the width.
    pub(super) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) -> f32 {
        let width = style.width(text);
        let x = match style.align {
            Align::Left => x,
            Align::Centre => x - width / 2.0,
            Align::Right => x - width,
        };
        match &mut self.ink {
            Ink::Listen(characters) => {
                characters.extend(text.chars().filter(|character| font::is_drawn(*character)));
            }
            Ink::Paint(_) => {
                let path = font::line(text, style.size, style.gap)
                    .and_then(|path| path.transform(Transform::from_translate(x, y)));
                if style.bold {
                    self.stroke(path.clone(), style.size / 28.0, style.colour);
                }
                self.fill(path, style.colour);
            }
        }
        width
    }

    /// One line, made smaller where it would be wider than `room`.
    pub(super) fn fitted(&mut self, x: f32, y: f32, room: f32, style: Style, text: &str) {
        let width = style.width(text);
        let size = if width > room { style.size * room / width } else { style.size };
        self.text(x, y, Style { size, gap: style.gap * size / style.size, ..style }, text);
    }

    /// One line, made somewhat smaller where it is too wide, and broken to small lines where that is not enough; gives
    /// how far below the first baseline the last one lies.
    pub(super) fn boxed(&mut self, x: f32, y: f32, room: f32, style: Style, text: &str) -> f32 {
        if style.width(text) * 0.7 <= room {
            self.fitted(x, y, room, style, text);
            return 0.0;
        }
        let small = Style { size: style.size * 0.62, gap: 0.0, ..style };
        let leading = small.size * 1.35;
        self.paragraph(x, y, room, leading, small, text) - y - leading
    }

    /// Text broken to lines of at most `room`; gives the y of the line after the last.
    pub(super) fn paragraph(&mut self, x: f32, y: f32, room: f32, leading: f32, style: Style, text: &str) -> f32 {
        let mut y = y;
        for line in broken(text, room / style.size) {
            self.text(x, y, style, &line);
            y += leading;
        }
        y
    }

    /// One character, centred on the origin of a transform.
    pub(super) fn glyph(&mut self, at: Transform, size: f32, colour: Colour, character: char) {
        match &mut self.ink {
            Ink::Listen(characters) if font::is_drawn(character) => {
                characters.insert(character);
            }
            Ink::Listen(_) => {}
            Ink::Paint(_) => {
                let path = font::centred(character, size).and_then(|path| path.transform(at));
                self.stroke(path.clone(), size / 30.0, colour);
                self.fill(path, colour);
            }
        }
    }
}

fn rounded_path(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Option<Path> {
    // The usual factor with which a cubic follows a quarter of a circle.
    let bend = radius * 0.447_7;
    let (right, bottom) = (x + width, y + height);
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - bend, y, right, y + bend, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - bend, right - bend, bottom, right - radius, bottom);
    path.line_to(x + radius, bottom);
    path.cubic_to(x + bend, bottom, x, bottom - bend, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + bend, x + bend, y, x + radius, y);
    path.close();
    path.finish()
}

/// Breaks text to lines of at most `room` ems: anywhere between hanzi, never inside a Latin word that fits a
/// line, and closing punctuation hangs over rather than opens a line.
fn broken(text: &str, room: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in words(text) {
        let width = font::width(&word);
        let hangs = word.chars().all(|character| "，。、；：）》”！？".contains(character));
        if used + width > room && used > 0.0 && !hangs {
            lines.push(String::new());
            used = 0.0;
        }
        for character in word.chars() {
            let step = font::advance(character);
            if used + step > room && !hangs {
                lines.push(String::new());
                used = 0.0;
            }
            used += step;
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
        }
    }
    lines
}

/// Latin words and numbers in one piece, everything else by character.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_word = false;
    for character in text.chars() {
        let joins = character.is_ascii_alphanumeric() || "-.@:/".contains(character);
        match words.last_mut() {
            Some(word) if joins && in_word => word.push(character),
            _ => words.push(character.to_string()),
        }
        in_word = joins;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_hanzi_but_not_inside_a_number_nor_before_a_full_stop() {
        assert_eq!(broken("样本样本样本", 4.0), ["样本样本", "样本"]);
        assert_eq!(broken("样本样本。样本", 4.0), ["样本样本。", "样本"]);
        let lines = broken("样本12345678样本", 5.0);
        assert_eq!(lines, ["样本", "12345678", "样本"].map(String::from).to_vec().as_slice(), "{lines:?}");
        assert_eq!(broken("0123456789", 2.0).concat(), "0123456789", "a word wider than the line is cut, not lost");
    }

    #[test]
    fn controls_take_no_room_and_no_ink() {
        let mut canvas = Canvas::listening();
        let width = canvas.text(0.0, 0.0, Style::new(10.0), "样\u{202e}\u{200b}\u{1b}本");
        assert_eq!(width, Style::new(10.0).width("样本"));
        assert_eq!(canvas.into_characters(), BTreeSet::from(['样', '本']));
    }
}
