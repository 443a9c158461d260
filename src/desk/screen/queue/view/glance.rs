//! The case under the cursor, beside the list: who has it, what is due, what the machine found, why it was returned last, and
//! the fields that a reviewer looks at first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::api::CaseRow;
use crate::desk::screen::queue::glance::{Glance, Glances};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, message};
use crate::domain::clocks::{local_clock, local_time, time_left};
use crate::domain::field::every_value;
use crate::domain::finding::Severity;
use crate::domain::mask;
use crate::text::{Word, fill, fit, pad, safe, said, width, wrap};

/// The fields that a reviewer looks at first, in the order of the form.
const FIRST: [&str; 14] = [
    "order.filing_type",
    "entity.name",
    "entity.nature",
    "entity.cert_type",
    "entity.cert_number",
    "entity.contact_address",
    "entity_principal.name",
    "entity_principal.mobile",
    "service.kind",
    "service.name",
    "service.domains",
    "service.content_types",
    "service.pre_approvals",
    "service_principal.name",
];

/// The most cells of a field's name.
const LABEL: usize = 24;

/// Lines that one sentence and one value may take, and how many findings are named, where not everything fits.
const SHORT: Most = Most { sentence: 3, value: 2, findings: 6 };

/// How much of the case is shown.
#[derive(Debug, Clone, Copy)]
struct Most {
    sentence: usize,
    value: usize,
    findings: usize,
}

/// All of it.
const ALL: Most = Most { sentence: usize::MAX, value: usize::MAX, findings: usize::MAX };

/// Draws the case of a row.
pub(super) fn draw(row: &CaseRow, glances: &Glances, me: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    let Some(glance) = glances.of(&row.id) else {
        let text = glances.trouble(row).map_or_else(|| ctx.word(Word::Loading).to_owned(), safe);
        message(&text, area, ctx, buffer);
        return;
    };
    let wide = usize::from(area.width);
    let mut shown = lines(row, glance, me, wide, ALL, ctx);
    if shown.len() > usize::from(area.height) {
        shown = lines(row, glance, me, wide, SHORT, ctx);
    }
    for (line, y) in shown.into_iter().zip(area.top()..area.bottom()) {
        line.render(Rect { y, height: 1, ..area }, buffer);
    }
}

fn lines(row: &CaseRow, glance: &Glance, me: &str, wide: usize, most: Most, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let case = &glance.case;
    let fields = shown_fields(glance, ctx);
    let names = fields.iter().map(|(name, _)| width(name));
    let label = names.chain(case.clocks.iter().map(|clock| width(&said(&clock.kind, ctx.lang)))).max().unwrap_or(0);
    let label = label.clamp(8, LABEL.min(wide / 2));
    let round = fill(Word::RoundN, ctx.lang, &[&row.round.to_string()]);
    let mut out = vec![Line::from(vec![
        Span::styled(safe(&row.number), ctx.style(Meaning::Title)),
        Span::styled(format!("  {}  {round}", said(&row.status, ctx.lang)), ctx.style(Meaning::Muted)),
    ])];
    out.push(holder(row, me, ctx));
    for clock in &case.clocks {
        let name = said(&clock.kind, ctx.lang);
        let left =
            clock.due_at.map(|due| (format!("{} ({})", local_time(due), time_left(due, ctx.now, ctx.lang)), due));
        let (text, meaning) = match left {
            _ if clock.paused => (ctx.word(Word::StandsStill).to_owned(), Meaning::Muted),
            Some((text, due)) => (text, if due < ctx.now { Meaning::Bad } else { Meaning::Text }),
            None => (ctx.word(Word::DueUnknown).to_owned(), Meaning::Warn),
        };
        out.push(pair(&name, text, meaning, label, ctx));
    }
    if !case.findings.is_empty() {
        out.push(head(&fill(Word::FindingsHead, ctx.lang, &[&case.findings.len().to_string()]), ctx));
        let weight = |severity: Option<&Severity>| match severity {
            Some(Severity::Blocker) => (0, ctx.flag(), Meaning::Bad),
            Some(Severity::Warning) => (1, "?", Meaning::Warn),
            _ => (2, "-", Meaning::Muted),
        };
        let mut findings: Vec<_> = case.findings.iter().map(|found| (weight(found.severity.known()), found)).collect();
        findings.sort_by_key(|((rank, ..), _)| *rank);
        let more = findings.len().saturating_sub(most.findings);
        for ((_, mark, meaning), found) in findings.into_iter().take(most.findings) {
            let text = safe(&mask::finding(&case.filing, found, ctx.lang));
            sentence(&mut out, &format!("{mark} "), &text, wide, most.sentence, ctx.style(meaning));
        }
        if more > 0 {
            out.push(Line::styled(format!("… {more}"), ctx.style(Meaning::Muted)));
        }
    }
    if !glance.reasons.is_empty() {
        out.push(head(ctx.word(Word::LastReturn), ctx));
        for reason in &glance.reasons {
            let text = format!("{} {}", safe(&reason.code), safe(&reason.text));
            sentence(&mut out, "· ", &text, wide, most.sentence, ctx.style(Meaning::Warn));
        }
    }
    out.push(head(ctx.word(Word::FormHead), ctx));
    for (name, text) in &fields {
        let lines = first_lines(wrap(text, wide.saturating_sub(label + 1)), most.value, wide - label - 1);
        for (at, part) in lines.into_iter().enumerate() {
            let label = pad(if at == 0 { name } else { "" }, label + 1);
            out.push(Line::from(vec![
                Span::styled(label, ctx.style(Meaning::Muted)),
                Span::styled(part, ctx.style(Meaning::Text)),
            ]));
        }
    }
    let count = case.materials.len().to_string();
    out.push(pair(ctx.word(Word::Materials), fill(Word::Pieces, ctx.lang, &[&count]), Meaning::Text, label, ctx));
    out
}

