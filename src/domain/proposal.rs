//! What a trainee would have decided, against what a reviewer then decided: where they agree, and in figures how often.
//!
//! A reason is the same where code and target are; the words are the reviewer's own and are not compared. Two approvals agree and say
//! nothing of reasons; against an approval every proposed reason is one too many, and against a return every missing one is missed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::lang::Lang;
use super::reason::Decision;

/// Where a proposal and the decision agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Agreement {
    /// Both approve, or both return in the same way (补正 or 驳回).
    pub outcome: bool,
    /// Reasons that were proposed.
    pub proposed: u32,
    /// Reasons that were given.
    pub given: u32,
    /// Of both, those with the same code on the same target.
    pub same: u32,
    /// Of the others, those whose code was given on another target.
    pub elsewhere: u32,
}

impl Agreement {
    /// In words.
    pub fn words(&self, lang: Lang) -> String {
        let Self { proposed, given, same, .. } = self;
        let outcome = match self.outcome {
            true => lang.pick("结论一致", "same outcome"),
            false => lang.pick("结论不同", "other outcome"),
        };
        match lang {
            Lang::Zh => format!("{outcome}，原因相同 {same} 条（提出 {proposed} 条，给出 {given} 条）"),
            Lang::En => format!("{outcome}, reasons in common {same} (proposed {proposed}, given {given})"),
        }
    }
}

/// Compares a proposal with the decision.
pub fn compare(proposed: &Decision, given: &Decision) -> Agreement {
    let (ours, theirs) = (reasons(proposed), reasons(given));
    let same: BTreeSet<_> = ours.intersection(&theirs).copied().collect();
    let codes: BTreeSet<_> = theirs.difference(&same).map(|(code, _)| *code).collect();
    let elsewhere = ours.difference(&same).filter(|(code, _)| codes.contains(code)).count();
    Agreement {
        outcome: proposed.outcome() == given.outcome() && proposed.kind() == given.kind(),
        proposed: count(ours.len()),
        given: count(theirs.len()),
        same: count(same.len()),
        elsewhere: count(elsewhere),
    }
}

