//! The domains of a filing: asked of the embedded registry or the organisation's own verification service, and what the answers
//! mean.

use futures::future::join_all;
use jiff::civil::Date;

use super::Done;
use crate::domain::domain_check::{DomainCheck, check, reason};
use crate::domain::filing::Filing;
use crate::domain::finding::{Finding, Severity};
use crate::domain::reason::ReasonGiven;
use crate::domain::registry::DomainRecord;
use crate::domain::requirement::cancels;
use crate::server::App;
use crate::server::outbound::domains;
use crate::server::store::registry;

/// What was found of each domain of a filing.
pub(super) type Looked = Vec<(String, Option<DomainRecord>)>;

/// Asks about every domain of a filing. Never within a transaction: the verification service may take its time.
pub(super) async fn look(app: &App, filing: &Filing) -> Done<Looked> {
    if removes(filing) {
        return Ok(Vec::new());
    }
    let domains = domains_of(filing);
    if let Some(service) = &app.settings.domain_verification {
        let asked = domains.into_iter().map(|domain| async {
            let found = domains::look_up(service, &domain).await;
            (domain, found)
        });
        return Ok(join_all(asked).await);
    }
    let mut db = app.store.read().await?;
    let mut looked = Vec::new();
    for domain in domains {
        let found = registry::domain(&mut db, &domain).await?;
        looked.push((domain, found));
    }
    Ok(looked)
}

/// A cancellation needs no domain to be in order.
fn removes(filing: &Filing) -> bool {
    filing.order.filing_type.known().copied().is_some_and(cancels)
}

/// The filing's domains, each once.
fn domains_of(filing: &Filing) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    for domain in std::iter::once(&filing.order.domain).chain(&filing.service.domains) {
        let domain = domain.trim().to_lowercase();
        if !domain.is_empty() && !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    domains
}

/// What the answers mean: reasons to return, and what a reviewer has to look at himself.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub reasons: Vec<ReasonGiven>,
    pub findings: Vec<Finding>,
}

/// Judges the answers.
pub(super) fn judge(filing: &Filing, looked: &Looked, today: Date) -> Judged {
    let mut judged = Judged::default();
    if removes(filing) {
        return judged;
    }
    for domain in domains_of(filing) {
        // A domain that was changed at the very moment of submitting was not looked up: it is unknown.
        let found = looked.iter().find(|(known, _)| *known == domain).and_then(|(_, found)| found.as_ref());
        match check(found, filing, today) {
            DomainCheck::Fine => {}
            DomainCheck::Failed(reasons) => judged.reasons.extend(reasons),
            DomainCheck::Unknown => judged.findings.push(unknown(domain)),
        }
    }
    judged
}

fn unknown(domain: String) -> Finding {
    let reason = reason("DOM_NOT_IN_REGISTRY", &domain);
    Finding {
        rule: "domain_registry".to_owned(),
        version: 1,
        severity: Severity::Warning.into(),
        target: reason.target,
        code: reason.code,
        zh: format!("域名 {domain} 不在核验库中，须人工核对"),
        en: format!("no registry knows the domain {domain}; look it up yourself"),
        input: domain,
    }
}

/// What a later look found against a domain: a finding, because the case is with a reviewer by then.
pub(super) fn against(reason: &ReasonGiven) -> Finding {
    let en = crate::domain::catalogue::reason(&reason.code).map_or("", |known| known.en.as_str());
    Finding {
        rule: "domain_registry".to_owned(),
        version: 1,
        severity: Severity::Blocker.into(),
        target: reason.target.clone(),
        code: reason.code.clone(),
        input: String::new(),
        zh: reason.text.clone(),
        en: en.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filing::FilingType;

    #[test]
    fn every_domain_is_judged_once_and_a_cancellation_none() {
        let mut filing = Filing::default();
        filing.order.domain = "A.example ".into();
        filing.service.domains = vec!["a.example".into(), "b.example".into()];
        let bad = DomainRecord { domain: "b.example".into(), blacklisted: true, ..DomainRecord::default() };
        let looked = vec![("b.example".to_owned(), Some(bad))];
        let today = "2026-11-23".parse().unwrap();
        let judged = judge(&filing, &looked, today);
        assert_eq!(judged.findings.len(), 1, "a.example is unknown");
        assert_eq!(judged.reasons[0].code, "DOM_BLACKLISTED");
        filing.order.filing_type = FilingType::CancelService.into();
        assert!(super::judge(&filing, &looked, today).reasons.is_empty());
    }
}
