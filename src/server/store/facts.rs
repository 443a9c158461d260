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
const MOST_COMPARED: i64 = 500;

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
    let near = near_bands(&own.facts.phash);
    if near.is_empty() || !has_shape(&own.slug) {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT DISTINCT c.number, c.organizer, f.phash, f.facts, m.id FROM material_bands b \
         JOIN materials m ON m.id = b.material_id JOIN material_facts f ON f.material_id = m.id \
         JOIN cases c ON c.id = m.case_id WHERE b.slug = ",
    );
    sql.bind(own.slug.as_str()).push(" AND ").one_of("b.band", &near);
    of_others(&mut sql, case);
    sql.push(" ORDER BY m.id DESC LIMIT ").bind(MOST_COMPARED);
    let rows = sql.query().fetch_all(db).await?;
    let same: Vec<_> = rows.iter().filter_map(|row| compared(row, &own.facts).transpose()).collect::<Result<_>>()?;
    Ok(same.into_iter().take(usize::try_from(MOST_TOLD).unwrap_or_default()).collect())
}

/// Number and organizer of a row that shows the same picture.
fn compared(row: &AnyRow, own: &PictureFacts) -> Result<Option<(String, String)>> {
    let phash: String = row.try_get(2)?;
    // Most that share a quarter share no more: their facts need not be read.
    if hamming(&phash, &own.phash).is_none_or(|distance| distance > NEAR) {
        return Ok(None);
    }
    let other: PictureFacts = json(row.try_get(3)?)?;
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
}
