//! The loop: the only async file of the desk. It waits for keys, replies, pictures, ticks and signals; hands each to the
//! update; carries out the effects; and draws when something changed. Input never waits for anything but a draw.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context;
use crossterm::event::Event;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::editor;
use super::effect::{Call, Effect, Reply, Slot, Ticket};
use super::face::{User, WHICH_KEY};
use super::fetch::{Answer, Kitchen};
use super::image::{Order, Setup, Shown, Stop, Trouble};
use super::model::Model;
use super::msg::Msg;
use super::term::{Events, Screen};
use super::theme::Themes;
use super::update::{SECOND, TICK, is_behind, start, update};
use crate::api::Case;
use crate::client::state::{Loaded, Place, Store};
use crate::client::{CaseQuery, Client, ClientError};
use crate::clock;
use crate::config::How;
use crate::domain::reason::ReasonGiven;
use crate::domain::verb::Verb;
use crate::terminal::kitty::Ids;
use crate::terminal::manners;
use crate::terminal::palette::Detail;

/// While a picture is being sent, the frame that tells how far it is comes no more often than this.
const METER: SignedDuration = SignedDuration::from_millis(200);

/// Pictures go ahead to the terminal's memory only when no key came for so long.
const RESTING: SignedDuration = SignedDuration::from_millis(400);

/// So many pictures wait to go ahead.
const AT_MOST: usize = 8;

/// A case beside the queue is read only when the reviewer has rested on it for so long.
const REST: Duration = Duration::from_millis(120);

/// Everything that the desk needs from outside.
pub struct Parts {
    /// The filing API.
    pub client: Client,
    /// The screen, already taken, and what comes from the terminal.
    pub screen: (Screen, Events),
    /// How pictures are made; the identifier is set for each.
    pub setup: Setup,
    /// Identifiers for kitty.
    pub ids: Ids,
    /// What ends the desk from outside.
    pub signals: Signals,
    /// Where my state lies.
    pub state: Place,
    /// The state file, where it could be opened already.
    pub store: Option<(Store, Loaded)>,
    /// Where themes are read.
    pub themes: Themes,
    /// The sample users that the desk may become, with their tokens.
    pub users: Vec<(User, String)>,
}

