//! The address of the home page: well formed, at one of the filed domains, and the front door.

use super::written::{ascii, domains};
use crate::domain::check::said::{first, hides, short};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "home_url",
    version: 1,
    zh: "首页地址",
    en: "the address of the home page",
    source: "domain facts 2.7 rule 5; MIIT result code 1041",
    look,
};

const TARGET: &str = "service.home_url";
const FORMAT: &str = "WEB_HOME_URL_FORMAT";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let given = &subject.filing.service.home_url;
    let url = given.trim();
    if url.is_empty() {
        return;
    }
    let address = match parse(url) {
        Ok(address) => address,
        Err((zh, en)) => {
            found.blocker(TARGET, FORMAT, given, zh, en);
            return;
        }
    };
    let filed: Vec<String> = domains(subject.filing).filter_map(ascii).collect();
    let ours = |domain: &String| {
        address.host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if !filed.is_empty() && !filed.iter().any(ours) {
        let (host, list) = (short(&address.host), short(&filed.join("、")));
        found.blocker(
            TARGET,
            "WEB_HOME_URL_NO_DOMAIN",
            given,
            format!("{host} 不属于备案域名 {list}"),
            format!("{host} is not within the filed {}", list.replace('、', ", ")),
        );
    }
    if let Some(rest) = address.rest {
        let rest = short(rest);
        found.warning(
            TARGET,
            FORMAT,
            given,
            format!("首页地址不应带端口或路径“{rest}”"),
            format!("a home page needs no port or path \"{rest}\""),
        );
    }
}

struct Address<'a> {
    /// In ASCII and small letters.
    host: String,
    /// Port, path, query: what a front door has none of.
    rest: Option<&'a str>,
}

fn parse(url: &str) -> Result<Address<'_>, (String, String)> {
    let strange = |c: char| c.is_whitespace() || hides(c) || "，。；：／＠“”‘’、<>\"{}|\\^`".contains(c);
    if let Some(stray) = first(url, strange) {
        return Err((format!("{}不能用在网址中", stray.zh()), format!("{} cannot stand in an address", stray.en())));
    }
    let bare = match url.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => rest,
        Some((scheme, _)) => {
            let scheme = short(scheme);
            return Err((
                format!("协议应为 http 或 https，实为“{scheme}”"),
                format!("the scheme should be http or https and is \"{scheme}\""),
            ));
        }
        None => url,
    };
    let end = bare.find(['/', '?', '#', ':']).unwrap_or(bare.len());
    let (host, rest) = bare.split_at_checked(end).unwrap_or((bare, ""));
    let sound = ascii(host).filter(|host| host.contains('.') && !host.contains("..") && !host.contains('@'));
    let Some(host) = sound else {
        let host = short(host);
        return Err((format!("“{host}”不是有效的主机名"), format!("\"{host}\" is no valid host")));
    };
    Ok(Address { host, rest: Some(rest).filter(|rest| !matches!(*rest, "" | "/")) })
}
