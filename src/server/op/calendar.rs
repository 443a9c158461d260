//! What a fuller calendar changes: due times that were unknown become known.

use super::{Done, backlog};
use crate::server::App;
use crate::server::store::case;

/// Computes the due times again that lay beyond an earlier calendar, and logs what is missing in this one. A case's
/// version stays: nothing that a reviewer decides on has changed.
pub(in crate::server) async fn start(app: &App) -> Done<()> {
    for warning in backlog::warnings(app) {
        tracing::warn!(code = warning.code, "{}", warning.en);
    }
    let mut tx = app.store.begin().await?;
    for (id, entered) in case::due_unknown(&mut tx).await? {
        if let Ok(due) = app.settings.working.review_due(entered) {
            case::set_due(&mut tx, &id, due).await?;
        }
    }
    Ok(tx.commit().await?)
}
