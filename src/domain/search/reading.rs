//! How a name sounds: the readings of its hanzi in plain letters, and every way to write it by initials or in full.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

/// A character of a name, as it can be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A letter or digit, which stands for itself.
    Plain(char),
    /// A hanzi with its readings, the usual one first.
    Hanzi(char, Vec<&'static str>),
}

/// The characters of a folded text that can be typed on a keyboard; what is neither letter, digit nor hanzi is left out.
pub(super) fn parts(folded: &str) -> Vec<Part> {
    folded.chars().filter_map(part).collect()
}

fn part(c: char) -> Option<Part> {
    if c.is_ascii_alphanumeric() {
        return Some(Part::Plain(c));
    }
    let readings = readings(c);
    (!readings.is_empty()).then_some(Part::Hanzi(c, readings))
}

/// The readings of a hanzi that are in use, the usual one first; none of anything else.
pub(super) fn readings(c: char) -> Vec<&'static str> {
    if c.is_ascii() {
        return Vec::new();
    }
    match polyphones().get(&c) {
        Some(known) => known.clone(),
        None => c.to_pinyin().and_then(|reading| in_letters(reading.plain())).into_iter().collect(),
    }
}

/// Every reading of a hanzi that the dictionary has, also of another age.
fn dictionary(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().filter_map(|reading| in_letters(reading.plain()))
}

/// As it is typed: `v` stands for `ü`.
fn in_letters(reading: &'static str) -> Option<&'static str> {
    match reading {
        "lü" => Some("lv"),
        "lüe" => Some("lve"),
        "nü" => Some("nv"),
        "nüe" => Some("nve"),
        // A hummed interjection is no reading of a name.
        _ if !reading.contains(['a', 'e', 'i', 'o', 'u']) => None,
        _ => reading.is_ascii().then_some(reading),
    }
}

fn polyphones() -> &'static HashMap<char, Vec<&'static str>> {
    static LIST: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
        let (mut list, mut hanzi): (HashMap<char, Vec<&'static str>>, char) = (HashMap::new(), ' ');
        let lines = include_str!("polyphones.txt").lines().filter(|line| !line.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            match word.chars().next() {
                Some(first) if !first.is_ascii() => hanzi = first,
                _ => list.entry(hanzi).or_default().push(word),
            }
        }
        list
    });
    &LIST
}

/// Every syllable that some hanzi has.
fn syllables() -> &'static HashSet<&'static str> {
    static LIST: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| ('\u{4e00}'..='\u{9fff}').flat_map(readings).collect());
    &LIST
}

/// Every beginning of a syllable.
fn beginnings() -> &'static HashSet<&'static str> {
    static LIST: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        syllables().iter().flat_map(|syllable| (1..=syllable.len()).filter_map(|end| syllable.get(..end))).collect()
    });
    &LIST
}

/// The initials of a name, in as many ways as its polyphones allow; the usual one first.
pub(super) fn initials(parts: &[Part]) -> Vec<String> {
    let choices = parts.iter().map(|part| match part {
        Part::Plain(c) => vec![c.to_string()],
        Part::Hanzi(_, readings) => once(readings.iter().filter_map(|reading| reading.get(..1)).map(str::to_owned)),
    });
    variants(&choices.collect::<Vec<_>>())
}

/// A name spelled in full, in as many ways as its polyphones allow; the usual one first. Every syllable begins with
/// [`MARK`].
pub(super) fn spelled(parts: &[Part]) -> Vec<String> {
    let choices = parts.iter().map(|part| match part {
        Part::Plain(c) => vec![format!("{MARK}{c}")],
        Part::Hanzi(_, readings) => once(readings.iter().map(|reading| format!("{MARK}{reading}"))),
    });
    variants(&choices.collect::<Vec<_>>())
}

