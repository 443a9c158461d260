//! `file verify`: a photo from a file, or a one-time link that the service principal opens on a phone.

use std::io::{IsTerminal, stderr, stdout};
use std::path::Path;
use std::pin::pin;
use std::time::Duration;

use anyhow::Context as _;
use jiff::Timestamp;

use crate::api::VerificationLink;
use crate::cli::args::Asking;
use crate::cli::ask::may;
use crate::cli::verb::Context;
use crate::cli::{Exit, Failure, print};
use crate::client::Client;
use crate::clock;
use crate::domain::clocks::local_time;
use crate::text::{Word, fill, safe};

/// How often `--wait` looks.
const EVERY: Duration = Duration::from_secs(2);

pub(super) async fn photo(context: &Context, id: &str, photo: &Path, asking: Asking) -> anyhow::Result<()> {
    let bytes = std::fs::read(photo).with_context(|| photo.display().to_string())?;
    if !may(asking, &fill(Word::AskVerify, context.lang(), &[&safe(id)]), context.lang(), &mut stderr())? {
        return Ok(());
    }
    let status = context.client()?.verify(id, &bytes).await.with_context(|| photo.display().to_string())?;
    context.say(&fill(Word::Verified, context.lang(), &[&safe(&status.number)]))?;
    super::report(context, &status)
}

pub(super) async fn link(context: &Context, id: &str, wait: bool, asking: Asking) -> anyhow::Result<()> {
    let lang = context.lang();
    if !may(asking, &fill(Word::AskLink, lang, &[&safe(id)]), lang, &mut stderr())? {
        return Ok(());
    }
    let client = context.client()?;
    let before = client.filing(id).await?.verified_at;
    let mut link = client.verification_link(id).await?;
    if link.url.starts_with('/') {
        // The service does not know where it is reached from outside; this is where it was reached from here.
        let base = context.config.api.value.trim_end_matches('/');
        link =
            VerificationLink { url: format!("{base}{}", link.url), qr_url: format!("{base}{}", link.qr_url), ..link };
    }
    show(context, &link)?;
    if !wait {
        return Ok(());
    }
    // Listened for before anything is said, and for the whole time: a signal must not be lost.
    let stop = pin!(tokio::signal::ctrl_c());
    tokio::select! {
        biased;
        _ = stop => {
            Err(Failure { exit: Exit::Interrupted, message: Word::LinkLeft.text(lang).to_owned() }.into())
        }
        ended = used(context, &client, id, &link, before) => ended,
    }
}

/// Done when the link was used; an error when it ended unused.
async fn used(
    context: &Context,
    client: &Client,
    id: &str,
    link: &VerificationLink,
    before: Option<Timestamp>,
) -> anyhow::Result<()> {
    let lang = context.lang();
    context.say(Word::LinkWaiting.text(lang))?;
    loop {
        tokio::time::sleep(EVERY).await;
        // A page that was just used is looked for once more after its link has ended.
        let has_ended = clock::now() >= link.expires_at;
        let status = client.filing(id).await?;
        if status.verified_at.is_some() && status.verified_at != before {
            context.say(&fill(Word::Verified, lang, &[&safe(&status.number)]))?;
            return Ok(());
        }
        if has_ended {
            return Err(Failure::unverified(Word::LinkEnded.text(lang)));
        }
    }
}

/// The address alone where no person looks; else the code, with the address above it, so that a small window shows the
/// code whole.
fn show(context: &Context, link: &VerificationLink) -> anyhow::Result<()> {
    let lang = context.lang();
    if context.json || !stdout().is_terminal() {
        return context.print(link, |out| writeln!(out, "{}", safe(&link.url)));
    }
    let size = crate::terminal::size().map_or((80, 24), |size| (size.cols, size.rows));
    let code = print::qr::drawn(&link.url, size, std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()));
    context.print(link, |out| {
        writeln!(out, "{}", safe(&link.url))?;
        writeln!(out, "{}", fill(Word::LinkUntil, lang, &[&local_time(link.expires_at)]))?;
        match code {
            Some(code) => write!(out, "{code}"),
            None => writeln!(out, "{}", Word::LinkNoRoom.text(lang)),
        }
    })
}
