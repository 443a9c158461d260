//! Keeps what an applicant names from leading into the provider's own network: the name is resolved first, every address
//! must be public, and the connection goes to exactly those addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;

/// Why an address is not gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Barred {
    /// It is no web address, or not on a port of the web.
    Scheme,
    /// Its name cannot be resolved.
    Unknown,
    /// It lies in a private or special network.
    Private,
}

/// The addresses behind a web address, all public unless private ones are allowed.
pub(in crate::server) async fn resolve(url: &Url, allow_private: bool) -> Result<Vec<SocketAddr>, Barred> {
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err(Barred::Scheme);
    }
    let port = url.port_or_known_default().ok_or(Barred::Scheme)?;
    if !allow_private && !matches!(port, 80 | 443) {
        return Err(Barred::Scheme);
    }
    let host = url.host_str().ok_or(Barred::Scheme)?.trim_start_matches('[').trim_end_matches(']').to_owned();
    let found: Vec<SocketAddr> = tokio::net::lookup_host((host, port)).await.map_err(|_| Barred::Unknown)?.collect();
    if found.is_empty() {
        return Err(Barred::Unknown);
    }
    // One private address among public ones is how a trap looks.
    if !allow_private && !found.iter().all(|address| is_public(address.ip())) {
        return Err(Barred::Private);
    }
    Ok(found)
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

const fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_unspecified()
        || ip.is_broadcast()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && b & 0xc0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // Addresses that carry an IPv4 address are judged by it.
    let segments = ip.segments();
    let carried = match segments {
        [0, 0, 0, 0, 0, 0xffff | 0, a, b] | [0x64, 0xff9b, 0, 0, 0, 0, a, b] | [0x2002, a, b, ..] => Some((a, b)),
        _ => None,
    };
    if let Some((a, b)) = carried {
        let [w, x] = a.to_be_bytes();
        let [y, z] = b.to_be_bytes();
        return is_public_v4(Ipv4Addr::new(w, x, y, z));
    }
    // Global unicast is 2000::/3, but for documentation and special ranges in it.
    segments[0] & 0xe000 == 0x2000
        && segments[0] != 0x3fff
        && !(segments[0] == 0x2001 && (segments[1] < 0x200 || segments[1] == 0xdb8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_gone_to() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for text in ["8.8.8.8", "114.114.114.114", "2400:3200::1", "::ffff:8.8.8.8"] {
            assert!(public(text), "{text}");
        }
        for text in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.192",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!public(text), "{text}");
        }
    }

    #[tokio::test]
    async fn odd_addresses_are_barred() {
        let go = |text: &str| {
            let url = Url::parse(text).unwrap();
            async move { resolve(&url, false).await }
        };
        assert_eq!(go("ftp://1.1.1.1/").await, Err(Barred::Scheme));
        assert_eq!(go("http://a:b@1.1.1.1/").await, Err(Barred::Scheme));
        assert_eq!(go("http://1.1.1.1:22/").await, Err(Barred::Scheme));
        assert_eq!(go("http://127.1/").await, Err(Barred::Private));
        assert_eq!(go("http://[::1]/").await, Err(Barred::Private));
        assert_eq!(go("http://0x7f000001/").await, Err(Barred::Private));
        assert!(go("http://1.1.1.1/").await.is_ok());
    }
}
