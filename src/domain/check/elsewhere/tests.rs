//! Shared values of every kind.

use crate::domain::check::fixture::{known, seen, subject, unit};
use crate::domain::check::{Elsewhere, Subject, check};
use crate::domain::related::RelatedKind;

fn other(kind: RelatedKind, target: &str, number: usize) -> Elsewhere {
    Elsewhere {
        kind,
        value: "138****0001".into(),
        target: target.into(),
        number: format!("BA26-{number}"),
        organizer: "别的样本\u{202e}公司".into(),
    }
}

#[test]
fn shared_values_are_told_once_per_field() {
    use RelatedKind as K;
    let (filing, known) = (unit(), known());
    for (kind, target, expected) in [
        (K::Phone, "entity_principal.mobile", "shared_phone warning TEL_USED_ELSEWHERE entity_principal.mobile"),
        (K::Phone, "service_principal.emergency_phone", "shared_phone note service_principal.emergency_phone"),
        (
            K::Person,
            "service_principal.cert_number",
            "shared_person warning PRI_ID_USED_ELSEWHERE service_principal.cert_number",
        ),
        (K::Person, "entity.legal_rep.cert_number", "shared_person note entity.legal_rep.cert_number"),
        (K::Email, "entity_principal.email", "shared_email note entity_principal.email"),
        (K::Domain, "service.domains", "shared_domain warning OTHER service.domains"),
    ] {
        let all: Vec<_> = (1..=5).map(|number| other(kind, target, number)).collect();
        assert_eq!(seen(&Subject { elsewhere: &all, ..subject(&filing, &known) }), [expected]);
    }
}

#[test]
fn the_other_filings_are_named() {
    let (filing, known) = (unit(), known());
    let all: Vec<_> = (1..=5).map(|number| other(RelatedKind::Phone, "entity_principal.mobile", number)).collect();
    let found = check(&Subject { elsewhere: &all[..1], ..subject(&filing, &known) });
    assert_eq!(found[0].zh, "138****0001 也用于 BA26-1 别的样本U+202E公司");
    let found = check(&Subject { elsewhere: &all, ..subject(&filing, &known) });
    assert!(found[0].en.ends_with("BA26-3 别的样本U+202E公司 and 2 more"), "{}", found[0].en);
}
