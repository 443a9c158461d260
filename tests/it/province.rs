//! What every province wants handed in, by nature and number of sites: a table that a person can read, and the thresholds of
//! the sources by hand.

use std::collections::BTreeMap;

use beian_desk::domain::catalogue;
use beian_desk::domain::filing::Filing;
use beian_desk::domain::province::Packs;
use beian_desk::domain::requirement::{Circumstances, missing};
use beian_desk::domain::status::Stage;

const SITES: &[u32] = &[1, 2, 3, 4, 5, 6, 10, 11, 30, 31, 36];

/// A first filing; `elsewhere`: certificates from another province, and in a unit two people of whom none is the legal
/// representative.
fn filing(province: &str, nature: &str, elsewhere: bool) -> Filing {
    let mut filing = Filing::default();
    filing.order.province = format!("{province}0000");
    filing.entity.nature = nature.into();
    filing.entity.name = "样本".into();
    let home = if !elsewhere {
        province
    } else if province == "11" {
        "12"
    } else {
        "11"
    };
    filing.entity.is_principal_legal_rep = !elsewhere;
    filing.entity_principal.cert_type = Some(2);
    filing.entity_principal.cert_number = format!("{home}9901199003070000");
    filing.service_principal = filing.entity_principal.clone();
    filing.service_principal.is_same_as_entity_principal = !elsewhere || nature == "individual";
    if elsewhere && nature != "individual" {
        filing.service_principal.cert_number = format!("{home}9901198503070000");
    }
    filing.service.name = "样本".into();
    filing.service.domains = vec!["a.example".into()];
    filing
}

fn needed(packs: &Packs, province: &str, nature: &str, elsewhere: bool, sites: u32) -> Vec<String> {
    let filing = filing(province, nature, elsewhere);
    let known = Circumstances { sites, name_changed: false, has_password: false, today: "2026-11-23".parse().unwrap() };
    let slugs = missing(Stage::Second, &filing, packs.of(province), &known, &[]);
    slugs.into_iter().map(str::to_owned).collect()
}

/// Numbers of sites as "1-5, 30".
fn spans(sites: &[u32]) -> String {
    if sites == SITES {
        return "any".to_owned();
    }
    let first = SITES.iter().position(|known| Some(known) == sites.first()).unwrap();
    assert_eq!(&SITES[first..first + sites.len()], sites, "thresholds cut the numbers once");
    if sites.last() == SITES.last() {
        format!("{} and more", sites[0])
    } else {
        format!("{}-{}", sites[0], sites[sites.len() - 1])
    }
}

#[test]
fn the_materials_of_every_province_nature_and_number_of_sites() {
    let packs = Packs::embedded();
    let mut out = String::from("province; from elsewhere; natures; sites; binding materials beyond the usual\n");
    for province in catalogue::provinces() {
        for elsewhere in [false, true] {
            // Which natures need the same at the same numbers of sites.
            let mut groups: BTreeMap<Vec<(Vec<u32>, Vec<String>)>, Vec<&str>> = BTreeMap::new();
            for nature in catalogue::natures() {
                let mut rows: Vec<(Vec<u32>, Vec<String>)> = Vec::new();
                for sites in SITES {
                    let mut all = needed(&packs, &province.code, &nature.slug, elsewhere, *sites);
                    all.retain(|slug| !USUAL.contains(&slug.as_str()));
                    match rows.last_mut() {
                        Some((numbers, materials)) if *materials == all => numbers.push(*sites),
                        _ => rows.push((vec![*sites], all)),
                    }
                }
                groups.entry(rows).or_default().push(&nature.slug);
            }
            let most = groups.values().map(Vec::len).max().unwrap();
            for (rows, natures) in groups {
                let natures = if natures.len() == most { "others".to_owned() } else { natures.join(" ") };
                for (sites, materials) in rows {
                    let elsewhere = if elsewhere { "yes" } else { "no" };
                    let materials = if materials.is_empty() { "-".to_owned() } else { materials.join(" ") };
                    let (code, name) = (&province.code, &province.short);
                    out.push_str(&format!("{code} {name}; {elsewhere}; {natures}; {}; {materials}\n", spans(&sites)));
                }
            }
        }
    }
    insta::assert_snapshot!("materials", out);
}

/// What every first filing needs: the table leaves it out.
const USUAL: &[&str] = &[
    "entity_licence",
    "entity_principal_id_front",
    "entity_principal_id_back",
    "service_principal_id_front",
    "service_principal_id_back",
    "domain_certificate",
    "domain_realname_screenshot",
];

#[test]
fn the_usual_is_needed_everywhere() {
    let packs = Packs::embedded();
    for province in catalogue::provinces() {
        for nature in catalogue::natures() {
            let all = needed(&packs, &province.code, &nature.slug, true, 1);
            let two = nature.slug != "individual";
            for slug in USUAL {
                let wanted = two || !matches!(*slug, "entity_licence") && !slug.starts_with("service_principal");
                assert_eq!(all.iter().any(|one| one == slug), wanted, "{} {} {slug}", province.code, nature.slug);
            }
        }
    }
}

#[test]
fn plans_are_wanted_from_the_number_that_the_sources_name() {
    let packs = Packs::embedded();
    // The last number without a plan, of units and of individuals; 0: none is ever wanted.
    let stated = [
        ("35", 5, 5),
        ("32", 30, 10),
        ("50", 30, 5),
        ("43", 1, 1),
        ("44", 30, 5),
        ("61", 30, 5),
        ("31", 29, 29),
        ("45", 0, 3),
        ("36", 0, 5),
    ];
    for province in catalogue::provinces() {
        let (_, unit, individual) =
            stated.iter().find(|(code, ..)| *code == province.code).copied().unwrap_or(("", 0, 0));
        for (nature, most) in [("enterprise", unit), ("individual", individual)] {
            let plan = |sites| {
                let all = needed(&packs, &province.code, nature, false, sites);
                all.iter().any(|slug| slug == "website_construction_plan")
            };
            match most {
                0 => assert!(!plan(1000), "{} {nature}", province.code),
                most => assert!(!plan(most) && plan(most + 1), "{} {nature} {most}", province.code),
            }
        }
    }
}

#[test]
fn letters_and_permits_are_wanted_where_the_sources_say() {
    let packs = Packs::embedded();
    let where_wanted = |slug: &str, nature: &str, elsewhere: bool| {
        let wants = |code: &str| needed(&packs, code, nature, elsewhere, 1).iter().any(|one| one == slug);
        let codes = catalogue::provinces().iter().map(|province| province.code.as_str());
        codes.filter(|code| wants(code)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(where_wanted("auth_letter_entity_principal", "enterprise", true), "22 32 34 51 62");
    assert_eq!(
        where_wanted("auth_letter_service_principal", "enterprise", true),
        "12 31 34 35 36 42 43 50 51 52 61 64"
    );
    assert_eq!(where_wanted("residence_permit", "individual", true), "13 15 21 22 31 32 33 34 35 36 42 46 52");
    assert_eq!(where_wanted("residence_permit", "individual", false), "");
    assert_eq!(where_wanted("status_proof", "individual", true), "31 51 64");
    assert_eq!(where_wanted("commitment_letter", "enterprise", false), "31 44");
    assert_eq!(where_wanted("promise_video", "individual", false), "32");
    assert_eq!(where_wanted("party_letter", "enterprise", false), "54 65");
    assert_eq!(where_wanted("gov_site_form", "institution", false), "15 23 36");
    assert_eq!(where_wanted("religion_approval", "religious", false), "64");
    assert_eq!(where_wanted("legal_rep_id", "enterprise", true), "11");
}
