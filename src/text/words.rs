//! Every word of the screens and of the commands that is not a word of the domain.

use crate::domain::lang::Lang;

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        /// A word or sentence; `{}` stands for an argument of [`super::fill`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Word { $(#[doc = $en] $name,)+ }

        impl Word {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word in a language.
            pub const fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en,)+
                }
            }
        }
    };
}

words! {
    // The frame.
    Product = "备案审核台", "beian-desk";
    HelpTitle = "帮助（j k 滚动，Esc 关闭）", "Help (j k scroll, Esc closes)";
    HelpRule = "小写键只看、只标记；大写键才会改动案件，且先出确认单，按 y 才发送。", "Lowercase keys only look, mark or draft. Uppercase keys change a case, open a sheet first, and only y sends.";
    TooSmall = "窗口太小（{}×{}），至少需要 40×10。请放大窗口。", "The window is too small ({}x{}); it takes at least 40x10. Please enlarge it.";
    Loading = "载入中…", "loading…";
    Busy = "处理中…", "working…";
    Offline = "连不上备案接口，按 r 重试。{}", "No answer from the filing API. Press r to try again. {}";
    Empty = "未填", "not given";

    // The queue.
    QueueEmpty = "没有待审案件。", "No case waits here.";
    QueueEmptyFiltered = "没有符合筛选的案件。按 / 修改，Esc 清除。", "No case matches the filter. Press / to change it, Esc to clear it.";
    Number = "编号", "number";
    Organizer = "主办单位", "organizer";
    Site = "网站", "site";
    Domain = "域名", "domain";
    Province = "省份", "prov.";
    Nature = "性质", "nature";
    Round = "轮", "rd";
    FoundHead = "必/提", "B/W";
    TimeLeft = "剩余", "time left";
    Holder = "持有人", "holder";
    StatusHead = "状态", "status";
    DueUnknown = "待日历", "no calendar";
    Filter = "筛选", "filter";
    FilterHint = "例：省:浙江 轮:>1 逾期 空闲 我的 · bjqy（拼音首字母）", "e.g. province:Zhejiang round:>1 overdue free mine · bjqy (pinyin)";
    Of = "第 {} / {} 件", "{} of {}";
    OfMore = "第 {} / {}+ 件", "{} of {}+";

    // A case.
    Materials = "材料", "Materials";
    History = "经过", "History";
    SamePerson = "与主体负责人为同一人", "same person as the entity principal";
    RoundN = "第 {} 轮", "round {}";
    Due = "{} 到期（剩 {}）", "due {} ({} left)";
    Overdue = "{} 到期，{}", "due {}, {}";
    ClaimedBy = "{} 持有至 {}", "held by {} until {}";
    ClaimedByMe = "我持有至 {}", "mine until {}";
    Decided = "已决定", "decided";
    Escalated = "已上报", "escalated";
    Snoozed = "暂缓", "put off";
    DecidedBy = "{} 已提交决定，{} 生效", "decided by {}, takes effect {}";
    NotClaimed = "未认领", "not claimed";
    VerifiedAt = "真实性核验 {}", "verified {}";
    Flagged = "已标记", "flagged";
    UnknownStatus = "未知状态 {}：服务端比本程序新。可以查看，不能决定；请升级。", "Unknown status {}: the server is newer than this program. You can look but not decide; please upgrade.";
    LinesRead = "已核对 {}/{}", "checked {}/{}";
    PicturesSeen = "看图 {}/{}", "pictures {}/{}";
    Unseen = "未看", "unseen";
    ClockPaused = "暂停", "paused";
    ClockLeft = "剩 {}", "{} left";
    LeaseLeft = "我持有，剩 {} 分", "mine, {} min left";
    NoteUnsent = "备注未保存", "note not saved";
    EscalatedBy = "已上报（{} {}）：{}", "escalated ({} {}): {}";
    SnoozedBy = "暂缓（{}，至 {}）：{}", "put off ({}, until {}): {}";
    NothingToMark = "这一行没有可核对的内容。", "There is nothing to verify on this line.";
    AllRead = "全部已核对。", "Everything is checked.";
    Matches = "{} 处", "{} found";
    NoMatches = "没有找到“{}”。", "\"{}\" is not found.";
    MatchOf = "第 {} / {} 处", "match {} of {}";
    FindingOf = "第 {} / {} 处机器检查：{}", "finding {} of {}: {}";
    NoFindings = "机器检查没有发现问题。", "The machine found nothing.";
    Pinned = "图片停在这一张；把光标移到材料上即恢复跟随字段。", "The picture stays; move to a material to let it follow the fields again.";
    JumpHint = "输入标签跳转，Esc 取消", "type a label to jump, Esc cancels";
    NothingToJump = "这里没有可跳转的行。", "There is no line to jump to.";
    NothingMasked = "这一行没有隐藏的内容。", "Nothing on this line is masked.";
    Revealed = "已显示全文，并已记录。再按一次隐藏。", "Shown in full, which is recorded. The same key hides it.";
    UntouchedFirst = "上一轮有 {} 条原因未修改。", "Reasons of the last round left untouched: {}.";
    MaterialNone = "申请人尚未上传材料。", "The applicant has uploaded nothing yet.";

    // The picture pane.
    PictureLoading = "正在取图…", "fetching the picture…";
    PictureFailed = "看不了这张图：{}", "This picture cannot be shown: {}";
    PictureNotOne = "内容既不是 JPEG 也不是 PNG，文件名不作数。", "The content is neither JPEG nor PNG, whatever the file is called.";
    PictureTooManyBytes = "文件有 {} MB，超过可打开的 {} MB。", "The file has {} MB, more than the {} MB that are opened.";
    PictureTooLarge = "图片标称 {}×{} 像素，超过可打开的大小（边长至多 {}）。", "The picture claims {}x{} pixels, more than can be opened (sides of at most {}).";
    PictureEmpty = "图片没有像素。", "The picture has no pixels.";
    PictureDamaged = "图片已损坏或不完整：{}", "The picture is damaged or cut off: {}";
    PictureStopped = "已停止取图。按 r 重取。", "The picture was stopped. Press r to fetch it again.";
    MeterRunning = "传 {}/{} KB", "sending {}/{} KB";
    MeterSent = "传 {} KB", "sent {} KB";
    PictureOff = "图片显示已关闭（--graphics off）。", "Pictures are off (--graphics off).";
    PictureFacts = "{}×{} {} {} SHA-256 {}…", "{}x{} {} {} SHA-256 {}…";
    VersionUploaded = "上传原图 {} KB", "uploaded {} KB";
    VersionReported = "报送管局 {} KB", "as reported {} KB";
    Video = "这是视频（{}，{}，SHA-256 {}…），终端不能播放。请用播放器打开 /v1/materials/{}/content。", "This is a video ({}, {}, SHA-256 {}…), which a terminal cannot play. Open /v1/materials/{}/content in a player.";
    PictureNone = "此材料没有图片。", "This material has no picture.";
    BlocksHint = "终端只能用半块字符显示；放大（z +）后才能辨认小字。", "This terminal shows half blocks only; whole screen and zoom (z +) make small print legible.";

    // Deciding.
    ApproveTitle = "通过 {}？", "Approve {}?";
    ApproveFirst = "通过初审后，申请人上传资料并做真实性核验。", "After this first review the applicant uploads materials and passes the authenticity verification.";
    ApproveSecond = "通过复审后，案件提交管局。", "After this second review the case goes to the communications administration.";
    ApproveFlagged = "注意：您已标记 {} 处问题，通过不会把它们告知申请人。", "Note: you flagged {} problems; an approval does not tell the applicant about them.";
    ClaimFirst = "您还没有认领，发送时会先认领。", "You have not claimed this case; sending claims it first.";
    ThenNext = "发送后自动认领并打开下一件。", "After sending, the next case is claimed and opened.";
    ReleaseTitle = "释放 {}？", "Hand back {}?";
    ReleaseText = "其他审核员即可认领。已标记的原因在退出本程序前仍保留。", "Other reviewers can claim it then. Reasons you flagged are kept until you leave the program.";
    ClaimTitle = "认领 {}？", "Claim {}?";
    ClaimText = "认领后 15 分钟内由您决定；打开期间自动续持。", "You then have 15 minutes to decide; the lease renews itself while the case is open.";
    ClaimNextTitle = "认领最急的{}案件？", "Claim the most urgent case for {}?";
    YesNo = "y {} · n 否（默认）", "y {} · n no (default)";
    YesQuit = "退出", "leave";
    ReturnTitle = "退回 {}", "Return {}";
    ReasonCount = "{} 条原因", "reasons: {}";
    ReturnNote = "申请人将看到以上文字。", "The applicant reads exactly these words, in Chinese.";
    ReturnNone = "还没有原因。按 a 从目录中选择。", "No reason yet. Press a to pick from the catalogue.";
    PickTitle = "选择退回原因", "Pick a return reason";
    PickFor = "选择退回原因：{}", "Pick a return reason: {}";
    PickHint = "输入代码、中文、拼音或英文；Enter 选择，Esc 返回", "type a code, words or pinyin; Enter picks, Esc goes back";
    PickNothing = "没有符合的原因。换个词，或用 OTHER 自己写。", "No reason matches. Try another word, or use OTHER and write your own.";
    TargetTitle = "{} 指向哪里？", "What does {} point at?";
    EditTitle = "修改文字：{}", "Edit the text: {}";
    EditText = "说明", "what is wrong";
    EditSuggestion = "建议", "what to do";
    EditHint = "Tab 切换 · Ctrl-s 或 Esc 完成", "Tab switches · Ctrl-s or Esc is done";
    NeedReason = "退回至少要有一个原因，按 a 添加。", "A return needs at least one reason; press a to add one.";
    AnyTarget = "整个案件", "the whole case";

    // What happened.
    Approved = "已通过 {}。", "{} is approved.";
    Returned = "已退回 {}（{} 个原因）。", "{} is returned ({} reasons).";
    HoldRuns = "已提交 {} · {} 撤销 {}s", "sent {} · {} takes back {}s";
    ApproveHeld = "已提交“通过” {}。", "Approval of {} is sent.";
    ReturnHeld = "已提交“退回” {}（{} 个原因）。", "Return of {} is sent ({} reasons).";
    TakenBack = "已撤销对 {} 的决定；可以重新决定。", "The decision on {} is taken back; decide anew.";
    NothingToUndo = "没有可撤销的决定。", "There is no decision to take back.";
    Claimed = "已认领 {}。", "{} is claimed.";
    Released = "已释放 {}。", "{} is handed back.";
    FlagSaved = "已标记：{}。按 X 查看并发送退回。", "Flagged: {}. Press X to see and send the return.";
    LeaseGone = "持有已失效，请按 C 重新认领。", "The lease is gone; press C to claim again.";
    NoMore = "队列里没有更多您可认领的案件。", "No more case waits that you may take.";
    QuitWithDrafts = "有 {} 件案件标记了原因但还没有退回，退出后这些标记会丢失。", "Flagged reasons are not sent yet (cases: {}). They are lost when you leave.";
    NotNow = "现在不行：{}", "Not now: {}";

    // The figures.
    Backlog = "积压", "Backlog";
    Waiting = "待审", "waiting";
    Held = "已认领", "held";
    OverdueCount = "逾期", "overdue";
    Oldest = "最久", "oldest";
    ByProvince = "各省（初审 + 复审）", "by province (first + second review)";
    ByStatus = "各状态", "by status";
    TakenAt = "统计于 {}", "as of {}";

    // What the machine found, and what changed.
    FindingsCounted = "必改 {} 提醒 {}", "B {} W {}";
    Findings = "机器检查", "What the machine found";
    SinceLastRound = "与上一轮相比（= 收起）", "Since the last round (= puts it away)";
    SinceRound = "与上一轮相比", "Since the last round";
    NotAskedFor = "未要求修改", "nobody asked for it";
    NoEarlierRound = "上一轮的内容没有保留。", "What was submitted in the last round was not kept.";
    FirstRound = "这是第一轮，没有可比较的内容。", "This is the first round; there is nothing to compare with.";
    RelatedFilings = "关联备案", "Related filings";
    Notes = "内部备注", "Internal notes";

    // Notes, related filings, laying aside, and what was refused.
    NoteTitle = "内部备注 {}（申请人看不到）", "Internal notes {} (never shown to the applicant)";
    NoNotes = "还没有备注。", "There is no note yet.";
    NoteHint = "Ctrl-s 保存 · Esc 停笔（内容保留）", "Ctrl-s saves · Esc stops writing (it is kept)";
    NoteReady = "y 保存 · e 继续写 · Esc 关闭（草稿保留）", "y saves · e goes on writing · Esc closes (the draft is kept)";
    NoteEmpty = "备注是空的。", "The note is empty.";
    NoteTooLong = "备注最多 {} 字，现有 {} 字。", "A note has at most {} characters; this one has {}.";
    NoteSaved = "备注已保存。", "The note is saved.";
    RelatedTitle = "与 {} 有关联的备案（{}）", "Filings related to {} ({})";
    RelatedNone = "没有关联的备案。", "No filing is related to this one.";
    RelatedShares = "相同：{}", "the same: {}";
    RelatedUndecided = "尚无决定", "no decision yet";
    PeekTitle = "{}（只看，不认领）", "{} (only to look at)";
    EscalateTitle = "上报 {}？", "Give {} to the lead?";
    EscalateText = "案件交给组长，您的持有随即结束。", "The case goes to the lead, and your lease ends.";
    SnoozeTitle = "暂缓 {}？", "Put {} off?";
    SnoozeText = "到期前不会分派给任何人；仍可指名认领。您的持有随即结束。", "Until then nobody is given it; it can still be claimed by name. Your lease ends.";
    UntilWhen = "到什么时候（j k 选择）", "Until when (j k choose)";
    ReasonWhy = "理由", "Why";
    ReasonHint = "必填；Enter 写完，Esc 停笔", "needed; Enter is done, Esc stops writing";
    AsideReady = "y {} · e 写理由 · n 否（默认）", "y {} · e writes the reason · n no (default)";
    ReasonNeeded = "请先写明理由（按 e）。", "Say why first (press e).";
    ReasonTooLong = "理由最多 {} 字，现有 {} 字。", "A reason has at most {} characters; this one has {}.";
    DeescalateTitle = "取消上报 {}？", "Take {} back from the lead?";
    WakeTitle = "取消暂缓 {}？", "End the putting off of {}?";
    AsideGone = "已上报 {}。", "{} is with the lead.";
    SnoozedUntil = "{} 暂缓至 {}。", "{} is put off until {}.";
    TakenBackAside = "{} 恢复待审。", "{} waits for review again.";
    TroubleTitle = "没有执行", "Not done";
    TroubleWhat = "原因", "Why";
    TroubleSince = "您打开之后", "Since you opened it";
    TroubleKept = "您填写的内容都在", "What you wrote is all here";
    TroubleNext = "接下来", "What next";
    TroubleStands = "现在：{}，第 {} 版", "now: {}, version {}";
    TroubleNothing = "没有新的变化。", "Nothing else changed.";
    KeptReasons = "原因 {} 条", "reasons: {}";
    KeptNote = "备注 {} 字", "note: {} characters";
    KeptMarks = "已核对 {} 项", "verified: {}";
    KeptAside = "理由 {} 字", "reason: {} characters";
    KeptNothing = "没有未发送的内容。", "Nothing was unsent.";
    NextLook = "按 Enter 回到案件，看过变化后再决定。", "Enter takes you back; look at what changed, then decide.";
    NextClaim = "按 C 重新认领，然后再发送。", "Press C to claim it again, then send.";
    NextOther = "按 q 回队列另选一件；对方释放后可按 C 认领。", "q goes to the queue for another case; once it is free, C claims it.";
    NextColleague = "按 q 回队列，把它留给有权的同事。", "q goes to the queue; leave it to a colleague who may.";
    NextMend = "按 Enter 回到原处修改，再发送。", "Enter takes you back to mend it, then send again.";
    NextFindings = "按 Enter 回到案件，n 逐一查看问题；X 退回。", "Enter takes you back, n goes from finding to finding, X returns the case.";

    // The commands.
    NoTerminalForPictures = "输出不是终端，未打印图片。", "The output is no terminal, so no picture is printed.";
    AskApprove = "通过 {}（{}）？", "Approve {} ({})?";
    AskReturn = "退回 {}（{}），{} 个原因？", "Return {} ({}) with {} reasons?";
    AskClaim = "认领{}？", "Claim {}?";
    AskRelease = "释放 {}？", "Hand back {}?";
    AskReceived = "管局已接收 {}？", "Has the administration taken {}?";
    AskSms = "{} 的短信核验：{}？", "SMS verification of {}: {}?";
    AskAdministrationApproved = "管局已通过 {}？", "Has the administration approved {}?";
    AskAdministrationRejected = "管局未通过 {}（{} 个代码）？", "Has the administration refused {} (codes: {})?";
    AskSubmit = "提交 {}？", "Submit {}?";
    AskCreate = "按 {} 新建备案，并上传 {} 张图片？", "Create a filing from {} with {} pictures?";
    AskEdit = "替换 {} 的填写内容为 {}？", "Replace what {} has with {}?";
    AskUpload = "上传 {} 张图片到 {}？", "Upload {} pictures to {}?";
    AskVerify = "为 {} 提交真实性核验照片或视频？", "Send the verification photo or video of {}?";
    AskUser = "设置用户 {}（{}）并签发新令牌？数据：{}", "Set up user {} ({}) and issue a new token? Data: {}";
    AskImport = "导入 {} 行（{}）到 {}？", "Import {} rows ({}) into {}?";
    Imported = "已导入 {} 行（{}）到 {}", "imported {} rows ({}) into {}";
    ImportChecking = "检查", "checking";
    ImportStoring = "导入", "storing";
    ImportFaults = "{} 有 {} 行有误，未导入任何内容。请改正后重试：", "{} has {} wrong rows, so nothing was imported. Mend them and try again:";
    ImportLine = "第 {} 行：{}", "line {}: {}";
    ImportCell = "第 {} 行，{}：{}", "line {}, {}: {}";
    ImportMore = "……另有 {} 处", "… and {} more";
    AskWithdraw = "撤回 {}？撤回后该备案即告结束。", "Withdraw {}? That ends the filing.";
    AskAbandon = "放弃 {}？放弃后该备案即告结束。", "Give {} up? That ends the filing.";
    FoundType = "备案类型：{}", "filing type: {}";
    FoundTypeUnchecked = "备案类型：{}（未核对：没有已备案信息库）", "filing type: {} (not checked: there is no registry of filings)";
    EntityNumber = "主体备案号 {}", "entity filing number {}";
    ServiceNumber = "网站备案号 {}", "service filing number {}";
    NeededMaterials = "所需材料", "Materials needed";
    StillMissing = "缺", "missing";
    MayBeAsked = "可能需要", "may be asked for";
    NoFilings = "还没有备案。新建：beian-desk file new FILING.toml --materials DIR", "There is no filing yet. Make one: beian-desk file new FILING.toml --materials DIR";
    MoreFilings = "还有更多：--cursor {}", "there are more: --cursor {}";
    MostUrgent = "最急的案件", "the most urgent case";
    NeedsYes = "没有终端可以确认；请加 --yes。", "There is no terminal to ask on; add --yes.";
    NotDone = "没有执行。", "Nothing was done.";
    DryRun = "试运行，未改动：{}", "Dry run, nothing changed: {}";
    TokenMissing = "没有令牌文件。请用 --token-file 或 BEIAN_DESK_TOKEN_FILE 指定。", "There is no token file. Name one with --token-file or BEIAN_DESK_TOKEN_FILE.";
    TokenUnreadable = "读不了令牌文件 {}：{}", "The token file {} cannot be read: {}";
    TokenEmpty = "令牌文件 {} 是空的或不像令牌。", "The token file {} is empty or does not hold a token.";
    LeaseUntil = "持有至 {}（北京时间）", "held until {} (Beijing time)";
    Zone = "以上时间均为北京时间（UTC+8）。", "All times are Beijing time (UTC+8).";
    AskSection = "将分区 {} 设为“{}”（{}）？", "Save section {} as \"{}\" ({})?";
    AskSectionGone = "删除分区 {}？", "Remove section {}?";
    SectionGone = "已删除分区 {}。", "Section {} is removed.";
    NoTrainees = "没有见习审核员。", "There is no trainee.";
    Proposals = "见习提案", "What trainees proposed";
    Proposed = "已记录对 {} 的提案；案件不变，将与审核员的决定比对。", "Your proposal for {} is kept. The case stays as it is; what a reviewer decides will be compared with it.";
    SameOutcome = "结论一致，原因相同 {}（提出 {}，给出 {}）", "same outcome, reasons in common {} (proposed {}, given {})";
    OtherOutcome = "结论不同，原因相同 {}（提出 {}，给出 {}）", "other outcome, reasons in common {} (proposed {}, given {})";
    EvidenceReason = "截图 {} 属于哪个原因？有多个原因时写作 N:SLUG:X,Y,W,H，N 为第几个。", "Which reason does the evidence on {} belong to? With several reasons write N:SLUG:X,Y,W,H, N being its place.";
    EvidencePicture = "本案没有图片 {}/{}；现有：{}", "The case has no picture {}/{}; it has: {}";
    AfterApproval = "备案后事项", "After approval";
    DueBy = "截止 {}", "due {}";
    SiteUnread = "首页无法读取：{}", "the home page cannot be read: {}";
    NumberShown = "备案号 {}", "filing number {}";
    NumberLinked = "链接至 beian.miit.gov.cn", "linked to beian.miit.gov.cn";
    NumberAtBottom = "位于页面底部", "at the foot of the page";
    CopyrightShown = "版权所有 {}", "copyright line of {}";
    Yes = "有", "yes";
    NotThere = "没有", "no";
    SiteNotFine = "首页未按要求标明备案信息。请改正后重新检查。", "The home page does not show what it must. Mend it, then check again.";
    AskRecheck = "重新检查 {}？", "Check {} again?";
    Measuring = "图片测量 {}/{}", "pictures measured {}/{}";
    PicturesMeasured = "图片测量中：已完成 {}/{}，结果出来后会重新检查", "pictures are still being measured: {} of {}; the case is checked again then";
    SlotFull = "{} 的文件数已满；以 --replace 替换已有文件", "{} has all the files it may have; --replace puts these in their place";
    AskUndo = "撤销对 {} 的决定？", "Take the decision on {} back?";
    TakesEffect = "{} 的决定将于北京时间 {} 生效；此前可撤销：beian-desk undo {}", "The decision on {} takes effect at {} Beijing time; until then: beian-desk undo {}";
    Batch = "批次", "batch";
    BatchWaits = "待报送", "waits";
    BatchUnacknowledged = "{}（未确认）", "{} (not acknowledged)";
    SmsHead = "短信核验", "SMS verification";
    SmsVerifiedAt = "{} 已核验", "verified {}";
    SmsMissing = "未核验，{} 截止，错误 {} 次", "no answer yet, until {}, wrong answers: {}";
    NumbersGiven = "备案号 {} {}", "filing numbers {} {}";
    NowStatus = "{} 现为：{}", "{} is now: {}";
    Uploaded = "已上传 {}（{}，{}）", "uploaded {} ({}, {})";
    UploadThere = "{} 已有相同文件，跳过：{}", "{} has this very file already, skipped: {}";
    UploadFailed = "{} 个文件未能上传（共 {} 个）：", "{} of {} files were not uploaded:";
    UploadAgain = "改正后再次执行即可，只会补传缺少的：{}", "Mend them, then repeat this; it sends only what is missing: {}";
    AskLink = "为 {} 生成一次性核验链接？之前未使用的链接随即作废。", "Make a one-time verification link for {}? An earlier unused one is void then.";
    LinkUntil = "请网站负责人用手机扫码，链接有效至 {}，只能使用一次。", "For the service principal's phone; the link can be used once, until {}.";
    LinkNoRoom = "窗口太小，放不下二维码；请放大窗口或直接打开上面的链接。", "The window is too small for the QR code; enlarge it, or open the link above.";
    LinkWaiting = "等待核验…（Ctrl-C 结束等待，链接仍有效）", "waiting for the verification… (Ctrl-C stops waiting; the link stays)";
    LinkLeft = "不再等待；链接在有效期内仍可使用。", "No longer waiting; the link can be used until it expires.";
    LinkEnded = "链接已过期，没有收到核验资料。请重新生成链接。", "The link expired and nothing was sent. Make a new link.";
    Verified = "真实性核验已完成：{}", "authenticity verified: {}";
    Created = "已新建备案 {}（{}）", "created filing {} ({})";
    NextStepSubmit = "下一步：beian-desk file submit {}", "Next: beian-desk file submit {}";
    NextStepUpload = "下一步：beian-desk file upload {} SLUG=FILE …，file verify {}（扫码或 --photo FILE），然后 file submit {}", "Next: beian-desk file upload {} SLUG=FILE …, file verify {} (by QR code, or --photo FILE), then file submit {}";
    Reasons = "退回原因", "Return reasons";

    // The verification page.
    PageTitle = "真实性核验", "Authenticity verification";
    PageIntro = "{} 正在办理以下网站的 ICP 备案，请网站负责人本人完成核验。", "{} is handling the ICP filing of the site below. Its service principal is asked to verify it in person.";
    PageProvider = "接入服务商", "Access provider";
    PageNumber = "备案编号", "Filing";
    PageSite = "网站名称", "Site";
    PageDomain = "域名", "Domain";
    PagePerson = "网站负责人", "Service principal";
    PageCertificate = "证件号码", "Certificate no.";
    PageRules = "拍摄要求", "What the picture must look like";
    PageRulePerson = "由网站负责人本人为本次备案新拍，不得翻拍。", "Of the service principal in person, new for this filing, not of another picture.";
    PageRuleGround = "纯白背景，光线均匀，没有反光和阴影。", "Plain white background, even light, no reflections or shadows.";
    PageRuleFace = "正对镜头，完整露出面部和双肩，不遮挡。", "Facing the camera, with the full face and both shoulders, nothing covered.";
    PageRuleClothes = "着装符合季节，不得美颜或编辑。", "Clothes that fit the season; no beautifying, no editing.";
    PageRuleSame = "与证件上是同一个人，姓名和证件号码与上面一致。", "The person on the certificate, with the name and number above.";
    PageRuleFile = "JPEG 或 PNG 照片，最多 10 MB；或 MP4、WebM 短视频，最多 50 MB。", "A JPEG or PNG photo of up to 10 MB, or a short MP4 or WebM video of up to 50 MB.";
    PageFile = "照片或短视频", "Photo or short video";
    PageConsent = "我就是上述网站负责人。我同意 {} 收集并使用这张照片或这段视频（含人脸信息），仅用于核验本次备案的真实性：由其审核员查看，并随备案材料报送通信管理局；与备案资料一同保存，备案注销且法定保存期届满后删除。", "I am the service principal named above. I agree that {} collects and uses this photo or video, my face included, only to verify this filing: its reviewers look at it, and it goes to the communications administration with the filing's materials. It is kept with the filing and deleted after the filing is cancelled and the period that the law sets is over.";
    PageSend = "提交核验", "Send";
    PageUntil = "链接有效至 {}（北京时间），只能使用一次。", "The link can be used once, until {} (Beijing time).";
    PageOnPhone = "用手机扫码打开本页", "Scan to open this page on a phone";
    PageNoConsent = "请先勾选同意，再重新选择文件并提交。链接仍可使用。", "Please agree first, then choose the file again and send. The link can still be used.";
    PageNoPhoto = "请先拍摄或选择照片、视频，再提交。链接仍可使用。", "Please take or choose a photo or video first, then send. The link can still be used.";
    PageAgain = "{} 链接仍可使用，请重新选择文件后提交。", "{} The link can still be used: choose a file again and send.";
    PageDone = "核验资料已提交", "Your verification was sent";
    PageDoneNext = "可以关闭本页。申请人现在可以在备案系统中继续提交。", "You can close this page. The applicant can now go on with the filing.";
    PageUsed = "此链接已使用", "This link has been used";
    PageUsedNext = "核验资料已经收到，无需再次提交。如需重新核验，请申请人生成新的链接。", "The verification was received; nothing more is needed. To do it again, ask the applicant for a new link.";
    PageExpired = "此链接已过期", "This link has expired";
    PageNewLink = "请申请人生成新的链接，并在有效期内打开。", "Ask the applicant for a new link, and open it before it expires.";
    PageVoid = "此链接已作废", "This link is no longer valid";
    PageVoidNext = "申请人生成了新的链接，或更换了负责人。请使用最新的链接或二维码。", "The applicant made a newer link or named another person. Please use the newest link or QR code.";
    PageClosed = "此备案现在不需要核验", "This filing needs no verification now";
    PageClosedNext = "备案已提交审核或已结束。如被退回需要重新核验，请申请人生成新的链接。", "It is under review or has ended. Should it be returned for another verification, ask the applicant for a new link.";
    PageUnknown = "没有这个链接", "There is no such link";
    PageUnknownNext = "请核对地址是否完整，或请申请人生成新的链接。", "Check that the address is complete, or ask the applicant for a new link.";
}
