//! Numbers of sample people and units: right check characters over county codes `PP99xx`, which exist nowhere.

use crate::domain::identifier::{credit_code as gb32100, org_code, resident_id as gb11643};

/// A resident ID of 18 characters from its first 17 digits (GB 11643).
pub(super) fn resident_id(first17: &str) -> String {
    with_check(first17, gb11643::check_char(first17))
}

/// A unified social credit code of 18 characters (GB 32100) from department and category, county, and the first
/// eight characters of the organisation code.
pub(super) fn credit_code(kind: &str, county: &str, unit: &str) -> String {
    let first17 = format!("{kind}{county}{}", with_check(unit, org_code::check_char(unit)));
    with_check(&first17, gb32100::check_char(&first17))
}

/// A sample whose digits are no digits would have no check character; it is then plainly wrong.
fn with_check(digits: &str, check: Option<char>) -> String {
    format!("{digits}{}", check.unwrap_or('?'))
}

/// The same number with a check character that cannot be right.
pub(super) fn with_wrong_check(number: &str) -> String {
    let mut wrong = number.to_owned();
    let last = wrong.pop();
    wrong.push(if last == Some('3') { '5' } else { '3' });
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_agree_with_the_standards_vectors() {
        for whole in ["11010519491231002X", "110101199003071233", "319901199003070029", "659901194101010076"] {
            assert_eq!(resident_id(&whole[..17]), whole);
        }
        assert_eq!(credit_code("91", "110108", "MA01ABCD"), "91110108MA01ABCD5T");
        assert_eq!(credit_code("91", "440300", "MA5EXAMP"), "91440300MA5EXAMP0C");
        assert_eq!(credit_code("12", "420100", "00000001"), "12420100000000019X");
        assert_ne!(with_wrong_check("12420100000000019X"), "12420100000000019X");
    }
}
