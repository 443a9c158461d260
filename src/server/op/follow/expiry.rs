//! Plans the reminders and the end of a filing that waits for its applicant.

use jiff::{SignedDuration, Timestamp};

use crate::domain::clocks::EXPIRY_TIME;
use crate::server::App;
use crate::server::op::Done;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::{self, Job, Kind};

/// So many days after the filing came to the applicant he is reminded of it (domain.md 5.3).
const REMINDERS: [i64; 3] = [7, 15, 30];

/// Plans or cancels what the case's new status asks for.
pub(in crate::server::op) async fn on_move(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<()> {
    if record.state.status.is_editable() {
        return plan(app, db, &record.id, record.entered_at).await;
    }
    for kind in [Kind::Expire, Kind::Remind] {
        job::cancel(db, &Job::of_case(kind, &record.id, app.now()).key).await?;
    }
    Ok(())
}

/// Plans the end of a case that came to its applicant at `entered`, and the next reminder that lies ahead, if one does.
pub(in crate::server::op) async fn plan(app: &App, db: &mut Connection, case: &str, entered: Timestamp) -> Done<()> {
    job::plan(db, &Job::of_case(Kind::Expire, case, entered + EXPIRY_TIME)).await?;
    if let Some(at) = next_reminder(entered, app.now()) {
        job::plan(db, &Job::of_case(Kind::Remind, case, at)).await?;
    }
    Ok(())
}

fn next_reminder(entered: Timestamp, now: Timestamp) -> Option<Timestamp> {
    REMINDERS.into_iter().map(|days| entered + SignedDuration::from_hours(24 * days)).find(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_come_after_7_15_and_30_days_and_missed_ones_are_left_out() {
        let entered = Timestamp::UNIX_EPOCH;
        let after = |days: i64| entered + SignedDuration::from_hours(24 * days);
        for (now, next) in [(0, Some(7)), (7, Some(15)), (14, Some(15)), (16, Some(30)), (30, None), (50, None)] {
            assert_eq!(next_reminder(entered, after(now)), next.map(after), "{now}");
        }
    }
}