/// Runs the desk until the reviewer leaves.
///
/// # Errors
/// Where the terminal is gone or cannot be drawn on.
pub async fn run(mut model: Model, parts: Parts) -> anyhow::Result<()> {
    let Parts { client, screen: (mut screen, mut events), setup, ids, mut signals, state, store, themes, users } =
        parts;
    let (sender, mut inbox) = mpsc::unbounded_channel();
    let told = sender.clone();
    let client = client.observed(Arc::new(move |exchange| {
        let _ = told.send(Msg::Called(exchange));
    }));
    let (store, loaded) = store.unzip();
    let kitchen = Kitchen::new(client.clone(), ids, setup);
    let mut hands = Hands {
        client: client.clone(),
        sender,
        kitchen,
        under_way: HashMap::new(),
        newest_glance: Arc::default(),
        waiting: Vec::new(),
        ahead: VecDeque::new(),
        going_ahead: None,
        state,
        store,
        themes,
        users,
        feed: None,
    };
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    ticks.tick().await;
    let mut seconds = tokio::time::interval(SECOND);
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let idle = screen.idle();
    screen.ask_for(modes(&model)).context("cannot write to the terminal")?;
    hands.follow();
    let mut todo = Vec::new();
    if let Some(loaded) = loaded {
        todo.extend(update(&mut model, Msg::Restored(Ok(Box::new(loaded)))));
    }
    todo.extend(start(&mut model));
    // When a frame was drawn last; none while what it showed is out of date.
    let mut drawn: Option<Timestamp> = None;
    // When the reviewer did something last.
    let mut stirred = clock::now();
    'desk: loop {
        for effect in std::mem::take(&mut todo) {
            match effect {
                Effect::Quit => break 'desk,
                Effect::Redraw => screen.forget(true)?,
                Effect::Heal => screen.heal(setup.in_tmux)?,
                Effect::Suspend => screen.suspend().context("cannot suspend")?,
                Effect::Editor(text) => {
                    let edited = screen.step_aside(|| editor::edit(&text)).context("cannot take the terminal again")?;
                    todo.extend(update(&mut model, Msg::Edited(edited)));
                }
                Effect::Ahead(orders) => hands.go_ahead(orders, screen.detail().0),
                Effect::Picture(ticket, order) => {
                    let late = hands.begin(ticket.slot);
                    screen.begin(&late.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
                    todo.extend(late.into_iter().flat_map(|(_, late)| answered_late(&mut model, late)));
                    hands.picture(ticket, order, screen.detail());
                }
                Effect::StopPicture => {
                    let late: Vec<_> =
                        [Slot::Picture, Slot::Beside].into_iter().flat_map(|slot| hands.begin(slot)).collect();
                    screen.stop()?;
                    todo.extend(late.into_iter().flat_map(|(_, late)| answered_late(&mut model, late)));
                }
                Effect::Mouse(_) => screen.ask_for(modes(&model)).context("cannot write to the terminal")?,
                Effect::Copy(text) => screen.say(manners::copy(&text, setup.in_tmux))?,
                Effect::Tell(text) => screen.say(told_of(&text, &model, setup.in_tmux))?,
                other => hands.carry_out(other),
            }
            drawn = None;
        }
        if !todo.is_empty() {
            continue;
        }
        // The next frame waits until the terminal has read enough: on a slow line only the newest is worth its bytes.
        if drawn.is_none() && screen.is_ready() {
            let size = screen.draw(&model).context("cannot draw on the terminal")?;
            if size != model.size {
                // Keys must mean what this frame shows, also when they overtake the word of the new size.
                todo = update(&mut model, Msg::Resize(size.0, size.1));
                continue;
            }
            drawn = Some(clock::now());
        }
        let resting = RESTING - clock::now().duration_since(stirred);
        let rests = !resting.is_positive();
        if rests {
            hands.send_ahead(&mut screen);
        }
        let arrived = screen.pump(rests)?;
        let there = hands.take(&arrived);
        if !there.is_empty() {
            todo.extend(there.into_iter().flat_map(|msg| update(&mut model, msg)));
            drawn = None;
            continue;
        }
        let msg = tokio::select! {
            event = events.recv() => match event.flatten() {
                Some(event) => {
                    stirred = clock::now();
                    message(event)
                }
                // The terminal is gone.
                None => break 'desk,
            },
            Some(msg) = inbox.recv() => Some(msg),
            () = idle.notified() => {
                // How far a picture is, is told now and then; that it is there, at once.
                let is_told = model.picture.meter == screen.meter();
                let was_recent = drawn.is_some_and(|drawn| clock::now().duration_since(drawn) < METER);
                if is_told || (screen.is_sending() && was_recent) {
                    continue;
                }
                Some(Msg::Sent(screen.meter()))
            }
            () = tokio::time::sleep(resting.unsigned_abs()), if !rests && (hands.is_ahead() || screen.is_sending()) => {
                continue;
            }
            _ = ticks.tick() => Some(Msg::Tick),
            _ = seconds.tick(), if model.held.is_some() || model.link.down.is_some() || is_behind(&model) => {
                Some(Msg::Second)
            }
            signal = signals.next() => match signal {
                Signal::End => break 'desk,
                // Whoever stopped the program from outside had the terminal meanwhile.
                Signal::GoOn => {
                    screen.retake().context("cannot take the terminal again")?;
                    None
                }
                // The next frame finds the size.
                Signal::Resized => None,
            },
        };
        model.now = clock::now();
        drawn = None;
        hands.open_state(&model, msg.as_ref());
        todo.extend(
            msg.and_then(|msg| hands.hold(msg, &mut screen)).map(|msg| update(&mut model, msg)).into_iter().flatten(),
        );
        // What else is already there is taken in before the next draw, so that a burst is drawn once.
        while let Ok(msg) = inbox.try_recv() {
            hands.open_state(&model, Some(&msg));
            todo.extend(hands.hold(msg, &mut screen).map(|msg| update(&mut model, msg)).into_iter().flatten());
        }
    }
    if let Some(store) = &hands.store {
        // The last keys are on the disk before the program is gone.
        let _ = store.sync().await;
    }
    Ok(())
}

