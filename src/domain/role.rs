//! Who may act: the roles of the filing API's users and of the program's own jobs.

use serde::{Deserialize, Serialize};

use super::words::closed_list;

closed_list! {
    /// A role. A user may have several; what each may do is decided in [`super::verb`] and [`super::decide`].
    Role {
        FirstReviewer = "first_reviewer", "初审员", "first reviewer";
        SecondReviewer = "second_reviewer", "复审员", "second reviewer";
        Trainee = "trainee", "见习审核员", "trainee";
        Lead = "lead", "组长", "lead";
        Qa = "qa", "质检员", "quality assurance";
        Auditor = "auditor", "审计员", "auditor";
        Admin = "admin", "系统管理员", "admin";
        Applicant = "applicant", "申请人", "applicant";
        Administration = "administration", "通信管理局", "communications administration";
        System = "system", "系统", "system";
    }
}

/// Somebody who acts, with every role he has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user's id, `system` for jobs.
    pub id: String,
    /// All roles of the user.
    pub roles: Vec<Role>,
}

impl Actor {
    /// What the program's own jobs act as.
    pub fn system() -> Self {
        Self { id: "system".into(), roles: vec![Role::System] }
    }

    /// Whether the actor has this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the actor has one of these roles.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(*role))
    }
}

/// The one role in which an actor did what an event records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ActedAs {
    /// The user's id.
    pub id: String,
    /// The role in which the user acted.
    pub role: super::open::Open<Role>,
}
