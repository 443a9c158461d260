//! The communications administration's side of the hand-over.

use http::Method;

use super::call::{Call, encoded};
use super::{Client, Result};
use crate::api::{HandedOver, Page, Received, ResultSaid, SmsSaid, Told};

impl Client {
    /// One page of what is on its way to the administration or lies there, longest there first; `limit` is 1 to 200.
    ///
    /// # Errors
    /// As every call.
    pub async fn handed_over(&self, cursor: Option<&str>, limit: u32) -> Result<Page<HandedOver>> {
        let cursor = cursor.map(|cursor| format!("&cursor={}", encoded(cursor))).unwrap_or_default();
        self.ask(Call::get(format!("/v1/administration?limit={limit}{cursor}"))).await
    }

    /// Says that the administration took the filing.
    ///
    /// # Errors
    /// As every call; `wrong_status` where it is not on its way there.
    pub async fn administration_received(&self, id: &str, said: &Received) -> Result<Told> {
        self.ask(Call::new(Method::POST, path(id, "received")).json(said)).await
    }

    /// Says what happened to the SMS verification.
    ///
    /// # Errors
    /// As every call; `wrong_status` where none is under way.
    pub async fn administration_sms(&self, id: &str, said: &SmsSaid) -> Result<Told> {
        self.ask(Call::new(Method::POST, path(id, "sms")).json(said)).await
    }

    /// Says how the administration decided.
    ///
    /// # Errors
    /// As every call; `wrong_status` where it has nothing to decide.
    pub async fn administration_result(&self, id: &str, said: &ResultSaid) -> Result<Told> {
        self.ask(Call::new(Method::POST, path(id, "result")).json(said)).await
    }
}

fn path(id: &str, what: &str) -> String {
    format!("/v1/administration/{}/{what}", encoded(id))
}
