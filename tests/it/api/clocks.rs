//! The clocks of a case, the calendar behind them, and what happens when one runs out.

use beian_desk::api::{Case, FilingStatus};
use beian_desk::domain::clocks::{CaseClock, ClockKind};
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use jiff::SignedDuration;

use crate::support::{decide, fixture, fixture_in, fixture_with, returning, sample};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn clock(clocks: &[CaseClock], kind: ClockKind) -> &CaseClock {
    clocks.iter().find(|clock| clock.kind == kind).unwrap_or_else(|| panic!("no {kind} in {clocks:?}"))
}

#[tokio::test]
async fn the_review_clock_counts_office_minutes_and_stands_still_while_the_applicant_acts() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    // Monday 09:00 until Wednesday 18:00.
    let Case { row, clocks, .. } = ann.case(&id).await.unwrap();
    let review = clock(&clocks, ClockKind::Review);
    assert_eq!((review.due_at, review.minutes_left, review.paused), (row.due_at, Some(3 * 540), false));
    api.pass(SignedDuration::from_hours(14));
    let FilingStatus { clocks, .. } = paula.filing(&id).await.unwrap();
    assert_eq!(clock(&clocks, ClockKind::Review).minutes_left, Some(2 * 540), "no minute passes at night");

    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k").await;
    let clocks = ann.case(&id).await.unwrap().clocks;
    let review = clock(&clocks, ClockKind::Review);
    assert!(review.paused && review.due_at.is_none() && review.minutes_left.is_none());
    let expiry = clock(&clocks, ClockKind::Expiry);
    assert_eq!(expiry.minutes_left, Some(45 * 24 * 60));
    assert_eq!(expiry.due_at, Some(api.now() + DAY * 45));
}

#[tokio::test]
async fn the_settings_office_hours_and_years_count() {
    let years = "year = 2027\nholidays = ['2027-01-01']\nworking_weekends = []";
    let api = fixture_with(|options| {
        options.settings.working.office = "08:00-12:30".parse().unwrap();
        options.settings.working.calendar = options.settings.working.calendar.clone().with(years).unwrap();
    })
    .await;
    let id = api.case(Status::FirstReview).await;
    let far =
        api.case_with(Status::FirstReview, |case| case.entered_at = "2026-12-31T02:00:00Z".parse().unwrap()).await;
    let lead = api.user("lead", &[Role::Lead]).await;
    assert_eq!(lead.case(&id).await.unwrap().row.due_at, Some("2026-11-25T04:30:00Z".parse().unwrap()));
    assert_eq!(lead.case(&far).await.unwrap().row.due_at, Some("2027-01-05T04:30:00Z".parse().unwrap()));
    assert!(lead.backlog().await.unwrap().warnings.is_empty());
    let token = api.token("lead", &[Role::Lead]).await;
    assert_eq!(api.raw("GET", "/v1/calendar/2027", &token, &[], b"").await.json()["holidays"][0], "2027-01-01");
}

#[tokio::test]
async fn a_missing_year_is_warned_of_and_its_due_times_come_when_it_does() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    let far =
        api.case_with(Status::FirstReview, |case| case.entered_at = "2026-12-31T02:00:00Z".parse().unwrap()).await;
    let lead = api.user("lead", &[Role::Lead]).await;
    let case = lead.case(&far).await.unwrap();
    assert_eq!(clock(&case.clocks, ClockKind::Review).due_unknown.as_deref(), Some("calendar_missing"));
    let warnings = lead.backlog().await.unwrap().warnings;
    assert_eq!((warnings.len(), warnings[0].code.as_str()), (1, "calendar_missing"));
    assert!(warnings[0].en.contains("2027") && warnings[0].zh.contains("2027"));

    let folder = api.folder;
    drop(api.server);
    let years = "year = 2027\nholidays = ['2027-01-01']\nworking_weekends = []";
    let database = format!("sqlite:{}", folder.path().join("desk.db").display());
    let api = fixture_with(|options| {
        options.database = database;
        options.settings.working.calendar = options.settings.working.calendar.clone().with(years).unwrap();
    })
    .await;
    let lead = api.user("lead", &[Role::Lead]).await;
    let later = lead.case(&far).await.unwrap();
    assert_eq!(later.row.due_at, Some("2027-01-05T10:00:00Z".parse().unwrap()));
    assert_eq!((later.row.due_unknown, later.row.version), (None, case.row.version));
}

#[tokio::test]
async fn a_service_that_runs_into_november_warns_of_next_years_calendar_without_a_restart() {
    let api = fixture().await;
    let lead = api.user("lead", &[Role::Lead]).await;
    // 31 October, 23:59:59 in China.
    api.pass(-(DAY * 22 + SignedDuration::from_hours(9) + SignedDuration::from_secs(1)));
    assert!(lead.backlog().await.unwrap().warnings.is_empty());
    api.pass(SignedDuration::from_secs(1));
    let warnings = lead.backlog().await.unwrap().warnings;
    assert_eq!((warnings.len(), warnings[0].code.as_str()), (1, "calendar_missing"));
}

#[tokio::test]
async fn a_filing_that_nobody_goes_on_with_ends_after_45_days_once() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let made = paula.create_filing(&sample::filing()).await.unwrap();
    let seeded = api.case(Status::MaterialsPending).await;
    api.later(DAY * 44).await;
    assert_eq!(paula.filing(&made.id).await.unwrap().status, Status::Draft);
    api.later(DAY).await;
    for id in [&made.id, &seeded] {
        let status = paula.filing(id).await.unwrap();
        assert_eq!(status.status, Status::Expired);
        assert!(status.clocks.is_empty());
        let event = ann.history(id).await.unwrap().items.pop().unwrap();
        assert_eq!((event.verb.known(), event.actor.id.as_str()), (Some(&Verb::Expire), "system"));
        assert_eq!(event.actor.role, Role::System);
    }
    let before = ann.history(&made.id).await.unwrap().items.len();
    api.later(DAY * 90).await;
    assert_eq!(ann.history(&made.id).await.unwrap().items.len(), before);
}

#[tokio::test]
async fn going_on_stops_the_clock_and_coming_back_starts_it_anew() {
    let api = fixture().await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::FirstReview).await;
    api.later(DAY * 60).await;
    assert_eq!(ann.case(&id).await.unwrap().row.status, Status::FirstReview, "what waits for us does not expire");
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, "k").await;
    api.later(DAY * 44).await;
    assert_eq!(paula.filing(&id).await.unwrap().status, Status::MaterialsPending);
    api.later(DAY).await;
    assert_eq!(paula.filing(&id).await.unwrap().status, Status::Expired);
}
