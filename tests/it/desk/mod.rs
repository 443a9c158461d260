//! The desk without a terminal: keys go in, the API answers in process, frames come out as text.

mod ahead;
mod aside;
mod case;
mod faces;
mod findings;
mod linear;
mod look;
mod mouse;
mod pictures;
mod queue;
mod refuse;
mod review;
mod several;
mod stage;
mod trainee;
mod trouble;
mod verdict;
