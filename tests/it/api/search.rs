//! Looking for cases by words: folded, by pinyin, in one column, nearly; and what an earlier build left.

use std::time::Instant;

use beian_desk::client::{CaseQuery, Client};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::{Stage, Status};

use crate::support::{Fixture, fixture, fixture_in, sample};

/// Numbers of the organizers that are found, in the order of the answer.
async fn found(client: &Client, query: &CaseQuery<'_>) -> Vec<String> {
    client.cases(query).await.unwrap().items.into_iter().map(|row| row.organizer).collect()
}

async fn by(client: &Client, filter: &str) -> Vec<String> {
    found(client, &CaseQuery { filter, ..CaseQuery::default() }).await
}

/// A case of an organizer, whose site has a name of its own.
async fn named(api: &Fixture, organizer: &str, site: &str, domain: &str) {
    api.case_with(Status::FirstReview, |case| {
        case.filing.entity.name = organizer.to_owned();
        case.filing.service.name = site.to_owned();
        case.filing.service.domains = vec![domain.to_owned()];
    })
    .await;
}

const CLOUD: &str = "北京青云（样本）科技有限公司";
const CITY: &str = "重庆长乐样本银行股份有限公司";
const LATIN: &str = "ＡＢＣ样本 (中国) 有限公司";

async fn three() -> (Fixture, Client) {
    let api = fixture().await;
    named(&api, CLOUD, "云上站", "cloud.example").await;
    named(&api, CITY, "山城之窗", "city.example").await;
    named(&api, LATIN, "A股周刊", "weekly.example").await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    (api, ann)
}

