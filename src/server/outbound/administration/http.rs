//! An organisation's own connector over HTTP: batches are posted to it, results are pulled from it. The contract is
//! `docs/administration-connector.md`.

use std::time::Duration;

use futures::future::BoxFuture;
use jiff::SignedDuration;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde::Deserialize;
use serde_json::Value;

use super::gateway::{Act, Answer, Arrived, Gateway, Standing, Unanswered};
use crate::config::Secret;
use crate::server::outbound::client;

const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(30);

/// The largest answer, in bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How many results are asked for at a time.
const PAGE: u32 = 100;

/// The connector.
pub(super) struct HttpConnector {
    client: Client,
    batches: Url,
    results: Url,
    token: Secret,
    every: SignedDuration,
}

#[derive(Deserialize)]
struct Acknowledged {
    acknowledged: i64,
    hash: String,
}

#[derive(Deserialize)]
struct Gap {
    expected: i64,
}

#[derive(Deserialize)]
struct Results {
    results: Vec<Value>,
}

impl HttpConnector {
    pub(super) fn new(url: &str, token: Secret, every: Duration) -> Result<Self, Unanswered> {
        let at = |path: &str| {
            Url::parse(&format!("{}/{path}", url.trim_end_matches('/')))
                .map_err(|error| Unanswered(format!("{url:?} is no address of a connector: {error}")))
        };
        let client = client()
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()
            .map_err(|error| Unanswered(error.to_string()))?;
        let every = SignedDuration::try_from(every).unwrap_or(SignedDuration::from_mins(1));
        Ok(Self { client, batches: at("batches")?, results: at("results")?, token, every })
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        if self.token.0.is_empty() { request } else { request.bearer_auth(&self.token.0) }
    }

    async fn ask(&self, request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), Unanswered> {
        let broken = |error: reqwest::Error| Unanswered(error.without_url().to_string());
        let mut answer = self.signed(request).send().await.map_err(broken)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(broken)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MOST_BYTES {
                return Err(Unanswered("the connector's answer is over 8 MB".to_owned()));
            }
        }
        Ok((answer.status(), bytes))
    }

    async fn post(&self, sequence: i64, hash: &str, body: &str) -> Result<Answer, Unanswered> {
        let request = self
            .client
            .post(self.batches.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("batch-sequence", sequence)
            .header("batch-sha256", hash)
            .body(body.to_owned());
        let (status, bytes) = self.ask(request).await?;
        if status == StatusCode::CONFLICT {
            let Gap { expected } = read(&bytes)?;
            return Ok(Answer::Expected(expected));
        }
        good(status)?;
        let said: Acknowledged = read(&bytes)?;
        if said.acknowledged == sequence && said.hash.eq_ignore_ascii_case(hash) {
            Ok(Answer::Acknowledged)
        } else {
            Err(Unanswered(format!("batch {sequence} was answered with an acknowledgement of {}", said.acknowledged)))
        }
    }

    async fn pull(&self, after: i64) -> Result<Vec<Arrived>, Unanswered> {
        let mut url = self.results.clone();
        url.query_pairs_mut().append_pair("after", &after.to_string()).append_pair("limit", &PAGE.to_string());
        let (status, bytes) = self.ask(self.client.get(url)).await?;
        good(status)?;
        let said: Results = read(&bytes)?;
        Ok(said.results.iter().filter_map(arrived).collect())
    }
}

impl Gateway for HttpConnector {
    fn takes_pictures(&self) -> bool {
        true
    }

    fn hand_over<'a>(
        &'a self,
        sequence: i64,
        hash: &'a str,
        body: &'a str,
    ) -> BoxFuture<'a, Result<Answer, Unanswered>> {
        Box::pin(self.post(sequence, hash, body))
    }

    fn every(&self) -> Option<SignedDuration> {
        Some(self.every)
    }

    fn results(&self, after: i64) -> BoxFuture<'_, Result<Vec<Arrived>, Unanswered>> {
        Box::pin(self.pull(after))
    }

    fn next(&self, _: &Standing<'_>) -> Option<Act> {
        None
    }
}

fn good(status: StatusCode) -> Result<(), Unanswered> {
    if status.is_success() { Ok(()) } else { Err(Unanswered(format!("the connector answered {status}"))) }
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Unanswered> {
    serde_json::from_slice(bytes).map_err(|error| Unanswered(format!("the connector's answer cannot be read: {error}")))
}

/// A result without a sequence cannot be told from any other, so it is none.
fn arrived(value: &Value) -> Option<Arrived> {
    let Some(sequence) = value.get("sequence").and_then(Value::as_i64).filter(|sequence| *sequence > 0) else {
        tracing::warn!("a result of the administration has no sequence");
        return None;
    };
    let case = value.get("case").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Arrived { sequence, case, body: value.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_sequence_is_left_out() {
        let results: Vec<_> = [r#"{"sequence": 3, "case": "x"}"#, r#"{"case": "x"}"#, r#"{"sequence": 0}"#, "7"]
            .iter()
            .filter_map(|text| arrived(&serde_json::from_str(text).unwrap()))
            .collect();
        assert_eq!(results.len(), 1);
        assert_eq!((results[0].sequence, results[0].case.as_str()), (3, "x"));
    }
}
