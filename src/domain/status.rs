//! Where a case stands, and every legal move from there to the next place, as one pure function.
//!
//! Source: the status machine of the seed provider and the published contract, which settles what the
//! provider leaves open (both rejections of a review end the filing; a correction after a second return goes
//! back to the second review).

use super::words::closed_list;

closed_list! {
    /// The status of a case.
    Status {
        Draft = "draft", "填写中", "draft";
        FirstReview = "first_review", "待初审", "first review";
        FirstReturned = "first_returned", "初审退回", "returned by first review";
        FirstRejected = "first_rejected", "初审驳回", "rejected by first review";
        MaterialsPending = "materials_pending", "待上传资料", "materials pending";
        SecondReview = "second_review", "待复审", "second review";
        SecondReturned = "second_returned", "复审退回", "returned by second review";
        SecondRejected = "second_rejected", "复审驳回", "rejected by second review";
        ToAdministration = "to_administration", "待提交管局", "to the administration";
        SmsPending = "sms_pending", "待短信核验", "SMS verification pending";
        AdministrationReview = "administration_review", "管局审核中", "administration review";
        AdministrationRejected = "administration_rejected", "管局驳回", "rejected by the administration";
        Approved = "approved", "已备案", "approved";
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
        Abandoned = "abandoned", "已放弃", "abandoned";
        Expired = "expired", "已超时", "expired";
    }
}

closed_list! {
    /// The two reviews by the access provider.
    Stage {
        First = "first", "初审", "first review";
        Second = "second", "复审", "second review";
    }
}

impl Stage {
    /// The status of a case that waits for this review.
    pub const fn status(self) -> Status {
        match self {
            Self::First => Status::FirstReview,
            Self::Second => Status::SecondReview,
        }
    }
}

impl Status {
    /// The review that the case waits for, if it waits for one.
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::FirstReview => Some(Stage::First),
            Self::SecondReview => Some(Stage::Second),
            _ => None,
        }
    }

    /// Whether the applicant may change fields and materials.
    pub const fn is_editable(self) -> bool {
        matches!(
            self,
            Self::Draft
                | Self::FirstReturned
                | Self::SecondReturned
                | Self::MaterialsPending
                | Self::AdministrationRejected
        )
    }

    /// Whether nothing can happen to the case any more.
    pub fn is_end(self) -> bool {
        Move::ALL.iter().all(|step| next(self, *step).is_none())
    }
}

closed_list! {
    /// What can happen to a case. Each is done by exactly one kind of actor.
    Move {
        Submit = "submit", "提交", "submit";
        Approve = "approve", "通过", "approve";
        Return = "return", "退回", "return";
        Reject = "reject", "驳回", "reject";
        Withdraw = "withdraw", "撤回", "withdraw";
        Abandon = "abandon", "放弃", "abandon";
        Expire = "expire", "超时", "expire";
        Received = "received", "管局接收", "received by the administration";
        SmsVerified = "sms_verified", "短信核验完成", "SMS verified";
        SmsFailed = "sms_failed", "短信核验失败", "SMS verification failed";
        AdministrationApproved = "administration_approved", "管局通过", "approved by the administration";
        AdministrationRefused = "administration_refused", "管局不通过", "refused by the administration";
        Resume = "resume", "原样重报", "hand over again unchanged";
    }
}

/// The status after `step`, or `None` where the move is not legal from `from`.
///
/// `Resume` is the one move with a condition that the status cannot show: it is legal only after an SMS
/// timeout; the caller checks that.
pub const fn next(from: Status, step: Move) -> Option<Status> {
    use Move as M;
    use Status as S;
    Some(match (from, step) {
        (S::Draft | S::FirstReturned | S::AdministrationRejected, M::Submit) => S::FirstReview,
        (S::MaterialsPending | S::SecondReturned, M::Submit) => S::SecondReview,
        (S::FirstReview, M::Approve) => S::MaterialsPending,
        (S::FirstReview, M::Return) => S::FirstReturned,
        (S::FirstReview, M::Reject) => S::FirstRejected,
        (S::SecondReview, M::Approve) => S::ToAdministration,
        (S::SecondReview, M::Return) => S::SecondReturned,
        (S::SecondReview, M::Reject) => S::SecondRejected,
        (S::FirstReview | S::SecondReview | S::ToAdministration, M::Withdraw) => S::Withdrawn,
        (
            S::Draft | S::FirstReturned | S::SecondReturned | S::MaterialsPending | S::AdministrationRejected,
            M::Abandon,
        ) => S::Abandoned,
        (
            S::Draft | S::FirstReturned | S::SecondReturned | S::MaterialsPending | S::AdministrationRejected,
            M::Expire,
        ) => S::Expired,
        (S::ToAdministration, M::Received) => S::SmsPending,
        (S::SmsPending, M::SmsVerified) => S::AdministrationReview,
        (S::SmsPending, M::SmsFailed) => S::AdministrationRejected,
        (S::AdministrationReview, M::AdministrationApproved) => S::Approved,
        (S::AdministrationReview, M::AdministrationRefused) => S::AdministrationRejected,
        (S::AdministrationRejected, M::Resume) => S::ToAdministration,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, written out once more by hand: `from: move>to move>to …`.
    const TABLE: &str = "
        draft: submit>first_review abandon>abandoned expire>expired
        first_review: approve>materials_pending return>first_returned reject>first_rejected withdraw>withdrawn
        first_returned: submit>first_review abandon>abandoned expire>expired
        first_rejected:
        materials_pending: submit>second_review abandon>abandoned expire>expired
        second_review: approve>to_administration return>second_returned reject>second_rejected withdraw>withdrawn
        second_returned: submit>second_review abandon>abandoned expire>expired
        second_rejected:
        to_administration: withdraw>withdrawn received>sms_pending
        sms_pending: sms_verified>administration_review sms_failed>administration_rejected
        administration_review: administration_approved>approved administration_refused>administration_rejected
        administration_rejected: submit>first_review abandon>abandoned expire>expired resume>to_administration
        approved:
        withdrawn:
        abandoned:
        expired:";

    #[test]
    fn every_move_from_every_status_is_as_the_table_says() {
        let mut rows = 0;
        for line in TABLE.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (from, moves) = line.split_once(':').unwrap();
            let from: Status = from.parse().unwrap();
            let legal: Vec<(Move, Status)> = moves
                .split_whitespace()
                .map(|pair| {
                    let (step, to) = pair.split_once('>').unwrap();
                    (step.parse().unwrap(), to.parse().unwrap())
                })
                .collect();
            for step in Move::ALL {
                let expected = legal.iter().find(|(known, _)| known == step).map(|(_, to)| *to);
                assert_eq!(next(from, *step), expected, "{from} + {step}");
            }
            assert_eq!(from.is_end(), legal.is_empty(), "{from}");
            rows += 1;
        }
        assert_eq!(rows, Status::ALL.len());
    }

    #[test]
    fn every_status_can_be_reached_from_a_draft() {
        let mut reached = vec![Status::Draft];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            for to in Move::ALL.iter().filter_map(|step| next(from, *step)) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), Status::ALL.len());
    }
}
