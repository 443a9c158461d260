//! A picture out of focus or shaken.

use super::readable;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_blurry",
    version: 1,
    zh: "图片是否清晰",
    en: "whether the picture is sharp",
    source: "what the service measures",
    look,
};

/// Variance of the Laplacian. Of 336 drawn pictures the sharp ones began at 489, documents at 1120, and the blurred ones ended
/// at 18.
const SHARPNESS: i64 = 100;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in readable(subject) {
        let sharpness = picture.facts.sharpness / 1000;
        if sharpness < SHARPNESS {
            found.warning(
                &picture.target(),
                "MAT_BLURRY",
                &sharpness.to_string(),
                format!("{}：清晰度 {sharpness}，低于 {SHARPNESS}", picture.zh()),
                format!("{}: sharpness {sharpness}, below {SHARPNESS}", picture.en()),
            );
        }
    }
}
