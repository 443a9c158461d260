//! Trainees: what they proposed, and how they do.

use super::call::{Call, encoded};
use super::{Client, Result};
use crate::api::{Page, Proposal, TraineeScore};

impl Client {
    /// What trainees proposed for a case, oldest first; for a trainee his own.
    ///
    /// # Errors
    /// As every call.
    pub async fn proposals(&self, id: &str) -> Result<Vec<Proposal>> {
        let page: Page<Proposal> = self.ask(Call::get(format!("/v1/cases/{}/proposals", encoded(id)))).await?;
        Ok(page.items)
    }

    /// How every trainee does, by id; for a trainee himself.
    ///
    /// # Errors
    /// As every call.
    pub async fn trainees(&self) -> Result<Vec<TraineeScore>> {
        let page: Page<TraineeScore> = self.ask(Call::get("/v1/trainees".to_owned())).await?;
        Ok(page.items)
    }

    /// How one trainee does.
    ///
    /// # Errors
    /// As every call; `not_found` where nobody of this id is a trainee.
    pub async fn trainee_score(&self, id: &str) -> Result<TraineeScore> {
        self.ask(Call::get(format!("/v1/trainees/{}/score", encoded(id)))).await
    }
}
