//! Filings, for the applicants they belong to.

pub(super) mod check_site;
pub(super) mod create;
pub(super) mod edit;
pub(super) mod link;
pub(super) mod obligations;
pub(super) mod show;
pub(super) mod submit;
pub(super) mod upload;
pub(super) mod verify;
