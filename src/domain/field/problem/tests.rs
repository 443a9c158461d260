//! One change to a complete filing, and the problems that follow from it.

use super::*;
use crate::domain::filing::{IpRange, PreApproval, Principal};
use crate::domain::open::Open;

fn complete() -> Filing {
    let mut filing = Filing { agreed: true, ..Filing::default() };
    filing.order.province = "110000".into();
    filing.order.organizer_nature = "enterprise".into();
    filing.order.organizer_cert_type = Some(1);
    filing.order.organizer_cert_number = "91110108MA01ABCD5T".into();
    filing.order.domain = "yangben.example".into();
    filing.order.access_resource_id = "eip-1".into();
    filing.entity.name = "样本公司".into();
    filing.entity.region.city = "110100".into();
    filing.entity.region.district = "110108".into();
    filing.entity.contact_address = "样本路1号".into();
    filing.entity.cert_address = "北京市海淀区样本路1号".into();
    filing.entity_principal = Principal {
        name: "样本一".into(),
        cert_type: Some(2),
        cert_number: "119901198001010012".into(),
        cert_valid_from: "2020-02-29".into(),
        cert_valid_to: "long_term".into(),
        mobile: "13800000000".into(),
        emergency_phone: "010-00000000".into(),
        email: "a@mail.example".into(),
        ..Principal::default()
    };
    filing.service_principal.is_same_as_entity_principal = true;
    filing.service.name = "样本网".into();
    filing.service.home_url = "www.yangben.example".into();
    filing.service.content_types = vec![8];
    filing.service.languages = vec![1];
    filing.access.ips = vec![IpRange { start: "192.0.2.1".into(), end: "192.0.2.1".into() }];
    filing.access.modes = vec![16];
    filing.access.server_locations = vec!["110000".into()];
    filing
}

type Change = fn(&mut Filing);
type Fill = fn(&mut Principal, &str);

/// What `change` does to the complete filing, as `path: code` lines.
fn after(change: Change) -> Vec<String> {
    let mut filing = complete();
    change(&mut filing);
    problems(&filing).iter().map(|problem| format!("{}: {}", problem.path, problem.code)).collect()
}

#[test]
fn a_complete_filing_has_no_problem() {
    assert_eq!(after(|_| ()), [""; 0]);
}

#[test]
fn an_empty_filing_lacks_every_required_field() {
    let found = problems(&Filing::default());
    assert!(found.iter().all(|problem| problem.code == ProblemCode::Missing));
    let required: Vec<_> = lists::fields()
        .iter()
        .filter(|field| field.required == Required::Always && field.path != "service.kind")
        .collect();
    assert_eq!(found.len(), required.len());
}

#[test]
fn each_problem_is_found_where_it_is() {
    let table: &[(Change, &[&str])] = &[
        (|f| f.agreed = false, &["agreed: missing"]),
        (|f| f.entity.name = "　 ".into(), &["entity.name: missing"]),
        (|f| f.entity.name = "样".repeat(255), &[]),
        (|f| f.entity.name = "样".repeat(256), &["entity.name: too_long"]),
        (|f| f.entity.name = "样\u{1b}[31m本".into(), &["entity.name: malformed"]),
        (|f| f.entity.remark = "一\n二".into(), &[]),
        (
            |f| f.entity_principal.mobile = "12800000000".into(),
            &["entity_principal.mobile: malformed", "service_principal.mobile: malformed"],
        ),
        (
            |f| f.entity_principal.mobile = "138000000000".into(),
            &["entity_principal.mobile: too_long", "service_principal.mobile: too_long"],
        ),
        (|f| f.access.ips = Vec::new(), &["access.ips: missing"]),
        (|f| f.access.ips = vec![range("192.0.2.1", "")], &[]),
        (|f| f.access.ips = vec![range("2001:db8::1", "2001:db8::9")], &[]),
        (|f| f.access.ips = vec![range("192.0.2.1", "2001:db8::1")], &["access.ips: malformed"]),
        (|f| f.access.ips = vec![range("192.0.2.9", "192.0.2.1")], &["access.ips: malformed"]),
        (|f| f.access.ips = vec![range("192.0.2.256", "")], &["access.ips: malformed"]),
        (|f| f.access.modes = vec![3], &["access.modes: unknown_code"]),
        (|f| f.access.server_locations = vec!["110108".into()], &["access.server_locations: unknown_code"]),
        (|f| f.service.content_types = vec![8, 500], &["service.content_types: unknown_code"]),
        (|f| f.service.languages = vec![18], &["service.languages: unknown_code"]),
        (|f| f.service.kind = Open::Other("smart_fridge".into()), &["service.kind: unknown_code"]),
        (|f| f.service.pre_approvals = vec![approval(1, "NO-1")], &[]),
        (|f| f.service.pre_approvals = vec![approval(77, "NO-1")], &["service.pre_approvals: unknown_code"]),
        (|f| f.service.pre_approvals = vec![approval(1, &"1".repeat(513))], &["service.pre_approvals: too_long"]),
        (|f| f.service.domains = vec!["a.example".into(), "a".repeat(129)], &["service.domains: too_long"]),
        (|f| f.order.filing_type = Open::Other("merge".into()), &["order.filing_type: unknown_code"]),
        (|f| f.entity.report_mode = 2, &["entity.report_mode: unknown_code"]),
        (|f| f.entity.region.city = "990100".into(), &["entity.region.city: unknown_code"]),
        (|f| f.entity.region.province = "310000".into(), &["entity.region.province: locked_differs"]),
        (|f| f.entity.cert_number = "1".into(), &["entity.cert_number: locked_differs"]),
        (|f| f.entity.cert_type = Some(12), &["entity.cert_type: locked_differs"]),
        (
            |f| f.entity.cert_type = Some(2),
            &["entity.cert_type: cert_not_of_nature", "entity.cert_type: locked_differs"],
        ),
        (
            |f| f.order.organizer_cert_type = Some(26),
            &["order.organizer_cert_type: unknown_code", "entity.cert_type: unknown_code"],
        ),
        (|f| f.entity.nature = "guild".into(), &["entity.nature: unknown_code", "entity.nature: locked_differs"]),
    ];
    for (change, expected) in table {
        assert_eq!(&after(*change), expected);
    }
}

