//! `doctor`: what is configured, whether the API answers, and what the terminal can do.

use serde_json::json;

use super::Context;
use super::config::settings;
use crate::cli::{Exit, session};
use crate::client::ClientError;
use crate::terminal::probe::{DEADLINE, probe};
use crate::terminal::{Graphics, Protocol};

pub async fn run(context: &Context) -> anyhow::Result<()> {
    let config = &context.config;
    let graphics: Graphics = config.graphics.value.parse().unwrap_or_default();
    let found = probe(graphics, DEADLINE);
    // What keeps anybody from working here is told like all else, and then is the exit code.
    let (me, login) = match session::client(config) {
        Ok(client) => match client.me().await {
            Ok(me) => (Ok(me), None),
            Err(error @ ClientError::Unauthenticated(_)) => (Err(error.message(context.lang())), Some(error.into())),
            Err(error) => (Err(error.message(context.lang())), None),
        },
        Err(error) => (Err(error.to_string()), Some(error).filter(|error| Exit::of(error) == Exit::Login)),
    };
    let settings = settings(config);
    let report = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "settings": settings.iter().map(|(name, value, origin)| json!({"name": name, "value": value, "from": origin})).collect::<Vec<_>>(),
        "api": match &me {
            Ok(me) => json!({"reachable": true, "user": me.id, "roles": me.roles}),
            Err(why) => json!({"reachable": false, "why": why}),
        },
        "terminal": {
            "answered": found.answered,
            "brand": found.brand,
            "pictures": protocol_word(found.protocol),
            "took_ms": found.took.as_millis() as u64,
            "report": found.explain().into_iter().map(|line| line.en).collect::<Vec<_>>(),
        },
    });
    context.print(&report, |out| {
        writeln!(out, "beian-desk {}", env!("CARGO_PKG_VERSION"))?;
        for (name, value, origin) in &settings {
            writeln!(out, "  {name} = {value}  ({origin})")?;
        }
        match &me {
            Ok(me) => writeln!(out, "API: {} as {}", config.api.value, me.id)?,
            Err(why) => writeln!(out, "API: {why}")?,
        }
        found.explain().iter().try_for_each(|line| writeln!(out, "{}", context.lang().pick(&line.zh, &line.en)))
    })?;
    login.map_or(Ok(()), Err)
}

const fn protocol_word(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::KittyPlaceholders => "kitty placeholders",
        Protocol::KittyDirect => "kitty",
        Protocol::ITerm2 => "iterm2",
        Protocol::Sixel => "sixel",
        Protocol::Blocks => "blocks",
        Protocol::Off => "off",
    }
}
