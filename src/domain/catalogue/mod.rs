//! The field's lists, as data: return reasons, materials, form fields, natures, certificate and other codes,
//! provinces. Each file is parsed once, on first use.
//!
//! Invariant: every entry has a zh-CN and an English word, every key is unique, and every reference from one
//! list to another is good; the tests of this module hold the files to that.

mod code;
mod field;
mod material;
mod nature;
mod province;
mod reason;
mod requirement;
mod result_code;
mod shown;
mod slot;
mod target;
mod trade;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

pub use code::{
    Code, ContentType, PreApprovalType, RESIDENT_ID, access_mode, access_modes, cert_type, cert_types, content_type,
    content_types, language, languages, pre_approval, pre_approvals,
};
pub use field::{Field, FieldGroup, FieldKind, Required, field, fields};
pub use material::{Material, MaterialKind, MaterialStage, material, materials, place};
pub use nature::{Nature, nature, natures};
pub use province::{Province, province, province_of, provinces};
pub use reason::{Effect, Reason, ReasonStage, reason, reasons};
pub use requirement::{Condition, RequirementRule, Who, requirement_rules};
pub use result_code::{ResultCode, result_code, result_codes};
pub use shown::{Region, Shown, ShownOn, shown, shown_on};
pub use slot::{Slot, SlotSource, empty_slots, slot_values, slots, slots_of, with_slots};
pub use target::{Targets, is_target, objects, target_name};
pub use trade::{Trade, trade, trade_of_content, trades, trades_in};

/// Reads the entries of `table` from an embedded file.
#[expect(clippy::panic, reason = "the files are compiled in, so a broken one is a bug that every test run finds")]
fn load<T: DeserializeOwned>(table: &str, text: &str) -> Vec<T> {
    match toml::from_str::<BTreeMap<String, Vec<T>>>(text) {
        Ok(mut tables) => tables.remove(table).unwrap_or_default(),
        Err(error) => panic!("the embedded list of {table} is broken: {error}"),
    }
}

/// Gives entries with `zh` and `en` their `text`.
macro_rules! worded {
    ($($name:ident),+) => {
        $(impl $name {
            /// The word in the given language.
            pub fn text(&self, lang: $crate::domain::lang::Lang) -> &str {
                lang.pick(&self.zh, &self.en)
            }
        })+
    };
}
use worded;

#[cfg(test)]
mod tests;