#[test]
fn each_form_of_a_principal_s_data_is_judged() {
    let table: &[(Fill, &str, &str, bool)] = &[
        (|p, text| p.cert_valid_to = text.into(), "cert_valid_to", "2040-01-01", true),
        (|p, text| p.cert_valid_to = text.into(), "cert_valid_to", "2041-02-29", false),
        (|p, text| p.cert_valid_to = text.into(), "cert_valid_to", "20400101", false),
        (|p, text| p.cert_valid_from = text.into(), "cert_valid_from", "long_term", false),
        (|p, text| p.cert_valid_from = text.into(), "cert_valid_from", "2020-1-01", false),
        (|p, text| p.email = text.into(), "email", "a.b@mail.example", true),
        (|p, text| p.email = text.into(), "email", "@mail.example", false),
        (|p, text| p.email = text.into(), "email", "a@mail", false),
        (|p, text| p.email = text.into(), "email", "a@mail..example", false),
        (|p, text| p.email = text.into(), "email", "a@b@mail.example", false),
        (|p, text| p.email = text.into(), "email", "a b@mail.example", false),
        (|p, text| p.mobile = text.into(), "mobile", "19912345678", true),
        (|p, text| p.mobile = text.into(), "mobile", "１3800000000", false),
        (|p, text| p.mobile = text.into(), "mobile", "1380000000", false),
    ];
    for (set, field, text, good) in table {
        let mut filing = complete().completed();
        set(&mut filing.service_principal, text);
        let expected = if *good { vec![] } else { vec![format!("service_principal.{field}")] };
        let found: Vec<_> = problems(&filing).into_iter().map(|problem| problem.path).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn validity_is_asked_of_resident_cards_only() {
    let mut filing = complete().completed();
    filing.service_principal.cert_valid_to.clear();
    assert_eq!(problems(&filing), [FieldProblem::new("service_principal.cert_valid_to", ProblemCode::Missing)]);
    filing.service_principal.cert_type = Some(7);
    assert_eq!(problems(&filing), []);
    filing.service_principal.cert_type = Some(1);
    assert_eq!(problems(&filing), [FieldProblem::new("service_principal.cert_type", ProblemCode::CertNotOfNature)]);
}

#[test]
fn a_cancellation_need_not_describe_what_it_removes() {
    let found = after(|f| {
        f.order.filing_type = FilingType::CancelEntity.into();
        f.order.domain.clear();
        f.service = Default::default();
        f.service_principal = Default::default();
        f.access = Default::default();
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_problem_names_its_field() {
    let problem = FieldProblem::new("entity_principal.mobile", ProblemCode::Malformed);
    assert_eq!(problem.text(Lang::Zh), "主体负责人 · 手机号码：格式不正确");
    assert_eq!(problem.text(Lang::En), "entity principal · mobile is malformed");
}

fn range(start: &str, end: &str) -> IpRange {
    IpRange { start: start.into(), end: end.into() }
}

fn approval(kind: u32, number: &str) -> PreApproval {
    PreApproval { kind, licence_no: number.into() }
}
