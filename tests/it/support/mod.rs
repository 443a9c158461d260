//! A filing API of one's own for a test: in memory, under a clock that only the test moves, every answer held
//! against the OpenAPI document.
#![allow(dead_code, reason = "a shelf for all tests, of which each takes what it needs")]

pub mod contract;
pub mod picture;
pub mod sample;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use beian_desk::api::{CaseRow, Claimed};
use beian_desk::client::{Client, ClientError, Transport};
use beian_desk::domain::lang::Lang;
use beian_desk::domain::reason::{Decision, ReasonGiven, ReturnKind};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::{InProcess, Options, SeedCase, Server};
use bytes::Bytes;
use http::{Method, Request};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tempfile::TempDir;

/// Monday morning in a year that the calendar knows: 2026-11-23 09:00 in China.
pub const MORNING: &str = "2026-11-23T01:00:00Z";

/// A running API.
pub struct Fixture {
    pub server: Server,
    pub folder: TempDir,
    clock: Arc<AtomicI64>,
    router: InProcess,
}

/// An API in memory, without users and cases, on Monday morning.
pub async fn fixture() -> Fixture {
    fixture_with(|_| ()).await
}

/// The same with other options.
pub async fn fixture_with(change: impl FnOnce(&mut Options)) -> Fixture {
    open(tempfile::tempdir().unwrap(), "sqlite::memory:".to_owned(), change).await
}

/// An API on files, which a later one may open again.
pub async fn fixture_in(folder: TempDir) -> Fixture {
    fixture_in_with(folder, |_| ()).await
}

/// The same with other options.
pub async fn fixture_in_with(folder: TempDir, change: impl FnOnce(&mut Options)) -> Fixture {
    let database = format!("sqlite:{}", folder.path().join("desk.db").display());
    open(folder, database, change).await
}

async fn open(folder: TempDir, database: String, change: impl FnOnce(&mut Options)) -> Fixture {
    let clock = Arc::new(AtomicI64::new(MORNING.parse::<Timestamp>().unwrap().as_millisecond()));
    let hand = Arc::clone(&clock);
    let mut options = Options::new(database, format!("file:{}", folder.path().join("pictures").display()));
    options.clock = Arc::new(move || Timestamp::from_millisecond(hand.load(Ordering::SeqCst)).unwrap());
    // Most tests look at what a decision does, not at how long it waits.
    options.settings.hold = SignedDuration::ZERO;
    change(&mut options);
    let server = Server::open(options).await.unwrap();
    let router = contract::checked(server.in_process()).await;
    Fixture { server, folder, clock, router }
}

impl Fixture {
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub async fn token(&self, id: &str, roles: &[Role]) -> String {
        self.server.add_user(id, id, roles).await.unwrap()
    }

    /// A signed-in user; messages are in English.
    pub async fn user(&self, id: &str, roles: &[Role]) -> Client {
        let token = self.token(id, roles).await;
        Client::over(Transport::in_process(Arc::clone(&self.router)), &token, Lang::En)
    }

    /// Lets time pass and does what came due.
    pub async fn later(&self, time: SignedDuration) {
        self.pass(time);
        self.server.run_due().await.unwrap();
    }

    /// A raw request; `token` may be empty.
    pub async fn raw(&self, method: &str, path: &str, token: &str, headers: &[(&str, &str)], body: &[u8]) -> Raw {
        let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = (self.router)(request.body(Bytes::copy_from_slice(body)).unwrap()).await.unwrap();
        Raw { status: answer.status().as_u16(), headers: answer.headers().clone(), body: answer.into_body() }
    }

    /// A raw request with a JSON body.
    pub async fn json(&self, method: &str, path: &str, token: &str, headers: &[(&str, &str)], body: &Value) -> Raw {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/json"));
        self.raw(method, path, token, &headers, body.to_string().as_bytes()).await
    }

    /// Adds a case in this status; gives its id.
    pub async fn case(&self, status: Status) -> String {
        self.case_with(status, |_| ()).await
    }

    pub async fn case_with(&self, status: Status, change: impl FnOnce(&mut SeedCase)) -> String {
        let mut case = sample::seed(status, self.now());
        change(&mut case);
        self.server.seed(vec![case]).await.unwrap().remove(0)
    }
}

/// An answer as it came.
pub struct Raw {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Bytes,
}

impl Raw {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Status and code of a problem.
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", String::from_utf8_lossy(&self.body));
        (self.status, self.json()["code"].as_str().unwrap().to_owned())
    }
}

/// The code of what must have been refused.
pub fn code<T: std::fmt::Debug>(result: Result<T, ClientError>) -> String {
    let error = result.unwrap_err();
    error.code().unwrap_or_else(|| panic!("{error}")).to_owned()
}

/// A return with these `CODE@TARGET` reasons.
pub fn returning(reasons: &[&str]) -> Decision {
    let reasons = reasons
        .iter()
        .map(|reason| {
            let (code, target) = reason.split_once('@').unwrap_or((reason, ""));
            ReasonGiven { target: target.to_owned(), code: code.to_owned(), ..ReasonGiven::default() }
        })
        .collect();
    Decision::Return { kind: ReturnKind::Correct, reasons }
}

/// Decides a claimed case under a key made of the decision's place.
pub async fn decide(by: &Client, claimed: &Claimed, decision: &Decision, key: &str) -> beian_desk::api::DecisionTaken {
    let CaseRow { id, version, .. } = &claimed.case.row;
    by.decide(id, decision, *version, &claimed.lease.token, key).await.unwrap()
}
