//! The verification by a one-time link: the link, its page, and that it is used once.

use beian_desk::api::VerificationLink;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use jiff::SignedDuration;

use crate::support::picture::{form, huge_png, jpeg, mp4, webm};
use crate::support::{Fixture, Raw, code, fixture, fixture_in, fixture_with};

async fn link(api: &Fixture, id: &str) -> VerificationLink {
    api.user("paula", &[Role::Applicant]).await.verification_link(id).await.unwrap()
}

async fn page(api: &Fixture, url: &str, lang: &str) -> Raw {
    api.raw("GET", url, "", &[("accept-language", lang)], b"").await
}

async fn send(api: &Fixture, url: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Raw {
    let (kind, body) = form(parts);
    api.raw("POST", url, "", &[("content-type", kind), ("accept-language", "en")], &body).await
}

async fn photo(api: &Fixture, url: &str, bytes: &[u8]) -> Raw {
    send(api, url, &[("photo", Some("me.jpg"), bytes), ("consent", None, b"yes")]).await
}

fn text(answer: &Raw) -> String {
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    String::from_utf8(answer.body.to_vec()).unwrap()
}

#[tokio::test]
async fn the_page_shows_what_is_verified_and_nothing_more() {
    let api = fixture_with(|options| {
        options.settings.provider = "样本云<服务>".to_owned();
        options.settings.public_url = "https://beian.sample.example".to_owned();
    })
    .await;
    let id = api.case(Status::MaterialsPending).await;
    let made = link(&api, &id).await;
    let token = made.url.strip_prefix("https://beian.sample.example/verify/").unwrap();
    assert!(token.len() == 64 && token.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{token}");
    assert_eq!(made.expires_at, api.now() + SignedDuration::from_mins(30));
    assert_eq!(made.qr_url, format!("{}/qr.png", made.url));

    let path = format!("/verify/{token}");
    let answer = page(&api, &path, "zh-CN").await;
    assert_eq!(answer.status, 200);
    let shown = text(&answer);
    for word in ["真实性核验", "样本云&lt;服务&gt;", "BA26000001", "样本科技", "sample.example", "样**", "纯白背景"]
    {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    for hidden in ["样本一", "<script", "javascript:"] {
        assert!(!shown.contains(hidden), "{hidden} is on the page");
    }
    assert!(
        shown.contains("name=\"viewport\"") && shown.contains("capture=\"user\"") && shown.contains("lang=\"zh-CN\"")
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let policy = answer.header("content-security-policy");
    for part in
        ["default-src 'none'", "style-src 'sha256-", "form-action 'self'", "img-src 'self'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(text(&page(&api, &path, "en").await).contains("Plain white background"));
    assert!(text(&page(&api, &format!("{path}?lang=en"), "zh-CN").await).contains("Plain white background"));
    assert!(text(&page(&api, &format!("{path}?lang=zh-CN"), "en").await).contains("纯白背景"));
    assert!(text(&page(&api, &format!("{path}?lang=%ff&x"), "en").await).contains("Plain white background"));

    let qr = page(&api, &format!("{path}/qr.png"), "en").await;
    assert_eq!((qr.status, qr.header("content-type"), qr.header("cache-control")), (200, "image/png", "no-store"));
    let picture = image::load_from_memory(&qr.body).unwrap().to_luma8();
    let corner = (4 * 8, 4 * 8);
    assert!(picture.get_pixel(corner.0 - 1, corner.1 - 1)[0] == 255 && picture.get_pixel(corner.0, corner.1)[0] == 0);
}

#[tokio::test]
async fn a_photo_is_taken_once() {
    let api = fixture().await;
    let id = api.case(Status::MaterialsPending).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let url = link(&api, &id).await.url;
    assert!(url.starts_with("/verify/"), "a service without an address gives the path: {url}");
    let done = photo(&api, &url, &jpeg(40, 50)).await;
    assert_eq!(done.status, 200);
    assert!(text(&done).contains("was sent"));

    let filing = paula.filing(&id).await.unwrap();
    assert_eq!(filing.verified_at, Some(api.now()));
    let face = &filing.materials[0];
    assert_eq!((face.slug.as_str(), face.width, face.height), ("face_verification", 40, 50));
    let events = api.user("ann", &[Role::FirstReviewer]).await.history(&id).await.unwrap().items;
    assert_eq!((events.len(), &events[0].verb, events[0].actor.id.as_str()), (1, &Verb::Verify.into(), "paula"));

    for answer in [page(&api, &url, "en").await, photo(&api, &url, &jpeg(1, 1)).await] {
        assert_eq!(answer.status, 410);
        assert!(text(&answer).contains("has been used") && text(&answer).contains("new link"));
    }
    assert_eq!(page(&api, &format!("{url}/qr.png"), "zh").await.status, 410);
    assert_eq!(paula.filing(&id).await.unwrap().version, filing.version);
}

#[tokio::test]
async fn of_two_who_send_at_once_one_wins() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    let id = api.case(Status::MaterialsPending).await;
    let url = link(&api, &id).await.url;
    let (a, b, c) = (jpeg(40, 50), jpeg(41, 50), mp4(30));
    let (one, two, three) = tokio::join!(photo(&api, &url, &a), photo(&api, &url, &b), photo(&api, &url, &c));
    let mut statuses = [one.status, two.status, three.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410]);
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(ann.history(&id).await.unwrap().items.len(), 1);
    let case = ann.case(&id).await.unwrap();
    assert_eq!(case.materials.len(), 1);
    assert!(ann.content(&case.materials[0].id).await.is_ok());
    let kept = std::fs::read_dir(api.folder.path().join("pictures/materials")).unwrap().count();
    assert_eq!(kept, 1, "what lost is not left behind");
}

#[tokio::test]
async fn what_cannot_be_taken_leaves_the_link_and_says_why() {
    let api = fixture().await;
    let id = api.case(Status::MaterialsPending).await;
    let url = link(&api, &id).await.url;
    let yes = ("consent", None, &b"yes"[..]);
    let (huge, torn) = (vec![0; 51 * 1024 * 1024], mp4(9)[..40].to_vec());
    let (face, wrong, large) = (jpeg(9, 9), huge_png(10_001, 5), [jpeg(9, 9), vec![0; 10 * 1024 * 1024]].concat());
    type Parts<'a> = Vec<(&'a str, Option<&'a str>, &'a [u8])>;
    let table: Vec<(Parts<'_>, u16, &str)> = vec![
        (vec![("photo", Some("a"), &face)], 422, "agree first"),
        (vec![("photo", Some("a"), &face), ("consent", None, b"no")], 422, "agree first"),
        (vec![("photo", Some(""), b""), yes], 422, "choose a photo"),
        (vec![yes], 422, "choose a photo"),
        (vec![("photo", Some("a"), b"GIF89a"), yes], 415, "MP4 and WebM"),
        (vec![("photo", Some("a"), &face[..30]), yes], 422, "damaged"),
        (vec![("photo", Some("a"), &wrong), yes], 422, "10000x10000"),
        (vec![("photo", Some("a"), &large), yes], 413, "10 MB"),
        (vec![("photo", Some("a"), &huge), yes], 413, "50 MB"),
        (vec![("photo", Some("a"), &torn), yes], 422, "incomplete"),
        (vec![("photo", Some("a"), &face), ("consent", None, b"\xff")], 422, "form-data"),
    ];
    for (parts, status, why) in table {
        let answer = send(&api, &url, &parts).await;
        let shown = text(&answer);
        assert_eq!(answer.status, status, "{why}");
        assert!(shown.contains("role=\"alert\"") && shown.contains("type=\"file\""), "{why}: {shown}");
        if why != "form-data" {
            assert!(shown.contains(why), "{why}: {shown}");
        }
    }
    for (kind, body) in
        [("text/plain", "x"), ("multipart/form-data", "x"), ("multipart/form-data; boundary=b", "--b\r\n")]
    {
        let answer = api.raw("POST", &url, "", &[("content-type", kind)], body.as_bytes()).await;
        assert!(matches!(answer.status, 400 | 415), "{kind}: {}", answer.status);
        assert!(text(&answer).contains("链接仍可使用"));
    }
    let paula = api.user("paula", &[Role::Applicant]).await;
    assert!(paula.filing(&id).await.unwrap().verified_at.is_none());
    assert_eq!(photo(&api, &url, &webm(400)).await.status, 200, "after all that");
}

#[tokio::test]
async fn a_link_ends_with_time_with_a_newer_one_and_with_the_filing() {
    let api = fixture().await;
    let id = api.case(Status::MaterialsPending).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let first = link(&api, &id).await.url;
    let second = link(&api, &id).await.url;
    for answer in [page(&api, &first, "en").await, photo(&api, &first, &jpeg(9, 9)).await] {
        assert_eq!(answer.status, 410);
        assert!(text(&answer).contains("newest link"));
    }
    api.pass(SignedDuration::from_mins(30) - SignedDuration::from_millis(1));
    assert_eq!(page(&api, &second, "en").await.status, 200);
    api.pass(SignedDuration::from_millis(1));
    for answer in [page(&api, &second, "zh-CN").await, photo(&api, &second, &jpeg(9, 9)).await] {
        assert_eq!(answer.status, 410);
    }
    assert!(text(&page(&api, &second, "zh-CN").await).contains("已过期"));

    let third = link(&api, &id).await.url;
    paula.verify(&id, &jpeg(8, 8)).await.unwrap();
    assert_eq!(page(&api, &third, "en").await.status, 200, "it may be done again until it is submitted");
    let reviewed = api.case(Status::SecondReview).await;
    assert_eq!(code(paula.verification_link(&reviewed).await), "wrong_status");
    let stranger = api.user("sam", &[Role::Applicant]).await;
    assert_eq!(code(stranger.verification_link(&id).await), "not_found");

    let draft = api.case(Status::Draft).await;
    let of_draft = link(&api, &draft).await.url;
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        paula.upload(&draft, slug, "a.jpg", &jpeg(9, 9), false).await.unwrap();
    }
    paula.submit(&draft).await.unwrap();
    for answer in [page(&api, &of_draft, "en").await, photo(&api, &of_draft, &jpeg(9, 9)).await] {
        assert_eq!(answer.status, 410);
        assert!(text(&answer).contains("needs no verification now"));
    }
}

#[tokio::test]
async fn a_link_is_for_the_person_it_was_made_for() {
    let api = fixture().await;
    let id = api.case(Status::MaterialsPending).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let url = link(&api, &id).await.url;
    let mut filing = paula.filing(&id).await.unwrap().filing;
    filing.service.name = "样本新名".into();
    paula.edit_filing(&id, &filing).await.unwrap();
    assert!(text(&page(&api, &url, "zh-CN").await).contains("样本新名"));
    filing.service_principal.name = "样本二".into();
    filing.service_principal.is_same_as_entity_principal = false;
    paula.edit_filing(&id, &filing).await.unwrap();
    assert_eq!(photo(&api, &url, &jpeg(9, 9)).await.status, 410, "whoever agreed is not whom it would count for");
    assert!(paula.filing(&id).await.unwrap().verified_at.is_none());
}

#[tokio::test]
async fn an_unknown_link_says_so() {
    let api = fixture().await;
    for token in ["0".repeat(64), "x".to_owned(), "%00".to_owned(), "%ff".to_owned(), "💥".to_owned(), "1".repeat(4000)]
    {
        let path = format!("/verify/{}", token.replace('💥', "%F0%9F%92%A5"));
        for answer in [page(&api, &path, "en").await, photo(&api, &path, &jpeg(9, 9)).await] {
            assert_eq!(answer.status, 404, "{path}");
            assert!(text(&answer).contains("There is no such link"), "{path}");
        }
        assert_eq!(page(&api, &format!("{path}/qr.png"), "en").await.status, 404);
    }
    assert_eq!(api.raw("PUT", &format!("/verify/{}", "0".repeat(64)), "", &[], b"").await.problem().0, 405);
}

#[tokio::test]
async fn hostile_names_are_only_text() {
    let api = fixture().await;
    let id = api
        .case_with(Status::MaterialsPending, |case| {
            case.filing.service.name = "</title><script>alert(1)</script>\u{202e}moc\u{0}".to_owned();
            case.filing.service_principal.name = "\"><img src=x onerror=alert(1)>".to_owned();
        })
        .await;
    let shown = text(&page(&api, &link(&api, &id).await.url, "en").await);
    for bad in ["<script", "<img src=x", "\u{202e}", "\u{0}"] {
        assert!(!shown.contains(bad), "{bad:?}: {shown}");
    }
    assert!(shown.contains("&lt;script&gt;") && shown.contains("⟨U+202E⟩"));
}

#[tokio::test]
async fn no_table_has_the_token() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    let id = api.case(Status::MaterialsPending).await;
    let url = link(&api, &id).await.url;
    let token = url.rsplit('/').next().unwrap();
    photo(&api, &url, &jpeg(9, 9)).await;
    let mut looked_at = 0;
    for entry in std::fs::read_dir(api.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            looked_at += bytes.len();
            assert!(!bytes.windows(64).any(|window| window == token.as_bytes()), "{}", path.display());
        }
    }
    assert!(looked_at > 0);
}
