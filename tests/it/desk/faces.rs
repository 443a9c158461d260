//! Help, palette, log and begun sequences: how they look at three sizes in both languages, and what they do.

use beian_desk::desk::effect::Call;
use beian_desk::desk::face::User;
use beian_desk::desk::model::{Model, Place};
use beian_desk::desk::msg::Msg;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::keys::Scope;
use beian_desk::terminal::probe::Told;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::stage::{Desk, first, waiting};
use crate::support::{Fixture, fixture};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// A desk with three cases, under a log that is the same in every run.
async fn desk(api: &Fixture, lang: Lang) -> Desk {
    waiting(api, Status::FirstReview, 3).await;
    first(api, lang, (80, 24)).await
}

fn shots(desk: &mut Desk, name: &str) {
    for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        desk.model.lang = lang;
        for size in SIZES {
            desk.model.size = size;
            insta::assert_snapshot!(format!("{name}_{word}_{}", size.0), desk.frame());
        }
    }
}

#[tokio::test]
async fn the_help_at_every_size() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh).await;
    desk.keys("Enter ?").await;
    shots(&mut desk, "help");
}

#[tokio::test]
async fn the_palette_at_every_size() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh).await;
    for lang in [Lang::Zh, Lang::En] {
        desk.model.lang = lang;
        desk.keys("Esc :").await;
        let word = lang.pick("zh", "en");
        for size in SIZES {
            desk.model.size = size;
            insta::assert_snapshot!(format!("palette_{word}_{}", size.0), desk.frame());
        }
        desk.keys("Esc").await;
    }
}

#[tokio::test]
async fn what_may_follow_at_every_size() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh).await;
    desk.press("y");
    let number = desk.rests[0];
    desk.send(Msg::Rested(number));
    shots(&mut desk, "which_key");
}

#[tokio::test]
async fn the_log_at_every_size() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh).await;
    let call = |method: &str, path: &str, status, ms: u64| beian_desk::client::Exchange {
        at: api.now(),
        method: method.into(),
        path: path.into(),
        status,
        took: std::time::Duration::from_millis(ms),
        request_id: "01a2b3c4-0000-7000-8000-000000000001".into(),
    };
    desk.send(Msg::Called(call("GET", "/v1/cases", Some(200), 12)));
    desk.send(Msg::Called(call("POST", "/v1/cases/BA26000001/claim", Some(423), 7)));
    desk.send(Msg::Called(call("GET", "/v1/materials/01a2b3c4-0000-7000-8000-0000000000aa/content", None, 3000)));
    desk.keys("@").await;
    shots(&mut desk, "log");
}

#[tokio::test]
async fn the_palette_does_what_its_key_does_and_says_what_the_key_says() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.keys("Enter ：").await.write("rls").await;
    assert!(desk.model.palette.is_some(), "a full-width colon opens it");
    desk.keys("Esc :").await.write("release").await;
    let why = desk.model.palette.as_ref().unwrap().selected().unwrap().why_not.clone().unwrap();
    desk.keys("Enter").await;
    assert!(desk.model.palette.is_some() && desk.notice().contains(&why), "{}", desk.notice());
    desk.keys("Esc U").await;
    assert!(desk.notice().contains(&why), "the key gives the same reason: {}", desk.notice());
    desk.keys(":").await.write("renling").await;
    desk.keys("Enter").await;
    assert!(desk.model.palette.is_none() && desk.model.sheet.is_some(), "claim opens its sheet: {}", desk.frame());
    desk.keys("n :").await.write("q").await;
    desk.keys("Enter").await;
    assert!(desk.has_quit || desk.model.place == Place::Queue);
}

#[tokio::test]
async fn why_something_cannot_be_done_stands_in_full_below_the_palette() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.model.face.users = vec![("ann", "Ann"), ("bea", "Bea")]
        .into_iter()
        .map(|(id, name)| User { id: id.into(), name: name.into() })
        .collect();
    desk.keys("Enter m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter Esc :").await.write("as bea").await;
    let why = desk.model.palette.as_ref().unwrap().selected().unwrap().why_not.clone().unwrap();
    let frame = desk.frame();
    let inside: Vec<&str> = frame.lines().filter_map(|line| line.split('│').nth(1)).map(str::trim).collect();
    assert!(why.len() > 76 && inside.join(" ").contains(&why), "{frame}");
    let own = |item: &beian_desk::desk::screen::palette::model::Item| item.name == "as ann";
    assert!(!desk.model.palette.as_ref().unwrap().items.iter().any(own), "nobody becomes himself");
}

