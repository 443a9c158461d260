//! A case that is read: marks, the picture that follows, findings, search, labels, what is masked, clocks, and what stands
//! beside the form.

use beian_desk::client::Client;
use beian_desk::desk::msg::Msg;
use beian_desk::desk::screen::case::model::Entry;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use beian_desk::terminal::choice::Protocol;
use jiff::SignedDuration;

use super::findings::{faulty, resubmitted};
use super::stage::{Desk, first, waiting};
use crate::support::picture::jpeg;
use crate::support::{Fixture, fixture};

/// A case in first review with three pictures.
async fn pictured(api: &Fixture) -> (Client, String) {
    let id = api.case_with(Status::Draft, |case| case.round = 0).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    for (shade, slug) in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"].iter().enumerate()
    {
        paula.upload(&id, slug, "a.jpg", &jpeg(320 + shade as u32, 200), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    (paula, id)
}

/// What the line under the cursor is about.
fn target(desk: &Desk) -> String {
    desk.model.case.as_ref().unwrap().target().unwrap_or_default()
}

/// Puts the cursor on the line of this target.
async fn go_to(desk: &mut Desk, wanted: &str) {
    desk.keys("g").await;
    for _ in 0..90 {
        if target(desk) == wanted {
            return;
        }
        desk.keys("j").await;
    }
    panic!("no line is about {wanted}: {}", desk.frame());
}

#[tokio::test]
async fn the_cursor_starts_at_the_first_blocker_and_n_goes_from_finding_to_finding() {
    let api = fixture().await;
    faulty(&api).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.keys("Enter").await;
    assert_eq!(target(&desk), "entity_principal.cert_number");
    desk.keys("n").await;
    assert_ne!(target(&desk), "entity_principal.cert_number");
    assert!(desk.notice().contains("finding 2 of"), "{}", desk.notice());
    desk.keys("N").await;
    assert_eq!(target(&desk), "entity_principal.cert_number");
    desk.keys("N N n n").await;
    assert_eq!(target(&desk), "entity_principal.cert_number", "it goes round at both ends");
}

#[tokio::test]
async fn v_marks_what_was_read_and_goes_on_and_the_header_counts_honestly() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter").await;
    assert_eq!(target(&desk), "order.province", "without a finding, the first unread line");
    assert!(desk.shows("checked 0/"), "{}", desk.frame());
    desk.keys("v").await;
    assert_eq!(target(&desk), "order.organizer_nature", "and on to the next");
    assert!(desk.shows("checked 1/") && desk.shows("✓ province"), "{}", desk.frame());
    desk.keys("k v").await;
    assert!(desk.shows("checked 0/"), "a second v takes it back: {}", desk.frame());
    assert_eq!(target(&desk), "order.province", "and stays");
    desk.keys("g v").await;
    assert!(desk.shows("checked 8/"), "a head marks its group: {}", desk.frame());
    assert!(desk.notice().contains("group: 8; v again"), "{}", desk.notice());
    desk.keys("v").await;
    assert!(desk.shows("checked 0/") && desk.notice().contains("No longer"), "{}", desk.notice());
    desk.keys("v").await;
    go_to(&mut desk, "entity.name").await;
    desk.keys("m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter").await;
    assert!(desk.shows("checked 9/"), "what is flagged was read too: {}", desk.frame());
    desk.keys("q j Enter").await;
    assert!(desk.shows("checked 0/"), "another case has its own: {}", desk.frame());
    desk.keys("q k Enter").await;
    assert!(desk.shows("checked 9/"), "marks survive leaving the case: {}", desk.frame());
    assert_eq!(target(&desk), "entity.nature", "and it goes on at the first unread");
    desk.keys("G v").await;
    assert!(desk.notice().contains("nothing to verify") || !desk.notice().is_empty(), "{}", desk.notice());
}

#[tokio::test]
async fn the_picture_follows_the_field_unless_it_is_held() {
    let api = fixture().await;
    pictured(&api).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.model.pictures.protocol = Protocol::KittyPlaceholders;
    desk.keys("Enter").await;
    go_to(&mut desk, "entity.cert_number").await;
    assert_eq!(desk.model.picture.index, 0, "the licence shows the credit code");
    assert!(desk.model.picture.highlight.is_some(), "and where");
    go_to(&mut desk, "entity_principal.cert_number").await;
    assert_eq!(desk.model.picture.index, 1, "the front of the ID shows the number");
    go_to(&mut desk, "entity_principal.cert_valid_to").await;
    assert_eq!(desk.model.picture.index, 2, "the back shows how long it is valid");
    let region = desk.model.picture.highlight;
    desk.keys("j").await;
    assert_eq!((desk.model.picture.index, desk.model.picture.highlight), (2, None), "no document shows a telephone");
    assert_ne!(region, None);
    desk.keys("<").await;
    assert_eq!(desk.model.picture.index, 1);
    go_to(&mut desk, "entity_principal.cert_valid_to").await;
    assert_eq!(desk.model.picture.index, 2, "the field's own picture is never withheld where none was held");
    desk.keys("<").await;
    assert!(desk.model.picture.pinned && desk.notice().contains("stays"), "{}", desk.notice());
    go_to(&mut desk, "entity.cert_number").await;
    assert_eq!(desk.model.picture.index, 1, "held");
    assert!(desk.model.picture.highlight.is_none());
    go_to(&mut desk, "material:entity_licence").await;
    assert!(!desk.model.picture.pinned && desk.model.picture.index == 0, "a material's line lets it go");
    assert!(desk.shows("pictures 3/3"), "what stood there in full was seen: {}", desk.frame());
}

#[tokio::test]
async fn a_word_is_found_within_the_case_also_by_pinyin_and_not_in_what_is_masked() {
    let api = fixture().await;
    pictured(&api).await;
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.keys("Enter /").await.write("接入").await;
    assert!(desk.shows("/ 接入") && desk.shows("处"), "{}", desk.frame());
    desk.keys("Enter n").await;
    assert!(desk.notice().contains("处"), "{}", desk.notice());
    desk.keys("Esc").await;
    assert!(!desk.open_case().is_empty(), "Esc ends the search before it leaves the case");
    desk.keys("/").await.write("ybtzr").await;
    assert_eq!(target(&desk), "entity.investor", "样本投资人 by its initials");
    desk.keys("Esc /").await.write("13800000000").await;
    assert!(desk.shows("0 处"), "{}", desk.frame());
    desk.keys("Enter").await;
    assert!(desk.notice().contains("没有找到"), "{}", desk.notice());
    desk.keys("/").await;
    desk.send(Msg::Paste("9999\u{1b}[2J".into()));
    desk.frame();
    desk.keys("Esc").await;
    assert!(desk.model.case.as_ref().unwrap().search.is_none());
}

#[tokio::test]
async fn labels_jump_to_a_line_also_in_full_width_letters() {
    let api = fixture().await;
    pictured(&api).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("Enter g f").await;
    let jump = desk.model.case.as_ref().unwrap().jump.clone().unwrap();
    let (label, at) = jump.labels.last().unwrap().clone();
    assert_eq!(label.len(), 2, "more lines than letters");
    let wide: Vec<char> = label.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
    assert!(desk.frame().lines().any(|line| line.starts_with(&label)), "{}", desk.frame());
    for c in wide {
        desk.keys(&c.to_string()).await;
    }
    let open = desk.model.case.as_ref().unwrap();
    assert_eq!((open.cursor, &open.jump), (at, &None));
    desk.keys("f Esc").await;
    assert!(desk.model.case.as_ref().unwrap().jump.is_none() && !desk.open_case().is_empty());
    desk.keys("f A").await;
    assert!(desk.model.sheet.is_none(), "a letter of a label is never a key");
}

#[tokio::test]
async fn what_is_masked_is_revealed_and_masked_again_when_the_case_closes() {
    let api = fixture().await;
    pictured(&api).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    desk.keys("Enter").await;
    go_to(&mut desk, "entity_principal.mobile").await;
    assert!(desk.shows("138****0000") && !desk.shows("13800000000"), "{}", desk.frame());
    desk.keys("i").await;
    assert!(desk.shows("13800000000") && desk.notice().contains("recorded"), "{}", desk.frame());
    let lead = api.user("lea", &[Role::Lead]).await;
    let id = desk.model.case.as_ref().unwrap().case.row.id.clone();
    let looked = lead.history(&id).await.unwrap().items.pop().unwrap();
    assert_eq!((looked.verb, looked.actor.id.as_str()), (Verb::Reveal.into(), "ann"), "who looked is kept");
    desk.keys("i").await;
    assert!(!desk.shows("13800000000"), "{}", desk.frame());
    desk.keys("i q Enter").await;
    go_to(&mut desk, "entity_principal.mobile").await;
    assert!(!desk.shows("13800000000"), "masked again: {}", desk.frame());
    go_to(&mut desk, "entity.name").await;
    desk.keys("i").await;
    assert!(desk.notice().contains("masked"), "{}", desk.notice());
}

#[tokio::test]
async fn a_note_half_written_stays_when_its_case_is_decided() {
    let api = fixture().await;
    let id = waiting(&api, Status::FirstReview, 1).await.remove(0);
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter C y t").await.write("ask again").await;
    desk.keys("Esc Esc A y").await;
    assert!(desk.notice().contains("is approved"), "{}", desk.frame());
    assert_eq!(desk.model.drafts[&id].note, "ask again");
    assert!(desk.model.drafts[&id].reasons.is_empty());
}

#[tokio::test]
async fn a_note_is_written_kept_and_saved_and_others_read_it() {
    let api = fixture().await;
    let (_, id) = pictured(&api).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.note(&id, "已电话核实\u{202e}\u{1b}[2J 第一行\n第二行").await.unwrap();
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.keys("Enter t").await;
    assert!(desk.shows("⟨U+202E⟩") && desk.shows("第二行"), "{}", desk.frame());
    desk.write("A 通过 q").await;
    assert!(desk.model.sheet.is_none(), "what is written is no key");
    assert_eq!(desk.model.draft().unwrap().note, "A 通过 q", "every keystroke is in the draft");
    desk.send(Msg::Paste("\u{202e}贴\u{1b}上".into()));
    desk.keys("Esc Esc q").await;
    desk.keys("Enter t").await;
    assert!(desk.shows("A 通过 q贴上"), "and survives leaving the case: {}", desk.frame());
    desk.keys("Esc y").await;
    assert!(desk.notice().contains("已保存") && desk.model.over.is_empty(), "{}", desk.frame());
    assert_eq!(bo.notes(&id).await.unwrap().items[1].text, "A 通过 q贴上");
    assert!(desk.model.draft().is_none_or(|draft| draft.note.is_empty()));
    let row = bo.case(&id).await.unwrap().row;
    assert!(row.holder.is_none() && row.status == Status::FirstReview, "a note changes neither holder nor status");
    desk.keys("G").await;
    desk.keys("t").await.write("二").await;
    desk.keys("Ctrl-s").await;
    assert_eq!(bo.notes(&id).await.unwrap().items.len(), 3, "Ctrl-s saves at once");
    desk.keys("t Esc").await;
    assert!(desk.model.over.is_empty(), "an empty sheet closes at once");
    desk.keys("t").await;
    desk.send(Msg::Paste("字".repeat(2001)));
    desk.keys("Ctrl-s").await;
    assert!(desk.shows("2000") && desk.model.draft().unwrap().note.chars().count() == 2001, "{}", desk.frame());
}

#[tokio::test]
async fn the_history_is_newest_first_and_its_reasons_unfold() {
    let api = fixture().await;
    let (paula, id) = faulty(&api).await;
    resubmitted(&api, &paula, &id).await;
    let mut desk = first(&api, Lang::En, (200, 60)).await;
    desk.keys("Enter Esc").await;
    // The last column as it is read, whatever its lines break.
    let says = |desk: &Desk| {
        let frame = desk.frame();
        let column = frame.lines().filter_map(|line| line.split('│').nth(2)).map(str::trim);
        column.collect::<String>().contains("身份证号码无效")
    };
    assert!(desk.shows("reasons: 2") && !says(&desk), "{}", desk.frame());
    desk.keys("G k k").await;
    let open = desk.model.case.as_ref().unwrap();
    let events: Vec<_> = open
        .lines
        .iter()
        .filter_map(|line| match line {
            Entry::Event(index) => Some(*index),
            _ => None,
        })
        .collect();
    assert!(events.is_sorted_by(|a, b| a > b), "newest first: {events:?}");
    desk.keys("Enter").await;
    assert!(says(&desk), "{}", desk.frame());
    desk.keys("Enter").await;
    assert!(!says(&desk) && !desk.model.picture.whole, "{}", desk.frame());
}

#[tokio::test]
async fn related_filings_say_why_and_are_looked_at_without_leaving_ones_place() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter j j j").await;
    let place = target(&desk);
    desk.keys("p").await;
    assert!(desk.shows("related to BA26000001 (2)") && desk.shows("the same:"), "{}", desk.frame());
    assert!(desk.shows("no decision yet") && !desk.shows("13800000000"), "{}", desk.frame());
    desk.keys("j Enter").await;
    assert!(desk.shows("(only to look at)") && !desk.shows("13800000000"), "{}", desk.frame());
    desk.keys("j j G k Esc").await;
    assert!(desk.shows("related to BA26000001"), "{}", desk.frame());
    desk.keys("A").await;
    assert!(desk.model.sheet.is_none(), "nothing is decided from there");
    desk.keys("Esc").await;
    assert_eq!((desk.open_case(), target(&desk)), ("BA26000001", place));
}

