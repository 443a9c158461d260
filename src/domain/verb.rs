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
        Lapse = "lapse", "持有到期", "let a lease run out";
        Release = "release", "释放", "hand back";
        Approve = "approve", "通过", "approve";
        Return = "return", "退回", "return";
        Propose = "propose", "提案", "propose a decision";
        Proposals = "proposals", "查看提案", "read the proposals";
        TraineeScore = "trainee_score", "查看见习成绩", "see how trainees do";
        Override = "override", "放行", "approve over a blocker";
        Recheck = "recheck", "重新检查", "check again";
        Round = "round", "查看变化", "see what changed since the last round";
        Undo = "undo", "撤销决定", "take a decision back";
        Escalate = "escalate", "上报", "escalate";
        Deescalate = "deescalate", "取消上报", "end an escalation";
        Snooze = "snooze", "暂缓", "put off";
        Wake = "wake", "取消暂缓", "end a putting off";
        Note = "note", "备注", "write a note";
        Notes = "notes", "查看备注", "read the notes";
        Reveal = "reveal", "查看脱敏内容", "look at what is masked";
        Draft = "draft", "查看草稿", "read the draft";
        KeepDraft = "keep_draft", "保存草稿", "keep the draft";
        Related = "related", "查看关联", "see related filings";
        Counts = "counts", "查看数量", "count the queue";
        Sections = "sections", "查看分区", "list the sections";
        SetSection = "set_section", "保存分区", "save a section";
        DropSection = "drop_section", "删除分区", "remove a section";
        Events = "events", "接收变动", "follow changes";
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
        HandedOver = "handed_over", "查看报送", "list what was handed over";
        Account = "account", "查看账号", "see the account";
        EditAccount = "edit_account", "修改账号", "edit the account";
        Filings = "filings", "列出备案", "list filings";
        FindType = "find_type", "验证备案类型", "find the filing type";
        Requirements = "requirements", "查看所需材料", "list required materials";
        Link = "link", "生成核验链接", "make a verification link";
        VerifyPage = "verify_page", "核验页面", "the verification page";
        Notices = "notices", "查看通知", "list notices";
        DeadNotices = "dead_notices", "查看未送达通知", "list notices not delivered";
        RetryNotice = "retry_notice", "重发通知", "send a notice again";
        Obligations = "obligations", "查看备案后事项", "list obligations";
        Fulfil = "fulfil", "完成备案后事项", "fulfil an obligation";
        CheckSite = "check_site", "检查网站", "check a home page";
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
                &["GET /v1/materials/{id}/content", "GET /v1/materials/{id}/preview", "GET /v1/materials/{id}/small"],
                &["show"],
                &["next_material", "previous_material", "version"],
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
            Self::Lapse => faces(&[], &[], &[], "done by a job when nobody renews"),
            Self::Approve => {
                faces(&["POST /v1/cases/{id}/decision"], &["approve", "outbox flush"], &["approve", "outbox"], "")
            }
            Self::Return => {
                faces(&["POST /v1/cases/{id}/decision"], &["return", "outbox flush"], &["return", "outbox"], "")
            }
            Self::Propose => {
                faces(&["POST /v1/cases/{id}/decision"], &["approve", "return"], &["approve", "return"], "")
            }
            Self::Proposals => {
                faces(&["GET /v1/cases/{id}/proposals"], &["show"], &[], "no key: `proposals` in the palette")
            }
            Self::TraineeScore => faces(
                &["GET /v1/trainees", "GET /v1/trainees/{id}/score"],
                &["trainee score"],
                &[],
                "no key: `trainees` in the palette",
            ),
            Self::Override => faces(&["POST /v1/cases/{id}/decision"], &["approve"], &["approve"], ""),
            Self::Recheck => faces(
                &["POST /v1/cases/{id}/recheck"],
                &["recheck"],
                &[],
                "no key: findings are computed anew whenever something changes",
            ),
            Self::Round => faces(&["GET /v1/cases/{id}/round"], &["show"], &["changes"], ""),
            Self::Undo => faces(&["DELETE /v1/cases/{id}/decision"], &["undo"], &["undo"], ""),
            Self::Escalate => faces(&["POST /v1/cases/{id}/escalate"], &[], &["escalate"], NO_COMMAND),
            Self::Deescalate => faces(&["DELETE /v1/cases/{id}/escalate"], &[], &["escalate"], NO_COMMAND),
            Self::Snooze => faces(&["POST /v1/cases/{id}/snooze"], &[], &["snooze"], NO_COMMAND),
            Self::Wake => faces(&["DELETE /v1/cases/{id}/snooze"], &[], &["snooze"], NO_COMMAND),
            Self::Note => faces(&["POST /v1/cases/{id}/notes"], &[], &["note"], NO_COMMAND),
            Self::Notes => faces(&["GET /v1/cases/{id}/notes"], &["show"], &["note"], ""),
            Self::Reveal => faces(
                &["POST /v1/cases/{id}/reveal"],
                &[],
                &["reveal"],
                "no command: `show --json` has the values until they are masked on the wire",
            ),
            Self::Draft => faces(&["GET /v1/cases/{id}/draft"], &[], &[], DRAFT),
            Self::KeepDraft => faces(&["PUT /v1/cases/{id}/draft"], &[], &[], DRAFT),
            Self::Related => faces(&["GET /v1/cases/{id}/related"], &["show"], &["related"], ""),
            Self::Counts => {
                faces(&["GET /v1/cases/counts"], &[], &[], "no command or key: the queue's header shows them")
            }
            Self::Sections => faces(&["GET /v1/sections"], &["sections ls"], &["section"], ""),
            Self::SetSection => {
                faces(&["PUT /v1/sections/{scope}/{position}"], &["sections set"], &["save_section"], "")
            }
            Self::DropSection => {
                faces(&["DELETE /v1/sections/{scope}/{position}"], &["sections rm"], &["save_section"], "")
            }
            Self::Events => faces(&["GET /v1/events"], &[], &[], API_ONLY),
            Self::Create => faces(&["POST /v1/filings"], &["file new"], &[], APPLICANT),
            Self::Edit => faces(&["PUT /v1/filings/{id}"], &["file set"], &[], APPLICANT),
            Self::Status => faces(&["GET /v1/filings/{id}"], &["file status"], &[], APPLICANT),
            Self::Upload => faces(&["POST /v1/filings/{id}/materials"], &["file upload"], &[], APPLICANT),
            Self::Verify => faces(&["POST /v1/filings/{id}/verification"], &["file verify"], &[], APPLICANT),
            Self::Submit => faces(&["POST /v1/filings/{id}/submit"], &["file submit"], &[], APPLICANT),
            Self::Withdraw => faces(&["POST /v1/filings/{id}/withdraw"], &["file withdraw"], &[], APPLICANT),
            Self::Abandon => faces(&["POST /v1/filings/{id}/abandon"], &["file abandon"], &[], APPLICANT),
            Self::Expire => faces(&[], &[], &[], "done by a job when its time has come"),
            Self::Received => {
                faces(&["POST /v1/administration/{id}/received"], &["administration received"], &[], ADMINISTRATION)
            }
            Self::Sms => faces(&["POST /v1/administration/{id}/sms"], &["administration sms"], &[], ADMINISTRATION),
            Self::Result => {
                faces(&["POST /v1/administration/{id}/result"], &["administration result"], &[], ADMINISTRATION)
            }
            Self::HandedOver => faces(&["GET /v1/administration"], &["administration ls"], &[], ADMINISTRATION),
            Self::Account => faces(
                &["GET /v1/account"],
                &[],
                &[],
                "no command or key: `file new` and `file submit` say what is wrong with it",
            ),
            Self::EditAccount => {
                faces(&["PUT /v1/account"], &[], &[], "no command or key: the organisation's own console sets it")
            }
            Self::Filings => faces(&["GET /v1/filings"], &["file ls"], &[], APPLICANT),
            Self::FindType => faces(&["POST /v1/filings/type"], &["file type"], &[], APPLICANT),
            Self::Requirements => faces(&["GET /v1/filings/{id}/requirements"], &["file status"], &[], APPLICANT),
            Self::Link => faces(&["POST /v1/filings/{id}/verification/link"], &["file verify"], &[], APPLICANT),
            Self::VerifyPage => faces(
                &["GET /verify/{token}", "POST /verify/{token}", "GET /verify/{token}/qr.png"],
                &[],
                &[],
                "no command or key: opened on a phone",
            ),
            Self::Notices => {
                faces(&["GET /v1/filings/{id}/notices"], &[], &[], "no command or key: they come by mail and webhook")
            }
            Self::DeadNotices => faces(&["GET /v1/notices"], &[], &[], API_ONLY),
            Self::RetryNotice => faces(&["POST /v1/notices/{id}/retry"], &[], &[], API_ONLY),
            Self::Obligations => faces(&["GET /v1/filings/{id}/obligations"], &["file status"], &[], APPLICANT),
            Self::Fulfil => faces(
                &["PUT /v1/filings/{id}/obligations/{kind}"],
                &[],
                &[],
                "no command or key: the organisation's own console sets it",
            ),
            Self::CheckSite => faces(&["POST /v1/filings/{id}/check-site"], &["file check-site"], &[], APPLICANT),
        }
    }
}

const API_ONLY: &str = "no command or key yet: reached through the API";
const NO_COMMAND: &str = "no command: it wants the case before one's eyes";
const DRAFT: &str = "no command or key: the desk keeps what is typed and reads it back by itself";
const ADMINISTRATION: &str = "no key: the administration's side is not on the reviewer's desk";
const APPLICANT: &str = "no key: the applicant's side is not on the reviewer's desk";
