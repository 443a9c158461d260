//! The demo that these tests share, and how the program is run against it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, OnceLock};

use beian_desk::client::Client;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::status::{Stage, Status};
use beian_desk::sample::{Content, IdCard, PictureSpec, SizeClass};
use beian_desk::server::{Options, SeedMaterial, Server};
use jiff::SignedDuration;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::sample;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_beian-desk");

/// A headless demo for the whole test binary.
pub struct Demo {
    pub url: String,
    pub folder: TempDir,
    pub tokens: Value,
    /// First-review cases that no test has taken yet, the least urgent first: `claim` without a case takes from the
    /// other end.
    free: Mutex<VecDeque<String>>,
    /// While this is open the demo runs: it ends with the test binary, however that ends.
    _leash: ChildStdin,
    _shell: Child,
}

pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        seed(&data);
        let script = "\"$0\" demo --headless --data \"$1\" & cat >/dev/null; kill $!; wait; rm -rf \"$2\"";
        let mut shell = Command::new("sh")
            .args(["-c", script, PROGRAM])
            .args([&data, folder.path()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .env("BEIAN_DESK_CONFIG_DIR", folder.path())
            .env("BEIAN_DESK_SERVICE_HOLD_SECONDS", "0")
            .spawn()
            .unwrap();
        let leash = shell.stdin.take().unwrap();
        let mut line = String::new();
        BufReader::new(shell.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let (url, tokens) = (said["url"].as_str().unwrap().to_owned(), said["tokens"].clone());
        for (role, token) in tokens.as_object().unwrap() {
            std::fs::write(folder.path().join(role), format!("{}\n", token.as_str().unwrap())).unwrap();
        }
        let rows = run(&url, &folder.path().join("first_reviewer"), &["queue", "--stage", "first", "--json"], "");
        let numbers = rows.json()["items"].as_array().unwrap().clone();
        let free = numbers.iter().rev().map(|row| row["number"].as_str().unwrap().to_owned()).collect();
        Demo { url, folder, tokens, free: Mutex::new(free), _leash: leash, _shell: shell }
    })
}

/// Fills the demo's folder before the demo opens it: many cases without pictures and some with a small one, because
/// what is not optimised draws slowly.
fn seed(data: &Path) {
    std::fs::create_dir_all(data.join("pictures")).unwrap();
    let [database, store] = storage(data);
    let now = beian_desk::clock::now();
    let cases = (0..25_u32).map(|index| {
        let status = match index {
            0..16 => Status::FirstReview,
            16..22 => Status::SecondReview,
            _ => Status::ToAdministration,
        };
        let mut case = sample::seed(status, now - SignedDuration::from_mins(i64::from(index) * 7 + 1));
        case.owner = "applicant".to_owned();
        case.filing.order.province = if index % 2 == 0 { "330000" } else { "440000" }.to_owned();
        case.filing.entity.region.province = case.filing.order.province.clone();
        if status == Status::SecondReview {
            let origin = serde_json::to_string(&specimen(&case.filing.entity_principal.name)).unwrap();
            case.materials = vec![SeedMaterial { slug: "entity_principal_id_front".into(), page: 1, origin }];
        }
        case
    });
    let cases = cases.collect();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let server = Server::open(Options::new(database, store)).await.unwrap();
        server.seed(cases).await.unwrap();
    });
}

fn specimen(name: &str) -> PictureSpec {
    let slug = "entity_principal_id_front".to_owned();
    let content = Content::IdFront(IdCard { name: name.to_owned(), born: (1990, 3, 7), ..IdCard::default() });
    PictureSpec { seed: 1, slug, page: 1, size: SizeClass::Small, flaw: None, content }
}

fn storage(data: &Path) -> [String; 2] {
    [format!("sqlite:{}", data.join("demo.db").display()), format!("file:{}", data.join("pictures").display())]
}

/// A demo of one's own, whose decisions wait as they do in real use.
pub struct Held {
    url: String,
    folder: TempDir,
    child: Child,
}

