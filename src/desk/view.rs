//! The root's view: the screen with the focus, the sheet over it, the help over everything, and the footer.

mod over;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::able;
use super::effect::Confirm;
use super::image::{self, Shown};
use super::layout;
use super::model::{Model, Notice, Place};
use super::screen::{backlog, case, decide, help, log, palette, picture, queue};
use super::several;
use super::theme::Meaning;
use super::widget::{Ctx, bar, divider, hints, which_key};
use crate::domain::draft::Draft;
use crate::domain::lang::Lang;
use crate::domain::notice::{notice, returned};
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::keys::{Intent, Scope};
use crate::terminal::choice::Protocol;
use crate::text::{Word, ascii_twin, fill, is_ambiguous, safe, safe_lines, width, wrap};

/// The keys that are read out fit into so many cells.
const READ_KEYS: u16 = 70;

/// A notice takes so many lines at the most.
const NOTICE_LINES: usize = 4;

/// Draws the whole desk; returns where the terminal's cursor belongs, if anywhere.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let keys = &model.face.keymap;
    let ctx = Ctx { lang: model.lang, theme: &model.theme, keys, now: model.now, ascii: model.ascii };
    buffer.set_style(area, ctx.style(Meaning::Text));
    if layout::is_too_small((area.width, area.height)) {
        let text = fill(Word::TooSmall, ctx.lang, &[&area.width.to_string(), &area.height.to_string()]);
        for (line, y) in crate::text::wrap(&text, usize::from(area.width)).into_iter().zip(area.top()..area.bottom()) {
            Line::raw(line).render(Rect { y, height: 1, ..area }, buffer);
        }
        return None;
    }
    let footer = Rect { y: area.bottom() - 1, height: 1, ..area };
    let typing = model.place == Place::Queue && model.queue.field.is_some();
    if typing {
        bar(Meaning::Header, footer, &ctx, buffer);
    }
    let cursor = match model.place {
        Place::Queue => {
            let around =
                queue::view::Around { me: model.my_id(), link: &model.link, offline: model.offline.as_deref() };
            let at = layout::queue(area.width, area.height);
            let cursor = queue::view::draw(&model.queue, around, &at, &ctx, buffer);
            if let (Some(_), Some(notice)) = (&model.queue.field, &model.notice) {
                // The footer is the field now.
                draw_notice(notice, Rect { y: footer.y - 1, ..footer }, &ctx, buffer);
            }
            cursor
        }
        Place::Backlog => {
            backlog::view::draw(&model.backlog, Rect { height: area.height - 1, ..area }, &ctx, buffer);
            None
        }
        Place::Case => {
            draw_case(model, area, &ctx, buffer);
            draw_search(model, footer, &ctx, buffer)
        }
    };
    let searching = model.place == Place::Case && cursor.is_some();
    if !typing && !searching {
        draw_footer(model, footer, &ctx, buffer);
    }
    let cursor = draw_sheet(model, area, &ctx, buffer).or(cursor.filter(|_| model.sheet.is_none()));
    let cursor = over::draw(model, area, &ctx, buffer).or(cursor.filter(|_| model.over.is_empty()));
    let cursor = draw_over(model, area, &ctx, buffer).unwrap_or(cursor);
    if model.face.read_only {
        badge(Word::ReadOnly, area, &ctx, buffer);
    }
    if model.ascii {
        plain(buffer);
    }
    cursor
}

