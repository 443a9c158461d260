//! `claim`: take a case.

use std::io::stderr;

use super::Context;
use crate::cli::args::Claim;
use crate::cli::ask::may;
use crate::domain::clocks::local_time;
use crate::text::{Word, fill, safe};

pub async fn run(context: &Context, args: &Claim) -> anyhow::Result<()> {
    let lang = context.lang();
    let what = args.case.as_deref().unwrap_or(Word::MostUrgent.text(lang));
    if !may(args.asking, &fill(Word::AskClaim, lang, &[&safe(what)]), lang, &mut stderr())? {
        return Ok(());
    }
    let client = context.client()?;
    let claimed = match &args.case {
        Some(case) => client.claim(case).await?,
        None => client.claim_next(args.stage.map(Into::into)).await?,
    };
    context.print(&claimed, |out| {
        let row = &claimed.case.row;
        writeln!(out, "{}  {}", safe(&row.number), safe(&row.organizer))?;
        let until = local_time(claimed.lease.expires_at);
        writeln!(out, "{}", fill(Word::LeaseUntil, lang, &[&until]))
    })
}
