//! The hand-over to an organisation's own connector, over real sockets: answers are lost, repeated, reordered, refused
//! and cut off, the service is killed in the middle, and still each batch arrives whole and each case moves exactly once.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use beian_desk::api::administration::Inbound;
use beian_desk::config::{Administration, Secret};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::{Options, SeedMaterial};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::support::{Fixture, fixture_in_with, fixture_with};

const TOKEN: &str = "connector-token";

/// Longer than the service waits between two attempts.
const LATER: SignedDuration = SignedDuration::from_mins(11);

/// What goes wrong with a batch.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// It is taken, and the answer is lost on the way.
    Lost,
    /// It is not taken.
    Failing,
    /// It is taken, and something else is acknowledged: another number, another hash.
    Odd,
    OddHash,
    /// Everything from this batch on is forgotten, and asked for again.
    Forgets(i64),
    /// It is not taken, because another is expected.
    Expects(i64),
}

/// What goes wrong with results.
#[derive(Debug, Clone, Copy)]
enum Slip {
    /// The answer breaks off.
    Cut,
    Failing,
    /// Results come backwards.
    Backwards,
    /// Everything comes once more, from the first.
    Everything,
    /// The first one is missing.
    Hole,
    /// Something stands among them that is no result.
    Rubbish,
}

/// The organisation's connector, with what it remembers.
#[derive(Default)]
struct Counterpart {
    /// By sequence: hash and body.
    batches: BTreeMap<i64, (String, Value)>,
    /// The sequences as they came, taken or not.
    came: Vec<i64>,
    results: Vec<Value>,
    /// The cursors as they came.
    asked: Vec<i64>,
    faults: VecDeque<Fault>,
    slips: VecDeque<Slip>,
    /// Whether it says nothing of itself.
    silent: bool,
}

type Shared = Arc<Mutex<Counterpart>>;

impl Counterpart {
    fn say(&mut self, case: &str, event: &str, body: &Value) {
        let sequence = self.results.len() + 1;
        self.results.push(json!({"sequence": sequence, "case": case, "event": event, "body": body}));
    }

    /// Takes a batch and decides at once about everything in it.
    fn take(&mut self, sequence: i64, hash: &str, body: Value) {
        if self.batches.contains_key(&sequence) {
            return;
        }
        let numbers: Vec<_> =
            body["filings"].as_array().unwrap().iter().map(|one| one["number"].as_str().unwrap().to_owned()).collect();
        self.batches.insert(sequence, (hash.to_owned(), body));
        for number in numbers.iter().filter(|_| !self.silent).cloned().collect::<Vec<_>>() {
            self.say(&number, "received", &json!({}));
            self.say(&number, "sms", &json!({"event": "verified"}));
            self.say(&number, "result", &json!({"outcome": "approved"}));
        }
    }
}

fn broken() -> Response {
    let end = futures::stream::iter([Ok(Bytes::from_static(b"{\"ackn")), Err(io::Error::other("gone"))]);
    Body::from_stream(end).into_response()
}

async fn batches(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let mut other = shared.lock().unwrap();
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("authorization"), format!("Bearer {TOKEN}"));
    let (sequence, hash): (i64, String) = (header("batch-sequence").parse().unwrap(), header("batch-sha256"));
    let digest: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, digest, "the hash is that of the body's bytes");
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["sequence"], sequence);
    other.came.push(sequence);
    let fault = other.faults.pop_front();
    match fault {
        Some(Fault::Failing) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Fault::Expects(expected)) => {
            return (StatusCode::CONFLICT, Json(json!({"expected": expected}))).into_response();
        }
        Some(Fault::Forgets(first)) => other.batches.retain(|known, _| *known < first),
        _ => {}
    }
    let expected = other.batches.keys().max().copied().unwrap_or(0) + 1;
    if sequence > expected {
        return (StatusCode::CONFLICT, Json(json!({"expected": expected}))).into_response();
    }
    if let Some((known, _)) = other.batches.get(&sequence) {
        assert_eq!(*known, hash, "a batch that is sent again is the same, byte for byte");
    }
    other.take(sequence, &hash, body);
    match fault {
        Some(Fault::Lost) => broken(),
        Some(Fault::OddHash) => Json(json!({"acknowledged": sequence, "hash": "0".repeat(64)})).into_response(),
        Some(Fault::Odd) => Json(json!({"acknowledged": sequence + 1, "hash": hash})).into_response(),
        _ => Json(json!({"acknowledged": sequence, "hash": hash})).into_response(),
    }
}

