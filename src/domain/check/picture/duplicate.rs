//! A picture that another entity filed as well.

use super::{Shows, shows};
use crate::domain::check::{Elsewhere, Found, Picture, Rule, Subject};
use crate::domain::related::RelatedKind;

pub(super) const RULE: Rule = Rule {
    id: "picture_duplicate",
    version: 1,
    zh: "图片是否已用于其他主体的备案",
    en: "whether another entity filed the same picture",
    source: "what the service measures",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for other in subject.elsewhere.iter().filter(|other| other.kind == RelatedKind::Picture) {
        let is_it =
            |picture: &&Picture<'_>| picture.target() == other.target && picture.sha256.starts_with(&other.value);
        let Some(picture) = subject.pictures.iter().find(is_it) else { continue };
        tell(picture, other, found);
    }
}

/// A person may answer for several entities with one card; no other paper of an entity is another's.
fn tell(picture: &Picture<'_>, other: &Elsewhere, found: &mut Found) {
    let Elsewhere { number, organizer, value, target, .. } = other;
    let zh = format!("{}与{organizer}的备案 {number} 中的图片相同", picture.zh());
    let en = format!("{} is the same picture as in {number} of {organizer}", picture.en());
    if matches!(shows(picture.slug), Shows::Card | Shows::Person | Shows::Anything) {
        found.note(target, "", value, zh, en);
    } else {
        found.warning(target, "MAT_WRONG_SLOT", value, zh, en);
    }
}
