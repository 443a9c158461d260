//! The lead's figures, as one pure function of the open cases and the time.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::clocks::CALENDAR_MISSING;
use super::lang::Lang;
use super::status::{Stage, Status};
use super::words::closed_list;

closed_list! {
    /// How long a case has waited in its review, in elapsed hours.
    Age {
        UnderFourHours = "under_4h", "<4时", "<4h";
        UnderOneDay = "under_1d", "4-24时", "4-24h";
        UnderTwoDays = "under_2d", "1-2天", "1-2d";
        UnderFourDays = "under_4d", "2-4天", "2-4d";
        Older = "older", "≥4天", ">=4d";
    }
}

impl Age {
    /// The age class of a wait.
    pub fn of(wait: SignedDuration) -> Self {
        match wait.as_hours() {
            ..4 => Self::UnderFourHours,
            4..24 => Self::UnderOneDay,
            24..48 => Self::UnderTwoDays,
            48..96 => Self::UnderFourDays,
            _ => Self::Older,
        }
    }
}

/// What the figures are made of: one case that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// The case's number.
    pub number: String,
    /// 主办单位名称.
    pub organizer: String,
    /// Where the case stands.
    pub status: Status,
    /// Two-digit province code.
    pub province: String,
    /// When it came into its status.
    pub entered_at: Timestamp,
    /// When the review is due.
    pub due_at: Option<Timestamp>,
    /// Whether somebody holds it.
    pub held: bool,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Backlog {
    /// When they were taken (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// One entry per review, first then second.
    pub stages: Vec<StageBacklog>,
    /// Cases that have not ended, by status, in the order of the status machine; statuses without a case are left out.
    pub statuses: Vec<StatusCount>,
    /// Waiting cases by province, most first.
    pub provinces: Vec<ProvinceBacklog>,
    /// What those who run the service should mend.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

/// Something that those who run the service should mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Warning {
    /// What kind it is, e.g. `calendar_missing`.
    pub code: String,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl Warning {
    /// The official calendar of a year should be there by now.
    pub fn calendar_missing(year: i16) -> Self {
        Self {
            code: CALENDAR_MISSING.to_owned(),
            zh: format!(
                "缺少 {year} 年的工作日历，落在该年的时限无法计算。请将国务院放假安排存为 calendar/{year}.toml，然后重启服务。"
            ),
            en: format!(
                "The working-day calendar of {year} is missing, so that due times in that year are unknown. Put the State \
                 Council's arrangement into calendar/{year}.toml, then start the service again."
            ),
        }
    }

    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// The figures of one review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StageBacklog {
    /// Which review.
    pub stage: Stage,
    /// Cases waiting.
    pub waiting: u64,
    /// Of these, held by a reviewer.
    pub held: u64,
    /// Of these, past their due time.
    pub overdue: u64,
    /// Of these, without a known due time.
    pub due_unknown: u64,
    /// Waiting cases by age, all classes in order.
    pub ages: Vec<AgeCount>,
    /// The case that has waited longest.
    pub oldest: Option<Oldest>,
}

/// A count of one age class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgeCount {
    /// The class.
    pub age: Age,
    /// Cases.
    pub count: u64,
}

/// A count of one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// Cases.
    pub count: u64,
}

/// The case that has waited longest in its review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Oldest {
    /// The case's number.
    pub number: String,
    /// 主办单位名称.
    pub organizer: String,
    /// When it came into the review (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub entered_at: Timestamp,
    /// When it is due (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
}

/// The figures of one province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvinceBacklog {
    /// Two-digit province code.
    pub province: String,
    /// Waiting for the first review.
    pub first: u64,
    /// Waiting for the second review.
    pub second: u64,
    /// Of both, past their due time.
    pub overdue: u64,
}

