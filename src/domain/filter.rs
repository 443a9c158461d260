//! The one grammar of the queue's filter, for `/` on the desk and `--filter` on the command line.
//!
//! Words are separated by white space and all must hold; `"…"` keeps white space in a value. A bare word is looked for in
//! number, organizer, site and domain, and by pinyin in organizer and site; `"word"` only as it is written, even where it
//! would otherwise mean something. `key:value` asks one column; numbers and days take `>`, `>=`, `<`, `<=` or
//! stand alone, days are `2026-11-23`, `today`, `tomorrow` or `yesterday` in China. Keys and values exist in Chinese and
//! English; full-width `：＞＜＝` count as their half-width twins.

mod complete;

use std::cmp::Ordering;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use super::catalogue;
use super::filing::FilingType;
use super::lang::Lang;
use super::status::{Stage, Status};
use super::words::{Worded, closed_list};

pub use complete::{Completion, Completions, complete};

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// The text stands in number, organizer, site or domain, or one of the names is typed so by pinyin.
    Text(String),
    /// The text stands in number, organizer, site or domain, as it is written.
    Exact(String),
    /// The text stands in this column, or is typed so by pinyin.
    Column(Column, String),
    /// The case stands in one of these; asked for, any status is listed and not only what waits for a review.
    Status(Vec<Status>),
    /// Waits for this review.
    Stage(Stage),
    /// Two-digit province code.
    Province(String),
    /// Nature slug.
    Nature(String),
    /// Filing type.
    Type(FilingType),
    /// A column of numbers compared with a number.
    Number(NumberColumn, Ordering, i64),
    /// A column of times compared with a day.
    Day(DayColumn, Ordering, Day),
    /// The due time lies beyond the known calendar.
    DueUnknown,
    /// Something that holds or does not.
    Is(Flag),
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

/// A column of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberColumn {
    /// Submissions.
    Round,
    /// The case's version.
    Version,
    /// What must be corrected.
    Blockers,
    /// What deserves a look.
    Warnings,
}

/// A column of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayColumn {
    /// When the case came into its status.
    Entered,
    /// When its review is due.
    Due,
}

/// A day in China.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// This date.
    On(Date),
    /// So many days after today.
    FromToday(i64),
}

impl Day {
    /// The date meant on `today`.
    pub fn date(self, today: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::FromToday(days) => today.saturating_add(days.days()),
        }
    }

    fn later(self, by: i64) -> Self {
        match self {
            Self::On(date) => Self::On(date.saturating_add(by.days())),
            Self::FromToday(days) => Self::FromToday(days + by),
        }
    }
}

closed_list! {
    /// Words of the filter that stand alone.
    Flag {
        Overdue = "overdue", "逾期", "past the due time";
        Free = "free", "空闲", "held by nobody";
        Held = "held", "已认领", "held by somebody";
        Mine = "mine", "我的", "held by me";
        Deciding = "deciding", "待生效", "decided, not yet in effect";
        Escalated = "escalated", "已上报", "escalated to a lead";
        Snoozed = "snoozed", "已暂缓", "snoozed";
    }
}

closed_list! {
    /// What can be asked with a colon. The Chinese word is the key in Chinese, the slug the key in English.
    Key {
        Status = "status", "状态", "where the case stands";
        Stage = "stage", "阶段", "the review it waits for";
        Type = "type", "类型", "type of filing";
        Province = "province", "省", "province of the organizer";
        Nature = "nature", "性质", "nature of the organizer";
        Round = "round", "轮", "submissions";
        Version = "version", "版本", "version of the case";
        Blockers = "blocker", "必改", "what must be corrected";
        Warnings = "warning", "提醒", "what deserves a look";
        Entered = "entered", "进入", "day on which it came here";
        Due = "due", "到期", "day on which it is due";
        Number = "number", "号", "number of the case";
        Organizer = "organizer", "主办", "name of the organizer";
        Site = "site", "站", "name of the site";
        Domain = "domain", "域名", "first domain";
        Holder = "holder", "持有", "user id of the holder";
    }
}

