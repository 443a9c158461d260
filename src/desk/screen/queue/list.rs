//! A window on a list that may have a hundred thousand rows. Pages are read at either end as the cursor comes near, and what
//! lies far from it is let go, so that memory and every key cost the same wherever the cursor is. What changes meanwhile is
//! written into the rows where they stand; nothing moves under the cursor until the list is read anew.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;

use crate::api::{CaseRow, Change, Page};

/// Rows asked for at a time; more than the tallest window shows.
pub const PAGE: u32 = 100;

/// When the cursor comes this near to an end of what is loaded, the next page is asked for.
pub const AHEAD: usize = 40;

/// The most rows that are kept.
pub const MOST: usize = 600;

/// The most new cases that are counted one by one.
const MOST_NEWS: usize = 999;

/// What is loaded of one section.
#[derive(Debug, Clone)]
pub struct List {
    /// The rows of the window.
    pub rows: VecDeque<CaseRow>,
    /// The row under the cursor, within the window.
    pub cursor: usize,
    /// The first row on the screen, within the window.
    pub top: usize,
    /// Rows of the list before the window; none where that is not known.
    pub before: Option<usize>,
    /// How many rows the whole list has, as the service counted them last.
    pub total: Option<usize>,
    /// Whether the list goes on before the window.
    pub above: bool,
    /// Whether the list goes on after the window.
    pub below: bool,
    /// Rows that the cursor still has to go, down or (below zero) up, once the page on its way is there.
    owed: isize,
    /// The page on its way.
    pub fetch: Option<Fetch>,
    /// When the list was last read or compared.
    pub read_at: Option<Timestamp>,
    /// Why the API could not answer.
    pub trouble: Option<String>,
    /// Rows of the window whose case is no longer in the section.
    pub gone: HashSet<String>,
    /// Cases that came into the section and are not in the window.
    pub news: HashSet<String>,
    /// The API's cursors, by the row at which they stand: every edge of the window has one if the list goes on there.
    ends: HashMap<String, String>,
    fresh: Fresh,
}

/// What a page on its way is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetch {
    /// To read the window anew.
    Fresh,
    /// What follows the window.
    Down,
    /// What stands before the window.
    Up,
    /// The end of the list, where the cursor goes.
    Tail,
    /// To see what changed.
    Poll,
}

/// Which page to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The API's cursor.
    pub cursor: Option<String>,
    /// From the end of the list.
    pub backwards: bool,
}

/// The pages of a window that is being read anew.
#[derive(Debug, Clone, Default)]
struct Fresh {
    rows: Vec<CaseRow>,
    ends: Vec<(String, String)>,
    /// The row of the window behind which the first page begins.
    kept: Option<usize>,
    /// So many rows are needed before the old ones are replaced.
    wanted: usize,
    /// What was new when the reading began; it is no longer when it ends.
    known: HashSet<String>,
    /// Whether the cursor goes to the first row.
    to_top: bool,
}

impl Default for List {
    fn default() -> Self {
        Self {
            rows: VecDeque::new(),
            cursor: 0,
            top: 0,
            before: Some(0),
            total: None,
            above: false,
            below: false,
            owed: 0,
            fetch: None,
            read_at: None,
            trouble: None,
            gone: HashSet::new(),
            news: HashSet::new(),
            ends: HashMap::new(),
            fresh: Fresh::default(),
        }
    }
}

impl List {
    /// The row under the cursor.
    pub fn selected(&self) -> Option<&CaseRow> {
        self.rows.get(self.cursor)
    }

    /// Whether nothing was read and nothing is on its way.
    pub const fn is_untouched(&self) -> bool {
        self.read_at.is_none() && self.fetch.is_none()
    }

    /// Whether the section is known to have no case at all.
    pub fn is_empty(&self) -> bool {
        self.read_at.is_some() && self.rows.is_empty() && self.fetch != Some(Fetch::Fresh)
    }

