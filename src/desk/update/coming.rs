//! What is looked at next once the picture of the open case is there: the case that will follow is read, and its pictures are
//! made ready, so that they are in the terminal's memory before anybody asks for them.

use super::ordered;
use crate::api::{Case, CaseRow};
use crate::desk::effect::Effect;
use crate::desk::image::{Next, Order};
use crate::desk::layout;
use crate::desk::model::{Model, Place};
use crate::desk::screen::case;
use crate::desk::screen::picture::model::State;
use crate::desk::screen::queue;

/// So many pictures of the next case are made ready.
const PICTURES: usize = 2;

/// The next case to be read, once the open one has what it needs.
pub(super) fn wanted_case(model: &mut Model) -> Option<Effect> {
    let is_free = has_its_picture(model) && model.sheet.is_none() && model.link.down.is_none() && model.busy == 0;
    let row = next(model).filter(|_| is_free)?.clone();
    queue::update::want_case(&mut model.queue, &row)
}

/// The pictures of the next case, once for each picture that is looked at.
pub(super) fn wanted_pictures(model: &mut Model) -> Option<Effect> {
    if !has_its_picture(model) {
        return None;
    }
    let next = next(model)?;
    let case = &model.queue.glances.of(&next.id).filter(|glance| glance.case.row.version == next.version)?.case;
    if model.picture.ahead.as_ref() == Some(&case.row.id) {
        return None;
    }
    let id = case.row.id.clone();
    let (pane, _) = layout::pictures(model.size, model.picture.whole, model.picture.beside.is_some());
    let like = ordered(model, model.picture.index, pane?)?;
    let orders = first_looked_at(case, model).iter().map(|next| like.of_next(next)).collect::<Vec<Order>>();
    model.picture.ahead = Some(id);
    (!orders.is_empty()).then_some(Effect::Ahead(orders))
}

fn has_its_picture(model: &Model) -> bool {
    let is_there = matches!(&model.picture.state, State::Ready(shown) if !shown.draft);
    model.place == Place::Case && is_there && !model.face.linear
}

/// The case that will be opened after this one: the first that nobody holds where the next is claimed by itself, else the one
/// behind it in the list.
fn next(model: &Model) -> Option<&CaseRow> {
    let open = &model.case.as_ref()?.case.row.id;
    let rows = &model.queue.list().rows;
    let is_free = |row: &&CaseRow| row.id != *open && row.holder.is_none() && row.decision.is_none();
    let first = || rows.iter().find(is_free);
    if model.claim_next {
        return first();
    }
    rows.iter().skip_while(|row| row.id != *open).find(is_free).or_else(first)
}

/// The pictures that stand on the screen when a case is opened: the one that belongs to where its cursor starts, and those behind.
fn first_looked_at(case: &Case, model: &Model) -> Vec<Next> {
    let mut opened = case::Model::new(case.clone(), None, model.lang);
    opened.begin_at_findings();
    let from = opened.looked_at().unwrap_or_default();
    let pictures = case.materials.iter().skip(from).filter(|material| material.is_picture());
    pictures.take(PICTURES).map(Next::of).collect()
}
