//! The slots of the return reasons: what a reviewer may add to a reason's own text, each as a sentence after it. A text with
//! slots can be read back into their values, so that the form opens again as it was and the applicant reads his own language.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::reason::Reason;
use super::{load, reason};
use crate::domain::lang::Lang;
use crate::domain::words::closed_list;

/// Marks what is still to be filled in; nobody types these brackets by chance.
const OPEN: char = '〔';
const CLOSE: char = '〕';

closed_list! {
    /// What fills a slot before anybody types.
    SlotSource {
        Value = "value", "填写的值", "the target's value";
        Target = "target", "所指的名称", "the target's name";
    }
}

/// One slot of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The reason's code.
    pub code: String,
    /// Tells the slots of a reason apart.
    pub key: String,
    /// The slot's name, in zh-CN.
    pub name_zh: String,
    /// The slot's name, in English.
    pub name_en: String,
    /// The sentence, in zh-CN, with `{}` for the value.
    pub zh: String,
    /// The sentence, in English, with `{}` for the value.
    pub en: String,
    /// Whether a return is not sent without a value.
    #[serde(default)]
    pub required: bool,
    /// What fills it beforehand.
    #[serde(default)]
    pub from: Option<SlotSource>,
}

impl Slot {
    /// The slot's name.
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_zh, &self.name_en)
    }

    fn sentence(&self, value: &str, lang: Lang) -> String {
        lang.pick(&self.zh, &self.en).replacen("{}", value, 1)
    }

    fn blank(&self) -> String {
        format!("{OPEN}{}{CLOSE}", self.name_zh)
    }
}

/// Every slot, in the order of their reasons' sentences.
pub fn slots() -> &'static [Slot] {
    static LIST: LazyLock<Vec<Slot>> = LazyLock::new(|| load("slot", include_str!("slots.toml")));
    &LIST
}

/// The slots of a reason.
pub fn slots_of(code: &str) -> Vec<&'static Slot> {
    slots().iter().filter(|slot| slot.code == code).collect()
}

/// The reason's text with these values, one for each slot in order: what is required and empty stays marked as such, what
/// is optional and empty is left out.
pub fn with_slots(reason: &Reason, given: &[String], lang: Lang) -> String {
    let mut sentences = String::new();
    for (index, slot) in slots_of(&reason.code).into_iter().enumerate() {
        let value = given.get(index).map_or("", |value| value.trim());
        match (value, slot.required) {
            ("", false) => {}
            ("", true) => push(&mut sentences, &slot.sentence(&slot.blank(), lang), lang),
            (value, _) => push(&mut sentences, &slot.sentence(value, lang), lang),
        }
    }
    let own = reason.text(lang);
    if sentences.is_empty() { own.to_owned() } else { format!("{own}{}{sentences}", lang.pick("。", ". ")) }
}

fn push(sentences: &mut String, sentence: &str, lang: Lang) {
    if lang == Lang::En && !sentences.is_empty() {
        sentences.push(' ');
    }
    sentences.push_str(sentence);
}

/// The values in a text that [`with_slots`] wrote in zh-CN, one for each slot; none where somebody wrote something else.
pub fn slot_values(code: &str, text: &str) -> Option<Vec<String>> {
    let known = reason(code)?;
    let slots = slots_of(code);
    let rest = text.strip_prefix(known.zh.as_str())?;
    if rest.is_empty() {
        return Some(vec![String::new(); slots.len()]);
    }
    read(&slots, rest.strip_prefix('。')?)
}

/// Reads sentence after sentence; where a value holds what ends its sentence, the shortest reading that goes on wins.
fn read(slots: &[&Slot], text: &str) -> Option<Vec<String>> {
    let Some((slot, later)) = slots.split_first() else { return text.is_empty().then(Vec::new) };
    let (before, after) = slot.zh.split_once("{}")?;
    if let Some(rest) = text.strip_prefix(before) {
        for (at, _) in rest.match_indices(after) {
            let (value, tail) = rest.split_at(at);
            let value = if value == slot.blank() { "" } else { value };
            if let Some(mut values) = read(later, tail.strip_prefix(after).unwrap_or(tail)) {
                values.insert(0, value.to_owned());
                return Some(values);
            }
        }
    }
    // An optional sentence is left out; a required one is always there.
    if slot.required {
        return None;
    }
    let mut values = read(later, text)?;
    values.insert(0, String::new());
    Some(values)
}

/// The slots that are required and still empty in a reason's text, by their position among the reason's slots.
pub fn empty_slots(code: &str, text: &str) -> Vec<usize> {
    let blank = |slot: &Slot| text.contains(&slot.blank());
    let slots = slots_of(code);
    // The catalogue's bare text has no sentence for what is required.
    let bare = reason(code).is_some_and(|known| text.trim().is_empty() || text == known.zh);
    let open = slots.into_iter().enumerate().filter(|(_, slot)| slot.required && (bare || blank(slot)));
    open.map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_slot_belongs_to_a_reason_and_has_one_place_in_each_language() {
        let mut seen = BTreeSet::new();
        for slot in slots() {
            assert!(reason(&slot.code).is_some(), "{}", slot.code);
            assert!(seen.insert((&slot.code, &slot.key)), "{} {} twice", slot.code, slot.key);
            for text in [&slot.zh, &slot.en] {
                assert_eq!(text.matches("{}").count(), 1, "{text}");
            }
            assert!(slot.zh.ends_with('。') && slot.en.ends_with('.'), "{}", slot.code);
            assert!(!slot.name_zh.is_empty() && !slot.name_en.is_empty());
        }
        assert!(seen.len() > 50);
    }

    #[test]
    fn what_is_required_and_empty_is_marked_and_what_is_optional_is_left_out() {
        let known = reason("DOM_EXPIRED").unwrap();
        let text = with_slots(known, &[String::new(), String::new()], Lang::Zh);
        assert_eq!(text, "域名已过期。涉及的域名：〔域名〕。");
        assert_eq!(empty_slots("DOM_EXPIRED", &text), [0]);
        assert_eq!(empty_slots("DOM_EXPIRED", "域名已过期"), [0], "the catalogue's bare text lacks it as well");
        let text = with_slots(known, &["a.example".into(), "2026-01-01".into()], Lang::Zh);
        assert_eq!(text, "域名已过期。涉及的域名：a.example。到期日：2026-01-01。");
        assert!(empty_slots("DOM_EXPIRED", &text).is_empty());
        assert_eq!(slot_values("DOM_EXPIRED", "域名已过期，请处理"), None, "own words are nobody's form");
        assert_eq!(empty_slots("ENT_NAME_MISMATCH", "主办单位名称与证件不一致"), [] as [usize; 0]);
    }

    proptest! {
        #[test]
        fn what_is_typed_into_a_form_is_read_back(
            index in 0..slots().len(),
            one in "[a-z0-9一-龥，。”“：]{0,12}",
            two in "[a-z0-9一-龥]{0,8}",
        ) {
            let code = &slots()[index].code;
            let count = slots_of(code).len();
            let given: Vec<String> = [one, two].into_iter().map(|text| text.trim().to_owned()).take(count).collect();
            let text = with_slots(reason(code).unwrap(), &given, Lang::Zh);
            let again = slot_values(code, &text).expect("it was written by the form");
            // A value may itself look like a sentence; then it is read otherwise, but nothing is lost.
            prop_assert_eq!(with_slots(reason(code).unwrap(), &again, Lang::Zh), text);
        }
    }
}
