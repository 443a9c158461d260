//! Saved filters of the queue: one's own for whoever reviews, shared ones from the lead.

use super::Done;
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::section::{NewSection, Scope, Section, SectionError, built_in, shown};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure, Fault};
use crate::server::store::section;

/// What is shown under the digits of this user.
pub(in crate::server) async fn all(app: &App, actor: &Actor, lang: Lang) -> Done<Vec<Section>> {
    let mut db = app.store.read().await?;
    let mut all = section::all(&mut db, &actor.id).await?;
    all.extend(built_in(lang));
    Ok(shown(all))
}

/// Saves a section.
pub(in crate::server) async fn put(
    app: &App,
    actor: &Actor,
    scope: Scope,
    position: u8,
    new: &NewSection,
) -> Done<Section> {
    may_set(actor, scope, Verb::SetSection)?;
    let section = new.at(scope, position).map_err(unfit)?;
    let mut tx = app.store.begin().await?;
    section::put(&mut tx, &actor.id, &section).await?;
    tx.commit().await?;
    Ok(section)
}

/// Removes a section; what stood behind it is shown again.
pub(in crate::server) async fn remove(app: &App, actor: &Actor, scope: Scope, position: u8) -> Done<()> {
    may_set(actor, scope, Verb::DropSection)?;
    let mut tx = app.store.begin().await?;
    section::remove(&mut tx, &actor.id, scope, position).await?;
    Ok(tx.commit().await?)
}

fn may_set(actor: &Actor, scope: Scope, verb: Verb) -> Done<()> {
    match scope {
        Scope::Personal => Ok(()),
        Scope::Shared if actor.is(Role::Lead) => Ok(()),
        Scope::Shared => Err(Refusal::RoleMissing { verb, needs: &[Role::Lead] }.into()),
        // Nobody sets what the program has.
        Scope::BuiltIn => Err(Code::NotFound.into()),
    }
}

fn unfit(error: SectionError) -> Failure {
    let long = || ["1 至 40 字".to_owned(), "1 to 40 characters".to_owned()];
    let (code, pointer, note) = match error {
        SectionError::Name => (Code::BodyInvalid, "/name", long()),
        SectionError::NameEn => (Code::BodyInvalid, "/name_en", long()),
        SectionError::Filter(error) => {
            (Code::FilterInvalid, "/filter", [error.message(Lang::Zh), error.message(Lang::En)])
        }
    };
    Failure::Fault(Fault { code, pointer: Some(pointer.to_owned()), note: Some(note) })
}
