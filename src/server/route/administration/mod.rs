//! The communications administration's side of the hand-over, for those who push what it says.

pub(super) mod list;
pub(super) mod received;
pub(super) mod result;
pub(super) mod sms;
