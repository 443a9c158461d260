//! The filing API as its callers use it: one typed method per verb, over HTTP or the router in the same process.
//!
//! The methods are grouped as the API is: `administration`, `case`, `filing`, `material`, `reference`, `section`, `trainee`. None of them decides anything;
//! what the API refuses comes back as [`ClientError::Refused`] with the API's own words.

mod administration;
mod call;
mod case;
mod error;
mod events;
mod filing;
mod follow;
mod form;
mod key;
mod material;
mod observer;
pub mod outbox;
mod reference;
mod section;
pub mod state;
mod trainee;
mod transport;

use std::fmt;
use std::sync::Arc;

pub use case::CaseQuery;
pub use error::ClientError;
pub use events::{Events, Told};
pub use follow::{Follow, Live};
pub use key::{decision_key, override_key};
pub use material::Content;
pub use observer::{Exchange, Observer};
pub use transport::{InProcess, InProcessLine, Line, Transport};

use crate::domain::lang::Lang;
use crate::domain::tutorial::Tutorial;

/// What every method answers.
pub type Result<T> = std::result::Result<T, ClientError>;

/// A signed-in caller of the API. Clones share the connection.
#[derive(Clone)]
pub struct Client {
    transport: Transport,
    token: Arc<str>,
    lang: Lang,
    observer: Option<Observer>,
    only_looks: bool,
    tutorial: Option<Arc<Tutorial>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("transport", &self.transport).field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Client {
    /// A client over HTTP; `base` is the API's address without `/v1`, e.g. `http://127.0.0.1:8320`.
    ///
    /// # Errors
    /// Where `base` is no HTTP address or the system gives no TLS.
    pub fn http(base: &str, token: &str, lang: Lang) -> Result<Self> {
        Ok(Self::over(Transport::http(base)?, token, lang))
    }

    /// A client of the router in the same process, without a port.
    pub fn in_process(router: InProcess, token: &str, lang: Lang) -> Self {
        Self::over(Transport::in_process(router), token, lang)
    }

    /// A client over a transport that is already there, for another user of the same API.
    pub fn over(transport: Transport, token: &str, lang: Lang) -> Self {
        Self { transport, token: token.into(), lang, observer: None, only_looks: false, tutorial: None }
    }

    /// The same caller, whose exchanges with the API are told to somebody.
    #[must_use]
    pub fn observed(self, observer: Observer) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// The same caller, who changes nothing: a call that would is not sent.
    #[must_use]
    pub fn looking_only(self) -> Self {
        Self { only_looks: true, ..self }
    }

    /// The same caller, answered in another language.
    #[must_use]
    pub fn speaking(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// Another caller of the same API.
    #[must_use]
    pub fn signed_in(self, token: &str) -> Self {
        Self { token: token.into(), ..self }
    }

    /// The same caller with a guide through the API's cases.
    #[must_use]
    pub fn guided(self, tutorial: Tutorial) -> Self {
        Self { tutorial: Some(Arc::new(tutorial)), ..self }
    }

    /// The guide through the API's cases, where there is one; see [`Client::progress`].
    pub fn tutorial(&self) -> Option<&Tutorial> {
        self.tutorial.as_deref()
    }

    /// The language of the API's answers to this client.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Where this caller's own state lies, below the program's folder of state.
    pub fn state(&self, root: &std::path::Path) -> state::Place {
        state::Place::new(root, self.transport.address(), &self.token)
    }

    /// How the API is reached.
    pub const fn transport(&self) -> &Transport {
        &self.transport
    }
}