/// Tells the model that a picture was made and will not be shown.
fn answered_late(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Picture(ticket, _) => update(model, Msg::Picture(ticket, Err(Trouble::Stopped))),
        _ => Vec::new(),
    }
}

/// What the terminal is asked to report beside the focus.
fn modes(model: &Model) -> Vec<u8> {
    if model.face.mouse { manners::MOUSE_ON.to_vec() } else { manners::MOUSE_OFF.to_vec() }
}

/// What the terminal is told when something happened.
fn told_of(text: &str, model: &Model, in_tmux: bool) -> Vec<u8> {
    let how = model.face.notify.how.iter();
    how.flat_map(|how| match how {
        How::Bell => manners::BELL.to_vec(),
        How::Note => manners::note(text, in_tmux),
    })
    .collect()
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
    }
}

/// The signals of the system; the terminal is given back when `run` returns. From when this is made those that end a program
/// end it no more.
pub struct Signals {
    #[cfg(unix)]
    ending: [tokio::signal::unix::Signal; 3],
    #[cfg(unix)]
    going_on: tokio::signal::unix::Signal,
    #[cfg(unix)]
    resized: tokio::signal::unix::Signal,
}

/// What a signal says.
enum Signal {
    End,
    /// The program was stopped and goes on.
    GoOn,
    /// The window has another size.
    Resized,
}

impl Signals {
    /// Listens for them.
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn new() -> anyhow::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let going_on = SignalKind::from_raw(rustix::process::Signal::CONT.as_raw());
            let ending = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()];
            let ([Ok(a), Ok(b), Ok(c)], [Ok(going_on), Ok(resized)]) =
                (ending.map(signal), [going_on, SignalKind::window_change()].map(signal))
            else {
                anyhow::bail!("cannot listen for signals")
            };
            Ok(Self { ending: [a, b, c], going_on, resized })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    async fn next(&mut self) -> Signal {
        #[cfg(unix)]
        {
            let [a, b, c] = &mut self.ending;
            tokio::select! {
                _ = a.recv() => Signal::End,
                _ = b.recv() => Signal::End,
                _ = c.recv() => Signal::End,
                _ = self.going_on.recv() => Signal::GoOn,
                _ = self.resized.recv() => Signal::Resized,
            }
        }
        #[cfg(not(unix))]
        std::future::pending().await
    }
}

/// What carries out effects beside the screen.
struct Hands {
    client: Client,
    sender: mpsc::UnboundedSender<Msg>,
    kitchen: Kitchen,
    under_way: HashMap<Slot, (AbortHandle, Stop)>,
    /// The newest question for a case beside the queue.
    newest_glance: Arc<AtomicU64>,
    /// Pictures on their way to the terminal's memory, and what the model is told when they are there.
    waiting: Vec<(u32, Msg)>,
    /// Pictures that may go to the terminal's memory when there is nothing else to do.
    ahead: VecDeque<Shown>,
    /// What makes such pictures ready.
    going_ahead: Option<AbortOnDrop>,
    state: Place,
    store: Option<Store>,
    themes: Themes,
    users: Vec<(User, String)>,
    /// The changes that come by themselves, as this caller hears them.
    feed: Option<AbortOnDrop>,
}

