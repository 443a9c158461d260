//! Domains and home pages, one change at a time.

use super::written::{registered, registry_suffix};
use crate::domain::check::fixture::{known, seen, subject, table, texts, unit};
use crate::domain::check::{Subject, check};
use crate::domain::registry::DomainRecord;

/// What is found for one domain, which is also the home page's.
fn of(domain: &str) -> String {
    let mut filing = unit();
    filing.order.domain = domain.into();
    filing.service.domains = vec![domain.into()];
    filing.service.home_url.clear();
    seen(&subject(&filing, &known())).join("; ").replace(" service.domains", "")
}

#[test]
fn a_domain_is_what_was_registered() {
    const FORMAT: &str = "registered_domain blocker DOM_FORMAT";
    for (domain, expected) in [
        ("yangben.cn", ""),
        ("yangben.com.cn", ""),
        ("YangBen.CN", ""),
        ("样本.中国", ""),
        ("样本.公益", ""),
        ("xn--fiq228c5hs.cn", "idn note"),
        ("www.yangben.cn", FORMAT),
        ("shop.yangben.com.cn", FORMAT),
        ("com.cn", FORMAT),
        ("https://yangben.cn", FORMAT),
        ("yangben.cn/index", FORMAT),
        ("yangben.cn:8080", FORMAT),
        ("yang_ben.cn", FORMAT),
        ("yang ben.cn", FORMAT),
        ("-yangben.cn", FORMAT),
        ("yangben..cn", FORMAT),
        ("yangben.com", "suffix note"),
        ("yangben.github.io", "registered_domain blocker DOM_FORMAT; suffix note"),
        ("yangben.example", "suffix warning DOM_TLD_NOT_APPROVED"),
        ("中国样本.cn", "prefix_words warning DOM_PREFIX_WORD"),
        ("zhongguoyangben.cn", "prefix_words note DOM_PREFIX_WORD"),
        ("yаngben.cn", "idn warning DOM_FORMAT"),
        ("yangben.gov.cn", "suffix_nature warning DOM_SUFFIX_NATURE"),
    ] {
        assert_eq!(of(domain), expected, "{domain}");
    }
}

#[test]
fn broken_punycode_is_no_domain() {
    assert!(of("xn--zzzzzz99999.cn").contains("blocker DOM_FORMAT"));
}

#[test]
fn suffixes_are_those_of_registries() {
    for (domain, suffix, whole) in [
        ("a.b.com.cn", "com.cn", Some("b.com.cn")),
        ("a.github.io", "io", Some("github.io")),
        ("github.io", "io", Some("github.io")),
        ("a.b.unknowntld", "unknowntld", Some("b.unknowntld")),
        ("com.cn", "com.cn", None),
        ("cn", "cn", None),
    ] {
        assert_eq!(registry_suffix(domain), suffix, "{domain}");
        assert_eq!(registered(domain).as_deref(), whole, "{domain}");
    }
}

#[test]
fn natures_have_suffixes() {
    const WRONG: &[&str] = &["suffix_nature warning DOM_SUFFIX_NATURE service.domains"];
    let government = || {
        let mut filing = unit();
        filing.entity.name = "样本事务管理局".into();
        filing.entity.nature = "government".into();
        filing.entity.cert_type = Some(13);
        filing.entity.cert_number = "115100000000000279".into();
        filing
    };
    assert_eq!(seen(&subject(&government(), &known())), WRONG);
    let mut filing = government();
    for domain in ["yangben.gov.cn", "样本.政务"] {
        filing.order.domain = domain.into();
        filing.service.domains = vec![domain.into()];
        filing.service.home_url = format!("https://www.{domain}");
        assert_eq!(seen(&subject(&filing, &known())), [""; 0], "{domain}");
    }
}

#[test]
fn a_home_page_is_the_front_door_of_a_filed_domain() {
    const FORMAT: &[&str] = &["home_url blocker WEB_HOME_URL_FORMAT service.home_url"];
    const MORE: &[&str] = &["home_url warning WEB_HOME_URL_FORMAT service.home_url"];
    const OTHER: &[&str] = &["home_url blocker WEB_HOME_URL_NO_DOMAIN service.home_url"];
    table(
        unit,
        &[
            (|f| f.service.home_url = "yangben.cn".into(), &[]),
            (|f| f.service.home_url = "HTTP://WWW.YANGBEN.CN/".into(), &[]),
            (|f| f.service.home_url = "https://www.yangben.cn:8443/home".into(), MORE),
            (|f| f.service.home_url = "https://www.notyangben.cn".into(), OTHER),
            (|f| f.service.home_url = "https://yangben.cn.evil.com".into(), OTHER),
            (|f| f.service.home_url = "https://192.0.2.1".into(), OTHER),
            (|f| f.service.home_url = "https：//www.yangben.cn".into(), FORMAT),
            (|f| f.service.home_url = "ftp://www.yangben.cn".into(), FORMAT),
            (|f| f.service.home_url = "https://www yangben.cn".into(), FORMAT),
            (|f| f.service.home_url = "https://user@yangben.cn".into(), FORMAT),
            (|f| f.service.home_url = "https://".into(), FORMAT),
            (|f| f.service.home_url = "首页".into(), FORMAT),
        ],
    );
}

#[test]
fn an_internationalised_home_page_is_at_its_domain_in_either_form() {
    let mut filing = unit();
    filing.order.domain = "样本.中国".into();
    filing.service.domains = vec!["样本.中国".into()];
    filing.service.home_url = format!("http://www.{}", idna::domain_to_ascii("样本.中国").unwrap());
    assert_eq!(seen(&subject(&filing, &known())), [""; 0]);
}

#[test]
fn domains_are_listed_once() {
    table(
        unit,
        &[
            (
                |f| f.service.domains.push("YANGBEN.cn".into()),
                &["domain_count warning ORD_COUNT_LIMIT service.domains"],
            ),
            (|f| f.order.domain = "other.cn".into(), &["domain_count warning DOM_FORMAT service.domains"]),
        ],
    );
}

#[test]
fn the_registered_domain_is_told() {
    let mut filing = unit();
    filing.service.domains = vec!["www.yangben.cn".into()];
    assert_eq!(
        texts(&filing, "registered_domain"),
        [(
            "“www.yangben.cn”带 www，应填 yangben.cn".to_owned(),
            "\"www.yangben.cn\" begins with www; the registered domain is yangben.cn".to_owned()
        )]
    );
}

#[test]
fn a_domain_that_expires_within_ninety_days_is_told_with_its_day() {
    let (filing, known) = (unit(), known());
    let found = |day: &str| {
        let domains =
            [DomainRecord { domain: "YangBen.cn".into(), expires: day.parse().ok(), ..DomainRecord::default() }];
        let found = check(&Subject { domains: &domains, ..subject(&filing, &known) });
        found.into_iter().map(|found| (found.code, found.zh)).collect::<Vec<_>>()
    };
    let told = vec![("DOM_EXPIRING".to_owned(), "域名 yangben.cn 于 2027-02-20 到期，剩余89天，不足90天".to_owned())];
    assert_eq!(found("2027-02-20"), told);
    assert_eq!(found("2027-02-21"), [], "90 days");
    assert_eq!(found("2026-11-22"), [], "it has expired: that sends the filing back");
    assert_eq!(found("?"), [], "nobody knows");
}
