//! N12: foreign states and regions, and international organisations. Short names also occur by chance (法国 in 新法国学), so they
//! are only worth a look.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_foreign",
    version: 1,
    zh: "网站名称中的外国地名和国际组织（N12）",
    en: "foreign places and international organisations in the site's name (N12)",
    source: "QingCloud: domain facts 8.1",
    look,
};

const WORDS: &[&str] = &[
    "联合国",
    "世界卫生组织",
    "世卫组织",
    "世界银行",
    "国际货币基金组织",
    "世界贸易组织",
    "世贸组织",
    "欧盟",
    "北约",
    "东盟",
    "国际奥委会",
    "教科文组织",
    "国际红十字",
    "上合组织",
    "金砖国家",
    "亚投行",
    "美国",
    "英国",
    "法国",
    "德国",
    "日本",
    "韩国",
    "朝鲜",
    "俄罗斯",
    "意大利",
    "西班牙",
    "葡萄牙",
    "加拿大",
    "澳大利亚",
    "新西兰",
    "新加坡",
    "马来西亚",
    "泰国",
    "越南",
    "缅甸",
    "老挝",
    "柬埔寨",
    "菲律宾",
    "印度",
    "巴基斯坦",
    "伊朗",
    "伊拉克",
    "以色列",
    "土耳其",
    "埃及",
    "南非",
    "巴西",
    "阿根廷",
    "墨西哥",
    "瑞士",
    "瑞典",
    "挪威",
    "芬兰",
    "丹麦",
    "荷兰",
    "比利时",
    "奥地利",
    "波兰",
    "乌克兰",
    "希腊",
    "欧洲",
    "非洲",
    "北美",
    "南美",
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    if let Some(word) = word(name, WORDS) {
        found.warning(TARGET, "WEB_NAME_FOREIGN", name, format!("名称含“{word}”"), format!("has {word} in it"));
    }
}
