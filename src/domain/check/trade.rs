//! The trades that need another authority's approval (domain facts 8.3): the words and content types by which a filing shows
//! that it is in one, and the pre-approval that answers it.

use super::said::word;
use crate::domain::filing::Service;

/// One trade.
#[derive(Debug)]
pub(super) struct Trade {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    words: &'static [&'static str],
    contents: &'static [u32],
    /// The pre-approval codes that answer it.
    approvals: &'static [u32],
    /// Whether the ministry still asks everywhere; other trades only get letters in some provinces.
    pub(super) asked_everywhere: bool,
}

/// Every trade, the weightiest first.
const TRADES: &[Trade] = &[
    Trade {
        zh: "金融",
        en: "finance",
        words: &[
            "交易所",
            "交易中心",
            "金融",
            "资产管理",
            "理财",
            "基金管理",
            "投资管理",
            "财富管理",
            "股权投资",
            "网贷",
            "网络借贷",
            "P2P",
            "股权众筹",
            "互联网保险",
            "支付",
            "银行",
            "保险",
            "信托",
            "券商",
            "期货",
            "基金销售",
            "小额贷款",
            "典当",
        ],
        contents: &[10, 11, 12, 29, 30, 31, 32, 33],
        approvals: &[13],
        asked_everywhere: true,
    },
    Trade {
        zh: "新闻",
        en: "news",
        words: &["新闻", "报社", "通讯社", "头条", "时政"],
        contents: &[5],
        approvals: &[1],
        asked_everywhere: true,
    },
    Trade {
        zh: "出版",
        en: "publishing",
        words: &["出版", "电子书"],
        contents: &[],
        approvals: &[2],
        asked_everywhere: true,
    },
    Trade {
        zh: "药品和医疗器械",
        en: "drugs and medical devices",
        words: &["药品", "医药", "药店", "药房", "医疗器械"],
        contents: &[],
        approvals: &[5],
        asked_everywhere: true,
    },
    Trade {
        zh: "广播电影电视节目",
        en: "radio, film and television",
        words: &["影视", "电影", "视听", "电视台", "直播"],
        contents: &[15],
        approvals: &[10],
        asked_everywhere: true,
    },
    Trade {
        zh: "网络预约车",
        en: "ride hailing",
        words: &["网约车", "网络预约车"],
        contents: &[],
        approvals: &[11],
        asked_everywhere: true,
    },
    Trade {
        zh: "宗教",
        en: "religion",
        words: &["宗教", "佛教", "道教", "基督教", "天主教", "伊斯兰教"],
        contents: &[],
        approvals: &[15],
        asked_everywhere: true,
    },
    Trade {
        zh: "校外培训",
        en: "after-school training",
        words: &["校外培训", "补习", "家教"],
        contents: &[],
        approvals: &[14, 3],
        asked_everywhere: true,
    },
    Trade {
        zh: "教育",
        en: "education",
        words: &["教育", "培训", "学院", "学校", "考试"],
        contents: &[21],
        approvals: &[3, 14],
        asked_everywhere: false,
    },
    Trade {
        zh: "医疗保健",
        en: "medical care",
        words: &["医院", "医疗", "诊所", "门诊"],
        contents: &[],
        approvals: &[4],
        asked_everywhere: false,
    },
    Trade {
        zh: "文化",
        en: "culture",
        words: &["文化", "传媒", "游戏", "音乐", "动漫", "演艺"],
        contents: &[13, 14],
        approvals: &[9],
        asked_everywhere: false,
    },
];

impl Trade {
    /// Whether one of its pre-approvals was given.
    pub(super) fn is_answered(&self, service: &Service) -> bool {
        service.pre_approvals.iter().any(|given| self.approvals.contains(&given.kind))
    }

    /// The finance of another code.
    pub(super) fn is_finance(&self) -> bool {
        self.approvals == [13]
    }
}

/// The trades whose words stand in a text, each with its first word.
pub(super) fn in_text(text: &str) -> impl Iterator<Item = (&'static Trade, &'static str)> {
    TRADES.iter().filter_map(move |trade| Some((trade, word(text, trade.words)?)))
}

/// The trade of a content type.
pub(super) fn of_content(code: u32) -> Option<&'static Trade> {
    TRADES.iter().find(|trade| trade.contents.contains(&code))
}
