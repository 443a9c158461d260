//! What an approved filing obliges to: shown, fulfilled, checked on the home page itself.

use super::follow::notices;
pub(in crate::server) use super::follow::obligations::owe;
use super::{Done, load_own};
use crate::api::{Obligation, SiteCheck};
use crate::domain::footer::{Footer, footer};
use crate::domain::obligation::{ObligationKind, ObligationState, Shown, must_show};
use crate::domain::refusal::Refusal;
use crate::domain::role::Actor;
use crate::domain::status::Status;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::outbound::Barred;
use crate::server::outbound::site::{self, Unread};
use crate::server::store::case;
use crate::server::store::job::{self, Job};
use crate::server::store::obligation::{self, Owed};

/// The longest word on how an obligation was fulfilled, in characters.
const LONGEST_DETAIL: usize = 2000;

impl From<Owed> for Obligation {
    fn from(owed: Owed) -> Self {
        Self {
            kind: owed.kind.into(),
            due_at: owed.due_at,
            state: owed.state.into(),
            detail: owed.detail,
            checked_at: owed.checked_at,
        }
    }
}

/// The obligations of the applicant's own filing.
pub(in crate::server) async fn all(app: &App, actor: &Actor, id: &str) -> Done<Vec<Obligation>> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    Ok(obligation::all(&mut db, &record.id).await?.into_iter().map(Obligation::from).collect())
}

/// Says how one of them stands.
pub(in crate::server) async fn set(
    app: &App,
    actor: &Actor,
    id: &str,
    kind: &str,
    state: ObligationState,
    detail: String,
) -> Done<Obligation> {
    if detail.chars().count() > LONGEST_DETAIL {
        return Err(Failure::at(Code::WordsLength, "/detail"));
    }
    let mut tx = app.store.begin().await?;
    let record = load_own(&mut tx, id, &actor.id).await?;
    let found = obligation::all(&mut tx, &record.id).await?.into_iter().find(|owed| owed.kind.slug() == kind);
    let owed = Owed { state, detail, checked_at: Some(app.now()), ..found.ok_or(Code::NotFound)? };
    obligation::put(&mut tx, &record.id, &owed).await?;
    tx.commit().await?;
    Ok(owed.into())
}

/// Calls to mind an obligation that is still open.
pub(in crate::server) async fn due(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    if let Some(record) = case::find(&mut tx, job.case.as_deref().unwrap_or_default()).await? {
        let owed = obligation::all(&mut tx, &record.id).await?;
        let open = owed.iter().find(|owed| owed.kind.slug() == job.payload && owed.state != ObligationState::Done);
        if let Some((owed, due)) = open.and_then(|owed| Some((owed, owed.due_at?))) {
            notices::obligation(app, &mut tx, &record, owed.kind, due).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Reads the home page of the applicant's own approved filing, says what it shows, and writes that down.
pub(in crate::server) async fn check_site(app: &App, actor: &Actor, id: &str) -> Done<SiteCheck> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    drop(db);
    let status = record.state.status;
    let pack = app.pack(&record.filing);
    let wanted = must_show(&record.filing, pack, record.entity_number.as_deref(), record.service_number.as_deref())
        .filter(|_| status == Status::Approved)
        .ok_or(Refusal::WrongStatus { verb: Verb::CheckSite, status })?;
    let address = record.filing.service.home_url.trim();
    let read = site::read(address, app.settings.allow_private).await;
    let checked_at = app.now();
    let (url, found, problem) = match read {
        Ok(page) => (page.url, footer(&page.pieces, &wanted), None),
        Err(Unread::Barred(Barred::Scheme)) => return Err(Failure::at(Code::SiteAddress, "/service/home_url")),
        Err(Unread::Barred(Barred::Private)) => return Err(Failure::at(Code::SitePrivate, "/service/home_url")),
        Err(why) => (address.to_owned(), Footer::default(), Some(said(&why))),
    };
    let mut tx = app.store.begin().await?;
    for mut owed in obligation::all(&mut tx, &record.id).await? {
        let fine = match owed.kind {
            ObligationKind::FilingNumber => found.number && found.linked,
            ObligationKind::Copyright => problem.is_none() && found.copyright,
            _ => continue,
        };
        owed.state = if fine { ObligationState::Done } else { ObligationState::Failed };
        owed.checked_at = Some(checked_at);
        owed.detail.clone_from(&url);
        obligation::put(&mut tx, &record.id, &owed).await?;
    }
    tx.commit().await?;
    Ok(answer(url, &wanted, found, problem, checked_at))
}

fn answer(
    url: String,
    wanted: &Shown,
    found: Footer,
    problem: Option<String>,
    checked_at: jiff::Timestamp,
) -> SiteCheck {
    let reached = problem.is_none();
    let copyright_shown = wanted.copyright.as_ref().map(|_| reached && found.copyright);
    SiteCheck {
        url,
        checked_at,
        reached,
        problem,
        number: wanted.number.clone(),
        number_shown: found.number,
        number_linked: found.linked,
        at_bottom: found.at_bottom,
        copyright: wanted.copyright.clone(),
        copyright_shown,
        fine: found.number && found.linked && copyright_shown.unwrap_or(true),
    }
}

/// Why a page could not be read, as a word for programs and one for the log; never what the page itself said.
fn said(why: &Unread) -> String {
    match why {
        Unread::Barred(_) => "unknown_host".to_owned(),
        Unread::Status(status) => format!("status_{status}"),
        Unread::Redirects => "too_many_redirects".to_owned(),
        Unread::NotHtml => "not_html".to_owned(),
        Unread::Unreachable(cause) => {
            tracing::info!(cause, "a home page could not be reached");
            "unreachable".to_owned()
        }
    }
}
