//! What the embedded files promise.

use std::collections::BTreeSet;

use serde_json::Value;

use super::target::groups;
use super::*;
use crate::domain::filing::Filing;
use crate::domain::lang::Lang;
use crate::domain::status::Stage;

fn assert_unique<K: Ord + std::fmt::Debug>(list: &str, keys: impl IntoIterator<Item = K>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        let shown = format!("{key:?}");
        assert!(seen.insert(key), "{list}: {shown} stands twice");
    }
    assert!(!seen.is_empty(), "{list} is empty");
}

fn is_cjk(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// zh has Chinese in it, en has none except quoted suffixes, and neither has stray blanks.
fn assert_words(key: &str, zh: &str, en: &str) {
    assert!(zh.chars().any(is_cjk), "{key}: {zh:?} has no Chinese");
    assert!(en.chars().any(|letter| letter.is_ascii_alphabetic()), "{key}: {en:?} has no English");
    for text in [zh, en] {
        assert_eq!(text.trim(), text, "{key}: stray blanks");
        assert!(!text.contains("  "), "{key}: double blank in {text:?}");
    }
    assert!(!zh.contains(['(', ')', ';', '"']), "{key}: half-width punctuation in {zh:?}");
}

#[test]
fn every_key_is_unique() {
    assert_unique("reasons", reasons().iter().map(|entry| &entry.code));
    assert_unique("reason texts", reasons().iter().map(|entry| &entry.zh));
    assert_unique("materials", materials().iter().map(|entry| &entry.slug));
    assert_unique("fields", fields().iter().map(|entry| &entry.path));
    assert_unique("targets", groups().iter().map(|entry| &entry.pattern));
    assert_unique("natures", natures().iter().map(|entry| &entry.slug));
    assert_unique("short words", natures().iter().map(|entry| &entry.short_zh));
    assert_unique("short English words", natures().iter().map(|entry| &entry.short_en));
    let brief = |entry: &Nature| entry.short_zh.chars().count() == 2 && (1..=8).contains(&entry.short_en.len());
    assert!(natures().iter().all(brief), "short words are short");
    assert_unique("nature codes", natures().iter().filter_map(|entry| entry.code));
    assert_unique("cert types", cert_types().iter().map(|entry| entry.code));
    assert_unique("content types", content_types().iter().map(|entry| entry.code));
    assert_unique("pre-approvals", pre_approvals().iter().map(|entry| entry.code));
    assert_unique("languages", languages().iter().map(|entry| entry.code));
    assert_unique("access modes", access_modes().iter().map(|entry| entry.code));
}

#[test]
fn every_entry_speaks_both_languages() {
    for entry in reasons() {
        assert_words(&entry.code, &entry.zh, &entry.en);
        assert_words(&entry.code, &entry.fix_zh, &entry.fix_en);
        assert!(entry.fix_zh.ends_with('。') && entry.fix_en.ends_with('.'), "{}: a fix is a sentence", entry.code);
        assert!(!entry.zh.ends_with('。') && !entry.en.ends_with('.'), "{}: a reason is a heading", entry.code);
        assert!(!entry.source.is_empty(), "{}", entry.code);
    }
    for entry in materials() {
        assert_words(&entry.slug, &entry.zh, &entry.en);
    }
    for entry in fields() {
        assert_words(&entry.path, &entry.zh, &entry.en);
    }
    for entry in natures() {
        assert_words(&entry.slug, &entry.zh, &entry.en);
    }
    for entry in cert_types().iter().chain(languages()).chain(access_modes()) {
        assert_words(&entry.code.to_string(), &entry.zh, &entry.en);
    }
    for entry in content_types() {
        assert_words(&entry.code.to_string(), &entry.zh, &entry.en);
        assert_words(&entry.code.to_string(), &entry.parent_zh, &entry.parent_en);
    }
    for entry in pre_approvals() {
        assert_words(&entry.zh, &entry.zh, &entry.en);
        assert_words(&entry.zh, &entry.authority_zh, &entry.authority_en);
        assert_words(&entry.zh, &entry.document_zh, &entry.document_en);
    }
    for entry in provinces() {
        assert_words(&entry.code, &entry.zh, &entry.en);
        assert_words(&entry.code, &entry.short, &entry.en);
    }
}

#[test]
fn there_are_224_reasons_and_each_has_a_stage() {
    assert_eq!(reasons().len(), 224);
    assert!(reasons().iter().all(|reason| !reason.stages.is_empty()));
    for reason in reasons() {
        assert_unique(&reason.code, &reason.stages);
    }
}

#[test]
fn every_target_resolves_to_something_that_exists() {
    for reason in reasons() {
        if let Targets::Concrete(targets) = reason.targets() {
            assert!(!targets.is_empty(), "{}: {:?} stands for nothing", reason.code, reason.target);
            for target in targets {
                assert!(is_target(&target), "{}: {target}", reason.code);
                assert!(reason.fits(&target), "{}: {target}", reason.code);
            }
        }
    }
    for group in groups() {
        let used = reasons().iter().any(|reason| reason.target.split(", ").any(|word| word == group.pattern));
        assert!(used, "{} is not used", group.pattern);
        assert!(group.targets.iter().all(|target| is_target(target)), "{}", group.pattern);
    }
}

#[test]
fn a_reason_fits_its_targets_and_what_lies_within_them() {
    for (code, target, fits) in [
        ("ENT_NAME_MISMATCH", "entity.name", true),
        ("ENT_NAME_MISMATCH", "service.name", false),
        ("ENT_NAME_MISMATCH", "entity.name.first", false),
        ("ENT_REGION_CODE", "entity.region", true),
        ("ENT_REGION_CODE", "entity.region.city", true),
        ("ENT_REGION_CODE", "entity.remark", false),
        ("TEL_UNREACHABLE", "service_principal.mobile", true),
        ("TEL_UNREACHABLE", "*.mobile", false),
        ("MAT_BLURRY", "material:entity_licence", true),
        ("MAT_BLURRY", "material:no_such_thing", false),
        ("MAT_SEAL_MISSING", "material:website_construction_plan", true),
        ("MAT_SEAL_MISSING", "material:entity_licence", false),
        ("MAT_SIGN_ILLEGIBLE", "material:website_construction_plan", false),
        ("MAT_SIDES", "material:legal_rep_id", true),
        ("PRI_NOT_LEGAL_REP", "entity_principal.name", true),
        ("PRI_NOT_LEGAL_REP", "entity.name", false),
        ("OTHER", "entity", true),
        ("OTHER", "", false),
    ] {
        assert_eq!(reason(code).unwrap().fits(target), fits, "{code}@{target}");
    }
}

#[test]
fn reasons_keep_to_their_stages() {
    assert!(reason("MAT_SEAL_MISSING").unwrap().applies_in(Stage::Second));
    assert!(!reason("MAT_SEAL_MISSING").unwrap().applies_in(Stage::First));
    assert!(!reason("SMS_TIMEOUT").unwrap().applies_in(Stage::First));
    assert_eq!(reason("OTHER").unwrap().stages, ReasonStage::ALL);
    assert_eq!(reason("ORD_TYPE_WRONG").unwrap().effect, Effect::New);
    assert!(reason("other").is_none(), "codes are matched letter for letter");
}

#[test]
fn targets_have_names() {
    assert_eq!(target_name("entity_principal.mobile", Lang::Zh), "主体负责人 · 手机号码");
    assert_eq!(target_name("material:domain_certificate", Lang::En), "domain certificate");
    assert_eq!(target_name("service", Lang::Zh), "网站信息");
    assert_eq!(target_name("entity.unheard_of", Lang::Zh), "entity.unheard_of");
}

#[test]
fn natures_and_certificates_belong_together() {
    for nature in natures() {
        for code in &nature.cert_types {
            assert!(cert_type(*code).is_some(), "{}: {code}", nature.slug);
        }
    }
    for cert in cert_types() {
        let held = natures().iter().any(|nature| nature.cert_types.contains(&cert.code));
        assert!(held, "no nature shows certificate {}", cert.code);
    }
    assert!(nature("enterprise").unwrap().accepts(1) && !nature("enterprise").unwrap().accepts(2));
    assert!(nature("other").unwrap().accepts(1));
}

#[test]
fn content_types_stand_under_five_headings() {
    let headings: BTreeSet<_> =
        content_types().iter().map(|entry| (entry.parent, &entry.parent_zh, &entry.parent_en)).collect();
    assert_eq!(headings.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), [500, 501, 502, 503, 504]);
}

