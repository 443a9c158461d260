//! A filing as its applicant sees it.

use super::{Done, cursor, load_own, materials, show};
use crate::api::{FilingRow, FilingStatus, HistoryEvent, Page};
use crate::domain::reason::ReasonGiven;
use crate::domain::role::Actor;
use crate::domain::status::Status;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::Code;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::event;

/// The applicant's own filing.
pub(in crate::server) async fn show(app: &App, actor: &Actor, id: &str) -> Done<FilingStatus> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    drop(db);
    whole(app, record).await
}

/// The applicant's own filings, newest first. A cursor is the id of the last one seen; ids rise with time.
pub(in crate::server) async fn list(
    app: &App,
    actor: &Actor,
    after: Option<&str>,
    limit: u32,
) -> Done<Page<FilingRow>> {
    if after.is_some_and(|cursor| uuid::Uuid::try_parse(cursor).is_err()) {
        return Err(Code::CursorInvalid.into());
    }
    let mut db = app.store.read().await?;
    let mut records = case::of_owner(&mut db, &actor.id, after, limit + 1).await?;
    let next_cursor = cursor::cut(&mut records, limit, |record| record.id.clone());
    Ok(Page { items: records.into_iter().map(row).collect(), next_cursor })
}

fn row(record: CaseRecord) -> FilingRow {
    FilingRow {
        id: record.id,
        number: record.number,
        status: record.state.status.into(),
        round: record.state.round,
        version: record.state.version,
        organizer: record.filing.entity.name.clone(),
        site: record.filing.service.name.clone(),
        domain: record.filing.domain().to_owned(),
        filing_type: record.filing.order.filing_type,
        entered_at: record.entered_at,
        service_number: record.service_number,
    }
}

/// The applicant's view around a record already read.
pub(super) async fn whole(app: &App, record: CaseRecord) -> Done<FilingStatus> {
    let standing = record.standing().within(app.pack(&record.filing).administration_days());
    let materials = materials::of(app, &record.id).await?;
    let sms = show::states(app, &record.id).await?;
    let mut db = app.store.read().await?;
    let history = event::all(&mut db, &record.id).await?;
    drop(db);
    let reasons = open_reasons(record.state.status, &history);
    let clocks = app.settings.working.clocks_of(&standing, app.now());
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
        if event.verb == Verb::Approve {
            // Why a lead let a case pass is not the applicant's to know.
            event.note.clear();
        }
    }
    event
}