#[tokio::test]
async fn clocks_are_calm_until_they_matter_and_the_lease_counts_down() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (120, 30)).await;
    desk.keys("C y").await;
    let due = desk.model.case.as_ref().unwrap().case.row.due_at.unwrap();
    assert!(desk.shows("review 11-") && desk.shows("mine until"), "{}", desk.frame());
    let until = desk.model.case.as_ref().unwrap().lease.as_ref().unwrap().expires_at;
    desk.model.now = until - SignedDuration::from_secs(170);
    assert!(desk.shows("mine, 3 min left"), "{}", desk.frame());
    api.pass(until.duration_since(api.now()) + SignedDuration::from_secs(1));
    desk.model.now = api.now();
    desk.send(Msg::Tick);
    desk.settle().await;
    assert!(desk.shows("Not done") && desk.shows("Press C to claim it again"), "{}", desk.frame());
    desk.keys("C y").await;
    assert!(desk.model.case.as_ref().unwrap().lease.is_some() && !desk.model.case.as_ref().unwrap().lease_gone);
    desk.model.now = due - SignedDuration::from_mins(125);
    assert!(desk.shows("review 2h05m left"), "{}", desk.frame());
    desk.model.now = due + SignedDuration::from_mins(40);
    assert!(desk.shows("review late 40m"), "{}", desk.frame());
}

