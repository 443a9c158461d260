//! Hands notices to the organisation's mail server.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use reqwest::Url;

use super::Undelivered;
use crate::config::Mail;

/// How long a mail server may take for all of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// One mail.
#[derive(Debug)]
pub(in crate::server) struct Letter<'a> {
    /// The same at every attempt.
    pub id: &'a str,
    pub to: &'a str,
    pub subject: &'a str,
    pub text: &'a str,
    pub at: Timestamp,
}

/// Sends once.
pub(in crate::server) async fn send(server: &Mail, letter: &Letter<'_>) -> Result<(), Undelivered> {
    let message = message(&server.from, letter)?;
    let transport = transport(server).map_err(|text| Undelivered::Later(text.to_owned()))?;
    match tokio::time::timeout(PATIENCE, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) if is_final(&error) => Err(Undelivered::Never(error.to_string())),
        Ok(Err(error)) => Err(Undelivered::Later(error.to_string())),
        Err(_) => Err(Undelivered::Later(format!("no answer within {} s", PATIENCE.as_secs()))),
    }
}

/// A mail whose headers cannot be added to: the library encodes them, and an address that is none never gets there.
fn message(from: &str, letter: &Letter<'_>) -> Result<Message, Undelivered> {
    let from: Mailbox = from.parse().map_err(|_| Undelivered::Later("mail_from is no address".to_owned()))?;
    let to: Address = letter.to.parse().map_err(|_| Undelivered::Never("no usable e-mail address".to_owned()))?;
    let id = format!("<{}@{}>", letter.id, from.email.domain());
    let mut message = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(letter.at.as_millisecond().try_into().unwrap_or(0)))
        .message_id(Some(id))
        .subject(letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.to_owned())
        .map_err(|error| Undelivered::Never(error.to_string()))?;
    // Nobody's out-of-office note should answer (RFC 3834).
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    message.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
    Ok(message)
}

/// `smtps://` is encrypted from the start. `smtp://` is where the server offers it, and must be where a password goes; to
/// this machine itself it is plain, as a relay there has no certificate that anybody could check.
fn transport(server: &Mail) -> Result<AsyncSmtpTransport<Tokio1Executor>, &'static str> {
    let url = Url::parse(&server.url).map_err(|_| "smtp_url is no address")?;
    let host = url.host_str().ok_or("smtp_url names no host")?.trim_start_matches('[').trim_end_matches(']');
    let tls = || TlsParameters::new(host.to_owned()).map_err(|_| "smtp_url names no usable host");
    let login = (!url.username().is_empty()).then(|| plain(url.username()));
    let (tls, port) = match url.scheme() {
        "smtps" => (Tls::Wrapper(tls()?), 465),
        "smtp" if is_here(host) => (Tls::None, 25),
        "smtp" if login.is_some() => (Tls::Required(tls()?), 587),
        "smtp" => (Tls::Opportunistic(tls()?), 25),
        _ => return Err("smtp_url begins with neither smtp:// nor smtps://"),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(url.port().unwrap_or(port))
        .tls(tls)
        .timeout(Some(PATIENCE));
    if let Some(user) = login {
        builder = builder.credentials(Credentials::new(user, server.password.0.clone()));
    }
    Ok(builder.build())
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A user name as it was before it became part of an address: `me%40host` is `me@host`.
fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether the server said no for good. What it says of our login is ours to mend, not the recipient's end.
fn is_final(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(u16::from);
    error.is_permanent() && !matches!(code, Some(530 | 534 | 535 | 538))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    fn letter<'a>(to: &'a str, subject: &'a str) -> Letter<'a> {
        Letter { id: "n1", to, subject, text: "正文\n", at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn nothing_that_is_filled_in_adds_a_header() {
        let from = "备案 <beian@provider.example>";
        let hostile = "a\r\nBcc: all@victim.example\r\n\r\nbody";
        let text = String::from_utf8(message(from, &letter("a@b.example", hostile)).unwrap().formatted()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
        assert!(head.contains("Message-ID: <n1@provider.example>"), "{head}");
        for to in ["", "a", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a b@c.example"] {
            let never = message(from, &letter(to, "s")).unwrap_err();
            assert_eq!(never, Undelivered::Never("no usable e-mail address".to_owned()), "{to}");
        }
    }

    #[test]
    fn addresses_of_servers_are_read_and_odd_ones_named() {
        let mail = |url: &str| Mail { url: url.into(), password: Secret("p".into()), from: "a@b.example".into() };
        for url in
            ["smtp://127.0.0.1:2525", "smtp://[::1]", "smtps://me%40a.example@mail.example", "smtp://mail.example"]
        {
            assert!(transport(&mail(url)).is_ok(), "{url}");
        }
        for url in ["", "http://mail.example", "smtp:"] {
            assert!(transport(&mail(url)).is_err(), "{url}");
        }
        assert_eq!(plain("me%40a.example%"), "me@a.example%");
    }
}
