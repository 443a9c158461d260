//! The queue as a reviewer lives with it: sections, filter, order, marks, what changes by itself, and a long list.

use beian_desk::client::{Client, Live, Transport};
use beian_desk::desk::effect::{Call, Reply};
use beian_desk::desk::model::Place;
use beian_desk::desk::msg::Msg;
use beian_desk::desk::screen::queue::list::{MOST, PAGE};
use beian_desk::desk::update::TICK;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::section::{NewSection, Scope};
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use jiff::SignedDuration;

use super::findings::faulty;
use super::stage::{Desk, first, waiting};
use crate::support::picture::jpeg;
use crate::support::{Fixture, decide, fixture, sample};

/// A reviewer who is told what changes.
async fn told(api: &Fixture, id: &str, role: Role) -> Client {
    let way = Transport::in_process_live(api.server.in_process(), api.server.in_process_line());
    Client::over(way, &api.token(id, &[role]).await, Lang::En)
}

/// An applicant submits a filing.
async fn submitted(api: &Fixture) {
    let id = api.case_with(Status::Draft, |case| case.round = 0).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        paula.upload(&id, slug, "a.jpg", &jpeg(32, 20), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
}

fn numbers(desk: &Desk) -> Vec<&str> {
    desk.model.queue.list().rows.iter().map(|row| row.number.as_str()).collect()
}

fn selected(desk: &Desk) -> &str {
    desk.model.queue.selected().map_or("", |row| row.number.as_str())
}

#[tokio::test]
async fn what_others_do_is_seen_in_place_and_nothing_moves_under_the_cursor() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 4).await;
    let ann = told(&api, "ann", Role::FirstReviewer).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let mut feed = ann.follow(None);
    let mut desk = Desk::open(&api, ann, Lang::En, (100, 30)).await;
    assert!(matches!(desk.hear(&mut feed).await, Live::Open(_)));
    desk.settle().await;
    desk.keys("j j").await;
    let line = desk.line_of("BA26000003");
    assert!(desk.shows("live"), "{}", desk.frame());

    let claimed = bo.claim(&ids[1]).await.unwrap();
    desk.hear_of(&mut feed, Verb::Claim).await;
    assert!(desk.calls().is_empty(), "no list is asked for: {:?}", desk.calls());
    assert!(desk.frame().lines().any(|line| line.contains("BA26000002") && line.contains("bo")), "{}", desk.frame());

    decide(&bo, &claimed, &Decision::Approve, "k").await;
    desk.hear_of(&mut feed, Verb::Approve).await;
    let frame = desk.frame();
    assert!(frame.contains("1 gone · r refreshes"), "{frame}");
    assert!(frame.lines().any(|line| line.contains("BA26000002") && line.contains("gone")), "{frame}");

    submitted(&api).await;
    desk.hear_of(&mut feed, Verb::Submit).await;
    assert!(desk.shows("1 new · 1 gone"), "{}", desk.frame());
    assert_eq!((selected(&desk), desk.line_of("BA26000003")), ("BA26000003", line), "nothing moved");
    assert!(desk.calls().is_empty(), "{:?}", desk.calls());

    desk.keys("r").await;
    assert_eq!(numbers(&desk), ["BA26000001", "BA26000003", "BA26000004", "BA26000005"]);
    assert_eq!(selected(&desk), "BA26000003");
    assert!(!desk.shows("gone"), "{}", desk.frame());
}

#[tokio::test]
async fn where_nothing_is_told_it_is_asked_and_told_as_quietly() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("j j").await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let claimed = bo.claim(&ids[0]).await.unwrap();
    decide(&bo, &claimed, &Decision::Approve, "k").await;
    api.case(Status::FirstReview).await;
    let line = desk.line_of("BA26000003");
    desk.send(Msg::Tick);
    desk.settle().await;
    assert!(desk.shows("1 new · 1 gone"), "{}", desk.frame());
    assert_eq!((selected(&desk), desk.line_of("BA26000003")), ("BA26000003", line));
}

#[tokio::test]
async fn an_empty_queue_fills_by_itself() {
    let api = fixture().await;
    let ann = told(&api, "ann", Role::FirstReviewer).await;
    let mut feed = ann.follow(None);
    let mut desk = Desk::open(&api, ann, Lang::En, (80, 24)).await;
    desk.hear(&mut feed).await;
    desk.settle().await;
    submitted(&api).await;
    desk.hear_of(&mut feed, Verb::Submit).await;
    desk.settle().await;
    assert_eq!(numbers(&desk).len(), 1, "{}", desk.frame());
}

