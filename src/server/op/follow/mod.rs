//! What follows from a move, each in the move's own transaction. The operations that later keep what is planned here stand
//! beside this folder, because they move cases themselves.

pub(super) mod expiry;
pub(super) mod handover;
pub(super) mod notices;
pub(super) mod obligations;
