//! Posts notices to the organisation's own webhook, signed so that it can tell ours from anybody else's
//! (`docs/notices.md`).

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use sha2::Sha256;

use super::guard::{Barred, resolve};
use super::{Undelivered, client};
use crate::config::Webhook;
use crate::domain::digest::hex;

/// What is posted.
#[derive(Debug)]
pub(in crate::server) struct Post<'a> {
    /// What it is about.
    pub event: &'a str,
    /// The same at every attempt.
    pub delivery: &'a str,
    pub body: String,
    /// When it is sent; part of what is signed.
    pub at: Timestamp,
}

/// The host of a webhook, which says where notices go without what may be secret in the rest of its address.
pub(in crate::server) fn host(address: &str) -> String {
    let url = Url::parse(address).ok();
    url.and_then(|url| {
        let host = url.host_str()?;
        Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
    })
    .unwrap_or_default()
}

/// Posts once. Whatever is no 2xx is a failure; redirects are not followed.
pub(in crate::server) async fn send(hook: &Webhook, allow_private: bool, post: Post<'_>) -> Result<(), Undelivered> {
    match tokio::time::timeout(hook.patience, attempt(hook, allow_private, post)).await {
        Ok(done) => done,
        Err(_) => Err(Undelivered::Later(format!("no answer within {} s", hook.patience.as_secs_f32()))),
    }
}

async fn attempt(hook: &Webhook, allow_private: bool, post: Post<'_>) -> Result<(), Undelivered> {
    let later = |text: &str| Undelivered::Later(text.to_owned());
    let url = Url::parse(&hook.url).map_err(|_| later("the webhook's address is none"))?;
    let addresses = resolve(&url, allow_private).await.map_err(|barred| {
        later(match barred {
            Barred::Scheme => "the webhook's address is not http or https, or not on port 80 or 443",
            Barred::Unknown => "the webhook's host cannot be resolved",
            Barred::Private => "the webhook lies in a private network, which allow_private = true would allow",
        })
    })?;
    let failed = |error: reqwest::Error| Undelivered::Later(error.without_url().to_string());
    let host = url.host_str().unwrap_or_default().to_owned();
    let client = client().no_proxy().resolve_to_addrs(&host, &addresses).build().map_err(failed)?;
    let seconds = post.at.as_second().to_string();
    let signature = sign(&hook.secret.0, &seconds, &post.body);
    let answer = client
        .post(url)
        .header(CONTENT_TYPE, "application/json")
        .header("X-Beian-Event", post.event)
        .header("X-Beian-Delivery", post.delivery)
        .header("X-Beian-Timestamp", seconds)
        .header("X-Beian-Signature", format!("v1={signature}"))
        .body(post.body)
        .send()
        .await
        .map_err(failed)?;
    match answer.status().as_u16() {
        200..=299 => Ok(()),
        410 => Err(Undelivered::Never("status 410".to_owned())),
        status => Err(Undelivered::Later(format!("status {status}"))),
    }
}

/// HMAC-SHA256 over `TIMESTAMP.BODY`, in hexadecimal.
fn sign(secret: &str, seconds: &str, body: &str) -> String {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    for part in [seconds, ".", body] {
        mac.update(part.as_bytes());
    }
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_documents_own_example() {
        // printf '%s' '1795395600.{"id":"1"}' | openssl dgst -sha256 -hmac 'secret'
        let expected = include_str!("../../../docs/notices.md");
        let signature = sign("secret", "1795395600", "{\"id\":\"1\"}");
        assert!(expected.contains(&signature), "docs/notices.md does not show {signature}");
    }

    #[test]
    fn only_the_host_of_an_address_is_shown() {
        assert_eq!(host("https://hook.example/a?key=1"), "hook.example");
        assert_eq!(host("http://127.0.0.1:8080/a"), "127.0.0.1:8080");
        assert_eq!(host("nonsense"), "");
    }
}
