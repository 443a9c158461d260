//! A lamp that washes out a part of the page.

use super::{Shows, documents, shows};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_glare",
    version: 1,
    zh: "图片是否反光",
    en: "whether a part of the page is washed out",
    source: "what the service measures",
    look,
};

/// Per mille of the picture. Of 336 drawn pictures the clean cards with a portrait, which stands before white, had up to 59,
/// those with glare 117 or more; of what has no portrait the clean ones had 0, cards and licences with glare 40 or more.
const GLARE: u32 = 15;
const WITH_PORTRAIT: u32 = 80;

fn most(slug: &str) -> u32 {
    if shows(slug) == Shows::Card && !slug.ends_with("_id_back") { WITH_PORTRAIT } else { GLARE }
}

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in documents(subject) {
        let (glare, most) = (picture.facts.glare, most(picture.slug));
        if glare > most {
            found.warning(
                &picture.target(),
                "MAT_GLARE",
                &glare.to_string(),
                format!("{}：反光处占画面 {glare}‰，高于 {most}‰", picture.zh()),
                format!("{}: {glare}‰ of the picture is washed out, above {most}‰", picture.en()),
            );
        }
    }
}
