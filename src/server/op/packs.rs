//! By which rules of its province a case is looked at: those of its submission, else today's.

use super::Done;
use crate::domain::province::Pack;
use crate::domain::status::Status;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::{Connection, pack};

/// Pins the case to what its province asks today.
pub(super) async fn pin(app: &App, db: &mut Connection, record: &mut CaseRecord) -> Done<()> {
    record.pack = pack::keep(db, app.pack(&record.filing)).await?;
    Ok(())
}

/// The pack that the case is looked at by. Who corrects does so by today's rules; who only brings the materials that the first
/// review asked for brings what it asked for then.
pub(super) async fn of(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<Pack> {
    let status = record.state.status;
    let corrects = status.is_editable() && status != Status::MaterialsPending;
    let pinned = if corrects { None } else { pack::find(db, &record.pack).await? };
    Ok(pinned.unwrap_or_else(|| app.pack(&record.filing).clone()))
}
