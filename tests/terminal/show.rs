//! What the desk draws: in both languages, at several sizes, with few colours or none, and of hostile text.

use beian_desk::domain::catalogue::province;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Stage;

use crate::emulator::Emulator;
use crate::persona::Persona;
use crate::service::Service;
use crate::session::Session;

const OFF: [&str; 2] = ["--graphics", "off"];

#[test]
fn a_small_english_screen_shows_queue_case_help_filter_and_backlog() {
    let service = Service::here(20);
    let desk = service.desk("en", &OFF, (80, 24));
    desk.shows(&["1 first review", "2 second review", "organizer", "time left", "1 of ", "? help"]);
    desk.keys("\r");
    desk.shows(&["organizer name", "not claimed", " 1/", "Pictures are off"]);
    let number = desk.number();
    desk.keys("G");
    desk.shows(&["History", "submit  applicant"]);
    desk.keys("?");
    desk.shows(&["Help", "Lowercase keys only look", "approve"]);
    desk.keys("j");
    desk.keys("\x1b");
    desk.hides("Lowercase keys only look");
    desk.shows(&[&number, "not claimed", "A approve"]);
    desk.keys("q");
    desk.shows(&["1 of "]);
    desk.keys("/");
    desk.shows(&["filter: ", "e.g. province:Zhejiang"]);
    desk.keys("provinz:x\r");
    desk.shows(&["unknown key; known: status", "filter: provinz:x "]);
    desk.keys("\x15province:nowhere\r");
    desk.shows(&["no such province", "filter: province:nowhere "]);
    desk.keys("\x15zzzz\r");
    desk.shows(&["No case matches the filter", "filter: zzzz"]);
    desk.keys("\x1b");
    desk.shows(&["1 of "]);
    desk.keys("b");
    desk.shows(&["Backlog", "as of ", "waiting", "overdue", "by province"]);
    desk.keys("bq");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn a_large_chinese_screen_shows_queue_case_help_filter_and_backlog() {
    let service = Service::here(20);
    let desk = service.desk("zh-CN", &OFF, (200, 60));
    let first = service.ask(|client| async move { client.queue(Some(Stage::First), None, "", None, 1).await });
    let province = province(&first.items[0].province).unwrap().text(Lang::Zh);
    desk.shows(&["备案审核台", "1 初审", "2 复审", "主办单位", "剩余", "第 1 / ", "? 帮助"]);
    desk.keys("2");
    let second = service.ask(|client| async move { client.queue(Some(Stage::Second), None, "", None, 1).await });
    desk.shows(&[&second.items[0].number, "第 1 / "]);
    desk.keys("1\r");
    desk.shows(&["主办单位", "未认领", "图片显示已关闭", "? 帮助"]);
    desk.keys("G");
    desk.shows(&["材料", "经过", "提交  applicant"]);
    // As a Chinese input method types it.
    desk.keys("？");
    desk.shows(&["帮助", "小写键只看"]);
    desk.keys("？");
    desk.hides("小写键只看");
    desk.keys("q");
    desk.shows(&["第 1 / "]);
    desk.keys(&format!("1／省：{province} \r"));
    desk.shows(&[&format!("筛选：省：{province}"), "第 1 / ", province]);
    desk.keys("/\x15省:江浙\r");
    desk.shows(&["没有这个省份", "筛选：省:江浙 "]);
    desk.keys("\x1b");
    desk.shows(&["? 帮助"]);
    desk.keys("\x1b");
    desk.hides("筛选：");
    desk.keys("b");
    desk.shows(&["积压", "统计于", "初审", "逾期", "各省"]);
    desk.keys("bq");
    assert_eq!(desk.finish_restored(), 0);
}

/// Whoever has not the right role is told so, where the figures would be.
#[test]
fn a_first_reviewer_is_told_that_the_backlog_is_not_for_them() {
    let service = Service::program(10, Role::FirstReviewer);
    let desk = service.desk("zh-CN", &OFF, (80, 24));
    desk.shows(&["第 1 / "]);
    desk.keys("b");
    desk.shows(&["积压", "角色"]);
    desk.keys("bq");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn a_window_that_shrinks_and_grows_again_leaves_nothing_stuck() {
    let service = Service::here(20);
    let desk = service.desk("en", &OFF, (120, 40));
    desk.shows(&["1 of "]);
    desk.keys("\r");
    desk.shows(&["not claimed", "Pictures are off"]);
    let number = desk.number();
    // Looked at, so that nothing leads the list away.
    desk.keys(">>>>>>");
    desk.ask_approval("Approve BA", "was not looked at");
    desk.resize(20, 5);
    desk.shows(&["The window is", "20x5"]);
    // A sheet that nobody can see sends nothing.
    // The redraw after it tells that it was read while the window was small.
    let clears = desk.count("\x1b[2J");
    desk.keys("y\x0c");
    desk.wait_received("\x1b[2J", clears + 1);
    desk.resize(39, 10);
    desk.shows(&["39x10"]);
    desk.resize(60, 12);
    desk.shows(&[&format!("Approve {number}?")]);
    assert_eq!(service.ask(|client| async move { client.case(&number).await }).row.holder, None);
    desk.keys("n");
    desk.hides("Approve BA");
    desk.resize(120, 40);
    desk.shows(&["Pictures are off", "A approve"]);
    for (cols, rows) in [(1, 1), (300, 100), (41, 10), (80, 24)] {
        desk.resize(cols, rows);
    }
    desk.shows(&["organizer name", "Pictures are off"]);
    desk.keys("q");
    desk.shows(&["1 of "]);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

/// A desk of a case at its picture, and everything that it sent.
fn look_and_leave(desk: Session, there: impl Fn(&Emulator)) -> String {
    desk.shows(&["1 of "]);
    desk.keys("C");
    desk.shows(&["Claim the most urgent"]);
    desk.keys("y");
    desk.shows(&["is claimed.", " 1/"]);
    there(&desk);
    desk.keys("q");
    desk.shows(&["1 of "]);
    desk.keys("q");
    let (status, raw) = desk.finish_and_look(|emulator| String::from_utf8(emulator.raw()).unwrap());
    assert!(status.success());
    raw
}

/// The parameters of every SGR command.
fn styles(raw: &str) -> Vec<Vec<u16>> {
    let commands = raw.split("\x1b[").skip(1).filter_map(|command| command.split_once('m'));
    commands
        .map(|(params, _)| params)
        .filter(|params| params.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
        .map(|params| params.split(';').map(|param| param.parse().unwrap_or(0)).collect())
        .collect()
}

#[test]
fn block_characters_show_a_picture_in_colours() {
    let service = Service::here(20);
    let desk =
        service.desk_in("en", &["--graphics", "blocks"], &[("COLORTERM", "truecolor")], (100, 30), Persona::Kitty);
    let raw = look_and_leave(desk, |screen| {
        let is_block = |c: char| matches!(c, '\u{2580}'..='\u{259F}' | '\u{1FB00}'..='\u{1FB3B}');
        screen.wait("the picture is drawn", |screen| screen.contents().matches(is_block).count() > 100);
    });
    assert!(!raw.contains("\x1b_Ga=T"), "no kitty picture");
    assert!(styles(&raw).iter().any(|style| style.starts_with(&[38, 2]) || style.starts_with(&[48, 2])));
}

#[test]
fn no_graphics_sends_no_picture_anywhere() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &OFF, &[("TERM", "xterm-kitty")], (100, 30), Persona::Kitty);
    let raw = look_and_leave(desk, |screen| screen.shows(&["Pictures are off", "SHA-256"]));
    assert!(!raw.contains("a=T"));
}

#[test]
fn no_color_means_none() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &[], &[("NO_COLOR", "1")], (100, 30), Persona::Plain);
    let raw = look_and_leave(desk, |screen| screen.shows(&["organizer name"]));
    for style in styles(&raw) {
        assert!(
            style.iter().all(|code| matches!(code, 0..=9 | 20..=29 | 39 | 49 | 59)),
            "a colour under NO_COLOR: {style:?}"
        );
    }
}

