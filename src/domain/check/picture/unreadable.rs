//! A file that is no readable picture.

use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "picture_unreadable",
    version: 1,
    zh: "图片文件能否打开",
    en: "whether the file is a picture that can be opened",
    source: "what the service measures",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for picture in subject.pictures.iter().filter(|picture| !picture.facts.readable) {
        found.blocker(
            &picture.target(),
            "MAT_BLURRY",
            "",
            format!("{}：文件已损坏，无法打开，请申请人重新上传", picture.zh()),
            format!("{}: the file is damaged and cannot be opened; ask for a new upload", picture.en()),
        );
    }
}
