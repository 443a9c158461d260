//! The footer's keys, from the key table: as many as fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Ctx, bar};
use crate::desk::theme::Meaning;
use crate::keys::{BINDINGS, Binding, Intent, Scope};
use crate::text::{pad, width};

/// Draws `key word` pairs of a scope while `shown` says they matter now, then help.
pub fn hints(scope: Scope, shown: &dyn Fn(Intent) -> bool, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    let help = BINDINGS.iter().find(|binding| binding.intent == Intent::Help);
    let own = BINDINGS.iter().filter(|binding| binding.scope == scope && shown(binding.intent));
    let reserve = help.map_or(0, |binding| pair_width(binding, ctx));
    let room = usize::from(area.width).saturating_sub(reserve + 1);
    let mut spans = vec![Span::styled(" ", ctx.style(Meaning::Header))];
    let mut used = 1;
    for binding in own {
        let wide = pair_width(binding, ctx);
        if used + wide <= room {
            used += wide;
            spans.extend(pair(binding, ctx));
        }
    }
    spans.extend(help.into_iter().flat_map(|binding| pair(binding, ctx)));
    Line::from(spans).render(area, buffer);
}

/// One line of the help: chords and what they do.
pub fn key_line(binding: &Binding, ctx: &Ctx<'_>) -> Line<'static> {
    Line::from(vec![
        Span::styled(pad(&binding.chords.join(" "), 18), ctx.style(Meaning::Key)),
        Span::raw(binding.word(ctx.lang)),
    ])
}

fn pair(binding: &Binding, ctx: &Ctx<'_>) -> [Span<'static>; 3] {
    let ground = ctx.style(Meaning::Header);
    let chord = binding.chords.first().copied().unwrap_or("");
    [
        Span::styled(chord, ground.patch(ctx.style(Meaning::Key))),
        Span::styled(format!(" {}", binding.word(ctx.lang)), ground),
        Span::styled("  ", ground),
    ]
}

fn pair_width(binding: &Binding, ctx: &Ctx<'_>) -> usize {
    width(binding.chords.first().copied().unwrap_or("")) + 1 + width(binding.word(ctx.lang)) + 2
}
