//! The lead's figures, counted anew each time.

use super::Done;
use crate::api::Backlog;
use crate::domain::backlog::figures;
use crate::server::App;
use crate::server::store::case;

/// The figures now.
pub(in crate::server) async fn count(app: &App) -> Done<Backlog> {
    let now = app.now();
    let mut db = app.store.read().await?;
    let cases = case::open(&mut db, now).await?;
    drop(db);
    Ok(figures(&cases, now))
}
