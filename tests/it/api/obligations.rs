//! After approval: what is owed and until when, and a look at the home page itself over a real socket.

use std::net::Ipv4Addr;

use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::get;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{Fixture, fixture, fixture_with};

const NUMBERS: [&str; 2] = ["苏ICP备2026000001号", "苏ICP备2026000001号-1"];

/// A site on loopback; gives its address.
async fn site(pages: Router) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, pages).await });
    address
}

/// An approved filing of paula's in Jiangsu with this home page.
async fn approved(api: &Fixture, home: &str) -> (String, String) {
    let token = api.token("paula", &[Role::Applicant]).await;
    let id = api
        .case_with(Status::Approved, |case| {
            case.owner = "paula".into();
            case.numbers = Some(NUMBERS.map(str::to_owned));
            case.filing.order.province = "320000".into();
            case.filing.service.home_url = home.to_owned();
        })
        .await;
    (token, id)
}

async fn checked(api: &Fixture, home: &str) -> Value {
    let (token, id) = approved(api, home).await;
    let answer = api.raw("POST", &format!("/v1/filings/{id}/check-site"), &token, &[], b"").await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

#[tokio::test]
async fn an_approval_obliges_and_what_is_done_is_written_down() {
    let api = fixture().await;
    let (token, id) = approved(&api, "sample.example").await;
    let path = format!("/v1/filings/{id}/obligations");
    let owed = api.raw("GET", &path, &token, &[], b"").await.json();
    let kinds: Vec<_> = owed["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["filing_number", "copyright", "public_security", "phone"]);
    assert_eq!(owed["items"][2]["due_at"], (api.now() + SignedDuration::from_hours(720)).to_string());
    let done = json!({"state": "done", "detail": "苏公网安备32990002000001号"});
    let set = api.json("PUT", &format!("{path}/public_security"), &token, &[], &done).await;
    assert_eq!((set.status, &set.json()["state"]), (200, &json!("done")));
    assert_eq!(
        api.json("PUT", &format!("{path}/nothing"), &token, &[], &done).await.problem(),
        (404, "not_found".into())
    );
    assert_eq!(api.json("PUT", &format!("{path}/phone"), &token, &[], &json!({"state": 1})).await.problem().0, 422);
    let stranger = api.token("otto", &[Role::Applicant]).await;
    assert_eq!(api.raw("GET", &path, &stranger, &[], b"").await.problem().0, 404);
    let fresh = api.case_with(Status::FirstReview, |case| case.owner = "paula".into()).await;
    assert_eq!(
        api.raw("GET", &format!("/v1/filings/{fresh}/obligations"), &token, &[], b"").await.json()["items"],
        json!([])
    );
    let early = api.raw("POST", &format!("/v1/filings/{fresh}/check-site"), &token, &[], b"").await;
    assert_eq!(early.problem(), (409, "wrong_status".into()));
}

#[tokio::test]
async fn a_home_page_is_read_and_what_is_missing_is_named() {
    let api = fixture_with(|options| options.settings.allow_private = true).await;
    let foot = "版权所有 样本科技有限公司 <a href='https://beian.miit.gov.cn/'>苏ICP备<b>2026000001号-1</b></a>";
    let good = format!("<html><body><h1>首页</h1><footer>{foot}</footer>");
    let pages = Router::new()
        .route("/", get(|| async { Redirect::temporary("/home") }))
        .route("/home", get(move || async { Html(good) }))
        .route("/bare", get(|| async { Html("<body>苏ICP备2026000001号-1 没有链接") }))
        .route("/none", get(|| async { Html("<body>什么也没有<script>'苏ICP备2026000001号-1'</script>") }))
        .route("/loop", get(|| async { Redirect::temporary("/loop") }))
        .route("/picture", get(|| async { ([("content-type", "image/png")], "x") }));
    let address = site(pages).await;

    let fine = checked(&api, &address).await;
    assert_eq!(
        (&fine["fine"], &fine["number_linked"], &fine["copyright_shown"]),
        (&json!(true), &json!(true), &json!(true)),
        "{fine}"
    );
    assert!(fine["url"].as_str().unwrap().ends_with("/home"));
    let bare = checked(&api, &format!("http://{address}/bare")).await;
    assert_eq!(
        (&bare["fine"], &bare["number_shown"], &bare["number_linked"]),
        (&json!(false), &json!(true), &json!(false))
    );
    let none = checked(&api, &format!("http://{address}/none")).await;
    assert_eq!((&none["reached"], &none["number_shown"]), (&json!(true), &json!(false)), "a script is not shown");
    for (path, problem) in [("loop", "too_many_redirects"), ("picture", "not_html"), ("gone", "status_404")] {
        let check = checked(&api, &format!("http://{address}/{path}")).await;
        assert_eq!((&check["reached"], &check["problem"]), (&json!(false), &json!(problem)));
    }
    let gone = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
    assert_eq!(checked(&api, &gone.to_string()).await["problem"], "unreachable");
}

#[tokio::test]
async fn a_check_is_written_down_and_never_leads_into_our_own_network() {
    let api = fixture().await;
    let address = site(Router::new().route("/", get(|| async { Html("x") }))).await;
    for home in [address.as_str(), "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://127.1"] {
        let (token, id) = approved(&api, home).await;
        let answer = api.raw("POST", &format!("/v1/filings/{id}/check-site"), &token, &[], b"").await;
        let (status, code) = answer.problem();
        assert!(status == 422 && matches!(code.as_str(), "site_private" | "site_address"), "{home}: {code}");
    }
    let api = fixture_with(|options| options.settings.allow_private = true).await;
    let (token, id) = approved(&api, &address).await;
    api.raw("POST", &format!("/v1/filings/{id}/check-site"), &token, &[], b"").await;
    let owed = api.raw("GET", &format!("/v1/filings/{id}/obligations"), &token, &[], b"").await.json();
    let states: Vec<_> = owed["items"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["failed", "failed", "open", "open"]);
}
