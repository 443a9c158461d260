//! The loop: the only async file of the desk. It waits for keys, replies, pictures, ticks and signals; hands each to the
//! update; carries out the effects; and draws when something changed. Input never waits for anything but a draw.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use crossterm::event::{Event, EventStream, KeyEvent};
use futures::StreamExt;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, spawn_blocking};

use super::editor;
use super::effect::{Call, Effect, Reply, Ticket};
use super::image::{Cache, Order, Setup, Shown, prepare};
use super::model::Model;
use super::msg::Msg;
use super::term::Screen;
use super::update::{SECOND, TICK, start, update};
use crate::client::state::{Loaded, Place, Store};
use crate::client::{Client, ClientError};
use crate::clock;
use crate::terminal::kitty::Ids;

/// A picture is prepared only when the reviewer has rested on it for so long.
const REST: Duration = Duration::from_millis(30);

/// Everything that the desk needs from outside.
pub struct Parts {
    /// The filing API.
    pub client: Client,
    /// The screen, already taken.
    pub screen: Screen,
    /// How pictures are made; the identifier is set for each.
    pub setup: Setup,
    /// Identifiers for kitty.
    pub ids: Ids,
    /// Keys that were typed before the desk was ready.
    pub typed: Vec<KeyEvent>,
    /// What ends the desk from outside.
    pub signals: Signals,
    /// Where my state lies.
    pub state: Place,
    /// The state file, where it could be opened already.
    pub store: Option<(Store, Loaded)>,
}

/// Runs the desk until the reviewer leaves.
///
/// # Errors
/// Where the terminal is gone or cannot be drawn on.
pub async fn run(mut model: Model, parts: Parts) -> anyhow::Result<()> {
    let Parts { client, mut screen, setup, ids, typed, mut signals, state, store } = parts;
    let (sender, mut inbox) = mpsc::unbounded_channel();
    let (store, loaded) = store.unzip();
    let mut hands = Hands { client, sender, setup, ids, cache: Arc::default(), picture: None, state, store };
    let mut events = EventStream::new();
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    ticks.tick().await;
    let mut seconds = tokio::time::interval(SECOND);
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let mut todo = Vec::new();
    if let Some(loaded) = loaded {
        todo.extend(update(&mut model, Msg::Restored(Ok(Box::new(loaded)))));
    }
    todo.extend(start(&mut model));
    for key in typed {
        todo.extend(update(&mut model, Msg::Key(key)));
    }
    loop {
        for effect in std::mem::take(&mut todo) {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Redraw => screen.forget(),
                Effect::Suspend => {
                    drop(events);
                    screen.suspend().context("cannot suspend")?;
                    events = EventStream::new();
                }
                Effect::Editor(text) => {
                    drop(events);
                    let edited = screen.step_aside(|| editor::edit(&text)).context("cannot take the terminal again")?;
                    events = EventStream::new();
                    todo.extend(update(&mut model, Msg::Edited(edited)));
                }
                other => hands.carry_out(other),
            }
        }
        let (width, height) = screen.draw(&model).context("cannot draw on the terminal")?;
        if (width, height) != model.size {
            // Keys must mean what this frame shows, also when they overtake the word of the new size.
            todo = update(&mut model, Msg::Resize(width, height));
            continue;
        }
        let msg = tokio::select! {
            event = events.next() => match event {
                Some(Ok(event)) => message(event),
                // The terminal is gone: leave, so that nothing spins.
                Some(Err(_)) | None => return Ok(()),
            },
            Some(msg) = inbox.recv() => Some(msg),
            _ = ticks.tick() => Some(Msg::Tick),
            _ = seconds.tick(), if model.held.is_some() => Some(Msg::Second),
            () = signals.next() => return Ok(()),
        };
        model.now = clock::now();
        hands.open_state(&model, msg.as_ref());
        todo.extend(msg.map(|msg| update(&mut model, msg)).into_iter().flatten());
        // What else is already there is taken in before the next draw, so that a burst is drawn once.
        while let Ok(msg) = inbox.try_recv() {
            hands.open_state(&model, Some(&msg));
            todo.extend(update(&mut model, msg));
        }
    }
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        Event::FocusGained => Some(Msg::Healed),
        _ => None,
    }
}

/// The signals that end the desk; the terminal is given back when `run` returns. From when this is made they end the
/// program no more.
pub struct Signals {
    #[cfg(unix)]
    streams: [tokio::signal::unix::Signal; 3],
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
            let kinds = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()];
            let [Ok(a), Ok(b), Ok(c)] = kinds.map(signal) else { anyhow::bail!("cannot listen for signals") };
            Ok(Self { streams: [a, b, c] })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        {
            let [a, b, c] = &mut self.streams;
            tokio::select! { _ = a.recv() => {}, _ = b.recv() => {}, _ = c.recv() => {} }
        }
        #[cfg(not(unix))]
        std::future::pending::<()>().await;
    }
}

