//! `serve`: the filing API alone.

use std::io::{Write, stderr};
use std::net::SocketAddr;

use anyhow::Context;
use tokio::net::TcpListener;

use super::asked_to_end;
use crate::cli::args::{Serve, Storage};
use crate::config::{Config, Service};
use crate::server::{Options, Server};

/// Serves until asked to end; what is under way is answered first.
///
/// # Errors
/// Where the data cannot be opened or the address cannot be listened on.
pub async fn run(config: &Config, args: &Serve) -> anyhow::Result<()> {
    let mut settings = config.service(&crate::cli::environment)?;
    let listener = listen(args.listen, &mut settings).await?;
    let server = open(settings, &args.storage).await?;
    writeln!(stderr(), "http://{}", listener.local_addr()?)?;
    serve(&server, listener).await
}

/// Listens; where no public address is set, the service is reached where it listens.
///
/// # Errors
/// Where the address cannot be listened on.
pub async fn listen(address: SocketAddr, settings: &mut Service) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    if settings.public_url.is_empty() {
        settings.public_url = format!("http://{}", listener.local_addr()?);
    }
    Ok(listener)
}

/// Answers requests and does what comes due, until asked to end.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(server: &Server, listener: TcpListener) -> anyhow::Result<()> {
    beside(server, async { server.serve(listener, asked_to_end()).await.context("the service stopped") }).await
}

/// Does what comes due for as long as `work` goes on.
pub async fn beside<T>(server: &Server, work: impl Future<Output = T>) -> T {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = server.clone();
    let due = tokio::spawn(async move {
        working
            .work(async {
                let _ = stopped.await;
            })
            .await;
    });
    let done = work.await;
    drop(stop);
    let _ = due.await;
    done
}

/// Opens the data of a service.
///
/// # Errors
/// Where a database URL carries a password, or the data cannot be opened.
pub async fn open(settings: Service, storage: &Storage) -> anyhow::Result<Server> {
    if has_password(&storage.database) {
        return Err(crate::cli::Failure::usage(
            "--database: no password on the command line; use the environment or a password file",
        ));
    }
    Server::open(Options { settings, ..Options::new(&storage.database, &storage.store) })
        .await
        .with_context(|| format!("cannot open {} and {}", storage.database, storage.store))
}

/// `scheme://user:password@host`.
fn has_password(url: &str) -> bool {
    let authority = url.split_once("://").and_then(|(_, rest)| rest.split(['/', '?']).next());
    authority.and_then(|text| text.rsplit_once('@')).is_some_and(|(user, _)| user.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_a_database_url_is_seen() {
        assert!(has_password("postgres://me:secret@host/db"));
        assert!(!has_password("postgres://me@host/db"));
        assert!(!has_password("sqlite:/a:b@c/d.db"));
    }
}
