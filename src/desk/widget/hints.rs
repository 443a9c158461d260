//! The footer's keys, from the keymap: as many as fit, none of them cut.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Ctx, bar};
use crate::desk::theme::Meaning;
use crate::keys::{Bound, Intent, Scope};
use crate::text::width;

/// Draws `key word` pairs of a scope while `shown` says they work now, then palette and help.
pub fn hints(scope: Scope, shown: &dyn Fn(Intent) -> bool, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    // A sheet asks one thing: what else there is to do can wait.
    let is_sheet = matches!(scope, Scope::Confirm | Scope::Return);
    let last: Vec<_> = [Intent::Palette, Intent::Help]
        .into_iter()
        .skip(usize::from(is_sheet))
        .filter_map(|intent| ctx.keys.in_force(scope).find(|bound| bound.intent == intent && !bound.keys.is_empty()))
        .collect();
    let own = ctx.keys.of(scope).filter(|bound| shown(bound.intent));
    let mut room = usize::from(area.width).saturating_sub(1);
    let mut tail = Vec::new();
    // Help is the last to go: whoever finds it finds all others.
    for bound in last.iter().rev() {
        let wide = pair_width(bound, ctx);
        if wide <= room + 2 {
            room = room.saturating_sub(wide);
            tail.push(bound);
        }
    }
    let mut spans = vec![Span::styled(" ", ctx.style(Meaning::Header))];
    for bound in own {
        let wide = pair_width(bound, ctx);
        if wide <= room {
            room -= wide;
            spans.extend(pair(bound, ctx));
        }
    }
    spans.extend(tail.into_iter().rev().flat_map(|bound| pair(bound, ctx)));
    Line::from(spans).render(area, buffer);
}

fn pair(bound: &Bound, ctx: &Ctx<'_>) -> [Span<'static>; 3] {
    let ground = ctx.style(Meaning::Header);
    [
        Span::styled(bound.key().unwrap_or_default(), ground.patch(ctx.style(Meaning::Key))),
        Span::styled(format!(" {}", bound.word(ctx.lang)), ground),
        Span::styled("  ", ground),
    ]
}

fn pair_width(bound: &Bound, ctx: &Ctx<'_>) -> usize {
    width(&bound.key().unwrap_or_default()) + 1 + width(bound.word(ctx.lang)) + 2
}
