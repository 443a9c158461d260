//! Deciding as a reviewer does it: few keys, nothing unseen, nothing lost, whatever happens to the line or to the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use beian_desk::client::{Client, InProcess, Transport};
use beian_desk::desk::effect::Call;
use beian_desk::desk::model::Place;
use beian_desk::desk::msg::Msg;
use beian_desk::desk::screen::decide;
use beian_desk::domain::case::LEASE;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::terminal::choice::Protocol;
use jiff::SignedDuration;

use super::stage::{Desk, first, waiting};
use crate::support::picture::jpeg;
use crate::support::sample::filing;
use crate::support::{Fixture, decide, fixture};

/// A submitted filing with its pictures; `faulty` gives it a number with a wrong check character.
async fn submitted(api: &Fixture, faulty: bool) -> String {
    let paula = api.user("paula", &[Role::Applicant]).await;
    let mut form = filing();
    if faulty {
        for person in [&mut form.entity_principal, &mut form.service_principal] {
            person.cert_number = "330199199003070025".into();
        }
    }
    let id = paula.create_filing(&form).await.unwrap().id;
    for (shade, slug) in (0u32..).zip(["entity_licence", "entity_principal_id_front", "entity_principal_id_back"]) {
        paula.upload(&id, slug, "a.jpg", &jpeg(320 + shade, 200), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    id
}

/// A client whose line can be cut: before a request arrives, or after it was carried out.
fn line(api: &Fixture, token: &str) -> (Client, Arc<AtomicBool>) {
    let router = api.server.in_process();
    let is_up = Arc::new(AtomicBool::new(true));
    let switch = Arc::clone(&is_up);
    let flaky: InProcess = Arc::new(move |request| {
        let answer = switch.load(Ordering::SeqCst).then(|| router(request));
        Box::pin(async move {
            match answer {
                Some(answer) => answer.await,
                None => Err("connection refused".to_owned()),
            }
        })
    });
    (Client::over(Transport::in_process(flaky), token, Lang::En), is_up)
}

fn select(desk: &mut Desk, target: &str) {
    assert!(desk.model.case.as_mut().unwrap().select_target(target), "{target}");
}

#[tokio::test]
async fn three_reasons_with_a_box_take_at_most_fourteen_keys() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.keys("C y").await;
    select(&mut desk, "entity.name");
    // The second reason takes a new order and not a correction: that is said once, and costs one key more.
    let keys = "m 1 j m 1 e l Enter Enter 1 X y y";
    assert!(keys.split(' ').count() <= 14);
    desk.keys(keys).await;
    assert_eq!(desk.model.place, Place::Queue, "{}", desk.frame());
    let event = desk.client.history(&id).await.unwrap().items.pop().unwrap();
    assert_eq!((event.to, event.reasons.len()), (Status::FirstReturned.into(), 3));
    let sha256 = &desk.client.case(&id).await.unwrap().materials[0].sha256;
    let boxed = &event.reasons[2];
    assert_eq!((boxed.target.as_str(), &boxed.evidence[0].sha256), ("material:entity_licence", sha256));
    assert!(boxed.evidence[0].width > 10, "{boxed:?}");
}

#[tokio::test]
async fn an_approval_takes_two_keys_once_every_required_picture_was_seen() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.model.pictures.protocol = Protocol::KittyPlaceholders;
    desk.keys("C y").await;
    assert_eq!(desk.model.draft().unwrap().seen.len(), 1, "the first is on the screen");
    desk.keys("A").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("还没有看过"), "{}", desk.notice());
    assert_eq!(desk.model.picture.index, 1, "and the cursor is there");
    desk.keys("+ > A").await;
    assert!(desk.model.sheet.is_some(), "the picture that was led to counts as seen: {}", desk.notice());
    desk.keys("y").await;
    assert_eq!(desk.client.case(&id).await.unwrap().row.status, Status::MaterialsPending);
}

