//! Requests that nobody would think of: made from the API's own document, against every route, as every role, in any
//! order. Nothing may fail on our side, nothing may be answered that the document does not list (the fixture checks
//! that), and what is refused leaves every case as it was.

use std::collections::BTreeMap;

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::SeedCase;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Map, Value, json};

use crate::support::picture::jpeg;
use crate::support::{Fixture, Raw, contract, fixture, sample};

/// Requests of one run; `BEIAN_DESK_FUZZ=N` for a longer one, `BEIAN_DESK_FUZZ_SEED` for another.
const REQUESTS: u32 = 1500;

#[tokio::test]
async fn whatever_comes_is_answered_as_the_document_says() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let seed = number("BEIAN_DESK_FUZZ_SEED", 1);
    let requests = number("BEIAN_DESK_FUZZ", u64::from(REQUESTS));
    let api = fixture().await;
    let mut fuzzer = Fuzzer::new(&api, seed).await;
    let mut seen: BTreeMap<String, BTreeMap<u16, u32>> = BTreeMap::new();
    for step in 0..requests {
        let (face, path, before, answer) = fuzzer.request().await;
        assert!(answer.status < 500, "seed {seed} step {step} {face}: {}", String::from_utf8_lossy(&answer.body));
        if answer.status >= 400 {
            assert_eq!(
                fuzzer.state(&path).await,
                before,
                "seed {seed} step {step} {face} was refused and changed a case"
            );
        }
        *seen.entry(face).or_default().entry(answer.status).or_default() += 1;
        if fuzzer.random.random_ratio(1, 20) {
            api.later(jiff::SignedDuration::from_mins(fuzzer.random.random_range(0..3000))).await;
        }
    }
    let never: Vec<_> =
        fuzzer.operations.iter().filter(|one| !seen.contains_key(&one.face())).map(Operation::face).collect();
    assert!(never.is_empty(), "never tried: {never:?}");
    let fine = seen.values().filter(|answers| answers.keys().any(|status| *status < 400)).count();
    // Not every route can be met by chance, but most must be, or the requests are too odd to mean anything.
    assert!(fine * 2 > seen.len(), "{seen:#?}");
}

struct Operation {
    method: String,
    path: String,
    body: Option<(String, Value)>,
    query: Vec<(String, Value)>,
    headers: Vec<String>,
}

