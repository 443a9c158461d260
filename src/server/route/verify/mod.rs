//! The page of the authenticity verification, for the phone of a service principal who has a one-time link and no account.
//!
//! Plain HTML without any script: it must work on whatever phone there is, and it shows what strangers typed. Everything
//! of theirs goes through [`html::text`]; the Content-Security-Policy forbids whatever might slip through to act.

mod html;
pub(super) mod look;
pub(super) mod qr;
pub(super) mod take;

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::domain::lang::Lang;
use crate::server::extract::Query;
use crate::server::op::verification::Standing;
use crate::server::request::{Spoken, language};
use crate::text::Word;

/// Where nothing is loaded, run or framed but our own style, pictures and form.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(html::STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
});

/// The language that is asked for in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    lang: Option<String>,
}

/// The language of the page: asked for in the address, else the browser's.
fn lang_of(choice: Result<Query<Choice>, crate::server::error::Failure>, headers: &HeaderMap) -> Lang {
    let chosen = choice.ok().and_then(|Query(choice)| choice.lang?.parse().ok());
    chosen.unwrap_or_else(|| language(headers))
}

/// The token in the path; what cannot be one is an empty text, which no link has.
fn token_of(path: Result<Path<String>, PathRejection>) -> String {
    let token = path.map(|Path(token)| token).unwrap_or_default();
    if token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()) { token } else { String::new() }
}

/// A whole page.
fn page(status: StatusCode, lang: Lang, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.extensions_mut().insert(Spoken);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.pick("zh-CN", "en")));
    headers.insert(CONTENT_SECURITY_POLICY, POLICY.clone());
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    guarded(headers);
    response
}

/// What holds for everything under a link: kept nowhere, and the address told to nobody.
fn guarded(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// The page of a link that cannot be used (any more): what is the matter, and what to do next.
fn gone(standing: &Standing, lang: Lang) -> Response {
    let (status, title, next) = match standing {
        Standing::Used => (StatusCode::GONE, Word::PageUsed, Word::PageUsedNext),
        Standing::Expired => (StatusCode::GONE, Word::PageExpired, Word::PageNewLink),
        Standing::Void => (StatusCode::GONE, Word::PageVoid, Word::PageVoidNext),
        Standing::Closed => (StatusCode::GONE, Word::PageClosed, Word::PageClosedNext),
        Standing::Open(_) | Standing::Unknown => (StatusCode::NOT_FOUND, Word::PageUnknown, Word::PageUnknownNext),
    };
    page(status, lang, html::said(title, next, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_our_own_style_in_and_no_script() {
        let policy = POLICY.to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(!policy.contains("script") && !policy.contains("unsafe"), "{policy}");
    }

    #[test]
    fn what_cannot_be_a_token_is_none() {
        let hex = "0123456789abcdef".repeat(4);
        assert_eq!(token_of(Ok(Path(hex.clone()))), hex);
        for odd in ["", "a", &hex[1..], &format!("{hex}0"), &hex.replace('0', "g"), &"é".repeat(32)] {
            assert_eq!(token_of(Ok(Path((*odd).to_owned()))), "");
        }
    }
}
