//! `file upload`: what is there is skipped, what fails does not stop the rest, and a repeat sends only what is missing.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::stage::{Ran, demo, desk, run};
use crate::fixtures::folder;
use crate::support::picture::{jpeg, mp4, png};

fn draft() -> String {
    let made = desk("applicant", &["file", "new", folder().join("FILING.toml").to_str().unwrap(), "--yes", "--json"]);
    made.json()["number"].as_str().unwrap().to_owned()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

fn upload(number: &str, folder: &Path, more: &[&str]) -> Ran {
    let folder = folder.to_str().unwrap();
    desk("applicant", &[&["file", "upload", number, "--materials", folder, "--yes"], more].concat())
}

/// The run, which must have done a part and said so.
fn partly(ran: Ran) -> Ran {
    assert!(ran.code == 6 && ran.out.is_empty() && ran.err.contains("\nbeian-desk: "), "{ran:?}");
    ran
}

/// The materials without what is measured of them, which comes when it comes.
fn materials(number: &str) -> Vec<Value> {
    let mut materials =
        desk("applicant", &["file", "status", number, "--json"]).json()["materials"].as_array().unwrap().clone();
    for material in &mut materials {
        material.as_object_mut().unwrap().remove("facts");
    }
    materials
}

fn slugs(number: &str) -> Vec<String> {
    materials(number).iter().map(|material| material["slug"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_fails_is_listed_and_a_repeat_sends_only_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let number = draft();
    write(dir.path(), "entity_licence.jpg", &jpeg(30, 20));
    write(dir.path(), "entity_principal_id_front.jpg", b"%PDF-1.7");
    write(dir.path(), "entity_principal_id_back.png", &jpeg(31, 20)[..40]);
    write(dir.path(), "domain_certificate.png", &png(9, 9));
    write(dir.path(), "promise_video.mp4", &mp4(300));

    let ran = partly(upload(&number, dir.path(), &[]));
    for word in [
        "2 个文件未能上传（共 5 个）",
        "entity_principal_id_front.jpg",
        "只接受",
        "entity_principal_id_back.png",
        "损坏",
    ] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
    let again = format!("beian-desk file upload {number} --materials {}", dir.path().display());
    assert!(ran.err.contains(&again), "{again}: {}", ran.err);
    assert_eq!(slugs(&number), ["entity_licence", "domain_certificate", "promise_video"]);
    assert!(ran.err.contains("video/mp4"), "{}", ran.err);

    let before = materials(&number);
    write(dir.path(), "entity_principal_id_front.jpg", &jpeg(32, 20));
    write(dir.path(), "entity_principal_id_back.png", &jpeg(31, 20));
    let ran = upload(&number, dir.path(), &[]).ended(0);
    assert_eq!(ran.err.matches("已有相同文件").count(), 3, "{}", ran.err);
    assert_eq!(slugs(&number).len(), 5);
    assert!(before.iter().all(|known| materials(&number).contains(known)), "what was there was not sent again");
    assert_eq!(upload(&number, dir.path(), &["--json"]).json()["items"].as_array().unwrap().len(), 5);
}

#[test]
fn replacing_clears_a_slot_once() {
    let dir = tempfile::tempdir().unwrap();
    let number = draft();
    for (name, side) in [("domain_certificate.png", 5), ("domain_certificate-2.png", 6)] {
        write(dir.path(), name, &png(side, 5));
    }
    upload(&number, dir.path(), &[]).ended(0);
    write(dir.path(), "domain_certificate.png", &png(7, 5));
    upload(&number, dir.path(), &["--replace"]).ended(0);
    let widths =
        |number: &str| -> Vec<u64> { materials(number).iter().map(|one| one["width"].as_u64().unwrap()).collect() };
    assert_eq!(widths(&number), [7, 6], "both pages are there, the old one is not");
    let before = materials(&number);
    let ran = upload(&number, dir.path(), &["--replace"]).ended(0);
    assert_eq!(ran.err.matches("已有相同文件").count(), 2, "{}", ran.err);
    assert_eq!(materials(&number), before);
}

#[test]
fn a_new_filing_with_a_bad_picture_says_how_to_go_on() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "entity_licence.jpg", b"no");
    write(dir.path(), "legal_rep_id.jpg", &jpeg(9, 9));
    let toml = folder().join("FILING.toml");
    let args = ["file", "new", toml.to_str().unwrap(), "--materials", dir.path().to_str().unwrap(), "--yes"];
    let ran = partly(desk("applicant", &args));
    let (_, rest) = ran.err.split_once("beian-desk file upload ").unwrap();
    let number = rest.split(' ').next().unwrap();
    assert_eq!(slugs(number), ["legal_rep_id"]);
    write(dir.path(), "entity_licence.jpg", &jpeg(8, 8));
    upload(number, dir.path(), &[]).ended(0);
    assert_eq!(slugs(number), ["entity_licence", "legal_rep_id"]);
}

/// A way to the demo that breaks: the answers to the first uploads are lost after the service has taken them.
fn breaking(lost: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let service = demo().url.trim_start_matches("http://").to_owned();
    let left = Arc::new(AtomicUsize::new(lost));
    std::thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let (server, left) = (TcpStream::connect(&service).unwrap(), Arc::clone(&left));
            let (mut up, mut down) = (client.try_clone().unwrap(), client);
            let (mut from, mut to) = (server.try_clone().unwrap(), server);
            let is_upload = Arc::new(AtomicUsize::new(0));
            let seen = Arc::clone(&is_upload);
            std::thread::spawn(move || {
                let mut buffer = [0; 65_536];
                while let Ok(count @ 1..) = up.read(&mut buffer) {
                    if buffer[..count].starts_with(b"POST") {
                        seen.store(1, Ordering::SeqCst);
                    }
                    if to.write_all(&buffer[..count]).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Write);
            });
            std::thread::spawn(move || {
                let mut buffer = [0; 65_536];
                while let Ok(count @ 1..) = from.read(&mut buffer) {
                    let upload = is_upload.swap(0, Ordering::SeqCst) == 1;
                    let lose = |left: usize| left.checked_sub(1);
                    if upload && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, lose).is_ok() {
                        let _ = down.shutdown(Shutdown::Both);
                        return;
                    }
                    if down.write_all(&buffer[..count]).is_err() {
                        return;
                    }
                }
                let _ = down.shutdown(Shutdown::Both);
            });
        }
    });
    address
}

#[test]
fn a_connection_that_breaks_is_tried_once_more_and_the_file_is_there_once() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "domain_certificate.png", &png(9, 9));
    write(dir.path(), "entity_licence.jpg", &jpeg(30, 20));
    let token = demo().folder.path().join("applicant");
    let send = |url: &str, number: &str| {
        run(url, &token, &["file", "upload", number, "--materials", dir.path().to_str().unwrap(), "--yes"], "")
    };
    let number = draft();
    send(&breaking(1), &number).ended(0);
    assert_eq!(slugs(&number), ["entity_licence", "domain_certificate"]);
    // Broken twice is a file that failed, for all that the program knows; the other one goes on.
    let number = draft();
    let ran = partly(send(&breaking(2), &number));
    assert!(ran.err.contains("entity_licence.jpg") && ran.err.contains("1 个文件未能上传"), "{}", ran.err);
    send(&demo().url, &number).ended(0);
    assert_eq!(slugs(&number), ["entity_licence", "domain_certificate"]);
}
