//! The desk read out: for screen readers, and for whoever sets `ACCESSIBLE=1`. No frames, no pictures, nothing drawn over
//! anything: what changed is told as lines, one item each, and the cursor stays at the end of what was told last.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::layout::READ_OUT;
use super::model::{Model, Place};
use super::view;
use crate::api::CaseRow;
use crate::domain::catalogue;
use crate::domain::clocks::time_left;
use crate::keys::Scope;
use crate::text::{Word, fill, safe, said, width};

/// The window that is read from: so wide that nothing in it is cut and nothing stands beside anything, and tall enough for many lines.
pub const SIZE: (u16, u16) = (READ_OUT, 60);

/// Of a line that is typed in so many cells around the cursor are told, so that it can be told again in its place.
const TYPED: usize = 70;

/// What was told so far.
#[derive(Debug, Default)]
pub struct Lines {
    before: Vec<Row>,
    screen: Option<(Scope, bool)>,
    heard: u64,
}

/// A line of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    text: String,
    selected: bool,
    /// The column of the cursor, where it is in this line.
    cursor: Option<usize>,
}

impl Lines {
    /// What is to be told now, ready for a terminal; empty where there is nothing new.
    pub fn next(&mut self, model: &Model) -> String {
        let rows = rows(model);
        let covered = model.is_covered() || model.sheet.is_some() || !model.over.is_empty();
        let screen = Some((model.focus(), covered));
        let heard = std::mem::replace(&mut self.heard, model.face.heard);
        let before = std::mem::replace(&mut self.before, rows);
        let entered = std::mem::replace(&mut self.screen, screen) != screen;
        // Only clocks moved: nobody wants to hear of every second.
        if !entered && heard == model.face.heard {
            return String::new();
        }
        let fresh = |row: &&Row| entered || !before.contains(row);
        let mut news: Vec<&Row> = self.before.iter().filter(fresh).collect();
        // A line that only lost the cursor is no news.
        news.retain(|row| {
            entered || row.selected || row.cursor.is_some() || !before.iter().any(|old| old.text == row.text)
        });
        let field = news.iter().position(|row| row.cursor.is_some());
        if let ([only], Some(0), false) = (news.as_slice(), field, entered) {
            return format!("\r\x1b[K{}{}", only.text, back(only));
        }
        // The item under the cursor comes last, so that it is what was told last.
        news.sort_by_key(|row| (row.selected, row.cursor.is_some()));
        let mut out = String::new();
        for row in &news {
            out.push_str("\r\n");
            // Some lists mark it themselves.
            out.push_str(if row.selected && !row.text.starts_with('>') { "> " } else { "" });
            out.push_str(&row.text);
        }
        if let Some(last) = news.last() {
            out.push_str(&back(last));
        }
        out
    }
}

/// Back from the end of a line to the cursor in it.
fn back(row: &Row) -> String {
    match row.cursor.map(|at| width(&row.text).saturating_sub(at)) {
        Some(cells) if cells > 0 => format!("\x1b[{cells}D"),
        _ => String::new(),
    }
}

/// The window's lines without frames: those of the box on top, where there is one.
fn rows(model: &Model) -> Vec<Row> {
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(area);
    let cursor = view::draw(model, &mut buffer);
    let covered = model.is_covered() || model.sheet.is_some() || !model.over.is_empty() || model.face.pending.shown;
    let on_top = top_box(&buffer).filter(|_| covered);
    let inside = on_top.map_or(area, |frame| Rect::new(frame.x + 1, frame.y, frame.width - 2, frame.height));
    let mut out: Vec<Row> = (inside.top()..inside.bottom()).filter_map(|y| row(&buffer, inside, y, cursor)).collect();
    // What the box hides of the footer is told nevertheless: it answers the last key.
    if let (Some(_), Some(notice)) = (on_top, &model.notice) {
        out.push(Row { text: safe(&notice.text), selected: false, cursor: None });
    }
    if model.place == Place::Queue
        && on_top.is_none()
        && let Some(case) = model.queue.selected()
        && let Some(row) = out.iter_mut().find(|row| row.selected && row.text.contains(&safe(&case.number)))
    {
        row.text = spoken(case, model);
    }
    out
}

fn row(buffer: &Buffer, area: Rect, y: u16, cursor: Option<Position>) -> Option<Row> {
    let cells: Vec<&Cell> = (area.left()..area.right()).filter_map(|x| buffer.cell((x, y))).collect();
    let mut text = String::new();
    let mut skip = false;
    for cell in &cells {
        if !std::mem::take(&mut skip) {
            text.push_str(cell.symbol());
            skip = width(cell.symbol()) > 1;
        }
    }
    let line = |c: char| matches!(c, '+' | '-' | '|') || ('\u{2500}'..='\u{257f}').contains(&c);
    let text: String = text.trim_end().trim_end_matches(line).trim_end().to_owned();
    let indent = text.len() - text.trim_start().len();
    let bare = text.trim_start().trim_start_matches(line).trim_start();
    let lost = width(&text) - width(bare);
    let at = cursor
        .filter(|at| at.y == y && area.contains(*at))
        .map(|at| usize::from(at.x - area.x).saturating_sub(lost.max(indent)));
    if bare.is_empty() && at.is_none() {
        return None;
    }
    let (text, at) = match at {
        Some(at) => around(bare, at),
        None => (squeezed(bare), None),
    };
    let reversed = cells.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).count();
    Some(Row { text, selected: reversed * 2 > cells.len(), cursor: at })
}

