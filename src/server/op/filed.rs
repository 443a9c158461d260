//! What an approval by the administration leaves behind: the ICP filing numbers, and the registry in which later filings of
//! the same entity find it.

use super::Done;
use crate::api::ResultSaid;
use crate::domain::administration::{entity_number, number as parted, service_number};
use crate::domain::catalogue;
use crate::domain::clocks::local_date;
use crate::domain::filing::{Filing, FilingType};
use crate::domain::registry::{FiledEntity, FiledService};
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::{Connection, filed, number as counter, registry};

/// Writes the filing's numbers into its record: the administration's, else those it has, else the next free ones.
pub(super) async fn number(app: &App, db: &mut Connection, record: &mut CaseRecord, said: &ResultSaid) -> Done<()> {
    let kind = record.filing.order.kind();
    let given = |number: &Option<String>| number.as_deref().map(|text| text.trim().to_owned());
    let of_service = said.service_number.as_deref().and_then(parted).map(|number| number.entity);
    let entity = match given(&said.entity_number).or(of_service) {
        Some(number) => Some(number),
        None => entity(app, db, &record.filing, kind).await?,
    };
    let service = match (given(&said.service_number), &entity) {
        (Some(number), _) => Some(number),
        (None, Some(entity)) => service(db, &record.filing, kind, entity).await?,
        (None, None) => None,
    };
    record.entity_number = entity;
    record.service_number = service;
    Ok(())
}

const fn changes_what_is_filed(kind: FilingType) -> bool {
    !matches!(
        kind,
        FilingType::Initial | FilingType::AddServiceOwn | FilingType::AddServiceOther | FilingType::AddAccess
    )
}

async fn entity(app: &App, db: &mut Connection, filing: &Filing, kind: FilingType) -> Done<Option<String>> {
    let known = registry::entity(db, filing.entity.cert_type, &filing.entity.cert_number).await?;
    if let Some(known) = known {
        return Ok(Some(known.number));
    }
    let stated = parted(&filing.entity.filing_number).filter(|_| kind != FilingType::Initial);
    if let Some(stated) = stated {
        return Ok(Some(stated.entity));
    }
    let Some(province) = catalogue::province(filing.province()).filter(|_| !changes_what_is_filed(kind)) else {
        return Ok(None);
    };
    let year = local_date(app.now()).year();
    loop {
        let count = counter::count(db, &format!("icp-{}-{year}", province.code)).await?;
        let number = entity_number(&province.icp, year, count);
        if !filed::is_taken(db, &number).await? {
            return Ok(Some(number));
        }
    }
}

async fn service(db: &mut Connection, filing: &Filing, kind: FilingType, entity: &str) -> Done<Option<String>> {
    use FilingType as T;
    match kind {
        T::ModifyEntity | T::CancelEntity => return Ok(None),
        T::Initial | T::AddServiceOwn | T::AddServiceOther => {}
        T::AddAccess | T::ModifyService | T::ModifyAccess | T::CancelService | T::CancelAccess => {
            let known = registry::service_of(db, filing.domain()).await?;
            if let Some(known) = known.filter(|known| known.entity_number == entity) {
                return Ok(Some(known.number));
            }
            let stated = &filing.service.filing_number;
            if parted(stated).is_some_and(|number| number.entity == entity && number.service.is_some()) {
                return Ok(Some(stated.trim().to_owned()));
            }
            if kind != T::AddAccess {
                return Ok(None);
            }
        }
    }
    let counts = filed::services(db, entity).await?;
    let highest = counts.iter().filter_map(|text| parted(text)?.service).map(|(count, _)| count).max().unwrap_or(0);
    let count = counter::count_beyond(db, &format!("icp-services-{entity}"), i64::from(highest)).await?;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Some(service_number(entity, count, filing.service.kind.known().copied().unwrap_or_default())))
}

/// Writes what the approved filing changed into the registry.
pub(super) async fn enter(db: &mut Connection, record: &CaseRecord) -> Done<()> {
    use FilingType as T;
    let filing = &record.filing;
    let Some(entity) = record.entity_number.as_deref() else { return Ok(()) };
    let service = record.service_number.as_deref();
    match filing.order.kind() {
        T::Initial | T::AddServiceOwn | T::AddServiceOther | T::AddAccess => {
            put_entity(db, filing, entity, false).await?;
            put_service(db, filing, entity, service).await?;
        }
        T::ModifyEntity => {
            let shell = filed::is_shell(db, entity).await?;
            put_entity(db, filing, entity, shell).await?;
        }
        T::ModifyService => put_service(db, filing, entity, service).await?,
        T::ModifyAccess | T::CancelAccess => {
            if let Some(service) = service {
                filed::set_access(db, service, filing.order.kind() == T::ModifyAccess).await?;
            }
        }
        T::CancelService => {
            if let Some(service) = service {
                filed::remove_service(db, entity, service).await?;
            }
        }
        T::CancelEntity => filed::remove_entity(db, entity).await?,
    }
    Ok(())
}

async fn put_entity(db: &mut Connection, filing: &Filing, number: &str, shell: bool) -> Done<()> {
    let Some(cert_type) = filing.entity.cert_type else { return Ok(()) };
    let entity = FiledEntity {
        cert_type,
        cert_number: filing.entity.cert_number.trim().to_owned(),
        name: filing.entity.name.clone(),
        nature: filing.entity.nature.clone(),
        province: filing.province().to_owned(),
        number: number.to_owned(),
        own: true,
        shell,
    };
    Ok(filed::put_entity(db, &entity).await?)
}

async fn put_service(db: &mut Connection, filing: &Filing, entity: &str, number: Option<&str>) -> Done<()> {
    let Some(number) = number else { return Ok(()) };
    let service = FiledService {
        number: number.to_owned(),
        entity_number: entity.to_owned(),
        kind: filing.service.kind.to_string(),
        name: filing.service.name.clone(),
        domains: filing.service.domains.clone(),
        own_access: true,
    };
    Ok(registry::put_service(db, &service).await?)
}
