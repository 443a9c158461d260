//! Lists of cases: every column asked, every order walked page by page, cursors, counts.

use std::collections::BTreeSet;

use beian_desk::api::CaseRow;
use beian_desk::client::{CaseQuery, Client};
use beian_desk::domain::filing::FilingType;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::sort::{Sort, SortKey};
use beian_desk::domain::status::{Stage, Status};
use jiff::SignedDuration;

use crate::support::{code, decide, fixture, fixture_with, sample};

async fn found(client: &Client, filter: &str) -> BTreeSet<String> {
    let query = CaseQuery { filter, ..CaseQuery::default() };
    client.cases(&query).await.unwrap().items.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn every_column_can_be_asked_in_both_languages() {
    let api = fixture().await;
    let day = SignedDuration::from_hours(24);
    let plain = api.case(Status::FirstReview).await;
    let second = api.case_with(Status::SecondReview, |case| case.entered_at -= day * 10).await;
    let returned = api.case_with(Status::FirstReturned, |case| case.entered_at -= day).await;
    let access =
        api.case_with(Status::Approved, |case| case.filing.order.filing_type = FilingType::AddAccess.into()).await;
    let far =
        api.case_with(Status::FirstReview, |case| case.entered_at = "2026-12-31T02:00:00Z".parse().unwrap()).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    ann.claim(&plain).await.unwrap();
    let ids = |list: &[&String]| list.iter().map(|id| (*id).clone()).collect::<BTreeSet<_>>();
    for (zh, en, expected) in [
        ("", "", ids(&[&plain, &second, &far])),
        ("状态:全部", "status:any", ids(&[&plain, &second, &returned, &access, &far])),
        ("状态:初审退回,已备案", "status:first_returned,approved", ids(&[&returned, &access])),
        ("阶段:复审", "stage:second", ids(&[&second])),
        ("类型:新增接入 状态:全部", "type:add_access status:any", ids(&[&access])),
        ("版本:<=0", "version:<1", ids(&[])),
        ("版本:1 状态:已备案", "version:1 status:approved", ids(&[&access])),
        ("进入:今天", "entered:today", ids(&[&plain])),
        ("进入:昨天 状态:全部", "entered:yesterday status:any", ids(&[&returned])),
        ("进入:<2026-11-20", "entered:<2026-11-20", ids(&[&second])),
        ("进入:>=2026-11-23", "entered:>2026-11-22", ids(&[&plain, &far])),
        ("到期:2026-11-25", "due:<=2026-11-25 entered:today", ids(&[&plain])),
        ("到期:<今天", "due:<today", ids(&[&second])),
        ("到期:未知", "due:unknown", ids(&[&far])),
        ("逾期", "overdue", ids(&[&second])),
        ("已认领", "held", ids(&[&plain])),
        ("空闲", "free", ids(&[&second, &far])),
        ("我的", "holder:ann", ids(&[&plain])),
        ("待生效", "deciding", ids(&[])),
        ("已上报", "escalated", ids(&[])),
        ("已暂缓", "snoozed", ids(&[])),
        ("站:“样本科技” 省:浙江", "site:\"样本科技\" province:Zhejiang", ids(&[&plain, &second, &far])),
        ("号:BA26000001", "number:ba26000001", ids(&[&plain])),
    ] {
        assert_eq!(found(&ann, zh).await, expected, "{zh}");
        assert_eq!(found(&ann, en).await, expected, "{en}");
    }
    let stage = CaseQuery { stage: Some(Stage::First), filter: "status:approved", ..CaseQuery::default() };
    assert!(ann.cases(&stage).await.unwrap().items.is_empty());
    for filter in ["a ".repeat(40), "字".repeat(2000), "status:lost".to_owned(), "due:soon".to_owned()] {
        let query = CaseQuery { filter: &filter, ..CaseQuery::default() };
        assert_eq!(code(ann.cases(&query).await), "filter_invalid");
    }
}

#[tokio::test]
async fn a_decision_under_its_hold_can_be_asked_for() {
    let api = fixture_with(|options| options.settings.hold = SignedDuration::from_secs(10)).await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, "k").await;
    assert_eq!(found(&ann, "deciding").await, BTreeSet::from([id]));
    let counts = ann.counts().await.unwrap();
    assert_eq!((counts.stages[0].waiting, counts.stages[0].free), (1, 0));
    api.later(SignedDuration::from_secs(10)).await;
    assert!(found(&ann, "deciding").await.is_empty());
}