#[tokio::test]
async fn on_empty_lists_the_footer_shows_no_key_that_finds_nothing_and_such_a_key_says_why() {
    let api = fixture().await;
    let mut desk = first(&api, Lang::En, (200, 24)).await;
    let footer = |desk: &Desk| desk.frame().lines().last().unwrap().to_owned();
    for word in ["Enter open", "Space mark", "E escalate", "S put off", "y n copy"] {
        assert!(!footer(&desk).contains(word), "{word}: {}", footer(&desk));
    }
    assert!(footer(&desk).contains("/ filter"), "{}", footer(&desk));
    for key in ["Enter", "Space", "*", "E", "S"] {
        desk.keys(key).await;
        assert!(desk.notice().contains("no case in the list"), "{key}: {}", desk.notice());
    }
    desk.keys("o").await;
    assert!(!footer(&desk).contains("drop") && !footer(&desk).contains("send now"), "{}", footer(&desk));
    assert!(!desk.shows("r sends now") && desk.shows("Esc goes back"), "{}", desk.frame());
    desk.keys("d").await;
    assert!(desk.notice().contains("Nothing waits"), "{}", desk.notice());
    waiting(&api, Status::FirstReview, 1).await;
    desk.keys("Esc r Enter p").await;
    assert!(!footer(&desk).contains("look at it"), "{}", footer(&desk));
    desk.keys("Enter").await;
    assert!(desk.notice().contains("No filing is related"), "{}", desk.notice());
    desk.keys("Esc m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter X").await;
    assert!(footer(&desk).contains("edit") && !footer(&desk).contains("newest box"), "{}", footer(&desk));
    desk.keys("d").await;
    assert!(!footer(&desk).contains("edit") && footer(&desk).contains("a add"), "{}", footer(&desk));
}

#[tokio::test]
async fn commands_change_language_and_show_what_is_known() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    let told = Told { zh: "图片：方块".to_owned(), en: "pictures: Blocks".to_owned() };
    desk.model.face.facts = vec![told];
    desk.keys(":").await.write("graphics").await;
    desk.keys("Enter").await;
    assert!(desk.shows("pictures: Blocks"), "{}", desk.frame());
    desk.keys("Esc :").await.write("lang zh").await;
    desk.keys("Enter").await;
    assert_eq!(desk.model.lang, Lang::Zh);
    assert_eq!(desk.client.lang(), Lang::Zh, "the API is asked in Chinese from now on");
    desk.keys(":").await.write("mauve").await;
    desk.keys("Enter").await;
    assert!(desk.notice().contains("mauve"), "{}", desk.notice());
}

#[tokio::test]
async fn another_sample_user_sees_nothing_of_the_one_before() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.model.face.users = vec![User { id: "bea".into(), name: "Bea".into() }];
    desk.keys("Enter m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter :").await.write("as bea").await;
    desk.keys("Enter").await;
    assert!(
        desk.notice().contains('1') && desk.model.case.is_some(),
        "not while something is unsent: {}",
        desk.notice()
    );
    desk.keys("Esc X d n :").await.write("as bea").await;
    desk.client = api.user("bea", &[Role::SecondReviewer]).await;
    desk.keys("Enter").await;
    assert_eq!(desk.model.me.as_ref().map(|me| me.id.as_str()), Some("bea"), "{}", desk.frame());
    assert!(desk.model.case.is_none() && desk.model.drafts.is_empty());
    assert!(desk.model.kept.is_none(), "what was kept is the other's; this one's file is still to be opened");
    desk.model.face.users.clear();
    desk.keys(":").await.write("as").await;
    assert!(!desk.shows("sample user"), "only a demo has sample users");
}

#[tokio::test]
async fn the_help_is_searched_and_scrolled() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.keys("? G").await;
    assert!(desk.shows("Backlog") && !desk.shows("Lowercase"), "{}", desk.frame());
    desk.keys("/").await.write("sort").await;
    assert!(desk.shows("sort") && !desk.shows("approve"), "{}", desk.frame());
    desk.keys("Enter Esc").await;
    assert!(desk.model.help.is_some() && desk.shows("Lowercase"), "Esc shows all again first");
    desk.keys("/").await.write("tongguo").await;
    assert!(desk.shows("approve"), "pinyin finds it in English too: {}", desk.frame());
    desk.keys("Esc q").await;
    assert!(desk.model.help.is_none());
}

