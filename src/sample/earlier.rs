//! What a sample filing looked like in the round before: as it is now, but for what it was returned for.

use serde_json::Value;

use super::generate::SampleCase;
use crate::domain::filing::Filing;

/// The filing of the round before the newest; none in a first round.
pub fn earlier(case: &SampleCase) -> Option<Filing> {
    let returned = case.history.iter().rev().find(|event| event.round < case.round && !event.reasons.is_empty())?;
    let mut tree = serde_json::to_value(&case.filing).ok()?;
    for (target, _) in &returned.reasons {
        spoil(&mut tree, target);
    }
    serde_json::from_value(tree).ok()
}

/// Takes the last character of a text away, or the last item of a list: short of something is what most returns are for.
fn spoil(tree: &mut Value, path: &str) {
    let Some(value) = path.split('.').try_fold(tree, |value, key| value.get_mut(key)) else { return };
    match value {
        Value::String(text) => {
            text.pop();
        }
        Value::Array(items) if items.len() > 1 => {
            items.pop();
        }
        _ => {}
    }
}
