//! Filings, for the applicants they belong to.

pub(super) mod check_site;
pub(super) mod create;
pub(super) mod edit;
pub(super) mod find_type;
pub(super) mod leave;
pub(super) mod link;
pub(super) mod list;
pub(super) mod notices;
pub(super) mod obligations;
pub(super) mod requirements;
pub(super) mod show;
pub(super) mod submit;
pub(super) mod upload;
pub(super) mod verify;
