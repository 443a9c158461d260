//! The reviewer's way: from the queue through cases, deciding.

use beian_desk::desk::effect::Call;
use beian_desk::desk::model::Place;
use beian_desk::desk::msg::Msg;
use beian_desk::domain::case::HOLD;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;

use jiff::SignedDuration;

use super::stage::{Desk, first, waiting};
use crate::support::picture::{jpeg, mp4};
use crate::support::{fixture, fixture_with};

#[tokio::test]
async fn a_case_is_flagged_and_returned_with_two_reasons_and_the_next_one_comes() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter").await;
    assert_eq!(desk.open_case(), "BA26000001");
    desk.keys("m").await.write("TEL_UNREACHABLE").await;
    desk.keys("Enter").await;
    if desk.model.sheet.is_some() {
        desk.keys("Enter").await; // Which of the telephones: the first.
    }
    assert!(desk.model.sheet.is_none(), "flagging comes back to the case");
    assert_eq!(desk.model.draft().unwrap().reasons.len(), 1);
    desk.keys("X a").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter e Ctrl-t").await.write("！see line 1").await;
    desk.keys("Esc y").await;
    assert_eq!(desk.open_case(), "BA26000002", "the next case is there at once: {}", desk.frame());
    assert!(desk.model.case.as_ref().unwrap().lease.is_some(), "and it is mine");
    assert!(desk.notice().contains("BA26000001") && desk.notice().contains('2'), "{}", desk.notice());
    assert!(desk.model.drafts.is_empty());

    let event = desk.client.history(&ids[0]).await.unwrap().items.pop().unwrap();
    assert_eq!(event.verb, Verb::Return);
    assert_eq!(event.to, Status::FirstReturned);
    let reasons: Vec<_> = event.reasons.iter().map(|reason| (reason.code.as_str(), reason.target.as_str())).collect();
    assert_eq!(reasons[1], ("ENT_NAME_MISMATCH", "entity.name"));
    assert_eq!(reasons[0].0, "TEL_UNREACHABLE");
    assert!(event.reasons[1].text.ends_with("！see line 1"), "{}", event.reasons[1].text);
}

#[tokio::test]
async fn approving_case_after_case_ends_in_the_queue() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    desk.keys("C").await;
    assert!(desk.model.sheet.is_some(), "an uppercase key opens a sheet");
    desk.keys("Enter").await;
    assert!(desk.model.sheet.is_none() && desk.open_case().is_empty(), "whose default is No");
    desk.keys("C y").await;
    assert_eq!(desk.open_case(), "BA26000001");
    desk.keys("A n").await;
    assert_eq!(desk.client.history(&ids[0]).await.unwrap().items.len(), 0, "n sends nothing");
    desk.keys("A y").await;
    assert_eq!(desk.open_case(), "BA26000002");
    desk.keys("A y").await;
    assert_eq!(desk.model.place, Place::Queue);
    assert!(desk.notice().contains("BA26000002"), "{}", desk.notice());
    assert!(desk.model.queue.list().rows.is_empty(), "the queue was read again");
    for id in ids {
        assert_eq!(desk.client.case(&id).await.unwrap().row.status, Status::MaterialsPending);
    }
}

#[tokio::test]
async fn keys_typed_ahead_never_decide_the_case_that_is_already_decided() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("C y A").await;
    desk.press("y");
    desk.answer(0).await;
    assert!(matches!(desk.calls()[..], [Call::ClaimNext(_)]), "{:?}", desk.calls());
    // The next case is still on its way.
    for key in ["A", "y"] {
        desk.press(key);
    }
    assert!(!desk.calls().iter().any(|call| matches!(call, Call::Decide { .. })), "{:?}", desk.calls());
    desk.settle().await;
    assert_eq!(desk.open_case(), "BA26000002");
    assert_eq!(desk.client.history(&ids[1]).await.unwrap().items.len(), 0, "nor the next one unseen");
}

#[tokio::test]
async fn a_draft_is_kept_when_the_case_is_left_and_opened_again() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("Enter X").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter n q").await;
    assert_eq!(desk.model.place, Place::Queue);
    desk.keys("j Enter").await;
    assert_eq!(desk.model.draft(), None, "another case has its own");
    desk.keys("q k Enter X").await;
    assert!(desk.shows("ENT_NAME_MISMATCH"), "{}", desk.frame());
    desk.keys("n q q").await;
    assert!(!desk.has_quit && desk.model.sheet.is_some(), "leaving asks while something is unsent");
    desk.keys("y").await;
    assert!(desk.has_quit);
}

