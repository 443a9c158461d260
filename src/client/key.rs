//! The idempotency key of a decision.

use sha2::{Digest, Sha256};

use crate::domain::reason::{Decision, Override};

/// A key that follows from what is sent: the same decision on the same version has the same key, so that sending it
/// again after a broken connection can never decide twice; a changed decision has another.
pub fn decision_key(id: &str, version: i64, decision: &Decision) -> String {
    override_key(id, version, decision, None)
}

/// The same for a decision over blockers.
pub fn override_key(id: &str, version: i64, decision: &Decision, overriding: Option<&Override>) -> String {
    let body = match overriding {
        None => serde_json::to_vec(decision),
        Some(overriding) => serde_json::to_vec(&(decision, overriding)),
    };
    let body = body.unwrap_or_default();
    let digest = Sha256::new().chain_update(id).chain_update(version.to_be_bytes()).chain_update(body).finalize();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reason::{ReasonGiven, ReturnKind};

    #[test]
    fn the_key_changes_with_case_version_and_decision_and_with_nothing_else() {
        let returned = Decision::Return { kind: ReturnKind::Correct, reasons: vec![ReasonGiven::from_code("OTHER")] };
        let key = decision_key("a", 1, &Decision::Approve);
        assert_eq!(key, decision_key("a", 1, &Decision::Approve));
        assert_eq!(key.len(), 32);
        for other in [
            decision_key("b", 1, &Decision::Approve),
            decision_key("a", 2, &Decision::Approve),
            decision_key("a", 1, &returned),
        ] {
            assert_ne!(key, other);
        }
    }
}
