//! What the communications administration answers, in numbers.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{load, worded};

/// One processing code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultCode {
    /// The number on the wire.
    pub code: u32,
    /// What it says, in zh-CN.
    pub zh: String,
    /// What it says, in English.
    pub en: String,
    /// Whether it says that something went well.
    #[serde(default)]
    pub success: bool,
    /// The return reason that it becomes; empty for a success.
    #[serde(default)]
    pub reason: String,
}

worded!(ResultCode);

/// Every code, in order.
pub fn result_codes() -> &'static [ResultCode] {
    static LIST: LazyLock<Vec<ResultCode>> = LazyLock::new(|| load("result", include_str!("result_codes.toml")));
    &LIST
}

/// What is known of a code.
pub fn result_code(code: u32) -> Option<&'static ResultCode> {
    result_codes().iter().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::{ReasonStage, reason, reasons};

    #[test]
    fn every_code_stands_once_and_leads_to_a_reason_of_the_administration() {
        let codes: Vec<u32> = result_codes().iter().map(|known| known.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for known in result_codes() {
            assert_eq!(known.success, known.reason.is_empty(), "{}", known.code);
            assert!(!known.zh.is_ascii() && known.en.is_ascii(), "{}", known.code);
            if let Some(reason) = reason(&known.reason) {
                assert!(reason.stages.contains(&ReasonStage::Administration), "{} {}", known.code, reason.code);
            } else {
                assert!(known.success, "{}: {} is no reason", known.code, known.reason);
            }
        }
        let good: Vec<u32> = result_codes().iter().filter(|known| known.success).map(|known| known.code).collect();
        assert_eq!(good, [1001, 1060, 1062]);
    }

    #[test]
    fn what_the_reasons_say_of_codes_is_what_the_codes_say() {
        let mut seen = 0;
        for reason in reasons() {
            for code in reason.source.split("MIIT result code ").skip(1) {
                let code: u32 = code.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
                let known = result_code(code).unwrap_or_else(|| panic!("{code} is missing"));
                // Two reasons share the code of a conflict; the entity's is the nearer.
                assert!(known.reason == reason.code || code == 1003, "{code}: {} or {}", known.reason, reason.code);
                seen += 1;
            }
        }
        assert!(seen > 40);
    }
}
