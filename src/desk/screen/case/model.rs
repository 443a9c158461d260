//! What the case screen knows.

use std::collections::{BTreeMap, BTreeSet};

use tui_input::Input;

use crate::api::{Case, HistoryEvent, LeaseGiven, Material, Note};
use crate::domain::catalogue::{self, FieldGroup, Region, Required, shown_on};
use crate::domain::field::every_value;
use crate::domain::filing::Filing;
use crate::domain::finding::{Finding, Severity};
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::reason::ReasonGiven;
use crate::domain::round::{Outcome, RoundView};

/// The open case.
#[derive(Debug)]
pub struct Model {
    /// The case as last read.
    pub case: Case,
    /// What happened so far, once it is read.
    pub history: Option<Vec<HistoryEvent>>,
    /// What reviewers noted beside it, oldest first, once it is read.
    pub notes: Option<Vec<Note>>,
    /// What changed since the last round, while it is shown.
    pub round: Option<RoundView>,
    /// Whether the reviewer asked for what changed, and not the desk by itself.
    pub asked_round: bool,
    /// My lease, where I hold the case and know the token.
    pub lease: Option<LeaseGiven>,
    /// Whether I held the case and hold it no more, without having handed it back.
    pub lease_gone: bool,
    /// The list's lines.
    pub lines: Vec<Entry>,
    /// The line under the cursor.
    pub cursor: usize,
    /// Whether the picture has the focus.
    pub in_picture: bool,
    /// Whether the reviewer has moved the cursor, which the desk then leaves where it is.
    pub has_moved: bool,
    /// The entry for which the picture was chosen last.
    pub followed: Option<Entry>,
    /// The values that were revealed, by path: shown in full until the case is closed.
    pub revealed: BTreeMap<String, Vec<String>>,
    /// The events and notes that are shown in full.
    pub expanded: BTreeSet<Aside>,
    /// What is looked for.
    pub search: Option<Search>,
    /// The labels to jump by, while they are shown.
    pub jump: Option<Jump>,
}

/// Something beside the form that can be shown in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// An event, by position.
    Event(usize),
    /// A note, by position.
    Note(usize),
}

/// A search within the case.
#[derive(Debug)]
pub struct Search {
    /// What is typed.
    pub input: Input,
    /// Whether it is being typed still.
    pub typing: bool,
    /// Where the cursor was when the search began.
    pub from: usize,
    /// In how many lines it was found.
    pub hits: usize,
}

/// Labels over the lines that can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    /// Each label with the entry that it stands on.
    pub labels: Vec<(String, usize)>,
    /// What is typed of one.
    pub typed: String,
}

/// One entry of the list; a field with a long value takes several screen lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The head of a group of fields.
    Group(FieldGroup),
    /// A field.
    Field {
        /// Its path.
        path: String,
        /// Its name.
        label: String,
        /// Its values in words; empty where it is required and missing.
        values: Vec<String>,
    },
    /// The service principal is the entity principal.
    SamePerson,
    /// The head of what changed since the last round.
    Round,
    /// A reason of the last return, by position.
    SeenTo(usize),
    /// A changed field, by position.
    Change(usize),
    /// A picture beside the last round's, by position.
    Compared(usize),
    /// The head of the materials.
    Materials,
    /// A material, by position.
    Material(usize),
    /// The head of the notes.
    Notes,
    /// A note, by position.
    Note(usize),
    /// The head of the history.
    History,
    /// An event, by position.
    Event(usize),
}

impl Model {
    /// Notes in how many lines what is looked for was found.
    pub const fn search_hits(&mut self, hits: usize) {
        if let Some(search) = &mut self.search {
            search.hits = hits;
        }
    }

    /// Opens a case.
    pub fn new(case: Case, lease: Option<LeaseGiven>, lang: Lang) -> Self {
        let mut model = Self {
            case,
            history: None,
            notes: None,
            round: None,
            asked_round: false,
            lease,
            lease_gone: false,
            lines: Vec::new(),
            cursor: 0,
            in_picture: false,
            has_moved: false,
            followed: None,
            revealed: BTreeMap::new(),
            expanded: BTreeSet::new(),
            search: None,
            jump: None,
        };
        model.lay_out(lang);
        model
    }

