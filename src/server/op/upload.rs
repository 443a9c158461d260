//! Taking the applicant's files: looked at first, kept second, entered last.

use bytes::Bytes;
use jiff::Timestamp;

use super::file::editable;
use super::moved::noted;
use super::step::Step;
use super::{Done, commit, filing, load_own, materials, pictures};
use crate::api::{FilingStatus, Material};
use crate::domain::catalogue;
use crate::domain::role::{Actor, Role};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::material::Unfit;
use crate::server::store::case::CaseRecord;
use crate::server::store::material::{self, MaterialRecord};
use crate::server::store::{Connection, change};

/// Where the photo of the authenticity verification is kept; only the verification writes it.
const FACE: &str = "face_verification";

/// A file as it came.
#[derive(Debug)]
pub(in crate::server) struct File {
    pub slug: String,
    pub bytes: Bytes,
    /// Whether it takes the place of the slug's files.
    pub replace: bool,
}

/// Takes a file of the filing.
pub(in crate::server) async fn upload(app: &App, actor: &Actor, id: &str, file: File) -> Done<Material> {
    let known = catalogue::material(&file.slug).filter(|kind| kind.slug != FACE);
    let most = known.ok_or_else(|| Failure::at(Code::MaterialUnknown, "/slug"))?.max;
    let (_, material) = keep(app, actor, id, file, most, Verb::Upload).await?;
    Ok(material)
}

/// Takes the photo of the authenticity verification.
pub(in crate::server) async fn verify(app: &App, actor: &Actor, id: &str, photo: Bytes) -> Done<FilingStatus> {
    let file = File { slug: FACE.to_owned(), bytes: photo, replace: true };
    let (record, _) = keep(app, actor, id, file, 1, Verb::Verify).await?;
    filing::whole(app, record).await
}

async fn keep(app: &App, actor: &Actor, id: &str, file: File, most: usize, verb: Verb) -> Done<(CaseRecord, Material)> {
    // What would be refused anyway is refused before the work of decoding.
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    editable(&record, verb)?;
    free_page(&mut db, &record.id, &file, most).await?;
    drop(db);
    let facts = app.pictures.inspect(file.bytes.clone()).await?.map_err(unfit)?;
    let mut entry = material::blank(uuid::Uuid::now_v7().to_string(), &file.slug, 0, app.now());
    materials::fill(&mut entry, &facts);
    app.pictures.put(&entry.id, file.bytes.clone()).await?;
    match enter(app, actor, id, &file, most, verb, &mut entry).await {
        Ok((record, replaced)) => {
            for gone in replaced {
                app.pictures.remove(&gone).await;
            }
            Ok((record, entry))
        }
        Err(failure) => {
            app.pictures.remove(&entry.id).await;
            Err(failure)
        }
    }
}

/// Enters the file into the case; gives the ids of the files it replaced.
async fn enter(
    app: &App,
    actor: &Actor,
    id: &str,
    file: &File,
    most: usize,
    verb: Verb,
    entry: &mut Material,
) -> Done<(CaseRecord, Vec<String>)> {
    let mut tx = app.store.begin().await?;
    let mut record = load_own(&mut tx, id, &actor.id).await?;
    editable(&record, verb)?;
    let replaced =
        if file.replace { material::remove_slug(&mut tx, &record.id, &file.slug).await? } else { Vec::new() };
    entry.page = free_page(&mut tx, &record.id, file, most).await?;
    material::add(&mut tx, &MaterialRecord { case: record.id.clone(), material: entry.clone(), origin: None }).await?;
    pictures::plan(&mut tx, &entry.id, &record.id, entry.uploaded_at).await?;
    if verb == Verb::Verify {
        verified(app, &mut tx, &mut record, actor, entry.uploaded_at).await?;
    }
    commit(&mut tx, &mut record).await?;
    if verb == Verb::Upload {
        change::add(&mut tx, &record, verb, entry.uploaded_at).await?;
    }
    tx.commit().await?;
    Ok((record, replaced))
}

async fn verified(app: &App, db: &mut Connection, record: &mut CaseRecord, actor: &Actor, at: Timestamp) -> Done<()> {
    record.verified_at = Some(at);
    let (status, round) = (record.state.status, record.state.round);
    noted(app, db, record, &Step::of(Verb::Verify, actor, Role::Applicant, status, round)).await
}

/// The page that the file will be.
async fn free_page(db: &mut Connection, case: &str, file: &File, most: usize) -> Done<u32> {
    let records = material::of_case(db, case).await?;
    let pages: Vec<u32> =
        records.iter().filter(|record| record.material.slug == file.slug).map(|record| record.material.page).collect();
    if !file.replace && pages.len() >= most {
        return Err(Code::SlotFull.into());
    }
    Ok(pages.into_iter().max().unwrap_or(0) + 1)
}

fn unfit(why: Unfit) -> Failure {
    Failure::from(match why {
        Unfit::TooLarge => Code::PictureTooLarge,
        Unfit::Type => Code::PictureType,
        Unfit::Dimensions => Code::PictureDimensions,
        Unfit::Unreadable => Code::PictureUnreadable,
    })
}
