//! Sample people, who plainly are none.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use rand::rngs::StdRng;

use super::number;
use super::place::{Address, Place};
use super::vocabulary::{ETHNICITIES, GIVEN, SURNAMES, pick};
use crate::domain::catalogue::RESIDENT_ID;
use crate::domain::filing::Principal;
use crate::sample::picture::IdCard;

/// A person with an ID and ways to be reached.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub name: String,
    female: bool,
    ethnicity: &'static str,
    born: Date,
    home: Address,
    pub id: String,
    pub valid_from: Date,
    pub valid_to: Date,
    pub mobile: String,
    pub emergency: String,
    pub email: String,
}

impl Person {
    /// An adult of 22 to 58 from this province. `serial` makes mobile and mail unique.
    pub(super) fn of(place: Place, serial: usize, today: Date, rng: &mut StdRng) -> Self {
        let female = rng.random_bool(0.45);
        let born = today.saturating_sub(rng.random_range(22 * 366..58 * 365_i32).days());
        let home = Address::of(place, rng);
        let sequence = rng.random_range(0..499) * 2 + u32::from(!female);
        let first17 = format!("{}{:04}{:02}{:02}{sequence:03}", home.county, born.year(), born.month(), born.day());
        let picked = today.saturating_sub(rng.random_range(200..3200_i32).days());
        // Cards with five years and those without an end would be another matter than what a sample shows.
        let grown = [16, 46].map(|years: i32| born.saturating_add(years.years()));
        let valid_from = picked.clamp(grown[0], grown[1].saturating_sub(LAST_CARD));
        let years = years_issued(born, valid_from);
        let tail = serial % 10_000;
        let segment = 130 + (serial / 10_000) % 9;
        Self {
            name: format!("{}{}", pick(rng, &SURNAMES), pick(rng, &GIVEN)),
            female,
            ethnicity: pick(rng, &ETHNICITIES),
            born,
            id: number::resident_id(&first17),
            valid_from,
            valid_to: valid_from.saturating_add(years.years()),
            mobile: format!("{segment}0000{tail:04}"),
            emergency: format!("{}0000{tail:04}", segment + 20),
            email: format!("sample{serial:05}@example.{}", if rng.random_bool(0.5) { "cn" } else { "com" }),
            home,
        }
    }

    /// Lets the ID run out some weeks before `today`.
    pub(super) fn expire(&mut self, today: Date, rng: &mut StdRng) {
        self.valid_to = today.saturating_sub(rng.random_range(20..400_i32).days());
        // Not at every age a card runs out; where none does, the length is wrong as well.
        let issued = |years: i32| self.valid_to.saturating_sub(years.years());
        let years = [20, 10].into_iter().find(|years| years_issued(self.born, issued(*years)) == *years);
        self.valid_from = issued(years.unwrap_or(10));
    }

    /// The principal of a form, filled in as the ID says.
    pub(super) fn principal(&self, unit: bool) -> Principal {
        let tail = self.mobile.get(7..).unwrap_or("0000");
        Principal {
            name: self.name.clone(),
            cert_type: Some(RESIDENT_ID),
            cert_number: self.id.clone(),
            cert_valid_from: self.valid_from.to_string(),
            cert_valid_to: self.valid_to.to_string(),
            mobile: self.mobile.clone(),
            emergency_phone: self.emergency.clone(),
            office_phone: if unit { format!("010-0000{tail}") } else { String::new() },
            email: self.email.clone(),
            ..Principal::default()
        }
    }

    /// The ID as a picture shows it.
    pub(super) fn card(&self) -> IdCard {
        IdCard {
            name: self.name.clone(),
            female: self.female,
            ethnicity: self.ethnicity.to_owned(),
            born: (self.born.year(), self.born.month(), self.born.day()),
            address: self.home.printed(),
            number: self.id.clone(),
            issuer: format!("{}公安局（样本）", self.home.seat()),
            validity: format!("{}-{}", dotted(self.valid_from), dotted(self.valid_to)),
        }
    }

    /// The address without province, city and district.
    pub(super) fn home(&self) -> &Address {
        &self.home
    }

    /// A residence permit in another province.
    pub(super) fn permit(&self, living: &Address, today: Date) -> IdCard {
        let (from, to) = (today.saturating_sub(200.days()), today.saturating_add(165.days()));
        IdCard {
            address: living.printed(),
            issuer: format!("{}公安局（样本）", living.seat()),
            validity: format!("{}-{}", dotted(from), dotted(to)),
            ..self.card()
        }
    }
}

/// The last card with an end is issued some time before the age from which on cards have none.
const LAST_CARD: jiff::SignedDuration = jiff::SignedDuration::from_hours(200 * 24);

/// An ID is issued for ten years to those under 26, for twenty afterwards.
fn years_issued(born: Date, issued: Date) -> i32 {
    if issued < born.saturating_add(26.years()) { 10 } else { 20 }
}

fn dotted(date: Date) -> String {
    format!("{:04}.{:02}.{:02}", date.year(), date.month(), date.day())
}