#[tokio::test]
async fn half_blocks_beside_the_fields_show_too_little_of_a_picture_to_have_seen_it() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.keys("C y > < A").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("z shows it on the whole"), "{}", desk.notice());
    assert!(desk.shows("shows half blocks only"), "the pane says it too: {}", desk.frame());
    assert_eq!(desk.model.draft().map_or(0, |draft| draft.seen.len()), 0);
    desk.keys("z").await;
    assert_eq!(desk.model.draft().unwrap().seen.len(), 1);
    desk.keys("> > Esc A").await;
    assert!(desk.model.sheet.is_some(), "{}", desk.notice());
    assert!(!desk.shows("elsewhere"), "what was seen here needs no word: {}", desk.frame());
    desk.keys("y").await;
    assert_eq!(desk.client.case(&id).await.unwrap().row.status, Status::MaterialsPending);
}

#[tokio::test]
async fn whoever_sees_no_pictures_says_with_his_yes_that_he_saw_the_materials_elsewhere() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.model.pictures.protocol = Protocol::Off;
    desk.keys("C y > > A").await;
    assert!(desk.shows("you looked at these materials elsewhere"), "{}", desk.frame());
    assert!(desk.shows("y approve, I looked at the materials elsewhere"), "{}", desk.frame());
    desk.keys("n A y").await;
    assert_eq!(desk.client.case(&id).await.unwrap().row.status, Status::MaterialsPending);
}

#[tokio::test]
async fn a_picture_that_was_only_seen_enlarged_is_not_seen() {
    let api = fixture().await;
    submitted(&api, false).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.keys("C y z").await;
    desk.press(">");
    desk.press("+");
    desk.settle().await;
    assert_eq!(desk.model.draft().unwrap().seen.len(), 1, "half of it is not the whole of it");
    desk.keys("0").await;
    assert_eq!(desk.model.draft().unwrap().seen.len(), 2);
}

#[tokio::test]
async fn a_blocker_is_led_to_and_only_a_lead_goes_over_it_with_a_reason() {
    let api = fixture().await;
    let id = submitted(&api, true).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.keys("Enter g A").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("check"), "{}", desk.notice());
    let target = desk.model.case.as_ref().unwrap().target().unwrap();
    assert!(target.ends_with("principal.cert_number"), "{target}");

    let lead = api.user("lea", &[Role::FirstReviewer, Role::Lead]).await;
    let mut desk = Desk::open(&api, lead, Lang::En, (120, 40)).await;
    desk.model.pictures.protocol = Protocol::KittyPlaceholders;
    // The cursor begins at the blocker, and the picture follows it: every picture is looked at all the same.
    desk.keys("C y < < < > > >").await;
    desk.keys("A").await;
    assert!(desk.shows("Still to be corrected") && desk.shows("Why it is approved all the same"), "{}", desk.frame());
    desk.keys("Enter").await.write("y").await;
    let row = desk.client.case(&id).await.unwrap().row;
    assert_eq!(row.status, Status::FirstReview, "no reason, no answer: y is typed text");
    desk.keys("Backspace").await.write("seen the original").await;
    desk.keys("Enter y").await;
    assert_eq!(desk.client.case(&id).await.unwrap().row.status, Status::MaterialsPending, "{}", desk.frame());
}

#[tokio::test]
async fn a_decision_on_a_held_case_waits_for_the_api_and_is_sent_once() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let (client, is_up) = line(&api, &token);
    let mut desk = Desk::open(&api, client, Lang::En, (100, 30)).await;
    desk.keys("C y m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter X").await;
    is_up.store(false, Ordering::SeqCst);
    desk.keys("y").await;
    assert_eq!(desk.model.place, Place::Queue);
    assert!(desk.notice().contains("outbox") && desk.shows("unsent 1"), "{}", desk.frame());
    assert_eq!(desk.model.outbox.len(), 1);
    desk.keys("q").await;
    assert!(!desk.has_quit && desk.model.sheet.is_some(), "leaving asks");
    desk.keys("n o").await;
    assert!(desk.shows("BA26000001") && desk.shows("is sent when the API is back"), "{}", desk.frame());
    desk.keys("Esc").await;

    // Killed and opened again, still without a line; then the line is there.
    let mut desk = desk.again(&api).await;
    assert_eq!(desk.model.outbox.len(), 1);
    is_up.store(true, Ordering::SeqCst);
    desk.keys("r").await;
    assert!(desk.model.outbox.is_empty() && desk.notice().contains("delivered"), "{}", desk.notice());
    assert_eq!(api.user("bo", &[Role::FirstReviewer]).await.history(&ids[0]).await.unwrap().items.len(), 1);
    assert!(!desk.kept.keys().any(|key| key.starts_with("outbox/") && !desk.kept[key].value.is_null()));
}

