//! One application: an organizer, the people in charge, a service, and the form filled in from them.

use jiff::civil::Date;
use rand::RngExt;
use rand::rngs::StdRng;

use super::fault::Fault;
use super::hostile::Hostile;
use super::number;
use super::organizer::Unit;
use super::person::Person;
use super::place::{Address, PLACES, Place};
use super::vocabulary::{PERSONAL_SITES, TRADES, one, pick};
use crate::domain::catalogue::RESIDENT_ID;
use crate::domain::filing::{
    Access, Entity, Filing, FilingType, IpRange, LegalRep, Order, PreApproval, Principal, Region, Service, ServiceKind,
};

/// Provinces in which the entity principal need not be the legal representative.
const OTHER_PRINCIPAL: [&str; 9] = ["11", "14", "21", "22", "32", "34", "46", "51", "62"];
/// Provinces that take individuals from elsewhere with a residence permit.
const PERMIT: [&str; 9] = ["22", "31", "32", "33", "34", "35", "42", "44", "52"];

/// See the module.
#[derive(Debug)]
pub(super) struct Application {
    pub place: Place,
    pub filing: Filing,
    pub unit: Option<Unit>,
    /// The legal representative of a unit, or the individual.
    pub head: Person,
    /// The entity principal, where a unit's is not its head.
    pub deputy: Option<Person>,
    /// The service principal, where it is neither.
    pub operator: Option<Person>,
    /// Where an individual from another province lives.
    pub living: Option<Address>,
    /// A fault that is made on paper and not in the form.
    pub domain_owner_differs: bool,
}

impl Application {
    /// Fills in a form. `serial` is unique within one set of samples; a trade name may be given or is drawn by lot.
    pub(super) fn of(
        (place, nature, trade): (Place, &str, Option<(&'static str, &'static str)>),
        serial: usize,
        faults: &[Fault],
        today: Date,
        rng: &mut StdRng,
    ) -> Self {
        let address = Address::of(place, rng);
        let individual = nature == "individual";
        let moved = individual && PERMIT.contains(&place.code) && rng.random_bool(0.3);
        let origin = if moved { one(rng, &PLACES) } else { place };
        let mut head = Person::of(origin, serial * 3, today, rng);
        let has_deputy = !individual && OTHER_PRINCIPAL.contains(&place.code) && rng.random_bool(0.25);
        let mut deputy = has_deputy.then(|| Person::of(place, serial * 3 + 1, today, rng));
        if faults.contains(&Fault::IdExpired) {
            deputy.as_mut().unwrap_or(&mut head).expire(today, rng);
        }
        let has_operator = !individual && rng.random_bool(0.4);
        let operator = has_operator.then(|| Person::of(place, serial * 3 + 2, today, rng));
        let unit = (!individual).then(|| Unit::of((nature, trade), address.clone(), &head, serial, today, rng));
        let filing = Filing::default();
        let living = (moved && origin != place).then(|| address.clone());
        let domain_owner_differs = faults.contains(&Fault::DomainOwner);
        let mut this = Self { place, filing, unit, head, deputy, operator, living, domain_owner_differs };
        this.fill_in(nature, &address, serial, rng);
        this
    }

    /// The entity principal.
    pub(super) fn principal(&self) -> &Person {
        self.deputy.as_ref().unwrap_or(&self.head)
    }

    /// The service principal.
    pub(super) fn operator(&self) -> &Person {
        self.operator.as_ref().unwrap_or(self.principal())
    }

