//! Certificates and their numbers, one change at a time.

use crate::domain::check::fixture::{individual, table, texts, unit};
use crate::domain::filing::Filing;

#[test]
fn nothing_is_found_in_a_filing_without_faults() {
    table(unit, &[(|_| (), &[])]);
    table(individual, &[(|_| (), &[])]);
}

/// The vectors of the domain facts, 9.1.
#[test]
fn resident_ids_are_judged_by_the_published_vectors() {
    for (number, said) in [
        ("11010519491231002X", ""),
        ("11010519491231002x", ""),
        ("110101199003071233", ""),
        ("440306200102283519", ""),
        ("330106199602290182", ""),
        ("65010219930101006X", ""),
        ("540102200012310090", ""),
        ("420111200606150329", ""),
        ("440524188001010014", ""),
        ("319901199003070029", ""),
        ("32990120091124006X", ""),
        ("110105194912310021", "校验码应为 X，实为 1"),
        ("11010519491331002X", "校验码应为 1，实为 X"),
        ("110105194913310021", "出生日期不存在：19491331"),
        ("33010619970229018X", "出生日期不存在：19970229"),
        ("330106199602300184", "出生日期不存在：19960230"),
        ("000105194912310024", "前两位“00”不是省级代码"),
        ("110105209912310029", "出生日期晚于今天：20991231"),
        ("810000199001010019", "前两位“81”是港澳台居民居住证的号段，不是居民身份证"),
        ("110105491231002", "15 位旧号码，对应的 18 位号码为 11010519491231002X"),
        ("1101O519491231002X", "第 5 位“O”不是允许的字符"),
        ("11010519491231OO2X", "第 15 位“O”不是允许的字符"),
        ("1101051949123100XX", "第 17 位“X”不是允许的字符"),
        ("１10105194912310020", "第 1 位“１”不是允许的字符（形似 1）"),
        ("11010519491231\u{202e}02X", "第 15 位“U+202E”不是允许的字符"),
        ("1101051949123100", "共 16 位，应为 18 位"),
        ("身份证", "共 3 位，应为 18 位"),
        ("", ""),
    ] {
        let mut filing = unit();
        filing.entity_principal.cert_number = number.into();
        let said_now: Vec<_> = texts(&filing, "resident_id").into_iter().map(|(zh, _)| zh).collect();
        let expected: Vec<_> = [said.to_owned()].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(said_now, expected, "{number}");
    }
}

/// The vectors of the domain facts, 9.2.
#[test]
fn credit_codes_are_judged_by_the_published_vectors() {
    for (number, nature, cert_type, said) in [
        ("91110000600037341L", "enterprise", 1, ""),
        ("91110108ma01abcd5t", "enterprise", 1, ""),
        ("91310115MA1K23452A", "enterprise", 1, ""),
        ("91440300MA5EXAMP0C", "enterprise", 1, ""),
        ("92330106MA2B00019M", "enterprise", 1, ""),
        ("93650102MA7N00086E", "enterprise", 1, ""),
        ("12420100000000019X", "institution", 4, ""),
        ("115100000000000279", "government", 13, ""),
        ("51320500500000031W", "social_group", 6, ""),
        ("52430100MJJ000047X", "private_non_enterprise", 17, ""),
        ("53440000MJL000059D", "foundation", 19, ""),
        ("31500000MD0000067G", "law_firm", 21, ""),
        ("91110000600037342L", "enterprise", 1, "校验码应为 P，实为 L"),
        ("9111000060003734IL", "enterprise", 1, "第 17 位“I”不是允许的字符"),
        ("91110108MA01ABCD5Т", "enterprise", 1, "第 18 位“Т”不是允许的字符（形似 T）"),
        ("9111A000600037341L", "enterprise", 1, "第 5 位“A”不是允许的字符"),
        ("12345", "enterprise", 1, "共 5 位，应为 18 位"),
        ("110105012345678", "enterprise", 1, "15 位是旧营业执照注册号，应换领载有统一社会信用代码的执照"),
        ("91110108MA01ABCD5T", "institution", 4, "代码前两位“91”是企业，单位性质填写为事业单位"),
        ("事证第111010500001号", "institution", 4, "“事证第111010500001号”不是 18 位统一社会信用代码，请与证件核对"),
        ("91110108MA01ABCD5T", "other", 13, ""),
        ("样许字第1号", "medical", 38, ""),
    ] {
        let mut filing = unit();
        filing.entity.cert_number = number.into();
        filing.entity.nature = nature.into();
        filing.entity.cert_type = Some(cert_type);
        let said_now: Vec<_> = texts(&filing, "credit_code").into_iter().map(|(zh, _)| zh).collect();
        let expected: Vec<_> = [said.to_owned()].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(said_now, expected, "{number}");
    }
}

