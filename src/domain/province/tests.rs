//! The packs of all provinces, their amendment and their lint.

use super::*;
use crate::domain::catalogue;
use crate::domain::lang::Lang;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

fn faults(text: &str) -> Vec<String> {
    lint(text, TODAY)
        .into_iter()
        .map(|fault| format!("{} {} {}: {}", fault.kind, fault.line, fault.key, fault.en))
        .collect()
}

#[test]
fn every_province_has_a_pack_whose_rules_all_have_source_and_date_and_words() {
    let packs = Packs::embedded();
    let codes: Vec<_> = packs.all().map(|pack| pack.code.as_str()).collect();
    let provinces: Vec<_> = catalogue::provinces().iter().map(|province| province.code.as_str()).collect();
    assert_eq!(codes, provinces);
    assert_eq!(embedded_texts().len(), 31);
    for pack in packs.all() {
        assert!(pack.version >= 1 && pack.without.is_empty(), "{}", pack.code);
        let rules = pack.rules();
        assert!(!rules.is_empty(), "{}", pack.code);
        let dated = |source: &str, as_of: &str| !source.is_empty() && as_of.len() == 7;
        for rule in rules {
            assert!(dated(rule.source, rule.as_of), "{} {}", pack.code, rule.key);
            assert!(!rule.says_zh.is_empty() && !rule.says_en.is_empty(), "{} {}", pack.code, rule.key);
        }
        assert!(pack.requirement.iter().all(|rule| dated(&rule.source, &rule.as_of)), "{}", pack.code);
        assert!(pack.other.iter().all(|rule| dated(&rule.source, &rule.as_of)), "{}", pack.code);
    }
}

