//! Every way in which the rules say no: a stable code, and a sentence in both languages that says why and what
//! to do next. The same value greys a key on the desk, sets a command's exit code and fills an API error's body.

use jiff::Timestamp;

use super::clocks::{local_stamp, local_time};
use super::field::FieldProblem;
use super::filing::FilingType;
use super::finding::Finding;
use super::lang::Lang;
use super::role::Role;
use super::status::{Stage, Status};
use super::verb::Verb;

/// Why something was not done.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant's sentence in `message` says what its fields are")]
pub enum Refusal {
    /// The actor's roles do not allow the verb.
    RoleMissing { verb: Verb, needs: &'static [Role] },
    /// The case's status does not allow the verb.
    WrongStatus { verb: Verb, status: Status },
    /// The case's status does not allow the verb yet: a decision that was sent has still to take effect.
    NotYet { verb: Verb, status: Status, until: Timestamp },
    /// The case changed since it was read.
    VersionChanged { seen: i64, current: i64 },
    /// Somebody else holds the case.
    HeldByOther { holder: String, until: Timestamp },
    /// The actor does not hold the case.
    NotHeld,
    /// The actor held the case once, but under another lease.
    LeaseLost,
    /// Whoever passed the first review may not decide the second.
    FourEyes,
    /// The actor holds as many cases as one may.
    TooManyHeld { most: usize },
    /// No case waits that the actor may take.
    QueueEmpty { stage: Option<Stage> },
    /// A return without a reason.
    ReasonsMissing,
    /// More reasons than one return may carry.
    TooManyReasons { most: usize },
    /// A code that the catalogue does not have.
    ReasonUnknown { index: usize, code: String },
    /// A code that is not used in this review.
    ReasonWrongStage { index: usize, code: String, stage: Stage },
    /// The code needs a concrete target.
    TargetMissing { index: usize, code: String },
    /// The target is unknown or not one of the code's.
    TargetUnfit { index: usize, code: String, target: String },
    /// `OTHER` without a text.
    TextMissing { index: usize },
    /// A text over the limit.
    TextTooLong { index: usize, most: usize },
    /// More pieces of evidence than one reason may carry.
    TooMuchEvidence { index: usize, most: usize },
    /// Evidence on a picture that the case does not have now.
    EvidenceUnknown { index: usize, piece: usize },
    /// Evidence that does not lie inside its picture.
    EvidenceOutside { index: usize, piece: usize, width: u32, height: u32 },
    /// A newer draft is kept already.
    DraftOutdated { revision: i64, kept: i64 },
    /// The draft is too long at one place; an empty pointer is the whole.
    DraftLimit { pointer: String, most: usize },
    /// The form has mistakes.
    FieldsInvalid { problems: Vec<FieldProblem> },
    /// Required materials are not there.
    MaterialsMissing { slugs: Vec<String> },
    /// The authenticity verification is not done.
    VerificationMissing,
    /// A decision waits to take effect.
    DecisionHeld { by: String, until: Timestamp },
    /// No decision waits that could be taken back.
    NothingHeld,
    /// The decision that waits is somebody else's.
    NotYourDecision { by: String },
    /// The domain is filed by somebody else.
    DomainConflict { domain: String },
    /// The entity is filed with another certificate.
    EntityOtherCertificate { number: String },
    /// The entity has a number but no service left, and its province wants it cancelled first.
    ShellEntity { number: String },
    /// Entity, domain and access are all filed already.
    NothingToDo { number: String },
    /// The registry says another filing type than the applicant.
    TypeDiffers { found: FilingType },
    /// The machine found what must be corrected, and nobody who may overrode it.
    BlockersOpen { findings: Vec<Finding> },
    /// An approval over blockers without a reason, or with one that is too long.
    OverrideUnexplained { most: usize },
    /// The applicant's account has no real name.
    AccountUnverified,
}

impl Refusal {
    /// The stable code of the error body.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "role_missing",
            Self::WrongStatus { .. } | Self::NotYet { .. } => "wrong_status",
            Self::VersionChanged { .. } => "version_changed",
            Self::HeldByOther { .. } => "held_by_other",
            Self::NotHeld => "not_held",
            Self::LeaseLost => "lease_lost",
            Self::FourEyes => "four_eyes",
            Self::TooManyHeld { .. } => "too_many_held",
            Self::QueueEmpty { .. } => "queue_empty",
            Self::ReasonsMissing => "reasons_missing",
            Self::TooManyReasons { .. } => "too_many_reasons",
            Self::ReasonUnknown { .. } => "reason_unknown",
            Self::ReasonWrongStage { .. } => "reason_wrong_stage",
            Self::TargetMissing { .. } => "target_missing",
            Self::TargetUnfit { .. } => "target_unfit",
            Self::TextMissing { .. } => "text_missing",
            Self::TextTooLong { .. } => "text_too_long",
            Self::TooMuchEvidence { .. } => "too_much_evidence",
            Self::EvidenceUnknown { .. } => "evidence_unknown",
            Self::EvidenceOutside { .. } => "evidence_outside",
            Self::DraftOutdated { .. } => "draft_outdated",
            Self::DraftLimit { .. } => "draft_limit",
            Self::FieldsInvalid { .. } => "fields_invalid",
            Self::MaterialsMissing { .. } => "materials_missing",
            Self::VerificationMissing => "verification_missing",
            Self::DecisionHeld { .. } => "decision_held",
            Self::NothingHeld => "nothing_held",
            Self::NotYourDecision { .. } => "not_your_decision",
            Self::DomainConflict { .. } => "domain_conflict",
            Self::EntityOtherCertificate { .. } => "entity_other_certificate",
            Self::ShellEntity { .. } => "shell_entity",
            Self::NothingToDo { .. } => "nothing_to_do",
            Self::TypeDiffers { .. } => "type_differs",
            Self::BlockersOpen { .. } => "blockers_open",
            Self::OverrideUnexplained { .. } => "words_length",
            Self::AccountUnverified => "account_unverified",
        }
    }

    /// RFC 6901 pointer into the request body, where one place is at fault.
    pub fn pointer(&self) -> Option<String> {
        match self {
            Self::ReasonsMissing | Self::TooManyReasons { .. } => Some("/reasons".into()),
            Self::ReasonUnknown { index, .. } | Self::ReasonWrongStage { index, .. } => {
                Some(format!("/reasons/{index}/code"))
            }
            Self::TargetMissing { index, .. } | Self::TargetUnfit { index, .. } => {
                Some(format!("/reasons/{index}/target"))
            }
            Self::TextMissing { index } | Self::TextTooLong { index, .. } => Some(format!("/reasons/{index}/text")),
            Self::TooMuchEvidence { index, .. } => Some(format!("/reasons/{index}/evidence")),
            Self::EvidenceUnknown { index, piece } => Some(format!("/reasons/{index}/evidence/{piece}/sha256")),
            Self::EvidenceOutside { index, piece, .. } => Some(format!("/reasons/{index}/evidence/{piece}")),
            Self::DraftLimit { pointer, .. } => Some(format!("/draft{pointer}")),
            Self::FieldsInvalid { problems } => problems.first().map(FieldProblem::pointer),
            Self::DomainConflict { .. } => Some("/order/domain".into()),
            Self::EntityOtherCertificate { .. } | Self::ShellEntity { .. } | Self::NothingToDo { .. } => {
                Some("/order/organizer_cert_number".into())
            }
            Self::TypeDiffers { .. } => Some("/order/filing_type".into()),
            Self::OverrideUnexplained { .. } => Some("/override/reason".into()),
            _ => None,
        }
    }

    /// What happened and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        let lang = Lang::Zh;
        match self {
            Self::RoleMissing { verb, needs } => {
                format!(
                    "您的角色不能“{}”；需要：{}。请换用有此角色的账号登录。",
                    verb.word(lang),
                    role_words(needs, lang)
                )
            }
            Self::WrongStatus { verb, status } => {
                format!("案件现为“{}”，不能“{}”。请刷新查看最新状态。", status.word(lang), verb.word(lang))
            }
            Self::NotYet { verb, status, until } => format!(
                "案件现为“{}”，已提交的决定将于 {} 生效，此前不能“{}”。请届时再试。",
                status.word(lang),
                local_stamp(*until),
                verb.word(lang)
            ),
            Self::VersionChanged { seen, current } => {
                format!("案件已被更改（您看到的是第 {seen} 版，现为第 {current} 版）。请重新查看后再决定。")
            }
            Self::HeldByOther { holder, until } => {
                format!("案件由 {holder} 持有至 {}。请改选其他案件，或等待释放。", local_time(*until))
            }
            Self::NotHeld => "您没有持有此案件。请先认领（C）。".into(),
            Self::LeaseLost => "您的持有已失效。请重新认领后再决定；已填写的内容不会丢失。".into(),
            Self::FourEyes => "您已通过此备案的初审，按四眼原则不能再决定其复审。请留给他人复审。".into(),
            Self::TooManyHeld { most } => format!("最多同时持有 {most} 个案件。请先决定或释放一些。"),
            Self::QueueEmpty { stage: Some(stage) } => format!("没有可认领的{}案件。", stage.word(lang)),
            Self::QueueEmpty { stage: None } => "没有可认领的案件。".into(),
            Self::ReasonsMissing => "退回至少需要一条原因。请从目录中选择。".into(),
            Self::TooManyReasons { most } => format!("一次退回最多 {most} 条原因。"),
            Self::ReasonUnknown { code, .. } => format!("目录中没有原因代码 {code}。beian-desk reasons 列出全部代码。"),
            Self::ReasonWrongStage { code, stage, .. } => format!("原因 {code} 不用于{}。请另选。", stage.word(lang)),
            Self::TargetMissing { code, .. } => {
                format!("原因 {code} 须指明字段或材料（代码@目标）。可用：{}。", legal_targets(code))
            }
            Self::TargetUnfit { code, target, .. } => {
                format!("原因 {code} 不适用于 {target}。可用：{}。", legal_targets(code))
            }
            Self::TextMissing { .. } => "“其他”原因须填写说明。".into(),
            Self::TextTooLong { most, .. } => format!("说明和建议各不得超过 {most} 字。"),
            Self::TooMuchEvidence { most, .. } => format!("一条原因最多附 {most} 处截图。"),
            Self::EvidenceUnknown { index, piece } => format!(
                "第 {} 条原因的第 {} 处截图不在本案现有图片中，图片可能已被替换。请重新截取。",
                index + 1,
                piece + 1
            ),
            Self::EvidenceOutside { index, piece, width, height } => format!(
                "第 {} 条原因的第 {} 处截图超出图片（{width}×{height} 像素）或没有面积。请重新截取。",
                index + 1,
                piece + 1
            ),
            Self::DraftOutdated { revision, kept } => {
                format!("已保存较新的草稿（第 {kept} 次，此为第 {revision} 次）。未作改动；请重新读取草稿。")
            }
            Self::DraftLimit { pointer, most } if pointer.is_empty() => {
                format!("草稿过大，最多 {most} 字节。请缩短说明或减少截图。")
            }
            Self::DraftLimit { pointer, most } => format!("草稿的 {pointer} 过长，最多 {most}。请缩短后再保存。"),
            Self::FieldsInvalid { problems } => {
                format!("有 {} 处填写问题：{}。请改正后重新提交。", problems.len(), problem_words(problems, lang))
            }
            Self::MaterialsMissing { slugs } => {
                format!("缺少必需材料：{}。请上传后再提交。", material_words(slugs, lang))
            }
            Self::VerificationMissing => "尚未完成真实性核验。请先核验（file verify --photo）再提交。".into(),
            Self::DecisionHeld { by, until } => {
                format!("{by} 已提交决定，将于 {} 生效。可由其本人撤销（u），或等待生效。", local_stamp(*until))
            }
            Self::NothingHeld => "没有可撤销的决定：未提交，或已经生效。".into(),
            Self::NotYourDecision { by } => format!("此决定由 {by} 提交，只能由其本人撤销。"),
            Self::DomainConflict { domain } => {
                format!("域名 {domain} 已由其他主体备案。须由原主体先注销，再提交。")
            }
            Self::EntityOtherCertificate { number } => {
                format!("该主体已用其他证件备案（{number}）。请使用原证件，或先变更主体信息。")
            }
            Self::ShellEntity { number } => {
                format!("{number} 为空壳主体，所在省不允许直接新增网站。请先注销该主体，再办理首次备案。")
            }
            Self::NothingToDo { number } => {
                format!("该主体、域名与接入均已备案（{number}），无需再次备案。如信息有变，请办理变更备案。")
            }
            Self::TypeDiffers { found } => {
                format!("按已备案信息，备案类型应为“{}”。请改正后重新提交。", found.word(lang))
            }
            Self::BlockersOpen { findings } => format!(
                "有 {} 处必改问题，不能通过：{}。请退回补正；确需通过的，由组长说明理由后放行（approve --override）。",
                findings.len(),
                finding_words(findings, lang)
            ),
            Self::OverrideUnexplained { most } => format!("放行必改问题须说明理由，1 至 {most} 字。"),
            Self::AccountUnverified => "账号尚未完成实名认证。请先完成实名认证再提交。".into(),
        }
    }

    fn en(&self) -> String {
        let lang = Lang::En;
        match self {
            Self::RoleMissing { verb, needs } => format!(
                "Your roles do not allow \"{}\"; it needs: {}. Sign in as somebody who has that role.",
                verb.word(lang),
                role_words(needs, lang)
            ),
            Self::WrongStatus { verb, status } => format!(
                "The case is now \"{}\", which does not allow \"{}\". Refresh to see where it stands.",
                status.word(lang),
                verb.word(lang)
            ),
            Self::NotYet { verb, status, until } => format!(
                "The case is still \"{}\", which does not allow \"{}\": the decision on it takes effect at {}. Try again then.",
                status.word(lang),
                verb.word(lang),
                local_stamp(*until)
            ),
            Self::VersionChanged { seen, current } => format!(
                "The case changed: you read version {seen}, it is now version {current}. Look again before you decide."
            ),
            Self::HeldByOther { holder, until } => {
                format!("{holder} holds this case until {}. Take another one, or wait for its release.", local_time(*until))
            }
            Self::NotHeld => "You do not hold this case. Claim it first (C).".into(),
            Self::LeaseLost => {
                "Your lease is no longer valid. Claim the case again, then decide; nothing you typed is lost.".into()
            }
            Self::FourEyes => {
                "You passed the first review of this filing, so its second review needs another pair of eyes. Leave it to a colleague."
                    .into()
            }
            Self::TooManyHeld { most } => {
                format!("One reviewer may hold at most {most} cases. Decide or release some first.")
            }
            Self::QueueEmpty { stage: Some(stage) } => format!("No case waits for {} that you may take.", stage.word(lang)),
            Self::QueueEmpty { stage: None } => "No case waits that you may take.".into(),
            Self::ReasonsMissing => "A return needs at least one reason. Pick one from the catalogue.".into(),
            Self::TooManyReasons { most } => format!("One return carries at most {most} reasons."),
            Self::ReasonUnknown { code, .. } => {
                format!("The catalogue has no reason {code}. `beian-desk reasons` lists them all.")
            }
            Self::ReasonWrongStage { code, stage, .. } => {
                format!("Reason {code} is not used in the {}. Pick another.", stage.word(lang))
            }
            Self::TargetMissing { code, .. } => format!("Reason {code} needs a field or a material (CODE@TARGET): {}.", legal_targets(code)),
            Self::TargetUnfit { code, target, .. } => {
                format!("Reason {code} does not fit {target}; it fits {}.", legal_targets(code))
            }
            Self::TextMissing { .. } => "The reason OTHER needs a text.".into(),
            Self::TextTooLong { most, .. } => format!("A text or suggestion has at most {most} characters."),
            Self::TooMuchEvidence { most, .. } => format!("One reason carries at most {most} pieces of evidence."),
            Self::EvidenceUnknown { index, piece } => format!(
                "Evidence {} of reason {} is on no picture that the case has now; it may have been replaced. Draw it anew.",
                piece + 1,
                index + 1
            ),
            Self::EvidenceOutside { index, piece, width, height } => format!(
                "Evidence {} of reason {} has no area or reaches beyond its picture of {width}x{height} pixels. Draw it anew.",
                piece + 1,
                index + 1
            ),
            Self::DraftOutdated { revision, kept } => format!(
                "A newer draft is kept already (revision {kept}, this is {revision}). Nothing was changed; read the draft again."
            ),
            Self::DraftLimit { pointer, most } if pointer.is_empty() => {
                format!("The draft is too large; it may have {most} bytes. Shorten its texts or drop some evidence.")
            }
            Self::DraftLimit { pointer, most } => {
                format!("The draft's {pointer} is too long; at most {most}. Shorten it, then keep it again.")
            }
            Self::FieldsInvalid { problems } => {
                format!("The form has {} mistakes: {}. Correct them and submit again.", problems.len(), problem_words(problems, lang))
            }
            Self::MaterialsMissing { slugs } => {
                format!("Required materials are missing: {}. Upload them, then submit.", material_words(slugs, lang))
            }
            Self::VerificationMissing => {
                "The authenticity verification is not done. Verify first (file verify --photo), then submit.".into()
            }
            Self::DecisionHeld { by, until } => format!(
                "{by} has decided; it takes effect at {}. The author may take it back (u) until then.",
                local_stamp(*until)
            ),
            Self::NothingHeld => "There is no decision to take back: none was sent, or it has taken effect.".into(),
            Self::NotYourDecision { by } => format!("{by} sent this decision; nobody else may take it back."),
            Self::DomainConflict { domain } => format!(
                "The domain {domain} is filed by another entity. That entity has to cancel its filing first; then submit."
            ),
            Self::EntityOtherCertificate { number } => format!(
                "The entity is filed with another certificate ({number}). Use that one, or modify the entity first."
            ),
            Self::ShellEntity { number } => format!(
                "{number} is a shell entity, and its province adds no service to one. Cancel the entity, then file anew."
            ),
            Self::NothingToDo { number } => format!(
                "Entity, domain and access are filed already ({number}). If something changed, file a modification."
            ),
            Self::TypeDiffers { found } => {
                format!("By what is filed already, this is: {}. Correct the type and submit again.", found.word(lang))
            }
            Self::BlockersOpen { findings } => format!(
                "{} blockers stand against an approval: {}. Return the case; where it must pass, a lead overrides with a reason (approve --override).",
                findings.len(),
                finding_words(findings, lang)
            ),
            Self::OverrideUnexplained { most } => {
                format!("An approval over blockers needs a reason of 1 to {most} characters.")
            }
            Self::AccountUnverified => {
                "The account has no verified real name. Complete its real-name verification, then submit.".into()
            }
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for Refusal {}

fn role_words(roles: &[Role], lang: Lang) -> String {
    roles.iter().map(|role| role.word(lang)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// What a reason may point at, as it is typed.
fn legal_targets(code: &str) -> String {
    match super::catalogue::reason(code).map(super::catalogue::Reason::targets) {
        Some(super::catalogue::Targets::Concrete(targets)) => targets.join(", "),
        _ => "material:SLUG, entity.name …".to_owned(),
    }
}

fn material_words(slugs: &[String], lang: Lang) -> String {
    let names: Vec<_> =
        slugs.iter().map(|slug| super::catalogue::target_name(&format!("material:{slug}"), lang)).collect();
    names.join(lang.pick("、", ", "))
}

/// The first few findings; the error body lists all of them.
fn finding_words(findings: &[Finding], lang: Lang) -> String {
    const SHOWN: usize = 5;
    let word = |finding: &Finding| {
        format!(
            "{}{}{}",
            super::catalogue::target_name(&finding.target, lang),
            lang.pick("：", ": "),
            finding.text(lang)
        )
    };
    let mut words: Vec<_> = findings.iter().take(SHOWN).map(word).collect();
    if findings.len() > SHOWN {
        words.push("…".into());
    }
    words.join(lang.pick("；", "; "))
}

/// The first few problems; the error body lists all of them.
fn problem_words(problems: &[FieldProblem], lang: Lang) -> String {
    const SHOWN: usize = 5;
    let mut words: Vec<_> = problems.iter().take(SHOWN).map(|problem| problem.text(lang)).collect();
    if problems.len() > SHOWN {
        words.push("…".into());
    }
    words.join(lang.pick("；", "; "))
}
