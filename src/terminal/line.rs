//! The books on the way to the terminal: what was sent and not yet read there, how fast it is read, and so how much more may be
//! sent before a key would wait for it.
//!
//! What is written is swallowed at once by the kernel, by SSH and by the socket, a few megabytes in all, so that writing tells
//! nothing of the line. The terminal tells: behind what is sent stands a question (DSR, `CSI 5 n`) that every terminal
//! answers once it has read so far. The window is what drains in 80 ms beyond the time that the way itself takes, found
//! anew by every answer; so a key's frame never waits for much more than that, and what is to be stopped is still here.
//!
//! Pure: the time is given.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The question whether all is well, which is answered when everything before it was read.
pub const QUESTION: &[u8] = b"\x1b[5n";

/// So long may what is on its way take beyond the way itself.
const QUEUE: Duration = Duration::from_millis(80);

/// The window before anything is known, and its bounds, in bytes.
const FIRST: u64 = 32 * 1024;
const LEAST: u64 = 4 * 1024;
const MOST: u64 = 1024 * 1024;

/// From so many bytes on a way says how wide the line is.
const TELLING: u64 = 4 * 1024;

/// A terminal that never answered is asked no more after so long; one that did is waited for so long, as when the network is gone.
const NEVER: Duration = Duration::from_secs(2);
const STALLED: Duration = Duration::from_secs(20);

/// What is known of the way fades so often, by a small part.
const FADING: Duration = Duration::from_secs(1);

/// Answers that were given up may come for so long.
const LATE: Duration = Duration::from_secs(60);

/// The books.
#[derive(Debug)]
pub struct Line {
    /// Whether the terminal answers; without answers nothing is known and nothing is held back.
    asks: bool,
    ever_answered: bool,
    asked: VecDeque<Asked>,
    window: u64,
    /// How long the way takes when nothing else is on it, and when that was looked at last.
    way: Duration,
    looked: Option<Instant>,
    rate: Option<u64>,
    /// The bytes that were read since something is always being read, or since they told of the rate.
    read: u64,
    /// When they told of it; not yet since the line was idle.
    told: Option<Instant>,
    /// How many answers may still come to questions that were given up, and since when.
    late: Option<(usize, Instant)>,
}

/// A question on its way.
#[derive(Debug)]
struct Asked {
    at: Instant,
    /// The bytes before it since the question before.
    bytes: u64,
    /// The bytes before it that were not read when it was sent.
    queued: u64,
}

impl Line {
    /// An empty line to a terminal that answered its first questions after `way`; none if it did not.
    pub fn new(way: Option<Duration>) -> Self {
        Self {
            asks: way.is_some(),
            ever_answered: false,
            asked: VecDeque::new(),
            window: FIRST,
            way: way.unwrap_or_default(),
            looked: None,
            rate: None,
            read: 0,
            told: None,
            late: None,
        }
    }

    /// Whether the question belongs behind what is sent next.
    pub const fn asks(&self) -> bool {
        self.asks
    }

    /// So many bytes and the question are being sent.
    pub fn send(&mut self, bytes: usize, now: Instant) {
        if !self.asks {
            return;
        }
        if self.asked.is_empty() {
            (self.read, self.told) = (0, None);
        }
        let bytes = bytes as u64;
        let queued = self.on_its_way() + bytes;
        self.asked.push_back(Asked { at: now, bytes, queued });
    }

    /// The terminal answered.
    pub fn answer(&mut self, now: Instant) {
        if let Some((count, since)) = self.late.take()
            && now.duration_since(since) < LATE
        {
            self.late = (count > 1).then_some((count - 1, since));
            return;
        }
        let Some(asked) = self.asked.pop_front() else { return };
        self.ever_answered = true;
        let took = now.duration_since(asked.at).max(Duration::from_micros(10));
        if took < self.way {
            (self.way, self.looked) = (took, Some(now));
        } else if now.duration_since(*self.looked.get_or_insert(now)) >= FADING {
            // It may have become longer.
            (self.way, self.looked) = (self.way + (took - self.way) / 32, Some(now));
        }
        let allowed = self.way + QUEUE;
        let fits = per(asked.queued, took, allowed).clamp(LEAST, MOST);
        if took <= allowed {
            self.window = self.window.max(fits);
        } else if asked.queued >= TELLING {
            self.window = fits;
        }
        self.read += asked.bytes;
        if self.read >= TELLING {
            // Into an idle line it came after the way; there is no telling how soon after, where the way is most of it.
            let reading =
                self.told.map_or(took.saturating_sub(self.way).max(took / 8), |told| now.duration_since(told));
            let rate = per(self.read, reading, Duration::from_secs(1));
            (self.read, self.told) = (0, Some(now));
            self.rate = Some(self.rate.map_or(rate, |before| (before + rate) / 2));
        }
    }

    /// How many more bytes may be sent now.
    pub fn room(&mut self, now: Instant) -> u64 {
        let patience = if self.ever_answered { STALLED } else { NEVER };
        if self.asked.front().is_some_and(|first| now.duration_since(first.at) >= patience) {
            let before = self.late.map_or(0, |(count, _)| count);
            self.late = Some((before + self.asked.len(), now));
            self.asked.clear();
            self.asks = self.ever_answered;
        }
        if self.asks { self.window.saturating_sub(self.on_its_way()) } else { MOST }
    }

