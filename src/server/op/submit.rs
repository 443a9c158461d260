//! Handing a filing in: the first time, again after a return, and with its materials for the second review.

use super::moved::moved;
use super::step::Step;
use super::{Done, filing, load_own};
use crate::api::FilingStatus;
use crate::domain::field;
use crate::domain::filing::Filing;
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::status::{Move, Stage, Status, next};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::{material, submission};

/// Submits the applicant's own filing.
pub(in crate::server) async fn submit(app: &App, actor: &Actor, id: &str) -> Done<FilingStatus> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let mut record = load_own(&mut tx, id, &actor.id).await?;
    let from = record.state.status;
    let wrong = Refusal::WrongStatus { verb: Verb::Submit, status: from };
    let to = next(from, Move::Submit).ok_or(wrong.clone())?;
    let stage = to.stage().ok_or(wrong)?;
    let uploaded = material::of_case(&mut tx, &record.id).await?;
    let uploaded: Vec<&str> = uploaded.iter().map(|record| record.material.slug.as_str()).collect();
    complete(&record, stage, &uploaded)?;
    record.state.round = round_after(from, record.state.round);
    let step = Step::of(Verb::Submit, actor, Role::Applicant, to, record.state.round);
    moved(app, &mut tx, &mut record, &step).await?;
    submission::add(&mut tx, &record.id, record.state.round, stage, &record.filing, now).await?;
    tx.commit().await?;
    filing::whole(app, record).await
}

/// Submissions are counted from 1; bringing the materials that the first review asked for is still the same one.
const fn round_after(from: Status, round: u32) -> u32 {
    match from {
        Status::MaterialsPending => round,
        _ => round.saturating_add(1),
    }
}

/// Whether everything is there that this review looks at.
fn complete(record: &CaseRecord, stage: Stage, uploaded: &[&str]) -> Result<(), Refusal> {
    let problems = field::problems(&record.filing);
    if !problems.is_empty() {
        return Err(Refusal::FieldsInvalid { problems });
    }
    let slugs: Vec<String> = required(stage, &record.filing)
        .into_iter()
        .filter(|slug| !uploaded.contains(slug))
        .map(str::to_owned)
        .collect();
    if !slugs.is_empty() {
        return Err(Refusal::MaterialsMissing { slugs });
    }
    if stage == Stage::Second && record.verified_at.is_none() {
        return Err(Refusal::VerificationMissing);
    }
    Ok(())
}

/// The materials without which a review cannot begin.
fn required(stage: Stage, filing: &Filing) -> Vec<&'static str> {
    const ENTITY_PRINCIPAL: [&str; 2] = ["entity_principal_id_front", "entity_principal_id_back"];
    const SERVICE_PRINCIPAL: [&str; 2] = ["service_principal_id_front", "service_principal_id_back"];
    match stage {
        Stage::Second => vec!["domain_certificate"],
        Stage::First if filing.is_individual() => ENTITY_PRINCIPAL.to_vec(),
        Stage::First => {
            let mut slugs = vec!["entity_licence"];
            slugs.extend(ENTITY_PRINCIPAL);
            if !filing.service_principal.is_same_as_entity_principal {
                slugs.extend(SERVICE_PRINCIPAL);
            }
            slugs
        }
    }
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
