//! What is looked for, made visible where it stands.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::Ctx;
use crate::desk::theme::Meaning;
use crate::domain::search::folded;

/// The line with every place that reads as `wanted` underlined, full-width letters, case and brackets making no difference.
/// A place that goes over the end of a line or of a style is not seen.
pub fn highlighted(line: Line<'static>, wanted: &str, ctx: &Ctx<'_>) -> Line<'static> {
    let wanted = folded(wanted);
    let spans = line.spans.into_iter().flat_map(|span| split(span, &wanted, ctx)).collect::<Vec<_>>();
    Line { spans, ..line }
}

fn split(span: Span<'static>, wanted: &str, ctx: &Ctx<'_>) -> Vec<Span<'static>> {
    let found = span.style.patch(ctx.style(Meaning::Key)).add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
    let text = span.content.as_ref();
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match length(rest, wanted) {
            Some(length) => {
                out.extend(text.get(from..at).filter(|before| !before.is_empty()).map(|before| (before, span.style)));
                out.extend(text.get(at..at + length).map(|part| (part, found)));
                at += length;
                from = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.extend(text.get(from..).filter(|rest| !rest.is_empty()).map(|rest| (rest, span.style)));
    out.into_iter().map(|(text, style)| Span::styled(text.to_owned(), style)).collect()
}

/// How many bytes of the beginning of `text` read as `wanted`; none where it begins otherwise, or with what is no part of it.
fn length(text: &str, wanted: &str) -> Option<usize> {
    let mut left = wanted;
    for (at, c) in text.char_indices() {
        let piece = folded(c.encode_utf8(&mut [0; 4]));
        if at == 0 && piece.is_empty() {
            return None;
        }
        left = left.strip_prefix(piece.as_str())?;
        if left.is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_and_brackets_are_found_as_plain_ones() {
        assert_eq!(length("ＡＢＣ样本", "abc"), Some(9));
        assert_eq!(length("样（本）科", "样本"), Some("样（本".len()));
        assert_eq!(length("（样本", "样本"), None, "the bracket before it is no part of it");
        assert_eq!(length("样", "样本"), None);
    }
}
