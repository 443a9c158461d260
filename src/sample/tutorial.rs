//! The six cases of the guide for the first day: always the same but for their dates.

use jiff::civil::Date;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::fault::Fault;
use super::generate::{Plan, SampleCase, made};
use super::place::{PLACES, Place};
use super::story::SampleEvent;
use crate::domain::filing::{Filing, FilingType, ServiceKind};
use crate::domain::role::Role;
use crate::domain::status::{Move, Status};
use crate::domain::tutorial::CASES;

/// What the guide shows: its cases in order, and what it must know of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Guided {
    /// The cases.
    pub cases: Vec<SampleCase>,
    /// What the fourth case looked like a round ago.
    pub earlier: Filing,
    /// The slug of the material that is blurred in the fifth.
    pub blurred: String,
}

/// Where the guided cases come from.
const PROVINCE: &str = "33";

/// Minutes between the submissions, so that the queue has them in their order.
const APART: i64 = 7;

/// Draws up the guided cases; none where the generator cannot make one that is as the guide says, which a test would notice.
pub fn guided(today: Date) -> Option<Guided> {
    let place = PLACES.into_iter().find(|place| place.code == PROVINCE)?;
    let first = |serial, faults: &[Fault]| fitting(place, serial, Status::FirstReview, faults, today, |_| true);
    let clean = first(1, &[])?;
    let number = first(2, &[Fault::IdChecksum])?;
    let name = first(3, &[Fault::LicenceName])?;
    let (again, earlier) = second_round(first(4, &[Fault::VagueAddress])?);
    let seen = |case: &SampleCase| blurred(case).is_some_and(|slug| slug == "entity_licence");
    let unreadable = fitting(place, 5, Status::SecondReview, &[Fault::Blurred], today, seen)?;
    let mut doubtful = first(6, &[])?;
    doubtful.filing.entity_principal.mobile.clone_from(&clean.filing.entity_principal.mobile);
    if doubtful.filing.service_principal.is_same_as_entity_principal {
        doubtful.filing.service_principal.mobile.clone_from(&clean.filing.entity_principal.mobile);
    }
    let blurred = blurred(&unreadable)?;
    let mut cases = vec![clean, number, name, again, unreadable, doubtful];
    let count = i64::try_from(CASES).ok()?;
    for (index, case) in (0_i64..).zip(&mut cases) {
        date(case, (count - index) * APART);
    }
    Some(Guided { cases, earlier, blurred })
}

/// The first case of an enterprise that is an initial filing of a website and fits: the generator is asked with one seed after another.
fn fitting(
    place: Place,
    serial: usize,
    status: Status,
    faults: &[Fault],
    today: Date,
    fits: impl Fn(&SampleCase) -> bool,
) -> Option<SampleCase> {
    (0..200_u64).find_map(|seed| {
        let plan = Plan { serial, status, place, nature: "enterprise", attack: None, trade: None };
        let case = made(plan, faults, Some(false), today, &mut StdRng::seed_from_u64(seed));
        let filing = &case.filing;
        let plain = filing.order.filing_type == FilingType::Initial
            && filing.service.kind == ServiceKind::Website
            && filing.service.pre_approvals.is_empty()
            && filing.service_principal.is_same_as_entity_principal
            && filing.entity.is_principal_legal_rep
            && case.faults == faults;
        (plain && fits(&case)).then_some(case)
    })
}

/// The slug of the picture that cannot be read.
fn blurred(case: &SampleCase) -> Option<String> {
    let found = case.materials.iter().find(|material| material.spec.flaw == Some(super::fault::Flaw::Blurred));
    found.map(|material| material.slug.clone())
}

/// The case in its second round: returned for the address, which is as it was, and for the emergency phone, which is mended; with
/// what it looked like before.
fn second_round(mut case: SampleCase) -> (SampleCase, Filing) {
    let mut earlier = case.filing.clone();
    let mobile = earlier.entity_principal.mobile.clone();
    earlier.entity_principal.emergency_phone.clone_from(&mobile);
    earlier.service_principal.emergency_phone = mobile;
    let reasons = [Fault::VagueAddress, Fault::EmergencySame]
        .iter()
        .filter_map(|fault| Some((fault.field()?.to_owned(), fault.code())))
        .collect();
    let step = |step, by, from, to, round, reasons| SampleEvent { minutes_ago: 0, step, by, from, to, round, reasons };
    case.round = 2;
    case.history = vec![
        step(Move::Submit, Role::Applicant, Status::Draft, Status::FirstReview, 1, Vec::new()),
        step(Move::Return, Role::FirstReviewer, Status::FirstReview, Status::FirstReturned, 1, reasons),
        step(Move::Submit, Role::Applicant, Status::FirstReturned, Status::FirstReview, 2, Vec::new()),
    ];
    (case, earlier)
}

/// Lets the newest submission be so many minutes ago, and what was before it a day each.
fn date(case: &mut SampleCase, minutes: i64) {
    for (index, event) in (0_i64..).zip(case.history.iter_mut().rev()) {
        event.minutes_ago = minutes + index * 24 * 60;
    }
    case.submitted_minutes_ago = minutes;
}