#[tokio::test]
async fn a_lease_of_mine_that_ran_out_is_said_on_the_queue() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("C y q").await;
    assert!(desk.frame().lines().any(|line| line.contains("BA26000001") && line.contains("●")), "{}", desk.frame());
    api.pass(SignedDuration::from_mins(20));
    desk.model.now = api.now();
    desk.send(Msg::Tick);
    assert!(desk.notice().contains("lease is over") && desk.notice().contains("BA26000001"), "{}", desk.notice());
    desk.settle().await;
    desk.model.notice = None;
    desk.send(Msg::Tick);
    desk.settle().await;
    assert_eq!(desk.notice(), "", "it is said once");
}

#[tokio::test]
async fn a_lease_of_mine_that_ran_out_is_said_when_it_is_told() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let ann = told(&api, "ann", Role::FirstReviewer).await;
    let mut feed = ann.follow(None);
    let mut desk = Desk::open(&api, ann, Lang::En, (80, 24)).await;
    desk.hear(&mut feed).await;
    desk.settle().await;
    desk.keys("C y q").await;
    desk.model.notice = None;
    api.later(SignedDuration::from_mins(20)).await;
    // The desk's own clock is late: it is the service that says so.
    desk.hear_of(&mut feed, Verb::Lapse).await;
    assert!(desk.notice().contains("lease is over") && desk.notice().contains("BA26000001"), "{}", desk.notice());
}

#[tokio::test]
async fn an_empty_queue_is_said_before_a_sheet_opens() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.claim(&ids[0]).await.unwrap();
    desk.keys("r C").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("all 1 are held"), "{}", desk.notice());
    desk.keys(":").await.write("claim").await;
    assert!(desk.shows("all 1 are held"), "the palette says the same: {}", desk.frame());
    desk.keys("Esc").await;
    api.case(Status::FirstReview).await;
    desk.keys("C").await;
    assert!(desk.model.sheet.is_none(), "as far as is known");
    desk.keys("C").await;
    assert!(desk.model.sheet.is_some(), "and now it is known better");
}

#[tokio::test]
async fn a_long_list_is_walked_to_its_end_and_back_with_few_rows_in_memory() {
    let api = fixture().await;
    let cases = (0..900_u32)
        .map(|index| sample::seed(Status::FirstReview, api.now() - SignedDuration::from_mins(i64::from(900 - index))));
    api.server.seed(cases.collect()).await.unwrap();
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    assert!(desk.shows("1 of 900"), "{}", desk.frame());
    let last = "BA26000900";
    while selected(&desk) != last {
        let before = desk.model.queue.list().place().unwrap();
        desk.keys("Ctrl-d").await;
        let list = desk.model.queue.list();
        assert_eq!(selected(&desk), format!("BA26{:06}", list.place().unwrap()), "the place is the true one");
        assert!(list.place().unwrap() > before && list.rows.len() <= MOST + PAGE as usize);
    }
    assert!(desk.model.queue.list().before.unwrap() > 0, "the first rows were let go");
    while selected(&desk) != "BA26000001" {
        desk.keys("Ctrl-u").await;
        let list = desk.model.queue.list();
        assert_eq!(selected(&desk), format!("BA26{:06}", list.place().unwrap()));
        assert!(list.rows.len() <= MOST + PAGE as usize);
    }
    desk.press("G");
    assert_eq!(desk.calls().len(), 1, "one page, wherever the end is: {:?}", desk.calls());
    desk.settle().await;
    assert!(selected(&desk) == last && desk.shows("900 of 900"), "{}", desk.frame());
    for _ in 0..30 {
        desk.keys("Ctrl-u").await;
    }
    let place = desk.model.queue.list().place().unwrap();
    assert_eq!(selected(&desk), format!("BA26{place:06}"), "also up from the end");
    let line = desk.line_of(selected(&desk));
    let under = selected(&desk).to_owned();
    desk.keys("r").await;
    assert_eq!((selected(&desk), desk.line_of(&under)), (under.as_str(), line), "a refresh moves nothing either");
    desk.keys("g").await;
    assert!(selected(&desk) == "BA26000001" && desk.shows("1 of 900"), "{}", desk.frame());
}

