//! The desk read out: nothing is cut, and nothing stands beside anything.

use beian_desk::client::Exchange;
use beian_desk::desk::linear::{Lines, SIZE};
use beian_desk::desk::msg::Msg;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use super::stage::Desk;
use crate::support::picture::jpeg;
use crate::support::{Fixture, fixture};

const NAME: &str = "样本省范例市示例区一家名字写得特别特别特别长的网络信息技术开发与咨询服务有限责任公司第一分公司";
const DOMAIN: &str = "a-domain-that-is-longer-than-any-column-would-like-it-to-be.sample.example";

/// A desk that is read out, and what it told so far.
struct Heard {
    desk: Desk,
    lines: Lines,
    told: String,
}

impl Heard {
    async fn open(api: &Fixture, lang: Lang) -> Self {
        let client = api.user("ann", &[Role::FirstReviewer, Role::Lead]).await;
        let mut desk = Desk::open(api, client, lang, SIZE).await;
        desk.model.face.linear = true;
        let mut heard = Self { desk, lines: Lines::default(), told: String::new() };
        heard.listen();
        heard
    }

    fn listen(&mut self) -> String {
        let now = self.lines.next(&self.desk.model);
        self.told += &now;
        now
    }

    async fn keys(&mut self, names: &str) -> String {
        let mut out = String::new();
        for name in names.split_whitespace() {
            self.desk.keys(name).await;
            out += &self.listen();
        }
        out
    }
}

#[tokio::test]
async fn nothing_that_is_read_out_is_cut() {
    let api = fixture().await;
    let remark = "本单位承诺内容真实合法。".repeat(12);
    let id = api
        .case_with(Status::FirstReview, |case| {
            case.filing.entity.name = NAME.into();
            case.filing.service.name = format!("{NAME}网站");
            case.filing.service.domains = vec![DOMAIN.into()];
            case.filing.service.remark = remark.clone();
        })
        .await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    drop(paula.upload(&id, "entity_licence", "a.jpg", &jpeg(64, 40), false).await);
    for lang in [Lang::Zh, Lang::En] {
        let mut heard = Heard::open(&api, lang).await;
        for path in ["/v1/cases", "/v1/materials/01a2b3c4-0000-7000-8000-0000000000aa/content?with=a-long-question"] {
            heard.desk.send(Msg::Called(Exchange {
                at: api.now(),
                method: "GET".into(),
                path: path.into(),
                status: Some(200),
                took: std::time::Duration::from_millis(3),
                request_id: "01a2b3c4-0000-7000-8000-000000000001".into(),
            }));
        }
        assert!(heard.told.contains(NAME) && heard.told.contains(DOMAIN), "{}", heard.told);
        let walk = "@ Esc ? G Esc : Esc b Esc o Esc Enter";
        heard.keys(walk).await;
        heard.keys(&"j ".repeat(60)).await;
        heard.keys(": Esc p Esc X Esc Esc t Esc q").await;
        assert!(heard.told.contains(&remark), "{}", heard.told);
        assert!(!heard.told.contains('…'), "{}", heard.told.lines().find(|line| line.contains('…')).unwrap_or(""));
        let widest = heard.told.lines().find(|line| line.contains("    "));
        assert_eq!(widest, None, "no line has a gap in it");
    }
}

#[tokio::test]
async fn what_is_typed_is_told_around_the_cursor() {
    let api = fixture().await;
    let mut heard = Heard::open(&api, Lang::En).await;
    heard.keys(":").await;
    heard.desk.write(&"x".repeat(100)).await;
    heard.listen();
    heard.desk.write("y").await;
    let told = heard.listen();
    let line = told.lines().last().unwrap_or("");
    assert!(line.ends_with("xxy") && line.chars().count() <= 80, "it can be told again in its place: {line}");
}
