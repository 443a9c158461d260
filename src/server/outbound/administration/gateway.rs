//! What a way to the administration can do.

use futures::future::BoxFuture;
use jiff::SignedDuration;

use crate::api::Said;
use crate::domain::sms::Check;
use crate::domain::status::Status;

/// The other side did not answer as agreed; what was asked must be asked again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(in crate::server) struct Unanswered(pub String);

/// What is answered to a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Answer {
    /// It arrived.
    Acknowledged,
    /// It cannot be taken before this one.
    Expected(i64),
}

/// A result as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Arrived {
    pub sequence: i64,
    /// The case that it names; empty where it names none.
    pub case: String,
    /// The whole result as JSON.
    pub body: String,
}

/// A case as it stands with the administration.
#[derive(Debug, Clone)]
pub(in crate::server) struct Standing<'a> {
    pub number: &'a str,
    pub round: u32,
    /// How often it was handed over.
    pub attempt: u32,
    pub status: Status,
    pub checks: &'a [Check],
}

/// What the administration does next of itself.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::server) struct Act {
    /// After so long.
    pub after: SignedDuration,
    pub said: Said,
}

/// A way to the administration.
pub(in crate::server) trait Gateway: Send + Sync {
    /// Whether the pictures of a filing go with it.
    fn takes_pictures(&self) -> bool;

    /// Hands a batch over.
    fn hand_over<'a>(
        &'a self,
        sequence: i64,
        hash: &'a str,
        body: &'a str,
    ) -> BoxFuture<'a, Result<Answer, Unanswered>>;

    /// How often results are asked for; none where there is nobody to ask.
    fn every(&self) -> Option<SignedDuration>;

    /// Results after this sequence, which at the same time says that everything up to it is safe here.
    fn results(&self, after: i64) -> BoxFuture<'_, Result<Vec<Arrived>, Unanswered>>;

    /// What the administration does next with a case, where it acts within the service.
    fn next(&self, standing: &Standing<'_>) -> Option<Act>;
}
