//! The direction of the layers: who may know whom, in which room each outside crate stays, and where the wall clock is.
//!
//! `cargo test --test it layers -- --nocapture` prints the picture.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use source::{File, files};

/// The rooms by layer, top first, and the rooms that each may know.
const ROOMS: &[(u8, &str, &[&str])] = &[
    (4, "main", &["cli", "client", "config", "operate", "telemetry"]),
    (4, "operate", &["cli", "client", "clock", "config", "desk", "domain", "sample", "server", "terminal", "text"]),
    (3, "cli", FACE),
    (3, "desk", FACE),
    (2, "terminal", &["config"]),
    (2, "client", &["api", "clock", "config", "domain"]),
    (2, "server", &["api", "clock", "config", "domain", "text"]),
    (2, "sample", &["domain", "server"]),
    (1, "keys", &["domain"]),
    (1, "text", &["domain"]),
    (1, "config", &["domain"]),
    (1, "api", &["domain"]),
    (1, "telemetry", &[]),
    (0, "domain", &[]),
    (0, "clock", &[]),
];

/// What the two faces may know. Neither knows the other.
const FACE: &[&str] = &["api", "client", "clock", "config", "domain", "keys", "terminal", "text"];

/// Outside crates that stay behind a wall, and the places where they may be named.
const WALLS: &[(&str, &[&str])] = &[
    ("axum", &["server/"]),
    ("tower_http", &["server/"]),
    ("utoipa_axum", &["server/"]),
    ("sqlx", &["server/"]),
    ("object_store", &["server/"]),
    ("ratatui", &["desk/"]),
    ("ratatui_textarea", &["desk/"]),
    ("tui_input", &["desk/"]),
    // Keys typed while the terminal was being asked are handed to the desk as its own kind of event.
    ("crossterm", &["terminal/", "desk/", "operate/desk.rs"]),
    ("viuer", &["cli/"]),
    ("clap", &["cli/", "main.rs"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("reqwest", &["client/", "server/outbound/"]),
    ("scraper", &["server/outbound/"]),
    ("lettre", &["server/outbound/"]),
    ("encoding_rs", &["server/outbound/"]),
];

/// All that the domain may be built with: pure data, dates, parsers for its embedded lists, and what is known of texts and names.
const DOMAIN_CRATES: &[&str] = &[
    "hanconv",
    "idna",
    "jiff",
    "nucleo_matcher",
    "pinyin",
    "psl",
    "serde",
    "serde_json",
    "sha2",
    "similar",
    "thiserror",
    "toml",
    "unicode_security",
    "utoipa",
];

/// Ways to ask what time it is, and the files that may: the clock itself, and those that only measure how long
/// something took with `Instant`, which tells no time of day.
const WALL_CLOCK: &[(&str, &[&str])] = &[
    ("Timestamp::now", &["clock.rs"]),
    ("Zoned::now", &["clock.rs"]),
    ("SystemTime::now", &["clock.rs"]),
    ("Instant::now", &["clock.rs", "terminal/probe.rs", "terminal/writer.rs", "server/request.rs"]),
];

/// Names that say nothing.
const VAGUE: &[&str] = &["utils", "util", "common", "helpers", "helper", "types", "misc", "prelude"];

fn may_know(room: &str) -> &'static [&'static str] {
    ROOMS.iter().find(|(_, name, _)| *name == room).map_or(&[], |(.., known)| known)
}

fn by_module(files: &[File]) -> BTreeMap<Vec<String>, usize> {
    files.iter().enumerate().map(|(index, file)| (file.module.clone(), index)).collect()
}

fn outside_crates() -> BTreeSet<String> {
    let manifest: toml::Table =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap().parse().unwrap();
    let mut names: BTreeSet<_> =
        manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect();
    names.insert("rustix".to_owned());
    names
}

/// Says every offence at once.
fn none(offences: &[String]) {
    assert!(offences.is_empty(), "{} offences:\n{}", offences.len(), offences.join("\n"));
}

#[test]
fn every_room_stands_in_the_picture() {
    let files = files();
    let there: BTreeSet<_> = files.iter().map(File::room).filter(|room| *room != "lib").collect();
    assert_eq!(there, ROOMS.iter().map(|(_, name, _)| *name).collect());
}

#[test]
fn rooms_know_only_the_rooms_that_they_may() {
    let files = files();
    let all = by_module(&files);
    let mut edges: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut offences = Vec::new();
    for file in files.iter().filter(|file| file.room() != "lib") {
        for module in file.modules(&all).into_iter().filter(|module| !module.is_empty()) {
            let room = &module[0];
            if room == file.room() {
                continue;
            }
            edges.entry(file.room()).or_default().insert(room.clone());
            if !may_know(file.room()).contains(&room.as_str()) {
                offences.push(format!("{} -> {}: src/{} uses {}", file.room(), room, file.path, module.join("::")));
            }
        }
    }
    picture(&edges);
    none(&offences);
}

/// The rooms by layer, with what each knows today.
fn picture(edges: &BTreeMap<&str, BTreeSet<String>>) {
    let mut layer = u8::MAX;
    for (number, room, _) in ROOMS {
        if *number != layer {
            layer = *number;
            println!("{layer} {}", "─".repeat(78));
        }
        let known: Vec<_> = edges.get(room).into_iter().flatten().map(String::as_str).collect();
        println!("    {room:<10} {} {}", if known.is_empty() { " " } else { "→" }, known.join(" "));
    }
}

#[test]
fn rooms_that_may_know_each_other_form_no_circle() {
    for (layer, room, known) in ROOMS {
        for other in *known {
            let (below, ..) = ROOMS.iter().find(|(_, name, _)| name == other).unwrap();
            assert!(below <= layer, "{room} -> {other} goes up");
        }
    }
    let allowed = ROOMS.iter().flat_map(|(_, room, known)| {
        known.iter().map(|other| ((*room).to_owned(), (*other).to_owned())).collect::<Vec<_>>()
    });
    none(&circle(&allowed.collect()).into_iter().collect::<Vec<_>>());
}

#[test]
fn outside_crates_stay_behind_their_walls() {
    let (files, known) = (files(), outside_crates());
    let mut offences = Vec::new();
    for file in &files {
        for name in file.crates(&known) {
            let wall = WALLS.iter().find(|(walled, _)| *walled == name);
            if let Some((_, places)) = wall
                && !places.iter().any(|place| file.path.starts_with(place))
            {
                offences.push(format!("src/{} -> {name}: only in {}", file.path, places.join(", ")));
            }
            if file.room() == "domain" && !DOMAIN_CRATES.contains(&name) {
                offences.push(format!("src/{} -> {name}: the domain is built without it", file.path));
            }
        }
    }
    none(&offences);
}

#[test]
fn the_domain_does_no_input_or_output() {
    let files = files();
    let doors = ["fs", "net", "io", "process", "env", "thread", "time"];
    // An address is only read, never called.
    let harmless = ["std::net::IpAddr"];
    let mut offences = Vec::new();
    for file in files.iter().filter(|file| file.room() == "domain") {
        for path in &file.paths {
            if path[0] == "std"
                && path.get(1).is_some_and(|door| doors.contains(&door.as_str()))
                && !harmless.contains(&path.join("::").as_str())
            {
                offences.push(format!("src/{} -> {}", file.path, path.join("::")));
            }
        }
        if file.code.contains("async ") || file.code.contains(".await") {
            offences.push(format!("src/{} is async", file.path));
        }
    }
    none(&offences);
}

#[test]
fn only_the_clock_asks_for_the_time() {
    let mut offences = Vec::new();
    for file in files() {
        for (way, places) in WALL_CLOCK {
            if file.code.contains(way) && !places.contains(&file.path.as_str()) {
                offences.push(format!("src/{} calls {way}: only in {}", file.path, places.join(", ")));
            }
        }
    }
    none(&offences);
}

#[test]
fn of_the_desk_only_the_loop_and_its_fetching_are_async_and_only_two_files_touch_the_terminal() {
    let mut offences = Vec::new();
    for file in files().iter().filter(|file| file.room() == "desk") {
        let is_loop = matches!(file.path.as_str(), "desk/run.rs" | "desk/fetch.rs");
        if !is_loop && (file.code.contains("async ") || file.code.contains(".await")) {
            offences.push(format!("src/{} is async", file.path));
        }
        let writes = ["stdout", "stderr"].iter().any(|word| file.code.contains(word));
        if !is_loop && file.path != "desk/term.rs" && writes {
            offences.push(format!("src/{} writes", file.path));
        }
    }
    none(&offences);
}

#[test]
fn in_a_screen_the_model_knows_nobody_and_screens_never_know_each_other() {
    let files = files();
    let all = by_module(&files);
    let mut offences = Vec::new();
    for file in files.iter().filter(|file| file.module.starts_with(&["desk".into(), "screen".into()])) {
        let [_, _, screen, part] = file.module.as_slice() else { continue };
        for used in file.modules(&all) {
            let ["desk", "screen", other, rest @ ..] = &used.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
                continue;
            };
            let forbidden = match part.as_str() {
                _ if other != screen => true,
                "model" => rest.first().is_some_and(|rest| matches!(*rest, "update" | "view")),
                "update" => rest.first() == Some(&"view"),
                "view" => rest.first() == Some(&"update"),
                _ => false,
            };
            if forbidden {
                offences.push(format!("src/{} -> {}", file.path, used.join("::")));
            }
        }
    }
    none(&offences);
}

