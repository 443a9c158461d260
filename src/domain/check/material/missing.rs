//! Every binding material of this review that is missing, with its own reason where the catalogue has one.

use crate::domain::catalogue::material;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "missing",
    version: 1,
    zh: "缺少必需材料",
    en: "required materials that are missing",
    source: "domain facts 4.1, 6.6",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for known in subject.missing.iter().filter_map(|slug| material(slug)) {
        found.blocker(
            &format!("material:{}", known.slug),
            code(&known.slug),
            "",
            format!("缺少{}", known.zh),
            format!("the {} is missing", known.en),
        );
    }
}

/// The reason for a slot that is empty.
fn code(slug: &str) -> &'static str {
    match slug {
        "auth_letter_entity_principal" | "auth_letter_service_principal" => "MAT_AUTH_MISSING",
        "residence_permit" => "MAT_RESIDENCE_MISSING",
        "status_proof" => "MAT_STATUS_PROOF",
        "guardian_documents" => "MAT_GUARDIAN",
        "commitment_letter" => "MAT_COMMITMENT_MISSING",
        "website_construction_plan" => "MAT_PLAN_MISSING",
        "multi_domain_statement" => "MAT_MULTI_DOMAIN_NOTE",
        "party_letter" => "MAT_PARTY_LETTER",
        "gov_site_form" => "MAT_GOV_FORM",
        "trademark" => "MAT_TRADEMARK",
        "promise_video" => "MAT_PROMISE_VIDEO",
        "pre_approval" => "PRE_MISSING",
        "finance_licence" => "PRE_FINANCE",
        "not_involved_letter" => "PRE_NOT_INVOLVED",
        _ => "MAT_MISSING",
    }
}
