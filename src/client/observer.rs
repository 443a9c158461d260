//! What is told of an exchange with the API to somebody who looks on: enough to find it in the service's own log, and
//! neither a token nor anything that somebody filled in.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use crate::clock;

/// The header in which the API names a request.
const REQUEST_ID: &str = "x-request-id";

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// When it began.
    pub at: Timestamp,
    /// The method.
    pub method: String,
    /// The path. Its query is left out: what somebody looks for may be a person.
    pub path: String,
    /// The answer's status; none where there was no answer.
    pub status: Option<u16>,
    /// How long it took.
    pub took: Duration,
    /// The API's name for it; empty where it gave none.
    pub request_id: String,
}

/// Whoever looks on.
pub type Observer = Arc<dyn Fn(Exchange) + Send + Sync>;

impl Exchange {
    pub(super) fn of(method: &str, path: &str, at: Timestamp, answer: Option<(StatusCode, &HeaderMap)>) -> Self {
        let took = clock::now().duration_since(at).unsigned_abs();
        let path = path.split('?').next().unwrap_or_default().to_owned();
        let request_id = answer.and_then(|(_, headers)| headers.get(REQUEST_ID)?.to_str().ok());
        Self {
            at,
            method: method.to_owned(),
            path,
            status: answer.map(|(status, _)| status.as_u16()),
            took,
            request_id: request_id.unwrap_or_default().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_token_nor_query_is_told() {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, http::HeaderValue::from_static("r-1"));
        headers.insert("authorization", http::HeaderValue::from_static("Bearer secret"));
        let told = Exchange::of("GET", "/v1/cases?filter=%E5%BC%A0", clock::now(), Some((StatusCode::OK, &headers)));
        assert_eq!((told.path.as_str(), told.status, told.request_id.as_str()), ("/v1/cases", Some(200), "r-1"));
        assert!(!format!("{told:?}").contains("secret"));
    }
}
