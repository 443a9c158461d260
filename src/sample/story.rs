//! What has happened to a case before the demo starts: legal moves from a draft to its status, with times.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rand::RngExt;
use rand::rngs::StdRng;

use super::fault::Fault;
use crate::domain::role::Role;
use crate::domain::status::{Move, Status, next};

/// One event of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleEvent {
    /// Minutes before the demo's start.
    pub minutes_ago: i64,
    /// What happened.
    pub step: Move,
    /// In which role it was done.
    pub by: Role,
    /// The status before.
    pub from: Status,
    /// The status after.
    pub to: Status,
    /// The round in which it happened, from 1: a resubmission after a return opens the next.
    pub round: u32,
    /// Pairs of a target (`entity.name`, `material:SLUG`) and a return reason's code.
    pub reasons: Vec<(String, &'static str)>,
}

/// Where a case stands, and how it came there.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub events: Vec<SampleEvent>,
    pub round: u32,
    /// Minutes since the newest submission; 0 for a draft.
    pub submitted_minutes_ago: i64,
}

impl Story {
    /// A story that ends in `status`. `found` are the reasons of a return that is the last event.
    pub(super) fn to(
        status: Status,
        twice: bool,
        found: &[(String, &'static str)],
        today: Date,
        rng: &mut StdRng,
    ) -> Self {
        let steps = steps(status, twice, rng);
        let mut events = Vec::new();
        let (mut at, mut round) = (Status::Draft, 1);
        for (index, step) in steps.iter().enumerate() {
            // A list of steps is legal by construction; one that were not would end the story early, and a test fail.
            let Some(to) = next(at, *step) else { break };
            if *step == Move::Submit && matches!(at, Status::FirstReturned | Status::SecondReturned) {
                round += 1;
            }
            let last = index + 1 == steps.len();
            let reasons = reasons(at, *step, if last { found } else { &[] }, rng);
            events.push(SampleEvent {
                minutes_ago: 0,
                step: *step,
                by: actor(at, *step),
                from: at,
                to,
                round,
                reasons,
            });
            at = to;
        }
        let mut ago = age(status, today, rng);
        for event in events.iter_mut().rev() {
            event.minutes_ago = ago;
            ago += rng.random_range(180..3600);
        }
        let submitted =
            events.iter().rev().find(|event| event.step == Move::Submit).map_or(0, |event| event.minutes_ago);
        Self { events, round, submitted_minutes_ago: submitted }
    }
}

/// Whether a case in this status has handed in the materials of the second review.
pub(super) fn has_uploads(status: Status) -> bool {
    !matches!(
        status,
        Status::Draft
            | Status::FirstReview
            | Status::FirstReturned
            | Status::FirstRejected
            | Status::MaterialsPending
            | Status::Withdrawn
            | Status::Abandoned
            | Status::Expired
    )
}

fn steps(status: Status, twice: bool, rng: &mut StdRng) -> Vec<Move> {
    use Move as M;
    use Status as S;
    let reaches_second = has_uploads(status);
    let first_twice = twice && (!reaches_second || rng.random_bool(0.5));
    let once_or_twice = |twice: bool| if twice { vec![M::Submit, M::Return, M::Submit] } else { vec![M::Submit] };
    let first = once_or_twice(first_twice);
    let mut second = first.clone();
    second.push(M::Approve);
    second.extend(once_or_twice(twice && !first_twice));
    let mut reported = second.clone();
    reported.extend([M::Approve, M::Received]);
    let and = |mut steps: Vec<Move>, more: &[Move]| {
        steps.extend(more);
        steps
    };
    match status {
        S::Draft => Vec::new(),
        S::FirstReview => first,
        S::FirstReturned => and(first, &[M::Return]),
        S::FirstRejected => and(first, &[M::Reject]),
        S::MaterialsPending => and(first, &[M::Approve]),
        S::SecondReview => second,
        S::SecondReturned => and(second, &[M::Return]),
        S::SecondRejected => and(second, &[M::Reject]),
        S::ToAdministration => and(second, &[M::Approve]),
        S::SmsPending => reported,
        S::AdministrationReview => and(reported, &[M::SmsVerified]),
        S::AdministrationRejected if rng.random_bool(0.3) => and(reported, &[M::SmsFailed]),
        S::AdministrationRejected => and(reported, &[M::SmsVerified, M::AdministrationRefused]),
        S::Approved => and(reported, &[M::SmsVerified, M::AdministrationApproved]),
        S::Withdrawn => and(first, &[M::Withdraw]),
        S::Abandoned => and(first, &[M::Return, M::Abandon]),
        S::Expired => and(first, &[M::Return, M::Expire]),
    }
}

fn actor(from: Status, step: Move) -> Role {
    match step {
        Move::Submit | Move::Withdraw | Move::Abandon => Role::Applicant,
        Move::Approve | Move::Return | Move::Reject if from == Status::SecondReview => Role::SecondReviewer,
        Move::Approve | Move::Return | Move::Reject => Role::FirstReviewer,
        Move::Expire | Move::Resume => Role::System,
        Move::Received
        | Move::SmsVerified
        | Move::SmsFailed
        | Move::AdministrationApproved
        | Move::AdministrationRefused => Role::Administration,
    }
}

/// Reasons of a step that sends a case back: those found, else those of a fault that has been corrected since.
fn reasons(
    from: Status,
    step: Move,
    found: &[(String, &'static str)],
    rng: &mut StdRng,
) -> Vec<(String, &'static str)> {
    let corrected: &[Fault] = if from == Status::SecondReview {
        &[Fault::DomainOwner, Fault::IdExpired, Fault::EmergencySame]
    } else {
        &[Fault::EmergencySame, Fault::VagueAddress, Fault::HomeUrl, Fault::SiteName, Fault::IdChecksum]
    };
    match step {
        Move::Return if !found.is_empty() => found.to_vec(),
        Move::Return => corrected
            .get(rng.random_range(0..corrected.len()))
            .and_then(|fault| Some((fault.field()?.to_owned(), fault.code())))
            .into_iter()
            .collect(),
        Move::Reject => vec![("order.filing_type".to_owned(), "ORD_TYPE_WRONG")],
        Move::AdministrationRefused => vec![("entity_principal.mobile".to_owned(), "TEL_UNREACHABLE")],
        _ => Vec::new(),
    }
}

/// How long ago the last event was, in minutes. What waits for a review is spread over the last four working
/// days, so that some is overdue on any day of the week.
fn age(status: Status, today: Date, rng: &mut StdRng) -> i64 {
    let within_day = rng.random_range(4..420);
    let working_days = match status.stage() {
        Some(_) => match rng.random_range(0..100) {
            0..42 => 0,
            42..72 => 1,
            72..87 => 2,
            87..95 => 3,
            _ => 4,
        },
        None if status == Status::SmsPending => 0,
        None => rng.random_range(0..8),
    };
    let mut day = today;
    let mut days = 0;
    let mut left = working_days;
    while left > 0 {
        day = day.saturating_sub(1.day());
        days += 1;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    days * 1440 + within_day
}
