//! How the picture pane looks: a caption line, and below it the picture or why there is none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{Model, State};
use crate::api::Material;
use crate::desk::image::{self, Form, Meter};
use crate::desk::layout::picture_cells;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, message};
use crate::text::{Word, fill, fit, safe, width, wrap};

/// Draws the pane. `name` and `size` are the material's words; `off` means that pictures are switched off.
pub fn draw(
    model: &Model,
    material: Option<(&Material, &str, &str)>,
    (count, focused, off): (usize, bool, bool),
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) {
    let caption = Rect { height: 1.min(area.height), ..area };
    let cells = picture_cells(area);
    let Some((material, name, size)) = material else {
        message(ctx.word(Word::PictureNone), cells, ctx, buffer);
        return;
    };
    let meaning = if focused { Meaning::Focus } else { Meaning::Title };
    let zoom = if model.view.zoom() > 1.0 { format!("  ×{:.1}", model.view.zoom()) } else { String::new() };
    let loading = if matches!(model.state, State::Loading(_)) { "  …" } else { "" };
    let meter = sent(model, ctx);
    let place = format!(" {}/{count} ", model.index + 1);
    let version = format!("  {}", version(model, material, off, ctx));
    let room = usize::from(area.width).saturating_sub(place.len() + width(&version) + width(&meter) + 10);
    Line::from(vec![
        Span::styled(place, ctx.style(Meaning::Muted)),
        Span::styled(fit(name, room), ctx.style(meaning)),
        Span::styled(version, ctx.style(Meaning::Muted)),
        Span::styled(meter, ctx.style(Meaning::Muted)),
        Span::styled(format!("{zoom}{loading}"), ctx.style(Meaning::Warn)),
    ])
    .render(caption, buffer);
    if !material.is_picture() {
        message(&video(material, size, ctx), cells, ctx, buffer);
        return;
    }
    if off {
        let facts = facts(material, size, ctx);
        message(&format!("{} {facts}", ctx.word(Word::PictureOff)), cells, ctx, buffer);
        return;
    }
    match &model.state {
        State::Empty => message(ctx.word(Word::PictureNone), cells, ctx, buffer),
        State::Failed(why) => {
            let facts = facts(material, size, ctx);
            message(&format!("{} {facts}", why.words(ctx.lang)), cells, ctx, buffer);
        }
        State::Loading(None) => message(ctx.word(Word::PictureLoading), cells, ctx, buffer),
        State::Ready(shown) | State::Loading(Some(shown)) => {
            image::draw(shown, cells, buffer);
            if matches!(shown.form, Form::Blocks { .. }) {
                coarse(shown.cells.rows, cells, ctx, buffer);
            }
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
fn version(model: &Model, material: &Material, off: bool, ctx: &Ctx<'_>) -> String {
    let kilobytes = |bytes: u64| bytes.div_ceil(1000).to_string();
    if !material.is_picture() || off || !model.small {
        return fill(Word::VersionUploaded, ctx.lang, &[&kilobytes(material.bytes)]);
    }
    let size = match &model.state {
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
    let lines = wrap(ctx.word(Word::BlocksHint), usize::from(area.width.saturating_sub(2)));
    for (line, y) in lines.into_iter().zip((area.y + rows + 1)..area.bottom()) {
        let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
        Line::styled(line, ctx.style(Meaning::Muted)).render(row, buffer);
    }
}
