//! What leaves the service on its own account, one file per counterpart. Nobody else in the server makes connections.

pub(super) mod administration;
pub(super) mod domains;
mod guard;
pub(super) mod mail;
pub(super) mod site;
pub(super) mod webhook;

pub(super) use guard::Barred;

/// Why a notice did not get through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Undelivered {
    /// It may get through later.
    Later(String),
    /// It never will: whoever is there does not want it, or nobody is.
    Never(String),
}

/// A client under our name, which follows no redirect of itself.
fn client() -> reqwest::ClientBuilder {
    // Already installed is as good as installed now.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("beian-desk/", env!("CARGO_PKG_VERSION")))
}
