//! Holds the samples to what the demo promises.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::*;
use crate::domain::status::{Status, next};

const TODAY: Date = date(2026, 11, 23);

fn characters_of(cases: &[SampleCase]) -> BTreeSet<char> {
    let mut all: BTreeSet<char> = (' '..='~').collect();
    for case in cases {
        for material in &case.materials {
            all.extend(super::draw::characters(&material.spec));
        }
    }
    all
}

#[test]
#[ignore = "writes src/sample/font/characters.txt, from which the font's subset is made"]
fn write_the_characters_of_the_font() {
    let mut all = BTreeSet::new();
    for seed in 0..4 {
        all.extend(characters_of(&cases(3000, seed, TODAY)));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample/font/characters.txt");
    std::fs::write(path, all.into_iter().collect::<String>() + "\n").unwrap();
}

#[test]
fn the_font_has_a_glyph_for_every_character_that_is_drawn() {
    for seed in [1, 7, 42] {
        let missing: String =
            characters_of(&cases(400, seed, TODAY)).into_iter().filter(|c| !draw::covers(*c)).collect();
        assert!(missing.is_empty(), "no glyph for {missing:?}: make the font anew as src/sample/font/README.md says");
    }
}

#[test]
fn the_same_seed_gives_the_same_cases_and_another_seed_others() {
    assert_eq!(cases(80, 5, TODAY), cases(80, 5, TODAY));
    assert_ne!(cases(80, 5, TODAY), cases(80, 6, TODAY));
    assert!(cases(0, 5, TODAY).is_empty());
    assert_eq!(cases(1, 5, TODAY).len(), 1);
}

#[test]
fn sixty_cases_cover_every_province_nature_and_stage() {
    for seed in 0..20 {
        let all = cases(COMPLETE_FROM, seed, TODAY);
        let count = |pick: &dyn Fn(&SampleCase) -> String| all.iter().map(pick).collect::<BTreeSet<_>>().len();
        assert_eq!(count(&|case| case.filing.province().to_owned()), 31);
        assert_eq!(count(&|case| case.filing.entity.nature.clone()), 19);
        let of = |status| all.iter().filter(|case| case.status == status).count();
        assert_eq!((of(Status::FirstReview), of(Status::SecondReview)), (27, 21));
        assert!(count(&|case| case.status.to_string()) >= 10);
        assert!(all.iter().any(|case| case.round == 2), "some are on the second round");
        let hostile = |case: &&SampleCase| {
            case.filing.service.name.contains('\u{202e}')
                || case.filing.service.remark.chars().count() > 2000
                || case.filing.entity.name.chars().count() > 100
        };
        assert_eq!(all.iter().filter(hostile).count(), 3);
        assert!(all.iter().any(|case| case.status.stage().is_some() && case.submitted_minutes_ago > 4 * 1440));
    }
}

#[test]
fn about_a_third_is_faulty_and_a_returned_case_says_why() {
    let all = cases(600, 3, TODAY);
    let faulty = all.iter().filter(|case| !case.faults.is_empty()).count();
    assert!((170..240).contains(&faulty), "{faulty}");
    for fault in Fault::ALL {
        assert!(all.iter().any(|case| case.faults.contains(fault)), "{fault} occurs");
    }
    for case in all.iter().filter(|case| matches!(case.status, Status::FirstReturned | Status::SecondReturned)) {
        let reasons: Vec<&str> = case.history.last().unwrap().reasons.iter().map(|(_, code)| *code).collect();
        let planted: Vec<&str> = case.faults.iter().map(|fault| fault.code()).collect();
        assert_eq!(reasons, planted);
    }
}

#[test]
fn every_history_replays_to_its_status_in_order_of_time() {
    for case in cases(300, 9, TODAY) {
        let mut at = Status::Draft;
        for event in &case.history {
            assert_eq!(event.from, at);
            at = next(at, event.step).unwrap_or_else(|| panic!("{} is not legal from {at}", event.step));
            assert_eq!(event.to, at);
            let sends_back = matches!(event.to, Status::FirstReturned | Status::SecondReturned | Status::FirstRejected);
            assert!(!sends_back || !event.reasons.is_empty(), "{} has reasons", event.step);
        }
        assert_eq!(at, case.status);
        assert!(case.history.is_sorted_by(|a, b| a.minutes_ago > b.minutes_ago));
        assert!(case.history.iter().all(|event| event.minutes_ago > 0 && event.round <= case.round));
        assert!(case.submitted_minutes_ago > 0);
        let uploads = case.materials.iter().any(|material| material.slug == "domain_certificate");
        let handed_in = case.history.iter().any(|event| event.from == Status::MaterialsPending);
        assert_eq!(uploads, handed_in, "{}", case.status);
    }
}

#[test]
fn nobody_and_nothing_in_the_samples_can_be_real() {
    for case in cases(300, 11, TODAY) {
        let filing = &case.filing;
        let unreal = |number: &str, at: usize| number.get(at + 2..at + 4) == Some("99");
        assert!(unreal(&filing.entity.region.city, 0) && unreal(&filing.entity.region.district, 0));
        for principal in [&filing.entity_principal, &filing.service_principal] {
            assert!(unreal(&principal.cert_number, 0), "{}", principal.cert_number);
            assert!(principal.email.contains("@example.") && principal.mobile.get(3..7) == Some("0000"));
        }
        if filing.entity.cert_number.len() == 18 && !filing.is_individual() {
            assert!(unreal(&filing.entity.cert_number, 2), "{}", filing.entity.cert_number);
        }
        let documentation = ["192.0.2.", "198.51.100.", "203.0.113."];
        assert!(filing.access.ips.iter().all(|range| documentation.iter().any(|net| range.start.starts_with(net))));
        assert_eq!(filing.order.organizer_cert_number, filing.entity.cert_number);
        assert_eq!(filing.order.domain, filing.domain());
    }
}

#[test]
fn a_picture_is_the_same_bytes_each_time_and_decodes() {
    let all = cases(60, 7, TODAY);
    let small = |spec: &PictureSpec| PictureSpec { size: SizeClass::Small, ..spec.clone() };
    let mut seen = BTreeSet::new();
    for material in all.iter().flat_map(|case| &case.materials) {
        // One picture of each kind is enough; they are slow to encode without optimisation.
        if !seen.insert((material.slug.clone(), material.page)) {
            continue;
        }
        let drawn = draw(&small(&material.spec));
        let picture = image::load_from_memory(&drawn.bytes).unwrap_or_else(|why| panic!("{}: {why}", material.slug));
        assert!(picture.width() >= 600 && picture.height() >= 500, "{}", material.slug);
        assert!(drawn.bytes.len() < 300_000, "{} has {} bytes", material.slug, drawn.bytes.len());
        let png = drawn.bytes.starts_with(b"\x89PNG");
        assert_eq!(drawn.content_type, if png { "image/png" } else { "image/jpeg" });
    }
    let spec = small(&all[0].materials[0].spec);
    let written = serde_json::to_string(&spec).unwrap();
    assert_eq!(draw(&serde_json::from_str(&written).unwrap()), draw(&spec));
    assert_ne!(draw(&PictureSpec { seed: spec.seed + 1, ..spec.clone() }), draw(&spec));
}

#[test]
fn a_flaw_changes_the_picture_as_it_says() {
    let all = cases(60, 7, TODAY);
    let id = all[0].materials.iter().find(|material| material.slug == "entity_principal_id_front").unwrap();
    let plain = PictureSpec { size: SizeClass::Small, flaw: None, ..id.spec.clone() };
    let decode = |flaw| image::load_from_memory(&draw(&PictureSpec { flaw, ..plain.clone() }).bytes).unwrap().to_rgb8();
    let straight = decode(None);
    let sideways = decode(Some(Flaw::Sideways));
    assert_eq!((sideways.width(), sideways.height()), (straight.height(), straight.width()));
    let grey = decode(Some(Flaw::Greyscale));
    let colourless = |pixel: &image::Rgb<u8>| pixel.0.iter().max().unwrap() - pixel.0.iter().min().unwrap() < 12;
    assert!(grey.pixels().all(colourless) && !straight.pixels().all(colourless));
    // A blurred picture has far less difference between neighbours.
    let edges = |picture: &image::RgbImage| -> u64 {
        picture.as_raw().windows(4).map(|four| u64::from(four[0].abs_diff(four[3]))).sum()
    };
    assert!(edges(&decode(Some(Flaw::Blurred))) * 2 < edges(&straight));
}

/// Writes pictures to a folder to be looked at.
#[test]
#[ignore = "writes pictures to the folder that SAMPLE_PICTURES names"]
fn write_pictures_to_look_at() {
    let Ok(folder) = std::env::var("SAMPLE_PICTURES") else { return };
    for (index, case) in cases(60, 7, TODAY).iter().enumerate() {
        for material in &case.materials {
            let drawn = draw(&material.spec);
            let flaw = material.spec.flaw.map_or("", Flaw::slug);
            let kind = if drawn.content_type == "image/png" { "png" } else { "jpg" };
            let name = format!("{index:02}-{}-{}-{:?}-{flaw}.{kind}", material.slug, material.page, material.spec.size);
            std::fs::write(std::path::Path::new(&folder).join(name), drawn.bytes).unwrap();
        }
    }
}

/// The company by which documents show how to search.
#[test]
fn one_company_that_waits_for_a_review_is_called_beijing_qingyun() {
    for seed in 0..20 {
        let all = cases(COMPLETE_FROM, seed, TODAY);
        let named: Vec<_> = all.iter().filter(|case| case.filing.entity.name.contains("青云")).collect();
        assert_eq!(named.len(), 1, "seed {seed}");
        let (filing, status) = (&named[0].filing, named[0].status);
        assert!(filing.entity.name.starts_with("北京青云样本") && status.stage().is_some(), "{}", filing.entity.name);
        assert!(crate::domain::search::initials(&filing.entity.name)[0].starts_with("bjqy"));
        assert!(filing.entity.cert_number.get(2..6).is_some_and(|county| county == "1199"), "no real county");
    }
}
