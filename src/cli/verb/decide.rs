//! `approve` and `return`: the decisions.

use std::io::stderr;

use super::Context;
use crate::api::{Case, DecisionTaken};
use crate::cli::args::{Approve, Asking, EvidenceGiven, Return};
use crate::cli::ask::may;
use crate::cli::{Exit, Failure};
use crate::client::outbox::Unsent;
use crate::client::{Client, ClientError};
use crate::clock;
use crate::domain::clocks::local_stamp;
use crate::domain::decide::over_blockers;
use crate::domain::finding::{Finding, Severity};
use crate::domain::lang::Lang;
use crate::domain::open::Open;
use crate::domain::reason::{Decision, Evidence, Override, ReasonGiven, ReturnKind};
use crate::domain::refusal::Refusal;
use crate::domain::verb::Verb;
use crate::text::{Word, fill, safe, said};

pub async fn approve(context: &Context, args: &Approve) -> anyhow::Result<()> {
    send(context, &args.case, Decision::Approve, &[], args.overriding.as_deref(), args.asking).await
}

pub async fn give_back(context: &Context, args: &Return) -> anyhow::Result<()> {
    let reasons = args.reasons.iter().map(|text| reason(text)).collect();
    let kind = if args.reject { ReturnKind::Reject } else { ReturnKind::Correct };
    send(context, &args.case, Decision::Return { kind, reasons }, &args.evidence, None, args.asking).await
}

/// Shows what will be decided, asks, claims or renews, and decides on the version that was shown.
async fn send(
    context: &Context,
    id: &str,
    mut decision: Decision,
    evidence: &[EvidenceGiven],
    why: Option<&str>,
    asking: Asking,
) -> anyhow::Result<()> {
    let lang = context.lang();
    let client = context.client()?;
    let case = client.case(id).await?;
    attach(&mut decision, evidence, &case, lang)?;
    // What the rules do not allow is refused before anything is claimed.
    let decision = match &case.row.status {
        Open::Known(status) => match status.stage() {
            Some(stage) => decision.checked(stage).map_err(|refusal| Failure::usage(refusal.message(lang)))?,
            None => {
                let verb = if decision == Decision::Approve { Verb::Approve } else { Verb::Return };
                return Err(Failure::refused(Refusal::WrongStatus { verb, status: *status }.message(lang)));
            }
        },
        Open::Other(word) => return Err(Failure::refused(fill(Word::UnknownStatus, lang, &[&safe(word)]))),
    };
    let overriding = why.map(|why| over_all(&case, why));
    let me = client.me().await?;
    if decision == Decision::Approve {
        over_blockers(&decision, &case.findings, overriding.as_ref(), &me.actor()).map_err(
            |refusal| match refusal {
                Refusal::RoleMissing { .. } => Failure::login(refusal.message(lang)),
                Refusal::OverrideUnexplained { .. } => Failure::usage(refusal.message(lang)),
                _ => Failure::refused(refusal.message(lang)),
            },
        )?;
    }
    let (number, organizer) = (safe(&case.row.number), safe(&case.row.organizer));
    let question = match &decision {
        Decision::Approve => fill(Word::AskApprove, lang, &[&number, &organizer]),
        Decision::Return { reasons, .. } => {
            fill(Word::AskReturn, lang, &[&number, &organizer, &reasons.len().to_string()])
        }
    };
    if !may(asking, &question, lang, &mut stderr())? {
        return Ok(());
    }
    let (row, token) = (&case.row, client.claim(&case.row.id).await?.lease.token);
    let unsent = Unsent::new((&row.id, &row.number), decision, overriding, row.version, &token, clock::now());
    let taken = safely(context, &client, &me.id, &unsent).await?;
    context.print(&taken, |out| {
        let number = safe(&taken.number);
        let said = match taken.takes_effect_at {
            _ if taken.proposal => fill(Word::Proposed, lang, &[&number]),
            Some(at) => fill(Word::TakesEffect, lang, &[&number, &local_stamp(at), &number]),
            None => fill(Word::NowStatus, lang, &[&number, &said(&taken.status, lang)]),
        };
        writeln!(out, "{said}")?;
        taken.reasons.iter().try_for_each(|reason| writeln!(out, "  {}", safe(&reason.text)))
    })
}

