//! A page that goes on beyond the picture.

use super::documents;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_cropped",
    version: 1,
    zh: "边角是否完整",
    en: "whether all edges are in the picture",
    source: "what the service measures",
    look,
};

/// Per mille of a border that strokes cross. Of 336 drawn pictures those that show a whole document had none, those that
/// are cut 9 or more.
const CROSSED: u32 = 5;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in documents(subject) {
        let cut = picture.facts.cut;
        let sides = [
            ("上边", "top", cut.top),
            ("右边", "right", cut.right),
            ("下边", "bottom", cut.bottom),
            ("左边", "left", cut.left),
        ];
        let worst = sides.into_iter().max_by_key(|(.., share)| *share).filter(|(.., share)| *share > CROSSED);
        if let Some((zh, en, share)) = worst {
            found.warning(
                &picture.target(),
                "MAT_CROPPED",
                &share.to_string(),
                format!("{}：{zh}有内容伸出画面，占该边 {share}‰，高于 {CROSSED}‰，可能被裁切", picture.zh()),
                format!(
                    "{}: content runs out of the {en} edge over {share}‰ of it, above {CROSSED}‰; it may be cut",
                    picture.en()
                ),
            );
        }
    }
}
