//! The SMS verification: who must answer the administration's message, and what each answer leads to (domain facts 3.3
//! and 5.3). The message goes to a principal's mobile; the emergency number never receives it.

use jiff::Timestamp;

use super::catalogue;
use super::clocks::SMS_TIME;
use super::filing::{Filing, FilingType};
use super::lang::Lang;
use super::reason::ReasonGiven;
use super::words::closed_list;

/// So many wrong answers are borne; the next one returns the filing.
pub const MOST_WRONG: u32 = 5;

closed_list! {
    /// One of the two principals.
    Who {
        EntityPrincipal = "entity_principal", "主体负责人", "entity principal";
        ServicePrincipal = "service_principal", "网站负责人", "service principal";
    }
}

closed_list! {
    /// What the administration says of the verification.
    SmsEvent {
        Verified = "verified", "核验通过", "verified";
        WrongTry = "wrong_try", "核验错误", "wrong answer";
        Resent = "resent", "重新发送", "sent again";
        TimedOut = "timed_out", "核验超时", "timed out";
    }
}

/// How the verification of one principal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whose it is.
    pub who: Who,
    /// When the first message was sent; the time runs from here, however often it is sent again.
    pub sent_at: Timestamp,
    /// How often it was sent again.
    pub resent: u32,
    /// Wrong answers so far.
    pub tries: u32,
    /// When the right answer came.
    pub verified_at: Option<Timestamp>,
}

impl Check {
    /// Until when the answer must have come.
    pub fn deadline(&self) -> Timestamp {
        self.sent_at + SMS_TIME
    }
}

/// What an event leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody's answer is still missing.
    Waiting,
    /// Everybody has answered.
    Verified,
    /// The time is over.
    TimedOut,
    /// There was one wrong answer too many.
    TooManyTries,
}

/// Who must answer. A type that this build does not know asks for everybody.
pub fn required(filing: &Filing) -> &'static [Who] {
    use FilingType as T;
    match filing.order.filing_type.known() {
        Some(T::Initial | T::AddServiceOwn | T::AddServiceOther) | None => {
            &[Who::EntityPrincipal, Who::ServicePrincipal]
        }
        Some(T::AddAccess | T::ModifyService) => &[Who::ServicePrincipal],
        Some(T::ModifyEntity | T::CancelEntity) => &[Who::EntityPrincipal],
        Some(T::ModifyAccess | T::CancelService | T::CancelAccess) => &[],
    }
}

/// Where the message to a principal goes.
pub fn recipient(filing: &Filing, who: Who) -> &str {
    match who {
        Who::EntityPrincipal => filing.entity_principal.mobile.trim(),
        Who::ServicePrincipal => filing.service_principal.mobile.trim(),
    }
}

/// Whether both principals are one person, who gets one message and answers once.
pub fn one_person(filing: &Filing) -> bool {
    let [entity, service] = [Who::EntityPrincipal, Who::ServicePrincipal].map(|who| recipient(filing, who));
    filing.service_principal.is_same_as_entity_principal || (!entity.is_empty() && entity == service)
}

/// The verification as it begins.
pub fn begun(filing: &Filing, sent_at: Timestamp) -> Vec<Check> {
    let check = |who: &Who| Check { who: *who, sent_at, resent: 0, tries: 0, verified_at: None };
    required(filing).iter().map(check).collect()
}

/// Writes an event into the checks and says what it leads to. Without a principal it concerns everybody who has not
/// answered yet; one about a principal who need not answer concerns nobody.
pub fn apply(
    checks: &mut [Check],
    event: SmsEvent,
    about: Option<Who>,
    one_person: bool,
    now: Timestamp,
) -> Option<Outcome> {
    if event == SmsEvent::TimedOut {
        return Some(Outcome::TimedOut);
    }
    if let Some(who) = about
        && !checks.iter().any(|check| check.who == who)
    {
        return None;
    }
    let concerned = |check: &&mut Check| {
        check.verified_at.is_none() && (one_person || about.is_none_or(|about| about == check.who))
    };
    for check in checks.iter_mut().filter(concerned) {
        match event {
            SmsEvent::Verified => check.verified_at = Some(now),
            SmsEvent::WrongTry => check.tries += 1,
            SmsEvent::Resent => check.resent += 1,
            SmsEvent::TimedOut => {}
        }
    }
    Some(if checks.iter().any(|check| check.tries > MOST_WRONG) {
        Outcome::TooManyTries
    } else if checks.iter().all(|check| check.verified_at.is_some()) {
        Outcome::Verified
    } else {
        Outcome::Waiting
    })
}

