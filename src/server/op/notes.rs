//! Notes of reviewers to each other: never in what the applicant sees, never a change of the case.

use super::aside::words;
use super::{Done, load};
use crate::api::Note;
use crate::domain::role::Actor;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::{change, note};

/// Writes a note.
pub(in crate::server) async fn write(app: &App, actor: &Actor, id: &str, text: &str) -> Done<Note> {
    let note = Note { at: app.now(), author: actor.id.clone(), text: words(text, "/text")? };
    let mut tx = app.store.begin().await?;
    let record = load(&mut tx, id).await?;
    note::add(&mut tx, &record.id, &note).await?;
    change::add(&mut tx, &record, Verb::Note, note.at).await?;
    tx.commit().await?;
    Ok(note)
}

/// The notes of a case, oldest first.
pub(in crate::server) async fn all(app: &App, id: &str) -> Done<Vec<Note>> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    Ok(note::all(&mut db, &record.id).await?)
}
