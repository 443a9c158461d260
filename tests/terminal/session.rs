//! A program in an emulated terminal, with an environment that holds nothing but what the test gives it.

use std::ops::Deref;

use portable_pty::{Child, CommandBuilder, ExitStatus};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::tcgetattr;

use crate::emulator::Emulator;
use crate::persona::Persona;

/// The program under test.
pub const DESK: &str = env!("CARGO_BIN_EXE_beian-desk");

/// A running program and its terminal; ended, if it has not ended itself, when this is dropped.
pub struct Session {
    emulator: Emulator,
    child: Box<dyn Child + Send + Sync>,
    /// The modes of the terminal before anything ran in it.
    modes: String,
}

impl Session {
    /// Starts `command` in a terminal of `size` (columns, rows). `env` is the whole environment besides `PATH`, and
    /// `TERM`, which is `xterm-256color` unless given.
    pub fn start(command: &str, args: &[&str], env: &[(&str, &str)], size: (u16, u16), persona: Persona) -> Self {
        let (emulator, slave) = Emulator::open(size, persona);
        let mut builder = CommandBuilder::new(command);
        builder.args(args);
        builder.env_clear();
        builder.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        builder.env("TERM", "xterm-256color");
        for (name, value) in env {
            builder.env(name, value);
        }
        let modes = modes(&emulator);
        let child = slave.spawn_command(builder).unwrap();
        Self { emulator, child, modes }
    }

    /// Presses `A` until the question stands there, and looks at every required picture that it leads to on the way, for as long
    /// as it takes to be counted as seen.
    pub fn ask_approval(&self, question: &str, unseen: &str) {
        // More than any case has pictures.
        for _ in 0..30 {
            let before = self.look(pictures_seen);
            self.keys("A");
            self.wait("an answer to A", |screen| {
                let shown = screen.contents();
                shown.contains(question) || shown.contains(unseen)
            });
            if self.look(|screen| screen.contents().contains(question)) {
                return;
            }
            self.keys("0");
            self.wait("one more picture is seen", |screen| pictures_seen(screen) > before);
        }
        panic!("{question:?} never came");
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Waits for the end, checks that the terminal is as it was before, and gives the exit code.
    pub fn finish_restored(mut self) -> u32 {
        self.emulator.wait_until_ended();
        let code = self.child.wait().unwrap().exit_code();
        assert_eq!(modes(&self.emulator), self.modes, "the modes are put back");
        self.emulator.look(|screen| {
            let left = [screen.alternate_screen(), screen.hide_cursor(), screen.bracketed_paste()];
            assert_eq!(left, [false; 3], "alternate screen, hidden cursor, bracketed paste");
        });
        code
    }

    /// Waits for the end and gives the exit status.
    pub fn finish(mut self) -> ExitStatus {
        self.emulator.wait_until_ended();
        self.child.wait().unwrap()
    }

    /// Waits for the end and gives the exit status and the terminal as it was left.
    pub fn finish_and_look<T>(mut self, at: impl FnOnce(&Emulator) -> T) -> (ExitStatus, T) {
        self.emulator.wait_until_ended();
        (self.child.wait().unwrap(), at(&self.emulator))
    }
}

/// How many pictures of the case on the screen were seen, as its header counts them.
fn pictures_seen(screen: &vt100::Screen) -> usize {
    let head: String = screen.rows(0, u16::MAX).take(4).collect();
    let count = ["看图 ", "pictures "].iter().find_map(|word| head.split_once(word)?.1.split('/').next()?.parse().ok());
    count.unwrap_or_default()
}

fn modes(emulator: &Emulator) -> String {
    format!("{:?}", tcgetattr(emulator.device()).unwrap())
}

impl Deref for Session {
    type Target = Emulator;

    fn deref(&self) -> &Emulator {
        &self.emulator
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.child.kill();
    }
}

#[test]
fn a_program_shows_reads_and_ends() {
    let session = Session::start(
        "sh",
        &["-c", "printf 'ready '; read line; printf \"got $line\"; exit 7"],
        &[],
        (40, 5),
        Persona::Plain,
    );
    session.wait("it is ready", |screen| screen.contents().contains("ready"));
    session.keys("备案\n");
    session.wait("it has read", |screen| screen.contents().contains("got 备案"));
    assert!(session.received("ready "));
    assert_eq!(session.finish().exit_code(), 7);
}

#[test]
fn a_program_is_told_of_a_new_size() {
    let script = "trap 'stty size; exit' WINCH; echo ready; while :; do read line; done";
    let session = Session::start("sh", &["-c", script], &[], (80, 24), Persona::Plain);
    session.wait("it is ready", |screen| screen.contents().contains("ready"));
    session.resize(101, 33);
    // Some shells look at their traps only after the read.
    session.keys("\n");
    session.wait("it has the size", |screen| screen.contents().contains("33 101"));
}

#[test]
fn the_environment_is_empty_but_for_what_is_given() {
    let session = Session::start("env", &[], &[("NO_COLOR", "1")], (80, 24), Persona::Silent);
    let (status, shown) = session.finish_and_look(|emulator| emulator.look(|screen| screen.contents()));
    assert!(status.success());
    let mut names: Vec<&str> = shown.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.retain(|name| !matches!(*name, "SHELL" | "PWD"));
    assert_eq!(names, ["NO_COLOR", "PATH", "TERM"], "{shown}");
}
