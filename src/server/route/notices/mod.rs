//! Notices of all filings, for those who run the service.

pub(super) mod list;
pub(super) mod retry;
