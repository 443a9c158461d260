//! E-mail addresses: something, one at sign, a host of two labels, in ASCII.

use crate::domain::check::person::each;
use crate::domain::check::said::{first, short};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::field::is_email;

pub(super) const RULE: Rule = Rule {
    id: "email",
    version: 1,
    zh: "电子邮箱的格式",
    en: "form of e-mail addresses",
    source: "domain facts 2.3",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for person in each(subject.filing, |given| &given.email) {
        let given = &person.given.email;
        if let Some((zh, en)) = wrong(given.trim()).filter(|_| !given.trim().is_empty()) {
            found.blocker(&person.path("email"), "MAIL_INVALID", given, zh, en);
        }
    }
}

fn wrong(mail: &str) -> Option<(String, String)> {
    if let Some(stray) = first(mail, |c| !c.is_ascii_graphic() || "()<>[],;:\\\"".contains(c)) {
        return Some((format!("{}不能用在邮箱中", stray.zh()), format!("{} cannot stand in an address", stray.en())));
    }
    let ats = mail.matches('@').count();
    if ats != 1 {
        return Some((format!("含 {ats} 个“@”，应为 1 个"), format!("has {ats} at signs instead of one")));
    }
    (!is_email(mail)).then(|| {
        (format!("“{}”的邮箱域名不完整", short(mail)), format!("the host of \"{}\" is not complete", short(mail)))
    })
}
