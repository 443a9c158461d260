//! Every rule in words, as they read after "要求" and "asks:".

use super::pack::*;
use crate::domain::catalogue::{self, Who};
use crate::domain::lang::Lang;

/// "满18岁", and of whom.
fn aged(unit: Option<u8>, individual: Option<u8>, lang: Lang) -> String {
    let years = |age: u8, zh: &str, en: &str| match lang {
        Lang::Zh => format!("{zh}负责人年满{age}周岁"),
        Lang::En => format!("{en} principals of {age} years or more"),
    };
    match (unit, individual) {
        (Some(unit), Some(individual)) if unit == individual => years(unit, "", "").trim().to_owned(),
        _ => both(
            unit.map(|age| years(age, "单位", "units'")),
            individual.map(|age| years(age, "个人", "individuals'")),
            lang,
        ),
    }
}

/// One or two parts of a sentence.
fn both(first: Option<String>, second: Option<String>, lang: Lang) -> String {
    [first, second].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// A number for units and one for individuals.
fn at_most(unit: Option<u32>, individual: Option<u32>, what: (&str, &str), lang: Lang) -> String {
    let part = |most: u32, who: Who| match lang {
        Lang::Zh => format!("{}{}不超过{most}个", who.word(lang), what.0),
        Lang::En => format!("at most {most} {} of {}", what.1, who.word(lang)),
    };
    match (unit, individual) {
        (Some(unit), Some(individual)) if unit == individual => part(unit, Who::Any),
        _ => both(unit.map(|most| part(most, Who::Unit)), individual.map(|most| part(most, Who::Individual)), lang),
    }
}

/// Words in quotation marks.
fn quoted<S: AsRef<str>>(words: &[S], lang: Lang) -> String {
    let quote = |word: &S| match lang {
        Lang::Zh => format!("“{}”", word.as_ref()),
        Lang::En => format!("\"{}\"", word.as_ref()),
    };
    words.iter().map(quote).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// Codes in words, quoted.
fn coded(codes: &[u32], text: impl Fn(u32) -> Option<&'static str>, lang: Lang) -> String {
    let words: Vec<String> =
        codes.iter().map(|code| text(*code).map_or_else(|| code.to_string(), str::to_owned)).collect();
    quoted(&words, lang)
}

fn valid(what: (&str, &str), length: impl std::fmt::Display, unit: (&str, &str), lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}剩余有效期在{length}{}以上", what.0, unit.0),
        Lang::En => format!("{} valid for more than {length} {}", what.1, unit.1),
    }
}

const MONTHS: (&str, &str) = ("个月", "month(s)");

fn fixed(lang: Lang, zh: &str, en: &str) -> String {
    lang.pick(zh, en).to_owned()
}

/// Gives rules their words.
macro_rules! says {
    ($($name:ident: |$rule:ident, $lang:ident| $body:expr;)+) => {
        $(impl $name {
            pub(super) fn words(&self, $lang: Lang) -> String {
                let $rule = self;
                $body
            }
        })+
    };
}

