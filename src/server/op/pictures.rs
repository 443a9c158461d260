//! Measuring pictures off the request path: planned with the material, done by a job, kept beside it.

use jiff::Timestamp;

use super::Done;
use crate::domain::check::Elsewhere;
use crate::domain::picture::{PictureFacts, VERSION};
use crate::server::App;
use crate::server::store::case;
use crate::server::store::facts::{self, Measured};
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::material::{self, MaterialRecord};
use crate::server::store::{Connection, StoreError, number, submission};

/// What the keys of these jobs begin with.
const ALL: &str = "measure:";

/// How many materials are looked through at a time.
const AT_ONCE: u32 = 500;

/// Promises to measure a material.
pub(super) async fn plan(db: &mut Connection, id: &str, case: &str, now: Timestamp) -> Result<(), StoreError> {
    let job = Job {
        key: format!("{ALL}{id}"),
        kind: Kind::Measure,
        case: Some(case.to_owned()),
        due_at: now,
        payload: id.to_owned(),
        tries: 0,
    };
    job::plan(db, &job).await
}

/// Plans what an earlier build left unmeasured or measured otherwise, little by little.
pub(in crate::server) async fn start(app: &App) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if facts::unmeasured(&mut tx, "", 1).await?.1.is_none() {
        number::set(&mut tx, PLANNED, i64::from(VERSION)).await?;
    } else if number::current(&mut tx, PLANNED).await? != i64::from(VERSION) {
        job::plan_once(&mut tx, &all_after("", app.now())).await?;
    }
    Ok(tx.commit().await?)
}

/// The counter that says by which version's measures everything is planned: nothing is looked through at a start where it is this one's.
/// What comes later is planned with the material itself.
const PLANNED: &str = "form-pictures";

/// The job that plans what is missing behind a material. Another version's is another job, and begins anew.
fn all_after(after: &str, now: Timestamp) -> Job {
    let key = format!("{ALL}all:{VERSION}");
    Job { key, kind: Kind::Measure, case: None, due_at: now, payload: after.to_owned(), tries: 0 }
}

/// Measures what a job names, or plans the next of all that is missing.
pub(in crate::server) async fn measure(app: &App, job: &Job) -> Done<()> {
    if job.case.is_none() { plan_missing(app, job).await } else { measure_one(app, job).await }
}

async fn plan_missing(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    let next = all_after("", job.due_at);
    // What another build planned begins anew, by this build's version.
    if job.key != next.key {
        job::plan_once(&mut tx, &next).await?;
        return Ok(tx.commit().await?);
    }
    let (missing, last) = facts::unmeasured(&mut tx, &job.payload, AT_ONCE).await?;
    for (id, case) in &missing {
        plan(&mut tx, id, case, job.due_at).await?;
    }
    match last {
        Some(last) => job::plan(&mut tx, &all_after(&last, job.due_at)).await?,
        None => number::set(&mut tx, PLANNED, i64::from(VERSION)).await?,
    }
    Ok(tx.commit().await?)
}

async fn measure_one(app: &App, job: &Job) -> Done<()> {
    let mut db = app.store.read().await?;
    let record = material::find(&mut db, &job.payload).await?;
    drop(db);
    let facts = match &record {
        Some(record) if record.origin.is_none() => Some(facts_of_bytes(app, record).await?),
        _ => None,
    };
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    // A material that was replaced meanwhile takes its facts with it.
    if let (Some(facts), Some(record)) = (facts, material::find(&mut tx, &job.payload).await?) {
        facts::put(&mut tx, (&record.material.id, &record.material.slug), &facts, app.now()).await?;
        measured(app, &mut tx, &record).await?;
    }
    Ok(tx.commit().await?)
}

/// Bytes that are gone or cannot be read have facts as well: they say so, and nobody tries for ever.
async fn facts_of_bytes(app: &App, record: &MaterialRecord) -> Done<PictureFacts> {
    match app.pictures.get(&record.material.id).await? {
        Some(bytes) => Ok(app.pictures.measure(bytes).await.unwrap_or_else(|error| {
            tracing::error!(%error, material = record.material.id, "a picture cannot be measured");
            PictureFacts::unreadable()
        })),
        None => Ok(PictureFacts::unreadable()),
    }
}

/// What is known of a picture now may change what is found in its case: that is looked at again, once for all pictures that
/// are measured meanwhile.
async fn measured(app: &App, db: &mut Connection, record: &MaterialRecord) -> Done<()> {
    let case = case::find(db, &record.case).await?.filter(|case| case.state.status.stage().is_some());
    // A case that came from elsewhere was never submitted here, and the machine has no word on it.
    if case.is_some() && submission::newest(db, &record.case).await?.is_some() {
        job::plan(db, &Job::of_case(Kind::Check, &record.case, app.now())).await?;
    }
    app.changed.send_replace(());
    Ok(())
}

