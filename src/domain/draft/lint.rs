//! What is wrong with a return before it is sent: each fault names the reason at fault, so that one can be led there.

use std::fmt;

use super::Draft;
use crate::domain::catalogue::{self, Effect};
use crate::domain::lang::Lang;
use crate::domain::reason::{ReasonGiven, ReturnKind};
use crate::domain::refusal::Refusal;
use crate::domain::status::Stage;

/// One fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The reason's position in the draft.
    pub index: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// Something is flagged, and why is not said yet.
    NoReason,
    /// The catalogue or the rules do not allow it.
    Refused(Refusal),
    /// A required slot is empty: its position among the reason's slots, and its name in zh-CN and English.
    SlotEmpty(usize, [String; 2]),
    /// The same code stands there for the same target already, at this position.
    Twice(usize),
    /// The applicant was told exactly this in the last round.
    SameAsBefore,
    /// It can be corrected, and the whole filing is rejected.
    RejectsWhatCanBeMended,
    /// It takes a new order, and a correction is asked for.
    CorrectsWhatCannot,
}

impl FaultKind {
    /// Whether the return may be sent all the same, if the reviewer says so once more.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::SameAsBefore | Self::RejectsWhatCanBeMended | Self::CorrectsWhatCannot)
    }
}

impl Fault {
    /// What is wrong where, and what to do.
    pub fn message(&self, draft: &Draft, lang: Lang) -> String {
        let place = draft.reasons.get(self.index).map_or("", |reason| reason.target.as_str());
        let place = match place {
            "" => lang.pick("整个备案", "the whole filing").to_owned(),
            target => catalogue::target_name(target, lang),
        };
        let what = match &self.kind {
            FaultKind::NoReason => lang.pick("已标记，但还没有选原因", "flagged without a reason").to_owned(),
            FaultKind::Refused(refusal) => refusal.message(lang),
            FaultKind::SlotEmpty(_, [zh, en]) => match lang {
                Lang::Zh => format!("“{zh}”还没有填"),
                Lang::En => format!("“{en}” is still empty"),
            },
            FaultKind::Twice(first) => match lang {
                Lang::Zh => format!("与第 {} 条重复", first + 1),
                Lang::En => format!("the same as reason {}", first + 1),
            },
            FaultKind::SameAsBefore => {
                lang.pick("与上一轮的文字完全相同", "word for word what the last round said").to_owned()
            }
            FaultKind::RejectsWhatCanBeMended => lang
                .pick("申请人可以补正，不必驳回", "the applicant can correct this, so that a rejection does not fit")
                .to_owned(),
            FaultKind::CorrectsWhatCannot => lang
                .pick(
                    "补正解决不了，须新建订单，应为驳回",
                    "no correction mends this; it takes a new order, so a rejection",
                )
                .to_owned(),
        };
        match lang {
            Lang::Zh => format!("第 {} 条 {place}：{what}", self.index + 1),
            Lang::En => format!("reason {}, {place}: {what}", self.index + 1),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "reason {}: {:?}", self.index + 1, self.kind)
    }
}

/// Everything that is wrong with the return, in the order of its reasons; `before` is what the last round's return said.
pub fn lint(draft: &Draft, stage: Stage, before: &[ReasonGiven]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let all_mendable = draft.reasons.iter().all(|reason| effect(reason) == Some(Effect::Fix));
    for (index, reason) in draft.reasons.iter().enumerate() {
        let mut add = |kind| faults.push(Fault { index, kind });
        if reason.code.is_empty() {
            add(FaultKind::NoReason);
            continue;
        }
        let same = |known: &ReasonGiven| known.code == reason.code && known.target == reason.target;
        if let Some(first) = draft.reasons.iter().take(index).position(same) {
            add(FaultKind::Twice(first));
        }
        match reason.clone().checked(index, stage) {
            Err(refusal) => add(FaultKind::Refused(refusal)),
            Ok(_) => {
                let slots = catalogue::slots_of(&reason.code);
                for at in catalogue::empty_slots(&reason.code, &reason.text) {
                    let name = |lang| slots.get(at).map_or("", |slot| slot.name(lang)).to_owned();
                    add(FaultKind::SlotEmpty(at, [name(Lang::Zh), name(Lang::En)]));
                }
            }
        }
        if before.iter().any(|old| same(old) && old.text.trim() == said(reason)) {
            add(FaultKind::SameAsBefore);
        }
        match draft.kind {
            ReturnKind::Reject if all_mendable && index == 0 => add(FaultKind::RejectsWhatCanBeMended),
            ReturnKind::Correct if effect(reason) == Some(Effect::New) => add(FaultKind::CorrectsWhatCannot),
            _ => {}
        }
    }
    faults
}

