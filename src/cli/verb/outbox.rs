//! `outbox`: decisions that are not acknowledged. Looking at them and dropping them needs no network.

use std::io::stderr;

use jiff::Timestamp;
use serde::Serialize;

use super::Context;
use crate::cli::args::{Asking, DropUnsent, Outbox};
use crate::cli::ask::may;
use crate::cli::{Exit, Failure};
use crate::client::Client;
use crate::client::outbox::{Unsent, unsent};
use crate::client::state::{Place, Store};
use crate::domain::clocks::local_stamp;
use crate::domain::reason::{Decision, Override, ReasonGiven, ReturnKind};
use crate::domain::verb::Verb;
use crate::text::{Word, fill, safe};

pub async fn run(context: &Context, args: &Outbox) -> anyhow::Result<()> {
    match args {
        Outbox::Ls => list(context),
        Outbox::Flush(asking) => flush(context, *asking).await,
        Outbox::Drop(args) => drop_some(context, args),
    }
}

/// One decision, as printed: without the lease's token.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    number: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ReturnKind>,
    reasons: &'a [ReasonGiven],
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    overriding: Option<&'a Override>,
    version: i64,
    at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct List<'a> {
    items: Vec<Row<'a>>,
}

fn row(one: &Unsent) -> Row<'_> {
    let reasons = match &one.decision {
        Decision::Approve => &[][..],
        Decision::Return { reasons, .. } => reasons,
    };
    Row {
        id: &one.id,
        number: &one.number,
        outcome: one.decision.outcome(),
        kind: one.decision.kind(),
        reasons,
        overriding: one.overriding.as_ref(),
        version: one.version,
        at: one.at,
        refused: one.refused.as_deref(),
    }
}

/// Where this caller's state lies, and his id where it was ever learnt.
fn place(context: &Context) -> anyhow::Result<(Client, Place, Option<String>)> {
    let client = context.client()?;
    let place = client.state(&context.config.state);
    let user = place.user();
    Ok((client, place, user))
}

fn kept(place: &Place, user: Option<&str>) -> anyhow::Result<Vec<Unsent>> {
    let Some(user) = user else { return Ok(Vec::new()) };
    Ok(unsent(&Store::look(&place.folder(user))?.entries))
}

fn list(context: &Context) -> anyhow::Result<()> {
    let (_, place, user) = place(context)?;
    let found = kept(&place, user.as_deref())?;
    print(context, &found)
}

fn print(context: &Context, found: &[Unsent]) -> anyhow::Result<()> {
    let lang = context.lang();
    context.print(&List { items: found.iter().map(row).collect() }, |out| {
        if found.is_empty() {
            return writeln!(out, "{}", Word::OutboxEmpty.text(lang));
        }
        for one in found {
            let verb = if one.decision == Decision::Approve { Verb::Approve } else { Verb::Return };
            writeln!(out, "{}  {}  {}", safe(&one.number), verb.word(lang), local_stamp(one.at))?;
            if let Some(why) = &one.refused {
                writeln!(out, "    {}", safe(why))?;
            }
        }
        Ok(())
    })
}

/// Sends what waits, oldest first, and says of each what became of it.
async fn flush(context: &Context, asking: Asking) -> anyhow::Result<()> {
    let lang = context.lang();
    let (client, place, user) = place(context)?;
    let found = kept(&place, user.as_deref())?;
    let Some(user) = user.filter(|_| !found.is_empty()) else { return print(context, &found) };
    let question = fill(Word::AskFlush, lang, &[&found.len().to_string()]);
    if !may(asking, &question, lang, &mut stderr())? {
        return Ok(());
    }
    let (store, _) = place.open(&user)?;
    let (mut sent, mut refused) = (0_usize, 0_usize);
    for mut one in found {
        match client.send_waiting(&one).await {
            Ok(_) => {
                sent += 1;
                one.forget(&store);
                context.say(&fill(Word::SentLate, lang, &[&safe(&one.number)]))?;
            }
            Err(error) if error.is_refusal() => {
                refused += 1;
                let why = error.message(lang);
                context.say(&format!("{}: {}", safe(&one.number), safe(&why)))?;
                one.refused = Some(why);
                one.keep(&store);
            }
            Err(error) => {
                store.sync().await?;
                return Err(error.into());
            }
        }
    }
    store.sync().await?;
    print(context, &kept(&place, Some(&user))?)?;
    let message = fill(Word::FlushRefused, lang, &[&refused.to_string()]);
    match (sent, refused) {
        (_, 0) => Ok(()),
        (0, _) => Err(Failure::refused(message)),
        _ => Err(Failure { exit: Exit::Partly, message }.into()),
    }
}

fn drop_some(context: &Context, args: &DropUnsent) -> anyhow::Result<()> {
    let lang = context.lang();
    let (_, place, user) = place(context)?;
    let found = kept(&place, user.as_deref())?;
    let chosen: Vec<&Unsent> = found
        .iter()
        .filter(|one| args.all || args.cases.iter().any(|case| *case == one.id || *case == one.number))
        .collect();
    if let Some(unknown) =
        args.cases.iter().find(|case| !found.iter().any(|one| **case == one.id || **case == one.number))
    {
        return Err(Failure::usage(fill(Word::NotInOutbox, lang, &[&safe(unknown)])));
    }
    let Some(user) = user.filter(|_| !chosen.is_empty()) else { return print(context, &[]) };
    let numbers = chosen.iter().map(|one| safe(&one.number)).collect::<Vec<_>>().join(", ");
    if !may(args.asking, &fill(Word::AskDrop, lang, &[&numbers]), lang, &mut stderr())? {
        return Ok(());
    }
    let (store, _) = place.open(&user)?;
    for one in chosen {
        one.forget(&store);
    }
    // Closing writes everything.
    drop(store);
    print(context, &kept(&place, Some(&user))?)
}
