//! The eight steps of a filing and every way back, over HTTP against the real service: once in one go, and once with the
//! service killed and started again between any two steps.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use beian_desk::domain::filing::Filing;
use beian_desk::domain::identifier::{credit_code, org_code};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fixtures::folder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_beian-desk");

/// What happens, in order. Every name is an arm of [`Walk::step`].
const STEPS: &[&str] = &[
    "find the type",
    "fill in",
    "bring the form's pictures",
    "submit",
    "return by the first review",
    "correct and submit again",
    "pass the first review",
    "bring the other pictures",
    "verify by the link",
    "submit to the second review",
    "return by the second review",
    "submit to the second review",
    "pass the second review",
    "withdraw another on its way",
    "received",
    "the messages run out",
    "hand over again unchanged",
    "received",
    "a wrong try",
    "the principals answer",
    "the administration refuses",
    "correct and submit again",
    "pass the first review",
    "submit to the second review",
    "pass the second review",
    "received",
    "the principals answer",
    "the administration approves",
    "see what is owed",
    "reject another in the first review",
    "reject another in the second review",
    "abandon another",
];

#[tokio::test]
async fn a_filing_goes_all_the_way_and_back_wherever_it_can() {
    let mut walk = Walk::start();
    for step in STEPS {
        walk.step(step).await;
    }
    walk.told().await;
}

#[tokio::test]
async fn a_service_killed_between_any_two_steps_goes_on_where_it_was() {
    let mut walk = Walk::start();
    for step in STEPS {
        walk.step(step).await;
        walk.kill_and_start_again();
    }
    walk.told().await;
}

struct Walk {
    folder: TempDir,
    service: Child,
    base: String,
    http: Client,
    id: String,
}

impl Drop for Walk {
    fn drop(&mut self) {
        let _ = self.service.kill();
        let _ = self.service.wait();
    }
}

