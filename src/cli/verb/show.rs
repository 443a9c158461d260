//! `show`: one case, with its pictures inline if asked.

use std::io::{IsTerminal, stdout};

use super::Context;
use crate::cli::args::Show;
use crate::cli::print::{self, picture};
use crate::clock;
use crate::domain::round::RoundView;

pub async fn run(context: &Context, args: &Show) -> anyhow::Result<()> {
    let lang = context.lang();
    let client = context.client()?;
    if context.json {
        let case = client.case_json(&args.case).await?;
        return context.print(&case, |_| Ok(()));
    }
    let case = client.case(&args.case).await?;
    let history = client.history(&case.row.id).await?.items;
    let round = match case.row.round {
        ..2 => RoundView::default(),
        _ => client.round(&case.row.id).await?,
    };
    let related = client.related(&case.row.id).await?.items;
    let notes = client.notes(&case.row.id).await?.items;
    let proposals = client.proposals(&case.row.id).await?;
    context.print(&(), |out| {
        print::case::words(&case, &history, clock::now(), lang, out)?;
        print::round::words(&round, lang, out)?;
        print::case::related(&related, lang, out)?;
        print::case::notes(&notes, lang, out)?;
        print::case::proposals(&proposals, lang, out)?;
        print::zone(lang, out)
    })?;
    if !args.images {
        return Ok(());
    }
    if !stdout().is_terminal() {
        return context.say(crate::text::Word::NoTerminalForPictures.text(lang));
    }
    let mut easel = picture::Easel::set_up(&context.config)?;
    for material in &case.materials {
        if !material.is_picture() {
            easel.tell_of(material, lang)?;
            continue;
        }
        let bytes = match args.small {
            true => client.small(&material.id).await?,
            false => client.content(&material.id).await?.bytes,
        };
        easel.show(material, &bytes, args.small, lang)?;
    }
    Ok(())
}