impl Key {
    /// The key as it is typed in a language.
    pub const fn typed(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.word(lang),
            Lang::En => self.slug(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let fits = |key: &&Self| key.word(Lang::Zh) == text || key.slug().eq_ignore_ascii_case(text);
        Self::ALL.iter().find(fits).copied()
    }
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
    if let Some(error) = too_long(text) {
        return Err(error);
    }
    words(text)
        .iter()
        .map(|word| if word.quoted { Ok(Term::Exact(word.text.clone())) } else { term(&word.text) })
        .collect()
}

/// A word of a filter that cannot be read, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Characters of the text, from the first to the one after the last.
    pub range: Range<usize>,
    /// Why.
    pub error: FilterError,
}

/// Everything in the text that cannot be read, for whoever is still typing it.
pub fn faults(text: &str) -> Vec<Fault> {
    let fault = |word: Quotable| {
        let error = term(&word.text).err().filter(|_| !word.quoted)?;
        Some(Fault { range: word.range, error })
    };
    match too_long(text) {
        Some(error) => vec![Fault { range: 0..text.chars().count(), error }],
        None => words(text).into_iter().filter_map(fault).collect(),
    }
}

fn too_long(text: &str) -> Option<FilterError> {
    if words(text).len() <= MOST_WORDS && text.chars().count() <= MOST_CHARS {
        return None;
    }
    let start: String = text.chars().take(20).collect();
    Some(FilterError::new(
        &format!("{start}…"),
        "筛选过长；最多 30 个词、1000 字",
        "the filter is too long; at most 30 words and 1000 characters",
    ))
}

/// More than anybody types; what a database does with endless conditions is nobody's business.
const MOST_WORDS: usize = 30;
const MOST_CHARS: usize = 1000;

/// A word of a filter, without its quotes.
#[derive(Debug, Default)]
struct Quotable {
    text: String,
    /// Whether it begins with a quote, and not only somewhere in it.
    quoted: bool,
    /// Whether a quote is still open where it ends.
    open: bool,
    /// Where it stands, in characters, quotes included.
    range: Range<usize>,
}

fn words(text: &str) -> Vec<Quotable> {
    let (mut words, mut word, mut inside) = (Vec::new(), Quotable::default(), false);
    for (at, c) in text.chars().enumerate() {
        match c {
            c if c.is_whitespace() && !inside => {
                words.push(std::mem::take(&mut word));
                word.range = at + 1..at + 1;
                continue;
            }
            '"' | '“' | '”' => {
                inside = !inside;
                word.quoted |= inside && word.text.is_empty();
            }
            c => word.text.push(c),
        }
        word.range.end = at + 1;
    }
    word.open = inside;
    words.push(word);
    words.retain(|word| !word.text.is_empty());
    words
}

fn term(word: &str) -> Result<Term, FilterError> {
    let lower = word.to_ascii_lowercase();
    if let Some(flag) = Flag::ALL.iter().find(|flag| flag.slug() == lower || flag.word(Lang::Zh) == word) {
        return Ok(Term::Is(*flag));
    }
    let Some((key, value)) = word.split_once([':', '：']) else { return Ok(Term::Text(word.to_owned())) };
    if value.is_empty() {
        return Err(FilterError::new(word, "冒号后缺少内容", "a value is missing after the colon"));
    }
    let column = |column| Ok(Term::Column(column, value.to_owned()));
    match Key::read(key).ok_or_else(|| unknown_key(word))? {
        Key::Status => statuses(word, value),
        Key::Stage => one_of(word, value, Stage::ALL).map(Term::Stage),
        Key::Type => one_of(word, value, FilingType::ALL).map(Term::Type),
        Key::Province => province(word, value),
        Key::Nature => nature(word, value),
        Key::Round => number(word, value, NumberColumn::Round),
        Key::Version => number(word, value, NumberColumn::Version),
        Key::Blockers => number(word, value, NumberColumn::Blockers),
        Key::Warnings => number(word, value, NumberColumn::Warnings),
        Key::Entered => day(word, value, DayColumn::Entered),
        Key::Due if UNKNOWN.contains(&value) => Ok(Term::DueUnknown),
        Key::Due => day(word, value, DayColumn::Due),
        Key::Number => column(Column::Number),
        Key::Organizer => column(Column::Organizer),
        Key::Site => column(Column::Site),
        Key::Domain => column(Column::Domain),
        Key::Holder => column(Column::Holder),
    }
}

/// A due time beyond the known calendar.
const UNKNOWN: [&str; 2] = ["未知", "unknown"];

