//! What the machine can check of a filing: pure rules, one per file, each with an id and a version.
//!
//! A rule looks at a [`Subject`] and tells a [`Found`] what it saw. Its version rises whenever the same filing would give other
//! findings, because findings are kept and compared across rounds. Nothing here reads a clock, a file or a network:
//! what is known from elsewhere is part of the subject.

mod contact;
mod content;
mod domain;
mod elsewhere;
#[cfg(test)]
mod fixture;
mod identity;
mod material;
mod name;
mod person;
mod picture;
mod province;
mod round;
mod said;
mod sibling;

use jiff::civil::Date;

pub(super) use domain::wrong_domain;
pub(super) use said::short;

use super::filing::{Filing, FilingType, ServiceKind};
use super::finding::{Finding, Severity};
use super::picture::PictureFacts;
use super::province::Pack;
use super::reason::ReasonGiven;
use super::registry::DomainRecord;
use super::related::{self, RelatedKind};
use super::requirement::Circumstances;

/// Everything that a rule may look at.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What was submitted.
    pub filing: &'a Filing,
    /// What is known beside the form: number of sites, change of name, today's date.
    pub known: &'a Circumstances,
    /// What the province asks.
    pub pack: &'a Pack,
    /// Slugs of binding materials of this review that are not there.
    pub missing: &'a [&'a str],
    /// What this filing shares with filings of other entities.
    pub elsewhere: &'a [Elsewhere],
    /// The entity's other sites: filed ones, and those of its other filings under way.
    pub siblings: &'a [Sibling],
    /// The entity's latest filing that adds an access, this one excepted.
    pub access_added: Option<&'a AccessAdded>,
    /// What the registries say of the filing's domains; a domain that none knows is not among them.
    pub domains: &'a [DomainRecord],
    /// What was submitted before, on a resubmission.
    pub before: Option<&'a Filing>,
    /// The reasons of the return before this submission.
    pub returned: &'a [ReasonGiven],
    /// What was uploaded and is measured, in the order of the catalogue.
    pub pictures: &'a [Picture<'a>],
}

/// A picture as the rules look at it.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The material's slug.
    pub slug: &'a str,
    /// Position within the slug, counted from 1.
    pub page: u32,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: &'a str,
    /// What was measured.
    pub facts: &'a PictureFacts,
}

impl<'a> Subject<'a> {
    /// A first submission of which nothing is known but its form.
    pub const fn of(filing: &'a Filing, known: &'a Circumstances, pack: &'a Pack) -> Self {
        Self {
            filing,
            known,
            pack,
            missing: &[],
            elsewhere: &[],
            siblings: &[],
            access_added: None,
            domains: &[],
            before: None,
            returned: &[],
            pictures: &[],
        }
    }

    /// The day of the check, in China.
    pub const fn today(&self) -> Date {
        self.known.today
    }

    /// What the registries say of a domain.
    fn record_of(&self, domain: &str) -> Option<&'a DomainRecord> {
        let wanted = related::domain(domain);
        self.domains.iter().find(|record| related::domain(&record.domain) == wanted)
    }
}

/// A value that this filing shares with one of another entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// What is shared.
    pub kind: RelatedKind,
    /// The value, masked as it may be shown.
    pub value: String,
    /// The field of this filing that holds it.
    pub target: String,
    /// The other filing's number, and its organizer.
    pub number: String,
    /// 主办单位名称 of the other filing.
    pub organizer: String,
}

/// Another site of the same entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sibling {
    /// 网站名称.
    pub name: String,
    /// The service's ICP number; of a filing under way the filing's.
    pub number: String,
    /// What it is; a registry that does not say means a website.
    pub kind: ServiceKind,
    /// Its domains.
    pub domains: Vec<String>,
    /// The type of the filing under way; none where the site is filed.
    pub filing: Option<FilingType>,
}

/// An access that the entity had added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessAdded {
    /// The filing's number.
    pub number: String,
    /// The day of its approval; none while it is under way.
    pub approved: Option<Date>,
    /// The last day of the time that the province gives for a change afterwards; none where it gives none, or where that day lies
    /// beyond the known calendar.
    pub change_until: Option<Date>,
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The stable id, `snake_case`; also the file's name.
    pub id: &'static str,
    /// Rises with every change of what it finds.
    pub version: u32,
    /// What it checks, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Which rule, document or section it follows.
    pub source: &'static str,
    /// Looks.
    pub look: fn(&Subject<'_>, &mut Found),
}

/// What one rule found.
#[derive(Debug)]
pub struct Found {
    rule: &'static str,
    version: u32,
    findings: Vec<Finding>,
}

impl Found {
    /// Must be corrected before anything can be approved.
    pub fn blocker(&mut self, target: &str, code: &str, input: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.add(Severity::Blocker, target, code, input, zh.into(), en.into());
    }

    /// Deserves a look.
    pub fn warning(&mut self, target: &str, code: &str, input: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.add(Severity::Warning, target, code, input, zh.into(), en.into());
    }

    /// Is good to know.
    pub fn note(&mut self, target: &str, code: &str, input: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.add(Severity::Note, target, code, input, zh.into(), en.into());
    }

    /// Texts reach terminals, so whatever a rule puts into one is made visible here.
    fn add(&mut self, severity: Severity, target: &str, code: &str, input: &str, zh: String, en: String) {
        self.findings.push(Finding {
            rule: self.rule.to_owned(),
            version: self.version,
            severity: severity.into(),
            target: target.to_owned(),
            code: code.to_owned(),
            input: input.chars().take(LONGEST_INPUT).collect(),
            zh: said::visible(&zh),
            en: said::visible(&en),
        });
    }
}

/// So much of a value is kept beside a finding, in characters.
const LONGEST_INPUT: usize = 200;

/// Every rule, in the order in which a reviewer reads the form.
pub const RULES: &[&[Rule]] = &[
    identity::RULES,
    contact::RULES,
    name::RULES,
    domain::RULES,
    content::RULES,
    material::RULES,
    picture::RULES,
    province::RULES,
    elsewhere::RULES,
    round::RULES,
];

/// Every rule, one after the other.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().flatten()
}

/// Everything that the rules find, the heaviest first, otherwise in the order of the rules.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings: Vec<_> = rules().flat_map(|rule| run(rule, subject)).collect();
    findings.sort_by_key(|finding| finding.severity.known().copied());
    findings
}

/// What one rule finds.
fn run(rule: &Rule, subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Found { rule: rule.id, version: rule.version, findings: Vec::new() };
    (rule.look)(subject, &mut found);
    found.findings
}

#[cfg(test)]
mod tests;
