//! What a registry of domains means for a filing: pure. A known fault returns the filing with its reason (the seed document: a
//! domain that the ministry's verification does not pass is returned by the system); what is not known is a warning.

use jiff::civil::Date;

use super::filing::Filing;
use super::reason::ReasonGiven;
use super::registry::{DomainRecord, RealName};

/// The outcome for one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainCheck {
    /// Nothing to be said against it.
    Fine,
    /// These reasons speak against it.
    Failed(Vec<ReasonGiven>),
    /// No registry knows it, or none answered.
    Unknown,
}

/// Judges a domain of a filing by what a registry says of it.
pub fn check(record: Option<&DomainRecord>, filing: &Filing, today: Date) -> DomainCheck {
    let Some(record) = record else { return DomainCheck::Unknown };
    let entity = &filing.entity;
    let differs = |theirs: &str, ours: &str| !theirs.is_empty() && !same(theirs, ours);
    // Provinces that want the unit itself say so in a rule of their own.
    let by_legal_rep = !unit_owns(record, filing) && legal_rep_owns(record, filing);
    let cert_type_differs = !by_legal_rep
        && record.owner_cert_type.is_some_and(|theirs| entity.cert_type.is_some_and(|ours| ours != theirs));
    let faults = [
        ("DOM_BLACKLISTED", record.blacklisted),
        ("DOM_EXPIRED", record.expires.is_some_and(|expires| expires < today)),
        ("DOM_NOT_REALNAME", record.real_name != RealName::Verified),
        ("DOM_NOT_SYNCED", record.real_name == RealName::Verified && !record.synced),
        ("DOM_REGISTRANT_EMPTY", record.owner.trim().is_empty()),
        ("DOM_OWNER_MISMATCH", !by_legal_rep && differs(&record.owner, &entity.name)),
        ("DOM_OWNER_CERT_TYPE", cert_type_differs),
        ("DOM_OWNER_CERT_NUMBER", !by_legal_rep && differs(&record.owner_cert_number, &entity.cert_number)),
    ];
    let reasons: Vec<_> =
        faults.into_iter().filter(|(_, wrong)| *wrong).map(|(code, _)| reason(code, &record.domain)).collect();
    if reasons.is_empty() { DomainCheck::Fine } else { DomainCheck::Failed(reasons) }
}

/// Whether the organizer's name is the owner's.
pub fn unit_owns(record: &DomainRecord, filing: &Filing) -> bool {
    same(&record.owner, &filing.entity.name)
}

/// Whether a unit's legal representative owns the domain, which is accepted nationally since 2018 (domain facts 8.2 rule 5): by
/// name, and by number where the registry has one.
pub fn legal_rep_owns(record: &DomainRecord, filing: &Filing) -> bool {
    let entity = &filing.entity;
    let (name, number) = match entity.is_principal_legal_rep {
        true => (&filing.entity_principal.name, &filing.entity_principal.cert_number),
        false => (&entity.legal_rep.name, &entity.legal_rep.cert_number),
    };
    let numbered = record.owner_cert_number.trim().is_empty() || same(&record.owner_cert_number, number);
    !filing.is_individual() && !name.trim().is_empty() && same(&record.owner, name) && numbered
}

/// A reason of the catalogue that names the domain at fault.
pub fn reason(code: &str, domain: &str) -> ReasonGiven {
    let mut reason = ReasonGiven::from_code(code);
    if let Some(known) = super::catalogue::reason(code) {
        reason.text = format!("{}：{domain}", known.zh);
        reason.suggestion.clone_from(&known.fix_zh);
    }
    reason
}

/// Brackets and case differ between registries without meaning anything.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let half = |c| match c {
            '（' => '(',
            '）' => ')',
            other => other,
        };
        text.chars().filter(|c| !c.is_whitespace()).map(half).flat_map(char::to_lowercase).collect()
    };
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_its_reason_and_brackets_are_no_fault() {
        let mut filing = Filing::default();
        filing.entity.name = "样本（北京）有限公司".into();
        filing.entity.cert_type = Some(1);
        filing.entity.cert_number = "91A".into();
        let good = DomainRecord {
            domain: "a.example".into(),
            owner: "样本(北京)有限公司".into(),
            owner_cert_type: Some(1),
            owner_cert_number: "91a".into(),
            real_name: RealName::Verified,
            synced: true,
            expires: Some("2026-11-23".parse().unwrap()),
            ..DomainRecord::default()
        };
        let today = "2026-11-23".parse().unwrap();
        let said = |record: &DomainRecord| match check(Some(record), &filing, today) {
            DomainCheck::Failed(reasons) => reasons.into_iter().map(|reason| reason.code).collect::<Vec<_>>(),
            other => vec![format!("{other:?}")],
        };
        assert_eq!(said(&good), ["Fine"]);
        for (change, code) in [
            (DomainRecord { blacklisted: true, ..good.clone() }, "DOM_BLACKLISTED"),
            (DomainRecord { expires: Some("2026-11-22".parse().unwrap()), ..good.clone() }, "DOM_EXPIRED"),
            (DomainRecord { real_name: RealName::Pending, ..good.clone() }, "DOM_NOT_REALNAME"),
            (DomainRecord { synced: false, ..good.clone() }, "DOM_NOT_SYNCED"),
            (DomainRecord { owner: String::new(), ..good.clone() }, "DOM_REGISTRANT_EMPTY"),
            (DomainRecord { owner: "别人".into(), ..good.clone() }, "DOM_OWNER_MISMATCH"),
            (DomainRecord { owner_cert_type: Some(2), ..good.clone() }, "DOM_OWNER_CERT_TYPE"),
            (DomainRecord { owner_cert_number: "92".into(), ..good.clone() }, "DOM_OWNER_CERT_NUMBER"),
        ] {
            assert_eq!(said(&change), [code]);
        }
        assert_eq!(check(None, &filing, today), DomainCheck::Unknown);
        // A unit's domain may be its legal representative's, told by name and number.
        filing.entity.nature = "enterprise".into();
        filing.entity.legal_rep.name = "样本一".into();
        filing.entity.legal_rep.cert_number = "119901198001010012".into();
        let his = DomainRecord {
            owner: "样本一".into(),
            owner_cert_type: Some(2),
            owner_cert_number: "119901198001010012".into(),
            ..good
        };
        let of = |record: &DomainRecord, filing: &Filing| check(Some(record), filing, today) == DomainCheck::Fine;
        assert!(of(&his, &filing));
        assert!(of(&DomainRecord { owner_cert_number: String::new(), ..his.clone() }, &filing));
        let namesake = DomainRecord { owner_cert_number: "119901198001010071".into(), ..his.clone() };
        assert!(!of(&namesake, &filing), "somebody else of that name");
        filing.entity.is_principal_legal_rep = true;
        assert!(!of(&his, &filing), "the legal representative is the principal, who has another name");
        let reason = reason("DOM_EXPIRED", "a.example");
        assert_eq!(reason.target, "service.domains");
        assert!(reason.text.contains("a.example") && !reason.suggestion.is_empty());
    }
}
