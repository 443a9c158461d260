//! Sample filings and the pictures of their materials, for the demo, the tests and the benchmarks.
//!
//! Everything comes from a seed: the same seed and day give the same cases, and a [`PictureSpec`] gives the same
//! bytes whenever it is drawn. Nothing can be taken for real: resident IDs and credit codes carry county codes
//! that exist nowhere, IP addresses come from the documentation ranges, mail goes to `example.com`, and every
//! picture says 样本 / SPECIMEN.

mod application;
mod draw;
mod earlier;
mod fault;
mod generate;
mod hostile;
mod material;
mod number;
mod organizer;
mod person;
mod picture;
mod place;
mod registry;
mod story;
mod tutorial;
mod vocabulary;

pub use draw::{draw, text_line};
pub use earlier::earlier;
pub use fault::{Fault, Flaw};
pub use generate::{COMPLETE_FROM, SampleCase, cases};
pub use material::SampleMaterial;
pub use picture::{Content, DomainRecord, Drawn, IdCard, Letter, Licence, PictureSpec, SizeClass};
pub use registry::{numbers, registries};
pub use story::SampleEvent;
pub use tutorial::{Guided, guided};

#[cfg(test)]
mod tests;
