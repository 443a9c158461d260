//! What a source file knows: the module paths and the outside crates that its code names. Comments, the content of
//! strings and the file's own unit tests do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A file under `src`.
#[derive(Debug)]
pub struct File {
    /// Path below `src`, with slashes.
    pub path: String,
    /// Where its code stands: `["desk", "screen", "case", "model"]`; empty for `lib.rs`.
    pub module: Vec<String>,
    /// The code without comments, strings' content and unit tests.
    pub code: String,
    /// The text as it is.
    pub text: String,
    /// Every path that the code names, from its first segment.
    pub paths: BTreeSet<Vec<String>>,
}

impl File {
    /// The room: the first segment of the module's path.
    pub fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// Outside crates that the code names, of those that are known.
    pub fn crates<'a>(&'a self, known: &'a BTreeSet<String>) -> impl Iterator<Item = &'a str> {
        self.paths.iter().filter_map(|path| path.first()).map(String::as_str).filter(|name| known.contains(*name))
    }

    /// Modules of this crate that the code names, as far as each path leads through modules.
    pub fn modules(&self, all: &BTreeMap<Vec<String>, usize>) -> BTreeSet<Vec<String>> {
        self.paths.iter().filter_map(|path| self.resolve(path, all)).filter(|module| *module != self.module).collect()
    }

    fn resolve(&self, path: &[String], all: &BTreeMap<Vec<String>, usize>) -> Option<Vec<String>> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" | "beian_desk" => Vec::new(),
            "self" => self.module.clone(),
            "super" => self.module[..self.module.len() - 1].to_vec(),
            _ => return None,
        };
        while let Some((_, after)) = rest.split_first().filter(|(next, _)| *next == "super") {
            at.pop();
            rest = after;
        }
        for segment in rest {
            at.push(segment.clone());
            if !all.contains_key(&at) {
                at.pop();
                break;
            }
        }
        Some(at)
    }
}

/// Every Rust file under `src`.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    found.into_iter().map(|path| read(&root, &path)).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn read(root: &Path, path: &Path) -> File {
    let text = std::fs::read_to_string(path).unwrap();
    let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    let mut module: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    let code = without_tests(&plain(&text)).to_owned();
    let paths = paths(&code);
    File { path, module, code, text, paths }
}

/// Unit tests stand at a file's end.
fn without_tests(code: &str) -> &str {
    code.split("#[cfg(test)]\nmod tests").next().unwrap_or(code)
}

/// The code with comments and the content of strings and characters taken out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skip = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw_string(rest),
            '"' => string(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skip == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.push(' ');
            rest = &rest[skip..];
        }
    }
    out
}

fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    if !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    rest[body..].find(&end).map_or(rest.len(), |at| body + at + end.len())
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character literal; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(0, |at| 3 + at + 1),
        Some(_) => chars.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// Every path of two segments or more, `use` trees unfolded. What an inline path ends in is an item, never a module, so
/// its last segment is left out.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut rest = code;
    let mut inline = String::new();
    while let Some(at) = rest.find("use ") {
        let starts_word = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        inline.push_str(&rest[..at]);
        rest = &rest[at + 4..];
        if starts_word && let Some(end) = rest.find(';') {
            unfold(&[], &rest[..end], &mut found);
            rest = &rest[end..];
        }
    }
    inline.push_str(rest);
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in inline.split(|c| !is_path(c)).filter(|word| word.contains("::")) {
        let mut segments: Vec<_> = word.split("::").map(str::to_owned).collect();
        segments.pop();
        found.insert(segments);
    }
    found
}

fn unfold(before: &[String], tree: &str, found: &mut BTreeSet<Vec<String>>) {
    for branch in branches(tree) {
        let branch = branch.trim();
        let (path, group) = branch.split_once('{').map_or((branch, None), |(path, group)| (path, Some(group)));
        let path = path.split(" as ").next().unwrap_or("").trim();
        let segments = path.split("::").map(str::trim).filter(|segment| !segment.is_empty() && *segment != "*");
        let whole: Vec<_> = before.iter().cloned().chain(segments.map(str::to_owned)).collect();
        match group {
            Some(group) => unfold(&whole, group.trim_end().trim_end_matches('}'), found),
            None if whole.last().is_some_and(|last| last == "self") && whole.len() > 1 => {
                found.insert(whole[..whole.len() - 1].to_vec());
            }
            None if !whole.is_empty() => {
                found.insert(whole);
            }
            None => {}
        }
    }
}

/// Splits at the commas that are in no braces.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0_usize, 0, Vec::new());
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                out.push(&tree[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&tree[from..]);
    out
}

#[test]
fn paths_are_found_in_trees_and_inline_and_not_in_comments_strings_or_tests() {
    let code = "use crate::a::{self, b::{C, d as e}, *};\npub use super::x;\n// crate::no::one\nfn f<'a>(_: &'a str) { \
                crate::y::z::item(\"crate::no::two\", '\"', r#\"crate::no::three\"#); serde::de::x() }\n\
                #[cfg(test)]\nmod tests { use crate::no::four; }";
    let found: BTreeSet<String> = paths(without_tests(&plain(code))).into_iter().map(|path| path.join("::")).collect();
    let expected = ["crate::a", "crate::a::b::C", "crate::a::b::d", "crate::y::z", "serde::de", "super::x"];
    assert_eq!(found, expected.map(str::to_owned).into());
}
