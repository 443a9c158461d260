//! Making a filing and correcting it.

use super::moved::begun;
use super::step::Step;
use super::{Done, commit, filing, load_own, order};
use crate::api::FilingStatus;
use crate::domain::clocks::local_date;
use crate::domain::filing::Filing;
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::status::Status;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::{change, number, verification};

/// Makes a draft.
pub(in crate::server) async fn create(app: &App, actor: &Actor, filing: Filing) -> Done<FilingStatus> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let number = number::next(&mut tx, local_date(now).year()).await?;
    let id = uuid::Uuid::now_v7().to_string();
    let mut record = CaseRecord::new(id, number, actor.id.clone(), filing.completed(), now);
    order::lock(app, &mut tx, &mut record, false).await?;
    case::add(&mut tx, &record).await?;
    begun(app, &mut tx, &record, &Step::of(Verb::Create, actor, Role::Applicant, Status::Draft, 0)).await?;
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
    let mut filing = filing.completed();
    order::keep_locked(&record, &mut filing)?;
    if !same_person(&record.filing, &filing) {
        // The verification showed somebody else's face, and the link asks somebody else for his.
        record.verified_at = None;
        verification::void(&mut tx, &record.id).await?;
    }
    // After a time-out the filing may be handed over again only as it was.
    record.resumable &= record.filing == filing;
    record.filing = filing;
    order::lock(app, &mut tx, &mut record, false).await?;
    commit(&mut tx, &mut record).await?;
    change::add(&mut tx, &record, Verb::Edit, app.now()).await?;
    tx.commit().await?;
    filing::whole(app, record).await
}

fn same_person(before: &Filing, after: &Filing) -> bool {
    let (before, after) = (&before.service_principal, &after.service_principal);
    before.name == after.name && before.cert_number == after.cert_number
}

/// Whether the applicant may change fields and materials now.
pub(super) fn editable(record: &CaseRecord, verb: Verb) -> Done<()> {
    if record.state.status.is_editable() { Ok(()) } else { Err(record.state.refuses(verb).into()) }
}
