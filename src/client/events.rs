//! The feed of changes: server-sent events, read as they come.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt};
use serde::Deserialize;
use tokio::time::Sleep;

use super::call::Call;
use super::transport::Line;
use super::{Client, ClientError, Result};
use crate::api::Change;

/// The server sends something every 15 seconds: a line that is silent for so long is dead.
const SILENCE: Duration = Duration::from_secs(45);

/// The longest event that is read, in bytes; ours have some hundred.
const LONGEST: usize = 1024 * 1024;

/// What a watcher is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A case changed.
    Change(Change),
    /// Changes were missed: lists must be read anew. The feed goes on after this `seq`.
    Reset(i64),
}

/// An open feed.
pub struct Events {
    url: String,
    line: BoxStream<'static, std::result::Result<Bytes, String>>,
    text: Vec<u8>,
    seq: Option<i64>,
    /// Rings when the line was silent for too long. Kept here, so that whoever asks for the next event again and again does not set it
    /// back each time.
    silence: Pin<Box<Sleep>>,
}

impl Client {
    /// Watches the cases, after the change `after` or from now on, until the line breaks; see [`Client::follow`]. In process only where the
    /// transport has lines.
    ///
    /// # Errors
    /// As every call; `not_streamable` in process without lines.
    pub async fn events(&self, after: Option<i64>) -> Result<Events> {
        let path = after.map_or_else(|| "/v1/events".to_owned(), |seq| format!("/v1/events?after={seq}"));
        let line: Line = self.open(Call::get(path)).await?;
        Ok(Events {
            url: self.transport().address().to_owned(),
            line,
            text: Vec::new(),
            seq: after,
            silence: silence(),
        })
    }
}

fn silence() -> Pin<Box<Sleep>> {
    Box::pin(tokio::time::sleep(SILENCE))
}

impl Events {
    /// The last change that was told: with it a new feed goes on where this one broke.
    pub const fn seq(&self) -> Option<i64> {
        self.seq
    }

    /// The next thing that is told; none when the service ends. Dropped before it answers, it has lost nothing.
    ///
    /// # Errors
    /// `Unreachable` where the line breaks or falls silent, `BadAnswer` where something else than events comes.
    pub async fn next(&mut self) -> Result<Option<Told>> {
        loop {
            while let Some(event) = self.event() {
                if let Some(told) = self.told(&event)? {
                    return Ok(Some(told));
                }
            }
            let unreachable = |cause: String| ClientError::Unreachable { url: self.url.clone(), cause };
            let heard = tokio::select! {
                heard = self.line.next() => heard,
                () = &mut self.silence => return Err(unreachable("timeout".to_owned())),
            };
            self.silence = silence();
            match heard {
                None => return Ok(None),
                Some(Err(cause)) => return Err(unreachable(cause)),
                Some(Ok(bytes)) if self.text.len() + bytes.len() <= LONGEST => self.text.extend_from_slice(&bytes),
                Some(Ok(_)) => return Err(self.bad("an event without end".to_owned())),
            }
        }
    }

    /// Takes the next whole event off the text: everything up to an empty line.
    fn event(&mut self) -> Option<String> {
        let end = self.text.windows(2).position(|pair| pair == b"\n\n")?;
        let event: Vec<u8> = self.text.drain(..end + 2).collect();
        Some(String::from_utf8_lossy(&event).into_owned())
    }

    /// What an event tells; one without data only says where the feed stands, and one of a kind that a newer server has
    /// is none for us.
    fn told(&mut self, event: &str) -> Result<Option<Told>> {
        #[derive(Deserialize)]
        struct Reset {
            seq: i64,
        }
        let field =
            |name: &str| event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim_start);
        if let Some(seq) = field("id").and_then(|id| id.parse().ok()) {
            self.seq = Some(seq);
        }
        let data = field("data").unwrap_or_default();
        let told = match field("event") {
            Some("case") => serde_json::from_str(data).map(Told::Change),
            Some("reset") => serde_json::from_str(data).map(|reset: Reset| Told::Reset(reset.seq)),
            _ => return Ok(None),
        };
        told.map(Some).map_err(|error| self.bad(error.to_string()))
    }

    fn bad(&self, cause: String) -> ClientError {
        ClientError::BadAnswer { url: self.url.clone(), status: 200, cause }
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").field("url", &self.url).field("seq", &self.seq).finish_non_exhaustive()
    }
}