    fn fill_in(&mut self, nature: &str, address: &Address, serial: usize, rng: &mut StdRng) {
        let kind = filing_type(rng);
        let service = self.service(nature, kind, serial, rng);
        let entity = self.entity(nature, kind, address, serial, rng);
        let order = Order {
            province: entity.region.province.clone(),
            organizer_nature: nature.to_owned(),
            organizer_cert_type: entity.cert_type,
            organizer_cert_number: entity.cert_number.clone(),
            domain: service.domains.first().cloned().unwrap_or_default(),
            filing_type: kind.into(),
            access_resource_id: format!("eip-sample-{serial:05}"),
        };
        let unit = self.unit.is_some();
        let entity_principal = self.principal().principal(unit);
        let service_principal = match &self.operator {
            Some(operator) => operator.principal(unit),
            None => Principal { is_same_as_entity_principal: true, ..entity_principal.clone() },
        };
        self.filing = Filing {
            order,
            entity,
            entity_principal,
            service,
            service_principal,
            access: access(serial, rng),
            agreed: true,
        };
    }

    fn entity(&self, nature: &str, kind: FilingType, address: &Address, serial: usize, rng: &mut StdRng) -> Entity {
        let region = Region {
            province: format!("{}0000", self.place.code),
            city: format!("{}9900", self.place.code),
            district: address.county.clone(),
        };
        let filing_number = match kind {
            FilingType::Initial => String::new(),
            _ => format!("{}ICP备2099{:06}号", self.place.letter, serial % 1_000_000),
        };
        let shared = Entity {
            nature: nature.to_owned(),
            region,
            contact_address: address.street.clone(),
            filing_number,
            report_mode: 1,
            ..Entity::default()
        };
        match &self.unit {
            Some(unit) => Entity {
                name: unit.name.clone(),
                cert_type: Some(unit.cert_type),
                cert_number: unit.licence.number.clone(),
                cert_address: unit.licence.address.clone(),
                investor: if rng.random_bool(0.7) { unit.name.clone() } else { self.head.name.clone() },
                legal_rep: match &self.deputy {
                    Some(_) => LegalRep { name: self.head.name.clone(), cert_number: self.head.id.clone() },
                    None => LegalRep::default(),
                },
                is_principal_legal_rep: self.deputy.is_none(),
                ..shared
            },
            None => Entity {
                name: self.head.name.clone(),
                cert_type: Some(RESIDENT_ID),
                cert_number: self.head.id.clone(),
                cert_address: self.head.home().printed(),
                investor: self.head.name.clone(),
                ..shared
            },
        }
    }

    fn service(&self, nature: &str, kind: FilingType, serial: usize, rng: &mut StdRng) -> Service {
        let (trade, spelled) = match &self.unit {
            Some(unit) => (unit.trade, unit.spelled),
            None => one(rng, &TRADES),
        };
        let domain = domain(nature, spelled, serial, rng);
        let (name, remark, content) = match &self.unit {
            None => (
                format!("{trade}{}", pick(rng, &PERSONAL_SITES)),
                "个人学习和兴趣的记录，不含商业内容，不设留言。本人承诺网站内容真实合法。",
                6,
            ),
            Some(unit) => {
                (site_name(unit), "展示本单位的基本情况、产品和联系方式，不提供互动服务。本单位承诺内容真实合法。", 8)
            }
        };
        let shop = nature == "enterprise" && rng.random_bool(0.2);
        let approved = nature == "medical" || (nature == "enterprise" && rng.random_bool(0.04));
        let app = rng.random_bool(0.07);
        let filed = matches!(kind, FilingType::AddAccess | FilingType::ModifyService);
        Service {
            kind: if app { ServiceKind::App } else { ServiceKind::Website }.into(),
            name,
            home_url: format!("https://www.{domain}"),
            domains: vec![domain],
            content_types: if shop { vec![content, 9] } else { vec![content] },
            languages: if rng.random_bool(0.85) { vec![1] } else { vec![1, 12] },
            app_service_types: vec![if app { "APP应用服务" } else { "网站应用服务" }.to_owned()],
            pre_approvals: if approved {
                vec![PreApproval { kind: 4, licence_no: format!("样许字（2099）第{serial:05}号") }]
            } else {
                Vec::new()
            },
            remark: remark.to_owned(),
            filing_number: if filed {
                format!("{}ICP备2099{:06}号-1{}", self.place.letter, serial % 1_000_000, if app { "A" } else { "" })
            } else {
                String::new()
            },
        }
    }

