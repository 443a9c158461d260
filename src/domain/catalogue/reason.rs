//! The return reasons: why a filing is handed back, in which stages, about what, and what to do about it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::target::{Targets, resolve};
use super::{load, worded};
use crate::domain::lang::Lang;
use crate::domain::status::Stage;
use crate::domain::words::closed_list;

closed_list! {
    /// Where in a filing's life a reason is given.
    ReasonStage {
        First = "first", "初审", "first review";
        Second = "second", "复审", "second review";
        Administration = "administration", "管局审核", "administration review";
        Sms = "sms", "短信核验", "SMS verification";
        Audit = "audit", "备案后核查", "audit after approval";
    }
}

closed_list! {
    /// What the applicant has to do before the filing can go on.
    Effect {
        Fix = "fix", "修改后重新提交", "edit and submit again";
        Wait = "wait", "等待外部数据", "wait for outside data";
        New = "new", "放弃并新建订单", "start a new order";
        Out = "out", "先在别处办理", "act elsewhere first";
    }
}

/// One return reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// The word on the wire, e.g. `ENT_NAME_MISMATCH`.
    pub code: String,
    /// Where it may be given.
    pub stages: Vec<ReasonStage>,
    /// What it is about, as the catalogue's pattern; [`Reason::targets`] says what that stands for.
    pub target: String,
    /// What the applicant has to do.
    pub effect: Effect,
    /// What is wrong, in zh-CN.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
    /// What the applicant should do, in zh-CN.
    pub fix_zh: String,
    /// What the applicant should do, in English.
    pub fix_en: String,
    /// Who documents the situation.
    pub source: String,
}

worded!(Reason);

impl Reason {
    /// What the applicant should do, as the suggestion of a return.
    pub fn fix(&self, lang: Lang) -> &str {
        lang.pick(&self.fix_zh, &self.fix_en)
    }

    /// What the pattern stands for.
    pub fn targets(&self) -> Targets {
        resolve(&self.target)
    }

    /// Whether the reason can be given about `target`, a concrete target.
    pub fn fits(&self, target: &str) -> bool {
        self.targets().fit(target)
    }

    /// Whether a reviewer may give the reason in this review.
    pub fn applies_in(&self, stage: Stage) -> bool {
        self.stages.contains(&match stage {
            Stage::First => ReasonStage::First,
            Stage::Second => ReasonStage::Second,
        })
    }
}

/// Every reason, in the order of the catalogue.
pub fn reasons() -> &'static [Reason] {
    static LIST: LazyLock<Vec<Reason>> = LazyLock::new(|| load("reason", include_str!("return_reasons.toml")));
    &LIST
}

/// The reason with this code.
pub fn reason(code: &str) -> Option<&'static Reason> {
    reasons().iter().find(|reason| reason.code == code)
}
