//! Where the samples live: the 31 provinces with their weights, and cities and streets that do not exist.

use rand::RngExt;
use rand::rngs::StdRng;

use super::vocabulary::{one, pick};

/// A province as the samples use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The first two digits of GB/T 2260.
    pub code: &'static str,
    /// The full name.
    pub name: &'static str,
    /// The name inside a unit's name.
    pub short: &'static str,
    /// The letter of its filing numbers.
    pub letter: &'static str,
    /// How often it occurs, per thousand.
    weight: u32,
}

/// Every province, in the order of its code. Weights follow the published order of provinces by filed sites.
pub(super) const PLACES: [Place; 31] = [
    place("11", "北京市", "北京", "京", 100),
    place("12", "天津市", "天津", "津", 10),
    place("13", "河北省", "河北", "冀", 30),
    place("14", "山西省", "山西", "晋", 10),
    place("15", "内蒙古自治区", "内蒙古", "蒙", 8),
    place("21", "辽宁省", "辽宁", "辽", 20),
    place("22", "吉林省", "吉林", "吉", 9),
    place("23", "黑龙江省", "黑龙江", "黑", 9),
    place("31", "上海市", "上海", "沪", 80),
    place("32", "江苏省", "江苏", "苏", 90),
    place("33", "浙江省", "浙江", "浙", 80),
    place("34", "安徽省", "安徽", "皖", 30),
    place("35", "福建省", "福建", "闽", 40),
    place("36", "江西省", "江西", "赣", 12),
    place("37", "山东省", "山东", "鲁", 70),
    place("41", "河南省", "河南", "豫", 45),
    place("42", "湖北省", "湖北", "鄂", 35),
    place("43", "湖南省", "湖南", "湘", 25),
    place("44", "广东省", "广东", "粤", 140),
    place("45", "广西壮族自治区", "广西", "桂", 11),
    place("46", "海南省", "海南", "琼", 8),
    place("50", "重庆市", "重庆", "渝", 20),
    place("51", "四川省", "四川", "蜀", 40),
    place("52", "贵州省", "贵州", "黔", 8),
    place("53", "云南省", "云南", "滇", 9),
    place("54", "西藏自治区", "西藏", "藏", 3),
    place("61", "陕西省", "陕西", "陕", 25),
    place("62", "甘肃省", "甘肃", "陇", 7),
    place("63", "青海省", "青海", "青", 3),
    place("64", "宁夏回族自治区", "宁夏", "宁", 4),
    place("65", "新疆维吾尔自治区", "新疆", "新", 7),
];

const fn place(
    code: &'static str,
    name: &'static str,
    short: &'static str,
    letter: &'static str,
    weight: u32,
) -> Place {
    Place { code, name, short, letter, weight }
}

const CITIES: [&str; 4] = ["样本市", "示例市", "范例市", "演示市"];
const DISTRICTS: [&str; 6] = ["样本区", "示例区", "青禾区", "云川区", "明湖区", "东溪区"];
const STREETS: [&str; 10] =
    ["样本路", "示例大道", "范例街", "青禾路", "云川大道", "明湖西路", "东溪北街", "学苑路", "科创一路", "长桥街"];
const BUILDINGS: [&str; 6] = ["样本大厦", "示例广场", "青禾中心", "云川科技园", "明湖花园", "东溪商务楼"];

/// An address in an invented city. The county code is `PP99xx`, the city code `PP9900`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub place: Place,
    /// Six digits of a county that exists nowhere.
    pub county: String,
    /// City and district by name.
    pub city: String,
    pub district: &'static str,
    /// Street, number, building and room.
    pub street: String,
}

impl Address {
    pub(super) fn of(place: Place, rng: &mut StdRng) -> Self {
        let street = pick(rng, &STREETS);
        let number = rng.random_range(1..300);
        let room = rng.random_range(1..29) * 100 + rng.random_range(1..13);
        let tail = if rng.random_bool(0.6) {
            format!("{}{}座{room}室", pick(rng, &BUILDINGS), pick(rng, &["A", "B", "C"]))
        } else {
            format!("{}幢{room}室", rng.random_range(1..20))
        };
        let city = if place.name.ends_with('市') { String::new() } else { pick(rng, &CITIES).to_owned() };
        Self {
            place,
            county: format!("{}99{:02}", place.code, rng.random_range(1..30)),
            city,
            district: pick(rng, &DISTRICTS),
            street: format!("{street}{number}号{tail}"),
        }
    }

    /// The whole address as a certificate prints it.
    pub(super) fn printed(&self) -> String {
        format!("{}{}{}{}", self.place.name, self.city, self.district, self.street)
    }

    /// City and district, or the municipality and its district: what offices are named after.
    pub(super) fn seat(&self) -> String {
        let city = if self.city.is_empty() { self.place.name } else { &self.city };
        format!("{city}{}", self.district)
    }
}

/// A province by weight.
pub(super) fn weighted(rng: &mut StdRng) -> Place {
    let total: u32 = PLACES.iter().map(|place| place.weight).sum();
    let mut at = rng.random_range(0..total);
    for place in PLACES {
        match at.checked_sub(place.weight) {
            Some(rest) => at = rest,
            None => return place,
        }
    }
    one(rng, &PLACES)
}