#[tokio::test]
async fn a_note_half_written_outlives_a_decision_that_waited() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let (client, is_up) = line(&api, &token);
    let mut desk = Desk::open(&api, client, Lang::En, (100, 30)).await;
    desk.keys("C y t").await.write("ask again").await;
    desk.keys("Esc Esc A").await;
    is_up.store(false, Ordering::SeqCst);
    desk.keys("y").await;
    is_up.store(true, Ordering::SeqCst);
    desk.keys("r").await;
    assert!(desk.model.outbox.is_empty() && desk.notice().contains("delivered"), "{}", desk.notice());
    assert_eq!(desk.model.drafts[&ids[0]].note, "ask again");
}

/// What a service says that cannot do anything now, and is no word on what was asked.
fn ailing(api: &Fixture, token: &str) -> (Client, Arc<AtomicBool>) {
    let router = api.server.in_process();
    let is_well = Arc::new(AtomicBool::new(true));
    let switch = Arc::clone(&is_well);
    let flaky: InProcess = Arc::new(move |request| {
        if switch.load(Ordering::SeqCst) {
            return router(request);
        }
        let problem = serde_json::json!({
            "title": "Service Unavailable", "status": 503, "code": "unavailable", "detail": "not now", "request_id": "r",
        });
        let answer = http::Response::builder().status(503).body(problem.to_string().into());
        Box::pin(async move { answer.map_err(|error| error.to_string()) })
    });
    (Client::over(Transport::in_process(flaky), token, Lang::En), is_well)
}

