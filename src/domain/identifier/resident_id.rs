//! The resident identity number of GB 11643-1999: 18 characters, or 15 digits in the form before 1999.

use jiff::civil::Date;

use crate::domain::catalogue::province;
use crate::domain::words::closed_list;

/// Weights of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character by the weighted sum's remainder.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Residence permits of Hong Kong, Macau and Taiwan residents begin with these instead of a province.
const PERMITS: [&str; 3] = ["81", "82", "83"];

closed_list! {
    /// Why a text is not a resident identity number.
    IdProblem {
        Length = "length", "位数不是18位或15位", "it has neither 18 nor 15 characters";
        Characters = "characters", "含有数字和末位X以外的字符", "it has characters other than digits and a final X";
        CheckCharacter = "check_character", "校验码不正确", "the check character is wrong";
        Region = "region", "前两位不是省级代码", "the first two digits name no province";
        BirthDate = "birth_date", "出生日期不存在", "the date of birth does not exist";
        FutureBirth = "future_birth", "出生日期晚于今天", "the date of birth lies in the future";
    }
}

/// What a sound number says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentId {
    /// The number in 18 characters with a capital X.
    pub number: String,
    /// Date of birth.
    pub birth: Date,
    /// Whether the holder is female: the sequence number is even.
    pub female: bool,
}

impl ResidentId {
    /// Age in whole years on `day`; a year is complete on the birthday itself.
    pub fn age_on(&self, day: Date) -> i16 {
        let had_birthday = (day.month(), day.day()) >= (self.birth.month(), self.birth.day());
        day.year() - self.birth.year() - i16::from(!had_birthday)
    }

    /// The six-digit code of the place of first issue; not necessarily one that still exists.
    pub fn region(&self) -> &str {
        self.number.get(..6).unwrap_or("")
    }

    /// Whether the number is that of a residence permit of a Hong Kong, Macau or Taiwan resident.
    pub fn is_permit(&self) -> bool {
        PERMITS.iter().any(|prefix| self.number.starts_with(prefix))
    }
}

/// The check character of the first 17 digits; `None` unless they are 17 digits.
pub fn check_char(first17: &str) -> Option<char> {
    if first17.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (letter, weight) in first17.chars().zip(WEIGHTS) {
        sum += letter.to_digit(10)? * weight;
    }
    CHECKS.get(sum as usize % CHECKS.len()).copied()
}

/// Reads a number as of `today`.
///
/// Only the first two digits of the region are checked, because county codes come and go.
///
/// # Errors
/// The first problem found, in the order of [`IdProblem`].
pub fn validate(text: &str, today: Date) -> Result<ResidentId, IdProblem> {
    let number = long_form(text)?;
    let (body, check) = number.split_at_checked(17).ok_or(IdProblem::Length)?;
    let expected = check_char(body).ok_or(IdProblem::Characters)?;
    if !check.starts_with(expected) {
        return Err(IdProblem::CheckCharacter);
    }
    let prefix = body.get(..2).unwrap_or("");
    if province(prefix).is_none() && !PERMITS.contains(&prefix) {
        return Err(IdProblem::Region);
    }
    let birth = birth_date(body).ok_or(IdProblem::BirthDate)?;
    if birth > today {
        return Err(IdProblem::FutureBirth);
    }
    let female = body.ends_with(['0', '2', '4', '6', '8']);
    Ok(ResidentId { number, birth, female })
}

/// The number in 18 characters with a capital X: a 15-digit number gets its century and check character.
fn long_form(text: &str) -> Result<String, IdProblem> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match text.chars().count() {
        18 => {
            let number = text.to_ascii_uppercase();
            match number.split_at_checked(17) {
                Some((body, "X")) if digits(body) => Ok(number),
                Some((body, check)) if digits(body) && digits(check) => Ok(number),
                _ => Err(IdProblem::Characters),
            }
        }
        15 => {
            let (region, rest) = text.split_at_checked(6).ok_or(IdProblem::Characters)?;
            let body = format!("{region}19{rest}");
            let check = check_char(&body).ok_or(IdProblem::Characters)?;
            Ok(format!("{body}{check}"))
        }
        _ => Err(IdProblem::Length),
    }
}

