//! The machine's time zone changes nothing: days begin, end and are shown as in China, wherever the program runs.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use beian_desk::api::HistoryEvent;
use beian_desk::client::Client;
use beian_desk::domain::clocks::WorkingTime;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use beian_desk::server::{Options, SeedEvent, Server};
use beian_desk::text::Word;
use jiff::Timestamp;
use serde_json::Value;

use super::stage::plain;
use crate::support::picture::jpeg;
use crate::support::sample;

/// One zone for each way in which a day could be taken for another: none, sixteen hours behind China, six ahead.
const ZONES: [&str; 3] = ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"];

/// Half a minute before and after midnight in China, on the evening before a holiday and on any other.
const ENTERED: [&str; 4] =
    ["2026-09-23T15:59:30Z", "2026-09-23T16:00:30Z", "2026-04-02T15:59:30Z", "2026-04-02T16:00:30Z"];

#[test]
fn the_same_data_gives_the_same_days_in_every_zone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    seed(&data);
    let seen: Vec<_> = ZONES.iter().map(|zone| (zone, look(zone, folder.path(), &data))).collect();
    let (_, first) = &seen[0];
    assert_eq!(first.due.len(), ENTERED.len());
    assert!(first.shown.contains("09-23 23:59") && first.shown.contains("09-24 00:00"), "{}", first.shown);
    for (zone, other) in &seen[1..] {
        assert_eq!(other, first, "{zone}");
    }
}

/// What a service and a command in one zone say.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    calendar: Value,
    /// When the administration must have decided each case.
    due: Vec<Value>,
    /// A case as the command prints it.
    shown: String,
}

fn look(zone: &str, folder: &Path, data: &Path) -> Seen {
    let mut demo = Demo(
        plain(&["demo", "--headless", "--data"])
            .arg(data)
            .env("TZ", zone)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut line = String::new();
    BufReader::new(demo.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    let (url, tokens) = (said["url"].as_str().unwrap(), &said["tokens"]);
    let client = |role: &str| Client::http(url, tokens[role].as_str().unwrap(), Lang::En).unwrap();
    let (auditor, applicant) = (client("auditor"), client("applicant"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (calendar, due) = runtime.block_on(async {
        submitted_is_due_as_computed_here(&applicant, &auditor).await;
        let calendar = reqwest::Client::new()
            .get(format!("{}/v1/calendar/2026", url.trim_end_matches('/')))
            .bearer_auth(tokens["auditor"].as_str().unwrap())
            .send();
        let calendar: Value = calendar.await.unwrap().error_for_status().unwrap().json().await.unwrap();
        let cases = auditor.queue(None, Some("administration_review"), "", None, 50).await.unwrap().items;
        let mut due = Vec::new();
        for case in cases {
            let case = auditor.case_json(&case.id).await.unwrap();
            due.push(serde_json::json!([case["number"], case["clocks"][0]["due_at"]]));
        }
        (calendar, due)
    });
    let token = folder.join("auditor");
    std::fs::write(&token, tokens["auditor"].as_str().unwrap()).unwrap();
    let shown = plain(&["show", "BA26000005"])
        .env("TZ", zone)
        .env("BEIAN_DESK_API", url)
        .env("BEIAN_DESK_TOKEN_FILE", token)
        .output()
        .unwrap();
    assert!(shown.status.success(), "{shown:?}");
    // What is submitted in one zone is related to it in the next.
    let shown = String::from_utf8(shown.stdout).unwrap();
    let shown = shown.split(Word::RelatedFilings.text(Lang::Zh)).next().unwrap().to_owned();
    Seen { calendar, due, shown }
}

/// The wall clock moves on between two zones, so that what is submitted now is held against this process's own result.
async fn submitted_is_due_as_computed_here(applicant: &Client, auditor: &Client) {
    let made = applicant.create_filing(&sample::filing()).await.unwrap();
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        applicant.upload(&made.id, slug, "a.jpg", &jpeg(40, 30), false).await.unwrap();
    }
    applicant.submit(&made.id).await.unwrap();
    let HistoryEvent { at, .. } = auditor.history(&made.id).await.unwrap().items.pop().unwrap();
    let due = auditor.case(&made.id).await.unwrap().row.due_at;
    assert_eq!(due, WorkingTime::usual().review_due(at).ok(), "submitted at {at}");
}

/// Cases under review by the administration, whose due times are computed whenever they are looked at, and one whose
/// history is shown.
fn seed(data: &Path) {
    std::fs::create_dir_all(data.join("pictures")).unwrap();
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let mut cases: Vec<_> =
        ENTERED.iter().map(|entered| sample::seed(Status::AdministrationReview, at(entered))).collect();
    let mut shown = sample::seed(Status::Withdrawn, at(ENTERED[1]));
    shown.events = ENTERED[..2]
        .iter()
        .map(|when| SeedEvent {
            at: at(when),
            actor: "applicant".into(),
            role: Role::Applicant,
            verb: Verb::Submit,
            from: None,
            to: Status::FirstReview,
            round: 1,
            reasons: Vec::new(),
        })
        .collect();
    cases.push(shown);
    let options = Options::new(
        format!("sqlite:{}", data.join("demo.db").display()),
        format!("file:{}", data.join("pictures").display()),
    );
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let server = Server::open(options).await.unwrap();
        server.seed(cases).await.unwrap();
    });
}

struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