/// The vectors of the domain facts, 9.3.
#[test]
fn organisation_codes_are_judged_with_and_without_the_hyphen() {
    for (number, said) in [
        ("MA01ABCD-5", ""),
        ("MA1K2345-2", ""),
        ("MA5EXAMP-0", ""),
        ("MA2B0001-9", ""),
        ("000000019", ""),
        ("50000003-1", ""),
        ("MJJ000047", ""),
        ("MJL00005-9", ""),
        ("MD000006-7", ""),
        ("ma7n00086", ""),
        ("MA01ABCD-6", "校验码应为 5，实为 6"),
        ("MA01ABC-D5", "“MA01ABC-D5”的连字符应在第 8 位之后"),
        ("MA01ABCD", "去掉连字符共 8 位，应为 9 位"),
        ("MA01 BCD5", "第 5 位“U+0020”不是允许的字符"),
        ("MA01ABCD－5", "第 9 位“－”不是允许的字符"),
        ("12420100000000019X", "号码是统一社会信用代码，证件类型却选了组织机构代码证"),
    ] {
        let mut filing = unit();
        filing.entity.cert_number = number.into();
        filing.entity.cert_type = Some(12);
        let said_now: Vec<_> = texts(&filing, "org_code").into_iter().map(|(zh, _)| zh).collect();
        let expected: Vec<_> = [said.to_owned()].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(said_now, expected, "{number}");
    }
}

#[test]
fn passes_and_permits_have_their_forms() {
    for (cert_type, number, good) in [
        (7, "E12345678", true),
        (7, "AB12", false),
        (7, "ABCDEFGH", false),
        (7, "E1234567８", false),
        (14, "H12345678", true),
        (14, "M1234567801", true),
        (14, "h1234567801", true),
        (14, "H123456789", false),
        (14, "C12345678", false),
        (11, "12345678", true),
        (11, "1234567801", true),
        (11, "0123456789(B)", true),
        (11, "T123", false),
        (30, "USA110075010515", true),
        (30, "US1110075010515", false),
        (30, "911124198108030024", true),
        (30, "911124198108030025", false),
        (41, "810000199001010019", true),
        (41, "110101199003071233", false),
        (42, "830000198812120034", true),
        (42, "820000198506060027", false),
        (8, "军字第1号", true),
    ] {
        let mut filing = unit();
        filing.entity_principal.cert_type = Some(cert_type);
        filing.entity_principal.cert_number = number.into();
        assert_eq!(texts(&filing, "permit_formats").is_empty(), good, "{cert_type} {number}");
    }
}

fn valid(filing: &mut Filing, from: &str, to: &str) {
    filing.entity_principal.cert_valid_from = from.into();
    filing.entity_principal.cert_valid_to = to.into();
}

/// The holder was born on 1 January 1980: 16 in 1996, 26 in 2006, 46 in 2026.
#[test]
fn the_length_of_an_identity_card_follows_from_the_age_at_its_issue() {
    const ODD: &[&str] = &["id_validity warning PRI_ID_VALIDITY_MISTYPED entity_principal.cert_valid_from"];
    table(
        unit,
        &[
            (|f| valid(f, "2016-02-29", "2036-02-29"), &[]),
            (|f| valid(f, "2016-02-29", "2036-03-01"), &[]),
            (|f| valid(f, "2016-05-20", "2036-05-19"), &[]),
            (|f| valid(f, "2016-05-20", "2036-05-25"), ODD),
            (|f| valid(f, "2016-05-20", "2035-05-20"), ODD),
            (|f| valid(f, "2026-10-01", "2046-10-01"), ODD),
            (|f| valid(f, "2026-02-01", "2046-02-01"), &[]),
            (|f| valid(f, "2025-12-31", "2045-12-31"), &[]),
            (|f| valid(f, "2022-05-20", "2032-05-20"), ODD),
            (
                |f| {
                    // A passport has the length that its country gives it.
                    f.entity_principal.cert_type = Some(7);
                    f.entity_principal.cert_number = "E00000000".into();
                    valid(f, "2022-05-20", "2032-05-20");
                },
                &[],
            ),
        ],
    );
    let mut filing = unit();
    valid(&mut filing, "2016-05-20", "2035-05-20");
    let (zh, en) = texts(&filing, "id_validity").remove(0);
    assert_eq!(zh, "2016-05-20 签发时 36 岁，有效期应为20年，所填止于 2035-05-20");
    assert_eq!(en, "was 36 when it was issued on 2016-05-20, when 20 years are issued; it is given until 2035-05-20");
}

