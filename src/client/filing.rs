//! Filings: the applicant's side.

use http::Method;
use serde_json::Value;

use super::call::{Call, encoded};
use super::form::Form;
use super::{Client, Result};
use crate::api::{
    Account, EditAccount, FilingRow, FilingStatus, FindType, FoundType, Material, Notice, Obligation, OutgoingNotice,
    Page, Requirement, SiteCheck, VerificationLink,
};
use crate::domain::filing::Filing;
use crate::domain::notice::NoticeState;

impl Client {
    /// Makes a draft.
    ///
    /// # Errors
    /// As every call.
    pub async fn create_filing(&self, filing: &Filing) -> Result<FilingStatus> {
        self.ask(Call::new(Method::POST, "/v1/filings".to_owned()).json(&written(filing))).await
    }

    /// One's own filings, newest first, one page.
    ///
    /// # Errors
    /// As every call.
    pub async fn filings(&self, cursor: Option<&str>, limit: u32) -> Result<Page<FilingRow>> {
        let cursor = cursor.map(|cursor| format!("&cursor={}", encoded(cursor))).unwrap_or_default();
        self.ask(Call::get(format!("/v1/filings?limit={limit}{cursor}"))).await
    }

    /// Finds the type of a filing against what is filed; nothing is stored.
    ///
    /// # Errors
    /// As every call; `domain_conflict` and its like say why it can be no filing at all.
    pub async fn find_type(&self, asked: &FindType) -> Result<FoundType> {
        self.ask(Call::new(Method::POST, "/v1/filings/type".to_owned()).json(asked).repeatable()).await
    }

    /// One's own account.
    ///
    /// # Errors
    /// As every call.
    pub async fn account(&self) -> Result<Account> {
        self.ask(Call::get("/v1/account".to_owned())).await
    }

    /// Sets where one's notices go and in which language.
    ///
    /// # Errors
    /// As every call.
    pub async fn edit_account(&self, edit: &EditAccount) -> Result<Account> {
        self.ask(Call::new(Method::PUT, "/v1/account".to_owned()).json(edit).repeatable()).await
    }

    /// Which materials the filing needs, and how many are there.
    ///
    /// # Errors
    /// As every call.
    pub async fn requirements(&self, id: &str) -> Result<Page<Requirement>> {
        self.ask(Call::get(path(id, "/requirements"))).await
    }

    /// Takes the filing back from a review, or before it is handed over; that ends it.
    ///
    /// # Errors
    /// As every call.
    pub async fn withdraw(&self, id: &str) -> Result<FilingStatus> {
        self.ask(Call::new(Method::POST, path(id, "/withdraw"))).await
    }

    /// Gives the filing up; that ends it.
    ///
    /// # Errors
    /// As every call.
    pub async fn abandon(&self, id: &str) -> Result<FilingStatus> {
        self.ask(Call::new(Method::POST, path(id, "/abandon"))).await
    }

    /// Replaces what was filled in; an empty filing password leaves the stored one alone.
    ///
    /// # Errors
    /// As every call.
    pub async fn edit_filing(&self, id: &str, filing: &Filing) -> Result<FilingStatus> {
        self.ask(Call::new(Method::PUT, path(id, "")).json(&written(filing))).await
    }

    /// One's own filing, by id or number.
    ///
    /// # Errors
    /// As every call.
    pub async fn filing(&self, id: &str) -> Result<FilingStatus> {
        self.ask(Call::get(path(id, ""))).await
    }

    /// Uploads a file under a slug of the material catalogue, beside the slug's other files or in their place. The API
    /// takes the same file of a slot once only, so a broken connection is tried once more.
    ///
    /// # Errors
    /// As every call.
    pub async fn upload(&self, id: &str, slug: &str, file_name: &str, bytes: &[u8], replace: bool) -> Result<Material> {
        let replace = if replace { "true" } else { "false" };
        let form = Form::new().text("slug", slug).text("replace", replace).file("file", file_name, bytes);
        let (content_type, body) = form.finish();
        self.ask(Call::new(Method::POST, path(id, "/materials")).body(content_type, body).repeatable()).await
    }

    /// Uploads the photo or video of the authenticity verification in place of an earlier one.
    ///
    /// # Errors
    /// As every call.
    pub async fn verify(&self, id: &str, photo: &[u8]) -> Result<FilingStatus> {
        let (content_type, body) = Form::new().file("photo", "photo", photo).finish();
        self.ask(Call::new(Method::POST, path(id, "/verification")).body(content_type, body)).await
    }

    /// Makes a one-time link to the verification page; an earlier unused one is void.
    ///
    /// # Errors
    /// As every call.
    pub async fn verification_link(&self, id: &str) -> Result<VerificationLink> {
        self.ask(Call::new(Method::POST, path(id, "/verification/link"))).await
    }

    /// What the approved filing obliges to.
    ///
    /// # Errors
    /// As every call.
    pub async fn obligations(&self, id: &str) -> Result<Page<Obligation>> {
        self.ask(Call::get(path(id, "/obligations"))).await
    }

    /// Has the home page of the approved filing read.
    ///
    /// # Errors
    /// As every call; `site_private` where it lies in a private network.
    pub async fn check_site(&self, id: &str) -> Result<SiteCheck> {
        self.ask(Call::new(Method::POST, path(id, "/check-site"))).await
    }

    /// What the applicant was told of his filing, oldest first.
    ///
    /// # Errors
    /// As every call.
    pub async fn notices(&self, id: &str) -> Result<Page<Notice>> {
        self.ask(Call::get(path(id, "/notices"))).await
    }

    /// One page of the notices of all filings that are in this state, oldest first; by default those given up.
    ///
    /// # Errors
    /// As every call.
    pub async fn outgoing_notices(
        &self,
        state: Option<NoticeState>,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<OutgoingNotice>> {
        let state = state.map(|state| format!("&state={state}")).unwrap_or_default();
        let cursor = cursor.map(|cursor| format!("&cursor={}", encoded(cursor))).unwrap_or_default();
        self.ask(Call::get(format!("/v1/notices?limit={limit}{state}{cursor}"))).await
    }

    /// Has a notice that was given up sent again.
    ///
    /// # Errors
    /// As every call.
    pub async fn retry_notice(&self, id: &str) -> Result<OutgoingNotice> {
        self.ask(Call::new(Method::POST, format!("/v1/notices/{}/retry", encoded(id)))).await
    }

    /// Hands the filing in.
    ///
    /// # Errors
    /// As every call; `fields_invalid` lists every mistake in the problem's `errors`.
    pub async fn submit(&self, id: &str) -> Result<FilingStatus> {
        self.ask(Call::new(Method::POST, path(id, "/submit"))).await
    }
}

fn path(id: &str, rest: &str) -> String {
    format!("/v1/filings/{}{rest}", encoded(id))
}

/// The filing with its password, which it never writes of itself: here it is on its way to be stored.
fn written(filing: &Filing) -> Value {
    let mut value = serde_json::to_value(filing).unwrap_or_default();
    let password = &filing.entity.filing_password;
    if let Some(entity) = value.get_mut("entity").and_then(Value::as_object_mut).filter(|_| !password.is_empty()) {
        entity.insert("filing_password".to_owned(), Value::String(password.clone()));
    }
    value
}
