//! A picture too dark or too bright.

use super::readable;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_exposure",
    version: 1,
    zh: "图片是否过暗或过亮",
    en: "whether the picture is too dark or too bright",
    source: "what the service measures",
    look,
};

/// Luma, 0 to 255. Of 336 drawn pictures the lightest tenth began at 225 or above and the darkest fiftieth ended at 136 or
/// below, in sharp ones; paper below 120 and ink above 160 leave little to read.
const LIGHTEST: u32 = 120;
const DARKEST: u32 = 160;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in readable(subject) {
        let (light, dark) = (picture.facts.light_luma, picture.facts.dark_luma);
        if light < LIGHTEST {
            found.warning(
                &picture.target(),
                "MAT_GLARE",
                &light.to_string(),
                format!("{}：画面过暗，最亮处亮度 {light}，低于 {LIGHTEST}", picture.zh()),
                format!("{}: too dark, its lightest parts have {light}, below {LIGHTEST}", picture.en()),
            );
        } else if dark > DARKEST {
            found.warning(
                &picture.target(),
                "MAT_GLARE",
                &dark.to_string(),
                format!("{}：画面过亮，最暗处亮度 {dark}，高于 {DARKEST}", picture.zh()),
                format!("{}: too bright, its darkest parts have {dark}, above {DARKEST}", picture.en()),
            );
        }
    }
}
