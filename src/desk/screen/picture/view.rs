//! How the picture pane looks: a caption line, and below it the picture or why there is none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{Model, State};
use crate::api::Material;
use crate::desk::image::{self, Form, HIGHLIGHT, Meter, Screen};
use crate::desk::layout::picture_cells;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, message};
use crate::terminal::blocks::indexed;
use crate::terminal::choice::Protocol;
use crate::terminal::picture::Tone;
use crate::text::{Word, fill, fit, safe, width, wrap};

/// The name of a material takes this much before anything else is said, in cells.
const NAME: usize = 12;

/// One pane: which material it shows and how.
#[derive(Debug, Clone, Copy)]
pub struct Pane<'a> {
    /// Position of the material.
    pub index: usize,
    /// Number of materials.
    pub count: usize,
    /// The material with the words for its name and size.
    pub material: Option<(&'a Material, &'a str, &'a str)>,
    /// Whether keys go to the picture.
    pub focused: bool,
    /// Whether it is the first of two, or the only one.
    pub is_first: bool,
    /// How pictures are shown.
    pub screen: Screen,
}

/// Draws a pane in the state it is in.
pub fn draw(model: &Model, state: &State, pane: &Pane<'_>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let cells = picture_cells(area);
    let Some((material, name, size)) = pane.material else {
        message(ctx.word(Word::PictureNone), cells, ctx, buffer);
        return;
    };
    let off = pane.screen.protocol == Protocol::Off;
    caption(model, state, pane, (material, name), Rect { height: 1.min(area.height), ..area }, ctx, buffer);
    if !material.is_picture() {
        message(&video(material, size, ctx), cells, ctx, buffer);
        return;
    }
    if off {
        let facts = facts(material, size, ctx);
        message(&format!("{} {facts}", ctx.word(Word::PictureOff)), cells, ctx, buffer);
        return;
    }
    match state {
        State::Empty => message(ctx.word(Word::PictureNone), cells, ctx, buffer),
        State::Failed(why) => {
            let facts = facts(material, size, ctx);
            message(&format!("{} {facts}", safe(&ctx.spelled(&why.words(ctx.lang)))), cells, ctx, buffer);
        }
        State::Loading(None) => message(ctx.word(Word::PictureLoading), cells, ctx, buffer),
        State::Ready(shown) | State::Loading(Some(shown)) => {
            image::draw(shown, cells, buffer);
            if pane.is_first && pane.screen.has_cells() {
                let [red, green, blue] = HIGHLIGHT;
                let framed = |region| image::framed_cells(shown, region, cells, pane.screen.cell);
                if let Some(spot) = model.highlight.and_then(framed) {
                    let colour = if pane.screen.truecolor {
                        Color::Rgb(red, green, blue)
                    } else {
                        Color::Indexed(indexed([red, green, blue]))
                    };
                    frame(spot, Style::reset().fg(colour), ctx.ascii, buffer);
                }
            }
            if matches!(shown.form, Form::Blocks { .. }) {
                coarse(shown.cells.rows, cells, ctx, buffer);
            }
        }
    }
}

/// Which material, in which version, at what cost, and how looked at.
fn caption(
    model: &Model,
    state: &State,
    pane: &Pane<'_>,
    (material, name): (&Material, &str),
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) {
    let meaning = if pane.focused { Meaning::Focus } else { Meaning::Title };
    let zoom = if model.view.zoom() > 1.0 { format!("  ×{:.1}", model.view.zoom()) } else { String::new() };
    let tone = match model.tone {
        Tone::Plain => String::new(),
        Tone::Contrast => format!("  {}", ctx.word(Word::ToneContrast)),
        Tone::Inverted => format!("  {}", ctx.word(Word::ToneInverted)),
    };
    let loading = if state.is_loading() { "  …" } else { "" };
    let looked_at = format!("{tone}{zoom}{loading}");
    let meter = if pane.is_first { sent(model, ctx) } else { String::new() };
    let place = format!(" {}/{} ", pane.index + 1, pane.count);
    let version = format!("  {}", version(model, state, material, pane.screen.protocol == Protocol::Off, ctx));
    let taken = |parts: &[&str]| place.len() + parts.iter().map(|part| width(part)).sum::<usize>();
    let room = |parts: &[&str]| usize::from(area.width).saturating_sub(taken(parts) + width(&looked_at).max(10));
    // In a narrow pane the name counts most.
    let meter = if room(&[&version, &meter]) < NAME { String::new() } else { meter };
    let version = if room(&[&version]) < NAME { String::new() } else { version };
    let room = room(&[&version, &meter]);
    Line::from(vec![
        Span::styled(place, ctx.style(Meaning::Muted)),
        Span::styled(fit(name, room), ctx.style(meaning)),
        Span::styled(version, ctx.style(Meaning::Muted)),
        Span::styled(meter, ctx.style(Meaning::Muted)),
        Span::styled(looked_at, ctx.style(Meaning::Warn)),
    ])
    .render(area, buffer);
}

