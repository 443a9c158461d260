//! The contact address: down to a door number, without the regions that stand in their own fields, in plain characters.

use crate::domain::catalogue::provinces;
use crate::domain::check::said::{first, hides, is_hanzi, short, word};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "address",
    version: 1,
    zh: "通信地址详细、不带省市区、无特殊符号",
    en: "the contact address is exact, without regions, in plain characters",
    source: "domain facts 2.2",
    look,
};

const TARGET: &str = "entity.contact_address";

/// What follows a number in an exact address.
const UNITS: &[char] = &[
    '号', '栋', '幢', '室', '楼', '层', '座', '单', '组', '队', '房', '户', '铺', '弄', '巷', '库', '间', '档', '柜',
    '#', '院', '期', '社', '区',
];

/// Words that point to a neighbourhood.
const NEAR: &[&str] = &["附近", "旁边", "对面", "一带", "交叉口", "交汇处"];

/// Words by which applicants declare that there is no finer address.
const FINEST: &[&str] = &["最详细", "无门牌", "没有门牌", "无详细"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let entity = &subject.filing.entity;
    let (given, address) = (&entity.contact_address, entity.contact_address.trim());
    if address.is_empty() {
        return;
    }
    vague(address, given, &entity.remark, found);
    if let Some((zh, en)) = region(address) {
        found.warning(TARGET, "ENT_CONTACT_ADDR_FORMAT", given, zh, en);
    }
    if let Some(stray) = first(address, is_special) {
        found.warning(
            TARGET,
            "ENT_CONTACT_ADDR_FORMAT",
            given,
            format!("{}是特殊符号", stray.zh()),
            format!("{} is a special character", stray.en()),
        );
    }
}

fn vague(address: &str, given: &str, remark: &str, found: &mut Found) {
    if has_door(address) {
        return;
    }
    let declared = word(remark, FINEST).or_else(|| word(address, FINEST));
    let shown = short(address);
    if let Some(words) = declared {
        found.note(
            TARGET,
            "ENT_CONTACT_ADDR_VAGUE",
            given,
            format!("“{shown}”没有门牌号，已声明“{words}”"),
            format!("\"{shown}\" has no door number; the applicant says {words}"),
        );
        return;
    }
    let (zh, en) = match word(address, NEAR) {
        Some(near) => (
            format!("“{shown}”没有门牌号，“{near}”不能定位"),
            format!("\"{shown}\" has no door number, and {near} cannot be found"),
        ),
        None => {
            (format!("“{shown}”没有门牌号、楼栋或房间号"), format!("\"{shown}\" has no door, building or room number"))
        }
    };
    // A number that no unit follows may still be a door's.
    if address.contains(|c: char| c.is_numeric() && !is_hanzi(c)) {
        found.warning(TARGET, "ENT_CONTACT_ADDR_VAGUE", given, zh, en);
    } else {
        found.blocker(TARGET, "ENT_CONTACT_ADDR_VAGUE", given, zh, en);
    }
}

/// A number, in whatever digits, and a unit after it; a letter may stand for the number: A座.
fn has_door(address: &str) -> bool {
    let mut numbered = false;
    for c in address.chars().filter(|c| !c.is_whitespace()) {
        if numbered && UNITS.contains(&c) {
            return true;
        }
        numbered = c.is_alphanumeric() && !is_hanzi(c)
            || "〇零一二三四五六七八九十百甲乙丙丁东西南北-、".contains(c) && (numbered || c != '-');
    }
    false
}

/// A province, or a city and its district, at the beginning; and the placeholder of municipalities anywhere.
fn region(address: &str) -> Option<(String, String)> {
    if address.contains("市辖区") {
        return Some((
            "“市辖区”是占位词，不是地名".to_owned(),
            "\"市辖区\" is a placeholder of the region list and no place".to_owned(),
        ));
    }
    let province = provinces().iter().find(|province| address.starts_with(&province.zh));
    let prefix = province.map(|province| province.zh.clone()).or_else(|| city(address))?;
    Some((
        format!("不应带省市区前缀“{prefix}”，省市区另有栏目"),
        format!("should not begin with the region \"{prefix}\", which has its own field"),
    ))
}

/// `某某市某某区` at the beginning; a city alone may be a road's name.
fn city(address: &str) -> Option<String> {
    let (city, rest) = address.split_once('市')?;
    let name = |text: &str, most| (2..=most).contains(&text.chars().count()) && text.chars().all(is_hanzi);
    let end = rest.find(['区', '县', '市', '旗'])?;
    let district = rest.get(..end)?;
    let last = rest.get(end..)?.chars().next()?;
    let places = ["路", "街", "道", "园", "小", "社", "号"];
    (name(city, 5) && name(district, 5) && word(district, &places).is_none())
        .then(|| format!("{city}市{district}{last}"))
}

/// Everything but letters, digits, brackets, hyphens, dots, blanks and the enumeration comma.
fn is_special(c: char) -> bool {
    hides(c) || !(c.is_alphanumeric() || "()（）-－—·.、，, 　".contains(c))
}