/// The usual initials around each hanzi that the dictionary reads in a way which begins with yet another letter, with
/// that letter; one such hanzi at a time.
pub(super) fn rare_initials(parts: &[Part]) -> Vec<String> {
    let usual: String = parts.iter().filter_map(first_letter).collect();
    let around = |place: usize, letter: &str| {
        let before = usual.get(place.saturating_sub(AROUND)..place).unwrap_or("");
        let after = usual.get(place + 1..usual.len().min(place + 1 + AROUND)).unwrap_or("");
        format!("{before}{letter}{after}")
    };
    let rare = parts.iter().enumerate().flat_map(|(place, part)| {
        let Part::Hanzi(hanzi, readings) = part else { return Vec::new() };
        let letters = dictionary(*hanzi).filter_map(|reading| reading.get(..1));
        let rare = letters.filter(|letter| readings.iter().all(|reading| !reading.starts_with(letter)));
        rare.map(|letter| around(place, letter)).collect()
    });
    once(rare)
}

/// So many letters on either side.
const AROUND: usize = 7;

fn first_letter(part: &Part) -> Option<char> {
    match part {
        Part::Plain(c) => Some(*c),
        Part::Hanzi(_, readings) => readings.first().and_then(|reading| reading.chars().next()),
    }
}

/// Stands before each syllable, so that what is looked for begins where a syllable begins.
pub(super) const MARK: char = '/';

/// The different ones, in their order.
fn once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut different = Vec::new();
    for one in all {
        if !different.contains(&one) {
            different.push(one);
        }
    }
    different
}

/// So many ways of writing a name are kept when there are more.
pub(super) const MOST_VARIANTS: usize = 48;

/// As many neighbouring polyphones come in every combination, however long the name is.
const TOGETHER: usize = 4;

/// One choice of each, joined. All combinations where these are few; else enough that any [`TOGETHER`] polyphones in a
/// row come in every combination of the usual reading with one other: of all variants, a query spans only a few hanzi.
fn variants(choices: &[Vec<String>]) -> Vec<String> {
    let combinations = choices.iter().try_fold(1, |all: usize, some| all.checked_mul(some.len().max(1)));
    let picks = match combinations {
        Some(few) if few <= MOST_VARIANTS => every(choices, few),
        _ => spread(choices),
    };
    let join = |pick: Vec<usize>| -> String {
        choices.iter().zip(pick).filter_map(|(some, index)| some.get(index)).map(String::as_str).collect()
    };
    let mut variants = once(picks.into_iter().map(join));
    variants.truncate(MOST_VARIANTS);
    variants
}

/// Every combination, those with most usual readings first.
fn every(choices: &[Vec<String>], combinations: usize) -> Vec<Vec<usize>> {
    let pick = |mut number: usize| {
        let digit = |some: &Vec<String>| {
            let digit = number % some.len().max(1);
            number /= some.len().max(1);
            digit
        };
        choices.iter().map(digit).collect::<Vec<_>>()
    };
    let mut picks: Vec<_> = (0..combinations).map(pick).collect();
    picks.sort_by_key(|pick| pick.iter().sum::<usize>());
    picks
}

/// The n-th polyphone takes another reading where bit n, modulo [`TOGETHER`], is set: neighbours have different bits.
fn spread(choices: &[Vec<String>]) -> Vec<Vec<usize>> {
    let others = choices.iter().map(Vec::len).max().unwrap_or(1).saturating_sub(1);
    let pick = |other: usize, bits: usize| {
        let mut polyphones = 0;
        let digit = |some: &Vec<String>| {
            if some.len() < 2 {
                return 0;
            }
            polyphones += 1;
            if bits >> (polyphones % TOGETHER) & 1 == 1 { other.min(some.len() - 1) } else { 0 }
        };
        choices.iter().map(digit).collect::<Vec<_>>()
    };
    (1..=others).flat_map(|other| (0..1 << TOGETHER).map(move |bits| (other, bits))).map(|(o, b)| pick(o, b)).collect()
}

/// How typed letters may be parted into syllables, each with [`MARK`] before it; the last may be only begun, and is then
/// not alone. None where they cannot.
pub(super) fn parted(letters: &str) -> Vec<String> {
    let mut search = Parting { found: Vec::new(), dead: HashSet::new() };
    search.go_on(letters, String::new());
    search.found
}

