//! How an emulated terminal answers questions: each persona is a kind of terminal that people use.

use std::sync::mpsc::Sender;

use vt100::{Callbacks, Screen};

/// A kind of terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persona {
    /// Says what it is (DA1) and where the cursor is, and nothing else.
    Plain,
    /// kitty 0.41.1 with cells of 10 × 20 pixels and a dark background.
    Kitty,
    /// kitty 0.26.5, which shows pictures but no placeholders.
    OldKitty,
    /// XTerm 379 as a VT340, which shows sixel.
    Sixel,
    /// WezTerm, which shows iTerm2 pictures.
    WezTerm,
    /// Answers nothing.
    Silent,
    /// tmux 3.3a that lets nothing through.
    Tmux,
    /// tmux 3.3a that lets commands through to a kitty 0.41.1.
    TmuxInKitty,
}

impl Persona {
    fn brand(self) -> Option<&'static str> {
        match self {
            Self::Kitty => Some("kitty(0.41.1)"),
            Self::OldKitty => Some("kitty(0.26.5)"),
            Self::Tmux | Self::TmuxInKitty => Some("tmux 3.3a"),
            Self::Sixel => Some("XTerm(379)"),
            Self::WezTerm => Some("WezTerm 20240203-110809-5046fc22"),
            Self::Plain | Self::Silent => None,
        }
    }

    fn is_kitty(self) -> bool {
        matches!(self, Self::Kitty | Self::OldKitty)
    }

    fn is_tmux(self) -> bool {
        matches!(self, Self::Tmux | Self::TmuxInKitty)
    }
}

/// Answers the questions among what the program sends, through a channel to whoever writes to it.
pub struct Answering {
    persona: Persona,
    answers: Sender<Vec<u8>>,
    /// What was sent of a command that is not complete.
    unfinished: Vec<u8>,
}

const PASS: &[u8] = b"\x1bPtmux;";
const GRAPHICS: &[u8] = b"\x1b_G";

impl Answering {
    pub fn new(persona: Persona, answers: Sender<Vec<u8>>) -> Self {
        Self { persona, answers, unfinished: Vec::new() }
    }

    fn say(&self, answer: impl Into<Vec<u8>>) {
        // The program may have gone.
        let _ = self.answers.send(answer.into());
    }

    /// Takes the commands that the screen parser does not know out of the bytes, answers the questions among them, and
    /// gives the rest.
    pub fn take_commands(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut left = std::mem::take(&mut self.unfinished);
        left.extend_from_slice(bytes);
        let mut shown = Vec::new();
        while let Some(start) = left.iter().position(|byte| *byte == 0x1b) {
            shown.extend(left.drain(..start));
            let opening = if self.persona.is_tmux() { PASS } else { GRAPHICS };
            if left.starts_with(opening) {
                let Some(length) = command_length(&left) else { break };
                let command: Vec<u8> = left.drain(..length).collect();
                self.obey(&command);
            } else if opening.starts_with(&left) {
                break;
            } else {
                shown.extend(left.drain(..1));
            }
        }
        if left.first() == Some(&0x1b) {
            self.unfinished = left;
        } else {
            shown.extend(left);
        }
        shown
    }

    fn obey(&self, command: &[u8]) {
        let text = String::from_utf8_lossy(command).replace("\x1b\x1b", "\x1b");
        let text = text.as_str();
        if let Some(passed) = text.strip_prefix("\x1bPtmux;").and_then(|text| text.strip_suffix("\x1b\\")) {
            match passed {
                _ if self.persona != Persona::TmuxInKitty => {}
                "\x1b[>q" => self.say("\x1bP>|kitty(0.41.1)\x1b\\"),
                "\x1b[c" => self.say("\x1b[?62;22c"),
                "\x1b[16t" => self.say("\x1b[6;18;9t"),
                graphics => self.answer_graphics(graphics),
            }
        } else if self.persona.is_kitty() {
            self.answer_graphics(text);
        }
    }

    fn answer_graphics(&self, command: &str) {
        let keys = command.trim_start_matches("\x1b_G").split(';').next().unwrap_or_default();
        if keys.split(',').any(|key| key == "a=q") {
            let id = keys.split(',').find_map(|key| key.strip_prefix("i=")).unwrap_or("0");
            self.say(format!("\x1b_Gi={id};OK\x1b\\"));
        }
    }
}

/// The length of the command at the start of the bytes with its terminator, in which a doubled escape does not count.
fn command_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at..at + 2)? {
            b"\x1b\\" => return Some(at + 2),
            b"\x1b\x1b" => at += 2,
            _ => at += 1,
        }
    }
}

impl Callbacks for Answering {
    fn unhandled_csi(&mut self, screen: &mut Screen, i1: Option<u8>, _: Option<u8>, params: &[&[u16]], end: char) {
        if self.persona == Persona::Silent {
            return;
        }
        let first = params.first().and_then(|param| param.first()).copied().unwrap_or(0);
        match (i1, first, end) {
            (None, 0, 'c') if self.persona == Persona::Sixel => self.say("\x1b[?63;1;2;4;6;22c"),
            (None, 0, 'c') => self.say("\x1b[?62;22c"),
            (None, 5, 'n') => self.say("\x1b[0n"),
            (None, 6, 'n') => {
                let (row, col) = screen.cursor_position();
                self.say(format!("\x1b[{};{}R", row + 1, col + 1));
            }
            (Some(b'>'), 0, 'q') => {
                if let Some(brand) = self.persona.brand() {
                    self.say(format!("\x1bP>|{brand}\x1b\\"));
                }
            }
            (None, 16, 't') if self.persona.is_kitty() => self.say("\x1b[6;20;10t"),
            _ => {}
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        if params == [&b"11"[..], b"?"] && self.persona.is_kitty() {
            self.say("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\");
        }
    }
}
