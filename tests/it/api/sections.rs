//! Saved filters under digits: one's own, shared ones, and those of the program.

use beian_desk::domain::role::Role;
use beian_desk::domain::section::{NewSection, Scope};
use serde_json::json;

use crate::support::{code, fixture};

fn section(name: &str, filter: &str, sort: &str) -> NewSection {
    NewSection { name: name.into(), filter: filter.into(), sort: sort.parse().unwrap(), ..NewSection::default() }
}

#[tokio::test]
async fn ones_own_section_stands_before_the_shared_one_and_that_before_the_programs() {
    let api = fixture().await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.user("bo", &[Role::Trainee]).await;
    let lead = api.user("lead", &[Role::Lead]).await;
    let names = |sections: Vec<beian_desk::domain::section::Section>| {
        sections.into_iter().map(|one| (one.position, one.name)).collect::<Vec<_>>()
    };
    let usual = ann.sections().await.unwrap();
    assert_eq!(usual.iter().map(|one| one.filter.as_str()).collect::<Vec<_>>(), ["stage:first", "stage:second"]);
    lead.set_section(Scope::Shared, 3, &section("逾期", "逾期", "-findings")).await.unwrap();
    lead.set_section(Scope::Shared, 2, &section("浙江复审", "阶段:复审 省:浙江", "due")).await.unwrap();
    let own = ann.set_section(Scope::Personal, 3, &section(" 我的 ", "mine", "-entered")).await.unwrap();
    assert_eq!((own.name.as_str(), own.sort.to_string().as_str(), own.scope), ("我的", "-entered", Scope::Personal));
    let shown = |own: &str| vec![(1, "初审".to_owned()), (2, "浙江复审".to_owned()), (3, own.to_owned())];
    assert_eq!(names(ann.sections().await.unwrap()), shown("我的"));
    assert_eq!(names(bo.sections().await.unwrap()), shown("逾期"), "what is ann's is hers alone");
    ann.set_section(Scope::Personal, 3, &section("改名", "mine", "due")).await.unwrap();
    assert_eq!(names(ann.sections().await.unwrap()), shown("改名"));
    for _ in 0..2 {
        ann.drop_section(Scope::Personal, 3).await.unwrap();
        assert_eq!(names(ann.sections().await.unwrap()), shown("逾期"));
    }
    lead.drop_section(Scope::Shared, 2).await.unwrap();
    assert_eq!(names(bo.sections().await.unwrap())[1], (2, "复审".to_owned()));
}

#[tokio::test]
async fn only_what_can_be_read_is_saved_and_only_by_who_may() {
    let api = fixture().await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let fine = section("x", "", "due");
    assert_eq!(code(ann.set_section(Scope::Shared, 4, &fine).await), "role_missing");
    assert_eq!(code(ann.drop_section(Scope::Shared, 4).await), "role_missing");
    assert_eq!(code(ann.set_section(Scope::BuiltIn, 1, &fine).await), "not_found");
    for position in [0, 10, 255] {
        assert_eq!(code(ann.set_section(Scope::Personal, position, &fine).await), "not_found");
    }
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    for (body, code, pointer) in [
        (json!({"name": "x", "filter": "色:红"}), "filter_invalid", "/filter"),
        (json!({"name": " "}), "body_invalid", "/name"),
        (json!({"name": "长".repeat(41)}), "body_invalid", "/name"),
        (json!({"name": "x", "name_en": "y".repeat(41)}), "body_invalid", "/name_en"),
        (json!({"name": "x", "sort": "colour"}), "body_invalid", "/sort"),
        (json!({"name": "x", "position": 3}), "body_invalid", "/position"),
    ] {
        let answer = api.json("PUT", "/v1/sections/personal/3", &token, &[], &body).await;
        assert_eq!((answer.problem().1.as_str(), answer.json()["pointer"].as_str()), (code, Some(pointer)), "{body}");
    }
    assert_eq!(ann.sections().await.unwrap().len(), 2, "nothing was saved");
    for role in [Role::Auditor, Role::Applicant] {
        let other = api.user(role.slug(), &[role]).await;
        assert_eq!(code(other.set_section(Scope::Personal, 3, &fine).await), "role_missing");
    }
}
