//! What each province's communications administration asks beyond the national rules, as data: one pack per province, every
//! rule with who says so and until when, which an organisation may amend by files of its own.
//!
//! Invariant: a pack is pinned by its [`Pack::id`], so that what was checked can be told from what would be checked today.
//! A province without a pack asks for nothing besides.

mod lint;
mod pack;
mod packs;
mod says;

pub use lint::{FaultKind, LintFault, PackError, lint};
pub use pack::{
    AccessThenChange, Administration, ContentTypes, Declaration, DistinctPhones, DomainOwner, DomainSuffixes,
    DomainValidity, DomainWords, EmergencyPhone, EntityPrincipal, Footer, IdValidity, IndividualCertificates,
    Languages, LicenceValidity, LocalPhone, MaxAge, MaxDomains, MaxSites, MaxSitesPerOrder, MinAge, NameAreas,
    NameDistinct, NameEnglishOnly, NameHanzi, NameLatin, NamePerson, NamePrefixes, NameWords, Need, NonLocal,
    NonLocalIndividual, OneDomainPerSite, OneDomainWhenFiled, OtherRule, Pack, PermitValidity, PrincipalWho, Provider,
    Remark, Rule, RuleRow, Shell, ShownNumber,
};
pub use packs::{Packs, embedded_texts};

#[cfg(test)]
mod tests;