#[tokio::test]
async fn the_filter_field_completes_underlines_and_remembers() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    desk.keys("/").await.write("省：zj").await;
    assert!(desk.shows("浙江") && desk.shows("Tab 采用"), "{}", desk.frame());
    desk.keys("Tab").await;
    assert_eq!(desk.model.queue.field.as_ref().unwrap().text(), "省：浙江 ");
    desk.write("轮:x ").await;
    assert!(desk.shows("须为数字"), "the reason stands there while typing: {}", desk.frame());
    desk.keys("Enter").await;
    assert!(desk.model.queue.field.is_some() && desk.model.queue.filter.is_empty(), "nothing is asked for with it");
    desk.keys("Esc").await;
    assert_eq!(numbers(&desk).len(), 3, "Esc keeps the old filter");
    for filter in ["sample-2", "sample-3"] {
        desk.keys("/ Ctrl-u").await.write(filter).await;
        desk.keys("Enter").await;
        assert_eq!(numbers(&desk).len(), 1, "{filter}");
    }
    assert!(desk.shows("筛选：sample-3"), "{}", desk.frame());
    desk.keys("/ Ctrl-u Up Up Enter").await;
    assert_eq!(numbers(&desk), ["BA26000002"], "an earlier filter comes back");
    desk.keys("Esc").await;
    assert_eq!(numbers(&desk).len(), 3);

    let mut again = desk.again(&api).await;
    again.keys("/ Up").await;
    assert_eq!(
        again.model.queue.field.as_ref().unwrap().text(),
        "sample-2",
        "the next time as well, the last one first"
    );
    again.keys("Up").await;
    assert_eq!(again.model.queue.field.as_ref().unwrap().text(), "sample-3");
}

#[tokio::test]
async fn the_order_is_chosen_turned_and_explained() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    assert!(desk.shows("按时限") && desk.shows("按时限：11-25"), "{}", desk.frame());
    desk.keys("s").await;
    assert!(desk.shows("最急在前"), "{}", desk.frame());
    desk.keys("j j Enter").await;
    assert!(desk.shows("按编号"), "{}", desk.frame());
    desk.keys("s Enter").await;
    assert_eq!(numbers(&desk), ["BA26000003", "BA26000002", "BA26000001"]);
    assert!(desk.shows("（反向）"), "{}", desk.frame());
    desk.keys("s q").await;
    assert!(!desk.has_quit && desk.model.queue.ordering.is_none(), "q closes what is on top");
}

#[tokio::test]
async fn marks_outlast_a_refresh_and_another_section_and_n_goes_through_them() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 4).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("n").await;
    assert!(desk.notice().contains("Nothing is marked"), "{}", desk.notice());
    desk.press(" ");
    desk.keys("j").await;
    desk.press(" ");
    desk.keys("r 2 1").await;
    assert!(desk.shows("marked 2"), "{}", desk.frame());
    desk.keys("g n").await;
    assert_eq!(selected(&desk), "BA26000003");
    desk.keys("n").await;
    assert_eq!(selected(&desk), "BA26000001");
    assert!(desk.notice().contains("other end"), "{}", desk.notice());
    desk.keys("*").await;
    assert_eq!(desk.model.queue.marks.values().collect::<Vec<_>>(), ["BA26000002", "BA26000004"]);
    desk.keys("C").await;
    assert!(desk.shows("Marks make no difference"), "{}", desk.frame());
    desk.keys("n Esc").await;
    assert!(desk.model.queue.marks.is_empty());
    desk.keys("/").await.write("sample-4").await;
    desk.keys("Enter Esc n").await;
    assert_eq!(selected(&desk), "BA26000004", "without marks, what the last filter let through");
}

#[tokio::test]
async fn sections_are_kept_shared_shown_and_dropped() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    waiting(&api, Status::SecondReview, 1).await;
    let lead = api.user("lea", &[Role::Lead]).await;
    let shared =
        NewSection { name: "全部二审".to_owned(), filter: "阶段:复审".to_owned(), ..NewSection::default() };
    lead.set_section(Scope::Shared, 4, &shared).await.unwrap();
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    assert!(desk.shows("1 初审 3") && desk.shows("4 全部二审·共 1"), "{}", desk.frame());
    desk.keys("4").await;
    assert_eq!(numbers(&desk).len(), 1, "{}", desk.frame());
    desk.keys("9").await;
    assert!(desk.notice().contains("分区 9 还没有"), "{}", desk.notice());
    desk.keys("1 w").await.write("我的").await;
    desk.keys("Enter").await;
    assert!(desk.notice().contains("先用 / 筛选") && desk.model.queue.of(3).is_none(), "{}", desk.notice());
    desk.keys("Esc /").await.write("sample-2").await;
    desk.keys("Enter w 5 Enter").await;
    assert!(desk.notice().contains("名称不能只是一个数字"), "a digit is no name: {}", desk.notice());
    desk.keys("Esc s j j Enter w").await;
    assert!(desk.model.queue.field.as_ref().unwrap().text().starts_with("3 "), "the next free digit");
    desk.write("样本二").await;
    desk.keys("Enter").await;
    assert!(desk.notice().contains("已存为分区 3：样本二"), "{}", desk.notice());
    assert_eq!((desk.model.queue.section(), numbers(&desk)), (3, vec!["BA26000002"]));
    assert!(desk.shows("3 样本二 1") && desk.shows("按编号"), "{}", desk.frame());
    assert!(!desk.shows("筛选："), "the filter is the section's now: {}", desk.frame());
    desk.keys("w Ctrl-u").await.write("4 我的 !").await;
    desk.keys("Enter").await;
    assert!(!desk.notice().is_empty() && !desk.notice().contains("已存"), "only a lead shares: {}", desk.notice());
    desk.keys("Esc w Ctrl-u").await.write("3 样本贰").await;
    desk.keys("Enter").await;
    assert!(desk.shows("3 样本贰 1"), "a section is given another name: {}", desk.frame());
    desk.keys("w Ctrl-u").await.write("3").await;
    desk.keys("Enter").await;
    assert!(desk.notice().contains("已删除"), "{}", desk.notice());
    assert_eq!(desk.model.queue.section(), 1);
    assert_eq!(numbers(&desk).len(), 3);
}

