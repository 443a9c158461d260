//! `queue`: pending cases, most urgent first.

use super::Context;
use crate::cli::Failure;
use crate::cli::args::Queue;
use crate::cli::print;
use crate::clock;
use crate::domain::filter;

pub async fn run(context: &Context, args: &Queue) -> anyhow::Result<()> {
    let lang = context.lang();
    filter::parse(&args.filter).map_err(|error| Failure::usage(error.message(lang)))?;
    let stage = args.stage.map(Into::into);
    let page = context.client()?.queue(stage, None, &args.filter, args.cursor.as_deref(), args.limit).await?;
    context.print(&page, |out| print::queue::table(&page, clock::now(), lang, out))
}
