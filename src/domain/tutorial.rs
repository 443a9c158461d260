//! The first day: six guided cases, what to look at in each and which keys, and whether it was done as it should be, judged from
//! nothing but what the service wrote into the history.
//!
//! A key stands in a text as `{intent}`, by its name in the key table, so that a remapped key is named as it is.

use super::lang::Lang;
use super::reason::ReasonGiven;
use super::status::{Stage, Status};
use super::verb::Verb;

/// How many guided cases there are.
pub const CASES: usize = 6;

/// The guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tutorial {
    /// In the order in which they are to be done.
    pub steps: Vec<Step>,
}

/// One guided case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The case's number.
    pub number: String,
    /// The review it waits for.
    pub stage: Stage,
    /// Its round.
    pub round: u32,
    /// What it is about, in a few words.
    pub title: Said,
    /// What to look at, which keys to press, and what is expected; keys as `{intent}`.
    pub text: Said,
    /// What would have been right, for whoever did otherwise.
    pub hint: Said,
    /// What must stand in the history.
    pub done_when: DoneWhen,
}

/// The same in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    zh: &'static str,
    en: &'static str,
}

/// When a guided case is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoneWhen {
    /// It was approved.
    Approved,
    /// It was returned with exactly these reasons.
    Returned(Vec<Wanted>),
    /// It was given to the lead.
    Escalated,
}

/// A reason that must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its code.
    pub code: String,
    /// The field or material that it points at.
    pub target: String,
    /// Whether it must show the place on a picture.
    pub evidence: bool,
}

/// Something that was done to a case, as the history has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Did<'a> {
    /// The case's number.
    pub number: &'a str,
    /// What; none where this build does not know it.
    pub verb: Option<Verb>,
    /// Where the case stood.
    pub from: Option<Status>,
    /// In which round.
    pub round: u32,
    /// The reasons of a return.
    pub reasons: &'a [ReasonGiven],
}

/// How far a guided case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Still to be done.
    Open,
    /// As it should be.
    Done,
    /// Decided, and not as it should be; the hint says what would have been.
    Otherwise,
}

/// How far all are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// One for each step.
    pub states: Vec<StepState>,
    /// The step that is to be done now; none when all are decided.
    pub present: Option<usize>,
}

