//! Who a token belongs to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::open::Open;
use crate::domain::role::{Actor, Role};

/// `GET /v1/me`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The user's id, the `actor.id` of what he does.
    pub id: String,
    /// The user's name.
    pub name: String,
    /// Every role of the user.
    pub roles: Vec<Open<Role>>,
    /// The access provider's name, as applicants read it in notices; empty from a service that does not say.
    #[serde(default)]
    pub provider: String,
}

impl Me {
    /// The user as the domain's rules see him; roles this build does not know allow nothing.
    pub fn actor(&self) -> Actor {
        Actor { id: self.id.clone(), roles: self.roles.iter().filter_map(|role| role.known().copied()).collect() }
    }
}
