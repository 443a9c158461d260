//! The machine's own look at a case: when it is submitted, when more is known of its pictures, and when somebody asks. The rules
//! are the domain's; here is gathered what they look at.

use super::domains::{Judged, Looked};
use super::requirements::{self, Asked};
use super::{Done, domains, load, pictures, show};
use crate::api::Case;
use crate::domain::check::{AccessAdded, Elsewhere, Sibling, Subject, check};
use crate::domain::clocks::local_date;
use crate::domain::finding::Finding;
use crate::domain::lang::Lang;
use crate::domain::reason::ReasonGiven;
use crate::domain::refusal::Refusal;
use crate::domain::related::masked;
use crate::domain::role::Actor;
use crate::domain::round::{RoundView, compare};
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::facts::Measured;
use crate::server::store::job::{self, Job};
use crate::server::store::submission;
use crate::server::store::{Connection, change, event, keys, registry};

/// Everything that is found in a filing as it stands, with what is asked of it, what is known of its domains, and what that means.
pub(super) async fn findings(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    stage: Stage,
    asked: &Asked,
    (looked, judged): (&Looked, &Judged),
) -> Done<Vec<Finding>> {
    let missing = asked.missing(stage, &record.filing);
    let mut elsewhere = elsewhere(db, record).await?;
    let (measured, copies) = pictures::facts_of(db, &record.id).await?;
    elsewhere.extend(copies);
    let pictures: Vec<_> = measured.iter().map(Measured::as_picture).collect();
    let before = submission::before(db, &record.id, record.state.round).await?;
    let returned = returned(db, record).await?;
    let siblings = siblings(db, record).await?;
    let access_added = access_added(app, db, record, asked).await?;
    let domains: Vec<_> = looked.iter().filter_map(|(_, record)| record.clone()).collect();
    let subject = Subject {
        missing: &missing,
        elsewhere: &elsewhere,
        siblings: &siblings,
        access_added: access_added.as_ref(),
        domains: &domains,
        before: before.as_ref().map(|before| &before.filing),
        returned: &returned,
        pictures: &pictures,
        ..Subject::of(&record.filing, &asked.known, &asked.pack)
    };
    let mut found = check(&subject);
    found.extend(judged.findings.iter().cloned());
    found.extend(judged.reasons.iter().map(domains::against));
    found.sort_by_key(|finding| finding.severity.known().copied());
    Ok(found)
}

/// What this filing shares with filings of other entities.
async fn elsewhere(db: &mut Connection, record: &CaseRecord) -> Done<Vec<Elsewhere>> {
    let shared = keys::elsewhere(db, &record.id).await?;
    Ok(shared
        .into_iter()
        .map(|shared| Elsewhere {
            value: masked(shared.key.kind, &shared.key.value),
            kind: shared.key.kind,
            target: shared.key.target,
            number: shared.number,
            organizer: shared.organizer,
        })
        .collect())
}

/// The entity's other sites: those that the registry has, and those of its filings under way.
async fn siblings(db: &mut Connection, record: &CaseRecord) -> Done<Vec<Sibling>> {
    let (filing, order) = (&record.filing, &record.filing.order);
    let mut siblings = keys::sites_under_way(db, filing, &record.id).await?;
    if let Some(entity) = registry::entity(db, order.organizer_cert_type, &order.organizer_cert_number).await? {
        let filed = registry::services(db, &entity.number).await?.into_iter().map(|service| Sibling {
            name: service.name,
            number: service.number,
            kind: service.kind.parse().unwrap_or_default(),
            domains: service.domains,
            filing: None,
        });
        siblings.extend(filed);
    }
    Ok(siblings)
}

/// The access that the entity had added last, where its province has a word on what may follow.
async fn access_added(app: &App, db: &mut Connection, record: &CaseRecord, asked: &Asked) -> Done<Option<AccessAdded>> {
    let Some(rule) = &asked.pack.access_then_change else { return Ok(None) };
    let Some((number, at)) = keys::access_added(db, &record.filing, &record.id).await? else { return Ok(None) };
    let approved = at.map(local_date);
    let until = |days| app.settings.working.calendar.add_working_days(approved?, days).ok();
    Ok(Some(AccessAdded { number, approved, change_until: rule.within_working_days.and_then(until) }))
}

/// The reasons of the return that this round answers.
async fn returned(db: &mut Connection, record: &CaseRecord) -> Done<Vec<ReasonGiven>> {
    if record.state.round < 2 {
        return Ok(Vec::new());
    }
    let history = event::all(db, &record.id).await?;
    let answered =
        history.into_iter().rev().find(|event| event.round < record.state.round && !event.reasons.is_empty());
    Ok(answered.map(|event| event.reasons).unwrap_or_default())
}

/// Checks a case that waits for a review again, because a reviewer asks.
pub(in crate::server) async fn recheck(app: &App, actor: &Actor, id: &str) -> Done<Case> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    drop(db);
    let status = record.state.status;
    if status.stage().is_none() {
        return Err(Refusal::WrongStatus { verb: Verb::Recheck, status }.into());
    }
    anew(app, &record.id, None).await?;
    tracing::info!(case = record.number, by = actor.id, "checked again");
    show::show(app, &record.id).await
}

/// Checks a case whose check was planned.
pub(in crate::server) async fn planned(app: &App, job: &Job) -> Done<()> {
    anew(app, job.case.as_deref().unwrap_or_default(), Some(job)).await
}

/// Looks at the case as it is now and keeps what is found; nothing else of the case changes, its version neither.
async fn anew(app: &App, id: &str, job: Option<&Job>) -> Done<()> {
    let mut db = app.store.read().await?;
    let looked_at = case::find(&mut db, id).await?;
    drop(db);
    let looked = match &looked_at {
        Some(record) => domains::look(app, &record.filing).await?,
        None => Vec::new(),
    };
    let mut tx = app.store.begin().await?;
    if let Some(job) = job
        && !job::done(&mut tx, job).await?
    {
        return Ok(());
    }
    if let Some(record) = case::find(&mut tx, id).await?
        && let Some(stage) = record.state.status.stage()
    {
        let judged = domains::judge(&record.filing, &looked, local_date(app.now()));
        let asked = requirements::asked(app, &mut tx, &record).await?;
        let found = findings(app, &mut tx, &record, stage, &asked, (&looked, &judged)).await?;
        if found != record.checks {
            case::set_checks(&mut tx, &record.id, &found).await?;
            change::add(&mut tx, &record, Verb::Recheck, app.now()).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// What changed since the last round; nothing in the first.
pub(in crate::server) async fn round(app: &App, id: &str, lang: Lang) -> Done<RoundView> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    let newest = submission::newest(&mut db, &record.id).await?;
    let Some((now, before)) = newest.zip(submission::before(&mut db, &record.id, record.state.round).await?) else {
        return Ok(RoundView::default());
    };
    let returned = returned(&mut db, &record).await?;
    Ok(compare(before.as_submission(), now.as_submission(), &returned, lang))
}
