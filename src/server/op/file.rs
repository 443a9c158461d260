//! Making a filing and correcting it.

use super::{Done, commit, filing, load_own};
use crate::api::FilingStatus;
use crate::domain::case::CaseState;
use crate::domain::clocks::local_date;
use crate::domain::filing::Filing;
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::status::Status;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::event::{self, NewEvent};
use crate::server::store::number;

/// Makes a draft.
pub(in crate::server) async fn create(app: &App, actor: &Actor, filing: Filing) -> Done<FilingStatus> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let record = CaseRecord {
        id: uuid::Uuid::now_v7().to_string(),
        number: number::next(&mut tx, local_date(now).year()).await?,
        owner: actor.id.clone(),
        state: CaseState { status: Status::Draft, round: 0, version: 1, lease: None, first_passed_by: Vec::new() },
        entered_at: now,
        due_at: None,
        due_unknown: None,
        filing: filing.completed(),
        verified_at: None,
    };
    case::add(&mut tx, &record).await?;
    let event = NewEvent {
        at: now,
        actor: &actor.id,
        role: Role::Applicant,
        verb: Verb::Create,
        from: None,
        to: Status::Draft,
        round: 0,
        reasons: &[],
    };
    event::add(&mut tx, &record.id, &event).await?;
    tx.commit().await?;
    filing::whole(app, record).await
}

/// Replaces what was filled in, while the applicant may. `seen` guards against two who edit at once.
pub(in crate::server) async fn edit(
    app: &App,
    actor: &Actor,
    id: &str,
    filing: Filing,
    seen: Option<i64>,
) -> Done<FilingStatus> {
    let mut tx = app.store.begin().await?;
    let mut record = load_own(&mut tx, id, &actor.id).await?;
    editable(&record, Verb::Edit)?;
    let current = record.state.version;
    if let Some(seen) = seen.filter(|seen| *seen != current) {
        return Err(Refusal::VersionChanged { seen, current }.into());
    }
    let filing = filing.completed();
    if !same_person(&record.filing, &filing) {
        // The verification showed somebody else's face.
        record.verified_at = None;
    }
    record.filing = filing;
    commit(&mut tx, &mut record).await?;
    tx.commit().await?;
    filing::whole(app, record).await
}

fn same_person(before: &Filing, after: &Filing) -> bool {
    let (before, after) = (&before.service_principal, &after.service_principal);
    before.name == after.name && before.cert_number == after.cert_number
}

/// Whether the applicant may change fields and materials now.
pub(super) fn editable(record: &CaseRecord, verb: Verb) -> Done<()> {
    let status = record.state.status;
    if status.is_editable() { Ok(()) } else { Err(Refusal::WrongStatus { verb, status }.into()) }
}
