//! `administration …`: the other side of the hand-over.

use std::io::stderr;

use super::Context;
use crate::api::{Received, ResultSaid, SmsSaid, Told};
use crate::cli::args::{Administration, Asking};
use crate::cli::ask::may;
use crate::cli::print;
use crate::domain::administration::ResultOutcome;
use crate::text::{Word, fill, safe};

pub async fn run(context: &Context, args: &Administration) -> anyhow::Result<()> {
    match args {
        Administration::Ls { limit, cursor } => list(context, cursor.as_deref(), *limit).await,
        Administration::Received { case, asking } => {
            if !agreed(context, *asking, Word::AskReceived, &[&safe(case)])? {
                return Ok(());
            }
            told(context, &context.client()?.administration_received(case, &Received::default()).await?)
        }
        Administration::Sms { case, event, principal, asking } => {
            let what = event.word(context.lang());
            if !agreed(context, *asking, Word::AskSms, &[&safe(case), what])? {
                return Ok(());
            }
            let said = SmsSaid { event: *event, principal: *principal };
            told(context, &context.client()?.administration_sms(case, &said).await?)
        }
        Administration::Result { case, approve, entity_number, service_number, codes, opinion, asking, .. } => {
            let outcome = if *approve { ResultOutcome::Approved } else { ResultOutcome::Rejected };
            let agreed = match outcome {
                ResultOutcome::Approved => agreed(context, *asking, Word::AskAdministrationApproved, &[&safe(case)])?,
                ResultOutcome::Rejected => {
                    let count = codes.len().to_string();
                    agreed(context, *asking, Word::AskAdministrationRejected, &[&safe(case), &count])?
                }
            };
            if !agreed {
                return Ok(());
            }
            let said = ResultSaid {
                outcome,
                entity_number: entity_number.clone(),
                service_number: service_number.clone(),
                codes: codes.clone(),
                opinion: opinion.clone(),
            };
            told(context, &context.client()?.administration_result(case, &said).await?)
        }
    }
}

fn agreed(context: &Context, asking: Asking, word: Word, arguments: &[&str]) -> anyhow::Result<bool> {
    let lang = context.lang();
    may(asking, &fill(word, lang, arguments), lang, &mut stderr())
}

async fn list(context: &Context, cursor: Option<&str>, limit: u32) -> anyhow::Result<()> {
    let page = context.client()?.handed_over(cursor, limit).await?;
    context.print(&page, |out| print::administration::table(&page, context.lang(), out))
}

fn told(context: &Context, told: &Told) -> anyhow::Result<()> {
    context.print(told, |out| print::administration::told(told, context.lang(), out))
}
