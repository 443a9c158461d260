//! A desk to drive: its update and its view are the real ones, its effects are carried out when the test says so.

use std::collections::VecDeque;

use beian_desk::client::state::{Entries, Entry, Loaded};
use beian_desk::client::{Client, Follow, Live};
use beian_desk::desk::effect::{Call, Effect, Reply, Ticket};
use beian_desk::desk::fetch::{Answer, Kitchen};
use beian_desk::desk::image::{Order, Screen, Setup, Stop};
use beian_desk::desk::model::{Model, Over, Place};
use beian_desk::desk::msg::Msg;
use beian_desk::desk::run::ask;
use beian_desk::desk::theme::Theme;
use beian_desk::desk::update::{start, update};
use beian_desk::desk::view::draw;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use beian_desk::terminal::blocks::Mosaic;
use beian_desk::terminal::choice::{Depth, Protocol};
use beian_desk::terminal::fit::CellSize;
use beian_desk::terminal::kitty::Ids;
use beian_desk::terminal::palette::Detail;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::SignedDuration;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tokio::sync::mpsc;

use crate::support::Fixture;

/// Far longer than anything here takes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// What waits to be carried out.
#[derive(Debug)]
enum Waiting {
    Call(Ticket, Call),
    Picture(Ticket, Order),
}

pub struct Desk {
    pub model: Model,
    pub client: Client,
    pub has_quit: bool,
    /// Changes what the API answers, as a newer server might.
    pub patch: fn(&mut Reply),
    /// What the state file holds.
    pub kept: Entries,
    /// What was handed to the reviewer's own editor.
    pub editor: Option<String>,
    clock: i64,
    /// What was put on the clipboard.
    pub copied: Vec<String>,
    /// The begun sequences that a timer waits for.
    pub rests: Vec<u64>,
    /// What the terminal was told.
    pub told: Vec<String>,
    waiting: VecDeque<Waiting>,
}

impl Desk {
    /// Opens a desk and lets it read what it reads first.
    pub async fn open(api: &Fixture, client: Client, lang: Lang, size: (u16, u16)) -> Self {
        let mut desk = Self::before_first_reply(api, client, lang, size);
        desk.settle().await;
        desk
    }

    pub fn before_first_reply(api: &Fixture, client: Client, lang: Lang, size: (u16, u16)) -> Self {
        let theme = Theme::load("dark", api.folder.path(), Depth::True).unwrap();
        let screen = Screen {
            protocol: Protocol::Blocks,
            cell: CellSize { width: 10, height: 20 },
            truecolor: true,
            mosaic: Mosaic::Halves,
        };
        let model = Model::new((lang, theme, false), size, api.now(), screen, true);
        let mut desk = Self::with(model, client);
        desk.send(Msg::Restored(Ok(Box::default())));
        let effects = start(&mut desk.model);
        desk.take(effects);
        desk
    }

    fn with(model: Model, client: Client) -> Self {
        let (kept, waiting) = (Entries::new(), VecDeque::new());
        let (copied, rests, told) = (vec![], vec![], vec![]);
        let patch = |_: &mut Reply| ();
        Self { model, client, has_quit: false, patch, kept, editor: None, clock: 0, copied, rests, told, waiting }
    }

    /// Ends the desk as `kill -9` does, and opens another on what was kept.
    pub async fn again(&self, api: &Fixture) -> Self {
        let mut desk = Self::before_first_reply(api, self.client.clone(), self.model.lang, self.model.size);
        let mut entries = self.kept.clone();
        entries.retain(|_, entry| !entry.value.is_null());
        desk.kept = self.kept.clone();
        desk.clock = self.clock;
        desk.send(Msg::Restored(Ok(Box::new(Loaded { entries, ..Loaded::default() }))));
        desk.settle().await;
        desk
    }