    /// Takes a newer reading of the same case, keeping the cursor where it was.
    pub fn replace(&mut self, case: Case, lang: Lang) {
        self.case = case;
        // What was revealed may have another value now.
        self.revealed.clear();
        self.lay_out(lang);
    }

    /// Takes the history in.
    pub fn take_history(&mut self, events: Vec<HistoryEvent>, lang: Lang) {
        self.history = Some(events);
        self.lay_out(lang);
    }

    /// Takes the notes in.
    pub fn take_notes(&mut self, notes: Vec<Note>, lang: Lang) {
        self.notes = Some(notes);
        self.lay_out(lang);
    }

    /// Takes what changed since the last round. Asked for, it is shown from the top. Unasked, it is shown where a reason was
    /// left untouched and the reviewer has not begun to read; tells how many were.
    pub fn take_round(&mut self, view: RoundView, lang: Lang) -> usize {
        let untouched = view.reasons.iter().filter(|seen| seen.outcome == Outcome::Untouched).count();
        if self.asked_round || (untouched > 0 && !self.has_moved) {
            let first = view.reasons.iter().position(|seen| seen.outcome == Outcome::Untouched);
            self.round = Some(view);
            self.lay_out(lang);
            self.cursor = first.map_or(1, |first| first + 1).min(self.lines.len().saturating_sub(1));
        }
        untouched
    }

    /// Shows the case alone again, with the cursor where it was in the form or at its beginning.
    pub fn leave_round(&mut self, lang: Lang) {
        let in_round = self.lines.get(self.cursor).is_some_and(Entry::is_of_round);
        self.round = None;
        self.asked_round = false;
        self.lay_out(lang);
        if in_round {
            self.cursor = 1.min(self.lines.len().saturating_sub(1));
        }
    }

    /// The material to look at for the line under the cursor: itself, or the best one that shows its field and is there.
    pub fn looked_at(&self) -> Option<usize> {
        if let Some(index) = self.material_under_cursor() {
            return Some(index);
        }
        shown_on(&self.path()?).iter().find_map(|on| self.position(&on.slug))
    }

    /// Where on the material at `index` the field under the cursor stands, where that is known.
    pub fn region_on(&self, index: usize) -> Option<Region> {
        let slug = &self.case.materials.get(index)?.slug;
        // A material that only stands in for a better one that is there shows something else.
        let best = self.looked_at().and_then(|best| self.case.materials.get(best))?;
        if best.slug != *slug {
            return None;
        }
        shown_on(&self.path()?).iter().find(|on| on.slug == *slug)?.region
    }

    fn position(&self, slug: &str) -> Option<usize> {
        self.case.materials.iter().position(|material| material.slug == slug)
    }

    /// The field under the cursor, of the form or of what changed.
    pub fn path(&self) -> Option<String> {
        match self.lines.get(self.cursor)? {
            Entry::SamePerson => Some("entity_principal.name".to_owned()),
            Entry::Field { .. } | Entry::Change(_) | Entry::SeenTo(_) => self.target(),
            _ => None,
        }
    }

    /// What the machine found about an entry.
    pub fn found_at(&self, entry: &Entry) -> Vec<&Finding> {
        let target = match entry {
            Entry::Field { path, .. } => path.clone(),
            Entry::Group(group) => group.slug().to_owned(),
            Entry::Material(index) => self.case.materials.get(*index).map(target_of).unwrap_or_default(),
            Entry::Materials => return self.missing().collect(),
            _ => return Vec::new(),
        };
        self.case.findings.iter().filter(|finding| finding.target == target).collect()
    }

    /// Puts the cursor on the first line with a blocker, else with a warning; tells whether there is one.
    pub fn begin_at_findings(&mut self) -> bool {
        let with = |severity: Severity| {
            let has = |entry: &Entry| self.found_at(entry).iter().any(|finding| finding.severity == severity);
            self.lines.iter().position(has)
        };
        match with(Severity::Blocker).or_else(|| with(Severity::Warning)) {
            Some(at) => {
                self.cursor = at;
                true
            }
            None => false,
        }
    }

