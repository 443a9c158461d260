//! The table of a notice's words: its title, what happened, what to do next, and until when, per kind and language.

use super::{Facts, NoticeKind, stage_of};
use crate::domain::lang::Lang;
use crate::domain::status::Status;

/// The words of one notice.
pub(super) struct Words {
    pub title: String,
    pub happened: String,
    pub next: String,
    /// With `{until}` for the time; empty where there is none to tell.
    pub until: String,
}

/// A row of the table. `{stage}`, `{count}` and `{days}` stand for what the facts say.
type Row = [&'static str; 4];

pub(super) fn of(facts: &Facts, lang: Lang) -> Words {
    let [title, happened, next, until] = match lang {
        Lang::Zh => chinese(facts),
        Lang::En => english(facts),
    }
    .map(|text| filled(text, facts, lang));
    Words { title, happened, next, until }
}

/// None of what is filled in was typed by anybody.
fn filled(text: &str, facts: &Facts, lang: Lang) -> String {
    text.replace("{stage}", stage_of(facts.status).word(lang))
        .replace("{count}", &facts.reasons.len().to_string())
        .replace("{days}", &facts.days_left.to_string())
        .replace("{status}", facts.status.word(lang))
}

const CLOSES_ZH: &str = "请于 {until}前完成；逾期未办，本订单将自动关闭。";
const CLOSES_EN: &str = "Please do so by {until}; after that the order is closed.";
const ANEW_ZH: &str = "如仍需备案，请新建备案订单。";
const ANEW_EN: &str = "If you still need a filing, create a new one.";
const NOTHING_ZH: &str = "暂时无需操作；请保持负责人电话畅通。";
const NOTHING_EN: &str = "Nothing for now; please keep the principals reachable by telephone.";
const CORRECT_ZH: &str = "请逐项改正后重新提交。";
const CORRECT_EN: &str = "Correct each item, then submit again.";
const SMS_ZH: &str =
    "省通信管理局接收后会向负责人的手机发送核验短信（发送号码 12381），须在 24 小时内完成核验；请保持手机畅通。";
const SMS_EN: &str = "When the communications administration has received it, the principals get a text message (from 12381) \
                      to be answered within 24 hours; please keep their mobile phones at hand.";

fn chinese(facts: &Facts) -> Row {
    use NoticeKind as N;
    match facts.kind {
        N::Submitted => ["已提交，等待初审", "您的备案已提交，等待初审。", NOTHING_ZH, "预计 {until}前审结。"],
        N::FirstPassed => [
            "初审通过，请上传资料",
            "您的备案已通过初审。",
            "请上传所需资料，由网站负责人完成真实性核验，然后提交复审。",
            CLOSES_ZH,
        ],
        N::Returned => ["{stage}退回，请补正", "您的备案被{stage}退回，需要补正 {count} 项：", CORRECT_ZH, CLOSES_ZH],
        N::Rejected => [
            "{stage}驳回",
            "您的备案被{stage}驳回，本订单已结束。原因共 {count} 项：",
            "请按以上建议处理；之后如仍需备案，请新建备案订单。",
            "",
        ],
        N::HandedIn => ["已提交，等待复审", "您的备案资料已提交，等待复审。", NOTHING_ZH, "预计 {until}前审结。"],
        N::SecondPassed if !facts.sms => {
            ["复审通过，将报送管局", "您的备案已通过复审，将报送省通信管理局。", NOTHING_ZH, ""]
        }
        N::SecondPassed => ["复审通过，将报送管局", "您的备案已通过复审，将报送省通信管理局。", SMS_ZH, ""],
        N::Resumed => ["已原样重新提交，将报送管局", "您的备案已按原内容重新提交，将报送省通信管理局。", SMS_ZH, ""],
        N::Received => [
            "请在 24 小时内完成短信核验",
            "省通信管理局已接收您的备案，并向负责人的手机发送核验短信（发送号码 12381）。",
            "每位负责人收到短信后，请到 https://beian.miit.gov.cn 的“短信核验”页面完成核验。",
            "请于 {until}前完成；逾期未办，备案将被退回。",
        ],
        N::SmsVerified if !facts.sms => {
            ["管局审核中", "省通信管理局已接收您的备案，正在审核。", NOTHING_ZH, "管局应于 {until}前审结。"]
        }
        N::SmsVerified => [
            "短信核验完成，管局审核中",
            "短信核验已完成，省通信管理局正在审核您的备案。",
            NOTHING_ZH,
            "管局应于 {until}前审结。",
        ],
        N::SmsFailed if facts.unchanged => [
            "短信核验未完成，备案被退回",
            "短信核验未完成，您的备案已被退回。",
            "内容无误的，可原样重新提交；有变化的，请修改后重新提交。",
            CLOSES_ZH,
        ],
        N::SmsFailed => [
            "短信核验未通过，备案被退回",
            "短信核验未通过，您的备案已被退回。",
            "请核对负责人的手机号码等信息，改正后重新提交。",
            CLOSES_ZH,
        ],
        N::Approved if facts.owed.is_empty() => ["备案通过", "省通信管理局已通过您的备案。", "无需再办理。", ""],
        N::Approved => ["备案通过", "省通信管理局已通过您的备案。", "请办理以下备案后事项。", ""],
        N::Refused => [
            "管局审核不通过，请补正",
            "省通信管理局未通过您的备案，需要补正 {count} 项：",
            "请逐项改正后重新提交；将从初审重新开始。",
            CLOSES_ZH,
        ],
        N::Withdrawn => ["已撤回", "您的备案已按您的要求撤回。", ANEW_ZH, ""],
        N::Abandoned => ["已放弃", "您已放弃该备案订单。", ANEW_ZH, ""],
        N::Expired => ["已超时关闭", "该备案订单 45 天内未继续办理，已自动关闭。", ANEW_ZH, ""],
        N::Reminder => {
            ["还剩 {days} 天", "该备案订单（{status}）还剩 {days} 天。", going_on_zh(facts.status), CLOSES_ZH]
        }
        N::Obligation => ["备案后事项到期提醒", "有一项备案后事项尚未办理。", "请办理以下事项。", "期限：{until}。"],
    }
}

fn english(facts: &Facts) -> Row {
    use NoticeKind as N;
    match facts.kind {
        N::Submitted => [
            "submitted, waiting for the first review",
            "Your filing has been submitted and waits for the first review.",
            NOTHING_EN,
            "The review is due by {until}.",
        ],
        N::FirstPassed => [
            "first review passed, please upload the materials",
            "Your filing passed the first review.",
            "Upload the materials asked for, have the site's principal pass the authenticity verification, then submit for \
             the second review.",
            CLOSES_EN,
        ],
        N::Returned => [
            "returned by the {stage}, please correct",
            "Your filing was returned by the {stage}. Items to correct: {count}.",
            CORRECT_EN,
            CLOSES_EN,
        ],
        N::Rejected => [
            "rejected by the {stage}",
            "Your filing was rejected by the {stage}; this order has ended. Reasons: {count}.",
            "Do what is suggested above; if you still need a filing then, create a new one.",
            "",
        ],
        N::HandedIn => [
            "handed in, waiting for the second review",
            "Your materials have been handed in; the filing waits for the second review.",
            NOTHING_EN,
            "The review is due by {until}.",
        ],
        N::SecondPassed if !facts.sms => [
            "second review passed",
            "Your filing passed the second review and goes to the communications administration.",
            NOTHING_EN,
            "",
        ],
        N::SecondPassed => [
            "second review passed",
            "Your filing passed the second review and goes to the communications administration.",
            SMS_EN,
            "",
        ],
        N::Resumed => [
            "submitted again unchanged",
            "Your filing was submitted again unchanged and goes to the communications administration.",
            SMS_EN,
            "",
        ],
        N::Received => [
            "answer the text message within 24 hours",
            "The communications administration has received your filing and sent text messages (from 12381) to the \
             principals.",
            "Each principal completes the SMS verification at https://beian.miit.gov.cn.",
            "Please do so by {until}; after that the filing is returned.",
        ],
        N::SmsVerified if !facts.sms => [
            "under review by the administration",
            "The communications administration has received your filing and is reviewing it.",
            NOTHING_EN,
            "The administration has to decide by {until}.",
        ],
        N::SmsVerified => [
            "SMS verified, under review by the administration",
            "The SMS verification is complete; the communications administration is reviewing your filing.",
            NOTHING_EN,
            "The administration has to decide by {until}.",
        ],
        N::SmsFailed if facts.unchanged => [
            "SMS verification not completed, returned",
            "The SMS verification was not completed; your filing was returned.",
            "If everything is right, submit it again unchanged; otherwise correct it first.",
            CLOSES_EN,
        ],
        N::SmsFailed => [
            "SMS verification failed, returned",
            "The SMS verification failed; your filing was returned.",
            "Check the principals' mobile numbers and the rest, correct them, then submit again.",
            CLOSES_EN,
        ],
        N::Approved => {
            ["approved", "The communications administration approved your filing.", "Please see to the following.", ""]
        }
        N::Refused => [
            "refused by the administration, please correct",
            "The communications administration refused your filing. Items to correct: {count}.",
            "Correct each item, then submit again; it begins anew with the first review.",
            CLOSES_EN,
        ],
        N::Withdrawn => ["withdrawn", "Your filing was withdrawn as you asked.", ANEW_EN, ""],
        N::Abandoned => ["abandoned", "You abandoned this filing.", ANEW_EN, ""],
        N::Expired => {
            ["closed after 45 days", "Nobody went on with this filing for 45 days; it was closed.", ANEW_EN, ""]
        }
        N::Reminder => [
            "days left: {days}",
            "This filing ({status}) waits for you. Days left: {days}.",
            going_on_en(facts.status),
            CLOSES_EN,
        ],
        N::Obligation => {
            ["something to do after approval", "Something is still to be done.", "Please see to this.", "Due: {until}."]
        }
    }
}

const fn going_on_zh(status: Status) -> &'static str {
    match status {
        Status::Draft => "请填写完整并提交。",
        Status::MaterialsPending => "请上传所需资料，由网站负责人完成真实性核验，然后提交复审。",
        _ => CORRECT_ZH,
    }
}

const fn going_on_en(status: Status) -> &'static str {
    match status {
        Status::Draft => "Complete it, then submit it.",
        Status::MaterialsPending => {
            "Upload the materials asked for, have the site's principal pass the authenticity verification, then submit for \
             the second review."
        }
        _ => CORRECT_EN,
    }
}
