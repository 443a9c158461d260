//! Every kind in both languages, and what never stands in a notice.

use jiff::SignedDuration;

use super::*;

fn facts(kind: NoticeKind) -> Facts {
    let status = match kind {
        NoticeKind::Returned => Status::FirstReturned,
        NoticeKind::Rejected => Status::SecondRejected,
        NoticeKind::Reminder => Status::MaterialsPending,
        _ => Status::Approved,
    };
    let at: Timestamp = "2026-11-23T01:00:00Z".parse().unwrap();
    Facts {
        kind,
        provider: "样本云".into(),
        number: "BA26000001".into(),
        site: "样本科技".into(),
        domain: "sample.example".into(),
        status,
        until: Some(at + SignedDuration::from_hours(33)),
        reasons: Vec::new(),
        numbers: [None, None],
        unchanged: false,
        sms: true,
        days_left: 15,
        owed: Vec::new(),
    }
}

#[test]
fn every_kind_says_what_happened_and_what_to_do_in_both_languages() {
    for kind in NoticeKind::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let Notice { subject, text } = notice(&facts(*kind), lang);
            assert!(subject.contains("BA26000001") && !subject.contains('\n'), "{kind}: {subject}");
            for part in ["BA26000001", "样本科技", "sample.example", lang.pick("下一步", "What to do next"), "样本云"]
            {
                assert!(text.contains(part), "{kind} {lang}: no {part} in {text}");
            }
            assert!(!text.contains(['{', '}']) && !subject.contains(['{', '}']), "{kind}: {text}");
            if lang == Lang::En {
                let own = text.replace("样本科技", "").replace("样本云", "");
                assert!(!own.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{kind}: {own}");
            }
        }
    }
}

#[test]
fn a_return_names_each_item() {
    let mut facts = facts(NoticeKind::Returned);
    let own = ReasonGiven {
        target: "entity.name".into(),
        code: "ENT_NAME_MISMATCH".into(),
        text: "与营业执照不符\n缺“有限”".into(),
        ..ReasonGiven::default()
    };
    let whole =
        ReasonGiven {
            code: "OTHER".into(), text: "请电话联系".into(), suggestion: "来电".into(), ..own.clone()
        };
    let whole = ReasonGiven { target: String::new(), ..whole };
    let expected = [
        (
            Lang::Zh,
            "备案编号：BA26000001\n网站名称：样本科技\n域名：sample.example\n\n您的备案被初审退回，需要补正 2 项：\n\n\
             1. 主体信息 · 主办单位名称\n   问题：与营业执照不符\n   缺“有限”\n   建议：FIX_ZH\n\n\
             2. 整个备案\n   问题：请电话联系\n   建议：来电\n\n\
             下一步：请逐项改正后重新提交。\n请于 2026-11-24 18:00（北京时间）前完成；逾期未办，本订单将自动关闭。\n\n\
             样本云\n此消息由系统自动发出，请勿回复。\n",
        ),
        (
            Lang::En,
            "Filing: BA26000001\nSite: 样本科技\nDomain: sample.example\n\n\
             Your filing was returned by the first review. Items to correct: 2.\n\n\
             1. entity · organizer name\n   Problem: 与营业执照不符\n   缺“有限”\n   What to do: FIX_EN\n\n\
             2. the whole filing\n   Problem: 请电话联系\n   What to do: 来电\n\n\
             What to do next: Correct each item, then submit again.\n\
             Please do so by 2026-11-24 18:00 (Beijing time); after that the order is closed.\n\n\
             样本云\nThis message was sent automatically; please do not reply.\n",
        ),
    ];
    let known = catalogue::reason("ENT_NAME_MISMATCH").unwrap();
    for (lang, text) in expected {
        facts.reasons = vec![Told::of(&own, lang), Told::of(&whole, lang)];
        let text = text.replace("FIX_ZH", known.fix(Lang::Zh)).replace("FIX_EN", known.fix(Lang::En));
        assert_eq!(notice(&facts, lang).text, text);
    }
}

#[test]
fn the_catalogues_own_words_are_translated() {
    for known in catalogue::reasons() {
        let (text, suggestion) = (known.text(Lang::Zh).to_owned(), known.fix(Lang::Zh).to_owned());
        let given =
            ReasonGiven { target: "entity".into(), code: known.code.clone(), text, suggestion, ..Default::default() };
        let told = Told::of(&given, Lang::En);
        assert_eq!((told.text.as_str(), told.suggestion.as_str()), (known.text(Lang::En), known.fix(Lang::En)));
        assert_eq!(Told::of(&given, Lang::Zh).text, given.text);
    }
    let newer = ReasonGiven { code: "NOT_YET_KNOWN".into(), text: "字".into(), ..ReasonGiven::default() };
    assert_eq!(Told::of(&newer, Lang::En), Told { text: "字".into(), ..Told::default() });
}