    /// Where what stands beside the form begins: notes and history.
    pub fn beside(&self) -> usize {
        self.lines.iter().position(|entry| matches!(entry, Entry::Notes | Entry::History)).unwrap_or(self.lines.len())
    }

    /// The material under the cursor, if the cursor is on one.
    pub fn material_under_cursor(&self) -> Option<usize> {
        match self.lines.get(self.cursor) {
            Some(Entry::Material(index)) => Some(*index),
            Some(Entry::Compared(index)) => {
                let compared = self.round.as_ref()?.pictures.get(*index)?;
                let same = |material: &Material| material.slug == compared.slug && material.page == compared.page;
                self.case.materials.iter().position(same)
            }
            _ => None,
        }
    }

    /// Findings about materials that are not there.
    pub fn missing(&self) -> impl Iterator<Item = &Finding> {
        let there = |finding: &&Finding| {
            let slug = finding.target.strip_prefix("material:");
            slug.is_some_and(|slug| !self.case.materials.iter().any(|material| material.slug == slug))
        };
        self.case.findings.iter().filter(there)
    }

    /// What a reason would point at: the field or material under the cursor.
    pub fn target(&self) -> Option<String> {
        match self.lines.get(self.cursor)? {
            Entry::Field { path, .. } => Some(path.clone()),
            Entry::Material(index) => self.case.materials.get(*index).map(target_of),
            Entry::SeenTo(index) => self
                .round
                .as_ref()?
                .reasons
                .get(*index)
                .map(|seen| seen.reason.target.clone())
                .filter(|at| !at.is_empty()),
            Entry::Change(index) => self.round.as_ref()?.changes.get(*index).map(|change| change.path.clone()),
            Entry::Compared(index) => {
                self.round.as_ref()?.pictures.get(*index).map(|picture| format!("material:{}", picture.slug))
            }
            Entry::Group(group) => Some(group.slug().to_owned()),
            Entry::SamePerson => Some(FieldGroup::ServicePrincipal.slug().to_owned()),
            _ => None,
        }
    }

    /// Puts the cursor on what a reason or a finding points at; returns whether there is such a line.
    pub fn select_target(&mut self, target: &str) -> bool {
        let is_there = |line: &Entry| match line {
            Entry::Field { path, .. } => path == target,
            Entry::Material(index) => self.case.materials.get(*index).is_some_and(|one| target_of(one) == target),
            Entry::Group(group) => group.slug() == target,
            _ => false,
        };
        let at = self.lines.iter().position(is_there);
        self.cursor = at.unwrap_or(self.cursor);
        at.is_some()
    }

    /// The reasons of the return that ended the round before; empty before the history is read.
    pub fn reasons_before(&self) -> &[ReasonGiven] {
        let events = self.history.as_deref().unwrap_or(&[]).iter().rev();
        let mut returns = events.filter(|event| event.round < self.case.row.round && !event.reasons.is_empty());
        returns.next().map_or(&[], |event| &event.reasons)
    }

    /// Puts the cursor on a material's line.
    pub fn select_material(&mut self, index: usize) {
        if let Some(at) = self.lines.iter().position(|line| *line == Entry::Material(index)) {
            self.cursor = at;
        }
    }

    fn lay_out(&mut self, lang: Lang) {
        let under = self.lines.get(self.cursor).cloned();
        self.lines = self.round.as_ref().map(round_entries).unwrap_or_default();
        self.lines.extend(entries(&self.case, lang));
        self.lines.extend(beside(self.notes.as_deref().unwrap_or(&[]), Entry::Notes, Entry::Note));
        self.lines.extend(beside(self.history.as_deref().unwrap_or(&[]), Entry::History, Entry::Event));
        let found = under.and_then(|under| self.lines.iter().position(|entry| entry.is_same_line(&under)));
        self.cursor = found.unwrap_or(self.cursor).min(self.lines.len().saturating_sub(1));
        if self.cursor == 0 && self.lines.len() > 1 && !self.has_moved {
            self.cursor = 1;
        }
    }
}

/// A head and what stands below it, newest first; nothing where there is nothing.
fn beside<T>(list: &[T], head: Entry, one: fn(usize) -> Entry) -> Vec<Entry> {
    if list.is_empty() {
        return Vec::new();
    }
    std::iter::once(head).chain((0..list.len()).rev().map(one)).collect()
}