/// Sends a decision that is safe in the outbox until it is acknowledged.
async fn safely(context: &Context, client: &Client, user: &str, unsent: &Unsent) -> anyhow::Result<DecisionTaken> {
    let lang = context.lang();
    let store = match client.state(&context.config.state).open(user) {
        Ok((store, _)) => {
            unsent.keep(&store);
            store.sync().await.map(|()| store)
        }
        Err(error) => Err(error),
    };
    if let Err(error) = &store {
        context.say(&fill(Word::OutboxUnusable, lang, &[&error.to_string()]))?;
    }
    let answer = client.send_decision(unsent).await;
    if let Ok(store) = &store {
        match &answer {
            Ok(_) | Err(ClientError::Unauthenticated(_)) => unsent.forget(store),
            Err(error) if error.is_refusal() => unsent.forget(store),
            Err(error) if error.is_unreachable() => {
                let why =
                    format!("{} {}", error.message(lang), fill(Word::KeptInOutbox, lang, &[&safe(&unsent.number)]));
                return Err(Failure { exit: Exit::Network, message: why }.into());
            }
            Err(_) => {}
        }
    }
    Ok(answer?)
}

/// Puts evidence to the reasons that it belongs to, on the pictures that the case has.
fn attach(decision: &mut Decision, evidence: &[EvidenceGiven], case: &Case, lang: Lang) -> anyhow::Result<()> {
    let Decision::Return { reasons, .. } = decision else { return Ok(()) };
    let only = (reasons.len() == 1).then_some(1);
    for given in evidence {
        let number = given.reason.or(only).unwrap_or(0);
        let reason = number.checked_sub(1).and_then(|index| reasons.get_mut(index));
        let reason = reason.ok_or_else(|| Failure::usage(fill(Word::EvidenceReason, lang, &[&safe(&given.slug)])))?;
        let material = case.materials.iter().find(|one| one.slug == given.slug && one.page == given.page);
        let material = material.filter(|one| one.is_picture()).ok_or_else(|| {
            let there: Vec<_> = case.materials.iter().map(|one| format!("{}/{}", safe(&one.slug), one.page)).collect();
            Failure::usage(fill(
                Word::EvidencePicture,
                lang,
                &[&safe(&given.slug), &given.page.to_string(), &there.join(" ")],
            ))
        })?;
        let [x, y, width, height] = given.place;
        reason.evidence.push(Evidence { sha256: material.sha256.clone(), x, y, width, height });
    }
    Ok(())
}

/// An override of everything that stands against an approval, as it was shown.
fn over_all(case: &Case, why: &str) -> Override {
    let name = |finding: &Finding| format!("{}@{}", finding.rule, finding.target);
    let blockers = case.findings.iter().filter(|finding| finding.severity == Severity::Blocker);
    Override { findings: blockers.map(name).collect(), reason: why.to_owned() }
}

/// Reads `CODE[@TARGET][=TEXT]`; without a target the catalogue's own, where it is a single one.
fn reason(text: &str) -> ReasonGiven {
    let (head, words) = text.split_once('=').unwrap_or((text, ""));
    let (code, target) = head.split_once('@').unwrap_or((head, ""));
    let mut reason = ReasonGiven::from_code(code.trim());
    if !target.trim().is_empty() {
        reason.target = target.trim().to_owned();
    }
    reason.text = words.to_owned();
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_read_with_and_without_target_and_text() {
        let given = reason("ENT_NAME_MISMATCH");
        assert_eq!((given.code.as_str(), given.target.as_str()), ("ENT_NAME_MISMATCH", "entity.name"));
        let given = reason("MAT_BLURRY@material:entity_licence=看不清=真的");
        assert_eq!((given.target.as_str(), given.text.as_str()), ("material:entity_licence", "看不清=真的"));
        assert_eq!(reason("OTHER=说明").text, "说明");
    }
}
