//! Whether the resource that an order names is the account's own, is paid for, and has the addresses of the form: pure.

use std::net::IpAddr;

use jiff::civil::Date;

use super::field::{FieldProblem, ProblemCode};
use super::filing::Filing;
use super::registry::Resource;

const RESOURCE: &str = "order.access_resource_id";

/// What is wrong with the resource of a filing by `user`. `any` says whether resources are registered at all: where none is,
/// nothing is known and nothing is wrong.
pub fn check(any: bool, resource: Option<&Resource>, user: &str, filing: &Filing, today: Date) -> Vec<FieldProblem> {
    let named = filing.order.access_resource_id.trim();
    if !any || named.is_empty() {
        return Vec::new();
    }
    let wrong = |path: &str, code| vec![FieldProblem::new(path, code)];
    match resource {
        // Another's resource is as good as none: whose it is is nobody else's to know.
        Some(resource) if resource.user_id == user => match resource {
            Resource { paid_until: Some(day), .. } if *day < today => wrong(RESOURCE, ProblemCode::ResourceExpired),
            Resource { ip, .. } if !addresses_fit(ip, filing) => wrong("access.ips", ProblemCode::NotOfResource),
            _ => Vec::new(),
        },
        _ => wrong(RESOURCE, ProblemCode::ResourceUnknown),
    }
}

/// Whether every address of the form is the resource's, of those of its family: it may have one of the other besides. Of a
/// resource without an address nothing is known.
fn addresses_fit(ip: &str, filing: &Filing) -> bool {
    let Ok(own) = ip.parse::<IpAddr>().map(|own| own.to_canonical()) else { return true };
    let given = filing.access.ips.iter().flat_map(|range| [&range.start, &range.end]);
    let mut given = given.filter_map(|text| text.trim().parse::<IpAddr>().ok()).map(|address| address.to_canonical());
    given.all(|address| address.is_ipv4() != own.is_ipv4() || address == own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filing::IpRange;

    #[test]
    fn a_resource_is_the_accounts_own_paid_for_and_has_the_addresses() {
        let mut filing = Filing::default();
        filing.order.access_resource_id = "ecs-1".into();
        filing.access.ips = vec![IpRange { start: "192.0.2.1".into(), end: String::new() }];
        let today: Date = "2026-11-23".parse().unwrap();
        let own =
            Resource { id: "ecs-1".into(), user_id: "paula".into(), ip: "192.0.2.1".into(), ..Resource::default() };
        let said = |any, resource: Option<&Resource>| -> Vec<_> {
            check(any, resource, "paula", &filing, today).into_iter().map(|one| (one.path, one.code)).collect()
        };
        let unknown = vec![(RESOURCE.to_owned(), ProblemCode::ResourceUnknown)];
        assert_eq!(said(false, None), [], "nothing is registered, so nothing is known");
        assert_eq!(said(true, Some(&own)), []);
        assert_eq!(said(true, None), unknown);
        assert_eq!(said(true, Some(&Resource { user_id: "other".into(), ..own.clone() })), unknown);
        let over = Resource { paid_until: Some("2026-11-22".parse().unwrap()), ..own.clone() };
        assert_eq!(said(true, Some(&over)), [(RESOURCE.to_owned(), ProblemCode::ResourceExpired)]);
        let elsewhere = Resource { ip: "192.0.2.9".into(), ..own.clone() };
        assert_eq!(said(true, Some(&elsewhere)), [("access.ips".to_owned(), ProblemCode::NotOfResource)]);
        assert_eq!(said(true, Some(&Resource { ip: String::new(), ..own })), []);
    }
}
