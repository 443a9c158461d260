//! The set of cases: how many of which province, nature, status and fault.

use jiff::civil::Date;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use super::application::Application;
use super::fault::Fault;
use super::hostile::Hostile;
use super::material::{self, SampleMaterial};
use super::organizer;
use super::place::{self, PLACES, Place};
use super::story::{self, SampleEvent, Story};
use crate::domain::filing::Filing;
use crate::domain::status::Status;

/// From this many cases on, every province and every nature occurs, and three cases carry hostile text.
pub const COMPLETE_FROM: usize = 60;

/// The statuses of cases that wait for neither review, in turn.
const ELSEWHERE: [Status; 12] = [
    Status::MaterialsPending,
    Status::FirstReturned,
    Status::SecondReturned,
    Status::ToAdministration,
    Status::SmsPending,
    Status::AdministrationReview,
    Status::Approved,
    Status::AdministrationRejected,
    Status::Withdrawn,
    Status::FirstRejected,
    Status::SecondRejected,
    Status::Expired,
];

/// A case of the demo, before it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleCase {
    /// The form.
    pub filing: Filing,
    /// Where it stands.
    pub status: Status,
    /// 1, or 2 after a resubmission.
    pub round: u32,
    /// Minutes since the newest submission.
    pub submitted_minutes_ago: i64,
    /// How it came there, oldest first.
    pub history: Vec<SampleEvent>,
    /// Its pictures, in the order of the catalogue's stages.
    pub materials: Vec<SampleMaterial>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// Draws up `count` cases: the same for the same seed and day. Pictures are only described, not drawn.
pub fn cases(count: usize, seed: u64, today: Date) -> Vec<SampleCase> {
    let mut rng = StdRng::seed_from_u64(seed);
    let statuses = statuses(count, &mut rng);
    let mut places = places(count, &mut rng);
    let natures = natures(count, &mut rng);
    let mut hostile = hostile(&statuses, &natures);
    let plain = |at: &usize| hostile.iter().all(|(other, _)| other != at);
    let known = well_known(&statuses, &natures, &mut places, plain);
    let plans = statuses.into_iter().zip(places).zip(natures).enumerate();
    plans
        .map(|(serial, ((status, place), nature))| {
            let mut own = StdRng::seed_from_u64(rng.random());
            let attack = hostile.iter().position(|(at, _)| *at == serial).map(|at| hostile.swap_remove(at).1);
            let trade = (known == Some(serial)).then_some(WELL_KNOWN);
            case(Plan { serial: serial + 1, status, place, nature, attack, trade }, today, &mut own)
        })
        .collect()
}

/// The trade name of the company by which documents and tutorials show how to search: 北京青云…, `bjqy`.
const WELL_KNOWN: (&str, &str) = ("青云", "qingyun");

