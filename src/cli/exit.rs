//! Exit codes, decided in one place.

use crate::client::ClientError;
use crate::config::ConfigError;
use crate::domain::lang::Lang;
use crate::text::safe;

/// What the shell is told. The numbers are the contract's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// 0
    Done = 0,
    /// 1
    Failure = 1,
    /// 2: usage or configuration.
    Usage = 2,
    /// 3: refused by the state of the case.
    Refused = 3,
    /// 4: needs a login or a role.
    Login = 4,
    /// 5: the API was not reached.
    Network = 5,
    /// 6: some of several things were done.
    Partly = 6,
    /// 7: what was checked is not as it must be.
    Unverified = 7,
    /// 130: interrupted.
    Interrupted = 130,
}

/// A failure of the command line's own, with its exit code.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What the shell is told.
    pub exit: Exit,
    /// What happened and what to do next.
    pub message: String,
}

impl Failure {
    /// Wrong usage or configuration.
    pub fn usage(message: impl Into<String>) -> anyhow::Error {
        Self { exit: Exit::Usage, message: message.into() }.into()
    }

    /// The state of the case does not allow it.
    pub fn refused(message: impl Into<String>) -> anyhow::Error {
        Self { exit: Exit::Refused, message: message.into() }.into()
    }

    /// What was checked is not as it must be.
    pub fn unverified(message: impl Into<String>) -> anyhow::Error {
        Self { exit: Exit::Unverified, message: message.into() }.into()
    }

    /// A login or a role is needed.
    pub fn login(message: impl Into<String>) -> anyhow::Error {
        Self { exit: Exit::Login, message: message.into() }.into()
    }
}

impl Exit {
    /// The code for an error, from what lies deepest in it. A reader that went away is success.
    pub fn of(error: &anyhow::Error) -> Self {
        for cause in error.chain() {
            if let Some(failure) = cause.downcast_ref::<Failure>() {
                return failure.exit;
            }
            if let Some(client) = cause.downcast_ref::<ClientError>() {
                return Self::of_client(client);
            }
            if cause.downcast_ref::<ConfigError>().is_some() {
                return Self::Usage;
            }
            if let Some(io) = cause.downcast_ref::<std::io::Error>()
                && io.kind() == std::io::ErrorKind::BrokenPipe
            {
                return Self::Done;
            }
        }
        Self::Failure
    }

    fn of_client(error: &ClientError) -> Self {
        match error {
            ClientError::Unauthenticated(_) => Self::Login,
            ClientError::Unreachable { .. } => Self::Network,
            ClientError::ReadOnly { .. } => Self::Usage,
            ClientError::BadAnswer { .. } => Self::Failure,
            ClientError::Refused(problem) => match (problem.status, problem.code.as_str()) {
                (_, "role_missing") => Self::Login,
                (_, "queue_empty" | "four_eyes" | "fields_invalid" | "materials_missing" | "verification_missing") => {
                    Self::Refused
                }
                (409 | 423 | 412 | 428, _) => Self::Refused,
                (400 | 413 | 415 | 422, _) => Self::Usage,
                (403, _) => Self::Login,
                _ => Self::Failure,
            },
        }
    }
}

/// What to tell the person: the API's sentence in his language, every mistake of a form, or the error's own chain.
pub fn explain(error: &anyhow::Error, lang: Lang) -> String {
    let client = error.chain().find_map(|cause| cause.downcast_ref::<ClientError>());
    let Some(client) = client else { return format!("{error:#}") };
    // Context that the command line added, such as the file that was refused.
    let mut out: String = error
        .chain()
        .take_while(|cause| cause.downcast_ref::<ClientError>().is_none())
        .map(|cause| format!("{cause}: "))
        .collect();
    out.push_str(&client.message(lang));
    if let ClientError::Refused(problem) = client {
        for mistake in &problem.errors {
            out.push_str(&format!("\n  {}  {}", safe(&mistake.pointer), safe(&mistake.detail)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;

    fn refused(status: u16, code: &str) -> anyhow::Error {
        let problem = Problem {
            kind: "about:blank".into(),
            title: String::new(),
            status,
            code: code.into(),
            detail: String::new(),
            pointer: None,
            errors: Vec::new(),
            request_id: String::new(),
        };
        ClientError::Refused(Box::new(problem)).into()
    }

    #[test]
    fn the_codes_are_the_contracts() {
        let unreachable = ClientError::Unreachable { url: String::new(), cause: String::new() };
        let pipe = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        for (error, code) in [
            (refused(423, "held_by_other"), 3),
            (refused(409, "version_changed"), 3),
            (refused(403, "four_eyes"), 3),
            (refused(403, "role_missing"), 4),
            (refused(422, "reason_unknown"), 2),
            (refused(404, "not_found"), 1),
            (unreachable.into(), 5),
            (Failure::usage("x"), 2),
            (Failure::login("x"), 4),
            (anyhow::Error::from(pipe).context("printing"), 0),
            (anyhow::anyhow!("else"), 1),
        ] {
            assert_eq!(Exit::of(&error) as u8, code, "{error}");
        }
    }
}