impl Hands {
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Send(ticket, call) => {
                let (client, sender) = (self.client.clone(), self.sender.clone());
                let store = self.store.clone().filter(|_| call.changes());
                let rests = matches!(call, Call::Glance(_));
                if rests {
                    self.newest_glance.store(ticket.number, Ordering::Relaxed);
                }
                let newest = Arc::clone(&self.newest_glance);
                tokio::spawn(async move {
                    if rests {
                        tokio::time::sleep(REST).await;
                        if newest.load(Ordering::Relaxed) != ticket.number {
                            // Nobody looks at it any more: the answer only says that nothing is under way.
                            let url = client.transport().address().to_owned();
                            let stale = ClientError::Unreachable { url, cause: String::new() };
                            let _ = sender.send(Msg::Reply(ticket, Err(stale)));
                            return;
                        }
                    }
                    // What is sent is safe on the disk first; where the disk fails, the sending is still worth more.
                    if let Some(store) = store
                        && let Err(error) = store.sync().await
                    {
                        let _ = sender.send(Msg::Restored(Err(error.to_string())));
                    }
                    let result = ask(&client, call).await;
                    let _ = sender.send(Msg::Reply(ticket, result));
                });
            }
            Effect::Keep(values) => {
                for (key, value) in values {
                    if let Some(store) = &self.store {
                        store.put(key, value);
                    }
                }
            }
            Effect::Rest(number) => {
                let sender = self.sender.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(WHICH_KEY).await;
                    let _ = sender.send(Msg::Rested(number));
                });
            }
            Effect::Theme(name) => {
                let read = self.themes.load(&name).map_err(|error| error.to_string());
                let _ = self.sender.send(Msg::Theme(name, read));
            }
            Effect::Speak(lang) => self.become_caller(self.client.clone().speaking(lang)),
            Effect::As(id) => {
                if let Some((_, token)) = self.users.iter().find(|(user, _)| user.id == id) {
                    // Drafts and place are each user's own: his file is opened when the API says who he is.
                    (self.store, self.state) = (None, self.state.of(token));
                    self.become_caller(self.client.clone().signed_in(token));
                }
            }
            _ => {}
        }
    }

    /// Opens the state file once it is known whose it is, where that was not known at the start.
    fn open_state(&mut self, model: &Model, msg: Option<&Msg>) {
        let (None, Some(Msg::Reply(ticket, Ok(Reply::Me(me))))) = (&self.store, msg) else { return };
        // An answer that was meant for the user before says nothing of this one.
        if model.kept.is_some() || !model.is_fresh(*ticket) {
            return;
        }
        let said = match self.state.open(&me.id) {
            Ok((store, loaded)) => {
                self.store = Some(store);
                Ok(Box::new(loaded))
            }
            Err(error) => Err(error.to_string()),
        };
        let _ = self.sender.send(Msg::Restored(said));
    }

    fn become_caller(&mut self, client: Client) {
        self.kitchen.ask_as(client.clone());
        self.client = client;
        self.follow();
    }

    /// Listens to the changes, in place of whoever listened before.
    fn follow(&mut self) {
        self.feed = Some(AbortOnDrop(tokio::spawn(feed(self.client.clone(), self.sender.clone()))));
    }

    /// Ends what is under way for a slot; gives the pictures that wait for the terminal.
    fn begin(&mut self, slot: Slot) -> Vec<(u32, Msg)> {
        if let Some((task, stop)) = self.under_way.remove(&slot) {
            stop.stop();
            task.abort();
        }
        let of_slot =
            |msg: &Msg| matches!(msg, Msg::Picture(ticket, _) | Msg::Glimpse(ticket, _) if ticket.slot == slot);
        self.waiting.extract_if(.., |(_, msg)| of_slot(msg)).collect()
    }

    /// Makes pictures ready that will be looked at later.
    fn go_ahead(&mut self, orders: Vec<Order>, detail: Detail) {
        let task = self.kitchen.clone().go_ahead(orders, detail, Stop::default(), self.sender.clone());
        self.going_ahead = Some(AbortOnDrop(tokio::spawn(task)));
    }

    /// Sends one of them, where the line has nothing else to do. What is not worth it on this line is forgotten.
    fn send_ahead(&mut self, screen: &mut Screen) {
        while self.waiting.is_empty()
            && !screen.is_sending()
            && let Some(shown) = self.ahead.pop_front()
        {
            screen.go_ahead(&shown);
        }
    }

    /// Whether pictures wait to go ahead.
    fn is_ahead(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// The newest picture wins: what is under way for an older one is ended, and counted as answered.
    fn picture(&mut self, ticket: Ticket, order: Order, (detail, glimpse): (Detail, bool)) {
        // It has the machine to itself, and says afterwards what is next.
        self.going_ahead = None;
        self.ahead.clear();
        let stop = Stop::default();
        let answer = Answer::new(ticket, self.sender.clone());
        let task = tokio::spawn(self.kitchen.clone().serve(order, detail, glimpse, stop.clone(), answer));
        self.under_way.insert(ticket.slot, (task.abort_handle(), stop));
    }

    /// Holds a picture back until the terminal has what it is drawn from; gives every other message.
    fn hold(&mut self, msg: Msg, screen: &mut Screen) -> Option<Msg> {
        match &msg {
            Msg::Picture(_, Ok(shown)) | Msg::Glimpse(_, shown) => {
                let must_wait = screen.store(shown);
                match shown.id().filter(|_| must_wait) {
                    Some(id) => {
                        self.waiting.push((id, msg));
                        None
                    }
                    None => Some(msg),
                }
            }
            Msg::Ahead(_) => {
                if let Msg::Ahead(shown) = msg
                    && shown.id().is_some()
                {
                    self.ahead.push_back(shown);
                    self.ahead.truncate(AT_MOST);
                }
                None
            }
            _ => Some(msg),
        }
    }

    /// What the model is told now that these pictures are in the terminal's memory.
    fn take(&mut self, arrived: &[u32]) -> Vec<Msg> {
        self.waiting.extract_if(.., |(id, _)| arrived.contains(id)).map(|(_, msg)| msg).collect()
    }
}