#[tokio::test]
async fn hostile_text_is_only_text_in_every_new_place() {
    let api = fixture().await;
    let nasty = "\u{202e}\u{1b}]0;x\u{7}甲\u{200b}".repeat(200);
    let id = api
        .case_with(Status::FirstReview, |case| {
            case.filing.entity.name = nasty.clone();
            case.filing.entity_principal.email = format!("{nasty}@x");
        })
        .await;
    api.case_with(Status::FirstReview, |case| case.filing.service.remark = nasty.clone()).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.note(&id, &nasty).await.unwrap();
    let claimed = bo.claim(&id).await.unwrap();
    bo.escalate(&id, &claimed.lease.token, &nasty[..nasty.len() / 2]).await.unwrap();
    let lead = api.user("lea", &[Role::Lead, Role::FirstReviewer]).await;
    let mut desk = Desk::open(&api, lead, Lang::Zh, (80, 24)).await;
    desk.keys("Enter").await;
    if desk.open_case() != "BA26000001" {
        desk.keys("q j Enter").await;
    }
    for keys in ["E", "Esc p", "Enter", "Esc Esc t", "Esc S", "Esc Esc G Enter", "f", "Esc /", "Esc i", "="] {
        desk.keys(keys).await;
        for size in [(40, 10), (80, 24), (120, 40), (200, 60)] {
            desk.send(Msg::Resize(size.0, size.1));
            desk.settle().await;
            desk.frame();
        }
    }
}

