//! Taking the applicant's files: looked at first, kept second, entered last.
//!
//! Sending a file again does nothing: the same bytes in the same slot are answered with the material that is there, so
//! that a client whose connection broke may simply repeat itself.

use bytes::Bytes;

use super::file::editable;
use super::moved::noted;
use super::step::Step;
use super::{Done, commit, filing, load, load_own, materials, pictures};
use crate::api::{FilingStatus, Material};
use crate::domain::catalogue::{self, MaterialKind};
use crate::domain::requirement::FACE;
use crate::domain::role::{Actor, Role};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::material::Unfit;
use crate::server::store::case::CaseRecord;
use crate::server::store::material::{self, MaterialRecord};
use crate::server::store::{Connection, change, verification};

/// A file as it came.
#[derive(Debug)]
pub(in crate::server) struct File {
    pub slug: String,
    pub bytes: Bytes,
    /// Whether it takes the place of the slug's files.
    pub replace: bool,
}

/// What became of an upload.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::server) enum Taken {
    New(Material),
    /// The very file was there before, and still is.
    Same(Material),
}

/// How a file comes in.
#[derive(Debug, Clone, Copy)]
enum Way<'a> {
    /// As a material, by the applicant.
    Upload(&'a Actor),
    /// As the verification, by the applicant.
    Verify(&'a Actor),
    /// As the verification, by whoever holds a one-time link.
    Link(&'a Link<'a>),
}

/// A one-time link that is about to be used.
#[derive(Debug)]
pub(super) struct Link<'a> {
    pub hash: &'a str,
    pub case: &'a str,
    /// Told beside the event.
    pub note: &'a str,
}

impl Way<'_> {
    const fn verb(self) -> Verb {
        match self {
            Self::Upload(_) => Verb::Upload,
            Self::Verify(_) | Self::Link(_) => Verb::Verify,
        }
    }

    async fn load(self, db: &mut Connection, id: &str) -> Done<CaseRecord> {
        let record = match self {
            Self::Upload(actor) | Self::Verify(actor) => load_own(db, id, &actor.id).await?,
            Self::Link(_) => load(db, id).await?,
        };
        editable(&record, self.verb())?;
        Ok(record)
    }

    /// Whether this file being there already leaves nothing to do.
    const fn is_done(self, record: &CaseRecord) -> bool {
        match self {
            Self::Upload(_) => true,
            // The filing may name another person since.
            Self::Verify(_) => record.verified_at.is_some(),
            Self::Link(_) => false,
        }
    }
}

/// A slot and what it takes.
#[derive(Debug, Clone, Copy)]
struct Slot {
    most: usize,
    kind: MaterialKind,
}

/// Takes a file of the filing.
pub(in crate::server) async fn upload(app: &App, actor: &Actor, id: &str, file: File) -> Done<Taken> {
    let known = catalogue::material(&file.slug).filter(|kind| kind.slug != FACE);
    let known = known.ok_or_else(|| Failure::at(Code::MaterialUnknown, "/slug"))?;
    let slot = Slot { most: known.max, kind: known.kind };
    Ok(keep(app, Way::Upload(actor), id, file, slot).await?.1)
}

/// Takes the photo or video of the authenticity verification.
pub(in crate::server) async fn verify(app: &App, actor: &Actor, id: &str, photo: Bytes) -> Done<FilingStatus> {
    let (record, _) = keep(app, Way::Verify(actor), id, face(photo), FACE_SLOT).await?;
    filing::whole(app, record).await
}

/// Takes the same from whoever opened the one-time link, and uses the link up.
pub(super) async fn verify_by_link(app: &App, link: &Link<'_>, photo: Bytes) -> Done<()> {
    keep(app, Way::Link(link), link.case, face(photo), FACE_SLOT).await.map(drop)
}

const FACE_SLOT: Slot = Slot { most: 1, kind: MaterialKind::Either };

fn face(bytes: Bytes) -> File {
    File { slug: FACE.to_owned(), bytes, replace: true }
}