/// A task that ends with whoever holds this.
struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Tells what changes for as long as there is somebody to tell. Where the API will not have it, the desk asks instead.
async fn feed(client: Client, sender: mpsc::UnboundedSender<Msg>) {
    let mut follow = client.follow(None);
    loop {
        let heard = follow.next().await;
        let is_last = heard.is_err();
        if sender.send(Msg::Live(heard)).is_err() || is_last {
            return;
        }
    }
}

/// Carries out a call of the filing API.
///
/// # Errors
/// As the client says.
pub async fn ask(client: &Client, call: Call) -> Result<Reply, ClientError> {
    Ok(match call {
        Call::Me => Reply::Me(client.me().await?),
        Call::Queue { stage, filter, sort, cursor, backwards, limit } => {
            let cursor = cursor.as_deref();
            let query = CaseQuery {
                stage,
                filter: &filter,
                sort,
                cursor,
                backwards,
                limit: Some(limit),
                ..CaseQuery::default()
            };
            Reply::Queue(client.cases(&query).await?)
        }
        Call::Counts(filters) => {
            let mut sizes = Vec::new();
            for (digit, filter) in filters {
                let counted = client.counts_of(&CaseQuery { filter: &filter, ..CaseQuery::default() }).await?;
                sizes.extend(counted.matching.map(|size| (digit, size)));
            }
            Reply::Counts(Box::new(client.counts().await?), sizes)
        }
        Call::Sections => Reply::Sections(client.sections().await?),
        Call::SaveSection(scope, digit, section) => {
            client.set_section(scope, digit, &section).await?;
            Reply::SavedSection(digit, client.sections().await?)
        }
        Call::DropSection(scope, digit) => {
            client.drop_section(scope, digit).await?;
            Reply::SavedSection(digit, client.sections().await?)
        }
        Call::Glance(id) => {
            let (case, reasons) = glance(client, &id).await?;
            Reply::Glance(Box::new(case), reasons)
        }
        Call::Case(id) => Reply::Case(Box::new(client.case(&id).await?)),
        Call::History(id) => Reply::History(client.history(&id).await?.items),
        Call::Round(id) => Reply::Round(Box::new(client.round(&id).await?)),
        Call::Proposals(id) => {
            let proposals = client.proposals(&id).await?;
            Reply::Proposals(id, proposals)
        }
        Call::Trainees => Reply::Trainees(client.trainees().await?),
        Call::Notes(id) => Reply::Notes(client.notes(&id).await?.items),
        Call::Note { id, text } => Reply::Noted(client.note(&id, &text).await?),
        Call::Related(id) => Reply::Related(client.related(&id).await?.items),
        Call::Peek(id) => Reply::Peeked(Box::new(client.case(&id).await?)),
        Call::Reveal { id, path } => reveal(client, id, path).await?,
        Call::Escalate { id, token, reason } => {
            let token = held(client, &id, token).await?;
            Reply::LaidAside(Box::new(client.escalate(&id, &token, &reason).await?))
        }
        Call::Snooze { id, token, until, reason } => {
            let token = held(client, &id, token).await?;
            Reply::LaidAside(Box::new(client.snooze(&id, &token, until, &reason).await?))
        }
        Call::TakeBack(id, Verb::Deescalate) => Reply::TakenBack(Box::new(client.deescalate(&id).await?)),
        Call::TakeBack(id, _) => Reply::TakenBack(Box::new(client.wake(&id).await?)),
        Call::ClaimNext(stage) => Reply::Claimed(Box::new(client.claim_next(stage).await?)),
        Call::Claim(id) => Reply::Claimed(Box::new(client.claim(&id).await?)),
        Call::Renew(id, token) => Reply::Renewed(client.renew(&id, &token).await?),
        Call::Release(id, token) => {
            let token = held(client, &id, token).await?;
            client.release(&id, &token).await?;
            Reply::Released
        }
        Call::Decide(unsent) => Reply::Decided(client.send_decision(&unsent).await?),
        Call::Resend(unsent) => Reply::Resent(client.send_waiting(&unsent).await?),
        Call::Draft(id) => {
            let kept = client.draft(&id).await?;
            Reply::Draft(id, Box::new(kept))
        }
        Call::KeepDraft { id, token, revision, draft } => {
            let saved = client.keep_draft(&id, &token, revision, &draft).await?;
            Reply::DraftKept(id, saved)
        }
        Call::Undo(id) => Reply::Undone(Box::new(client.undo(&id).await?)),
        Call::Guide => Reply::Guide(client.progress().await?),
        Call::Backlog => Reply::Backlog(Box::new(client.backlog().await?)),
    })
}

/// A case, and why it was returned last.
async fn glance(client: &Client, id: &str) -> Result<(Case, Vec<ReasonGiven>), ClientError> {
    let case = client.case(id).await?;
    let events = if case.row.round > 1 { client.history(id).await?.items } else { Vec::new() };
    let returned = events.into_iter().rev().find(|event| event.verb == Verb::Return);
    Ok((case, returned.map(|event| event.reasons).unwrap_or_default()))
}

/// The value of a masked field in full; that it was asked for is recorded.
async fn reveal(client: &Client, id: String, path: String) -> Result<Reply, ClientError> {
    let revealed = client.reveal(&id, &[&path]).await?;
    let values = revealed.values.into_iter().filter_map(|one| one.value);
    // Masked are texts only; whatever a newer service sends beside them is shown as it came.
    let values = values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
    Ok(Reply::Revealed { id, path, values })
}

/// The lease token, claiming first where none is held.
async fn held(client: &Client, id: &str, token: Option<String>) -> Result<String, ClientError> {
    match token {
        Some(token) => Ok(token),
        None => Ok(client.claim(id).await?.lease.token),
    }
}
