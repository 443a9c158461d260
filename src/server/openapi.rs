//! The OpenAPI document: collected from the routes, completed with what every operation may fail with.

use std::collections::BTreeMap;

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AnyOfBuilder, Schema};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Response, SecurityRequirement};
use utoipa::{PartialSchema, ToSchema};

use super::error::status_of;
use crate::api::Problem;

/// What can happen to any request.
const ALWAYS: &[&str] = &["internal"];
/// … to any under `/v1`.
const TOKEN: &[&str] = &["unauthenticated"];
/// … to any that looks at the state of a review.
const REVIEW: &[&str] = &["wrong_status", "four_eyes"];
const LEASE: &[&str] = &["held_by_other", "not_held", "lease_lost", "header_invalid"];
const JSON: &[&str] = &["body_unreadable", "body_invalid", "body_type", "body_too_large", "field_too_long", "text_nul"];
const FORM: &[&str] = &["body_unreadable", "body_invalid", "body_type"];
const PICTURE: &[&str] = &[
    "picture_unreadable",
    "picture_too_large",
    "picture_type",
    "picture_dimensions",
    "video_type",
    "media_type",
    "video_too_large",
    "video_unreadable",
    "wrong_status",
    "version_changed",
];
const TYPE: &[&str] = &["domain_conflict", "entity_other_certificate", "shell_entity", "nothing_to_do", "type_differs"];
const REASONS: &[&str] = &[
    "reasons_missing",
    "too_many_reasons",
    "reason_unknown",
    "reason_wrong_stage",
    "target_missing",
    "target_unfit",
    "text_missing",
    "text_too_long",
    "too_much_evidence",
    "evidence_unknown",
    "evidence_outside",
];

/// The codes of one operation beyond [`ALWAYS`] and [`TOKEN`]. A test asks every code that a test provokes here.
fn codes(face: &str) -> Vec<&'static [&'static str]> {
    const MISSING: &[&str] = &["not_found"];
    const ROLE: &[&str] = &["role_missing"];
    const QUERY: &[&str] = &["query_invalid"];
    match face {
        "GET /v1/provinces/{code}" | "GET /v1/calendar/{year}" => vec![MISSING],
        "GET /v1/cases" => vec![ROLE, QUERY, &["filter_invalid", "cursor_invalid"]],
        "GET /v1/cases/{id}"
        | "GET /v1/cases/{id}/history"
        | "GET /v1/materials/{id}/content"
        | "GET /v1/filings/{id}" => {
            vec![ROLE, MISSING]
        }
        "GET /v1/materials/{id}/preview" => vec![ROLE, MISSING, QUERY, &["picture_unreadable", "not_a_picture"]],
        "GET /v1/backlog" => vec![ROLE],
        "POST /v1/cases/claim-next" => vec![ROLE, JSON, &["queue_empty", "too_many_held"]],
        "POST /v1/cases/{id}/claim" => {
            vec![ROLE, MISSING, REVIEW, &["held_by_other", "lease_lost", "too_many_held", "decision_held"]]
        }
        "PUT /v1/cases/{id}/lease" => vec![ROLE, MISSING, LEASE],
        "DELETE /v1/cases/{id}/lease" => vec![ROLE, MISSING, LEASE, &["decision_held"]],
        "POST /v1/cases/{id}/decision" => vec![
            ROLE,
            MISSING,
            JSON,
            REVIEW,
            LEASE,
            REASONS,
            &[
                "version_changed",
                "decision_held",
                "blockers_open",
                "words_length",
                "idempotency_key_missing",
                "if_match_missing",
                "idempotency_key_reused",
            ],
        ],
        "DELETE /v1/cases/{id}/decision" => vec![ROLE, MISSING, &["nothing_held", "not_your_decision"]],
        "POST /v1/cases/{id}/escalate" | "POST /v1/cases/{id}/snooze" => {
            vec![
                ROLE,
                MISSING,
                JSON,
                REVIEW,
                LEASE,
                &["decision_held", "version_changed", "words_length", "snooze_until"],
            ]
        }
        "DELETE /v1/cases/{id}/escalate" | "DELETE /v1/cases/{id}/snooze" => {
            vec![ROLE, MISSING, REVIEW, &["version_changed"]]
        }
        "GET /v1/cases/{id}/notes" | "GET /v1/cases/{id}/related" | "GET /v1/cases/{id}/round" => vec![ROLE, MISSING],
        "POST /v1/cases/{id}/recheck" => vec![ROLE, MISSING, &["wrong_status"]],
        "POST /v1/cases/{id}/notes" => vec![ROLE, MISSING, JSON, &["words_length"]],
        "POST /v1/cases/{id}/reveal" => vec![ROLE, MISSING, JSON, &["not_masked"]],
        "GET /v1/cases/{id}/draft" => vec![ROLE, MISSING],
        "PUT /v1/cases/{id}/draft" => {
            vec![ROLE, MISSING, JSON, LEASE, &["wrong_status", "draft_outdated", "draft_limit"]]
        }
        "GET /v1/cases/counts" => vec![ROLE, QUERY, &["filter_invalid"]],
        "GET /v1/sections" => vec![ROLE],
        "PUT /v1/sections/{scope}/{position}" => vec![ROLE, MISSING, JSON, &["filter_invalid"]],
        "DELETE /v1/sections/{scope}/{position}" => vec![ROLE, MISSING],
        "GET /v1/events" => vec![ROLE, QUERY, &["header_invalid", "not_streamable"]],
        "GET /v1/materials/{id}/small" => vec![ROLE, MISSING, &["picture_unreadable", "not_a_picture"]],
        "GET /v1/account" => vec![ROLE],
        "PUT /v1/account" => vec![ROLE, JSON],
        "GET /v1/filings" => vec![ROLE, QUERY, &["cursor_invalid"]],
        "POST /v1/filings/type" | "POST /v1/filings" => vec![ROLE, JSON, TYPE],
        "GET /v1/filings/{id}/requirements" | "GET /v1/filings/{id}/notices" | "GET /v1/filings/{id}/obligations" => {
            vec![ROLE, MISSING]
        }
        "POST /v1/filings/{id}/verification/link" => vec![ROLE, MISSING, &["wrong_status"]],
        "POST /v1/filings/{id}/withdraw" | "POST /v1/filings/{id}/abandon" => {
            vec![ROLE, MISSING, &["wrong_status", "version_changed", "header_invalid"]]
        }
        "PUT /v1/filings/{id}/obligations/{kind}" => vec![ROLE, MISSING, JSON, &["words_length"]],
        "POST /v1/filings/{id}/check-site" => {
            vec![ROLE, MISSING, &["wrong_status", "site_address", "site_private"]]
        }
        "GET /v1/administration" => vec![ROLE, QUERY, &["cursor_invalid"]],
        "POST /v1/administration/{id}/received"
        | "POST /v1/administration/{id}/sms"
        | "POST /v1/administration/{id}/result" => {
            vec![ROLE, MISSING, JSON, REASONS, &["wrong_status", "version_changed", "words_length"]]
        }
        "GET /v1/notices" => vec![ROLE, QUERY, &["cursor_invalid"]],
        "POST /v1/notices/{id}/retry" => vec![ROLE, MISSING],
        "PUT /v1/filings/{id}" => {
            vec![ROLE, MISSING, JSON, TYPE, &["wrong_status", "version_changed", "header_invalid", "fields_invalid"]]
        }
        "POST /v1/filings/{id}/submit" => vec![
            ROLE,
            MISSING,
            TYPE,
            &[
                "wrong_status",
                "version_changed",
                "fields_invalid",
                "materials_missing",
                "verification_missing",
                "account_unverified",
            ],
        ],
        "POST /v1/filings/{id}/materials" => {
            vec![ROLE, MISSING, QUERY, FORM, PICTURE, &["material_unknown", "slot_full"]]
        }
        "POST /v1/filings/{id}/verification" => vec![ROLE, MISSING, FORM, PICTURE],
        _ => Vec::new(),
    }
}

