//! A case as a reviewer sees it, and its history.

use jiff::Timestamp;

use super::{Done, load, materials};
use crate::api::{Case, CaseRow, Checking, Holder, SmsState};
use crate::domain::finding::FindingCounts;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::sms;

/// The whole case.
pub(in crate::server) async fn show(app: &App, id: &str) -> Done<Case> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    drop(db);
    whole(app, record).await
}

/// The case around a record already read; makes its pictures first, so that their facts are true.
pub(super) async fn whole(app: &App, record: CaseRecord) -> Done<Case> {
    let standing = record.standing().within(app.pack(&record.filing).administration_days());
    let materials = materials::of(app, &record.id).await?;
    let sms = states(app, &record.id).await?;
    let now = app.now();
    Ok(Case {
        row: row(&record, now),
        clocks: app.settings.working.clocks_of(&standing, now),
        verified_at: record.verified_at,
        first_passed_by: record.state.first_passed_by,
        filing: record.filing,
        checking: Checking::of(&materials),
        materials,
        findings: record.checks,
        escalated: record.escalated,
        snoozed: record.snoozed,
        entity_number: record.entity_number,
        service_number: record.service_number,
        pack: record.pack,
        sms,
    })
}

/// How the case's newest SMS verification stands.
pub(super) async fn states(app: &App, case: &str) -> Done<Vec<SmsState>> {
    let mut db = app.store.read().await?;
    Ok(sms::all(&mut db, case).await?.iter().map(Into::into).collect())
}

fn row(record: &CaseRecord, now: Timestamp) -> CaseRow {
    let filing = &record.filing;
    let holder = record.state.live_lease(now);
    CaseRow {
        id: record.id.clone(),
        number: record.number.clone(),
        status: record.state.status.into(),
        round: record.state.round,
        version: record.state.version,
        organizer: filing.entity.name.clone(),
        site: filing.service.name.clone(),
        domain: filing.domain().to_owned(),
        province: filing.province().to_owned(),
        nature: filing.entity.nature.clone(),
        filing_type: filing.order.filing_type.clone(),
        entered_at: record.entered_at,
        due_at: record.due_at,
        due_unknown: record.due_unknown.clone(),
        holder: holder.map(|lease| Holder {
            id: lease.holder.clone(),
            until: lease.expires_at,
            // 0 is a claim from before this was kept.
            since: (lease.since > Timestamp::UNIX_EPOCH).then_some(lease.since),
        }),
        decision: record.state.held.as_ref().map(Into::into),
        finding_counts: FindingCounts::of(&record.checks),
        escalated_at: record.escalated.as_ref().map(|escalation| escalation.at),
        snoozed_until: record.snoozed.as_ref().map(|snooze| snooze.until),
    }
}
