//! Saved filters of the queue.

use http::Method;

use super::call::Call;
use super::{Client, Result};
use crate::api::Page;
use crate::domain::section::{NewSection, Scope, Section};

impl Client {
    /// The saved filters under the digits 1 to 9, in their order; a digit without one is left out.
    ///
    /// # Errors
    /// As every call.
    pub async fn sections(&self) -> Result<Vec<Section>> {
        let page: Page<Section> = self.ask(Call::get("/v1/sections".to_owned())).await?;
        Ok(page.items)
    }

    /// Saves a filter under a digit, 1 to 9, in place of what stood there.
    ///
    /// # Errors
    /// As every call; `filter_invalid` where it cannot be read, `role_missing` for a shared one unless by a lead.
    pub async fn set_section(&self, scope: Scope, position: u8, section: &NewSection) -> Result<Section> {
        self.ask(Call::new(Method::PUT, path(scope, position)).json(section).repeatable()).await
    }

    /// Removes a saved filter; what stood behind it is shown again.
    ///
    /// # Errors
    /// As every call.
    pub async fn drop_section(&self, scope: Scope, position: u8) -> Result<()> {
        self.send(Call::new(Method::DELETE, path(scope, position)).repeatable()).await.map(drop)
    }
}

fn path(scope: Scope, position: u8) -> String {
    format!("/v1/sections/{scope}/{position}")
}
