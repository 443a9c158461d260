//! The type of a filing, found from certificate, domain and what is filed already (domain facts 3.1, every row), and what
//! each type asks of the form (3.2).

use super::filing::{FilingType, Order};
use super::province::Pack;
use super::refusal::Refusal;
use super::registry::{FiledEntity, FiledService};

/// What the registry holds of an order's certificate and domain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether the registry holds anything at all. An empty one says nothing of anybody.
    pub any: bool,
    /// The entity with this certificate.
    pub entity: Option<FiledEntity>,
    /// An entity of the same name under another certificate; only of units, because people share names.
    pub same_name: Option<FiledEntity>,
    /// The service that the domain is filed under.
    pub service: Option<FiledService>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The type.
    pub filing_type: FilingType,
    /// Whether a registry was asked; else the type is the applicant's word.
    pub checked: bool,
    /// The entity's number, where it has one.
    pub entity_number: Option<String>,
    /// The service's number, where the domain is filed.
    pub service_number: Option<String>,
}

/// Whether this type changes or removes what is filed, which only the applicant can want.
pub const fn is_wish(kind: FilingType) -> bool {
    use FilingType as T;
    matches!(
        kind,
        T::ModifyEntity | T::ModifyService | T::ModifyAccess | T::CancelEntity | T::CancelService | T::CancelAccess
    )
}

/// Finds the type of an order; the province's pack says whether a shell entity takes a service.
///
/// # Errors
/// `EntityOtherCertificate`, `DomainConflict`, `ShellEntity`, `NothingToDo`, or `TypeDiffers` where the applicant wants a
/// type that what is filed does not allow.
pub fn find(order: &Order, known: &Known, pack: &Pack) -> Result<Found, Refusal> {
    let wish = order.kind();
    if !known.any {
        return Ok(Found { filing_type: wish, checked: false, entity_number: None, service_number: None });
    }
    let found = |filing_type| Found {
        filing_type,
        checked: true,
        entity_number: known.entity.as_ref().map(|entity| entity.number.clone()),
        service_number: known.service.as_ref().map(|service| service.number.clone()),
    };
    if is_wish(wish) {
        return wished(order, known, pack, wish).map(|()| found(wish));
    }
    let natural = natural(order, known, pack)?;
    // Nobody has to know the right type: "initial" is what an order says that says nothing.
    if wish == natural || wish == FilingType::Initial {
        Ok(found(natural))
    } else {
        Err(Refusal::TypeDiffers { found: natural })
    }
}

fn natural(order: &Order, known: &Known, pack: &Pack) -> Result<FilingType, Refusal> {
    use FilingType as T;
    let conflict = || Refusal::DomainConflict { domain: order.domain.clone() };
    let Some(entity) = &known.entity else {
        return match (&known.same_name, &known.service) {
            (Some(other), _) => Err(Refusal::EntityOtherCertificate { number: other.number.clone() }),
            (None, Some(_)) => Err(conflict()),
            (None, None) => Ok(T::Initial),
        };
    };
    let added = if entity.own { T::AddServiceOwn } else { T::AddServiceOther };
    match &known.service {
        Some(service) if service.entity_number != entity.number => Err(conflict()),
        Some(service) if service.own_access => Err(Refusal::NothingToDo { number: service.number.clone() }),
        Some(_) => Ok(T::AddAccess),
        None if entity.shell && !pack.shell_takes_services() => {
            Err(Refusal::ShellEntity { number: entity.number.clone() })
        }
        None => Ok(added),
    }
}

