//! Marks that stand on many papers: round seals, the plain star emblem, watermarks, guilloche grounds, a drawn
//! person. None copies a real emblem or seal.

use std::f32::consts::{PI, TAU};

use tiny_skia::{Path, PathBuilder, Transform};

use super::canvas::{Canvas, Colour, Style};

/// A five-pointed star around a centre.
fn star(x: f32, y: f32, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    for corner in 0..10 {
        let reach = if corner % 2 == 0 { radius } else { radius * 0.382 };
        let angle = corner as f32 * PI / 5.0 - PI / 2.0;
        let (px, py) = (x + reach * angle.cos(), y + reach * angle.sin());
        if corner == 0 { path.move_to(px, py) } else { path.line_to(px, py) }
    }
    path.close();
    path.finish()
}

/// A round red seal: the unit's name along the upper arc, a star, and a line of text below it.
pub(super) fn seal(canvas: &mut Canvas, x: f32, y: f32, radius: f32, around: &str, below: &str) {
    let turn = Transform::from_translate(x, y).pre_rotate(-6.0);
    canvas.within(turn, |canvas| {
        canvas.ring(0.0, 0.0, radius, radius * 0.045, Colour::SEAL);
        canvas.fill(star(0.0, 0.0, radius * 0.27), Colour::SEAL);
        arc(canvas, radius, around);
        canvas.fitted(0.0, radius * 0.58, radius, Style::new(radius * 0.19).colour(Colour::SEAL).centre(), below);
    });
}

/// Text along the upper arc inside a seal, spread wider the longer it is.
fn arc(canvas: &mut Canvas, radius: f32, text: &str) {
    let count = text.chars().count().max(1) as f32;
    let spread = (count * 0.36).min(TAU * 0.66);
    let size = (radius * 0.27).min(spread * radius * 0.72 / count);
    for (index, character) in text.chars().enumerate() {
        let angle = (index as f32 + 0.5) / count * spread - spread / 2.0;
        let at = Transform::from_rotate(angle.to_degrees()).pre_translate(0.0, -radius * 0.9 + size * 0.88);
        canvas.glyph(at, size, Colour::SEAL, character);
    }
}

/// A plain gold star in a red disc with a gold ring, where a document would carry an emblem.
pub(super) fn emblem(canvas: &mut Canvas, x: f32, y: f32, radius: f32) {
    canvas.disc(x, y, radius, Colour::GOLD);
    canvas.disc(x, y, radius * 0.88, Colour::RED);
    canvas.ring(x, y, radius * 0.72, radius * 0.04, Colour::GOLD);
    canvas.fill(star(x, y, radius * 0.52), Colour::GOLD);
}

/// The word that every sample picture carries, light and diagonal, over the whole page.
pub(super) fn watermark(canvas: &mut Canvas, width: f32, height: f32) {
    let size = (width.min(height) / 15.0).clamp(26.0, 80.0);
    let style = Style::new(size).colour(Colour(190, 40, 50, 30)).centre();
    let (across, down) = (size * 9.0, size * 5.2);
    let (columns, rows) = ((width / across).ceil() as i32, (height / down).ceil() as i32);
    for row in 0..rows {
        for column in 0..=columns {
            let shift = if row % 2 == 0 { 0.0 } else { across / 2.0 };
            let (x, y) = (column as f32 * across + shift, (row as f32 + 0.6) * down);
            if x > size * 3.6 && x < width - size * 3.6 && y > size * 1.8 && y < height - size * 1.8 {
                let turn = Transform::from_translate(x, y).pre_rotate(-24.0);
                canvas.within(turn, |canvas| {
                    canvas.text(0.0, size * 0.35, style, "样本 SPECIMEN");
                });
            }
        }
    }
}

/// A small red label that says the same in plain sight.
pub(super) fn specimen(canvas: &mut Canvas, right: f32, y: f32, size: f32) {
    let style = Style::new(size).colour(Colour::RED.with(170)).right();
    let width = canvas.text(right - size * 0.4, y, style, "样本 SPECIMEN");
    let area = [right - width - size * 0.8, y - size * 1.1, width + size * 0.8, size * 1.5];
    canvas.rounded_frame(area, size * 0.2, size * 0.07, Colour::RED.with(140));
}

