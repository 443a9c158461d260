//! What keys do to the open case beside moving and deciding: marks, findings, search, labels, what is masked; and the picture
//! that follows the cursor.

use std::ops::Range;

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::desk::effect::{Call, Effect, Go, Slot};
use crate::desk::image::{Form, Meter, Region, Shown};
use crate::desk::layout;
use crate::desk::model::{Model, Notice, Place};
use crate::desk::screen::case::lines::Around;
use crate::desk::screen::case::model::{Aside, Entry, Search};
use crate::desk::screen::picture::model::State;
use crate::desk::screen::{case, picture};
use crate::desk::widget::{Ctx, paste_line};
use crate::domain::catalogue;
use crate::domain::round::RoundView;
use crate::domain::verb::Verb;
use crate::keys::{Intent, plain_char};
use crate::terminal::choice::Protocol;
use crate::text::{Word, fill, safe, said};

use super::over;

/// A key of the case that is looked at before the others; none where it is not one of these.
pub(super) fn first(model: &mut Model, intent: Intent) -> Option<Vec<Effect>> {
    let in_picture = model.picture.whole || model.case.as_ref().is_some_and(|case| case.in_picture);
    let case = model.case.as_mut()?;
    match intent {
        Intent::Back if case.search.is_some() => {
            case.search = None;
            Some(Vec::new())
        }
        Intent::Back if !in_picture && case.round.is_some() => {
            case.leave_round(model.lang);
            Some(Vec::new())
        }
        Intent::Verified => Some(verify(model, in_picture)),
        Intent::Jump => Some(jump(model)),
        Intent::Filter => {
            let input = case.search.take().map_or_else(Input::default, |search| search.input);
            case.search = Some(Search { input, typing: true, from: case.cursor, hits: 0 });
            case.search_hits(case::find::matches(case, model.lang).len());
            case.in_picture = false;
            model.picture.whole = false;
            Some(Vec::new())
        }
        Intent::NextMatch => Some(next(model, false)),
        Intent::PreviousMatch => Some(next(model, true)),
        Intent::Open => Some(open(model)),
        Intent::Reveal => Some(reveal(model)),
        Intent::Note => Some(over::note(model)),
        Intent::Related => Some(over::related(model)),
        _ => over::aside_of(intent).map(|verb| over::aside(model, verb)),
    }
}

/// What follows when a case was opened: the cursor where the work is, and what stands beside the case.
pub(super) fn opened(model: &mut Model, id: &str) -> Vec<Effect> {
    let mut effects = case::update::read_beside(id).to_vec();
    let Some(case) = model.case.as_mut() else { return effects };
    let row = &case.case.row;
    if row.round > 1 && case.round.is_none() {
        effects.push(Effect::Call(Slot::Round, Call::Round(row.id.clone())));
    }
    if !case.has_moved && !case.begin_at_findings() {
        let unread = case::marks::next_unread(case, model.drafts.get(&case.case.row.id));
        case.cursor = unread.unwrap_or(case.cursor);
    }
    effects
}

/// What changed since the last round came: asked for, or on opening the case.
pub(super) fn compared(model: &mut Model, view: RoundView) -> Vec<Effect> {
    let Some(case) = model.case.as_mut() else { return Vec::new() };
    let asked = case.asked_round;
    if view == RoundView::default() {
        case.asked_round = false;
        let text = Word::NoEarlierRound.text(model.lang).to_owned();
        return if asked { vec![Effect::Go(Go::Warn(text))] } else { Vec::new() };
    }
    let untouched = case.take_round(view, model.lang);
    if untouched > 0 && !asked {
        let before = model.notice.take().map(|notice| notice.text + " ").unwrap_or_default();
        let text = before + &fill(Word::UntouchedFirst, model.lang, &[&untouched.to_string()]);
        model.notice = Some(Notice { text, warning: true });
    }
    Vec::new()
}

/// The lease ran out while its case is open: said once, with the key that helps.
pub(super) fn lease_ran_out(model: &mut Model) -> Vec<Effect> {
    let lease = model.case.as_ref().and_then(|open| open.lease.as_ref());
    if lease.is_some_and(|lease| lease.expires_at <= model.now) {
        super::refused::lease_lost(model)
    } else {
        Vec::new()
    }
}

