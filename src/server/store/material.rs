//! What is known of each uploaded file; the bytes are in the object store.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Connection, Result, StoreError, ms, small, time};
use crate::api::Material;
use crate::domain::catalogue;

/// A material and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct MaterialRecord {
    pub case: String,
    /// Facts are zero and empty while there is an origin.
    pub material: Material,
    /// What the bytes are made from on first use.
    pub origin: Option<String>,
}

const COLUMNS: &str = "SELECT id, case_id, slug, page, content_type, width, height, bytes, sha256, uploaded_ms, origin \
                       FROM materials";

/// A case's materials, in the order of the catalogue and by page: the order in which a reviewer looks at them.
pub(in crate::server) async fn of_case(db: &mut Connection, case: &str) -> Result<Vec<MaterialRecord>> {
    let mut found = fetch(db, " WHERE case_id = $1", case).await?;
    found.sort_by_cached_key(|record| (catalogue::place(&record.material.slug), record.material.page));
    Ok(found)
}

/// One material.
pub(in crate::server) async fn find(db: &mut Connection, id: &str) -> Result<Option<MaterialRecord>> {
    Ok(fetch(db, " WHERE id = $1", id).await?.pop())
}

async fn fetch(db: &mut Connection, condition: &'static str, value: &str) -> Result<Vec<MaterialRecord>> {
    let sql = format!("{COLUMNS}{condition}");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(value).fetch_all(db).await?;
    rows.iter().map(read).collect()
}

/// Materials whose bytes do not exist yet.
pub(in crate::server) async fn pending(db: &mut Connection, limit: u32) -> Result<Vec<MaterialRecord>> {
    let sql = format!("{COLUMNS} WHERE origin IS NOT NULL ORDER BY id LIMIT $1");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(i64::from(limit)).fetch_all(db).await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<MaterialRecord> {
    let bytes: i64 = row.try_get(7)?;
    Ok(MaterialRecord {
        case: row.try_get(1)?,
        material: Material {
            id: row.try_get(0)?,
            slug: row.try_get(2)?,
            page: small(row.try_get(3)?)?,
            content_type: row.try_get(4)?,
            width: small(row.try_get(5)?)?,
            height: small(row.try_get(6)?)?,
            bytes: u64::try_from(bytes).map_err(|_| StoreError::Unreadable(format!("{bytes} bytes")))?,
            sha256: row.try_get(8)?,
            uploaded_at: time(row.try_get(9)?)?,
            facts: None,
        },
        origin: row.try_get(10)?,
    })
}

/// Adds a material.
pub(in crate::server) async fn add(db: &mut Connection, record: &MaterialRecord) -> Result<()> {
    let material = &record.material;
    sqlx::query(
        "INSERT INTO materials (id, case_id, slug, page, content_type, width, height, bytes, sha256, uploaded_ms, origin) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&material.id)
    .bind(&record.case)
    .bind(&material.slug)
    .bind(i64::from(material.page))
    .bind(&material.content_type)
    .bind(i64::from(material.width))
    .bind(i64::from(material.height))
    .bind(i64::try_from(material.bytes).unwrap_or(i64::MAX))
    .bind(&material.sha256)
    .bind(ms(material.uploaded_at))
    .bind(record.origin.as_deref())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes the facts of a material whose bytes were just made, and forgets the origin. Whether this was the first to
/// do so, who wins.
pub(in crate::server) async fn made(db: &mut Connection, material: &Material) -> Result<bool> {
    let made = sqlx::query(
        "UPDATE materials SET content_type = $1, width = $2, height = $3, bytes = $4, sha256 = $5, origin = NULL \
         WHERE id = $6 AND origin IS NOT NULL",
    )
    .bind(&material.content_type)
    .bind(i64::from(material.width))
    .bind(i64::from(material.height))
    .bind(i64::try_from(material.bytes).unwrap_or(i64::MAX))
    .bind(&material.sha256)
    .bind(&material.id)
    .execute(db)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// Removes every file of a slug; gives the ids whose bytes may go.
pub(in crate::server) async fn remove_slug(db: &mut Connection, case: &str, slug: &str) -> Result<Vec<String>> {
    let rows = sqlx::query("DELETE FROM materials WHERE case_id = $1 AND slug = $2 RETURNING id")
        .bind(case)
        .bind(slug)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// When a material came in that never changed since.
pub(in crate::server) fn blank(id: String, slug: &str, page: u32, now: Timestamp) -> Material {
    Material {
        id,
        slug: slug.to_owned(),
        page,
        content_type: String::new(),
        width: 0,
        height: 0,
        bytes: 0,
        sha256: String::new(),
        uploaded_at: now,
        facts: None,
    }
}
