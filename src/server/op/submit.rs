//! Handing a filing in: the first time, again after a return, with its materials for the second review, and unchanged
//! to the administration after a time-out.

use futures::future::join_all;

use super::moved::moved;
use super::order::{lock, resource, served};
use super::requirements::circumstances;
use super::step::Step;
use super::{Done, filing, load_own};
use crate::api::FilingStatus;
use crate::domain::clocks::local_date;
use crate::domain::domain_check::{DomainCheck, check, reason};
use crate::domain::field;
use crate::domain::filing::Filing;
use crate::domain::finding::{Finding, Severity};
use crate::domain::reason::ReasonGiven;
use crate::domain::refusal::Refusal;
use crate::domain::registry::{DomainRecord, RealName};
use crate::domain::requirement::{cancels, missing, needs_verification};
use crate::domain::role::{Actor, Role};
use crate::domain::status::{Move, Stage, Status, next};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::outbound::domains;
use crate::server::store::case::CaseRecord;
use crate::server::store::{Connection, material, registry, submission};

/// What was found of each domain of a filing.
type Looked = Vec<(String, Option<DomainRecord>)>;

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
    let wrong = Refusal::WrongStatus { verb: Verb::Submit, status: from };
    let to = next(from, Move::Submit).ok_or(wrong.clone())?;
    let stage = to.stage().ok_or(wrong)?;
    complete(app, &mut tx, &mut record, stage).await?;
    record.state.round = round_after(from, record.state.round);
    let round = record.state.round;
    let judged = judge(&record.filing, &looked, local_date(app.now()));
    if stage == Stage::First {
        record.checks.clone_from(&judged.findings);
    }
    moved(app, &mut tx, &mut record, &Step::of(Verb::Submit, actor, Role::Applicant, to, round)).await?;
    submission::add(&mut tx, &record.id, round, stage, &record.filing, app.now()).await?;
    if stage == Stage::First && !judged.reasons.is_empty() {
        send_back(app, &mut tx, &mut record, &judged.reasons).await?;
    }
    tx.commit().await?;
    filing::whole(app, record).await
}

/// What the verification service, or the embedded registry, says of the domains that a first review would look at.
async fn look(app: &App, actor: &Actor, id: &str) -> Done<Looked> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    let first = next(record.state.status, Move::Submit) == Some(Status::FirstReview);
    if !first || record.resumable || removes(&record.filing) {
        return Ok(Vec::new());
    }
    let domains = domains_of(&record.filing);
    if let Some(service) = &app.settings.domain_verification {
        drop(db);
        return Ok(join_all(domains.into_iter().map(|domain| async {
            let found = domains::look_up(service, &domain).await;
            (domain, found)
        }))
        .await);
    }
    let mut looked = Vec::new();
    for domain in domains {
        let found = registry::domain(&mut db, &domain).await?;
        looked.push((domain, found));
    }
    Ok(looked)
}

/// A cancellation needs no domain to be in order.
fn removes(filing: &Filing) -> bool {
    filing.order.filing_type.known().copied().is_some_and(cancels)
}

/// The filing's domains, each once.
fn domains_of(filing: &Filing) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    for domain in std::iter::once(&filing.order.domain).chain(&filing.service.domains) {
        let domain = domain.trim().to_lowercase();
        if !domain.is_empty() && !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    domains
}

/// What the answers mean: reasons to return, and what a reviewer has to look at himself.
#[derive(Debug, Default)]
struct Judged {
    reasons: Vec<ReasonGiven>,
    findings: Vec<Finding>,
}

fn judge(filing: &Filing, looked: &Looked, today: jiff::civil::Date) -> Judged {
    let mut judged = Judged::default();
    if removes(filing) {
        return judged;
    }
    for domain in domains_of(filing) {
        // A domain that was changed at the very moment of submitting was not looked up: it is unknown.
        let found = looked.iter().find(|(known, _)| *known == domain).and_then(|(_, found)| found.as_ref());
        match check(found, filing, today) {
            DomainCheck::Fine => {}
            DomainCheck::Failed(reasons) => judged.reasons.extend(reasons),
            DomainCheck::Unknown => {
                let unknown = reason("DOM_NOT_IN_REGISTRY", &domain);
                judged.findings.push(Finding {
                    rule: "domain_registry".to_owned(),
                    version: 1,
                    severity: Severity::Warning.into(),
                    target: unknown.target,
                    code: unknown.code,
                    zh: format!("域名 {domain} 不在核验库中，须人工核对"),
                    en: format!("no registry knows the domain {domain}; look it up yourself"),
                    input: domain,
                });
            }
        }
    }
    judged
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

/// Whether everything is there that this review looks at. The order is verified, and locked, at the latest now.
async fn complete(app: &App, db: &mut Connection, record: &mut CaseRecord, stage: Stage) -> Done<()> {
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
    let known = circumstances(app, db, record).await?;
    let pack = app.pack(&record.filing);
    let there = material::of_case(db, &record.id).await?;
    let there: Vec<&str> = there.iter().map(|record| record.material.slug.as_str()).collect();
    let slugs: Vec<String> =
        missing(stage, &record.filing, pack, &known, &there).into_iter().map(str::to_owned).collect();
    if !slugs.is_empty() {
        return Err(Refusal::MaterialsMissing { slugs }.into());
    }
    if stage == Stage::Second && record.verified_at.is_none() && needs_verification(&record.filing, pack, &known) {
        return Err(Refusal::VerificationMissing.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filing::FilingType;

    #[test]
    fn a_round_is_a_submission_after_a_return() {
        assert_eq!(round_after(Status::Draft, 0), 1);
        assert_eq!(round_after(Status::MaterialsPending, 1), 1);
        for from in [Status::FirstReturned, Status::SecondReturned, Status::AdministrationRejected] {
            assert_eq!(round_after(from, 1), 2);
        }
    }

    #[test]
    fn every_domain_is_judged_once_and_a_cancellation_none() {
        let mut filing = Filing::default();
        filing.order.domain = "A.example ".into();
        filing.service.domains = vec!["a.example".into(), "b.example".into()];
        let bad = DomainRecord { domain: "b.example".into(), blacklisted: true, ..DomainRecord::default() };
        let looked = vec![("b.example".to_owned(), Some(bad))];
        let today = "2026-11-23".parse().unwrap();
        let judged = judge(&filing, &looked, today);
        assert_eq!(judged.findings.len(), 1, "a.example is unknown");
        assert_eq!(judged.reasons[0].code, "DOM_BLACKLISTED");
        filing.order.filing_type = FilingType::CancelService.into();
        assert!(judge(&filing, &looked, today).reasons.is_empty());
    }
}