#[tokio::test]
async fn a_case_is_claimed_and_handed_back() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("Enter U").await;
    assert!(desk.model.sheet.is_none() && !desk.notice().is_empty(), "nothing to hand back: {}", desk.notice());
    desk.keys("C y").await;
    assert_eq!(desk.client.case(&ids[0]).await.unwrap().row.holder.unwrap().id, "ann");
    desk.keys("U y").await;
    assert_eq!(desk.model.place, Place::Queue);
    assert!(desk.client.case(&ids[0]).await.unwrap().row.holder.is_none());
}

#[tokio::test]
async fn pasted_text_is_never_taken_for_keys() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("Enter A").await;
    desk.send(Msg::Paste("y".into()));
    desk.settle().await;
    assert!(desk.model.sheet.is_some());
    assert!(desk.client.history(&ids[0]).await.unwrap().items.is_empty());
    desk.keys("n X").await;
    desk.send(Msg::Paste("ENT_NAME\u{1b}[2J_MISMATCH\r\n".into()));
    desk.frame();
}

#[tokio::test]
async fn a_filter_narrows_the_queue_and_a_wrong_one_is_told() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let lead = api.user("lea", &[Role::Lead]).await;
    let mut desk = Desk::open(&api, lead, Lang::En, (80, 24)).await;
    desk.keys("/").await.write("nosuchkey:1").await;
    desk.keys("Enter").await;
    assert!(desk.shows("unknown key") && desk.model.queue.field.is_some(), "{}", desk.frame());
    desk.keys("Ctrl-u").await.write("sample-2").await;
    desk.keys("Enter").await;
    let rows: Vec<_> = desk.model.queue.list().rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(rows, ["BA26000002"]);
    desk.keys("Esc").await;
    assert_eq!(desk.model.queue.list().rows.len(), 3);
}

#[tokio::test]
async fn u_takes_the_last_decision_back_with_everything_that_was_flagged() {
    let api = fixture_with(|options| options.settings.hold = HOLD).await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("u").await;
    assert!(desk.notice().contains("no decision"), "{}", desk.notice());
    desk.keys("Enter m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter X y").await;
    assert_eq!(desk.open_case(), "BA26000002", "the next case is there at once");
    assert!(desk.frame().contains("u takes back 10s"), "{}", desk.frame());
    api.pass(SignedDuration::from_millis(3200));
    desk.model.now = api.now();
    desk.send(Msg::Second);
    assert!(desk.frame().contains("u takes back 7s"), "{}", desk.frame());

    desk.keys("u").await;
    assert_eq!(desk.open_case(), "BA26000001");
    assert!(desk.model.case.as_ref().unwrap().lease.is_some());
    assert_eq!(desk.model.draft().unwrap().reasons.len(), 1, "nothing typed is lost");
    assert!(
        desk.model.held.is_none() && desk.notice().contains("BA26000001 (return) is taken back"),
        "{}",
        desk.notice()
    );
    assert!(
        desk.notice().contains("BA26000002 stays yours") && desk.notice().contains("U in the queue"),
        "{}",
        desk.notice()
    );
    desk.keys("q U").await;
    assert!(
        desk.shows("BA26000002") && desk.model.sheet.is_some(),
        "the cursor stands on what is left: {}",
        desk.frame()
    );
    desk.keys("n g Enter X y").await;
    api.later(HOLD).await;
    assert_eq!(desk.client.case(&ids[0]).await.unwrap().row.status, Status::FirstReturned);
    desk.keys("u").await;
    assert!(!desk.notice().is_empty(), "too late, and it says so");
    assert_eq!(desk.open_case(), "BA26000002");
}

