//! What is near to a word when nothing is found by it.

use std::cmp::Reverse;

use super::Done;
use crate::api::CaseRow;
use crate::domain::filter::Term;
use crate::domain::search::{Finder, Score, Word};
use crate::server::store::Connection;
use crate::server::store::queue::{self, Asked, Candidate};

/// So many of the newest cases that may be near are looked at: milliseconds of work, whatever is asked.
const MOST_CANDIDATES: u32 = 2_000;

/// One page of the cases that are nearest to the bare words; whatever else is asked for holds exactly. Nothing where a
/// word must be right (see [`Word::may_be_near`]), or where the other review has what was asked for.
pub(in crate::server) async fn nearly(db: &mut Connection, asked: &Asked<'_>) -> Done<Vec<CaseRow>> {
    let words: Vec<_> = asked.terms.iter().filter_map(text).map(Word::new).collect();
    if words.is_empty() || !words.iter().all(Word::may_be_near) || found_elsewhere(db, asked).await? {
        return Ok(Vec::new());
    }
    let mut finders: Vec<_> = words.into_iter().map(Finder::new).collect();
    let candidates = queue::candidates(db, asked, MOST_CANDIDATES).await?;
    let mut near: Vec<_> =
        candidates.into_iter().filter_map(|candidate| Some((score(&mut finders, &candidate)?, candidate.id))).collect();
    // Stable, so that of two equally near the newer comes first.
    near.sort_by_key(|(score, _)| Reverse(*score));
    let ids: Vec<_> = near.into_iter().map(|(_, id)| id).take(asked.limit as usize).collect();
    Ok(queue::rows(db, &ids, asked.now).await?)
}

fn text(term: &Term) -> Option<&str> {
    match term {
        Term::Text(text) => Some(text),
        _ => None,
    }
}

/// The desk asks for each review by itself: what stands in one need not be guessed at in the other.
async fn found_elsewhere(db: &mut Connection, asked: &Asked<'_>) -> Done<bool> {
    if asked.stage.is_none() {
        return Ok(false);
    }
    let either = Asked { stage: None, limit: 1, ..*asked };
    Ok(!queue::page(db, &either).await?.0.is_empty())
}

/// How near the case is to the word that it is farthest from; none where it is not near to all.
fn score(finders: &mut [Finder], candidate: &Candidate) -> Option<Score> {
    let best = |finder: &mut Finder| candidate.texts.split('\n').filter_map(|text| finder.score(text)).max();
    let scores: Option<Vec<_>> = finders.iter_mut().map(best).collect();
    scores?.into_iter().min()
}
