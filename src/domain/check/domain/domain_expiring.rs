//! Domains whose registration ends soon, by what the registries say. Where the province has a time of its own, its rule says so.

use jiff::ToSpan;

use super::written::{TARGET, domains};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::requirement::cancels;

pub(super) const RULE: Rule = Rule {
    id: "domain_expiring",
    version: 1,
    zh: "域名剩余有效期",
    en: "how long the domains are registered",
    source: "Huawei Cloud, Tencent Cloud: domain facts 8.2 rule 4",
    look,
};

/// In days.
const LEAST: i32 = 90;

fn look(subject: &Subject<'_>, found: &mut Found) {
    let kind = subject.filing.order.kind();
    let today = subject.today();
    let Ok(needed) = today.checked_add(LEAST.days()) else { return };
    if subject.pack.domain_validity.is_some() || cancels(kind) {
        return;
    }
    for domain in domains(subject.filing) {
        let expires = subject.record_of(domain).and_then(|record| record.expires);
        // What has expired already sends the filing back.
        let Some(expires) = expires.filter(|expires| (today..needed).contains(expires)) else { continue };
        let left = (expires - today).get_days();
        found.warning(
            TARGET,
            "DOM_EXPIRING",
            domain,
            format!("域名 {domain} 于 {expires} 到期，剩余{left}天，不足{LEAST}天"),
            format!("the domain {domain} expires on {expires}, in {left} days; {LEAST} are asked for"),
        );
    }
}
