//! The field's lists and who one is.

use super::call::Call;
use super::{Client, Result};
use crate::api::{Me, Page};
use crate::domain::catalogue::Reason;

impl Client {
    /// Who the token belongs to.
    ///
    /// # Errors
    /// As every call.
    pub async fn me(&self) -> Result<Me> {
        self.ask(Call::get("/v1/me".to_owned())).await
    }

    /// The catalogue of return reasons as the API has it.
    ///
    /// # Errors
    /// As every call.
    pub async fn reasons(&self) -> Result<Vec<Reason>> {
        let page: Page<Reason> = self.ask(Call::get("/v1/return-reasons".to_owned())).await?;
        Ok(page.items)
    }
}