async fn results(State(shared): State<Shared>, Query(query): Query<BTreeMap<String, String>>) -> Response {
    let mut other = shared.lock().unwrap();
    let after: i64 = query["after"].parse().unwrap();
    other.asked.push(after);
    let slip = other.slips.pop_front();
    let after = if matches!(slip, Some(Slip::Everything)) { 0 } else { after };
    let mut page: Vec<Value> =
        other.results.iter().filter(|one| one["sequence"].as_i64().unwrap() > after).cloned().collect();
    match slip {
        Some(Slip::Cut) => return broken(),
        Some(Slip::Failing) => return StatusCode::BAD_GATEWAY.into_response(),
        Some(Slip::Backwards) => page.reverse(),
        Some(Slip::Everything) => page.extend(page.clone()),
        Some(Slip::Hole) if !page.is_empty() => drop(page.remove(0)),
        Some(Slip::Rubbish) => page.extend([json!(7), json!({"case": "x"}), json!({"sequence": "1"})]),
        _ => {}
    }
    Json(json!({"results": page})).into_response()
}

/// A connector on loopback; gives its address.
async fn connector() -> (Shared, String) {
    let shared = Shared::default();
    let router = Router::new()
        .route("/base/batches", post(batches))
        .route("/base/results", get(results))
        .layer(axum::extract::DefaultBodyLimit::max(64 << 20))
        .with_state(Arc::clone(&shared));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}/base/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (shared, url)
}

fn connected(url: &str) -> impl Fn(&mut Options) + use<> {
    let url = url.to_owned();
    move |options| {
        options.settings.administration =
            Administration::Http { url: url.clone(), token: Secret(TOKEN.to_owned()), every: Duration::from_secs(60) };
    }
}

async fn cases(api: &Fixture, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(api.case(Status::ToAdministration).await);
    }
    ids
}

/// Every case is approved and went there step by step, each step once.
async fn went_once(api: &Fixture, ids: &[String]) {
    let lead = api.user("lead", &[Role::Lead]).await;
    for id in ids {
        let history = lead.history(id).await.unwrap().items;
        let verbs: Vec<_> = history.iter().map(|event| event.verb.to_string()).collect();
        assert_eq!(verbs, ["received", "sms", "result"], "{id}");
        let case = lead.case(id).await.unwrap();
        assert_eq!((case.row.status.to_string().as_str(), case.row.version), ("approved", 4));
        assert!(case.service_number.is_some());
    }
}

/// The connector has every batch from the first on, and every case in exactly one.
fn arrived_whole(other: &Counterpart, ids: &[String]) {
    let sequences: Vec<i64> = other.batches.keys().copied().collect();
    assert_eq!(sequences, (1..=i64::try_from(sequences.len()).unwrap()).collect::<Vec<_>>());
    let mut there: Vec<String> = other
        .batches
        .values()
        .flat_map(|(_, body)| body["filings"].as_array().unwrap().clone())
        .map(|filing| filing["id"].as_str().unwrap().to_owned())
        .collect();
    there.sort();
    let mut ids = ids.to_vec();
    ids.sort();
    assert_eq!(there, ids);
}

#[tokio::test]
async fn batches_go_one_after_the_other_and_results_come_back() {
    let (other, url) = connector().await;
    let api = fixture_with(connected(&url)).await;
    let ids = cases(&api, 23).await;
    api.later(SignedDuration::ZERO).await;
    assert_eq!(other.lock().unwrap().came, [1, 2, 3]);
    let ca = api.user("ca", &[Role::Administration]).await;
    let rows = ca.handed_over(None, 100).await.unwrap().items;
    assert!(rows.iter().all(|row| row.batch.is_some() && row.acknowledged), "{rows:?}");
    api.later(LATER).await;
    went_once(&api, &ids).await;
    arrived_whole(&other.lock().unwrap(), &ids);
    let (first, asked) = {
        let other = other.lock().unwrap();
        (other.batches[&1].1["filings"][0].clone(), other.asked.clone())
    };
    assert_eq!((&first["operation"], &first["round"], &first["province"]), (&json!(1), &json!(1), &json!("33")));
    assert_eq!(first["filing"]["entity"]["name"], "样本科技有限公司");
    let message = json!([{"principals": ["entity_principal", "service_principal"], "mobile": "13800000000"}]);
    assert_eq!(first["sms"], message, "one person gets one message, never at the emergency number");
    assert!(asked.is_sorted(), "{asked:?}");
    assert_eq!(asked.last(), Some(&69), "what is safe here is said by the next question");
    let before = other.lock().unwrap().came.len();
    api.later(LATER).await;
    assert_eq!(other.lock().unwrap().came.len(), before, "nothing waits, nothing is sent");
}