/// Whether what is filed can be changed or removed as the applicant wants.
fn wished(order: &Order, known: &Known, pack: &Pack, wish: FilingType) -> Result<(), Refusal> {
    use FilingType as T;
    let differs = || Refusal::TypeDiffers { found: natural(order, known, pack).unwrap_or_default() };
    let Some(entity) = &known.entity else {
        return match &known.same_name {
            Some(other) => Err(Refusal::EntityOtherCertificate { number: other.number.clone() }),
            None => Err(differs()),
        };
    };
    if matches!(wish, T::ModifyEntity | T::CancelEntity) {
        return Ok(());
    }
    match &known.service {
        Some(service) if service.entity_number != entity.number => {
            Err(Refusal::DomainConflict { domain: order.domain.clone() })
        }
        Some(service) if service.own_access || wish == T::CancelService => Ok(()),
        _ => Err(differs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::province::Packs;

    fn find(order: &Order, known: &Known) -> Result<Found, Refusal> {
        super::find(order, known, Packs::embedded().of(order.province.get(..2).unwrap_or("")))
    }

    fn order(province: &str, wish: FilingType) -> Order {
        Order {
            province: format!("{province}0000"),
            domain: "a.example".into(),
            filing_type: wish.into(),
            ..Order::default()
        }
    }

    fn entity(own: bool, shell: bool) -> Option<FiledEntity> {
        Some(FiledEntity { number: "E".into(), own, shell, ..FiledEntity::default() })
    }

    fn service(entity: &str, own_access: bool) -> Option<FiledService> {
        Some(FiledService {
            number: format!("{entity}-1"),
            entity_number: entity.into(),
            own_access,
            ..FiledService::default()
        })
    }

    fn said(order: &Order, known: &Known) -> String {
        match find(order, known) {
            Ok(found) => found.filing_type.slug().to_owned(),
            Err(refusal) => refusal.code().to_owned(),
        }
    }

    #[test]
    fn every_row_of_the_decision_table() {
        let other = |name: &str| Some(FiledEntity { number: name.into(), ..FiledEntity::default() });
        for (province, entity, same_name, service, expected) in [
            ("33", None, None, None, "initial"),
            ("33", None, None, service("X", false), "domain_conflict"),
            ("33", entity(true, false), None, None, "add_service_own"),
            ("33", entity(false, false), None, None, "add_service_other"),
            ("33", entity(true, false), None, service("E", false), "add_access"),
            ("33", entity(true, false), None, service("E", true), "nothing_to_do"),
            ("33", entity(true, false), None, service("X", false), "domain_conflict"),
            ("33", entity(true, true), None, None, "add_service_own"),
            ("44", entity(true, true), None, None, "shell_entity"),
            ("44", entity(false, true), None, None, "shell_entity"),
            ("33", None, other("O"), None, "entity_other_certificate"),
            ("33", None, other("O"), service("X", false), "entity_other_certificate"),
        ] {
            let known = Known { any: true, entity, same_name, service };
            assert_eq!(said(&order(province, FilingType::Initial), &known), expected, "{province} {known:?}");
        }
    }

    #[test]
    fn a_shell_takes_services_in_eleven_provinces() {
        let known = Known { any: true, entity: entity(false, true), ..Known::default() };
        let taken: Vec<_> = crate::domain::catalogue::provinces()
            .iter()
            .filter(|province| find(&order(&province.code, FilingType::Initial), &known).is_ok())
            .collect();
        assert_eq!(taken.len(), 11);
    }

    #[test]
    fn a_change_or_cancellation_needs_what_it_changes() {
        use FilingType as T;
        let filed = Known { any: true, entity: entity(true, false), service: service("E", true), ..Known::default() };
        for wish in FilingType::ALL.iter().copied().filter(|wish| is_wish(*wish)) {
            assert_eq!(said(&order("33", wish), &filed), wish.slug());
            assert_eq!(said(&order("33", wish), &Known { any: true, ..Known::default() }), "type_differs");
        }
        let elsewhere = Known { service: service("E", false), ..filed.clone() };
        assert_eq!(said(&order("33", T::ModifyAccess), &elsewhere), "type_differs");
        assert_eq!(said(&order("33", T::CancelService), &elsewhere), "cancel_service");
        assert_eq!(
            said(&order("33", T::ModifyService), &Known { service: service("X", true), ..filed.clone() }),
            "domain_conflict"
        );
        assert_eq!(said(&order("33", T::AddAccess), &Known { any: true, ..Known::default() }), "type_differs");
    }

    #[test]
    fn an_empty_registry_says_nothing() {
        let found = find(&order("33", FilingType::AddAccess), &Known::default()).unwrap();
        assert_eq!((found.filing_type, found.checked), (FilingType::AddAccess, false));
    }
}