#[test]
fn an_approval_names_numbers_and_what_is_owed() {
    let mut facts = facts(NoticeKind::Approved);
    facts.numbers = [Some("浙ICP备2026000001号".into()), Some("浙ICP备2026000001号-1".into())];
    facts.owed = vec![(ObligationKind::PublicSecurity, facts.until), (ObligationKind::Phone, None)];
    let text = notice(&facts, Lang::En).text;
    let expected = "Entity's number: 浙ICP备2026000001号\nService's number: 浙ICP备2026000001号-1\n\n\
                    What to do next: Please see to the following.\n\
                    - file with the public security organs, by 2026-11-24 18:00 (Beijing time)\n\
                    - keep the principals reachable";
    assert!(notice(&self::facts(NoticeKind::Approved), Lang::Zh).text.contains("无需再办理"));
    assert!(text.contains(expected), "{text}");
}

#[test]
fn what_is_told_follows_from_the_move() {
    use NoticeKind as N;
    use Status as S;
    for (verb, to, kind) in [
        (Verb::Create, S::Draft, None),
        (Verb::Submit, S::FirstReview, Some(N::Submitted)),
        (Verb::Submit, S::SecondReview, Some(N::HandedIn)),
        (Verb::Submit, S::ToAdministration, Some(N::Resumed)),
        (Verb::Approve, S::ToAdministration, Some(N::SecondPassed)),
        (Verb::Result, S::AdministrationRejected, Some(N::Refused)),
        (Verb::Sms, S::AdministrationRejected, Some(N::SmsFailed)),
        (Verb::Return, S::SecondRejected, Some(N::Rejected)),
    ] {
        assert_eq!(kind_of(verb, to), kind, "{verb} {to}");
    }
}

#[test]
fn numbers_of_people_are_hidden_and_others_stay() {
    let mut filing = Filing::default();
    filing.entity_principal.cert_number = "E12345678".into();
    filing.entity.filing_password = "geheim#1".into();
    for (text, shown) in [
        ("证件号 330199199003070027 有误", "证件号 ***27 有误"),
        ("证件号 33019919900307002X 有误", "证件号 ***2X 有误"),
        ("手机 138 0000 0000，座机0571-88888888", "手机 ***00，座机***88"),
        ("手机１３８０００００００１。", "手机***０１。"),
        ("护照 E12345678，密码 geheim#1", "护照 ***78，密码 ***"),
        ("浙ICP备2026000001号-1 至 2026-01-07 09:00", "浙ICP备2026000001号-1 至 2026-01-07 09:00"),
        ("BA26000001 - 5", "BA26000001 - 5"),
    ] {
        assert_eq!(discreet(text, &filing), shown);
    }
}

#[test]
fn mail_goes_to_the_account_else_to_the_principal() {
    let mut filing = Filing::default();
    assert_eq!(mail_address("", &filing), "");
    filing.entity_principal.email = " p@mail.example ".into();
    assert_eq!(mail_address("none", &filing), "p@mail.example");
    assert_eq!(mail_address("a@mail.example", &filing), "a@mail.example");
}

#[test]
fn a_long_name_is_cut_in_the_subject() {
    let mut facts = facts(NoticeKind::Expired);
    facts.site = "很".repeat(31);
    assert_eq!(notice(&facts, Lang::Zh).subject, format!("备案 BA26000001（{}…）：已超时关闭", "很".repeat(30)));
    facts.site.clear();
    assert_eq!(notice(&facts, Lang::En).subject, "Filing BA26000001: closed after 45 days");
}

#[test]
fn where_nobody_must_answer_a_text_message_none_is_spoken_of() {
    for kind in [NoticeKind::SecondPassed, NoticeKind::SmsVerified] {
        for (lang, words) in [(Lang::Zh, ["短信", "12381"]), (Lang::En, ["SMS", "text message"])] {
            let facts = Facts { sms: false, ..facts(kind) };
            let Notice { subject, text } = notice(&facts, lang);
            assert!(!words.iter().any(|word| subject.contains(word) || text.contains(word)), "{subject}\n{text}");
        }
    }
    let mut filing = Filing::default();
    assert!(asks_for_sms(&filing));
    filing.order.filing_type = crate::domain::filing::FilingType::CancelService.into();
    assert!(!asks_for_sms(&filing));
}
