//! Why a case stands where it does in a list, in a few words made of nothing but its row; and why the next claim passes it over.

use jiff::Timestamp;
use jiff::civil::Date;

use super::catalogue;
use super::clocks::{local_clock, local_date, local_time, time_left};
use super::finding::FindingCounts;
use super::lang::Lang;
use super::sort::{Sort, SortKey};
use super::words::closed_list;

/// What is known of a listed case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed<'a> {
    /// When its review is due.
    pub due_at: Option<Timestamp>,
    /// Whether its due time lies beyond the known calendar.
    pub due_unknown: bool,
    /// When it came into its status.
    pub entered_at: Timestamp,
    /// The case's number.
    pub number: &'a str,
    /// 主办单位名称.
    pub organizer: &'a str,
    /// Two-digit province code.
    pub province: &'a str,
    /// Submissions.
    pub round: u32,
    /// What the machine found.
    pub findings: FindingCounts,
    /// Whether somebody holds it now.
    pub held: bool,
    /// Whether a decision waits to take effect.
    pub decided: bool,
    /// Whether it was given to the lead.
    pub escalated: bool,
    /// Until when it is put off.
    pub snoozed_until: Option<Timestamp>,
}

/// Why a case stands where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// Its due time is over: such cases stand before all others.
    Overdue(Timestamp),
    /// It is due today.
    DueToday(Timestamp),
    /// It is due tomorrow.
    DueTomorrow(Timestamp),
    /// It is due later.
    DueLater(Timestamp),
    /// Its due time cannot be computed: such cases stand last.
    DueUnknown,
    /// Nothing is due: such cases stand last.
    NothingDue,
    /// By when it came into its status.
    Entered(Timestamp),
    /// By its number.
    Number(String),
    /// By its organizer's name.
    Organizer(String),
    /// By its province.
    Province(String),
    /// By its submissions.
    Round(u32),
    /// By what must be corrected and what deserves a look.
    Findings(u32, u32),
}

/// Why a case stands where it does in a list of this order.
pub fn because(sort: Sort, case: &Listed<'_>, now: Timestamp) -> Because {
    match sort.key {
        SortKey::Due => by_due(case, now),
        SortKey::Entered => Because::Entered(case.entered_at),
        SortKey::Number => Because::Number(case.number.to_owned()),
        SortKey::Organizer => Because::Organizer(case.organizer.to_owned()),
        SortKey::Province => Because::Province(case.province.to_owned()),
        SortKey::Round => Because::Round(case.round),
        SortKey::Findings => Because::Findings(case.findings.blocker, case.findings.warning),
    }
}

fn by_due(case: &Listed<'_>, now: Timestamp) -> Because {
    let Some(due) = case.due_at else {
        return if case.due_unknown { Because::DueUnknown } else { Because::NothingDue };
    };
    let today = local_date(now);
    match local_date(due) {
        _ if due < now => Because::Overdue(due),
        day if day == today => Because::DueToday(due),
        day if today.tomorrow().is_ok_and(|tomorrow: Date| day == tomorrow) => Because::DueTomorrow(due),
        _ => Because::DueLater(due),
    }
}

impl Because {
    /// In words, with times in China.
    pub fn words(&self, lang: Lang, now: Timestamp) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Self::Overdue(due) => time_left(*due, now, lang),
            Self::DueToday(due) if zh => format!("今天 {} 到期", local_clock(*due)),
            Self::DueToday(due) => format!("due today {}", local_clock(*due)),
            Self::DueTomorrow(due) if zh => format!("明天 {} 到期", local_clock(*due)),
            Self::DueTomorrow(due) => format!("due tomorrow {}", local_clock(*due)),
            Self::DueLater(due) if zh => format!("{} 到期", local_time(*due)),
            Self::DueLater(due) => format!("due {}", local_time(*due)),
            Self::DueUnknown => lang.pick("缺工作日历，排在最后", "no calendar, listed last").to_owned(),
            Self::NothingDue => lang.pick("无时限，排在最后", "nothing due, listed last").to_owned(),
            Self::Entered(at) if zh => format!("{} 进入", local_time(*at)),
            Self::Entered(at) => format!("entered {}", local_time(*at)),
            Self::Number(text) | Self::Organizer(text) => text.clone(),
            Self::Province(code) => catalogue::province(code).map_or(code.as_str(), |row| row.text(lang)).to_owned(),
            Self::Round(round) if zh => format!("第 {round} 轮"),
            Self::Round(round) => format!("round {round}"),
            Self::Findings(blockers, warnings) if zh => format!("必改 {blockers} 提醒 {warnings}"),
            Self::Findings(1, 1) => "1 blocker, 1 warning".to_owned(),
            Self::Findings(1, warnings) => format!("1 blocker, {warnings} warnings"),
            Self::Findings(blockers, 1) => format!("{blockers} blockers, 1 warning"),
            Self::Findings(blockers, warnings) => format!("{blockers} blockers, {warnings} warnings"),
        }
    }
}

