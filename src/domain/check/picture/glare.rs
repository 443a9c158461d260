//! A lamp that washes out a part of the page.

use super::documents;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_glare",
    version: 1,
    zh: "图片是否反光",
    en: "whether a part of the page is washed out",
    source: "what the service measures",
    look,
};

/// Per mille of the picture.
const GLARE: u32 = 30;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in documents(subject) {
        let glare = picture.facts.glare;
        if glare > GLARE {
            found.warning(
                &picture.target(),
                "MAT_GLARE",
                &glare.to_string(),
                format!("{}：反光处占画面 {}%，高于 {}%", picture.zh(), glare / 10, GLARE / 10),
                format!("{}: {}% of the picture is washed out, above {}%", picture.en(), glare / 10, GLARE / 10),
            );
        }
    }
}
