//! Missing materials of every kind.

use crate::domain::catalogue::{materials, reason};
use crate::domain::check::fixture::{known, subject, unit};
use crate::domain::check::{Subject, check};

#[test]
fn every_missing_material_has_a_reason_that_may_be_given_for_it() {
    let (filing, known) = (unit(), known());
    let slugs: Vec<&str> = materials().iter().map(|material| material.slug.as_str()).collect();
    let found = check(&Subject { missing: &slugs, ..subject(&filing, &known) });
    assert_eq!(found.len(), slugs.len());
    for (finding, slug) in found.iter().zip(&slugs) {
        assert_eq!(finding.target, format!("material:{slug}"));
        assert!(reason(&finding.code).is_some_and(|reason| reason.fits(&finding.target)), "{} {slug}", finding.code);
    }
    let plan = found.iter().find(|finding| finding.target == "material:website_construction_plan").unwrap();
    assert_eq!(plan.code, "MAT_PLAN_MISSING");
}

#[test]
fn what_is_no_material_cannot_be_missing() {
    let (filing, known) = (unit(), known());
    assert!(check(&Subject { missing: &["no_such_slot"], ..subject(&filing, &known) }).is_empty());
}
