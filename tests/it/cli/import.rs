//! `admin import`: registries from files, all rows looked at before any is stored.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::stage::PROGRAM;

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("BEIAN_DESK_CONFIG_DIR", folder)
        .env("BEIAN_DESK_LANG", "en")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_registry_takes_csv_and_ndjson_with_what_a_spreadsheet_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &str, &str); 5] = [
        (
            "entities",
            "entities.csv",
            "cert_type,cert_number,name,number,own,shell\n1,91439905MA4YAB0C8C,\"样本, 一\",湘ICP备2099000001号,是,\n",
        ),
        (
            "services",
            "services.csv",
            "number,entity_number,domains,own_access\n湘ICP备2099000001号-1,湘ICP备2099000001号,a.example;b.example,1\n",
        ),
        (
            "domains",
            "domains.ndjson",
            "{\"domain\":\"a.example\",\"real_name\":\"verified\",\"synced\":true,\"expires\":\"2030-01-01\"}\n\n{\"domain\":\"b.example\"}\n",
        ),
        ("accounts", "accounts.csv", "user_id,real_name,email,lang\npaula,verified,a@sample.example,en\nbo,,,\n"),
        (
            "resources",
            "resources.csv",
            "id,user_id,kind,ip,service_number,paid_until\necs-1,paula,server,192.0.2.1,,2030-01-01\n",
        ),
    ];
    for (registry, name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
        let done = run(folder.path(), &["admin", "import", registry, name, "--yes", "--json"]);
        assert!(done.status.success(), "{registry}: {}", words(&done.stderr));
        let said: Value = serde_json::from_slice(&done.stdout).unwrap();
        let rows = if matches!(registry, "domains" | "accounts") { 2 } else { 1 };
        assert_eq!((said["registry"].as_str().unwrap(), said["rows"].as_u64().unwrap()), (registry, rows));
    }
}

#[test]
fn wrong_rows_are_named_by_line_and_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    for (registry, name, text, faults) in [
        (
            "entities",
            "a.csv",
            "cert_type,cert_number,name,number\n1,x,n,京ICP备12345678号\n1,,n,号\n1,x,n\n999,x,n,京ICP备12345678号\n",
            vec![
                "3 wrong rows",
                "line 3, cert_number: must not be empty",
                "line 3, number: \"号\" is no filing number",
                "line 4: has 3 cells and needs 4",
                "line 5, cert_type: there is no certificate code \"999\"",
            ],
        ),
        (
            "domains",
            "b.ndjson",
            "{\"domain\":\"a.example\"}\n{\"domain\":\"a\",\"owner_nmae\":1}\nnot json\n",
            vec!["line 2, owner_nmae: there is no such column", "line 3: is no JSON object"],
        ),
        ("accounts", "c.csv", "user_id,email\npaula,no\n", vec!["line 2, email: \"no\" is no e-mail address"]),
        (
            "resources",
            "d.csv",
            "id,user_id,paid_until\ne,u,tomorrow\n",
            vec!["line 2, paid_until: \"tomorrow\" is no day"],
        ),
        (
            "resources",
            "columns.csv",
            "id,userid\ne,u\n",
            vec!["line 1, userid: there is no such column", "line 1, user_id: this column"],
        ),
        (
            "services",
            "e.csv",
            "number,entity_number,domains,own_access\n,n,https://a.example,perhaps\n",
            vec![
                "line 2, number: must not be empty",
                "line 2, entity_number: \"n\" is no filing number",
                "line 2, domains: \"https://a.example\" should come without a scheme",
                "line 2, own_access: \"perhaps\" is neither yes nor no",
            ],
        ),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
        let done = run(folder.path(), &["admin", "import", registry, name, "--yes"]);
        let said = words(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(faults.iter().all(|fault| said.contains(fault)), "{name}: {said}");
        assert!(!folder.path().join("beian-desk.db").exists(), "nothing was stored");
    }
    std::fs::write(folder.path().join("rows.txt"), "x").unwrap();
    let done = run(folder.path(), &["admin", "import", "domains", "rows.txt", "--yes"]);
    assert!(words(&done.stderr).contains("--format"), "{}", words(&done.stderr));
    let done = run(folder.path(), &["admin", "import", "pigeons", "rows.txt", "--yes"]);
    assert!(words(&done.stderr).contains("entities, services, domains, accounts, resources"));
    std::fs::write(folder.path().join("gbk.csv"), b"domain,owner\na.example,\xd1\xf9\xb1\xbe\n").unwrap();
    let done = run(folder.path(), &["admin", "import", "domains", "gbk.csv", "--yes"]);
    assert!(words(&done.stderr).to_lowercase().contains("utf-8"), "{}", words(&done.stderr));
}

#[test]
fn a_dry_run_and_a_missing_agreement_store_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("d.csv"), "domain\na.example\n").unwrap();
    let dry = run(folder.path(), &["admin", "import", "domains", "d.csv", "--dry-run"]);
    assert!(dry.status.success() && words(&dry.stderr).contains("1 rows"), "{}", words(&dry.stderr));
    let asked = run(folder.path(), &["admin", "import", "domains", "d.csv"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(!folder.path().join("beian-desk.db").exists());
}

#[test]
fn faults_are_told_in_the_language_of_the_reader_and_counted_where_they_are_many() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "x\n".repeat(60);
    std::fs::write(folder.path().join("d.csv"), format!("domain\n{rows}")).unwrap();
    let done = run(folder.path(), &["admin", "import", "domains", "d.csv", "--yes", "--lang", "zh-CN"]);
    let said = words(&done.stderr);
    assert!(said.contains("有 60 行有误") && said.contains("第 51 行，domain：“x”"), "{said}");
    assert!(!said.contains("第 52 行") && said.contains("另有 10 处"), "{said}");
}