/// What lies over screen and sheet: log, help, palette, and how a begun sequence can go on. Gives where the cursor then
/// belongs; nothing where nothing lies there.
fn draw_over(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Option<Position>> {
    let mut cursor = None;
    if model.log.open {
        log::view::draw(&model.log, area, ctx, buffer);
        cursor = Some(None);
    }
    if let Some(help) = &model.help {
        cursor = Some(help::view::draw(help, area, ctx, buffer));
    }
    if let Some(palette) = &model.palette {
        cursor = Some(palette::view::draw(palette, area, ctx, buffer));
    }
    let pending = &model.face.pending;
    if pending.shown && !pending.keys.is_empty() {
        let following = ctx.keys.following(model.focus(), &pending.keys);
        let above = Rect { height: area.height.saturating_sub(1), ..area };
        which_key(&pending.text(), &following, above, ctx, buffer);
    }
    cursor
}

/// A word that must be seen on every screen, at the right end of the first line.
fn badge(word: Word, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let text = format!(" {} ", ctx.word(word));
    let wide = (width(&text) as u16).min(area.width);
    let place = Rect { x: area.right() - wide, width: wide, height: 1, ..area };
    bar(Meaning::Selected, place, ctx, buffer);
    Line::styled(text, ctx.style(Meaning::Selected)).render(place, buffer);
}

/// Takes every sign out of the frame that such a terminal shows wider than it is counted: lines, marks and punctuation
/// get a twin in ASCII. Letters stay, whatever they are.
fn plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut chars = cell.symbol().chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { continue };
        // A kitty picture's placeholder is no glyph.
        if is_ambiguous(c) && !c.is_alphanumeric() && c != '\u{10eeee}' {
            cell.set_char(ascii_twin(c));
        }
    }
}

/// The pictures that belong on the screen and where, and whether something lies over them.
pub fn pictures(model: &Model) -> (Vec<(Rect, &Shown)>, bool) {
    let covered = model.sheet.as_ref().is_some_and(|sheet| !matches!(sheet, decide::Model::Evidence(_)));
    let covered = covered || !model.over.is_empty() || model.is_covered() || model.face.pending.shown;
    if model.place != Place::Case || layout::is_too_small(model.size) {
        return (Vec::new(), covered);
    }
    let beside = model.picture.beside.as_ref();
    let (left, right) = layout::pictures(model.size, model.picture.whole, beside.is_some());
    let shown = [(left, model.picture.shown()), (right, beside.and_then(|beside| beside.state.shown()))];
    let placed = shown.into_iter().filter_map(|(pane, shown)| {
        let shown = shown?;
        Some((image::place(shown.cells, layout::picture_cells(pane?)), shown))
    });
    (placed.collect(), covered)
}

fn draw_case(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let Some(open) = &model.case else { return };
    let parts = layout::case(area.width, area.height, model.picture.whole);
    case::view::header(open, model.my_id(), model.draft(), parts.header, ctx, buffer);
    let shown = parts.picture.map(|_| (model.picture.index, model.picture.pinned));
    let around = case::view::Around { shown, draft: model.draft() };
    if let Some(list) = parts.list {
        case::view::list(open, parts.side.is_some(), around, list, ctx, buffer);
        if parts.picture.is_some() {
            divider(list.right(), list, ctx, buffer);
        }
    }
    if let Some(side) = parts.side {
        divider(side.x.saturating_sub(1), side, ctx, buffer);
        case::view::side(open, around, side, ctx, buffer);
    }
    let (left, right) =
        layout::pictures((area.width, area.height), model.picture.whole, model.picture.beside.is_some());
    let focused = open.in_picture || model.picture.whole;
    let pane = |index: usize, state, area: Rect, buffer: &mut Buffer| {
        let material = open.case.materials.get(index);
        let name = material.map(|found| case::model::material_name(found, ctx.lang)).unwrap_or_default();
        let size = material.map(|found| case::view::size_words(found.bytes)).unwrap_or_default();
        let pane = picture::view::Pane {
            index,
            count: open.case.materials.len(),
            material: material.map(|found| (found, name.as_str(), size.as_str())),
            focused,
            is_first: left == Some(area),
            screen: model.pictures,
        };
        picture::view::draw(&model.picture, state, &pane, area, ctx, buffer);
    };
    if let Some(area) = left {
        pane(model.picture.index, &model.picture.state, area, buffer);
    }
    if let (Some(area), Some(beside)) = (right, &model.picture.beside) {
        divider(area.x.saturating_sub(1), area, ctx, buffer);
        pane(beside.index, &beside.state, area, buffer);
    }
}

