//! Which materials a sample case has, and what is drawn on each.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use rand::rngs::StdRng;

use super::application::Application;
use super::fault::{Fault, Flaw};
use super::organizer::in_chinese;
use super::person::Person;
use super::picture::{Content, DomainRecord, Letter, PictureSpec, SizeClass};
use super::vocabulary::{REGISTRARS, pick};
use crate::domain::filing::FilingType;
use crate::domain::requirement::FACE;

/// Provinces that ask for the service principal's authorization.
const AUTHORIZE_SERVICE: [&str; 12] = ["12", "31", "34", "35", "36", "42", "43", "50", "51", "52", "61", "64"];

/// One picture of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMaterial {
    /// The material's slug.
    pub slug: String,
    /// The page of this slug, from 1.
    pub page: u32,
    /// What to draw.
    pub spec: PictureSpec,
}

/// The materials that come with the form, and those uploaded after the first review if `uploads`.
pub(super) fn materials(
    application: &Application,
    uploads: bool,
    faults: &[Fault],
    today: Date,
    rng: &mut StdRng,
) -> Vec<SampleMaterial> {
    let mut list = List { materials: Vec::new(), rng };
    form(application, &mut list);
    if uploads {
        domain(application, today, &mut list);
        letters(application, faults, today, &mut list);
        list.add(FACE, Content::Face(application.operator().card()));
    }
    list.materials
}

struct List<'a> {
    materials: Vec<SampleMaterial>,
    rng: &'a mut StdRng,
}

impl List<'_> {
    fn add(&mut self, slug: &str, content: Content) {
        let page = 1 + self.materials.iter().filter(|material| material.slug == slug).count() as u32;
        let size = match (&content, self.rng.random_range(0..100)) {
            (Content::DomainConsole(_) | Content::Face(_), _) => SizeClass::Ordinary,
            (_, 0..8) => SizeClass::Phone,
            (_, 8..28) => SizeClass::Small,
            _ => SizeClass::Ordinary,
        };
        let seed = self.rng.random();
        let spec = PictureSpec { seed, slug: slug.to_owned(), page, size, flaw: None, content };
        self.materials.push(SampleMaterial { slug: slug.to_owned(), page, spec });
    }

    fn sides(&mut self, who: &str, person: &Person) {
        self.add(&format!("{who}_id_front"), Content::IdFront(person.card()));
        self.add(&format!("{who}_id_back"), Content::IdBack(person.card()));
    }
}

fn form(application: &Application, list: &mut List<'_>) {
    if let Some(unit) = &application.unit {
        list.add("entity_licence", Content::Licence(unit.licence.clone()));
    }
    list.sides("entity_principal", application.principal());
    if let Some(operator) = &application.operator {
        list.sides("service_principal", operator);
    }
    if application.deputy.is_some() {
        list.add("legal_rep_id", Content::IdFront(application.head.card()));
    }
}

fn domain(application: &Application, today: Date, list: &mut List<'_>) {
    let registrar = pick(list.rng, &REGISTRARS);
    let other = REGISTRARS.iter().find(|name| **name != registrar).copied().unwrap_or(registrar);
    let owner = match (&application.unit, application.domain_owner_differs) {
        (_, true) => other,
        (Some(unit), false) => &unit.name,
        (None, false) => &application.head.name,
    };
    let (cert_kind, cert_number) = match &application.unit {
        Some(unit) => (unit.cert_title, unit.licence.number.as_str()),
        None => ("居民身份证", application.head.id.as_str()),
    };
    let registered = today.saturating_sub(list.rng.random_range(30..900_i32).days());
    let record = DomainRecord {
        domain: application.filing.domain().to_owned(),
        owner: owner.to_owned(),
        cert_kind: cert_kind.to_owned(),
        cert_number: cert_number.to_owned(),
        registered: registered.to_string(),
        expires: registered.saturating_add(list.rng.random_range(4..8_i32).years()).to_string(),
        registrar: registrar.to_owned(),
    };
    list.add("domain_certificate", Content::DomainCertificate(record.clone()));
    list.add("domain_realname_screenshot", Content::DomainConsole(record));
}

