//! `keys`, `completion`, `man`: what the program says of itself.

use std::io::{Write, stdout};

use clap::CommandFactory;
use clap_complete::generate;
use serde_json::json;

use super::Context;
use crate::cli::args::{Cli, Shell};
use crate::cli::keymap;
use crate::domain::catalogue;
use crate::domain::lang::Lang;
use crate::domain::status::Stage;
use crate::keys::{Keymap, Scope};
use crate::text::pad;

pub fn keys(context: &Context) -> anyhow::Result<()> {
    let lang = context.lang();
    let keymap = keymap(&context.config)?;
    let items: Vec<_> = keymap
        .all()
        .iter()
        .map(|bound| {
            json!({
                "scope": bound.scope.slug(),
                "chords": bound.keys.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "intent": bound.intent.key_name(),
                "description": bound.word(lang),
                "changes_case": bound.intent.changes_case(),
            })
        })
        .collect();
    context.print(&json!({"items": items, "next_cursor": null}), |out| table(&keymap, lang, out))
}

fn table(keymap: &Keymap, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    for scope in Scope::ALL {
        writeln!(out, "{}", scope.word(lang))?;
        for bound in keymap.of(scope) {
            writeln!(out, "  {} {}", pad(&bound.all_keys(), 18), bound.word(lang))?;
        }
    }
    Ok(())
}

/// The catalogue of this program; the API's own is `GET /v1/return-reasons`.
pub fn reasons(context: &Context, stage: Option<Stage>) -> anyhow::Result<()> {
    let lang = context.lang();
    let items: Vec<_> =
        catalogue::reasons().iter().filter(|reason| stage.is_none_or(|stage| reason.applies_in(stage))).collect();
    context.print(&json!({"items": items, "next_cursor": null}), |out| {
        items.iter().try_for_each(|reason| {
            writeln!(out, "{} {} {}", pad(&reason.code, 28), pad(&reason.target, 30), reason.text(lang))
        })
    })
}

pub fn completion(shell: Shell) -> anyhow::Result<()> {
    let mut command = Cli::command();
    let mut script = Vec::new();
    match shell {
        Shell::Bash => generate(clap_complete::Shell::Bash, &mut command, "beian-desk", &mut script),
        Shell::Zsh => generate(clap_complete::Shell::Zsh, &mut command, "beian-desk", &mut script),
        Shell::Fish => generate(clap_complete::Shell::Fish, &mut command, "beian-desk", &mut script),
    }
    Ok(stdout().lock().write_all(&script)?)
}

/// The man page: the command line, and the keys in force.
pub fn man(context: &Context) -> anyhow::Result<()> {
    let keymap = keymap(&context.config)?;
    let mut page = Vec::new();
    let mut command = Cli::command();
    // Synopses say the whole line, `beian-desk file new`.
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands() {
        section(sub, &mut page)?;
        for inner in sub.get_subcommands() {
            section(inner, &mut page)?;
        }
    }
    writeln!(page, ".SH KEYS")?;
    for scope in Scope::ALL {
        writeln!(page, ".SS {}", scope.word(Lang::En))?;
        for bound in keymap.of(scope) {
            writeln!(
                page,
                ".TP\n\\&{}\n{}",
                bound.all_keys().replace('\\', "\\e").replace('-', "\\-"),
                bound.word(Lang::En)
            )?;
        }
    }
    Ok(stdout().lock().write_all(&page)?)
}

/// One command of the man page.
fn section(command: &clap::Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    writeln!(page, ".SH \"{}\"", name.to_uppercase().replace('-', "\\-"))?;
    let man = clap_mangen::Man::new(command.clone());
    man.render_description_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_options_section(page)
}
