//! What an applicant is told: one notice per move that concerns him, in the words of one table for both languages.
//!
//! Invariant: a notice is built from [`Facts`] alone, and these have no room for what reviewers do among themselves.
//! What a person typed must have been made harmless before it becomes a fact; [`discreet`] takes identity and telephone
//! numbers out of it.

mod words;

use jiff::Timestamp;

use super::catalogue;
use super::clocks::{EXPIRY_TIME, local_clock, local_date};
use super::draft::Draft;
use super::field::is_email;
use super::filing::Filing;
use super::lang::Lang;
use super::obligation::ObligationKind;
use super::reason::{Decision, Evidence, ReasonGiven, ReturnKind};
use super::sms;
use super::status::{Stage, Status};
use super::verb::Verb;
use super::words::closed_list;

closed_list! {
    /// What a notice is about.
    NoticeKind {
        Submitted = "submitted", "已提交初审", "submitted";
        FirstPassed = "first_passed", "初审通过", "first review passed";
        Returned = "returned", "退回补正", "returned for correction";
        Rejected = "rejected", "驳回", "rejected";
        HandedIn = "handed_in", "已提交复审", "handed in for the second review";
        SecondPassed = "second_passed", "复审通过", "second review passed";
        Resumed = "resumed", "原样重报", "handed over again unchanged";
        Received = "received", "待短信核验", "SMS to be answered";
        SmsVerified = "sms_verified", "短信核验完成", "SMS verified";
        SmsFailed = "sms_failed", "短信核验未完成", "SMS verification failed";
        Approved = "approved", "备案通过", "approved";
        Refused = "refused", "管局不通过", "refused by the administration";
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
        Abandoned = "abandoned", "已放弃", "abandoned";
        Expired = "expired", "已超时", "expired";
        Reminder = "reminder", "催办", "reminder";
        Obligation = "obligation", "备案后事项", "obligation due";
    }
}

closed_list! {
    /// The way on which a notice goes out.
    NoticeChannel {
        Inbox = "inbox", "站内", "inbox";
        Webhook = "webhook", "回调", "webhook";
        Mail = "mail", "邮件", "mail";
    }
}

closed_list! {
    /// How far a notice came on its way.
    NoticeState {
        Kept = "kept", "留存", "kept for the applicant to read";
        Waiting = "waiting", "待发送", "waiting to be sent";
        Sent = "sent", "已送达", "sent";
        Dead = "dead", "未送达", "given up";
    }
}

/// What the applicant is told of a move; nothing of a draft that came into being.
pub fn kind_of(verb: Verb, to: Status) -> Option<NoticeKind> {
    use NoticeKind as N;
    use Status as S;
    Some(match to {
        S::Draft => return None,
        S::FirstReview => N::Submitted,
        S::FirstReturned | S::SecondReturned => N::Returned,
        S::FirstRejected | S::SecondRejected => N::Rejected,
        S::MaterialsPending => N::FirstPassed,
        S::SecondReview => N::HandedIn,
        S::ToAdministration if verb == Verb::Submit => N::Resumed,
        S::ToAdministration => N::SecondPassed,
        S::SmsPending => N::Received,
        S::AdministrationReview => N::SmsVerified,
        S::AdministrationRejected if verb == Verb::Result => N::Refused,
        S::AdministrationRejected => N::SmsFailed,
        S::Approved => N::Approved,
        S::Withdrawn => N::Withdrawn,
        S::Abandoned => N::Abandoned,
        S::Expired => N::Expired,
    })
}

/// Whether anybody has to answer the administration's text message (domain facts 3.3).
pub fn asks_for_sms(filing: &Filing) -> bool {
    !sms::required(filing).is_empty()
}

/// One reason of a return in the applicant's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The field in words; empty where the reason is about the whole filing.
    pub label: String,
    /// What is wrong.
    pub text: String,
    /// What to do.
    pub suggestion: String,
    /// Where on the picture it shows.
    pub evidence: Vec<Evidence>,
}

impl Told {
    /// The reason in a language: the catalogue's own words are translated, what was typed into their slots and what the
    /// reviewer wrote himself stay as they are.
    pub fn of(reason: &ReasonGiven, lang: Lang) -> Self {
        let known = catalogue::reason(&reason.code);
        let said = |given: &str, own: fn(&catalogue::Reason, Lang) -> &str| match known {
            Some(known) if given.trim().is_empty() || given == own(known, Lang::Zh) => own(known, lang).to_owned(),
            _ => given.to_owned(),
        };
        let label = match reason.target.as_str() {
            "" => String::new(),
            target => catalogue::target_name(target, lang),
        };
        Self {
            label,
            text: match known.zip(catalogue::slot_values(&reason.code, &reason.text)) {
                Some((known, values)) if lang != Lang::Zh && values.iter().any(|value| !value.is_empty()) => {
                    catalogue::with_slots(known, &values, lang)
                }
                _ => said(&reason.text, catalogue::Reason::text),
            },
            evidence: reason.evidence.clone(),
            suggestion: said(&reason.suggestion, catalogue::Reason::fix),
        }
    }

