//! Saved filters: one's own, and with an empty owner those of everybody.

use sqlx::Row;

use super::{Connection, Result, StoreError, word};
use crate::domain::section::{Scope, Section};

/// Whose sections a scope keeps.
fn owner(scope: Scope, user: &str) -> &str {
    if scope == Scope::Personal { user } else { "" }
}

/// What is shared, and what is this user's own.
pub(in crate::server) async fn all(db: &mut Connection, user: &str) -> Result<Vec<Section>> {
    let rows = sqlx::query(
        "SELECT owner, position, name, name_en, filter, sort FROM sections WHERE owner = '' OR owner = $1 \
         ORDER BY position, owner",
    )
    .bind(user)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let (owner, position): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            Ok(Section {
                position: u8::try_from(position)
                    .map_err(|_| StoreError::Unreadable(format!("{position} is no position")))?,
                scope: if owner.is_empty() { Scope::Shared } else { Scope::Personal },
                name: row.try_get(2)?,
                name_en: row.try_get(3)?,
                filter: row.try_get(4)?,
                sort: word(row.try_get(5)?)?,
            })
        })
        .collect()
}

/// Saves a section in place of any other at its position.
pub(in crate::server) async fn put(db: &mut Connection, user: &str, section: &Section) -> Result<()> {
    sqlx::query(
        "INSERT INTO sections (owner, position, name, name_en, filter, sort) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (owner, position) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, \
         filter = excluded.filter, sort = excluded.sort",
    )
    .bind(owner(section.scope, user))
    .bind(i64::from(section.position))
    .bind(&section.name)
    .bind(&section.name_en)
    .bind(&section.filter)
    .bind(section.sort.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Removes the section at a position, if there is one.
pub(in crate::server) async fn remove(db: &mut Connection, user: &str, scope: Scope, position: u8) -> Result<()> {
    sqlx::query("DELETE FROM sections WHERE owner = $1 AND position = $2")
        .bind(owner(scope, user))
        .bind(i64::from(position))
        .execute(db)
        .await?;
    Ok(())
}
