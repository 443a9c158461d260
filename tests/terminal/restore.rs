//! Every way to the end gives the terminal back.

use rustix::process::Signal;

use crate::persona::Persona;
use crate::service::Service;

const OFF: [&str; 2] = ["--graphics", "off"];

#[test]
fn leaving_gives_the_terminal_back() {
    let service = Service::here(10);
    for key in ["q", "\x03"] {
        let desk = service.desk("en", &OFF, (80, 24));
        desk.shows(&["1 of "]);
        assert!(desk.look(|screen| screen.alternate_screen() && screen.hide_cursor()));
        desk.keys(key);
        assert_eq!(desk.finish_restored(), 0, "{key:?}");
    }
}

/// From the middle of text, too.
#[test]
fn a_signal_gives_the_terminal_back() {
    let service = Service::here(10);
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let desk = service.desk("en", &OFF, (80, 24));
        desk.shows(&["1 of "]);
        desk.keys("/abc");
        desk.shows(&["filter: abc"]);
        desk.signal(signal);
        desk.finish_restored();
    }
}

/// While the terminal is asked it is in raw mode already.
#[test]
fn a_signal_while_the_terminal_is_asked_gives_it_back() {
    let service = Service::here(5);
    let desk = service.desk_in("en", &OFF, &[], (80, 24), Persona::Silent);
    desk.wait_received("\x1b[c", 1);
    desk.signal(Signal::TERM);
    desk.finish_restored();
}

#[test]
fn a_desk_without_an_api_says_so_and_works_once_there_is_one() {
    let service = Service::down(20);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.shows(&["Read-only: no answer since", "r tries now"]);
    desk.keys("C");
    desk.shows(&["you can only look now"]);
    service.come_up();
    desk.keys("r");
    desk.shows(&["1 of "]);
    desk.hides("no answer since");
    // Who I am was not known before, and is what decides whether I may approve.
    desk.keys("\r");
    desk.shows(&["not claimed"]);
    desk.ask_approval("Approve BA", "was not looked at");
    desk.keys("\x03");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn a_desk_without_an_api_can_be_left() {
    let service = Service::down(5);
    let desk = service.desk("zh-CN", &OFF, (80, 24));
    desk.shows(&["连不上接口", "r 立即重试"]);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

/// The demo's folder goes with it, however it ends.
#[test]
fn a_demo_takes_its_data_along() {
    let service = Service::down(5);
    for signal in [None, Some(Signal::TERM)] {
        let desk = service.desk("en", &["demo", "--cases", "5", "--graphics", "off"], (80, 24));
        desk.shows(&["1 of "]);
        match signal {
            Some(signal) => desk.signal(signal),
            None => desk.keys("q"),
        }
        assert_eq!(desk.finish_restored(), 0);
        let left: Vec<_> =
            std::fs::read_dir(service.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("beian-desk-demo-")), "{left:?}");
    }
}
