//! Which material shows which field of the form, and where on the picture: what a reviewer compares the field with.

use std::sync::LazyLock;

use serde::Deserialize;

use super::load;

/// A part of an upright picture, in fractions of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(from = "[f64; 4]")]
pub struct Region {
    /// Distance from the left edge, 0 to 1.
    pub x: f64,
    /// Distance from the top edge, 0 to 1.
    pub y: f64,
    /// Width, 0 to 1.
    pub width: f64,
    /// Height, 0 to 1.
    pub height: f64,
}

impl From<[f64; 4]> for Region {
    fn from([x, y, width, height]: [f64; 4]) -> Self {
        Self { x, y, width, height }
    }
}

/// A material that shows a field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownOn {
    /// A slug of the material catalogue.
    pub slug: String,
    /// Where on it, where a standard fixes the layout.
    #[serde(default)]
    pub region: Option<Region>,
}

/// What shows one field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The field's path.
    pub field: String,
    /// By what the materials show it.
    pub source: String,
    /// The materials, best first.
    pub on: Vec<ShownOn>,
}

/// The whole table, in the order of the form.
pub fn shown() -> &'static [Shown] {
    static LIST: LazyLock<Vec<Shown>> = LazyLock::new(|| load("shown", include_str!("shown.toml")));
    &LIST
}

/// The materials that show the field at `path`, best first; none where no document shows it, as of a telephone.
pub fn shown_on(path: &str) -> &'static [ShownOn] {
    shown().iter().find(|one| one.field == path).map_or(&[], |one| &one.on)
}
