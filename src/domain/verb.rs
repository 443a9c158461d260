//! The registry of what can be done: every verb with its words and its faces.
//!
//! A face is where a verb can be reached: a route of the API, a command, a key of the desk. A verb without a face
//! of some kind says why. Tests check that every named face exists and that nothing outside is unclaimed.

use super::words::closed_list;

closed_list! {
    /// Something that can be done; also the `verb` of a history event.
    Verb {
        Queue = "queue", "看队列", "list the queue";
        Show = "show", "查看案件", "show a case";
        History = "history", "查看经过", "show the history";
        Look = "look", "查看材料", "look at a material";
        Reasons = "reasons", "查看退回原因", "list return reasons";
        Provinces = "provinces", "查看省份", "list provinces";
        Calendar = "calendar", "查看工作日历", "show the working-day calendar";
        Whoami = "whoami", "查看身份", "say who I am";
        Backlog = "backlog", "查看积压", "see the backlog";
        ClaimNext = "claim_next", "认领最急", "claim the most urgent";
        Claim = "claim", "认领", "claim";
        Renew = "renew", "续持", "renew the lease";
        Release = "release", "释放", "hand back";
        Approve = "approve", "通过", "approve";
        Return = "return", "退回", "return";
        Create = "create", "新建备案", "create a filing";
        Edit = "edit", "修改备案", "edit a filing";
        Status = "status", "查询进度", "see a filing's status";
        Upload = "upload", "上传材料", "upload a material";
        Verify = "verify", "真实性核验", "verify authenticity";
        Submit = "submit", "提交", "submit";
        Withdraw = "withdraw", "撤回", "withdraw";
        Abandon = "abandon", "放弃", "abandon";
        Expire = "expire", "超时关闭", "expire";
        Received = "received", "管局接收", "received by the administration";
        Sms = "sms", "短信核验", "SMS verification";
        Result = "result", "管局结果", "the administration's result";
    }
}

/// Where a verb can be reached. Empty lists are explained by `note`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faces {
    /// `METHOD /path` as in the OpenAPI document.
    pub routes: &'static [&'static str],
    /// Command lines without arguments, e.g. `file submit`.
    pub commands: &'static [&'static str],
    /// Names of key-table intents.
    pub keys: &'static [&'static str],
    /// Why a kind of face is missing; empty where none is.
    pub note: &'static str,
}

impl Verb {
    /// The verb's faces.
    pub const fn faces(self) -> Faces {
        const fn faces(
            routes: &'static [&'static str],
            commands: &'static [&'static str],
            keys: &'static [&'static str],
            note: &'static str,
        ) -> Faces {
            Faces { routes, commands, keys, note }
        }
        match self {
            Self::Queue => faces(&["GET /v1/cases"], &["queue"], &["refresh"], ""),
            Self::Show => faces(&["GET /v1/cases/{id}"], &["show"], &["open"], ""),
            Self::History => faces(&["GET /v1/cases/{id}/history"], &["show"], &["open"], ""),
            Self::Look => faces(
                &["GET /v1/materials/{id}/content", "GET /v1/materials/{id}/preview"],
                &["show"],
                &["next_material", "previous_material"],
                "",
            ),
            Self::Reasons => faces(
                &["GET /v1/return-reasons"],
                &["reasons"],
                &[],
                "no key of its own: the return sheet picks from it",
            ),
            Self::Provinces => faces(
                &["GET /v1/provinces", "GET /v1/provinces/{code}"],
                &[],
                &[],
                "no command or key: other words show a province's name",
            ),
            Self::Calendar => {
                faces(&["GET /v1/calendar/{year}"], &[], &[], "no command or key: due times are computed from it")
            }
            Self::Whoami => faces(&["GET /v1/me"], &[], &[], "no command or key: the desk's header shows it"),
            Self::Backlog => faces(&["GET /v1/backlog"], &["backlog"], &["backlog"], ""),
            Self::ClaimNext => faces(&["POST /v1/cases/claim-next"], &["claim"], &["claim"], ""),
            Self::Claim => faces(&["POST /v1/cases/{id}/claim"], &["claim"], &["claim"], ""),
            Self::Renew => faces(
                &["PUT /v1/cases/{id}/lease"],
                &[],
                &[],
                "no command or key: the desk renews while a held case is open, `approve` and `return` renew first",
            ),
            Self::Release => faces(&["DELETE /v1/cases/{id}/lease"], &["release"], &["release"], ""),
            Self::Approve => faces(&["POST /v1/cases/{id}/decision"], &["approve"], &["approve"], ""),
            Self::Return => faces(&["POST /v1/cases/{id}/decision"], &["return"], &["return"], ""),
            Self::Create => faces(&["POST /v1/filings"], &["file new"], &[], APPLICANT),
            Self::Edit => faces(&["PUT /v1/filings/{id}"], &["file set"], &[], APPLICANT),
            Self::Status => faces(&["GET /v1/filings/{id}"], &["file status"], &[], APPLICANT),
            Self::Upload => faces(&["POST /v1/filings/{id}/materials"], &["file upload"], &[], APPLICANT),
            Self::Verify => faces(&["POST /v1/filings/{id}/verification"], &["file verify"], &[], APPLICANT),
            Self::Submit => faces(&["POST /v1/filings/{id}/submit"], &["file submit"], &[], APPLICANT),
            Self::Withdraw | Self::Abandon | Self::Expire | Self::Received | Self::Sms | Self::Result => {
                faces(&[], &[], &[], "a word of the history; sample cases in later statuses carry it")
            }
        }
    }
}

const APPLICANT: &str = "no key: the applicant's side is not on the reviewer's desk";
