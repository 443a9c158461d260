//! Rows of registries as a file has them: which columns there are, what may stand in them, and what is wrong in words. Every fault
//! of a row is told, not only its first.

use std::net::IpAddr;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::administration::{Number, number, service_number};
use super::catalogue;
use super::check::{short, wrong_domain};
use super::field::is_email;
use super::filing::ServiceKind;
use super::lang::Lang;
use super::registry::{Account, DomainRecord, FiledEntity, FiledService, RealName, Registry, RegistryRow, Resource};

/// What is wrong in one column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column.
    pub column: String,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// A fault of a column.
    pub fn new(column: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { column: column.into(), zh: zh.into(), en: en.into() }
    }

    /// What is wrong.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Text,
    EntityNumber,
    ServiceNumber,
    Domain,
    Domains,
    CertType,
    Nature,
    Province,
    ServiceKind,
    Flag,
    Day,
    RealName,
    Email,
    Lang,
    Ip,
}

/// A column: its name, whether it must be filled in, and what stands in it.
type Column = (&'static str, bool, Cell);

/// The columns of a registry.
const fn columns(registry: Registry) -> &'static [Column] {
    use Cell as C;
    match registry {
        Registry::Entities => &[
            ("cert_type", true, C::CertType),
            ("cert_number", true, C::Text),
            ("name", true, C::Text),
            ("number", true, C::EntityNumber),
            ("nature", false, C::Nature),
            ("province", false, C::Province),
            ("own", false, C::Flag),
            ("shell", false, C::Flag),
        ],
        Registry::Services => &[
            ("number", true, C::ServiceNumber),
            ("entity_number", true, C::EntityNumber),
            ("kind", false, C::ServiceKind),
            ("name", false, C::Text),
            ("domains", false, C::Domains),
            ("own_access", false, C::Flag),
        ],
        Registry::Domains => &[
            ("domain", true, C::Domain),
            ("registrar", false, C::Text),
            ("owner", false, C::Text),
            ("owner_cert_type", false, C::CertType),
            ("owner_cert_number", false, C::Text),
            ("real_name", false, C::RealName),
            ("synced", false, C::Flag),
            ("expires", false, C::Day),
            ("blacklisted", false, C::Flag),
        ],
        Registry::Accounts => &[
            ("user_id", true, C::Text),
            ("name", false, C::Text),
            ("real_name", false, C::RealName),
            ("cert_type", false, C::CertType),
            ("cert_number", false, C::Text),
            ("email", false, C::Email),
            ("lang", false, C::Lang),
        ],
        Registry::Resources => &[
            ("id", true, C::Text),
            ("user_id", true, C::Text),
            ("kind", false, C::Text),
            ("ip", false, C::Ip),
            ("service_number", false, C::Text),
            ("paid_until", false, C::Day),
        ],
    }
}

/// What is wrong with the columns that a file names.
pub fn faults_of_columns<'a>(registry: Registry, named: impl IntoIterator<Item = &'a str>) -> Vec<Fault> {
    let named: Vec<&str> = named.into_iter().collect();
    let mut faults = Vec::new();
    for (index, name) in named.iter().enumerate() {
        if !columns(registry).iter().any(|(known, ..)| known == name) {
            faults.push(unknown(registry, name));
        } else if named.iter().take(index).any(|earlier| earlier == name) {
            faults.push(Fault::new(*name, "这一列出现两次", "this column stands twice"));
        }
    }
    let missing = columns(registry).iter().filter(|(name, needed, _)| *needed && !named.contains(name));
    faults.extend(missing.map(|(name, ..)| Fault::new(*name, "缺少这一列", "this column is missing")));
    faults
}

fn unknown(registry: Registry, name: &str) -> Fault {
    let known = columns(registry).iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(" ");
    Fault::new(name, format!("没有这一列；有：{known}"), format!("there is no such column; there are: {known}"))
}