#[test]
fn a_console_of_16_colours_gets_no_more() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &[], &[("TERM", "linux")], (100, 30), Persona::Plain);
    let raw = look_and_leave(desk, |screen| screen.shows(&["organizer name"]));
    let mut colours = 0;
    for style in styles(&raw) {
        let mut rest = style.as_slice();
        while let [code, tail @ ..] = rest {
            rest = match (code, tail) {
                (38 | 48, [5, index, tail @ ..]) => {
                    assert!(*index < 16, "{style:?}");
                    colours += 1;
                    tail
                }
                (38 | 48, _) => panic!("more than 16 colours: {style:?}"),
                _ => tail,
            };
        }
    }
    assert!(colours > 0);
}

/// An applicant may type anything; the terminal gets none of it as a command.
#[test]
fn hostile_text_reaches_the_terminal_as_text() {
    // With this seed the case has three pictures and none is large.
    let service = Service::seeded(60, 1);
    let mut rows = Vec::new();
    for stage in Stage::ALL {
        let page = service.ask(|client| async move { client.queue(Some(*stage), None, "", None, 200).await });
        rows.extend(page.items.into_iter().map(|row| (stage, row)));
    }
    let (stage, row) = rows.iter().find(|(_, row)| row.site.contains('\u{202e}')).unwrap();
    let desk = service.desk("zh-CN", &OFF, (160, 50));
    desk.shows(&["第 1 / "]);
    if **stage == Stage::Second {
        desk.keys("2");
    }
    desk.keys(&format!("/{}\r", row.number));
    desk.wait("its row stands alone", |screen| {
        let shown = screen.contents();
        shown.contains("第 1 / 1 件") && shown.contains("样本") && shown.contains('␛')
    });
    desk.keys("\r");
    desk.wait("the case is there", |screen| {
        let shown = screen.contents();
        shown.contains("未认领") && shown.contains('␛') && shown.contains("展示")
    });
    desk.ask_approval("通过 BA", "还没有看过");
    desk.keys("n");
    desk.hides("通过 BA");
    desk.keys("\x03");
    let (_, raw) = desk.finish_and_look(|emulator| String::from_utf8(emulator.raw()).unwrap());
    for forbidden in ["\u{202e}", "\u{200b}", "\x1b]0;", "\x1b[31m", "\x07"] {
        assert!(!raw.contains(forbidden), "{forbidden:?}");
    }
}
