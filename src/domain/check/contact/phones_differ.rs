//! Two people have two mobiles.

use crate::domain::check::person::are_one;
use crate::domain::check::said::telephone;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "phones_differ",
    version: 1,
    zh: "两个负责人的手机号码不同",
    en: "two principals have two mobiles",
    source: "domain facts 2.7 rule 1",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let filing = subject.filing;
    let mobile = telephone(&filing.service_principal.mobile);
    if are_one(filing) || mobile.is_empty() || mobile != telephone(&filing.entity_principal.mobile) {
        return;
    }
    found.blocker(
        "service_principal.mobile",
        "TEL_SAME_BETWEEN_PRINCIPALS",
        &filing.service_principal.mobile,
        format!("两个负责人不是同一人，手机号码却都是 {mobile}"),
        format!("the principals are two people, but both have the mobile {mobile}"),
    );
}
