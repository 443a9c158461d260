//! The trades that need another authority's approval: by which words and content types a filing shows that it is in one, and
//! the pre-approvals that answer it. The one list for the checks and for what has to be handed in.

use std::sync::LazyLock;

use serde::Deserialize;

use super::load;
use crate::domain::filing::Service;

/// One trade.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// Names it.
    pub slug: String,
    /// zh-CN word.
    pub zh: String,
    /// English word.
    pub en: String,
    /// Words that show it.
    pub words: Vec<String>,
    /// Words that have one of these in them and mean something else.
    #[serde(default)]
    pub except: Vec<String>,
    /// Content type codes that show it.
    pub contents: Vec<u32>,
    /// Pre-approval codes that answer it.
    pub approvals: Vec<u32>,
    /// Whether the ministry still asks everywhere; of other trades some provinces want letters.
    pub everywhere: bool,
}

impl Trade {
    /// The first of its words that stands in a text.
    pub fn word_in(&self, text: &str) -> Option<&str> {
        let plain =
            self.except.iter().filter(|odd| text.contains(odd.as_str())).fold(None, |kept: Option<String>, odd| {
                Some(kept.as_deref().unwrap_or(text).replace(odd.as_str(), "|"))
            });
        let text = plain.as_deref().unwrap_or(text);
        self.words.iter().find(|word| text.contains(word.as_str())).map(String::as_str)
    }

    /// Whether one of its pre-approvals was given.
    pub fn is_answered(&self, service: &Service) -> bool {
        service.pre_approvals.iter().any(|given| self.approvals.contains(&given.kind))
    }
}

/// Every trade, the weightiest first.
pub fn trades() -> &'static [Trade] {
    static LIST: LazyLock<Vec<Trade>> = LazyLock::new(|| load("trade", include_str!("trades.toml")));
    &LIST
}

/// The trade with this slug.
pub fn trade(slug: &str) -> Option<&'static Trade> {
    trades().iter().find(|trade| trade.slug == slug)
}

/// The trades whose words stand in a text, each with its first word.
pub fn trades_in(text: &str) -> impl Iterator<Item = (&'static Trade, &'static str)> {
    trades().iter().filter_map(move |trade| Some((trade, trade.word_in(text)?)))
}

/// The trade of a content type.
pub fn trade_of_content(code: u32) -> Option<&'static Trade> {
    trades().iter().find(|trade| trade.contents.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue;

    #[test]
    fn every_trade_is_answered_by_known_approvals_and_shown_by_known_contents() {
        let mut words: Vec<&str> = Vec::new();
        for trade in trades() {
            assert!(!trade.words.is_empty() && !trade.zh.is_empty() && !trade.en.is_empty(), "{}", trade.slug);
            assert!(!trade.approvals.is_empty(), "{}", trade.slug);
            for code in &trade.approvals {
                assert!(catalogue::pre_approval(*code).is_some(), "{} {code}", trade.slug);
            }
            for code in &trade.contents {
                assert!(catalogue::content_type(*code).is_some(), "{} {code}", trade.slug);
                assert_eq!(
                    trade_of_content(*code).map(|known| &known.slug),
                    Some(&trade.slug),
                    "{code} is of two trades"
                );
            }
            for odd in &trade.except {
                assert!(trade.words.iter().any(|word| odd.contains(word.as_str())), "{odd} excepts nothing");
                assert_eq!(trade.word_in(odd), None, "{odd}");
            }
            words.extend(trade.words.iter().map(String::as_str));
        }
        // Every category of the facts that the form can name, but bulletin boards, which are abolished and have names of their own.
        let answered = |code: u32| trades().iter().any(|trade| trade.approvals.contains(&code));
        let open: Vec<_> =
            catalogue::pre_approvals().iter().map(|known| known.code).filter(|code| !answered(*code)).collect();
        assert_eq!(open, [6]);
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count, "a word is of one trade");
    }

    /// The list of the facts, 8.3.
    #[test]
    fn every_word_of_finance_in_the_facts_shows_finance() {
        let listed = "交易所 交易中心 金融 资产管理 理财 基金 基金管理 投资管理 财富管理 股权投资基金 网贷 网络借贷 P2P 股权众筹 互联网保险 支付 \
                      银行 保险 信托 券商 金融租赁 期货 基金销售 第三方支付 小额贷款 典当";
        for word in listed.split_whitespace() {
            assert!(trade("finance").unwrap().word_in(&format!("样本{word}站")).is_some(), "{word}");
        }
    }

    #[test]
    fn a_text_shows_each_trade_once_by_its_first_word() {
        let of = |text: &str| trades_in(text).map(|(trade, word)| format!("{} {word}", trade.slug)).collect::<Vec<_>>();
        assert_eq!(of("样本产品展示"), [""; 0]);
        assert_eq!(of("样本理财和基金"), ["finance 理财"]);
        assert_eq!(of("样本公益基金会"), [""; 0]);
        assert_eq!(of("样本基金会的基金"), ["finance 基金"]);
        assert_eq!(of("样本医疗器械"), ["drugs 医疗器械"]);
        assert_eq!(of("样本影视文化"), ["film 影视", "culture 文化"]);
        assert_eq!(of("样本补习学校"), ["after_school 补习", "education 学校"]);
    }
}
