//! The one grammar of the queue's filter, for `/` on the desk and `--filter` on the command line.
//!
//! Words are separated by white space and all must hold. A bare word is looked for in number, organizer, site and domain. `key:value`
//! asks one column; `round` takes `>`, `<` or a plain number. Keys exist in Chinese and English; full-width `：` counts as `:`.

use super::catalogue;
use super::lang::Lang;

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// The text stands in number, organizer, site or domain.
    Text(String),
    /// The text stands in this column.
    Column(Column, String),
    /// Two-digit province code.
    Province(String),
    /// Nature slug.
    Nature(String),
    /// Rounds compared with a number.
    Round(std::cmp::Ordering, u32),
    /// Past the due time.
    Overdue,
    /// Held by nobody.
    Free,
    /// Held by the asking user.
    Mine,
}

/// A column that is searched by text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The case's number.
    Number,
    /// 主办单位名称.
    Organizer,
    /// 网站名称.
    Site,
    /// 域名.
    Domain,
    /// The holder's id.
    Holder,
}

/// A filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterError {
    /// The word at fault.
    pub word: String,
    zh: String,
    en: String,
}

impl FilterError {
    /// What is wrong and what would be right.
    pub fn message(&self, lang: Lang) -> String {
        lang.pick(&self.zh, &self.en).to_owned()
    }

    fn new(word: &str, zh: &str, en: &str) -> Self {
        Self {
            word: word.to_owned(), zh: format!("筛选词 {word:?}：{zh}"), en: format!("Filter word {word:?}: {en}")
        }
    }
}

/// Reads a filter; empty text is the filter that lets everything through.
///
/// # Errors
/// The first word that cannot be read, with what would be right.
pub fn parse(text: &str) -> Result<Vec<Term>, FilterError> {
    text.split_whitespace().map(term).collect()
}

fn term(word: &str) -> Result<Term, FilterError> {
    match word.to_ascii_lowercase().as_str() {
        "逾期" | "overdue" => return Ok(Term::Overdue),
        "空闲" | "free" => return Ok(Term::Free),
        "我的" | "mine" => return Ok(Term::Mine),
        _ => {}
    }
    let Some((key, value)) = word.split_once([':', '：']) else { return Ok(Term::Text(word.to_owned())) };
    if value.is_empty() {
        return Err(FilterError::new(word, "冒号后缺少内容", "a value is missing after the colon"));
    }
    match key.to_ascii_lowercase().as_str() {
        "省" | "province" => province(word, value),
        "性质" | "nature" => nature(word, value),
        "轮" | "round" => round(word, value),
        "号" | "number" => Ok(Term::Column(Column::Number, value.to_owned())),
        "主办" | "organizer" => Ok(Term::Column(Column::Organizer, value.to_owned())),
        "站" | "site" => Ok(Term::Column(Column::Site, value.to_owned())),
        "域名" | "domain" => Ok(Term::Column(Column::Domain, value.to_owned())),
        "持有" | "holder" => Ok(Term::Column(Column::Holder, value.to_owned())),
        _ => Err(FilterError::new(
            word,
            "未知的键；可用：省 性质 轮 号 主办 站 域名 持有，以及 逾期 空闲 我的",
            "unknown key; known: province nature round number organizer site domain holder, and overdue free mine",
        )),
    }
}

fn province(word: &str, value: &str) -> Result<Term, FilterError> {
    catalogue::provinces()
        .iter()
        .find(|row| {
            row.code == value.get(..2).unwrap_or(value)
                || row.short == value
                || row.zh == value
                || row.en.eq_ignore_ascii_case(value)
        })
        .map(|row| Term::Province(row.code.clone()))
        .ok_or_else(|| FilterError::new(word, "没有这个省份", "no such province"))
}

fn nature(word: &str, value: &str) -> Result<Term, FilterError> {
    catalogue::natures()
        .iter()
        .find(|row| row.slug == value || row.zh == value || row.en.eq_ignore_ascii_case(value))
        .map(|row| Term::Nature(row.slug.clone()))
        .ok_or_else(|| FilterError::new(word, "没有这种单位性质", "no such organizer nature"))
}

fn round(word: &str, value: &str) -> Result<Term, FilterError> {
    use std::cmp::Ordering;
    let (ordering, number) = if let Some(rest) = value.strip_prefix(['>', '＞']) {
        (Ordering::Greater, rest)
    } else if let Some(rest) = value.strip_prefix(['<', '＜']) {
        (Ordering::Less, rest)
    } else {
        (Ordering::Equal, value.strip_prefix('=').unwrap_or(value))
    };
    number
        .parse()
        .map(|number| Term::Round(ordering, number))
        .map_err(|_| FilterError::new(word, "轮次须为数字，如 轮:>1", "a round is a number, as in round:>1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same() {
        let zh = parse("省:浙江 轮:>1 逾期 青云").unwrap();
        let en = parse("province:Zhejiang round:>1 overdue 青云").unwrap();
        assert_eq!(zh, en);
        assert_eq!(
            zh,
            [
                Term::Province("33".into()),
                Term::Round(std::cmp::Ordering::Greater, 1),
                Term::Overdue,
                Term::Text("青云".into())
            ]
        );
        assert_eq!(parse("  ").unwrap(), []);
    }

    #[test]
    fn an_unreadable_word_says_what_would_be_right() {
        for (text, hint) in [("省:火星", "省份"), ("轮:x", "数字"), ("色:红", "未知的键"), ("省:", "缺少")]
        {
            let error = parse(text).unwrap_err();
            assert_eq!(error.word, text);
            assert!(error.message(Lang::Zh).contains(hint), "{error:?}");
        }
    }
}
