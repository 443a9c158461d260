//! The forms that dates, mobile numbers, e-mail addresses and IP addresses are typed in.

use std::net::IpAddr;

use jiff::civil::Date;

/// `YYYY-MM-DD` and nothing else; the parser alone would also take other ISO 8601 forms.
pub(super) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text.parse::<Date>().is_ok()
}

/// Eleven digits from 13 upwards.
pub(super) fn is_mobile(text: &str) -> bool {
    text.len() == 11
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.starts_with('1')
        && text.chars().nth(1).is_some_and(|second| second >= '3')
}

/// Something, an at sign, and a host of two labels or more; whether mail arrives is not asked.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        let labels = host.split('.').filter(|label| !label.is_empty()).count();
        !user.is_empty() && labels >= 2 && labels == host.split('.').count() && !host.contains('@')
    }) && !text.contains(char::is_whitespace)
}

/// One address, or two of one family in order.
pub(super) fn is_range(start: &str, end: &str) -> bool {
    match (start.parse::<IpAddr>(), end.parse::<IpAddr>()) {
        (Ok(first), Ok(last)) => first.is_ipv4() == last.is_ipv4() && first <= last,
        (Ok(_), Err(_)) => end.is_empty(),
        (Err(_), _) => false,
    }
}
