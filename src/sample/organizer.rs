//! Organizers of every nature: names, certificates and numbers.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use rand::rngs::StdRng;

use super::number;
use super::person::Person;
use super::place::Address;
use super::vocabulary::{LINES, TRADES, one, pick};
use crate::sample::picture::Licence;

/// How units of one nature are named and certified. `N` in a name stands for the trade name, `S` for the seat, `P`
/// for the province.
struct Nature {
    slug: &'static str,
    cert_type: u32,
    title: &'static str,
    /// Department and category of the credit code; empty where the number is another one.
    credit: &'static str,
    name: &'static str,
    kind: &'static str,
    scope: &'static str,
    issuer: &'static str,
}

const NATURES: [Nature; 18] = [
    nature("enterprise", 1, "营业执照", "91", "PN样本", "有限责任公司（自然人投资或控股）", "", "S市场监督管理局"),
    nature(
        "defence",
        23,
        "军队单位对外有偿服务许可证",
        "",
        "样本部队示例N服务中心",
        "军队单位",
        "对外提供住宿和仓储服务。",
        "样本部队管理局",
    ),
    nature(
        "government",
        13,
        "统一社会信用代码证书",
        "11",
        "S样本事务管理局",
        "机关",
        "负责本区样本事务的管理和信息公开。",
        "S机构编制委员会",
    ),
    nature(
        "institution",
        4,
        "事业单位法人证书",
        "12",
        "S样本图书馆",
        "事业单位",
        "图书文献收藏与借阅；开展读书活动和社会教育。",
        "S事业单位登记管理局",
    ),
    nature(
        "social_group",
        6,
        "社会团体法人登记证书",
        "51",
        "P样本茶文化协会",
        "社会团体",
        "组织会员交流、展览、培训和咨询服务。",
        "P民政厅",
    ),
    nature(
        "private_non_enterprise",
        17,
        "民办非企业单位登记证书",
        "52",
        "S样本N社会服务中心",
        "民办非企业单位（法人）",
        "开展社区服务、助老服务和公益活动。",
        "S民政局",
    ),
    nature(
        "foundation",
        19,
        "基金会法人登记证书",
        "53",
        "P样本N公益基金会",
        "慈善组织",
        "资助乡村阅读、助学和公益项目。",
        "P民政厅",
    ),
    nature(
        "law_firm",
        21,
        "律师事务所执业许可证",
        "31",
        "P样本N律师事务所",
        "普通合伙",
        "依法办理律师业务。",
        "P司法厅",
    ),
    nature(
        "foreign_culture_centre",
        22,
        "外国在华文化中心登记证",
        "41",
        "示例国样本文化中心",
        "外国在华文化中心",
        "举办文化艺术展览、讲座和语言交流活动。",
        "样本文化管理局",
    ),
    nature(
        "mass_organisation",
        24,
        "统一社会信用代码证书",
        "81",
        "S样本工会联合会",
        "群众性团体组织",
        "维护职工权益，组织职工活动。",
        "S机构编制委员会",
    ),
    nature(
        "judicial_appraisal",
        28,
        "司法鉴定许可证",
        "34",
        "P样本N司法鉴定所",
        "司法鉴定机构",
        "文书鉴定；电子数据鉴定。",
        "P司法厅",
    ),
    nature(
        "religious",
        25,
        "宗教活动场所登记证",
        "71",
        "S示例N寺（样本）",
        "寺院",
        "依法开展宗教活动。",
        "S样本事务管理局",
    ),
    nature(
        "overseas",
        35,
        "境外机构登记证",
        "",
        "示例国样本N公司（境外机构）",
        "境外机构",
        "从事与本机构业务有关的联络活动。",
        "P样本事务管理局",
    ),
    nature(
        "medical",
        38,
        "医疗机构执业许可证",
        "",
        "S样本N口腔门诊部",
        "营利性医疗机构",
        "口腔科；预防保健科。",
        "S卫生健康局",
    ),
    nature("notary", 39, "公证机构执业证", "32", "S样本公证处", "公证机构", "依法办理公证业务。", "P司法厅"),
    nature(
        "collective_economy",
        43,
        "农村集体经济组织登记证",
        "N2",
        "S样本村股份经济合作社",
        "农村集体经济组织",
        "集体资产经营与管理；农产品生产和销售。",
        "S农业农村局",
    ),
    nature(
        "arbitration",
        44,
        "仲裁委员会登记证",
        "35",
        "S样本仲裁委员会",
        "仲裁机构",
        "依法仲裁合同纠纷和其他财产纠纷。",
        "P司法厅",
    ),
    nature(
        "other",
        13,
        "统一社会信用代码证书",
        "Y1",
        "S样本社区服务站",
        "其他组织",
        "为居民提供便民服务。",
        "S样本事务管理局",
    ),
];