/// Why the filing comes back: a reason for each principal whose answer is missing or was wrong too often.
pub fn reasons(checks: &[Check], outcome: Outcome) -> Vec<ReasonGiven> {
    let (code, guilty): (_, fn(&Check) -> bool) = match outcome {
        Outcome::TimedOut => ("SMS_TIMEOUT", |check| check.verified_at.is_none()),
        Outcome::TooManyTries => ("SMS_FAILED", |check| check.tries > MOST_WRONG),
        Outcome::Waiting | Outcome::Verified => return Vec::new(),
    };
    let about: Vec<Who> = checks.iter().filter(|check| guilty(check)).map(|check| check.who).collect();
    // A time that is over without anybody's answer missing is still somebody's: the message names no one.
    let about = if about.is_empty() { vec![Who::EntityPrincipal] } else { about };
    let known = catalogue::reason(code);
    let words = |text: fn(&catalogue::Reason) -> &str| known.map(text).unwrap_or_default().to_owned();
    about
        .into_iter()
        .map(|who| ReasonGiven {
            target: who.slug().to_owned(),
            code: code.to_owned(),
            text: words(|reason| reason.text(Lang::Zh)),
            suggestion: words(|reason| reason.fix(Lang::Zh)),
            ..ReasonGiven::default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filing::Principal;

    fn filing(kind: FilingType) -> Filing {
        let mut filing = Filing::default();
        filing.order.filing_type = kind.into();
        filing.entity_principal.mobile = "13800000001".into();
        filing.entity_principal.emergency_phone = "13900000001".into();
        filing.service_principal.mobile = "13800000002".into();
        filing
    }

    /// The published table, written out once more: e for the entity principal, s for the service principal.
    #[test]
    fn who_must_answer_follows_from_the_type() {
        let table = [
            ("initial", "es"),
            ("add_service_own", "es"),
            ("add_service_other", "es"),
            ("add_access", "s"),
            ("modify_entity", "e"),
            ("modify_service", "s"),
            ("modify_access", ""),
            ("cancel_entity", "e"),
            ("cancel_service", ""),
            ("cancel_access", ""),
        ];
        assert_eq!(table.len(), FilingType::ALL.len());
        for (slug, expected) in table {
            let said: String = required(&filing(slug.parse().unwrap())).iter().map(|who| &who.slug()[..1]).collect();
            assert_eq!(said, expected, "{slug}");
        }
        let mut odd = filing(FilingType::Initial);
        odd.order.filing_type = crate::domain::open::Open::Other("later".into());
        assert_eq!(required(&odd).len(), 2, "an unknown type asks everybody");
    }

    #[test]
    fn the_message_goes_to_the_mobile_and_one_person_gets_one() {
        let mut filing = filing(FilingType::Initial);
        assert_eq!(recipient(&filing, Who::EntityPrincipal), "13800000001");
        assert!(!one_person(&filing));
        filing.service_principal.mobile = " 13800000001".into();
        assert!(one_person(&filing));
        filing.service_principal = Principal { is_same_as_entity_principal: true, ..Principal::default() };
        assert!(one_person(&filing));
        assert!(!one_person(&Filing::default()), "two who gave no number are not one person");
    }

    #[test]
    fn everybody_must_answer_and_a_resend_restarts_nothing() {
        let start = Timestamp::UNIX_EPOCH;
        let later = start + SMS_TIME / 2;
        let mut checks = begun(&filing(FilingType::Initial), start);
        assert_eq!(apply(&mut checks, SmsEvent::Resent, None, false, later), Some(Outcome::Waiting));
        assert!(checks.iter().all(|check| check.resent == 1 && check.deadline() == start + SMS_TIME));
        let one = apply(&mut checks, SmsEvent::Verified, Some(Who::ServicePrincipal), false, later);
        assert_eq!((one, checks[0].verified_at, checks[1].verified_at), (Some(Outcome::Waiting), None, Some(later)));
        assert_eq!(apply(&mut checks, SmsEvent::Verified, None, false, later), Some(Outcome::Verified));
        let mut alone = begun(&filing(FilingType::Initial), start);
        let done = apply(&mut alone, SmsEvent::Verified, Some(Who::EntityPrincipal), true, later);
        assert_eq!(done, Some(Outcome::Verified), "one person answers for both");
        let mut access = begun(&filing(FilingType::AddAccess), start);
        assert_eq!(apply(&mut access, SmsEvent::WrongTry, Some(Who::EntityPrincipal), false, later), None);
        assert_eq!(access[0].tries, 0);
    }

    #[test]
    fn five_wrong_answers_are_borne_and_the_sixth_is_not() {
        let mut checks = begun(&filing(FilingType::Initial), Timestamp::UNIX_EPOCH);
        let mut wrong =
            || apply(&mut checks, SmsEvent::WrongTry, Some(Who::ServicePrincipal), false, Timestamp::UNIX_EPOCH);
        for _ in 0..MOST_WRONG {
            assert_eq!(wrong(), Some(Outcome::Waiting));
        }
        assert_eq!(wrong(), Some(Outcome::TooManyTries));
        let given = reasons(&checks, Outcome::TooManyTries);
        assert_eq!((given.len(), given[0].target.as_str()), (1, "service_principal"));
    }

    #[test]
    fn the_reasons_are_the_catalogues() {
        let checks = begun(&filing(FilingType::Initial), Timestamp::UNIX_EPOCH);
        for (outcome, code) in [(Outcome::TimedOut, "SMS_TIMEOUT"), (Outcome::TooManyTries, "SMS_FAILED")] {
            for reason in reasons(&checks, outcome) {
                let known = catalogue::reason(code).unwrap();
                assert_eq!(reason.code, code);
                assert!(known.stages.contains(&catalogue::ReasonStage::Sms) && known.fits(&reason.target));
                assert!(!reason.text.is_empty() && !reason.suggestion.is_empty());
            }
        }
        assert_eq!(reasons(&checks, Outcome::TimedOut).len(), 2);
        assert!(reasons(&checks, Outcome::Waiting).is_empty());
    }
}
