//! What the feed of changes does: rows are renewed where they stand, and what came or went is counted.

use jiff::Timestamp;

use crate::api::Change;
use crate::desk::effect::{Effect, Go};
use crate::desk::screen::queue::model::Model;
use crate::domain::lang::Lang;
use crate::domain::verb::Verb;
use crate::text::{Word, fill};

/// A case changed.
pub fn told(model: &mut Model, change: &Change, me: &str, now: Timestamp, lang: Lang) -> Vec<Effect> {
    let verb = change.verb.known();
    let lapsed = if verb == Some(&Verb::Lapse) { model.mine.remove(&change.id) } else { None };
    let row = change.row.as_deref();
    model.counts_are_old = true;
    // Only what is submitted comes into a section from outside; whatever else happens, happens to a case that was there.
    let arrives = verb == Some(&Verb::Submit);
    let digits: Vec<u8> = model.lists.keys().copied().collect();
    for digit in digits {
        match row {
            Some(row) => {
                let belongs = model.belongs(digit, row, me, now);
                model.list_mut(digit).renew(row, Some(belongs), arrives);
            }
            None => {
                let stage = model.wanted(digit).stage;
                let stands = stage.map(|stage| change.status == stage.status());
                model.list_mut(digit).renew_briefly(change, stands, arrives);
            }
        }
    }
    // The row may be newer than a claim that is told: that the lease is over is told as well, and not to be lost.
    if let Some(row) = row.filter(|row| row.holder.is_some() || verb != Some(&Verb::Claim)) {
        model.note_holder(row, me);
    }
    // An empty list has nothing that could move.
    let list = model.list();
    let waits = list.rows.is_empty() && !list.news.is_empty() && list.fetch.is_none();
    let mut effects = if waits { super::refresh(model) } else { Vec::new() };
    effects.extend(lapsed.map(|(number, _)| over(&number, lang)));
    effects
}

fn over(numbers: &str, lang: Lang) -> Effect {
    Effect::Go(Go::Warn(fill(Word::LeaseOver, lang, &[numbers])))
}

/// Cases of mine whose lease is over, and were not decided or handed back; each is said once. `open` is the case on the screen.
pub fn expired(model: &mut Model, open: Option<&str>, now: Timestamp, lang: Lang) -> Vec<Effect> {
    let is_over = |id: &String, until: &Timestamp| *until <= now && Some(id.as_str()) != open;
    let numbers: Vec<_> = model
        .mine
        .iter()
        .filter(|(id, (_, until))| is_over(id, until))
        .map(|(_, (number, _))| number.clone())
        .collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    model.mine.retain(|id, (_, until)| !is_over(id, until));
    vec![self::over(&numbers.join(" "), lang)]
}