/// Counts the open cases at `now`.
pub fn figures(cases: &[OpenCase], now: Timestamp) -> Backlog {
    let mut statuses: BTreeMap<Status, u64> = BTreeMap::new();
    let mut provinces: BTreeMap<&str, ProvinceBacklog> = BTreeMap::new();
    for case in cases {
        *statuses.entry(case.status).or_default() += 1;
        let Some(stage) = case.status.stage() else { continue };
        let row = provinces.entry(&case.province).or_insert_with(|| ProvinceBacklog {
            province: case.province.clone(),
            first: 0,
            second: 0,
            overdue: 0,
        });
        match stage {
            Stage::First => row.first += 1,
            Stage::Second => row.second += 1,
        }
        row.overdue += u64::from(is_overdue(case, now));
    }
    let mut provinces: Vec<_> = provinces.into_values().collect();
    provinces.sort_by(|a, b| (b.first + b.second).cmp(&(a.first + a.second)).then_with(|| a.province.cmp(&b.province)));
    Backlog {
        at: now,
        stages: Stage::ALL.iter().map(|stage| stage_figures(*stage, cases, now)).collect(),
        statuses: statuses.into_iter().map(|(status, count)| StatusCount { status, count }).collect(),
        provinces,
        warnings: Vec::new(),
    }
}

fn stage_figures(stage: Stage, cases: &[OpenCase], now: Timestamp) -> StageBacklog {
    let waiting: Vec<_> = cases.iter().filter(|case| case.status.stage() == Some(stage)).collect();
    let count = |test: &dyn Fn(&OpenCase) -> bool| waiting.iter().filter(|case| test(case)).count() as u64;
    let ages = Age::ALL
        .iter()
        .map(|age| AgeCount { age: *age, count: count(&|case| Age::of(now.duration_since(case.entered_at)) == *age) })
        .collect();
    let oldest = waiting.iter().min_by_key(|case| (case.entered_at, &case.number)).map(|case| Oldest {
        number: case.number.clone(),
        organizer: case.organizer.clone(),
        entered_at: case.entered_at,
        due_at: case.due_at,
    });
    StageBacklog {
        stage,
        waiting: waiting.len() as u64,
        held: count(&|case| case.held),
        overdue: count(&|case| is_overdue(case, now)),
        due_unknown: count(&|case| case.due_at.is_none()),
        ages,
        oldest,
    }
}

fn is_overdue(case: &OpenCase, now: Timestamp) -> bool {
    case.due_at.is_some_and(|due| due < now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(number: &str, status: Status, province: &str, hours: i64, due_in: Option<i64>) -> OpenCase {
        let now = Timestamp::UNIX_EPOCH;
        OpenCase {
            number: number.into(),
            organizer: number.into(),
            status,
            province: province.into(),
            entered_at: now - SignedDuration::from_hours(hours),
            due_at: due_in.map(|hours| now + SignedDuration::from_hours(hours)),
            held: number == "A",
        }
    }

    #[test]
    fn the_figures_of_a_small_morning() {
        let cases = [
            case("A", Status::FirstReview, "33", 1, Some(40)),
            case("B", Status::FirstReview, "33", 30, Some(-2)),
            case("C", Status::FirstReview, "11", 100, None),
            case("D", Status::SecondReview, "33", 24, Some(1)),
            case("E", Status::MaterialsPending, "11", 500, None),
        ];
        let backlog = figures(&cases, Timestamp::UNIX_EPOCH);
        let first = &backlog.stages[0];
        assert_eq!((first.waiting, first.held, first.overdue, first.due_unknown), (3, 1, 1, 1));
        assert_eq!(first.ages.iter().map(|row| row.count).collect::<Vec<_>>(), [1, 0, 1, 0, 1]);
        assert_eq!(first.oldest.as_ref().unwrap().number, "C");
        assert_eq!(backlog.stages[1].ages.iter().map(|row| row.count).collect::<Vec<_>>(), [0, 0, 1, 0, 0]);
        let provinces: Vec<_> =
            backlog.provinces.iter().map(|row| (row.province.as_str(), row.first, row.second, row.overdue)).collect();
        assert_eq!(provinces, [("33", 2, 1, 1), ("11", 1, 0, 0)]);
        assert_eq!(backlog.statuses.len(), 3);
    }
}
