//! What registries would say of the sample filings: the applicant's account and what it rents, the owners of domains, and
//! what is filed already of those that add to it or change it.

use super::fault::Fault;
use super::generate::SampleCase;
use crate::domain::filing::{Filing, FilingType};
use crate::domain::registry::{Account, DomainRecord, FiledEntity, FiledService, RealName, RegistryRow, Resource};
use crate::domain::requirement::cancels;
use crate::domain::status::Status;

/// The rows for these cases, all of them of the applicant `user`.
pub fn registries(cases: &[SampleCase], user: &str) -> Vec<RegistryRow> {
    let account = Account {
        user_id: user.to_owned(),
        name: "申请人样本".to_owned(),
        real_name: Some(RealName::Verified),
        ..Account::default()
    };
    let mut rows = vec![account.into()];
    for case in cases {
        rows.push(resource(&case.filing, user).into());
        rows.extend(case.filing.service.domains.iter().map(|domain| domain_record(case, domain).into()));
        filed(case, &mut rows);
    }
    rows
}

fn resource(filing: &Filing, user: &str) -> Resource {
    Resource {
        id: filing.order.access_resource_id.clone(),
        user_id: user.to_owned(),
        kind: "server".to_owned(),
        ip: filing.access.ips.first().map(|range| range.start.clone()).unwrap_or_default(),
        ..Resource::default()
    }
}

fn domain_record(case: &SampleCase, domain: &str) -> DomainRecord {
    let entity = &case.filing.entity;
    let stranger = case.faults.contains(&Fault::DomainOwner);
    DomainRecord {
        domain: domain.to_owned(),
        registrar: "样本域名注册服务机构".to_owned(),
        owner: if stranger { "样本域名原持有人".to_owned() } else { entity.name.clone() },
        owner_cert_type: entity.cert_type.filter(|_| !stranger),
        owner_cert_number: if stranger { String::new() } else { entity.cert_number.clone() },
        real_name: RealName::Verified,
        synced: true,
        expires: None,
        blacklisted: false,
    }
}

/// What is filed already: the entity of whoever adds or changes, and the service that is added to, changed or removed.
fn filed(case: &SampleCase, rows: &mut Vec<RegistryRow>) {
    use FilingType as T;
    let filing = &case.filing;
    let kind = filing.order.kind();
    let (entity, service) = numbers(case).map_or_else(
        || (filing.entity.filing_number.clone(), filing.service.filing_number.clone()),
        |[entity, service]| (entity, service),
    );
    if entity.is_empty() {
        return;
    }
    rows.push(
        FiledEntity {
            cert_type: filing.entity.cert_type.unwrap_or_default(),
            cert_number: filing.entity.cert_number.clone(),
            name: filing.entity.name.clone(),
            nature: filing.entity.nature.clone(),
            province: filing.province().to_owned(),
            number: entity.clone(),
            own: kind != T::AddServiceOther,
            shell: false,
        }
        .into(),
    );
    if !service.is_empty() {
        let row = FiledService {
            number: service,
            entity_number: entity,
            kind: filing.service.kind.to_string(),
            name: filing.service.name.clone(),
            domains: filing.service.domains.clone(),
            own_access: kind != T::AddAccess || case.status == Status::Approved,
        };
        rows.push(row.into());
    }
}

/// The numbers of a sample that was approved: the entity's, and the service's.
pub fn numbers(case: &SampleCase) -> Option<[String; 2]> {
    let filing = &case.filing;
    let kind = filing.order.kind();
    if case.status != Status::Approved || cancels(kind) {
        return None;
    }
    let letter = crate::domain::catalogue::province(filing.province()).map_or("", |province| province.icp.as_str());
    // The serial is the one thing that tells the samples apart; it stands in the resource's id.
    let serial: u32 =
        filing.order.access_resource_id.rsplit('-').next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let given = |number: &str, made: String| if number.is_empty() { made } else { number.to_owned() };
    let entity = given(&filing.entity.filing_number, format!("{letter}ICP备2099{:06}号", serial % 1_000_000));
    let service = given(&filing.service.filing_number, format!("{entity}-1"));
    Some([entity, service])
}
