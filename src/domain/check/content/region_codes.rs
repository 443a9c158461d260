//! Region codes lie within each other: the district in the city, the city in the province.

use crate::domain::catalogue::province_of;
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "region_codes",
    version: 1,
    zh: "所在省市县代码",
    en: "codes of province, city and district",
    source: "GB/T 2260; domain facts 2.7 rule 7",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let region = &subject.filing.entity.region;
    let (province, city, district) = (region.province.trim(), region.city.trim(), region.district.trim());
    let mut wrong = |field: &str, code: &str, zh: String, en: String| {
        found.blocker(&format!("entity.region.{field}"), "ENT_REGION_CODE", code, zh, en);
    };
    for (field, code, ending) in [("province", province, "0000"), ("city", city, "00"), ("district", district, "")] {
        let form = province_of(code).is_some() && code.ends_with(ending);
        if !code.is_empty() && !form {
            let shown = short(code);
            let due = if ending.is_empty() { "" } else { ending };
            wrong(
                field,
                code,
                format!(
                    "“{shown}”不是{}",
                    if due.is_empty() {
                        "六位行政区划代码".to_owned()
                    } else {
                        format!("以 {due} 结尾的六位行政区划代码")
                    }
                ),
                format!(
                    "\"{shown}\" is no region code of six digits{}",
                    if due.is_empty() { String::new() } else { format!(" that ends in {due}") }
                ),
            );
            return;
        }
    }
    let within = |part: &str, whole: &str, digits: usize| {
        part.is_empty() || whole.is_empty() || part.get(..digits) == whole.get(..digits)
    };
    if !within(city, province, 2) {
        wrong(
            "city",
            city,
            format!("市 {city} 不在省 {province} 内"),
            format!("the city {city} is not in the province {province}"),
        );
    }
    // Counties that a province runs itself have a city code of their own kind.
    if !within(district, city, 4) {
        wrong(
            "district",
            district,
            format!("县（区）{district} 不在市 {city} 内"),
            format!("the district {district} is not in the city {city}"),
        );
    }
}
