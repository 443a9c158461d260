//! Asks the organisation's own domain verification service, see `docs/domain-verification.md`. What it does not answer in time
//! and in the agreed shape is unknown, which never speaks against a filing.

use std::time::Duration;

use super::client;
use crate::config::{DomainVerification, Secret};
use crate::domain::registry::DomainRecord;

const WHOLE: Duration = Duration::from_secs(8);

/// More than a record ever has, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// What the service says of a domain; none where it does not know it, or does not answer.
pub(in crate::server) async fn look_up(service: &DomainVerification, domain: &str) -> Option<DomainRecord> {
    match tokio::time::timeout(WHOLE, ask(&service.url, &service.token, domain)).await {
        Ok(Ok(record)) => record.filter(|record| record.domain.eq_ignore_ascii_case(domain)),
        Ok(Err(cause)) => {
            tracing::warn!(cause, "the domain verification service did not answer as agreed");
            None
        }
        Err(_) => {
            tracing::warn!("the domain verification service did not answer in time");
            None
        }
    }
}

async fn ask(base: &str, token: &Secret, domain: &str) -> Result<Option<DomainRecord>, String> {
    let said = |error: reqwest::Error| error.without_url().to_string();
    let mut url = reqwest::Url::parse(base).map_err(|error| error.to_string())?;
    url.path_segments_mut().map_err(|()| "no web address".to_owned())?.pop_if_empty().push(domain);
    let client = client().no_proxy().build().map_err(said)?;
    let mut request = client.get(url);
    if !token.0.is_empty() {
        request = request.bearer_auth(&token.0);
    }
    let mut answer = request.send().await.map_err(said)?;
    match answer.status().as_u16() {
        200 => {}
        404 => return Ok(None),
        status => return Err(format!("status {status}")),
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(said)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MOST_BYTES {
            return Err("too long".to_owned());
        }
    }
    serde_json::from_slice(&bytes).map(Some).map_err(|error| error.to_string())
}