/// So many ways of parting one query are followed.
pub(super) const MOST_PARTINGS: usize = 12;

struct Parting {
    found: Vec<String>,
    /// Lengths of rests that cannot be parted.
    dead: HashSet<usize>,
}

impl Parting {
    fn go_on(&mut self, rest: &str, so_far: String) {
        let before = self.found.len();
        if before >= MOST_PARTINGS || self.dead.contains(&rest.len()) {
            return;
        }
        if syllables().contains(rest) || (!so_far.is_empty() && beginnings().contains(rest)) {
            self.found.push(format!("{so_far}{MARK}{rest}"));
        }
        for end in (1..rest.len().min(LONGEST + 1)).rev() {
            if let Some((syllable, after)) = rest.split_at_checked(end)
                && syllables().contains(syllable)
            {
                self.go_on(after, format!("{so_far}{MARK}{syllable}"));
            }
        }
        if self.found.len() == before {
            self.dead.insert(rest.len());
        }
    }
}

/// Letters of the longest syllable.
const LONGEST: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_reading_stands_in_the_dictionary_and_is_listed_once() {
        let mut seen = HashSet::new();
        for line in include_str!("polyphones.txt").lines().filter(|line| !line.starts_with('#')) {
            for word in line.split_whitespace().filter(|word| !word.is_ascii()) {
                assert!(seen.insert(word), "{word} twice");
            }
        }
        assert_eq!(seen.len(), polyphones().len());
        for (hanzi, listed) in polyphones() {
            let known: Vec<_> = dictionary(*hanzi).collect();
            assert!(listed.len() > 1 && listed.iter().all(|reading| known.contains(reading)), "{hanzi}: {known:?}");
        }
    }

    #[test]
    fn readings_are_lower_case_letters() {
        for syllable in syllables() {
            assert!(syllable.len() <= LONGEST && syllable.bytes().all(|byte| byte.is_ascii_lowercase()), "{syllable}");
        }
        assert_eq!(readings('绿'), ["lv", "lu"]);
        assert_eq!(readings('女'), ["nv"]);
        assert_eq!(readings('略'), ["lve"]);
        assert!(readings('a').is_empty() && readings('é').is_empty() && readings('の').is_empty());
    }

    #[test]
    fn letters_are_parted_in_every_way() {
        // The last may be only begun.
        assert_eq!(parted("beijing"), ["/bei/jing", "/bei/jin/g"]);
        assert!(parted("xian").iter().any(|one| one == "/xi/an") && parted("xian").iter().any(|one| one == "/xian"));
        assert!(parted("fangan").len() >= 2);
        assert_eq!(parted("beijingq"), ["/bei/jing/q"]);
        assert_eq!(parted("beijingqy"), Vec::<String>::new());
        assert_eq!(parted("bjqy"), Vec::<String>::new());
        assert_eq!(parted(""), Vec::<String>::new());
        assert!(parted(&"an".repeat(400)).len() <= MOST_PARTINGS);
        assert!(parted(&("xi".repeat(400) + "vvvv")).is_empty());
    }

    #[test]
    fn a_long_name_keeps_every_combination_of_neighbours() {
        let name = parts("重长乐行朝曾单会藏车");
        let all = initials(&name);
        assert!(all.len() <= MOST_VARIANTS, "{}", all.len());
        let usual: String = name.iter().map(|part| first(part, 0)).collect();
        assert_eq!(all[0], usual);
        for (start, window) in name.windows(TOGETHER).enumerate() {
            for bits in 0..16_usize {
                let wanted: String =
                    window.iter().enumerate().map(|(index, part)| first(part, bits >> index & 1)).collect();
                assert!(all.iter().any(|one| one[start..].starts_with(&wanted)), "{wanted} from {start}");
            }
        }
    }

    fn first(part: &Part, index: usize) -> String {
        let Part::Hanzi(_, readings) = part else { panic!() };
        let mut different: Vec<_> = readings.iter().map(|reading| reading[..1].to_owned()).collect();
        different.dedup();
        different[index.min(different.len() - 1)].clone()
    }
}
