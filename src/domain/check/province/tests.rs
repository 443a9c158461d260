//! Each rule over the embedded packs: what it finds, how much that weighs, and what it must leave alone.

use super::super::{AccessAdded, Sibling, Subject, check};
use crate::domain::catalogue;
use crate::domain::filing::{Filing, FilingType};
use crate::domain::finding::{Finding, Severity};
use crate::domain::identifier::resident_id;
use crate::domain::province::Packs;
use crate::domain::registry::DomainRecord;
use crate::domain::requirement::Circumstances;

/// A person of this province, born on this day; no county has the code 99.
fn number(province: &str, birth: &str, female: bool) -> String {
    let body = format!("{province}9901{birth}00{}", if female { 2 } else { 1 });
    format!("{body}{}", resident_id::check_char(&body).unwrap())
}

/// A filing in a province that nothing is wrong with anywhere.
fn filing(province: &str, nature: &str) -> Filing {
    let mut filing = Filing::default();
    filing.order.province = format!("{province}0000");
    filing.entity.nature = nature.into();
    filing.entity.name = "样本科技有限公司".into();
    filing.entity.is_principal_legal_rep = true;
    let person = &mut filing.entity_principal;
    person.name = "样本一".into();
    person.cert_type = Some(2);
    person.cert_number = number(province, "19900307", false);
    person.cert_valid_to = "2036-01-01".into();
    person.mobile = "13000000001".into();
    person.emergency_phone = "13000000002".into();
    filing.service_principal.is_same_as_entity_principal = true;
    filing.service.name = "样本技术笔记".into();
    filing.service.domains = vec!["a.example".into()];
    filing.service.content_types = vec![8];
    filing.service.languages = vec![1];
    filing.service.remark = "本人承诺：网站只用于样本展示，不涉及任何需要审批的内容，与所填信息完全一致。".into();
    filing
}

fn looked(filing: &Filing, sites: u32, packs: &Packs) -> Vec<Finding> {
    looked_with(filing, sites, packs, |_| ())
}

