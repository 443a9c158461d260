//! Telephones, mailboxes and addresses, one change at a time.

use crate::domain::check::fixture::{individual, table, texts, unit};

#[test]
fn a_mobile_is_eleven_digits_of_a_person() {
    for (number, zh, en) in [
        ("13800000001", "", ""),
        ("19912345678", "", ""),
        ("16600000001", "", ""),
        (
            "１3800000001",
            "第 1 位“１”不是半角数字，应填 13800000001",
            "character 1, \"１\", is no ASCII digit; the number is 13800000001",
        ),
        (
            "138 0000 0001",
            "第 4 位“U+0020”不是半角数字，应填 13800000001",
            "character 4, \"U+0020\", is no ASCII digit; the number is 13800000001",
        ),
        (
            "+8613800000001",
            "第 1 位“+”不是半角数字，应填 13800000001",
            "character 1, \"+\", is no ASCII digit; the number is 13800000001",
        ),
        ("1380000000", "共 10 位，应为 11 位：1380000000", "has 10 digits instead of 11: 1380000000"),
        (
            "12800000001",
            "“12”开头的不是手机号段，应为 13 至 19",
            "begins with \"12\"; mobile numbers begin with 13 to 19",
        ),
        (
            "1064123456789",
            "1064 开头的是物联网号码，不能接听电话和短信",
            "numbers that begin with 1064 belong to machines and take no calls",
        ),
        ("", "", ""),
    ] {
        let mut filing = unit();
        filing.entity_principal.mobile = number.into();
        let expected: Vec<_> = [(zh.to_owned(), en.to_owned())].into_iter().filter(|(zh, _)| !zh.is_empty()).collect();
        assert_eq!(texts(&filing, "mobile"), expected, "{number}");
    }
}

#[test]
fn office_telephones_have_an_area_code() {
    for (number, good) in [
        ("010-00000000", true),
        ("0571-00000000", true),
        ("0951-0000000", true),
        ("021-00000000-801", true),
        ("010-00000000;0571-00000001", true),
        ("13800000009", true),
        ("400-000-0000", true),
        ("", true),
        ("00000000", false),
        ("010 00000000", false),
        ("010-00000000；0571-00000001", false),
        ("010-000", false),
        ("030-00000000", false),
        ("0571--00000000", false),
        ("电话", false),
    ] {
        let mut filing = unit();
        filing.entity_principal.office_phone = number.into();
        assert_eq!(texts(&filing, "landline").is_empty(), good, "{number}");
    }
}

#[test]
fn mailboxes_are_ascii_with_one_at_sign() {
    for (mail, good) in [
        ("a.b@mail.example", true),
        ("a+b@mail.example", true),
        ("a＠mail.example", false),
        ("a@mail", false),
        ("a@b@mail.example", false),
        ("a b@mail.example", false),
        ("a@mail..example", false),
        ("样本@mail.example", false),
        ("a@mail.example\u{200b}", false),
    ] {
        let mut filing = unit();
        filing.entity_principal.email = mail.into();
        assert_eq!(texts(&filing, "email").is_empty(), good, "{mail}");
    }
}

