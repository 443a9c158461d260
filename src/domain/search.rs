//! Looking for a name by a word: as it is written, by pinyin initials, by pinyin, by sound, and nearly.
//!
//! Whatever is compared is folded first: full-width letters, case, white space and brackets make no difference. What the
//! store keeps beside a case to find it in SQL ([`keys`]) and what is asked for ([`Word`]) both come from here, so that
//! they cannot drift apart.

mod reading;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use reading::{Part, initials as variants_of, parted, parts, rare_initials, spelled};

/// Raised whenever [`folded`] or [`keys`] give something else than before: what is stored is then made anew.
pub const FORM: i64 = 1;

/// A text in the form in which texts are compared: half-width, in lower case, without white space and brackets.
pub fn folded(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_bracket(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

const fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '〈'
            | '〉'
            | '《'
            | '》'
            | '「'
            | '」'
            | '『'
            | '』'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '〖'
            | '〗'
    )
}

/// The initials of a name, one line of text per way of reading it, the usual one first; letters and digits stand for
/// themselves. Bounded, however many polyphones there are.
pub fn initials(name: &str) -> Vec<String> {
    variants_of(&parts(&folded(name)))
}

/// What is kept of one name: its initials and its spelling, in every way of reading it, with blanks between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// As `bjqykj`.
    pub initials: String,
    /// As `bjjy`, where one hanzi is read as nobody reads it today, but the dictionary does.
    pub rare: String,
    /// As `/bei/jing/qing/yun/ke/ji`.
    pub pinyin: String,
}

/// What is kept of a name. Of its beginning only: an unfinished draft may hold anything.
pub fn keys(name: &str) -> Keys {
    let mut parts = parts(&folded(name));
    parts.truncate(LONGEST_NAME);
    let rare = rare_initials(&parts).join(" ");
    Keys { initials: variants_of(&parts).join(" "), rare, pinyin: spelled(&parts).join(" ") }
}

/// No organizer has a longer name.
const LONGEST_NAME: usize = 60;

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    folded: String,
    chars: Vec<char>,
}

impl Word {
    /// The word in the form in which it is compared.
    pub fn new(text: &str) -> Self {
        let folded = folded(text);
        let chars = folded.chars().collect();
        Self { folded, chars }
    }

    /// What stands literally in what is found.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// What stands in [`Keys::initials`]; none where the word cannot be initials. One letter would be everything's.
    pub fn initials(&self) -> Option<&str> {
        let typed = self.chars.iter().all(char::is_ascii_alphanumeric);
        let letters = self.chars.iter().any(char::is_ascii_alphabetic);
        (typed && letters && self.chars.len() >= 2).then_some(&self.folded)
    }

    /// What stands in [`Keys::rare`]. Of a word of a few letters, rare readings would make something that fits everywhere;
    /// a long one is no longer initials.
    pub fn rare_initials(&self) -> Option<&str> {
        self.initials().filter(|initials| (4..=8).contains(&initials.len()))
    }

    /// What stands in [`Keys::pinyin`], in every way in which the letters can be parted; nothing where they cannot.
    pub fn spellings(&self) -> Vec<String> {
        let letters = self.chars.iter().all(char::is_ascii_alphabetic);
        if letters && (3..=LONGEST_WORD).contains(&self.chars.len()) { parted(&self.folded) } else { Vec::new() }
    }

    /// Whether something near will do where nothing is found. Not for a short word, which is near to everything, nor
    /// for a number, which is right or wrong.
    pub fn may_be_near(&self) -> bool {
        (3..=LONGEST_WORD).contains(&self.chars.len()) && self.chars.iter().all(|c| c.is_alphabetic())
    }

    /// The letters that a name which sounds so has in its spelling, in this order: of a hanzi the usual reading.
    pub fn sound(&self) -> String {
        let mut sound = String::new();
        for part in parts(&self.folded) {
            match part {
                Part::Plain(c) => sound.push(c),
                Part::Hanzi(_, readings) => sound.push_str(readings.first().copied().unwrap_or("")),
            }
        }
        sound
    }
}

/// Nobody types a longer word by sound; where it ends fits into one number of bits.
const LONGEST_WORD: usize = 60;

/// In which way a word was found; the later the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// With little left out between its characters.
    Near,
    /// Other hanzi that sound the same.
    Sound,
    /// By pinyin, in full or partly by initials.
    Pinyin,
    /// By the initials of the pinyin.
    Initials,
    /// As it is written.
    Written,
}

/// How well a word was found; the greatest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// In which way.
    pub way: Way,
    /// How much of the text it is, or how well it fits.
    fit: i64,
}

/// How well `word` is found in `text`; none where it is not.
pub fn matches(word: &str, text: &str) -> Option<Score> {
    Finder::new(Word::new(word)).score(text)
}

/// Looks for one word in many texts.
#[derive(Debug)]
pub struct Finder {
    word: Word,
    matcher: Option<Box<Matcher>>,
    characters: [Vec<char>; 2],
}

