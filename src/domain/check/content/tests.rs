//! What a service offers and is, one change at a time.

use crate::domain::check::fixture::{individual, table, texts, unit};
use crate::domain::filing::{PreApproval, ServiceKind};

#[test]
fn content_types_of_individuals_and_units() {
    const PERSONAL: &[&str] = &["content_types blocker WEB_CONTENT_TYPE_PERSONAL service.content_types"];
    table(
        individual,
        &[
            (|f| f.service.content_types = vec![24], &[]),
            (
                |f| {
                    f.service.content_types = vec![24];
                    f.service.remark.clear();
                },
                &[
                    "content_types blocker WEB_REMARK_MISSING service.remark",
                    "remark note WEB_REMARK_MISSING service.remark",
                ],
            ),
            (|f| f.service.content_types = vec![6, 9], PERSONAL),
            (|f| f.service.content_types = vec![8], PERSONAL),
        ],
    );
    table(
        unit,
        &[
            (|f| f.service.content_types = vec![8, 9, 16, 17, 18], &[]),
            (
                |f| f.service.content_types = vec![8, 9, 16, 17, 18, 22],
                &["content_types blocker WEB_CONTENT_TYPE_TOO_MANY service.content_types"],
            ),
            (
                |f| f.service.content_types = vec![500],
                &["content_types blocker WEB_CONTENT_TYPE_WRONG service.content_types"],
            ),
            (|f| f.service.languages = vec![18, 1], &["languages blocker WEB_LANGUAGE service.languages"]),
            (|f| f.service.languages = vec![12], &["languages warning WEB_LANGUAGE service.languages"]),
            (|f| f.service.languages = vec![2, 12], &[]),
            (|f| f.service.remark = "介绍产品。".into(), &["remark note WEB_REMARK_SHORT service.remark"]),
            (|f| f.service.remark = "样".repeat(201), &["remark note service.remark"]),
            (|f| f.service.remark.clear(), &[]),
        ],
    );
}

#[test]
fn pre_approvals_answer_what_content_and_remark_ask() {
    const MISSING: &[&str] = &["pre_approval warning PRE_MISSING material:pre_approval"];
    table(
        unit,
        &[
            (|f| f.service.content_types = vec![5], MISSING),
            (|f| f.service.content_types = vec![11], &["pre_approval warning PRE_FINANCE material:finance_licence"]),
            (|f| f.service.content_types = vec![21], &["pre_approval note PRE_MISSING material:pre_approval"]),
            (
                |f| {
                    f.service.content_types = vec![5];
                    f.service.pre_approvals = vec![PreApproval { kind: 1, licence_no: "样许字第1号".into() }];
                },
                &[],
            ),
            (|f| f.service.remark = "本网站提供新闻和时事的汇总，供本单位的职工阅读。".into(), MISSING),
            (|f| f.service.remark = "展示产品，不涉及新闻、出版、药品和医疗器械等前置审批内容。".into(), &[]),
            (
                |f| f.service.pre_approvals = vec![PreApproval { kind: 77, licence_no: "1".into() }],
                &["pre_approval blocker PRE_TYPE service.pre_approvals"],
            ),
            (
                |f| f.service.pre_approvals = vec![PreApproval { kind: 1, licence_no: " ".into() }],
                &["pre_approval blocker PRE_NUMBER service.pre_approvals"],
            ),
            (
                |f| f.service.pre_approvals = vec![PreApproval { kind: 1, licence_no: "办理中".into() }],
                &["pre_approval warning PRE_NUMBER service.pre_approvals"],
            ),
        ],
    );
}

