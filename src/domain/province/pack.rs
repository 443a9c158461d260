//! The rules that a pack may hold, in one table: their keys, fields and names. Reading, overlaying, listing and the lint's
//! known words all follow from it.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{self, RequirementRule, Who};
use crate::domain::clocks::ADMINISTRATION_DAYS;
use crate::domain::digest::sha256;
use crate::domain::lang::Lang;
use crate::domain::words::closed_list;

closed_list! {
    /// Who may be the entity principal of a unit.
    PrincipalWho {
        LegalRep = "legal_rep", "法定代表人", "the legal representative";
        LegalRepOrAuthorised = "legal_rep_or_authorised", "法定代表人或其书面授权的人", "the legal representative or somebody with a written authorization";
        Anyone = "anyone", "不限于法定代表人", "not necessarily the legal representative";
    }
}

closed_list! {
    /// What an individual with a certificate from another province needs.
    NonLocalIndividual {
        Refused = "refused", "不接受外省证件", "no certificates from other provinces";
        Permit = "permit", "外省证件须附居住证", "a residence permit with a certificate from another province";
        PermitOrProof = "permit_or_proof", "外省证件须附居住证或其他证明", "a residence permit or another proof with a certificate from another province";
        Proof = "proof", "外省证件须附就学、就业或居住证明", "a proof of study, work or residence with a certificate from another province";
        Accepted = "accepted", "接受外省证件", "certificates from other provinces are accepted";
    }
}

closed_list! {
    /// How firmly something is wanted.
    Need {
        Required = "required", "必须", "required";
        Advised = "advised", "建议", "advised";
    }
}

closed_list! {
    /// The number that the home page shows.
    ShownNumber {
        Service = "service", "网站备案号", "the service's number";
        Entity = "entity", "主体备案号", "the entity's number";
    }
}

/// What every rule of a pack says of itself.
pub trait Rule {
    /// What the province asks, as it reads after "要求".
    fn says(&self, lang: Lang) -> String;
    /// Who says so.
    fn source(&self) -> &str;
    /// Until when the source said so, `YYYY-MM`.
    fn as_of(&self) -> &str;
    /// What other sources say, or what to mind.
    fn note(&self) -> &str;
    /// Whether it is no condition of acceptance, or disputed: a fault against it is a warning and no blocker.
    fn advice(&self) -> bool;
}

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow<'a> {
    /// The key in the file.
    pub key: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// What the province asks, in Chinese.
    pub says_zh: String,
    /// The same in English.
    pub says_en: String,
    /// Who says so.
    pub source: &'a str,
    /// Until when, `YYYY-MM`.
    pub as_of: &'a str,
    /// What other sources say, or what to mind.
    pub note: &'a str,
    /// Whether it only advises.
    pub advice: bool,
}

/// A rule that no machine checks: for the reviewer to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherRule {
    /// Names it for overlays.
    pub slug: String,
    /// What the province asks, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Who says so.
    pub source: String,
    /// Until when, `YYYY-MM`.
    pub as_of: String,
}