fn birth_date(body: &str) -> Option<Date> {
    let year = body.get(6..10)?.parse().ok()?;
    let month = body.get(10..12)?.parse().ok()?;
    let day = body.get(12..14)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn sound_numbers_tell_birth_and_sex() {
        for (text, birth, female) in [
            ("11010519491231002X", date(1949, 12, 31), true),
            ("11010519491231002x", date(1949, 12, 31), true),
            ("110101199003071233", date(1990, 3, 7), false),
            ("440306200102283519", date(2001, 2, 28), false),
            ("330106199602290182", date(1996, 2, 29), true),
            ("65010219930101006X", date(1993, 1, 1), true),
            ("540102200012310090", date(2000, 12, 31), false),
            ("420111200606150329", date(2006, 6, 15), true),
            ("110105491231002", date(1949, 12, 31), true),
            ("810000199001010019", date(1990, 1, 1), false),
            ("820000198506060027", date(1985, 6, 6), true),
            ("830000198812120034", date(1988, 12, 12), false),
            ("440524188001010014", date(1880, 1, 1), false),
            ("319901199003070029", date(1990, 3, 7), true),
            ("44990119851231003X", date(1985, 12, 31), false),
            ("32990120091124006X", date(2009, 11, 24), true),
            ("619901197511110105", date(1975, 11, 11), true),
            ("659901194101010076", date(1941, 1, 1), false),
            ("119901198001010012", date(1980, 1, 1), false),
        ] {
            let id = validate(text, TODAY).unwrap_or_else(|problem| panic!("{text}: {problem}"));
            assert_eq!((id.birth, id.female), (birth, female), "{text}");
            assert_eq!(id.is_permit(), text.starts_with('8'), "{text}");
        }
        assert_eq!(validate("11010519491231002x", TODAY).unwrap().number, "11010519491231002X");
        assert_eq!(validate("110105491231002", TODAY).unwrap().number, "11010519491231002X");
    }

    #[test]
    fn unsound_numbers_have_one_problem_each() {
        use IdProblem as P;
        for (text, problem) in [
            ("110105194912310021", P::CheckCharacter),
            ("11010519491331002X", P::CheckCharacter),
            ("110105194913310021", P::BirthDate),
            ("33010619970229018X", P::BirthDate),
            ("330106199602300184", P::BirthDate),
            ("000105194912310024", P::Region),
            ("110105209912310029", P::FutureBirth),
            ("", P::Length),
            ("1101051949123100", P::Length),
            ("1101051949123100211", P::Length),
            ("1101O519491231002X", P::Characters),
            ("1101051949123100XX", P::Characters),
            ("１１０１０５１９４９１２３１００２Ｘ", P::Characters),
            ("11010549123100X", P::Characters),
            ("身份证号码十五个字一二三四五六", P::Characters),
            ("11010519491231002身", P::Characters),
        ] {
            assert_eq!(validate(text, TODAY), Err(problem), "{text}");
        }
    }

    #[test]
    fn every_remainder_has_its_check_character() {
        for ending in ["0071", "0020", "008X", "0039", "0098", "0047", "0186", "0055", "0004", "0063", "0012"] {
            let text = format!("11990119800101{ending}");
            assert!(validate(&text, TODAY).is_ok(), "{text}");
        }
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        for (text, age) in [
            ("440305201101010015", 15),
            ("320102200906300034", 17),
            ("510104200811230019", 18),
            ("510104200811240022", 17),
            ("120101196511010013", 61),
            ("12010119701101002X", 56),
        ] {
            assert_eq!(validate(text, TODAY).unwrap().age_on(TODAY), age, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}", digits in "[0-9X]{15,18}") {
            let _ = validate(&text, TODAY);
            let _ = validate(&digits, TODAY);
        }

        #[test]
        fn one_wrong_digit_is_always_found(position in 0_usize..17, step in 1_u8..10) {
            let mut bytes = *b"11010519491231002X";
            bytes[position] = (bytes[position] - b'0' + step) % 10 + b'0';
            let text = std::str::from_utf8(&bytes).unwrap();
            prop_assert_eq!(validate(text, TODAY), Err(IdProblem::CheckCharacter));
        }
    }
}
