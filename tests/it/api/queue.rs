//! The queue: order, pages, filters, and the lead's figures.

use std::collections::BTreeSet;

use beian_desk::domain::role::Role;
use beian_desk::domain::status::{Stage, Status};
use jiff::SignedDuration;

use crate::support::{code, fixture, sample};

#[tokio::test]
async fn pages_give_each_case_once_in_order_of_urgency() {
    let api = fixture().await;
    let cases = (0..500)
        .map(|index| {
            // Many share a due time, some have none.
            let hours = SignedDuration::from_hours(i64::from(index % 7) * 24);
            let entered = if index % 50 == 0 { "2027-02-01T00:00:00Z".parse().unwrap() } else { api.now() - hours };
            sample::seed(if index % 3 == 0 { Status::SecondReview } else { Status::FirstReview }, entered)
        })
        .collect();
    api.server.seed(cases).await.unwrap();
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let (mut seen, mut cursor, mut keys) = (BTreeSet::new(), None, Vec::new());
    loop {
        let page = ann.queue(None, None, "", cursor.as_deref(), 37).await.unwrap();
        for row in page.items {
            keys.push((row.due_at.is_none(), row.due_at, row.entered_at, row.id.clone()));
            assert_eq!(row.due_unknown.as_deref(), row.due_at.is_none().then_some("calendar_missing"));
            assert!(seen.insert(row.id));
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 500);
    assert!(keys.is_sorted());
    assert!(keys.last().unwrap().0, "an unknown due time is sorted last");
    let first = ann.queue(Some(Stage::First), None, "", None, 200).await.unwrap();
    assert!(first.items.iter().all(|row| row.status == Status::FirstReview) && first.next_cursor.is_some());
}

#[tokio::test]
async fn filters_ask_columns_in_both_languages() {
    let api = fixture().await;
    let plain = api.case(Status::FirstReview).await;
    let other = api
        .case_with(Status::FirstReview, |case| {
            case.filing.entity.name = "青云100%_科技".into();
            case.filing.order.province = "110000".into();
            case.filing.service.domains = vec!["QingYun.example".into()];
            case.round = 2;
            case.entered_at -= SignedDuration::from_hours(24 * 14);
        })
        .await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let cy = api.user("cy", &[Role::FirstReviewer]).await;
    cy.claim(&plain).await.unwrap();
    let both = [plain.as_str(), other.as_str()];
    let table: &[(&str, &[&str])] = &[
        ("", &both),
        ("青云", &both[1..]),
        ("100%_科", &both[1..]),
        ("1%科", &[]),
        ("qingyun.EXAMPLE", &both[1..]),
        ("省:北京", &both[1..]),
        ("province:Zhejiang", &both[..1]),
        ("轮:>1", &both[1..]),
        ("round:1", &both[..1]),
        ("round:<2 nature:enterprise", &both[..1]),
        ("逾期", &both[1..]),
        ("free", &both[1..]),
        ("mine", &[]),
        ("holder:cy", &both[..1]),
        ("域名:SAMPLE", &both[..1]),
        ("organizer:青云 site:样本", &both[1..]),
        ("number:ba26", &both),
        ("' OR 1=1 --", &[]),
    ];
    for (filter, expected) in table {
        let page = ann.queue(None, None, filter, None, 50).await.unwrap();
        let ids: BTreeSet<_> = page.items.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, expected.iter().copied().collect(), "{filter}");
    }
    assert_eq!(cy.queue(None, None, "我的", None, 50).await.unwrap().items[0].holder.as_ref().unwrap().id, "cy");
    assert_eq!(code(ann.queue(None, None, "colour:red", None, 50).await), "filter_invalid");
}

#[tokio::test]
async fn any_status_can_be_listed_and_odd_queries_are_refused() {
    let api = fixture().await;
    let id = api.case(Status::Approved).await;
    let token = api.token("lead", &[Role::Lead]).await;
    let lead = api.user("lead", &[Role::Lead]).await;
    assert!(lead.queue(None, None, "", None, 50).await.unwrap().items.is_empty());
    assert_eq!(lead.queue(None, Some("approved"), "", None, 50).await.unwrap().items[0].id, id);
    for (query, code) in [
        ("limit=0", "query_invalid"),
        ("limit=201", "query_invalid"),
        ("limit=x", "query_invalid"),
        ("limit=99999999999999999999", "query_invalid"),
        ("stage=third", "query_invalid"),
        ("status=unheard_of", "query_invalid"),
        ("cursor=x", "cursor_invalid"),
        ("cursor=%00", "cursor_invalid"),
        ("limit=1&limit=2", "query_invalid"),
        ("filter=%E8", "filter"),
    ] {
        let answer = api.raw("GET", &format!("/v1/cases?{query}"), &token, &[], b"").await;
        assert!(answer.status < 500, "{query}");
        if code != "filter" {
            assert_eq!(answer.problem(), (400, code.to_owned()), "{query}");
        }
    }
    assert_eq!(api.raw("GET", "/v1/cases?stage=&status=&filter=&cursor=", &token, &[], b"").await.status, 200);
    assert_eq!(api.raw("HEAD", "/v1/me", &token, &[], b"").await.status, 200);
    assert!(api.raw("GET", "/v1/cases?filter=%00", &token, &[], b"").await.status < 500);
}

#[tokio::test]
async fn the_figures_count_what_waits() {
    let api = fixture().await;
    api.case(Status::FirstReview).await;
    api.case(Status::MaterialsPending).await;
    api.case(Status::Approved).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    ann.claim_next(None).await.unwrap();
    let lead = api.user("lead", &[Role::Lead]).await;
    let backlog = lead.backlog().await.unwrap();
    assert_eq!((backlog.stages[0].waiting, backlog.stages[0].held, backlog.stages[1].waiting), (1, 1, 0));
    assert_eq!(backlog.statuses.iter().map(|row| row.count).sum::<u64>(), 2, "what has ended is no backlog");
    assert_eq!(backlog.provinces[0].province, "33");
}
