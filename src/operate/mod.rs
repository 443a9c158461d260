//! What runs the program as a whole: the service, the demo, its users, and the desk on either. With `main` it is the only
//! place that knows both the server and the faces.

pub mod admin;
pub mod demo;
pub mod desk;
mod import;
pub mod serve;

use tokio::signal;

/// Resolves when the program is asked to end: Ctrl-C, or SIGTERM.
pub async fn asked_to_end() {
    #[cfg(unix)]
    {
        use signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut hangup)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
        else {
            return;
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
}
