//! Who asks, and whether his roles allow the route at all.
//!
//! Runs before any path, query or body is looked at: without a valid token every `/v1` path answers 401, known or
//! not. What a role may do is one table over the registry of verbs; what the state of a case allows is asked later,
//! of `domain::decide`.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::App;
use super::error::{Code, Failure};
use super::store::user::{self, User};
use crate::domain::digest::{hex, sha256};
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::verb::Verb;

/// The user that the request's token belongs to.
#[derive(Debug, Clone)]
pub(super) struct Caller(pub User);

impl Caller {
    /// The caller as the rules see him.
    pub(super) fn actor(&self) -> Actor {
        Actor { id: self.0.id.clone(), roles: self.0.roles.clone() }
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Code::Unauthenticated.into())
    }
}

/// The layer that lets `/v1` requests through or not.
pub(super) async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Result<Response, Failure> {
    let path = request.uri().path();
    if path != "/v1" && !path.starts_with("/v1/") {
        return Ok(next.run(request).await);
    }
    let caller = authenticate(&app, request.headers()).await?;
    if let Some(route) = request.extensions().get::<MatchedPath>() {
        allow(&caller.actor(), request.method(), route.as_str())?;
    }
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

async fn authenticate(app: &App, headers: &HeaderMap) -> Result<Caller, Failure> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(Code::Unauthenticated)?;
    let (scheme, token) = value.trim().split_once(' ').ok_or(Code::Unauthenticated)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Code::Unauthenticated.into());
    }
    let mut db = app.store.read().await?;
    let user = user::by_token(&mut db, &hash(token.trim())).await?;
    Ok(Caller(user.ok_or(Code::Unauthenticated)?))
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> String {
    sha256(token)
}

/// A secret of `N` random bytes, in hexadecimal.
pub(super) fn secret<const N: usize>() -> Result<String, Failure> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| Failure::internal(&error))?;
    Ok(hex(&bytes))
}

fn allow(actor: &Actor, method: &Method, route: &str) -> Result<(), Failure> {
    // A HEAD is a GET whose body nobody wants.
    let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
    let face = format!("{method} {route}");
    let Some(verb) = Verb::ALL.iter().copied().find(|verb| verb.faces().routes.contains(&face.as_str())) else {
        return Ok(());
    };
    let needs = needs(verb);
    if needs.is_empty() || actor.is_any(needs) { Ok(()) } else { Err(Refusal::RoleMissing { verb, needs }.into()) }
}

/// The roles of which one is needed for a verb's routes; empty where any token will do.
pub(super) const fn needs(verb: Verb) -> &'static [Role] {
    use Role as R;
    match verb {
        Verb::Queue
        | Verb::Show
        | Verb::History
        | Verb::Look
        | Verb::Notes
        | Verb::Related
        | Verb::Round
        | Verb::Counts
        | Verb::Draft
        | Verb::Sections
        | Verb::Events => &[R::FirstReviewer, R::SecondReviewer, R::Trainee, R::Lead, R::Qa, R::Auditor],
        Verb::Backlog => &[R::Lead, R::Qa, R::Auditor],
        Verb::ClaimNext
        | Verb::Claim
        | Verb::Renew
        | Verb::Release
        | Verb::Approve
        | Verb::Return
        | Verb::Override
        | Verb::Recheck
        | Verb::Undo
        | Verb::Escalate
        | Verb::Snooze => &[R::FirstReviewer, R::SecondReviewer],
        Verb::KeepDraft => &[R::FirstReviewer, R::SecondReviewer, R::Trainee],
        Verb::Deescalate | Verb::Wake => &[R::FirstReviewer, R::SecondReviewer, R::Lead],
        Verb::Reveal | Verb::Note | Verb::SetSection | Verb::DropSection => {
            &[R::FirstReviewer, R::SecondReviewer, R::Trainee, R::Lead, R::Qa]
        }
        Verb::DeadNotices => &[R::Admin, R::Lead, R::Auditor],
        Verb::RetryNotice => &[R::Admin],
        Verb::Create
        | Verb::Edit
        | Verb::Status
        | Verb::Upload
        | Verb::Verify
        | Verb::Submit
        | Verb::Withdraw
        | Verb::Abandon
        | Verb::Account
        | Verb::EditAccount
        | Verb::Filings
        | Verb::FindType
        | Verb::Requirements
        | Verb::Link
        | Verb::Notices
        | Verb::Obligations
        | Verb::Fulfil
        | Verb::CheckSite => &[R::Applicant],
        Verb::Expire | Verb::Lapse => &[R::System],
        Verb::Received | Verb::Sms | Verb::Result | Verb::HandedOver => &[R::Administration],
        _ => &[],
    }
}
