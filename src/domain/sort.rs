//! In which order cases are listed.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::words::{UnknownWord, closed_list};

closed_list! {
    /// What cases are sorted by; what is equal stands in order of urgency or age.
    #[derive(Default)]
    SortKey {
        #[default]
        Due = "due", "时限", "due time";
        Entered = "entered", "进入时间", "entered";
        Number = "number", "编号", "number";
        Organizer = "organizer", "主办单位", "organizer";
        Province = "province", "省份", "province";
        Round = "round", "轮次", "round";
        Findings = "findings", "问题数", "findings";
    }
}

/// A key and its direction: `due`, or `-due` for the reverse. `entered` is the oldest first, `-entered` the newest, `-findings` what
/// has most to correct. Cases without a known due time come last either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Largest first.
    pub reversed: bool,
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.reversed { "-" } else { "" }, self.key)
    }
}

impl FromStr for Sort {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let key = text.strip_prefix('-');
        Ok(Self { key: key.unwrap_or(text).parse()?, reversed: key.is_some() })
    }
}

impl Serialize for Sort {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sort {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_comes_back_as_it_went() {
        for key in SortKey::ALL {
            for reversed in [false, true] {
                let sort = Sort { key: *key, reversed };
                assert_eq!(sort.to_string().parse(), Ok(sort));
                let json = serde_json::to_string(&sort).unwrap();
                assert_eq!((json.clone(), serde_json::from_str(&json).unwrap()), (format!("\"{sort}\""), sort));
            }
        }
        assert_eq!("-due".parse(), Ok(Sort { key: SortKey::Due, reversed: true }));
        assert!("--due".parse::<Sort>().is_err() && "".parse::<Sort>().is_err());
    }
}
