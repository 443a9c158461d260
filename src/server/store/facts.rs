//! What was measured of pictures, and where else the same picture was filed.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::sql::Sql;
use super::{Connection, Result, json, material, ms, text_of};
use crate::domain::check::{Elsewhere, Picture};
use crate::domain::picture::{NEAR, PictureFacts, VERSION, hamming};
use crate::domain::related::{RelatedKind, masked};
use crate::domain::requirement::FACE;

/// A picture of a case with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Measured {
    pub id: String,
    pub slug: String,
    pub page: u32,
    pub sha256: String,
    pub facts: PictureFacts,
}

impl Measured {
    /// As the rules look at it.
    pub(in crate::server) fn as_picture(&self) -> Picture<'_> {
        Picture { slug: &self.slug, page: self.page, sha256: &self.sha256, facts: &self.facts }
    }
}

/// Keeps the facts of a material, in place of earlier ones.
pub(in crate::server) async fn put(
    db: &mut Connection,
    (id, slug): (&str, &str),
    facts: &PictureFacts,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO material_facts (material_id, version, facts, phash, measured_ms) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (material_id) DO UPDATE SET version = excluded.version, facts = excluded.facts, \
         phash = excluded.phash, measured_ms = excluded.measured_ms",
    )
    .bind(id)
    .bind(i64::from(VERSION))
    .bind(text_of(facts)?)
    .bind(&facts.phash)
    .bind(ms(now))
    .execute(&mut *db)
    .await?;
    sqlx::query("DELETE FROM material_bands WHERE material_id = $1").bind(id).execute(&mut *db).await?;
    let bands = if has_shape(slug) { bands(&facts.phash) } else { Vec::new() };
    for band in bands {
        sqlx::query("INSERT INTO material_bands (slug, band, material_id) VALUES ($1, $2, $3)")
            .bind(slug)
            .bind(band)
            .bind(id)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// The pictures of a case that are measured, in the order in which a reviewer looks at them.
pub(in crate::server) async fn of_case(db: &mut Connection, case: &str) -> Result<Vec<Measured>> {
    let rows = sqlx::query(
        "SELECT f.material_id, f.facts FROM material_facts f JOIN materials m ON m.id = f.material_id \
         WHERE m.case_id = $1",
    )
    .bind(case)
    .fetch_all(&mut *db)
    .await?;
    let mut facts: std::collections::HashMap<String, PictureFacts> =
        rows.iter().map(|row| Ok((row.try_get(0)?, json(row.try_get(1)?)?))).collect::<Result<_>>()?;
    let materials = material::of_case(db, case).await?.into_iter().map(|record| record.material);
    Ok(materials
        .filter_map(|found| {
            let facts = facts.remove(&found.id)?;
            Some(Measured { id: found.id, slug: found.slug, page: found.page, sha256: found.sha256, facts })
        })
        .collect())
}

/// Looks through the next materials by id: the ids and cases of those that are pictures with bytes and have no facts of this version,
/// and the last that was looked at; none behind all.
pub(in crate::server) async fn unmeasured(
    db: &mut Connection,
    after: &str,
    limit: u32,
) -> Result<(Vec<(String, String)>, Option<String>)> {
    let rows = sqlx::query(
        "SELECT m.id, m.case_id, CASE WHEN m.origin IS NULL AND m.content_type LIKE 'image/%' \
         AND COALESCE(f.version, 0) < $2 THEN 1 ELSE 0 END FROM materials m \
         LEFT JOIN material_facts f ON f.material_id = m.id WHERE m.id > $1 ORDER BY m.id LIMIT $3",
    )
    .bind(after)
    .bind(i64::from(VERSION))
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    let last = rows.last().map(|row| row.try_get(0)).transpose()?;
    let mut missing = Vec::new();
    for row in &rows {
        let unmeasured: i64 = row.try_get(2)?;
        if unmeasured == 1 {
            missing.push((row.try_get(0)?, row.try_get(1)?));
        }
    }
    Ok((missing, last))
}

/// So many of the newest other filings are told for one picture.
const MOST_TOLD: i64 = 5;

/// So many of the newest pictures of a like shape are compared: of a form that very many scan alike, the rest is not seen.
const MOST_COMPARED: i64 = 2_000;

/// So many of those that are near are looked at more closely.
const MOST_NEAR: usize = 100;

/// Where else the measured pictures of this case were filed by other entities: the same bytes anywhere, or the same picture in other
/// bytes under the same slug.
pub(in crate::server) async fn elsewhere(
    db: &mut Connection,
    case: &str,
    measured: &[Measured],
) -> Result<Vec<Elsewhere>> {
    let mut found: Vec<Elsewhere> = Vec::new();
    for own in measured {
        let mut others = same_bytes(db, case, own).await?;
        others.extend(same_shape(db, case, own).await?);
        for (number, organizer) in others {
            let target = format!("material:{}", own.slug);
            let value = masked(RelatedKind::Picture, &own.sha256);
            let known = found.iter().any(|one| one.number == number && one.target == target && one.value == value);
            if !known {
                found.push(Elsewhere { kind: RelatedKind::Picture, value, target, number, organizer });
            }
        }
    }
    Ok(found)
}

async fn same_bytes(db: &mut Connection, case: &str, own: &Measured) -> Result<Vec<(String, String)>> {
    let mut sql = Sql::new(
        "SELECT DISTINCT c.number, c.organizer, c.id FROM materials m JOIN cases c ON c.id = m.case_id WHERE m.sha256 = ",
    );
    sql.bind(own.sha256.as_str());
    of_others(&mut sql, case);
    sql.push(" ORDER BY c.id DESC LIMIT ").bind(MOST_TOLD);
    sql.query().fetch_all(db).await?.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

async fn same_shape(db: &mut Connection, case: &str, own: &Measured) -> Result<Vec<(String, String)>> {
    let Some(mut sql) = of_like_shape(Sql::default(), own) else { return Ok(Vec::new()) };
    sql.push(" LIMIT ").bind(MOST_COMPARED);
    let rows = sql.query().fetch_all(&mut *db).await?;
    let mut near: Vec<String> = Vec::new();
    for row in &rows {
        // Most that share a quarter share no more: their facts, and whose they are, need not be read.
        let phash: String = row.try_get(1)?;
        if near.len() < MOST_NEAR && hamming(&phash, &own.facts.phash).is_some_and(|distance| distance <= NEAR) {
            near.push(row.try_get(0)?);
        }
    }
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT DISTINCT c.number, c.organizer, f.facts, m.id FROM materials m \
         JOIN material_facts f ON f.material_id = m.id JOIN cases c ON c.id = m.case_id WHERE ",
    );
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    sql.one_of("m.id", &near);
    of_others(&mut sql, case);
    sql.push(" ORDER BY m.id DESC");
    let rows = sql.query().fetch_all(db).await?;
    let same: Vec<_> = rows.iter().filter_map(|row| compared(row, &own.facts).transpose()).collect::<Result<_>>()?;
    Ok(same.into_iter().take(usize::try_from(MOST_TOLD).unwrap_or_default()).collect())
}

/// Asks for the newest pictures in this slot that share a band, with their hashes; nothing of what has no shape.
fn of_like_shape(mut sql: Sql, own: &Measured) -> Option<Sql> {
    let near = near_bands(&own.facts.phash);
    if near.is_empty() || !has_shape(&own.slug) {
        return None;
    }
    sql.push(
        "SELECT DISTINCT b.material_id, f.phash FROM material_bands b \
         JOIN material_facts f ON f.material_id = b.material_id WHERE b.slug = ",
    );
    sql.bind(own.slug.as_str()).push(" AND ").one_of("b.band", &near).push(" ORDER BY b.material_id DESC");
    Some(sql)
}

/// Number and organizer of a row that shows the same picture.
fn compared(row: &AnyRow, own: &PictureFacts) -> Result<Option<(String, String)>> {
    let other: PictureFacts = json(row.try_get(2)?)?;
    Ok(if own.same_picture(&other) { Some((row.try_get(0)?, row.try_get(1)?)) } else { None })
}

/// Only cases of which the entity is known and another.
fn of_others(sql: &mut Sql, case: &str) {
    sql.push(" AND m.case_id <> ").bind(case);
    sql.push(
        " AND EXISTS (SELECT 1 FROM case_keys k WHERE k.case_id = m.case_id AND k.kind = 'entity_certificate') \
         AND NOT EXISTS (SELECT 1 FROM case_keys k JOIN case_keys o ON o.kind = k.kind AND o.value = k.value \
         WHERE k.case_id = m.case_id AND k.kind = 'entity_certificate' AND o.case_id = ",
    );
    sql.bind(case).push(")");
}

/// Whether a picture in this slot is told by what it shows. The verification takes its photo itself, of faces before the
/// same wall: only the same bytes say that it is another's.
fn has_shape(slug: &str) -> bool {
    slug != FACE
}

/// The four quarters of a hash, each with its number; none of what is no hash.
fn bands(phash: &str) -> Vec<i64> {
    let Ok(bits) = u64::from_str_radix(phash, 16) else { return Vec::new() };
    (0..4).map(|quarter| (quarter << 16) + i64::from((bits >> (16 * quarter)) as u16)).collect()
}

/// Bands of which every hash within [`NEAR`] bits has at least one: if four bits differ and no quarter is equal, each quarter
/// differs in one, the first included.
fn near_bands(phash: &str) -> Vec<i64> {
    let own = bands(phash);
    let first: Vec<i64> = own.first().map_or_else(Vec::new, |band| (0..16).map(|bit| band ^ (1 << bit)).collect());
    own.into_iter().chain(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_within_four_bits_shares_a_band() {
        let own = 0x0123_4567_89ab_cdef_u64;
        let near = near_bands(&format!("{own:016x}"));
        assert_eq!(near.len(), 20);
        // Every way to change up to four bits would be 680,000; a stride through all quadruples covers each pattern of quarters.
        for a in 0..64 {
            for b in (0..64).step_by(5) {
                for c in (0..64).step_by(7) {
                    for d in (0..64).step_by(11) {
                        let other = own ^ (1 << a) ^ (1 << b) ^ (1 << c) ^ (1 << d);
                        assert!(bands(&format!("{other:016x}")).iter().any(|band| near.contains(band)), "{other:016x}");
                    }
                }
            }
        }
        assert!(bands("").is_empty() && near_bands("").is_empty());
    }

    /// A database with two cases of two entities; the second's pictures are so many rows with hashes by lot, of which some share the first
    /// quarter of ours, as scans of one form do.
    async fn with_pictures(rows: u32, alike: u32) -> (crate::server::Server, tempfile::TempDir, Measured, String) {
        use crate::server::{Options, SeedCase, Server};
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("many.db").display());
        let server = Server::open(Options::new(database, format!("file:{}", folder.path().display()))).await.unwrap();
        let case = |entity: u32| {
            let mut filing = crate::domain::filing::Filing::default();
            filing.entity.name = format!("样本{entity}公司");
            filing.entity.cert_number = format!("SAMPLE{entity}");
            SeedCase::new("paula", filing, crate::domain::status::Status::FirstReview, server.app.now())
        };
        let ids = server.seed(vec![case(1), case(2)]).await.unwrap();
        let own = 0x0123_4567_89ab_cdef_i64;
        let facts =
            PictureFacts { phash: format!("{own:016x}"), detail: "12".repeat(576), ..PictureFacts::unreadable() };
        let mut tx = server.app.store.begin().await.unwrap();
        for sql in [
            "CREATE TABLE lots AS WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1) \
             SELECT n, CASE WHEN n <= $2 THEN (abs(random()) & 140737488289792) + 52719 ELSE abs(random()) END AS hash FROM n",
            "INSERT INTO materials (id, case_id, slug, page, content_type, width, height, bytes, sha256, uploaded_ms) \
             SELECT printf('m%08d', n), $3, 'entity_licence', n, 'image/jpeg', 1, 1, 1, hex(randomblob(32)), 0 FROM lots \
             WHERE $1 > 0 AND $2 >= 0",
            "INSERT INTO material_facts (material_id, version, facts, phash, measured_ms) \
             SELECT printf('m%08d', n), 1, $4, printf('%016x', hash), 0 FROM lots WHERE $1 > 0 AND $2 >= 0 AND $3 <> ''",
            "INSERT INTO material_bands (slug, band, material_id) SELECT 'entity_licence', \
             q.q * 65536 + ((hash >> (16 * q.q)) & 65535), printf('m%08d', n) FROM lots, \
             (SELECT 0 AS q UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) q WHERE $1 > 0 AND $2 >= 0 AND $3 <> '' AND $4 <> ''",
        ] {
            let mut query = sqlx::query(sql).bind(i64::from(rows)).bind(i64::from(alike));
            if sql.contains("$3") {
                query = query.bind(&ids[1]);
            }
            if sql.contains("$4") {
                query = query.bind(text_of(&facts).unwrap());
            }
            query.execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let own = Measured { id: "own".into(), slug: "entity_licence".into(), page: 1, sha256: "ab".repeat(32), facts };
        (server, folder, own, ids[0].clone())
    }

    #[tokio::test]
    async fn a_like_picture_is_searched_for_in_indexes_and_nothing_is_walked_through() {
        let (server, _folder, own, _) = with_pictures(50, 5).await;
        let mut db = server.app.store.read().await.unwrap();
        let mut sql = Sql::new("EXPLAIN QUERY PLAN ");
        sql = of_like_shape(sql, &own).unwrap();
        let rows = sql.query().fetch_all(&mut *db).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get::<String, _>(3).unwrap()).collect();
        assert!(
            plan.iter().any(|step| step.starts_with("SEARCH b USING") && step.contains("slug=? AND band=?")),
            "{plan:#?}"
        );
        assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{plan:#?}");
    }

    /// A figure to look at, not to hold: `cargo test --lib store::facts -- --ignored --nocapture`.
    #[tokio::test]
    #[ignore = "stores two hundred thousand pictures to measure"]
    #[expect(clippy::print_stdout, reason = "the figure is what it is run for")]
    async fn how_long_a_like_picture_takes_among_two_hundred_thousand() {
        for alike in [0, 5_000] {
            let (server, _folder, own, case) = with_pictures(200_000, alike).await;
            let mut db = server.app.store.read().await.unwrap();
            let mut times = Vec::new();
            for _ in 0..50 {
                let started = std::time::Instant::now();
                elsewhere(&mut db, &case, std::slice::from_ref(&own)).await.unwrap();
                times.push(started.elapsed());
            }
            times.sort();
            println!(
                "200,000 pictures, {alike} with a quarter in common: median {:?}, most {:?}",
                times[25], times[49]
            );
        }
    }
}
