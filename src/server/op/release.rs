//! Handing a case back.

use super::{Done, load};
use crate::domain::decide::{holds, undecided};
use crate::domain::role::Actor;
use crate::server::App;
use crate::server::store::lease;

/// Ends the actor's lease.
pub(in crate::server) async fn release(app: &App, actor: &Actor, id: &str, token: &str) -> Done<()> {
    let mut tx = app.store.begin().await?;
    let record = load(&mut tx, id).await?;
    holds(&record.state, token, actor, app.now())?;
    undecided(&record.state)?;
    lease::free(&mut tx, &record.id, token).await?;
    tx.commit().await?;
    Ok(())
}