#[tokio::test]
async fn every_order_gives_each_case_once_in_that_order() {
    let api = fixture().await;
    let names = ["丙公司", "甲公司", "乙公司", "Acme", "甲公司"];
    let cases = (0..120_usize).map(|index| {
        let hours = SignedDuration::from_hours(i64::try_from(index % 9).unwrap() * 20);
        // Some lie beyond the known calendar.
        let entered = if index % 40 == 3 { "2026-12-31T02:00:00Z".parse().unwrap() } else { api.now() - hours };
        let mut case = sample::seed(if index % 3 == 0 { Status::SecondReview } else { Status::FirstReview }, entered);
        case.filing.entity.name = if index == 7 { "长".repeat(5000) } else { names[index % names.len()].to_owned() };
        case.filing.order.province = ["330000", "110000", "440000"][index % 3].to_owned();
        case.round = 1 + u32::try_from(index % 4).unwrap();
        // Some have what must be corrected.
        case.check = index < 30;
        if index % 5 == 0 {
            case.filing.entity_principal.mobile = "1".into();
        }
        case
    });
    api.server.seed(cases.collect()).await.unwrap();
    api.server.run_due().await.unwrap();
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for key in SortKey::ALL {
        for reversed in [false, true] {
            let rows = walk(&ann, Sort { key: *key, reversed }, 7).await;
            let ids: BTreeSet<_> = rows.iter().map(|row| &row.id).collect();
            assert_eq!((rows.len(), ids.len()), (120, 120), "{key}");
            let cut = |name: &str| name.chars().take(60).collect::<String>();
            let pairs = || rows.iter().zip(rows.iter().skip(1));
            let ordered = match key {
                SortKey::Due => {
                    let known: Vec<_> = rows.iter().filter_map(|row| row.due_at).collect();
                    assert!(rows[known.len()..].iter().all(|row| row.due_at.is_none()), "the unknown come last");
                    known.windows(2).all(|pair| if reversed { pair[0] >= pair[1] } else { pair[0] <= pair[1] })
                }
                SortKey::Entered => in_order(pairs(), reversed, |row| row.entered_at),
                SortKey::Number => in_order(pairs(), reversed, |row| row.number.clone()),
                SortKey::Organizer => in_order(pairs(), reversed, |row| cut(&row.organizer)),
                SortKey::Province => in_order(pairs(), reversed, |row| row.province.clone()),
                // What is equal stands by urgency in either direction.
                SortKey::Round => in_order(pairs(), false, |row| (turned(row.round, reversed), urgency(row))),
                SortKey::Findings => in_order(pairs(), false, |row| {
                    let counts = row.finding_counts;
                    (turned(counts.blocker, reversed), turned(counts.warning, reversed), urgency(row))
                }),
            };
            assert!(ordered, "{key} {reversed}");
            there_and_back(&ann, Sort { key: *key, reversed }, &rows).await;
        }
    }
}

fn turned(count: u32, reversed: bool) -> i64 {
    if reversed { -i64::from(count) } else { i64::from(count) }
}

fn urgency(row: &CaseRow) -> (bool, Option<jiff::Timestamp>) {
    (row.due_at.is_none(), row.due_at)
}

/// The same list from its end, and on from the middle in either way with the same cursor.
async fn there_and_back(client: &Client, sort: Sort, rows: &[CaseRow]) {
    let ids = |rows: &[CaseRow]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    let whole = CaseQuery { sort, backwards: true, limit: Some(200), ..CaseQuery::default() };
    let mut back = ids(&client.cases(&whole).await.unwrap().items);
    back.reverse();
    assert_eq!(back, ids(rows), "{sort}");
    let page = client.cases(&CaseQuery { limit: Some(50), ..whole }).await.unwrap();
    let cursor = page.next_cursor.as_deref();
    let up = client.cases(&CaseQuery { cursor, limit: Some(10), ..whole }).await.unwrap();
    let mut above = ids(&up.items);
    above.reverse();
    assert_eq!(above, ids(&rows[60..70]), "{sort}");
    let down = client.cases(&CaseQuery { cursor, backwards: false, ..whole }).await.unwrap();
    assert_eq!(ids(&down.items), ids(&rows[71..]), "{sort}: after the case at which the page ended");
    assert!(down.next_cursor.is_none());
}

