//! How the desk behaves towards a terminal: clipboard, mouse, pastes, stopping and going on, reading out.

use rustix::process::Signal;

use crate::persona::Persona;
use crate::service::Service;

const OFF: [&str; 2] = ["--graphics", "off"];

#[test]
fn what_is_copied_goes_to_the_terminals_clipboard() {
    let service = Service::here(10);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("yn");
    desk.shows(&["Copied: BA26"]);
    // `BA26` in base64, however the number goes on.
    desk.wait_received("\x1b]52;c;QkEyN", 1);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn the_mouse_is_asked_for_at_home_and_not_over_ssh() {
    let service = Service::here(10);
    let over_ssh = [("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")];
    for (args, env, reports) in [
        (&OFF[..], &[][..], true),
        (&OFF[..], &over_ssh[..], false),
        (&["--graphics", "off", "--mouse", "on"][..], &over_ssh[..], true),
        (&["--graphics", "off", "--mouse", "off"][..], &[][..], false),
    ] {
        let desk = service.desk_in("en", args, env, (100, 30), Persona::Plain);
        desk.shows(&["1 of "]);
        assert_eq!(desk.received("\x1b[?1000h"), reports, "{args:?} {env:?}");
        if reports {
            // A wheel's notch over the list.
            desk.keys("\x1b[<65;10;5M");
            desk.shows(&["4 of "]);
        }
        desk.keys("q");
        assert_eq!(desk.finish_restored(), 0);
    }
}

#[test]
fn a_paste_outside_a_field_is_refused_with_a_word() {
    let service = Service::here(10);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("\x1b[200~Cy\x1b[201~");
    desk.shows(&["There is no text field here"]);
    assert!(!desk.look(|screen| screen.contents().contains("Claim the most urgent")));
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

/// Stopped from outside, as by a debugger or another shell, it comes back with everything it asked the terminal for.
#[test]
fn a_desk_that_was_stopped_goes_on_where_it_was() {
    let service = Service::here(10);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("j");
    desk.shows(&["2 of "]);
    desk.signal(Signal::STOP);
    desk.signal(Signal::CONT);
    desk.wait_received("\x1b[?1004h", 2);
    desk.keys("j");
    desk.shows(&["3 of "]);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn what_may_follow_is_shown_when_a_sequence_rests() {
    let service = Service::here(10);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("y");
    desk.shows(&["after y", "copy the number"]);
    desk.keys("\x1b");
    desk.hides("copy the number");
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn a_light_terminal_gets_the_light_theme_unless_told_otherwise() {
    let service = Service::here(10);
    // The kitty of these tests says that its background is dark.
    let desk = service.desk_in("en", &OFF, &[("TERM", "xterm-kitty")], (100, 30), Persona::Kitty);
    desk.shows(&["1 of "]);
    assert!(desk.received("48;2;22;24;29"), "the ground of the dark theme");
    desk.keys(":theme light\r");
    desk.shows(&["Theme: light"]);
    desk.wait_received("48;2;251;250;247", 1);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn a_desk_for_screen_readers_tells_lines_and_draws_nothing() {
    let service = Service::here(10);
    let desk = service.desk_in("en", &[], &[("ACCESSIBLE", "1")], (100, 30), Persona::Plain);
    desk.shows(&["> BA26"]);
    assert!(!desk.look(|screen| screen.alternate_screen()));
    desk.keys("C");
    desk.shows(&["Claim the most urgent", "y claim"]);
    desk.keys("n");
    desk.keys(":");
    // Longer than the window: its title has scrolled away by the time the last item is told.
    desk.wait_received("Commands", 1);
    desk.keys("q\r");
    let (status, frames) = desk.finish_and_look(|emulator| {
        let raw = String::from_utf8_lossy(&emulator.raw()).into_owned();
        raw.chars().filter(|c| ('\u{2500}'..='\u{257f}').contains(c)).count()
    });
    assert!(status.success());
    assert_eq!(frames, 0, "no frame is drawn");
}

#[test]
fn mistakes_in_the_keymap_are_told_before_anything_is_drawn() {
    let service = Service::here(5);
    std::fs::write(service.folder().join("keys.toml"), "[case]\napprove = 'a'\n[queue]\nsort = 'b'\n").unwrap();
    let desk = service.desk("en", &OFF, (120, 30));
    let (status, shown) = desk.finish_and_look(|emulator| emulator.look(|screen| screen.contents()));
    assert_eq!(status.exit_code(), 2);
    assert!(
        shown.contains("keys.toml:2:11: approve changes a case") && shown.contains("keys.toml:4:8: b is"),
        "{shown}"
    );
}

#[test]
fn the_domain_of_a_case_is_a_link_that_ends_where_it_should_and_leads_where_it_says() {
    let service = Service::here(10);
    let desk = service.desk_in("en", &OFF, &[("TERM", "xterm-kitty")], (160, 40), Persona::Kitty);
    desk.shows(&["1 of "]);
    desk.keys("\r");
    desk.wait_received("\x1b]8;;http", 1);
    desk.shows(&["to the picture"]);
    desk.keys("q");
    desk.shows(&["1 of "]);
    desk.keys("q");
    let (status, raw) = desk.finish_and_look(|emulator| String::from_utf8_lossy(&emulator.raw()).into_owned());
    assert!(status.success());
    let mut links = 0;
    let mut open: Option<String> = None;
    for piece in raw.split("\x1b]8;").skip(1) {
        let (head, text) = piece.split_once("\x1b\\").expect("the sequence ends");
        let (parameters, url) = head.split_once(';').expect("parameters, then the address");
        assert_eq!(parameters, "");
        match (url, open.take()) {
            ("", Some(_)) => links += 1,
            ("", None) => panic!("an end without a beginning"),
            (url, before) => {
                assert_eq!(before, None, "no link begins in another");
                let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).expect("the web alone");
                let host = host.split(['/', '?', '#']).next().unwrap();
                let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
                assert!(host.contains('.') && host.chars().all(is_plain), "{url}");
                assert!(text.contains(host) || host == "beian.miit.gov.cn", "it says where it leads: {url}: {text:?}");
                open = Some(url.to_owned());
            }
        }
    }
    assert!(open.is_none() && links > 0, "every link ends: {links}");
}
