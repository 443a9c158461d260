//! What has to be handed in, as data: one rule per slot and organizer, each with its source and date. These are the national
//! rules; those of a province stand in its pack.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{load, worded};
use crate::domain::filing::FilingType;
use crate::domain::status::Stage;
use crate::domain::words::closed_list;

closed_list! {
    /// Whom a rule is for.
    Who {
        Any = "any", "所有主体", "everybody";
        Unit = "unit", "单位", "units";
        Individual = "individual", "个人", "individuals";
    }
}

closed_list! {
    /// What must be so for a rule to apply.
    Condition {
        OnePrincipal = "one_principal", "两负责人为同一人", "both principals are one person";
        TwoPrincipals = "two_principals", "两负责人不同", "the principals are two people";
        PrincipalNotLegalRep = "principal_not_legal_rep", "主体负责人不是法定代表人", "the entity principal is not the legal representative";
        PrincipalIsLegalRepNotLocal = "principal_is_legal_rep_not_local", "法定代表人证件不是本省的", "the legal representative's certificate is from another province";
        ServicePrincipalNotLegalRep = "service_principal_not_legal_rep", "网站负责人不是法定代表人", "the service principal is not the legal representative";
        NotLocal = "not_local", "主体负责人证件不是本省的", "the entity principal's certificate is from another province";
        ServicePrincipalNotLocal = "service_principal_not_local", "网站负责人证件不是本省的", "the service principal's certificate is from another province";
        Minor = "minor", "未满18周岁", "under 18";
        Under22 = "under_22", "未满22周岁", "under 22";
        TradeWord = "trade_word", "名称含需审批的行业词", "the name has a word of a licensed trade";
        CultureWord = "culture_word", "名称含文化类行业词", "the name has a word of the culture trade";
        EducationWord = "education_word", "名称含教育类行业词", "the name has a word of education";
        Finance = "finance", "名称或内容涉及金融", "name or content has to do with finance";
        PreApprovals = "pre_approvals", "填写了前置审批", "a pre-approval was given";
        PublicBody = "public_body", "机关或事业单位", "a government body or institution";
        Religious = "religious", "宗教类主体", "a religious entity";
        App = "app", "APP备案", "the filing of an app";
        NameChanged = "name_changed", "主体名称变更", "the entity's name changes";
        NoPassword = "no_password", "未填写备案密码", "no filing password was given";
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementRule {
    /// The material's slug.
    pub slug: String,
    /// The review that looks at it first.
    pub stage: Stage,
    /// Whom it is for.
    pub who: Who,
    /// Whether nothing can be submitted without it; else it may be asked for.
    pub must: bool,
    /// The filing types it applies to.
    pub types: Vec<FilingType>,
    /// All of these must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// More sites than this, the filing's own included.
    #[serde(default)]
    pub sites_over: Option<u32>,
    /// More domains than this.
    #[serde(default)]
    pub domains_over: Option<usize>,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
    /// Who says so.
    pub source: String,
    /// Until when the source said so, `YYYY-MM`.
    pub as_of: String,
}

worded!(RequirementRule);

/// Every national rule.
pub fn requirement_rules() -> &'static [RequirementRule] {
    static LIST: LazyLock<Vec<RequirementRule>> =
        LazyLock::new(|| load("requirement", include_str!("requirements.toml")));
    &LIST
}
