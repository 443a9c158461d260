//! N11: words of trades, companies, products and places in an individual's site name. There is no closed list of them, so
//! these are only worth a look.

use super::owner::{TARGET, site_name};
use crate::domain::catalogue::provinces;
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_trade",
    version: 1,
    zh: "个人网站名称中的行业、企业、产品、地名（N11）",
    en: "trades, companies, products and places in an individual's site name (N11)",
    source: "QingCloud, Huawei Cloud: domain facts 8.1",
    look,
};

const WORDS: &[&str] = &[
    "公司",
    "集团",
    "企业",
    "商城",
    "商贸",
    "科技",
    "官网",
    "旗舰店",
    "有限",
    "工厂",
    "厂家",
    "协会",
    "学会",
    "联盟",
    "中心",
    "批发",
    "代理",
    "加盟",
    "招聘",
    "房产",
    "旅行社",
    "装修",
    "餐饮",
    "酒店",
    "物流",
    "电商",
    "购物",
    "传媒",
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject).filter(|_| subject.filing.is_individual()) else { return };
    let place = || provinces().iter().map(|province| province.short.as_str()).find(|place| name.contains(place));
    if let Some(word) = word(name, WORDS).or_else(place) {
        found.warning(
            TARGET,
            "WEB_NAME_PERSONAL_WORDS",
            name,
            format!("个人网站名称含行业、企业、产品或地名“{word}”"),
            format!("an individual's site name has {word} in it, a trade, company, product or place"),
        );
    }
}
