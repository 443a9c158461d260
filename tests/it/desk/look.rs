//! How the screens look: text only, under a fixed clock.

use std::time::Duration;

use beian_desk::client::Live;
use beian_desk::desk::msg::Msg;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use jiff::SignedDuration;

use super::stage::{Desk, first, waiting};
use crate::support::picture::jpeg;
use crate::support::{Fixture, fixture};

async fn desk(api: &Fixture, lang: Lang, size: (u16, u16)) -> Desk {
    waiting(api, Status::FirstReview, 3).await;
    waiting(api, Status::SecondReview, 1).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.claim("BA26000002").await.unwrap();
    first(api, lang, size).await
}

#[tokio::test]
async fn the_queue() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh, (80, 24)).await;
    api.pass(SignedDuration::from_mins(12));
    desk.model.now = api.now();
    desk.keys("j Space k").await;
    desk.send(Msg::Live(Ok(Live::Delay(Duration::from_millis(12)))));
    for (size, name) in [((80, 24), "80"), ((120, 40), "120"), ((200, 60), "200")] {
        desk.send(Msg::Resize(size.0, size.1));
        desk.settle().await;
        for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            desk.model.lang = lang;
            insta::assert_snapshot!(format!("queue_{word}_{name}"), desk.frame());
        }
        desk.model.lang = Lang::Zh;
    }
}

/// The rows of the queue, without what stands beside them.
fn rows(desk: &Desk) -> Vec<String> {
    let frame = desk.frame();
    let rows = frame.lines().filter_map(|line| line.split('│').next()).map(|line| line.trim_end().to_owned());
    rows.filter(|line| line.trim_start().starts_with("BA2600")).collect()
}

#[tokio::test]
async fn provinces_and_natures_in_the_queue_are_never_cut() {
    let api = fixture().await;
    for (province, nature) in [("15", "private_non_enterprise"), ("23", "foreign_culture_centre"), ("33", "enterprise")]
    {
        api.case_with(Status::FirstReview, |case| {
            case.filing.order.province = format!("{province}0000");
            case.filing.entity.nature = nature.into();
            case.filing.entity.name = "样本一家名字特别长的网络信息技术服务有限责任公司".into();
            case.filing.service.domains = vec!["a-rather-long-domain-name.example".into()];
        })
        .await;
    }
    for (lang, width, said) in [
        (Lang::En, 80, ["NM", "HL", "ZJ", "non-ent.", "cultural", "enterp."]),
        (Lang::En, 120, ["NM", "HL", "ZJ", "", "", ""]),
        (Lang::En, 200, ["Inner Mongolia", "Heilongjiang", "Zhejiang", "non-ent.", "cultural", "enterp."]),
        (Lang::Zh, 80, ["内蒙古", "黑龙江", "浙江", "民非", "文化", "企业"]),
        (Lang::Zh, 200, ["内蒙古", "黑龙江", "浙江", "民办非企业单位", "外国在华文化中心", "企业"]),
    ] {
        let mut desk = first(&api, lang, (width, 40)).await;
        for number in [0, 1, 2] {
            let shown = rows(&desk);
            assert!(said[number..].iter().step_by(3).all(|word| shown[number].contains(word)), "{width}: {shown:?}");
        }
        desk.send(Msg::Resize(400, 40));
        desk.settle().await;
        let shown = rows(&desk);
        assert!(shown.len() == 3 && shown.iter().all(|row| !row.contains('…')), "with room nothing is cut: {shown:?}");
        assert!(shown[0].contains(lang.pick("民办非企业单位", "private non-enterprise unit")), "{shown:?}");
    }
}

#[tokio::test]
async fn a_case_with_its_picture() {
    let api = fixture().await;
    let id = api.case_with(Status::Draft, |case| case.round = 0).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        paula.upload(&id, slug, "a.jpg", &jpeg(320, 200), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.keys("Enter j j").await;
    insta::assert_snapshot!("case_zh", desk.frame());
}

#[tokio::test]
async fn the_return_sheet() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En, (80, 24)).await;
    desk.keys("Enter X").await.write("ENT_NAME_MISMATCH").await;
    insta::assert_snapshot!("pick_en", desk.frame());
    desk.keys("Enter").await;
    insta::assert_snapshot!("return_en", desk.frame());
}

#[tokio::test]
async fn the_help() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En, (80, 24)).await;
    desk.keys("?").await;
    insta::assert_snapshot!("help_en", desk.frame());
}

#[tokio::test]
async fn the_backlog() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    waiting(&api, Status::SecondReview, 1).await;
    let lead = api.user("lea", &[Role::Lead]).await;
    let mut desk = Desk::open(&api, lead, Lang::En, (80, 24)).await;
    desk.keys("b").await;
    insta::assert_snapshot!("backlog_en", desk.frame());
}