#[test]
fn there_are_31_provinces_with_letters_of_their_own() {
    assert_eq!(provinces().len(), 31);
    assert_unique("codes", provinces().iter().map(|entry| &entry.code));
    assert_unique("names", provinces().iter().map(|entry| &entry.short));
    assert_unique("English names", provinces().iter().map(|entry| &entry.en));
    assert_unique("letters", provinces().iter().map(|entry| &entry.letters));
    assert_unique("ICP letters", provinces().iter().map(|entry| &entry.icp));
    assert_unique("security letters", provinces().iter().map(|entry| &entry.security));
    assert_unique("bits", provinces().iter().map(|entry| entry.location_bit));
    for entry in provinces() {
        assert!(entry.zh.starts_with(&entry.short), "{}", entry.zh);
        assert_eq!((entry.icp.chars().count(), entry.security.chars().count()), (1, 1));
        assert_eq!(entry.location_bit.unwrap().count_ones(), 1);
    }
    assert_eq!(province("51").unwrap().icp, "蜀");
    assert_eq!(province_of("330106").unwrap().short, "浙江");
    assert!(province_of("33").is_none() && province_of("3301o6").is_none() && province_of("990000").is_none());
}

#[test]
fn the_fields_are_those_of_a_filing() {
    let mut leaves = BTreeSet::from(["entity.filing_password".to_owned()]);
    collect("", &serde_json::to_value(Filing::default()).unwrap(), &mut leaves);
    let listed: BTreeSet<_> = fields().iter().map(|field| field.path.clone()).collect();
    assert_eq!(leaves, listed);
    for field in fields() {
        let object = field.path.split_once('.').map_or("order", |(object, _)| object);
        assert_eq!(field.group.slug(), object, "{}", field.path);
    }
}

