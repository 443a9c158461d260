//! The authenticity verification by a one-time link: the applicant asks for the link, the service principal opens it on a
//! phone and sends a photo or video.

use bytes::Bytes;
use jiff::Timestamp;

use super::file::editable;
use super::{Done, load, load_own, upload};
use crate::api::VerificationLink;
use crate::domain::related::{RelatedKind, masked, masked_name};
use crate::domain::role::Actor;
use crate::domain::verb::Verb;
use crate::server::error::{Code, Failure};
use crate::server::store::verification::{self, LinkRecord};
use crate::server::{App, auth};

/// Told beside the event, because the consent must be provable.
const NOTE: &str = "经一次性链接提交；提交人已勾选同意";

/// What a page about the verification shows.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::server) struct Asked {
    pub number: String,
    pub site: String,
    pub domain: String,
    /// Of the service principal, masked: whoever holds the link need not be him.
    pub name: String,
    pub cert_number: String,
    pub expires_at: Timestamp,
}

/// How a link stands.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::server) enum Standing {
    Open(Box<Asked>),
    Used,
    Expired,
    /// A newer link took its place, or it was made for somebody else.
    Void,
    /// The filing does not wait for a verification any more.
    Closed,
    Unknown,
}

/// Makes a link for the applicant's own filing.
pub(in crate::server) async fn link(app: &App, actor: &Actor, id: &str) -> Done<VerificationLink> {
    let token = auth::secret::<32>()?;
    let now = app.now();
    let expires_at = now.checked_add(app.settings.link_life).map_err(|error| Failure::internal(&error))?;
    let mut tx = app.store.begin().await?;
    let record = load_own(&mut tx, id, &actor.id).await?;
    editable(&record, Verb::Link)?;
    verification::add(&mut tx, &auth::hash(&token), &record.id, now, expires_at).await?;
    tx.commit().await?;
    let url = address(app, &token);
    Ok(VerificationLink { qr_url: format!("{url}/qr.png"), url, expires_at })
}

/// The address of a link's page.
pub(in crate::server) fn address(app: &App, token: &str) -> String {
    format!("{}/verify/{token}", app.settings.public_url)
}

/// How the link with this token stands, and what is asked by it.
pub(in crate::server) async fn look(app: &App, token: &str) -> Done<Standing> {
    let mut db = app.store.read().await?;
    let Some(link) = verification::find(&mut db, &auth::hash(token)).await? else { return Ok(Standing::Unknown) };
    if let Some(ended) = ended(&link, app.now()) {
        return Ok(ended);
    }
    let record = load(&mut db, &link.case).await?;
    if editable(&record, Verb::Verify).is_err() {
        return Ok(Standing::Closed);
    }
    let principal = &record.filing.service_principal;
    Ok(Standing::Open(Box::new(Asked {
        number: record.number.clone(),
        site: record.filing.service.name.clone(),
        domain: record.filing.domain().to_owned(),
        name: masked_name(&principal.name),
        cert_number: masked(RelatedKind::Person, &principal.cert_number),
        expires_at: link.expires_at,
    })))
}

fn ended(link: &LinkRecord, now: Timestamp) -> Option<Standing> {
    match link {
        LinkRecord { used: true, .. } => Some(Standing::Used),
        LinkRecord { void: true, .. } => Some(Standing::Void),
        LinkRecord { expires_at, .. } if *expires_at <= now => Some(Standing::Expired),
        _ => None,
    }
}

/// Takes the photo or video, and uses the link up; gives how the link stood where it can no longer be used.
pub(in crate::server) async fn take(app: &App, token: &str, photo: Bytes) -> Done<Option<Standing>> {
    let hash = auth::hash(token);
    let mut db = app.store.read().await?;
    let Some(found) = verification::find(&mut db, &hash).await? else { return Ok(Some(Standing::Unknown)) };
    drop(db);
    let link = upload::Link { hash: &hash, case: &found.case, note: NOTE };
    match upload::verify_by_link(app, &link, photo).await {
        Ok(()) => Ok(None),
        Err(failure) if is_of_link(&failure) => match look(app, token).await? {
            Standing::Open(_) => Err(failure),
            ended => Ok(Some(ended)),
        },
        Err(failure) => Err(failure),
    }
}

/// Whether the link or the filing, and not the file, is why it was not taken.
fn is_of_link(failure: &Failure) -> bool {
    [Code::NotFound.slug(), "wrong_status"].contains(&failure.code())
}
