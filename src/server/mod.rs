//! The filing API: what is filed, who may do what with it, and where it is kept.
//!
//! `route` takes requests apart and hands them to `op`, which asks the domain and commits through `store` and
//! `material`. Nothing outside this room knows the router, the tables or the object store.

mod auth;
mod error;
mod extract;
mod job;
mod material;
mod op;
mod openapi;
mod outbound;
mod request;
mod route;
mod seed;
mod store;

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use futures::future::BoxFuture;
use futures::stream::{BoxStream, StreamExt};
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::config::Service;
use crate::domain::filing::Filing;
use crate::domain::province::Pack;
use crate::domain::registry::RegistryRow;
use crate::domain::role::Role;
pub use material::MaterialError;
use material::Pictures;
pub use material::measure;
use outbound::administration::Gateway;
pub use seed::{SeedCase, SeedEvent, SeedMaterial};
use store::Store;
pub use store::StoreError;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Makes a picture and its content type from the origin of a seeded material; the same bytes for the same origin.
pub type Origin = Arc<dyn Fn(&str) -> Option<(Vec<u8>, &'static str)> + Send + Sync>;

/// The router without a port: takes a whole request, gives a whole response.
pub type InProcess =
    Arc<dyn Fn(http::Request<Bytes>) -> BoxFuture<'static, Result<http::Response<Bytes>, String>> + Send + Sync>;

/// The same for an answer that has no end: its body comes as it is made.
pub type InProcessLine =
    Arc<dyn Fn(http::Request<Bytes>) -> BoxFuture<'static, Result<http::Response<Line>, String>> + Send + Sync>;

/// A body as it is made.
pub type Line = BoxStream<'static, Result<Bytes, String>>;

/// Where the API keeps what it knows.
#[derive(Clone)]
pub struct Options {
    /// `sqlite:PATH` or `sqlite::memory:`.
    pub database: String,
    /// `file:DIR`.
    pub store: String,
    /// The time.
    pub clock: Clock,
    /// Makes the bytes of seeded materials.
    pub origin: Option<Origin>,
    /// What the service is run with.
    pub settings: Service,
}

impl Options {
    /// Options with the wall clock and no origin.
    pub fn new(database: impl Into<String>, store: impl Into<String>) -> Self {
        Self {
            database: database.into(),
            store: store.into(),
            clock: Arc::new(crate::clock::now),
            origin: None,
            settings: Service::default(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("database", &self.database).field("store", &self.store).finish_non_exhaustive()
    }
}

/// Why the API cannot start or its composition root cannot do something.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The pictures.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// The network.
    #[error("the server stopped: {0}")]
    Io(#[from] std::io::Error),
    /// The system gives no random bytes.
    #[error("no random bytes: {0}")]
    Random(String),
    /// What must be planned at the start could not be; the log has the cause.
    #[error("the service cannot start: {0}")]
    Start(&'static str),
    /// A due job could not be looked up or put off; the log has the cause.
    #[error("jobs cannot be run: {0}")]
    Jobs(&'static str),
}

impl From<sqlx::Error> for ServerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What every operation works on.
struct App {
    store: Store,
    pictures: Pictures,
    clock: Clock,
    settings: Service,
    /// The way to the communications administration; none where a user pushes what it says.
    administration: Option<Arc<dyn Gateway>>,
    /// Rung whenever a case may have changed; see `op::events`.
    changed: watch::Sender<()>,
}

/// Turns true when the listener that a request came through closes. A request that came through none has no such value.
#[derive(Debug, Clone)]
struct Closing(watch::Receiver<bool>);

impl App {
    /// Now, as exactly as it is stored, so that an answer says the same as the next reading.
    fn now(&self) -> Timestamp {
        let now = (self.clock)();
        now.round(TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Trunc)).unwrap_or(now)
    }

    /// What the filing's province asks today.
    fn pack(&self, filing: &Filing) -> &Pack {
        self.settings.packs.of(filing.province())
    }
}

/// The filing API. Clones share everything.
#[derive(Clone)]
pub struct Server {
    app: Arc<App>,
    router: Router,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}

impl Server {
    /// Opens database and store, brings the tables to this build's form.
    ///
    /// # Errors
    /// Where either cannot be opened.
    pub async fn open(options: Options) -> Result<Self, ServerError> {
        let store = Store::open(&options.database).await?;
        let pictures = Pictures::open(&options.store, options.origin)?;
        let changed = watch::Sender::new(());
        let administration = outbound::administration::gateway(&options.settings.administration).map_err(|fault| {
            tracing::error!(%fault, "the connector's address cannot be used");
            ServerError::Start("administration_url")
        })?;
        let Options { clock, settings, .. } = options;
        let app = Arc::new(App { store, pictures, clock, settings, administration, changed });
        let not_started = |failure: error::Failure| ServerError::Start(failure.code());
        op::calendar::start(&app).await.map_err(not_started)?;
        op::expiry::start(&app).await.map_err(not_started)?;
        op::renew::start(&app).await.map_err(not_started)?;
        op::pictures::start(&app).await.map_err(not_started)?;
        op::handover::start(&app).await.map_err(not_started)?;
        let router = route::router(Arc::clone(&app));
        Ok(Self { app, router })
    }

    /// The routes, with authentication and errors around them.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The router as a function, for a client in the same process.
    pub fn in_process(&self) -> InProcess {
        let router = self.router.clone();
        Arc::new(move |request| {
            let router = router.clone();
            Box::pin(async move {
                let answer: Result<_, Infallible> = router.oneshot(request.map(Body::from)).await;
                let (parts, body) = answer.map_err(|never| never.to_string())?.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
                Ok(http::Response::from_parts(parts, body))
            })
        })
    }

    /// The router as a function whose answers come as they are made, for a client in the same process that watches.
    pub fn in_process_line(&self) -> InProcessLine {
        // Nothing closes such a line but who watches. The sender lives as long as any line: one whose sender is gone counts as closed.
        let (open, closing) = watch::channel(false);
        let open = Arc::new(open);
        let router = self.router().layer(axum::Extension(Closing(closing)));
        Arc::new(move |request| {
            let (router, open) = (router.clone(), Arc::clone(&open));
            Box::pin(async move {
                let answer: Result<_, Infallible> = router.oneshot(request.map(Body::from)).await;
                let (parts, body) = answer.map_err(|never| never.to_string())?.into_parts();
                let line = body.into_data_stream().map(move |part| {
                    let _held = &open;
                    part.map_err(|error| error.to_string())
                });
                Ok(http::Response::from_parts(parts, line.boxed()))
            })
        })
    }

    /// Serves until `shutdown` is done and the requests under way are answered.
    ///
    /// # Errors
    /// Where the listener fails.
    pub async fn serve(
        &self,
        listener: tokio::net::TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServerError> {
        let (close, closing) = watch::channel(false);
        let router = self.router().layer(axum::Extension(Closing(closing)));
        let shutdown = async move {
            shutdown.await;
            // Streams have no end of their own: they would keep the service from ending.
            close.send_replace(true);
        };
        Ok(axum::serve(listener, router).with_graceful_shutdown(shutdown).await?)
    }

    /// Does what comes due, until `shutdown` is done: held decisions, expiries, notices, hand-overs.
    pub async fn work(&self, shutdown: impl Future<Output = ()> + Send) {
        job::work(&self.app, shutdown).await;
    }

    /// Does what is due by now, and nothing else; gives how many jobs were tried.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn run_due(&self) -> Result<usize, ServerError> {
        let mut tried = 0;
        for lane in job::Lane::ALL {
            tried += job::run_due(&self.app, lane).await.map_err(|failure| ServerError::Jobs(failure.code()))?;
        }
        Ok(tried)
    }

    /// Adds the user, or replaces name and roles, and gives him a further token, which is shown only here.
    ///
    /// # Errors
    /// Where the database or the system's random source fails.
    pub async fn add_user(&self, id: &str, name: &str, roles: &[Role]) -> Result<String, ServerError> {
        let token = auth::secret::<32>().map_err(|_| ServerError::Random("getrandom".to_owned()))?;
        let mut tx = self.app.store.begin().await?;
        store::user::put(&mut tx, id, name, roles).await?;
        store::user::add_token(&mut tx, id, &auth::hash(&token), self.app.now()).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Adds cases with their past, all or none; gives their ids in order.
    ///
    /// # Errors
    /// Where the database fails, a number twice given included.
    pub async fn seed(&self, cases: Vec<SeedCase>) -> Result<Vec<String>, ServerError> {
        let ids = seed::seed(&self.app, cases).await?;
        let not_started = |failure: error::Failure| ServerError::Start(failure.code());
        op::expiry::start(&self.app).await.map_err(not_started)?;
        op::handover::start(&self.app).await.map_err(not_started)?;
        Ok(ids)
    }

    /// Takes rows of registries, all or none, each in place of an earlier one of the same key.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import(&self, rows: &[RegistryRow]) -> Result<(), ServerError> {
        let mut tx = self.app.store.begin().await?;
        for row in rows {
            store::registry::put(&mut tx, row).await?;
        }
        if rows.iter().any(|row| matches!(row, RegistryRow::Entity(_) | RegistryRow::Service(_))) {
            store::registry::imported(&mut tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Makes the bytes of up to `limit` seeded materials; gives how many were made. 0 means that none is left.
    ///
    /// # Errors
    /// Where the database or the store fails.
    pub async fn make_pending(&self, limit: u32) -> Result<usize, ServerError> {
        op::materials::make_pending(&self.app, limit).await
    }
}
