//! The field's lists: the same for everybody, never paged.

pub(super) mod calendar;
pub(super) mod province;
pub(super) mod provinces;
pub(super) mod reasons;
