//! The legal representative's number, where it has the length of a resident identity number.

use super::resident_id::wrong;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::identifier::resident_id::validate;

pub(super) const RULE: Rule = Rule {
    id: "legal_rep_id",
    version: 1,
    zh: "法定代表人的身份证号码",
    en: "the legal representative's identity number",
    source: "GB 11643-1999",
    look,
};

/// The form does not say which certificate it is, so a number of another length may be a passport's and proves nothing.
fn look(subject: &Subject<'_>, found: &mut Found) {
    let given = &subject.filing.entity.legal_rep.cert_number;
    let number = given.trim();
    if number.len() != 18 || !number.bytes().take(17).all(|byte| byte.is_ascii_digit()) {
        return;
    }
    if let Err(problem) = validate(number, subject.today()) {
        let (zh, en) = wrong(number, problem);
        let (zh, en) = (format!("法定代表人身份证号码：{zh}"), format!("the legal representative's number: {en}"));
        found.warning("entity.legal_rep.cert_number", "OTHER", given, zh, en);
    }
}
