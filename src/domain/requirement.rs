//! Which materials a filing needs, computed from nature, province, type, content, number of sites and the principals' roles
//! (material facts section 4, provinces section 7), each with who says so and since when.

use jiff::civil::Date;

use super::catalogue::{self, Condition, RESIDENT_ID, RequirementRule, Trade, Who};
use super::filing::{Filing, FilingType, Principal, ServiceKind};
use super::identifier::resident_id;
use super::province::Pack;
use super::status::Stage;

/// The slot of the authenticity verification's photo or video; only the verification fills it.
pub const FACE: &str = "face_verification";

/// What is known beside the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// The entity's filed services and open filings, this one included.
    pub sites: u32,
    /// Whether the entity is filed under another name.
    pub name_changed: bool,
    /// Whether the filing password was given.
    pub has_password: bool,
    /// The day on which ages are counted.
    pub today: Date,
}

/// The rules that apply to a filing, those of its province's pack and the national ones, one per slot, in the order of the
/// reviews and of the catalogue.
pub fn requirements<'a>(filing: &Filing, pack: &'a Pack, known: &Circumstances) -> Vec<&'a RequirementRule> {
    let mut found: Vec<&RequirementRule> = Vec::new();
    let all = pack.requirement.iter().chain(catalogue::requirement_rules());
    for rule in all.filter(|rule| applies(rule, filing, known)) {
        match found.iter_mut().find(|other| other.slug == rule.slug) {
            Some(other) if rule.must && !other.must => *other = rule,
            Some(_) => {}
            None => found.push(rule),
        }
    }
    found.sort_by_key(|rule| (rule.stage, catalogue::place(&rule.slug)));
    found
}

/// The binding slots of a review that hold nothing yet. The second review looks at everything, the first at the form's.
pub fn missing<'a>(
    stage: Stage,
    filing: &Filing,
    pack: &'a Pack,
    known: &Circumstances,
    uploaded: &[&str],
) -> Vec<&'a str> {
    let binds = |rule: &&RequirementRule| rule.must && rule.stage <= stage && rule.slug != FACE;
    let rules = requirements(filing, pack, known);
    let slugs = rules.into_iter().filter(binds).map(|rule| rule.slug.as_str());
    slugs.filter(|slug| !uploaded.contains(slug)).collect()
}

/// Whether the service principal has to pass the authenticity verification.
pub fn needs_verification(filing: &Filing, pack: &Pack, known: &Circumstances) -> bool {
    requirements(filing, pack, known).iter().any(|rule| rule.slug == FACE)
}

fn applies(rule: &RequirementRule, filing: &Filing, known: &Circumstances) -> bool {
    let kind = filing.order.kind();
    let who = match rule.who {
        Who::Any => true,
        Who::Unit => !filing.is_individual(),
        Who::Individual => filing.is_individual(),
    };
    who && rule.types.contains(&kind)
        && rule.sites_over.is_none_or(|most| known.sites > most)
        && rule.domains_over.is_none_or(|most| filing.service.domains.len() > most)
        && rule.when.iter().all(|condition| holds(*condition, filing, known))
}

fn holds(condition: Condition, filing: &Filing, known: &Circumstances) -> bool {
    use Condition as C;
    let entity = &filing.entity;
    match condition {
        C::OnePrincipal => one_principal(filing),
        C::TwoPrincipals => !one_principal(filing),
        C::PrincipalNotLegalRep => !entity.is_principal_legal_rep,
        C::PrincipalIsLegalRepNotLocal => {
            entity.is_principal_legal_rep && not_local(&filing.entity_principal, filing.province())
        }
        C::ServicePrincipalNotLegalRep => !is_legal_rep(filing),
        C::NotLocal => not_local(&filing.entity_principal, filing.province()),
        C::ServicePrincipalNotLocal => not_local(&filing.service_principal, filing.province()),
        C::Minor => age(&filing.entity_principal, known.today).is_some_and(|years| years < 18),
        C::Under22 => age(&filing.entity_principal, known.today).is_some_and(|years| years < 22),
        C::TradeWord => catalogue::trades().iter().any(|trade| named(filing, trade)),
        C::CultureWord => of_trade(filing, "culture", named),
        C::EducationWord => of_trade(filing, "education", named) || of_trade(filing, "after_school", named),
        C::Finance => of_trade(filing, "finance", named) || of_trade(filing, "finance", offered),
        C::PreApprovals => !filing.service.pre_approvals.is_empty(),
        C::PublicBody => matches!(entity.nature.as_str(), "government" | "institution"),
        C::Religious => entity.nature == "religious",
        C::App => filing.service.kind == ServiceKind::App,
        C::NameChanged => known.name_changed,
        C::NoPassword => !known.has_password,
    }
}

/// Whether the two principals are one person.
pub fn one_principal(filing: &Filing) -> bool {
    let (entity, service) = (&filing.entity_principal, &filing.service_principal);
    service.is_same_as_entity_principal
        || (!service.cert_number.trim().is_empty() && service.cert_number.eq_ignore_ascii_case(&entity.cert_number))
}

