//! What trainees would decide: kept beside the case, which goes on as if nobody had said anything, and compared with what is decided.
//!
//! A trainee proposes before he can know: while a decision is held or once the case has moved on, his proposal is refused. He sees his own
//! proposals and his own score, reviewers and those who watch over them see all.

use super::{Done, load};
use crate::api::{Proposal, TraineeScore};
use crate::domain::proposal::score;
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::Code;
use crate::server::store::{Connection, proposal};

/// Those who see what every trainee proposed.
const MENTORS: &[Role] = &[Role::FirstReviewer, Role::SecondReviewer, Role::Lead, Role::Qa, Role::Auditor];

/// The proposals for a case, oldest first; of a trainee only his own.
pub(in crate::server) async fn of_case(app: &App, actor: &Actor, id: &str) -> Done<Vec<Proposal>> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    let mut all = proposal::of_case(&mut db, &record.id).await?;
    all.retain(|one| actor.is_any(MENTORS) || one.proposed.by == actor.id);
    Ok(all)
}

/// How every trainee does, by id; of a trainee only himself.
pub(in crate::server) async fn scores(app: &App, actor: &Actor) -> Done<Vec<TraineeScore>> {
    let mut db = app.store.read().await?;
    let mut scores = Vec::new();
    for (id, name) in proposal::trainees(&mut db).await? {
        if actor.is_any(MENTORS) || id == actor.id {
            scores.push(of_trainee(&mut db, id, name).await?);
        }
    }
    Ok(scores)
}

/// How one trainee does.
pub(in crate::server) async fn of(app: &App, actor: &Actor, id: &str) -> Done<TraineeScore> {
    if !actor.is_any(MENTORS) && id != actor.id {
        return Err(Refusal::RoleMissing { verb: Verb::TraineeScore, needs: MENTORS }.into());
    }
    let mut db = app.store.read().await?;
    let known = proposal::trainees(&mut db).await?.into_iter().find(|(known, _)| known == id);
    let (id, name) = known.ok_or(Code::NotFound)?;
    of_trainee(&mut db, id, name).await
}

async fn of_trainee(db: &mut Connection, id: String, name: String) -> Done<TraineeScore> {
    let agreements: Vec<_> = proposal::of_user(db, &id).await?.into_iter().map(|one| one.agreement).collect();
    Ok(TraineeScore { score: score(&agreements), id, name })
}
