//! A filing as its applicant sees it.

use super::{Done, load_own, materials, show};
use crate::api::{FilingStatus, HistoryEvent};
use crate::domain::reason::ReasonGiven;
use crate::domain::role::Actor;
use crate::domain::status::Status;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::event;

/// The applicant's own filing.
pub(in crate::server) async fn show(app: &App, actor: &Actor, id: &str) -> Done<FilingStatus> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    drop(db);
    whole(app, record).await
}

/// The applicant's view around a record already read.
pub(super) async fn whole(app: &App, record: CaseRecord) -> Done<FilingStatus> {
    let materials = materials::of(app, &record.id).await?;
    let sms = show::states(app, &record.id).await?;
    let mut db = app.store.read().await?;
    let history = event::all(&mut db, &record.id).await?;
    drop(db);
    let reasons = open_reasons(record.state.status, &history);
    let clocks = app.settings.working.clocks_of(&record.standing(), app.now());
    Ok(FilingStatus {
        id: record.id,
        number: record.number,
        status: record.state.status.into(),
        round: record.state.round,
        version: record.state.version,
        filing: record.filing,
        materials,
        verified_at: record.verified_at,
        reasons,
        clocks,
        entity_number: record.entity_number,
        service_number: record.service_number,
        sms,
        history: history.into_iter().filter(is_told).map(|event| veiled(event, &record.owner)).collect(),
    })
}

/// The reasons of the newest return, while the applicant has to act on them.
fn open_reasons(status: Status, history: &[HistoryEvent]) -> Vec<ReasonGiven> {
    if !matches!(status, Status::FirstReturned | Status::SecondReturned | Status::AdministrationRejected) {
        return Vec::new();
    }
    let returns = [Verb::Return, Verb::Sms, Verb::Result];
    let newest = history.iter().rev().find(|event| returns.iter().any(|verb| event.verb == *verb));
    newest.map(|event| event.reasons.clone()).unwrap_or_default()
}

/// What reviewers do among themselves is not the applicant's to know.
fn is_told(event: &HistoryEvent) -> bool {
    use Verb as V;
    let inner = [V::Escalate, V::Deescalate, V::Snooze, V::Wake, V::Undo];
    !inner.iter().any(|verb| event.verb == *verb)
}

/// An applicant learns in which role somebody acted, not who it was.
fn veiled(mut event: HistoryEvent, owner: &str) -> HistoryEvent {
    if event.actor.id != owner {
        event.actor.id = event.actor.role.to_string();
    }
    event
}