fn is_legal_rep(filing: &Filing) -> bool {
    let (entity, service) = (&filing.entity, &filing.service_principal);
    if one_principal(filing) {
        return entity.is_principal_legal_rep;
    }
    let legal_rep = &entity.legal_rep.cert_number;
    !legal_rep.trim().is_empty() && service.cert_number.eq_ignore_ascii_case(legal_rep)
}

/// Whether a resident identity card was first issued in another province; of other certificates nothing is known.
pub fn not_local(person: &Principal, province: &str) -> bool {
    person.cert_type == Some(RESIDENT_ID)
        && person.cert_number.get(..2).is_some_and(|home| catalogue::province(home).is_some() && home != province)
}

/// A person's age, where the number is a sound resident identity number.
pub fn age(person: &Principal, today: Date) -> Option<i16> {
    resident_id::validate(person.cert_number.trim(), today).ok().map(|known| known.age_on(today))
}

/// Whether the trade of this slug shows in one way.
fn of_trade(filing: &Filing, slug: &str, shows: fn(&Filing, &Trade) -> bool) -> bool {
    catalogue::trade(slug).is_some_and(|trade| shows(filing, trade))
}

/// Whether the site's or the organizer's name has a word of the trade.
fn named(filing: &Filing, trade: &Trade) -> bool {
    [&filing.service.name, &filing.entity.name].into_iter().any(|name| trade.word_in(name).is_some())
}

/// Whether the site has a content type of the trade.
fn offered(filing: &Filing, trade: &Trade) -> bool {
    filing.service.content_types.iter().any(|code| trade.contents.contains(code))
}

