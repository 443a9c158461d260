//! The other side of the hand-over, from a shell.

use serde_json::Value;

use super::stage::{case, desk};

fn administration(args: &[&str]) -> Value {
    desk("administration", &[&["administration"], args, &["--yes", "--json"]].concat()).json()
}

/// Filings on their way, the newest first: each test takes its own.
fn on_their_way() -> Vec<String> {
    let rows = desk("administration", &["administration", "ls", "--json"]).json();
    let mut numbers: Vec<_> = rows["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["organizer"] == "样本科技有限公司")
        .map(|row| row["number"].as_str().unwrap().to_owned())
        .collect();
    numbers.sort();
    numbers
}

#[test]
fn a_filing_goes_through_and_another_comes_back() {
    let numbers = on_their_way();
    let [through, back, ..] = numbers.as_slice() else { panic!("{numbers:?}") };

    let dry = desk("administration", &["administration", "received", through, "--dry-run"]).ended(0);
    assert!(dry.err.contains(through), "{dry:?}");
    assert_eq!(case(through)["status"], "to_administration", "a dry run changes nothing");
    desk("administration", &["administration", "received", through]).ended(2);
    let told = desk("administration", &["administration", "received", through, "--yes"]).ended(0);
    assert!(told.out.contains("待短信核验") && told.out.contains("主体负责人"), "{}", told.out);
    desk("administration", &["administration", "received", through, "--yes"]).ended(3);
    let told = administration(&["sms", through, "wrong_try", "--principal", "entity_principal"]);
    assert_eq!((&told["status"], &told["sms"][0]["tries"]), (&"sms_pending".into(), &1.into()));
    let list = desk("administration", &["administration", "ls"]).ended(0).out;
    assert!(list.contains(through) && list.contains("错误 1 次") && list.contains("待报送"), "{list}");
    assert_eq!(administration(&["sms", through, "verified"])["status"], "administration_review");
    let number = ["--entity-number", "浙ICP备2099000901号", "--service-number", "浙ICP备2099000901号-1"];
    let told = administration(&[&["result", through, "--approve"], &number[..]].concat());
    assert_eq!((&told["status"], &told["service_number"]), (&"approved".into(), &number[3].into()));
    let shown = desk("auditor", &["show", through]).ended(0).out;
    assert!(shown.contains("已核验"), "{shown}");

    administration(&["received", back]);
    administration(&["sms", back, "verified"]);
    let told = desk(
        "administration",
        &[
            "administration",
            "result",
            back,
            "--reject",
            "--code",
            "1020=重名",
            "--code",
            "1034",
            "--opinion",
            "请修改",
            "--yes",
        ],
    );
    assert!(told.ended(0).out.contains("管局驳回"));
    let status = desk("applicant", &["file", "status", back]).ended(0).out;
    assert!(status.contains("重名") && status.contains("WEB_CONTENT_TYPE_WRONG"), "{status}");
}

#[test]
fn what_makes_no_sense_is_usage_and_what_is_not_theirs_a_role() {
    let numbers = on_their_way();
    let last = numbers.last().unwrap();
    for args in [
        vec!["result", last],
        vec!["result", last, "--approve", "--reject"],
        vec!["result", last, "--approve", "--code", "1020"],
        vec!["result", last, "--reject", "--entity-number", "x"],
        vec!["result", last, "--reject", "--code", "many"],
        vec!["sms", last, "smoke"],
        vec!["sms", last, "verified", "--principal", "nobody"],
        vec!["ls", "--limit", "0"],
    ] {
        let ran = desk("administration", &[&["administration"], args.as_slice(), &["--yes"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?} {ran:?}");
    }
    desk("first_reviewer", &["administration", "ls"]).ended(4);
    desk("administration", &["administration", "result", last, "--approve", "--yes"]).ended(3);
}