/// What carries out effects beside the screen.
struct Hands {
    client: Client,
    sender: mpsc::UnboundedSender<Msg>,
    setup: Setup,
    ids: Ids,
    cache: Arc<Mutex<Cache>>,
    picture: Option<AbortHandle>,
    state: Place,
    store: Option<Store>,
}

impl Hands {
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Send(ticket, call) => {
                let (client, sender) = (self.client.clone(), self.sender.clone());
                let store = self.store.clone().filter(|_| !call.is_read());
                tokio::spawn(async move {
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
            Effect::Picture(ticket, order) => self.picture(ticket, order),
            Effect::Keep(values) => {
                for (key, value) in values {
                    if let Some(store) = &self.store {
                        store.put(key, value);
                    }
                }
            }
            Effect::Call(..) | Effect::Go(_) | Effect::Editor(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => {}
        }
    }

    /// Opens the state file once it is known whose it is, where that was not known at the start.
    fn open_state(&mut self, model: &Model, msg: Option<&Msg>) {
        let (None, Some(Msg::Reply(_, Ok(Reply::Me(me))))) = (&self.store, msg) else { return };
        if model.kept.is_some() {
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

    /// The newest picture wins: what is under way for an older one is ended, and counted as answered.
    fn picture(&mut self, ticket: Ticket, order: Order) {
        if let Some(older) = self.picture.take() {
            older.abort();
        }
        let (client, sender, cache) = (self.client.clone(), self.sender.clone(), Arc::clone(&self.cache));
        let setup = Setup { id: self.ids.take(), ..self.setup };
        let mut answer = Answer { ticket, sender, sent: false };
        let task = tokio::spawn(async move {
            let result = picture(&client, &cache, &order, setup).await;
            answer.send(result);
            for next in &order.next {
                // Only to have it here when it is looked at; what fails now will say so then.
                let _ = fetched(&client, &cache, next, order.small).await;
            }
        });
        self.picture = Some(task.abort_handle());
    }
}

/// An answer that is given in any case: an aborted task answers too, so that the busy counter stays true.
struct Answer {
    ticket: Ticket,
    sender: mpsc::UnboundedSender<Msg>,
    sent: bool,
}

impl Answer {
    fn send(&mut self, result: Result<Shown, String>) {
        self.sent = true;
        let _ = self.sender.send(Msg::Picture(self.ticket, result));
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if !self.sent {
            self.send(Err(String::new()));
        }
    }
}

async fn picture(client: &Client, cache: &Mutex<Cache>, order: &Order, setup: Setup) -> Result<Shown, String> {
    let key = format!("{} {} {:?} {:?}", order.sha256, order.small, order.cells, order.view);
    if let Some(shown) = lock(cache).ready(&key) {
        return Ok((*shown).clone());
    }
    tokio::time::sleep(REST).await;
    let bytes = fetched(client, cache, &order.material, order.small).await;
    let bytes = bytes.map_err(|error| error.message(client.lang()))?;
    let order = order.clone();
    let shown = spawn_blocking(move || prepare(&bytes, &order, setup)).await.map_err(|error| error.to_string())??;
    lock(cache).keep_ready(key, Arc::new(shown.clone()));
    Ok(shown)
}

async fn fetched(
    client: &Client,
    cache: &Mutex<Cache>,
    material: &str,
    small: bool,
) -> Result<bytes::Bytes, ClientError> {
    let key = if small { format!("{material} small") } else { material.to_owned() };
    let here = lock(cache).fetched(&key);
    if let Some(bytes) = here {
        return Ok(bytes);
    }
    let bytes = if small { client.small(material).await? } else { client.content(material).await?.bytes };
    lock(cache).keep_fetched(&key, bytes.clone());
    Ok(bytes)
}

fn lock(cache: &Mutex<Cache>) -> std::sync::MutexGuard<'_, Cache> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Carries out a call of the filing API.
///
/// # Errors
/// As the client says.
pub async fn ask(client: &Client, call: Call) -> Result<Reply, ClientError> {
    Ok(match call {
        Call::Me => Reply::Me(client.me().await?),
        Call::Queue { stage, filter, cursor, limit } => {
            Reply::Queue(client.queue(Some(stage), None, &filter, cursor.as_deref(), limit).await?)
        }
        Call::Case(id) => Reply::Case(Box::new(client.case(&id).await?)),
        Call::History(id) => Reply::History(client.history(&id).await?.items),
        Call::Round(id) => Reply::Round(Box::new(client.round(&id).await?)),
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
        Call::Undo(id) => Reply::Undone(Box::new(client.undo(&id).await?)),
        Call::Backlog => Reply::Backlog(Box::new(client.backlog().await?)),
    })
}

/// The lease token, claiming first where none is held.
async fn held(client: &Client, id: &str, token: Option<String>) -> Result<String, ClientError> {
    match token {
        Some(token) => Ok(token),
        None => Ok(client.claim(id).await?.lease.token),
    }
}
