//! Users, their roles and the hashes of their tokens.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, ms};
use crate::domain::role::Role;

/// A user as a token finds him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct User {
    pub id: String,
    pub name: String,
    pub roles: Vec<Role>,
}

/// The user to whom the token with this hash was given.
pub(in crate::server) async fn by_token(db: &mut Connection, hash: &str) -> Result<Option<User>> {
    let rows = sqlx::query(
        "SELECT u.id, u.name, r.role FROM tokens t JOIN users u ON u.id = t.user_id \
         LEFT JOIN user_roles r ON r.user_id = u.id WHERE t.hash = $1 ORDER BY r.role",
    )
    .bind(hash)
    .fetch_all(db)
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let mut user = User { id: first.try_get(0)?, name: first.try_get(1)?, roles: Vec::new() };
    for row in &rows {
        // A role of a newer build allows nothing here.
        let role: Option<String> = row.try_get(2)?;
        user.roles.extend(role.and_then(|role| role.parse::<Role>().ok()));
    }
    Ok(Some(user))
}

/// Adds the user, or renames him and replaces his roles.
pub(in crate::server) async fn put(db: &mut Connection, id: &str, name: &str, roles: &[Role]) -> Result<()> {
    sqlx::query("INSERT INTO users (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .bind(id)
        .bind(name)
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM user_roles WHERE user_id = $1").bind(id).execute(&mut *db).await?;
    for role in roles {
        sqlx::query("INSERT INTO user_roles (user_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(role.slug())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Gives the user a further token.
pub(in crate::server) async fn add_token(db: &mut Connection, id: &str, hash: &str, now: Timestamp) -> Result<()> {
    sqlx::query("INSERT INTO tokens (hash, user_id, created_ms) VALUES ($1, $2, $3)")
        .bind(hash)
        .bind(id)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}
