//! Cases that are given to the lead or put off, and taken back.

use beian_desk::desk::msg::Msg;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use super::stage::{Desk, first, waiting};
use crate::support::fixture;

#[tokio::test]
async fn a_case_is_given_to_the_lead_with_a_reason_and_the_next_one_comes() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter E").await;
    assert!(desk.shows("Give BA26000001 to the lead?") && desk.shows("next case is claimed"), "{}", desk.frame());
    desk.keys("Esc").await;
    assert!(desk.model.over.is_empty() && !desk.open_case().is_empty(), "Esc leaves an empty sheet");
    desk.keys("E").await.write("y is this name allowed?").await;
    desk.keys("Enter Enter").await;
    assert!(desk.model.over.is_empty(), "the default is No");
    assert!(desk.client.case(&ids[0]).await.unwrap().escalated.is_none());
    desk.keys("q q").await;
    assert!(!desk.has_quit && desk.model.sheet.is_some(), "a reason half written is worth a question");
    desk.keys("n Enter E").await;
    assert!(desk.shows("y is this name allowed?"), "what was typed is still there: {}", desk.frame());
    desk.keys("y").await;
    let laid = desk.client.case(&ids[0]).await.unwrap();
    let escalated = laid.escalated.unwrap();
    assert_eq!((escalated.by.as_str(), escalated.reason.as_str()), ("ann", "y is this name allowed?"));
    assert!(laid.row.holder.is_none());
    assert_eq!(desk.open_case(), "BA26000002", "{}", desk.frame());
    assert!(desk.model.case.as_ref().unwrap().lease.is_some() && desk.model.drafts.is_empty());

    desk.keys("q").await;
    let lead = api.user("lea", &[Role::Lead, Role::FirstReviewer]).await;
    let mut lead = Desk::open(&api, lead, Lang::Zh, (100, 30)).await;
    lead.keys("Enter").await;
    assert!(lead.shows("已上报（ann"), "{}", lead.frame());
    lead.keys("E").await;
    assert!(lead.shows("取消上报 BA26000001？"), "{}", lead.frame());
    lead.keys("y").await;
    assert!(lead.client.case(&ids[0]).await.unwrap().escalated.is_none() && lead.notice().contains("恢复待审"));
}

#[tokio::test]
async fn enter_ends_what_is_one_line_and_breaks_a_text_of_several_and_each_field_says_so() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter E").await;
    assert!(desk.shows("one line; Enter is done"), "{}", desk.frame());
    desk.write("is it").await;
    desk.send(Msg::Paste(" \r\nallowed\n".to_owned()));
    desk.keys("Enter").await;
    assert_eq!(desk.model.drafts.values().next().unwrap().aside, "is itallowed");
    desk.keys("Esc t").await;
    assert!(desk.shows("Enter new line · Ctrl-s saves"), "{}", desk.frame());
    desk.keys("a Enter b Esc Esc").await;
    assert_eq!(desk.model.drafts.values().next().unwrap().note, "a\nb");
    desk.keys("m").await.write("OTHER").await;
    desk.keys("Enter").await;
    assert!(desk.shows("Enter new line · Ctrl-s or Esc done"), "{}", desk.frame());
    desk.keys("a Enter b Ctrl-s").await;
    assert_eq!(desk.model.draft().unwrap().reasons[0].text, "a\nb");
    desk.keys("m").await.write("WEB_NAME_SENSITIVE").await;
    desk.keys("Enter").await;
    if desk.shows("Fill in") {
        assert!(desk.shows("Enter next, at the last done"), "{}", desk.frame());
    }
}

#[tokio::test]
async fn a_case_is_put_off_until_a_chosen_time_and_woken() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    desk.keys("Enter S").await;
    for text in ["11-23 10:00  一小时后", "11-23 18:00  今天下班时", "11-24 09:00  下一个工作日上班时"]
    {
        assert!(desk.shows(text), "{text}: {}", desk.frame());
    }
    desk.keys("j j y").await;
    assert!(desk.shows("请先写明理由"), "{}", desk.frame());
    desk.keys("e").await.write("等申请人补证明").await;
    desk.keys("Enter y").await;
    let snoozed = desk.client.case(&ids[0]).await.unwrap().snoozed.unwrap();
    assert_eq!((snoozed.until.to_string(), snoozed.reason.as_str()), ("2026-11-24T01:00:00Z".into(), "等申请人补证明"));
    assert!(desk.open_case().is_empty() && desk.notice().contains("暂缓至"), "none is left: {}", desk.notice());
    desk.keys("S").await;
    assert!(desk.shows("取消暂缓 BA26000001？"), "the queue wakes it: {}", desk.frame());
    desk.keys("y").await;
    assert!(desk.client.case(&ids[0]).await.unwrap().snoozed.is_none(), "{}", desk.frame());
}

#[tokio::test]
async fn a_case_is_laid_aside_from_the_queue_and_refusals_are_told() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.claim(&ids[0]).await.unwrap();
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("E").await;
    assert!(desk.model.over.is_empty() && desk.notice().contains("bo"), "{}", desk.notice());
    desk.keys("j E").await.write("please decide").await;
    desk.keys("Enter y").await;
    assert!(desk.open_case().is_empty(), "the queue stays");
    assert_eq!(desk.client.case(&ids[1]).await.unwrap().escalated.unwrap().reason, "please decide");

    let cid = api.user("cid", &[Role::FirstReviewer]).await;
    let mut other = Desk::open(&api, cid, Lang::En, (100, 30)).await;
    other.keys("j Enter E").await;
    assert!(other.model.over.is_empty() && other.notice().contains("it needs: lead"), "{}", other.notice());
    other.keys("q 2 E").await;
    assert!(other.model.over.is_empty(), "no row, no sheet");
}
