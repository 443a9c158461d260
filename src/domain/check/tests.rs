//! What holds for every rule: it has a file of its own name, suggests only what may be given, and survives any filing.

use proptest::prelude::*;

use super::fixture::{individual, known, subject, unit};
use super::*;
use crate::domain::catalogue;
use crate::domain::filing::{FilingType, PreApproval, Principal};

/// What must hold of any findings.
fn sound(findings: &[Finding]) {
    for finding in findings {
        assert!(catalogue::is_target(&finding.target), "{finding:?}");
        let fits = catalogue::reason(&finding.code).is_some_and(|reason| reason.fits(&finding.target));
        assert!(fits || finding.code.is_empty(), "{finding:?}");
        assert!(!finding.code.is_empty() || finding.severity == Severity::Note, "{finding:?}");
        for text in [&finding.zh, &finding.en] {
            assert!(!text.is_empty() && !text.chars().any(said::hides), "{finding:?}");
        }
    }
    assert!(findings.is_sorted_by_key(|finding| finding.severity.known().copied()));
}

/// Bits of which wrong values are made: every class of character that some rule asks about.
const BITS: &[&str] = &[
    "样本",
    "中国",
    "人民",
    "北京市",
    "科技",
    "有限公司",
    "新闻",
    "银行",
    "论坛",
    "维权",
    "日本",
    "附近",
    "市辖区",
    "某市某区",
    "1号",
    "A",
    "0",
    "13800000001",
    "11010519491231002X",
    "91110108MA01ABCD5T",
    "MA01ABCD-5",
    "H12345678",
    "xn--",
    "xn--fiq228c5hs",
    "www.",
    ".",
    ".cn",
    ".com",
    ".gov.cn",
    "https://",
    "/",
    ":",
    "@",
    "-",
    "号",
    "京ICP备",
    "（",
    ")",
    " ",
    "\u{3000}",
    "；",
    ";",
    "\u{202e}",
    "\u{200b}",
    "\u{1b}[31m",
    "\0",
    "А",
    "Ω",
    "Ａ",
    "２",
    "é",
    "한",
    "😀",
    "long_term",
    "2026-11-23",
    "110108",
    "无",
    "不",
];

fn wrong() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(BITS), 0..5).prop_map(|bits| bits.concat()),
        1 => "\\PC{0,30}",
        1 => any::<String>(),
    ]
}

fn principal() -> impl Strategy<Value = Principal> {
    let code = prop::option::of(0_u32..46);
    (prop::collection::vec(wrong(), 8), code, any::<bool>()).prop_map(|(texts, cert_type, same)| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        Principal {
            name: next(),
            cert_type,
            cert_number: next(),
            cert_valid_from: next(),
            cert_valid_to: next(),
            mobile: next(),
            emergency_phone: next(),
            office_phone: next(),
            email: next(),
            is_same_as_entity_principal: same,
            ..Principal::default()
        }
    })
}

prop_compose! {
    /// Any filing at all, most of them nonsense.
    fn filing()(
        texts in prop::collection::vec(wrong(), 20),
        first in principal(),
        second in principal(),
        nature in prop::sample::select(catalogue::natures()),
        cert_type in prop::option::of(0_u32..46),
        codes in prop::collection::vec(0_u32..40, 0..8),
        domains in prop::collection::vec(wrong(), 0..4),
        kind in prop::sample::select(FilingType::ALL),
        service in prop::sample::select(crate::domain::filing::ServiceKind::ALL),
    ) -> Filing {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        let mut filing = Filing { entity_principal: first, service_principal: second, ..Filing::default() };
        filing.order.province = next();
        filing.order.domain = next();
        filing.order.filing_type = kind.into();
        filing.entity.name = next();
        filing.entity.nature.clone_from(&nature.slug);
        filing.entity.cert_type = cert_type;
        filing.entity.cert_number = next();
        filing.entity.region.province = next();
        filing.entity.region.city = next();
        filing.entity.region.district = next();
        filing.entity.contact_address = next();
        filing.entity.investor = next();
        filing.entity.legal_rep.cert_number = next();
        filing.entity.remark = next();
        filing.entity.filing_number = next();
        filing.service.kind = service.into();
        filing.service.name = next();
        filing.service.domains = domains;
        filing.service.home_url = next();
        filing.service.languages.clone_from(&codes);
        filing.service.pre_approvals =
            codes.iter().map(|code| PreApproval { kind: *code, licence_no: next() }).collect();
        filing.service.content_types = codes;
        filing.service.remark = next();
        filing.service.filing_number = next();
        filing
    }
}

proptest! {
    #[test]
    fn no_filing_makes_a_rule_panic_or_say_what_cannot_be_shown(filing in filing(), before in filing()) {
        let known = known();
        sound(&check(&subject(&filing, &known)));
        let returned: Vec<_> = catalogue::reasons().iter().map(|reason| ReasonGiven::from_code(&reason.code)).collect();
        sound(&check(&Subject { before: Some(&before), returned: &returned, ..subject(&filing, &known) }));
    }

    /// One wrong value in a good filing is what a rule mostly meets.
    #[test]
    fn no_value_in_a_good_filing_does_so_either(text in wrong(), at in 0_usize..12, person in any::<bool>()) {
        let mut filing = if person { individual() } else { unit() };
        let (entity, service) = (&mut filing.entity, &mut filing.service);
        let slots = [
            &mut entity.name, &mut entity.cert_number, &mut entity.contact_address, &mut entity.investor,
            &mut entity.filing_number, &mut service.name, &mut service.home_url, &mut service.remark,
            &mut filing.entity_principal.cert_number, &mut filing.entity_principal.mobile,
            &mut filing.entity_principal.email, &mut filing.service_principal.emergency_phone,
        ];
        *slots.into_iter().nth(at).unwrap() = text;
        sound(&check(&subject(&filing, &known())));
    }
}
