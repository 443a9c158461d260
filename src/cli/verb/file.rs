//! `file`: the applicant's side, with a filing and pictures of one's own.

mod upload;
mod verify;

use std::io::stderr;
use std::path::Path;

use anyhow::Context as _;

use super::Context;
use crate::api::{FilingStatus, FindType};
use crate::cli::args::{Asking, File};
use crate::cli::ask::may;
use crate::cli::print;
use crate::cli::{Exit, Failure};
use crate::domain::catalogue;
use crate::domain::filing::Filing;
use crate::domain::status::Status;
use crate::text::{Word, fill, safe};

pub async fn run(context: &Context, command: &File) -> anyhow::Result<()> {
    match command {
        File::New { filing, materials, asking } => new(context, filing, materials.as_deref(), *asking).await,
        File::Set { id, filing, asking } => set(context, id, filing, *asking).await,
        File::Upload { id, files, materials, replace, asking } => {
            upload::run(context, id, files, materials.as_deref(), *replace, *asking).await
        }
        File::Verify { id, photo: Some(photo), asking, .. } => verify::photo(context, id, photo, *asking).await,
        File::Verify { id, photo: None, wait, asking } => verify::link(context, id, *wait, *asking).await,
        File::Submit { id, asking } => submit(context, id, *asking).await,
        File::Ls { limit, cursor } => list(context, *limit, cursor.as_deref()).await,
        File::Type { filing } => find_type(context, filing).await,
        File::Withdraw { id, asking } => leave(context, id, *asking, Leaving::Withdraw).await,
        File::Abandon { id, asking } => leave(context, id, *asking, Leaving::Abandon).await,
        File::CheckSite { id } => check_site(context, id).await,
        File::Status { id } => status(context, id).await,
    }
}

async fn new(context: &Context, path: &Path, folder: Option<&Path>, asking: Asking) -> anyhow::Result<()> {
    let lang = context.lang();
    let filing = read_filing(path)?;
    let pictures = folder.map(upload::pictures_in).transpose()?.unwrap_or_default();
    let client = context.client()?;
    let question = fill(Word::AskCreate, lang, &[&path.display().to_string(), &pictures.len().to_string()]);
    if !may(asking, &question, lang, &mut stderr())? {
        return Ok(());
    }
    let created = client.create_filing(&filing).await?;
    context.say(&fill(Word::Created, lang, &[&created.number, &created.id]))?;
    let sent = upload::send_all(context, &client, &created, &pictures, false).await?;
    if let Some(folder) = folder.filter(|_| !sent.failed.is_empty()) {
        // The filing is there, so that something is done in any case.
        let again = upload::command(&created.number, &[], Some(folder), false);
        return Err(Failure { exit: Exit::Partly, message: sent.complaint(&again, lang) }.into());
    }
    let status = client.filing(&created.id).await?;
    context.say(&fill(Word::NextStepSubmit, lang, &[&status.number]))?;
    report(context, &status)
}

async fn set(context: &Context, id: &str, path: &Path, asking: Asking) -> anyhow::Result<()> {
    let filing = read_filing(path)?;
    let question = fill(Word::AskEdit, context.lang(), &[&safe(id), &path.display().to_string()]);
    if !may(asking, &question, context.lang(), &mut stderr())? {
        return Ok(());
    }
    let status = context.client()?.edit_filing(id, &filing).await?;
    report(context, &status)
}

async fn submit(context: &Context, id: &str, asking: Asking) -> anyhow::Result<()> {
    let lang = context.lang();
    if !may(asking, &fill(Word::AskSubmit, lang, &[&safe(id)]), lang, &mut stderr())? {
        return Ok(());
    }
    let status = context.client()?.submit(id).await?;
    report(context, &status)
}

async fn list(context: &Context, limit: u32, cursor: Option<&str>) -> anyhow::Result<()> {
    let page = context.client()?.filings(cursor, limit).await?;
    if page.items.is_empty() && cursor.is_none() {
        context.say(Word::NoFilings.text(context.lang()))?;
    }
    context.print(&page, |out| print::filing::table(&page, context.lang(), out))?;
    match &page.next_cursor {
        Some(cursor) => context.say(&fill(Word::MoreFilings, context.lang(), &[cursor])),
        None => Ok(()),
    }
}

