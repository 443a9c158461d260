//! `packs lint` and `packs show`: neither needs an API.

use std::path::Path;
use std::process::Output;

use beian_desk::domain::province::Packs;
use serde_json::Value;

use super::stage::plain;

fn packs(folder: &Path, line: &[&str]) -> Output {
    plain(&[&["packs"], line].concat()).env("BEIAN_DESK_CONFIG_DIR", folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_lint_of_the_programs_own_packs_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    let ran = packs(folder.path(), &["lint", "--lang", "en"]);
    assert_eq!((ran.status.code(), text(&ran.stdout)), (Some(0), String::new()), "{}", text(&ran.stderr));
    assert!(text(&ran.stderr).contains("31 files, 0 faults"), "{}", text(&ran.stderr));
}

#[test]
fn the_lint_names_file_line_and_key_and_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("b.toml"), "code = '33'\n[min_agee]\nunit = 18\n").unwrap();
    std::fs::write(at("a.toml"), "code = '33'\n[name_latin]\nsource = 's'\nas_of = '2001-01'\n").unwrap();
    std::fs::write(at("notes.txt"), "nothing").unwrap();
    let whole = folder.path().display().to_string();
    let ran = packs(folder.path(), &["lint", &whole, "--lang", "en"]);
    let out = text(&ran.stdout);
    assert_eq!(ran.status.code(), Some(2));
    let lines: Vec<_> = out.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("a.toml:4: warning: name_latin.as_of: "), "{out}");
    assert!(lines[1].ends_with("b.toml:2: fault: min_agee: there is no such key"), "{out}");
    let json = packs(folder.path(), &["lint", &whole, "--json"]);
    let items: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((json.status.code(), items["items"][1]["line"].as_u64()), (Some(2), Some(2)));
    assert_eq!(items["items"][1]["kind"], "fault");
    let old = packs(folder.path(), &["lint", &at("a.toml").display().to_string()]);
    assert_eq!(old.status.code(), Some(0), "a warning is no fault");
    let gone = packs(folder.path(), &["lint", "/nowhere/at/all.toml", "--lang", "en"]);
    assert!(gone.status.code() == Some(2) && text(&gone.stderr).contains("/nowhere/at/all.toml"));
}

#[test]
fn a_pack_is_shown_with_its_sources_in_both_languages_and_as_the_organisation_amends_it() {
    let folder = tempfile::tempdir().unwrap();
    let zh = text(&packs(folder.path(), &["show", "33", "--lang", "zh-CN"]).stdout);
    assert!(zh.starts_with(&format!("浙江 {}\n", Packs::embedded().of("33").id())), "{zh}");
    assert!(zh.contains("管局审核不超过30个工作日") && zh.contains("Tencent Cloud record docs 2022-12"), "{zh}");
    let en = text(&packs(folder.path(), &["show", "33", "--lang", "en"]).stdout);
    assert!(en.contains("at most 30 working days for the administration"), "{en}");
    assert_eq!(packs(folder.path(), &["show", "99"]).status.code(), Some(2));
    std::fs::create_dir(folder.path().join("packs")).unwrap();
    let ours = "code = '33'\nversion = 4\nwithout = ['administration']\n";
    std::fs::write(folder.path().join("packs/33.toml"), ours).unwrap();
    let json = packs(folder.path(), &["show", "33", "--json"]);
    let shown: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((shown["version"].as_u64(), &shown["pack"]["administration"]), (Some(4), &Value::Null));
    assert_eq!(shown["pack"]["min_age"]["source"], "Tencent Cloud record docs");
    std::fs::write(folder.path().join("packs/33.toml"), "code = 'x'").unwrap();
    let broken = packs(folder.path(), &["show", "33"]);
    assert!(broken.status.code() == Some(2) && text(&broken.stderr).contains("33.toml"), "{}", text(&broken.stderr));
}
