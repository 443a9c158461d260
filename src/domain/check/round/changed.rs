//! Which fields differ between two rounds, and which of them a reason speaks of.

use serde_json::Value;

use crate::domain::catalogue::{Field, FieldKind, fields};
use crate::domain::check::Subject;
use crate::domain::filing::Filing;

/// Whether `path` lies at or under `target`.
pub(super) fn covers(target: &str, path: &str) -> bool {
    path.strip_prefix(target).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The fields of the form that can be compared; a password is never kept.
pub(super) fn compared() -> impl Iterator<Item = &'static Field> {
    fields().iter().filter(|field| field.kind != FieldKind::Secret)
}

/// The fields that have another value than before. Each filing is written out once and not once per field.
pub(super) fn changed(subject: &Subject<'_>, before: &Filing) -> impl Iterator<Item = &'static Field> {
    let written = |filing| serde_json::to_value(filing).unwrap_or(Value::Null);
    let (was, is) = (written(before), written(subject.filing));
    compared().filter(move |field| {
        let pointer = format!("/{}", field.path.replace('.', "/"));
        value(&was, &pointer) != value(&is, &pointer)
    })
}

/// What stands at a place; blank text is as good as none.
fn value<'a>(tree: &'a Value, pointer: &str) -> Option<&'a Value> {
    tree.pointer(pointer).filter(|found| !found.is_null() && found.as_str() != Some(""))
}
