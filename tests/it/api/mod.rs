//! The filing API from outside: through the client and by raw requests, without a port.

mod applicant;
mod aside;
mod auth;
mod claim;
mod clocks;
mod decision;
mod events;
mod flow;
mod fuzz;
mod hold;
mod list;
mod malformed;
mod material;
mod network;
mod obligations;
mod openapi;
mod pictures;
mod queue;
mod reference;
mod related;
mod restart;
mod seed;
mod upload;