#[test]
fn validity_is_counted_from_the_day_of_the_check() {
    const EXPIRED: &[&str] = &["id_validity blocker PRI_ID_EXPIRED entity_principal.cert_valid_to"];
    const EXPIRING: &[&str] = &["id_validity warning PRI_ID_EXPIRING entity_principal.cert_valid_to"];
    const MISTYPED: &[&str] = &["id_validity blocker PRI_ID_VALIDITY_MISTYPED entity_principal.cert_valid_from"];
    table(
        unit,
        &[
            (|f| valid(f, "2006-11-22", "2026-11-22"), EXPIRED),
            (|f| valid(f, "2006-11-23", "2026-11-23"), EXPIRING),
            (|f| valid(f, "2007-02-23", "2027-02-23"), EXPIRING),
            (|f| valid(f, "2007-02-24", "2027-02-24"), &[]),
            (|f| f.entity_principal.cert_valid_from = "2036-03-01".into(), MISTYPED),
            (|f| f.entity_principal.cert_valid_from = "2026-11-24".into(), MISTYPED),
            (
                |f| f.entity_principal.cert_valid_to = "long_term".into(),
                &["id_validity warning PRI_ID_VALIDITY_MISTYPED entity_principal.cert_valid_from"],
            ),
            (
                |f| {
                    f.entity_principal.cert_valid_from = "2026-01-01".into();
                    f.entity_principal.cert_valid_to = "long_term".into();
                },
                &[],
            ),
            (|f| f.entity_principal.cert_valid_to = "some day".into(), &[]),
        ],
    );
}

#[test]
fn certificates_belong_to_a_nature_and_people_to_their_filing() {
    table(
        unit,
        &[
            (|f| f.entity.cert_type = Some(38), &["cert_of_nature blocker ENT_CERT_TYPE_WRONG entity.cert_type"]),
            (
                |f| f.entity_principal.cert_type = Some(1),
                &["cert_of_nature blocker PRI_CERT_TYPE_REFUSED entity_principal.cert_type"],
            ),
            (
                |f| f.entity.name = "样本产品律师事务所".into(),
                &["nature_of_name warning ENT_NATURE_WRONG entity.nature"],
            ),
            (
                |f| f.service_principal.cert_number = f.entity_principal.cert_number.clone(),
                &["ids_differ blocker PRI_DUPLICATE_ID service_principal.cert_number"],
            ),
            (
                |f| f.entity.legal_rep.cert_number = "110105194912310021".into(),
                &["legal_rep_id warning OTHER entity.legal_rep.cert_number"],
            ),
            (|f| f.entity.legal_rep.cert_number = "E12345678".into(), &[]),
        ],
    );
    table(
        individual,
        &[
            (
                |f| {
                    f.entity.name = "样本·一 ".into();
                    f.entity_principal.name = "样本•一".into();
                    f.service_principal.name = "样本•一".into();
                },
                &[],
            ),
            (|f| f.entity.name = "样本三".into(), &["person_of_entity blocker ENT_NAME_MISMATCH entity.name"]),
            (
                |f| f.entity.cert_number = "119901198001010071".into(),
                &["person_of_entity blocker ENT_CERT_NO_MISMATCH entity.cert_number"],
            ),
            (
                |f| f.entity.cert_number = "119901198001010072".into(),
                &[
                    "resident_id blocker ENT_CERT_NO_INVALID entity.cert_number",
                    "person_of_entity blocker ENT_CERT_NO_MISMATCH entity.cert_number",
                ],
            ),
            (
                |f| f.service_principal = unit().service_principal,
                &["person_of_entity blocker PRI_SAME_PERSON_REQUIRED service_principal"],
            ),
        ],
    );
}