#[tokio::test]
async fn a_case_at_three_sizes_in_two_languages() {
    let api = fixture().await;
    let (_, id) = faulty(&api).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.note(&id, "已电话核实：证件号码以重新上传的证件为准。").await.unwrap();
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    desk.keys("C y v").await;
    for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        desk.model.lang = lang;
        desk.model.notice = None;
        desk.keys("r").await;
        for size in [(80, 24), (120, 40), (200, 60)] {
            desk.send(Msg::Resize(size.0, size.1));
            desk.settle().await;
            insta::assert_snapshot!(format!("case_{}_{word}", size.0), desk.frame());
        }
    }
}

#[tokio::test]
async fn the_sheets_over_a_case_at_the_smallest_size() {
    let api = fixture().await;
    let (_, id) = faulty(&api).await;
    waiting(&api, Status::FirstReview, 1).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.note(&id, "已电话核实。").await.unwrap();
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    desk.keys("j Enter t").await.write("写到一半").await;
    insta::assert_snapshot!("note_zh", desk.frame());
    desk.keys("Esc Esc p").await;
    insta::assert_snapshot!("related_zh", desk.frame());
    desk.keys("Esc S").await;
    insta::assert_snapshot!("snooze_zh", desk.frame());
    desk.keys("Esc E").await.write("名称待请示").await;
    insta::assert_snapshot!("escalate_zh", desk.frame());
    let open = desk.model.case.as_ref().unwrap().case.row.id.clone();
    bo.claim(&open).await.unwrap();
    desk.keys("Enter y").await;
    insta::assert_snapshot!("trouble_zh", desk.frame());
    desk.model.lang = Lang::En;
    insta::assert_snapshot!("trouble_en", desk.frame());
}