/// The picture follows the cursor, unless the reviewer holds it; where the field stands on the picture follows both.
pub(super) fn follow(model: &mut Model) {
    let Some(case) = model.case.as_mut().filter(|_| model.place == Place::Case) else { return };
    let entry = case.lines.get(case.cursor).cloned();
    if entry != case.followed {
        case.followed = entry;
        if case.material_under_cursor().is_some() {
            model.picture.pinned = false;
        }
        if let Some(index) = case.looked_at().filter(|_| !model.picture.pinned) {
            model.picture.look_at(index);
        }
    }
    if case.looked_at() == Some(model.picture.index) {
        model.picture.pinned = false;
    }
    model.picture.highlight = case.region_on(model.picture.index).map(part);
    saw(model);
}

/// A region of the catalogue as the picture counts.
fn part(region: catalogue::Region) -> Region {
    let of = |fraction: f64| (fraction * f64::from(Region::SIDE)).round().clamp(0.0, f64::from(Region::SIDE)) as u16;
    Region { x: of(region.x), y: of(region.y), width: of(region.width), height: of(region.height) }
}

/// What stands on the screen in full was seen, by its content and not by its name.
fn saw(model: &mut Model) {
    let Some(sha256) = in_full(model).or_else(|| by_its_facts(model)) else { return };
    if !model.draft().is_some_and(|draft| draft.seen.contains(&sha256))
        && let Some(draft) = model.draft_mut()
    {
        draft.seen.insert(sha256);
    }
}

/// The picture that is on the screen to its last byte and edge.
fn in_full(model: &Model) -> Option<String> {
    let Meter { sent, total } = model.picture.meter;
    let whole = sent >= total && matches!(&model.picture.state, State::Ready(shown) if shows_enough(model, shown));
    let order = model.picture.wanted.as_ref().filter(|_| whole)?;
    let materials = &model.case.as_ref()?.case.materials;
    materials.iter().any(|material| material.sha256 == order.sha256).then(|| order.sha256.clone())
}

/// Whether a picture can be judged as it is shown. Beside the fields half blocks show too little of one for that: there it has to be on
/// the whole screen, unless every one of its pixels has its place.
fn shows_enough(model: &Model, shown: &Shown) -> bool {
    let every_pixel = match &shown.form {
        Form::Blocks { .. } => {
            let halves = u32::from(shown.cells.rows) * 2;
            shown.full.width <= u32::from(shown.cells.cols) && shown.full.height <= halves
        }
        _ => return shown.is_whole(),
    };
    shown.is_whole() && (model.picture.whole || every_pixel)
}

/// Of a video, and where pictures are switched off, the facts of the material at hand are all that a desk can show; they count for
/// whoever may decide.
fn by_its_facts(model: &Model) -> Option<String> {
    let open = model.case.as_ref()?;
    layout::case(model.size.0, model.size.1, model.picture.whole).picture?;
    let material = open.case.materials.get(model.picture.index).filter(|one| !one.sha256.is_empty())?;
    let facts_only = !material.is_picture() || model.pictures.protocol == Protocol::Off;
    let may = || case::update::barred(open, Verb::Return, &model.actor(), model.lang).is_none();
    (facts_only && may()).then(|| material.sha256.clone())
}

/// The reviewer chose a picture: it stays although the cursor moves on, which is said when it begins.
pub(super) fn held(model: &mut Model) -> Vec<Effect> {
    let follows = model.case.as_ref().and_then(case::Model::looked_at);
    let begins = !model.picture.pinned && follows.is_some_and(|index| index != model.picture.index);
    model.picture.pinned = follows.is_some_and(|index| index != model.picture.index) || model.picture.pinned;
    if begins {
        return vec![Effect::Go(Go::Notice(Word::Pinned.text(model.lang).to_owned()))];
    }
    Vec::new()
}

/// Marks what is under the cursor and goes on to what is not read yet.
fn verify(model: &mut Model, in_picture: bool) -> Vec<Effect> {
    let Some(case) = model.case.as_mut() else { return Vec::new() };
    case.has_moved = true;
    if in_picture {
        case.select_material(model.picture.index);
    }
    let draft = model.drafts.entry(case.case.row.id.clone()).or_default();
    let marked = case::marks::toggle(case, draft);
    // The cursor stays on a head, so that the same key takes it back.
    if let (Some(marked), Some(Entry::Group(_) | Entry::Materials)) = (marked, case.lines.get(case.cursor)) {
        let word = if marked.verified { Word::GroupMarked } else { Word::GroupUnmarked };
        return vec![Effect::Go(Go::Notice(fill(word, model.lang, &[&marked.count.to_string()])))];
    }
    match marked.map(|marked| marked.verified) {
        None => vec![Effect::Go(Go::Warn(Word::NothingToMark.text(model.lang).to_owned()))],
        Some(false) => Vec::new(),
        Some(true) if case.lines.get(case.cursor).is_some_and(Entry::is_of_round) => {
            case.cursor = (case.cursor + 1).min(case.lines.len().saturating_sub(1));
            Vec::new()
        }
        Some(true) => match case::marks::next_unread(case, Some(draft)) {
            Some(at) => {
                case.cursor = at;
                Vec::new()
            }
            None => vec![Effect::Go(Go::Notice(Word::AllRead.text(model.lang).to_owned()))],
        },
    }
}

