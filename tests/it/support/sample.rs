//! A filing that can be submitted, and cases made of it. All people are made up: county codes PP99xx do not exist.

use beian_desk::domain::filing::{Access, Entity, Filing, IpRange, Order, Principal, Region, Service};
use beian_desk::domain::status::Status;
use beian_desk::server::SeedCase;
use jiff::Timestamp;

/// A complete filing of an enterprise whose principal also answers for the site.
pub fn filing() -> Filing {
    let principal = Principal {
        name: "样本一".into(),
        cert_type: Some(2),
        cert_number: "330199199003070026".into(),
        cert_valid_from: "2020-01-01".into(),
        cert_valid_to: "2040-01-01".into(),
        mobile: "13800000000".into(),
        emergency_phone: "13900000000".into(),
        email: "sample@example.com".into(),
        ..Principal::default()
    };
    Filing {
        order: Order {
            province: "330000".into(),
            organizer_nature: "enterprise".into(),
            organizer_cert_type: Some(1),
            organizer_cert_number: "91110108MA01ABCD5T".into(),
            domain: "sample.example".into(),
            access_resource_id: "ecs-1".into(),
            ..Order::default()
        },
        entity: Entity {
            name: "样本科技有限公司".into(),
            nature: "enterprise".into(),
            region: Region { province: "330000".into(), city: "330100".into(), district: "330106".into() },
            contact_address: "样本路 1 号".into(),
            cert_type: Some(1),
            cert_number: "91110108MA01ABCD5T".into(),
            cert_address: "浙江省杭州市样本路 1 号".into(),
            investor: "样本投资人".into(),
            is_principal_legal_rep: true,
            ..Entity::default()
        },
        entity_principal: principal.clone(),
        service: Service {
            name: "样本科技".into(),
            domains: vec!["sample.example".into()],
            home_url: "www.sample.example".into(),
            content_types: vec![8],
            languages: vec![1],
            app_service_types: vec!["网站应用服务".into()],
            ..Service::default()
        },
        service_principal: Principal { is_same_as_entity_principal: true, ..principal },
        access: Access {
            ips: vec![IpRange { start: "192.0.2.1".into(), end: "192.0.2.1".into() }],
            modes: vec![2],
            server_locations: vec!["330000".into()],
        },
        agreed: true,
    }
}

/// A case in a status, without history or materials.
pub fn seed(status: Status, entered_at: Timestamp) -> SeedCase {
    SeedCase::new("paula", filing(), status, entered_at)
}
