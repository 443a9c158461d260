//! `recheck`: let the machine check a case again.

use super::Context;
use crate::cli::args::Named;
use crate::cli::print;

pub async fn run(context: &Context, args: &Named) -> anyhow::Result<()> {
    let case = context.client()?.recheck(&args.case).await?;
    context.print(&case, |out| print::case::findings(&case.findings, context.lang(), out))
}
