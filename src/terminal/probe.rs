//! Asking the terminal once, before the alternate screen and before anything reads keys: afterwards every byte that
//! arrives is a key. One write with every question, one deadline; keys typed meanwhile are kept.

use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use super::blocks::Mosaic;
use super::choice::{Answers, Choice, Depth, Facts, Graphics, Hints, Note, Protocol};
use super::fit::CellSize;
use super::kitty::through_tmux;
use super::reply::{Reply, Sorter};

/// How long a terminal may take to answer unless the settings say otherwise.
pub const DEADLINE: Duration = Duration::from_secs(1);
/// How long what lies around tmux may take: tmux is near, and with passthrough off nothing ever comes.
const TMUX_DEADLINE: Duration = Duration::from_millis(300);

const KITTY_ID: u32 = 31;
const VERSION: &[u8] = b"\x1b[>q";
const KITTY: &[u8] = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
const CELL: &[u8] = b"\x1b[16t";
const BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";
/// From column 1: whatever a terminal printed of questions it did not know is erased, one glyph of ambiguous width is
/// printed, the cursor's place asked for, and the line erased again.
const WIDTH: &[u8] = "\r\x1b[K●\x1b[6n\r\x1b[K".as_bytes();
/// Last, because every terminal answers it, and answers in order.
const ATTRIBUTES: &[u8] = b"\x1b[c";

/// What is known of the terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// How pictures are shown.
    pub protocol: Protocol,
    /// The size of a cell in pixels: of the window if it tells, else as answered, else the usual one.
    pub cell: CellSize,
    /// Whether commands for pictures must go through tmux.
    pub in_tmux: bool,
    /// Whether glyphs of ambiguous width take two cells: frames and marks are then ASCII.
    pub wide_ambiguous: bool,
    /// The background colour, if it told.
    pub background: Option<(u8, u8, u8)>,
    /// The name and version of the terminal that shows the pictures, printable ASCII; empty if it gave none.
    pub brand: String,
    /// Whether the terminal answered before the deadline.
    pub answered: bool,
    /// How long the asking took.
    pub took: Duration,
    /// Keys typed meanwhile, to be read before all others.
    pub typed: Vec<u8>,
    /// How many colours text may have.
    pub depth: Depth,
    /// Whether text may have 24-bit colours.
    pub truecolor: bool,
    /// Whether a picture's identifier may be a 24-bit colour, else one of the palette.
    pub wide_ids: bool,
    /// Into how many parts a cell is split where pictures are block characters.
    pub mosaic: Mosaic,
    /// Whether the terminal said that it shows kitty pictures.
    pub could_kitty: bool,
    /// Whether the terminal is known to show iTerm2 pictures.
    pub could_iterm2: bool,
    /// Whether the terminal said that it shows sixel.
    pub could_sixel: bool,
    /// What a user should know of the choice.
    pub notes: Vec<Note>,
}

impl Probe {
    /// What can be known without asking.
    pub fn unasked(hints: &Hints, graphics: Graphics) -> Self {
        let facts = Facts { hints: hints.clone(), ..Facts::default() };
        Self::of(&facts, graphics, None, Vec::new(), Duration::ZERO)
    }

    fn of(facts: &Facts, graphics: Graphics, window: Option<CellSize>, typed: Vec<u8>, took: Duration) -> Self {
        let Choice { protocol, depth, wide_ids, wide_ambiguous, mosaic, could_iterm2, could_sixel, notes } =
            facts.choose(graphics);
        let shown_by = facts.outer.as_ref().unwrap_or(&facts.inner);
        let told = |answers: &Answers| answers.cell.and_then(|(width, height)| sane(width, height));
        Self {
            protocol,
            cell: window.or_else(|| told(&facts.inner)).or_else(|| told(shown_by)).unwrap_or(CellSize::USUAL),
            in_tmux: facts.in_tmux(),
            wide_ambiguous,
            background: facts.inner.background.or(shown_by.background),
            brand: shown_by.brand.clone().or_else(|| facts.inner.brand.clone()).unwrap_or_default(),
            answered: facts.inner.attributes.is_some(),
            took,
            typed,
            depth,
            truecolor: depth == Depth::True,
            wide_ids,
            mosaic,
            could_kitty: shown_by.kitty,
            could_iterm2,
            could_sixel,
            notes,
        }
    }

