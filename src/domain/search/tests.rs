//! Names of every kind by words of every kind, and how many of ten thousand company names are found.

use std::collections::BTreeSet;

use pinyin::ToPinyinMulti;
use proptest::prelude::*;

use super::*;

#[test]
fn full_width_case_white_space_and_brackets_make_no_difference() {
    for (text, expected) in [
        ("ＢＪ　青云", "bj青云"),
        ("青云（北京）科技 有限公司", "青云北京科技有限公司"),
        ("Qing\u{a0}Yun [1]", "qingyun1"),
        ("１００％＿", "100%_"),
        ("ΣΑΣ", "σασ"),
        ("【】《》", ""),
    ] {
        assert_eq!(folded(text), expected, "{text}");
    }
}

#[test]
fn names_have_initials_by_every_reading() {
    for (name, expected) in [
        ("北京青云", &["bjqy"][..]),
        ("重庆", &["cq", "zq"]),
        ("长沙", &["cs", "zs"]),
        ("音乐", &["yl", "yy"]),
        ("银行", &["yx", "yh"]),
        ("Ａ股·3号", &["ag3h"]),
        ("女人", &["nr"]),
        ("·—、", &[""]),
        ("", &[""]),
    ] {
        assert_eq!(initials(name), expected, "{name}");
    }
    let city = keys("重庆A股");
    assert_eq!(
        (city.initials.as_str(), city.rare.as_str(), city.pinyin.as_str()),
        ("cqag zqag", "tqag", "/chong/qing/a/gu /zhong/qing/a/gu")
    );
    let hostile = keys(&"单长重乐行".repeat(1000));
    assert!(hostile.initials.len() < 4000 && hostile.rare.len() < 4000 && hostile.pinyin.len() < 20_000);
}

#[test]
fn a_name_is_found_in_every_way_and_the_plainest_counts_most() {
    use Way::{Initials, Near, Pinyin, Sound, Written};
    const CLOUD: &str = "北京青云网络科技有限公司";
    for (word, name, way) in [
        ("青云", CLOUD, Written),
        ("ＱＹ", "qy 科技", Written),
        ("北京(青云)", CLOUD, Written),
        ("bjqy", CLOUD, Initials),
        ("BJQY", CLOUD, Initials),
        ("qywl", CLOUD, Initials),
        ("ag", "某某A股", Initials),
        ("cq", "重庆样本", Initials),
        ("zq", "重庆样本", Initials),
        ("sm", "厦门样本", Initials),
        ("xm", "厦门样本", Initials),
        ("beijingqingyun", CLOUD, Pinyin),
        ("beijingqy", CLOUD, Pinyin),
        ("bjqingyu", CLOUD, Pinyin),
        ("北京qy", CLOUD, Pinyin),
        ("zhqing", "重庆样本", Pinyin),
        ("lvse", "绿色样本", Pinyin),
        ("清云网络", CLOUD, Sound),
        ("北京科技", CLOUD, Near),
        ("sampe", "sample.example", Near),
    ] {
        assert_eq!(matches(word, name).map(|score| score.way), Some(way), "{word} in {name}");
    }
    for (word, name) in [
        ("b", "北京"),
        ("bjy", CLOUD),
        ("eijing", CLOUD),
        ("云青", CLOUD),
        ("清云", CLOUD),
        ("青司", CLOUD),
        ("1%科", "青云100%_科技"),
        ("260001", "BA26000001"),
        ("abc", "a-big-cat.example"),
        ("12", "一二"),
    ] {
        assert_eq!(matches(word, name), None, "{word} in {name}");
    }
    assert!(matches("青云", "青云") > matches("青云", CLOUD), "the shorter name is more of what was typed");
}

