//! The feed of changes for as long as somebody looks: broken lines are opened again, later and later, from where they broke; and how
//! long the way to the API takes is measured now and then.

use std::pin::Pin;
use std::time::Duration;

use futures::future::BoxFuture;
use http::Method;
use tokio::time::{Sleep, sleep};

use super::call::Call;
use super::{Client, ClientError, Events, Result, Told};
use crate::api::Change;
use crate::clock::Stopwatch;

/// The first wait after a line broke; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How often the delay is measured.
const MEASURED: Duration = Duration::from_secs(10);

/// What happens on the way of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Live {
    /// The line is open, after so long from request to answer. Lists that were read before are not complete unless this is a line that was
    /// opened again: what was missed meanwhile comes next.
    Open(Duration),
    /// A case changed.
    Change(Change),
    /// Changes were missed for good: lists must be read anew.
    Reset,
    /// So long takes a question to the API and back.
    Delay(Duration),
    /// The line broke or could not be opened; it is tried again after so long.
    Lost {
        /// Why.
        error: ClientError,
        /// Until the next try.
        again_in: Duration,
    },
}

/// An open, opening or broken feed.
pub struct Follow {
    client: Client,
    /// The last change that is known.
    seq: Option<i64>,
    /// Lines in a row that broke or did not open.
    broken: u32,
    way: Way,
}

enum Way {
    Closed,
    Waiting(Pin<Box<Sleep>>),
    Opening(BoxFuture<'static, (Result<Events>, Duration)>),
    Open { events: Box<Events>, pulse: Pulse },
}

enum Pulse {
    Resting(Pin<Box<Sleep>>),
    Measuring(BoxFuture<'static, Result<Duration>>),
}

impl Pulse {
    fn rest() -> Self {
        Self::Resting(Box::pin(sleep(MEASURED)))
    }
}

impl Client {
    /// How long a question to the API and back takes.
    ///
    /// # Errors
    /// As every call.
    pub async fn delay(&self) -> Result<Duration> {
        let watch = Stopwatch::start();
        self.send(Call::new(Method::GET, "/healthz".to_owned())).await?;
        Ok(watch.elapsed())
    }

    /// Follows the cases, after the change `after` or from now on, for as long as it is asked for the next thing. Dropping it ends it.
    pub fn follow(&self, after: Option<i64>) -> Follow {
        Follow { client: self.clone(), seq: after, broken: 0, way: Way::Closed }
    }
}

impl Follow {
    /// The last change that was told.
    pub const fn seq(&self) -> Option<i64> {
        self.seq
    }

    /// The next thing that happens. Dropped before it answers, it has lost nothing.
    ///
    /// # Errors
    /// Where the API will not have it, now and later: no valid token, no role for it, no lines in process. Asked again, it tries again.
    pub async fn next(&mut self) -> Result<Live> {
        loop {
            match &mut self.way {
                Way::Closed => {
                    let (client, seq) = (self.client.clone(), self.seq);
                    self.way = Way::Opening(Box::pin(async move {
                        let watch = Stopwatch::start();
                        (client.events(seq).await, watch.elapsed())
                    }));
                }
                Way::Waiting(time) => {
                    time.await;
                    self.way = Way::Closed;
                }
                Way::Opening(opening) => match opening.await {
                    (Ok(events), delay) => {
                        self.way = Way::Open { events: Box::new(events), pulse: Pulse::rest() };
                        return Ok(Live::Open(delay));
                    }
                    (Err(error), _) => return self.broke(error),
                },
                Way::Open { events, pulse } => {
                    let heard = tokio::select! {
                        told = events.next() => Heard::Told(told),
                        beat = beat(pulse, &self.client) => Heard::Beat(beat),
                    };
                    self.seq = events.seq();
                    match heard {
                        Heard::Told(Ok(Some(told))) => {
                            self.broken = 0;
                            return Ok(match told {
                                Told::Change(change) => Live::Change(change),
                                Told::Reset(_) => Live::Reset,
                            });
                        }
                        Heard::Told(Ok(None)) => {
                            let url = self.client.transport().address().to_owned();
                            return self
                                .broke(ClientError::Unreachable { url, cause: "the line was closed".to_owned() });
                        }
                        Heard::Beat(Ok(delay)) => {
                            self.broken = 0;
                            return Ok(Live::Delay(delay));
                        }
                        Heard::Told(Err(error)) | Heard::Beat(Err(error)) => return self.broke(error),
                    }
                }
            }
        }
    }

    /// What follows from an error: another try later, or none.
    fn broke(&mut self, error: ClientError) -> Result<Live> {
        self.way = Way::Closed;
        if error.is_refusal() || matches!(error, ClientError::Unauthenticated(_)) {
            return Err(error);
        }
        let again_in = wait(self.broken);
        self.broken = self.broken.saturating_add(1);
        self.way = Way::Waiting(Box::pin(sleep(again_in)));
        Ok(Live::Lost { error, again_in })
    }
}

enum Heard {
    Told(Result<Option<Told>>),
    Beat(Result<Duration>),
}

/// Rests, then measures.
async fn beat(pulse: &mut Pulse, client: &Client) -> Result<Duration> {
    loop {
        match pulse {
            Pulse::Resting(time) => {
                time.await;
                let client = client.clone();
                *pulse = Pulse::Measuring(Box::pin(async move { client.delay().await }));
            }
            Pulse::Measuring(measuring) => {
                let delay = measuring.await;
                *pulse = Pulse::rest();
                return delay;
            }
        }
    }
}

/// Longer with every line that broke, and up to a quarter more by chance, so that not everybody comes at once when a service is back.
fn wait(broken: u32) -> Duration {
    let wait = FIRST_WAIT.saturating_mul(1 << broken.min(10)).min(LONGEST_WAIT);
    let mut chance = [0_u8];
    // Without chance it is only less polite.
    let _ = getrandom::fill(&mut chance);
    let [chance] = chance;
    wait + wait * u32::from(chance) / 1024
}

impl std::fmt::Debug for Follow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follow").field("client", &self.client).field("seq", &self.seq).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_half_a_minute() {
        let waits: Vec<_> = (0..12).map(wait).collect();
        assert!(waits[0] >= FIRST_WAIT && waits[0] < FIRST_WAIT * 5 / 4, "{waits:?}");
        assert!(
            waits[3] >= FIRST_WAIT * 8 && waits[11] >= LONGEST_WAIT && waits[11] < LONGEST_WAIT * 5 / 4,
            "{waits:?}"
        );
        assert!(wait(u32::MAX) >= LONGEST_WAIT);
    }
}