/// Of the fields that a reviewer looks at first, those that say something: name and value.
fn shown_fields(glance: &Glance, ctx: &Ctx<'_>) -> Vec<(&'static str, String)> {
    let filing = &glance.case.filing;
    let values = every_value(filing, ctx.lang).into_iter();
    let first = values.filter(|(field, found)| FIRST.contains(&field.path.as_str()) && !found.is_empty());
    first
        .map(|(field, found)| {
            // Masked as the case's own screen masks them: revealing is done there, and leaves a record.
            let shown = found.iter().map(|value| safe(&mask::shown(filing, &field.path, value)));
            let text = shown.collect::<Vec<_>>().join(ctx.lang.pick("、", ", "));
            // Of a person the name alone does not say whose it is.
            let is_person = field.path.ends_with("_principal.name");
            let name = if is_person { field.group.word(ctx.lang) } else { field.text(ctx.lang) };
            (name, text)
        })
        .collect()
}

/// The first lines of a text, with a sign where there are more.
fn first_lines(mut lines: Vec<String>, most: usize, wide: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last}……"), wide);
        }
    }
    lines
}

fn holder(row: &CaseRow, me: &str, ctx: &Ctx<'_>) -> Line<'static> {
    if let Some(held) = &row.decision {
        let text = fill(Word::DecidedBy, ctx.lang, &[&safe(&held.by), &local_clock(held.takes_effect_at)]);
        return Line::styled(text, ctx.style(Meaning::Warn));
    }
    let (text, meaning) = match row.holder.as_ref().filter(|holder| holder.until > ctx.now) {
        Some(holder) => {
            let until = local_clock(holder.until);
            let since = holder.since.map(|since| {
                let (clock, long) = (local_clock(since), time_left(ctx.now, since, ctx.lang));
                fill(Word::SinceWhen, ctx.lang, &[&clock, &long])
            });
            let (who, meaning) = match holder.id == me {
                true => (format!("{} {}", ctx.mark(), fill(Word::ClaimedByMe, ctx.lang, &[&until])), Meaning::Mine),
                false => (fill(Word::ClaimedBy, ctx.lang, &[&safe(&holder.id), &until]), Meaning::Warn),
            };
            (format!("{who}{}", since.map(|since| format!("  {since}")).unwrap_or_default()), meaning)
        }
        None => (ctx.word(Word::NotClaimed).to_owned(), Meaning::Muted),
    };
    Line::styled(text, ctx.style(meaning))
}

fn head(text: &str, ctx: &Ctx<'_>) -> Line<'static> {
    Line::styled(text.to_owned(), ctx.style(Meaning::Title))
}

fn pair(name: &str, text: String, meaning: Meaning, label: usize, ctx: &Ctx<'_>) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!("{} ", pad(name, label)), ctx.style(Meaning::Muted)),
        Span::styled(text, ctx.style(meaning)),
    ])
}

/// A sentence in a few lines, under its mark.
fn sentence(
    out: &mut Vec<Line<'static>>,
    mark: &str,
    text: &str,
    wide: usize,
    most: usize,
    style: ratatui::style::Style,
) {
    let indent = width(mark);
    let cells = wide.saturating_sub(indent);
    for (at, part) in first_lines(wrap(text, cells), most, cells).into_iter().enumerate() {
        let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
        out.push(Line::styled(format!("{lead}{part}"), style));
    }
}
