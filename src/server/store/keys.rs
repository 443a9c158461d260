//! By which values cases are found again: kept beside each case, in the form in which they are compared.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::sql::Sql;
use super::{Connection, Result, word};
use crate::domain::filing::Filing;
use crate::domain::related::{Key, RelatedKind, keys_of};

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

/// Cases without any key: such as an earlier build left, and drafts in which nothing is filled in yet.
pub(in crate::server) async fn without(db: &mut Connection) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT id FROM cases WHERE NOT EXISTS (SELECT 1 FROM case_keys WHERE case_keys.case_id = cases.id)",
    )
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
