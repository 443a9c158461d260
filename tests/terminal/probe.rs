//! The probe against terminals of every kind, in this process on a real pseudo-terminal.

use std::fs::File;
use std::time::Duration;

use beian_desk::terminal::fit::CellSize;
use beian_desk::terminal::probe::{Probe, probe_on};
use beian_desk::terminal::{Depth, Graphics, Hints, Protocol};
use rustix::termios::tcgetattr;

use crate::emulator::Emulator;
use crate::persona::Persona;

fn hints(term: &str) -> Hints {
    Hints { term: term.to_owned(), ..Hints::default() }
}

fn ask(device: &File, term: &str, deadline: Duration) -> Probe {
    let before = format!("{:?}", tcgetattr(device).unwrap());
    let probe = probe_on(device, device, &hints(term), Graphics::Auto, deadline);
    assert_eq!(format!("{:?}", tcgetattr(device).unwrap()), before, "the mode is put back");
    probe
}

/// Far beyond what an answering terminal needs: whoever waits for it has failed.
const LONG: Duration = Duration::from_secs(8);

#[test]
fn a_kitty_tells_everything_at_once() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::Kitty);
    let probe = ask(&emulator.device(), "xterm-kitty", LONG);
    assert_eq!((probe.protocol, probe.depth), (Protocol::KittyPlaceholders, Depth::True));
    assert_eq!(probe.cell, CellSize { width: 10, height: 20 });
    assert_eq!((probe.brand.as_str(), probe.background), ("kitty(0.41.1)", Some((0x1e, 0x1e, 0x2e))));
    assert!(probe.answered && probe.took < LONG && !probe.wide_ambiguous && probe.typed.is_empty());
    assert_eq!(emulator.look(|screen| (screen.contents(), screen.cursor_position())), (String::new(), (0, 0)));
}

#[test]
fn an_old_kitty_gets_no_placeholders() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::OldKitty);
    assert_eq!(ask(&emulator.device(), "xterm-kitty", LONG).protocol, Protocol::KittyDirect);
}

#[test]
fn sixel_and_iterm2_are_found_by_what_the_terminal_says() {
    for (persona, protocol) in [(Persona::Sixel, Protocol::Sixel), (Persona::WezTerm, Protocol::ITerm2)] {
        let (emulator, _slave) = Emulator::open((80, 24), persona);
        assert_eq!(ask(&emulator.device(), "xterm-256color", LONG).protocol, protocol);
    }
}

#[test]
fn a_plain_terminal_gets_half_blocks() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::Plain);
    let probe = ask(&emulator.device(), "xterm-256color", LONG);
    assert_eq!((probe.protocol, probe.depth, probe.cell), (Protocol::Blocks, Depth::Indexed256, CellSize::USUAL));
    assert!(probe.answered && probe.took < LONG);
}

#[test]
fn a_silent_terminal_costs_the_deadline_and_no_more() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::Silent);
    let deadline = Duration::from_millis(50);
    let probe = ask(&emulator.device(), "xterm-256color", deadline);
    assert!(!probe.answered && probe.took >= deadline && probe.took < LONG);
    assert_eq!(probe.protocol, Protocol::Blocks);
}

#[test]
fn keys_typed_before_the_answer_are_kept() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::Kitty);
    let device = emulator.device();
    // Raw before the keys are typed, as under a shell's line editor: in cooked mode they would wait for a line feed.
    let mut raw = tcgetattr(&device).unwrap();
    raw.make_raw();
    rustix::termios::tcsetattr(&device, rustix::termios::OptionalActions::Now, &raw).unwrap();
    emulator.keys("jjA\x1b[B审");
    let probe = ask(&device, "xterm-kitty", LONG);
    assert!(probe.answered);
    assert_eq!(String::from_utf8(probe.typed).unwrap(), "jjA\x1b[B审");
}

/// With passthrough off nothing comes from the terminal around tmux, and its pane keeps its title.
#[test]
fn tmux_is_asked_twice_and_never_for_kitty_itself() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::Tmux);
    let probe = ask(&emulator.device(), "tmux-256color", Duration::from_millis(400));
    assert!(probe.answered && probe.in_tmux && !probe.could_kitty);
    assert_eq!(probe.protocol, Protocol::Blocks);
    assert!(emulator.received("\x1bPtmux;\x1b\x1b_Gi=31"));
    assert!(!emulator.received("q\x1b_Gi=31"));
    assert!(probe.explain().iter().any(|line| line.en.contains("allow-passthrough")));
}

#[test]
fn tmux_hands_on_what_the_terminal_around_it_can() {
    let (emulator, _slave) = Emulator::open((80, 24), Persona::TmuxInKitty);
    let probe = ask(&emulator.device(), "screen-256color", LONG);
    assert_eq!((probe.protocol, probe.brand.as_str()), (Protocol::KittyPlaceholders, "kitty(0.41.1)"));
    assert!(probe.in_tmux && probe.took < LONG && !probe.wide_ids);
    assert_eq!(probe.cell, CellSize { width: 9, height: 18 });
    assert!(probe.notes.is_empty(), "{:?}", probe.notes);
}
