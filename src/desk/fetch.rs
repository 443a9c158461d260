//! Getting a picture ready: from the cache, else from the API, which is asked for no more pixels than the pane shows. First a
//! glimpse, then what was ordered, then the ones that will be looked at next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::spawn_blocking;

use super::effect::Ticket;
use super::image::{
    Cache, GLIMPSE, Order, Setup, Shown, Source, Stop, Trouble, pane_pixels, prepare, upright, wanted_part,
};
use super::msg::Msg;
use crate::client::Client;
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{Rect, Size};
use crate::terminal::kitty::Ids;
use crate::terminal::palette::Detail;

/// A picture is prepared only when the reviewer has rested on it for so long.
const REST: Duration = Duration::from_millis(30);

/// A file up to this size is fetched as it is: a preview would save nothing.
const SMALL_FILE: u64 = 100_000;

/// The longest side that the API gives a preview.
const LONGEST: u32 = 4096;

/// How many pictures are worked on at a time. An original may take hundreds of megabytes while it is decoded, so that it is
/// worked on alone.
const AT_A_TIME: u32 = 2;

/// What all pictures share.
#[derive(Clone)]
pub struct Kitchen {
    client: Client,
    cache: Arc<Mutex<Cache>>,
    ids: Arc<Mutex<Ids>>,
    setup: Setup,
    hands: Arc<Semaphore>,
}

impl Kitchen {
    /// Of this API and terminal; the identifier and the detail of `setup` are set for each picture.
    pub fn new(client: Client, ids: Ids, setup: Setup) -> Self {
        let hands = Arc::new(Semaphore::new(AT_A_TIME as usize));
        Self { client, cache: Arc::default(), ids: Arc::new(Mutex::new(ids)), setup, hands }
    }

    /// Asks the API as this caller from now on.
    pub fn ask_as(&mut self, client: Client) {
        self.client = client;
    }

    /// Answers an order; sends a glimpse before it where `glimpse` says so, and what is next after it.
    pub async fn serve(self, order: Order, detail: Detail, glimpse: bool, stop: Stop, answer: Answer) {
        let mut answer = answer;
        let key = key(&order);
        let result = match lock(&self.cache).ready(&key) {
            Some(shown) => Ok((*shown).clone()),
            None => Err(()),
        };
        let result = match result {
            Ok(shown) => Ok(shown),
            Err(()) => {
                tokio::time::sleep(REST).await;
                self.cook(&order, detail, glimpse, &stop, &answer).await
            }
        };
        answer.send(result);
        let next = order.next.iter().map(|next| order.of_next(next)).collect();
        self.go_ahead(next, detail, stop, answer.sender.clone()).await;
    }

    /// Makes ready what will be looked at later, one by one. What fails now will say so then.
    pub async fn go_ahead(self, orders: Vec<Order>, detail: Detail, stop: Stop, sender: mpsc::UnboundedSender<Msg>) {
        for order in orders {
            let here = lock(&self.cache).ready(&key(&order));
            let shown = match here {
                Some(shown) => Ok((*shown).clone()),
                None => match self.source(&order).await {
                    Ok((bytes, source)) => self.made(bytes, source, &order, detail, &stop).await,
                    Err(why) => Err(why),
                },
            };
            if let Ok(shown) = shown {
                let _ = sender.send(Msg::Ahead(shown));
            }
        }
    }

    async fn cook(
        &self,
        order: &Order,
        detail: Detail,
        glimpse: bool,
        stop: &Stop,
        answer: &Answer,
    ) -> Result<Shown, Trouble> {
        let glimpse = glimpse && self.setup.screen.protocol != Protocol::Blocks;
        let main = self.source(order);
        tokio::pin!(main);
        let found = if glimpse {
            let early = self.glimpse(order, stop);
            tokio::pin!(early);
            tokio::select! {
                biased;
                found = &mut main => found,
                early = &mut early => {
                    if let Some(shown) = early {
                        let _ = answer.sender.send(Msg::Glimpse(answer.ticket, shown));
                    }
                    main.await
                }
            }
        } else {
            main.await
        };
        let (bytes, source) = found?;
        self.made(bytes, source, order, detail, stop).await
    }

    /// The first glimpse: from what is here of the same picture, else from the API.
    async fn glimpse(&self, order: &Order, stop: &Stop) -> Option<Shown> {
        if order.small || order.bytes <= SMALL_FILE {
            return None;
        }
        let pane = pane_pixels(order.cells, self.setup.screen, order.view.turns());
        let here = lock(&self.cache).fetched(&fitted_key(order, pane));
        let bytes = match here {
            Some(bytes) => bytes,
            None => self.preview(order, GLIMPSE).await.ok()?,
        };
        self.worked(bytes, Source::Preview(order.stored), order, Detail::Draft, stop).await.ok()
    }