fn effect(reason: &ReasonGiven) -> Option<Effect> {
    catalogue::reason(&reason.code).filter(|known| known.code != "OTHER").map(|known| known.effect)
}

/// The text as it would be sent.
fn said(reason: &ReasonGiven) -> &str {
    match reason.text.trim() {
        "" => catalogue::reason(&reason.code).map_or("", |known| known.text(Lang::Zh)),
        text => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(code: &str, target: &str, text: &str) -> ReasonGiven {
        ReasonGiven { code: code.into(), target: target.into(), text: text.into(), ..ReasonGiven::default() }
    }

    fn faults(kind: ReturnKind, reasons: Vec<ReasonGiven>, before: &[ReasonGiven]) -> Vec<(usize, FaultKind)> {
        let draft = Draft { kind, reasons, ..Draft::default() };
        let found = lint(&draft, Stage::First, before);
        for fault in &found {
            for lang in [Lang::Zh, Lang::En] {
                assert!(fault.message(&draft, lang).contains(&(fault.index + 1).to_string()));
            }
        }
        found.into_iter().map(|fault| (fault.index, fault.kind)).collect()
    }

    #[test]
    fn a_good_return_has_no_fault() {
        let reasons = vec![
            given("ENT_NAME_MISMATCH", "entity.name", ""),
            given("MAT_BLURRY", "material:entity_licence", "看不清"),
        ];
        assert_eq!(faults(ReturnKind::Correct, reasons, &[]), []);
    }

    #[test]
    fn each_fault_names_its_reason() {
        use ReturnKind::{Correct, Reject};
        let name = |text| given("ENT_NAME_MISMATCH", "entity.name", text);
        let only = |kind, reasons: Vec<ReasonGiven>| faults(kind, reasons, &[]);
        assert_eq!(only(Correct, vec![name(""), given("", "entity.name", "")]), [(1, FaultKind::NoReason)]);
        assert_eq!(only(Correct, vec![name("甲"), name("乙")]), [(1, FaultKind::Twice(0))]);
        assert_eq!(
            only(Correct, vec![name(""), given("OTHER", "", " ")]),
            [(1, FaultKind::Refused(Refusal::TextMissing { index: 1 }))]
        );
        let slot = FaultKind::SlotEmpty(0, ["涉及的词".into(), "the word".into()]);
        assert_eq!(only(Correct, vec![given("WEB_NAME_SENSITIVE", "service.name", "")]), [(0, slot)]);
        assert_eq!(only(Reject, vec![name("")]), [(0, FaultKind::RejectsWhatCanBeMended)]);
        assert_eq!(
            only(Correct, vec![given("ORD_TYPE_WRONG", "order.filing_type", "")]),
            [(0, FaultKind::CorrectsWhatCannot)]
        );
        assert_eq!(only(Reject, vec![given("ORD_TYPE_WRONG", "order.filing_type", "")]), []);
        let unfit = only(Correct, vec![name(""), given("ENT_NAME_MISMATCH", "service.name", "")]);
        assert!(matches!(&unfit[..], [(1, FaultKind::Refused(Refusal::TargetUnfit { index: 1, .. }))]), "{unfit:?}");
    }

    #[test]
    fn what_the_last_round_said_word_for_word_is_told() {
        let said = given("ENT_NAME_MISMATCH", "entity.name", "主办单位名称与证件不一致");
        let again = vec![given("ENT_NAME_MISMATCH", "entity.name", "")];
        assert_eq!(faults(ReturnKind::Correct, again, std::slice::from_ref(&said)), [(0, FaultKind::SameAsBefore)]);
        let other = vec![given("ENT_NAME_MISMATCH", "entity.name", "少了“有限”二字")];
        assert_eq!(faults(ReturnKind::Correct, other, &[said]), []);
        assert!(FaultKind::SameAsBefore.may_pass() && !FaultKind::NoReason.may_pass());
    }
}
