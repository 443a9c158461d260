//! The registry of verbs against the world: every face it names exists, and no route, command or changing key is
//! unclaimed.

use std::collections::BTreeSet;

use beian_desk::cli::args::Cli;
use beian_desk::domain::verb::Verb;
use beian_desk::keys::{BINDINGS, Intent};
use clap::CommandFactory;

use crate::support::{contract, fixture};

/// Routes that are no verb of the domain.
const PLAIN_ROUTES: &[&str] = &["GET /openapi.json", "GET /healthz", "GET /readyz"];

/// Commands that run or explain the program and do nothing to a filing.
const PLAIN_COMMANDS: &[&str] = &[
    "admin import",
    "admin user",
    "completion",
    "config check",
    "config show",
    "demo",
    "doctor",
    "keys",
    "man",
    "outbox drop",
    "outbox ls",
    "packs lint",
    "packs show",
    "serve",
];

#[tokio::test]
async fn routes_are_those_of_the_verbs() {
    let api = fixture().await;
    let document = contract::document(&api.server.in_process()).await;
    let mut served = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            served.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    assert_eq!(served, claimed(|verb| verb.faces().routes, PLAIN_ROUTES));
}

#[test]
fn commands_are_those_of_the_verbs() {
    let mut there = BTreeSet::new();
    for command in Cli::command().get_subcommands() {
        let name = command.get_name().to_owned();
        if command.has_subcommands() {
            there.extend(command.get_subcommands().map(|inner| format!("{name} {}", inner.get_name())));
        } else {
            there.insert(name);
        }
    }
    assert_eq!(there, claimed(|verb| verb.faces().commands, PLAIN_COMMANDS));
}

#[test]
fn keys_that_a_verb_names_are_in_the_table() {
    for verb in Verb::ALL {
        for key in verb.faces().keys {
            assert!(BINDINGS.iter().any(|binding| binding.intent.name() == *key), "{verb} names the key {key}");
        }
    }
}

#[test]
fn every_key_that_changes_a_case_belongs_to_a_verb() {
    let named = claimed(|verb| verb.faces().keys, &[]);
    let changing = |chord: &str| chord.len() == 1 && chord.chars().all(|c| c.is_ascii_uppercase());
    let mut seen = 0;
    for binding in BINDINGS.iter().filter(|binding| binding.chords.iter().any(|chord| changing(chord))) {
        if matches!(binding.intent, Intent::Bottom | Intent::PreviousMatch) {
            continue; // Vim's G and N look.
        }
        seen += 1;
        assert!(named.contains(binding.intent.name()), "{:?} is no verb's", binding.intent);
    }
    assert!(seen >= 4);
}

#[test]
fn a_verb_without_a_face_says_why() {
    for verb in Verb::ALL {
        let faces = verb.faces();
        let lacks = [faces.routes, faces.commands, faces.keys].iter().any(|kind| kind.is_empty());
        assert_eq!(lacks, !faces.note.is_empty(), "{verb}: {}", faces.note);
    }
}

/// What the verbs name of one kind, and what stands beside them.
fn claimed(kind: impl Fn(Verb) -> &'static [&'static str], beside: &[&str]) -> BTreeSet<String> {
    let of_verbs = Verb::ALL.iter().flat_map(|verb| kind(*verb));
    of_verbs.chain(beside).map(|name| (*name).to_owned()).collect()
}