impl Held {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(PROGRAM)
            .args(["demo", "--headless", "--cases", "12"])
            .stdout(Stdio::piped())
            .env("BEIAN_DESK_CONFIG_DIR", folder.path())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        for (role, token) in said["tokens"].as_object().unwrap() {
            std::fs::write(folder.path().join(role), token.as_str().unwrap()).unwrap();
        }
        Self { url: said["url"].as_str().unwrap().to_owned(), folder, child }
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.as_user("first_reviewer", args)
    }

    pub fn as_user(&self, role: &str, args: &[&str]) -> Ran {
        run(&self.url, &self.folder.path().join(role), args, "")
    }

    pub fn a_case(&self) -> String {
        let rows = self.run(&["queue", "--stage", "first", "--json"]).json();
        rows["items"][0]["number"].as_str().unwrap().to_owned()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one JSON value that stands on stdout.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        let value: Value = serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert!(value.is_object(), "{self:?}");
        value
    }

    /// The run again, which must have ended with this code; a failure says why and prints no data.
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        if code != 0 {
            assert_eq!(self.out, "", "a failure prints no data");
            assert!(self.err.starts_with("beian-desk: ") || self.err.starts_with("error: "), "{self:?}");
            assert!(!self.err.contains("panicked"), "{self:?}");
        }
        self
    }
}

/// Runs the program as the sample user of a role, without a terminal.
pub fn desk(role: &str, args: &[&str]) -> Ran {
    run(&demo().url, &demo().folder.path().join(role), args, "")
}

/// The same with something on stdin.
pub fn desk_told(role: &str, args: &[&str], stdin: &str) -> Ran {
    run(&demo().url, &demo().folder.path().join(role), args, stdin)
}

pub fn run(url: &str, token_file: &Path, args: &[&str], stdin: &str) -> Ran {
    let mut child = plain(args)
        .env("BEIAN_DESK_API", url)
        .env("BEIAN_DESK_TOKEN_FILE", token_file)
        .env("XDG_STATE_HOME", token_file.with_file_name("state"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads nothing closes its end.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let done = child.wait_with_output().unwrap();
    Ran {
        code: done.status.code().unwrap(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// The program with no settings but the arguments, in Chinese.
pub fn plain(args: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(args).env_clear().env("BEIAN_DESK_CONFIG_DIR", "/nonexistent").env("LANG", "zh_CN.UTF-8");
    command
}

/// The number of a first-review case that no other test will touch.
pub fn a_case() -> String {
    demo().free.lock().unwrap().pop_front().expect("the demo has too few cases in first review")
}

/// The id of the least urgent case in second review: nobody decides it.
pub fn a_second_review_case() -> String {
    let rows = desk("second_reviewer", &["queue", "--stage", "second", "--json"]).json();
    rows["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

pub fn case(number: &str) -> Value {
    desk("auditor", &["show", number, "--json"]).json()
}

/// The history, as the API gives it.
pub fn history(number: &str) -> Vec<Value> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::http(&demo().url, demo().tokens["auditor"].as_str().unwrap(), Lang::En).unwrap();
        let events = client.history(number).await.unwrap().items;
        events.iter().map(|event| serde_json::to_value(event).unwrap()).collect()
    })
}

/// Adds a user to the running demo, as `admin user` does it; gives the path of the token file.
pub fn user(id: &str, roles: &[&str]) -> PathBuf {
    let data = demo().folder.path().join("data");
    let [database, store] = storage(&data);
    let mut args = vec!["admin", "user", id, "--database", &database, "--store", &store, "--yes"];
    args.extend(roles.iter().flat_map(|role| ["--role", role]));
    let ran = desk("admin", &args).ended(0);
    let path = demo().folder.path().join(id);
    std::fs::write(&path, ran.out).unwrap();
    path
}

/// Where a case is waiting.
pub fn is_queued(number: &str, stage: Stage) -> bool {
    let rows = desk("auditor", &["queue", "--stage", stage.slug(), "--limit", "200", "--json"]).json();
    rows["items"].as_array().unwrap().iter().any(|row| row["number"] == number)
}