async fn keep(app: &App, way: Way<'_>, id: &str, file: File, slot: Slot) -> Done<(CaseRecord, Taken)> {
    // What would be refused anyway, and what is there already, is found before the work of decoding.
    let mut db = app.store.read().await?;
    let record = way.load(&mut db, id).await?;
    let there = in_slot(&mut db, &record.id, &file.slug).await?;
    drop(db);
    if way.is_done(&record) && there.iter().any(|known| known.bytes == file.bytes.len() as u64) {
        let sha256 = app.pictures.fingerprint(file.bytes.clone()).await?;
        if let Some(same) = same(&there, &file, &sha256) {
            return Ok((record, Taken::Same(same)));
        }
    }
    free_page(&there, &file, slot)?;
    let facts = app.pictures.inspect(file.bytes.clone(), slot.kind).await?.map_err(|why| unfit(why, slot.kind))?;
    let mut entry = material::blank(uuid::Uuid::now_v7().to_string(), &file.slug, 0, app.now());
    materials::fill(&mut entry, &facts);
    app.pictures.put(&entry.id, file.bytes.clone()).await?;
    let entered = enter(app, way, id, &file, slot, entry.clone()).await;
    if !matches!(entered, Ok((_, Taken::New(_), _))) {
        app.pictures.remove(&entry.id).await;
    }
    let (record, taken, replaced) = entered?;
    for gone in replaced {
        app.pictures.remove(&gone).await;
    }
    Ok((record, taken))
}

/// Enters the file into the case; gives the ids of the files it replaced.
async fn enter(
    app: &App,
    way: Way<'_>,
    id: &str,
    file: &File,
    slot: Slot,
    mut entry: Material,
) -> Done<(CaseRecord, Taken, Vec<String>)> {
    let mut tx = app.store.begin().await?;
    let mut record = way.load(&mut tx, id).await?;
    let there = in_slot(&mut tx, &record.id, &file.slug).await?;
    if way.is_done(&record)
        && let Some(same) = same(&there, file, &entry.sha256)
    {
        // The same file came in twice at once.
        return Ok((record, Taken::Same(same), Vec::new()));
    }
    if let Way::Link(link) = way
        && !verification::use_up(&mut tx, link.hash, app.now()).await?
    {
        return Err(Code::NotFound.into());
    }
    entry.page = free_page(&there, file, slot)?;
    let replaced =
        if file.replace { material::remove_slug(&mut tx, &record.id, &file.slug).await? } else { Vec::new() };
    material::add(&mut tx, &MaterialRecord { case: record.id.clone(), material: entry.clone(), origin: None }).await?;
    if entry.is_picture() {
        pictures::plan(&mut tx, &entry.id, &record.id, entry.uploaded_at).await?;
    }
    if let Way::Verify(_) | Way::Link(_) = way {
        record.verified_at = Some(entry.uploaded_at);
    }
    commit(&mut tx, &mut record).await?;
    let (status, round) = (record.state.status, record.state.round);
    match way {
        Way::Upload(_) => change::add(&mut tx, &record, Verb::Upload, entry.uploaded_at).await?,
        Way::Verify(actor) => {
            noted(app, &mut tx, &record, &Step::of(Verb::Verify, actor, Role::Applicant, status, round)).await?;
        }
        Way::Link(link) => {
            let owner = Actor { id: record.owner.clone(), roles: vec![Role::Applicant] };
            let step = Step { note: link.note, ..Step::of(Verb::Verify, &owner, Role::Applicant, status, round) };
            noted(app, &mut tx, &record, &step).await?;
        }
    }
    tx.commit().await?;
    Ok((record, Taken::New(entry), replaced))
}

async fn in_slot(db: &mut Connection, case: &str, slug: &str) -> Done<Vec<Material>> {
    let records = material::of_case(db, case).await?;
    Ok(records.into_iter().map(|record| record.material).filter(|known| known.slug == slug).collect())
}

/// The file as it is there already. One that takes the place of others must be alone.
fn same(there: &[Material], file: &File, sha256: &str) -> Option<Material> {
    let found = there.iter().find(|known| known.sha256 == sha256)?;
    (!file.replace || there.len() == 1).then(|| found.clone())
}

/// The page that the file will be.
fn free_page(there: &[Material], file: &File, slot: Slot) -> Done<u32> {
    if file.replace {
        return Ok(1);
    }
    if there.len() >= slot.most {
        return Err(Code::SlotFull.into());
    }
    Ok(there.iter().map(|known| known.page).max().unwrap_or(0) + 1)
}

fn unfit(why: Unfit, kind: MaterialKind) -> Failure {
    Failure::from(match (why, kind) {
        (Unfit::Type, MaterialKind::Picture) => Code::PictureType,
        (Unfit::Type, MaterialKind::Video) => Code::VideoType,
        (Unfit::Type, MaterialKind::Either) => Code::MediaType,
        (Unfit::TooLarge, _) => Code::PictureTooLarge,
        (Unfit::Dimensions, _) => Code::PictureDimensions,
        (Unfit::Unreadable, _) => Code::PictureUnreadable,
        (Unfit::VideoTooLarge, _) => Code::VideoTooLarge,
        (Unfit::VideoUnreadable, _) => Code::VideoUnreadable,
    })
}
