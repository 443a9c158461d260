//! `backlog`: the lead's figures.

use super::Context;
use crate::cli::print;

pub async fn run(context: &Context) -> anyhow::Result<()> {
    let lang = context.lang();
    let figures = context.client()?.backlog().await?;
    context.print(&figures, |out| print::backlog::words(&figures, lang, out))
}
