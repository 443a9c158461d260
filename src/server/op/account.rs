//! The applicant's own account: shown as the account system tells it, with where his notices go, which he says himself.

use super::Done;
use crate::api::{AccessResource, Account, EditAccount};
use crate::domain::field::is_email;
use crate::domain::lang::Lang;
use crate::domain::registry;
use crate::domain::role::Actor;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::{self, Connection};

/// The account.
pub(in crate::server) async fn show(app: &App, actor: &Actor) -> Done<Account> {
    let mut db = app.store.read().await?;
    told(&mut db, &actor.id).await
}

/// Sets where notices go and in which language.
pub(in crate::server) async fn edit(app: &App, actor: &Actor, edit: EditAccount) -> Done<Account> {
    let email = edit.email.trim();
    if !email.is_empty() && (!is_email(email) || email.chars().count() > 128) {
        return Err(Failure::at(Code::BodyInvalid, "/email"));
    }
    let lang: Lang = match edit.lang.trim() {
        "" => Lang::Zh,
        text => text.parse().map_err(|_| Failure::at(Code::BodyInvalid, "/lang"))?,
    };
    let mut tx = app.store.begin().await?;
    let there = store::registry::account(&mut tx, &actor.id).await?.unwrap_or_default();
    let account =
        registry::Account { user_id: actor.id.clone(), email: email.to_owned(), lang: lang.to_string(), ..there };
    store::registry::put_account(&mut tx, &account).await?;
    let told = told(&mut tx, &actor.id).await?;
    tx.commit().await?;
    Ok(told)
}

async fn told(db: &mut Connection, user: &str) -> Done<Account> {
    let account = store::registry::account(db, user).await?.unwrap_or_default();
    let resources = store::registry::resources(db, user).await?;
    let lang: Lang = account.lang.parse().unwrap_or_default();
    Ok(Account {
        id: user.to_owned(),
        name: account.name,
        real_name: account.real_name.map(Into::into),
        email: account.email,
        lang: lang.to_string(),
        resources: resources
            .into_iter()
            .map(|one| AccessResource {
                id: one.id,
                kind: one.kind,
                ip: one.ip,
                service_number: one.service_number,
                paid_until: one.paid_until,
            })
            .collect(),
    })
}
