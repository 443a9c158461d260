//! What stands in a reason's slots before anybody types: only what is known for certain.

use crate::domain::catalogue::{Slot, SlotSource, target_name};
use crate::domain::field::values;
use crate::domain::filing::Filing;
use crate::domain::lang::Lang;

/// What the case says for a slot of a reason about `target`; empty where it says nothing, or several things.
pub fn prefilled(slot: &Slot, target: &str, filing: &Filing) -> String {
    match slot.from {
        None => String::new(),
        Some(SlotSource::Target) => match target.strip_prefix("material:") {
            Some(_) => target_name(target, Lang::Zh),
            None => String::new(),
        },
        // Of several values only the reviewer knows which one is meant.
        Some(SlotSource::Value) => match values(filing, target, Lang::Zh).as_slice() {
            [only] => only.trim().to_owned(),
            _ => String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::slots_of;

    #[test]
    fn only_a_single_value_is_filled_in_and_a_material_by_its_name() {
        let mut filing = Filing::default();
        let slot = slots_of("DOM_NOT_REALNAME").remove(0);
        assert_eq!(prefilled(slot, "service.domains", &filing), "");
        filing.service.domains = vec!["a.example".into()];
        assert_eq!(prefilled(slot, "service.domains", &filing), "a.example");
        filing.service.domains.push("b.example".into());
        assert_eq!(prefilled(slot, "service.domains", &filing), "");
        let slot = slots_of("MAT_MISSING").remove(0);
        assert_eq!(
            prefilled(slot, "material:entity_licence", &filing),
            target_name("material:entity_licence", Lang::Zh)
        );
    }
}