    /// Bytes a second that the terminal reads; none before it told.
    pub const fn rate(&self) -> Option<u64> {
        self.rate
    }

    /// Nothing that was asked is waited for any more.
    pub fn forget(&mut self) {
        self.asked.clear();
        self.late = None;
    }

    /// How many answers are waited for.
    pub fn waits_for(&self) -> usize {
        self.asked.len()
    }

    fn on_its_way(&self) -> u64 {
        self.asked.iter().map(|asked| asked.bytes).sum()
    }
}

/// Of `bytes` in `took`, how many in `other`.
fn per(bytes: u64, took: Duration, other: Duration) -> u64 {
    let scaled = u128::from(bytes) * other.as_micros() / took.as_micros().max(1);
    u64::try_from(scaled).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(count: u64) -> Duration {
        Duration::from_millis(count)
    }

    /// A line that reads so many bytes a second and is `way` long; sends as much as may be sent until `total` is there. Gives
    /// the longest time that something took beyond the way, from the second half on, and the line.
    fn driven(rate: u64, way: Duration, total: u64) -> (Duration, Line) {
        let mut line = Line::new(Some(way));
        let start = Instant::now();
        let (mut now, mut free, mut sent) = (start, start, 0);
        let mut arrivals = VecDeque::new();
        let mut worst = Duration::ZERO;
        while sent < total || !arrivals.is_empty() {
            if sent < total && line.room(now) > 0 {
                let piece = 2048.min(total - sent);
                line.send(piece as usize, now);
                free = free.max(now) + Duration::from_nanos(piece * 1_000_000_000 / rate);
                arrivals.push_back((now, free + way));
                sent += piece;
                continue;
            }
            let (from, there) = arrivals.pop_front().expect("something is on its way");
            now = there;
            line.answer(now);
            if sent > total / 2 {
                worst = worst.max((there - from).saturating_sub(way));
            }
        }
        (worst, line)
    }

    #[test]
    fn on_any_line_a_key_waits_for_little_and_the_line_stays_full() {
        for (rate, way) in [(32_000, ms(10)), (32_000, ms(200)), (125_000, ms(50)), (2_000_000, ms(30))] {
            let (worst, line) = driven(rate, way, rate * 6);
            let drains = |bytes: u64| Duration::from_nanos(bytes * 1_000_000_000 / rate);
            assert!(
                worst <= QUEUE.max(drains(LEAST)) + drains(2048) + QUEUE / 4,
                "{worst:?} beyond the way at {rate} a second over {way:?}"
            );
            let known = line.rate().unwrap();
            assert!((rate / 2..=rate * 2).contains(&known), "{known} for {rate} a second over {way:?}");
            let fills = per(rate, Duration::from_secs(1), way);
            assert!(line.window >= fills.min(MOST) * 9 / 10, "{} bytes do not fill {rate} over {way:?}", line.window);
        }
    }

    #[test]
    fn a_near_terminal_is_given_as_much_as_it_takes() {
        let (_, mut line) = driven(50_000_000, ms(0), 20_000_000);
        assert!(line.room(Instant::now()) > 500_000, "{line:?}");
        assert!(line.rate().unwrap() > 10_000_000);
    }

    #[test]
    fn a_short_frame_that_took_long_does_not_shut_the_line() {
        let mut line = Line::new(Some(ms(1)));
        let start = Instant::now();
        line.send(300, start);
        line.answer(start + ms(500));
        assert_eq!(line.room(start), FIRST);
        line.send(40_000, start);
        assert_eq!(line.room(start), 0);
        line.answer(start + ms(1000));
        assert_eq!(line.room(start), LEAST);
    }

    #[test]
    fn who_never_answers_is_asked_no_more_and_held_back_no_longer() {
        let start = Instant::now();
        let mut line = Line::new(Some(ms(1)));
        line.send(50_000, start);
        assert_eq!(line.room(start + NEVER / 2), 0);
        assert_eq!(line.room(start + NEVER), MOST);
        assert!(!line.asks() && line.waits_for() == 0);
        let mut silent = Line::new(None);
        silent.send(50_000, start);
        assert!(!silent.asks() && silent.waits_for() == 0 && silent.room(start) == MOST && silent.rate().is_none());
    }

    #[test]
    fn answers_that_come_after_the_network_was_gone_are_not_taken_for_others() {
        let start = Instant::now();
        let mut line = Line::new(Some(ms(1)));
        line.send(100, start);
        line.answer(start + ms(1));
        line.send(50_000, start);
        assert_eq!(line.room(start + ms(5000)), 0, "the network may come back");
        assert!(line.room(start + STALLED) > 0 && line.asks());
        line.send(7, start + STALLED);
        line.answer(start + STALLED);
        assert_eq!(line.waits_for(), 1, "that was the late one");
        line.answer(start + STALLED);
        assert_eq!(line.waits_for(), 0);
        line.answer(start + STALLED);
        assert_eq!(line.waits_for(), 0, "one too many says nothing");
    }
}