#[tokio::test]
async fn whatever_goes_wrong_with_answers_each_case_moves_once() {
    let (other, url) = connector().await;
    {
        let mut other = other.lock().unwrap();
        other.faults = [Fault::Failing, Fault::Lost, Fault::Lost, Fault::Odd, Fault::Failing].into();
        other.slips = [
            Slip::Cut,
            Slip::Backwards,
            Slip::Failing,
            Slip::Hole,
            Slip::Everything,
            Slip::Rubbish,
            Slip::Hole,
            Slip::Everything,
        ]
        .into();
    }
    let api = fixture_with(connected(&url)).await;
    let mut ids = cases(&api, 12).await;
    for _ in 0..6 {
        api.later(LATER).await;
    }
    ids.extend(cases(&api, 3).await);
    for _ in 0..12 {
        api.later(LATER).await;
    }
    went_once(&api, &ids).await;
    let other = other.lock().unwrap();
    arrived_whole(&other, &ids);
    assert!(other.faults.is_empty() && other.slips.is_empty());
    assert!(other.came.is_sorted(), "never a later batch before an earlier one is acknowledged: {:?}", other.came);
    assert!(other.came.len() > 6, "faults were met: {:?}", other.came);
}

#[tokio::test]
async fn an_acknowledgement_of_something_else_is_none() {
    let (other, url) = connector().await;
    other.lock().unwrap().silent = true;
    other.lock().unwrap().faults = [Fault::Odd, Fault::OddHash].into();
    let api = fixture_with(connected(&url)).await;
    cases(&api, 1).await;
    let ca = api.user("ca", &[Role::Administration]).await;
    for (came, acknowledged) in [(vec![1], false), (vec![1, 1], false), (vec![1, 1, 1], true), (vec![1, 1, 1], true)] {
        api.later(LATER).await;
        assert_eq!(other.lock().unwrap().came, came);
        assert_eq!(ca.handed_over(None, 1).await.unwrap().items[0].acknowledged, acknowledged);
    }
}

#[tokio::test]
async fn what_the_connector_lost_is_sent_again_from_there() {
    let (other, url) = connector().await;
    other.lock().unwrap().silent = true;
    let api = fixture_with(connected(&url)).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.extend(cases(&api, 1).await);
        api.later(SignedDuration::ZERO).await;
    }
    let before = other.lock().unwrap().batches.clone();
    other.lock().unwrap().faults = [Fault::Forgets(2)].into();
    ids.extend(cases(&api, 1).await);
    api.later(SignedDuration::ZERO).await;
    let other = other.lock().unwrap();
    assert_eq!(other.came, [1, 2, 3, 4, 2, 3, 4]);
    arrived_whole(&other, &ids);
    for sequence in 1..=3 {
        assert_eq!(other.batches[&sequence], before[&sequence], "the same, byte for byte");
    }
}

#[tokio::test]
async fn a_connector_that_expects_what_never_was_is_not_asked_forever() {
    let (other, url) = connector().await;
    let api = fixture_with(connected(&url)).await;
    // As after a restored backup, and nonsense.
    other.lock().unwrap().faults = [Fault::Expects(7), Fault::Expects(1), Fault::Expects(-3)].into();
    let ids = cases(&api, 1).await;
    for attempts in 1..=3 {
        api.later(LATER).await;
        assert_eq!(other.lock().unwrap().came, vec![1; attempts], "refused, and left for later");
    }
    api.later(LATER).await;
    api.later(LATER).await;
    went_once(&api, &ids).await;
}

#[tokio::test]
async fn a_kill_between_hand_over_and_acknowledgement_loses_and_doubles_nothing() {
    let (other, url) = connector().await;
    other.lock().unwrap().faults = [Fault::Lost].into();
    let api = fixture_in_with(tempfile::tempdir().unwrap(), connected(&url)).await;
    let ids = cases(&api, 4).await;
    api.later(SignedDuration::ZERO).await;
    assert_eq!(other.lock().unwrap().came, [1]);
    let folder = api.folder;
    drop(api.server);

    let api = fixture_in_with(folder, connected(&url)).await;
    // Two workers at once, as two processes on one database would be.
    let (one, two) = tokio::join!(api.server.run_due(), api.server.run_due());
    assert!(one.is_ok() && two.is_ok());
    api.later(LATER).await;
    api.later(LATER).await;
    went_once(&api, &ids).await;
    let folder = api.folder;
    drop(api.server);
    other.lock().unwrap().slips = [Slip::Everything, Slip::Everything].into();
    let api = fixture_in_with(folder, connected(&url)).await;
    api.later(LATER).await;
    went_once(&api, &ids).await;
    let other = other.lock().unwrap();
    arrived_whole(&other, &ids);
    assert_eq!(other.batches.len(), 1);
}

