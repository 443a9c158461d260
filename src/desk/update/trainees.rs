//! What trainees proposed and how they do, on a card. What somebody else proposed is kept from whoever may still decide the case.

use super::Model;
use crate::api::{Proposal, TraineeScore, Verdict};
use crate::desk::screen::help;
use crate::domain::catalogue::target_name;
use crate::domain::clocks::local_stamp;
use crate::domain::lang::Lang;
use crate::domain::verb::Verb;
use crate::text::{Word, fill, safe};

/// The proposals for the open case.
pub(super) fn proposed(model: &mut Model, id: &str, proposals: &[Proposal]) {
    let Some(open) = model.case.as_ref().filter(|open| open.case.row.id == id) else { return };
    let (lang, number) = (model.lang, safe(&open.case.row.number));
    let mut lines: Vec<String> = proposals.iter().flat_map(|one| told(one, model.my_id(), lang)).collect();
    if lines.is_empty() {
        lines.push(Word::ProposalsNone.text(lang).to_owned());
    }
    show(model, format!("{} {number}", Word::Proposals.text(lang)), lines);
}

fn told(one: &Proposal, me: &str, lang: Lang) -> Vec<String> {
    let said = &one.proposed;
    let head = format!(
        "{}  {}  {}  {}",
        local_stamp(said.at),
        safe(&said.by),
        one.stage.word(lang),
        fill(Word::RoundN, lang, &[&one.round.to_string()])
    );
    if one.given.is_none() && said.by != me {
        return vec![format!("{head}  {}", Word::ProposalHidden.text(lang)), String::new()];
    }
    let mut lines = vec![format!("{head}  {}", verb(said, lang))];
    lines.extend(reasons(said, lang));
    match (&one.given, &one.agreement) {
        (Some(given), Some(agreement)) => {
            lines.push(format!("{}  {}  {}", local_stamp(given.at), safe(&given.by), verb(given, lang)));
            lines.extend(reasons(given, lang));
            lines.push(agreement.words(lang));
        }
        _ => lines.push(Word::ProposalWaits.text(lang).to_owned()),
    }
    lines.push(String::new());
    lines
}

fn verb(verdict: &Verdict, lang: Lang) -> &'static str {
    match verdict.kind {
        Some(kind) => kind.word(lang),
        None => Verb::Approve.word(lang),
    }
}

fn reasons(verdict: &Verdict, lang: Lang) -> impl Iterator<Item = String> + '_ {
    let line = move |(code, target): (&str, &str)| format!("  {}  {}", safe(code), safe(&target_name(target, lang)));
    verdict.reasons.iter().map(move |reason| line((&reason.code, &reason.target)))
}

/// How every trainee does whom I may see.
pub(super) fn scored(model: &mut Model, scores: &[TraineeScore]) {
    let lang = model.lang;
    let mut lines = Vec::new();
    for one in scores {
        lines.extend([format!("{} {}", safe(&one.id), safe(&one.name)), format!("  {}", one.score.words(lang))]);
    }
    if lines.is_empty() {
        lines.push(Word::NoTrainees.text(lang).to_owned());
    }
    show(model, Word::CommandTrainees.text(lang).to_owned(), lines);
}

fn show(model: &mut Model, title: String, lines: Vec<String>) {
    model.help = Some(help::Model::new(help::model::About::Text { title, lines }));
}