    /// How many rows the whole list has: as it was read where its end is here, else as the service counted.
    pub fn len(&self) -> Option<usize> {
        let read = self.before.filter(|_| self.read_at.is_some() && !self.below).map(|before| before + self.rows.len());
        read.or(self.total)
    }

    /// The cursor's place in the whole list, counted from 1.
    pub fn place(&self) -> Option<usize> {
        self.before.map(|before| before + self.cursor + 1)
    }

    /// The cursor's place counted from the end, where the window reaches it.
    pub fn place_from_end(&self) -> Option<usize> {
        (!self.below).then(|| self.rows.len().saturating_sub(self.cursor))
    }

    /// Begins to read anew what is on the screen, or from the top.
    pub fn begin_fresh(&mut self, height: usize, to_top: bool) -> Ask {
        let kept = if to_top { None } else { self.end_before(self.top.min(self.cursor)) };
        let bottom = (self.top + height).max(self.cursor + 1);
        if to_top {
            self.owed = 0;
        }
        self.fresh = Fresh {
            kept,
            wanted: if to_top { height } else { bottom - kept.unwrap_or(0) },
            known: self.news.clone(),
            to_top,
            ..Fresh::default()
        };
        self.fetch = Some(Fetch::Fresh);
        Ask { cursor: kept.and_then(|at| self.end_of(at)), backwards: false }
    }

    /// Begins to look for what changed around the window.
    pub fn begin_poll(&mut self) -> Ask {
        self.fetch = Some(Fetch::Poll);
        Ask { cursor: if self.above { self.end_of(0) } else { None }, backwards: false }
    }

    /// Begins to read the end of the list; none where it is loaded, and the cursor is there at once.
    pub fn begin_tail(&mut self, height: usize) -> Option<Ask> {
        // What is still on its way for the first time may have any end.
        let is_unread = self.read_at.is_none() && self.fetch.is_some();
        if !self.below && !is_unread {
            self.go_to(self.rows.len().saturating_sub(1), height);
            return None;
        }
        self.owed = 0;
        self.fetch = Some(Fetch::Tail);
        Some(Ask { cursor: None, backwards: true })
    }

    /// Asks for a page before the cursor comes to an end of the window.
    pub fn begin_ahead(&mut self) -> Option<Ask> {
        if self.fetch.is_some() {
            return None;
        }
        if self.below && self.cursor + AHEAD >= self.rows.len() {
            let cursor = Some(self.end_of(self.rows.len().checked_sub(1)?)?);
            self.fetch = Some(Fetch::Down);
            return Some(Ask { cursor, backwards: false });
        }
        if self.above && self.cursor < AHEAD {
            let cursor = Some(self.end_of(0)?);
            self.fetch = Some(Fetch::Up);
            return Some(Ask { cursor, backwards: true });
        }
        None
    }

    /// Moves the cursor by so many rows. What goes beyond the window is made up for when the page comes, so that keys that are
    /// quicker than the line lead to the same row.
    pub fn step(&mut self, by: isize, height: usize) {
        let last = self.rows.len().saturating_sub(1).cast_signed();
        let to = self.cursor.cast_signed().saturating_add(self.owed).saturating_add(by);
        self.go_to(to.clamp(0, last).cast_unsigned(), height);
        self.owed = match to {
            below if below > last && self.below => below - last,
            above if above < 0 && self.above => above,
            _ => 0,
        };
    }

    /// Puts the cursor on a row; the screen moves by half its height, so that it moves seldom.
    pub fn go_to(&mut self, row: usize, height: usize) {
        self.owed = 0;
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self.keep_in_sight(height);
    }

