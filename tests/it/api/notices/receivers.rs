//! What notices are sent to, on loopback: a webhook that checks signatures by code of its own, one that never answers, and
//! a mail server that knows the handful of replies which a delivery takes.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub const SECRET: &str = "not-a-real-secret";

/// A post whose signature was right.
#[derive(Debug, Clone)]
pub struct Post {
    pub event: String,
    pub delivery: String,
    pub seconds: i64,
    pub body: Vec<u8>,
}

/// A webhook that answers as its script says, then 204.
pub struct Hook {
    pub url: String,
    taken: Arc<Mutex<Vec<Post>>>,
    elsewhere: Arc<AtomicUsize>,
}

impl Hook {
    pub async fn start(script: &[u16]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}/hook?key=in-the-address", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::new(Vec::new()));
        let elsewhere = Arc::new(AtomicUsize::new(0));
        let (posts, strays) = (Arc::clone(&taken), Arc::clone(&elsewhere));
        let script = Arc::new(Mutex::new(script.iter().copied().collect::<VecDeque<_>>()));
        let take = move |headers: HeaderMap, body: Bytes| {
            let Some(post) = verified(&headers, &body) else { return ready(StatusCode::UNAUTHORIZED.into_response()) };
            posts.lock().unwrap().push(post);
            let status = script.lock().unwrap().pop_front().unwrap_or(204);
            ready((StatusCode::from_u16(status).unwrap(), [("location", "/elsewhere")]).into_response())
        };
        let stray = move || {
            strays.fetch_add(1, Ordering::SeqCst);
            ready(StatusCode::OK.into_response())
        };
        let routes = Router::new().route("/hook", post(take)).route("/elsewhere", post(stray));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, taken, elsewhere }
    }

    pub fn taken(&self) -> Vec<Post> {
        self.taken.lock().unwrap().clone()
    }

    pub fn elsewhere(&self) -> usize {
        self.elsewhere.load(Ordering::SeqCst)
    }
}

fn ready(response: Response) -> std::future::Ready<Response> {
    std::future::ready(response)
}

/// What `docs/notices.md` asks of a receiver, but for the clock: the fixture's stands in 2026.
fn verified(headers: &HeaderMap, body: &[u8]) -> Option<Post> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let seconds = header("x-beian-timestamp")?;
    let signature = header("x-beian-signature")?;
    let bytes: Vec<u8> = (0..64)
        .step_by(2)
        .map(|at| u8::from_str_radix(signature.strip_prefix("v1=")?.get(at..at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(&[seconds.as_bytes(), b".", body].concat());
    mac.verify_slice(&bytes).ok()?;
    assert_eq!(header("content-type").as_deref(), Some("application/json"));
    let (event, delivery) = (header("x-beian-event")?, header("x-beian-delivery")?);
    Some(Post { event, delivery, seconds: seconds.parse().unwrap(), body: body.to_vec() })
}

/// A webhook that takes connections and says nothing.
pub struct Silent {
    pub url: String,
}

pub async fn silent() -> Silent {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    Silent { url }
}

/// A mail as it was handed over.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub data: String,
}

impl Letter {
    /// The value of a header with its continuations; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.data.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ");
        let found = head.lines().filter_map(|line| line.split_once(": "));
        let mut values = found.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned());
        let value = values.next().unwrap_or_default();
        assert!(values.next().is_none(), "{name} stands twice in {head}");
        value
    }

    /// The subject, read as RFC 2047 writes it.
    pub fn subject(&self) -> String {
        let mut out = Vec::new();
        for word in self.header("subject").split(' ') {
            match word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?=")) {
                Some(encoded) => out.extend(BASE64_STANDARD.decode(encoded).unwrap()),
                None => out.extend([b" ", word.as_bytes()].concat()),
            }
        }
        String::from_utf8(out).unwrap()
    }

    /// The text, line ends as `\n`.
    pub fn text(&self) -> String {
        assert_eq!(self.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(self.header("content-transfer-encoding"), "base64");
        let (_, body) = self.data.split_once("\r\n\r\n").unwrap();
        let bytes = BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap();
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }
}

/// A mail server that answers each recipient as its script says, then takes everything.
pub struct PostOffice {
    pub port: u16,
    taken: Arc<Mutex<Vec<Letter>>>,
}

impl PostOffice {
    pub async fn start(script: &[&'static str]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(Mutex::new(script.iter().copied().collect::<VecDeque<_>>()));
        let letters = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&script), Arc::clone(&letters)));
            }
        });
        Self { port, taken }
    }

    pub fn taken(&self) -> Vec<Letter> {
        self.taken.lock().unwrap().clone()
    }
}

async fn talk(
    mut stream: TcpStream,
    script: Arc<Mutex<VecDeque<&'static str>>>,
    letters: Arc<Mutex<Vec<Letter>>>,
) -> std::io::Result<()> {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).split(b'\n');
    write.write_all(b"220 test\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_segment().await? {
        let line = String::from_utf8(line).unwrap();
        let line = line.trim_end();
        let answer = match line.split([' ', ':']).next().unwrap_or("").to_uppercase().as_str() {
            "EHLO" => "250-test\r\n250 8BITMIME".to_owned(),
            "RCPT" => {
                line.split_once(':').unwrap().1.trim().clone_into(&mut to);
                script.lock().unwrap().pop_front().unwrap_or("250 ok").to_owned()
            }
            "DATA" => {
                write.write_all(b"354 go\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_segment().await? {
                    let line = String::from_utf8(line).unwrap();
                    if line == ".\r" {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push('\n');
                }
                letters.lock().unwrap().push(Letter { to: to.clone(), data });
                "250 taken".to_owned()
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 ok".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