/// Reads a row from its cells; texts are as good as what they stand for.
///
/// # Errors
/// Everything that is wrong with it, in the order of the columns.
pub fn read(registry: Registry, cells: &Map<String, Value>) -> Result<RegistryRow, Vec<Fault>> {
    let unheard = cells.keys().filter(|name| !columns(registry).iter().any(|(known, ..)| known == name));
    let mut faults: Vec<Fault> = unheard.map(|name| unknown(registry, name)).collect();
    let mut whole = Map::new();
    for (name, needed, kind) in columns(registry) {
        let given = cells.get(*name).filter(|given| !is_blank(given));
        match given.map(|given| value(*kind, given)) {
            Some(Ok(value)) => drop(whole.insert((*name).to_owned(), value)),
            Some(Err((zh, en))) => faults.push(Fault::new(*name, zh, en)),
            None if *needed => faults.push(Fault::new(*name, "不能为空", "must not be empty")),
            None => {}
        }
    }
    if registry == Registry::Services {
        faults.extend(of_one_entity(&mut whole));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let whole = Value::Object(whole);
    let row = match registry {
        Registry::Entities => serde_json::from_value::<FiledEntity>(whole).map(RegistryRow::from),
        Registry::Services => serde_json::from_value::<FiledService>(whole).map(RegistryRow::from),
        Registry::Domains => serde_json::from_value::<DomainRecord>(whole).map(RegistryRow::from),
        Registry::Accounts => serde_json::from_value::<Account>(whole).map(RegistryRow::from),
        Registry::Resources => serde_json::from_value::<Resource>(whole).map(RegistryRow::from),
    };
    row.map_err(|error| vec![Fault::new("", error.to_string(), error.to_string())])
}

fn is_blank(given: &Value) -> bool {
    match given {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

type Wrong = (String, String);

/// What stands in a cell, in the one form in which it is kept.
fn value(kind: Cell, given: &Value) -> Result<Value, Wrong> {
    if kind == Cell::Domains {
        return domains(given);
    }
    let text = match given {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return Err(wrong("不是单个值".into(), "is no single value".into())),
    };
    let shown = short(&text);
    let of_list = |known: bool, what: (&str, &str)| match known {
        true => Ok(Value::from(text.as_str())),
        false => Err(wrong(format!("“{shown}”不是{}", what.0), format!("\"{shown}\" is no {}", what.1))),
    };
    match kind {
        Cell::Text | Cell::Domains => Ok(Value::from(text.as_str())),
        Cell::EntityNumber => entity(&text),
        Cell::ServiceNumber => service(&text),
        Cell::Domain => domain(&text).map(Value::from),
        Cell::CertType => match text.parse::<u32>().ok().filter(|code| catalogue::cert_type(*code).is_some()) {
            Some(code) => Ok(Value::from(code)),
            None => {
                Err(wrong(format!("没有证件类型代码“{shown}”"), format!("there is no certificate code \"{shown}\"")))
            }
        },
        Cell::Nature => of_list(catalogue::nature(&text).is_some(), ("单位性质", "nature of an organizer")),
        Cell::Province => of_list(catalogue::province(&text).is_some(), ("省级代码", "province's code")),
        Cell::ServiceKind => of_list(text.parse::<ServiceKind>().is_ok(), ("服务类型", "kind of service")),
        Cell::RealName => of_list(text.parse::<RealName>().is_ok(), ("实名状态", "state of a verification")),
        Cell::Email => of_list(is_email(&text), ("电子邮箱", "e-mail address")),
        Cell::Lang => of_list(text.parse::<Lang>().is_ok(), ("语言（zh-CN 或 en）", "language (zh-CN or en)")),
        Cell::Ip => of_list(text.parse::<IpAddr>().is_ok(), (" IP 地址", "IP address")),
        Cell::Day => of_list(text.parse::<Date>().is_ok(), ("日期，应如 2027-01-31", "day such as 2027-01-31")),
        Cell::Flag => match text.to_lowercase().as_str() {
            "true" | "yes" | "是" | "1" => Ok(Value::from(true)),
            "false" | "no" | "否" | "0" => Ok(Value::from(false)),
            _ => Err(wrong(format!("“{shown}”既不是“是”也不是“否”"), format!("\"{shown}\" is neither yes nor no"))),
        },
    }
}

const fn wrong(zh: String, en: String) -> Wrong {
    (zh, en)
}

fn entity(text: &str) -> Result<Value, Wrong> {
    match number(text) {
        Some(Number { entity, service: None }) => Ok(Value::from(entity)),
        Some(_) => Err(wrong(
            format!("“{}”带有服务序号，应为主体备案号", short(text)),
            format!("\"{}\" is a service's number, not an entity's", short(text)),
        )),
        None => Err(no_number(text, "京ICP备12345678号")),
    }
}

fn service(text: &str) -> Result<Value, Wrong> {
    match number(text) {
        Some(Number { entity, service: Some((count, kind)) }) => Ok(Value::from(service_number(&entity, count, kind))),
        Some(_) => Err(wrong(
            format!("“{}”缺少服务序号，应如京ICP备12345678号-1", short(text)),
            format!("\"{}\" lacks the service's own number, as in 京ICP备12345678号-1", short(text)),
        )),
        None => Err(no_number(text, "京ICP备12345678号-1")),
    }
}

fn no_number(text: &str, like: &str) -> Wrong {
    let shown = short(text);
    (format!("“{shown}”不是备案号，应如{like}"), format!("\"{shown}\" is no filing number such as {like}"))
}

fn domain(text: &str) -> Result<String, Wrong> {
    match wrong_domain(text) {
        None => Ok(text.trim_end_matches('.').to_lowercase()),
        Some((zh, en)) => Err(wrong(format!("“{}”{zh}", short(text)), format!("\"{}\" {en}", short(text)))),
    }
}

/// A list as JSON has it, or in one cell separated by `;`.
fn domains(given: &Value) -> Result<Value, Wrong> {
    let cell = |text: &str| text.split([';', '；']).map(|one| one.trim().to_owned()).collect::<Vec<_>>();
    let texts: Vec<String> = match given {
        Value::String(text) => cell(text),
        Value::Array(items) => {
            match items.iter().map(|item| item.as_str().map(|text| text.trim().to_owned())).collect() {
                Some(texts) => texts,
                None => return Err(wrong("应为文字的列表".into(), "must be a list of texts".into())),
            }
        }
        _ => return Err(wrong("不是域名".into(), "is no domain".into())),
    };
    let (mut fine, mut faults) = (Vec::new(), Vec::new());
    for text in texts.iter().filter(|text| !text.is_empty()) {
        match domain(text) {
            Ok(domain) => fine.push(Value::from(domain)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        return Ok(Value::from(fine));
    }
    let (zh, en): (Vec<_>, Vec<_>) = faults.into_iter().unzip();
    Err(wrong(zh.join("；"), en.join("; ")))
}

/// That a service's number is one of its entity's and of its kind; the kind is told by the number where the file is silent.
fn of_one_entity(whole: &mut Map<String, Value>) -> Vec<Fault> {
    let text = |name: &str| whole.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let (given, owner, kind) = (text("number"), text("entity_number"), text("kind"));
    let Some(Number { entity, service: Some((_, of_number)) }) = number(&given) else { return Vec::new() };
    let mut faults = Vec::new();
    if !owner.is_empty() && owner != entity {
        faults.push(Fault::new(
            "entity_number",
            format!("{given} 属于 {entity}，不属于 {owner}"),
            format!("{given} belongs to {entity} and not to {owner}"),
        ));
    }
    if kind.is_empty() {
        whole.insert("kind".to_owned(), Value::from(of_number.slug()));
    } else if kind != of_number.slug() {
        let (zh, en) = (of_number.word(Lang::Zh), of_number.word(Lang::En));
        faults.push(Fault::new(
            "kind",
            format!("按序号 {given} 应为{zh}"),
            format!("the number {given} is that of a service of the kind \"{en}\""),
        ));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(registry: Registry, json: &str) -> Result<RegistryRow, Vec<String>> {
        let cells: Map<String, Value> = serde_json::from_str(json).unwrap();
        let told = |fault: Fault| {
            assert!(!fault.en.is_empty(), "{fault:?}");
            format!("{}: {}", fault.column, fault.zh)
        };
        read(registry, &cells).map_err(|faults| faults.into_iter().map(told).collect())
    }

    #[test]
    fn a_row_is_read_with_what_it_leaves_out_and_in_one_form() {
        let Ok(RegistryRow::Domain(read)) =
            row(Registry::Domains, r#"{"domain": "A.example.", "synced": 1, "expires": "2027-01-31", "owner": null}"#)
        else {
            panic!()
        };
        assert_eq!(
            (read.domain.as_str(), read.synced, read.real_name, read.expires),
            ("a.example", true, RealName::Unverified, Some("2027-01-31".parse().unwrap()))
        );
        let Ok(RegistryRow::Service(read)) = row(
            Registry::Services,
            r#"{"number": " 京ICP备12345678-2A号", "entity_number": "京ICP备12345678号", "domains": "A.example; b.example;", "own_access": "是"}"#,
        ) else {
            panic!()
        };
        assert_eq!((read.number.as_str(), read.kind.as_str()), ("京ICP备12345678号-2A", "app"));
        assert_eq!((read.domains.join(" "), read.own_access), ("a.example b.example".to_owned(), true));
    }

    #[test]
    fn every_fault_of_a_row_is_told_by_its_column() {
        let all = row(
            Registry::Entities,
            r#"{"cert_type": 999, "number": "京ICP备1号", "province": "99", "nature": "x", "own": "maybe", "typo": 1}"#,
        );
        assert_eq!(
            all.unwrap_err(),
            [
                "typo: 没有这一列；有：cert_type cert_number name number nature province own shell",
                "cert_type: 没有证件类型代码“999”",
                "cert_number: 不能为空",
                "name: 不能为空",
                "number: “京ICP备1号”不是备案号，应如京ICP备12345678号",
                "nature: “x”不是单位性质",
                "province: “99”不是省级代码",
                "own: “maybe”既不是“是”也不是“否”",
            ]
        );
        let of_service = |json: &str| row(Registry::Services, json).unwrap_err();
        assert_eq!(
            of_service(
                r#"{"number": "京ICP备12345678号", "entity_number": "川ICP备12345678号", "domains": "www.a.example;;com.cn"}"#
            ),
            [
                "number: “京ICP备12345678号”缺少服务序号，应如京ICP备12345678号-1",
                "entity_number: “川ICP备12345678号”不是备案号，应如京ICP备12345678号",
                "domains: “www.a.example”带 www，应填 a.example；“com.cn”只是公共后缀，不是注册的域名",
            ]
        );
        assert_eq!(
            of_service(r#"{"number": "京ICP备12345678号-1", "entity_number": "京ICP备87654321号-3", "kind": "app"}"#),
            [
                "entity_number: “京ICP备87654321号-3”带有服务序号，应为主体备案号",
                "kind: 按序号 京ICP备12345678号-1 应为网站",
            ]
        );
        assert_eq!(
            of_service(r#"{"number": "京ICP备12345678号-1", "entity_number": "京ICP备87654321号"}"#),
            ["entity_number: 京ICP备12345678号-1 属于 京ICP备12345678号，不属于 京ICP备87654321号"]
        );
        let of = |registry, json: &str| row(registry, json).unwrap_err().join("; ");
        assert_eq!(
            of(Registry::Accounts, r#"{"user_id": "u", "email": "no", "lang": "fr"}"#),
            "email: “no”不是电子邮箱; lang: “fr”不是语言（zh-CN 或 en）"
        );
        assert_eq!(
            of(Registry::Resources, r#"{"id": "x", "user_id": ["u"], "ip": "1.2.3", "paid_until": "soon"}"#),
            "user_id: 不是单个值; ip: “1.2.3”不是 IP 地址; paid_until: “soon”不是日期，应如 2027-01-31"
        );
    }

    #[test]
    fn the_columns_of_a_file_are_looked_at_once() {
        let told = |named: &[&str]| {
            let faults = faults_of_columns(Registry::Resources, named.iter().copied());
            faults.into_iter().map(|fault| format!("{} {}", fault.column, fault.en)).collect::<Vec<_>>()
        };
        assert_eq!(told(&["id", "user_id", "ip"]), [""; 0]);
        assert_eq!(
            told(&["id", "id", "adress"]),
            [
                "id this column stands twice",
                "adress there is no such column; there are: id user_id kind ip service_number paid_until",
                "user_id this column is missing",
            ]
        );
    }
}
