//! What the case screen knows.

use crate::api::{Case, HistoryEvent, LeaseGiven, Material};
use crate::domain::catalogue::{self, FieldGroup, Required};
use crate::domain::field::every_value;
use crate::domain::finding::Finding;
use crate::domain::lang::Lang;
use crate::domain::reason::ReasonGiven;
use crate::domain::round::RoundView;

/// The open case.
#[derive(Debug)]
pub struct Model {
    /// The case as last read.
    pub case: Case,
    /// What happened so far, once it is read.
    pub history: Option<Vec<HistoryEvent>>,
    /// What changed since the last round, while it is shown.
    pub round: Option<RoundView>,
    /// My lease, where I hold the case and know the token.
    pub lease: Option<LeaseGiven>,
    /// The list's lines.
    pub lines: Vec<Entry>,
    /// The line under the cursor.
    pub cursor: usize,
    /// Whether the picture has the focus.
    pub in_picture: bool,
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
    /// The head of the history.
    History,
    /// An event, by position.
    Event(usize),
}

impl Model {
    /// Opens a case.
    pub fn new(case: Case, lease: Option<LeaseGiven>, lang: Lang) -> Self {
        let mut model =
            Self { case, history: None, round: None, lease, lines: Vec::new(), cursor: 0, in_picture: false };
        model.lay_out(lang);
        model
    }

    /// Takes a newer reading of the same case, keeping the cursor where it was.
    pub fn replace(&mut self, case: Case, lang: Lang) {
        let under = self.lines.get(self.cursor).cloned();
        self.case = case;
        self.lay_out(lang);
        if let Some(at) = under.and_then(|entry| self.lines.iter().position(|line| *line == entry)) {
            self.cursor = at;
        }
    }

    /// Takes the history in.
    pub fn take_history(&mut self, events: Vec<HistoryEvent>, lang: Lang) {
        self.history = Some(events);
        self.lay_out(lang);
    }

    /// Shows what changed since the last round, from the top.
    pub fn take_round(&mut self, view: RoundView, lang: Lang) {
        self.round = Some(view);
        self.cursor = 0;
        self.lay_out(lang);
    }

    /// Shows the case alone again.
    pub fn leave_round(&mut self, lang: Lang) {
        self.round = None;
        self.cursor = 0;
        self.lay_out(lang);
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
        self.lines = self.round.as_ref().map(round_entries).unwrap_or_default();
        self.lines.extend(entries(&self.case, self.history.as_deref().unwrap_or(&[]), lang));
        self.cursor = self.cursor.min(self.lines.len().saturating_sub(1));
        if self.cursor == 0 && self.lines.len() > 1 {
            self.cursor = 1;
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

fn entries(case: &Case, history: &[HistoryEvent], lang: Lang) -> Vec<Entry> {
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
    if !history.is_empty() {
        out.push(Entry::History);
        out.extend((0..history.len()).rev().map(Entry::Event));
    }
    out
}

/// What is different in a newer reading of a case: each the target and a sentence.
pub fn differences(before: &Case, now: &Case, lang: Lang) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let shown = |values: &[String]| match values {
        [] => lang.pick("未填", "not given").to_owned(),
        values => values.iter().map(|value| crate::text::safe(value)).collect::<Vec<_>>().join(lang.pick("、", ", ")),
    };
    for ((field, old), (_, new)) in every_value(&before.filing, lang).iter().zip(every_value(&now.filing, lang)) {
        if *old != new {
            let name = catalogue::target_name(&field.path, lang);
            out.push((field.path.clone(), format!("{name}: {} → {}", shown(old), shown(&new))));
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
