//! What the machine found beside the field, and what changed since the last round, on the desk.

use beian_desk::client::Client;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use super::stage::{Desk, first, waiting};
use crate::support::picture::jpeg;
use crate::support::sample::filing;
use crate::support::{Fixture, decide, fixture, returning};

/// A filing in first review whose principal's number has a wrong check character.
pub async fn faulty(api: &Fixture) -> (Client, String) {
    let paula = api.user("paula", &[Role::Applicant]).await;
    let mut faulty = filing();
    for person in [&mut faulty.entity_principal, &mut faulty.service_principal] {
        person.cert_number = "330199199003070025".into();
    }
    let id = paula.create_filing(&faulty).await.unwrap().id;
    for (shade, slug) in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"].iter().enumerate()
    {
        paula.upload(&id, slug, "a.jpg", &jpeg(40 + shade as u32, 30), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    (paula, id)
}

/// Returns it for two reasons, of which the applicant answers one, and lets her change something else.
pub async fn resubmitted(api: &Fixture, paula: &Client, id: &str) {
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(id).await.unwrap();
    let reasons = ["PRI_ID_INVALID@entity_principal.cert_number", "ENT_NAME_MISMATCH"];
    decide(&ann, &claimed, &returning(&reasons), "k").await;
    let mut better = filing();
    better.service.name = "样本科技之窗".into();
    paula.edit_filing(id, &better).await.unwrap();
    paula.submit(id).await.unwrap();
}

/// The line of the screen that comes right below one that has this text.
fn below(desk: &Desk, text: &str) -> String {
    let frame = desk.frame();
    let mut lines = frame.lines().skip_while(|line| !line.contains(text));
    lines.nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_finding_stands_under_its_field_and_a_blocker_in_the_way_of_an_approval() {
    let api = fixture().await;
    faulty(&api).await;
    let mut desk = first(&api, Lang::Zh, (120, 60)).await;
    assert!(desk.frame().lines().nth(2).unwrap().contains("必/提"), "{}", desk.frame());
    desk.keys("Enter").await;
    assert!(desk.shows("必改 1"), "{}", desk.frame());
    assert!(below(&desk, "330***********0025").contains("必改 校验码应为 6，实为 5"), "{}", desk.frame());
    desk.keys("i").await;
    assert!(below(&desk, "330199199003070025").contains("必改 校验码应为 6，实为 5"), "{}", desk.frame());
    desk.keys("A").await;
    assert!(desk.model.sheet.is_none(), "no sheet opens for what would be refused");
    assert!(desk.notice().contains("校验码应为 6") && desk.notice().contains("退回"), "{}", desk.notice());
    desk.keys("X").await;
    assert!(desk.model.sheet.is_some(), "a return is always possible");
}

#[tokio::test]
async fn what_changed_since_the_last_round_comes_and_goes_with_one_key() {
    let api = fixture().await;
    let (paula, id) = faulty(&api).await;
    let mut desk = first(&api, Lang::En, (120, 60)).await;
    desk.keys("Enter =").await;
    assert!(desk.notice().contains("first round"), "{}", desk.notice());
    resubmitted(&api, &paula, &id).await;

    desk.keys("r =").await;
    assert!(desk.shows("[-330***********0025-]") && !desk.shows("[-5-]"), "masked, both are whole\n{}", desk.frame());
    desk.keys("g j j j i").await;
    for text in ["[fixed] entity principal", "[untouched] entity", "nobody asked for it", "{+之窗+}"] {
        assert!(desk.shows(text), "{text}\n{}", desk.frame());
    }
    assert!(
        desk.shows("[-5-]") && desk.shows("{+6+}"),
        "what went and what came reads without colours\n{}",
        desk.frame()
    );
    desk.keys("=").await;
    assert!(!desk.shows("[fixed]"), "{}", desk.frame());
    desk.keys("= Esc").await;
    assert!(!desk.shows("[fixed]") && !desk.open_case().is_empty(), "Esc closes the changes before the case");
    desk.keys("Esc").await;
    assert!(desk.open_case().is_empty());
}

#[tokio::test]
async fn a_second_round_opens_on_what_was_left_untouched() {
    let api = fixture().await;
    let (paula, id) = faulty(&api).await;
    resubmitted(&api, &paula, &id).await;
    let mut desk = first(&api, Lang::En, (120, 60)).await;
    desk.keys("Enter").await;
    assert!(desk.shows("[untouched] entity"), "{}", desk.frame());
    assert!(desk.notice().contains("left untouched: 1"), "{}", desk.notice());
    let open = desk.model.case.as_ref().unwrap();
    assert_eq!(open.target().as_deref(), Some("entity.name"), "the cursor is on it");
    desk.keys("v").await;
    let draft = desk.model.draft().unwrap();
    assert!(draft.verified.contains("entity.name"), "and what it is about can be marked from there");
}

#[tokio::test]
async fn what_changed_in_one_case_never_comes_up_in_another() {
    let api = fixture().await;
    let (paula, id) = faulty(&api).await;
    resubmitted(&api, &paula, &id).await;
    let other = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (120, 60)).await;
    desk.keys("Down Enter").await;
    desk.press("=");
    for name in ["Esc", "Up", "Enter"] {
        desk.press(name);
        // Everything is answered but what changed, which takes its time.
        while desk.calls().len() > 1 {
            desk.answer(1).await;
        }
    }
    assert_eq!(desk.model.case.as_ref().unwrap().case.row.id, other[0]);
    desk.settle().await;
    assert!(!desk.shows("[fixed]"), "{}", desk.frame());
}