/// What stands in the document before any route.
pub(super) fn base() -> OpenApi {
    let info = InfoBuilder::new()
        .title("beian-desk filing API")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "ICP filings (备案) and their review. Errors are application/problem+json; each operation lists the codes \
             it may answer with. {id} of cases and filings is an id or a number.",
        ))
        .build();
    let mut document = OpenApiBuilder::new().info(info).build();
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    components.schemas.insert("Problem".to_owned(), Problem::schema());
    let mut inner = Vec::new();
    Problem::schemas(&mut inner);
    components.schemas.extend(inner);
    document.security = Some(vec![SecurityRequirement::new("token", Vec::<String>::new())]);
    document
}

/// A word of a closed list is also a word: what the derive makes of `Open<T>` would ask for exactly one of the two.
fn loosen(document: &mut OpenApi) {
    let schemas = document.components.iter_mut().flat_map(|components| &mut components.schemas);
    for (_, schema) in schemas.filter(|(name, _)| name.starts_with("Open_")) {
        if let RefOr::T(Schema::OneOf(words)) = schema {
            let either = words.items.drain(..).fold(AnyOfBuilder::new(), AnyOfBuilder::item);
            *schema = RefOr::T(Schema::AnyOf(either.build()));
        }
    }
}

/// Adds to every operation the problems that it may answer with.
pub(super) fn complete(mut document: OpenApi) -> OpenApi {
    loosen(&mut document);
    for (path, item) in &mut document.paths.paths {
        let operations = [
            ("GET", item.get.as_mut()),
            ("POST", item.post.as_mut()),
            ("PUT", item.put.as_mut()),
            ("DELETE", item.delete.as_mut()),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                add_problems(operation, &format!("{method} {path}"), path.starts_with("/v1/"));
            }
        }
    }
    document
}

fn add_problems(operation: &mut Operation, face: &str, token: bool) {
    let mut by_status: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let own = codes(face);
    let lists = [ALWAYS].into_iter().chain(token.then_some(TOKEN)).chain(own);
    for code in lists.flatten() {
        if let Some(status) = status_of(code) {
            by_status.entry(status.as_u16().to_string()).or_default().push(code);
        }
    }
    for (status, mut codes) in by_status {
        codes.sort_unstable();
        codes.dedup();
        let mut response = Response::new(codes.join(", "));
        let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
        response.content.insert("application/problem+json".to_owned(), content.into());
        operation.responses.responses.insert(status, RefOr::T(response));
    }
}