    /// The bytes that show what is ordered, and what they are of.
    async fn source(&self, order: &Order) -> Result<(Bytes, Source), Trouble> {
        if order.small {
            let key = format!("{} small", order.material);
            let call = self.client.small(&order.material);
            return Ok((self.fetched(&key, call).await?, Source::Original));
        }
        let original = format!("{} original", order.material);
        let here = lock(&self.cache).fetched(&original);
        if let Some(bytes) = here {
            return Ok((bytes, Source::Original));
        }
        if order.bytes <= SMALL_FILE {
            let call = async { self.client.content(&order.material).await.map(|content| content.bytes) };
            return Ok((self.fetched(&original, call).await?, Source::Original));
        }
        let screen = self.setup.screen;
        let pane = pane_pixels(order.cells, screen, order.view.turns());
        let whole = self.preview(order, pane).await?;
        let full = size_of(&whole).map_or(order.stored, |preview| upright(order.stored, preview));
        let Some((part, pixels)) = wanted_part(order, screen, full) else {
            return Ok((whole, Source::Preview(order.stored)));
        };
        let bytes = self.part(order, part, pixels).await?;
        Ok((bytes, Source::Part(part, full)))
    }

    async fn preview(&self, order: &Order, most: Size) -> Result<Bytes, Trouble> {
        let Size { width, height } = asked(most);
        self.fetched(&fitted_key(order, most), self.client.preview(&order.material, width, height)).await
    }

    async fn part(&self, order: &Order, part: Rect, most: Size) -> Result<Bytes, Trouble> {
        let Size { width, height } = asked(most);
        // Whole and not negative, see `wanted_part`.
        let part = (part.x as u32, part.y as u32, part.width as u32, part.height as u32);
        let key = format!("{} {part:?} {width}x{height}", order.material);
        self.fetched(&key, self.client.preview_part(&order.material, part, (width, height))).await
    }

    async fn fetched(
        &self,
        key: &str,
        call: impl Future<Output = crate::client::Result<Bytes>>,
    ) -> Result<Bytes, Trouble> {
        let here = lock(&self.cache).fetched(key);
        if let Some(bytes) = here {
            return Ok(bytes);
        }
        let bytes = call.await.map_err(|error| Trouble::Fetching(error.message(self.client.lang())))?;
        lock(&self.cache).keep_fetched(key, bytes.clone());
        Ok(bytes)
    }

    /// As [`worked`](Self::worked), and kept.
    async fn made(
        &self,
        bytes: Bytes,
        source: Source,
        order: &Order,
        detail: Detail,
        stop: &Stop,
    ) -> Result<Shown, Trouble> {
        let shown = self.worked(bytes, source, order, detail, stop).await?;
        lock(&self.cache).keep_ready(&key(order), Arc::new(shown.clone()));
        Ok(shown)
    }

    /// Prepares on a blocking thread.
    async fn worked(
        &self,
        bytes: Bytes,
        source: Source,
        order: &Order,
        detail: Detail,
        stop: &Stop,
    ) -> Result<Shown, Trouble> {
        let hands = if source == Source::Original { AT_A_TIME } else { 1 };
        let permit = Arc::clone(&self.hands).acquire_many_owned(hands).await;
        let permit = permit.map_err(|error| Trouble::Encoding(error.to_string()))?;
        let id = self.ids.lock().unwrap_or_else(PoisonError::into_inner).take();
        let setup = Setup { id, detail, ..self.setup };
        let (order, stop) = (order.clone(), stop.clone());
        let work = move || {
            let result = prepare(&bytes, source, &order, setup, &stop);
            drop(permit);
            result
        };
        spawn_blocking(work).await.map_err(|error| Trouble::Encoding(error.to_string()))?
    }
}

/// An answer that is given in any case: an aborted task answers too, so that the busy counter stays true.
pub struct Answer {
    ticket: Ticket,
    sender: mpsc::UnboundedSender<Msg>,
    sent: bool,
}

impl Answer {
    /// To this request.
    pub const fn new(ticket: Ticket, sender: mpsc::UnboundedSender<Msg>) -> Self {
        Self { ticket, sender, sent: false }
    }

    fn send(&mut self, result: Result<Shown, Trouble>) {
        self.sent = true;
        let _ = self.sender.send(Msg::Picture(self.ticket, result));
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if !self.sent {
            self.send(Err(Trouble::Stopped));
        }
    }
}

/// What a ready picture is kept under: everything that it depends on.
fn key(order: &Order) -> String {
    let Order { sha256, small, cells, view, tone, .. } = order;
    format!("{sha256} {small} {cells:?} {view:?} {tone:?}")
}

fn fitted_key(order: &Order, most: Size) -> String {
    let Size { width, height } = asked(most);
    format!("{} {width}x{height}", order.material)
}

/// What the API may be asked for.
fn asked(most: Size) -> Size {
    Size { width: most.width.clamp(1, LONGEST), height: most.height.clamp(1, LONGEST) }
}

/// The size in a picture's header.
fn size_of(bytes: &[u8]) -> Option<Size> {
    crate::terminal::picture::claimed_size(bytes)
}

fn lock(cache: &Mutex<Cache>) -> MutexGuard<'_, Cache> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}