#[test]
fn regions_lie_within_each_other() {
    table(
        unit,
        &[
            (|f| f.entity.region.district = "110100".into(), &[]),
            (
                |f| f.entity.region.city = "310100".into(),
                &[
                    "region_codes blocker ENT_REGION_CODE entity.region.city",
                    "region_codes blocker ENT_REGION_CODE entity.region.district",
                ],
            ),
            (
                |f| f.entity.region.district = "110208".into(),
                &["region_codes blocker ENT_REGION_CODE entity.region.district"],
            ),
            (|f| f.entity.region.city = "110108".into(), &["region_codes blocker ENT_REGION_CODE entity.region.city"]),
            (
                |f| f.entity.region.district = "市辖区".into(),
                &["region_codes blocker ENT_REGION_CODE entity.region.district"],
            ),
            (|f| f.entity.region = Default::default(), &[]),
        ],
    );
}

#[test]
fn investors_have_names() {
    const WRONG: &[&str] = &["investor warning ENT_INVESTOR_INVALID entity.investor"];
    table(
        unit,
        &[
            (|f| f.entity.investor.clear(), &[]),
            (|f| f.entity.investor = f.entity.name.clone(), &[]),
            (|f| f.entity.investor = "王样本、李样本".into(), &[]),
            (|f| f.entity.investor = "无".into(), WRONG),
            (|f| f.entity.investor = "N/A".into(), WRONG),
            (|f| f.entity.investor = "王样本60%".into(), WRONG),
            (|f| f.entity.investor = "Sample Holding".into(), WRONG),
            (|f| f.entity.investor = "樣本投资".into(), WRONG),
            // Of GB 2312, or taken back for names: no traditional writing.
            (|f| f.entity.investor = "乾坤喆昇玥堃投资".into(), &[]),
        ],
    );
    let mut filing = unit();
    filing.entity.investor = "样本東方投資".into();
    let (zh, en) = texts(&filing, "investor").remove(0);
    assert_eq!(zh, "第 3 位“東”是繁体字，应写作“东”");
    assert_eq!(en, "character 3, \"東\", is a traditional character; write \"东\"");
}

#[test]
fn filing_numbers_have_a_form_a_province_and_an_owner() {
    for (entity, service, kind, said) in [
        ("京ICP备12345678号", "京ICP备12345678号-1", ServiceKind::Website, ""),
        ("京ICP备2099000001号", "京ICP备2099000001号-2A", ServiceKind::App, ""),
        ("京ICP备2099000001号", "京ICP备2099000001号-3X", ServiceKind::MiniProgram, ""),
        ("京ICP备2099000001号", "京ICP备2099000001号-4K", ServiceKind::QuickApp, ""),
        ("京ICP备12345678号", "京ICP备12345678-2号", ServiceKind::Website, ""),
        ("京ICP证123456号", "", ServiceKind::Website, ""),
        ("12345678", "", ServiceKind::Website, "“12345678”不是备案号，应如京ICP备12345678号"),
        ("京ICP备12345号", "", ServiceKind::Website, "“京ICP备12345号”不是备案号，应如京ICP备12345678号"),
        ("川ICP备12345678号", "", ServiceKind::Website, "“川ICP备12345678号”不是备案号，应如京ICP备12345678号"),
        ("蜀ICP备12345678号", "", ServiceKind::Website, "备案号的省简称“蜀”与备案省份北京的“京”不同"),
        ("京ICP备12345678号-1", "", ServiceKind::Website, "主体备案号不应带服务序号“-1”"),
        (
            "京ICP备12345678号",
            "京ICP备87654321号-1",
            ServiceKind::Website,
            "京ICP备87654321号-1 不属于主体备案号 京ICP备12345678号",
        ),
        ("京ICP备12345678号", "京ICP备12345678号", ServiceKind::Website, "网站备案号缺少“-序号”"),
        ("京ICP备12345678号", "京ICP备12345678号-1", ServiceKind::App, "序号“-1”的后缀应为“A”，服务类型是APP"),
    ] {
        let mut filing = unit();
        filing.entity.filing_number = entity.into();
        filing.service.filing_number = service.into();
        filing.service.kind = kind.into();
        let said_now: Vec<_> = texts(&filing, "filing_numbers").into_iter().map(|(zh, _)| zh).collect();
        let expected: Vec<_> = [said.to_owned()].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(said_now, expected, "{entity} {service}");
    }
}
