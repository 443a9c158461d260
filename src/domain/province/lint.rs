//! What is wrong with a pack's file, and in which line: words that nobody knows, rules without source or date, limits that
//! contradict each other.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pack::{NonLocalIndividual, Pack, PrincipalWho, RULES};
use crate::domain::catalogue;
use crate::domain::lang::Lang;
use crate::domain::words::closed_list;

closed_list! {
    /// How much a fault weighs.
    FaultKind {
        Fault = "fault", "错误", "fault";
        Warning = "warning", "提醒", "warning";
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintFault {
    /// How much it weighs: with a fault the file cannot be used.
    pub kind: FaultKind,
    /// The line, from 1.
    pub line: usize,
    /// The key at fault: `min_age.source`, `requirement[2].slug`.
    pub key: String,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

/// A file that cannot be used as a pack: at which key, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {key}: {en} / {zh}")]
pub struct PackError {
    /// The line, from 1.
    pub line: usize,
    /// The key at fault.
    pub key: String,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

impl PackError {
    /// Why.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// A source is old after so many years.
const OLD: i32 = 5;

/// Keys of a file that are no rule.
const PLAIN: &[&str] = &["code", "version", "without", "requirement", "other"];

const REQUIREMENT: &[&str] =
    &["slug", "stage", "who", "must", "types", "when", "sites_over", "domains_over", "zh", "en", "source", "as_of"];

const OTHER: &[&str] = &["slug", "zh", "en", "source", "as_of"];

/// Everything that is wrong with a file, in the order of its lines. `today` tells dates of the future and old ones.
pub fn lint(text: &str, today: Date) -> Vec<LintFault> {
    let mut look = Look { text, today: Some(today), faults: Vec::new() };
    if let Some(pack) = look.at(text) {
        look.meaning(&pack);
    }
    look.faults.sort_by_key(|fault| fault.line);
    look.faults
}

/// Reads a file as it stands, before it amends anything.
pub(super) fn read(text: &str) -> Result<Pack, PackError> {
    let mut look = Look { text, today: None, faults: Vec::new() };
    let pack = look.at(text);
    if let Some(pack) = &pack {
        look.without(pack);
    }
    match (pack, look.faults.into_iter().find(|fault| fault.kind == FaultKind::Fault)) {
        (Some(pack), None) => Ok(pack),
        (_, Some(fault)) => Err(fault.into()),
        (None, None) => {
            Err(PackError {
                line: 1, key: String::new(), zh: "文件无法读取".into(), en: "it cannot be read".into()
            })
        }
    }
}

/// Whether an amended pack makes sense; `text` is the file that amended it.
pub(super) fn sound(pack: &Pack, text: &str) -> Result<(), PackError> {
    let mut look = Look { text, today: None, faults: Vec::new() };
    look.meaning(pack);
    look.faults.into_iter().find(|fault| fault.kind == FaultKind::Fault).map_or(Ok(()), |fault| Err(fault.into()))
}

impl From<LintFault> for PackError {
    fn from(fault: LintFault) -> Self {
        Self { line: fault.line, key: fault.key, zh: fault.zh, en: fault.en }
    }
}

struct Look<'a> {
    text: &'a str,
    /// None: dates are not compared.
    today: Option<Date>,
    faults: Vec<LintFault>,
}

type Table<'i> = DeTable<'i>;

impl Look<'_> {
    /// Looks at the words of the file; the pack where all of them are known.
    fn at(&mut self, text: &str) -> Option<Pack> {
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                self.unreadable(&error);
                return None;
            }
        };
        for name in ["code"] {
            if !table.contains_key(name) {
                self.add(0..0, name, "缺少省份代码".into(), "the province's code is missing".into());
            }
        }
        for (key, value) in &table {
            let name: &str = key.get_ref();
            let rule = RULES.iter().find(|(known, _)| *known == name);
            match (rule, value.get_ref()) {
                (Some((_, fields)), DeValue::Table(rule)) => self.rule(name, key.span(), rule, fields),
                (None, DeValue::Array(rules)) if matches!(name, "requirement" | "other") => {
                    let fields = if name == "other" { OTHER } else { REQUIREMENT };
                    for (index, rule) in rules.iter().enumerate() {
                        if let DeValue::Table(table) = rule.get_ref() {
                            self.rule(&format!("{name}[{index}]"), rule.span(), table, fields);
                        }
                    }
                }
                (None, _) if !PLAIN.contains(&name) => self.unknown(key.span(), name),
                _ => {}
            }
        }
        if !self.faults.iter().all(|fault| fault.kind == FaultKind::Warning) {
            return None;
        }
        match toml::from_str(text) {
            Ok(pack) => Some(pack),
            Err(error) => {
                self.unreadable(&error);
                None
            }
        }
    }

    fn rule(&mut self, name: &str, place: Range<usize>, rule: &Table<'_>, fields: &[&str]) {
        for key in rule.keys().filter(|key| !fields.contains(&key.get_ref().as_ref())) {
            self.unknown(key.span(), &format!("{name}.{}", key.get_ref()));
        }
        for (field, zh, en) in
            [("source", "缺少来源", "the source is missing"), ("as_of", "缺少来源日期", "the source's date is missing")]
        {
            let said = rule.get(field).map(|value| (value.span(), value.get_ref().as_str().unwrap_or("").trim()));
            match said {
                Some((_, text)) if !text.is_empty() => {}
                Some((span, _)) => self.add(span, &format!("{name}.{field}"), zh.into(), en.into()),
                None => self.add(place.clone(), &format!("{name}.{field}"), zh.into(), en.into()),
            }
        }
        if let Some((span, date)) = rule.get("as_of").and_then(|value| Some((value.span(), value.get_ref().as_str()?)))
        {
            self.dated(span, name, date.trim());
        }
    }

    fn dated(&mut self, span: Range<usize>, name: &str, date: &str) {
        let key = format!("{name}.as_of");
        let month = format!("{date}-01").parse::<Date>().ok().filter(|_| date.len() == 7);
        let Some(month) = month else {
            if !date.is_empty() {
                self.add(
                    span,
                    &key,
                    format!("“{date}”不是年月，应写作 2026-07"),
                    format!("{date:?} is no month: write it as 2026-07"),
                );
            }
            return;
        };
        let Some(today) = self.today else { return };
        if month > today {
            self.add(span, &key, format!("{date} 晚于今天"), format!("{date} lies in the future"));
        } else if month.checked_add(OLD.years()).is_ok_and(|old| old < today) {
            let (zh, en) = (
                format!("{date} 的来源已超过 {OLD} 年，请核实"),
                format!("the source of {date} is older than {OLD} years: look again"),
            );
            self.put(FaultKind::Warning, span, &key, zh, en);
        }
    }

    /// Whether the values make sense, alone and together.
    fn meaning(&mut self, pack: &Pack) {
        for (key, wrong, zh, en) in contradictions(pack) {
            if wrong {
                self.about(key, zh.to_owned(), en.to_owned());
            }
        }
        self.codes(pack);
        self.lists(pack);
        self.without(pack);
    }

    /// Whether the rules that an overlay does without exist.
    fn without(&mut self, pack: &Pack) {
        for gone in &pack.without {
            let known = RULES.iter().any(|(key, _)| key == gone)
                || gone
                    .split_once(':')
                    .is_some_and(|(list, slug)| matches!(list, "requirement" | "other") && !slug.is_empty());
            if !known {
                self.about("without", format!("没有名为“{gone}”的规则"), format!("there is no rule called {gone:?}"));
            }
        }
    }

    fn codes(&mut self, pack: &Pack) {
        if catalogue::province(&pack.code).is_none() {
            let code = &pack.code;
            self.about("code", format!("“{code}”不是省级代码"), format!("{code:?} is no province's code"));
        }
        let content = pack.content_types.iter().flat_map(|rule| rule.any.iter().chain(&rule.individual));
        let bad = |key: &'static str, code: u32| (key, code);
        let unknown: Vec<_> = content
            .filter(|code| catalogue::content_type(**code).is_none())
            .map(|code| bad("content_types", *code))
            .chain(
                pack.languages
                    .iter()
                    .flat_map(|rule| &rule.required)
                    .filter(|code| catalogue::language(**code).is_none())
                    .map(|code| bad("languages", *code)),
            )
            .chain(
                pack.individual_certificates
                    .iter()
                    .flat_map(|rule| &rule.types)
                    .filter(|code| catalogue::cert_type(**code).is_none())
                    .map(|code| bad("individual_certificates", *code)),
            )
            .collect();
        for (key, code) in unknown {
            self.about(key, format!("没有代码 {code}"), format!("there is no code {code}"));
        }
    }

    fn lists(&mut self, pack: &Pack) {
        let mut seen = BTreeSet::new();
        for (index, rule) in pack.requirement.iter().enumerate() {
            let (key, slug) = (format!("requirement[{index}].slug"), &rule.slug);
            if catalogue::material(slug).is_none() {
                self.about(&key, format!("没有名为“{slug}”的材料"), format!("there is no material called {slug:?}"));
            }
            if rule.types.is_empty() {
                self.about(
                    &format!("requirement[{index}].types"),
                    "没有写明备案类型".into(),
                    "it names no filing type".into(),
                );
            }
            if rule.sites_over == Some(0) || rule.domains_over == Some(0) {
                self.about(&key, "数量门槛不能为0".into(), "a threshold cannot be zero".into());
            }
            if !seen.insert(format!("{slug} {:?} {:?} {:?}", rule.who, rule.when, rule.types)) {
                self.about(
                    &key,
                    format!("“{slug}”在相同条件下重复"),
                    format!("{slug:?} stands twice under the same conditions"),
                );
            }
        }
        let mut seen = BTreeSet::new();
        for (index, rule) in pack.other.iter().enumerate() {
            if !seen.insert(&rule.slug) {
                let slug = &rule.slug;
                self.about(&format!("other[{index}].slug"), format!("“{slug}”重复"), format!("{slug:?} stands twice"));
            }
        }
    }

    fn unknown(&mut self, span: Range<usize>, key: &str) {
        self.add(span, key, "没有这个键".into(), "there is no such key".into());
    }

    fn unreadable(&mut self, error: &toml::de::Error) {
        let message = error.message().to_owned();
        self.add(error.span().unwrap_or(0..0), "", format!("无法读取：{message}"), message);
    }

    /// A fault at a key of the file, wherever that stands.
    fn about(&mut self, key: &str, zh: String, en: String) {
        let span = DeTable::parse(self.text).ok().and_then(|table| place(table.get_ref(), key)).unwrap_or(0..0);
        self.add(span, key, zh, en);
    }

    fn add(&mut self, span: Range<usize>, key: &str, zh: String, en: String) {
        self.put(FaultKind::Fault, span, key, zh, en);
    }

    fn put(&mut self, kind: FaultKind, span: Range<usize>, key: &str, zh: String, en: String) {
        let before = self.text.get(..span.start).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.faults.push(LintFault { kind, line, key: key.to_owned(), zh, en });
    }
}

/// Where a key stands, or the nearest above it that does.
fn place(table: &Table<'_>, key: &str) -> Option<Range<usize>> {
    let (top, field) = key.split_once('.').unwrap_or((key, ""));
    let (name, index) = match top.split_once('[') {
        Some((name, index)) => (name, index.trim_end_matches(']').parse::<usize>().ok()),
        None => (top, None),
    };
    let (found, value) = table.get_key_value(name)?;
    let span = |inner: &Table<'_>| inner.get(field).map(Spanned::span);
    match (value.get_ref(), index) {
        (DeValue::Table(inner), None) => Some(span(inner).unwrap_or_else(|| found.span())),
        (DeValue::Array(items), Some(index)) => {
            let item = items.get(index)?;
            Some(item.get_ref().as_table().and_then(span).unwrap_or_else(|| item.span()))
        }
        _ => Some(found.span()),
    }
}

/// A key, whether it is wrong, and what is.
type Contradiction = (&'static str, bool, &'static str, &'static str);

const ZERO: (&str, &str) = ("数量门槛不能为0", "a threshold cannot be zero");

fn zero(key: &'static str, limits: &[Option<u32>]) -> Contradiction {
    (key, limits.contains(&Some(0)), ZERO.0, ZERO.1)
}

/// What cannot be, or not together.
fn contradictions(pack: &Pack) -> Vec<Contradiction> {
    let mut found = ages(pack);
    let limits = |unit, individual| [unit, individual];
    let domains = pack.max_domains.as_ref().map(|rule| limits(rule.unit, rule.individual));
    let sites = pack.max_sites.as_ref().map(|rule| limits(rule.unit, rule.individual));
    let order = pack.max_sites_per_order.as_ref().map(|rule| limits(rule.unit, rule.individual));
    for (key, limits) in [("max_domains", &domains), ("max_sites", &sites), ("max_sites_per_order", &order)] {
        found.extend(limits.as_ref().map(|limits| zero(key, limits)));
        let empty = limits.is_some_and(|limits| limits == [None, None]);
        found.push((key, empty, "没有写明任何数量", "it names no number"));
    }
    if let (Some(sites), Some(order)) = (sites, order) {
        let more = sites.iter().zip(order).any(|(all, one)| all.is_some_and(|all| one.is_some_and(|one| one > all)));
        found.push(("max_sites_per_order", more, "每单网站数多于网站总数", "more sites in an order than there may be"));
    }
    for (key, zero) in [
        ("id_validity", pack.id_validity.as_ref().is_some_and(|rule| rule.months == 0)),
        ("licence_validity", pack.licence_validity.as_ref().is_some_and(|rule| rule.months == 0)),
        ("permit_validity", pack.permit_validity.as_ref().is_some_and(|rule| rule.months == 0)),
        ("domain_validity", pack.domain_validity.as_ref().is_some_and(|rule| rule.days == 0)),
        ("name_hanzi", pack.name_hanzi.as_ref().is_some_and(|rule| rule.least == 0)),
        ("remark", pack.remark.as_ref().is_some_and(|rule| rule.least == 0)),
        ("administration", pack.administration.as_ref().is_some_and(|rule| rule.working_days == 0)),
        (
            "distinct_phones",
            pack.distinct_phones.as_ref().is_some_and(|rule| rule.one_principal == 0 || rule.two_principals == 0),
        ),
        (
            "access_then_change",
            pack.access_then_change.as_ref().is_some_and(|rule| rule.within_working_days == Some(0)),
        ),
    ] {
        found.push((key, zero, ZERO.0, ZERO.1));
    }
    let refused = pack.non_local.as_ref().is_some_and(|rule| rule.individual == NonLocalIndividual::Refused);
    let permit = pack.requirement.iter().any(|rule| {
        rule.must && rule.slug == "residence_permit" && rule.when.contains(&catalogue::Condition::NotLocal)
    });
    found.push((
        "non_local.individual",
        refused && permit,
        "不接受外省证件，却要求居住证",
        "it refuses certificates from elsewhere and wants a residence permit for them",
    ));
    if let Some(rule) = &pack.entity_principal {
        let moot = rule.who == PrincipalWho::LegalRep && rule.same_service_principal && !rule.advice;
        found.push((
            "entity_principal.same_service_principal",
            moot,
            "只有法定代表人可任主体负责人，此项永不适用",
            "only the legal representative may be entity principal, so that this never applies",
        ));
    }
    if let Some(rule) = &pack.local_phone {
        let odd = |segment: &String| {
            !segment.starts_with('1')
                || !(3..=10).contains(&segment.len())
                || segment.contains(|c: char| !c.is_ascii_digit())
        };
        found.push((
            "local_phone.segments",
            rule.segments.iter().any(odd),
            "号段应为以1开头的3至10位数字",
            "a segment is 3 to 10 digits that begin with 1",
        ));
    }
    if let Some(rule) = &pack.access_then_change {
        let moot = !rule.allowed && rule.within_working_days.is_some();
        found.push((
            "access_then_change.within_working_days",
            moot,
            "不允许却写明期限",
            "it is not allowed and has a time all the same",
        ));
    }
    if let Some(rule) = &pack.distinct_phones {
        found.push((
            "distinct_phones",
            rule.one_principal > rule.two_principals,
            "同一人的号码数多于两人",
            "more telephones from one person than from two",
        ));
    }
    found
}

fn ages(pack: &Pack) -> Vec<Contradiction> {
    let Some(min) = &pack.min_age else { return Vec::new() };
    let mut found = vec![
        ("min_age", [min.unit, min.individual, min.never_under].contains(&Some(0)), ZERO.0, ZERO.1),
        ("min_age", (min.unit, min.individual) == (None, None), "没有写明任何年龄", "it names no age"),
        (
            "min_age.never_under",
            min.never_under.is_some_and(|never| min.individual.is_some_and(|least| never >= least)),
            "不受理的年龄不低于最低年龄",
            "nobody is accepted under an age that is not below the minimum",
        ),
        (
            "min_age.never_under",
            min.never_under.is_some() && !min.below_with_proof,
            "不足最低年龄本不受理，此项永不适用",
            "nobody below the minimum is accepted, so that this never applies",
        ),
    ];
    if let Some(max) = &pack.max_age {
        let least = min.unit.max(min.individual).unwrap_or(0);
        found.push((
            "max_age",
            max.male.min(max.female) <= least,
            "最高年龄不高于最低年龄",
            "the maximum age is not above the minimum",
        ));
    }
    found
}