#[test]
fn a_word_says_how_it_can_be_looked_up() {
    let word = Word::new("ＢｅｉＪｉｎｇ");
    assert_eq!(
        (word.folded(), word.initials(), word.spellings()),
        ("beijing", Some("beijing"), vec!["/bei/jing".into(), "/bei/jin/g".into()])
    );
    let word = Word::new("青云");
    assert_eq!((word.initials(), word.spellings().len(), word.sound().as_str()), (None, 0, "qingyun"));
    assert!(!word.may_be_near() && Word::new("青云网").may_be_near() && !Word::new("BA26").may_be_near());
    for text in ["1", "12", "a", "a-b", ""] {
        assert_eq!((Word::new(text).initials(), Word::new(text).spellings()), (None, Vec::new()), "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_or_stored_does_harm(word in "\\PC{0,80}", text in "\\PC{0,200}") {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once.clone());
        let score = matches(&word, &text);
        prop_assert_eq!(score.map(|score| score.way) == Some(Way::Written), once.contains(&folded(&word)));
        let sought = Word::new(&word);
        prop_assert!(sought.spellings().len() <= reading::MOST_PARTINGS);
        let kept = keys(&text);
        prop_assert!(sought.sound().is_ascii() && [kept.initials, kept.rare, kept.pinyin].iter().all(|one| one.is_ascii()));
    }

    #[test]
    fn every_run_of_usual_initials_is_found(
        name in "[\u{4e00}-\u{9fa5}长重乐行会都单曾藏厦朝车参]{2,40}", from in 0_usize..40, length in 2_usize..40,
    ) {
        let usual: String = name.chars().filter_map(|c| reading::readings(c).first().and_then(|one| one.chars().next())).collect();
        let from = from % usual.len();
        let run = &usual[from..usual.len().min(from + length)];
        prop_assert!(keys(&name).initials.contains(run));
        prop_assert!(run.len() < 2 || matches(run, &name).unwrap().way == Way::Initials);
    }

    #[test]
    fn what_is_spelled_in_full_is_found(name in "[\u{4e00}-\u{9fa5}]{2,8}") {
        let whole: String = name.chars().filter_map(|c| reading::readings(c).first().copied()).collect();
        let kept = keys(&name).pinyin;
        let sought = Word::new(&whole);
        let (spellings, short) = (sought.spellings(), whole.len() < 3);
        // Of very many ways to part the letters, some are left out.
        let all = spellings.len() < reading::MOST_PARTINGS;
        prop_assert!(short || !all || spellings.iter().any(|spelling| kept.contains(spelling)), "{}", whole);
        prop_assert!(short || matches(&whole, &name).is_some());
    }
}

/// Where companies sit; the readings are those that people type, also the wrong ones.
const PLACES: &str = "北京 上海 重庆 天津 长沙 长春 厦门 六安 成都 杭州 广州 深圳 武汉 南京 西安 沈阳 \
    大连 青岛 济南 台州 会稽 蚌埠 亳州 番禺 东莞 尉氏 单县 莘县 乐清 宁波 昆明 贵阳 \
    兰州 银川 合肥 福州 泉州 太原 石家庄 葫芦岛";

const TRADES: &str = "网络科技 信息技术 电子商务 文化传媒 教育咨询 餐饮管理 建筑工程 机械制造 生物医药 物流 \
    音乐文化 银行服务 汽车销售 数据 会展服务 食品 服装 家居装饰 旅行社 环保科技";

const FORMS: &str = "有限公司 有限责任公司 股份有限公司 （集团）有限公司";

/// Hanzi of brand names with one reading.
const BRANDS: &str = "安邦宝彬滨博才彩晨诚驰春慈达德鼎东方飞丰峰凤福富刚高歌格功冠光国海涵翰浩恒弘宏鸿华欢辉汇慧吉佳嘉健江杰\
    金锦京精景竟久聚军俊凯康科兰朗雷黎立丽利联亮林凌龙隆鲁伦罗迈美梦民敏明铭茗木沐宁诺欧鹏品普启千谦巧青清晴庆秋泉\
    仁荣融如锐瑞润三森山善尚绍胜诗时世书舒双顺硕松苏泰堂腾天田通同途土图旺威维伟卫文稳沃吴五希溪熙霞先贤祥翔向晓\
    笑欣新鑫信星兴雄秀旭轩雅妍燕阳杨扬耀业一依怡宜艺亦益毅银英盈颖永优友有宇雨语玉育誉元园圆远悦云韵泽展哲真振正\
    之知志智中忠众舟州洲珠竹助卓子紫宗祖佐波兵步超辰川窗慈聪翠丹岛登迪典电蝶冬斗多恩帆凡泛芳菲芬枫甘钢港";

/// Hanzi of brand names with several, as they are taught today.
const SEVERAL: &str = "长cz 重cz 乐ly 行xh 会hk 单dsc 曾zc 藏cz 厦sx 朝cz 车cj 参cs 传cz 弹dt 调dt 盛sc 石sd 召zs 种zc 卡kq \
    强qj 降jx 角j 解jx 校xj 省sx 识sz 宿sx 提td 屯tz 系xj 虹hj 巷xh 贾jg 谷gy 合hg 给gj 广ga 番fp 繁fp \
    佛f 茄qj 叶yx 员y 约y 仇cq 区qo 尉wy 万wm 翟zd 柏b 泊bp 率ls 栖qx 铅qy 茜qx 莎s 沈sc 术sz 丁dz \
    澄cd 都d 洞dt 扎z";

/// The same numbers every time.
struct Numbers(u64);

impl Numbers {
    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &list[usize::try_from(self.0 >> 33).unwrap() % list.len()]
    }
}