#[tokio::test]
async fn a_begun_sequence_swallows_no_key() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.keys("y").await;
    assert!(desk.shows(" y- "), "what was pressed stands in the footer at once: {}", desk.frame());
    desk.keys("j").await;
    assert_eq!(desk.model.queue.list().cursor, 1, "a key that does not go on counts for itself");
    assert!(desk.notice().contains("y j"), "{}", desk.notice());
    desk.keys("y Esc").await;
    assert!(desk.model.face.pending.keys.is_empty() && desk.notice().is_empty());
    desk.keys("y n").await;
    assert_eq!(desk.copied, ["BA26000002"]);
    desk.keys("y y y d").await;
    assert_eq!(desk.copied[1..], ["样本2号科技有限公司", "sample-2.example"]);
    // An old timer shows nothing.
    desk.press("y");
    let old = desk.rests[desk.rests.len() - 1];
    desk.keys("n").await;
    desk.press("y");
    desk.send(Msg::Rested(old));
    assert!(!desk.model.face.pending.shown);
}

#[tokio::test]
async fn a_key_without_use_says_where_the_keys_are() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.keys("Z").await;
    assert!(desk.notice().contains("Z does nothing here; ?"), "{}", desk.notice());
}

#[tokio::test]
async fn a_remapped_key_is_shown_everywhere_and_the_old_one_is_gone() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.model
        .face
        .keymap
        .overlay("[queue]\nclaim = 'K'\nmark = 'x'\nfilter = 'F'\n[everywhere]\ntop = ['g g']\nbottom = ['g e']\n", "k")
        .unwrap();
    assert!(desk.shows("K claim next"), "{}", desk.frame());
    desk.keys("C").await;
    assert!(desk.model.sheet.is_none());
    desk.keys("g e").await;
    assert_eq!(desk.model.queue.list().cursor, 2);
    desk.keys("g g").await;
    assert_eq!(desk.model.queue.list().cursor, 0);
    desk.keys("n").await;
    assert!(desk.notice().contains("x marks, F filters"), "nor does a sentence name the old one: {}", desk.notice());
    desk.keys("K").await;
    assert!(desk.model.sheet.is_some());
    desk.keys("n ?").await;
    assert!(desk.frame().lines().any(|line| line.contains(" K ") && line.contains("claim next")), "{}", desk.frame());
}

#[tokio::test]
async fn the_footer_shows_whole_words_of_keys_that_work_now() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = first(&api, lang, (80, 24)).await;
        desk.keys("Enter").await;
        for width in 40..=200 {
            desk.model.size.0 = width;
            let frame = desk.frame();
            let footer = frame.lines().last().unwrap().trim_end();
            assert!(footer.contains('?'), "help is always there: {width}: {footer}");
            let shown = desk.model.face.keymap.in_force(Scope::Case);
            let words: Vec<_> =
                shown.map(|bound| format!("{} {}", bound.key().unwrap_or_default(), bound.word(lang))).collect();
            for pair in footer.trim().split("  ") {
                assert!(words.iter().any(|known| known == pair), "{width}: {pair:?} is no whole key and word");
            }
        }
        desk.model.size.0 = 120;
        assert!(!desk.shows("U "), "what is not mine cannot be handed back: {}", desk.frame());
    }
}

#[tokio::test]
async fn a_read_only_desk_changes_nothing_and_says_so() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.model.face.read_only = true;
    assert!(desk.frame().lines().next().unwrap().ends_with("READ-ONLY"), "{}", desk.frame());
    for keys in ["C", "Enter C", "A", "X", "m", "U", "u"] {
        desk.keys(keys).await;
        assert!(desk.model.sheet.is_none() && desk.notice().contains("read-only"), "{keys}: {}", desk.notice());
    }
    // Whatever a screen may ask for all the same is not sent.
    let looking = desk.client.clone().looking_only();
    assert!(looking.claim(&ids[0]).await.is_err());
    assert!(looking.case(&ids[0]).await.is_ok());
    assert!(desk.client.case(&ids[0]).await.unwrap().row.holder.is_none());
}

#[tokio::test]
async fn every_call_is_in_the_log_without_what_was_looked_for() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let client = api.user("ann", &[Role::FirstReviewer]).await;
    let (sender, told) = std::sync::mpsc::channel();
    let client = client.observed(std::sync::Arc::new(move |exchange| {
        let _ = sender.send(exchange);
    }));
    let mut desk = Desk::open(&api, client, Lang::En, (120, 30)).await;
    desk.keys("/").await.write("secretname").await;
    desk.keys("Enter").await;
    let calls: Vec<_> = told.try_iter().collect();
    assert!(calls.len() >= 4 && calls.iter().all(|call| call.status == Some(200) && !call.request_id.is_empty()));
    assert!(calls.iter().any(|call| call.path == "/v1/cases") && !format!("{calls:?}").contains("secretname"));
    for call in calls {
        desk.send(Msg::Called(call));
    }
    desk.keys("@").await;
    assert!(desk.shows("/v1/me") && desk.shows("/v1/cases"), "{}", desk.frame());
    for _ in 0..600 {
        desk.send(Msg::Called(desk.model.log.calls[0].clone()));
    }
    assert!(desk.model.log.calls.len() <= 500);
    desk.keys("@").await;
    assert!(!desk.model.log.open);
}