impl Operation {
    fn face(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

struct Fuzzer<'a> {
    api: &'a Fixture,
    random: StdRng,
    schemas: Value,
    operations: Vec<Operation>,
    tokens: Vec<String>,
    auditor: String,
    ids: Vec<String>,
    materials: Vec<String>,
    leases: Vec<String>,
    links: Vec<String>,
}

impl<'a> Fuzzer<'a> {
    async fn new(api: &'a Fixture, seed: u64) -> Self {
        let document = contract::document(&api.server.in_process()).await;
        let mut tokens = vec![String::new(), "nobody".to_owned()];
        for role in Role::ALL {
            tokens.push(api.token(role.slug(), &[*role]).await);
        }
        let all: Vec<Role> = Role::ALL.iter().copied().filter(|role| *role != Role::System).collect();
        for _ in 0..8 {
            tokens.push(api.token("everybody", &all).await);
        }
        let cases: Vec<SeedCase> = Status::ALL
            .iter()
            .flat_map(|status| [*status, *status])
            .map(|status| {
                let mut case = sample::seed(status, api.now());
                case.owner = "everybody".to_owned();
                case
            })
            .collect();
        let ids = api.server.seed(cases).await.unwrap();
        let auditor = api.token("looker", &[Role::Auditor]).await;
        Self {
            api,
            random: StdRng::seed_from_u64(seed),
            schemas: document["components"]["schemas"].clone(),
            operations: operations(&document),
            tokens,
            auditor,
            ids,
            materials: Vec::new(),
            leases: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The case that a path names, as it stands.
    async fn state(&self, path: &str) -> Value {
        let id = path.split(['/', '?']).nth(3).unwrap_or_default();
        let case = self.api.raw("GET", &format!("/v1/cases/{id}"), &self.auditor, &[], b"").await.json();
        ["status", "version", "round", "decision", "materials", "holder"].iter().map(|key| case[key].clone()).collect()
    }

    async fn request(&mut self) -> (String, String, Value, Raw) {
        let index = self.random.random_range(0..self.operations.len());
        let (method, template) = (self.operations[index].method.clone(), self.operations[index].path.clone());
        let mut path = self.filled(&template);
        let query = self.operations[index].query.clone();
        for (name, schema) in query {
            if self.random.random_ratio(1, 3) {
                let value = self.value(&schema, 0);
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                path.push(if path.contains('?') { '&' } else { '?' });
                path.push_str(&format!("{name}={}", escaped(&text)));
            }
        }
        let mut headers = Vec::new();
        for name in self.operations[index].headers.clone() {
            if self.random.random_ratio(9, 10) {
                headers.push((name.clone(), self.header(&name, &path).await));
            }
        }
        let body = self.operations[index].body.clone();
        let (kind, bytes) = match body {
            None => (String::new(), Vec::new()),
            Some((kind, schema)) if kind.starts_with("multipart/") => self.form(&schema),
            Some((kind, schema)) => {
                let mut value = self.value(&schema, 0);
                if template == "/v1/filings" && self.random.random_ratio(1, 2) {
                    value = serde_json::to_value(sample::filing()).unwrap();
                }
                if self.random.random_ratio(1, 6) {
                    self.spoil(&mut value);
                }
                (kind, value.to_string().into_bytes())
            }
        };
        if !kind.is_empty() {
            headers.push(("content-type".to_owned(), kind));
        }
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let token = self.tokens.choose(&mut self.random).unwrap().clone();
        let before = self.state(&path).await;
        let answer = self.api.raw(&method, &path, &token, &headers, &bytes).await;
        self.remember(&answer);
        (format!("{method} {template}"), path, before, answer)
    }

    /// What an answer names is what later requests ask for.
    fn remember(&mut self, answer: &Raw) {
        if answer.status >= 300 || answer.header("content-type") != "application/json" {
            return;
        }
        let said = answer.json();
        if said["number"].as_str().is_some_and(|number| number.starts_with("BA"))
            && let Some(id) = said["id"].as_str()
        {
            self.ids.push(id.to_owned());
        }
        if let Some(lease) = said["lease"]["token"].as_str() {
            self.leases.push(lease.to_owned());
        }
        if let Some(token) = said["url"].as_str().and_then(|url| url.rsplit('/').next()) {
            self.links.push(token.to_owned());
        }
        for material in said["materials"].as_array().into_iter().flatten() {
            self.materials.extend(material["id"].as_str().map(str::to_owned));
        }
    }

    fn filled(&mut self, template: &str) -> String {
        let mut path = String::new();
        for part in template.split('/').skip(1) {
            path.push('/');
            let pool: Vec<String> = match part {
                "{id}" if template.contains("/trainees/") => vec!["trainee".to_owned(), "everybody".to_owned()],
                "{scope}" => vec!["personal".to_owned(), "shared".to_owned()],
                "{position}" => vec!["1".to_owned(), "9".to_owned()],
                "{id}" if template.contains("/materials/") => self.materials.clone(),
                "{id}" if self.random.random_ratio(1, 8) => vec!["BA26000001".to_owned(), "BA26000007".to_owned()],
                "{id}" => self.ids.clone(),
                "{token}" => self.links.clone(),
                "{code}" => vec!["33".to_owned(), "99".to_owned()],
                "{year}" => vec!["2026".to_owned(), "2099".to_owned()],
                "{kind}" => vec!["footer".to_owned(), "public_security".to_owned()],
                literal => {
                    path.push_str(literal);
                    continue;
                }
            };
            let odd = ["", " ", "..", "%00", "a%2fb", "\u{6}", "💥", "0"].map(str::to_owned);
            let chosen = if self.random.random_ratio(1, 10) {
                odd.choose(&mut self.random)
            } else {
                pool.choose(&mut self.random)
            };
            path.push_str(&escaped(&chosen.cloned().unwrap_or_else(|| "none".to_owned())));
        }
        path
    }

    async fn header(&mut self, name: &str, path: &str) -> String {
        match name.to_ascii_lowercase().as_str() {
            "if-match" if self.random.random_ratio(5, 6) => {
                // As a client would: the version that the case has now.
                let id = path.split('/').nth(3).unwrap_or_default();
                self.api.raw("GET", &format!("/v1/cases/{id}"), &self.auditor, &[], b"").await.header("etag").to_owned()
            }
            "lease-token" => self.leases.last().cloned().unwrap_or_default(),
            "idempotency-key" => format!("k{}", self.random.random_range(0..400)),
            "last-event-id" => self.random.random_range(0..50).to_string(),
            _ => ["\"3\"", "x", "", "*"].choose(&mut self.random).map(|text| (*text).to_owned()).unwrap(),
        }
    }

    fn form(&mut self, schema: &Value) -> (String, Vec<u8>) {
        let schema = self.resolved(schema);
        let mut bytes = Vec::new();
        for (name, inner) in schema["properties"].as_object().unwrap_or(&Map::new()) {
            if self.random.random_ratio(1, 8) {
                continue;
            }
            bytes.extend_from_slice(b"--sep\r\nContent-Disposition: form-data; name=\"");
            bytes.extend_from_slice(name.as_bytes());
            let is_file = inner["format"] == "binary" || inner["contentMediaType"].is_string();
            bytes.extend_from_slice(if is_file { b"\"; filename=\"a.jpg\"\r\n\r\n" } else { b"\"\r\n\r\n" });
            let value = match name.as_str() {
                _ if is_file && self.random.random_ratio(1, 5) => b"not a picture".to_vec(),
                _ if is_file => jpeg(self.random.random_range(1..40), 9),
                "slug" => ["entity_licence", "domain_certificate", "face_verification", "nothing"]
                    .choose(&mut self.random)
                    .unwrap()
                    .as_bytes()
                    .to_vec(),
                "consent" => b"yes".to_vec(),
                _ => b"true".to_vec(),
            };
            bytes.extend(value);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"--sep--\r\n");
        ("multipart/form-data; boundary=sep".to_owned(), bytes)
    }

    fn resolved(&self, schema: &Value) -> Value {
        match schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
            Some(name) => self.schemas[name].clone(),
            None => schema.clone(),
        }
    }

    /// A value that fits the schema, mostly.
    fn value(&mut self, schema: &Value, depth: u32) -> Value {
        let schema = self.resolved(schema);
        for many in ["oneOf", "anyOf"] {
            if let Some(one) = schema[many].as_array().and_then(|all| all.choose(&mut self.random)).cloned() {
                return self.value(&one, depth);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts {
                if let Value::Object(fields) = self.value(part, depth) {
                    whole.extend(fields);
                }
            }
            return Value::Object(whole);
        }
        if let Some(one) = schema["enum"].as_array().and_then(|all| all.choose(&mut self.random)) {
            return one.clone();
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.choose(&mut self.random).cloned().unwrap_or_default(),
            kind => kind.clone(),
        };
        match kind.as_str().unwrap_or("object") {
            "string" => self.text(schema["format"].as_str().unwrap_or_default()),
            "integer" => json!(*[0_i64, 1, 2, 4, 16, 1001, 1020, -1, i64::MAX].choose(&mut self.random).unwrap()),
            "number" => json!(0.5),
            "boolean" => json!(self.random.random_bool(0.5)),
            "array" if depth < 5 => {
                let count = self.random.random_range(0..3);
                (0..count).map(|_| self.value(&schema["items"], depth + 1)).collect()
            }
            "array" => json!([]),
            "null" => Value::Null,
            _ => {
                let mut fields = Map::new();
                for (name, inner) in schema["properties"].as_object().cloned().unwrap_or_default() {
                    let needed = schema["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
                    if depth < 6 && (needed || self.random.random_ratio(1, 2)) {
                        fields.insert(name, self.value(&inner, depth + 1));
                    }
                }
                Value::Object(fields)
            }
        }
    }

    fn text(&mut self, format: &str) -> Value {
        let now = self.api.now();
        if format == "date-time" {
            let hours = self.random.random_range(-5..400);
            return json!((now + jiff::SignedDuration::from_hours(hours)).to_string());
        }
        let texts = [
            "",
            "样本",
            "浙ICP备2026000001号",
            "浙ICP备2026000001号-1",
            "approve",
            "return",
            "verified",
            "wrong_try",
            "approved",
            "rejected",
            "330000",
            "initial",
            "ENT_NAME_MISMATCH",
            "OTHER",
            "entity.name",
            "service_principal",
            "overdue",
            "省:浙江",
            "-due",
            "number",
            "\u{202e}\u{1b}[31m",
            "a@example.com",
            "2026-11-23",
            "zh-CN",
        ];
        json!(*texts.choose(&mut self.random).unwrap())
    }

    /// Breaks one value: another type, a huge text, a missing or unknown key.
    fn spoil(&mut self, value: &mut Value) {
        let breaker = [Value::Null, json!([]), json!(-1), json!("长".repeat(3000)), json!({"x": 1}), json!("\u{0}")];
        let bad = breaker.choose(&mut self.random).unwrap().clone();
        match value {
            Value::Object(fields) if !fields.is_empty() && self.random.random_ratio(5, 6) => {
                let key = fields.keys().nth(self.random.random_range(0..fields.len())).unwrap().clone();
                match fields.get_mut(&key) {
                    Some(inner @ (Value::Object(_) | Value::Array(_))) if self.random.random_bool(0.5) => {
                        self.spoil(inner)
                    }
                    Some(inner) => *inner = bad,
                    None => {}
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let at = self.random.random_range(0..items.len());
                self.spoil(&mut items[at]);
            }
            other => *other = bad,
        }
    }
}

/// The document's operations, but for the stream of events, which has no end.
fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if path == "/v1/events" {
                continue;
            }
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let of = |place: &str| -> Vec<(String, Value)> {
                let here = parameters.iter().filter(|one| one["in"] == place);
                here.map(|one| (one["name"].as_str().unwrap().to_owned(), one["schema"].clone())).collect()
            };
            let content = operation["requestBody"]["content"].as_object();
            let body = content.and_then(|kinds| kinds.iter().next());
            found.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                body: body.map(|(kind, inner)| (kind.clone(), inner["schema"].clone())),
                query: of("query"),
                headers: of("header").into_iter().map(|(name, _)| name).collect(),
            });
        }
    }
    found
}

/// A segment or value as it may stand in an address; what is escaped already stays.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'%' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
