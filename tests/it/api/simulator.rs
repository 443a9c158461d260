//! The simulated administration: every filing comes to an end, the same for the same seed, whenever the service restarts.

use std::collections::BTreeMap;
use std::time::Duration;

use beian_desk::config::Administration;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::Options;
use jiff::SignedDuration;

use crate::support::{Fixture, fixture_in_with};

const CASES: usize = 60;
const DAY: Duration = Duration::from_secs(6);
const STEP: SignedDuration = SignedDuration::from_millis(250);

fn simulated(seed: u64) -> impl Fn(&mut Options) {
    move |options| options.settings.administration = Administration::Simulator { seed, day: DAY }
}

/// Runs a set of filings to its end, with a restart after so many steps; gives what became of each.
async fn play(seed: u64, restart_after: Option<u32>) -> BTreeMap<String, Vec<String>> {
    let mut api = fixture_in_with(tempfile::tempdir().unwrap(), simulated(seed)).await;
    let mut ids = Vec::new();
    for index in 0..CASES {
        // The two later ones are what a demo finds when it starts.
        let status = match index {
            0 => Status::SmsPending,
            1 => Status::AdministrationReview,
            _ => Status::ToAdministration,
        };
        ids.push(api.case(status).await);
    }
    let mut passed = SignedDuration::ZERO;
    for step in 0..400_u32 {
        api.later(STEP).await;
        passed += STEP;
        if restart_after == Some(step) {
            api = restarted(api, seed, passed).await;
        }
        let ca = api.user("ca", &[Role::Administration]).await;
        if ca.handed_over(None, 1).await.unwrap().items.is_empty() {
            break;
        }
    }
    ended(&api, &ids).await
}

async fn restarted(api: Fixture, seed: u64, passed: SignedDuration) -> Fixture {
    let folder = api.folder;
    drop(api.server);
    let api = fixture_in_with(folder, simulated(seed)).await;
    api.pass(passed);
    api
}

async fn ended(api: &Fixture, ids: &[String]) -> BTreeMap<String, Vec<String>> {
    let lead = api.user("lead", &[Role::Lead]).await;
    let mut ends = BTreeMap::new();
    for id in ids {
        let row = lead.case(id).await.unwrap().row;
        assert!(row.status == Status::Approved || row.status == Status::AdministrationRejected, "{row:?}");
        let mut story = Vec::new();
        for event in lead.history(id).await.unwrap().items {
            let codes: Vec<_> = event.reasons.iter().map(|reason| reason.code.clone()).collect();
            story.push(format!("{} {} {}", event.verb, event.to, codes.join(",")));
        }
        ends.insert(row.number, story);
    }
    ends
}

#[tokio::test]
async fn every_filing_ends_and_the_same_seed_ends_the_same_also_over_a_restart() {
    let one = play(11, None).await;
    assert_eq!(one.len(), CASES);
    let count = |what: &str| one.values().filter(|story| story.last().unwrap().contains(what)).count();
    assert!(count("approved") > CASES / 2, "{one:#?}");
    let returned = count("administration_rejected");
    assert!(returned > 0 && count("approved") + returned == CASES);
    assert_eq!(play(11, Some(7)).await, one);
    assert_ne!(play(12, None).await, one);
}