impl Said {
    /// In a language; a key stays as `{intent}`.
    pub const fn raw(self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// In a language, with the keys as `key` names them. What it does not know stays as it is written.
    pub fn words(self, lang: Lang, key: impl Fn(&str) -> Option<String>) -> String {
        let mut out = String::new();
        let mut rest = self.raw(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(&key(name).unwrap_or_else(|| format!("{{{name}}}")));
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

impl Tutorial {
    /// The guide for the cases of these numbers; `blurred` is the slug of the material that cannot be read in the fifth.
    pub fn of(numbers: [String; CASES], blurred: &str) -> Self {
        let wanted = |code: &str, target: &str, evidence| Wanted { code: code.into(), target: target.into(), evidence };
        let done: [(Stage, u32, DoneWhen); CASES] = [
            (Stage::First, 1, DoneWhen::Approved),
            (
                Stage::First,
                1,
                DoneWhen::Returned(vec![wanted("PRI_ID_INVALID", "entity_principal.cert_number", false)]),
            ),
            (Stage::First, 1, DoneWhen::Returned(vec![wanted("ENT_NAME_MISMATCH", "entity.name", true)])),
            (
                Stage::First,
                2,
                DoneWhen::Returned(vec![wanted("ENT_CONTACT_ADDR_VAGUE", "entity.contact_address", false)]),
            ),
            (Stage::Second, 1, DoneWhen::Returned(vec![wanted("MAT_BLURRY", &format!("material:{blurred}"), false)])),
            (Stage::First, 1, DoneWhen::Escalated),
        ];
        let steps = numbers.into_iter().zip(GUIDE).zip(done);
        Self {
            steps: steps
                .map(|((number, [title, text, hint]), (stage, round, done_when))| Step {
                    number,
                    stage,
                    round,
                    title,
                    text,
                    hint,
                    done_when,
                })
                .collect(),
        }
    }

    /// How far the guide is, by what the history says of its cases. What was done before a case came into the round and review of its
    /// step does not count, nor does a decision that can still be taken back.
    pub fn progress(&self, did: &[Did<'_>]) -> Progress {
        let states: Vec<_> = self.steps.iter().map(|step| step.state(did)).collect();
        let present = states.iter().position(|state| *state == StepState::Open);
        Progress { states, present }
    }
}

impl Step {
    fn state(&self, did: &[Did<'_>]) -> StepState {
        let mut here = did.iter().filter(|one| {
            one.number == self.number && one.round == self.round && one.from == Some(self.stage.status())
        });
        let decisive = [Verb::Approve, Verb::Return, Verb::Escalate];
        let Some(last) = here.rfind(|one| one.verb.is_some_and(|verb| decisive.contains(&verb))) else {
            return StepState::Open;
        };
        let fits = match (&self.done_when, last.verb) {
            (DoneWhen::Approved, Some(Verb::Approve)) | (DoneWhen::Escalated, Some(Verb::Escalate)) => true,
            (DoneWhen::Returned(wanted), Some(Verb::Return)) => {
                let given = |one: &Wanted| last.reasons.iter().any(|reason| one.is(reason));
                wanted.len() == last.reasons.len() && wanted.iter().all(given)
            }
            _ => false,
        };
        match (fits, last.verb) {
            (true, _) => StepState::Done,
            // Whoever gives a case to the lead has not decided it yet.
            (false, Some(Verb::Escalate)) => StepState::Open,
            (false, _) => StepState::Otherwise,
        }
    }
}

impl Wanted {
    fn is(&self, reason: &ReasonGiven) -> bool {
        reason.code == self.code && reason.target == self.target && (!self.evidence || !reason.evidence.is_empty())
    }
}

const fn said(zh: &'static str, en: &'static str) -> Said {
    Said { zh, en }
}

/// Title, text and hint of each step.
const GUIDE: [[Said; 3]; CASES] = [
    [
        said("一、没有问题的初审", "1. A first review without a fault"),
        said(
            "按 {open} 打开第一件。逐项看字段，右侧是材料图片；{next_material} 换下一张，{zoom_in} 放大。机器检查没有必改项，证件与填写一致。\
             按 {approve}，确认单上按 y 发送。10 秒内按 {undo} 可以撤销。",
            "Open the first case with {open}. Read the fields; the pictures stand beside them: {next_material} shows the next one, \
             {zoom_in} enlarges it. The machine found nothing to correct, and the certificates say what the form says. Press {approve}, \
             then y on the sheet. For 10 seconds {undo} takes it back.",
        ),
        said("这一件没有问题，应当通过。", "Nothing is wrong with this one: approve it."),
    ],
    [
        said("二、证件号码有误", "2. A wrong certificate number"),
        said(
            "光标停在机器指出的必改项：主体负责人的证件号码校验位不对。按 {flag} 标记此字段并选原因（PRI_ID_INVALID），看预览，按 {return} 退回补正。\
             只退这一条原因。",
            "The cursor stands on what the machine found: the check character of the entity principal's certificate number is wrong. Press \
             {flag} to flag the field and pick the reason (PRI_ID_INVALID), look at the preview, and send the return with {return}. This \
             one reason is enough.",
        ),
        said(
            "应当以 PRI_ID_INVALID 指向主体负责人证件号码退回，且只有这一条原因。",
            "Return it with PRI_ID_INVALID on the entity principal's certificate number, and with nothing else.",
        ),
    ],
    [
        said("三、名称与执照不一致", "3. A name that is not the licence's"),
        said(
            "机器看不懂图片上的字，这要靠您：把主办单位名称与营业执照逐字对照。按 {flag} 标记主办单位名称（ENT_NAME_MISMATCH），再按 {evidence} \
             在执照上框出名称作为证据，然后按 {return} 退回。",
            "The machine cannot read what is on a picture, so this is yours: compare the organizer's name with the licence, character by \
             character. Flag the name with {flag} (ENT_NAME_MISMATCH), press {evidence} to frame it on the licence as evidence, then \
             send the return with {return}.",
        ),
        said(
            "应当以 ENT_NAME_MISMATCH 指向主办单位名称退回，并在执照图片上框出证据。",
            "Return it with ENT_NAME_MISMATCH on the organizer's name, with evidence framed on the licence.",
        ),
    ],
    [
        said("四、第二轮：有一处没有改", "4. Second round: one reason untouched"),
        said(
            "这一件上一轮退回过两条原因。按 {changes} 看上一轮以来的变化：应急电话已改，通信地址原样未动。按 {flag} 再次标记通信地址\
             （ENT_CONTACT_ADDR_VAGUE），写清楚缺什么，按 {return} 退回。",
            "This one was returned before, for two reasons. Press {changes} to see what changed since: the emergency phone is mended, the \
             contact address is untouched. Flag the address again with {flag} (ENT_CONTACT_ADDR_VAGUE), say what is missing, and \
             send the return with {return}.",
        ),
        said(
            "应当以 ENT_CONTACT_ADDR_VAGUE 指向通信地址再次退回；应急电话已改好，不必再提。",
            "Return it again with ENT_CONTACT_ADDR_VAGUE on the contact address; the phone is mended and needs no word.",
        ),
    ],
    [
        said("五、复审：图片模糊", "5. Second review: a blurred picture"),
        said(
            "复审看上传的资料。用 {next_material} 逐张看，{whole_screen} 全屏。有一张模糊得无法辨认。对着它按 {flag}，选 MAT_BLURRY，按 {return} \
             退回。通过初审的人不能复审同一件（四眼原则），这一件的初审是别人做的。",
            "The second review looks at what was uploaded. Go through it with {next_material}; {whole_screen} fills the screen. One \
             picture is too blurred to be read. On it press {flag}, pick MAT_BLURRY, and send the return with {return}. Whoever passed a \
             first review may not decide the second of the same case (four eyes); this one's first review was somebody else's.",
        ),
        said("应当以 MAT_BLURRY 指向模糊的那张图片退回。", "Return it with MAT_BLURRY on the picture that is blurred."),
    ],
    [
        said("六、拿不准：上报组长", "6. In doubt: give it to the lead"),
        said(
            "负责人的手机号与另一家单位的备案相同。按 {related} 看关联备案。是否冒用，您一个人定不了：先按 {claim} 认领，再按 {escalate} 上报，写明理由。\
             案件随即离开您的手，组长会看到。",
            "The principal's mobile number is also that of another entity's filing. Press {related} to see it. Whether somebody's identity \
             is abused is not for you alone to say: claim the case with {claim}, give it to the lead with {escalate}, and write why. It \
             then leaves your hands, and the lead sees it.",
        ),
        said("这一件不应由您决定，应当上报组长。", "This one is not yours to decide: give it to the lead."),
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue;
    use crate::domain::reason::Evidence;

    fn tutorial() -> Tutorial {
        Tutorial::of([1, 2, 3, 4, 5, 6].map(|number| format!("BA{number}")), "domain_certificate")
    }

    fn reason(code: &str, target: &str, evidence: bool) -> ReasonGiven {
        let piece = Evidence { sha256: "ab".into(), x: 0, y: 0, width: 1, height: 1 };
        let evidence = if evidence { vec![piece] } else { Vec::new() };
        ReasonGiven { code: code.into(), target: target.into(), evidence, ..ReasonGiven::default() }
    }

    fn did<'a>(number: &'a str, verb: Verb, from: Status, round: u32, reasons: &'a [ReasonGiven]) -> Did<'a> {
        Did { number, verb: Some(verb), from: Some(from), round, reasons }
    }

    #[test]
    fn a_step_is_done_by_what_stands_in_the_history_of_its_round() {
        let name = [reason("ENT_NAME_MISMATCH", "entity.name", true)];
        let bare = [reason("ENT_NAME_MISMATCH", "entity.name", false)];
        let address = [reason("ENT_CONTACT_ADDR_VAGUE", "entity.contact_address", false)];
        let first = Status::FirstReview;
        let progress = tutorial().progress(&[]);
        assert_eq!((progress.present, progress.states), (Some(0), vec![StepState::Open; CASES]));
        let progress = tutorial().progress(&[
            did("BA1", Verb::Approve, first, 1, &[]),
            did("BA2", Verb::Approve, first, 1, &[]),
            did("BA3", Verb::Return, first, 1, &name),
            // What was returned a round ago is not what is to be returned now.
            did("BA4", Verb::Return, first, 1, &address),
            // The first review of a case whose second is to be done.
            did("BA5", Verb::Approve, first, 1, &[]),
            did("BA6", Verb::Escalate, first, 1, &[]),
        ]);
        use StepState::{Done, Open, Otherwise};
        assert_eq!(progress.states, [Done, Otherwise, Done, Open, Open, Done]);
        assert_eq!(progress.present, Some(3));
        let state = |one: Did<'_>| tutorial().progress(&[one]).states;
        assert_eq!(state(did("BA3", Verb::Return, first, 1, &bare))[2], Otherwise, "without evidence");
        assert_eq!(state(did("BA4", Verb::Return, first, 2, &address))[3], Done);
        let more = [address[0].clone(), name[0].clone()];
        assert_eq!(state(did("BA4", Verb::Return, first, 2, &more))[3], Otherwise, "one reason too many");
        assert_eq!(state(did("BA1", Verb::Escalate, first, 1, &[]))[0], Open);
        assert_eq!(state(did("BA9", Verb::Approve, first, 1, &[]))[0], Open);
    }

    #[test]
    fn every_reason_that_is_wanted_can_be_given() {
        for step in tutorial().steps {
            let DoneWhen::Returned(wanted) = step.done_when else { continue };
            for one in wanted {
                let known = catalogue::reason(&one.code).unwrap();
                assert!(known.fits(&one.target) && known.applies_in(step.stage), "{} {}", one.code, one.target);
                assert!(step.text.zh.contains(&one.code) && step.text.en.contains(&one.code), "{}", one.code);
            }
        }
    }

    #[test]
    fn keys_are_named_as_they_are_bound() {
        let said = said("按 {open}，再按 {nothing} {", "press {open}");
        let words = said.words(Lang::Zh, |name| (name == "open").then(|| "Enter".to_owned()));
        assert_eq!(words, "按 Enter，再按 {nothing} {");
    }
}
