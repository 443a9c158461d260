//! `recheck`: let the machine check a case again.

use std::io::stderr;

use super::Context;
use crate::cli::args::Release;
use crate::cli::ask::may;
use crate::cli::print;
use crate::text::{Word, fill, safe};

pub async fn run(context: &Context, args: &Release) -> anyhow::Result<()> {
    let lang = context.lang();
    if !may(args.asking, &fill(Word::AskRecheck, lang, &[&safe(&args.case)]), lang, &mut stderr())? {
        return Ok(());
    }
    let case = context.client()?.recheck(&args.case).await?;
    context.print(&case, |out| {
        print::case::measuring(&case, lang, out)?;
        print::case::findings(&case.findings, lang, out)
    })
}
