//! A file that is no readable picture.

use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_unreadable",
    version: 2,
    zh: "图片文件能否打开",
    en: "whether the file is a picture that can be opened",
    source: "what the service measures",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in subject.pictures.iter().filter(|picture| !picture.facts.readable) {
        let (zh, en) = match picture.facts.cut_off {
            true => ("文件不完整，后面的部分缺失", "the file is cut off, and what follows is missing"),
            false => ("文件已损坏，无法打开", "the file is damaged and cannot be opened"),
        };
        found.blocker(
            &picture.target(),
            "MAT_BLURRY",
            "",
            format!("{}：{zh}，请申请人重新上传", picture.zh()),
            format!("{}: {en}; ask for a new upload", picture.en()),
        );
    }
}
