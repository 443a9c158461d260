//! Province packs that cases are pinned to: kept whole, so that a case is checked by the rules of its submission however they
//! change later.

use sqlx::Row;

use super::{Connection, Result, json, text_of};
use crate::domain::province::Pack;

/// Keeps a pack under its id, if it is not there yet.
pub(in crate::server) async fn keep(db: &mut Connection, pack: &Pack) -> Result<String> {
    let id = pack.id();
    sqlx::query("INSERT INTO packs (id, body) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(&id)
        .bind(text_of(pack)?)
        .execute(db)
        .await?;
    Ok(id)
}

/// The pack with this id.
pub(in crate::server) async fn find(db: &mut Connection, id: &str) -> Result<Option<Pack>> {
    let row = sqlx::query("SELECT body FROM packs WHERE id = $1").bind(id).fetch_optional(db).await?;
    row.map(|row| json(&row.try_get::<String, _>(0)?)).transpose()
}