    /// Plants the faults that stand in the form.
    pub(super) fn plant(&mut self, fault: Fault, serial: usize) {
        let filing = &mut self.filing;
        match fault {
            Fault::IdChecksum => {
                let wrong = number::with_wrong_check(&filing.entity_principal.cert_number);
                if filing.is_individual() {
                    filing.entity.cert_number.clone_from(&wrong);
                    filing.order.organizer_cert_number.clone_from(&wrong);
                }
                filing.entity_principal.cert_number = wrong;
            }
            Fault::CreditCode => {
                let wrong = number::with_wrong_check(&filing.entity.cert_number);
                filing.order.organizer_cert_number.clone_from(&wrong);
                filing.entity.cert_number = wrong;
            }
            Fault::LicenceName if filing.entity.name.contains("有限公司") => {
                filing.entity.name = filing.entity.name.replace("有限公司", "有限责任公司");
            }
            Fault::LicenceName => filing.entity.name.push_str("（分部）"),
            Fault::VagueAddress => {
                let street: String =
                    filing.entity.contact_address.chars().take_while(|c| !c.is_ascii_digit()).collect();
                filing.entity.contact_address = format!("{street}附近");
            }
            Fault::EmergencySame => {
                let mobile = filing.entity_principal.mobile.clone();
                filing.entity_principal.emergency_phone = mobile;
            }
            Fault::HomeUrl => filing.service.home_url = format!("https://www.sample-other-{serial:03}.cn"),
            Fault::SiteName => filing.service.name = format!("SAMPLE{serial:03}"),
            _ => {}
        }
        if self.operator.is_none() {
            let same = Principal { is_same_as_entity_principal: true, ..self.filing.entity_principal.clone() };
            self.filing.service_principal = same;
        }
    }

    /// Puts hostile text into ordinary fields.
    pub(super) fn spoil(&mut self, hostile: Hostile) {
        hostile.apply(&mut self.filing);
        if let Some(unit) = &mut self.unit {
            unit.name.clone_from(&self.filing.entity.name);
            unit.licence.name.clone_from(&self.filing.entity.name);
        }
    }
}

fn filing_type(rng: &mut StdRng) -> FilingType {
    match rng.random_range(0..100) {
        0..72 => FilingType::Initial,
        72..82 => FilingType::AddServiceOwn,
        82..86 => FilingType::AddServiceOther,
        86..92 => FilingType::AddAccess,
        92..96 => FilingType::ModifyEntity,
        _ => FilingType::ModifyService,
    }
}

fn site_name(unit: &Unit) -> String {
    let seat = unit.address.seat();
    let short = unit.name.trim_start_matches(seat.as_str()).trim_start_matches(unit.address.place.short);
    let short = short.replace("有限公司", "").replace("（样本）", "").replace("（境外机构）", "");
    if short.ends_with("样本") { format!("{short}官网") } else { format!("{short}网站") }
}

fn domain(nature: &str, spelled: &str, serial: usize, rng: &mut StdRng) -> String {
    let suffix = match nature {
        "government" => "gov.cn",
        "institution" | "social_group" | "foundation" => "org.cn",
        _ => pick(rng, &["cn", "cn", "com", "com", "com.cn", "net"]),
    };
    let prefix = pick(rng, &["sample", "yangben"]);
    format!("{prefix}-{spelled}-{serial:03}.{suffix}")
}

/// Addresses of the ranges that are reserved for documentation.
fn access(serial: usize, rng: &mut StdRng) -> Access {
    let net = pick(rng, &["192.0.2", "198.51.100", "203.0.113"]);
    let address = format!("{net}.{}", serial % 253 + 1);
    Access {
        ips: vec![IpRange { start: address.clone(), end: address }],
        modes: vec![16],
        server_locations: vec![pick(rng, &["110000", "310000", "440000"]).to_owned()],
    }
}