fn reasons(decision: &Decision) -> BTreeSet<(&str, &str)> {
    match decision {
        Decision::Approve => BTreeSet::new(),
        Decision::Return { reasons, .. } => {
            reasons.iter().map(|reason| (reason.code.as_str(), reason.target.as_str())).collect()
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// How a trainee does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Score {
    /// Proposals, those that no decision has followed yet included.
    pub proposals: u32,
    /// Proposals that a decision has followed.
    pub compared: u32,
    /// Of these, with the same outcome.
    pub agreed: u32,
    /// Reasons that were proposed in these.
    pub proposed_reasons: u32,
    /// Reasons that the reviewers gave.
    pub given_reasons: u32,
    /// Of both, the same on the same target.
    pub same_reasons: u32,
    /// Of a hundred proposed reasons, how many were given as well; null where none was proposed.
    pub precision: Option<u32>,
    /// Of a hundred given reasons, how many were proposed as well; null where none was given.
    pub recall: Option<u32>,
}

/// Adds up what was compared; none stands for a proposal that waits for a decision.
pub fn score(all: &[Option<Agreement>]) -> Score {
    let mut score = Score { proposals: count(all.len()), ..Score::default() };
    for agreement in all.iter().flatten() {
        score.compared += 1;
        score.agreed += u32::from(agreement.outcome);
        score.proposed_reasons += agreement.proposed;
        score.given_reasons += agreement.given;
        score.same_reasons += agreement.same;
    }
    score.precision = percent(score.same_reasons, score.proposed_reasons);
    score.recall = percent(score.same_reasons, score.given_reasons);
    score
}

/// Rounded to the nearest; 100 only where nothing is missing.
fn percent(part: u32, whole: u32) -> Option<u32> {
    let (part, whole) = (u64::from(part), u64::from(whole));
    let rounded = (200 * part + whole).checked_div(2 * whole)?;
    let exact = if part < whole { rounded.min(99) } else { rounded };
    u32::try_from(exact).ok()
}

impl Score {
    /// In words.
    pub fn words(&self, lang: Lang) -> String {
        let Self { proposals, compared, agreed, proposed_reasons, given_reasons, same_reasons, .. } = self;
        let waiting = proposals - compared;
        let percent = |value: Option<u32>| value.map_or_else(|| "—".to_owned(), |value| format!("{value}%"));
        let (precision, recall) = (percent(self.precision), percent(self.recall));
        match lang {
            Lang::Zh => format!(
                "提案 {proposals} 件（待比对 {waiting}）；结论一致 {agreed}/{compared}；提出原因 {proposed_reasons} 条，其中 \
                 {same_reasons} 条与审核员相同（准确 {precision}）；审核员给出 {given_reasons} 条，找到 {same_reasons} 条（找全 {recall}）"
            ),
            Lang::En => format!(
                "{proposals} proposals ({waiting} not compared yet); same outcome in {agreed} of {compared}; of {proposed_reasons} \
                 proposed reasons {same_reasons} were given too (precision {precision}); of {given_reasons} given reasons \
                 {same_reasons} were found (recall {recall})"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reason::{ReasonGiven, ReturnKind};

    fn returning(kind: ReturnKind, reasons: &[&str]) -> Decision {
        let reasons = reasons.iter().map(|reason| {
            let (code, target) = reason.split_once('@').unwrap();
            ReasonGiven { code: code.into(), target: target.into(), text: "x".into(), ..ReasonGiven::default() }
        });
        Decision::Return { kind, reasons: reasons.collect() }
    }

    #[test]
    fn reasons_agree_by_code_and_target_whatever_their_order_and_words() {
        let correct = |reasons: &[&str]| returning(ReturnKind::Correct, reasons);
        let same = compare(&correct(&["A@x", "B@y"]), &correct(&["B@y", "A@x"]));
        assert_eq!(same, Agreement { outcome: true, proposed: 2, given: 2, same: 2, elsewhere: 0 });
        let partly = compare(&correct(&["A@x", "B@y", "C@z"]), &correct(&["A@x", "B@q", "D@w"]));
        assert_eq!(partly, Agreement { outcome: true, proposed: 3, given: 3, same: 1, elsewhere: 1 });
        let twice = compare(&correct(&["A@x", "A@x"]), &correct(&["A@x"]));
        assert_eq!((twice.proposed, twice.same), (1, 1), "said twice is said once");
        let moved = compare(&correct(&["A@x", "A@y"]), &correct(&["A@x"]));
        assert_eq!((moved.same, moved.elsewhere), (1, 0), "a reason that was found is not also found elsewhere");
        assert!(!compare(&returning(ReturnKind::Reject, &["A@x"]), &correct(&["A@x"])).outcome);
        assert_eq!(
            compare(&Decision::Approve, &Decision::Approve),
            Agreement { outcome: true, ..Agreement::default() }
        );
        let missed = compare(&Decision::Approve, &correct(&["A@x"]));
        assert_eq!(missed, Agreement { outcome: false, given: 1, ..Agreement::default() });
    }

    #[test]
    fn a_score_says_in_figures_and_words_how_often() {
        let agreement =
            |outcome, proposed, given, same| Some(Agreement { outcome, proposed, given, same, elsewhere: 0 });
        let score = score(&[agreement(true, 0, 0, 0), agreement(true, 2, 3, 2), agreement(false, 1, 0, 0), None]);
        assert_eq!((score.proposals, score.compared, score.agreed), (4, 3, 2));
        assert_eq!((score.precision, score.recall), (Some(67), Some(67)));
        assert!(score.words(Lang::En).contains("same outcome in 2 of 3"), "{}", score.words(Lang::En));
        assert!(score.words(Lang::Zh).contains("准确 67%"));
        assert_eq!(super::score(&[]).precision, None);
        assert!(super::score(&[]).words(Lang::Zh).contains("准确 —"));
        assert_eq!(percent(199, 200), Some(99), "what is not all is not 100");
        assert_eq!(percent(1, 3), Some(33));
    }
}