/// The text with the gaps between its columns as narrow as a gap can be.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blanks = 0;
    for c in text.chars() {
        blanks = if c == ' ' { blanks + 1 } else { 0 };
        if blanks <= 2 {
            out.push(c);
        }
    }
    out
}

/// The part of a line around the cursor, and where the cursor is in it.
fn around(text: &str, at: usize) -> (String, Option<usize>) {
    let skip = at.saturating_sub(TYPED);
    let (mut passed, mut out) = (0, String::new());
    for c in text.chars() {
        let cells = width(c.encode_utf8(&mut [0; 4]));
        if passed >= skip && passed + cells <= skip + TYPED + 1 {
            out.push(c);
        }
        passed += cells;
    }
    (out, Some(at - skip))
}

/// The smallest box that is drawn whole: nothing lies over it.
fn top_box(buffer: &Buffer) -> Option<Rect> {
    let is = |x: u16, y: u16, signs: &str| buffer.cell((x, y)).is_some_and(|cell| signs.contains(cell.symbol()));
    let area = buffer.area;
    let mut best: Option<Rect> = None;
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if !is(x, y, "+╭┌") || !is(x, y + 1, "|│") {
                continue;
            }
            let right = (x + 2..area.right()).filter(|right| is(*right, y, "+╮┐") && is(*right, y + 1, "|│")).min();
            let Some(right) = right else { continue };
            let bottom = (y + 1..area.bottom()).find(|bottom| !is(x, *bottom, "|│"));
            let Some(bottom) = bottom.filter(|bottom| is(x, *bottom, "+╰└") && is(right, *bottom, "+╯┘"))
            else {
                continue;
            };
            if !(y + 1..bottom).all(|line| is(right, line, "|│")) {
                continue;
            }
            let found = Rect::new(x, y, right - x + 1, bottom - y + 1);
            if best.is_none_or(|best| found.area() < best.area()) {
                best = Some(found);
            }
        }
    }
    best
}

/// A row of the queue as a sentence, with everything that columns cut.
fn spoken(row: &CaseRow, model: &Model) -> String {
    let lang = model.lang;
    let province = catalogue::province(&row.province).map_or(row.province.as_str(), |known| known.text(lang));
    let nature = catalogue::nature(&row.nature).map_or(row.nature.as_str(), |known| known.text(lang));
    let due = row.due_at.map(|due| time_left(due, model.now, lang)).unwrap_or_default();
    let holder = row.holder.as_ref().filter(|holder| holder.until > model.now).map(|holder| safe(&holder.id));
    let findings = row.finding_counts;
    let found = (findings.blocker + findings.warning > 0)
        .then(|| fill(Word::FindingsCounted, lang, &[&findings.blocker.to_string(), &findings.warning.to_string()]));
    let parts = [
        safe(&row.number),
        safe(&row.organizer),
        safe(&row.site),
        safe(&row.domain),
        safe(province),
        safe(nature),
        said(&row.status, lang),
        fill(Word::RoundN, lang, &[&row.round.to_string()]),
        found.unwrap_or_default(),
        due,
        holder.unwrap_or_default(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(lang.pick("，", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(lines: &[&str]) -> Buffer {
        Buffer::with_lines(lines.to_vec())
    }

    #[test]
    fn the_box_on_top_is_found_and_its_frame_is_not_read() {
        let shown = buffer(&[
            "header              ",
            " +-- Title ------+  ",
            " | text one      |  ",
            " | +--+          |  ",
            " | two           |  ",
            " +---------------+  ",
        ]);
        let frame = top_box(&shown).unwrap();
        assert_eq!(frame, Rect::new(1, 1, 17, 5));
        let inside = Rect::new(frame.x + 1, frame.y, frame.width - 2, frame.height);
        let texts: Vec<_> = (1..6).filter_map(|y| row(&shown, inside, y, None)).map(|row| row.text).collect();
        assert_eq!(texts, ["Title", "text one", "two"]);
    }

    #[test]
    fn a_box_with_something_over_it_is_not_the_one_on_top() {
        let shown = buffer(&[
            "+-----------------+ ",
            "| below           | ",
            "|     +--- A --+  | ",
            "|     | above  |  | ",
            "|     +--------+  | ",
            "+-----------------+ ",
        ]);
        assert_eq!(top_box(&shown), Some(Rect::new(6, 2, 10, 3)));
    }
}
