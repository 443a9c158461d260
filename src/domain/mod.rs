//! What is true of filings and their review, with no machine in sight: no I/O, no clock, no async, no logging.
//!
//! Invariant: `now` is always an argument, and nothing here can fail for a reason outside its arguments.

pub mod administration;
pub mod backlog;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod check;
pub mod china;
pub mod clocks;
pub mod decide;
pub mod digest;
pub mod domain_check;
pub mod draft;
pub mod field;
pub mod filing;
pub mod filing_type;
pub mod filter;
pub mod finding;
pub mod footer;
pub mod habit;
pub mod identifier;
pub mod import;
pub mod lang;
pub mod mask;
pub mod notice;
pub mod obligation;
pub mod open;
pub mod picture;
pub mod place;
pub mod proposal;
pub mod province;
pub mod put_off;
pub mod reason;
pub mod refusal;
pub mod registry;
pub mod related;
pub mod requirement;
pub mod resource_check;
pub mod role;
pub mod round;
pub mod search;
pub mod section;
pub mod sms;
pub mod sort;
pub mod status;
pub mod tutorial;
pub mod verb;
pub(crate) mod words;

pub use words::{UnknownWord, Worded};
