//! The ways to the communications administration, behind one trait: the embedded simulator, and an organisation's own
//! connector over HTTP.

mod gateway;
mod http;
mod simulator;

use std::sync::Arc;

pub(in crate::server) use gateway::{Answer, Gateway, Standing, Unanswered};

use crate::config::Administration;

/// The way that is set; none where an administration user pushes what happens.
pub(in crate::server) fn gateway(set: &Administration) -> Result<Option<Arc<dyn Gateway>>, Unanswered> {
    Ok(match set {
        Administration::Push => None,
        Administration::Simulator { seed, day } => Some(Arc::new(simulator::Simulator::new(*seed, *day))),
        Administration::Http { url, token, every } => {
            Some(Arc::new(http::HttpConnector::new(url, token.clone(), *every)?))
        }
    })
}