#[tokio::test]
async fn words_are_found_folded_by_pinyin_and_in_one_column() {
    let (_api, ann) = three().await;
    for (filter, expected) in [
        ("青云", &[CLOUD][..]),
        ("青云样本科技", &[CLOUD]),
        ("bjqy", &[CLOUD]),
        ("ＢＪＱＹ", &[CLOUD]),
        ("qyybkj", &[CLOUD]),
        ("beijingqingyun", &[CLOUD]),
        ("BeijingQingy", &[CLOUD]),
        ("bjqy kj", &[CLOUD]),
        ("bjqy cloud.example", &[CLOUD]),
        ("cqcl", &[CITY]),
        ("zqzl", &[CITY]),
        ("zqcy", &[CITY]),
        ("yxgf", &[CITY]),
        ("yhgf", &[CITY]),
        // Of a longer word, one hanzi may be read as only the dictionary does.
        ("tqcl", &[CITY]),
        ("tqc", &[]),
        ("chongqingchangle", &[CITY]),
        ("sczc", &[CITY]),
        ("abc样本中国", &[LATIN]),
        ("abcyb", &[LATIN]),
        ("agzk", &[LATIN]),
        ("agu", &[LATIN]),
        ("organizer:bjqy", &[CLOUD]),
        ("organizer:agzk", &[]),
        ("主办:ａｂｃ样本", &[LATIN]),
        ("site:agzk", &[LATIN]),
        ("站:yssz", &[]),
        ("站:ysz", &[CLOUD]),
        ("site:北京", &[]),
        ("domain:city", &[CITY]),
        ("domain:ba26", &[]),
        ("number:cloud", &[]),
        ("organizer:cloud", &[]),
        ("\"bjqy\"", &[]),
        ("“北京青云”", &[CLOUD]),
        ("\"北京 青云\"", &[CLOUD]),
        ("\"organizer:bjqy\"", &[]),
        ("bjqy cqcl", &[]),
        ("qk", &[]),
        ("eijing", &[]),
    ] {
        assert_eq!(by(&ann, filter).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn what_is_near_is_shown_only_where_nothing_is_found() {
    let (api, ann) = three().await;
    named(&api, "北京市青天科技样本中心", "北京", "sky.example").await;
    for (filter, expected) in [
        ("beijingqy", &[CLOUD][..]),
        ("北京qy", &[CLOUD]),
        // Other hanzi, the same sound; something left out.
        ("北京清云", &[CLOUD]),
        ("青云科技公司", &[CLOUD]),
        ("clodexample", &[CLOUD]),
        ("\"北京清云\"", &[]),
        ("北京清云 省:北京", &[]),
        ("北京清云 cloud", &[CLOUD]),
        ("不存在的词", &[]),
        ("BA26999999", &[]),
    ] {
        assert_eq!(by(&ann, filter).await, expected, "{filter}");
    }
    let near = CaseQuery { filter: "北京科技", limit: Some(1), ..CaseQuery::default() };
    let page = ann.cases(&near).await.unwrap();
    assert_eq!((page.items.len(), page.next_cursor), (1, None), "one page, the nearest first");
    assert_eq!(by(&ann, "北京科技").await.len(), 2);
    // What the first review has is not guessed at in the second.
    api.case_with(Status::SecondReview, |case| case.filing.entity.name = "北京清云样本".into()).await;
    let second = |filter| CaseQuery { stage: Some(Stage::Second), filter, ..CaseQuery::default() };
    assert!(found(&ann, &second("北京青云")).await.is_empty());
    assert_eq!(found(&ann, &second("北京轻云")).await, ["北京清云样本"]);
}

#[tokio::test]
async fn a_correction_changes_what_a_case_is_found_by() {
    let api = fixture().await;
    let id = api.case(Status::Draft).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(by(&ann, "ybkjyxgs status:any").await.len(), 1);
    let mut filing = paula.filing(&id).await.unwrap().filing;
    filing.entity.name = "厦门样本".into();
    filing.service.name = "鹭岛".into();
    paula.edit_filing(&id, &filing).await.unwrap();
    assert!(by(&ann, "ybkjyxgs status:any").await.is_empty());
    for word in ["xmyb", "smyb", "xiamen"] {
        assert_eq!(by(&ann, &format!("{word} status:any")).await, ["厦门样本"], "{word}");
    }
}

#[tokio::test]
async fn pages_of_a_word_give_each_case_once() {
    let api = fixture().await;
    let cases = (0..60_u32).map(|index| {
        let mut case = sample::seed(Status::FirstReview, api.now());
        case.filing.entity.name = format!("{}样本{index}", if index % 3 == 0 { "青云" } else { "长江" });
        case
    });
    api.server.seed(cases.collect()).await.unwrap();
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let query = CaseQuery { filter: "zjyb", cursor: cursor.as_deref(), limit: Some(7), ..CaseQuery::default() };
        let page = ann.cases(&query).await.unwrap();
        names.extend(page.items.into_iter().map(|row| row.organizer));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 40);
    assert!(names.iter().all(|name| name.starts_with("长江")));
}

#[tokio::test]
async fn a_job_makes_anew_what_an_earlier_build_left() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    named(&api, CLOUD, "云上站", "cloud.example").await;
    let folder = api.folder;
    drop(api.server);
    sqlx::any::install_default_drivers();
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    let old = sqlx::any::AnyPoolOptions::new().connect(&url).await.unwrap();
    sqlx::query("DELETE FROM case_search").execute(&old).await.unwrap();
    sqlx::query("UPDATE cases SET search = 'as it was'").execute(&old).await.unwrap();
    sqlx::query("DELETE FROM counters WHERE name = 'form-search'").execute(&old).await.unwrap();
    old.close().await;
    let api = fixture_in(folder).await;
    api.server.run_due().await.unwrap();
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for filter in ["bjqy", "青云样本", "cloud.example", "number:ba26"] {
        assert_eq!(by(&ann, filter).await, [CLOUD], "{filter}");
    }
    assert!(by(&ann, "\"as it was\"").await.is_empty());
}

#[tokio::test]
async fn no_word_does_harm() {
    let (api, _) = three().await;
    let token = api.token("cy", &[Role::Lead]).await;
    let long = "an".repeat(400);
    let words = [
        "%",
        "_",
        "\\",
        "%%%",
        "（）",
        "\0\0\0",
        "ǖǖǖ",
        "😀😀😀",
        "ßßß",
        "İİİ",
        "''';",
        "a/b",
        "/bei",
        &long,
        "〇〇〇",
    ];
    for word in words {
        for filter in [word.to_owned(), format!("organizer:{word}"), format!("\"{word}"), format!("{word} {word}x青云")]
        {
            let escaped: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let answer = api.raw("GET", &format!("/v1/cases?filter={escaped}"), &token, &[], b"").await;
            assert!(answer.status < 500, "{filter}");
        }
    }
}

/// A figure to look at, not to hold: `cargo test --test it api::search -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "seeds ten thousand cases to measure"]
async fn how_long_a_word_takes_among_ten_thousand() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    for first in (0..10_000_u32).step_by(1000) {
        let cases = (first..first + 1000).map(|index| {
            let mut case = sample::seed(Status::FirstReview, api.now());
            let place = ["北京", "重庆", "长沙", "厦门", "杭州"][index as usize % 5];
            case.filing.entity.name = format!("{place}青云{index}网络科技有限公司");
            case.filing.service.domains = vec![format!("s{index}.example")];
            case
        });
        api.server.seed(cases.collect()).await.unwrap();
    }
    let ann = api.user("ann", &[Role::Lead]).await;
    for filter in ["青云", "cqqy", "chongqingqingyun", "qy9999wlkj", "不存在的词", "xyzxyz", "北京清云网", "beijingqy"]
    {
        let started = Instant::now();
        let rows = by(&ann, filter).await.len();
        println!("{:>8.1} ms  {filter}: {rows} rows", started.elapsed().as_secs_f64() * 1000.0);
    }
}
