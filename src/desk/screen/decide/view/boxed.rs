//! The box over the picture, and what its keys do.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Widget};

use super::super::evidence;
use crate::desk::theme::Meaning;
use crate::desk::widget::{ASCII, Ctx};

/// Draws the box; `picture` is where the picture stands.
pub fn draw(shape: &evidence::Model, picture: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    if picture.is_empty() {
        return;
    }
    let [left, top, width, height] = shape.parts();
    let along = |part: f64, cells: u16| (part * f64::from(cells)).round() as u16;
    let x = picture.x + along(left, picture.width).min(picture.width - 1);
    let y = picture.y + along(top, picture.height).min(picture.height - 1);
    let spot = Rect { x, y, width: along(width, picture.width).max(2), height: along(height, picture.height).max(2) };
    let spot = spot.intersection(picture);
    let set = if ctx.ascii { ASCII } else { border::THICK };
    Block::bordered().border_set(set).border_style(ctx.style(Meaning::Flag)).render(spot, buffer);
    // The corner that the keys move.
    if shape.corner
        && let Some(cell) = buffer.cell_mut((spot.right().saturating_sub(1), spot.bottom().saturating_sub(1)))
    {
        cell.set_symbol(ctx.mark()).set_style(ctx.style(Meaning::Key));
    }
}
