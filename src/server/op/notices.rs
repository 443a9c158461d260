//! Sending what the applicant is told, again and again until it got through or is given up, and showing how that goes.

use jiff::SignedDuration;

use super::follow::notices::sending;
use super::{Done, cursor, load_own};
use crate::api::{Notice, NoticeContent, NoticeDelivery, OutgoingNotice, Page, PostedNotice};
use crate::domain::notice::{NoticeChannel, NoticeState};
use crate::domain::related::{RelatedKind, masked};
use crate::domain::role::Actor;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::outbound::Undelivered;
use crate::server::outbound::mail::{self, Letter};
use crate::server::outbound::webhook::{self, Post};
use crate::server::store::Connection;
use crate::server::store::job::{self, Job};
use crate::server::store::notice::{self, NoticeRow};
use crate::text::safe;

/// How long is waited after the first, second … failed attempt, in seconds; after the last wait one attempt is left.
const WAITS: [i64; 7] = [10, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600];

/// So much of an error is kept.
const LONGEST_ERROR: usize = 300;

/// Sends one notice. What arrives is written down in the transaction that keeps the promise: killed in between, the
/// notice goes out once more under the same id.
pub(in crate::server) async fn send(app: &App, job: &Job) -> Done<()> {
    let mut db = app.store.read().await?;
    let found = notice::find(&mut db, &job.payload).await?.filter(|row| row.state == NoticeState::Waiting);
    drop(db);
    let tried = match found {
        Some(row) => Some((deliver(app, &row).await?, row)),
        None => None,
    };
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    if let Some((outcome, row)) = tried {
        write_down(app, &mut tx, row, outcome).await?;
    }
    Ok(tx.commit().await?)
}

async fn deliver(app: &App, row: &NoticeRow) -> Done<Result<(), Undelivered>> {
    let content: NoticeContent = serde_json::from_str(&row.body).map_err(|error| Failure::internal(&error))?;
    let off = |what: &str| Ok(Err(Undelivered::Later(format!("no {what} is set any more"))));
    match row.channel {
        NoticeChannel::Inbox => Ok(Ok(())),
        NoticeChannel::Webhook => {
            let Some(hook) = &app.settings.webhook else { return off("webhook") };
            let posted = PostedNotice { id: row.id.clone(), at: row.at, applicant: row.owner.clone(), content };
            let body = serde_json::to_string(&posted).map_err(|error| Failure::internal(&error))?;
            let post = Post { event: row.kind.slug(), delivery: &row.id, body, at: app.now() };
            Ok(webhook::send(hook, app.settings.allow_private, post).await)
        }
        NoticeChannel::Mail => {
            let Some(server) = &app.settings.mail else { return off("mail server") };
            let (subject, text) = (content.subject.as_str(), content.text.as_str());
            Ok(mail::send(server, &Letter { id: &row.id, to: &row.address, subject, text, at: row.at }).await)
        }
    }
}

async fn write_down(app: &App, db: &mut Connection, mut row: NoticeRow, outcome: Result<(), Undelivered>) -> Done<()> {
    let wait = WAITS.get(usize::try_from(row.tries).unwrap_or(usize::MAX)).copied();
    row.tries = row.tries.saturating_add(1);
    let (state, error) = match outcome {
        Ok(()) => (NoticeState::Sent, String::new()),
        Err(Undelivered::Later(error)) if wait.is_some() => (NoticeState::Waiting, error),
        Err(Undelivered::Later(error) | Undelivered::Never(error)) => (NoticeState::Dead, error),
    };
    row.state = state;
    row.last_error = safe(&error).chars().take(LONGEST_ERROR).collect();
    match state {
        NoticeState::Sent => row.sent_at = Some(app.now()),
        NoticeState::Waiting => {
            row.next_at = app.now() + SignedDuration::from_secs(wait.unwrap_or_default());
            job::plan(db, &sending(&row.id, &row.case, row.next_at)).await?;
        }
        _ => tracing::warn!(notice = row.id, channel = %row.channel, tries = row.tries, "a notice is given up"),
    }
    Ok(notice::save(db, &row).await?)
}

/// What the applicant was told of his own filing, oldest first: each notice once, with the ways on which it went out.
pub(in crate::server) async fn told(app: &App, actor: &Actor, id: &str) -> Done<Vec<Notice>> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    let rows = notice::of_case(&mut db, &record.id).await?;
    drop(db);
    let mut told: Vec<Notice> = Vec::new();
    let mut before: Option<NoticeRow> = None;
    for row in rows {
        let delivery = NoticeDelivery { channel: row.channel.into(), state: row.state.into(), sent_at: row.sent_at };
        // The same words at the same moment on another way are the same notice.
        let same = before
            .as_ref()
            .is_some_and(|before| before.at == row.at && before.body == row.body && before.channel != row.channel);
        match told.last_mut().filter(|_| same) {
            Some(last) => last.deliveries.push(delivery),
            None => {
                let content = serde_json::from_str(&row.body).map_err(|error| Failure::internal(&error))?;
                told.push(Notice { id: row.id.clone(), at: row.at, content, deliveries: vec![delivery] });
            }
        }
        before = Some(row);
    }
    Ok(told)
}

/// One page of the notices in a state, oldest first.
pub(in crate::server) async fn list(
    app: &App,
    state: NoticeState,
    after: Option<&str>,
    limit: u32,
) -> Done<Page<OutgoingNotice>> {
    let after = after.map(|text| read_cursor(text, state).ok_or(Code::CursorInvalid)).transpose()?;
    let mut db = app.store.read().await?;
    let mut rows = notice::page(&mut db, state, after.as_ref(), limit.saturating_add(1)).await?;
    let next_cursor = cursor::cut(&mut rows, limit, |row| write_cursor(row, state));
    Ok(Page { items: rows.into_iter().map(outgoing).collect(), next_cursor })
}

/// Makes a notice that was given up wait again, with all attempts before it; any other stays as it is.
pub(in crate::server) async fn retry(app: &App, id: &str) -> Done<OutgoingNotice> {
    let mut tx = app.store.begin().await?;
    let mut row = notice::find(&mut tx, id).await?.ok_or(Code::NotFound)?;
    if row.state == NoticeState::Dead {
        row.state = NoticeState::Waiting;
        row.tries = 0;
        row.next_at = app.now();
        notice::save(&mut tx, &row).await?;
        job::plan(&mut tx, &sending(&row.id, &row.case, row.next_at)).await?;
        tx.commit().await?;
    }
    Ok(outgoing(row))
}

fn outgoing(row: NoticeRow) -> OutgoingNotice {
    let address = match row.channel {
        NoticeChannel::Mail => masked(RelatedKind::Email, &row.address),
        _ => row.address,
    };
    OutgoingNotice {
        id: row.id,
        filing_id: row.case,
        number: row.number,
        kind: row.kind.into(),
        channel: row.channel.into(),
        address,
        at: row.at,
        state: row.state.into(),
        tries: row.tries,
        next_at: (row.state == NoticeState::Waiting).then_some(row.next_at),
        sent_at: row.sent_at,
        last_error: row.last_error,
    }
}

/// The state goes with the position: among others the same position is somewhere else.
fn write_cursor(row: &NoticeRow, state: NoticeState) -> String {
    cursor::write(&(state, row.at.as_millisecond(), &row.id))
}

fn read_cursor(text: &str, state: NoticeState) -> Option<(i64, String)> {
    let (of, at, id): (NoticeState, i64, String) = cursor::read(text)?;
    (of == state && !id.contains('\0')).then_some((at, id))
}
