//! Handing a filing in: the first time, again after a return, with its materials for the second review, and unchanged
//! to the administration after a time-out.

use super::domains::Looked;
use super::moved::moved;
use super::order::{lock, resource, served};
use super::requirements::{self, Asked};
use super::step::Step;
use super::{Done, check, domains, filing, load_own, packs};
use crate::api::FilingStatus;
use crate::domain::clocks::local_date;
use crate::domain::field;
use crate::domain::reason::ReasonGiven;
use crate::domain::refusal::Refusal;
use crate::domain::registry::RealName;
use crate::domain::requirement::needs_verification;
use crate::domain::role::{Actor, Role};
use crate::domain::status::{Move, Stage, Status, next};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::{Connection, registry, submission};

/// Submits the applicant's own filing. A domain that is known to be at fault sends it straight back, in the name of the system.
pub(in crate::server) async fn submit(app: &App, actor: &Actor, id: &str) -> Done<FilingStatus> {
    // Asked before anything is begun: the verification service may take its time, a transaction may not.
    let looked = look(app, actor, id).await?;
    let mut tx = app.store.begin().await?;
    let mut record = load_own(&mut tx, id, &actor.id).await?;
    if record.resumable && record.state.status == Status::AdministrationRejected {
        resume(app, &mut tx, &mut record, actor).await?;
        tx.commit().await?;
        return filing::whole(app, record).await;
    }
    let from = record.state.status;
    let wrong = record.state.refuses(Verb::Submit);
    let to = next(from, Move::Submit).ok_or(wrong.clone())?;
    let stage = to.stage().ok_or(wrong)?;
    let asked = complete(app, &mut tx, &mut record, stage).await?;
    record.state.round = round_after(from, record.state.round);
    let round = record.state.round;
    let mut judged = domains::judge(&record.filing, &looked, local_date(app.now()));
    // The first review's reasons send the filing back; in the second they are the reviewer's to weigh.
    let against = if stage == Stage::First { std::mem::take(&mut judged.reasons) } else { Vec::new() };
    record.checks = check::findings(app, &mut tx, &record, stage, &asked, (&looked, &judged)).await?;
    moved(app, &mut tx, &mut record, &Step::of(Verb::Submit, actor, Role::Applicant, to, round)).await?;
    submission::add(&mut tx, &record, stage, app.now()).await?;
    if !against.is_empty() {
        send_back(app, &mut tx, &mut record, &against).await?;
    }
    tx.commit().await?;
    filing::whole(app, record).await
}

/// What is known of the domains that a review would look at.
async fn look(app: &App, actor: &Actor, id: &str) -> Done<Looked> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    drop(db);
    let reviewed = next(record.state.status, Move::Submit).and_then(Status::stage).is_some();
    if reviewed && !record.resumable { domains::look(app, &record.filing).await } else { Ok(Vec::new()) }
}

async fn send_back(app: &App, db: &mut Connection, record: &mut CaseRecord, reasons: &[ReasonGiven]) -> Done<()> {
    let status = record.state.status;
    let to = next(status, Move::Return).ok_or(Refusal::WrongStatus { verb: Verb::Return, status })?;
    let system = Actor::system();
    let step = Step { reasons, ..Step::of(Verb::Return, &system, Role::System, to, record.state.round) };
    moved(app, db, record, &step).await
}

/// Hands a filing over again as it was: the administration has seen it, only the messages were not answered in time.
async fn resume(app: &App, db: &mut Connection, record: &mut CaseRecord, actor: &Actor) -> Done<()> {
    let status = record.state.status;
    let to = next(status, Move::Resume).ok_or(Refusal::WrongStatus { verb: Verb::Submit, status })?;
    record.resumable = false;
    let round = record.state.round;
    moved(app, db, record, &Step::of(Verb::Submit, actor, Role::Applicant, to, round)).await
}

/// Submissions are counted from 1; bringing the materials that the first review asked for is still the same one.
const fn round_after(from: Status, round: u32) -> u32 {
    match from {
        Status::MaterialsPending => round,
        _ => round.saturating_add(1),
    }
}

/// Refuses where something is missing that this review looks at; gives what is asked of the filing. The order is verified, and
/// locked, at the latest now.
async fn complete(app: &App, db: &mut Connection, record: &mut CaseRecord, stage: Stage) -> Done<Asked> {
    let mut problems = field::problems(&record.filing);
    problems.extend(served(app, &record.filing.order));
    problems.extend(resource(app, db, &record.owner, &record.filing).await?);
    if !problems.is_empty() {
        return Err(Refusal::FieldsInvalid { problems }.into());
    }
    let account = registry::account(db, &record.owner).await?;
    // Without a word of the account system nothing is known, and nothing is wrong.
    if account.and_then(|account| account.real_name).is_some_and(|state| state != RealName::Verified) {
        return Err(Refusal::AccountUnverified.into());
    }
    lock(app, db, record, true).await?;
    let asked = requirements::asked(app, db, record).await?;
    if record.state.status != Status::MaterialsPending {
        packs::pin(app, db, record).await?;
    }
    let slugs: Vec<String> = asked.missing(stage, &record.filing).into_iter().map(str::to_owned).collect();
    if !slugs.is_empty() {
        return Err(Refusal::MaterialsMissing { slugs }.into());
    }
    let unverified = stage == Stage::Second && record.verified_at.is_none();
    if unverified && needs_verification(&record.filing, &asked.pack, &asked.known) {
        return Err(Refusal::VerificationMissing.into());
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_a_submission_after_a_return() {
        assert_eq!(round_after(Status::Draft, 0), 1);
        assert_eq!(round_after(Status::MaterialsPending, 1), 1);
        for from in [Status::FirstReturned, Status::SecondReturned, Status::AdministrationRejected] {
            assert_eq!(round_after(from, 1), 2);
        }
    }
}
