//! What our own approvals change in the registry of what is filed.

use sqlx::Row;

use super::{Connection, Result, registry};
use crate::domain::registry::FiledEntity;

/// Whether an entity's number is taken.
pub(in crate::server) async fn is_taken(db: &mut Connection, number: &str) -> Result<bool> {
    let row = sqlx::query(
        "SELECT 1 FROM filed_entities WHERE number = $1 UNION SELECT 1 FROM cases WHERE entity_number = $1",
    )
    .bind(number)
    .fetch_optional(db)
    .await?;
    Ok(row.is_some())
}

/// The numbers of an entity's services, gone ones that we know of included: a number is never given twice.
pub(in crate::server) async fn services(db: &mut Connection, entity: &str) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT number FROM filed_services WHERE entity_number = $1 \
         UNION SELECT service_number FROM cases WHERE entity_number = $1 AND service_number IS NOT NULL",
    )
    .bind(entity)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Whether an entity is known to have a number and no service.
pub(in crate::server) async fn is_shell(db: &mut Connection, number: &str) -> Result<bool> {
    let row = sqlx::query("SELECT 1 FROM filed_entities WHERE number = $1 AND shell = 1")
        .bind(number)
        .fetch_optional(db)
        .await?;
    Ok(row.is_some())
}

/// Writes an entity down. A number that is known under another certificate changes it.
pub(in crate::server) async fn put_entity(db: &mut Connection, entity: &FiledEntity) -> Result<()> {
    sqlx::query("DELETE FROM filed_entities WHERE number = $1").bind(&entity.number).execute(&mut *db).await?;
    registry::put_entity(db, entity).await
}

/// Says whether a service is reached through us.
pub(in crate::server) async fn set_access(db: &mut Connection, service: &str, own: bool) -> Result<()> {
    sqlx::query("UPDATE filed_services SET own_access = $1 WHERE number = $2")
        .bind(i64::from(own))
        .bind(service)
        .execute(db)
        .await?;
    Ok(())
}

/// Removes a service; its entity becomes a shell with the last one.
pub(in crate::server) async fn remove_service(db: &mut Connection, entity: &str, service: &str) -> Result<()> {
    for sql in ["DELETE FROM filed_domains WHERE service_number = $1", "DELETE FROM filed_services WHERE number = $1"] {
        sqlx::query(sql).bind(service).execute(&mut *db).await?;
    }
    sqlx::query(
        "UPDATE filed_entities SET shell = 1 WHERE number = $1 AND NOT EXISTS \
         (SELECT 1 FROM filed_services WHERE entity_number = $1)",
    )
    .bind(entity)
    .execute(db)
    .await?;
    Ok(())
}

/// Removes an entity with all that it has filed.
pub(in crate::server) async fn remove_entity(db: &mut Connection, entity: &str) -> Result<()> {
    for sql in [
        "DELETE FROM filed_domains WHERE service_number IN (SELECT number FROM filed_services WHERE entity_number = $1)",
        "DELETE FROM filed_services WHERE entity_number = $1",
        "DELETE FROM filed_entities WHERE number = $1",
    ] {
        sqlx::query(sql).bind(entity).execute(&mut *db).await?;
    }
    Ok(())
}