/// What is found when more is known beside the form.
fn looked_with(filing: &Filing, sites: u32, packs: &Packs, more: impl FnOnce(&mut Subject<'_>)) -> Vec<Finding> {
    let known = Circumstances { sites, name_changed: false, has_password: false, today: "2026-11-23".parse().unwrap() };
    let mut subject = Subject::of(filing, &known, packs.of(filing.province()));
    more(&mut subject);
    // Other rules than these are not the matter here.
    let mut found = check(&subject);
    found.retain(|finding| super::RULES.iter().any(|rule| rule.id == finding.rule));
    found
}

/// `severity rule code target`, of each finding.
fn told(filing: &Filing, sites: u32) -> Vec<String> {
    let mut found = lines(filing, looked(filing, sites, &Packs::embedded()));
    // What only a person can judge is told of every filing there, and is looked at by itself.
    found.retain(|line| !line.starts_with("note ") || line.starts_with("note domain_prefix_refused"));
    found
}

/// What is found when more is known beside the form, the notes included.
fn told_with(filing: &Filing, more: impl FnOnce(&mut Subject<'_>)) -> Vec<String> {
    lines(filing, looked_with(filing, 1, &Packs::embedded(), more))
}

fn lines(filing: &Filing, found: Vec<Finding>) -> Vec<String> {
    for finding in &found {
        if finding.code.is_empty() {
            assert_eq!(finding.severity.known(), Some(&Severity::Note));
            continue;
        }
        let reason = catalogue::reason(&finding.code).unwrap();
        assert!(reason.fits(&finding.target), "{} does not fit {}", finding.code, finding.target);
        let name = catalogue::province(filing.province()).unwrap();
        assert!(finding.zh.contains(&format!("{}要求", name.short)) && finding.zh.contains("来源："), "{}", finding.zh);
        assert!(finding.zh.contains("截至 20") && finding.en.contains("as of 20"), "{}", finding.en);
        assert!(finding.en.contains(&format!("{} asks:", name.en)), "{}", finding.en);
    }
    found
        .iter()
        .map(|finding| {
            format!("{} {} {} {}", finding.severity.known().unwrap(), finding.rule, finding.code, finding.target)
        })
        .collect()
}

fn with(province: &str, nature: &str, change: impl FnOnce(&mut Filing)) -> Vec<String> {
    let mut filing = filing(province, nature);
    change(&mut filing);
    told(&filing, 1)
}

#[test]
fn a_filing_as_every_province_wants_it_is_left_alone() {
    for province in catalogue::provinces() {
        for nature in ["enterprise", "individual"] {
            let found = told(&filing(&province.code, nature), 1);
            let unchecked = |line: &String| line == "note domain_prefix_refused  service.domains";
            assert!(found.iter().all(unchecked), "{} {nature}: {found:?}", province.code);
            assert_eq!(found.is_empty(), province.code != "43", "Hunan's list is not public");
        }
    }
}

#[test]
fn a_cancellation_is_left_alone() {
    for province in catalogue::provinces() {
        let mut filing = filing(&province.code, "individual");
        filing.order.filing_type = FilingType::CancelService.into();
        filing.entity_principal.cert_number = number("11", "20150101", false);
        filing.service = Default::default();
        assert_eq!(told(&filing, 99), Vec::<String>::new());
    }
}

#[test]
fn the_young_and_the_old() {
    let born = |province: &str, nature: &str, birth: &str| {
        with(province, nature, |filing| filing.entity_principal.cert_number = number(province, birth, false))
    };
    const YOUNG: &str = "min_age PRI_UNDER_AGE entity_principal.cert_number";
    assert_eq!(born("33", "enterprise", "20081124"), [format!("blocker {YOUNG}")], "18 tomorrow");
    assert_eq!(born("33", "enterprise", "20081123"), [""; 0], "18 today");
    assert_eq!(born("32", "individual", "20100101"), [format!("warning {YOUNG}")], "16, with a proof");
    assert_eq!(born("32", "individual", "20110101"), [format!("blocker {YOUNG}")], "15");
    assert_eq!(born("32", "enterprise", "20100101"), [format!("blocker {YOUNG}")], "a unit's");
    assert_eq!(born("36", "enterprise", "20100101"), [""; 0], "Jiangxi says nothing of units");
    assert_eq!(born("37", "individual", "20090101"), [""; 0]);
    assert_eq!(born("37", "individual", "20100101"), [format!("blocker {YOUNG}")]);
    assert_eq!(born("51", "individual", "20090101"), [format!("warning {YOUNG}")], "the sources disagree");
    const OLD: &str = "blocker max_age PRI_OVER_AGE entity_principal.cert_number";
    assert_eq!(born("12", "enterprise", "19651123"), [OLD]);
    assert_eq!(born("12", "enterprise", "19651124"), [""; 0], "61 tomorrow");
    let woman =
        |birth| with("12", "enterprise", |filing| filing.entity_principal.cert_number = number("12", birth, true));
    assert_eq!(woman("19700101"), [OLD]);
    assert_eq!(woman("19710101"), [""; 0]);
    assert_eq!(born("33", "enterprise", "19400101"), [""; 0]);
}

#[test]
fn who_is_not_the_legal_representative() {
    let other = |province: &str, change: fn(&mut Filing)| {
        with(province, "enterprise", |filing| {
            filing.entity.is_principal_legal_rep = false;
            filing.entity.legal_rep.cert_number = number("33", "19700101", false);
            change(filing);
        })
    };
    const LEGAL: &str = "legal_rep PRI_NOT_LEGAL_REP entity_principal";
    assert_eq!(other("33", |_| ()), [format!("blocker {LEGAL}")]);
    assert_eq!(other("21", |_| ()), [format!("warning {LEGAL}")], "the sources disagree");
    assert_eq!(other("11", |_| ()), [""; 0]);
    assert_eq!(other("51", |_| ()), [""; 0]);
    assert_eq!(
        other("35", |filing| filing.entity.legal_rep.cert_number = "P1234567".into()),
        [format!("warning {LEGAL}")]
    );
    assert_eq!(other("33", |filing| filing.order.filing_type = FilingType::AddServiceOwn.into()), [""; 0]);
    let two = |filing: &mut Filing| {
        filing.service_principal = filing.entity_principal.clone();
        filing.service_principal.is_same_as_entity_principal = false;
        filing.service_principal.cert_number = number("33", "19800101", true);
    };
    const SAME: &str = "blocker same_person_required PRI_SAME_PERSON_REQUIRED service_principal";
    assert_eq!(other("32", two), [SAME]);
    assert_eq!(other("34", two), [SAME]);
    assert_eq!(other("14", two), [""; 0]);
    assert_eq!(with("32", "enterprise", two), [""; 0], "the legal representative may have somebody for the site");
}

#[test]
fn individuals_certificates() {
    let from = |province: &str, nature: &str| {
        with(province, nature, |filing| filing.entity_principal.cert_number = number("44", "19900307", false))
    };
    let refused = ["blocker not_local_id PRI_NOT_LOCAL_ID entity_principal.cert_number"];
    assert_eq!(from("41", "individual"), refused);
    assert_eq!(from("62", "individual"), refused);
    assert_eq!(from("41", "enterprise"), [""; 0]);
    assert_eq!(from("33", "individual"), [""; 0], "a residence permit is among the materials");
    let passport = |province: &str, nature: &str| {
        with(province, nature, |filing| {
            filing.entity_principal.cert_type = Some(7);
            filing.entity_principal.cert_number = "E00000000".into();
        })
    };
    assert_eq!(
        passport("35", "individual"),
        ["blocker cert_type_refused PRI_CERT_TYPE_REFUSED entity_principal.cert_type"]
    );
    assert_eq!(passport("35", "enterprise"), [""; 0]);
    assert_eq!(passport("33", "individual"), [""; 0]);
    let until = |day: &str| with("33", "enterprise", |filing| filing.entity_principal.cert_valid_to = day.into());
    assert_eq!(until("2027-02-22"), ["blocker id_expiring PRI_ID_EXPIRING entity_principal.cert_valid_to"]);
    assert_eq!(until("2027-02-23"), [""; 0]);
    assert_eq!(until("2026-11-22"), [""; 0], "what has run out is another matter");
    assert_eq!(until("long_term"), [""; 0]);
}

#[test]
fn telephones() {
    let phones = |province: &str, mobile: &str, emergency: &str, office: &str| {
        let (mobile, emergency, office) = (mobile.to_owned(), emergency.to_owned(), office.to_owned());
        with(province, "enterprise", |filing| {
            let person = &mut filing.entity_principal;
            (person.mobile, person.emergency_phone, person.office_phone) = (mobile, emergency, office);
        })
    };
    let few = ["blocker distinct_phones TEL_EMERGENCY_SAME entity_principal.emergency_phone"];
    assert_eq!(phones("44", "13000000001", "13000000001", ""), few);
    assert_eq!(phones("44", "13000000001", "13000000002", ""), [""; 0]);
    let two = with("11", "enterprise", |filing| {
        filing.service_principal = filing.entity_principal.clone();
        filing.service_principal.is_same_as_entity_principal = false;
        filing.service_principal.cert_number = number("11", "19800101", true);
    });
    assert_eq!(two, few, "two people, two numbers: Beijing wants three");
    let third = ["blocker emergency_third_person TEL_EMERGENCY_SAME entity_principal.emergency_phone"];
    assert_eq!(phones("62", "13000000001", "01000000000", "01000000000"), third);
    assert_eq!(phones("62", "13000000001", "13000000002", "01000000000"), [""; 0]);
}

#[test]
fn domains_and_their_number() {
    let domains = |province: &str, nature: &str, list: &[&str]| {
        let list: Vec<_> = list.iter().map(|domain| (*domain).to_owned()).collect();
        with(province, nature, |filing| filing.service.domains = list)
    };
    assert_eq!(
        domains("11", "enterprise", &["a.HK"]),
        ["warning domain_suffix_refused DOM_TLD_NOT_APPROVED service.domains"]
    );
    assert_eq!(domains("33", "enterprise", &["a.hk"]), [""; 0]);
    assert_eq!(
        domains("11", "enterprise", &["zhongguo-a.example"]),
        ["warning domain_prefix_refused DOM_PREFIX_WORD service.domains"]
    );
    assert_eq!(domains("11", "enterprise", &["a.china.example"]), [""; 0], "only the first label");
    let one = "blocker one_domain_per_site DOM_MULTI_PER_SITE service.domains";
    assert_eq!(domains("50", "enterprise", &["a.example", "b.example"]), [one]);
    assert_eq!(domains("33", "enterprise", &["a.example", "b.example"]), [""; 0]);
    let count = "blocker site_count ORD_COUNT_LIMIT service.domains";
    assert_eq!(domains("14", "enterprise", &["a.example", "b.example", "c.example", "d.example"]), [count]);
    assert_eq!(domains("14", "enterprise", &["a.example", "b.example", "c.example"]), [""; 0]);
    assert_eq!(domains("46", "individual", &["a.example", "b.example"]), [count]);
    assert_eq!(domains("46", "enterprise", &["a.example", "b.example"]), [""; 0]);
    let sites = |province: &str, nature: &str, sites| told(&filing(province, nature), sites);
    assert_eq!(sites("41", "individual", 2), ["blocker site_count WEB_COUNT_LIMIT service"]);
    assert_eq!(sites("41", "enterprise", 2), [""; 0]);
    assert_eq!(sites("61", "individual", 6), ["warning site_count WEB_COUNT_LIMIT service"]);
    assert_eq!(sites("61", "individual", 5), [""; 0]);
    let mut many = filing("36", "individual");
    many.service.domains.push("b.example".into());
    assert_eq!(told(&many, 8), [""; 0], "seven are filed");
    assert_eq!(told(&many, 9), [count]);
}

#[test]
fn names() {
    let named = |province: &str, nature: &str, name: &str| {
        let name = name.to_owned();
        with(province, nature, |filing| filing.service.name = name)
    };
    let found = |code: &str| [format!("blocker name_province {code} service.name")];
    assert_eq!(named("46", "enterprise", "三亚样本"), found("WEB_NAME_ADMIN_AREA"));
    assert_eq!(named("53", "enterprise", "北京样本"), found("WEB_NAME_ADMIN_AREA"));
    assert_eq!(named("33", "enterprise", "三亚样本"), [""; 0]);
    assert_eq!(named("46", "enterprise", "国际样本"), found("WEB_NAME_NATIONAL"));
    assert_eq!(named("46", "enterprise", "样本国际"), [""; 0]);
    assert_eq!(named("50", "enterprise", "样本ａ网页"), found("WEB_NAME_CHARSET"));
    assert_eq!(named("31", "enterprise", "Sample Site"), found("WEB_NAME_CHARSET"));
    assert_eq!(named("31", "enterprise", "Sample 样本"), [""; 0]);
    assert_eq!(named("41", "enterprise", "样本一"), found("WEB_NAME_PERSON_NAME"));
    assert_eq!(named("41", "enterprise", "样本一的网页"), ["warning name_province WEB_NAME_PERSON_NAME service.name"]);
    assert_eq!(named("33", "individual", "样本博客"), found("WEB_NAME_PERSONAL_WORDS"));
    assert_eq!(named("33", "enterprise", "样本博客"), [""; 0]);
    assert_eq!(named("61", "enterprise", "样本博客"), ["warning name_province WEB_NAME_PERSONAL_WORDS service.name"]);
    assert_eq!(named("12", "enterprise", "样本A1"), found("WEB_NAME_SHORT"));
    assert_eq!(named("12", "enterprise", "样本网"), [""; 0]);
}

#[test]
fn content_languages_and_remarks() {
    let content =
        |province: &str, nature: &str, code| with(province, nature, |filing| filing.service.content_types = vec![code]);
    assert_eq!(
        content("23", "enterprise", 24),
        ["blocker content_type_province WEB_CONTENT_TYPE_OTHER service.content_types"]
    );
    assert_eq!(content("33", "enterprise", 24), [""; 0]);
    assert_eq!(
        content("52", "individual", 6),
        ["blocker content_type_province WEB_CONTENT_TYPE_PERSONAL service.content_types"]
    );
    assert_eq!(content("52", "enterprise", 6), [""; 0]);
    let language = |province: &str| with(province, "enterprise", |filing| filing.service.languages = vec![12]);
    assert_eq!(language("31"), ["blocker language_province WEB_LANGUAGE service.languages"]);
    assert_eq!(language("33"), [""; 0]);
    let remark = |province: &str, nature: &str, text: &str| {
        let text = text.to_owned();
        with(province, nature, |filing| filing.service.remark = text)
    };
    assert_eq!(
        remark("15", "enterprise", &"字".repeat(29)),
        ["blocker remark_province WEB_REMARK_SHORT service.remark"]
    );
    assert_eq!(remark("15", "enterprise", &"字".repeat(30)), [""; 0]);
    assert_eq!(remark("11", "individual", " "), ["blocker remark_province WEB_REMARK_MISSING service.remark"]);
    assert_eq!(remark("11", "enterprise", ""), [""; 0]);
    assert_eq!(remark("62", "individual", "样本展示"), ["blocker declaration WEB_DECLARATION_MISSING service.remark"]);
    assert_eq!(remark("62", "individual", "本人声明不作他用"), [""; 0]);
    assert_eq!(remark("62", "enterprise", "样本展示"), [""; 0]);
}

#[test]
fn an_organisation_may_file_nowhere_in_a_province() {
    let packs =
        Packs::embedded().with("code = '37'\n[provider]\nserved = false\nsource = 'we'\nas_of = '2026-11'").unwrap();
    let found = looked(&filing("37", "enterprise"), 1, &packs);
    assert_eq!(
        (found.len(), found[0].rule.as_str(), found[0].target.as_str()),
        (1, "provider_not_served", "order.province")
    );
    assert!(catalogue::reason(&found[0].code).unwrap().fits(&found[0].target));
    assert_eq!(looked(&filing("37", "enterprise"), 1, &Packs::embedded()), []);
}

#[test]
fn a_finding_names_the_value_the_rule_its_source_and_its_date() {
    let mut person = filing("33", "individual");
    person.entity_principal.cert_number = number("33", "20091124", false);
    let found = looked(&person, 1, &Packs::embedded());
    assert_eq!(
        found[0].zh,
        "主体负责人16周岁；浙江要求负责人年满18周岁（来源：Tencent Cloud record docs，截至 2022-12）"
    );
    assert_eq!(
        found[0].en,
        "the entity principal is 16 years old; Zhejiang asks: principals of 18 years or more (source: Tencent Cloud record \
         docs, as of 2022-12)"
    );
}

/// The notes of one rule on a filing of a province, without anything known beside it.
fn noted(province: &str, nature: &str, rule: &str, change: impl FnOnce(&mut Filing)) -> Vec<String> {
    let mut filing = filing(province, nature);
    change(&mut filing);
    let mut found = told_with(&filing, |_| ());
    found.retain(|line| line.split(' ').nth(1) == Some(rule));
    found
}

#[test]
fn numbers_of_the_province_are_a_matter_for_the_eye_until_somebody_brings_its_segments() {
    let here = ["note local_phone TEL_NOT_LOCAL entity_principal.mobile"];
    assert_eq!(noted("14", "enterprise", "local_phone", |_| ()), here);
    assert_eq!(noted("13", "individual", "local_phone", |_| ()), here);
    assert_eq!(noted("13", "enterprise", "local_phone", |_| ()), [""; 0], "Hebei asks individuals");
    assert_eq!(noted("33", "enterprise", "local_phone", |_| ()), [""; 0]);
    let text = "code = '34'\n[local_phone]\nneed = 'required'\nwho = 'any'\nor_reason = true\nsegments = ['1300000', '1310']\n\
                source = '样本'\nas_of = '2026-11'\n";
    let packs = Packs::embedded().with(text).unwrap();
    let of = |mobile: &str, remark: &str| {
        let mut filing = filing("34", "enterprise");
        filing.entity_principal.mobile = mobile.into();
        filing.service.remark = remark.into();
        let mut found = lines(&filing, looked(&filing, 1, &packs));
        found.retain(|line| line.contains("local_phone"));
        found
    };
    assert_eq!(of("+86 130 0000 0001", ""), [""; 0]);
    assert_eq!(of("13100000001", ""), [""; 0]);
    assert_eq!(of("13900000001", ""), ["blocker local_phone TEL_NOT_LOCAL entity_principal.mobile"]);
    assert_eq!(of("13900000001", "常驻外省"), ["warning local_phone TEL_NOT_LOCAL entity_principal.mobile"]);
    let mut person = filing("34", "enterprise");
    person.entity_principal.mobile = "13900000001".into();
    let found = looked(&person, 1, &Packs::embedded());
    assert_eq!(
        found.iter().find(|finding| finding.rule == "local_phone").unwrap().zh,
        "没有号段表，主体负责人手机 13900000001 的归属地须人工核对；安徽要求所有主体必须使用本省手机号码（来源：QingCloud record docs，截至 2023-12）"
    );
}

#[test]
fn dates_that_only_a_picture_has_are_noted_at_the_picture() {
    let licence = ["note licence_validity ENT_CERT_EXPIRING material:entity_licence"];
    assert_eq!(noted("31", "enterprise", "licence_validity", |_| ()), licence);
    assert_eq!(noted("33", "enterprise", "licence_validity", |_| ()), licence);
    assert_eq!(
        noted("31", "individual", "licence_validity", |_| ()),
        [""; 0],
        "the principal's own, which the form has"
    );
    let adds = |filing: &mut Filing| filing.order.filing_type = FilingType::AddServiceOwn.into();
    assert_eq!(noted("31", "enterprise", "licence_validity", adds), [""; 0], "no certificate is brought");
    let elsewhere = |filing: &mut Filing| filing.entity_principal.cert_number = number("44", "19900307", false);
    let permit = ["note permit_validity MAT_EXPIRED material:residence_permit"];
    assert_eq!(noted("31", "individual", "permit_validity", elsewhere), permit);
    assert_eq!(noted("31", "individual", "permit_validity", |_| ()), [""; 0], "who is local shows no permit");
    assert_eq!(noted("33", "individual", "permit_validity", elsewhere), [""; 0]);
    let mut filing = filing("31", "individual");
    elsewhere(&mut filing);
    let found = looked(&filing, 1, &Packs::embedded());
    let permit = found.iter().find(|finding| finding.rule == "permit_validity").unwrap();
    assert!(permit.zh.contains("2026-12-23") && permit.en.contains("2026-12-23"), "{permit:?}");
}

#[test]
fn domains_are_registered_for_as_long_as_the_province_asks() {
    let until = |province: &str, expires: Option<&str>| {
        let record = DomainRecord {
            domain: "A.example.".into(),
            owner: "样本科技有限公司".into(),
            expires: expires.map(|day| day.parse().unwrap()),
            ..DomainRecord::default()
        };
        let mut found = told_with(&filing(province, "enterprise"), |subject| {
            subject.domains = std::slice::from_ref(Box::leak(Box::new(record)))
        });
        found.retain(|line| line.contains("domain_validity"));
        found
    };
    let short = ["blocker domain_validity DOM_EXPIRING service.domains"];
    assert_eq!(until("31", Some("2027-05-21")), short, "179 days");
    assert_eq!(until("31", Some("2027-05-22")), [""; 0], "180 days");
    assert_eq!(until("34", Some("2027-02-20")), short, "89 days");
    assert_eq!(until("34", Some("2027-02-21")), [""; 0]);
    assert_eq!(until("31", Some("2026-11-22")), [""; 0], "what has expired is another matter");
    let by_eye = ["note domain_validity DOM_EXPIRING service.domains"];
    assert_eq!(until("41", None), by_eye);
    assert_eq!(noted("41", "individual", "domain_validity", |_| ()), by_eye, "no registry knows the domain");
    assert_eq!(until("33", Some("2026-12-01")), [""; 0]);
}

#[test]
fn the_unit_itself_owns_its_domains_where_the_province_wants_it() {
    let owned = |province: &str, nature: &str, owner: &str| {
        let mut filing = filing(province, nature);
        filing.entity_principal.name = "样本一".into();
        let record = DomainRecord { domain: "a.example".into(), owner: owner.into(), ..DomainRecord::default() };
        let records = [record];
        let known =
            Circumstances { sites: 1, name_changed: false, has_password: false, today: "2026-11-23".parse().unwrap() };
        let packs = Packs::embedded();
        let subject = Subject { domains: &records, ..Subject::of(&filing, &known, packs.of(province)) };
        let mut found = lines(&filing, check(&subject).into_iter().filter(|one| one.rule == "domain_owner").collect());
        found.sort();
        found
    };
    let his = ["blocker domain_owner DOM_OWNER_LEGAL_REP_REFUSED service.domains"];
    for province in ["35", "50", "64"] {
        assert_eq!(owned(province, "enterprise", "样本一"), his, "{province}");
        assert_eq!(owned(province, "enterprise", "样本科技有限公司"), [""; 0], "{province}");
    }
    assert_eq!(owned("35", "enterprise", ""), ["note domain_owner DOM_OWNER_LEGAL_REP_REFUSED service.domains"]);
    assert_eq!(owned("35", "enterprise", "别人"), [""; 0], "that is a matter for every province");
    assert_eq!(owned("35", "individual", "样本一"), [""; 0]);
    assert_eq!(owned("33", "enterprise", "样本一"), [""; 0]);
}

fn sibling(name: &str, filing: Option<FilingType>) -> Sibling {
    Sibling { name: name.into(), number: "BA1".into(), domains: vec!["b.example".into()], filing, ..Sibling::default() }
}

#[test]
fn more_sites_at_once_than_an_order_may_bring_are_noted() {
    let at_once = |province: &str, nature: &str, others: usize| {
        let siblings: Vec<_> = (0..others).map(|_| sibling("样本", Some(FilingType::AddServiceOwn))).collect();
        let filed = [siblings, vec![sibling("样本", None), sibling("样本", Some(FilingType::ModifyService))]].concat();
        let mut filing = filing(province, nature);
        filing.service.name = "样本技术笔记".into();
        let siblings: &'static [Sibling] = Box::leak(filed.into_boxed_slice());
        let mut found = told_with(&filing, |subject| subject.siblings = siblings);
        found.retain(|line| line.contains("sites_per_order"));
        found
    };
    let many = ["note sites_per_order ORD_COUNT_LIMIT service.domains"];
    assert_eq!(at_once("42", "enterprise", 0), [""; 0]);
    assert_eq!(at_once("42", "enterprise", 1), many);
    assert_eq!(at_once("23", "enterprise", 3), [""; 0]);
    assert_eq!(at_once("23", "enterprise", 4), many);
    assert_eq!(at_once("23", "individual", 2), many);
    assert_eq!(at_once("33", "enterprise", 9), [""; 0]);
}

#[test]
fn a_change_after_an_access() {
    let change = |province: &str, kind: FilingType, approved: Option<&str>, until: Option<&str>| {
        let mut filing = filing(province, "enterprise");
        filing.order.filing_type = kind.into();
        let day = |text: &str| text.parse().unwrap();
        let added = AccessAdded { number: "BA7".into(), approved: approved.map(day), change_until: until.map(day) };
        let added: &'static AccessAdded = Box::leak(Box::new(added));
        let mut found = told_with(&filing, |subject| subject.access_added = Some(added));
        found.retain(|line| line.contains("access_then_change"));
        found
    };
    use FilingType as T;
    let noted = ["note access_then_change ORD_ACCESS_THEN_CHANGE order"];
    assert_eq!(change("21", T::ModifyService, None, None), ["blocker access_then_change ORD_ACCESS_THEN_CHANGE order"]);
    assert_eq!(change("21", T::ModifyEntity, Some("2026-11-01"), None), noted);
    assert_eq!(change("21", T::AddAccess, None, None), noted, "it can only be right at once");
    assert_eq!(change("21", T::Initial, None, None), [""; 0]);
    assert_eq!(change("11", T::ModifyService, Some("2026-11-10"), Some("2026-11-24")), [""; 0], "in time");
    assert_eq!(change("11", T::ModifyService, Some("2026-10-10"), Some("2026-11-22")), noted, "too late");
    assert_eq!(change("11", T::ModifyService, None, None), [""; 0]);
    assert_eq!(change("11", T::AddAccess, None, None), [""; 0]);
    assert_eq!(change("33", T::ModifyService, None, None), [""; 0]);
}

#[test]
fn names_do_not_repeat_in_shaanxi() {
    let repeated = |province: &str, siblings: &'static [Sibling]| {
        let mut found = told_with(&filing(province, "enterprise"), |subject| subject.siblings = siblings);
        found.retain(|line| line.contains("name_distinct"));
        found
    };
    let twin: &'static [Sibling] = Box::leak(Box::new([sibling("样本技术 笔记", None)]));
    assert_eq!(repeated("61", twin), ["blocker name_distinct WEB_NAME_CONFLICT service.name"]);
    assert_eq!(repeated("33", twin), [""; 0], "elsewhere it is only a warning, of another rule");
    let other: &'static [Sibling] = Box::leak(Box::new([sibling("样本技术", None)]));
    assert_eq!(repeated("61", other), [""; 0]);
}
