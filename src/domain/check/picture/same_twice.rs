//! The same picture in two places of one filing, where two are wanted: front and back, page 1 and page 2.

use super::{Shows, shows};
use crate::domain::check::{Found, Picture, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_same_twice",
    version: 1,
    zh: "同一图片是否上传到两处",
    en: "whether one picture was uploaded to two places",
    source: "what the service measures",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for (index, picture) in subject.pictures.iter().enumerate() {
        let mut earlier = subject.pictures.iter().take(index);
        if let Some(first) = earlier.find(|first| same(first, picture) && !may_be_same(first, picture)) {
            found.warning(
                &picture.target(),
                if first.slug == picture.slug { "" } else { "MAT_WRONG_SLOT" },
                picture.sha256.get(..12).unwrap_or_default(),
                format!("{}与{}是同一张图片", picture.zh(), first.zh()),
                format!("{} and {} are the same picture", picture.en(), first.en()),
            );
        }
    }
}

fn same(a: &Picture<'_>, b: &Picture<'_>) -> bool {
    a.sha256 == b.sha256 || a.facts.same_picture(b.facts)
}

/// One person may have several parts in a filing, and hands in the same side of the same card for each. What is attached
/// freely is no slot of its own.
fn may_be_same(a: &Picture<'_>, b: &Picture<'_>) -> bool {
    let free = |picture: &Picture<'_>| shows(picture.slug) == Shows::Anything;
    let is_card = |picture: &Picture<'_>| shows(picture.slug) == Shows::Card && picture.slug != "residence_permit";
    let is_back = |picture: &Picture<'_>| picture.slug.ends_with("_id_back");
    let cards = a.slug != b.slug && is_card(a) && is_card(b) && is_back(a) == is_back(b);
    free(a) || free(b) || cards
}