#[tokio::test]
async fn an_approval_is_taken_back_in_the_same_words_and_a_claim_under_way_is_not_forgotten() {
    let api = fixture_with(|options| options.settings.hold = HOLD).await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("C y g v A").await;
    desk.press("y");
    desk.answer(0).await;
    assert!(matches!(desk.calls()[..], [Call::ClaimNext(_)]), "{:?}", desk.calls());
    // Both are on their way: the answer to u comes first.
    desk.press("u");
    desk.answer(1).await;
    assert_eq!(desk.open_case(), "BA26000001");
    assert!(desk.notice().contains("BA26000001 (approve) is taken back"), "{}", desk.notice());
    assert!(!desk.model.draft().unwrap().verified.is_empty(), "with its marks");
    desk.settle().await;
    assert_eq!(desk.open_case(), "BA26000001", "the claim that came late does not take it away");
    assert!(desk.notice().contains("BA26000002 stays yours"), "{}", desk.notice());
    desk.keys("A y").await;
    assert_eq!(desk.open_case(), "BA26000002", "and it comes next");
    assert_eq!(desk.client.case(&ids[1]).await.unwrap().row.holder.unwrap().id, "ann");
}

#[tokio::test]
async fn a_case_whose_decision_waits_cannot_be_decided_again() {
    let api = fixture_with(|options| options.settings.hold = HOLD).await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    desk.keys("Enter A y").await;
    assert_eq!(desk.model.place, Place::Queue);
    assert!(desk.frame().contains("已决定"), "{}", desk.frame());
    desk.keys("Enter A").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("已提交决定"), "{}", desk.notice());
}

#[tokio::test]
async fn the_version_that_is_reported_is_seen_beside_the_original() {
    let api = fixture().await;
    let id = api.case_with(Status::Draft, |case| case.round = 0).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let large = noise(900, 700);
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        let bytes = if slug == "entity_licence" { large.clone() } else { jpeg(20, 20) };
        paula.upload(&id, slug, "a", &bytes, false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    let mut desk = first(&api, Lang::En, (140, 40)).await;
    desk.keys("Enter").await;
    assert!(desk.shows(&format!("uploaded {} KB", large.len().div_ceil(1000))), "{}", desk.frame());
    let original = desk.frame();
    desk.keys("o").await;
    let shown = desk.model.picture.shown().unwrap();
    assert!((50_000..=100_000).contains(&shown.bytes), "{}", shown.bytes);
    assert!(desk.shows(&format!("as reported {} KB", shown.bytes.div_ceil(1000))), "{}", desk.frame());
    desk.keys("> Tab o").await;
    assert!(desk.shows("uploaded 1 KB"), "the same key in the picture: {}", desk.frame());
    desk.keys("< Esc").await;
    let caption = |frame: &str| frame.lines().nth(3).unwrap_or_default().to_owned();
    assert_eq!(caption(&desk.frame()), caption(&original));
    desk.keys("o z").await;
    assert!(desk.shows("as reported"), "{}", desk.frame());
}

/// A picture that no JPEG makes small.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7_u32;
    let picture = image::RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, a, b, c] = seed.to_le_bytes();
        image::Rgb([a, b, c])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(picture).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn a_video_is_said_to_be_one() {
    let api = fixture().await;
    let id = api.case(Status::MaterialsPending).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    paula.verify(&id, &mp4(2_500_000)).await.unwrap();
    paula.upload(&id, "domain_certificate", "a", &jpeg(20, 20), false).await.unwrap();
    let ann = api.user("ann", &[Role::SecondReviewer]).await;
    let mut desk = Desk::open(&api, ann.clone(), Lang::Zh, (120, 30)).await;
    desk.model.case = Some(beian_desk::desk::screen::case::Model::new(ann.case(&id).await.unwrap(), None, Lang::Zh));
    desk.model.place = Place::Case;
    desk.keys("> o").await;
    let video = desk.model.case.as_ref().unwrap().case.materials[1].clone();
    let frame = desk.frame().replace([' ', '\n'], "");
    for word in ["这是视频（video/mp4", "2.5MB", &video.sha256[..8], "上传原图"] {
        assert!(frame.contains(word), "{word}: {}", desk.frame());
    }
    assert!(desk.model.picture.wanted.is_none(), "nothing is fetched that cannot be drawn");
    desk.keys("G").await;
    assert!(desk.shows("video/mp4 2.5 MB"), "the list has facts and no 0×0: {}", desk.frame());
    desk.keys("<").await;
    assert!(desk.model.picture.shown().is_some());
}
