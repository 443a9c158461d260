//! What is typed outlives the program, however it ends.

use rustix::process::Signal;

use crate::service::Service;

/// Types a long text key by key, kills the program in the middle of it, and finds every key again.
#[test]
fn every_key_typed_before_kill_is_there_again() {
    let service = Service::here(20);
    for (round, signal) in [Signal::KILL, Signal::HUP].into_iter().enumerate() {
        let desk = service.desk("en", &["--graphics", "off"], (100, 30));
        let mut typed = String::new();
        if round == 0 {
            desk.shows(&["1 of "]);
            desk.keys("\r");
            desk.shows(&["not claimed"]);
            desk.keys("X");
            desk.shows(&["Pick a return reason"]);
            desk.keys("other\r");
            desk.shows(&["Edit the text: OTHER"]);
        } else {
            desk.shows(&["Edit the text: OTHER", "k0-7"]);
            typed = "k0-7".into();
        }
        for key in 0..=7 {
            typed = format!("k{round}-{key} ");
            desk.keys(&typed);
            desk.shows(&[typed.trim_end()]);
        }
        desk.signal(signal);
        desk.finish();
        let again = service.desk("en", &["--graphics", "off"], (100, 30));
        again.shows(&["Edit the text: OTHER", typed.trim_end(), "k0-7"]);
        again.keys("\x1b");
        // The field shows these too: without this, what follows overtakes the key.
        again.hides("Edit the text: OTHER");
        again.shows(&["OTHER", "k0-0"]);
        again.keys("e");
        again.shows(&["Edit the text: OTHER"]);
        again.signal(Signal::KILL);
        again.finish();
    }
    let fresh = service.desk("en", &["--graphics", "off", "--fresh"], (100, 30));
    fresh.shows(&["1 of "]);
    fresh.keys("\r");
    fresh.shows(&["flagged 1"]);
    fresh.keys("\x03");
    fresh.shows(&["kept on this machine"]);
    fresh.keys("y");
    assert_eq!(fresh.finish_restored(), 0);
}

/// The reviewer's own editor gets the text, the terminal and a private file, and the desk has all of it back.
#[test]
fn a_long_text_goes_through_an_editor_and_back() {
    let service = Service::here(20);
    let editor = "sh -c 'printf \"in the editor\\n\"; printf \"\\nsecond line\" >> \"$1\"' sh";
    let env = [("EDITOR", editor)];
    let desk = service.desk_in("en", &["--graphics", "off"], &env, (100, 30), crate::persona::Persona::Plain);
    desk.shows(&["1 of "]);
    desk.keys("\r");
    desk.shows(&["not claimed"]);
    desk.keys("X");
    desk.shows(&["Pick a return reason"]);
    desk.keys("other\r");
    desk.shows(&["Edit the text: OTHER"]);
    desk.keys("first line");
    desk.shows(&["first line"]);
    desk.keys("\x0f");
    desk.wait_received("in the editor", 1);
    desk.shows(&["Edit the text: OTHER", "first line", "second line"]);
    desk.keys(" typed on");
    desk.shows(&["second line typed on"]);
    desk.keys("\x03y");
    assert_eq!(desk.finish_restored(), 0);
}
