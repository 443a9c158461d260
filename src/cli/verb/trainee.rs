//! `trainee score`: how trainees do against the reviewers.

use super::Context;
use crate::api::Page;
use crate::text::{Word, pad, safe};

pub async fn score(context: &Context, user: Option<&str>) -> anyhow::Result<()> {
    let client = context.client()?;
    let scores = match user {
        Some(user) => vec![client.trainee_score(user).await?],
        None => client.trainees().await?,
    };
    let lang = context.lang();
    if scores.is_empty() {
        context.say(Word::NoTrainees.text(lang))?;
    }
    context.print(&Page::whole(scores.clone()), |out| {
        scores.iter().try_for_each(|one| {
            let who = format!("{} {}", safe(&one.id), safe(&one.name));
            writeln!(out, "{}  {}", pad(&who, 24), one.score.words(lang))
        })
    })
}
