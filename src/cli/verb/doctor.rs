//! `doctor`: what is configured, whether the API answers, and what the terminal can do.

use serde_json::json;

use super::Context;
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
    let settings = [
        ("api", config.api.value.clone(), &config.api.origin),
        (
            "token_file",
            config.token_file.value.as_ref().map_or_else(String::new, |path| path.display().to_string()),
            &config.token_file.origin,
        ),
        ("lang", config.lang.value.to_string(), &config.lang.origin),
        ("theme", config.theme.value.clone(), &config.theme.origin),
        ("graphics", config.graphics.value.clone(), &config.graphics.origin),
        ("work.claim_next", config.claim_next.value.to_string(), &config.claim_next.origin),
    ];
    let report = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "settings": settings.iter().map(|(name, value, origin)| json!({"name": name, "value": value, "from": origin.to_string()})).collect::<Vec<_>>(),
        "api": match &me {
            Ok(me) => json!({"reachable": true, "user": me.id, "roles": me.roles}),
            Err(why) => json!({"reachable": false, "why": why}),
        },
        "terminal": {
            "answered": found.answered,
            "brand": found.brand,
            "pictures": protocol_word(found.protocol),
            "took_ms": found.took.as_millis() as u64,
            "report": found.explain(),
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
        found.explain().iter().try_for_each(|line| writeln!(out, "{line}"))
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
