//! Numbers that carry their own proof: resident identity numbers, social credit codes, organisation codes.
//!
//! Invariant: a number is only ever judged here, never looked up and never corrected; `today` is an argument.

pub mod credit_code;
pub mod org_code;
pub mod resident_id;
