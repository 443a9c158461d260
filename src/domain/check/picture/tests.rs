//! Each rule finds what it is for, says the value and the threshold, and leaves a good picture alone.

use jiff::civil::date;

use super::super::{Elsewhere, Picture, Subject, check};
use crate::domain::filing::Filing;
use crate::domain::finding::{Finding, Severity};
use crate::domain::picture::{Borders, Lines, PictureFacts};
use crate::domain::province::Pack;
use crate::domain::related::RelatedKind;
use crate::domain::requirement::Circumstances;

fn good() -> PictureFacts {
    PictureFacts {
        readable: true,
        width: 1600,
        height: 1150,
        sharpness: 2_000_000,
        mean_luma: 190,
        dark_luma: 40,
        light_luma: 240,
        chroma: 14_000,
        across: 1500,
        lines: Lines::Across,
        ..PictureFacts::unreadable()
    }
}

fn found(pictures: &[(&str, PictureFacts)], elsewhere: &[Elsewhere]) -> Vec<Finding> {
    let shas: Vec<String> = (0..pictures.len()).map(|index| format!("{index:064x}").chars().rev().collect()).collect();
    let seen: Vec<Picture<'_>> =
        pictures.iter().zip(&shas).map(|((slug, facts), sha256)| Picture { slug, page: 1, sha256, facts }).collect();
    let known = Circumstances { sites: 1, name_changed: false, has_password: true, today: date(2026, 11, 23) };
    let (filing, pack) = (Filing::default(), Pack::default());
    let findings = check(&Subject { elsewhere, pictures: &seen, ..Subject::of(&filing, &known, &pack) });
    findings.into_iter().filter(|finding| finding.rule.starts_with("picture_")).collect()
}

#[test]
fn a_good_picture_is_left_alone() {
    for slug in ["entity_licence", "entity_principal_id_front", "face_verification", "domain_realname_screenshot"] {
        assert_eq!(found(&[(slug, good())], &[]), [], "{slug}");
    }
}

#[test]
fn each_rule_names_the_value_the_threshold_and_the_page() {
    let table: [(&str, PictureFacts, &str, &[&str]); 10] = [
        (
            "picture_resolution",
            PictureFacts { width: 640, height: 480, ..good() },
            "MAT_BLURRY",
            &["640×480", "800×500"],
        ),
        ("picture_blurry", PictureFacts { sharpness: 23_400, ..good() }, "MAT_BLURRY", &["23", "100"]),
        ("picture_exposure", PictureFacts { light_luma: 77, ..good() }, "MAT_GLARE", &["77", "120"]),
        ("picture_exposure", PictureFacts { dark_luma: 201, ..good() }, "MAT_GLARE", &["201", "160"]),
        ("picture_glare", PictureFacts { glare: 123, ..good() }, "MAT_GLARE", &["123‰", "15‰"]),
        (
            "picture_cropped",
            PictureFacts { cut: Borders { left: 42, ..Borders::default() }, ..good() },
            "MAT_CROPPED",
            &["42‰", "5‰"],
        ),
        (
            "picture_rotated",
            PictureFacts { across: 640, lines: Lines::Down, ..good() },
            "MAT_ROTATED",
            &["640‰", "985‰"],
        ),
        ("picture_copied", PictureFacts { chroma: 340, ..good() }, "MAT_COPY", &["0.3", "1.5"]),
        ("picture_unreadable", PictureFacts::unreadable(), "MAT_BLURRY", &[]),
        ("picture_unreadable", PictureFacts { cut_off: true, ..PictureFacts::unreadable() }, "MAT_BLURRY", &[]),
    ];
    for (rule, facts, code, values) in table {
        let findings = found(&[("entity_licence", facts)], &[]);
        let [one] = &findings[..] else { panic!("{rule}: {findings:?}") };
        assert_eq!(
            (one.rule.as_str(), one.code.as_str(), one.target.as_str()),
            (rule, code, "material:entity_licence")
        );
        assert!(one.zh.starts_with("主体证件第 1 页") && one.en.contains(", page 1"), "{} {}", one.zh, one.en);
        for value in values {
            assert!(one.zh.contains(value) && one.en.contains(value), "{value}: {} {}", one.zh, one.en);
        }
        let blocks = rule == "picture_unreadable";
        let severity = if blocks { Severity::Blocker } else { Severity::Warning };
        assert_eq!(one.severity.known(), Some(&severity));
    }
}

#[test]
fn a_wide_card_is_not_on_its_side_whatever_its_few_words_seem() {
    let lying = PictureFacts { across: 900, lines: Lines::Down, ..good() };
    assert_eq!(found(&[("entity_principal_id_back", lying.clone())], &[]), []);
    let high = PictureFacts { width: 1150, height: 1600, ..lying };
    assert_eq!(found(&[("entity_principal_id_back", high)], &[]).len(), 1);
}

#[test]
fn front_and_back_must_differ_and_one_person_may_hand_in_one_card_twice() {
    let seen = |shape: &str| PictureFacts { phash: shape.repeat(16), detail: shape.repeat(64), ..good() };
    let pair = |a: &'static str, b: &'static str| found(&[(a, seen("5")), (b, seen("5"))], &[]);
    let sides = pair("entity_principal_id_front", "entity_principal_id_back");
    assert_eq!(sides.len(), 1);
    assert_eq!(
        (sides[0].target.as_str(), sides[0].code.as_str()),
        ("material:entity_principal_id_back", "MAT_WRONG_SLOT")
    );
    assert!(sides[0].zh.contains("主体负责人证件正面第 1 页"), "{}", sides[0].zh);
    assert_eq!(pair("entity_principal_id_front", "service_principal_id_front"), []);
    assert_eq!(pair("entity_principal_id_front", "legal_rep_id"), []);
    assert_eq!(pair("domain_certificate", "domain_certificate").len(), 1, "a page twice");
    assert_eq!(found(&[("entity_licence", seen("5")), ("commitment_letter", seen("a"))], &[]), []);
}

#[test]
fn another_entitys_paper_is_a_warning_and_its_persons_card_a_note() {
    for (slug, severity) in [("entity_licence", Severity::Warning), ("entity_principal_id_front", Severity::Note)] {
        let elsewhere = Elsewhere {
            kind: RelatedKind::Picture,
            value: "000000000000".into(),
            target: format!("material:{slug}"),
            number: "BA26000007".into(),
            organizer: "样本乙公司".into(),
        };
        let findings = found(&[(slug, good())], std::slice::from_ref(&elsewhere));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity.known(), Some(&severity));
        assert!(findings[0].zh.contains("BA26000007") && findings[0].en.contains("样本乙公司"));
        assert_eq!(found(&[("other", good())], &[elsewhere]), [], "a picture that is not there any more");
    }
}
