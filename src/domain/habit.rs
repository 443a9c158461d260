//! Which reasons a reviewer gives for what: counted from his own returns, so that the usual ones stand first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reason::ReasonGiven;

/// How often which reason was given for which target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Habit {
    given: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Habit {
    /// Counts the reasons of a return.
    pub fn learn(&mut self, reasons: &[ReasonGiven]) {
        for reason in reasons.iter().filter(|reason| !reason.code.is_empty()) {
            let codes = self.given.entry(reason.target.clone()).or_default();
            let count = codes.entry(reason.code.clone()).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// How often `code` was given for `target`; for anything where none is named.
    pub fn count(&self, target: Option<&str>, code: &str) -> u32 {
        let of = |codes: &BTreeMap<String, u32>| codes.get(code).copied().unwrap_or(0);
        match target {
            Some(target) => self.given.get(target).map_or(0, of),
            None => self.given.values().map(of).fold(0, u32::saturating_add),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_often_is_counted_by_target_and_in_all() {
        let mut habit = Habit::default();
        let given = |target: &str| ReasonGiven { target: target.into(), ..ReasonGiven::from_code("MAT_BLURRY") };
        habit.learn(&[given("material:a"), given("material:b")]);
        habit.learn(&[given("material:a")]);
        assert_eq!(habit.count(Some("material:a"), "MAT_BLURRY"), 2);
        assert_eq!(habit.count(Some("entity.name"), "MAT_BLURRY"), 0);
        assert_eq!(habit.count(None, "MAT_BLURRY"), 3);
        let text = serde_json::to_string(&habit).unwrap();
        assert_eq!(serde_json::from_str::<Habit>(&text).unwrap(), habit);
    }
}
