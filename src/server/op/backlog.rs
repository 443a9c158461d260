//! The lead's figures, counted anew each time.

use super::Done;
use crate::api::Backlog;
use crate::domain::backlog::{Warning, figures};
use crate::server::App;
use crate::server::store::case;

/// What those who run the service should mend.
pub(in crate::server) fn warnings(app: &App) -> Vec<Warning> {
    let missing = app.settings.working.calendar.missing_next_year(app.now());
    missing.map(Warning::calendar_missing).into_iter().collect()
}

/// The figures now.
pub(in crate::server) async fn count(app: &App) -> Done<Backlog> {
    let now = app.now();
    let mut db = app.store.read().await?;
    let cases = case::open(&mut db, now).await?;
    drop(db);
    let warnings = warnings(app);
    Ok(Backlog { warnings, ..figures(&cases, now) })
}