closed_list! {
    /// Why claiming the most urgent case gives another one, although this one stands before it.
    PassedOver {
        Deciding = "deciding", "决定待生效", "decided";
        Held = "held", "已认领", "held";
        Escalated = "escalated", "已上报", "escalated";
        Snoozed = "snoozed", "已暂缓", "put off";
    }
}

/// Why the next claim passes the case over; none where it may be given it.
pub fn passed_over(case: &Listed<'_>, now: Timestamp) -> Option<PassedOver> {
    if case.decided {
        Some(PassedOver::Deciding)
    } else if case.held {
        Some(PassedOver::Held)
    } else if case.escalated {
        Some(PassedOver::Escalated)
    } else {
        case.snoozed_until.filter(|until| *until > now).map(|_| PassedOver::Snoozed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn listed(due: Option<&str>) -> Listed<'static> {
        Listed {
            due_at: due.map(at),
            due_unknown: false,
            entered_at: at("2026-11-20T01:00:00Z"),
            number: "BA26000001",
            organizer: "样本科技",
            province: "33",
            round: 2,
            findings: FindingCounts { blocker: 1, warning: 3, note: 0 },
            held: false,
            decided: false,
            escalated: false,
            snoozed_until: None,
        }
    }

    #[test]
    fn the_usual_order_is_explained_by_what_is_due() {
        // 2026-11-24 09:00 in China.
        let now = at("2026-11-24T01:00:00Z");
        for (due, zh, en) in [
            (Some("2026-11-23T22:00:00Z"), "逾期3时00分", "late 3h00m"),
            (Some("2026-11-24T10:00:00Z"), "今天 18:00 到期", "due today 18:00"),
            // Still the 24th in UTC.
            (Some("2026-11-24T16:30:00Z"), "明天 00:30 到期", "due tomorrow 00:30"),
            (Some("2026-11-26T10:00:00Z"), "11-26 18:00 到期", "due 11-26 18:00"),
            (None, "无时限，排在最后", "nothing due, listed last"),
        ] {
            let because = because(Sort::default(), &listed(due), now);
            assert_eq!((because.words(Lang::Zh, now).as_str(), because.words(Lang::En, now).as_str()), (zh, en));
        }
        let unknown = Listed { due_unknown: true, ..listed(None) };
        assert_eq!(because(Sort::default(), &unknown, now), Because::DueUnknown);
    }

    #[test]
    fn every_order_is_explained_by_what_it_sorts() {
        let now = at("2026-11-24T01:00:00Z");
        let words = |sort: &str, lang| because(sort.parse().unwrap(), &listed(None), now).words(lang, now);
        for (sort, zh, en) in [
            ("entered", "11-20 09:00 进入", "entered 11-20 09:00"),
            ("-number", "BA26000001", "BA26000001"),
            ("organizer", "样本科技", "样本科技"),
            ("province", "浙江", "Zhejiang"),
            ("-round", "第 2 轮", "round 2"),
            ("-findings", "必改 1 提醒 3", "1 blocker, 3 warnings"),
        ] {
            assert_eq!((words(sort, Lang::Zh).as_str(), words(sort, Lang::En).as_str()), (zh, en), "{sort}");
        }
    }

    #[test]
    fn what_is_not_given_out_says_why() {
        let now = at("2026-11-24T01:00:00Z");
        let case = listed(None);
        assert_eq!(passed_over(&case, now), None);
        assert_eq!(passed_over(&Listed { held: true, decided: true, ..case }, now), Some(PassedOver::Deciding));
        assert_eq!(passed_over(&Listed { held: true, ..case }, now), Some(PassedOver::Held));
        assert_eq!(passed_over(&Listed { escalated: true, ..case }, now), Some(PassedOver::Escalated));
        assert_eq!(passed_over(&Listed { snoozed_until: Some(now), ..case }, now), None, "its time has come");
        let later = Some(now + jiff::SignedDuration::from_secs(1));
        assert_eq!(passed_over(&Listed { snoozed_until: later, ..case }, now), Some(PassedOver::Snoozed));
    }
}
