//! A resubmission beside its return, one change at a time.

use crate::domain::check::Subject;
use crate::domain::check::fixture::{known, seen, subject, unit};
use crate::domain::filing::Filing;
use crate::domain::reason::ReasonGiven;

fn reason(code: &str, target: &str) -> ReasonGiven {
    ReasonGiven { target: target.into(), code: code.into(), ..ReasonGiven::default() }
}

fn after(returned: &[ReasonGiven], change: fn(&mut Filing)) -> Vec<String> {
    let (before, known) = (unit(), known());
    let mut filing = unit();
    change(&mut filing);
    seen(&Subject { before: Some(&before), returned, ..subject(&filing, &known) })
}

#[test]
fn what_was_returned_has_to_change() {
    let name = [reason("ENT_NAME_MISMATCH", "entity.name")];
    assert_eq!(after(&name, |_| ()), ["unchanged warning ENT_NAME_MISMATCH entity.name"]);
    assert_eq!(after(&name, |f| f.entity.name = "北京样本信息有限公司".into()), [""; 0]);
    let region = [reason("ENT_REGION_CODE", "entity.region")];
    assert_eq!(after(&region, |_| ()), ["unchanged warning ENT_REGION_CODE entity.region"]);
    assert_eq!(after(&region, |f| f.entity.region.district = "110109".into()), [""; 0]);
}

#[test]
fn what_is_done_elsewhere_changes_no_field() {
    for (code, target) in [
        ("DOM_NOT_REALNAME", "service.domains"),
        ("MAT_BLURRY", "material:entity_licence"),
        ("ENT_PASSWORD_WRONG", "entity.filing_password"),
        ("NO_SUCH_REASON", "entity.name"),
        ("OTHER", ""),
    ] {
        assert_eq!(after(&[reason(code, target)], |_| ()), [""; 0], "{code}");
    }
}

#[test]
fn a_reason_given_twice_is_told_once() {
    let twice = [reason("ENT_NAME_MISMATCH", "entity.name"), reason("ENT_NAME_MISMATCH", "entity.name")];
    assert_eq!(after(&twice, |_| ()).len(), 1);
}

#[test]
fn other_changes_are_noted() {
    let name = [reason("ENT_NAME_MISMATCH", "entity.name")];
    let found = after(&name, |f| {
        f.entity.name = "北京样本信息有限公司".into();
        f.entity.contact_address = "样本路2号".into();
    });
    assert_eq!(found, ["unasked note entity.contact_address"]);
    assert_eq!(after(&[], |f| f.entity.contact_address = "样本路2号".into()), [""; 0]);
}

#[test]
fn a_first_submission_has_nothing_before_it() {
    let (filing, known) = (unit(), known());
    let returned = [reason("ENT_NAME_MISMATCH", "entity.name")];
    assert_eq!(seen(&Subject { returned: &returned, ..subject(&filing, &known) }), [""; 0]);
}