#[test]
fn the_lint_of_every_embedded_pack_is_clean() {
    for (name, text) in embedded_texts() {
        assert_eq!(faults(text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_packs_in_words() {
    let packs = Packs::embedded();
    let mut out = String::new();
    for pack in packs.all() {
        out.push_str(&format!("{} {}\n", pack.code, pack.name(Lang::Zh)));
        for rule in pack.rules() {
            let advice = if rule.advice { "*" } else { "" };
            out.push_str(&format!("  {}{advice}: {} [{} {}]\n", rule.key, rule.says_zh, rule.source, rule.as_of));
            out.push_str(&format!("    {}\n", rule.says_en));
        }
        for rule in &pack.other {
            out.push_str(&format!("  other:{}: {} [{} {}]\n", rule.slug, rule.zh, rule.source, rule.as_of));
        }
    }
    insta::assert_snapshot!("packs", out);
}

fn codes_where(of: impl Fn(&Pack) -> bool) -> String {
    Packs::embedded().all().filter(|pack| of(pack)).map(|pack| pack.code.clone()).collect::<Vec<_>>().join(" ")
}

#[test]
fn who_may_be_the_entity_principal_is_said_by_the_newest_source() {
    let who = |who| codes_where(|pack| pack.entity_principal.as_ref().is_some_and(|rule| rule.who == who));
    // The list of 2022-12 has 21 among the last and 22 among the second; the newer one of 2023-12 wants the legal
    // representative in both, so that there they are disputed.
    assert_eq!(who(PrincipalWho::Anyone), "11 14 32 46");
    assert_eq!(who(PrincipalWho::LegalRepOrAuthorised), "34 51 62");
    assert_eq!(who(PrincipalWho::LegalRep).split(' ').count(), 24);
    let disputed = |pack: &Pack| pack.entity_principal.as_ref().is_some_and(|rule| rule.advice);
    assert_eq!(codes_where(disputed), "21 22 23");
    let same = |pack: &Pack| pack.entity_principal.as_ref().is_some_and(|rule| rule.same_service_principal);
    assert_eq!(codes_where(same), "23 32 34 46");
}

#[test]
fn every_row_of_the_summary_is_in_its_pack() {
    use NonLocalIndividual as L;
    let packs = Packs::embedded();
    let ages = |code: &str| {
        packs
            .of(code)
            .min_age
            .as_ref()
            .map(|rule| (rule.unit, rule.individual, rule.below_with_proof, rule.never_under))
    };
    for code in "11 12 13 14 15 21 23 31 33 42 43 45 50 51 52 54 61 62 63 64 65".split(' ') {
        assert_eq!(ages(code), Some((Some(18), Some(18), false, None)), "{code}");
    }
    assert_eq!(ages("22"), Some((Some(18), Some(18), true, None)));
    assert_eq!(ages("34"), Some((Some(18), Some(18), true, None)));
    assert_eq!(ages("41"), Some((Some(18), Some(18), true, None)));
    for code in ["32", "35", "44", "53"] {
        assert_eq!(ages(code), Some((Some(18), Some(18), true, Some(16))), "{code}");
    }
    assert_eq!(ages("36"), Some((None, Some(16), false, None)));
    assert_eq!(ages("37"), Some((None, Some(17), false, None)));
    assert_eq!(ages("46"), Some((Some(16), Some(16), false, None)));
    let local = |kind| codes_where(|pack| pack.non_local.as_ref().is_some_and(|rule| rule.individual == kind));
    assert_eq!(local(L::Refused), "14 23 41 45 50 54 62 63 65");
    assert_eq!(local(L::Permit), "13 15 21 22 31 33 34 35 36 42 46 52 53");
    assert_eq!(local(L::PermitOrProof), "32 37 44");
    assert_eq!(local(L::Proof), "51 64");
    assert_eq!(local(L::Accepted), "61");
    assert_eq!(codes_where(|pack| pack.local_phone.is_some()), "13 14 21 32 34 41 43 45 51 61 62 65");
    assert_eq!(codes_where(|pack| pack.distinct_phones.is_some()), "11 21 44");
    assert_eq!(codes_where(|pack| pack.one_domain_per_site.is_some()), "41 43 45 50 65");
    assert_eq!(codes_where(|pack| pack.domain_owner.as_ref().is_some_and(|rule| !rule.legal_rep)), "35 50 64");
    assert_eq!(codes_where(Pack::shell_takes_services), "11 12 14 21 31 32 33 45 51 52 53");
    assert_eq!(codes_where(|pack| pack.declaration.is_some()), "12 15 37 45 62");
    assert_eq!(codes_where(|pack| pack.shows_copyright()), "32");
    assert_eq!(codes_where(|pack| pack.shown_number() == ShownNumber::Entity), "44");
    assert_eq!(packs.of("33").administration_days(), 30);
    assert_eq!(packs.of("11").administration_days(), 20);
    let max = packs.of("12").max_age.as_ref().map(|rule| (rule.male, rule.female));
    assert_eq!(max, Some((60, 55)));
    let domains = |code: &str| packs.of(code).max_domains.as_ref().map(|rule| (rule.unit, rule.individual));
    assert_eq!(domains("14"), Some((Some(3), Some(3))));
    assert_eq!(domains("41"), Some((Some(5), Some(5))));
    assert_eq!(domains("46"), Some((None, Some(1))));
    let order = |code: &str| packs.of(code).max_sites_per_order.as_ref().map(|rule| (rule.unit, rule.individual));
    assert_eq!(order("23"), Some((Some(4), Some(2))));
    assert_eq!(order("52"), Some((Some(5), Some(5))));
    assert_eq!(packs.of("31").domain_validity.as_ref().map(|rule| rule.days), Some(180));
    assert_eq!(packs.of("31").licence_validity.as_ref().map(|rule| rule.months), Some(6));
    assert_eq!(packs.of("15").remark.as_ref().map(|rule| rule.least), Some(30));
    assert_eq!(packs.of("23").content_types.as_ref().map(|rule| rule.any.clone()), Some(vec![24]));
    assert!(packs.of("21").access_then_change.as_ref().is_some_and(|rule| !rule.allowed));
}

#[test]
fn a_pack_is_told_by_its_version_and_its_content() {
    let packs = Packs::embedded();
    let id = packs.of("33").id();
    assert!(id.starts_with("33@1:") && id.len() == 13, "{id}");
    assert!(packs.of("33").hash().starts_with(&id[5..]));
    let hashes: std::collections::BTreeSet<_> = packs.all().map(Pack::hash).collect();
    assert_eq!(hashes.len(), 31);
    assert_eq!(packs.of("99").code, "");
    assert_eq!(packs.of("").rules(), []);
    let amended = packs.clone().with("code = '33'\n[name_latin]\nsource = 'we'\nas_of = '2026-11'").unwrap();
    assert_ne!(amended.of("33").hash(), packs.of("33").hash());
    assert_eq!(amended.of("33").version, 1, "an overlay that says no version keeps the one beneath");
    assert_eq!(amended.of("32"), packs.of("32"));
}

#[test]
fn an_overlay_replaces_what_it_names_and_nothing_else() {
    let base = Packs::embedded();
    let text = "code = '31'\nversion = 7\nwithout = ['languages', 'requirement:commitment_letter']\n\
                [id_validity]\nmonths = 6\nsource = 'we'\nas_of = '2026-11'\n\
                [[requirement]]\nslug = 'website_construction_plan'\nstage = 'second'\nwho = 'any'\nmust = true\n\
                types = ['initial']\nsites_over = 2\nzh = '方案书'\nen = 'a plan'\nsource = 'we'\nas_of = '2026-11'\n";
    let packs = base.clone().with(text).unwrap();
    let (old, new) = (base.of("31"), packs.of("31"));
    assert_eq!((new.version, new.languages.is_none(), new.without.is_empty()), (7, true, true));
    assert_eq!(new.id_validity.as_ref().unwrap().months, 6);
    assert_eq!(new.min_age, old.min_age);
    let plans: Vec<_> = new.requirement.iter().filter(|rule| rule.slug == "website_construction_plan").collect();
    assert_eq!((plans.len(), plans[0].sites_over), (1, Some(2)), "the two of the pack beneath are gone");
    assert!(new.requirement.iter().all(|rule| rule.slug != "commitment_letter"));
    assert_eq!(new.requirement.len(), old.requirement.len() - 2);
    let twice = packs.with("code = '31'\n[id_validity]\nmonths = 2\nsource = 'we'\nas_of = '2026-11'\n").unwrap();
    assert_eq!((twice.of("31").id_validity.as_ref().unwrap().months, twice.of("31").version), (2, 7));
}

#[test]
fn an_overlay_that_cannot_be_used_is_named_by_line_key_and_reason() {
    for (text, told) in [
        ("code = '99'", "line 1, code: \"99\" is no province's code"),
        ("version = 2", "line 1, code: the province's code is missing"),
        ("code = '33'\n[min_agee]\nunit = 18", "line 2, min_agee: there is no such key"),
        ("code = '33'\n[min_age]\nunit = 18\nas_of = '2026-01'", "line 2, min_age.source: the source is missing"),
        ("code = '33'\n[id_validity]\nmonths = 'x'\nsource = 's'\nas_of = '2026-01'", "line 3, "),
        ("code = '33'\nwithout = ['nothing']", "line 2, without: there is no rule called"),
        (
            "code = '12'\n[max_age]\nmale = 18\nfemale = 18\nsource = 's'\nas_of = '2026-01'",
            "line 2, max_age: the maximum age",
        ),
        ("code = ", "line 1, "),
    ] {
        let error = Packs::embedded().with(text).unwrap_err().to_string();
        assert!(error.starts_with(told), "{text}: {error}");
    }
}

#[test]
fn the_lint_names_line_and_key_of_everything_that_is_wrong() {
    let rule =
        |key: &str, body: &str| format!("code = '33'\nversion = 2\n[{key}]\n{body}\nsource = 's'\nas_of = '2026-01'\n");
    for (text, told) in [
        (rule("min_age", "unit = 18\nindividual = 18\nolder = 3"), "fault 6 min_age.older: there is no such key"),
        (rule("min_age", "unit = 0"), "fault 3 min_age: a threshold cannot be zero"),
        (
            rule("min_age", "individual = 18\nbelow_with_proof = true\nnever_under = 19"),
            "fault 6 min_age.never_under: nobody is accepted",
        ),
        (rule("max_sites", "unit = 0"), "fault 3 max_sites: a threshold cannot be zero"),
        (rule("max_domains", ""), "fault 3 max_domains: it names no number"),
        (rule("content_types", "any = [77]\nindividual = []"), "fault 3 content_types: there is no code 77"),
        (rule("languages", "required = [88]"), "fault 3 languages: there is no code 88"),
        (rule("individual_certificates", "types = [99]"), "fault 3 individual_certificates: there is no code 99"),
        (
            rule("access_then_change", "allowed = false\nwithin_working_days = 3"),
            "fault 5 access_then_change.within_working_days",
        ),
        (
            "code = '33'\n[name_latin]\nsource = 's'\nas_of = '2026-12'\n".into(),
            "fault 4 name_latin.as_of: 2026-12 lies in the future",
        ),
        (
            "code = '33'\n[name_latin]\nsource = 's'\nas_of = '2021-10'\n".into(),
            "warning 4 name_latin.as_of: the source of 2021-10 is older",
        ),
        (
            "code = '33'\n[name_latin]\nsource = 's'\nas_of = 'May'\n".into(),
            "fault 4 name_latin.as_of: \"May\" is no month",
        ),
        (
            "code = '33'\n[name_latin]\nsource = ''\nas_of = '2026-01'\n".into(),
            "fault 3 name_latin.source: the source is missing",
        ),
        (
            "code = '33'\n[[other]]\nslug = 'a'\nzh = 'b'\nen = 'c'\nsource = 's'\n".into(),
            "fault 2 other[0].as_of: the source's date is missing",
        ),
    ] {
        let found = faults(&text);
        assert!(found.len() == 1 && found[0].starts_with(told), "{text}\n{found:?}");
    }
    let requirement = "code = '33'\n[[requirement]]\nslug = 'nosuch'\nstage = 'second'\nwho = 'any'\nmust = true\ntypes = []\n\
                       sites_over = 0\nzh = 'a'\nen = 'b'\nsource = 's'\nas_of = '2026-01'\n";
    let found = faults(requirement).join("\n");
    for told in ["3 requirement[0].slug: there is no material", "7 requirement[0].types", "a threshold cannot be zero"]
    {
        assert!(found.contains(told), "{found}");
    }
    let refused = "code = '11'\n[non_local]\nindividual = 'refused'\nsource = 's'\nas_of = '2026-01'\n[[requirement]]\n\
                   slug = 'residence_permit'\nstage = 'second'\nwho = 'any'\nmust = true\ntypes = ['initial']\nwhen = ['not_local']\n\
                   zh = 'a'\nen = 'b'\nsource = 's'\nas_of = '2026-01'\n";
    assert!(faults(refused).join("").contains("fault 3 non_local.individual"), "{:?}", faults(refused));
}
