//! A filing of one's own: the documented example goes from its file to the second review, and mistakes are told.

use std::path::Path;

use beian_desk::domain::status::Stage;
use serde_json::Value;

use super::stage::{case, demo, desk, history, is_queued, run, user};
use crate::fixtures::folder;

fn file(args: &[&str]) -> Value {
    desk("applicant", &[&["file"], args, &["--yes", "--json"]].concat()).json()
}

fn slugs(case: &Value) -> Vec<&str> {
    case["materials"].as_array().unwrap().iter().map(|material| material["slug"].as_str().unwrap()).collect()
}

#[test]
fn the_example_goes_the_whole_way() {
    let path = |name: &str| folder().join(name).to_str().unwrap().to_owned();
    let both = user("both", &["first_reviewer", "second_reviewer"]);

    let made = file(&["new", &path("FILING.toml"), "--materials", &path("materials")]);
    let number = made["number"].as_str().unwrap();
    assert_eq!(made["status"], "draft");
    assert!(!is_queued(number, Stage::First));
    assert_eq!(file(&["submit", number])["status"], "first_review");
    assert!(is_queued(number, Stage::First));
    let seen = case(number);
    assert_eq!(seen["entity"]["name"], "湖南青禾样本网络科技有限公司");
    assert_eq!(seen["service_principal"]["name"], seen["entity_principal"]["name"]);
    assert_eq!(slugs(&seen), ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"]);

    run(&demo().url, &both, &["approve", number, "--yes"], "").ended(0);
    desk("applicant", &["file", "submit", number, "--yes"]).ended(3);
    let sent = file(&["upload", number, "--materials", &path("uploads")]);
    assert_eq!(sent["items"].as_array().unwrap().len(), 4);
    desk("applicant", &["file", "submit", number, "--yes"]).ended(3);
    assert!(file(&["verify", number, "--photo", &path("face.jpg")])["verified_at"].is_string());
    assert_eq!(file(&["submit", number])["status"], "second_review");

    assert!(is_queued(number, Stage::Second));
    let seen = case(number);
    let brought = slugs(&seen);
    assert_eq!(brought.len(), 8, "{brought:?}");
    let plan: Vec<_> =
        seen["materials"].as_array().unwrap().iter().filter(|m| m["slug"] == "website_construction_plan").collect();
    assert_eq!((&plan[0]["page"], &plan[1]["page"]), (&1.into(), &2.into()));
    let original = std::fs::metadata(folder().join("face.jpg")).unwrap().len();
    let face = seen["materials"].as_array().unwrap().iter().find(|material| material["slug"] == "face_verification");
    assert_eq!(face.unwrap()["bytes"], original, "the very file");

    let refused = run(&demo().url, &both, &["approve", number, "--yes"], "").ended(3);
    assert!(refused.err.contains('初'), "four eyes: {}", refused.err);
    desk("second_reviewer", &["approve", number, "--yes"]).ended(0);
    let events = history(number);
    let verbs: Vec<_> = events.iter().map(|event| event["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["create", "submit", "approve", "verify", "submit", "approve"]);
    let actors: Vec<_> = events.iter().map(|event| event["actor"]["id"].as_str().unwrap()).collect();
    assert_eq!(actors, ["applicant", "applicant", "both", "applicant", "applicant", "second"]);
    assert_eq!(events[5]["to"], "to_administration");
    let status = desk("applicant", &["file", "status", number]).ended(0).out;
    assert!(status.contains(number) && !status.contains("both"), "the applicant is not told who it was: {status}");
}

#[test]
fn mistakes_of_the_form_are_all_told_by_name() {
    let made = {
        let dir = tempfile::tempdir().unwrap();
        let text = std::fs::read_to_string(folder().join("FILING.toml")).unwrap();
        let text =
            text.replace("mobile = \"13000000001\"", "mobile = \"123\"").replace("agreed = true", "agreed = false");
        let path = dir.path().join("FILING.toml");
        std::fs::write(&path, text).unwrap();
        file(&["new", path.to_str().unwrap(), "--materials", folder().join("materials").to_str().unwrap()])
    };
    let number = made["number"].as_str().unwrap();
    let refused = desk("applicant", &["file", "submit", number, "--yes"]).ended(3);
    for word in ["手机", "协议"] {
        assert!(refused.err.contains(word), "{word} is not named: {}", refused.err);
    }
    let example = folder().join("FILING.toml");
    assert_eq!(file(&["set", number, example.to_str().unwrap()])["status"], "draft");
    assert_eq!(file(&["submit", number])["status"], "first_review");
    desk("first_reviewer", &["return", number, "--reason", "ENT_NAME_MISMATCH", "--yes"]).ended(0);
    let status = desk("applicant", &["file", "status", number]).ended(0).out;
    assert!(status.contains("ENT_NAME_MISMATCH"), "{status}");
    assert_eq!(file(&["submit", number])["round"], 2);
}

#[test]
fn a_file_that_is_no_filing_is_refused_before_anything_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let table = [
        (write("unknown.toml", b"agreed = true\n[entity]\nnmae = 'x'\n"), 2, "entity.nmae"),
        (write("type.toml", b"agreed = 'yes'\n"), 2, "agreed"),
        (write("broken.toml", b"agreed = \n"), 2, "broken.toml"),
        (write("latin1.toml", b"[entity]\nname = '\xe9'\n"), 1, "latin1.toml"),
        (dir.path().join("none.toml").to_str().unwrap().to_owned(), 1, "none.toml"),
    ];
    for (path, code, named) in &table {
        let refused = desk("applicant", &["file", "new", path, "--yes"]).ended(*code);
        assert!(refused.err.contains(named), "{named}: {}", refused.err);
    }
    let example = folder().join("FILING.toml");
    let (example, here) = (example.to_str().unwrap(), dir.path().to_str().unwrap());
    let odd = write("licence.jpg", b"x");
    let refused = desk("applicant", &["file", "new", example, "--materials", here, "--yes"]).ended(2);
    assert!(refused.err.contains("licence") && refused.err.contains("entity_licence"), "{}", refused.err);
    std::fs::remove_file(odd).unwrap();
    let missing = dir.path().join("nowhere");
    desk("applicant", &["file", "new", example, "--materials", missing.to_str().unwrap(), "--yes"]).ended(1);
}

#[test]
fn a_file_that_is_no_picture_is_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(folder().join("materials/entity_licence.jpg"), dir.path().join("entity_licence.jpg")).unwrap();
    std::fs::write(dir.path().join("legal_rep_id.png"), "%PDF-1.7").unwrap();
    let example = folder().join("FILING.toml");
    let ran = desk(
        "applicant",
        &["file", "new", example.to_str().unwrap(), "--materials", dir.path().to_str().unwrap(), "--yes"],
    );
    assert!(ran.code != 0 && ran.err.contains("legal_rep_id.png"), "{ran:?}");
    assert!(ran.err.contains("BA"), "the filing that was made is named, so that it can be gone on with: {ran:?}");
    assert_eq!(ran.code, 6, "the filing and one picture are there: {ran:?}");
    let made = file(&["new", example.to_str().unwrap()]);
    let number = made["number"].as_str().unwrap();
    let bad = dir.path().join("legal_rep_id.png");
    let upload = |what: &str| desk("applicant", &["file", "upload", number, what, "--yes"]);
    upload(&format!("entity_licence={}", bad.display())).ended(2);
    upload("nosuch=x.jpg").ended(2);
    upload("nosuch").ended(2);
    upload(&format!("entity_licence={}", Path::new("/nonexistent.jpg").display())).ended(1);
    let verified = desk("applicant", &["file", "verify", number, "--photo", bad.to_str().unwrap(), "--yes"]).ended(2);
    assert!(verified.err.contains("legal_rep_id.png"), "{}", verified.err);
    desk("applicant", &["file", "upload", number, "--yes"]).ended(2);
}
