//! `POST /verify/{token}`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures::StreamExt;

use super::{Choice, gone, html, lang_of, page, token_of};
use crate::domain::lang::Lang;
use crate::server::error::{Code, Failure};
use crate::server::extract::Query;
use crate::server::op::verification::{Asked, Standing};
use crate::server::route::form::Form;
use crate::server::route::{Done, MOST_FORM};
use crate::server::{App, op};
use crate::text::{Word, fill};

/// The parts of the form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "only described: the form is read part by part")]
pub(in crate::server::route) struct VerificationForm {
    /// JPEG, PNG, MP4 or WebM by content.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    photo: String,
    /// `yes`: what becomes of the picture is agreed to.
    consent: String,
}

/// Takes the photo or video; the link is used up with it. Whatever else is wrong, the form comes back with what it is, and
/// the link stays.
#[utoipa::path(post, path = "/verify/{token}", tag = "verification", security(()),
    params(("token" = String, Path, description = "The link's token"),
        ("lang" = Option<String>, Query, description = "`zh-CN` or `en`, before the browser's language")),
    request_body(content = VerificationForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "A page: it was taken", content_type = "text/html", body = String),
        (status = 400, description = "The form again: it came incomplete", content_type = "text/html", body = String),
        (status = 404, description = "A page: there is no such link", content_type = "text/html", body = String),
        (status = 409, description = "The form again: the filing changed meanwhile", content_type = "text/html",
            body = String),
        (status = 410, description = "A page: the link is used, expired or void", content_type = "text/html",
            body = String),
        (status = 413, description = "The form again: the file is too large", content_type = "text/html", body = String),
        (status = 415, description = "The form again: neither photo nor video", content_type = "text/html",
            body = String),
        (status = 422, description = "The form again: no consent, no file, or one that cannot be read",
            content_type = "text/html", body = String)))]
pub(in crate::server::route) async fn take(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    choice: Result<Query<Choice>, Failure>,
    headers: HeaderMap,
    request: Request,
) -> Done<Response> {
    let (token, lang) = (token_of(path), lang_of(choice, &headers));
    // Whoever has no link has no body worth reading.
    let asked = match op::verification::look(&app, &token).await? {
        Standing::Open(asked) => asked,
        Standing::Unknown => return Ok(gone(&Standing::Unknown, lang)),
        ended => {
            swallow(request.into_body()).await;
            return Ok(gone(&ended, lang));
        }
    };
    let taken = match photo(request, lang).await {
        Ok(photo) => op::verification::take(&app, &token, photo).await,
        Err(Trouble::Said(word)) => {
            let page = again(&app, &asked, &token, StatusCode::UNPROCESSABLE_ENTITY, word.text(lang), lang);
            return Ok(page);
        }
        Err(Trouble::Failed(failure)) => Err(failure),
    };
    match taken {
        Ok(None) => Ok(page(StatusCode::OK, lang, html::done(lang))),
        Ok(Some(ended)) => Ok(gone(&ended, lang)),
        Err(failure) if failure.status().is_client_error() => {
            let why = fill(Word::PageAgain, lang, &[&failure.message(lang)]);
            Ok(again(&app, &asked, &token, failure.status(), &why, lang))
        }
        Err(failure) => Err(failure),
    }
}

/// Why there is nothing to take.
enum Trouble {
    Said(Word),
    Failed(Failure),
}

async fn photo(request: Request, lang: Lang) -> Result<Bytes, Trouble> {
    let mut form = Form::from_request(request, &lang).await.map_err(Trouble::Failed)?;
    if form.text("consent").map_err(Trouble::Failed)? != "yes" {
        return Err(Trouble::Said(Word::PageNoConsent));
    }
    // A browser sends an empty part where no file was chosen.
    match form.take("photo") {
        Ok(photo) if !photo.is_empty() => Ok(photo),
        Ok(_) => Err(Trouble::Said(Word::PageNoPhoto)),
        Err(failure) if failure.code() == Code::BodyInvalid.slug() => Err(Trouble::Said(Word::PageNoPhoto)),
        Err(failure) => Err(Trouble::Failed(failure)),
    }
}

fn again(app: &App, asked: &Asked, token: &str, status: StatusCode, why: &str, lang: Lang) -> Response {
    page(status, lang, html::form(asked, &app.settings.provider, token, Some(why), lang))
}

/// Reads what a browser is still sending and forgets it: one that is cut short shows its own error and never our page.
async fn swallow(body: Body) {
    let (mut stream, mut left) = (body.into_data_stream(), MOST_FORM);
    while let Some(Ok(piece)) = stream.next().await {
        match left.checked_sub(piece.len()) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}