fn letters(application: &Application, faults: &[Fault], today: Date, list: &mut List<'_>) {
    let letter = letter(application, faults, today, list.rng);
    for slug in letter_slugs(application, list.rng) {
        list.add(slug, Content::Letter(letter.clone()));
    }
    let unit = application.unit.is_some();
    if unit && list.rng.random_bool(if application.place.code == "43" { 0.6 } else { 0.08 }) {
        for _ in 0..4 {
            list.add("website_construction_plan", Content::Plan(letter.clone()));
        }
    }
    if let Some(living) = &application.living {
        let today = today.saturating_sub(list.rng.random_range(0..90_i32).days());
        list.add("residence_permit", Content::Permit(application.head.permit(living, today)));
    }
}

fn letter(application: &Application, faults: &[Fault], today: Date, rng: &mut StdRng) -> Letter {
    let days = if faults.contains(&Fault::LetterDate) { rng.random_range(100..200) } else { rng.random_range(14..40) };
    let (filing, operator) = (&application.filing, application.operator());
    Letter {
        organizer: filing.entity.name.clone(),
        individual: application.unit.is_none(),
        giver: application.head.name.clone(),
        giver_number: application.head.id.clone(),
        taker: operator.name.clone(),
        taker_number: operator.id.clone(),
        site: filing.service.name.clone(),
        domain: filing.domain().to_owned(),
        province: application.place.name.to_owned(),
        date: in_chinese(today.saturating_sub(days.days())),
    }
}

fn letter_slugs(application: &Application, rng: &mut StdRng) -> Vec<&'static str> {
    let (filing, place) = (&application.filing, application.place.code);
    let nature = filing.entity.nature.as_str();
    let delegated = application.operator.is_some() && AUTHORIZE_SERVICE.contains(&place);
    let wanted = [
        ("auth_letter_entity_principal", application.deputy.is_some()),
        ("auth_letter_service_principal", delegated),
        ("commitment_letter", matches!(place, "31" | "44")),
        ("authenticity_responsibility_letter", place == "32"),
        ("authenticity_commitment_letter", place == "32"),
        ("not_involved_letter", rng.random_bool(if place == "41" { 0.7 } else { 0.1 })),
        ("party_letter", matches!(place, "54" | "65")),
        ("gov_site_form", matches!(nature, "government" | "institution")),
        ("name_change_notice", application.unit.is_some() && filing.order.filing_type == FilingType::ModifyEntity),
        ("pre_approval", !filing.service.pre_approvals.is_empty()),
        ("other", rng.random_bool(0.05)),
    ];
    wanted.into_iter().filter(|(_, wanted)| *wanted).map(|(slug, _)| slug).collect()
}

/// Plants a flaw in a picture where it can be seen; gives the material's slug, or `None` if no picture can carry it.
pub(super) fn plant(materials: &mut [SampleMaterial], flaw: Flaw, rng: &mut StdRng) -> Option<String> {
    let sealed = materials.iter().any(|material| material.slug == "entity_licence");
    let fits = |material: &SampleMaterial| match (&material.spec.content, flaw) {
        (Content::DomainConsole(_) | Content::Face(_), _) => false,
        (Content::Letter(_), Flaw::Unsealed) => material.spec.is_signed() && !material.spec.is_personal() && sealed,
        (Content::Letter(_), Flaw::Unsigned) => material.spec.is_signed(),
        (Content::Plan(_), Flaw::Unsealed | Flaw::Unsigned) => material.page == 1,
        (_, Flaw::Unsealed | Flaw::Unsigned) => false,
        _ => true,
    };
    let clean = |material: &SampleMaterial| material.spec.flaw.is_none() && fits(material);
    let places: Vec<usize> = materials.iter().enumerate().filter(|(_, m)| clean(m)).map(|(index, _)| index).collect();
    let chosen = places.get(rng.random_range(0..places.len().max(1)))?;
    let material = materials.get_mut(*chosen)?;
    material.spec.flaw = Some(flaw);
    Some(material.slug.clone())
}
