//! Makes the obligations of a filing that was approved.

use jiff::Timestamp;

use crate::domain::obligation::{AHEAD, ObligationKind, ObligationState, obligations};
use crate::domain::province::Pack;
use crate::domain::status::Status;
use crate::server::App;
use crate::server::op::Done;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::obligation::{self, Owed};
use crate::server::store::{Connection, StoreError};

/// Writes down what an approval obliges to, and plans to call to mind what falls due later.
pub(in crate::server::op) async fn on_move(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<()> {
    Ok(owe(db, record, app.pack(&record.filing), app.now()).await?)
}

/// Writes down what a filing that was approved then obliges to; of any other, nothing.
pub(in crate::server) async fn owe(
    db: &mut Connection,
    record: &CaseRecord,
    pack: &Pack,
    approved: Timestamp,
) -> Result<(), StoreError> {
    if record.state.status != Status::Approved {
        return Ok(());
    }
    for (kind, due_at) in obligations(&record.filing, pack, approved) {
        let owed = Owed { kind, due_at, state: ObligationState::Open, detail: String::new(), checked_at: None };
        obligation::put(db, &record.id, &owed).await?;
        for at in due_at.into_iter().flat_map(|due| [due - AHEAD, due]).filter(|at| *at > approved) {
            job::plan(db, &reminder(&record.id, kind, at)).await?;
        }
    }
    Ok(())
}

fn reminder(case: &str, kind: ObligationKind, at: Timestamp) -> Job {
    let key = format!("{}:{case}:{kind}:{}", Kind::Obligation, at.as_second());
    Job { key, payload: kind.slug().to_owned(), ..Job::of_case(Kind::Obligation, case, at) }
}