impl Entry {
    /// Whether the entry belongs to what changed since the last round.
    pub const fn is_of_round(&self) -> bool {
        matches!(self, Self::Round | Self::SeenTo(_) | Self::Change(_) | Self::Compared(_))
    }

    /// Whether it is the same line, also where its value is another now.
    fn is_same_line(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field { path, .. }, Self::Field { path: theirs, .. }) => path == theirs,
            _ => self == other,
        }
    }
}

/// What changed since the last round stands above the form, so that both can be read.
fn round_entries(view: &RoundView) -> Vec<Entry> {
    let mut out = vec![Entry::Round];
    out.extend((0..view.reasons.len()).map(Entry::SeenTo));
    out.extend((0..view.changes.len()).map(Entry::Change));
    out.extend((0..view.pictures.len()).map(Entry::Compared));
    out
}

/// `material:SLUG`.
pub fn target_of(material: &Material) -> String {
    format!("material:{}", material.slug)
}

fn entries(case: &Case, lang: Lang) -> Vec<Entry> {
    let mut out = Vec::new();
    let same = case.filing.service_principal.is_same_as_entity_principal;
    let values = every_value(&case.filing, lang);
    let twin = |path: &str| {
        let twin = path.replacen("service_principal.", "entity_principal.", 1);
        values.iter().find(|(field, _)| field.path == twin).map(|(_, values)| values)
    };
    let mut group = None;
    for (field, found) in &values {
        let second_principal = same && field.group == FieldGroup::ServicePrincipal;
        if group != Some(field.group) {
            group = Some(field.group);
            out.push(Entry::Group(field.group));
            if second_principal {
                out.push(Entry::SamePerson);
            }
        }
        // Of a principal who is the same person, only what contradicts the other entry is worth a line.
        let repeated = second_principal && twin(&field.path) == Some(found);
        let missing = found.is_empty() && field.required == Required::Always;
        if repeated || field.path.ends_with("is_same_as_entity_principal") || (found.is_empty() && !missing) {
            continue;
        }
        out.push(Entry::Field { path: field.path.clone(), label: field.text(lang).to_owned(), values: found.clone() });
    }
    out.push(Entry::Materials);
    out.extend((0..case.materials.len()).map(Entry::Material));
    out
}

/// What is different in a newer reading of a case: each the target and a sentence.
pub fn differences(before: &Case, now: &Case, lang: Lang) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let shown = |filing: &Filing, path: &str, values: &[String]| match values {
        [] => lang.pick("未填", "not given").to_owned(),
        values => {
            let masked = values.iter().map(|value| crate::text::safe(&mask::shown(filing, path, value)));
            masked.collect::<Vec<_>>().join(lang.pick("、", ", "))
        }
    };
    for ((field, old), (_, new)) in every_value(&before.filing, lang).iter().zip(every_value(&now.filing, lang)) {
        if *old != new {
            let name = catalogue::target_name(&field.path, lang);
            let (old, new) = (shown(&before.filing, &field.path, old), shown(&now.filing, &field.path, &new));
            out.push((field.path.clone(), format!("{name}: {old} → {new}")));
        }
    }
    let same = |one: &Material, other: &Material| one.slug == other.slug && one.page == other.page;
    for material in &now.materials {
        let old = before.materials.iter().find(|old| same(old, material));
        if old.is_none_or(|old| old.sha256 != material.sha256) {
            let word =
                if old.is_some() { lang.pick("已换图", "another picture") } else { lang.pick("新增", "added") };
            out.push((target_of(material), format!("{}: {word}", material_name(material, lang))));
        }
    }
    for gone in before.materials.iter().filter(|old| !now.materials.iter().any(|one| same(one, old))) {
        out.push((target_of(gone), format!("{}: {}", material_name(gone, lang), lang.pick("已删除", "removed"))));
    }
    out
}

/// A material's name, with its page where its slot takes several.
pub fn material_name(material: &Material, lang: Lang) -> String {
    let known = catalogue::material(&material.slug);
    let name = known.map_or(material.slug.as_str(), |known| known.text(lang));
    if known.is_some_and(|known| known.max > 1) { format!("{name} {}", material.page) } else { name.to_owned() }
}
