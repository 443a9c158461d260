//! Two people have two mailboxes.

use crate::domain::check::person::are_one;
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "emails_differ",
    version: 1,
    zh: "两个负责人的电子邮箱不同",
    en: "two principals have two mailboxes",
    source: "domain facts 2.7 rule 1",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let filing = subject.filing;
    let given = &filing.service_principal.email;
    let own = mailbox(given);
    if are_one(filing) || own.is_empty() || own != mailbox(&filing.entity_principal.email) {
        return;
    }
    found.blocker(
        "service_principal.email",
        "MAIL_SAME",
        given,
        format!("两个负责人不是同一人，邮箱却都是 {}", short(given.trim())),
        format!("the principals are two people, but both have the mailbox {}", short(given.trim())),
    );
}

/// The mailbox that an address leads to: case, and what follows a plus sign, make no other one.
fn mailbox(mail: &str) -> String {
    let mail = mail.trim().to_lowercase();
    match mail.split_once('@') {
        Some((user, host)) => format!("{}@{host}", user.split('+').next().unwrap_or(user)),
        None => mail,
    }
}
