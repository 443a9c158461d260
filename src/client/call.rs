//! One exchange with the API: headers, retry, and the reading of answers.

use bytes::Bytes;
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::transport::{Line, Opened};
use super::{Client, ClientError, Exchange, Result};
use crate::api::Problem;
use crate::clock;

/// A request being put together.
#[derive(Debug, Clone)]
pub(super) struct Call {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
    /// Whether sending it twice does what sending it once does.
    repeatable: bool,
}

impl Call {
    pub(super) fn get(path: String) -> Self {
        Self { repeatable: true, ..Self::new(Method::GET, path) }
    }

    pub(super) fn new(method: Method, path: String) -> Self {
        Self { method, path, headers: Vec::new(), body: Bytes::new(), repeatable: false }
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn body(self, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        let mut call = self.header(CONTENT_TYPE_NAME, content_type);
        call.body = body.into();
        call
    }

    pub(super) fn json<T: Serialize>(self, value: &T) -> Self {
        // Our own types have string keys and finite numbers, so that writing them cannot fail.
        self.body("application/json", serde_json::to_vec(value).unwrap_or_default())
    }

    pub(super) fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }
}

/// Asks a question that is too long for a query, and changes nothing.
const FIND_TYPE: &str = "/v1/filings/type";

const CONTENT_TYPE_NAME: &str = "content-type";

impl Client {
    /// Sends the call, once more if the connection failed and that cannot do harm. Problems become errors.
    pub(super) async fn send(&self, call: Call) -> Result<Response<Bytes>> {
        let answer = match self.exchange(&call).await {
            Err(ClientError::Unreachable { .. }) if call.repeatable => self.exchange(&call).await?,
            answer => answer?,
        };
        if answer.status().is_success() { Ok(answer) } else { Err(self.problem(&answer)) }
    }

    /// Sends the call and leaves the line open for what comes. Problems become errors.
    pub(super) async fn open(&self, call: Call) -> Result<Line> {
        let begun = clock::now();
        let opened = self.transport.open(self.request(&call)?).await;
        let answer = match &opened {
            Ok(Opened::Whole(answer)) => Some((answer.status(), answer.headers())),
            // Whether a line is open is all that is known of it.
            Ok(Opened::Line(_)) => Some((StatusCode::OK, &HeaderMap::new())),
            Err(_) => None,
        };
        self.tell(&call, begun, answer);
        match opened? {
            Opened::Line(line) => Ok(line),
            Opened::Whole(answer) => Err(self.problem(&answer)),
        }
    }

    /// One exchange, told to whoever observes.
    async fn exchange(&self, call: &Call) -> Result<Response<Bytes>> {
        let begun = clock::now();
        let answer = self.transport.send(self.request(call)?).await;
        self.tell(call, begun, answer.as_ref().ok().map(|answer| (answer.status(), answer.headers())));
        answer
    }

    fn tell(&self, call: &Call, begun: Timestamp, answer: Option<(StatusCode, &HeaderMap)>) {
        if let Some(observer) = &self.observer {
            observer(Exchange::of(call.method.as_str(), &call.path, begun, answer));
        }
    }

    /// Sends the call and reads its JSON answer.
    pub(super) async fn ask<T: DeserializeOwned>(&self, call: Call) -> Result<T> {
        let answer = self.send(call).await?;
        serde_json::from_slice(answer.body()).map_err(|error| self.bad(answer.status(), error.to_string()))
    }

    fn request(&self, call: &Call) -> Result<Request<Bytes>> {
        if self.only_looks && call.method != Method::GET && call.path != FIND_TYPE {
            return Err(ClientError::ReadOnly { method: call.method.to_string(), path: call.path.clone() });
        }
        let mut builder = Request::builder()
            .method(call.method.clone())
            .uri(&call.path)
            .header(ACCEPT_LANGUAGE, self.lang.to_string())
            .header(AUTHORIZATION, self.bearer()?);
        for (name, value) in &call.headers {
            builder = builder.header(*name, value);
        }
        builder.body(call.body.clone()).map_err(|error| self.bad(StatusCode::OK, error.to_string()))
    }

    fn bearer(&self) -> Result<HeaderValue> {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.token))
            .map_err(|error| self.bad(StatusCode::UNAUTHORIZED, error.to_string()))?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn problem(&self, answer: &Response<Bytes>) -> ClientError {
        let status = answer.status();
        match serde_json::from_slice::<Box<Problem>>(answer.body()) {
            Ok(problem) if status == StatusCode::UNAUTHORIZED => ClientError::Unauthenticated(problem),
            Ok(problem) => ClientError::Refused(problem),
            Err(error) => {
                let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("-");
                self.bad(status, format!("{kind}: {error}"))
            }
        }
    }

    fn bad(&self, status: StatusCode, cause: String) -> ClientError {
        ClientError::BadAnswer { url: self.transport.address().to_owned(), status: status.as_u16(), cause }
    }
}

/// Text as one segment of a path or one value of a query.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_a_path_stays_one_segment() {
        assert_eq!(encoded("BA26-1_a.~"), "BA26-1_a.~");
        assert_eq!(encoded("../x y?省"), "..%2Fx%20y%3F%E7%9C%81");
    }
}
