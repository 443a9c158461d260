//! The unified social credit code of the organizer: length, letters, check characters, and what it says of the nature.

use crate::domain::catalogue::nature;
use crate::domain::check::said::{Stray, looks_like, short};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::identifier::credit_code::{CodeProblem, CreditCode, check_char, validate};
use crate::domain::identifier::org_code;
use crate::domain::lang::Lang;

pub(super) const RULE: Rule = Rule {
    id: "credit_code",
    version: 1,
    zh: "统一社会信用代码",
    en: "the unified social credit code",
    source: "GB 32100-2015; GB 11714-1997",
    look,
};

const TARGET: &str = "entity.cert_number";
const CODE: &str = "ENT_CERT_NO_INVALID";

/// The business licence, which old ones of individual businesses number with 15 digits.
const LICENCE: u32 = 1;

/// Certificates that carry nothing else.
const ALWAYS: [u32; 4] = [LICENCE, 13, 15, 24];

/// Certificates that carry one since the code was introduced, and another number before.
const MOSTLY: [u32; 12] = [4, 6, 17, 19, 21, 22, 25, 27, 28, 36, 39, 44];

/// The register of rural collectives, which began with the code.
const COLLECTIVE: u32 = 43;

fn look(subject: &Subject<'_>, found: &mut Found) {
    let entity = &subject.filing.entity;
    let (given, number) = (&entity.cert_number, entity.cert_number.trim());
    let Some(kind) = entity.cert_type.filter(|_| !number.is_empty()) else { return };
    let always = ALWAYS.contains(&kind) || kind == COLLECTIVE;
    if !always && !MOSTLY.contains(&kind) {
        return;
    }
    match validate(number) {
        Ok(code) => says(subject, &code, found),
        Err(CodeProblem::Length) if kind == LICENCE && is_old(number) => found.warning(
            TARGET,
            CODE,
            given,
            "15 位是旧营业执照注册号，应换领载有统一社会信用代码的执照",
            "15 digits number old licences; a new one carries the unified social credit code",
        ),
        Err(CodeProblem::Length) if !always => found.note(
            TARGET,
            CODE,
            given,
            format!("“{}”不是 18 位统一社会信用代码，请与证件核对", short(number)),
            format!("\"{}\" is no code of 18 characters; compare it with the certificate", short(number)),
        ),
        Err(problem) => {
            let (zh, en) = wrong(number, problem);
            found.blocker(TARGET, CODE, given, zh, en);
        }
    }
}

fn is_old(number: &str) -> bool {
    number.len() == 15 && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn wrong(number: &str, problem: CodeProblem) -> (String, String) {
    let upper = number.to_ascii_uppercase();
    match problem {
        CodeProblem::Length => {
            let length = number.chars().count();
            (format!("共 {length} 位，应为 18 位"), format!("has {length} characters instead of 18"))
        }
        CodeProblem::Characters => {
            stray(&upper, |_, c| !c.is_ascii_alphanumeric() || matches!(c, 'I' | 'O' | 'Z' | 'S' | 'V'))
        }
        CodeProblem::Region => stray(&upper, |place, c| (3..=8).contains(&place) && !c.is_ascii_digit()),
        CodeProblem::CheckCharacter => {
            let due = upper.get(..17).and_then(check_char).map_or_else(String::new, String::from);
            let is = upper.get(17..).unwrap_or("");
            (format!("校验码应为 {due}，实为 {is}"), format!("the check character should be {due} and is {is}"))
        }
    }
}

fn stray(upper: &str, is_wrong: impl Fn(usize, char) -> bool) -> (String, String) {
    let at = upper.chars().enumerate().find(|(index, c)| is_wrong(index + 1, *c));
    let Some((index, letter)) = at else {
        let problem = CodeProblem::Characters;
        return (problem.word(Lang::Zh).to_owned(), problem.word(Lang::En).to_owned());
    };
    let place = Stray { place: index + 1, letter };
    let (zh, en) = looks_like(letter)
        .map(|ascii| (format!("（形似 {ascii}）"), format!(" (it looks like {ascii})")))
        .unwrap_or_default();
    (format!("{}不是允许的字符{zh}", place.zh()), format!("{} is not allowed{en}", place.en()))
}

/// What a code with the right check character tells.
fn says(subject: &Subject<'_>, code: &CreditCode, found: &mut Found) {
    let entity = &subject.filing.entity;
    let (department, category) = (code.department, code.category);
    let kind = format!("{department}{category}");
    if !is_assigned(department, category) {
        found.warning(
            TARGET,
            CODE,
            &entity.cert_number,
            format!("前两位“{kind}”不是标准列出的登记管理部门和机构类别"),
            format!("the standard lists no department and category \"{kind}\""),
        );
    }
    let inner = code.org_code();
    if org_code::validate(inner).is_none() {
        let (body, is) = inner.split_at_checked(8).unwrap_or((inner, ""));
        let due = org_code::check_char(body).map_or_else(String::new, String::from);
        found.warning(
            TARGET,
            CODE,
            &entity.cert_number,
            format!("第 9 至 17 位的组织机构代码 {inner} 校验码应为 {due}，实为 {is}"),
            format!("the organisation code {inner} in characters 9 to 17 should end in {due} and ends in {is}"),
        );
    }
    let natures = code.natures();
    let known = nature(&entity.nature).filter(|nature| nature.slug != "other");
    if let Some(given) = known.filter(|given| !natures.is_empty() && !natures.contains(&given.slug.as_str())) {
        let due = |lang| natures.iter().filter_map(|slug| nature(slug)).map(|one| one.text(lang)).collect::<Vec<_>>();
        found.warning(
            "entity.nature",
            "ENT_NATURE_WRONG",
            &entity.nature,
            format!("代码前两位“{kind}”是{}，单位性质填写为{}", due(Lang::Zh).join("、"), given.zh),
            format!("the code's \"{kind}\" stands for {}, the form says {}", due(Lang::En).join(", "), given.en),
        );
    }
}

/// The departments and categories of the standard; 9 is everybody's "other".
const fn is_assigned(department: char, category: char) -> bool {
    matches!(
        (department, category),
        ('1' | '3'..='9' | 'A' | 'N' | 'Y' | '2', '1')
            | ('1' | '3' | '5' | '6' | '7' | '9' | 'N', '2')
            | ('1' | '3' | '5' | '9' | 'N', '3')
            | ('3', '4' | '5')
            | ('1'..='9' | 'A' | 'N' | 'Y', '9')
    )
}
