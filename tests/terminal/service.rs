//! A filing API with sample cases for the desk to talk to: in this process for most tests, because there it draws no
//! picture before somebody asks; as the program itself where the whole story counts.

use std::cell::RefCell;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use beian_desk::api::HistoryEvent;
use beian_desk::client::Client;
use beian_desk::config::Service as Settings;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::operate::demo::{Cases, Demonstration, set_up};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpSocket;
use tokio::runtime::{Builder, Runtime};

use crate::persona::Persona;
use crate::session::{DESK, Session};

/// With 20 cases, the most urgent ones of the first review have the fewest pictures, which takes the least time to draw.
const SEED: u64 = 124;

/// A served API, and a folder for the desk's token and settings.
pub struct Service {
    /// The API's address.
    pub url: String,
    token: String,
    folder: TempDir,
    runtime: Runtime,
    api: Api,
}

enum Api {
    /// In this process; its server ends with the runtime. The socket has its address from the start and refuses every
    /// connection until it listens.
    Here(Box<Demonstration>, RefCell<Option<TcpSocket>>),
    /// `demo --headless` as a child.
    Program(Child),
}

impl Drop for Api {
    fn drop(&mut self) {
        if let Self::Program(child) = self {
            // Asked and not killed, so that it takes its data along.
            if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
                let _ = kill_process(pid, Signal::TERM);
            }
            let _ = child.wait();
        }
    }
}

impl Service {
    /// Serves this many cases from this process; the desk signs in as the demo's own user, who is both reviewers and
    /// lead.
    pub fn here(cases: u32) -> Self {
        Self::seeded(cases, SEED)
    }

    /// As [`here`](Self::here), with the cases of another seed.
    pub fn seeded(cases: u32, seed: u64) -> Self {
        let service = Self::set_up(cases, seed);
        service.come_up();
        service
    }

    /// As [`here`](Self::here), but nobody listens at the address yet.
    pub fn down(cases: u32) -> Self {
        Self::set_up(cases, SEED)
    }

    fn set_up(cases: u32, seed: u64) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let demo = runtime
            .block_on(set_up(
                Cases::Sampled { count: cases, seed },
                None,
                Settings { hold: jiff::SignedDuration::ZERO, ..Settings::default() },
            ))
            .unwrap();
        let token = demo.desk_token.clone();
        Self::with(runtime, url, token, Api::Here(Box::new(demo), RefCell::new(Some(socket))))
    }

    /// Begins to listen.
    pub fn come_up(&self) {
        let Api::Here(demo, socket) = &self.api else { return };
        let socket = socket.take().unwrap();
        let server = Arc::clone(&demo.server);
        self.runtime.spawn(async move { server.serve(socket.listen(1024).unwrap(), std::future::pending()).await });
    }

    /// Starts `demo --headless` and signs in with the token of a role.
    pub fn program(cases: u32, role: Role) -> Self {
        let mut child = Command::new(DESK)
            .args(["demo", "--headless", "--listen", "127.0.0.1:0", "--cases", &cases.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let facts: Value = serde_json::from_str(&line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (url, token) = (text(&facts["url"]), text(&facts["tokens"][role.slug()]));
        Self::with(Runtime::new().unwrap(), url, token, Api::Program(child))
    }

    fn with(runtime: Runtime, url: String, token: String, api: Api) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("token"), format!("{token}\n")).unwrap();
        Self { url, token, folder, runtime, api }
    }

    /// The API as the desk's user sees it, for looking at what the desk did.
    pub fn ask<T, F: Future<Output = beian_desk::client::Result<T>>>(&self, call: impl FnOnce(Client) -> F) -> T {
        let client = Client::http(&self.url, &self.token, Lang::En).unwrap();
        self.runtime.block_on(call(client)).unwrap()
    }

    /// What happened to a case, by number.
    pub fn history(&self, number: &str) -> Vec<HistoryEvent> {
        self.ask(|client| async move { client.history(number).await }).items
    }

    /// Opens a desk on this service. `lang` is `en` or `zh-CN`.
    pub fn desk(&self, lang: &str, args: &[&str], size: (u16, u16)) -> Session {
        self.desk_in(lang, args, &[], size, Persona::Plain)
    }

    /// As [`desk`](Self::desk), in a terminal of a kind and with more of an environment.
    pub fn desk_in(
        &self,
        lang: &str,
        args: &[&str],
        env: &[(&str, &str)],
        size: (u16, u16),
        persona: Persona,
    ) -> Session {
        let own = self.environment(lang);
        let mut all: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.extend_from_slice(env);
        Session::start(DESK, args, &all, size, persona)
    }

    /// The environment of a desk on this service.
    pub fn environment(&self, lang: &str) -> Vec<(&'static str, String)> {
        let folder = self.folder.path().display();
        vec![
            ("BEIAN_DESK_API", self.url.clone()),
            ("BEIAN_DESK_TOKEN_FILE", format!("{folder}/token")),
            ("BEIAN_DESK_CONFIG_DIR", format!("{folder}")),
            ("BEIAN_DESK_LANG", lang.to_owned()),
            ("TMPDIR", format!("{folder}")),
        ]
    }

    /// The desk's folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}
