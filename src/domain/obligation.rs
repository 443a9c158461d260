//! What an approved filing obliges its organizer to, and until when.
//!
//! Sources: MII Order 33 art. 13 (number and link on the home page from its opening), the seed document (Jiangsu's
//! copyright line, public security filing within 30 days of opening, commercial licence, telephone), domain facts 7.1
//! (Guangdong shows the entity's number; the packs say so).

use jiff::{SignedDuration, Timestamp};

use super::catalogue;
use super::filing::{Filing, FilingType};
use super::province::{Pack, ShownNumber};
use super::words::closed_list;

/// The public security filing follows the opening within so many days; approval counts as the opening, which nobody here knows.
const PUBLIC_SECURITY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// So long before its due time an obligation is called to mind.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Content that is often paid for, and then needs a commercial licence: advertising, shopping, payment, games, music,
/// films, downloads, jobs, dating, property, education. Whether it is paid for, only the organizer knows.
const OFTEN_PAID: &[u32] = &[7, 9, 10, 13, 14, 15, 17, 18, 19, 20, 21];

closed_list! {
    /// What is owed after approval.
    ObligationKind {
        FilingNumber = "filing_number", "首页底部悬挂备案号并链接工信部", "show the filing number at the foot of the home page, linked to the ministry";
        Copyright = "copyright", "首页底部标明版权所有，与主办单位名称一致", "show the copyright line with the organizer's name at the foot of the home page";
        PublicSecurity = "public_security", "办理公安联网备案", "file with the public security organs";
        CommercialLicence = "commercial_licence", "如属经营性服务，申办经营性 ICP 许可证", "if the service is paid for, apply for a commercial ICP licence";
        Phone = "phone", "保持负责人电话畅通；信息变化时及时变更备案", "keep the principals reachable by telephone, and modify the filing when something changes";
    }
}

closed_list! {
    /// How an obligation stands.
    ObligationState {
        Open = "open", "待办", "open";
        Done = "done", "已办", "done";
        Failed = "failed", "检查未通过", "failed the check";
    }
}

/// What a filing that was approved at `approved` obliges to under its province's pack, each with its due time where it has one. A cancellation
/// obliges to nothing.
pub fn obligations(filing: &Filing, pack: &Pack, approved: Timestamp) -> Vec<(ObligationKind, Option<Timestamp>)> {
    use FilingType as T;
    use ObligationKind as K;
    let kind = filing.order.filing_type.known();
    if matches!(kind, Some(T::CancelEntity | T::CancelService | T::CancelAccess)) {
        return Vec::new();
    }
    let mut owed = vec![(K::FilingNumber, Some(approved))];
    if pack.shows_copyright() {
        owed.push((K::Copyright, Some(approved)));
    }
    if !matches!(kind, Some(T::ModifyEntity | T::ModifyService | T::ModifyAccess)) {
        owed.push((K::PublicSecurity, Some(approved + PUBLIC_SECURITY)));
    }
    if filing.service.content_types.iter().any(|code| OFTEN_PAID.contains(code)) {
        owed.push((K::CommercialLicence, None));
    }
    owed.push((K::Phone, None));
    owed
}

/// What the home page of an approved filing must show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number to be shown: the service's, or the entity's where the province asks for that.
    pub number: String,
    /// The organizer in the copyright line, where the province asks for one.
    pub copyright: Option<String>,
}

/// What the home page must show under these numbers; none where no number was given.
pub fn must_show(
    filing: &Filing,
    pack: &Pack,
    entity_number: Option<&str>,
    service_number: Option<&str>,
) -> Option<Shown> {
    let number = match pack.shown_number() {
        ShownNumber::Entity => entity_number.or(service_number),
        ShownNumber::Service => service_number.or(entity_number),
    }?;
    let copyright = pack.shows_copyright().then(|| filing.entity.name.clone());
    Some(Shown { number: number.to_owned(), copyright })
}

/// The words of content types that are often paid for, for an explanation.
pub fn often_paid(filing: &Filing, lang: super::lang::Lang) -> Vec<&'static str> {
    let codes = filing.service.content_types.iter().filter(|code| OFTEN_PAID.contains(code));
    codes.filter_map(|code| catalogue::content_type(*code)).map(|found| found.text(lang)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;
    use crate::domain::province::Packs;

    fn obligations(filing: &Filing, approved: Timestamp) -> Vec<(ObligationKind, Option<Timestamp>)> {
        super::obligations(filing, Packs::embedded().of(filing.province()), approved)
    }

    fn must_show(filing: &Filing, entity: Option<&str>, service: Option<&str>) -> Option<Shown> {
        super::must_show(filing, Packs::embedded().of(filing.province()), entity, service)
    }

    fn filing(province: &str, content: &[u32], kind: FilingType) -> Filing {
        let mut filing = Filing::default();
        filing.order.province = format!("{province}0000");
        filing.order.filing_type = kind.into();
        filing.entity.name = "样本有限公司".into();
        filing.service.content_types = content.to_vec();
        filing
    }

    #[test]
    fn what_is_owed_follows_province_content_and_type() {
        use ObligationKind as K;
        let at = Timestamp::UNIX_EPOCH;
        let owed = |province, content: &[u32], kind| -> Vec<K> {
            obligations(&filing(province, content, kind), at).into_iter().map(|(kind, _)| kind).collect()
        };
        assert_eq!(owed("33", &[8], FilingType::Initial), [K::FilingNumber, K::PublicSecurity, K::Phone]);
        assert!(owed("32", &[8], FilingType::Initial).contains(&K::Copyright));
        assert!(owed("33", &[9], FilingType::Initial).contains(&K::CommercialLicence));
        assert_eq!(owed("33", &[8], FilingType::ModifyService), [K::FilingNumber, K::Phone]);
        assert_eq!(owed("33", &[8], FilingType::CancelEntity), []);
        let due = obligations(&filing("33", &[], FilingType::Initial), at);
        assert_eq!(due[1].1, Some(at + SignedDuration::from_hours(720)));
        assert_eq!(often_paid(&filing("33", &[8, 9], FilingType::Initial), Lang::Zh), ["网络购物"]);
    }

    #[test]
    fn guangdong_shows_the_entitys_number_and_jiangsu_the_organizer() {
        let shown = |province| must_show(&filing(province, &[], FilingType::Initial), Some("E"), Some("S")).unwrap();
        assert_eq!((shown("33").number.as_str(), shown("44").number.as_str()), ("S", "E"));
        assert_eq!((shown("33").copyright, shown("32").copyright), (None, Some("样本有限公司".into())));
        assert_eq!(must_show(&filing("33", &[], FilingType::Initial), None, None), None);
    }
}
