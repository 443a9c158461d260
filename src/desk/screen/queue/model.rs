//! What the queue knows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;

use super::field::{Field, Purpose};
use super::fits::fits;
use super::glance::Glances;
use super::list::List;
use crate::api::{CaseRow, Counts, StageCounts};
use crate::domain::filter::{self, Term};
use crate::domain::lang::Lang;
use crate::domain::section::{Section, built_in};
use crate::domain::sort::Sort;
use crate::domain::status::Stage;

/// Filters that are remembered.
const MOST_FILTERS: usize = 50;

/// The queue's state.
#[derive(Debug, Default)]
pub struct Model {
    /// The digit of the section shown; 0 before anybody chose, which is the first.
    pub at: u8,
    /// The sections as the service has them, in the order of their digits; before it said so, the two reviews.
    pub known: Option<Vec<Section>>,
    /// How many cases a section has, as the service counted, by its digit.
    pub sizes: BTreeMap<u8, u64>,
    /// What is loaded, by the section's digit.
    pub lists: BTreeMap<u8, List>,
    /// The filter in force besides the section's own; empty lets everything through.
    pub filter: String,
    /// The last filter that was in force: what `n` looks for when there are no marks.
    pub searched: String,
    /// The filters that were used, the last first.
    pub used: Vec<String>,
    /// The field being typed in.
    pub field: Option<Field>,
    /// The orders that were chosen, by section.
    pub sorts: BTreeMap<u8, Sort>,
    /// The line of the list of orders, while it is open.
    pub ordering: Option<usize>,
    /// The marked cases: number by id.
    pub marks: BTreeMap<String, String>,
    /// How many cases stand where, as the service counted last.
    pub counts: Option<Counts>,
    /// Whether something happened since they were counted.
    pub counts_are_old: bool,
    /// The cases that I hold: number and until when, by id.
    pub mine: BTreeMap<String, (String, Timestamp)>,
    /// Lines that the list has on the screen.
    pub height: usize,
    /// The cases beside the list.
    pub glances: Glances,
}

/// What is asked for of a section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Which review; without one, whatever the filter says.
    pub stage: Option<Stage>,
    /// The filter.
    pub filter: String,
    /// The order.
    pub sort: Sort,
}

impl Model {
    /// The digit of the section shown.
    pub fn section(&self) -> u8 {
        self.at.max(1)
    }

    /// The sections in the order of their digits.
    pub fn sections(&self) -> &[Section] {
        static BUILT_IN: LazyLock<[Section; 2]> = LazyLock::new(|| built_in(Lang::Zh));
        self.known.as_deref().unwrap_or(BUILT_IN.as_slice())
    }

    /// The section under a digit.
    pub fn of(&self, digit: u8) -> Option<&Section> {
        self.sections().iter().find(|section| section.position == digit)
    }

    /// The review that a claim from here is for: the one that the filters ask for.
    pub fn stage(&self) -> Stage {
        let wanted = self.wanted(self.section());
        let terms = filter::parse(&wanted.filter).unwrap_or_default();
        let asked = terms.iter().find_map(|term| match term {
            Term::Stage(stage) => Some(*stage),
            Term::Status(statuses) => statuses.iter().find_map(|status| status.stage()),
            _ => None,
        });
        wanted.stage.or(asked).unwrap_or(Stage::First)
    }

    /// Shows a review, if nothing was chosen yet.
    pub const fn begin_with(&mut self, stage: Stage) {
        if self.at == 0 {
            self.at = match stage {
                Stage::First => 1,
                Stage::Second => 2,
            };
        }
    }

    /// The list shown.
    pub fn list(&self) -> &List {
        self.list_of(self.section())
    }

    /// The list of a section; an untouched one where nothing was asked for yet.
    pub fn list_of(&self, digit: u8) -> &List {
        static NONE: LazyLock<List> = LazyLock::new(List::default);
        self.lists.get(&digit).unwrap_or(&NONE)
    }

    /// The list of a section, to change it.
    pub fn list_mut(&mut self, digit: u8) -> &mut List {
        self.lists.entry(digit).or_default()
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&CaseRow> {
        self.list().selected()
    }

    /// What is asked for of a section: its own filter and the one that was typed.
    pub fn wanted(&self, digit: u8) -> Wanted {
        let own = self.of(digit).map_or("", |section| section.filter.as_str());
        let stage = only_stage(own);
        let own = if stage.is_some() { "" } else { own };
        let both = [own, self.filter.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        Wanted { stage, filter: both.join(" "), sort: self.sort_of(digit) }
    }

    /// The order of a section.
    pub fn sort_of(&self, digit: u8) -> Sort {
        let own = self.of(digit).map_or_else(Sort::default, |section| section.sort);
        self.sorts.get(&digit).copied().unwrap_or(own)
    }

    /// Whether a case as it is now belongs to a section.
    pub fn belongs(&self, digit: u8, row: &CaseRow, me: &str, now: Timestamp) -> bool {
        let wanted = self.wanted(digit);
        let terms = filter::parse(&wanted.filter).unwrap_or_default();
        let asks_status = terms.iter().any(|term| matches!(term, Term::Status(_)));
        let stands = match (wanted.stage, row.status.known()) {
            (Some(stage), status) => status == Some(&stage.status()),
            (None, _) if asks_status => true,
            (None, status) => status.is_some_and(|status| status.stage().is_some()),
        };
        stands && terms.iter().all(|term| fits(row, term, me, now))
    }

    /// What the service counted of a review.
    pub fn counted(&self, stage: Stage) -> Option<&StageCounts> {
        self.counts.as_ref()?.stages.iter().find(|counts| counts.stage == stage)
    }

    /// How many cases a section has without the typed filter, where that is known.
    pub fn count_of(&self, digit: u8) -> Option<u64> {
        match only_stage(&self.of(digit)?.filter) {
            Some(stage) => self.counted(stage).map(|counts| counts.waiting),
            None => self.sizes.get(&digit).copied(),
        }
    }

    /// The filter being typed.
    pub fn typed_filter(&self) -> Option<String> {
        let field = self.field.as_ref().filter(|field| field.purpose == Purpose::Filter);
        field.map(|field| field.text().to_owned())
    }

    /// Remembers a filter that was used.
    pub fn remember(&mut self, filter: &str) {
        self.used.retain(|used| used != filter);
        self.used.insert(0, filter.to_owned());
        self.used.truncate(MOST_FILTERS);
    }

    /// Remembers filters of an earlier time, the last first, behind those that were used since.
    pub fn recall(&mut self, earlier: &[String]) {
        for filter in earlier {
            if !self.used.contains(filter) {
                self.used.push(filter.clone());
            }
        }
        self.used.truncate(MOST_FILTERS);
    }

    /// Takes note of who holds a case.
    pub fn note_holder(&mut self, row: &CaseRow, me: &str) {
        match &row.holder {
            Some(holder) if holder.id == me && !me.is_empty() => {
                self.mine.insert(row.id.clone(), (row.number.clone(), holder.until));
            }
            _ => {
                self.mine.remove(&row.id);
            }
        }
    }
}

/// The review, where a filter asks for one and for nothing else.
fn only_stage(filter: &str) -> Option<Stage> {
    match filter::parse(filter).ok()?.as_slice() {
        [Term::Stage(stage)] => Some(*stage),
        _ => None,
    }
}