#[allow(clippy::too_many_arguments)]
const fn nature(
    slug: &'static str,
    cert_type: u32,
    title: &'static str,
    credit: &'static str,
    name: &'static str,
    kind: &'static str,
    scope: &'static str,
    issuer: &'static str,
) -> Nature {
    Nature { slug, cert_type, title, credit, name, kind, scope, issuer }
}

/// Every nature's slug, individuals last.
pub(super) fn natures() -> impl Iterator<Item = &'static str> {
    NATURES.iter().map(|nature| nature.slug).chain(["individual"])
}

/// A nature by weight: enterprises and individuals, and now and then one of the rest.
pub(super) fn weighted(rng: &mut StdRng) -> &'static str {
    match rng.random_range(0..100) {
        0..74 => "enterprise",
        74..96 => "individual",
        96..98 => "institution",
        98 => "government",
        _ => NATURES.get(rng.random_range(1..NATURES.len())).map_or("enterprise", |nature| nature.slug),
    }
}

/// A unit with its certificate.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub name: String,
    pub cert_type: u32,
    pub cert_title: &'static str,
    pub trade: &'static str,
    /// The trade name in a domain.
    pub spelled: &'static str,
    pub address: Address,
    pub licence: Licence,
}

impl Unit {
    /// A unit of this nature, headed by `head`.
    pub(super) fn of(
        (slug, named): (&str, Option<(&'static str, &'static str)>),
        address: Address,
        head: &Person,
        serial: usize,
        today: Date,
        rng: &mut StdRng,
    ) -> Self {
        let nature = NATURES.iter().find(|nature| nature.slug == slug).unwrap_or(const { &NATURES[0] });
        let (trade, spelled) = {
            let drawn = one(rng, &TRADES);
            named.unwrap_or(drawn)
        };
        let (line, line_scope) = one(rng, &LINES);
        let shop = slug == "enterprise" && rng.random_bool(0.12) && named.is_none();
        let written =
            |text: &str| text.replace('N', trade).replace('S', &address.seat()).replace('P', address.place.short);
        let name = match slug {
            "enterprise" if shop => format!("{}样本{trade}{line}经营部", address.seat()),
            "enterprise" => format!("{}{line}有限公司", written(nature.name)),
            _ => written(nature.name),
        };
        let credit = if shop { "92" } else { nature.credit };
        let number = if credit.is_empty() {
            format!("样许字第{}{serial:05}号", address.county)
        } else {
            number::credit_code(credit, &address.county, &unit_code(slug, serial, rng))
        };
        let established = today.saturating_sub(rng.random_range(90..5400_i32).days());
        let enterprise = slug == "enterprise";
        let licence = Licence {
            title: nature.title.to_owned(),
            number_label: if credit.is_empty() { "证书编号" } else { "统一社会信用代码" }.to_owned(),
            number,
            name: name.clone(),
            kind: if shop { "个体工商户" } else { nature.kind }.to_owned(),
            head: head.name.clone(),
            scope: if enterprise { line_scope.to_owned() } else { nature.scope.to_owned() },
            capital: capital(slug, shop, rng),
            established: in_chinese(established),
            address: address.printed(),
            issuer: written(nature.issuer),
            issued: in_chinese(established.saturating_add(rng.random_range(0..60_i32).days()).min(today)),
        };
        Self { name, cert_type: nature.cert_type, cert_title: nature.title, trade, spelled, address, licence }
    }
}

/// Eight characters of an organisation code, the serial in the last five.
fn unit_code(slug: &str, serial: usize, rng: &mut StdRng) -> String {
    let tail = serial % 100_000;
    if slug == "enterprise" {
        format!("MA{}{tail:05}", pick(rng, &["A", "C", "D", "E", "F", "G", "H", "K"]))
    } else {
        format!("{}{tail:05}", rng.random_range(500..900))
    }
}

fn capital(slug: &str, shop: bool, rng: &mut StdRng) -> String {
    match slug {
        "enterprise" if shop => String::new(),
        "enterprise" => pick(rng, &["壹佰万元整", "伍佰万元整", "壹仟万元整", "伍拾万元整", "贰佰万元整"]).to_owned(),
        "institution" | "private_non_enterprise" | "foundation" => {
            pick(rng, &["叁拾万元整", "伍拾万元整", "贰佰万元整"]).to_owned()
        }
        _ => String::new(),
    }
}

/// `2024年03月05日`.
pub(super) fn in_chinese(date: Date) -> String {
    format!("{:04}年{:02}月{:02}日", date.year(), date.month(), date.day())
}
