//! The filing API from outside: through the client and by raw requests, without a port.

mod aside;
mod auth;
mod claim;
mod decision;
mod flow;
mod fuzz;
mod hold;
mod malformed;
mod material;
mod network;
mod obligations;
mod openapi;
mod queue;
mod reference;
mod restart;
mod seed;
mod upload;