/// Declares every rule: `key: Type, "中文", "English" { fields }`; each has a source, a date and a note besides.
macro_rules! rules {
    ($($(#[$doc:meta])* $key:ident: $name:ident, $zh:literal, $en:literal {
        $($(#[$meta:meta])* $field:ident: $type:ty,)*
    })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$meta])* pub $field: $type,)*
                /// Who says so.
                pub source: String,
                /// Until when the source said so, `YYYY-MM`.
                pub as_of: String,
                /// What other sources say, or what to mind.
                #[serde(default)]
                pub note: String,
                /// Whether it is no condition of acceptance, or disputed.
                #[serde(default)]
                pub advice: bool,
            }

            impl Rule for $name {
                fn says(&self, lang: Lang) -> String {
                    self.words(lang)
                }
                fn source(&self) -> &str {
                    &self.source
                }
                fn as_of(&self) -> &str {
                    &self.as_of
                }
                fn note(&self) -> &str {
                    &self.note
                }
                fn advice(&self) -> bool {
                    self.advice
                }
            }
        )+

        /// What one province asks.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Pack {
            /// The province's two-digit code.
            pub code: String,
            /// Rises with every change; an overlay that says none keeps that of the pack beneath.
            #[serde(default)]
            pub version: u32,
            /// Of an overlay: the rules of the pack beneath that do not hold here, by key, or `requirement:SLUG`, `other:SLUG`.
            #[serde(default)]
            pub without: Vec<String>,
            $($(#[$doc])* #[serde(default)] pub $key: Option<$name>,)+
            /// What it wants handed in besides.
            #[serde(default)]
            pub requirement: Vec<RequirementRule>,
            /// What else a reviewer should know.
            #[serde(default)]
            pub other: Vec<OtherRule>,
        }

        /// Every rule's key with its fields.
        pub(super) const RULES: &[(&str, &[&str])] =
            &[$((stringify!($key), &[$(stringify!($field),)* "source", "as_of", "note", "advice"])),+];

        impl Pack {
            /// This pack as `over` amends it: a rule named there replaces the one here, and so do the requirements of a slug
            /// named there.
            pub(super) fn amended(mut self, over: Self) -> Self {
                for gone in &over.without {
                    match gone.as_str() {
                        $(stringify!($key) => self.$key = None,)+
                        _ => self.drop_listed(gone),
                    }
                }
                $(self.$key = over.$key.or(self.$key);)+
                self.amend_lists(over.requirement, over.other);
                if over.version > 0 {
                    self.version = over.version;
                }
                self
            }

            /// The rules that it has, in the order of the table.
            pub fn rules(&self) -> Vec<RuleRow<'_>> {
                let mut rows = Vec::new();
                $(if let Some(rule) = &self.$key {
                    rows.push(row(stringify!($key), $zh, $en, rule));
                })+
                rows
            }
        }
    };
}

