//! How a request reaches the API: over HTTP, or by calling the router in the same process.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use http::{Request, Response};

use super::error::ClientError;

/// A router as a function: a whole request in, a whole response out.
pub type InProcess = Arc<dyn Fn(Request<Bytes>) -> BoxFuture<'static, Result<Response<Bytes>, String>> + Send + Sync>;

/// The same for an answer whose body comes as it is made.
pub type InProcessLine =
    Arc<dyn Fn(Request<Bytes>) -> BoxFuture<'static, Result<Response<Line>, String>> + Send + Sync>;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);

/// How long a whole exchange may take, a large picture over a slow line included.
const WHOLE: Duration = Duration::from_secs(30);

/// A line that carries no more bytes a second than this is too slow to upload over.
const SLOW: u64 = 100_000;

/// As long as anybody watches: a year.
const NO_END: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What comes over an open line; the errors are causes for people.
pub type Line = BoxStream<'static, Result<Bytes, String>>;

/// The answer to a request for an open line.
pub(super) enum Opened {
    Line(Line),
    /// There is none: the answer is a problem.
    Whole(Response<Bytes>),
}

/// A way to the API.
#[derive(Clone)]
pub struct Transport(Way);

#[derive(Clone)]
enum Way {
    Http { client: reqwest::Client, base: Arc<str> },
    InProcess(InProcess, Option<InProcessLine>),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Transport").field(&self.address()).finish()
    }
}

impl Transport {
    /// Over HTTP. Redirects are not followed: a token goes to the address that was configured and nowhere else.
    ///
    /// # Errors
    /// Where `base` is no HTTP address or the system gives no TLS.
    pub fn http(base: &str) -> Result<Self, ClientError> {
        let base = base.trim_end_matches('/');
        let unusable = |cause: String| ClientError::Unreachable { url: base.to_owned(), cause };
        let url = reqwest::Url::parse(base).map_err(|error| unusable(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(unusable(format!("{}: is not http or https", url.scheme())));
        }
        // Already installed is as good as installed now.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("beian-desk/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| unusable(error.to_string()))?;
        Ok(Self(Way::Http { client, base: base.into() }))
    }

    /// In this process.
    pub fn in_process(router: InProcess) -> Self {
        Self(Way::InProcess(router, None))
    }

    /// In this process, with lines that stay open for who watches.
    pub fn in_process_live(router: InProcess, lines: InProcessLine) -> Self {
        Self(Way::InProcess(router, Some(lines)))
    }

    /// The API's address, for people.
    pub fn address(&self) -> &str {
        match &self.0 {
            Way::Http { base, .. } => base,
            Way::InProcess(..) => "(in process)",
        }
    }

    /// Sends such a request and, where it succeeds and there can be a line, leaves it open for as long as it lasts.
    pub(super) async fn open(&self, request: Request<Bytes>) -> Result<Opened, ClientError> {
        let (client, base) = match &self.0 {
            Way::Http { client, base } => (client, base),
            Way::InProcess(_, None) => return self.send(request).await.map(Opened::Whole),
            Way::InProcess(_, Some(lines)) => {
                let unreachable = |cause| ClientError::Unreachable { url: self.address().to_owned(), cause };
                return opened(lines(request).await.map_err(unreachable)?).await.map_err(unreachable);
            }
        };
        let unreachable =
            |error: &reqwest::Error| ClientError::Unreachable { url: self.address().to_owned(), cause: causes(error) };
        let sent = prepared(client, base, request).timeout(NO_END).send().await;
        let answer = sent.map_err(|error| unreachable(&error))?;
        if !answer.status().is_success() {
            return whole(answer).await.map(Opened::Whole).map_err(|error| unreachable(&error));
        }
        Ok(Opened::Line(answer.bytes_stream().map_err(|error| causes(&error)).boxed()))
    }

    /// Sends a request whose URI is a path with its query.
    pub(super) async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, ClientError> {
        let unreachable = |cause: String| ClientError::Unreachable { url: self.address().to_owned(), cause };
        match &self.0 {
            Way::InProcess(router, _) => router(request).await.map_err(unreachable),
            Way::Http { client, base } => {
                exchange(client, base, request).await.map_err(|error| unreachable(causes(&error)))
            }
        }
    }
}

/// An answer in this process: the line, or the whole problem.
async fn opened(answer: Response<Line>) -> Result<Opened, String> {
    let (parts, mut line) = answer.into_parts();
    if parts.status.is_success() {
        return Ok(Opened::Line(line));
    }
    let mut body = Vec::new();
    while let Some(part) = line.next().await {
        body.extend_from_slice(&part?);
    }
    Ok(Opened::Whole(Response::from_parts(parts, body.into())))
}

async fn exchange(
    client: &reqwest::Client,
    base: &str,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, reqwest::Error> {
    whole(prepared(client, base, request).send().await?).await
}

fn prepared(client: &reqwest::Client, base: &str, request: Request<Bytes>) -> reqwest::RequestBuilder {
    let (parts, body) = request.into_parts();
    let time = WHOLE + Duration::from_secs(body.len() as u64 / SLOW);
    client.request(parts.method, format!("{base}{}", parts.uri)).headers(parts.headers).timeout(time).body(body)
}

async fn whole(answer: reqwest::Response) -> Result<Response<Bytes>, reqwest::Error> {
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(answer.bytes().await?);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// An error with what caused it: reqwest's own text says only that sending failed.
fn causes(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(deeper) = cause {
        text = deeper.to_string();
        cause = deeper.source();
    }
    if error.is_timeout() {
        return "timeout".to_owned();
    }
    if text.is_empty() { error.to_string() } else { text }
}
