//! The queue: sections under the digits, a filter, an order; a window on the list that changes in place; and the case under the
//! cursor beside it where there is room.

mod field;
mod fits;
pub mod glance;
pub mod list;
pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
