//! Reviews in the making: kept, handed on, gone when the review is over.

use beian_desk::api::KeptDraft;
use beian_desk::domain::case::{HOLD, LEASE};
use beian_desk::domain::draft::{Draft, LONGEST_TYPED};
use beian_desk::domain::reason::{Decision, Evidence, ReasonGiven};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use serde_json::json;

use crate::support::{code, decide, fixture, fixture_with, returning};

fn draft(note: &str) -> Draft {
    let evidence = vec![Evidence { sha256: "ab".repeat(32), x: 1, y: 2, width: 3, height: 4 }];
    let reason = ReasonGiven { evidence, ..ReasonGiven::from_code("ENT_NAME_MISMATCH") };
    let mut draft =
        Draft { round: 1, note: note.into(), reasons: vec![reason, ReasonGiven::default()], ..Draft::default() };
    draft.verified.insert("entity.name".into());
    draft.seen.insert("ab".repeat(32));
    draft
}

#[tokio::test]
async fn a_draft_is_kept_as_it_was_and_changes_nothing_of_the_case() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    let token = claimed.lease.token.as_str();
    assert_eq!(ann.draft(&id).await.unwrap(), KeptDraft::default());
    let saved = ann.keep_draft(&id, token, 1, &draft("一\u{202e}")).await.unwrap();
    assert_eq!((saved.revision, saved.at), (1, api.now()));
    let kept = ann.draft(&claimed.case.row.number).await.unwrap();
    assert_eq!(
        (kept.draft, kept.revision, kept.by.as_deref(), kept.at),
        (draft("一\u{202e}"), 1, Some("ann"), Some(api.now()))
    );
    assert_eq!(ann.case(&id).await.unwrap(), claimed.case);
    assert!(ann.history(&id).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_writing_that_comes_late_does_not_take_the_place_of_a_newer_one() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let token = ann.claim(&id).await.unwrap().lease.token;
    ann.keep_draft(&id, &token, 5, &draft("five")).await.unwrap();
    assert_eq!(code(ann.keep_draft(&id, &token, 4, &draft("four")).await), "draft_outdated");
    assert_eq!(code(ann.keep_draft(&id, &token, 5, &draft("another five")).await), "draft_outdated");
    assert_eq!(ann.keep_draft(&id, &token, 5, &draft("five")).await.unwrap().revision, 5, "sent again");
    for odd in [0, -1, i64::MIN, i64::MAX, 1_000_006] {
        assert_eq!(code(ann.keep_draft(&id, &token, odd, &draft("odd")).await), "body_invalid", "{odd}");
    }
    assert_eq!(ann.draft(&id).await.unwrap().draft, draft("five"));
    ann.keep_draft(&id, &token, 6, &Draft::default()).await.unwrap();
    assert_eq!(
        code(ann.keep_draft(&id, &token, 5, &draft("five")).await),
        "draft_outdated",
        "what was cleared stays so"
    );
}

#[tokio::test]
async fn the_next_holder_goes_on_with_the_draft() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let old = ann.claim(&id).await.unwrap().lease.token;
    ann.keep_draft(&id, &old, 1, &draft("ann's")).await.unwrap();
    assert_eq!(code(bo.keep_draft(&id, "", 2, &draft("bo's")).await), "held_by_other");
    api.pass(LEASE);
    assert_eq!(code(ann.keep_draft(&id, &old, 2, &draft("late")).await), "lease_lost");
    let token = bo.claim(&id).await.unwrap().lease.token;
    let kept = bo.draft(&id).await.unwrap();
    assert_eq!((kept.by.as_deref(), kept.draft), (Some("ann"), draft("ann's")));
    bo.keep_draft(&id, &token, kept.revision + 1, &draft("bo's")).await.unwrap();
    assert_eq!(code(ann.keep_draft(&id, &old, 9, &draft("later still")).await), "held_by_other");
    bo.release(&id, &token).await.unwrap();
    assert_eq!(code(bo.keep_draft(&id, "", 9, &draft("free")).await), "not_held");
    ann.claim(&id).await.unwrap();
    assert_eq!(ann.draft(&id).await.unwrap().by.as_deref(), Some("bo"));
}

