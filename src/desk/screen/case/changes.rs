//! What the machine found, and what changed since the last round, as lines of the case.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::model::Model;
use super::secret;
use crate::desk::theme::Meaning;
use crate::desk::widget::Ctx;
use crate::domain::catalogue::target_name;
use crate::domain::finding::{Finding, Severity};
use crate::domain::round::{FieldChange, Outcome, PictureChange, PictureCompared, PieceKind, SeenTo};
use crate::text::{Word, fill, safe, said, wrap};

/// So many lines of one finding or difference are shown; under the cursor all of them.
const LINES: usize = 4;

/// Of a longer text only so many characters are looked at.
const LONGEST: usize = 2000;

/// How much a finding weighs, as a colour; the word before its text says the same.
pub fn weight(finding: &Finding) -> Meaning {
    match finding.severity.known() {
        Some(Severity::Blocker) => Meaning::Bad,
        Some(Severity::Note) => Meaning::Muted,
        _ => Meaning::Warn,
    }
}

/// A finding about something that has no line of its own, with its name before it.
pub fn named(finding: &Finding, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let name = target_name(&finding.target, ctx.lang);
    let text = format!("{} {name}: {}", said(&finding.severity, ctx.lang), safe(&cut(finding.text(ctx.lang))));
    lines(&text, ctx.style(weight(finding)), false, cells)
}

/// A finding under the line of what it is about.
pub fn finding(model: &Model, finding: &Finding, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let text =
        format!("{} {}", said(&finding.severity, ctx.lang), safe(&cut(&secret::finding(model, finding, ctx.lang))));
    let style = ctx.style(weight(finding));
    let lines = wrap(&text, cells.saturating_sub(5)).into_iter();
    short(lines, selected).into_iter().map(|line| Line::styled(format!("    {line}"), style)).collect()
}

/// The first lines of a text, with the sign that there are more; all of them under the cursor.
fn short(lines: impl Iterator<Item = String>, selected: bool) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    if !selected && lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// A reason of the last return and what became of it.
pub fn seen_to(seen: &SeenTo, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let meaning = match seen.outcome.known() {
        Some(Outcome::Fixed) => Meaning::Good,
        Some(Outcome::Untouched) => Meaning::Bad,
        _ => Meaning::Warn,
    };
    let target = match seen.reason.target.as_str() {
        "" => String::new(),
        target => format!("{}: ", target_name(target, ctx.lang)),
    };
    let text = format!("[{}] {target}{}", said(&seen.outcome, ctx.lang), safe(&cut(&seen.reason.text)));
    lines(&text, ctx.tint(meaning, selected), selected, cells)
}

/// A changed field with its difference: what went is struck in brackets, so that it reads without colours.
pub fn change(model: &Model, change: &FieldChange, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let head = Span::styled(
        format!("  {}", target_name(&change.path, ctx.lang)),
        ctx.tint(if change.asked { Meaning::Text } else { Meaning::Warn }, selected),
    );
    let mut first = vec![head];
    if !change.asked {
        first.push(Span::styled(format!("  {}", ctx.word(Word::NotAskedFor)), ctx.tint(Meaning::Warn, selected)));
    }
    let mut out = vec![Line::from(first)];
    if secret::is_secret(model, &change.path) && !secret::is_revealed(model, &change.path) {
        // The characters that changed would tell the value: masked, both are shown whole.
        let values = [change.before.clone(), change.after.clone()];
        for (value, (open, close)) in
            secret::shown(model, &change.path, &values).iter().zip([("[-", "-]"), ("{+", "+}")])
        {
            if !value.is_empty() {
                let text = format!("{open}{}{close}", safe(&cut(value)));
                out.extend(lines(&format!("  {text}"), ctx.tint(Meaning::Text, selected), selected, cells));
            }
        }
        return out;
    }
    let mut spans = vec![Span::raw("    ")];
    let mut used = 4;
    for piece in &change.pieces {
        let (open, close, meaning) = match piece.kind.known() {
            Some(PieceKind::Removed) => ("[-", "-]", Meaning::Bad),
            Some(PieceKind::Added) => ("{+", "+}", Meaning::Good),
            _ => ("", "", Meaning::Muted),
        };
        let style = ctx.tint(meaning, selected);
        for line in wrap(&format!("{open}{}{close}", safe(&cut(&piece.text))), cells.saturating_sub(5).max(8)) {
            let width = crate::text::width(&line);
            if used + width > cells && used > 4 {
                out.push(Line::from(std::mem::replace(&mut spans, vec![Span::raw("    ")])));
                used = 4;
            }
            used += width;
            spans.push(Span::styled(line, style));
        }
    }
    out.push(Line::from(spans));
    if !selected && out.len() > LINES {
        out.truncate(LINES);
        if let Some(last) = out.last_mut() {
            last.push_span(Span::raw("…"));
        }
    }
    out
}

/// A picture beside the last round's.
pub fn compared(picture: &PictureCompared, selected: bool, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let same = picture.change == PictureChange::Same;
    let meaning = match (same, picture.asked) {
        (true, true) => Meaning::Bad,
        (true, false) => Meaning::Muted,
        (false, true) => Meaning::Good,
        (false, false) => Meaning::Warn,
    };
    let name = target_name(&format!("material:{}", picture.slug), ctx.lang);
    let mut text = format!("  {name} {}  {}", picture.page, said(&picture.change, ctx.lang));
    if !same && !picture.asked {
        text.push_str(&format!("  {}", ctx.word(Word::NotAskedFor)));
    }
    vec![Line::styled(text, ctx.tint(meaning, selected))]
}

/// How many findings there are, for the header; nothing where there are none.
pub fn counted(blocker: u32, warning: u32, ctx: &Ctx<'_>) -> Option<(String, Meaning)> {
    let meaning = if blocker > 0 { Meaning::Bad } else { Meaning::Warn };
    (blocker + warning > 0)
        .then(|| (fill(Word::FindingsCounted, ctx.lang, &[&blocker.to_string(), &warning.to_string()]), meaning))
}

fn lines(text: &str, style: Style, selected: bool, cells: usize) -> Vec<Line<'static>> {
    let lines = wrap(text, cells.saturating_sub(5)).into_iter();
    short(lines, selected).into_iter().map(|line| Line::styled(format!("  {line}"), style)).collect()
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
