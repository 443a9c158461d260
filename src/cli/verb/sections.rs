//! `sections`: the saved filters under the desk's digits.

use std::io::stderr;

use serde_json::json;

use super::Context;
use crate::api::Page;
use crate::cli::args::Sections;
use crate::cli::ask::may;
use crate::domain::section::{NewSection, Scope, Section};
use crate::text::{Word, fill, pad, safe};

pub async fn run(context: &Context, command: &Sections) -> anyhow::Result<()> {
    match command {
        Sections::Ls => list(context).await,
        Sections::Set { position, name, name_en, filter, sort, shared, asking } => {
            let lang = context.lang();
            let new = NewSection { name: name.clone(), name_en: name_en.clone(), filter: filter.clone(), sort: *sort };
            let question = fill(Word::AskSection, lang, &[&position.to_string(), &safe(name), &safe(filter)]);
            if !may(*asking, &question, lang, &mut stderr())? {
                return Ok(());
            }
            let section = context.client()?.set_section(scope(*shared), *position, &new).await?;
            context.print(&section, |out| line(&section, context, out))
        }
        Sections::Rm { position, shared, asking } => {
            let (lang, number) = (context.lang(), position.to_string());
            if !may(*asking, &fill(Word::AskSectionGone, lang, &[&number]), lang, &mut stderr())? {
                return Ok(());
            }
            context.client()?.drop_section(scope(*shared), *position).await?;
            context.print(&json!({"position": position, "removed": true}), |out| {
                writeln!(out, "{}", fill(Word::SectionGone, lang, &[&number]))
            })
        }
    }
}

const fn scope(shared: bool) -> Scope {
    if shared { Scope::Shared } else { Scope::Personal }
}

async fn list(context: &Context) -> anyhow::Result<()> {
    let page = Page::whole(context.client()?.sections().await?);
    context.print(&page, |out| page.items.iter().try_for_each(|section| line(section, context, out)))
}

fn line(section: &Section, context: &Context, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let lang = context.lang();
    let name = pad(&safe(section.word(lang)), 20);
    let scope = pad(section.scope.word(lang), 10);
    writeln!(
        out,
        "{}  {name}  {scope}  {}  {}",
        section.position,
        pad(&section.sort.to_string(), 10),
        safe(&section.filter)
    )
}
