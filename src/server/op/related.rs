//! Which other cases have something in common with one, and what.

use super::{Done, load};
use crate::api::{HistoryEvent, Related, Shared};
use crate::domain::related::masked;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::{event, keys, queue};

/// How many related cases are shown; who needs more filters the queue.
const MOST: usize = 50;

/// The related cases, those with most in common first, then the newest.
pub(in crate::server) async fn of(app: &App, id: &str) -> Done<Vec<Related>> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    let ids = keys::related(&mut db, &record.id, MOST).await?;
    let mut related = Vec::with_capacity(ids.len());
    for row in queue::rows(&mut db, &ids, app.now()).await? {
        let shared = keys::shared(&mut db, &record.id, &row.id).await?;
        let why = shared
            .into_iter()
            .map(|key| Shared { kind: key.kind.into(), value: masked(key.kind, &key.value), target: key.target })
            .collect();
        let decided =
            |event: &HistoryEvent| [Verb::Approve, Verb::Return, Verb::Result].iter().any(|verb| event.verb == *verb);
        let decisions = event::all(&mut db, &row.id).await?.into_iter().filter(decided).collect();
        related.push(Related { row, why, decisions });
    }
    // Stable, so that the newest stay first among those with as much in common.
    related.sort_by_key(|related| std::cmp::Reverse(related.why.len()));
    Ok(related)
}