says! {
    MinAge: |rule, lang| {
        let mut text = aged(rule.unit, rule.individual, lang);
        if rule.below_with_proof {
            text.push_str(lang.pick("，个人不足的须附证明", ", or a proof from individuals below"));
        }
        if let Some(age) = rule.never_under {
            text.push_str(&match lang {
                Lang::Zh => format!("，未满{age}周岁的不受理"),
                Lang::En => format!(", nobody under {age}"),
            });
        }
        text
    };
    MaxAge: |rule, lang| match lang {
        Lang::Zh => format!("负责人男不超过{}周岁、女不超过{}周岁", rule.male, rule.female),
        Lang::En => format!("principals of at most {} (men) or {} (women) years", rule.male, rule.female),
    };
    EntityPrincipal: |rule, lang| {
        let who = rule.who.word(lang);
        let mut text = match (rule.who, lang) {
            (PrincipalWho::Anyone, Lang::Zh) => format!("单位的主体负责人{who}"),
            (_, Lang::Zh) => format!("单位的主体负责人须为{who}"),
            (_, Lang::En) => format!("a unit's entity principal is {who}"),
        };
        if rule.same_service_principal {
            text.push_str(lang.pick("，非法定代表人的须同时为网站负责人", "; if somebody else, the service principal is the same person"));
        }
        if rule.foreign_may_authorise {
            text.push_str(lang.pick("，境外法定代表人可以授权他人", "; a foreign legal representative may authorise somebody"));
        }
        text
    };
    NonLocal: |rule, lang| match lang {
        Lang::Zh => format!("个人{}", rule.individual.word(lang)),
        Lang::En => format!("of individuals: {}", rule.individual.word(lang)),
    };
    LocalPhone: |rule, lang| {
        let (who, need) = (rule.who.word(lang), rule.need.word(lang));
        let mut text = match lang {
            Lang::Zh => format!("{who}{need}使用本省手机号码"),
            Lang::En => format!("a telephone of the province from {who} ({need})"),
        };
        if rule.or_reason {
            text.push_str(lang.pick("，否则说明原因", ", or a reason"));
        }
        text
    };
    DistinctPhones: |rule, lang| match lang {
        Lang::Zh if rule.two_principals == rule.one_principal => format!("至少{}个不同的电话号码", rule.one_principal),
        Lang::Zh => format!("至少{}个不同的电话号码（两负责人为同一人时{}个）", rule.two_principals, rule.one_principal),
        Lang::En if rule.two_principals == rule.one_principal => {
            format!("at least {} different telephone numbers", rule.one_principal)
        }
        Lang::En => format!(
            "at least {} different telephone numbers ({} where both principals are one person)",
            rule.two_principals, rule.one_principal
        ),
    };
    EmergencyPhone: |rule, lang| match rule.third_person {
        true => fixed(lang, "应急联系电话为第三人的号码", "a third person's emergency telephone"),
        false => fixed(lang, "应急联系电话不限于第三人", "an emergency telephone of anybody"),
    };
    IndividualCertificates: |rule, lang| {
        let types = coded(&rule.types, |code| catalogue::cert_type(code).map(|known| known.text(lang)), lang);
        match lang {
            Lang::Zh => format!("个人只能使用{types}"),
            Lang::En => format!("only {types} from individuals"),
        }
    };
    IdValidity: |rule, lang| valid(("负责人证件", "principals' certificates"), rule.months, MONTHS, lang);
    LicenceValidity: |rule, lang| valid(("主体证件", "an entity's certificate"), rule.months, MONTHS, lang);
    PermitValidity: |rule, lang| valid(("居住证", "a residence permit"), rule.months, MONTHS, lang);
    DomainValidity: |rule, lang| valid(("域名", "domains"), rule.days, ("天", "days"), lang);
    DomainOwner: |rule, lang| match rule.legal_rep {
        true => fixed(lang, "单位的域名可归法定代表人所有", "domains of the unit or its legal representative"),
        false => fixed(lang, "单位的域名须归单位所有", "domains of the unit itself, not of its legal representative"),
    };
    DomainSuffixes: |rule, lang| match lang {
        Lang::Zh => format!("不使用域名后缀{}", quoted(&rule.refused, lang)),
        Lang::En => format!("no domains in {}", quoted(&rule.refused, lang)),
    };
    DomainWords: |rule, lang| match (rule.refused.is_empty(), lang) {
        (true, _) => fixed(lang, "域名不含禁用词（词表未公开）", "no banned words in domains (the list is not public)"),
        (false, Lang::Zh) => format!("域名不含{}", quoted(&rule.refused, lang)),
        (false, Lang::En) => format!("no {} in domains", quoted(&rule.refused, lang)),
    };
    OneDomainPerSite: |_rule, lang| fixed(lang, "一个网站只能有一个域名", "one domain per site");
    MaxDomains: |rule, lang| {
        let mut text = at_most(rule.unit, rule.individual, ("每单域名", "domains per order"), lang);
        if rule.initial_only {
            text.push_str(lang.pick("（首次备案）", " (initial filing)"));
        }
        text
    };
    OneDomainWhenFiled: |rule, lang| {
        let part = |most: u32, who: Who| match lang {
            Lang::Zh => format!("{}已备案超过{most}个网站的每次只新增一个域名", who.word(lang)),
            Lang::En => format!("one domain at a time from {} with more than {most} filed sites", who.word(lang)),
        };
        both(rule.unit.map(|most| part(most, Who::Unit)), rule.individual.map(|most| part(most, Who::Individual)), lang)
    };
    MaxSites: |rule, lang| at_most(rule.unit, rule.individual, ("网站", "sites"), lang);
    MaxSitesPerOrder: |rule, lang| at_most(rule.unit, rule.individual, ("每单网站", "sites per order"), lang);
    NameAreas: |_rule, lang| fixed(lang, "网站名称不含行政区划名称", "no names of administrative areas in site names");
    NamePrefixes: |rule, lang| match lang {
        Lang::Zh => format!("网站名称不以{}开头", quoted(&rule.refused, lang)),
        Lang::En => format!("site names that do not begin with {}", quoted(&rule.refused, lang)),
    };
    NameWords: |rule, lang| match lang {
        Lang::Zh => format!("{}的网站名称不含{}", rule.who.word(lang), quoted(&rule.refused, lang)),
        Lang::En => format!("no {} in the site names of {}", quoted(&rule.refused, lang), rule.who.word(lang)),
    };
    NameLatin: |_rule, lang| fixed(lang, "网站名称不含英文字母", "no Latin letters in site names");
    NameEnglishOnly: |_rule, lang| fixed(lang, "网站名称不为纯英文", "site names not in English alone");
    NamePerson: |_rule, lang| fixed(lang, "网站名称不使用人名", "no person's name as site name");
    NameDistinct: |_rule, lang| fixed(lang, "同一主体的网站名称不重复", "no two sites of an entity with one name");
    NameHanzi: |rule, lang| match lang {
        Lang::Zh => format!("网站名称至少{}个汉字", rule.least),
        Lang::En => format!("at least {} Chinese characters in site names", rule.least),
    };
    ContentTypes: |rule, lang| {
        let part = |codes: &[u32], who: Who| {
            let types = coded(codes, |code| catalogue::content_type(code).map(|known| known.text(lang)), lang);
            (!codes.is_empty()).then(|| match lang {
                Lang::Zh => format!("{}不选择服务内容{types}", who.word(lang)),
                Lang::En => format!("no content type {types} from {}", who.word(lang)),
            })
        };
        both(part(&rule.any, Who::Any), part(&rule.individual, Who::Individual), lang)
    };
    Languages: |rule, lang| {
        let words = coded(&rule.required, |code| catalogue::language(code).map(|known| known.text(lang)), lang);
        match lang {
            Lang::Zh => format!("网站语言包含{words}"),
            Lang::En => format!("{words} among the languages"),
        }
    };
    Remark: |rule, lang| match (rule.least, lang) {
        (0 | 1, Lang::Zh) => format!("{}填写网站备注", rule.who.word(lang)),
        (0 | 1, Lang::En) => format!("a remark on the service from {}", rule.who.word(lang)),
        (least, Lang::Zh) => format!("{}的网站备注不少于{least}字", rule.who.word(lang)),
        (least, Lang::En) => format!("a remark of at least {least} characters on the service from {}", rule.who.word(lang)),
    };
    Declaration: |rule, lang| match lang {
        Lang::Zh => format!("{}在网站备注中作出承诺声明", rule.who.word(lang)),
        Lang::En => format!("a declaration in the service's remark from {}", rule.who.word(lang)),
    };
    Shell: |rule, lang| match rule.takes_services {
        true => fixed(lang, "空壳主体可直接新增网站", "services can be added to a shell entity directly"),
        false => fixed(lang, "空壳主体须先注销", "a shell entity is cancelled first"),
    };
    AccessThenChange: |rule, lang| {
        let mut text = match rule.allowed {
            true => fixed(lang, "可以先接入后变更", "a change may follow an added access"),
            false => fixed(lang, "不支持先接入后变更", "no change after an added access"),
        };
        if let Some(days) = rule.within_working_days {
            text.push_str(&match lang {
                Lang::Zh => format!("（{days}个工作日内）"),
                Lang::En => format!(" within {days} working days"),
            });
        }
        text
    };
    Footer: |rule, lang| {
        let number = rule.number.word(lang);
        let mut text = match lang {
            Lang::Zh => format!("首页底部显示{number}"),
            Lang::En => format!("{number} at the foot of the home page"),
        };
        if rule.copyright {
            text.push_str(lang.pick("，版权所有与主办单位一致", ", and a copyright line with the organizer's name"));
        }
        text
    };
    Administration: |rule, lang| match lang {
        Lang::Zh => format!("管局审核不超过{}个工作日", rule.working_days),
        Lang::En => format!("at most {} working days for the administration", rule.working_days),
    };
    Provider: |rule, lang| match rule.served {
        true => fixed(lang, "本接入商受理当地备案", "this provider files here"),
        false => fixed(lang, "本接入商不受理当地备案", "this provider does not file here"),
    };
}