    /// Every finding as a line `name: value`, then what a user should know of the choice.
    pub fn explain(&self) -> Vec<Told> {
        let yes = |yes: bool| if yes { ("有", "yes") } else { ("无", "no") };
        let is = |yes: bool| if yes { ("是", "yes") } else { ("否", "no") };
        let brand =
            if self.brand.is_empty() { ("未知", "unknown") } else { (self.brand.as_str(), self.brand.as_str()) };
        let background = match self.background {
            Some((red, green, blue)) => format!("#{red:02x}{green:02x}{blue:02x}"),
            None => String::new(),
        };
        let background = if background.is_empty() { ("未知", "unknown") } else { (&*background, &*background) };
        let (kitty, iterm2, sixel) = (yes(self.could_kitty), yes(self.could_iterm2), yes(self.could_sixel));
        let (answered, tmux, wide) = (is(self.answered), is(self.in_tmux), is(self.wide_ambiguous));
        let (took, CellSize { width, height }) = (self.took.as_millis(), self.cell);
        let pictures = protocol_words(self.protocol);
        let told = |zh: String, en: String| Told { zh, en };
        let mut lines = vec![
            told(format!("终端：{}", brand.0), format!("terminal: {}", brand.1)),
            told(format!("应答：{}（{took} 毫秒）", answered.0), format!("answered: {} ({took} ms)", answered.1)),
            told(format!("图片：{}", pictures.0), format!("pictures: {}", pictures.1)),
            told(
                format!("终端支持：kitty {}、iTerm2 {}、sixel {}", kitty.0, iterm2.0, sixel.0),
                format!("could show: kitty {}, iTerm2 {}, sixel {}", kitty.1, iterm2.1, sixel.1),
            ),
            told(format!("颜色：{:?}", self.depth), format!("colours: {:?}", self.depth)),
            told(format!("字格：{width}×{height} 像素"), format!("cell: {width} x {height} pixels")),
            told(format!("背景：{}", background.0), format!("background: {}", background.1)),
            told(format!("歧义宽度字符占两格：{}", wide.0), format!("wide ambiguous glyphs: {}", wide.1)),
            told(format!("在 tmux 中：{}", tmux.0), format!("inside tmux: {}", tmux.1)),
        ];
        let notes = self.notes.iter().map(|note| {
            let (zh, en) = note.words();
            told(format!("提示：{zh}"), format!("note: {en}"))
        });
        lines.extend(notes);
        lines
    }
}

/// A line in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// How pictures are shown, in words of both languages.
const fn protocol_words(protocol: Protocol) -> (&'static str, &'static str) {
    match protocol {
        Protocol::KittyPlaceholders => ("kitty（占位字符）", "kitty (placeholders)"),
        Protocol::KittyDirect => ("kitty（直接放置）", "kitty (placed)"),
        Protocol::ITerm2 => ("iTerm2", "iTerm2"),
        Protocol::Sixel => ("sixel", "sixel"),
        Protocol::Blocks => ("字符拼图", "block characters"),
        Protocol::Off => ("不显示", "off"),
    }
}

/// Asks the terminal of this process, if standard input and output are one and `TERM` is not dumb. Call it once, at the
/// start of a line, before the [`Guard`](super::guard::Guard) and before anything reads keys.
pub fn probe(graphics: Graphics, deadline: Duration) -> Probe {
    let hints = Hints::from_env();
    let (input, output) = (io::stdin(), io::stdout());
    if hints.is_dumb() || !output.is_terminal() {
        return Probe::unasked(&hints, graphics);
    }
    if input.is_terminal() {
        return probe_on(&input, &output, &hints, graphics, deadline);
    }
    Probe::unasked(&hints, graphics)
}

/// Asks the terminal behind these descriptors. Errors of the descriptors count as silence; the mode of the terminal is
/// put back in any case.
pub fn probe_on(input: impl AsFd, output: impl AsFd, hints: &Hints, graphics: Graphics, deadline: Duration) -> Probe {
    let start = Instant::now();
    let mut facts = Facts { hints: hints.clone(), ..Facts::default() };
    let mut typed = Vec::new();
    if let Ok(raw) = Raw::enter(input.as_fd()) {
        // tmux would take the kitty question for the title of its pane.
        let kitty = if hints.is_multiplexed() { &b""[..] } else { KITTY };
        let questions = [VERSION, kitty, CELL, BACKGROUND, WIDTH, ATTRIBUTES].concat();
        facts.inner = ask(&raw, &output, &questions, deadline, &mut typed);
        if facts.in_tmux() && facts.inner.attributes.is_some() {
            let questions = [VERSION, KITTY, CELL, ATTRIBUTES].map(through_tmux).concat();
            facts.outer = Some(ask(&raw, &output, &questions, TMUX_DEADLINE.min(deadline), &mut typed));
        }
    }
    Probe::of(&facts, graphics, window_cell(&output), typed, start.elapsed())
}

