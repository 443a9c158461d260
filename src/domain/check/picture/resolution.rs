//! A picture with too few pixels for its text.

use super::readable;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_resolution",
    version: 1,
    zh: "图片尺寸是否足够",
    en: "whether the picture has enough pixels",
    source: "what the service measures",
    look,
};

/// Pixels of the long and of the short side. A card that is compressed to the 100 KB which administrations ask for has
/// 860 by 540 and can be read; an A4 page has its running text 14 pixels high at 800.
const LONG: u32 = 800;
const SHORT: u32 = 500;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in readable(subject) {
        let (width, height) = (picture.facts.width, picture.facts.height);
        if width.max(height) < LONG || width.min(height) < SHORT {
            found.warning(
                &picture.target(),
                "MAT_BLURRY",
                &format!("{width}x{height}"),
                format!("{}：尺寸 {width}×{height} 像素，低于 {LONG}×{SHORT}，文字可能无法辨认", picture.zh()),
                format!(
                    "{}: {width}×{height} pixels, below {LONG}×{SHORT}; its text may not be readable",
                    picture.en()
                ),
            );
        }
    }
}
