//! What handlers take out of a request, each failing with a fault of ours.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::IntoParams;

use super::error::{Code, Failure};
use super::request::language;
use crate::api::{IDEMPOTENCY_KEY, LEASE_TOKEN};
use crate::domain::lang::Lang;

/// The longest text anywhere in a body, in characters.
const LONGEST_FIELD: usize = 1_000_000;

/// The longest idempotency key, in bytes.
const LONGEST_KEY: usize = 255;

/// The `{id}` of a path: an id or a number.
#[derive(Debug)]
pub(super) struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Code::NotFound)?;
        // PostgreSQL refuses U+0000 in a parameter; no id contains it.
        if id.contains('\0') { Err(Code::NotFound.into()) } else { Ok(Self(id)) }
    }
}

/// The language that the request accepts.
#[derive(Debug)]
pub(super) struct Language(pub Lang);

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self(language(&parts.headers)))
    }
}

/// Which part of a list is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl Paging {
    /// Where the page begins; empty counts as absent.
    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref().filter(|cursor| !cursor.is_empty())
    }

    /// How many items it may have.
    pub(super) fn limit(&self) -> Result<u32, Failure> {
        limit(self.limit)
    }
}

/// How many items a page has when nobody says.
const USUAL_PAGE: u32 = 50;

/// How many a page may have.
const MOST_ON_PAGE: u32 = 200;

/// The number of items of a page, as it was asked for.
pub(super) fn limit(wanted: Option<u32>) -> Result<u32, Failure> {
    let limit = wanted.unwrap_or(USUAL_PAGE);
    match (1..=MOST_ON_PAGE).contains(&limit) {
        true => Ok(limit),
        false => Err(Failure::noted(Code::QueryInvalid, "limit：1-200", "limit: 1-200")),
    }
}

/// The query, read into `T`.
#[derive(Debug)]
pub(super) struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        axum::extract::Query::try_from_uri(&parts.uri).map(|query| Self(query.0)).map_err(|error| {
            let text = error.body_text();
            Failure::noted(Code::QueryInvalid, text.clone(), text)
        })
    }
}

/// A JSON body, read into `T`. An empty body is `{}`.
#[derive(Debug)]
pub(super) struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let typed = is_json(request.headers());
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
                _ => Code::BodyUnreadable,
            }
        })?;
        if body.is_empty() {
            return read(Value::Object(serde_json::Map::new())).map(Self);
        }
        if !typed {
            return Err(Code::BodyType.into());
        }
        let value: Value = serde_json::from_slice(&body).map_err(|error| {
            let text = error.to_string();
            Failure::noted(Code::BodyUnreadable, text.clone(), text)
        })?;
        if !value.is_object() {
            // Serde would read an array as the fields of an object in their order.
            return Err(Failure::at(Code::BodyInvalid, ""));
        }
        check_texts(&value, &mut String::new())?;
        read(value).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let kind = value.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Failure> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let mut failure = Failure::noted(Code::BodyInvalid, error.inner().to_string(), error.inner().to_string());
        if let Failure::Fault(fault) = &mut failure {
            fault.pointer = Some(pointer(error.path()));
        }
        failure
    })
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", escaped(key)),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

/// A key as RFC 6901 writes it.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// No text may contain U+0000 or be endless. The depth is bounded by the JSON parser.
fn check_texts(value: &Value, at: &mut String) -> Result<(), Failure> {
    match value {
        Value::String(text) => check_text(text, at),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| inside(at, &index.to_string(), |at| check_texts(item, at))),
        Value::Object(items) => items.iter().try_for_each(|(key, item)| {
            inside(at, &escaped(key), |at| {
                check_text(key, at)?;
                check_texts(item, at)
            })
        }),
        _ => Ok(()),
    }
}

fn inside<T>(at: &mut String, step: &str, work: impl FnOnce(&mut String) -> T) -> T {
    let before = at.len();
    at.push('/');
    at.push_str(step);
    let done = work(at);
    at.truncate(before);
    done
}

fn check_text(text: &str, at: &str) -> Result<(), Failure> {
    if text.contains('\0') {
        return Err(Failure::at(Code::TextNul, at));
    }
    // Bytes first: counting characters is only worth it for a text that might be too long.
    if text.len() > LONGEST_FIELD && text.chars().count() > LONGEST_FIELD {
        return Err(Failure::at(Code::FieldTooLong, at));
    }
    Ok(())
}

/// The version in `If-Match`, as `"7"`, `W/"7"` or plain 7.
pub(super) fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Failure> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or("").trim();
    let text = text.strip_prefix("W/").unwrap_or(text);
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    text.parse().map(Some).map_err(|_| header("If-Match"))
}

/// The lease token; empty where none is sent.
pub(super) fn lease_token(headers: &HeaderMap) -> Result<&str, Failure> {
    headers.get(LEASE_TOKEN).map_or(Ok(""), |value| value.to_str().map(str::trim).map_err(|_| header("Lease-Token")))
}

/// The key under which a decision is sent.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<&str, Failure> {
    let value = headers.get(IDEMPOTENCY_KEY).ok_or(Code::IdempotencyKeyMissing)?;
    let key = value.to_str().map_err(|_| header("Idempotency-Key"))?.trim();
    if key.is_empty() {
        return Err(Code::IdempotencyKeyMissing.into());
    }
    if key.len() > LONGEST_KEY { Err(header("Idempotency-Key")) } else { Ok(key) }
}

fn header(name: &str) -> Failure {
    Failure::noted(Code::HeaderInvalid, name, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_takes_a_quoted_and_a_plain_version() {
        for (text, expected) in [("\"7\"", Some(7)), ("7", Some(7)), ("W/\"7\"", Some(7)), ("*", None), ("\"x\"", None)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(IF_MATCH, text.parse().unwrap());
            assert_eq!(if_match(&headers).ok().flatten(), expected, "{text}");
        }
    }

    #[test]
    fn a_text_at_fault_is_pointed_at() {
        let value = serde_json::json!({"a": [{"b/c": "x\u{0}"}]});
        let failure = check_texts(&value, &mut String::new()).unwrap_err();
        assert_eq!((failure.code(), failure.pointer().as_deref()), ("text_nul", Some("/a/0/b~1c")));
    }
}