async fn find_type(context: &Context, path: &Path) -> anyhow::Result<()> {
    let filing = read_filing(path)?;
    let asked = FindType { order: filing.order, entity_name: filing.entity.name };
    let found = context.client()?.find_type(&asked).await?;
    context.print(&found, |out| print::filing::found_type(&found, context.lang(), out))
}

/// The two ways not to go on.
#[derive(Clone, Copy)]
enum Leaving {
    Withdraw,
    Abandon,
}

async fn leave(context: &Context, id: &str, asking: Asking, how: Leaving) -> anyhow::Result<()> {
    let lang = context.lang();
    let question = match how {
        Leaving::Withdraw => Word::AskWithdraw,
        Leaving::Abandon => Word::AskAbandon,
    };
    if !may(asking, &fill(question, lang, &[&safe(id)]), lang, &mut stderr())? {
        return Ok(());
    }
    let client = context.client()?;
    let status = match how {
        Leaving::Withdraw => client.withdraw(id).await?,
        Leaving::Abandon => client.abandon(id).await?,
    };
    report(context, &status)
}

async fn status(context: &Context, id: &str) -> anyhow::Result<()> {
    let client = context.client()?;
    let status = client.filing(id).await?;
    let owed = match status.status == Status::Approved && !context.json {
        true => client.obligations(&status.id).await?.items,
        false => Vec::new(),
    };
    let waits = status.status.known().is_some_and(|known| known.is_editable());
    let needed = match waits && !context.json {
        true => client.requirements(&status.id).await?.items,
        false => Vec::new(),
    };
    context.print(&status, |out| {
        print::filing::words(&status, context.lang(), out)?;
        print::filing::needed(&needed, context.lang(), out)?;
        print::obligation::owed(&owed, context.lang(), out)
    })
}

async fn check_site(context: &Context, id: &str) -> anyhow::Result<()> {
    let check = context.client()?.check_site(id).await?;
    context.print(&check, |out| print::obligation::site(&check, context.lang(), out))?;
    match check.fine {
        true => Ok(()),
        false => Err(Failure::unverified(Word::SiteNotFine.text(context.lang()))),
    }
}

fn report(context: &Context, status: &FilingStatus) -> anyhow::Result<()> {
    if status.status == Status::MaterialsPending && status.verified_at.is_none() {
        let id = safe(&status.number);
        context.say(&fill(Word::NextStepUpload, context.lang(), &[&id, &id, &id]))?;
    }
    context.print(status, |out| print::filing::short(status, context.lang(), out))
}

/// Reads a filing; a key that the form does not have is an error, so that a slip of the pen is not silently lost.
fn read_filing(path: &Path) -> anyhow::Result<Filing> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
    let tree: toml::Value = toml::from_str(&text).map_err(|error| Failure::usage(format!("{name}: {error}")))?;
    let mut unknown = Vec::new();
    unknown_keys(&tree, "", &mut unknown);
    if !unknown.is_empty() {
        return Err(Failure::usage(format!("{name}: the form has no {}", unknown.join(", "))));
    }
    toml::from_str(&text).map_err(|error| Failure::usage(format!("{name}: {error}")))
}

fn unknown_keys(tree: &toml::Value, path: &str, unknown: &mut Vec<String>) {
    let toml::Value::Table(table) = tree else { return };
    for (key, value) in table {
        let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let is_group =
            value.is_table() && catalogue::fields().iter().any(|field| field.path.starts_with(&format!("{inner}.")));
        match (catalogue::field(&inner), is_group) {
            (Some(_), _) => {}
            (None, true) => unknown_keys(value, &inner, unknown),
            (None, false) => unknown.push(inner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_the_form_does_not_have_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("filing.toml");
        std::fs::write(&path, "agreed = true\n[entity]\nname = 'x'\nnmae = 'y'\n[entity.region]\ncity = '1'\n")
            .unwrap();
        let error = read_filing(&path).unwrap_err().to_string();
        assert!(error.contains("entity.nmae") && !error.contains("entity.name"), "{error}");
        std::fs::write(&path, "[service]\npre_approvals = [{type = 1, licence_no = 'x'}]\n").unwrap();
        assert_eq!(read_filing(&path).unwrap().service.pre_approvals.len(), 1);
    }
}