#[test]
fn two_people_share_nothing_and_one_person_everything() {
    const DIFFER: &[&str] = &["same_person_agrees blocker PRI_SAME_PERSON_DATA_DIFFER service_principal.mobile"];
    const EMERGENCY: &[&str] = &["emergency_differs blocker TEL_EMERGENCY_SAME entity_principal.emergency_phone"];
    table(
        unit,
        &[
            (
                |f| f.service_principal.mobile = "13800000001".into(),
                &["phones_differ blocker TEL_SAME_BETWEEN_PRINCIPALS service_principal.mobile"],
            ),
            (
                |f| f.service_principal.email = "13800000001+x@MAIL.example".into(),
                &["emails_differ blocker MAIL_SAME service_principal.email"],
            ),
            (|f| f.entity_principal.emergency_phone = "13800000001".into(), EMERGENCY),
            (|f| f.entity_principal.emergency_phone = "13800000002".into(), EMERGENCY),
            (|f| f.service_principal.emergency_phone = f.entity_principal.emergency_phone.clone(), &[]),
        ],
    );
    table(
        individual,
        &[
            (|f| f.service_principal.mobile = "13800000003".into(), DIFFER),
            (
                |f| f.service_principal.mobile = "+86 138-0000-0001".into(),
                &["mobile blocker TEL_INVALID service_principal.mobile"],
            ),
            (|f| f.service_principal = Default::default(), &[]),
            (|f| f.entity_principal.office_phone = "010-00000000".into(), &[]),
            (
                |f| f.entity_principal.emergency_phone = "13800000001".into(),
                &[
                    "emergency_differs blocker TEL_EMERGENCY_SAME entity_principal.emergency_phone",
                    "same_person_agrees blocker PRI_SAME_PERSON_DATA_DIFFER service_principal.emergency_phone",
                ],
            ),
        ],
    );
}

#[test]
fn an_address_leads_to_a_door() {
    const VAGUE: &[&str] = &["address blocker ENT_CONTACT_ADDR_VAGUE entity.contact_address"];
    const UNSURE: &[&str] = &["address warning ENT_CONTACT_ADDR_VAGUE entity.contact_address"];
    const FORMAT: &[&str] = &["address warning ENT_CONTACT_ADDR_FORMAT entity.contact_address"];
    table(
        unit,
        &[
            (|f| f.entity.contact_address = "样本路 8 号示例大厦A座 1201 室".into(), &[]),
            (|f| f.entity.contact_address = "样本镇样本村三组".into(), &[]),
            (|f| f.entity.contact_address = "样本路甲1号".into(), &[]),
            (|f| f.entity.contact_address = "样本路12-3号".into(), &[]),
            (|f| f.entity.contact_address = "北京路18号".into(), &[]),
            (|f| f.entity.contact_address = "学院路甲5号院2号楼3单元401".into(), &[]),
            (|f| f.entity.contact_address = "人民北路二段18号附3号".into(), &[]),
            (|f| f.entity.contact_address = "创业大厦B座".into(), &[]),
            (|f| f.entity.contact_address = "样本街道样本社区３号".into(), &[]),
            (|f| f.entity.contact_address = "样本路1号（样本广场）2-301室".into(), &[]),
            (|f| f.entity.contact_address = "样本市场3区12号".into(), &[]),
            (|f| f.entity.contact_address = "样本路北门".into(), VAGUE),
            (|f| f.entity.contact_address = "样本路附近".into(), VAGUE),
            (|f| f.entity.contact_address = "样本路".into(), VAGUE),
            (|f| f.entity.contact_address = "样本大厦1201".into(), UNSURE),
            (
                |f| {
                    f.entity.contact_address = "样本村".into();
                    f.entity.remark = "该地址已是最详细地址".into();
                },
                &["address note ENT_CONTACT_ADDR_VAGUE entity.contact_address"],
            ),
            (|f| f.entity.contact_address = "浙江省样本市样本区样本路1号".into(), FORMAT),
            (|f| f.entity.contact_address = "样本市示例区样本路1号".into(), FORMAT),
            (|f| f.entity.contact_address = "市辖区样本路1号".into(), FORMAT),
            (|f| f.entity.contact_address = "样本路1号@2室".into(), FORMAT),
            (|f| f.entity.contact_address = "样本路\u{202e}1号2室".into(), FORMAT),
        ],
    );
}

#[test]
fn what_hides_is_made_visible() {
    let mut filing = unit();
    filing.entity.contact_address = "样本路\u{202e}1号\u{1b}[31m".into();
    let said = texts(&filing, "address");
    assert_eq!(
        said,
        [("第 4 位“U+202E”是特殊符号".to_owned(), "character 4, \"U+202E\", is a special character".to_owned())]
    );
}
