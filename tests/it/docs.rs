//! What the documents say is what the program does.

use beian_desk::domain::lang::Lang;
use beian_desk::keys::{Keymap, Scope};

const README: &str = include_str!("../../README.md");

/// The README's table of keys, from the key table.
fn key_table() -> String {
    let mut out = String::from("| where | keys | | |\n|---|---|---|---|\n");
    for scope in Scope::ALL {
        for binding in Keymap::default().of(scope) {
            let chords: Vec<_> =
                binding.keys.iter().map(|keys| format!("`{}`", keys.to_string().replace('|', "\\|"))).collect();
            let (zh, en) = (binding.word(Lang::Zh), binding.word(Lang::En));
            out.push_str(&format!("| {} | {} | {en} | {zh} |\n", scope.word(Lang::En), chords.join(" ")));
        }
    }
    out
}

#[test]
fn the_readme_shows_the_key_table() {
    let table = key_table();
    assert!(README.contains(&table), "put this into README.md under Keys:\n\n{table}");
}

#[test]
fn the_readme_names_the_two_commands() {
    for command in ["cargo run --release -- demo", "cargo test"] {
        assert!(README.contains(&format!("```sh\n{command}\n```")), "{command}");
    }
}

#[test]
fn every_word_is_said_somewhere() {
    let source = sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    for word in beian_desk::text::Word::ALL {
        assert!(source.contains(&format!("Word::{word:?}")), "{word:?} is written down but never said");
    }
}

fn sources(folder: &std::path::Path) -> String {
    let mut out = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.push_str(&sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    out
}