rules! {
    /// The youngest that a principal may be, in years.
    min_age: MinAge, "最低年龄", "minimum age" {
        /// Of a unit.
        unit: Option<u8>,
        /// Of an individual.
        individual: Option<u8>,
        /// Whether an individual below it may bring a proof.
        #[serde(default)]
        below_with_proof: bool,
        /// Younger than this nobody is accepted.
        never_under: Option<u8>,
    }
    /// The oldest that a principal may be, in years.
    max_age: MaxAge, "最高年龄", "maximum age" {
        /// Of men.
        male: u8,
        /// Of women.
        female: u8,
    }
    /// Who may be a unit's entity principal.
    entity_principal: EntityPrincipal, "主体负责人", "entity principal" {
        /// Who.
        who: PrincipalWho,
        /// Whether somebody else than the legal representative must be service principal as well.
        #[serde(default)]
        same_service_principal: bool,
        /// Whether a foreign legal representative may authorise somebody.
        #[serde(default)]
        foreign_may_authorise: bool,
    }
    /// Certificates of individuals from other provinces.
    non_local: NonLocal, "外省个人", "individuals from elsewhere" {
        /// What they need.
        individual: NonLocalIndividual,
    }
    /// Telephone numbers of the province.
    local_phone: LocalPhone, "本省号码", "local telephone" {
        /// How firmly.
        need: Need,
        /// Of whom.
        who: Who,
        /// Whether a reason in the remark does as well.
        #[serde(default)]
        or_reason: bool,
        /// With what the province's mobile numbers begin, as `1380571`; empty where nobody said, and then only a person can tell.
        #[serde(default)]
        segments: Vec<String>,
    }
    /// How many different telephone numbers are given.
    distinct_phones: DistinctPhones, "不同号码数", "different telephones" {
        /// Where the principals are two people.
        two_principals: u8,
        /// Where they are one.
        one_principal: u8,
    }
    /// Whose the emergency telephone is.
    emergency_phone: EmergencyPhone, "应急联系电话", "emergency telephone" {
        /// Whether a third person's.
        third_person: bool,
    }
    /// The certificates that individuals may show.
    individual_certificates: IndividualCertificates, "个人证件类型", "certificates of individuals" {
        /// Certificate codes.
        types: Vec<u32>,
    }
    /// How long principals' certificates must still be valid.
    id_validity: IdValidity, "负责人证件有效期", "validity of principals' certificates" {
        /// More than so many months.
        months: u8,
    }
    /// How long the entity's certificate must still be valid.
    licence_validity: LicenceValidity, "主体证件有效期", "validity of the entity's certificate" {
        /// More than so many months.
        months: u8,
    }
    /// How long a residence permit must still be valid.
    permit_validity: PermitValidity, "居住证有效期", "validity of residence permits" {
        /// More than so many months.
        months: u8,
    }
    /// How long domains must still be registered.
    domain_validity: DomainValidity, "域名有效期", "validity of domains" {
        /// More than so many days.
        days: u16,
    }
    /// Who may own the domains of a unit.
    domain_owner: DomainOwner, "域名所有者", "owner of domains" {
        /// Whether its legal representative.
        legal_rep: bool,
    }
    /// Suffixes of domains.
    domain_suffixes: DomainSuffixes, "域名后缀", "domain suffixes" {
        /// Those that are not accepted, each with its dot.
        refused: Vec<String>,
    }
    /// Words in domains.
    domain_words: DomainWords, "域名用词", "words in domains" {
        /// Those that are not accepted; empty where the list is not public.
        refused: Vec<String>,
    }
    /// A site has one domain.
    one_domain_per_site: OneDomainPerSite, "一网站一域名", "one domain per site" {}
    /// Domains of one order.
    max_domains: MaxDomains, "每单域名数", "domains per order" {
        /// Of a unit.
        unit: Option<u32>,
        /// Of an individual.
        individual: Option<u32>,
        /// Whether only of the first filing.
        #[serde(default)]
        initial_only: bool,
    }
    /// Who has filed many sites adds one domain at a time.
    one_domain_when_filed: OneDomainWhenFiled, "已备案较多时逐个新增", "one domain at a time" {
        /// A unit with more sites than this.
        unit: Option<u32>,
        /// An individual with more sites than this.
        individual: Option<u32>,
    }
    /// Sites of one entity.
    max_sites: MaxSites, "网站数量", "sites" {
        /// Of a unit.
        unit: Option<u32>,
        /// Of an individual.
        individual: Option<u32>,
    }
    /// Sites of one order.
    max_sites_per_order: MaxSitesPerOrder, "每单网站数", "sites per order" {
        /// Of a unit.
        unit: Option<u32>,
        /// Of an individual.
        individual: Option<u32>,
    }
    /// No names of administrative areas in site names.
    name_areas: NameAreas, "名称不含行政区划", "no areas in names" {
        /// The province's own, besides the names of all provinces.
        areas: Vec<String>,
    }
    /// What site names do not begin with.
    name_prefixes: NamePrefixes, "名称字头", "beginnings of names" {
        /// The beginnings.
        refused: Vec<String>,
    }
    /// Words that site names do not have.
    name_words: NameWords, "名称用词", "words in names" {
        /// Whose names.
        who: Who,
        /// The words.
        refused: Vec<String>,
    }
    /// No Latin letters in site names.
    name_latin: NameLatin, "名称不含字母", "no letters in names" {}
    /// No site names in English alone.
    name_english_only: NameEnglishOnly, "名称不为纯英文", "no names in English alone" {}
    /// No person's name as site name.
    name_person: NamePerson, "名称不为人名", "no person's name" {}
    /// Every site of an entity has a name of its own.
    name_distinct: NameDistinct, "名称不重复", "no name twice" {}
    /// The shortest site name.
    name_hanzi: NameHanzi, "名称字数", "length of names" {
        /// At least so many Chinese characters.
        least: u8,
    }
    /// Content types that are not accepted.
    content_types: ContentTypes, "服务内容", "content types" {
        /// From nobody.
        any: Vec<u32>,
        /// Not from individuals.
        individual: Vec<u32>,
    }
    /// Languages that a site must have.
    languages: Languages, "语言", "languages" {
        /// Language codes.
        required: Vec<u32>,
    }
    /// The service's remark.
    remark: Remark, "网站备注", "remark" {
        /// Whose.
        who: Who,
        /// At least so many characters.
        least: u32,
    }
    /// The declaration in the service's remark.
    declaration: Declaration, "承诺声明", "declaration" {
        /// Whose.
        who: Who,
        /// One of these words shows that it is there.
        words: Vec<String>,
    }
    /// Entities without services.
    shell: Shell, "空壳主体", "shell entities" {
        /// Whether a service can be added to one directly.
        takes_services: bool,
    }
    /// Changing what is filed after adding an access.
    access_then_change: AccessThenChange, "先接入后变更", "change after adding an access" {
        /// Whether it can be done.
        allowed: bool,
        /// Within so many working days.
        within_working_days: Option<u32>,
    }
    /// The foot of the home page.
    footer: Footer, "首页底部", "foot of the home page" {
        /// Whether a copyright line names the organizer.
        copyright: bool,
        /// Which number it shows.
        number: ShownNumber,
    }
    /// How long the administration takes at most.
    administration: Administration, "管局审核时限", "administration's time" {
        /// In working days.
        working_days: u32,
    }
    /// Whether this provider files there.
    provider: Provider, "接入商受理", "served by this provider" {
        /// Whether it does.
        served: bool,
    }
}

