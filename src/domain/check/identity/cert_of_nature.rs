//! The certificates that belong to the organizer's nature, and those that people show.

use crate::domain::catalogue::{cert_type, nature};
use crate::domain::check::person::each;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "cert_of_nature",
    version: 1,
    zh: "证件类型与单位性质相符",
    en: "the certificate belongs to the organizer's nature",
    source: "domain facts 2.6",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let entity = &subject.filing.entity;
    if let Some((given, kind)) = nature(&entity.nature).zip(entity.cert_type.and_then(cert_type))
        && !given.accepts(kind.code)
    {
        let person = nature("individual").is_some_and(|individual| individual.accepts(kind.code));
        let (of_zh, of_en) =
            if person { ("个人证件", "a person's") } else { ("其他性质单位的证件", "another nature's") };
        found.blocker(
            "entity.cert_type",
            "ENT_CERT_TYPE_WRONG",
            &kind.code.to_string(),
            format!("“{}”是{of_zh}，单位性质“{}”不适用", kind.zh, given.zh),
            format!("the {} is {of_en} certificate and not one of the nature \"{}\"", kind.en, given.en),
        );
    }
    for person in each(subject.filing, |given| given.cert_type) {
        let kind = person.given.cert_type.and_then(cert_type);
        let individual = nature("individual").zip(kind).filter(|(individual, kind)| !individual.accepts(kind.code));
        if let Some((_, kind)) = individual {
            found.blocker(
                &person.path("cert_type"),
                "PRI_CERT_TYPE_REFUSED",
                &kind.code.to_string(),
                format!("“{}”是单位证件，负责人应使用个人证件", kind.zh),
                format!("the {} is a unit's certificate; a principal shows a person's", kind.en),
            );
        }
    }
}
