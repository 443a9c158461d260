//! The parts of an upload's form.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};

use crate::server::error::{Code, Failure};
use crate::server::material::MOST_OF_ANY;

/// More parts than any form of ours has.
const MOST_PARTS: usize = 8;

/// The parts by name; of two with one name the later counts.
pub(super) struct Form(BTreeMap<String, Bytes>);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_form(request.headers()) {
            return Err(Code::BodyType.into());
        }
        let mut multipart = Multipart::from_request(request, state).await.map_err(|_| Code::BodyUnreadable)?;
        let mut parts = BTreeMap::new();
        for _ in 0..MOST_PARTS {
            let Some(part) = multipart.next_field().await.map_err(|error| unreadable(&error))? else { break };
            let Some(name) = part.name().map(str::to_owned) else { continue };
            let bytes = part.bytes().await.map_err(|error| unreadable(&error))?;
            if bytes.len() > MOST_OF_ANY {
                return Err(Code::VideoTooLarge.into());
            }
            parts.insert(name, bytes);
        }
        Ok(Self(parts))
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

fn unreadable(error: &MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Code::VideoTooLarge.into(),
        _ => Code::BodyUnreadable.into(),
    }
}

impl Form {
    /// A part's bytes.
    pub(super) fn take(&mut self, name: &str) -> Result<Bytes, Failure> {
        self.0.remove(name).ok_or_else(|| Failure::at(Code::BodyInvalid, format!("/{name}")))
    }

    /// A part's text; empty where the part is missing.
    pub(super) fn text(&self, name: &str) -> Result<String, Failure> {
        let bytes = self.0.get(name).cloned().unwrap_or_default();
        String::from_utf8(bytes.to_vec()).map_err(|_| Failure::at(Code::BodyInvalid, format!("/{name}")))
    }
}
