//! Names of organizers and sites, one change at a time.

use crate::domain::check::fixture::{individual, known, seen, subject, texts, unit};
use crate::domain::check::{Sibling, Subject, check};
use crate::domain::filing::{Filing, FilingType, PreApproval, ServiceKind};
use crate::domain::finding::Finding;

/// What is found for a site's name: `rule weight code`.
fn named(mut filing: Filing, name: &str) -> String {
    filing.service.name = name.to_owned();
    let found = seen(&subject(&filing, &known()));
    let lines = found.iter().map(|line| line.trim_end_matches(" service.name").to_owned());
    lines.collect::<Vec<_>>().join("; ")
}

#[test]
fn names_of_units() {
    for (name, expected) in [
        ("样本产品展示", ""),
        ("样本科技官方网站", ""),
        ("样本3D打印", ""),
        ("样本", "name_hanzi blocker WEB_NAME_SHORT"),
        ("A样本B", "name_hanzi blocker WEB_NAME_SHORT"),
        ("SAMPLE003", "name_letters blocker WEB_NAME_CHARSET"),
        ("12345", "name_letters blocker WEB_NAME_CHARSET"),
        ("——", "name_letters blocker WEB_NAME_CHARSET; name_symbols warning WEB_NAME_CHARSET"),
        ("样本产品★展示", "name_symbols blocker WEB_NAME_CHARSET"),
        ("样本\u{202e}产品展示", "name_symbols blocker WEB_NAME_CHARSET"),
        ("样本（北京）产品", "name_symbols warning WEB_NAME_CHARSET"),
        ("样本Ａ产品", "name_symbols warning WEB_NAME_CHARSET"),
        ("样本А产品", "name_symbols warning WEB_NAME_CHARSET"),
        (
            "yangben.cn",
            "name_letters blocker WEB_NAME_CHARSET; name_is_domain blocker WEB_NAME_IS_DOMAIN; name_symbols warning WEB_NAME_CHARSET",
        ),
        ("Yangben", "name_letters blocker WEB_NAME_CHARSET; name_is_domain blocker WEB_NAME_IS_DOMAIN"),
        ("样本产品.com", "name_symbols warning WEB_NAME_CHARSET; name_is_domain warning WEB_NAME_IS_DOMAIN"),
        ("中国样本网", "name_national blocker WEB_NAME_NATIONAL"),
        ("样本人民路店", ""),
        ("样本反腐之窗", "name_sensitive blocker WEB_NAME_SENSITIVE"),
        ("样本投诉热线", "name_public_power blocker WEB_NAME_PUBLIC_POWER"),
        ("样本交流论坛", "name_interactive warning WEB_NAME_INTERACTIVE"),
        ("样本日本料理", "name_foreign warning WEB_NAME_FOREIGN"),
        ("青禾图书角", "name_unrelated warning WEB_NAME_UNRELATED"),
        ("北京科技之家", "name_unrelated warning WEB_NAME_UNRELATED"),
        ("测试网站", "name_placeholder warning WEB_NAME_CONFLICT; name_unrelated warning WEB_NAME_UNRELATED"),
        ("样本理财之家", "name_trigger warning WEB_NAME_SCOPE_WORD"),
        ("样本新闻中心", "name_trigger warning WEB_NAME_SCOPE_WORD"),
        ("样本医药在售", "name_trigger warning WEB_NAME_SCOPE_WORD"),
        ("样本教育基地", "name_trigger note WEB_NAME_SCOPE_WORD"),
        ("样本文化传媒", "name_trigger note WEB_NAME_SCOPE_WORD"),
    ] {
        assert_eq!(named(unit(), name), expected, "{name}");
    }
}

#[test]
fn names_of_individuals() {
    for (name, expected) in [
        ("青禾的学习笔记", ""),
        ("青禾的学习笔记和随笔和摄影集", "name_hanzi warning WEB_NAME_PERSONAL_WORDS"),
        ("我爱中国书法", "name_national blocker WEB_NAME_NATIONAL"),
        ("青禾维权日记", "name_public_power blocker WEB_NAME_PUBLIC_POWER"),
        ("青禾的博客", "name_interactive blocker WEB_NAME_INTERACTIVE"),
        ("青禾工作室", "name_personal blocker WEB_NAME_PERSONAL_WORDS"),
        ("青禾科技札记", "name_trade warning WEB_NAME_PERSONAL_WORDS"),
        ("浙江观鸟日志", "name_trade warning WEB_NAME_PERSONAL_WORDS"),
    ] {
        assert_eq!(named(individual(), name), expected, "{name}");
    }
}

#[test]
fn a_unit_may_be_called_as_it_is() {
    let mut filing = unit();
    filing.entity.name = "样本社区服务站".into();
    assert_eq!(named(filing.clone(), "样本社区服务站"), "");
    filing.entity.name = "中国样本协会".into();
    filing.entity.nature = "social_group".into();
    filing.entity.cert_type = Some(6);
    filing.entity.cert_number = "51320500500000031W".into();
    assert_eq!(named(filing.clone(), "中国样本协会"), "name_national warning WEB_NAME_NATIONAL");
    filing.entity.name = "样本消费维权协会".into();
    assert_eq!(named(filing, "样本消费维权协会"), "name_public_power warning WEB_NAME_PUBLIC_POWER");
}

