//! The registries that the service keeps: what is filed at the ministry, what registrars say of domains, and the accounts of
//! applicants with what they rent. Rows come by import; what happens to filings here keeps them true.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Connection, Result, StoreError, number, word};
use crate::domain::filing::Order;
use crate::domain::filing_type::Known;
use crate::domain::lang::Lang;
use crate::domain::registry::{Account, DomainRecord, FiledEntity, FiledService, RegistryRow, Resource};

/// Writes a row down, in place of an earlier one of the same key.
pub(in crate::server) async fn put(db: &mut Connection, row: &RegistryRow) -> Result<()> {
    match row {
        RegistryRow::Entity(row) => put_entity(db, row).await,
        RegistryRow::Service(row) => put_service(db, row).await,
        RegistryRow::Domain(row) => put_domain(db, row).await,
        RegistryRow::Account(row) => put_account(db, row).await,
        RegistryRow::Resource(row) => put_resource(db, row).await,
    }
}

/// Writes an entity down.
pub(in crate::server) async fn put_entity(db: &mut Connection, row: &FiledEntity) -> Result<()> {
    sqlx::query(
        "INSERT INTO filed_entities (cert_type, cert_number, name, nature, province, number, own, shell) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (cert_type, cert_number) DO UPDATE SET \
         name = excluded.name, nature = excluded.nature, province = excluded.province, number = excluded.number, \
         own = excluded.own, shell = excluded.shell",
    )
    .bind(i64::from(row.cert_type))
    .bind(cert(&row.cert_number))
    .bind(row.name.trim())
    .bind(&row.nature)
    .bind(&row.province)
    .bind(row.number.trim())
    .bind(i64::from(row.own))
    .bind(i64::from(row.shell))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a service down, with its domains in place of those it had.
pub(in crate::server) async fn put_service(db: &mut Connection, row: &FiledService) -> Result<()> {
    let number = row.number.trim();
    sqlx::query(
        "INSERT INTO filed_services (number, entity_number, kind, name, own_access) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (number) DO UPDATE SET entity_number = excluded.entity_number, kind = excluded.kind, \
         name = excluded.name, own_access = excluded.own_access",
    )
    .bind(number)
    .bind(row.entity_number.trim())
    .bind(&row.kind)
    .bind(row.name.trim())
    .bind(i64::from(row.own_access))
    .execute(&mut *db)
    .await?;
    sqlx::query("DELETE FROM filed_domains WHERE service_number = $1").bind(number).execute(&mut *db).await?;
    for domain in &row.domains {
        sqlx::query(
            "INSERT INTO filed_domains (domain, service_number) VALUES ($1, $2) \
             ON CONFLICT (domain) DO UPDATE SET service_number = excluded.service_number",
        )
        .bind(host(domain))
        .bind(number)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn put_domain(db: &mut Connection, row: &DomainRecord) -> Result<()> {
    sqlx::query(
        "INSERT INTO domain_records (domain, registrar, owner, owner_cert_type, owner_cert_number, real_name, synced, \
         expires, blacklisted) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (domain) DO UPDATE SET \
         registrar = excluded.registrar, owner = excluded.owner, owner_cert_type = excluded.owner_cert_type, \
         owner_cert_number = excluded.owner_cert_number, real_name = excluded.real_name, synced = excluded.synced, \
         expires = excluded.expires, blacklisted = excluded.blacklisted",
    )
    .bind(host(&row.domain))
    .bind(&row.registrar)
    .bind(&row.owner)
    .bind(row.owner_cert_type.map(i64::from))
    .bind(&row.owner_cert_number)
    .bind(row.real_name.slug())
    .bind(i64::from(row.synced))
    .bind(row.expires.map(|day| day.to_string()).unwrap_or_default())
    .bind(i64::from(row.blacklisted))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes an account down.
pub(in crate::server) async fn put_account(db: &mut Connection, row: &Account) -> Result<()> {
    sqlx::query(
        "INSERT INTO accounts (user_id, name, real_name, cert_type, cert_number, email, lang) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, \
         real_name = excluded.real_name, cert_type = excluded.cert_type, cert_number = excluded.cert_number, \
         email = excluded.email, lang = excluded.lang",
    )
    .bind(&row.user_id)
    .bind(&row.name)
    .bind(row.real_name.map_or("", |state| state.slug()))
    .bind(row.cert_type.map(i64::from))
    .bind(&row.cert_number)
    .bind(&row.email)
    .bind(&row.lang)
    .execute(db)
    .await?;
    Ok(())
}

async fn put_resource(db: &mut Connection, row: &Resource) -> Result<()> {
    sqlx::query(
        "INSERT INTO resources (id, user_id, kind, ip, service_number, paid_until) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, kind = excluded.kind, ip = excluded.ip, \
         service_number = excluded.service_number, paid_until = excluded.paid_until",
    )
    .bind(row.id.trim())
    .bind(&row.user_id)
    .bind(&row.kind)
    .bind(row.ip.trim())
    .bind(row.service_number.trim())
    .bind(row.paid_until.map(|day| day.to_string()).unwrap_or_default())
    .execute(db)
    .await?;
    Ok(())
}

/// Counts the imports of what is filed.
const IMPORTED: &str = "registry-import";

/// Remembers that what is filed elsewhere is known, too.
pub(in crate::server) async fn imported(db: &mut Connection) -> Result<()> {
    number::count(db, IMPORTED).await.map(drop)
}

/// What is filed of an order's certificate and domain; `name` is the organizer's, where it is given already.
pub(in crate::server) async fn known(db: &mut Connection, order: &Order, name: &str, unit: bool) -> Result<Known> {
    let entity = entity(db, order.organizer_cert_type, &order.organizer_cert_number).await?;
    let same_name = match entity.is_none() && unit && !name.trim().is_empty() {
        true => of_name(db, name).await?,
        false => None,
    };
    let service = service_of(db, &order.domain).await?;
    // What was approved here is known; of everybody else something is known only once the ministry's library was imported.
    let imported = number::current(db, IMPORTED).await? > 0;
    Ok(Known { any: imported || entity.is_some() || service.is_some(), entity, same_name, service })
}

const ENTITY: &str =
    "SELECT cert_type, cert_number, name, nature, province, number, own, shell FROM filed_entities WHERE ";

/// The entity with this certificate.
pub(in crate::server) async fn entity(
    db: &mut Connection,
    cert_type: Option<u32>,
    cert_number: &str,
) -> Result<Option<FiledEntity>> {
    let sql = format!("{ENTITY}cert_type = $1 AND cert_number = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i64::from(cert_type.unwrap_or(0)))
        .bind(cert(cert_number))
        .fetch_optional(db)
        .await?;
    row.as_ref().map(read_entity).transpose()
}

async fn of_name(db: &mut Connection, name: &str) -> Result<Option<FiledEntity>> {
    let sql = format!("{ENTITY}name = $1 ORDER BY number LIMIT 1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(name.trim()).fetch_optional(db).await?;
    row.as_ref().map(read_entity).transpose()
}

fn read_entity(row: &AnyRow) -> Result<FiledEntity> {
    let (cert_type, own, shell): (i64, i64, i64) = (row.try_get(0)?, row.try_get(6)?, row.try_get(7)?);
    Ok(FiledEntity {
        cert_type: super::small(cert_type)?,
        cert_number: row.try_get(1)?,
        name: row.try_get(2)?,
        nature: row.try_get(3)?,
        province: row.try_get(4)?,
        number: row.try_get(5)?,
        own: own != 0,
        shell: shell != 0,
    })
}

/// The service that a domain is filed under.
pub(in crate::server) async fn service_of(db: &mut Connection, domain: &str) -> Result<Option<FiledService>> {
    let row = sqlx::query(
        "SELECT s.number, s.entity_number, s.kind, s.name, s.own_access FROM filed_domains d \
         JOIN filed_services s ON s.number = d.service_number WHERE d.domain = $1",
    )
    .bind(host(domain))
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (number, own): (String, i64) = (row.try_get(0)?, row.try_get(4)?);
    let domains = sqlx::query("SELECT domain FROM filed_domains WHERE service_number = $1 ORDER BY domain")
        .bind(&number)
        .fetch_all(db)
        .await?;
    Ok(Some(FiledService {
        number,
        entity_number: row.try_get(1)?,
        kind: row.try_get(2)?,
        name: row.try_get(3)?,
        domains: domains.iter().map(|row| row.try_get(0)).collect::<std::result::Result<_, _>>()?,
        own_access: own != 0,
    }))
}

/// So many of an entity's services are looked through.
const MOST_SERVICES: i64 = 500;

/// The services that are filed under an entity's number, with their domains.
pub(in crate::server) async fn services(db: &mut Connection, entity_number: &str) -> Result<Vec<FiledService>> {
    let rows = sqlx::query(
        "SELECT s.number, s.entity_number, s.kind, s.name, s.own_access, d.domain FROM filed_services s \
         LEFT JOIN filed_domains d ON d.service_number = s.number WHERE s.number IN \
         (SELECT number FROM filed_services WHERE entity_number = $1 ORDER BY number LIMIT $2) ORDER BY s.number, d.domain",
    )
    .bind(entity_number)
    .bind(MOST_SERVICES)
    .fetch_all(db)
    .await?;
    let mut services: Vec<FiledService> = Vec::new();
    for row in rows {
        let (number, own, domain): (String, i64, Option<String>) = (row.try_get(0)?, row.try_get(4)?, row.try_get(5)?);
        match services.last_mut().filter(|last| last.number == number) {
            Some(last) => last.domains.extend(domain),
            None => services.push(FiledService {
                number,
                entity_number: row.try_get(1)?,
                kind: row.try_get(2)?,
                name: row.try_get(3)?,
                domains: domain.into_iter().collect(),
                own_access: own != 0,
            }),
        }
    }
    Ok(services)
}

/// How many services are filed under an entity's number.
pub(in crate::server) async fn count_services(db: &mut Connection, entity_number: &str) -> Result<u32> {
    let row = sqlx::query("SELECT CAST(COUNT(*) AS BIGINT) FROM filed_services WHERE entity_number = $1")
        .bind(entity_number)
        .fetch_one(db)
        .await?;
    super::small(row.try_get(0)?)
}

/// What the registries say of a domain.
pub(in crate::server) async fn domain(db: &mut Connection, domain: &str) -> Result<Option<DomainRecord>> {
    let row = sqlx::query(
        "SELECT domain, registrar, owner, owner_cert_type, owner_cert_number, real_name, synced, expires, blacklisted \
         FROM domain_records WHERE domain = $1",
    )
    .bind(host(domain))
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let cert_type: Option<i64> = row.try_get(3)?;
    let (synced, blacklisted): (i64, i64) = (row.try_get(6)?, row.try_get(8)?);
    Ok(Some(DomainRecord {
        domain: row.try_get(0)?,
        registrar: row.try_get(1)?,
        owner: row.try_get(2)?,
        owner_cert_type: cert_type.map(super::small).transpose()?,
        owner_cert_number: row.try_get(4)?,
        real_name: word(row.try_get(5)?)?,
        synced: synced != 0,
        expires: day(row.try_get(7)?)?,
        blacklisted: blacklisted != 0,
    }))
}

/// An applicant's account, where the provider's account system told of it or he himself did.
pub(in crate::server) async fn account(db: &mut Connection, user: &str) -> Result<Option<Account>> {
    let row = sqlx::query(
        "SELECT user_id, name, real_name, cert_type, cert_number, email, lang FROM accounts WHERE user_id = $1",
    )
    .bind(user)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (state, cert_type): (String, Option<i64>) = (row.try_get(2)?, row.try_get(3)?);
    Ok(Some(Account {
        user_id: row.try_get(0)?,
        name: row.try_get(1)?,
        real_name: if state.is_empty() { None } else { Some(word(&state)?) },
        cert_type: cert_type.map(super::small).transpose()?,
        cert_number: row.try_get(4)?,
        email: row.try_get(5)?,
        lang: row.try_get(6)?,
    }))
}

/// Where a user's notices go and in which language; nowhere and Chinese where nobody said.
pub(in crate::server) async fn contact(db: &mut Connection, user: &str) -> Result<(String, Lang)> {
    let account = account(db, user).await?.unwrap_or_default();
    Ok((account.email, account.lang.parse().unwrap_or(Lang::Zh)))
}

/// What an account rents.
pub(in crate::server) async fn resources(db: &mut Connection, user: &str) -> Result<Vec<Resource>> {
    let rows = sqlx::query(
        "SELECT id, user_id, kind, ip, service_number, paid_until FROM resources WHERE user_id = $1 ORDER BY id",
    )
    .bind(user)
    .fetch_all(db)
    .await?;
    rows.iter().map(read_resource).collect()
}

/// Whether any resource is registered at all, and the one that an order names by its id, address or service number.
pub(in crate::server) async fn resource(db: &mut Connection, named: &str) -> Result<(bool, Option<Resource>)> {
    let any = sqlx::query("SELECT id FROM resources LIMIT 1").fetch_optional(&mut *db).await?.is_some();
    let row = sqlx::query(
        "SELECT id, user_id, kind, ip, service_number, paid_until FROM resources \
         WHERE id = $1 OR ip = $1 OR service_number = $1 ORDER BY id LIMIT 1",
    )
    .bind(named.trim())
    .fetch_optional(db)
    .await?;
    Ok((any, row.as_ref().map(read_resource).transpose()?))
}

fn read_resource(row: &AnyRow) -> Result<Resource> {
    Ok(Resource {
        id: row.try_get(0)?,
        user_id: row.try_get(1)?,
        kind: row.try_get(2)?,
        ip: row.try_get(3)?,
        service_number: row.try_get(4)?,
        paid_until: day(row.try_get(5)?)?,
    })
}

fn day(text: String) -> Result<Option<jiff::civil::Date>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| StoreError::Unreadable(format!("{text} is no day")))
}

/// Certificates are compared in capitals and without blanks.
fn cert(number: &str) -> String {
    number.trim().to_uppercase()
}

/// Domains are compared in small letters, without the dot of the root.
fn host(domain: &str) -> String {
    domain.trim().trim_end_matches('.').to_lowercase()
}