#[tokio::test]
async fn a_paste_outside_a_field_is_told_and_goes_nowhere() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    desk.send(Msg::Paste("Cy".into()));
    assert!(desk.notice().contains("text field") && desk.model.sheet.is_none(), "{}", desk.notice());
    desk.keys(":").await;
    desk.send(Msg::Paste("theme\nlight".into()));
    assert_eq!(desk.model.palette.as_ref().unwrap().input.value(), "theme light");
}

#[tokio::test]
async fn the_mouse_scrolls_and_selects_and_changes_nothing() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    let mouse = |kind, row| Msg::Mouse(MouseEvent { kind, column: 5, row, modifiers: KeyModifiers::NONE });
    desk.send(mouse(MouseEventKind::ScrollDown, 3));
    assert_eq!(desk.model.queue.list().cursor, 0, "off until it is listened to");
    desk.model.face.mouse = true;
    desk.send(mouse(MouseEventKind::ScrollDown, 3));
    assert_eq!(desk.model.queue.list().cursor, 2);
    let line = desk.frame().lines().position(|line| line.contains("BA26000002")).unwrap() as u16;
    desk.send(mouse(MouseEventKind::Down(MouseButton::Left), line));
    assert_eq!(desk.model.queue.list().cursor, 1);
    desk.keys("C").await;
    for row in 0..24 {
        desk.send(mouse(MouseEventKind::Down(MouseButton::Left), row));
    }
    assert!(desk.model.sheet.is_some() && desk.calls().is_empty(), "a sheet answers to keys alone");
}

#[tokio::test]
async fn nothing_is_read_again_while_nobody_looks() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    api.pass(jiff::SignedDuration::from_mins(5));
    desk.model.now = api.now();
    desk.send(Msg::Focus(false));
    desk.send(Msg::Tick);
    assert!(desk.calls().is_empty());
    desk.send(Msg::Focus(true));
    assert!(desk.calls().iter().any(|call| matches!(call, Call::Queue { .. })), "{:?}", desk.calls());
    desk.settle().await;
}

#[tokio::test]
async fn the_terminal_is_told_what_the_settings_ask_for() {
    use beian_desk::client::{Client, ClientError};
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En).await;
    let good = desk.client.clone();
    desk.client = Client::http("http://127.0.0.1:9", "x", Lang::En).unwrap();
    desk.keys("r").await;
    assert!(desk.told.is_empty(), "off unless asked for");
    desk.client = good;
    desk.keys("r").await;
    desk.model.face.notify.on = vec![beian_desk::config::Event::Offline, beian_desk::config::Event::Online];
    let down = ClientError::Unreachable { url: String::new(), cause: String::new() };
    desk.press("r");
    desk.client = Client::http("http://127.0.0.1:9", "x", Lang::En).unwrap();
    desk.settle().await;
    assert_eq!(desk.told.len(), 1, "{:?} {down}", desk.told);
}

/// Where glyphs of ambiguous width are two cells wide, a frame may hold none of them but letters of a text.
#[tokio::test]
async fn frames_and_marks_are_ascii_where_such_glyphs_are_wide() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh).await;
    let check = |model: &Model, frame: &str, what: &str| {
        for c in frame.chars().filter(|c| beian_desk::text::is_ambiguous(*c)) {
            assert!(c.is_alphanumeric(), "{what} ({:?}): {c} U+{:04X}\n{frame}", model.lang, c as u32);
        }
    };
    for size in SIZES {
        desk.model.size = size;
        for lang in [Lang::Zh, Lang::En] {
            desk.model.lang = lang;
            let before = desk.frame();
            desk.model.ascii = true;
            check(&desk.model, &desk.frame(), "queue");
            for keys in ["?", "Esc :", "Esc @", "Esc /", "Esc b", "b Enter", "A", "n X", "Esc n", "C", "n z", "Esc q"] {
                desk.keys(keys).await;
                check(&desk.model, &desk.frame(), keys);
            }
            desk.keys("Esc Esc").await;
            if desk.model.place != Place::Queue {
                desk.keys("q").await;
            }
            desk.model.ascii = false;
            assert!(size.0 > 80 || !before.is_empty());
        }
    }
}