impl Finder {
    /// Looks for this word.
    pub fn new(word: Word) -> Self {
        // The matcher's own tables are large, and most words never come so far.
        Self { word, matcher: None, characters: [Vec::new(), Vec::new()] }
    }

    /// How well the word is found in the text; none where it is not.
    pub fn score(&mut self, text: &str) -> Option<Score> {
        let text = folded(text);
        let shorter_is_better = |way| Score { way, fit: -i64::try_from(text.len()).unwrap_or(i64::MAX) };
        if text.contains(&self.word.folded) {
            return Some(shorter_is_better(Way::Written));
        }
        let sounding = self.word.chars.len() <= LONGEST_WORD && self.word.chars.len() >= 2;
        let parts = if sounding { parts(&text) } else { Vec::new() };
        let letters = self.word.initials().is_some();
        if letters && found(&parts, &self.word.chars, initial_steps) {
            return Some(shorter_is_better(Way::Initials));
        }
        if self.word.chars.iter().any(char::is_ascii_alphabetic) && found(&parts, &self.word.chars, pinyin_steps) {
            return Some(shorter_is_better(Way::Pinyin));
        }
        if self.word.may_be_near() && found(&parts, &self.word.chars, sound_steps) {
            return Some(shorter_is_better(Way::Sound));
        }
        self.near(&text)
    }

    /// The characters in their order, with little between. A hanzi says more than a letter, so that more may lie between.
    fn near(&mut self, text: &str) -> Option<Score> {
        if !self.word.may_be_near() {
            return None;
        }
        let word = &self.word.chars;
        let most = if word.iter().any(char::is_ascii) { (word.len() / 3).max(1) } else { word.len() * 2 };
        narrowest(word, &text.chars().collect::<Vec<_>>()).filter(|width| *width <= word.len() + most)?;
        let matcher = self.matcher.get_or_insert_with(|| Box::new(Matcher::new(Config::DEFAULT)));
        let [hay, needle] = &mut self.characters;
        let fit = matcher.fuzzy_match(Utf32Str::new(text, hay), Utf32Str::new(&self.word.folded, needle))?;
        Some(Score { way: Way::Near, fit: i64::from(fit) })
    }
}

/// The width of the narrowest part of the text that has the characters of the word in their order.
fn narrowest(word: &[char], text: &[char]) -> Option<usize> {
    let width = |start: &[char]| {
        let mut rest = start.iter().enumerate();
        word.iter().try_fold(0, |_, wanted| rest.find(|(_, c)| *c == wanted).map(|(place, _)| place + 1))
    };
    let starts = (0..text.len()).filter(|start| text.get(*start) == word.first());
    starts.filter_map(|start| width(text.get(start..)?)).min()
}

/// How far each way of typing a part leads, from a place in the word.
type Steps = fn(&Part, &[char], &mut dyn FnMut(usize));

/// Whether the word is typed by parts in a row. Bit n of the places is set where the first n characters are typed.
fn found(parts: &[Part], word: &[char], steps: Steps) -> bool {
    let mut places: u64 = 1;
    parts.iter().any(|part| {
        let mut next: u64 = 1;
        for place in (0..word.len()).filter(|place| places >> place & 1 == 1) {
            steps(part, word.get(place..).unwrap_or(&[]), &mut |step| next |= 1 << (place + step).min(63));
        }
        places = next;
        places >> word.len() & 1 == 1
    })
}

fn initial_steps(part: &Part, rest: &[char], go: &mut dyn FnMut(usize)) {
    let Some(next) = rest.first() else { return };
    let fits = match part {
        Part::Plain(c) => c == next,
        Part::Hanzi(_, readings) => readings.iter().any(|reading| reading.starts_with(*next)),
    };
    if fits {
        go(1);
    }
}

/// The hanzi itself, its whole reading, its initial (`zh` as well as `z`), or where the word ends the reading begun.
fn pinyin_steps(part: &Part, rest: &[char], go: &mut dyn FnMut(usize)) {
    match part {
        Part::Plain(c) if rest.first() == Some(c) => go(1),
        Part::Plain(_) => {}
        Part::Hanzi(hanzi, _) if rest.first() == Some(hanzi) => go(1),
        Part::Hanzi(_, readings) => {
            for reading in readings {
                let same = reading.chars().zip(rest).take_while(|(ours, theirs)| ours == *theirs).count();
                if same == 0 {
                    continue;
                }
                go(1);
                if same == reading.len() || same == rest.len() {
                    go(same);
                }
                if same >= 2 && reading.get(1..2) == Some("h") {
                    go(2);
                }
            }
        }
    }
}

/// A hanzi that has a reading in common.
fn sound_steps(part: &Part, rest: &[char], go: &mut dyn FnMut(usize)) {
    let Some(next) = rest.first() else { return };
    let fits = match part {
        Part::Plain(c) => c == next,
        Part::Hanzi(hanzi, readings) => {
            hanzi == next || reading::readings(*next).iter().any(|reading| readings.contains(reading))
        }
    };
    if fits {
        go(1);
    }
}

#[cfg(test)]
mod tests;