/// Which case is that company's: an enterprise that waits for a review. It comes to Beijing in exchange with whoever is there.
fn well_known(
    statuses: &[Status],
    natures: &[&'static str],
    places: &mut [Place],
    plain: impl Fn(&usize) -> bool,
) -> Option<usize> {
    let fits = |at: &usize| {
        natures.get(*at) == Some(&"enterprise") && statuses.get(*at).is_some_and(|status| status.stage().is_some())
    };
    let is_there = |place: &Place| place.code == "11";
    let all: Vec<usize> = (0..places.len()).filter(|at| fits(at) && plain(at)).collect();
    if let Some(at) = all.iter().find(|at| places.get(**at).is_some_and(is_there)) {
        return Some(*at);
    }
    let (at, there) = (*all.first()?, places.iter().position(is_there)?);
    places.swap(at, there);
    Some(at)
}

struct Plan {
    serial: usize,
    status: Status,
    place: Place,
    nature: &'static str,
    attack: Option<Hostile>,
    /// Its trade name with the spelling in a domain, where it is not drawn by lot.
    trade: Option<(&'static str, &'static str)>,
}

fn case(plan: Plan, today: Date, rng: &mut StdRng) -> SampleCase {
    let Plan { serial, status, place, nature, attack, trade } = plan;
    let wanted = faults(status, nature, rng);
    let mut application = Application::of((place, nature, trade), serial, &wanted, today, rng);
    if let Some(attack) = attack {
        application.spoil(attack);
    }
    for fault in &wanted {
        application.plant(*fault, serial);
    }
    let twice = rng.random_bool(0.2);
    let uploads = story::has_uploads(status);
    let mut materials =
        material::materials(&application, uploads, &wanted, today, &mut StdRng::seed_from_u64(rng.random()));
    let (faults, found) = planted(&wanted, &mut materials, rng);
    let story = Story::to(status, twice, &found, today, rng);
    SampleCase {
        filing: application.filing,
        status,
        round: story.round,
        submitted_minutes_ago: story.submitted_minutes_ago,
        history: story.events,
        materials,
        faults,
    }
}

/// Plants the faults of pictures; gives the faults that found a place, with their reasons.
fn planted(
    wanted: &[Fault],
    materials: &mut [SampleMaterial],
    rng: &mut StdRng,
) -> (Vec<Fault>, Vec<(String, &'static str)>) {
    let (mut faults, mut found) = (Vec::new(), Vec::new());
    for fault in wanted.iter().copied() {
        let target = match (fault.field(), fault.flaw(rng.random())) {
            (Some(field), _) => Some(field.to_owned()),
            (None, Some(flaw)) => material::plant(materials, flaw, rng).map(|slug| format!("material:{slug}")),
            (None, None) => materials
                .iter()
                .find(|material| material.spec.is_signed())
                .map(|material| format!("material:{}", material.slug)),
        };
        if let Some(target) = target {
            faults.push(fault);
            found.push((target, fault.code()));
        }
    }
    (faults, found)
}

/// None for two cases of three; a returned case always has what it was returned for.
fn faults(status: Status, nature: &str, rng: &mut StdRng) -> Vec<Fault> {
    let returned = matches!(status, Status::FirstReturned | Status::SecondReturned);
    let waits = status.stage().is_some();
    let faulty = returned || (waits && rng.random_bool(0.4));
    if !faulty {
        return Vec::new();
    }
    let second = matches!(status, Status::SecondReview | Status::SecondReturned);
    let fits = |fault: &Fault| match fault {
        Fault::CreditCode => !matches!(nature, "individual" | "defence" | "overseas" | "medical"),
        Fault::LicenceName => nature != "individual",
        fault => second || fault.shows_in_first_review(),
    };
    let mut fitting: Vec<Fault> = Fault::ALL.iter().copied().filter(fits).collect();
    fitting.shuffle(rng);
    // A returned case keeps a fault of a field in front, so that its reasons never come out empty.
    if returned {
        fitting.sort_by_key(|fault| fault.field().is_none());
    }
    fitting.truncate(if rng.random_bool(0.2) { 2 } else { 1 });
    fitting
}

fn statuses(count: usize, rng: &mut StdRng) -> Vec<Status> {
    let first = count * 45 / 100;
    let second = count * 35 / 100;
    let waiting = [(Status::FirstReview, first), (Status::SecondReview, second)];
    let mut statuses: Vec<Status> =
        waiting.into_iter().flat_map(|(status, of)| std::iter::repeat_n(status, of)).collect();
    statuses.extend(ELSEWHERE.into_iter().cycle().take(count - statuses.len()));
    statuses.shuffle(rng);
    statuses
}

fn places(count: usize, rng: &mut StdRng) -> Vec<Place> {
    let reserved = if count >= COMPLETE_FROM { PLACES.to_vec() } else { Vec::new() };
    let mut places = reserved;
    while places.len() < count {
        places.push(place::weighted(rng));
    }
    places.shuffle(rng);
    places
}

fn natures(count: usize, rng: &mut StdRng) -> Vec<&'static str> {
    let mut natures: Vec<&'static str> =
        if count >= COMPLETE_FROM { organizer::natures().collect() } else { Vec::new() };
    while natures.len() < count {
        natures.push(organizer::weighted(rng));
    }
    natures.shuffle(rng);
    natures
}

/// Which cases carry hostile text: enterprises that wait for a review.
fn hostile(statuses: &[Status], natures: &[&str]) -> Vec<(usize, Hostile)> {
    if statuses.len() < COMPLETE_FROM {
        return Vec::new();
    }
    let waiting = |(status, nature): (&Status, &&str)| status.stage().is_some() && *nature == "enterprise";
    let places = statuses.iter().zip(natures).enumerate().filter(|(_, pair)| waiting(*pair)).map(|(index, _)| index);
    places.step_by(5).zip(Hostile::ALL).collect()
}
