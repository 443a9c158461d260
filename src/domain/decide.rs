//! The rules of reviewing, pure: may this actor claim, hand back or decide this case now, and what follows.
//!
//! The desk asks to grey a key, the API asks inside the transaction that commits: both get the same answer.

use jiff::Timestamp;

use super::case::{CaseState, Held, Lease};
use super::finding::{Finding, Severity};
use super::reason::{Decision, LONGEST_TEXT, Override, ReasonGiven, ReturnKind};
use super::refusal::Refusal;
use super::role::{Actor, Role};
use super::status::{Move, Stage, Status, next};
use super::verb::Verb;

/// What a permitted decision does to the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// `Approve` or `Return`, for the history.
    pub verb: Verb,
    /// The review that is decided.
    pub stage: Stage,
    /// The role in which the actor decides.
    pub role: Role,
    /// Before.
    pub from: Status,
    /// After.
    pub to: Status,
    /// The checked reasons; empty for an approval.
    pub reasons: Vec<ReasonGiven>,
}

/// The role that reviews a stage.
pub const fn reviewer_of(stage: Stage) -> Role {
    match stage {
        Stage::First => Role::FirstReviewer,
        Stage::Second => Role::SecondReviewer,
    }
}

/// Whether the actor only learns in this review: he is a trainee, and not a reviewer of it.
pub fn learns(stage: Option<Stage>, actor: &Actor) -> bool {
    actor.is(Role::Trainee) && !stage.is_some_and(|stage| actor.is(reviewer_of(stage)))
}

/// Whether the actor has the role for a review, whatever the case.
///
/// # Errors
/// `RoleMissing`.
pub fn may_review_stage(stage: Stage, verb: Verb, actor: &Actor) -> Result<(), Refusal> {
    let needs: &'static [Role] = match stage {
        Stage::First => &[Role::FirstReviewer],
        Stage::Second => &[Role::SecondReviewer],
    };
    if actor.is_any(needs) { Ok(()) } else { Err(Refusal::RoleMissing { verb, needs }) }
}

/// Whether the actor may review the case at all: it waits for a review, he has the role, and four eyes hold.
///
/// # Errors
/// `WrongStatus`, `RoleMissing` or `FourEyes`.
pub fn may_review(case: &CaseState, verb: Verb, actor: &Actor) -> Result<Stage, Refusal> {
    let stage = case.status.stage().ok_or_else(|| case.refuses(verb))?;
    may_review_stage(stage, verb, actor)?;
    if stage == Stage::Second && case.first_passed_by.contains(&actor.id) {
        return Err(Refusal::FourEyes);
    }
    Ok(stage)
}

/// Whether the actor may claim the case, or renew by claiming again. `held` counts his other live leases.
///
/// # Errors
/// As [`may_review`], and `HeldByOther` or `TooManyHeld`.
pub fn may_claim(case: &CaseState, actor: &Actor, held: usize, now: Timestamp) -> Result<Stage, Refusal> {
    let stage = may_review(case, Verb::Claim, actor)?;
    match case.live_lease(now) {
        Some(lease) if lease.holder != actor.id => Err(held_by_other(lease)),
        None if held >= super::case::MOST_HELD => Err(Refusal::TooManyHeld { most: super::case::MOST_HELD }),
        _ => undecided(case).map(|()| stage),
    }
}

/// In which role the actor may take back what `by` laid aside: the lead always, else whoever laid it there while he may still
/// review it.
///
/// # Errors
/// `RoleMissing`.
pub fn may_take_back(verb: Verb, by: &str, status: Option<Status>, actor: &Actor) -> Result<Role, Refusal> {
    match status.and_then(Status::stage) {
        _ if actor.is(Role::Lead) => Ok(Role::Lead),
        Some(stage) if by == actor.id => Ok(reviewer_of(stage)),
        _ => Err(Refusal::RoleMissing { verb, needs: &[Role::Lead] }),
    }
}

/// Whether `token` is the live lease of this actor.
///
/// # Errors
/// `HeldByOther`, `LeaseLost` or `NotHeld`.
pub fn holds(case: &CaseState, token: &str, actor: &Actor, now: Timestamp) -> Result<(), Refusal> {
    match case.live_lease(now) {
        Some(lease) if lease.holder != actor.id => Err(held_by_other(lease)),
        Some(lease) if lease.token == token => Ok(()),
        _ if token.is_empty() => Err(Refusal::NotHeld),
        _ => Err(Refusal::LeaseLost),
    }
}

/// The one way to approve or return: the decision with every reason checked, whose [`ruling`] follows when it takes
/// effect. `seen` is the version that the reviewer looked at, `token` his lease.
///
/// # Errors
/// In this order: status, role, four eyes, lease, version, reasons.
pub fn decide(
    case: &CaseState,
    decision: Decision,
    seen: i64,
    token: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let stage = may_review(case, verb_of(&decision), actor)?;
    holds(case, token, actor, now)?;
    undecided(case)?;
    if seen != case.version {
        return Err(Refusal::VersionChanged { seen, current: case.version });
    }
    decision.checked(stage)
}

