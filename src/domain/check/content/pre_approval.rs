//! Pre-approvals: those that content types and remark ask for, and those that were given. What the site's name asks for is
//! the matter of `name_trigger`.

use std::collections::BTreeMap;

use crate::domain::catalogue::{self, Trade, trade_of_content, trades_in};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;

pub(super) const RULE: Rule =
    Rule { id: "pre_approval", version: 2, zh: "前置审批", en: "pre-approvals", source: "domain facts 8.3", look };

const TARGET: &str = "service.pre_approvals";

/// Words by which a clause says that something is not so.
const NOT: &[char] = &['不', '无', '非', '未', '没', '禁'];

fn look(subject: &Subject<'_>, found: &mut Found) {
    given(subject, found);
    let service = &subject.filing.service;
    // Of each trade the first sign of it.
    let mut asked: BTreeMap<&str, (&Trade, String, String)> = BTreeMap::new();
    for kind in service.content_types.iter().filter_map(|code| catalogue::content_type(*code)) {
        if let Some(trade) = trade_of_content(kind.code) {
            let sign = (format!("服务内容“{}”", kind.zh), format!("the content type \"{}\"", kind.en));
            asked.entry(&trade.zh).or_insert((trade, sign.0, sign.1));
        }
    }
    for clause in service.remark.split(['，', '。', '；', ',', ';', '\n']).filter(|clause| !clause.contains(NOT)) {
        for (trade, word) in trades_in(clause).filter(|(trade, _)| trade.everywhere) {
            let sign = (format!("备注中的“{word}”"), format!("{word} in the remark"));
            asked.entry(&trade.zh).or_insert((trade, sign.0, sign.1));
        }
    }
    for (trade, zh, en) in asked.into_values().filter(|(trade, ..)| !trade.is_answered(service)) {
        let (target, code) = if trade.slug == "finance" {
            ("material:finance_licence", "PRE_FINANCE")
        } else {
            ("material:pre_approval", "PRE_MISSING")
        };
        let severity = if trade.everywhere { Severity::Warning } else { Severity::Note };
        found.add(
            severity,
            target,
            code,
            &zh.clone(),
            format!("{zh}涉及{}，没有填写相应的前置审批", trade.zh),
            format!("{en} has to do with {}, but no pre-approval for it was given", trade.en),
        );
    }
}

/// Whether each approval that was given has a known kind and a number.
fn given(subject: &Subject<'_>, found: &mut Found) {
    for approval in &subject.filing.service.pre_approvals {
        let number = &approval.licence_no;
        let Some(kind) = catalogue::pre_approval(approval.kind) else {
            let code = approval.kind;
            let (zh, en) =
                (format!("没有代码为 {code} 的前置审批类型"), format!("there is no kind of pre-approval {code}"));
            found.blocker(TARGET, "PRE_TYPE", &code.to_string(), zh, en);
            continue;
        };
        if number.trim().is_empty() {
            let (zh, en) =
                (format!("“{}”没有填写审批号", kind.zh), format!("the approval \"{}\" has no number", kind.en));
            found.blocker(TARGET, "PRE_NUMBER", number, zh, en);
        } else if !number.contains(|c: char| c.is_numeric()) {
            let shown = short(number);
            let (zh, en) = (format!("审批号“{shown}”中没有数字"), format!("the number \"{shown}\" has no digit in it"));
            found.warning(TARGET, "PRE_NUMBER", number, zh, en);
        }
    }
}