/// The measured pictures of a case, in the order in which a reviewer looks at them, and where other entities filed them.
pub(super) async fn facts_of(db: &mut Connection, case: &str) -> Done<(Vec<Measured>, Vec<Elsewhere>)> {
    let measured = facts::of_case(db, case).await?;
    let elsewhere = facts::elsewhere(db, case, &measured).await?;
    Ok((measured, elsewhere))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::check::Picture;
    use crate::domain::status::Status;
    use crate::server::{Options, SeedCase, SeedMaterial, Server};

    /// A page of strokes; the seed moves a few of them, as other words on the same form would.
    fn page(seed: u32, quality: u8) -> Vec<u8> {
        let picture = image::RgbImage::from_fn(1000, 800, |x, y| {
            let (column, row) = (x / 16, y / 24);
            let filled = (150..650).contains(&y) && (100..900).contains(&x) && y % 24 < 14;
            let moved = if (8..12).contains(&row) { seed } else { 0 };
            let ink = filled && (column * 7919 + row * 104_729 + moved * 31_337) % 5 < 2 || y < 60 && x < 400;
            image::Rgb(if ink { [30, 30, 40] } else { [240, 238, 230] })
        });
        let mut out = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, quality).encode_image(&picture).unwrap();
        out
    }

    fn case(entity: u32, slug: &str, origin: &str) -> SeedCase {
        let mut filing = crate::domain::filing::Filing::default();
        filing.entity.name = format!("样本{entity}公司");
        filing.entity.cert_number = format!("PP990{entity}");
        let materials = vec![SeedMaterial { slug: slug.into(), page: 1, origin: origin.into() }];
        let entered_at = "2026-11-23T01:00:00Z".parse().unwrap();
        SeedCase { materials, ..SeedCase::new("paula", filing, Status::FirstReview, entered_at) }
    }

    #[tokio::test]
    async fn the_same_picture_of_another_entity_is_found_in_other_bytes_and_another_page_of_the_form_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut options = Options::new("sqlite::memory:", format!("file:{}", folder.path().display()));
        options.origin = Some(Arc::new(|origin| {
            let (seed, quality) = origin.split_once(' ')?;
            Some((page(seed.parse().ok()?, quality.parse().ok()?), "image/jpeg"))
        }));
        let server = Server::open(options).await.unwrap();
        let cases = [
            case(1, "entity_licence", "7 85"),
            case(2, "entity_licence", "7 40"),
            case(3, "entity_licence", "8 85"),
            case(4, "other", "7 85"),
            case(5, "other", "7 60"),
            case(1, "entity_licence", "7 85"),
        ];
        let ids = server.seed(cases.into()).await.unwrap();
        server.make_pending(10).await.unwrap();
        server.run_due().await.unwrap();
        let mut db = server.app.store.read().await.unwrap();
        let (pictures, elsewhere) = facts_of(&mut db, &ids[0]).await.unwrap();
        let organizers: Vec<_> = elsewhere.iter().map(|other| other.organizer.as_str()).collect();
        assert_eq!(
            organizers,
            ["样本4公司", "样本2公司"],
            "the same bytes anywhere, the same picture in the same slot"
        );
        assert!(elsewhere.iter().all(|other| other.target == "material:entity_licence"));
        let Picture { slug, page, sha256, facts } = pictures[0].as_picture();
        assert_eq!((slug, page, facts.width), ("entity_licence", 1, 1000));
        assert!(sha256.starts_with(&elsewhere[0].value));
        let (_, of_another_page) = facts_of(&mut db, &ids[2]).await.unwrap();
        assert_eq!(of_another_page, []);
        drop(db);

        // As an earlier build left it: neither measured nor planned.
        let mut tx = server.app.store.begin().await.unwrap();
        for sql in [
            "DELETE FROM material_facts",
            "DELETE FROM material_bands",
            "DELETE FROM jobs",
            "DELETE FROM counters WHERE name = 'form-pictures'",
        ] {
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        start(&server.app).await.unwrap();
        server.run_due().await.unwrap();
        let mut db = server.app.store.read().await.unwrap();
        assert_eq!(facts_of(&mut db, &ids[0]).await.unwrap(), (pictures.clone(), elsewhere.clone()));
        drop(db);
        start(&server.app).await.unwrap();
        assert_eq!(server.run_due().await.unwrap(), 0, "what is measured is left alone");
    }
}