/// The search field of the case, while it is typed.
fn draw_search(model: &Model, footer: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let open = model.case.as_ref().filter(|open| open.search.as_ref().is_some_and(|search| search.typing))?;
    case::view::search(open, footer, ctx, buffer)
}

fn draw_sheet(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    match model.sheet.as_ref()? {
        decide::Model::Confirm(question) => {
            let (title, sentences) = question_words(model, &question.what, ctx);
            let yes = yes_word(&question.what, unseen_here(model), ctx);
            decide::view::question(question, (&title, &sentences, yes), area, ctx, buffer)
        }
        decide::Model::Return(sheet) => {
            let number = model.case.as_ref().map_or("", |open| open.case.row.number.as_str());
            let draft = model.draft().cloned().unwrap_or_default();
            let then = if model.claim_next { ctx.word(Word::ThenNext) } else { "" };
            let preview = match &sheet.mode {
                decide::model::Mode::Preview(_) => preview(model, &draft),
                _ => Vec::new(),
            };
            let beside = decide::view::Beside { number: &safe(number), then, preview: &preview };
            decide::view::give_back(sheet, &draft, beside, area, ctx, buffer)
        }
        decide::Model::Evidence(shape) => {
            // Where text destroys pixels, the box is drawn into the picture.
            let shown = model.picture.shown().filter(|_| model.pictures.has_cells())?;
            let two = model.picture.beside.is_some();
            let (pane, _) = layout::pictures((area.width, area.height), model.picture.whole, two);
            let pane = pane?;
            decide::view::boxed::draw(shape, image::place(shown.cells, layout::picture_cells(pane)), ctx, buffer);
            None
        }
        decide::Model::Outbox(cursor) => {
            decide::view::told::outbox(*cursor, &model.outbox, area, ctx, buffer);
            None
        }
    }
}

/// The return as the applicant will read it, by the function that writes his notice.
fn preview(model: &Model, draft: &Draft) -> Vec<String> {
    let Some(open) = &model.case else { return Vec::new() };
    let provider = model.me.as_ref().map_or("", |me| me.provider.as_str());
    let facts = returned(&open.case.filing, &open.case.row.number, provider, draft, model.review(), model.now);
    safe_lines(&notice(&facts, Lang::Zh).text)
}