/// Sends the questions and collects what comes until the last is answered or the time is over.
fn ask<I: AsFd>(raw: &Raw<I>, output: impl AsFd, questions: &[u8], limit: Duration, typed: &mut Vec<u8>) -> Answers {
    let end = Instant::now() + limit;
    let mut sorter = Sorter::default();
    if send(output, questions).is_ok() {
        let mut buffer = [0; 1024];
        while !sorter.replies().iter().any(|reply| matches!(reply, Reply::Attributes(_))) {
            match receive(&raw.input, &mut buffer, end) {
                Some(bytes) => sorter.feed(bytes),
                None => break,
            }
        }
    }
    let (replies, keys) = sorter.finish();
    typed.extend(keys);
    Answers::of(&replies, KITTY_ID)
}

fn send(output: impl AsFd, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(&output, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The next bytes, or nothing if the time is over or the terminal is gone.
fn receive(input: impl AsFd, buffer: &mut [u8], end: Instant) -> Option<&[u8]> {
    loop {
        let left = end.checked_duration_since(Instant::now())?;
        let left = Timespec::try_from(left).ok()?;
        match poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&left)) {
            Ok(0) => return None,
            Ok(_) => break,
            Err(Errno::INTR) => {}
            Err(_) => return None,
        }
    }
    match rustix::io::read(input, &mut *buffer) {
        Ok(0) | Err(_) => None,
        Ok(count) => buffer.get(..count),
    }
}

/// Raw mode while it lives.
struct Raw<I: AsFd> {
    input: I,
    before: Termios,
}

impl<I: AsFd> Raw<I> {
    fn enter(input: I) -> io::Result<Self> {
        let before = tcgetattr(&input)?;
        let mut raw = before.clone();
        raw.make_raw();
        raw.special_codes[SpecialCodeIndex::VMIN] = 0;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&input, OptionalActions::Now, &raw)?;
        Ok(Self { input, before })
    }
}

impl<I: AsFd> Drop for Raw<I> {
    fn drop(&mut self) {
        // Not `Flush`: that would throw away keys.
        let _ = tcsetattr(&self.input, OptionalActions::Now, &self.before);
    }
}

/// The size of a cell from the size of the window, which SSH forwards; none where the terminal leaves it at 0.
fn window_cell(output: impl AsFd) -> Option<CellSize> {
    let window = tcgetwinsize(output).ok()?;
    sane(window.ws_xpixel.checked_div(window.ws_col)?, window.ws_ypixel.checked_div(window.ws_row)?)
}

fn sane(width: u16, height: u16) -> Option<CellSize> {
    ((2..=200).contains(&width) && (4..=400).contains(&height)).then_some(CellSize { width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cell_is_that_of_the_window_before_any_answer() {
        let hints = Hints { term: "xterm".into(), ..Hints::default() };
        let mut facts = Facts { hints, ..Facts::default() };
        let cell = |facts: &Facts, window| Probe::of(facts, Graphics::Auto, window, vec![], Duration::ZERO).cell;
        assert_eq!(cell(&facts, None), CellSize::USUAL);
        facts.inner.cell = Some((9, 18));
        assert_eq!(cell(&facts, None), CellSize { width: 9, height: 18 });
        assert_eq!(cell(&facts, Some(CellSize { width: 8, height: 17 })), CellSize { width: 8, height: 17 });
        facts.inner.cell = Some((0, 65_535));
        assert_eq!(cell(&facts, None), CellSize::USUAL);
    }

    #[test]
    fn a_file_is_no_terminal() {
        let file = tempfile::tempfile().unwrap();
        let hints = Hints { term: "xterm-256color".into(), ..Hints::default() };
        let probe = probe_on(&file, &file, &hints, Graphics::Auto, DEADLINE);
        assert_eq!((probe.answered, probe.protocol), (false, Protocol::Blocks));
        assert!(probe.took < DEADLINE);
        assert_eq!(file.metadata().unwrap().len(), 0, "nothing was asked");
    }

    #[test]
    fn the_explanation_names_the_choice() {
        let hints = Hints { term: "tmux-256color".into(), ..Hints::default() };
        let lines = Probe::unasked(&hints, Graphics::Auto).explain();
        assert!(lines.iter().any(|line| line.en == "pictures: block characters"), "{lines:?}");
        assert!(lines.iter().any(|line| line.en.starts_with("note: tmux") && line.zh.starts_with("提示：tmux")));
    }
}