fn in_order<'a, T: Ord>(
    mut pairs: impl Iterator<Item = (&'a CaseRow, &'a CaseRow)>,
    reversed: bool,
    value: impl Fn(&CaseRow) -> T,
) -> bool {
    pairs.all(|(a, b)| if reversed { value(a) >= value(b) } else { value(a) <= value(b) })
}

async fn walk(client: &Client, sort: Sort, limit: u32) -> Vec<CaseRow> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let query = CaseQuery { sort, cursor: cursor.as_deref(), limit: Some(limit), ..CaseQuery::default() };
        let page = client.cases(&query).await.unwrap();
        rows.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return rows;
        }
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_its_order_and_odd_orders_are_refused() {
    let api = fixture().await;
    for _ in 0..3 {
        api.case(Status::FirstReview).await;
    }
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let first = ann.cases(&CaseQuery { limit: Some(1), ..CaseQuery::default() }).await.unwrap();
    let cursor = first.next_cursor.as_deref();
    for sort in ["-due", "entered", "round"] {
        let query = CaseQuery { sort: sort.parse().unwrap(), cursor, ..CaseQuery::default() };
        assert_eq!(code(ann.cases(&query).await), "cursor_invalid");
    }
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    for sort in ["--due", "name", "due,round", "%00"] {
        let answer = api.raw("GET", &format!("/v1/cases?sort={sort}"), &token, &[], b"").await;
        assert_eq!(answer.problem(), (400, "query_invalid".to_owned()), "{sort}");
    }
    assert_eq!(api.raw("GET", "/v1/cases?sort=&backwards=", &token, &[], b"").await.status, 200);
    let odd = api.raw("GET", "/v1/cases?backwards=maybe", &token, &[], b"").await;
    assert_eq!(odd.problem(), (400, "query_invalid".to_owned()));
}

#[tokio::test]
async fn the_counts_say_what_stands_where() {
    let api = fixture().await;
    for status in [Status::FirstReview, Status::FirstReview, Status::SecondReview, Status::Withdrawn] {
        api.case(status).await;
    }
    api.case_with(Status::FirstReview, |case| case.entered_at -= SignedDuration::from_hours(24 * 10)).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    ann.claim_next(None).await.unwrap();
    let counts = ann.counts().await.unwrap();
    let of = |status| counts.statuses.iter().find(|row| row.status == status).unwrap().count;
    assert_eq!(counts.statuses.len(), Status::ALL.len());
    assert_eq!((of(Status::FirstReview), of(Status::Withdrawn), of(Status::Draft)), (3, 1, 0));
    let first = &counts.stages[0];
    assert_eq!((first.waiting, first.overdue, first.held, first.free), (3, 1, 1, 2));
    assert_eq!((first.escalated, first.snoozed, counts.stages[1].waiting), (0, 0, 1));
    assert_eq!((counts.overdue, counts.mine, counts.matching), (1, 1, None));
    let of = |filter| CaseQuery { filter, ..CaseQuery::default() };
    for (query, expected) in [
        (of("status:any"), 5),
        (of("逾期"), 1),
        (of("我的"), 1),
        (of("不存在的词"), 0),
        (CaseQuery { stage: Some(Stage::Second), ..CaseQuery::default() }, 1),
        (CaseQuery { status: Some("withdrawn"), ..CaseQuery::default() }, 1),
    ] {
        assert_eq!(ann.counts_of(&query).await.unwrap().matching, Some(expected), "{query:?}");
    }
    assert_eq!(code(ann.counts_of(&of("色:红")).await), "filter_invalid");
    let paula = api.user("paula", &[Role::Applicant]).await;
    assert_eq!(code(paula.counts().await), "role_missing");
}
