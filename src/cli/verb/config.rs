//! `config show`, `config check`: the settings, and what is wrong in their files.

use serde_json::json;

use super::Context;
use crate::cli::args::ConfigCommand;
use crate::cli::{Failure, keymap};
use crate::config::Config;
use crate::text::{Word, fill};

pub fn run(context: &Context, command: ConfigCommand) -> anyhow::Result<()> {
    match command {
        ConfigCommand::Show => show(context),
        ConfigCommand::Check => check(context),
    }
}

/// Every setting of the workplace with its value and where that comes from; none of them is a secret.
pub(super) fn settings(config: &Config) -> Vec<(&'static str, String, String)> {
    let token = config.token_file.value.as_ref().map_or_else(String::new, |path| path.display().to_string());
    vec![
        ("api", config.api.value.clone(), config.api.origin.to_string()),
        ("token_file", token, config.token_file.origin.to_string()),
        ("lang", config.lang.value.to_string(), config.lang.origin.to_string()),
        ("theme", config.theme.value.clone(), config.theme.origin.to_string()),
        ("graphics", config.graphics.value.clone(), config.graphics.origin.to_string()),
        ("read_only", config.read_only.value.to_string(), config.read_only.origin.to_string()),
        ("work.claim_next", config.claim_next.value.to_string(), config.claim_next.origin.to_string()),
    ]
}

fn show(context: &Context) -> anyhow::Result<()> {
    let settings = settings(&context.config);
    let items: Vec<_> =
        settings.iter().map(|(name, value, from)| json!({"name": name, "value": value, "from": from})).collect();
    context.print(&json!({"items": items, "next_cursor": null}), |out| {
        settings.iter().try_for_each(|(name, value, from)| writeln!(out, "{name} = {value}  ({from})"))
    })
}

/// What `config.toml` says was read before any command; what is left are the keymaps and the service's part.
fn check(context: &Context) -> anyhow::Result<()> {
    let config = &context.config;
    let keys = keymap(config).err().map(|error| error.to_string());
    let packs = config.packs().err().map(|error| error.to_string());
    let wrong: Vec<String> = [keys, packs].into_iter().flatten().collect();
    if !wrong.is_empty() {
        return Err(Failure::usage(wrong.join("\n")));
    }
    let there = config.key_files().into_iter().filter(|path| path.exists());
    let files: Vec<_> = config.files.iter().cloned().chain(there).map(|path| path.display().to_string()).collect();
    context.print(&json!({"ok": true, "files": files}), |out| {
        let lang = context.lang();
        let files = if files.is_empty() { Word::ConfigNoFile.text(lang).to_owned() } else { files.join("  ") };
        writeln!(out, "{}", fill(Word::ConfigGood, lang, &[&files]))
    })
}
