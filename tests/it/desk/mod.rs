//! The desk without a terminal: keys go in, the API answers in process, frames come out as text.

mod aside;
mod case;
mod faces;
mod findings;
mod linear;
mod look;
mod pictures;
mod queue;
mod refuse;
mod review;
mod stage;
mod trouble;
mod verdict;