fn company_names() -> Vec<String> {
    let list = |words: &'static str| words.split_whitespace().collect::<Vec<_>>();
    let several: Vec<char> = SEVERAL.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let brands: Vec<char> = BRANDS.chars().chain(several.iter().copied()).collect();
    let (places, trades, forms) = (list(PLACES), list(TRADES), list(FORMS));
    assert!(brands.iter().collect::<BTreeSet<_>>().len() >= 300 && several.len() >= 40);
    let mut numbers = Numbers(7);
    let mut name = |index: usize| {
        // Every other brand has a polyphone in it.
        let first = if index.is_multiple_of(2) { *numbers.of(&brands) } else { *numbers.of(&several) };
        let (place, second) = (*numbers.of(&places), *numbers.of(&brands));
        format!("{place}{first}{second}{}{}", numbers.of(&trades), numbers.of(&forms))
    };
    (0..10_000).map(&mut name).collect()
}

/// Letters with which the reading of a hanzi begins: as taught, else as the dictionary says first.
fn letters(hanzi: char) -> Vec<char> {
    match SEVERAL.split_whitespace().find_map(|word| word.strip_prefix(hanzi)) {
        Some(letters) => letters.chars().collect(),
        None => hanzi.to_pinyin_multi().unwrap().get(0).plain().chars().take(1).collect(),
    }
}

/// Every way of typing the first four hanzi; the usual one first.
fn queries(name: &str, letters: impl Fn(char) -> Vec<char>) -> Vec<String> {
    name.chars().take(4).fold(vec![String::new()], |begun, hanzi| {
        let next = letters(hanzi);
        begun.iter().flat_map(|begun| next.iter().map(move |letter| format!("{begun}{letter}"))).collect()
    })
}

/// The usual initials of the first four hanzi, but of one any that the dictionary has.
fn with_one_rare_reading(name: &str) -> BTreeSet<String> {
    let usual: Vec<char> = name.chars().take(4).filter_map(|hanzi| letters(hanzi).first().copied()).collect();
    let mut queries = BTreeSet::new();
    for (index, hanzi) in name.chars().take(4).enumerate() {
        for reading in hanzi.to_pinyin_multi().unwrap() {
            let mut query = usual.clone();
            query[index] = reading.plain().chars().next().unwrap();
            queries.insert(query.into_iter().collect());
        }
    }
    queries
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are to be read with --nocapture")]
fn of_ten_thousand_company_names_each_is_found_by_its_initials() {
    let names = company_names();
    let kept: Vec<_> = names.iter().map(|name| keys(name)).collect();
    let finds = |keys: &Keys, query: &str| keys.initials.contains(query) || keys.rare.contains(query);
    let (mut asked, mut missed, mut usual) = (0, Vec::new(), 0);
    for (name, kept) in names.iter().zip(&kept) {
        for (index, query) in queries(name, letters).into_iter().enumerate() {
            asked += 1;
            if !kept.initials.contains(&query) {
                usual += usize::from(index == 0);
                missed.push(format!("{name} by {query}"));
            }
        }
    }
    // Whatever else the dictionary has, also of another age; one at a time among the usual ones.
    let (mut rare, mut rare_missed) = (0, 0);
    for (name, kept) in names.iter().zip(&kept) {
        for query in with_one_rare_reading(name) {
            rare += 1;
            rare_missed += usize::from(!finds(kept, &query));
        }
    }
    let found = names
        .iter()
        .step_by(100)
        .flat_map(|name| queries(name, letters))
        .map(|query| kept.iter().filter(|kept| finds(kept, &query)).count());
    let found: Vec<usize> = found.collect();
    println!(
        "{asked} queries for {} names: {} not found (recall {:.3} %), {usual} by the usual initials; a query finds {:.1} names",
        names.len(),
        missed.len(),
        100.0 * (1.0 - missed.len() as f64 / f64::from(asked)),
        found.iter().sum::<usize>() as f64 / found.len() as f64,
    );
    println!("with one hanzi read in any way that the dictionary has: {rare_missed} of {rare} not found");
    assert_eq!((usual, rare_missed), (0, 0));
    assert!(missed.len() * 1000 <= usize::try_from(asked).unwrap(), "{:?}", &missed[..missed.len().min(20)]);
}