/// The roles that may approve over a blocker, besides being a reviewer of the stage.
pub const MAY_OVERRIDE: &[Role] = &[Role::Lead];

/// Whether the open blockers let an approval through: there are none, or each is named by one who may, with a reason.
///
/// # Errors
/// `BlockersOpen` with those that are not named, `RoleMissing` for whoever may not override, `OverrideUnexplained` without a reason.
pub fn over_blockers(
    decision: &Decision,
    findings: &[Finding],
    overriding: Option<&Override>,
    actor: &Actor,
) -> Result<(), Refusal> {
    if *decision != Decision::Approve {
        return Ok(());
    }
    let open = findings.iter().filter(|finding| finding.severity == Severity::Blocker);
    let left: Vec<Finding> =
        open.filter(|finding| !overriding.is_some_and(|over| over.names(finding))).cloned().collect();
    if !left.is_empty() {
        return Err(Refusal::BlockersOpen { findings: left });
    }
    match overriding {
        Some(_) if !actor.is_any(MAY_OVERRIDE) => {
            Err(Refusal::RoleMissing { verb: Verb::Override, needs: MAY_OVERRIDE })
        }
        Some(over) if over.reason.trim().is_empty() || over.reason.chars().count() > LONGEST_TEXT => {
            Err(Refusal::OverrideUnexplained { most: LONGEST_TEXT })
        }
        _ => Ok(()),
    }
}

/// The verb of a decision.
pub const fn verb_of(decision: &Decision) -> Verb {
    match decision {
        Decision::Approve => Verb::Approve,
        Decision::Return { .. } => Verb::Return,
    }
}

/// What a checked decision does to a case that waits for a review.
///
/// # Errors
/// `WrongStatus` where the case waits for none.
pub fn ruling(from: Status, decision: Decision) -> Result<Ruling, Refusal> {
    let (verb, step, reasons) = match decision {
        Decision::Approve => (Verb::Approve, Move::Approve, Vec::new()),
        Decision::Return { kind: ReturnKind::Correct, reasons } => (Verb::Return, Move::Return, reasons),
        Decision::Return { kind: ReturnKind::Reject, reasons } => (Verb::Return, Move::Reject, reasons),
    };
    let wrong = Refusal::WrongStatus { verb, status: from };
    let (stage, to) = from.stage().zip(next(from, step)).ok_or(wrong)?;
    Ok(Ruling { verb, stage, role: reviewer_of(stage), from, to, reasons })
}

/// The held decision that this actor may still take back.
///
/// # Errors
/// `NothingHeld` where none waits or its hold is over, `NotYourDecision` where it is somebody else's.
pub fn may_undo<'a>(case: &'a CaseState, actor: &Actor, now: Timestamp) -> Result<&'a Held, Refusal> {
    let held = case.held.as_ref().filter(|held| held.takes_effect_at > now).ok_or(Refusal::NothingHeld)?;
    if held.by == actor.id { Ok(held) } else { Err(Refusal::NotYourDecision { by: held.by.clone() }) }
}

/// That no decision waits to take effect.
///
/// # Errors
/// `DecisionHeld`.
pub fn undecided(case: &CaseState) -> Result<(), Refusal> {
    match &case.held {
        None => Ok(()),
        Some(held) => Err(Refusal::DecisionHeld { by: held.by.clone(), until: held.takes_effect_at }),
    }
}

