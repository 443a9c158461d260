//! A page that lies on its side. One that stands on its head is not seen.

use super::{Shows, documents, shows};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::picture::{LINES_DOWN, Lines};

pub(super) const RULE: Rule = Rule {
    id: "picture_rotated",
    version: 1,
    zh: "图片方向是否正确",
    en: "whether the page stands upright",
    source: "what the service measures",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in documents(subject).filter(|picture| picture.facts.lines == Lines::Down) {
        // The few words of a card say little; its shape says the rest.
        if shows(picture.slug) == Shows::Card && picture.facts.width > picture.facts.height {
            continue;
        }
        let across = picture.facts.across;
        found.warning(
            &picture.target(),
            "MAT_ROTATED",
            &across.to_string(),
            format!("{}：文字行似为纵向，横向比值 {across}‰，不高于 {LINES_DOWN}‰，图片可能横置", picture.zh()),
            format!(
                "{}: its lines seem to run down (ratio {across}‰, at most {LINES_DOWN}‰); it may lie on its side",
                picture.en()
            ),
        );
    }
}
