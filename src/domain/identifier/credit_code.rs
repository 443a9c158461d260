//! The unified social credit code of GB 32100-2015: 18 characters.

use crate::domain::words::closed_list;

/// The digits and letters of the code, by value; I, O, S, V and Z are left out.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Powers of three modulo 31, the weights of the first 17 characters.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

closed_list! {
    /// Why a text is not a unified social credit code.
    CodeProblem {
        Length = "length", "位数不是18位", "it does not have 18 characters";
        Characters = "characters", "含有编码规则以外的字符", "it has characters that the code does not use";
        Region = "region", "第3至8位不是行政区划代码", "characters 3 to 8 are not digits";
        CheckCharacter = "check_character", "校验码不正确", "the check character is wrong";
    }
}

/// What a sound code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditCode {
    /// The code in capitals.
    pub code: String,
    /// First character: which department registered the organisation.
    pub department: char,
    /// Second character: what it is registered as, within the department.
    pub category: char,
}

impl CreditCode {
    /// The six-digit region of the registering office.
    pub fn region(&self) -> &str {
        self.code.get(2..8).unwrap_or("")
    }

    /// The organisation code within, nine characters without a hyphen; its own check may still fail.
    pub fn org_code(&self) -> &str {
        self.code.get(8..17).unwrap_or("")
    }

    /// The natures that organisations with this department and category have; empty where that is not settled.
    pub const fn natures(&self) -> &'static [&'static str] {
        match (self.department, self.category) {
            ('1', '1') => &["government"],
            ('1', '2') => &["institution"],
            ('1', '3') => &["mass_organisation"],
            ('3', '1') => &["law_firm"],
            ('3', '2') => &["notary"],
            ('3', '4') => &["judicial_appraisal"],
            ('3', '5') => &["arbitration"],
            ('4', '1') => &["foreign_culture_centre"],
            ('5', '1') => &["social_group"],
            ('5', '2') => &["private_non_enterprise"],
            ('5', '3') => &["foundation"],
            ('7', '1' | '2') => &["religious"],
            ('9', '1'..='3') => &["enterprise"],
            ('N', '1'..='3') => &["collective_economy"],
            _ => &[],
        }
    }
}

/// The check character of the first 17 characters; `None` unless they are 17 of the code's own, in capitals.
pub fn check_char(first17: &str) -> Option<char> {
    if first17.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (byte, weight) in first17.bytes().zip(WEIGHTS) {
        sum += ALPHABET.iter().position(|known| *known == byte)? * weight;
    }
    ALPHABET.get((31 - sum % 31) % 31).map(|byte| char::from(*byte))
}

/// Reads a code; small letters count as capitals.
///
/// Letters are allowed in the first two places, because the military, rural collectives and others have them.
///
/// # Errors
/// The first problem found, in the order of [`CodeProblem`].
pub fn validate(text: &str) -> Result<CreditCode, CodeProblem> {
    if text.chars().count() != 18 {
        return Err(CodeProblem::Length);
    }
    let code = text.to_ascii_uppercase();
    if !code.bytes().all(|byte| ALPHABET.contains(&byte)) {
        return Err(CodeProblem::Characters);
    }
    let (body, check) = code.split_at_checked(17).ok_or(CodeProblem::Characters)?;
    if !body.get(2..8).is_some_and(|region| region.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(CodeProblem::Region);
    }
    if !check_char(body).is_some_and(|expected| check.starts_with(expected)) {
        return Err(CodeProblem::CheckCharacter);
    }
    let mut letters = body.chars();
    let (department, category) = letters.next().zip(letters.next()).ok_or(CodeProblem::Length)?;
    Ok(CreditCode { code, department, category })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::org_code;
    use super::*;
    use crate::domain::catalogue::nature;

    #[test]
    fn sound_codes_name_their_nature() {
        for (text, nature) in [
            ("91110000600037341L", "enterprise"),
            ("91110108MA01ABCD5T", "enterprise"),
            ("91310115MA1K23452A", "enterprise"),
            ("91440300MA5EXAMP0C", "enterprise"),
            ("92330106MA2B00019M", "enterprise"),
            ("93650102MA7N00086E", "enterprise"),
            ("12420100000000019X", "institution"),
            ("115100000000000279", "government"),
            ("51320500500000031W", "social_group"),
            ("52430100MJJ000047X", "private_non_enterprise"),
            ("53440000MJL000059D", "foundation"),
            ("31500000MD0000067G", "law_firm"),
            ("91110108ma01abcd5t", "enterprise"),
        ] {
            let code = validate(text).unwrap_or_else(|problem| panic!("{text}: {problem}"));
            assert_eq!(code.natures(), [nature], "{text}");
            assert!(org_code::validate(code.org_code()).is_some(), "{text}");
        }
    }

    #[test]
    fn unsound_codes_have_one_problem_each() {
        use CodeProblem as P;
        for (text, problem) in [
            ("91110000600037342L", P::CheckCharacter),
            ("9111000060003734IL", P::Characters),
            ("12345", P::Length),
            ("", P::Length),
            ("9111A000600037341L", P::Region),
            ("统一社会信用代码十八个汉字一二三四五", P::Characters),
            ("A1110000600037341L", P::CheckCharacter),
        ] {
            assert_eq!(validate(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn letters_may_stand_first() {
        for first in ["A1", "N2", "Y1"] {
            let body = format!("{first}110000600037341");
            let code = validate(&format!("{body}{}", check_char(&body).unwrap())).unwrap();
            assert_eq!(code.region(), "110000");
            assert!(first.starts_with(code.department));
        }
    }

    #[test]
    fn every_nature_named_here_exists() {
        for department in ALPHABET {
            for category in ALPHABET {
                let (department, category) = (char::from(*department), char::from(*category));
                let code = CreditCode { code: String::new(), department, category };
                assert!(code.natures().iter().all(|slug| nature(slug).is_some()));
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}", code in "[0-9A-Z]{18}") {
            let _ = validate(&text);
            let _ = validate(&code);
        }
    }
}
