//! By which values cases are found again: kept beside each case, in the form in which they are compared.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::sql::Sql;
use super::{Connection, Result, json, time, word};
use crate::domain::check::Sibling;
use crate::domain::filing::{Filing, FilingType};
use crate::domain::related::{Key, RelatedKind, keys_of};
use crate::domain::status::Status;

/// Writes the keys of a filing, if they are others than those that are there.
pub(in crate::server) async fn put(db: &mut Connection, case: &str, filing: &Filing) -> Result<()> {
    let rows = sqlx::query("SELECT kind, value, target FROM case_keys WHERE case_id = $1")
        .bind(case)
        .fetch_all(&mut *db)
        .await?;
    let mut there: Vec<Key> = rows.iter().map(read).collect::<Result<_>>()?;
    let mut keys = keys_of(filing);
    there.sort();
    keys.sort();
    if keys == there {
        return Ok(());
    }
    sqlx::query("DELETE FROM case_keys WHERE case_id = $1").bind(case).execute(&mut *db).await?;
    for some in keys.chunks(MOST_ROWS) {
        let mut sql = Sql::new("INSERT INTO case_keys (case_id, kind, value, target) VALUES ");
        for (index, key) in some.iter().enumerate() {
            sql.push(if index > 0 { ", (" } else { "(" }).bind(case).push(", ").bind(key.kind.slug());
            sql.push(", ").bind(key.value.as_str()).push(", ").bind(key.target.as_str()).push(")");
        }
        sql.query().execute(&mut *db).await?;
    }
    Ok(())
}

/// How many other filings of the same entity are under way.
pub(in crate::server) async fn open_of_entity(db: &mut Connection, filing: &Filing, except: &str) -> Result<u32> {
    let Some(mut sql) = of_entity("SELECT CAST(COUNT(DISTINCT c.id) AS BIGINT)", filing, except) else { return Ok(0) };
    let open: Vec<&str> = Status::ALL.iter().filter(|status| !status.is_end()).map(|status| status.slug()).collect();
    sql.push(" AND ").one_of("c.status", &open);
    super::small(sql.query().fetch_one(db).await?.try_get(0)?)
}

/// So many of an entity's filings are looked through.
const MOST_OF_ENTITY: i64 = 200;

/// The sites of other filings of the same entity that were submitted and are under way, the newest first.
pub(in crate::server) async fn sites_under_way(
    db: &mut Connection,
    filing: &Filing,
    except: &str,
) -> Result<Vec<Sibling>> {
    let Some(mut sql) = of_entity("SELECT c.number, c.filing", filing, except) else { return Ok(Vec::new()) };
    let open: Vec<&str> = Status::ALL.iter().filter(|status| !status.is_end()).map(|status| status.slug()).collect();
    sql.push(" AND ").one_of("c.status", &open).push(" AND c.status <> ").bind(Status::Draft.slug());
    sql.push(" ORDER BY c.id DESC LIMIT ").bind(MOST_OF_ENTITY);
    let rows = sql.query().fetch_all(db).await?;
    let sibling = |row: &AnyRow| {
        let other: Filing = json(row.try_get(1)?)?;
        let filing = Some(other.order.kind());
        let mut domains = other.service.domains;
        domains.push(other.order.domain);
        Ok(Sibling {
            name: other.service.name,
            number: row.try_get(0)?,
            kind: other.service.kind.known().copied().unwrap_or_default(),
            domains,
            filing,
        })
    };
    rows.iter().map(sibling).collect()
}

/// The entity's latest other filing that adds an access and was not given up: its number, and when it was approved.
pub(in crate::server) async fn access_added(
    db: &mut Connection,
    filing: &Filing,
    except: &str,
) -> Result<Option<(String, Option<Timestamp>)>> {
    let Some(mut sql) = of_entity("SELECT c.number, c.status, c.entered_ms", filing, except) else { return Ok(None) };
    let alive: Vec<&str> = Status::ALL
        .iter()
        .filter(|status| **status == Status::Approved || !status.is_end() && **status != Status::Draft)
        .map(|status| status.slug())
        .collect();
    sql.push(" AND c.filing_type = ").bind(FilingType::AddAccess.slug());
    sql.push(" AND ").one_of("c.status", &alive).push(" ORDER BY c.id DESC LIMIT 1");
    let Some(row) = sql.query().fetch_optional(db).await? else { return Ok(None) };
    let status: Status = word(row.try_get(1)?)?;
    let approved = if status == Status::Approved { Some(time(row.try_get(2)?)?) } else { None };
    Ok(Some((row.try_get(0)?, approved)))
}

/// The beginning of a question about the other filings of the same entity; none where the form does not say who that is.
fn of_entity(columns: &'static str, filing: &Filing, except: &str) -> Option<Sql> {
    let key = keys_of(filing).into_iter().find(|key| key.kind == RelatedKind::EntityCertificate)?;
    let mut sql = Sql::new(columns);
    sql.push(" FROM case_keys k JOIN cases c ON c.id = k.case_id WHERE k.kind = ").bind(key.kind.slug());
    sql.push(" AND k.value = ").bind(key.value.as_str()).push(" AND c.id <> ").bind(except);
    Some(sql)
}

