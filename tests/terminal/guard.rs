//! The guard in a real pseudo-terminal. The program is this test binary again, running the one ignored test below,
//! which acts a part named by an environment variable.

use beian_desk::terminal::{Guard, guard, kitty};

use crate::persona::Persona;
use crate::session::Session;

const PART: &str = "PART";

/// Not a test: the part that the others start and look at.
#[test]
#[ignore = "started by the other tests of this file"]
fn act() {
    let part = std::env::var(PART).unwrap_or_default();
    guard::install_panic_hook();
    let held = Guard::enter().unwrap();
    guard::set_farewell(kitty::delete(77));
    let say = |text: &str| {
        rustix::io::write(rustix::stdio::stdout(), text.as_bytes()).unwrap();
    };
    say("HELD");
    let mut key = [0];
    let mut wait_for_key = || {
        rustix::io::read(rustix::stdio::stdin(), &mut key).unwrap();
    };
    wait_for_key();
    match part.as_str() {
        "panic" => panic!("the desk fell over"),
        "panic elsewhere" => {
            let _ =
                std::thread::Builder::new().name("decoder".into()).spawn(|| panic!("a bad picture")).unwrap().join();
            say(" STILL");
            wait_for_key();
        }
        "suspend" => {
            held.suspend().unwrap();
            held.resume().unwrap();
            say("BACK");
            wait_for_key();
        }
        _ => {}
    }
    drop(held);
    guard::restore();
    say("AFTER\n");
}

fn start(part: &str) -> Session {
    let program = std::env::current_exe().unwrap();
    let args = ["--exact", "guard::act", "--ignored", "--nocapture", "--test-threads=1"];
    let session = if part == "suspend" {
        // A shell with job control, as in real life: without one there is nobody to stop for.
        let script = "set -m; \"$@\"; echo STOPPED; read line; fg; echo ENDED";
        let args = [&["-c", script, "sh", program.to_str().unwrap()][..], &args].concat();
        Session::start("bash", &args, &[(PART, part)], (80, 24), Persona::Plain)
    } else {
        Session::start(program.to_str().unwrap(), &args, &[(PART, part)], (80, 24), Persona::Plain)
    };
    session.wait("the terminal is taken", |screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste() && screen.contents() == "HELD"
    });
    session
}

/// The end of the session: nothing left behind, and the main screen as it was with what was said since.
fn left_behind(session: Session) -> String {
    let (_, shown) = session.finish_and_look(|emulator| {
        assert!(emulator.received("\x1b_Ga=d,d=I,q=2,i=77\x1b\\"), "the picture is deleted");
        emulator.look(|screen| {
            assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
            screen.contents()
        })
    });
    assert!(shown.contains("running 1 test") && !shown.contains("HELD"), "{shown}");
    shown
}

#[test]
fn a_dropped_guard_gives_the_terminal_back_once() {
    let session = start("end");
    session.keys("q");
    let (_, raw) = session.finish_and_look(|emulator| String::from_utf8_lossy(&emulator.raw()).into_owned());
    assert_eq!(raw.matches("\x1b[?1049l").count(), 1);
    assert!(raw.contains("\x1b[?2026l") && raw.contains("AFTER"));
}

#[test]
fn a_panic_is_reported_on_the_main_screen() {
    let session = start("panic");
    session.keys("q");
    let shown = left_behind(session);
    assert!(shown.contains("the desk fell over"), "{shown}");
}

#[test]
fn a_panic_on_another_thread_waits_until_the_desk_closes() {
    let session = start("panic elsewhere");
    session.keys("q");
    session.wait("the desk goes on", |screen| screen.alternate_screen() && screen.contents() == "HELD STILL");
    session.keys("q");
    let shown = left_behind(session);
    assert!(shown.contains("'decoder'") && shown.contains("a bad picture"), "{shown}");
}

#[test]
fn a_suspended_desk_comes_back() {
    let session = start("suspend");
    session.keys("\x1a");
    session.wait("the shell has the terminal", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && screen.contents().contains("STOPPED")
    });
    session.keys("\n");
    session.wait("the desk is back", |screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.contents().contains("BACK")
    });
    session.keys("q");
    session.wait("the shell ends", |screen| screen.contents().contains("ENDED"));
    assert!(session.finish().success());
}