/// A frame on these cells; what lies inside stays.
fn frame(spot: Rect, style: Style, ascii: bool, buffer: &mut Buffer) {
    let [across, down, corners] = if ascii { ["-", "|", "++++"] } else { ["─", "│", "┌┐└┘"] };
    let corner = |at: usize| corners.chars().nth(at).map(String::from).unwrap_or_default();
    let (right, bottom) = (spot.right().saturating_sub(1), spot.bottom().saturating_sub(1));
    for position in spot.positions() {
        let symbol = match (position.x == spot.x, position.x == right, position.y == spot.y, position.y == bottom) {
            (true, _, true, _) => corner(0),
            (_, true, true, _) => corner(1),
            (true, _, _, true) => corner(2),
            (_, true, _, true) => corner(3),
            (_, _, true, _) | (_, _, _, true) => across.to_owned(),
            (true, ..) | (_, true, ..) => down.to_owned(),
            _ => continue,
        };
        if let Some(cell) = buffer.cell_mut(position) {
            cell.set_symbol(&symbol).set_style(style);
        }
    }
}

/// What the picture cost on the line to the terminal; nothing where it is made of cells.
fn sent(model: &Model, ctx: &Ctx<'_>) -> String {
    let Meter { sent, total } = model.meter;
    let kilobytes = |bytes: usize| bytes.div_ceil(1000).to_string();
    match model.shown().map(|shown| &shown.form) {
        None | Some(Form::Blocks { .. }) if total == 0 => String::new(),
        _ if sent < total => {
            format!("  {}", fill(Word::MeterRunning, ctx.lang, &[&kilobytes(sent), &kilobytes(total)]))
        }
        _ => format!("  {}", fill(Word::MeterSent, ctx.lang, &[&kilobytes(sent)])),
    }
}

/// Which version is on the screen, and its size.
fn version(model: &Model, state: &State, material: &Material, off: bool, ctx: &Ctx<'_>) -> String {
    let kilobytes = |bytes: u64| bytes.div_ceil(1000).to_string();
    if !material.is_picture() || off || !model.small {
        return fill(Word::VersionUploaded, ctx.lang, &[&kilobytes(material.bytes)]);
    }
    let size = match state {
        State::Ready(shown) => kilobytes(shown.bytes as u64),
        _ => "…".to_owned(),
    };
    fill(Word::VersionReported, ctx.lang, &[&size])
}

/// What is known of a picture without seeing it.
fn facts(material: &Material, size: &str, ctx: &Ctx<'_>) -> String {
    let hash = material.sha256.get(..16).unwrap_or(&material.sha256);
    let (width, height) = (material.width.to_string(), material.height.to_string());
    fill(Word::PictureFacts, ctx.lang, &[&width, &height, &safe(&material.content_type), size, hash])
}

/// What is known of a video, which no terminal plays.
fn video(material: &Material, size: &str, ctx: &Ctx<'_>) -> String {
    let hash = material.sha256.get(..16).unwrap_or(&material.sha256);
    fill(Word::Video, ctx.lang, &[&safe(&material.content_type), size, hash, &safe(&material.id)])
}

/// Says below a picture of half blocks why it is coarse and what helps, where there is room.
fn coarse(rows: u16, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let lines = wrap(&ctx.keyed(Word::BlocksHint), usize::from(area.width.saturating_sub(2)));
    for (line, y) in lines.into_iter().zip((area.y + rows + 1)..area.bottom()) {
        let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
        Line::styled(line, ctx.style(Meaning::Muted)).render(row, buffer);
    }
}