/// To the next match of what is looked for, else to the next finding.
fn next(model: &mut Model, back: bool) -> Vec<Effect> {
    let lang = model.lang;
    let Some(case) = model.case.as_mut() else { return Vec::new() };
    case.has_moved = true;
    if let Some(wanted) = case::find::wanted(case) {
        let places = case::find::matches(case, lang);
        return match case::find::next(&places, case.cursor, back) {
            Some((at, number)) => {
                case.cursor = at;
                let (number, count) = (number.to_string(), places.len().to_string());
                vec![Effect::Go(Go::Notice(fill(Word::MatchOf, lang, &[&number, &count])))]
            }
            None => vec![Effect::Go(Go::Warn(fill(Word::NoMatches, lang, &[&safe(&wanted)])))],
        };
    }
    let places = case::find::found(case);
    match case::find::next(&places, case.cursor, back) {
        Some((at, number)) => {
            case.cursor = at;
            let entry = case.lines.get(at);
            let first = entry.and_then(|entry| case.found_at(entry).first().map(|one| said(&one.severity, lang)));
            let [number, count] = [number, places.len()].map(|count| count.to_string());
            let text = fill(Word::FindingOf, lang, &[&number, &count, &first.unwrap_or_default()]);
            vec![Effect::Go(Go::Notice(text))]
        }
        None => vec![Effect::Go(Go::Notice(Word::NoFindings.text(lang).to_owned()))],
    }
}

/// Shows an event or a note in full; with the cursor elsewhere, the picture on the whole screen.
fn open(model: &mut Model) -> Vec<Effect> {
    let Some(case) = model.case.as_mut() else { return Vec::new() };
    let aside = match case.lines.get(case.cursor) {
        Some(Entry::Event(index)) => Some(Aside::Event(*index)),
        Some(Entry::Note(index)) => Some(Aside::Note(*index)),
        _ => None,
    };
    match aside {
        Some(aside) if !case.in_picture && !model.picture.whole => {
            if !case.expanded.remove(&aside) {
                case.expanded.insert(aside);
            }
        }
        _ => {
            picture::update::intent(&mut model.picture, Intent::WholeScreen, case.case.materials.len());
        }
    }
    Vec::new()
}

/// Shows a masked value in full, which the server records; or masks it again.
fn reveal(model: &mut Model) -> Vec<Effect> {
    let nothing = vec![Effect::Go(Go::Warn(Word::NothingMasked.text(model.lang).to_owned()))];
    let Some(case) = model.case.as_mut() else { return Vec::new() };
    let Some(path) = case.path().filter(|path| case::secret::is_secret(case, path)) else { return nothing };
    if case.revealed.remove(&path).is_some() {
        return Vec::new();
    }
    vec![Effect::Call(Slot::Reveal, Call::Reveal { id: case.case.row.id.clone(), path })]
}

/// Labels the lines that can be seen.
fn jump(model: &mut Model) -> Vec<Effect> {
    let ctx =
        Ctx { lang: model.lang, theme: &model.theme, keys: &model.face.keymap, now: model.now, ascii: model.ascii };
    let Some(case) = model.case.as_ref() else { return Vec::new() };
    let around = Around { shown: None, draft: model.drafts.get(&case.case.row.id) };
    let visible: Vec<usize> = columns(model, case)
        .flat_map(|(area, range)| case::lines::visible(case, range, area, around, &ctx))
        .map(|block| block.index)
        .filter(|index| !matches!(case.lines.get(*index), Some(entry) if is_head(entry)))
        .collect();
    if visible.is_empty() {
        return vec![Effect::Go(Go::Warn(Word::NothingToJump.text(model.lang).to_owned()))];
    }
    let labels = case::find::labels(&visible, case.cursor);
    if let Some(case) = model.case.as_mut() {
        case.in_picture = false;
        case.jump = Some(labels);
    }
    vec![Effect::Go(Go::Notice(Word::JumpHint.text(model.lang).to_owned()))]
}

