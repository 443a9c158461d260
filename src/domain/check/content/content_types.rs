//! Content types: known, not too many, and of an individual only what an individual may offer.

use crate::domain::catalogue::content_type;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "content_types",
    version: 1,
    zh: "服务内容",
    en: "content types",
    source: "QingCloud, WeChat: domain facts 2.4, 8.4",
    look,
};

const TARGET: &str = "service.content_types";
const MOST: usize = 5;
const BLOG: u32 = 6;
const OTHER: u32 = 24;

fn look(subject: &Subject<'_>, found: &mut Found) {
    let service = &subject.filing.service;
    let codes = &service.content_types;
    if codes.len() > MOST {
        let count = codes.len();
        found.blocker(
            TARGET,
            "WEB_CONTENT_TYPE_TOO_MANY",
            &count.to_string(),
            format!("选了 {count} 项，最多 {MOST} 项"),
            format!("{count} content types, at most {MOST}"),
        );
    }
    for code in codes.iter().filter(|code| content_type(**code).is_none()) {
        found.blocker(
            TARGET,
            "WEB_CONTENT_TYPE_WRONG",
            &code.to_string(),
            format!("没有代码为 {code} 的服务内容"),
            format!("there is no content type {code}"),
        );
    }
    if !subject.filing.is_individual() {
        return;
    }
    for kind in codes.iter().filter_map(|code| content_type(*code)) {
        match kind.code {
            BLOG => {}
            OTHER if service.remark.trim().is_empty() => found.blocker(
                "service.remark",
                "WEB_REMARK_MISSING",
                &kind.code.to_string(),
                format!("个人选择“{}”须在备注中说明内容", kind.zh),
                format!("an individual who chooses \"{}\" says in the remark what it is", kind.en),
            ),
            OTHER => {}
            code => found.blocker(
                TARGET,
                "WEB_CONTENT_TYPE_PERSONAL",
                &code.to_string(),
                format!("个人不能选择“{}”，只能选博客/个人空间，或其他并备注", kind.zh),
                format!("an individual cannot choose \"{}\", only a blog or, with a remark, other", kind.en),
            ),
        }
    }
}
