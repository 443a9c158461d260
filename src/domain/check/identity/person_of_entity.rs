//! An individual is organizer and both principals at once.

use crate::domain::check::person::{certificate, is_filled};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "person_of_entity",
    version: 1,
    zh: "个人备案的主办者与负责人为同一人",
    en: "an individual is organizer and principal at once",
    source: "domain facts 2.7 rule 4",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let filing = subject.filing;
    if !filing.is_individual() {
        return;
    }
    let (entity, principal, service) = (&filing.entity, &filing.entity_principal, &filing.service_principal);
    let differ = |ours: &str, theirs: &str| !ours.is_empty() && !theirs.is_empty() && ours != theirs;
    // Blanks and the dot within a name are written in many ways.
    if differ(&certificate(&entity.name), &certificate(&principal.name)) {
        let (ours, theirs) = (short(entity.name.trim()), short(principal.name.trim()));
        found.blocker(
            "entity.name",
            "ENT_NAME_MISMATCH",
            &entity.name,
            format!("个人主办者“{ours}”与主体负责人“{theirs}”姓名不同"),
            format!("the individual \"{ours}\" and the entity principal \"{theirs}\" have different names"),
        );
    }
    if differ(&certificate(&entity.cert_number), &certificate(&principal.cert_number)) {
        found.blocker(
            "entity.cert_number",
            "ENT_CERT_NO_MISMATCH",
            &entity.cert_number,
            format!("个人主办者的证件号码与主体负责人的 {} 不同", short(principal.cert_number.trim())),
            format!("differs from the entity principal's number {}", short(principal.cert_number.trim())),
        );
    }
    let other = differ(&certificate(&service.cert_number), &certificate(&principal.cert_number));
    if is_filled(service) && !service.is_same_as_entity_principal && other {
        let who = short(service.name.trim());
        found.blocker(
            "service_principal",
            "PRI_SAME_PERSON_REQUIRED",
            &service.name,
            format!("个人备案的网站负责人应为本人，填写为“{who}”"),
            format!("an individual answers for the site in person; the form says \"{who}\""),
        );
    }
}