    /// The same without anybody's numbers.
    #[must_use]
    pub fn discreet(self, filing: &Filing) -> Self {
        Self { text: discreet(&self.text, filing), suggestion: discreet(&self.suggestion, filing), ..self }
    }
}

/// The facts of a return that is not sent yet, as the notice of it will have them if it takes effect at `at`: the one
/// preview of what the applicant will read.
pub fn returned(filing: &Filing, number: &str, provider: &str, draft: &Draft, stage: Stage, at: Timestamp) -> Facts {
    let decision = draft.decision();
    let reasons = match decision.checked(stage) {
        Ok(Decision::Return { reasons, .. }) => reasons,
        // What the rules do not allow yet is shown as it is.
        _ => draft.reasons.clone(),
    };
    let (kind, status) = match (draft.kind, stage) {
        (ReturnKind::Correct, Stage::First) => (NoticeKind::Returned, Status::FirstReturned),
        (ReturnKind::Correct, Stage::Second) => (NoticeKind::Returned, Status::SecondReturned),
        (ReturnKind::Reject, Stage::First) => (NoticeKind::Rejected, Status::FirstRejected),
        (ReturnKind::Reject, Stage::Second) => (NoticeKind::Rejected, Status::SecondRejected),
    };
    Facts {
        kind,
        provider: provider.to_owned(),
        number: number.to_owned(),
        site: discreet(&filing.service.name, filing).trim().to_owned(),
        domain: filing.domain().trim().to_owned(),
        status,
        until: status.is_editable().then_some(at + EXPIRY_TIME),
        reasons: reasons.iter().map(|reason| Told::of(reason, Lang::Zh).discreet(filing)).collect(),
        numbers: [None, None],
        unchanged: false,
        sms: asks_for_sms(filing),
        days_left: 0,
        owed: Vec::new(),
    }
}

/// All that a notice is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What it is about.
    pub kind: NoticeKind,
    /// The access provider's name.
    pub provider: String,
    /// The filing's number.
    pub number: String,
    /// The site's name.
    pub site: String,
    /// Its domain.
    pub domain: String,
    /// Where the filing stands now.
    pub status: Status,
    /// Until when something is to be done, or by when something is to be expected.
    pub until: Option<Timestamp>,
    /// Why it was returned or refused.
    pub reasons: Vec<Told>,
    /// The entity's and the service's filing numbers, where the administration gave them.
    pub numbers: [Option<String>; 2],
    /// Whether the filing may be handed over again as it is.
    pub unchanged: bool,
    /// Whether anybody has to answer the administration's text message.
    pub sms: bool,
    /// How many days are left, for a reminder.
    pub days_left: i64,
    /// What is owed: after an approval all of it, for a word on one obligation that one.
    pub owed: Vec<(ObligationKind, Option<Timestamp>)>,
}

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub subject: String,
    /// Several.
    pub text: String,
}

/// So much of a site's name stands in a subject.
const SUBJECT_SITE: usize = 30;

/// The notice of these facts.
pub fn notice(facts: &Facts, lang: Lang) -> Notice {
    let words = words::of(facts, lang);
    let or_none =
        |text: &str| if text.is_empty() { lang.pick("未填", "not given").to_owned() } else { text.to_owned() };
    let head = match lang {
        Lang::Zh => format!(
            "备案编号：{}\n网站名称：{}\n域名：{}\n",
            facts.number,
            or_none(&facts.site),
            or_none(&facts.domain)
        ),
        Lang::En => {
            format!("Filing: {}\nSite: {}\nDomain: {}\n", facts.number, or_none(&facts.site), or_none(&facts.domain))
        }
    };
    let mut text = format!("{head}\n{}\n", words.happened);
    for (index, reason) in facts.reasons.iter().enumerate() {
        text.push_str(&reason_lines(index + 1, reason, lang));
    }
    text.push_str(&number_lines(facts, lang));
    text.push_str(&format!("\n{}{}\n", lang.pick("下一步：", "What to do next: "), words.next));
    text.push_str(&owed_lines(facts, lang));
    if let Some(until) = facts.until.filter(|_| !words.until.is_empty()) {
        text.push_str(&format!("{}\n", words.until.replace("{until}", &stamp(until, lang))));
    }
    text.push_str(&match lang {
        Lang::Zh => format!("\n{}\n此消息由系统自动发出，请勿回复。\n", facts.provider),
        Lang::En => format!("\n{}\nThis message was sent automatically; please do not reply.\n", facts.provider),
    });
    Notice { subject: subject(facts, &words.title, lang), text }
}

fn subject(facts: &Facts, title: &str, lang: Lang) -> String {
    let mut site: String = facts.site.chars().take(SUBJECT_SITE).collect();
    if site.len() < facts.site.len() {
        site.push('…');
    }
    match (lang, site.is_empty()) {
        (Lang::Zh, true) => format!("备案 {}：{title}", facts.number),
        (Lang::Zh, false) => format!("备案 {}（{site}）：{title}", facts.number),
        (Lang::En, true) => format!("Filing {}: {title}", facts.number),
        (Lang::En, false) => format!("Filing {} ({site}): {title}", facts.number),
    }
}

