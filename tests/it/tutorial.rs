//! The guide for the first day, done as it says: every step is judged from what the service wrote down.

use beian_desk::client::Client;
use beian_desk::clock;
use beian_desk::config::Service;
use beian_desk::domain::clocks::local_date;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::reason::{Decision, Evidence, ReasonGiven, ReturnKind};
use beian_desk::domain::tutorial::{DoneWhen, StepState, Tutorial};
use beian_desk::keys::BINDINGS;
use beian_desk::operate::demo::{Cases, set_up};
use beian_desk::sample::guided;
use jiff::SignedDuration;

#[tokio::test]
async fn whoever_does_what_the_guide_says_is_done() {
    let settings = Service { hold: SignedDuration::ZERO, ..Service::default() };
    let guided = guided(local_date(clock::now())).unwrap();
    let demo = set_up(Cases::Guided(Box::new(guided)), None, settings).await.unwrap();
    let desk = Client::in_process(demo.server.in_process(), &demo.desk_token, Lang::Zh);
    let queue = desk.queue(None, None, "", None, 50).await.unwrap().items;
    let numbers: Vec<String> = queue.iter().map(|row| row.number.clone()).collect();
    assert!(numbers.is_sorted() && numbers.len() == 6, "{numbers:?}");
    let desk = desk.guided(Tutorial::of(numbers.try_into().unwrap(), "entity_licence"));
    demo.server.run_due().await.unwrap();
    let tutorial = desk.tutorial().unwrap().clone();
    let shown = desk.round(&tutorial.steps[3].number).await.unwrap();
    let states: Vec<_> = shown.reasons.iter().map(|one| format!("{:?}", one.outcome)).collect();
    assert_eq!(states.len(), 2);
    assert_ne!(states[0], states[1], "one is mended, the other untouched: {states:?}");
    for (at, step) in tutorial.steps.iter().enumerate() {
        let progress = desk.progress().await.unwrap().unwrap();
        assert_eq!((progress.present, progress.states[at]), (Some(at), StepState::Open));
        let claimed = desk.claim(&step.number).await.unwrap();
        let (row, token) = (&claimed.case.row, &claimed.lease.token);
        let decision = match &step.done_when {
            DoneWhen::Escalated => {
                let related = desk.related(&row.id).await.unwrap().items;
                assert!(
                    related.iter().any(|one| one.row.number == tutorial.steps[0].number),
                    "what to look at is there"
                );
                desk.escalate(&row.id, token, "手机号与另一主体相同").await.unwrap();
                continue;
            }
            DoneWhen::Approved => Decision::Approve,
            DoneWhen::Returned(wanted) => {
                let reasons = wanted.iter().map(|one| {
                    let licence = claimed.case.materials.iter().find(|one| one.slug == "entity_licence").unwrap();
                    let piece = Evidence { sha256: licence.sha256.clone(), x: 1, y: 1, width: 9, height: 9 };
                    let evidence = if one.evidence { vec![piece] } else { Vec::new() };
                    ReasonGiven { evidence, target: one.target.clone(), ..ReasonGiven::from_code(&one.code) }
                });
                Decision::Return { kind: ReturnKind::Correct, reasons: reasons.collect() }
            }
        };
        desk.decide(&row.id, &decision, row.version, token, &step.number).await.unwrap();
    }
    let progress = desk.progress().await.unwrap().unwrap();
    assert_eq!((progress.present, progress.states), (None, vec![StepState::Done; 6]));
}

#[test]
fn every_key_that_the_guide_names_is_in_the_table() {
    let tutorial = Tutorial::of(std::array::from_fn(|at| at.to_string()), "entity_licence");
    let chord = |name: &str| {
        let binding = BINDINGS.iter().find(|binding| binding.intent.name() == name);
        Some(binding.unwrap_or_else(|| panic!("there is no key {name}")).chords[0].to_owned())
    };
    for step in tutorial.steps {
        for lang in [Lang::Zh, Lang::En] {
            for said in [step.title, step.text, step.hint] {
                let words = said.words(lang, chord);
                assert!(!words.contains(['{', '}']), "{words}");
            }
        }
    }
}
