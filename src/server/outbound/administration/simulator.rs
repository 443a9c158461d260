//! A communications administration that lives within the service, for demos and for tests of the whole way: it takes what is
//! handed over, has the principals answer, and decides, each after a while of its compressed working day.
//!
//! Invariant: what it does next follows from its seed and from where a case stands, and from nothing else, so that a
//! restart changes nothing and the same seed gives the same outcomes.

use std::time::Duration;

use futures::future::BoxFuture;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use super::gateway::{Act, Answer, Arrived, Gateway, Standing, Unanswered};
use crate::api::{Received, ResultSaid, Said, SmsSaid};
use crate::domain::administration::{CodeGiven, ResultOutcome};
use crate::domain::sms::{MOST_WRONG, SmsEvent};
use crate::domain::status::Status;

/// Of a thousand filings so many run out of time at the SMS verification …
const TIMED_OUT: u64 = 40;
/// … so many fail it …
const FAILED: u64 = 20;
/// … and so many are returned by the administration.
const RETURNED: u64 = 150;

/// What returned filings are returned for, with the opinion; the usual causes several times.
const CAUSES: &[(&[u32], &str)] = &[
    (&[1002], "网站负责人电话无人接听，请保持电话畅通后重新提交。"),
    (&[1002], "网站负责人电话无人接听，请保持电话畅通后重新提交。"),
    (&[1020], "网站名称与主体性质不符，请修改。"),
    (&[1020], "网站名称与主体性质不符，请修改。"),
    (&[1034], "服务内容选择与网站实际内容不符。"),
    (&[1011], "负责人手机号码为空号。"),
    (&[1015], "负责人身份证号码核查不一致。"),
    (&[1055], "核验单填写不规范。"),
    (&[1063], "IP 地址不在接入商报备范围内。"),
    (&[1003], "主办单位在备案库中有历史数据冲突。"),
    (&[1020, 1034], "网站名称、服务内容均不符合要求。"),
];

/// The simulated administration.
pub(super) struct Simulator {
    seed: u64,
    day: SignedDuration,
}

/// What will become of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    TimedOut,
    Failed,
    Returned,
    Approved,
}

impl Simulator {
    pub(super) fn new(seed: u64, day: Duration) -> Self {
        Self { seed, day: SignedDuration::try_from(day).unwrap_or(SignedDuration::from_secs(6)) }
    }

    /// A number below `most` that belongs to this hand-over of the case and to `what`.
    fn draw(&self, of: &Standing<'_>, what: &str, most: u64) -> u64 {
        let text = format!("{}:{}:{}:{}:{what}", self.seed, of.number, of.round, of.attempt);
        let digest = Sha256::digest(text.as_bytes());
        let head = digest.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        head % most.max(1)
    }

    fn fate(&self, of: &Standing<'_>) -> Fate {
        match self.draw(of, "fate", 1000) {
            draw if draw < TIMED_OUT => Fate::TimedOut,
            draw if draw < TIMED_OUT + FAILED => Fate::Failed,
            draw if draw < TIMED_OUT + FAILED + RETURNED => Fate::Returned,
            _ => Fate::Approved,
        }
    }

    /// Between so many hundredths of a working day.
    fn hundredths(&self, of: &Standing<'_>, what: &str, from: u64, to: u64) -> SignedDuration {
        let hundredths = from + self.draw(of, what, to.saturating_sub(from) + 1);
        self.day / 100 * i32::try_from(hundredths).unwrap_or(100)
    }

    fn sms(&self, of: &Standing<'_>) -> Option<Act> {
        let waiting = of.checks.iter().find(|check| check.verified_at.is_none())?;
        let said = |event| Said::Sms(SmsSaid { event, principal: Some(waiting.who) });
        let fate = self.fate(of);
        if fate == Fate::TimedOut {
            let said = Said::Sms(SmsSaid { event: SmsEvent::TimedOut, principal: None });
            return Some(Act { after: self.day, said });
        }
        // Some mistype once or twice; those who fail go on until it is too often.
        let mistyped = match self.draw(of, "mistyped", 10) {
            0 => 2,
            1 => 1,
            _ => 0,
        };
        let wrong = if fate == Fate::Failed { MOST_WRONG + 1 } else { mistyped };
        let event = if waiting.tries < wrong { SmsEvent::WrongTry } else { SmsEvent::Verified };
        let what = format!("sms:{}:{}", waiting.who, waiting.tries);
        Some(Act { after: self.hundredths(of, &what, 2, 12), said: said(event) })
    }