#[tokio::test]
async fn beside_a_wide_list_stands_the_case_and_it_opens_at_once() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    assert!(desk.shows("The form") && desk.shows("not claimed"), "{}", desk.frame());
    desk.press("j");
    assert!(desk.shows("sample-2.example"), "the neighbour was read ahead: {}", desk.frame());
    desk.press("Enter");
    assert_eq!(desk.open_case(), "BA26000002", "and it opens without waiting");
    assert!(desk.calls().iter().any(|call| matches!(call, Call::Case(_))), "it is read again: {:?}", desk.calls());
    desk.settle().await;
    desk.keys("q").await;
    assert_eq!((desk.model.place, selected(&desk)), (Place::Queue, "BA26000002"));
}

#[tokio::test]
async fn whoever_runs_down_a_wide_list_asks_for_one_case_at_a_time() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 8).await;
    let mut desk = first(&api, Lang::En, (120, 40)).await;
    for _ in 0..5 {
        desk.press("j");
    }
    let asked = desk.calls().iter().filter(|call| matches!(call, Call::Glance(_))).count();
    assert!(asked <= 5, "{asked}");
    desk.settle().await;
    assert!(desk.shows("sample-6.example"), "the newest wins: {}", desk.frame());
}

#[tokio::test]
async fn a_desk_that_gets_no_answer_tries_again_later_and_later() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    let good = desk.client.clone();
    desk.client = Client::http("http://127.0.0.1:9", "t", Lang::Zh).unwrap();
    desk.keys("r").await;
    assert!(desk.shows("只读：09:00 起连不上接口 · 刚刚更新 · 第 1 次重试 2s 后 · r 立即重试"), "{}", desk.frame());
    assert!(desk.shows("BA26000001"), "what was read stays");
    desk.send(Msg::Second);
    assert!(desk.calls().is_empty(), "not yet");
    desk.model.now += SignedDuration::from_secs(2);
    desk.send(Msg::Second);
    assert_eq!(desk.calls(), [&Call::Me], "one small question");
    desk.settle().await;
    assert!(desk.shows("第 2 次重试 4s 后"), "{}", desk.frame());
    desk.client = good;
    desk.model.now += SignedDuration::try_from(TICK).unwrap();
    desk.send(Msg::Second);
    desk.settle().await;
    assert!(desk.model.link.down.is_none() && desk.notice().contains("已恢复"), "{}", desk.frame());
}

#[tokio::test]
async fn the_end_of_a_section_is_reached_by_keys_typed_ahead_of_its_first_page() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let cases = (0..150_u32)
        .map(|index| sample::seed(Status::SecondReview, api.now() - SignedDuration::from_mins(i64::from(150 - index))));
    api.server.seed(cases.collect()).await.unwrap();
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.press("2");
    desk.press("G");
    desk.settle().await;
    assert!(selected(&desk) == "BA26000151" && desk.shows("150 of 150"), "{}", desk.frame());
    desk.keys("g").await;
    assert!(desk.shows("1 of 150"), "{}", desk.frame());
}

#[tokio::test]
async fn what_belongs_to_a_person_is_masked_beside_the_queue() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let desk = first(&api, Lang::En, (120, 40)).await;
    assert!(desk.shows("138****0000") && !desk.shows("13800000000"), "{}", desk.frame());

    // Nor does a finding quote what its field hides.
    let api = fixture().await;
    faulty(&api).await;
    let mut desk = first(&api, Lang::En, (200, 60)).await;
    desk.patch = |reply| {
        if let Reply::Glance(case, _) = reply {
            let found = case.findings.first_mut().unwrap();
            found.target = "entity_principal.mobile".to_owned();
            (found.input, found.en) = ("13800000000".to_owned(), "13800000000 answers nobody".to_owned());
            case.row.version += 1;
        }
    };
    desk.model.queue.glances = Default::default();
    desk.keys("r").await;
    assert!(desk.shows("138****0000 answers nobody") && !desk.shows("13800000000"), "{}", desk.frame());
}