fn serve(folder: &Path) -> (Child, String) {
    let mut service = program(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(service.stderr.take().unwrap()).lines();
    let base =
        lines.find_map(|line| line.unwrap().strip_prefix("http://").map(|rest| format!("http://{rest}"))).unwrap();
    // What it says later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    (service, base)
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(folder)
        .env_clear()
        .env("BEIAN_DESK_CONFIG_DIR", folder)
        .env("BEIAN_DESK_SERVICE_HOLD_SECONDS", "0");
    command
}

impl Walk {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (user, role) in [
            ("paula", "applicant"),
            ("ann", "first_reviewer"),
            ("bo", "second_reviewer"),
            ("miit", "administration"),
            ("looker", "auditor"),
        ] {
            let done = program(folder.path()).args(["admin", "user", user, "--role", role, "--yes"]).output().unwrap();
            assert!(done.status.success(), "{done:?}");
            std::fs::write(folder.path().join(user), done.stdout).unwrap();
        }
        let (service, base) = serve(folder.path());
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { folder, service, base, http: Client::new(), id: String::new() }
    }

    /// SIGKILL: nothing is said, nothing is finished.
    fn kill_and_start_again(&mut self) {
        self.service.kill().unwrap();
        self.service.wait().unwrap();
        (self.service, self.base) = serve(self.folder.path());
    }

    fn call(&self, user: &str, method: Method, path: &str) -> RequestBuilder {
        let token = std::fs::read_to_string(self.folder.path().join(user)).unwrap();
        self.http.request(method, format!("{}{path}", self.base)).bearer_auth(token.trim())
    }

    async fn said(&self, request: RequestBuilder, status: u16) -> Value {
        let answer = request.send().await.unwrap();
        let got = answer.status().as_u16();
        let body = answer.text().await.unwrap();
        assert_eq!(got, status, "{body}");
        serde_json::from_str(&body).unwrap_or(Value::Null)
    }

    async fn get(&self, user: &str, path: &str) -> Value {
        self.said(self.call(user, Method::GET, path), 200).await
    }

    async fn post(&self, user: &str, path: &str, body: Value) -> Value {
        self.said(self.call(user, Method::POST, path).json(&body), 200).await
    }

    /// Where the filing stands.
    async fn status(&self) -> String {
        self.get("paula", &format!("/v1/filings/{}", self.id)).await["status"].as_str().unwrap().to_owned()
    }

    async fn now(&self, status: &str) {
        assert_eq!(self.status().await, status);
    }

    async fn upload(&self, id: &str, dir: &str) {
        for entry in std::fs::read_dir(folder().join(dir)).unwrap() {
            let path = entry.unwrap().path();
            let slug = path.file_stem().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned();
            let file = Part::bytes(std::fs::read(&path).unwrap()).file_name("a.jpg");
            let form = Form::new().text("slug", slug).part("file", file);
            let request = self.call("paula", Method::POST, &format!("/v1/filings/{id}/materials")).multipart(form);
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
        }
    }

    /// Claims and decides in one go, as this reviewer.
    async fn decide(&self, user: &str, id: &str, decision: Value) -> Value {
        let claimed = self.post(user, &format!("/v1/cases/{id}/claim"), json!({})).await;
        let version = claimed["version"].as_i64().unwrap();
        let request = self
            .call(user, Method::POST, &format!("/v1/cases/{id}/decision"))
            .header("if-match", format!("\"{version}\""))
            .header("idempotency-key", format!("{id}-{version}"))
            .header("lease-token", claimed["lease"]["token"].as_str().unwrap())
            .json(&decision);
        self.said(request, 200).await
    }

    /// A further filing in first review, of another entity and domain; gives its id.
    async fn another(&self) -> String {
        let filing = of_another_entity();
        let made = self.said(self.call("paula", Method::POST, "/v1/filings").json(&filing), 201).await;
        let id = made["id"].as_str().unwrap().to_owned();
        self.upload(&id, "materials").await;
        self.post("paula", &format!("/v1/filings/{id}/submit"), json!({})).await;
        id
    }

    /// The same, passed on to the second review.
    async fn another_in_second_review(&self) -> String {
        let id = self.another().await;
        self.decide("ann", &id, json!({"outcome": "approve"})).await;
        self.upload(&id, "uploads").await;
        let photo = Part::bytes(std::fs::read(folder().join("face.jpg")).unwrap()).file_name("a.jpg");
        let form = Form::new().part("photo", photo);
        self.said(self.call("paula", Method::POST, &format!("/v1/filings/{id}/verification")).multipart(form), 200)
            .await;
        self.post("paula", &format!("/v1/filings/{id}/submit"), json!({})).await;
        id
    }

    async fn step(&mut self, name: &str) {
        let id = self.id.clone();
        let own = |rest: &str| format!("/v1/filings/{id}{rest}");
        let theirs = |rest: &str| format!("/v1/administration/{id}{rest}");
        match name {
            "find the type" => {
                let order = serde_json::to_value(example().order).unwrap();
                let found = self.post("paula", "/v1/filings/type", json!({"order": order})).await;
                assert_eq!(found["filing_type"], "initial");
            }
            "fill in" => {
                let made = self.said(self.call("paula", Method::POST, "/v1/filings").json(&example()), 201).await;
                self.id = made["id"].as_str().unwrap().to_owned();
                self.now("draft").await;
            }
            "bring the form's pictures" => self.upload(&id, "materials").await,
            "submit" => {
                self.post("paula", &own("/submit"), json!({})).await;
                self.now("first_review").await;
            }
            "return by the first review" => {
                let reasons =
                    json!([{"code": "ENT_NAME_MISMATCH"}, {"code": "MAT_BLURRY", "target": "material:entity_licence"}]);
                self.decide("ann", &id, json!({"outcome": "return", "kind": "correct", "reasons": reasons})).await;
                self.now("first_returned").await;
                let seen = self.get("paula", &own("")).await;
                assert_eq!(seen["reasons"].as_array().unwrap().len(), 2);
            }
            "correct and submit again" => {
                let mut filing = example();
                filing.service.remark.push_str("已改正。");
                self.said(self.call("paula", Method::PUT, &own("")).json(&filing), 200).await;
                self.post("paula", &own("/submit"), json!({})).await;
                self.now("first_review").await;
            }
            "pass the first review" => {
                self.decide("ann", &id, json!({"outcome": "approve"})).await;
                self.now("materials_pending").await;
            }
            "bring the other pictures" => self.upload(&id, "uploads").await,
            "verify by the link" => {
                let link = self.said(self.call("paula", Method::POST, &own("/verification/link")), 201).await;
                // The address is the one of the service as it was told; it may have been started again elsewhere.
                let page = format!("/verify/{}", link["url"].as_str().unwrap().rsplit('/').next().unwrap());
                let html = self.http.get(format!("{}{page}", self.base)).send().await.unwrap().text().await.unwrap();
                assert!(html.contains("<form") && !html.contains("<script"), "{html}");
                let photo = Part::bytes(std::fs::read(folder().join("face.jpg")).unwrap()).file_name("a.jpg");
                let form = Form::new().part("photo", photo).text("consent", "yes");
                let done = self.http.post(format!("{}{page}", self.base)).multipart(form).send().await.unwrap();
                assert!(done.status().is_success(), "{}", done.text().await.unwrap());
                assert!(self.get("paula", &own("")).await["verified_at"].is_string());
            }
            "submit to the second review" => {
                self.post("paula", &own("/submit"), json!({})).await;
                self.now("second_review").await;
            }
            "return by the second review" => {
                let reasons = json!([{"code": "MAT_BLURRY", "target": "material:domain_certificate"}]);
                self.decide("bo", &id, json!({"outcome": "return", "kind": "correct", "reasons": reasons})).await;
                self.now("second_returned").await;
            }
            "pass the second review" => {
                self.decide("bo", &id, json!({"outcome": "approve"})).await;
                self.now("to_administration").await;
            }
            "withdraw another on its way" => {
                let other = self.another().await;
                let gone = self.post("paula", &format!("/v1/filings/{other}/withdraw"), json!({})).await;
                assert_eq!(gone["status"], "withdrawn");
            }
            "received" => {
                self.post("miit", &theirs("/received"), json!({})).await;
                self.now("sms_pending").await;
            }
            "the messages run out" => {
                self.post("miit", &theirs("/sms"), json!({"event": "timed_out"})).await;
                self.now("administration_rejected").await;
            }
            "hand over again unchanged" => {
                self.post("paula", &own("/submit"), json!({})).await;
                self.now("to_administration").await;
            }
            "a wrong try" => {
                let body = json!({"event": "wrong_try", "principal": "service_principal"});
                self.post("miit", &theirs("/sms"), body).await;
                self.now("sms_pending").await;
            }
            "the principals answer" => {
                self.post("miit", &theirs("/sms"), json!({"event": "verified"})).await;
                self.now("administration_review").await;
            }
            "the administration refuses" => {
                let body = json!({"outcome": "rejected", "codes": [{"code": 1020, "text": "网站名称不规范"}]});
                self.post("miit", &theirs("/result"), body).await;
                self.now("administration_rejected").await;
                assert!(!self.get("paula", &own("")).await["reasons"].as_array().unwrap().is_empty());
            }
            "the administration approves" => {
                self.post("miit", &theirs("/result"), json!({"outcome": "approved"})).await;
                self.now("approved").await;
            }
            "see what is owed" => {
                let owed = self.get("paula", &own("/obligations")).await;
                assert_eq!(owed["items"][0]["kind"], "filing_number");
                let seen = self.get("paula", &own("")).await;
                let number = seen["service_number"].as_str().unwrap();
                assert!(number.starts_with("湘ICP备") && number.ends_with("号-1"), "{number}");
            }
            "reject another in the first review" => {
                let other = self.another().await;
                let reasons = json!([{"code": "ENT_NAME_MISMATCH"}]);
                let taken = self
                    .decide("ann", &other, json!({"outcome": "return", "kind": "reject", "reasons": reasons}))
                    .await;
                assert_eq!(taken["status"], "first_rejected");
            }
            "reject another in the second review" => {
                let other = self.another_in_second_review().await;
                let reasons = json!([{"code": "MAT_BLURRY", "target": "material:domain_certificate"}]);
                let taken =
                    self.decide("bo", &other, json!({"outcome": "return", "kind": "reject", "reasons": reasons})).await;
                assert_eq!(taken["status"], "second_rejected");
            }
            "abandon another" => {
                let filing = of_another_entity();
                let made = self.said(self.call("paula", Method::POST, "/v1/filings").json(&filing), 201).await;
                let path = format!("/v1/filings/{}/abandon", made["id"].as_str().unwrap());
                assert_eq!(self.post("paula", &path, json!({})).await["status"], "abandoned");
            }
            other => panic!("no such step: {other}"),
        }
    }

    /// The history says all of it, once, and the applicant was told of every move.
    async fn told(&self) {
        let history = self.get("looker", &format!("/v1/cases/{}/history", self.id)).await;
        let verbs: Vec<_> =
            history["items"].as_array().unwrap().iter().map(|one| one["verb"].as_str().unwrap()).collect();
        let expected = [
            "create", "submit", "return", "submit", "approve", "verify", "submit", "return", "submit", "approve",
            "received", "sms", "submit", "received", "sms", "result", "submit", "approve", "submit", "approve",
            "received", "sms", "result",
        ];
        let moves: Vec<_> = verbs.iter().copied().filter(|verb| expected.contains(verb)).collect();
        // A wrong try moves nothing, whether or not it stands in the history.
        let mut wanted = expected.to_vec();
        if moves.len() == expected.len() + 1 {
            wanted.insert(14, "sms");
        }
        assert_eq!(moves, wanted);
        assert_eq!(self.get("looker", &format!("/v1/cases/{}", self.id)).await["round"], 4);
        let notices = self.get("paula", &format!("/v1/filings/{}/notices", self.id)).await;
        assert!(notices["items"].as_array().unwrap().len() >= 10, "{notices}");
    }
}

fn example() -> Filing {
    toml::from_str(&std::fs::read_to_string(folder().join("FILING.toml")).unwrap()).unwrap()
}

/// The example of an entity of its own with a domain of its own, another one each time.
fn of_another_entity() -> Filing {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let unit = format!("MA4X{count:04}");
    let first17 = format!("91439905{unit}{}", org_code::check_char(&unit).unwrap());
    let number = format!("{first17}{}", credit_code::check_char(&first17).unwrap());
    let domain = format!("sample-{count}.example");
    let mut filing = example();
    filing.entity.name = format!("湖南样本{count}号网络科技有限公司");
    filing.entity.cert_number.clone_from(&number);
    filing.order.organizer_cert_number = number;
    filing.order.domain.clone_from(&domain);
    filing.service.domains = vec![domain.clone()];
    filing.service.home_url = format!("https://www.{domain}");
    filing
}