#[tokio::test]
async fn a_service_that_cannot_answer_costs_neither_the_decision_nor_the_lease() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let (client, is_well) = ailing(&api, &token);
    let mut desk = Desk::open(&api, client, Lang::En, (100, 30)).await;
    desk.keys("C y A").await;
    is_well.store(false, Ordering::SeqCst);
    desk.keys("y").await;
    assert!(desk.shows("not now"), "{}", desk.frame());
    assert_eq!(desk.model.outbox.len(), 1, "it may have been taken: only the same key can tell");
    assert!(desk.model.outbox[0].refused.is_none());
    api.pass(LEASE - SignedDuration::from_mins(5));
    desk.model.now = api.now();
    desk.send(Msg::Tick);
    desk.settle().await;
    assert!(desk.model.case.as_ref().unwrap().lease.is_some(), "it is still mine: {}", desk.frame());
    is_well.store(true, Ordering::SeqCst);
    desk.keys("n r").await;
    assert!(desk.model.outbox.is_empty(), "{}", desk.frame());
    assert_eq!(api.user("bo", &[Role::FirstReviewer]).await.history(&ids[0]).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_decision_that_arrived_unheard_is_not_taken_twice() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("C y A").await;
    desk.press("y");
    let Call::Decide(unsent) = desk.calls()[0].clone() else { panic!("{:?}", desk.calls()) };
    assert!(desk.kept.values().any(|entry| entry.value["key"] == unsent.key.as_str()), "kept before it is sent");
    // It is carried out, and the program is gone before the answer.
    desk.client.send_decision(&unsent).await.unwrap();
    let desk = desk.again(&api).await;
    assert!(desk.model.outbox.is_empty(), "the same key gave the same answer");
    assert_eq!(desk.client.history(&ids[0]).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_waiting_decision_that_is_refused_stays_to_be_looked_at() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let (client, is_up) = line(&api, &token);
    let mut desk = Desk::open(&api, client, Lang::En, (100, 30)).await;
    desk.keys("C y A").await;
    is_up.store(false, Ordering::SeqCst);
    desk.keys("y").await;
    api.pass(LEASE + SignedDuration::from_secs(1));
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let claimed = bo.claim(&ids[0]).await.unwrap();
    decide(&bo, &claimed, &Decision::Approve, "k").await;
    is_up.store(true, Ordering::SeqCst);
    desk.keys("r").await;
    assert!(desk.notice().contains("was refused"), "{}", desk.notice());
    assert!(desk.model.outbox[0].refused.is_some());
    desk.keys("o d").await;
    assert!(desk.shows("Drop the decision on BA26000001?"), "{}", desk.frame());
    desk.keys("y").await;
    assert!(desk.model.outbox.is_empty());
    assert_eq!(bo.history(&ids[0]).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn every_key_survives_the_end_of_the_program() {
    let api = fixture().await;
    submitted(&api, false).await;
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.keys("C y > z").await;
    select(&mut desk, "service.name");
    // Step by step: what is typed now is there after each key.
    for key in ["m", "敏", "感", "Enter", "银", "行", "、", "x"] {
        desk.keys(key).await;
        let again = desk.again(&api).await;
        assert_eq!(again.model.draft(), desk.model.draft(), "{key}");
        assert_eq!(body(&again), body(&desk), "{key}");
    }
    assert!(body(&desk).contains("名称含敏感词。涉及的词：银行、x。"), "{}", desk.frame());
    desk.keys("Enter X e Ctrl-t").await.write("！见附图").await;
    desk.keys("Tab").await.write("再改").await;
    let again = desk.again(&api).await;
    assert_eq!(body(&again), body(&desk));
    assert!(again.model.case.as_ref().unwrap().lease.is_some(), "and the case is still mine");
    let reason = &again.model.draft().unwrap().reasons[0];
    assert!(reason.text.ends_with("！见附图") && reason.suggestion.ends_with("再改"), "{reason:?}");
}

/// The frame without the footer, whose sentence is of the moment.
fn body(desk: &Desk) -> String {
    let frame = desk.frame();
    frame.lines().take(frame.lines().count() - 1).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_desk_opens_where_it_was_left_and_fresh_opens_in_the_queue() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("/").await.write("sample-2").await;
    desk.keys("Enter Enter j j j").await;
    let again = desk.again(&api).await;
    assert_eq!((again.open_case(), again.model.queue.filter.as_str()), ("BA26000002", "sample-2"));
    assert_eq!(again.model.case.as_ref().unwrap().cursor, desk.model.case.as_ref().unwrap().cursor);
    desk.model.starts_plain = true;
    let mut broken = desk.kept.clone();
    broken.get_mut("place").unwrap().value = serde_json::json!({"screen": "moon"});
    desk.kept = broken;
    let plain = desk.again(&api).await;
    assert_eq!(plain.model.place, Place::Queue);
    assert!(plain.notice().contains("cannot be restored"), "{}", plain.notice());
}

#[tokio::test]
async fn a_lost_lease_is_said_and_claiming_again_leads_back_to_the_sheet() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("C y m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter X").await;
    api.pass(LEASE + SignedDuration::from_secs(1));
    desk.keys("y").await;
    assert!(desk.shows("Not done") && desk.shows("Press C to claim it again"), "{}", desk.frame());
    assert!(desk.shows("ENT_NAME_MISMATCH"), "what was typed is still there: {}", desk.frame());
    desk.keys("C").await;
    assert!(matches!(desk.model.sheet, Some(decide::Model::Return(_))), "{}", desk.frame());
    desk.keys("y").await;
    assert_eq!(desk.client.case(&ids[0]).await.unwrap().row.status, Status::FirstReturned);
}

#[tokio::test]
async fn a_decision_without_a_reply_can_be_taken_out_of_the_outbox() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let (client, is_up) = line(&api, &token);
    let mut desk = Desk::open(&api, client, Lang::En, (100, 30)).await;
    desk.keys("C y A").await;
    is_up.store(false, Ordering::SeqCst);
    desk.keys("y u").await;
    assert!(desk.model.outbox.is_empty() && desk.notice().contains("taken out"), "{}", desk.notice());
    is_up.store(true, Ordering::SeqCst);
    desk.keys("r").await;
    desk.send(Msg::Tick);
    desk.settle().await;
    assert!(api.user("bo", &[Role::FirstReviewer]).await.history(&ids[0]).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_draft_is_handed_to_the_next_holder_but_not_what_was_seen() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut ann = first(&api, Lang::En, (120, 40)).await;
    ann.keys("C y m").await.write("ENT_NAME_MISMATCH").await;
    ann.keys("Enter").await;
    assert_eq!(ann.client.draft(&id).await.unwrap().revision, 0, "not with every key");
    ann.send(Msg::Second);
    ann.settle().await;
    let kept = ann.client.draft(&id).await.unwrap();
    assert_eq!((kept.draft.reasons.len(), kept.by.as_deref()), (1, Some("ann")));
    ann.send(Msg::Second);
    ann.settle().await;
    assert_eq!(ann.client.draft(&id).await.unwrap().revision, kept.revision, "nothing changed since");

    // The next change is there before the case is handed back.
    ann.keys("m").await.write("MAT_BLURRY").await;
    ann.keys("Enter U y").await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let mut bo = Desk::open(&api, bo, Lang::En, (40, 24)).await;
    bo.keys("C y").await;
    let draft = bo.model.draft().unwrap();
    assert_eq!(draft.reasons.len(), 2);
    assert!(draft.seen.is_empty(), "eyes cannot be handed over");
    assert!(bo.notice().contains("ann"), "{}", bo.notice());
}

#[tokio::test]
async fn of_two_drafts_the_newer_counts_and_it_is_said() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut ann = first(&api, Lang::En, (120, 40)).await;
    ann.keys("C y m").await.write("ENT_NAME_MISMATCH").await;
    ann.keys("Enter").await;
    ann.send(Msg::Second);
    ann.settle().await;
    // The lease runs out, and somebody else writes something newer.
    api.pass(LEASE + SignedDuration::from_secs(1));
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let claimed = bo.claim(&id).await.unwrap();
    let mut newer = bo.draft(&id).await.unwrap();
    newer.draft.reasons.clear();
    newer.draft.note = "call again".into();
    bo.keep_draft(&id, &claimed.lease.token, newer.revision + 1, &newer.draft).await.unwrap();
    bo.release(&id, &claimed.lease.token).await.unwrap();
    ann.model.now = api.now();
    ann.keys("r C y").await;
    assert!(ann.notice().contains("newer") && ann.notice().contains("bo"), "{}", ann.notice());
    let draft = ann.model.draft().unwrap();
    assert_eq!((draft.note.as_str(), draft.reasons.len()), ("call again", 0));
}

#[tokio::test]
async fn the_preview_is_word_for_word_what_the_applicant_gets() {
    let api = fixture().await;
    let id = submitted(&api, false).await;
    let mut desk = first(&api, Lang::En, (110, 60)).await;
    desk.keys("C y").await;
    select(&mut desk, "entity.name");
    desk.keys("m 1 e Enter 1 X p").await;
    let shown = desk.frame();
    desk.keys("y").await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let notices = paula.notices(&id).await.unwrap().items;
    let told = notices.iter().map(|one| one.content.text.clone()).find(|text| text.contains("退回")).unwrap();
    for line in told.lines().filter(|line| !line.trim().is_empty()) {
        // Long lines are wrapped on the screen; the deadline is of the minute of sending.
        let part: String = line.trim().chars().take(30).collect();
        assert!(shown.contains(&part), "{part}\n{shown}");
    }
    assert!(told.contains("图中位置：距左边"), "{told}");
}

#[tokio::test]
async fn the_sheets_at_three_sizes_in_both_languages() {
    let api = fixture().await;
    submitted(&api, false).await;
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.keys("C y").await;
    select(&mut desk, "service.name");
    desk.keys("m").await;
    snapshots(&mut desk, "pick");
    desk.write("WEB_NAME_SENSITIVE").await;
    desk.keys("Enter").await;
    snapshots(&mut desk, "slots");
    desk.write("银行").await;
    desk.keys("Enter e Enter").await;
    snapshots(&mut desk, "which");
    desk.keys("1 X").await;
    snapshots(&mut desk, "return");
    desk.keys("p").await;
    snapshots(&mut desk, "preview");
}

fn snapshots(desk: &mut Desk, name: &str) {
    let before = (desk.model.lang, desk.model.size);
    for size in [(80, 24), (120, 40), (200, 60)] {
        for lang in [Lang::Zh, Lang::En] {
            (desk.model.lang, desk.model.size) = (lang, size);
            insta::assert_snapshot!(format!("{name}_{}x{}_{lang}", size.0, size.1), sheet_only(&desk.frame()));
        }
    }
    (desk.model.lang, desk.model.size) = before;
}

/// The rows of the frame that the sheet touches: the picture below is no part of it.
fn sheet_only(frame: &str) -> String {
    let rows = frame.lines().filter_map(|line| {
        let start = line.find(['╭', '│', '╰'])?;
        let end = line.rfind(['╮', '│', '╯'])?;
        line.get(start..end)
    });
    rows.collect::<Vec<_>>().join("\n")
}
