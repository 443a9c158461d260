//! The emergency telephone is a third one: neither principal's mobile.

use crate::domain::check::person::{both, each};
use crate::domain::check::said::telephone;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::lang::Lang;

pub(super) const RULE: Rule = Rule {
    id: "emergency_differs",
    version: 1,
    zh: "应急联系电话与负责人手机号码不同",
    en: "the emergency telephone is nobody's mobile",
    source: "domain facts 2.7 rule 2",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for person in each(subject.filing, |given| &given.emergency_phone) {
        let number = telephone(&person.given.emergency_phone);
        let owner = both(subject.filing).into_iter().find(|other| telephone(&other.given.mobile) == number);
        let Some(owner) = owner.filter(|_| !number.is_empty()) else { continue };
        let mobile = |lang| crate::domain::catalogue::target_name(&owner.path("mobile"), lang);
        found.blocker(
            &person.path("emergency_phone"),
            "TEL_EMERGENCY_SAME",
            &person.given.emergency_phone,
            format!("应急联系电话 {number} 与{}相同", mobile(Lang::Zh)),
            format!("the emergency telephone {number} is the {}", mobile(Lang::En)),
        );
    }
}