/// Wavy bands as on security paper.
pub(super) fn guilloche(canvas: &mut Canvas, area: [f32; 4], lines: u32, colour: Colour) {
    let [x, y, width, height] = area;
    for line in 0..lines {
        let base = y + height * (line as f32 + 0.5) / lines as f32;
        let swing = height / lines as f32 * 1.6;
        let phase = line as f32 * 0.7;
        let mut path = PathBuilder::new();
        let steps = 40;
        for step in 0..=steps {
            let at = step as f32 / steps as f32;
            let (px, py) = (x + at * width, base + swing * (at * TAU * 3.0 + phase).sin());
            let clipped = py.clamp(y, y + height);
            if step == 0 { path.move_to(px, clipped) } else { path.line_to(px, clipped) }
        }
        canvas.stroke(path.finish(), 1.2, colour);
    }
}

/// Head and shoulders of nobody, standing on the bottom of an area `width` wide.
pub(super) fn person(canvas: &mut Canvas, x: f32, bottom: f32, width: f32, look: Look) {
    let centre = x + width / 2.0;
    let unit = width / 100.0;
    let (skin, hair) = (Colour(236, 200, 172, 255), Colour(44, 38, 38, 255));
    let mut body = PathBuilder::new();
    body.move_to(x + unit * 6.0, bottom);
    body.cubic_to(
        x + unit * 8.0,
        bottom - unit * 34.0,
        x + unit * 22.0,
        bottom - unit * 38.0,
        centre,
        bottom - unit * 40.0,
    );
    body.cubic_to(
        x + unit * 78.0,
        bottom - unit * 38.0,
        x + unit * 92.0,
        bottom - unit * 34.0,
        x + unit * 94.0,
        bottom,
    );
    body.close();
    let head = bottom - unit * 74.0;
    if look.long_hair {
        canvas.rounded(centre - unit * 27.0, head - unit * 22.0, unit * 54.0, unit * 62.0, unit * 22.0, hair);
    }
    canvas.fill(body.finish(), look.coat);
    canvas.rounded(
        centre - unit * 9.0,
        bottom - unit * 54.0,
        unit * 18.0,
        unit * 22.0,
        unit * 7.0,
        Colour(222, 184, 156, 255),
    );
    oval(canvas, [centre - unit * 22.0, head - unit * 28.0, unit * 44.0, unit * 46.0], hair);
    oval(canvas, [centre - unit * 20.0, head - unit * 20.0, unit * 40.0, unit * 48.0], skin);
    let fringe = [centre - unit * 20.0, head - unit * 26.0, unit * 40.0, unit * 17.0];
    oval(canvas, fringe, hair);
    for side in [-1.0, 1.0] {
        oval(canvas, [centre + side * unit * 9.0 - unit * 2.2, head + unit * 0.5, unit * 4.4, unit * 3.4], hair);
        canvas.segment(
            (centre + side * unit * 5.0, head - unit * 3.5),
            (centre + side * unit * 13.0, head - unit * 4.0),
            unit * 1.3,
            hair,
        );
    }
    canvas.segment(
        (centre, head + unit * 3.0),
        (centre - unit * 1.0, head + unit * 10.0),
        unit,
        Colour(206, 160, 130, 255),
    );
    oval(canvas, [centre - unit * 6.0, head + unit * 15.5, unit * 12.0, unit * 4.0], Colour(196, 110, 104, 255));
    oval(canvas, [centre - unit * 6.5, head + unit * 14.6, unit * 13.0, unit * 2.6], skin);
}

/// What differs between drawn people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub long_hair: bool,
    pub coat: Colour,
}

fn oval(canvas: &mut Canvas, area: [f32; 4], colour: Colour) {
    let [x, y, width, height] = area;
    canvas.fill(tiny_skia::Rect::from_xywh(x, y, width, height).and_then(PathBuilder::from_oval), colour);
}