    /// Keeps the cursor on the screen and the screen on the rows.
    pub fn keep_in_sight(&mut self, height: usize) {
        let height = height.max(1);
        let half = height / 2;
        if self.cursor < self.top {
            self.top = self.cursor.saturating_sub(half);
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + half + 1 - height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height)).min(self.cursor);
    }

    /// Takes a page in; gives the next page that is needed for what was begun.
    pub fn take(&mut self, page: Page<CaseRow>, now: Timestamp, height: usize) -> Option<Ask> {
        self.trouble = None;
        match self.fetch.take()? {
            Fetch::Fresh => return self.took_fresh(page, now, height),
            Fetch::Down => {
                self.took_down(page);
                self.step(0, height);
            }
            Fetch::Up => {
                self.took_up(page);
                self.step(0, height);
            }
            Fetch::Tail => self.took_tail(page, now, height),
            Fetch::Poll => self.took_poll(&page, now),
        }
        None
    }

    /// A page did not come. What was read before stays.
    pub fn failed(&mut self, why: String) {
        self.fetch = None;
        self.owed = 0;
        self.fresh = Fresh::default();
        self.trouble = Some(why);
    }

    fn took_fresh(&mut self, page: Page<CaseRow>, now: Timestamp, height: usize) -> Option<Ask> {
        let fresh = &mut self.fresh;
        fresh.rows.extend(page.items);
        if let (Some(last), Some(next)) = (fresh.rows.last(), page.next_cursor) {
            fresh.ends.push((last.id.clone(), next.clone()));
            if fresh.rows.len() < fresh.wanted {
                self.fetch = Some(Fetch::Fresh);
                return Some(Ask { cursor: Some(next), backwards: false });
            }
            self.below = true;
        } else {
            self.below = false;
        }
        let fresh = std::mem::take(&mut self.fresh);
        let (under, line, was) = (self.selected().map(|row| row.id.clone()), self.cursor - self.top, self.cursor);
        let kept = fresh.kept.and_then(|at| {
            let row = self.rows.get(at)?.clone();
            Some((row.id.clone(), self.ends.get(&row.id)?.clone(), row))
        });
        self.before = self.before.map(|before| before + fresh.kept.unwrap_or(0)).filter(|_| kept.is_some()).or(
            // From the top there is nothing before; from a place that is not known it stays so.
            kept.is_none().then_some(0),
        );
        self.above = kept.is_some();
        let gone = std::mem::take(&mut self.gone);
        let old: HashMap<String, CaseRow> = self.rows.drain(..).map(|row| (row.id.clone(), row)).collect();
        self.ends = fresh.ends.into_iter().collect();
        if let Some((id, end, row)) = kept {
            self.ends.insert(id.clone(), end);
            self.gone.insert(id);
            self.rows.push_back(row);
        }
        // What was told while the pages came is newer than they are.
        let told_since = |row: &CaseRow| old.get(&row.id).filter(|told| told.version > row.version);
        self.gone.extend(fresh.rows.iter().filter(|row| told_since(row).is_some()).map(|row| row.id.clone()));
        self.gone.retain(|id| gone.contains(id));
        let newest = fresh.rows.iter().map(|row| told_since(row).unwrap_or(row).clone()).collect();
        self.push_unknown(newest, false);
        self.news.retain(|id| !fresh.known.contains(id));
        self.forget_loaded_news();
        self.read_at = Some(now);
        let found = under.filter(|_| !fresh.to_top).and_then(|id| self.rows.iter().position(|row| row.id == id));
        let last = self.rows.len().saturating_sub(1);
        self.cursor = match found {
            Some(at) => at,
            None if fresh.to_top => 0,
            None => was.saturating_sub(fresh.kept.unwrap_or(0)).min(last),
        };
        self.top = self.cursor.saturating_sub(line);
        self.step(0, height);
        None
    }

    fn took_down(&mut self, page: Page<CaseRow>) {
        self.push_unknown(page.items, false);
        self.below = page.next_cursor.is_some();
        if let (Some(row), Some(end)) = (self.rows.back(), page.next_cursor) {
            self.ends.insert(row.id.clone(), end);
        }
        self.forget_loaded_news();
        // The rows at the top go, down to one at which the list can be gone on with.
        let spare = self.rows.len().saturating_sub(MOST);
        if spare > 0
            && let Some(first) = (spare..self.top.min(self.cursor)).find(|at| self.end_of(*at).is_some())
        {
            for row in self.rows.drain(..first) {
                self.ends.remove(&row.id);
                self.gone.remove(&row.id);
            }
            self.cursor -= first;
            self.top -= first;
            self.before = self.before.map(|before| before + first);
            self.above = true;
        }
    }

    fn took_up(&mut self, page: Page<CaseRow>) {
        let more = page.next_cursor.is_some();
        let added = self.push_unknown(page.items, true);
        self.above = more;
        self.before = if more { self.before.map(|before| before.saturating_sub(added)) } else { Some(0) };
        self.cursor += added;
        self.top += added;
        if let (Some(row), Some(end)) = (self.rows.front(), page.next_cursor) {
            self.ends.insert(row.id.clone(), end);
        }
        self.forget_loaded_news();
        if self.rows.len() > MOST
            && let Some(last) = (self.cursor + AHEAD + 1..MOST).rev().find(|at| self.end_of(*at).is_some())
        {
            for row in self.rows.drain(last + 1..) {
                self.ends.remove(&row.id);
                self.gone.remove(&row.id);
            }
            self.below = true;
        }
    }

    fn took_tail(&mut self, page: Page<CaseRow>, now: Timestamp, height: usize) {
        let whole = page.next_cursor.is_none();
        self.rows.clear();
        self.ends.clear();
        self.gone.clear();
        self.push_unknown(page.items, true);
        if let (Some(row), Some(end)) = (self.rows.front(), page.next_cursor) {
            self.ends.insert(row.id.clone(), end);
        }
        self.below = false;
        self.above = !whole;
        self.before = if whole { Some(0) } else { self.total.map(|total| total.saturating_sub(self.rows.len())) };
        self.forget_loaded_news();
        self.read_at = Some(now);
        self.cursor = self.rows.len().saturating_sub(1);
        self.top = self.rows.len().saturating_sub(height.max(1));
    }

    /// What a page from the window's top says has changed. Rows are renewed where they stand.
    fn took_poll(&mut self, page: &Page<CaseRow>, now: Timestamp) {
        self.read_at = Some(now);
        let there: HashSet<&str> = page.items.iter().map(|row| row.id.as_str()).collect();
        // As far as the page reaches into the window, what it does not have is gone.
        let reach = match (&page.next_cursor, page.items.last()) {
            (None, _) => self.rows.len(),
            (Some(_), last) => last.and_then(|last| self.rows.iter().position(|row| row.id == last.id)).unwrap_or(0),
        };
        let first = usize::from(self.above);
        let gone: Vec<_> = (first..reach)
            .filter_map(|at| self.rows.get(at))
            .filter(|row| !there.contains(row.id.as_str()))
            .map(|row| row.id.clone())
            .collect();
        self.gone.extend(gone);
        for row in &page.items {
            self.renew(row, Some(true), true);
        }
    }

    /// Writes a row of a case into the window where it stands, or counts it as new where it belongs to the section and
    /// is not loaded.
    pub fn renew(&mut self, row: &CaseRow, belongs: Option<bool>, arrives: bool) {
        match self.rows.iter_mut().find(|known| known.id == row.id) {
            Some(known) if known.version > row.version => {}
            Some(known) => {
                *known = row.clone();
                self.mark_gone(&row.id, belongs);
            }
            None if belongs == Some(true) && arrives && self.news.len() < MOST_NEWS => {
                self.news.insert(row.id.clone());
            }
            None if belongs == Some(false) => {
                self.news.remove(&row.id);
            }
            None => {}
        }
    }

    /// The same of a change that came without its row.
    pub fn renew_briefly(&mut self, change: &Change, belongs: Option<bool>, arrives: bool) {
        match self.rows.iter_mut().find(|known| known.id == change.id) {
            Some(known) if known.version > change.version => {}
            Some(known) => {
                known.status = change.status.clone();
                known.version = change.version;
                self.mark_gone(&change.id, belongs);
            }
            None if belongs == Some(true) && arrives && self.news.len() < MOST_NEWS => {
                self.news.insert(change.id.clone());
            }
            None if belongs == Some(false) => {
                self.news.remove(&change.id);
            }
            None => {}
        }
    }

    fn mark_gone(&mut self, id: &str, belongs: Option<bool>) {
        match belongs {
            Some(false) => {
                self.gone.insert(id.to_owned());
            }
            Some(true) => {
                self.gone.remove(id);
            }
            None => {}
        }
    }

    /// Adds rows that are not here yet, and renews those that are; gives how many were added.
    fn push_unknown(&mut self, rows: Vec<CaseRow>, in_front: bool) -> usize {
        let mut known: HashMap<String, usize> =
            self.rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect();
        let mut added = 0;
        for row in rows {
            if let Some(at) = known.get(&row.id) {
                // Where rows were put in front meanwhile, the known ones stand so much farther down.
                let at = at + if in_front { added } else { 0 };
                if let Some(there) = self.rows.get_mut(at) {
                    *there = row;
                }
                continue;
            }
            if in_front {
                self.rows.push_front(row);
            } else {
                known.insert(row.id.clone(), self.rows.len());
                self.rows.push_back(row);
            }
            added += 1;
        }
        added
    }

    fn forget_loaded_news(&mut self) {
        if !self.news.is_empty() {
            for row in &self.rows {
                self.news.remove(&row.id);
            }
        }
    }

    /// The last row up to this one at which the list can be gone on with.
    fn end_before(&self, at: usize) -> Option<usize> {
        (0..=at.min(self.rows.len().checked_sub(1)?)).rev().find(|row| self.end_of(*row).is_some())
    }

    fn end_of(&self, at: usize) -> Option<String> {
        self.ends.get(&self.rows.get(at)?.id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::filing::FilingType;
    use crate::domain::finding::FindingCounts;
    use crate::domain::status::Status;

    const HEIGHT: usize = 17;

    fn row(id: usize, version: i64) -> CaseRow {
        CaseRow {
            id: format!("case-{id}"),
            number: format!("BA{id:06}"),
            status: Status::FirstReview.into(),
            round: 1,
            version,
            organizer: String::new(),
            site: String::new(),
            domain: String::new(),
            province: String::new(),
            nature: String::new(),
            filing_type: FilingType::ALL[0].into(),
            entered_at: Timestamp::UNIX_EPOCH,
            due_at: None,
            due_unknown: None,
            holder: None,
            decision: None,
            finding_counts: FindingCounts::default(),
            escalated_at: None,
            snoozed_until: None,
        }
    }

    /// A service: the cases in their order, by id and version. A cursor is the id of the case at which a page ended.
    struct Service(Vec<(usize, i64)>);

    impl Service {
        fn answer(&self, ask: &Ask) -> Page<CaseRow> {
            let mut all = self.0.clone();
            let after: Option<usize> = ask.cursor.as_deref().map(|id| id.parse().unwrap());
            all.retain(|(id, _)| after.is_none_or(|after| if ask.backwards { *id < after } else { *id > after }));
            if ask.backwards {
                all.reverse();
            }
            let more = all.len() > PAGE as usize;
            all.truncate(PAGE as usize);
            let next_cursor = all.last().filter(|_| more).map(|(id, _)| id.to_string());
            Page { items: all.into_iter().map(|(id, version)| row(id, version)).collect(), next_cursor }
        }
    }

    fn serve(list: &mut List, service: &Service, mut ask: Option<Ask>) {
        while let Some(asked) = ask {
            ask = list.take(service.answer(&asked), Timestamp::UNIX_EPOCH, HEIGHT);
        }
    }

    #[derive(Debug, Clone)]
    enum Happens {
        Changes(usize),
        Leaves(usize),
        Arrives(usize),
        Polled,
        Ahead,
        Refreshed,
    }

    fn happens() -> impl Strategy<Value = Happens> {
        prop_oneof![
            (0..2000_usize).prop_map(Happens::Changes),
            (0..2000_usize).prop_map(Happens::Leaves),
            (0..2000_usize).prop_map(Happens::Arrives),
            Just(Happens::Polled),
            Just(Happens::Ahead),
            Just(Happens::Refreshed),
        ]
    }

    #[test]
    fn steps_that_are_quicker_than_the_pages_lead_to_the_same_row() {
        let service = Service((0..1000).map(|id| (id, 1)).collect());
        let mut list = List::default();
        let ask = list.begin_fresh(HEIGHT, true);
        serve(&mut list, &service, Some(ask));
        let mut walk = |by: isize, steps: usize, to: usize| {
            let mut on_its_way = None;
            for _ in 0..steps {
                list.step(by, HEIGHT);
                on_its_way = on_its_way.or_else(|| list.begin_ahead());
            }
            while let Some(ask) = on_its_way {
                serve(&mut list, &service, Some(ask));
                on_its_way = list.begin_ahead();
            }
            assert_eq!(list.selected().unwrap().id, format!("case-{to}"));
        };
        walk(8, 50, 400);
        walk(8, 60, 880);
        walk(-8, 90, 160);
        // What is turned back from was never gone, and an end is an end.
        walk(8, 200, 999);
        walk(-8, 1, 991);
    }

    proptest! {
        #[test]
        fn whatever_happens_the_cursors_row_stays_under_the_cursor(
            events in proptest::collection::vec(happens(), 0..40), steps in 0..30_usize, from_end: bool,
        ) {
            // Even ids are there, odd ones may come.
            let mut service = Service((0..1000).map(|id| (id * 2, 1)).collect());
            let mut list = List::default();
            let ask = list.begin_fresh(HEIGHT, true);
            serve(&mut list, &service, Some(ask));
            if from_end {
                let ask = list.begin_tail(HEIGHT);
                serve(&mut list, &service, ask);
            }
            for _ in 0..steps {
                let to = if from_end { list.cursor.saturating_sub(29) } else { list.cursor + 29 };
                list.go_to(to, HEIGHT);
                let ask = list.begin_ahead();
                serve(&mut list, &service, ask);
            }
            let under = list.selected().unwrap().id.clone();
            let line = list.cursor - list.top;
            for event in events {
                match event {
                    Happens::Changes(id) => {
                        if let Some((id, version)) = service.0.iter_mut().find(|(known, _)| *known == id) {
                            *version += 1;
                            list.renew(&row(*id, *version), Some(true), false);
                        }
                    }
                    Happens::Leaves(id) if format!("case-{id}") != under => {
                        service.0.retain(|(known, _)| *known != id);
                        list.renew(&row(id, 99), Some(false), false);
                    }
                    Happens::Leaves(_) => {}
                    Happens::Arrives(id) => {
                        if let Err(at) = service.0.binary_search_by_key(&id, |(known, _)| *known) {
                            service.0.insert(at, (id, 100));
                            list.renew(&row(id, 100), Some(true), true);
                        }
                    }
                    Happens::Polled => {
                        let ask = list.begin_poll();
                        serve(&mut list, &service, Some(ask));
                    }
                    Happens::Ahead => {
                        let ask = list.begin_ahead();
                        serve(&mut list, &service, ask);
                    }
                    Happens::Refreshed => {
                        let ask = list.begin_fresh(HEIGHT, false);
                        serve(&mut list, &service, Some(ask));
                        // Rows above may be gone now, and the first and last lines of a list are where they are.
                        let room = list.cursor >= line && list.rows.len() >= list.cursor - line.min(list.cursor) + HEIGHT;
                        prop_assert!(!room || list.cursor - list.top == line);
                        if !room {
                            return Ok(());
                        }
                    }
                }
                prop_assert_eq!(&list.selected().unwrap().id, &under);
                prop_assert_eq!(list.cursor - list.top, line);
                prop_assert!(list.rows.len() <= MOST + PAGE as usize);
                let ids: HashSet<_> = list.rows.iter().map(|row| &row.id).collect();
                prop_assert_eq!(ids.len(), list.rows.len(), "no case stands twice");
            }
        }
    }
}