fn unknown_key(word: &str) -> FilterError {
    let keys = |lang| Key::ALL.iter().map(|key| key.typed(lang)).collect::<Vec<_>>().join(" ");
    let zh: Vec<_> = Flag::ALL.iter().map(|flag| flag.word(Lang::Zh)).collect();
    let en: Vec<_> = Flag::ALL.iter().map(|flag| flag.slug()).collect();
    FilterError::new(
        word,
        &format!("未知的键；可用：{}，以及 {}", keys(Lang::Zh), zh.join(" ")),
        &format!("unknown key; known: {}, and {}", keys(Lang::En), en.join(" ")),
    )
}

/// One value of a closed list, by its slug or its word in either language.
fn one_of<T>(word: &str, value: &str, all: &[T]) -> Result<T, FilterError>
where
    T: Copy + Display + FromStr + Worded,
{
    let fits = |known: &&T| [Lang::Zh, Lang::En].iter().any(|lang| known.in_words(*lang).eq_ignore_ascii_case(value));
    value.to_ascii_lowercase().parse().ok().or_else(|| all.iter().find(fits).copied()).ok_or_else(|| {
        let zh: Vec<_> = all.iter().map(|known| known.in_words(Lang::Zh)).collect();
        let en: Vec<_> = all.iter().map(T::to_string).collect();
        let (zh, en) = (zh.join(" "), en.join(" "));
        FilterError::new(word, &format!("没有这个值；可用：{zh}"), &format!("no such value; known: {en}"))
    })
}