fn held_by_other(lease: &Lease) -> Refusal {
    Refusal::HeldByOther { holder: lease.holder.clone(), until: lease.expires_at }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn actor(id: &str, roles: &[Role]) -> Actor {
        Actor { id: id.into(), roles: roles.to_vec() }
    }

    fn held(status: Status, by: &str) -> CaseState {
        CaseState {
            status,
            round: 1,
            version: 3,
            lease: Some(Lease {
                holder: by.into(),
                token: "t1".into(),
                expires_at: NOW + SignedDuration::from_secs(1),
                since: NOW,
            }),
            first_passed_by: vec!["ann".into()],
            held: None,
        }
    }

    fn returned(reasons: Vec<ReasonGiven>) -> Decision {
        Decision::Return { kind: ReturnKind::Correct, reasons }
    }

    #[test]
    fn an_approval_moves_each_review_on() {
        let bo = actor("bo", &[Role::FirstReviewer, Role::SecondReviewer]);
        for (from, to) in
            [(Status::FirstReview, Status::MaterialsPending), (Status::SecondReview, Status::ToAdministration)]
        {
            let decision = decide(&held(from, "bo"), Decision::Approve, 3, "t1", &bo, NOW).unwrap();
            let ruling = ruling(from, decision).unwrap();
            assert_eq!((ruling.from, ruling.to), (from, to));
        }
    }

    #[test]
    fn a_return_carries_the_catalogues_words_where_the_reviewer_gave_none() {
        let bo = actor("bo", &[Role::FirstReviewer]);
        let decision = returned(vec![ReasonGiven::from_code("ENT_NAME_MISMATCH")]);
        let decision = decide(&held(Status::FirstReview, "bo"), decision, 3, "t1", &bo, NOW).unwrap();
        let ruling = ruling(Status::FirstReview, decision).unwrap();
        assert_eq!(ruling.to, Status::FirstReturned);
        assert_eq!(ruling.reasons[0].target, "entity.name");
        assert!(ruling.reasons[0].text.contains("名称") && !ruling.reasons[0].suggestion.is_empty());
    }

    #[test]
    fn every_refusal_has_its_own_cause() {
        let first = actor("bo", &[Role::FirstReviewer]);
        let both = actor("ann", &[Role::FirstReviewer, Role::SecondReviewer]);
        let other = actor("cy", &[Role::FirstReviewer]);
        let reason =
            |target: &str, code: &str| ReasonGiven { target: target.into(), code: code.into(), ..Default::default() };
        let expired = NOW + SignedDuration::from_secs(1);
        let cases = [
            (held(Status::Approved, "bo"), Decision::Approve, 3, "t1", &first, NOW, "wrong_status"),
            (held(Status::SecondReview, "bo"), Decision::Approve, 3, "t1", &first, NOW, "role_missing"),
            (held(Status::SecondReview, "ann"), Decision::Approve, 3, "t1", &both, NOW, "four_eyes"),
            (held(Status::FirstReview, "bo"), Decision::Approve, 3, "t1", &other, NOW, "held_by_other"),
            (held(Status::FirstReview, "bo"), Decision::Approve, 3, "t0", &first, NOW, "lease_lost"),
            (held(Status::FirstReview, "bo"), Decision::Approve, 3, "t1", &first, expired, "lease_lost"),
            (held(Status::FirstReview, "bo"), Decision::Approve, 3, "", &first, expired, "not_held"),
            (held(Status::FirstReview, "bo"), Decision::Approve, 2, "t1", &first, NOW, "version_changed"),
            (held(Status::FirstReview, "bo"), returned(vec![]), 3, "t1", &first, NOW, "reasons_missing"),
            (
                held(Status::FirstReview, "bo"),
                returned(vec![reason("", "NO_SUCH")]),
                3,
                "t1",
                &first,
                NOW,
                "reason_unknown",
            ),
            (
                held(Status::FirstReview, "bo"),
                returned(vec![reason("service.name", "ENT_NAME_MISMATCH")]),
                3,
                "t1",
                &first,
                NOW,
                "target_unfit",
            ),
            (
                held(Status::FirstReview, "bo"),
                returned(vec![reason("material:auth_letter_entity_principal", "MAT_SEAL_MISSING")]),
                3,
                "t1",
                &first,
                NOW,
                "reason_wrong_stage",
            ),
            (
                held(Status::FirstReview, "bo"),
                returned(vec![reason("", "TEL_UNREACHABLE")]),
                3,
                "t1",
                &first,
                NOW,
                "target_missing",
            ),
            (
                held(Status::FirstReview, "bo"),
                returned(vec![reason("", "OTHER")]),
                3,
                "t1",
                &first,
                NOW,
                "text_missing",
            ),
        ];
        for (case, decision, seen, token, who, now, code) in cases {
            let refusal = decide(&case, decision, seen, token, who, now).unwrap_err();
            assert_eq!(refusal.code(), code, "{refusal}");
        }
    }

    #[test]
    fn a_held_decision_stops_everything_but_its_author_taking_it_back_in_time() {
        let (bo, cy) = (actor("bo", &[Role::FirstReviewer]), actor("cy", &[Role::FirstReviewer]));
        let mut case = held(Status::FirstReview, "bo");
        assert_eq!(may_undo(&case, &bo, NOW).unwrap_err().code(), "nothing_held");
        let takes_effect_at = NOW + SignedDuration::from_millis(500);
        case.held = Some(Held { decision: Decision::Approve, by: "bo".into(), takes_effect_at, overriding: None });
        assert_eq!(decide(&case, Decision::Approve, 3, "t1", &bo, NOW).unwrap_err().code(), "decision_held");
        assert_eq!(may_claim(&case, &bo, 0, NOW).unwrap_err().code(), "decision_held");
        assert_eq!(may_undo(&case, &cy, NOW).unwrap_err().code(), "not_your_decision");
        assert!(may_undo(&case, &bo, NOW).is_ok());
        assert_eq!(may_undo(&case, &bo, takes_effect_at).unwrap_err().code(), "nothing_held");
    }

    #[test]
    fn claiming_again_renews_and_an_expired_lease_frees_the_case() {
        let bo = actor("bo", &[Role::FirstReviewer]);
        let cy = actor("cy", &[Role::FirstReviewer]);
        let case = held(Status::FirstReview, "bo");
        assert!(may_claim(&case, &bo, 1, NOW).is_ok());
        assert_eq!(may_claim(&case, &cy, 0, NOW).unwrap_err().code(), "held_by_other");
        assert!(may_claim(&case, &cy, 0, NOW + SignedDuration::from_secs(2)).is_ok());
        let full = super::super::case::MOST_HELD;
        assert_eq!(
            may_claim(&case, &cy, full, NOW + SignedDuration::from_secs(2)).unwrap_err().code(),
            "too_many_held"
        );
    }
}
