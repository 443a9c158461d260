//! Cases that come with a past: samples and imports.

use jiff::Timestamp;

use super::store::case::{self, CaseRecord};
use super::store::job::{self, Job, Kind};
use super::store::material::{self, MaterialRecord};
use super::store::{StoreError, event, number, pack, submission};
use super::{App, op};
use crate::domain::clocks;
use crate::domain::filing::Filing;
use crate::domain::reason::ReasonGiven;
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::domain::verb::Verb;

/// A case to be added as it stands.
#[derive(Debug, Clone)]
pub struct SeedCase {
    /// The next free number where none is given.
    pub number: Option<String>,
    /// The applicant's user id.
    pub owner: String,
    /// What was filled in.
    pub filing: Filing,
    /// Where the case stands.
    pub status: Status,
    /// Submissions so far.
    pub round: u32,
    /// When it came into its status; a review's due time follows from it.
    pub entered_at: Timestamp,
    /// What happened, oldest first.
    pub events: Vec<SeedEvent>,
    /// What was uploaded.
    pub materials: Vec<SeedMaterial>,
    /// When the authenticity verification was done.
    pub verified_at: Option<Timestamp>,
    /// User ids of everybody who passed a first review of this filing.
    pub first_passed_by: Vec<String>,
    /// What was submitted in the round before, of a case that has one and that the machine looks at.
    pub earlier: Option<Filing>,
    /// Whether the machine looks at it, if it waits for a review.
    pub check: bool,
    /// The entity's and the service's ICP filing numbers, of a filing that was approved.
    pub numbers: Option<[String; 2]>,
}

impl SeedCase {
    /// A case of a first round, without number, history or materials, at which the machine does not look.
    pub fn new(owner: impl Into<String>, filing: Filing, status: Status, entered_at: Timestamp) -> Self {
        Self {
            number: None,
            owner: owner.into(),
            filing,
            status,
            round: 1,
            entered_at,
            events: Vec::new(),
            materials: Vec::new(),
            verified_at: None,
            first_passed_by: Vec::new(),
            earlier: None,
            check: false,
            numbers: None,
        }
    }
}

/// One thing that happened to a seeded case.
#[derive(Debug, Clone)]
pub struct SeedEvent {
    /// When.
    pub at: Timestamp,
    /// The user id of who did it.
    pub actor: String,
    /// The role in which he did it.
    pub role: Role,
    /// What was done.
    pub verb: Verb,
    /// Status before; none for the first event.
    pub from: Option<Status>,
    /// Status after.
    pub to: Status,
    /// The round it belongs to.
    pub round: u32,
    /// The reasons of a return.
    pub reasons: Vec<ReasonGiven>,
}

/// A material of a seeded case, whose bytes are made on first use.
#[derive(Debug, Clone)]
pub struct SeedMaterial {
    /// A slug of the material catalogue.
    pub slug: String,
    /// Position within the slug, counted from 1.
    pub page: u32,
    /// What [`super::Options::origin`] makes the bytes from.
    pub origin: String,
}

pub(super) async fn seed(app: &App, cases: Vec<SeedCase>) -> Result<Vec<String>, StoreError> {
    let mut tx = app.store.begin().await?;
    let mut ids = Vec::with_capacity(cases.len());
    for case in cases {
        ids.push(add(app, &mut tx, case).await?);
    }
    tx.commit().await?;
    Ok(ids)
}

async fn add(app: &App, db: &mut sqlx::AnyConnection, seed: SeedCase) -> Result<String, StoreError> {
    let id = uuid::Uuid::now_v7().to_string();
    let number = match seed.number {
        Some(number) => {
            number::skip(db, &number).await?;
            number
        }
        None => number::next(db, clocks::local_date(seed.entered_at).year()).await?,
    };
    let mut record = CaseRecord::new(id.clone(), number, seed.owner, seed.filing, seed.entered_at);
    record.state.round = seed.round;
    record.state.version = i64::try_from(seed.events.len()).unwrap_or(1).max(1);
    record.state.first_passed_by = seed.first_passed_by;
    record.verified_at = seed.verified_at;
    // What was submitted had its order verified then.
    record.order_locked = seed.status != Status::Draft;
    [record.entity_number, record.service_number] = seed.numbers.map_or([None, None], |numbers| numbers.map(Some));
    record.enter(seed.status, seed.entered_at, &app.settings.working);
    if record.order_locked {
        record.pack = pack::keep(db, app.pack(&record.filing)).await?;
    }
    case::add(db, &record).await?;
    if let Some(stage) = seed.status.stage().filter(|_| seed.check) {
        if let Some(filing) = seed.earlier {
            let mut earlier = record.clone();
            earlier.filing = filing;
            earlier.state.round = seed.round.saturating_sub(1);
            submission::add(db, &earlier, stage, seed.entered_at).await?;
        }
        submission::add(db, &record, stage, seed.entered_at).await?;
        job::plan(db, &Job::of_case(Kind::Check, &id, seed.entered_at)).await?;
    }
    op::obligations::owe(db, &record, app.pack(&record.filing), seed.entered_at).await?;
    let began = seed.events.first().map_or(seed.entered_at, |event| event.at);
    for (seq, past) in (1_i64..).zip(&seed.events) {
        let event = event::NewEvent {
            at: past.at,
            actor: &past.actor,
            role: past.role,
            verb: past.verb,
            from: past.from,
            to: past.to,
            round: past.round,
            reasons: &past.reasons,
            note: "",
        };
        event::add_at(db, &id, seq, &event).await?;
    }
    for file in seed.materials {
        let material = material::blank(uuid::Uuid::now_v7().to_string(), &file.slug, file.page, began);
        material::add(db, &MaterialRecord { case: id.clone(), material, origin: Some(file.origin) }).await?;
    }
    Ok(id)
}