    /// Presses keys, each named as in the key table, and answers everything they ask for.
    pub async fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            self.press(name);
            self.settle().await;
        }
        self
    }

    /// Presses a key and answers nothing.
    pub fn press(&mut self, name: &str) {
        let (name, modifiers) = match name.strip_prefix("Ctrl-") {
            Some(rest) => (rest, KeyModifiers::CONTROL),
            None => (name, KeyModifiers::NONE),
        };
        let code = match name {
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" => KeyCode::Tab,
            "Down" => KeyCode::Down,
            "Up" => KeyCode::Up,
            "Space" => KeyCode::Char(' '),
            "Backspace" => KeyCode::Backspace,
            one => KeyCode::Char(one.chars().next().unwrap()),
        };
        self.send(Msg::Key(KeyEvent::new(code, modifiers)));
    }

    /// Types into a text field.
    pub async fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        self.settle().await;
        self
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.take(effects);
    }

    /// Waits for what the feed tells next, and lets the desk hear it and do what follows.
    pub async fn hear(&mut self, feed: &mut Follow) -> Live {
        let heard = tokio::time::timeout(PATIENCE, feed.next()).await.expect("something comes").unwrap();
        self.send(Msg::Live(Ok(heard.clone())));
        heard
    }

    /// Hears until this is told.
    pub async fn hear_of(&mut self, feed: &mut Follow, verb: Verb) {
        // What is told meanwhile is bounded: the delay is measured for as long as nothing else comes.
        for _ in 0..50 {
            match self.hear(feed).await {
                Live::Change(change) if change.verb == verb => return,
                Live::Delay(_) => panic!("{verb} is not told"),
                _ => {}
            }
        }
        panic!("{verb} is not told");
    }

    /// The screen line on which a text stands.
    pub fn line_of(&self, text: &str) -> Option<usize> {
        self.frame().lines().position(|line| line.contains(text))
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(ticket, call) => self.waiting.push_back(Waiting::Call(ticket, call)),
                Effect::Picture(ticket, order) => self.waiting.push_back(Waiting::Picture(ticket, order)),
                Effect::Quit => self.has_quit = true,
                Effect::Keep(values) => {
                    for (key, value) in values {
                        self.clock += 1;
                        self.kept.insert(key, Entry { at: self.clock, value });
                    }
                }
                Effect::Editor(text) => self.editor = Some(text),
                Effect::Copy(text) => self.copied.push(text),
                Effect::Rest(number) => self.rests.push(number),
                Effect::Tell(text) => self.told.push(text),
                Effect::Speak(lang) => self.client = self.client.clone().speaking(lang),
                Effect::As(_) | Effect::Theme(_) | Effect::Mouse(_) | Effect::Suspend => {}
                Effect::Redraw | Effect::Heal | Effect::StopPicture => {}
                Effect::Call(..) | Effect::Go(_) => panic!("the root must not hand out {effect:?}"),
            }
        }
    }

    /// Carries out all that waits, and what follows from it, until the desk is idle.
    pub async fn settle(&mut self) {
        while !self.waiting.is_empty() {
            self.answer(0).await;
        }
        assert_eq!(self.model.busy, 0, "idle means that nothing is under way");
    }

    /// Carries out what waits at this position.
    pub async fn answer(&mut self, index: usize) {
        let msg = match self.waiting.remove(index).unwrap() {
            Waiting::Call(ticket, call) => {
                let mut result = ask(&self.client, call).await;
                if let Ok(reply) = &mut result {
                    (self.patch)(reply);
                }
                Msg::Reply(ticket, result)
            }
            Waiting::Picture(ticket, order) => self.picture(ticket, order).await,
        };
        self.send(msg);
    }

    /// As the desk does it, without a terminal.
    async fn picture(&self, ticket: Ticket, order: Order) -> Msg {
        let setup =
            Setup { screen: self.model.pictures, id: 1, wide_id: true, detail: Detail::Legible, in_tmux: false };
        let (sender, mut inbox) = mpsc::unbounded_channel();
        let kitchen = Kitchen::new(self.client.clone(), Ids::wide(1), setup);
        let order = Order { next: Vec::new(), ..order };
        kitchen.serve(order, Detail::Legible, false, Stop::default(), Answer::new(ticket, sender)).await;
        inbox.recv().await.unwrap()
    }

    pub fn calls(&self) -> Vec<&Call> {
        self.waiting
            .iter()
            .filter_map(|waiting| match waiting {
                Waiting::Call(_, call) => Some(call),
                Waiting::Picture(..) => None,
            })
            .collect()
    }

    /// The frame as text, without trailing blanks.
    pub fn frame(&self) -> String {
        let (width, height) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&self.model, &mut buffer);
        let mut out = String::new();
        for y in 0..height {
            let (mut x, mut line) = (0, String::new());
            while x < width {
                let symbol = buffer[(x, y)].symbol();
                assert!(!symbol.chars().any(char::is_control), "a control character at {x},{y}: {symbol:?}");
                line.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol).max(1)).unwrap();
            }
            assert_eq!(x, width, "no wide character hangs over the edge: {line}");
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    pub fn shows(&self, text: &str) -> bool {
        self.frame().contains(text)
    }

    /// The number of the open case; empty in the queue.
    pub fn open_case(&self) -> &str {
        match (&self.model.place, &self.model.case) {
            (Place::Case, Some(open)) => &open.case.row.number,
            _ => "",
        }
    }

    /// The footer's sentence.
    pub fn notice(&self) -> &str {
        self.model.notice.as_ref().map_or("", |notice| &notice.text)
    }

    /// What was refused, or what the sheet complains about.
    pub fn trouble(&self) -> &str {
        use beian_desk::desk::screen::decide;
        if let Some(Over::Trouble(view)) = self.model.over.last() {
            return &view.why;
        }
        let trouble = match self.model.sheet.as_ref().unwrap() {
            decide::Model::Confirm(sheet) => sheet.trouble.as_deref(),
            decide::Model::Return(sheet) => sheet.trouble.as_deref(),
            decide::Model::Evidence(_) | decide::Model::Outbox(_) => None,
        };
        trouble.unwrap_or("")
    }
}

/// Cases that wait for a review, each an hour more urgent than the next; gives their ids.
pub async fn waiting(api: &Fixture, status: Status, count: u32) -> Vec<String> {
    let mut ids = Vec::new();
    for index in 0..count {
        let id = api.case_with(status, |case| {
            case.entered_at = api.now() - SignedDuration::from_hours(i64::from(count - index));
            let (name, domain) = (format!("样本{}号科技有限公司", index + 1), format!("sample-{}.example", index + 1));
            case.filing.entity.name = name;
            case.filing.service.domains = vec![domain];
        });
        ids.push(id.await);
    }
    ids
}

/// A first reviewer's desk.
pub async fn first(api: &Fixture, lang: Lang, size: (u16, u16)) -> Desk {
    Desk::open(api, api.user("ann", &[Role::FirstReviewer]).await, lang, size).await
}
