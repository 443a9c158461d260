//! Looking at materials; making the bytes of seeded ones on first use.

use std::collections::{BTreeSet, HashMap};

use bytes::Bytes;
use futures::future::try_join_all;

use super::{Done, pictures};
use crate::api::Material;
use crate::domain::reason::Shown;
use crate::server::error::{Code, Failure};
use crate::server::material::{Cut, Facts, MaterialError, Version};
use crate::server::store::facts;
use crate::server::store::material::{self, MaterialRecord};
use crate::server::{App, ServerError};

impl From<MaterialError> for Failure {
    fn from(error: MaterialError) -> Self {
        Self::internal(&error)
    }
}

/// A case's materials, all with bytes.
pub(super) async fn of(app: &App, case: &str) -> Done<Vec<Material>> {
    let mut db = app.store.read().await?;
    let records = material::of_case(&mut db, case).await?;
    let measured = facts::of_case(&mut db, case).await?;
    drop(db);
    let mut facts: HashMap<_, _> = measured.into_iter().map(|picture| (picture.id, picture.facts.told())).collect();
    let records = ready(app, records).await?.into_iter();
    Ok(records
        .map(|MaterialRecord { material, .. }| Material { facts: facts.remove(&material.id), ..material })
        .collect())
}

/// Those pictures of a case, by hash, that evidence points into. Who saw one has had its bytes made, so that none is made here; what is not
/// measured yet is asked for its sides alone.
pub(super) async fn shown(app: &App, case: &str, pointed: &BTreeSet<&str>) -> Done<Vec<Shown>> {
    let mut db = app.store.read().await?;
    let records = material::of_case(&mut db, case).await?;
    let measured = facts::of_case(&mut db, case).await?;
    drop(db);
    let mut shown = Vec::with_capacity(records.len());
    for material in records.into_iter().map(|record| record.material) {
        if !material.is_picture() || !pointed.contains(material.sha256.as_str()) {
            continue;
        }
        let facts = measured.iter().find(|picture| picture.id == material.id).map(|picture| &picture.facts);
        let upright = match (facts, app.pictures.get(&material.id)) {
            (Some(facts), _) => facts.readable.then_some((facts.width, facts.height)),
            (None, bytes) => match bytes.await? {
                Some(bytes) => app.pictures.upright(bytes).await?,
                None => None,
            },
        };
        shown.push(Shown { upright, sha256: material.sha256 });
    }
    Ok(shown)
}

/// The original bytes.
pub(in crate::server) async fn content(app: &App, id: &str) -> Done<(Material, Bytes)> {
    let material = find(app, id).await?;
    let bytes = app.pictures.get(&material.id).await?.ok_or(Code::NotFound)?;
    Ok((material, bytes))
}

/// The picture or a part of it, upright and fitted.
pub(in crate::server) async fn preview(
    app: &App,
    id: &str,
    (width, height): (u32, u32),
    cut: Option<Cut>,
) -> Done<(Material, Bytes)> {
    version(app, id, Version::Fitted(width, height, cut)).await
}

/// The version that goes to the administration: a JPEG of at most 100 KB.
pub(in crate::server) async fn small(app: &App, id: &str) -> Done<(Material, Bytes)> {
    version(app, id, Version::Small).await
}

async fn version(app: &App, id: &str, version: Version) -> Done<(Material, Bytes)> {
    let material = find(app, id).await?;
    if !material.content_type.starts_with("image/") {
        return Err(Code::NotAPicture.into());
    }
    if let Some(made) = app.pictures.cached(&material.sha256, version) {
        return Ok((material, made));
    }
    let bytes = app.pictures.get(&material.id).await?.ok_or(Code::NotFound)?;
    let made = app.pictures.version(&material.sha256, bytes, version).await?;
    Ok((material, made.ok_or(Code::PictureUnreadable)?))
}

/// What is known of a material, its bytes made where they were not yet.
pub(in crate::server) async fn facts(app: &App, id: &str) -> Done<Material> {
    find(app, id).await
}

async fn find(app: &App, id: &str) -> Done<Material> {
    let mut db = app.store.read().await?;
    let record = material::find(&mut db, id).await?.ok_or(Code::NotFound)?;
    drop(db);
    let record = ready(app, vec![record]).await?.pop().ok_or(Code::NotFound)?;
    // An origin that nobody knows any more has no bytes.
    if record.material.sha256.is_empty() { Err(Code::NotFound.into()) } else { Ok(record.material) }
}

/// Makes up to `limit` pictures that nobody asked for yet; gives how many.
pub(in crate::server) async fn make_pending(app: &App, limit: u32) -> Result<usize, ServerError> {
    let mut db = app.store.read().await?;
    let records = material::pending(&mut db, limit).await?;
    drop(db);
    let mut made = 0;
    // One by one, so that a reviewer who waits for a case never waits behind a whole batch of others.
    for record in records {
        made += ready(app, vec![record]).await?.iter().filter(|record| record.origin.is_none()).count();
    }
    Ok(made)
}

/// The records with the missing bytes made. Two who do so at once make and write the same.
async fn ready(app: &App, mut records: Vec<MaterialRecord>) -> Result<Vec<MaterialRecord>, ServerError> {
    if records.iter().all(|record| record.origin.is_none()) {
        return Ok(records);
    }
    let facts = try_join_all(records.iter().map(|record| make(app, record))).await?;
    let mut tx = app.store.begin().await?;
    for (record, facts) in records.iter_mut().zip(facts) {
        if let Some(facts) = facts {
            fill(&mut record.material, &facts);
            record.origin = None;
            if material::made(&mut tx, &record.material).await? {
                pictures::plan(&mut tx, &record.material.id, &record.case, app.now()).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(records)
}

async fn make(app: &App, record: &MaterialRecord) -> Result<Option<Facts>, MaterialError> {
    let Some(origin) = &record.origin else { return Ok(None) };
    let Some((bytes, facts)) = app.pictures.make(origin).await? else { return Ok(None) };
    app.pictures.put(&record.material.id, bytes).await?;
    Ok(Some(facts))
}

/// Writes what is known of the bytes into the material.
pub(super) fn fill(material: &mut Material, facts: &Facts) {
    facts.content_type.clone_into(&mut material.content_type);
    material.width = facts.width;
    material.height = facts.height;
    material.bytes = facts.bytes;
    material.sha256.clone_from(&facts.sha256);
}

impl From<ServerError> for Failure {
    fn from(error: ServerError) -> Self {
        Self::internal(&error)
    }
}