fn collect(path: &str, value: &Value, leaves: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(&path, member, leaves);
            }
        }
        _ => {
            leaves.insert(path.to_owned());
        }
    }
}

#[test]
fn fields_are_shown_on_materials_that_exist_within_the_picture_and_for_a_reason() {
    assert_unique("shown fields", shown().iter().map(|one| &one.field));
    for one in shown() {
        assert!(field(&one.field).is_some(), "{} is no field", one.field);
        assert!(!one.on.is_empty() && !one.source.is_empty(), "{}", one.field);
        assert_unique(&one.field, one.on.iter().map(|on| &on.slug));
        for on in &one.on {
            assert!(material(&on.slug).is_some(), "{}: {} is no material", one.field, on.slug);
            if let Some(Region { x, y, width, height }) = on.region {
                let fits = x >= 0.0 && y >= 0.0 && width > 0.0 && height > 0.0 && x + width <= 1.0 && y + height <= 1.0;
                assert!(fits, "{} on {}", one.field, on.slug);
            }
        }
    }
    assert_eq!(shown_on("entity_principal.name")[0].slug, "entity_principal_id_front");
    assert!(shown_on("entity_principal.cert_number")[0].region.is_some());
    assert!(shown_on("entity_principal.mobile").is_empty() && shown_on("nonsense").is_empty());
}
