//! What our own approvals change in the registry of what is filed.

use sqlx::Row;

use super::{Connection, Result};
use crate::domain::registry::{FiledEntity, FiledService};

/// The number of the entity with this certificate.
pub(in crate::server) async fn entity_number(
    db: &mut Connection,
    cert_type: u32,
    cert_number: &str,
) -> Result<Option<String>> {
    let row = sqlx::query("SELECT number FROM filed_entities WHERE cert_type = $1 AND cert_number = $2")
        .bind(i64::from(cert_type))
        .bind(cert_number)
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// The number of the service that a domain is filed under, if it is one of this entity's.
pub(in crate::server) async fn service_number(
    db: &mut Connection,
    entity: &str,
    domain: &str,
) -> Result<Option<String>> {
    let row = sqlx::query(
        "SELECT filed_services.number FROM filed_domains JOIN filed_services \
         ON filed_services.number = filed_domains.service_number \
         WHERE filed_domains.domain = $1 AND filed_services.entity_number = $2",
    )
    .bind(domain)
    .bind(entity)
    .fetch_optional(db)
    .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

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
    sqlx::query("DELETE FROM filed_entities WHERE number = $1 AND NOT (cert_type = $2 AND cert_number = $3)")
        .bind(&entity.number)
        .bind(i64::from(entity.cert_type))
        .bind(&entity.cert_number)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO filed_entities (cert_type, cert_number, name, nature, province, number, own, shell) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (cert_type, cert_number) DO UPDATE SET name = excluded.name, \
         nature = excluded.nature, province = excluded.province, number = excluded.number, own = excluded.own, \
         shell = excluded.shell",
    )
    .bind(i64::from(entity.cert_type))
    .bind(&entity.cert_number)
    .bind(&entity.name)
    .bind(&entity.nature)
    .bind(&entity.province)
    .bind(&entity.number)
    .bind(i64::from(entity.own))
    .bind(i64::from(entity.shell))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a service down, with its domains in place of earlier ones.
pub(in crate::server) async fn put_service(db: &mut Connection, service: &FiledService) -> Result<()> {
    sqlx::query(
        "INSERT INTO filed_services (number, entity_number, kind, name, own_access) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (number) DO UPDATE SET entity_number = excluded.entity_number, kind = excluded.kind, \
         name = excluded.name, own_access = excluded.own_access",
    )
    .bind(&service.number)
    .bind(&service.entity_number)
    .bind(&service.kind)
    .bind(&service.name)
    .bind(i64::from(service.own_access))
    .execute(&mut *db)
    .await?;
    sqlx::query("DELETE FROM filed_domains WHERE service_number = $1").bind(&service.number).execute(&mut *db).await?;
    for domain in &service.domains {
        sqlx::query(
            "INSERT INTO filed_domains (domain, service_number) VALUES ($1, $2) \
             ON CONFLICT (domain) DO UPDATE SET service_number = excluded.service_number",
        )
        .bind(domain)
        .bind(&service.number)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
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
