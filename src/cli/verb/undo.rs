//! `undo`: take one's own decision back before it takes effect.

use std::io::stderr;

use super::Context;
use crate::cli::args::Release;
use crate::cli::ask::may;
use crate::text::{Word, fill, safe, said};

pub async fn run(context: &Context, args: &Release) -> anyhow::Result<()> {
    let lang = context.lang();
    if !may(args.asking, &fill(Word::AskUndo, lang, &[&safe(&args.case)]), lang, &mut stderr())? {
        return Ok(());
    }
    let claimed = context.client()?.undo(&args.case).await?;
    let row = &claimed.case.row;
    context.print(&claimed, |out| {
        writeln!(out, "{}", fill(Word::TakenBack, lang, &[&safe(&row.number)]))?;
        writeln!(out, "{}", fill(Word::NowStatus, lang, &[&safe(&row.number), &said(&row.status, lang)]))
    })
}
