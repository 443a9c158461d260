//! The organisation code of GB 11714-1997: eight characters, a hyphen that may be left out, and a check character.

/// Weights of the first eight characters.
const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The check character of the first eight; `None` unless they are eight digits or capital letters.
pub fn check_char(first8: &str) -> Option<char> {
    if first8.len() != WEIGHTS.len() || first8.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut sum = 0;
    for (letter, weight) in first8.chars().zip(WEIGHTS) {
        sum += letter.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

/// Reads a code and gives it in nine capitals without the hyphen; `None` for anything that is not an organisation
/// code with the right check character.
pub fn validate(text: &str) -> Option<String> {
    let capitals = text.to_ascii_uppercase();
    let (body, rest) = capitals.split_at_checked(8)?;
    let check = rest.strip_prefix('-').unwrap_or(rest);
    let expected = check_char(body)?;
    (check.len() == 1 && check.starts_with(expected)).then(|| format!("{body}{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_codes_are_read_with_and_without_the_hyphen() {
        for text in [
            "MA01ABCD-5",
            "MA1K2345-2",
            "MA5EXAMP-0",
            "MA2B0001-9",
            "00000001-9",
            "00000002-7",
            "50000003-1",
            "MJJ00004-7",
            "MJL00005-9",
            "MD000006-7",
            "MA7N0008-6",
        ] {
            let bare = text.replace('-', "");
            assert_eq!(validate(text).as_ref(), Some(&bare), "{text}");
            assert_eq!(validate(&bare.to_lowercase()).as_ref(), Some(&bare), "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in
            ["", "MA01ABCD", "MA01ABCD-", "MA01ABCD-6", "MA01ABCD--5", "MA01ABCD-55", "MA01 BCD-5", "组织机构代码"]
        {
            assert_eq!(validate(text), None, "{text}");
        }
    }
}