/// The columns of a case's lines: where each stands, and which entries it has.
fn columns(model: &Model, case: &case::Model) -> impl Iterator<Item = (Rect, Range<usize>)> {
    let parts = layout::case(model.size.0, model.size.1, model.picture.whole);
    let end = if parts.side.is_some() { case.beside() } else { case.lines.len() };
    let columns = [(parts.list, 0..end), (parts.side, case.beside()..case.lines.len())];
    columns.into_iter().filter_map(|(area, range)| area.map(|area| (area, range)))
}

/// The entry of the open case that stands in this cell of the window.
pub(super) fn line_at(model: &Model, at: Position) -> Option<usize> {
    let ctx =
        Ctx { lang: model.lang, theme: &model.theme, keys: &model.face.keymap, now: model.now, ascii: model.ascii };
    let case = model.case.as_ref()?;
    let around = Around { shown: None, draft: model.drafts.get(&case.case.row.id) };
    let (area, range) = columns(model, case).find(|(area, _)| area.contains(at))?;
    let mut rows = usize::from(at.y - area.y);
    case::lines::visible(case, range, area, around, &ctx).into_iter().find_map(|block| {
        let here = rows < block.lines.len();
        rows = rows.saturating_sub(block.lines.len());
        here.then_some(block.index)
    })
}

const fn is_head(entry: &Entry) -> bool {
    matches!(entry, Entry::Group(_) | Entry::Round | Entry::Materials | Entry::Notes | Entry::History)
}

/// A key into the search field or of a label; none where neither is there.
pub(super) fn typed(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    let case = model.case.as_mut()?;
    if case.jump.is_some() {
        label(case, key);
        return Some(Vec::new());
    }
    if !case.search.as_ref().is_some_and(|search| search.typing) {
        return None;
    }
    search(model, key)
}

/// Text pasted into the search field; tells whether there is one.
pub(super) fn pasted(model: &mut Model, text: &str) -> bool {
    let lang = model.lang;
    let here = model.place == Place::Case && model.sheet.is_none();
    let Some(case) = model.case.as_mut().filter(|_| here) else { return false };
    let Some(search) = case.search.as_mut().filter(|search| search.typing) else { return false };
    paste_line(&mut search.input, text, usize::MAX);
    seek(case, lang);
    true
}

fn search(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    let lang = model.lang;
    let case = model.case.as_mut()?;
    let search = case.search.as_mut()?;
    match key.code {
        KeyCode::Esc => {
            case.cursor = search.from.min(case.lines.len().saturating_sub(1));
            case.search = None;
        }
        KeyCode::Enter if search.input.value().trim().is_empty() => case.search = None,
        KeyCode::Enter => {
            search.typing = false;
            if case::find::matches(case, lang).is_empty() {
                let wanted = case::find::wanted(case).unwrap_or_default();
                case.search = None;
                return Some(vec![Effect::Go(Go::Warn(fill(Word::NoMatches, lang, &[&safe(&wanted)])))]);
            }
        }
        _ => {
            if search.input.handle_event(&Event::Key(*key)).is_some_and(|change| change.value) {
                seek(case, lang);
            }
        }
    }
    Some(Vec::new())
}

/// The cursor shows the first match from where the search began.
fn seek(case: &mut case::Model, lang: crate::domain::lang::Lang) {
    let places = case::find::matches(case, lang);
    case.search_hits(places.len());
    let from = case.search.as_ref().map_or(0, |search| search.from);
    case.has_moved = true;
    if let Some(at) = places.iter().find(|at| **at >= from).or_else(|| places.first()) {
        case.cursor = *at;
    }
}

/// A letter of a label: the cursor goes where it stands. What is no letter of any label ends it.
fn label(case: &mut case::Model, key: &KeyEvent) {
    let Some(mut jump) = case.jump.take() else { return };
    match key.code {
        KeyCode::Char(c) => {
            jump.typed.extend(plain_char(c).to_lowercase());
            if let Some((_, at)) = jump.labels.iter().find(|(label, _)| *label == jump.typed) {
                case.cursor = *at;
                case.has_moved = true;
            } else if jump.labels.iter().any(|(label, _)| label.starts_with(&jump.typed)) {
                case.jump = Some(jump);
            }
        }
        KeyCode::Backspace if jump.typed.pop().is_some() => case.jump = Some(jump),
        _ => {}
    }
}