#[tokio::test]
async fn what_does_not_fit_is_set_aside_and_blocks_nothing() {
    let (other, url) = connector().await;
    other.lock().unwrap().silent = true;
    let api = fixture_with(connected(&url)).await;
    let ids = cases(&api, 2).await;
    api.later(SignedDuration::ZERO).await;
    let lead = api.user("lead", &[Role::Lead]).await;
    {
        let mut other = other.lock().unwrap();
        other.say("none", "received", &json!({}));
        other.say(&ids[0], "result", &json!({"outcome": "approved"}));
        other.say(&ids[0], "smoke", &json!({}));
        other.say(&ids[0], "sms", &json!({"event": 1}));
        other.say(&ids[0], "received", &json!({}));
        other.say(&ids[0], "received", &json!({}));
        other.say(&ids[0], "sms", &json!({"event": "verified"}));
        other.say(&ids[0], "result", &json!({"outcome": "approved", "entity_number": "nonsense"}));
        other.say(&ids[0], "result", &json!({"outcome": "rejected", "opinion": "\u{0}"}));
        other.say(&ids[0], "result", &json!({"outcome": "approved"}));
        other.say(&ids[0], "result", &json!({"outcome": "rejected"}));
        other.say(&ids[1], "received", &json!({}));
        let late = other.results.len() - 1;
        other.results[late]["batch"] = json!(1);
    }
    api.later(LATER).await;
    went_once(&api, &ids[..1]).await;
    assert_eq!(lead.case(&ids[1]).await.unwrap().row.status, Status::SmsPending);
    // What is said of an earlier hand-over than the newest is about nothing any more.
    other.lock().unwrap().say(&ids[1], "sms", &json!({"event": "timed_out"}));
    let last = other.lock().unwrap().results.len() - 1;
    other.lock().unwrap().results[last]["batch"] = json!(9);
    api.later(LATER).await;
    assert_eq!(lead.case(&ids[1]).await.unwrap().row.status, Status::SmsPending);
    assert_eq!(*other.lock().unwrap().asked.last().unwrap(), 13, "all of it is done with");
}

#[tokio::test]
async fn what_comes_while_a_batch_is_under_way_waits_for_the_next() {
    let (other, url) = connector().await;
    other.lock().unwrap().faults = [Fault::Failing].into();
    let api = fixture_with(connected(&url)).await;
    let ids = cases(&api, 1).await;
    api.later(SignedDuration::ZERO).await;
    // The first batch is made and not yet taken; what comes meanwhile waits.
    let more = cases(&api, 1).await;
    let ca = api.user("ca", &[Role::Administration]).await;
    let rows = ca.handed_over(None, 5).await.unwrap().items;
    let stands: Vec<_> = rows.iter().map(|row| (row.id.clone(), row.batch, row.acknowledged)).collect();
    assert_eq!(stands, [(ids[0].clone(), Some(1), false), (more[0].clone(), None, false)]);
}

/// A picture that no JPEG makes small.
fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let picture = image::RgbImage::from_fn(900, 700, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb(state.to_be_bytes()[..3].try_into().unwrap())
    });
    let mut out = io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn pictures_go_along_as_small_jpegs() {
    let (other, url) = connector().await;
    let connect = connected(&url);
    let api = fixture_with(|options| {
        connect(options);
        options.origin = Some(Arc::new(|_| Some((noise(), "image/png"))));
    })
    .await;
    let material = |slug: &str, page| SeedMaterial { slug: slug.to_owned(), page, origin: "noise".to_owned() };
    api.case_with(Status::ToAdministration, |case| {
        case.materials = vec![material("entity_licence", 1), material("website_construction_plan", 2)];
    })
    .await;
    api.later(SignedDuration::ZERO).await;
    let other = other.lock().unwrap();
    let attached = other.batches[&1].1["filings"][0]["attachments"].as_array().unwrap();
    let named: Vec<_> =
        attached.iter().map(|one| (one["slug"].as_str().unwrap(), one["page"].as_i64().unwrap())).collect();
    assert_eq!(named, [("entity_licence", 1), ("website_construction_plan", 2)]);
    for one in attached {
        let bytes = BASE64_STANDARD.decode(one["content"].as_str().unwrap()).unwrap();
        assert!(bytes.len() <= 100_000 && one["bytes"] == bytes.len() && one["content_type"] == "image/jpeg");
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(one["sha256"], digest);
        let decoded = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).unwrap();
        assert!(decoded.width() >= 300, "still large enough to look at");
    }
}

#[test]
fn the_documented_results_are_results() {
    let document = include_str!("../../../docs/administration-connector.md");
    let blocks = document.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let shown =
        blocks.filter_map(|block| serde_json::from_str::<Value>(block).ok()).find(|one| one["results"].is_array());
    let shown = shown.expect("the document shows results");
    let results = shown["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    for result in results {
        let read: Inbound = serde_json::from_value(result.clone()).unwrap();
        let mut odd = result.clone();
        odd["more"] = json!(1);
        assert_eq!(serde_json::from_value::<Inbound>(odd.clone()).unwrap(), read, "beside the body it is ignored");
        odd["body"]["more"] = json!(1);
        assert!(serde_json::from_value::<Inbound>(odd).is_err(), "in the body it is refused");
    }
}