#[test]
fn the_modules_of_a_folder_form_no_circle() {
    let files = files();
    let all = by_module(&files);
    // For each folder, what its modules (with all below them) know of each other.
    let mut folders: BTreeMap<Vec<String>, BTreeSet<(String, String)>> = BTreeMap::new();
    for file in &files {
        for used in file.modules(&all) {
            let shared = file.module.iter().zip(&used).take_while(|(ours, theirs)| ours == theirs).count();
            // A folder's own file names what it holds, and those inside name what it declares: that is one module.
            if let (Some(ours), Some(theirs)) = (file.module.get(shared), used.get(shared)) {
                let folder = file.module[..shared].to_vec();
                folders.entry(folder).or_default().insert((ours.clone(), theirs.clone()));
            }
        }
    }
    let offences: Vec<_> = folders
        .iter()
        .filter_map(|(folder, edges)| Some(format!("src/{}: {}", folder.join("/"), circle(edges)?)))
        .collect();
    none(&offences);
}

/// A circle among the edges, if there is one.
fn circle(edges: &BTreeSet<(String, String)>) -> Option<String> {
    let mut left: BTreeSet<&(String, String)> = edges.iter().collect();
    // What leads nowhere is on no circle.
    loop {
        let from: BTreeSet<&str> = left.iter().map(|(from, _)| from.as_str()).collect();
        let before = left.len();
        left.retain(|(_, to)| from.contains(to.as_str()));
        if left.len() == before {
            break;
        }
    }
    let first = left.first()?;
    let mut way = vec![first.0.as_str()];
    loop {
        let here = way[way.len() - 1];
        let (_, next) = left.iter().find(|(from, _)| from == here)?;
        if let Some(at) = way.iter().position(|seen| seen == next) {
            way.push(next);
            return Some(way[at..].join(" -> "));
        }
        way.push(next);
    }
}

#[test]
fn a_circle_is_found() {
    let edges = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(circle(&edges(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    assert_eq!(circle(&edges(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")])).unwrap(), "b -> c -> b");
}

#[test]
fn every_file_says_what_it_owns_and_no_name_is_vague() {
    let mut offences = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            offences.push(format!("src/{} does not open with //!", file.path));
        }
        if file.path.trim_end_matches(".rs").split('/').any(|part| VAGUE.contains(&part)) {
            offences.push(format!("src/{} has a name that says nothing", file.path));
        }
    }
    none(&offences);
}

#[test]
fn the_map_names_every_room() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let Ok(map) = std::fs::read_to_string(path) else {
        eprintln!("THERE IS NO ARCHITECTURE.md YET: nothing was checked");
        return;
    };
    let missing: Vec<_> =
        ROOMS.iter().map(|(_, room, _)| *room).filter(|room| !map.contains(&format!("`{room}"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name `{}`", missing.join("`, `"));
}