#[tokio::test]
async fn a_draft_outlives_the_hold_and_ends_with_the_review() {
    let api = fixture_with(|options| options.settings.hold = HOLD).await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    ann.keep_draft(&id, &claimed.lease.token, 1, &draft("mine")).await.unwrap();
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k").await;
    assert_eq!(ann.draft(&id).await.unwrap().draft, draft("mine"));
    let claimed = ann.undo(&id).await.unwrap();
    assert_eq!(ann.draft(&id).await.unwrap().draft, draft("mine"), "as it was");
    decide(&ann, &claimed, &Decision::Approve, "k2").await;
    api.later(HOLD).await;
    assert_eq!(ann.draft(&id).await.unwrap(), KeptDraft::default());
    let late = ann.keep_draft(&id, &claimed.lease.token, 2, &draft("late")).await;
    assert_eq!(code(late), "wrong_status");
}

#[tokio::test]
async fn a_draft_is_bounded_and_only_reviewers_see_it() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.token("ann", &[Role::FirstReviewer]).await;
    let path = format!("/v1/cases/{id}/draft");
    let claim = api.raw("POST", &format!("/v1/cases/{id}/claim"), &ann, &[], b"").await.json();
    let lease = [("lease-token", claim["lease"]["token"].as_str().unwrap())];
    let long = "字".repeat(LONGEST_TYPED + 1);
    for (body, code, pointer) in [
        (json!({"revision": 1, "draft": {"note": long}}), "draft_limit", "/draft/note"),
        (
            json!({"revision": 1, "draft": {"reasons": [{"code": "", "text": long}]}}),
            "draft_limit",
            "/draft/reasons/0/text",
        ),
        (json!({"revision": 1, "draft": {"reasons": [{}]}}), "body_invalid", "/draft/reasons/0"),
        (json!({"revision": 1, "draft": {"note": "a\u{0}"}}), "text_nul", "/draft/note"),
        (json!({"revision": 1}), "body_invalid", ""),
        (json!({"draft": {}}), "body_invalid", ""),
        (json!({"revision": 1, "draft": {}, "x": 1}), "body_invalid", "/x"),
    ] {
        let answer = api.json("PUT", &path, &ann, &lease, &body).await;
        assert_eq!((answer.problem().1.as_str(), answer.json()["pointer"].as_str()), (code, Some(pointer)), "{body}");
    }
    for (role, reads, writes) in [
        (Role::SecondReviewer, 200, 423),
        (Role::Lead, 200, 403),
        (Role::Auditor, 200, 403),
        (Role::Qa, 200, 403),
        (Role::Applicant, 403, 403),
        (Role::Admin, 403, 403),
    ] {
        let token = api.token(role.slug(), &[role]).await;
        assert_eq!(api.raw("GET", &path, &token, &[], b"").await.status, reads, "{role}");
        let body = json!({"revision": 1, "draft": {}});
        assert_eq!(api.json("PUT", &path, &token, &lease, &body).await.status, writes, "{role}");
    }
    assert_eq!(api.raw("GET", "/v1/cases/none/draft", &ann, &[], b"").await.problem().0, 404);
}

#[tokio::test]
async fn a_trainee_drafts_for_himself_beside_the_reviewer() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let tom = api.user("tom", &[Role::Trainee]).await;
    let token = ann.claim(&id).await.unwrap().lease.token;
    ann.keep_draft(&id, &token, 1, &draft("ann's")).await.unwrap();
    assert_eq!(tom.draft(&id).await.unwrap(), KeptDraft::default(), "what the reviewer thinks is not told");
    tom.keep_draft(&id, "", 1, &draft("tom's")).await.unwrap();
    assert_eq!(tom.draft(&id).await.unwrap().draft, draft("tom's"));
    assert_eq!(ann.draft(&id).await.unwrap().draft, draft("ann's"));
}
