//! Looking at masked values: whoever does is written down before he is answered. That he looked is for those who watch over the
//! reviewers, and no part of what reviewers read as the case's history.

use super::{Done, load};
use crate::api::{HistoryEvent, Revealed, RevealedValue};
use crate::domain::field::value_at;
use crate::domain::mask::mask_of;
use crate::domain::role::{Actor, Role};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::auth::needs;
use crate::server::error::{Code, Failure};
use crate::server::store::{event, reveal};

/// The most fields of one question.
const MOST_TARGETS: usize = 50;

/// Those who see who looked.
const MAY_SEE: &[Role] = &[Role::Lead, Role::Auditor];

/// The values of masked fields.
pub(in crate::server) async fn look(app: &App, actor: &Actor, id: &str, targets: &[String]) -> Done<Revealed> {
    if !(1..=MOST_TARGETS).contains(&targets.len()) {
        return Err(Failure::at(Code::BodyInvalid, "/targets"));
    }
    let mut tx = app.store.begin().await?;
    let record = load(&mut tx, id).await?;
    let individual = record.filing.is_individual();
    for (index, target) in targets.iter().enumerate() {
        if mask_of(target, individual).is_none() {
            return Err(Failure::at(Code::NotMasked, format!("/targets/{index}")));
        }
    }
    // The role that lets him; the layer before has seen to it that there is one.
    let role = needs(Verb::Reveal).iter().copied().find(|role| actor.is(*role)).unwrap_or(Role::System);
    reveal::add(&mut tx, &record, (&actor.id, role), targets, app.now()).await?;
    tx.commit().await?;
    let value = |target: &String| RevealedValue { target: target.clone(), value: value_at(&record.filing, target) };
    Ok(Revealed { values: targets.iter().map(value).collect() })
}

/// What happened to a case, oldest first; with who looked at masked values for those who may see that.
pub(in crate::server) async fn history(app: &App, actor: &Actor, id: &str) -> Done<Vec<HistoryEvent>> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    let mut events = event::all(&mut db, &record.id).await?;
    if actor.is_any(MAY_SEE) {
        events.extend(reveal::all(&mut db, &record.id).await?);
        // Stable: what happened at the same moment stays in its order.
        events.sort_by_key(|event| event.at);
    }
    Ok(events)
}
