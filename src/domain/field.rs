//! The values of a filing, read through the field catalogue: in words for a person, and what is wrong with them.
//!
//! Both walk the filing's own serialised form, so that a field of the catalogue is never forgotten here and the
//! filing password, which is not serialised, cannot come out.

mod form;
mod problem;
mod value;

pub(crate) use form::is_email;
pub use problem::{FieldProblem, ProblemCode, problems, unlocked};
pub use value::{every_value, values};

use serde_json::Value;

use super::filing::Filing;

/// A filing as a tree of plain values.
fn tree(filing: &Filing) -> Value {
    serde_json::to_value(filing).unwrap_or(Value::Null)
}

/// What stands at `path`: the items of a list, or the one value; blank text and nulls count as nothing.
fn items<'a>(tree: &'a Value, path: &str) -> Vec<&'a Value> {
    let Some(found) = path.split('.').try_fold(tree, |value, key| value.get(key)) else { return Vec::new() };
    let all = found.as_array().map_or_else(|| std::slice::from_ref(found), Vec::as_slice);
    all.iter().filter(|item| !is_blank(item)).collect()
}

fn is_blank(item: &Value) -> bool {
    item.is_null() || item.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The text at `key` of an object such as an address range; empty where there is none.
fn member<'a>(item: &'a Value, key: &str) -> &'a str {
    item.get(key).and_then(Value::as_str).unwrap_or("")
}

/// A number that fits the codes of the catalogue.
fn number(item: &Value) -> Option<u32> {
    item.as_u64().and_then(|number| u32::try_from(number).ok())
}
