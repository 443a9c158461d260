//! One step of a case: what is done, by whom, and where it leads.

use crate::domain::reason::ReasonGiven;
use crate::domain::role::{Actor, Role};
use crate::domain::status::Status;
use crate::domain::verb::Verb;

/// What is done, by whom, and where it leads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'a> {
    pub verb: Verb,
    pub actor: &'a str,
    pub role: Role,
    pub to: Status,
    /// The round that the event belongs to.
    pub round: u32,
    pub reasons: &'a [ReasonGiven],
    /// Told beside the event.
    pub note: &'a str,
}

impl<'a> Step<'a> {
    /// A step without reasons and note.
    pub(super) fn of(verb: Verb, actor: &'a Actor, role: Role, to: Status, round: u32) -> Self {
        Self { verb, actor: &actor.id, role, to, round, reasons: &[], note: "" }
    }
}
