//! The desk: the terminal UI. Keys and replies become messages, messages change the model and give effects, the model
//! becomes a frame. Only [`run`] and [`fetch`] are async; only [`term`] writes to the terminal.

pub mod able;
pub mod ahead;
mod editor;
pub mod effect;
pub mod face;
pub mod fetch;
pub mod guide;
pub mod image;
pub mod keep;
pub mod kept;
pub mod key;
pub mod layout;
pub mod line;
pub mod linear;
pub mod link;
pub mod model;
pub mod msg;
pub mod run;
pub mod screen;
pub mod several;
pub mod term;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;

pub use model::Model;