/// What `y` does, on the sheet that asks.
const fn yes_word(what: &Confirm, unseen_here: usize, ctx: &Ctx<'_>) -> &'static str {
    match what {
        Confirm::Approve if unseen_here > 0 => ctx.word(Word::YesElsewhere),
        Confirm::Approve => Verb::Approve.word(ctx.lang),
        Confirm::Release | Confirm::ReleaseSeveral(_) => Verb::Release.word(ctx.lang),
        Confirm::Claim | Confirm::ClaimNext(_) => Verb::Claim.word(ctx.lang),
        Confirm::Quit => ctx.word(Word::YesQuit),
        Confirm::Drop(_) => ctx.word(Word::YesDrop),
    }
}

/// Materials of the open case of which this desk shows the facts alone: all of them where pictures are switched off, else the videos.
fn unseen_here(model: &Model) -> usize {
    let off = model.pictures.protocol == Protocol::Off;
    let materials = model.case.as_ref().map_or(&[][..], |open| open.case.materials.as_slice());
    materials.iter().filter(|one| !one.sha256.is_empty() && (off || !one.is_picture())).count()
}

fn question_words(model: &Model, what: &Confirm, ctx: &Ctx<'_>) -> (String, Vec<String>) {
    let number = model.case.as_ref().map(|open| safe(&open.case.row.number)).unwrap_or_default();
    let organizer = model.case.as_ref().map(|open| safe(&open.case.row.organizer)).unwrap_or_default();
    let say = |word: Word| ctx.word(word).to_owned();
    match what {
        Confirm::Approve => {
            let second = model.case.as_ref().is_some_and(|open| open.case.row.status == Stage::Second.status());
            let mut lines = vec![organizer, say(if second { Word::ApproveSecond } else { Word::ApproveFirst })];
            let flagged = model.draft().map_or(0, |draft| draft.reasons.len());
            if flagged > 0 {
                lines.push(fill(Word::ApproveFlagged, ctx.lang, &[&flagged.to_string()]));
            }
            let elsewhere = unseen_here(model);
            if elsewhere > 0 {
                lines.push(ctx.spelled(&fill(Word::ElsewhereAsked, ctx.lang, &[&elsewhere.to_string()])));
            }
            if model.case.as_ref().is_some_and(|open| open.lease.is_none()) {
                lines.push(say(Word::ClaimFirst));
            }
            if model.claim_next {
                lines.push(say(Word::ThenNext));
            }
            (fill(Word::ApproveTitle, ctx.lang, &[&number]), lines)
        }
        Confirm::Release => (fill(Word::ReleaseTitle, ctx.lang, &[&number]), vec![organizer, say(Word::ReleaseText)]),
        Confirm::ReleaseSeveral(cases) => {
            let mut lines = vec![several::named(cases, ctx.lang), say(Word::ReleaseText)];
            let others = model.queue.marks.keys().filter(|id| !cases.iter().any(|(mine, _)| mine == *id)).count();
            if others > 0 {
                lines.push(fill(Word::MarksOfOthers, ctx.lang, &[&others.to_string()]));
            }
            (fill(Word::ReleaseSeveralTitle, ctx.lang, &[&cases.len().to_string()]), lines)
        }
        Confirm::Claim => (fill(Word::ClaimTitle, ctx.lang, &[&number]), vec![organizer, say(Word::ClaimText)]),
        Confirm::ClaimNext(stage) => {
            let mut lines = vec![say(Word::ClaimText)];
            if !model.queue.marks.is_empty() {
                lines.push(say(Word::MarksAside));
            }
            (fill(Word::ClaimNextTitle, ctx.lang, &[stage.word(ctx.lang)]), lines)
        }
        Confirm::Quit => {
            let count = model.unsent().to_string();
            let word = if model.kept.is_some() { Word::QuitKept } else { Word::QuitWithDrafts };
            (say(Word::Product), vec![fill(word, ctx.lang, &[&count])])
        }
        Confirm::Drop(key) => {
            let number =
                model.outbox.iter().find(|one| one.key == *key).map(|one| safe(&one.number)).unwrap_or_default();
            (fill(Word::DropTitle, ctx.lang, &[&number]), vec![say(Word::DropText)])
        }
    }
}

fn draw_footer(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let area = draw_pending(model, draw_held(model, area, ctx, buffer), ctx, buffer);
    match (&model.notice, &model.offline) {
        // The palette is a text field, and says itself what it takes.
        (None, _) if model.palette.is_some() => bar(Meaning::Header, area, ctx, buffer),
        (Some(notice), _) => draw_notice(notice, area, ctx, buffer),
        // On the queue a banner says it, and when it is tried again.
        (None, Some(why)) if model.place != Place::Queue => {
            let text = fill(Word::Offline, ctx.lang, &[&ctx.key(model.focus(), Intent::Refresh), why]);
            draw_notice(&Notice { text, warning: true }, area, ctx, buffer);
        }
        // Keys are text now, and the sheet itself says what it takes.
        (None, _) if model.takes_text() => {
            bar(Meaning::Header, area, ctx, buffer);
        }
        (None, _) => {
            let scope = model.focus();
            // Nobody wants to hear thirty keys at every step.
            let few = Rect { width: if area.width < layout::READ_OUT { area.width } else { READ_KEYS }, ..area };
            hints(scope, &|intent| is_useful(model, scope, intent), few, ctx, buffer);
        }
    }
}

/// The keys of a begun sequence at the left end of the footer, so that they are never pressed in vain; gives what remains
/// of the footer.
fn draw_pending(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Rect {
    if model.face.pending.keys.is_empty() {
        return area;
    }
    let text = format!(" {}- ", model.face.pending.text());
    let wide = (width(&text) as u16).min(area.width / 2);
    let place = Rect { width: wide, ..area };
    bar(Meaning::Selected, place, ctx, buffer);
    Line::styled(text, ctx.style(Meaning::Selected)).render(place, buffer);
    Rect { x: area.x + wide, width: area.width - wide, ..area }
}

/// My held decision at the right end of the footer, with the seconds left; gives what remains of the footer.
fn draw_held(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Rect {
    let area = draw_unsent(model, area, ctx, buffer);
    let Some(held) = &model.held else { return area };
    let left = held.until.duration_since(model.now).as_millis().max(0).saturating_add(999) / 1000;
    let key = ctx.key(model.scope(), Intent::Undo);
    let text = format!(" {} ", fill(Word::HoldRuns, ctx.lang, &[&safe(&held.number), &key, &left.to_string()]));
    let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX).min(area.width / 2);
    let place = Rect { x: area.right() - wide, width: wide, ..area };
    bar(Meaning::Header, place, ctx, buffer);
    Line::styled(text, ctx.style(Meaning::Header).patch(ctx.style(Meaning::Key))).render(place, buffer);
    Rect { width: area.width - wide, ..area }
}

/// How many decisions wait to be sent, at the right end of the footer; gives what remains of it.
fn draw_unsent(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Rect {
    let sending = model.sheet.as_ref().is_some_and(decide::Model::is_sending);
    let count = model.outbox.len().saturating_sub(usize::from(sending));
    if count == 0 {
        return area;
    }
    let text = format!(" {} ", fill(Word::OutboxCount, ctx.lang, &[&count.to_string()]));
    let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX).min(area.width / 2);
    let place = Rect { x: area.right() - wide, width: wide, ..area };
    bar(Meaning::Header, place, ctx, buffer);
    Line::styled(text, ctx.style(Meaning::Header).patch(ctx.style(Meaning::Warn))).render(place, buffer);
    Rect { width: area.width - wide, ..area }
}

fn draw_notice(notice: &Notice, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let meaning = if notice.warning { Meaning::Bad } else { Meaning::Good };
    let style = ctx.style(Meaning::Header).patch(ratatui::style::Style { bg: None, ..ctx.style(meaning) });
    let mut lines = wrap(&safe(&notice.text), usize::from(area.width.saturating_sub(2)));
    lines.truncate(NOTICE_LINES);
    // A long sentence grows upwards, so that it can be read to its end.
    let up = (lines.len() as u16).saturating_sub(1).min(area.y);
    for (line, y) in lines.into_iter().zip(area.y - up..=area.y) {
        let row = Rect { y, ..area };
        bar(Meaning::Header, row, ctx, buffer);
        Line::styled(format!(" {line}"), style).render(row, buffer);
    }
}

/// Keys that do not work now are left out of the footer; the help still shows them.
fn is_useful(model: &Model, scope: Scope, intent: Intent) -> bool {
    able::why_not(model, scope, intent).is_none() && (scope != Scope::Queue || helps_on_the_queue(model, intent))
}

/// On the queue, of what works only what makes a difference now: the footer has little room.
fn helps_on_the_queue(model: &Model, intent: Intent) -> bool {
    let queue = &model.queue;
    match intent {
        Intent::Section(digit) => digit != queue.section(),
        Intent::InvertMarks => !queue.marks.is_empty(),
        Intent::Sort => queue.selected().is_some(),
        Intent::SaveSection => !queue.filter.is_empty() || queue.sorts.contains_key(&queue.section()),
        _ => true,
    }
}
