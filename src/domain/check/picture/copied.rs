//! A picture without colour: a copy, as a rule.

use super::documents;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_copied",
    version: 1,
    zh: "是否为黑白件",
    en: "whether the picture is black and white",
    source: "what the service measures",
    look,
};

/// Mean distance of a pixel's channels, in thousandths of a level. Of 336 drawn pictures the grey ones had 0, the others
/// 4764 or more, white paper with a single red seal included.
const CHROMA: i64 = 1500;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in documents(subject) {
        let chroma = picture.facts.chroma;
        if chroma < CHROMA {
            found.warning(
                &picture.target(),
                "MAT_COPY",
                &chroma.to_string(),
                format!("{}：平均色差 {}，低于 {}，可能是黑白件或复印件", picture.zh(), tenths(chroma), tenths(CHROMA)),
                format!(
                    "{}: mean colour {}, below {}; it may be a black-and-white copy",
                    picture.en(),
                    tenths(chroma),
                    tenths(CHROMA)
                ),
            );
        }
    }
}

/// Levels with one decimal.
fn tenths(thousandths: i64) -> String {
    format!("{}.{}", thousandths / 1000, thousandths % 1000 / 100)
}
