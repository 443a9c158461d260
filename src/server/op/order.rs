//! The type of a filing: found from what is filed, then locked together with the values it was found from.

use super::Done;
use crate::api::{FieldError, FindType, FoundType};
use crate::domain::clocks::local_date;
use crate::domain::field::{FieldProblem, ProblemCode, unlocked};
use crate::domain::filing::{Filing, Order};
use crate::domain::filing_type::{Found, find};
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::domain::requirement::cancels;
use crate::domain::resource_check;
use crate::domain::role::Actor;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::{Connection, registry};

/// Says which type an order is, and what would keep it from being submitted.
pub(in crate::server) async fn find_type(app: &App, actor: &Actor, asked: FindType, lang: Lang) -> Done<FoundType> {
    let mut db = app.store.read().await?;
    let filing = Filing { order: asked.order, ..Filing::default() }.completed();
    let found = found(app, &mut db, &filing, &asked.entity_name).await?;
    let mut problems = served(app, &filing.order);
    problems.extend(resource(app, &mut db, &actor.id, &filing).await?);
    let told = |problem: FieldProblem| FieldError {
        pointer: problem.pointer(),
        code: problem.code.to_string(),
        detail: problem.text(lang),
    };
    Ok(FoundType {
        filing_type: found.filing_type.into(),
        checked: found.checked,
        entity_number: found.entity_number,
        service_number: found.service_number,
        problems: problems.into_iter().map(told).collect(),
    })
}

async fn found(app: &App, db: &mut Connection, filing: &Filing, name: &str) -> Done<Found> {
    let unit = filing.order.organizer_nature != "individual";
    let known = registry::known(db, &filing.order, name, unit).await?;
    Ok(find(&filing.order, &known, app.pack(filing))?)
}

/// Finds the type of a filing whose order is complete, writes it in with the numbers that are filed, and locks the order.
/// An order that is not complete waits, and so does one that no registry can speak to, unless it is being `submitted`.
pub(super) async fn lock(app: &App, db: &mut Connection, record: &mut CaseRecord, submitted: bool) -> Done<()> {
    if record.order_locked || !is_complete(&record.filing.order) {
        return Ok(());
    }
    let found = found(app, db, &record.filing, &record.filing.entity.name.clone()).await?;
    let filing = &mut record.filing;
    filing.order.filing_type = found.filing_type.into();
    for (slot, number) in [
        (&mut filing.entity.filing_number, found.entity_number),
        (&mut filing.service.filing_number, found.service_number),
    ] {
        if slot.is_empty() {
            *slot = number.unwrap_or_default();
        }
    }
    record.order_locked = found.checked || submitted;
    Ok(())
}

/// Takes what the applicant filled in anew; what is locked stays as it was verified.
pub(super) fn keep_locked(record: &CaseRecord, filing: &mut Filing) -> Result<(), Refusal> {
    if !record.order_locked {
        return Ok(());
    }
    let problems = unlocked(&record.filing.order, &filing.order);
    if !problems.is_empty() {
        return Err(Refusal::FieldsInvalid { problems });
    }
    filing.order.clone_from(&record.filing.order);
    Ok(())
}

/// Whether everything is given that the type is found from.
fn is_complete(order: &Order) -> bool {
    let needs_domain = !order.filing_type.known().copied().is_some_and(cancels);
    let given = [&order.province, &order.organizer_nature, &order.organizer_cert_number];
    given.iter().all(|text| !text.trim().is_empty())
        && order.organizer_cert_type.is_some()
        && (!needs_domain || !order.domain.trim().is_empty())
}

/// The problem of a province that this provider does not serve.
pub(super) fn served(app: &App, order: &Order) -> Vec<FieldProblem> {
    let served = &app.settings.served_provinces;
    let code = order.province.get(..2).unwrap_or_default();
    match served.is_empty() || code.is_empty() || served.iter().any(|known| known == code) {
        true => Vec::new(),
        false => vec![FieldProblem::new("order.province", ProblemCode::NotServed)],
    }
}

/// What is wrong with the resource that the order names.
pub(super) async fn resource(app: &App, db: &mut Connection, user: &str, filing: &Filing) -> Done<Vec<FieldProblem>> {
    let (any, resource) = registry::resource(db, &filing.order.access_resource_id).await?;
    Ok(resource_check::check(any, resource.as_ref(), user, filing, local_date(app.now())))
}