fn statuses(word: &str, value: &str) -> Result<Term, FilterError> {
    if matches!(value, "全部" | "any") {
        return Ok(Term::Status(Status::ALL.to_vec()));
    }
    value.split([',', '，']).map(|value| one_of(word, value, Status::ALL)).collect::<Result<_, _>>().map(Term::Status)
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

/// What a value is compared with, and how: `>=2` is `>1`.
fn compared(value: &str) -> (Ordering, i64, &str) {
    let (ordering, rest) = if let Some(rest) = value.strip_prefix(['>', '＞']) {
        (Ordering::Greater, rest)
    } else if let Some(rest) = value.strip_prefix(['<', '＜']) {
        (Ordering::Less, rest)
    } else {
        (Ordering::Equal, value)
    };
    match (ordering, rest.strip_prefix(['=', '＝'])) {
        (Ordering::Greater, Some(rest)) => (ordering, -1, rest),
        (Ordering::Less, Some(rest)) => (ordering, 1, rest),
        (_, rest_without) => (ordering, 0, rest_without.unwrap_or(rest)),
    }
}

fn number(word: &str, value: &str, column: NumberColumn) -> Result<Term, FilterError> {
    let (ordering, shift, value) = compared(value);
    let number: Option<i64> = value.parse().ok();
    number
        .and_then(|number| number.checked_add(shift))
        .map(|number| Term::Number(column, ordering, number))
        .ok_or_else(|| FilterError::new(word, "须为数字，如 轮:>1", "this compares with a number, as in round:>1"))
}

fn day(word: &str, value: &str, column: DayColumn) -> Result<Term, FilterError> {
    let (ordering, shift, value) = compared(value);
    let day = match value.to_ascii_lowercase().as_str() {
        "今天" | "today" => Day::FromToday(0),
        "明天" | "tomorrow" => Day::FromToday(1),
        "昨天" | "yesterday" => Day::FromToday(-1),
        date => Day::On(date.parse().map_err(|_| {
            FilterError::new(
                word,
                "须为日期，如 到期:<2026-11-30、到期:今天",
                "this compares with a day, as in due:<2026-11-30 or due:today",
            )
        })?),
    };
    Ok(Term::Day(column, ordering, day.later(shift)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same() {
        for (zh, en) in [
            ("省:浙江 轮:>1 逾期 青云", "province:Zhejiang round:>1 overdue 青云"),
            ("状态:初审退回，已备案", "status:first_returned,approved"),
            ("阶段:复审 类型:首次备案 版本:3", "stage:second type:initial version:3"),
            ("进入:＞＝2026-11-20 到期:今天 到期:未知", "entered:>=2026-11-20 due:TODAY due:unknown"),
            ("空闲 已认领 我的 待生效 已上报 已暂缓", "free held Mine deciding escalated snoozed"),
            ("号:1 主办:a 站:b 域名:c 持有:d", "number:1 organizer:a site:b domain:c holder:d"),
            ("状态:全部 性质:个人", "status:any nature:individual"),
        ] {
            assert_eq!(parse(zh).unwrap(), parse(en).unwrap(), "{zh}");
        }
        assert_eq!(
            parse("省:浙江 轮:>1 逾期 青云").unwrap(),
            [
                Term::Province("33".into()),
                Term::Number(NumberColumn::Round, Ordering::Greater, 1),
                Term::Is(Flag::Overdue),
                Term::Text("青云".into())
            ]
        );
        assert_eq!(parse("  ").unwrap(), []);
    }

    #[test]
    fn quotes_keep_words_together_and_an_open_one_reaches_the_end() {
        let site = |text: &str| Term::Column(Column::Site, text.into());
        assert_eq!(parse("site:\"My Site\" x").unwrap(), [site("My Site"), Term::Text("x".into())]);
        assert_eq!(parse("站:“My  Site”").unwrap(), [site("My  Site")]);
        assert_eq!(parse("\"a b").unwrap(), [Term::Exact("a b".into())]);
        let literal = ["逾期", "省:浙江", "x"].map(|text| Term::Exact(text.into()));
        assert_eq!(parse("“逾期” \"省:浙江\" \"\"\"x\"").unwrap(), literal);
        assert_eq!(parse("a\"b\"").unwrap(), [Term::Text("ab".into())]);
        assert_eq!(parse("\"\"").unwrap(), []);
    }

    #[test]
    fn every_word_at_fault_is_told_with_its_place() {
        let text = "省:浙江 色:红 \"a b\" 轮:x";
        let found = faults(text);
        let places: Vec<_> = found.iter().map(|fault| fault.range.clone()).collect();
        assert_eq!(places, [5..8, 15..18]);
        assert_eq!(found[0].error, parse(text).unwrap_err(), "the first is what the parser says");
        assert_eq!(faults("  省:浙江  bjqy “x"), []);
        assert_eq!(faults("“色:红”"), [], "what is quoted is only text");
        assert_eq!(faults(&"字".repeat(MOST_CHARS + 1))[0].range, 0..MOST_CHARS + 1);
    }

    #[test]
    fn an_endless_filter_is_refused() {
        assert!(parse(&"a ".repeat(MOST_WORDS)).is_ok());
        for text in ["a ".repeat(MOST_WORDS + 1), "字".repeat(MOST_CHARS + 1)] {
            assert!(parse(&text).unwrap_err().message(Lang::En).contains("too long"));
        }
    }

    #[test]
    fn numbers_and_days_are_compared() {
        let round = |ordering, number| Term::Number(NumberColumn::Round, ordering, number);
        let rows = [
            ("round:2", Ordering::Equal, 2),
            ("round:=2", Ordering::Equal, 2),
            ("round:>=2", Ordering::Greater, 1),
            ("round:<=2", Ordering::Less, 3),
        ];
        for (text, ordering, number) in rows {
            assert_eq!(parse(text).unwrap(), [round(ordering, number)], "{text}");
        }
        let [Term::Day(DayColumn::Due, Ordering::Less, day)] = parse("due:<=tomorrow").unwrap()[..] else { panic!() };
        assert_eq!(day.date("2026-12-30".parse().unwrap()).to_string(), "2027-01-01");
        let [Term::Day(_, Ordering::Greater, day)] = parse("entered:>=2026-01-01").unwrap()[..] else { panic!() };
        assert_eq!(day, Day::On("2025-12-31".parse().unwrap()));
        assert!(parse("entered:<=9999-12-31 round:9223372036854775807").is_ok());
    }

    #[test]
    fn an_unreadable_word_says_what_would_be_right() {
        for (text, hint) in [
            ("省:火星", "省份"),
            ("轮:x", "数字"),
            ("round:>=9223372036854775808", "数字"),
            ("round:<=9223372036854775807", "数字"),
            ("色:红", "未知的键"),
            ("省:", "缺少"),
            ("status:lost", "初审退回"),
            ("status:approved,", "已备案"),
            ("stage:third", "复审"),
            ("due:soon", "日期"),
            ("entered:2026-02-30", "日期"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.word, text);
            assert!(error.message(Lang::Zh).contains(hint), "{error:?}");
        }
    }
}