fn row<'a>(key: &'static str, zh: &'static str, en: &'static str, rule: &'a impl Rule) -> RuleRow<'a> {
    RuleRow {
        key,
        zh,
        en,
        says_zh: rule.says(Lang::Zh),
        says_en: rule.says(Lang::En),
        source: rule.source(),
        as_of: rule.as_of(),
        note: rule.note(),
        advice: rule.advice(),
    }
}

impl Pack {
    /// The province's short name, or its code where it is none.
    pub fn name(&self, lang: Lang) -> &str {
        catalogue::province(&self.code).map_or(&self.code, |province| province.text(lang))
    }

    /// The hash of everything in it, in hexadecimal: SHA-256 over its JSON without what says nothing, so that a rule that a
    /// later program knows does not change the packs that have none of it.
    pub fn hash(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        strip(&mut value);
        sha256(value.to_string())
    }

    /// What a case is pinned to: `33@1:ab12cd34`.
    pub fn id(&self) -> String {
        let hash = self.hash();
        format!("{}@{}:{}", self.code, self.version, hash.get(..8).unwrap_or(&hash))
    }

    /// Whether a service can be added to an entity that has none.
    pub fn shell_takes_services(&self) -> bool {
        self.shell.as_ref().is_some_and(|rule| rule.takes_services)
    }

    /// Within how many working days the administration decides.
    pub fn administration_days(&self) -> u32 {
        self.administration.as_ref().map_or(ADMINISTRATION_DAYS, |rule| rule.working_days)
    }

    /// Whether the home page names the organizer in a copyright line.
    pub fn shows_copyright(&self) -> bool {
        self.footer.as_ref().is_some_and(|rule| rule.copyright)
    }

    /// The number that the home page shows.
    pub fn shown_number(&self) -> ShownNumber {
        self.footer.as_ref().map_or(ShownNumber::Service, |rule| rule.number)
    }

    fn drop_listed(&mut self, gone: &str) {
        match gone.split_once(':') {
            Some(("requirement", slug)) => self.requirement.retain(|rule| rule.slug != slug),
            Some(("other", slug)) => self.other.retain(|rule| rule.slug != slug),
            _ => {}
        }
    }

    fn amend_lists(&mut self, requirement: Vec<RequirementRule>, other: Vec<OtherRule>) {
        self.requirement.retain(|rule| requirement.iter().all(|newer| newer.slug != rule.slug));
        self.requirement.extend(requirement);
        self.other.retain(|rule| other.iter().all(|newer| newer.slug != rule.slug));
        self.other.extend(other);
    }
}

/// Removes what says nothing: null, false, empty texts and lists.
fn strip(value: &mut serde_json::Value) {
    use serde_json::Value as V;
    match value {
        V::Object(fields) => {
            fields.values_mut().for_each(strip);
            fields.retain(|_, field| match field {
                V::Null | V::Bool(false) => false,
                V::String(text) => !text.is_empty(),
                V::Array(items) => !items.is_empty(),
                _ => true,
            });
        }
        V::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
