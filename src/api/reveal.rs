//! Looking at what is masked, on the wire.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The body of `reveal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// Paths of masked fields, 1 to 50.
    pub targets: Vec<String>,
}

/// What was asked for, in the order of the question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Revealed {
    /// One entry for each target.
    pub values: Vec<RevealedValue>,
}

/// A masked field's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RevealedValue {
    /// The field's path.
    pub target: String,
    /// The value as it was given; null where nothing was.
    pub value: Option<Value>,
}
