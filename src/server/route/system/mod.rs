//! What stands beside the API and needs no token.

pub(super) mod health;
pub(super) mod openapi;
pub(super) mod ready;