/// Rows of one statement; every engine takes four times as many values.
const MOST_ROWS: usize = 100;

/// Of a value that very many cases share, so many of the newest count: a hosting address says little.
const MOST_PER_VALUE: i64 = 500;

/// The cases that share a value with this one, those with most in common first, then the newest.
pub(in crate::server) async fn related(db: &mut Connection, case: &str, limit: usize) -> Result<Vec<String>> {
    let mut common: HashMap<String, usize> = HashMap::new();
    for key in of_case(db, case).await? {
        for other in with(db, &key, case).await? {
            *common.entry(other).or_default() += 1;
        }
    }
    let mut ids: Vec<(usize, String)> = common.into_iter().map(|(id, count)| (count, id)).collect();
    // Ids rise with time.
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.truncate(limit);
    Ok(ids.into_iter().map(|(_, id)| id).collect())
}

/// The keys of a case, its pictures' included.
async fn of_case(db: &mut Connection, case: &str) -> Result<Vec<Key>> {
    let rows = sqlx::query(
        "SELECT kind, value, target FROM case_keys WHERE case_id = $1 UNION \
         SELECT 'picture', sha256, '' FROM materials WHERE case_id = $1 AND sha256 <> ''",
    )
    .bind(case)
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

/// The newest other cases that have a key.
async fn with(db: &mut Connection, key: &Key, case: &str) -> Result<Vec<String>> {
    let sql = match key.kind {
        RelatedKind::Picture => {
            "SELECT DISTINCT case_id FROM materials WHERE sha256 = $1 AND case_id <> $2 AND 'picture' = $3 \
             ORDER BY case_id DESC LIMIT $4"
        }
        _ => {
            "SELECT case_id FROM case_keys WHERE value = $1 AND case_id <> $2 AND kind = $3 \
             ORDER BY case_id DESC LIMIT $4"
        }
    };
    let query = sqlx::query(sql).bind(&key.value).bind(case).bind(key.kind.slug()).bind(MOST_PER_VALUE);
    query.fetch_all(db).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// A value that a case shares with one of another entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct SharedKey {
    /// The value, and where this case holds it.
    pub key: Key,
    /// The other's number and organizer.
    pub number: String,
    pub organizer: String,
}

/// What a case shares with cases of other entities that were submitted and not given up: people, phones and mail.
pub(in crate::server) async fn elsewhere(db: &mut Connection, case: &str) -> Result<Vec<SharedKey>> {
    let gone: Vec<&str> =
        [Status::Draft, Status::Withdrawn, Status::Abandoned, Status::Expired].map(Status::slug).into();
    let kinds: Vec<&str> = [RelatedKind::Person, RelatedKind::Phone, RelatedKind::Email].map(RelatedKind::slug).into();
    let mut sql = Sql::new(
        "SELECT k.kind, k.value, k.target, MAX(c.number), MAX(c.organizer) FROM case_keys k \
         JOIN case_keys o ON o.kind = k.kind AND o.value = k.value AND o.case_id <> k.case_id \
         JOIN cases c ON c.id = o.case_id WHERE k.case_id = ",
    );
    sql.bind(case).push(" AND ").one_of("k.kind", &kinds).push(" AND NOT (").one_of("c.status", &gone);
    // The same certificate is the same entity, whatever the name.
    sql.push(
        ") AND NOT EXISTS (SELECT 1 FROM case_keys a JOIN case_keys b ON b.kind = a.kind AND b.value = a.value \
              WHERE a.case_id = k.case_id AND b.case_id = o.case_id AND a.kind = 'entity_certificate')",
    );
    sql.push(" GROUP BY k.kind, k.value, k.target ORDER BY k.kind, k.value, k.target LIMIT 50");
    let rows = sql.query().fetch_all(db).await?;
    rows.iter()
        .map(|row| Ok(SharedKey { key: read(row)?, number: row.try_get(3)?, organizer: row.try_get(4)? }))
        .collect()
}

/// What a case shares with another, in the order of the kinds; the targets are those in the other.
pub(in crate::server) async fn shared(db: &mut Connection, case: &str, other: &str) -> Result<Vec<Key>> {
    let rows = sqlx::query(
        "SELECT k.kind, k.value, k.target FROM case_keys o JOIN case_keys k ON k.kind = o.kind AND k.value = o.value \
         WHERE o.case_id = $1 AND k.case_id = $2 UNION \
         SELECT 'picture', m.sha256, 'material:' || m.slug FROM materials o JOIN materials m ON m.sha256 = o.sha256 \
         WHERE o.case_id = $1 AND m.case_id = $2 AND o.sha256 <> ''",
    )
    .bind(case)
    .bind(other)
    .fetch_all(db)
    .await?;
    let mut keys: Vec<Key> = rows.iter().map(read).collect::<Result<_>>()?;
    keys.sort();
    Ok(keys)
}

fn read(row: &AnyRow) -> Result<Key> {
    let kind: RelatedKind = word(row.try_get(0)?)?;
    Ok(Key { kind, value: row.try_get(1)?, target: row.try_get(2)? })
}
