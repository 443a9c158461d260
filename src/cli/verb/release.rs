//! `release`: hand a case back.

use std::io::stderr;

use serde_json::json;

use super::Context;
use crate::cli::Failure;
use crate::cli::args::Release;
use crate::cli::ask::may;
use crate::client::ClientError;
use crate::domain::refusal::Refusal;
use crate::text::{Word, fill, safe};

pub async fn run(context: &Context, args: &Release) -> anyhow::Result<()> {
    let lang = context.lang();
    if !may(args.asking, &fill(Word::AskRelease, lang, &[&safe(&args.case)]), lang, &mut stderr())? {
        return Ok(());
    }
    let client = context.client()?;
    // The command holds no lease token between calls: claiming what is already mine gives it again.
    let (me, case) = (client.me().await?, client.case(&args.case).await?);
    let held_by_me = case.row.holder.as_ref().is_some_and(|holder| holder.id == me.id);
    if !held_by_me {
        let refusal = match &case.row.holder {
            Some(holder) => Refusal::HeldByOther { holder: holder.id.clone(), until: holder.until },
            None => Refusal::NotHeld,
        };
        return Err(Failure::refused(refusal.message(lang)));
    }
    let claimed: Result<_, ClientError> = client.claim(&case.row.id).await;
    client.release(&case.row.id, &claimed?.lease.token).await?;
    let number = safe(&case.row.number);
    context.print(&json!({"id": case.row.id, "number": case.row.number, "released": true}), |out| {
        writeln!(out, "{}", fill(Word::Released, lang, &[&number]))
    })
}
