//! A filing that no rule objects to, for the tests of the rules, and what a change to it makes them find.

use std::sync::LazyLock;

use super::{Subject, check};
use crate::domain::filing::{Filing, IpRange, Principal};
use crate::domain::province::Pack;
use crate::domain::requirement::Circumstances;

pub(super) fn known() -> Circumstances {
    Circumstances { sites: 1, name_changed: false, has_password: false, today: "2026-11-23".parse().unwrap() }
}

pub(super) fn subject<'a>(filing: &'a Filing, known: &'a Circumstances) -> Subject<'a> {
    Subject::of(filing, known, pack())
}

/// A province that asks nothing of its own: what provinces ask has tests of its own.
fn pack() -> &'static Pack {
    static NEUTRAL: LazyLock<Pack> = LazyLock::new(Pack::default);
    &NEUTRAL
}

/// A unit with two principals.
pub(super) fn unit() -> Filing {
    let mut filing = Filing { agreed: true, ..Filing::default() };
    filing.order.province = "110000".into();
    filing.order.organizer_nature = "enterprise".into();
    filing.order.organizer_cert_type = Some(1);
    filing.order.organizer_cert_number = "91110108MA01ABCD5T".into();
    filing.order.domain = "yangben.cn".into();
    filing.entity.name = "北京样本科技有限公司".into();
    filing.entity.region.city = "110100".into();
    filing.entity.region.district = "110108".into();
    filing.entity.contact_address = "样本路1号示例大厦2座301室".into();
    filing.entity.cert_address = "北京市海淀区样本路1号".into();
    filing.entity.investor = "样本控股集团".into();
    filing.entity.is_principal_legal_rep = true;
    filing.entity_principal = person("样本一", "119901198001010012", "13800000001", "15800000001");
    filing.service_principal = person("样本二", "119901198001010071", "13800000002", "15800000002");
    filing.service.name = "样本产品展示".into();
    filing.service.domains = vec!["yangben.cn".into()];
    filing.service.home_url = "https://www.yangben.cn".into();
    filing.service.content_types = vec![8];
    filing.service.languages = vec![1];
    filing.service.remark = "展示本单位的基本情况、产品和联系方式，不提供互动服务。".into();
    filing.access.ips = vec![IpRange { start: "192.0.2.1".into(), end: "192.0.2.1".into() }];
    filing.access.modes = vec![16];
    filing.access.server_locations = vec!["110000".into()];
    filing.completed()
}

/// An individual.
pub(super) fn individual() -> Filing {
    let mut filing = unit();
    filing.entity_principal.office_phone.clear();
    filing.service_principal = Principal { is_same_as_entity_principal: true, ..filing.entity_principal.clone() };
    filing.entity.nature = "individual".into();
    filing.entity.name = "样本一".into();
    filing.entity.cert_type = Some(2);
    filing.entity.cert_number = "119901198001010012".into();
    filing.order.organizer_nature = "individual".into();
    filing.order.organizer_cert_type = Some(2);
    filing.order.organizer_cert_number = "119901198001010012".into();
    filing.service.name = "青禾的学习笔记".into();
    filing.service.content_types = vec![6];
    filing.service.remark = "个人学习和兴趣的记录，不含商业内容，不设留言。".into();
    filing
}

fn person(name: &str, id: &str, mobile: &str, emergency: &str) -> Principal {
    Principal {
        name: name.into(),
        cert_type: Some(2),
        cert_number: id.into(),
        cert_valid_from: "2016-02-29".into(),
        cert_valid_to: "2036-02-28".into(),
        mobile: mobile.into(),
        emergency_phone: emergency.into(),
        office_phone: "010-00000000".into(),
        email: format!("{mobile}@mail.example"),
        ..Principal::default()
    }
}

/// What every rule but the note on suffixes finds: `rule weight code target`.
pub(super) fn seen(subject: &Subject<'_>) -> Vec<String> {
    let line = |found: crate::domain::finding::Finding| {
        let text = format!("{} {} {} {}", found.rule, found.severity, found.code, found.target);
        text.replace("  ", " ")
    };
    check(subject).into_iter().map(line).collect()
}

/// One change to a filing and what is found then.
pub(super) type Case = (fn(&mut Filing), &'static [&'static str]);

/// Applies each change to a fresh filing.
pub(super) fn table(fresh: fn() -> Filing, cases: &[Case]) {
    for (index, (change, expected)) in cases.iter().enumerate() {
        let mut filing = fresh();
        change(&mut filing);
        assert_eq!(seen(&subject(&filing, &known())), *expected, "case {index} of {}", cases.len());
    }
}

/// The texts that one rule says of a filing.
pub(super) fn texts(filing: &Filing, rule: &str) -> Vec<(String, String)> {
    let known = known();
    let found = check(&subject(filing, &known));
    found.into_iter().filter(|found| found.rule == rule).map(|found| (found.zh, found.en)).collect()
}
