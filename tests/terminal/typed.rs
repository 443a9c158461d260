//! Keys that are typed before the desk is ready for them.

use crate::persona::Persona;
use crate::service::Service;

const OFF: [&str; 2] = ["--graphics", "off"];

#[test]
fn keys_typed_at_once_are_not_lost() {
    let service = Service::here(20);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.keys("/round:1\rCy");
    desk.shows(&["is claimed.", "mine until"]);
    desk.keys("q");
    desk.shows(&["filter: round:1", "1 of "]);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

/// While a silent terminal is waited for: an arrow is an arrow, and not the uppercase letter in its sequence.
#[test]
fn arrows_typed_while_the_terminal_is_asked_are_no_letters() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &OFF, &[], (100, 30), Persona::Silent);
    desk.wait_received("\x1b[c", 1);
    desk.keys("\x1b[C\x1bOC\x1b[1;5C\x1b[15~/x\x7fround:1\r");
    desk.shows(&["filter: round:1", "1 of "]);
    assert!(!desk.look(|screen| screen.contents().contains("Claim the most urgent")));
    desk.keys("?");
    desk.shows(&["Lowercase keys only look"]);
    desk.keys("qq");
    assert_eq!(desk.finish_restored(), 0);
}

#[test]
fn a_ctrl_c_typed_while_the_terminal_is_asked_leaves() {
    let service = Service::here(5);
    let desk = service.desk_in("en", &OFF, &[], (100, 30), Persona::Silent);
    desk.wait_received("\x1b[c", 1);
    desk.keys("\x03");
    assert_eq!(desk.finish_restored(), 0);
}

/// Escape and `y` in one piece, as a slow line delivers them, are not a yes.
#[test]
fn an_escape_before_a_yes_is_no_yes() {
    let service = Service::here(20);
    let desk = service.desk("en", &OFF, (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("C");
    desk.shows(&["Claim the most urgent"]);
    desk.keys("\x1by");
    desk.keys("?");
    desk.shows(&["Lowercase keys only look"]);
    desk.keys("?");
    desk.shows(&["Claim the most urgent", "y claim"]);
    desk.keys("\x03");
    assert_eq!(desk.finish_restored(), 0);
    let rows = service.ask(|client| async move { client.queue(None, None, "", None, 200).await }).items;
    assert!(rows.iter().all(|row| row.holder.is_none()));
}