#[test]
fn a_pre_approval_answers_its_trade_and_an_app_may_have_letters() {
    let mut filing = unit();
    filing.service.pre_approvals = vec![PreApproval { kind: 13, licence_no: "样许字第1号".into() }];
    assert_eq!(named(filing.clone(), "样本理财之家"), "");
    assert_eq!(named(filing.clone(), "样本新闻之家"), "name_trigger warning WEB_NAME_SCOPE_WORD");
    filing.service.kind = ServiceKind::App.into();
    assert_eq!(named(filing, "SAMPLE"), "name_letters warning WEB_NAME_CHARSET");
}

#[test]
fn organizers_names_keep_the_width_of_the_certificate() {
    for (name, expected) in [
        ("北京样本（科技）有限公司", ""),
        ("北京样本(科技)有限公司", ""),
        ("北京样本（科技)有限公司", "entity_name_punct warning ENT_NAME_PUNCT entity.name"),
        ("北京样本（科技有限公司", "entity_name_punct warning ENT_NAME_PUNCT entity.name"),
        ("北京样本 科技有限公司", "entity_name_punct warning ENT_NAME_PUNCT entity.name"),
        ("Sample Trading Ltd 样本有限公司", "entity_name_punct warning ENT_NAME_PUNCT entity.name"),
        ("北京样本\u{200b}科技有限公司", "entity_name_punct blocker ENT_NAME_PUNCT entity.name"),
        ("北京样本ＡＢ科技有限公司", "entity_name_letters warning ENT_NAME_MISMATCH entity.name"),
        ("北京样本АВ科技有限公司", "entity_name_letters warning ENT_NAME_MISMATCH entity.name"),
        ("样本科技官网", "entity_name_not_site warning ENT_NAME_NOT_ENTITY entity.name"),
    ] {
        let mut filing = unit();
        filing.entity.name = name.into();
        assert_eq!(seen(&subject(&filing, &known())).join("; "), expected, "{name}");
    }
}

#[test]
fn the_exact_character_is_named() {
    let mut filing = unit();
    filing.service.name = "样本А产品".into();
    let said = texts(&filing, "name_symbols");
    assert_eq!(said[0].0, "第 3 位“А”（U+0410）形似 A，但不是 A");
    assert_eq!(said[0].1, "character 3, \"А\", (U+0410) looks like A and is not");
    filing.service.name = "样本\u{1b}[31m产品".into();
    assert_eq!(texts(&filing, "name_symbols")[0].0, "第 3 位“U+001B”看不见");
}

fn twin(change: impl FnOnce(&mut Sibling)) -> Sibling {
    let mut sibling = Sibling {
        name: "样本 产品展示".into(),
        number: "京ICP备12345678号-1".into(),
        domains: vec!["other.example".into()],
        ..Sibling::default()
    };
    change(&mut sibling);
    sibling
}

/// N15.
#[test]
fn a_name_that_the_entity_already_uses_is_told_with_the_other_sites_number() {
    let (filing, known) = (unit(), known());
    let found = |sibling: Sibling| {
        let siblings = [sibling];
        let found = check(&Subject { siblings: &siblings, ..subject(&filing, &known) });
        let line = |found: Finding| {
            (format!("{} {} {} {}", found.rule, found.severity, found.code, found.target), found.zh, found.en)
        };
        found.into_iter().map(line).collect::<Vec<_>>()
    };
    let filed = found(twin(|_| ())).remove(0);
    assert_eq!(filed.0, "name_repeated warning WEB_NAME_CONFLICT service.name");
    assert_eq!(filed.1, "“样本产品展示”与本主体已备案的 京ICP备12345678号-1重名");
    assert_eq!(filed.2, "\"样本产品展示\" is also the name of 京ICP备12345678号-1, which the same entity has filed");
    let open = found(twin(|one| (one.number, one.filing) = ("BA26000002".into(), Some(FilingType::AddServiceOwn))));
    assert_eq!(open[0].1, "“样本产品展示”与本主体在办的 BA26000002重名");
    assert_eq!(found(twin(|one| one.name = "样本产品".into())), [], "another name");
    assert_eq!(found(twin(|one| one.kind = ServiceKind::App)), [], "an app may be called as the site is");
    assert_eq!(found(twin(|one| one.domains.push("YANGBEN.cn".into()))), [], "the same site, filed already");
}

#[test]
fn a_site_is_no_namesake_of_itself() {
    let mut filing = unit();
    filing.order.filing_type = FilingType::ModifyService.into();
    filing.service.filing_number = "京ICP备12345678号-1".into();
    let (known, siblings) = (known(), [twin(|_| ())]);
    let repeated = |filing: &Filing| {
        let found = check(&Subject { siblings: &siblings, ..subject(filing, &known) });
        found.iter().any(|found| found.rule == "name_repeated")
    };
    assert!(!repeated(&filing), "the site that is changed");
    filing.service.filing_number = "京ICP备12345678号-2".into();
    assert!(repeated(&filing));
    filing.order.filing_type = FilingType::CancelService.into();
    assert!(!repeated(&filing), "what is cancelled may be called as it is");
    filing.order.filing_type = FilingType::ModifyService.into();
    filing.service.name = " ".into();
    assert!(!repeated(&filing));
}
