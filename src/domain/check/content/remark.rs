//! The site's remark: 20 to 200 characters where a provider asks for one. Provinces ask for more in their own rules.

use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "remark",
    version: 1,
    zh: "网站备注的字数",
    en: "length of the site's remark",
    source: "WeChat: domain facts 2.4",
    look,
};

const TARGET: &str = "service.remark";
const LEAST: usize = 20;
const MOST: usize = 200;

fn look(subject: &Subject<'_>, found: &mut Found) {
    let given = &subject.filing.service.remark;
    let count = given.trim().chars().count();
    if count == 0 && subject.filing.is_individual() {
        found.note(
            TARGET,
            "WEB_REMARK_MISSING",
            given,
            "个人网站没有备注，多数省份要求说明开办内容",
            "an individual's site without a remark; most provinces ask what it will be about",
        );
    } else if (1..LEAST).contains(&count) {
        found.note(
            TARGET,
            "WEB_REMARK_SHORT",
            given,
            format!("备注 {count} 字，少于 {LEAST} 字"),
            format!("the remark has {count} characters, fewer than {LEAST}"),
        );
    } else if count > MOST {
        found.note(
            TARGET,
            "",
            given,
            format!("备注 {count} 字，多于 {MOST} 字"),
            format!("the remark has {count} characters, more than {MOST}"),
        );
    }
}