fn reason_lines(number: usize, reason: &Told, lang: Lang) -> String {
    let label = if reason.label.is_empty() { lang.pick("整个备案", "the whole filing") } else { &reason.label };
    let (what, fix) = (lang.pick("问题：", "Problem: "), lang.pick("建议：", "What to do: "));
    let mut lines = format!("\n{number}. {label}\n   {what}{}\n", indented(&reason.text));
    if !reason.suggestion.is_empty() {
        lines.push_str(&format!("   {fix}{}\n", indented(&reason.suggestion)));
    }
    for place in &reason.evidence {
        let Evidence { x, y, width, height, .. } = place;
        lines.push_str(&match lang {
            Lang::Zh => format!("   图中位置：距左边 {x}、距上边 {y}，宽 {width}、高 {height}（像素）\n"),
            Lang::En => format!(
                "   In the picture: {x} from the left, {y} from the top, {width} wide, {height} high (pixels)\n"
            ),
        });
    }
    lines
}

fn indented(text: &str) -> String {
    text.trim().replace('\n', "\n   ")
}

fn number_lines(facts: &Facts, lang: Lang) -> String {
    let names = [lang.pick("主体备案号：", "Entity's number: "), lang.pick("网站备案号：", "Service's number: ")];
    let lines = names.iter().zip(&facts.numbers);
    lines.filter_map(|(name, number)| Some(format!("{name}{}\n", number.as_ref()?))).collect()
}

fn owed_lines(facts: &Facts, lang: Lang) -> String {
    let line = |(kind, due): &(ObligationKind, Option<Timestamp>)| match (facts.kind, due) {
        (NoticeKind::Approved, Some(due)) => match lang {
            Lang::Zh => format!("- {}，期限：{}\n", kind.word(lang), stamp(*due, lang)),
            Lang::En => format!("- {}, by {}\n", kind.word(lang), stamp(*due, lang)),
        },
        _ => format!("- {}\n", kind.word(lang)),
    };
    facts.owed.iter().map(line).collect()
}

/// A time in China, to the minute, which the applicant need not convert.
fn stamp(at: Timestamp, lang: Lang) -> String {
    format!("{} {}{}", local_date(at), local_clock(at), lang.pick("（北京时间）", " (Beijing time)"))
}

/// The review that a status is the outcome of.
const fn stage_of(status: Status) -> Stage {
    match status {
        Status::SecondReturned | Status::SecondRejected => Stage::Second,
        _ => Stage::First,
    }
}

/// Where notices are mailed: the account's address, else the entity principal's; empty where neither is one.
pub fn mail_address<'a>(account: &'a str, filing: &'a Filing) -> &'a str {
    [account, &filing.entity_principal.email].into_iter().map(str::trim).find(|address| is_email(address)).unwrap_or("")
}

/// So many digits in a row may be an identity or a telephone number.
const LONG_NUMBER: usize = 11;

/// The text without identity numbers, telephone numbers and the filing password: what goes out by mail lies open on its
/// way.
pub fn discreet(text: &str, filing: &Filing) -> String {
    let mut text = text.to_owned();
    let password = &filing.entity.filing_password;
    if !password.is_empty() {
        text = text.replace(password, "***");
    }
    for value in personal(filing).into_iter().filter(|value| value.chars().count() >= 6) {
        text = text.replace(value, &hidden(value));
    }
    hide_long_numbers(&text)
}

fn personal(filing: &Filing) -> Vec<&str> {
    let mut values = vec![filing.entity.legal_rep.cert_number.as_str()];
    if filing.is_individual() {
        values.extend([filing.entity.cert_number.as_str(), filing.order.organizer_cert_number.as_str()]);
    }
    for person in [&filing.entity_principal, &filing.service_principal] {
        let own = [&person.cert_number, &person.mobile, &person.emergency_phone, &person.office_phone];
        values.extend(own.map(String::as_str));
    }
    values
}

/// Hides what looks like such a number: many digits, a hyphen or a space now and then, perhaps an X at the end.
fn hide_long_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let more = chars.peek().copied().is_some_and(is_digit);
        let inside = matches!(c, '-' | ' ') && more || matches!(c, 'x' | 'X') && digits(&run) >= 17;
        if is_digit(c) || (!run.is_empty() && inside) {
            run.push(c);
            continue;
        }
        flush(&mut out, &mut run);
        out.push(c);
    }
    flush(&mut out, &mut run);
    out
}

fn flush(out: &mut String, run: &mut String) {
    if digits(run) >= LONG_NUMBER {
        out.push_str(&hidden(run));
    } else {
        out.push_str(run);
    }
    run.clear();
}

fn digits(run: &str) -> usize {
    run.chars().filter(|c| is_digit(*c)).count()
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The last two characters, by which one recognises one's own.
fn hidden(value: &str) -> String {
    let count = value.chars().count();
    let tail: String = value.chars().skip(count.saturating_sub(2)).collect();
    format!("***{tail}")
}

#[cfg(test)]
mod tests;