    fn result(&self, of: &Standing<'_>) -> Act {
        let after = self.hundredths(of, "review", 50, 600);
        if self.fate(of) != Fate::Returned {
            return Act { after, said: Said::Result(decided(ResultOutcome::Approved)) };
        }
        let most = u64::try_from(CAUSES.len()).unwrap_or(1);
        let at = usize::try_from(self.draw(of, "cause", most)).unwrap_or(0);
        let (codes, opinion) = CAUSES.get(at).copied().unwrap_or((&[1002], ""));
        let codes = codes.iter().map(|code| CodeGiven { code: *code, text: String::new() }).collect();
        let opinion = Some(opinion.to_owned());
        Act { after, said: Said::Result(ResultSaid { codes, opinion, ..decided(ResultOutcome::Rejected) }) }
    }
}

const fn decided(outcome: ResultOutcome) -> ResultSaid {
    ResultSaid { outcome, entity_number: None, service_number: None, codes: Vec::new(), opinion: None }
}

impl Gateway for Simulator {
    fn takes_pictures(&self) -> bool {
        false
    }

    fn hand_over<'a>(&'a self, _: i64, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<Answer, Unanswered>> {
        Box::pin(std::future::ready(Ok(Answer::Acknowledged)))
    }

    fn every(&self) -> Option<SignedDuration> {
        None
    }

    fn results(&self, _: i64) -> BoxFuture<'_, Result<Vec<Arrived>, Unanswered>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    fn next(&self, standing: &Standing<'_>) -> Option<Act> {
        match standing.status {
            Status::ToAdministration => {
                let after = self.hundredths(standing, "received", 5, 40);
                Some(Act { after, said: Said::Received(Received::default()) })
            }
            Status::SmsPending => self.sms(standing),
            Status::AdministrationReview => Some(self.result(standing)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filing::Filing;
    use crate::domain::sms::{Outcome, apply, begun};

    fn standing<'a>(number: &'a str, status: Status, checks: &'a [crate::domain::sms::Check]) -> Standing<'a> {
        Standing { number, round: 1, attempt: 1, status, checks }
    }

    /// Plays a case to its end; gives the sequence of what was said.
    fn play(simulator: &Simulator, number: &str) -> (Fate, usize) {
        let mut checks = begun(&Filing::default(), jiff::Timestamp::UNIX_EPOCH);
        let mut steps = 0;
        loop {
            steps += 1;
            assert!(steps < 20, "{number} never ends");
            let act = simulator.next(&standing(number, Status::SmsPending, &checks)).unwrap();
            assert!(act.after > SignedDuration::ZERO && act.after <= simulator.day);
            let Said::Sms(said) = act.said else { panic!() };
            match apply(&mut checks, said.event, said.principal, false, jiff::Timestamp::UNIX_EPOCH).unwrap() {
                Outcome::Waiting => {}
                Outcome::TimedOut => return (Fate::TimedOut, steps),
                Outcome::TooManyTries => return (Fate::Failed, steps),
                Outcome::Verified => break,
            }
        }
        let act = simulator.next(&standing(number, Status::AdministrationReview, &checks)).unwrap();
        let Said::Result(said) = act.said else { panic!() };
        match said.outcome {
            ResultOutcome::Approved => (Fate::Approved, steps),
            ResultOutcome::Rejected => {
                assert!(!said.codes.is_empty() && said.opinion.is_some());
                (Fate::Returned, steps)
            }
        }
    }

    #[test]
    fn every_case_comes_to_its_fate_and_the_shares_are_as_said() {
        let simulator = Simulator::new(7, Duration::from_secs(6));
        let mut counts = [0_u32; 4];
        for index in 0..2000 {
            let number = format!("BA26{index:06}");
            let (fate, _) = play(&simulator, &number);
            assert_eq!(fate, simulator.fate(&standing(&number, Status::SmsPending, &[])), "{number}");
            counts[fate as usize] += 1;
        }
        let [timed_out, failed, returned, approved] = counts;
        assert!((40..=120).contains(&timed_out) && (15..=70).contains(&failed), "{counts:?}");
        assert!((220..=380).contains(&returned) && approved > 1400, "{counts:?}");
    }

    #[test]
    fn the_same_seed_does_the_same_and_a_new_hand_over_is_drawn_anew() {
        let [one, same, other] = [1, 1, 2].map(|seed| Simulator::new(seed, Duration::from_secs(6)));
        let fates = |simulator: &Simulator, attempt| -> Vec<Fate> {
            (0..200)
                .map(|index| {
                    let number = format!("BA26{index:06}");
                    simulator.fate(&Standing { attempt, ..standing(&number, Status::SmsPending, &[]) })
                })
                .collect()
        };
        assert_eq!(fates(&one, 1), fates(&same, 1));
        assert_ne!(fates(&one, 1), fates(&other, 1));
        assert_ne!(fates(&one, 1), fates(&one, 2));
    }

    #[test]
    fn the_causes_are_codes_that_the_catalogue_knows() {
        for (codes, opinion) in CAUSES {
            assert!(!opinion.is_empty());
            for code in *codes {
                assert!(!crate::domain::catalogue::result_code(*code).unwrap().success);
            }
        }
    }
}