/// Whether this type takes something away and adds nothing.
pub const fn cancels(kind: FilingType) -> bool {
    matches!(kind, FilingType::CancelEntity | FilingType::CancelService | FilingType::CancelAccess)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::province::Packs;

    fn known() -> Circumstances {
        Circumstances { sites: 1, name_changed: false, has_password: false, today: "2026-11-23".parse().unwrap() }
    }

    /// A unit in a province whose principal is its legal representative and answers for the site.
    fn unit(province: &str) -> Filing {
        let mut filing = Filing::default();
        filing.order.province = format!("{province}0000");
        filing.entity.nature = "enterprise".into();
        filing.entity.name = "样本科技有限公司".into();
        filing.entity.is_principal_legal_rep = true;
        filing.entity_principal.cert_type = Some(2);
        filing.entity_principal.cert_number = format!("{province}0199199003070027");
        filing.service_principal.is_same_as_entity_principal = true;
        filing.service.domains = vec!["a.example".into()];
        filing
    }

    fn must(filing: &Filing, known: &Circumstances) -> String {
        missing(Stage::Second, filing, Packs::embedded().of(filing.province()), known, &[]).join(" ")
    }

    const USUAL: &str = "entity_licence entity_principal_id_front entity_principal_id_back domain_certificate \
                         domain_realname_screenshot";

    #[test]
    fn a_units_first_filing_needs_the_usual_and_what_its_province_wants_besides() {
        for (province, more) in [
            ("11", ""),
            ("33", ""),
            ("43", ""),
            ("31", " commitment_letter"),
            ("44", " commitment_letter"),
            ("32", " authenticity_responsibility_letter authenticity_commitment_letter promise_video"),
            ("65", " party_letter"),
            ("54", " party_letter"),
        ] {
            assert_eq!(must(&unit(province), &known()), format!("{USUAL}{more}"), "{province}");
        }
        let packs = Packs::embedded();
        let first = missing(Stage::First, &unit("33"), packs.of("33"), &known(), &["entity_licence"]);
        assert_eq!(first, ["entity_principal_id_front", "entity_principal_id_back"]);
    }

    #[test]
    fn every_type_needs_what_it_brings() {
        use FilingType as T;
        for (kind, expected) in [
            (
                T::AddServiceOwn,
                "entity_principal_id_front entity_principal_id_back domain_certificate domain_realname_screenshot",
            ),
            (T::ModifyEntity, "entity_licence entity_principal_id_front entity_principal_id_back"),
            (T::ModifyAccess, ""),
            (T::CancelService, ""),
            (T::CancelEntity, "cancel_letter"),
        ] {
            let mut filing = unit("33");
            filing.order.filing_type = kind.into();
            assert_eq!(must(&filing, &known()), expected, "{kind}");
            assert_eq!(
                needs_verification(&filing, Packs::embedded().of("33"), &known()),
                !cancels(kind) && kind != T::ModifyAccess,
                "{kind}"
            );
        }
        let mut gone = unit("33");
        gone.order.filing_type = T::CancelEntity.into();
        assert_eq!(must(&gone, &Circumstances { has_password: true, ..known() }), "");
        gone.order.filing_type = T::ModifyEntity.into();
        assert!(must(&gone, &Circumstances { name_changed: true, ..known() }).ends_with("name_change_notice"));
    }

    #[test]
    fn two_principals_and_who_is_not_the_legal_representative_need_letters() {
        let mut filing = unit("34");
        filing.service_principal.is_same_as_entity_principal = false;
        filing.service_principal.cert_number = "340199198503070022".into();
        let needs = must(&filing, &known());
        assert!(needs.contains("service_principal_id_front service_principal_id_back"), "{needs}");
        assert!(needs.contains("auth_letter_service_principal") && !needs.contains("auth_letter_entity"), "{needs}");
        filing.entity.legal_rep.cert_number = "340199198503070022".into();
        filing.entity.is_principal_legal_rep = false;
        let needs = must(&filing, &known());
        assert!(!needs.contains("auth_letter_service") && needs.contains("auth_letter_entity_principal"), "{needs}");
        filing.order.province = "330000".into();
        let packs = Packs::embedded();
        let told = requirements(&filing, packs.of("33"), &known());
        let advised = told.into_iter().find(|rule| rule.slug == "auth_letter_entity_principal");
        assert!(advised.is_some_and(|rule| !rule.must), "elsewhere it may be asked for");
        filing.order.province = "110000".into();
        assert!(must(&filing, &known()).contains("legal_rep_id"));
    }

    #[test]
    fn sites_over_the_provinces_threshold_need_a_plan() {
        for (province, individual, most) in [
            ("35", false, 5),
            ("32", false, 30),
            ("32", true, 10),
            ("50", false, 30),
            ("50", true, 5),
            ("43", false, 1),
            ("44", true, 5),
            ("61", false, 30),
            ("31", true, 29),
            ("45", true, 3),
            ("36", true, 5),
        ] {
            let mut filing = unit(province);
            if individual {
                filing.entity.nature = "individual".into();
            }
            let plan = |sites| must(&filing, &Circumstances { sites, ..known() }).contains("website_construction_plan");
            assert!(!plan(most) && plan(most + 1), "{province} {individual} {most}");
        }
        let never = Circumstances { sites: 1000, ..known() };
        assert!(!must(&unit("11"), &never).contains("website_construction_plan"));
    }

    #[test]
    fn individuals_from_elsewhere_and_the_young_prove_more() {
        let person = |province: &str, number: &str| {
            let mut filing = unit(province);
            filing.entity.nature = "individual".into();
            filing.entity_principal.cert_number = number.into();
            must(&filing, &known())
        };
        let plain = "entity_principal_id_front entity_principal_id_back domain_certificate domain_realname_screenshot";
        assert_eq!(person("33", "330199199003070026"), plain);
        assert_eq!(person("33", "440199199003070027"), format!("{plain} residence_permit"));
        assert_eq!(person("51", "440199199003070027"), format!("{plain} status_proof"));
        // The vectors of the facts: 17 and 15 years old on this day.
        assert_eq!(person("35", "320102200906300034"), format!("{plain} residence_permit guardian_documents"));
        assert_eq!(person("63", "440305201101010015"), format!("{plain} status_proof"));
    }

    #[test]
    fn words_and_contents_of_licensed_trades_need_their_papers() {
        let with = |province: &str, name: &str, change: fn(&mut Filing)| {
            let mut filing = unit(province);
            filing.service.name = name.into();
            change(&mut filing);
            must(&filing, &known())
        };
        assert!(with("33", "样本理财", |_| ()).contains("finance_licence"));
        assert!(with("33", "样本", |filing| filing.service.content_types = vec![10]).contains("finance_licence"));
        assert!(with("33", "样本", |filing| filing.service.content_types = vec![31]).contains("finance_licence"));
        assert!(!with("33", "样本公益基金会", |_| ()).contains("finance_licence"));
        assert!(
            with("33", "样本", |filing| filing.entity.name = "样本基金管理公司".into()).contains("finance_licence")
        );
        assert!(with("41", "样本医院", |_| ()).contains("not_involved_letter"));
        assert!(with("41", "样本网约车", |_| ()).contains("not_involved_letter"), "every trade of the list counts");
        assert!(with("45", "样本文化", |_| ()).contains("not_involved_letter"));
        assert!(!with("33", "样本文化", |_| ()).contains("not_involved_letter"));
        assert!(
            with("33", "样本", |filing| filing.service.pre_approvals.push(Default::default())).contains("pre_approval")
        );
        assert!(
            with("31", "样本", |filing| filing.service.kind = ServiceKind::App.into()).contains("holding_id_photo")
        );
        assert!(with("36", "样本", |filing| filing.entity.nature = "institution".into()).contains("gov_site_form"));
        let seven = |filing: &mut Filing| filing.service.domains = (0..6).map(|n| format!("{n}.example")).collect();
        assert!(with("51", "样本", seven).contains("multi_domain_statement"));
    }

    #[test]
    fn every_rule_names_a_material_and_its_source() {
        let packs = Packs::embedded();
        let provincial = packs.all().flat_map(|pack| &pack.requirement);
        for rule in catalogue::requirement_rules().iter().chain(provincial) {
            assert!(catalogue::material(&rule.slug).is_some(), "{}", rule.slug);
            assert!(!rule.types.is_empty() && !rule.source.is_empty() && rule.as_of.len() == 7, "{}", rule.slug);
        }
    }
}
