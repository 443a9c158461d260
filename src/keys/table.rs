//! The table itself.

use super::{Chord, Intent, Scope};
use crate::domain::lang::Lang;

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where it works.
    pub scope: Scope,
    /// The chords, the one to show first.
    pub chords: &'static [&'static str],
    /// What it asks for.
    pub intent: Intent,
    zh: &'static str,
    en: &'static str,
}

impl Binding {
    /// Whether one of the chords is this one.
    pub fn has(&self, chord: Chord) -> bool {
        self.chords.iter().any(|text| Chord::parse(text) == Some(chord))
    }

    /// What the key does.
    pub const fn word(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

const fn bind(
    scope: Scope,
    chords: &'static [&'static str],
    intent: Intent,
    zh: &'static str,
    en: &'static str,
) -> Binding {
    Binding { scope, chords, intent, zh, en }
}

/// Every key of the desk. Within a scope the order is that of the help; the footer takes the first that fit.
pub const BINDINGS: &[Binding] = &[
    bind(Scope::Everywhere, &["?"], Intent::Help, "帮助", "help"),
    bind(Scope::Everywhere, &[":"], Intent::Palette, "命令", "commands"),
    bind(Scope::Everywhere, &["q"], Intent::Close, "关闭", "close"),
    bind(Scope::Everywhere, &["Esc"], Intent::Back, "返回", "back"),
    bind(Scope::Everywhere, &["Tab"], Intent::NextPane, "下一栏", "next pane"),
    bind(Scope::Everywhere, &["Shift-Tab"], Intent::PreviousPane, "上一栏", "previous pane"),
    bind(Scope::Everywhere, &["r"], Intent::Refresh, "刷新", "refresh"),
    bind(Scope::Everywhere, &["u"], Intent::Undo, "撤销决定", "take my decision back"),
    bind(Scope::Everywhere, &["@"], Intent::Log, "接口记录", "log of calls"),
    bind(Scope::Everywhere, &["n"], Intent::NextMatch, "下一处", "next match"),
    bind(Scope::Everywhere, &["N"], Intent::PreviousMatch, "上一处", "previous match"),
    bind(Scope::Everywhere, &["j", "Down"], Intent::Down, "下移", "down"),
    bind(Scope::Everywhere, &["k", "Up"], Intent::Up, "上移", "up"),
    bind(Scope::Everywhere, &["g", "Home"], Intent::Top, "到首行", "to the first"),
    bind(Scope::Everywhere, &["G", "End"], Intent::Bottom, "到末行", "to the last"),
    bind(Scope::Everywhere, &["Ctrl-d", "PageDown"], Intent::HalfDown, "下翻半页", "half a page down"),
    bind(Scope::Everywhere, &["Ctrl-u", "PageUp"], Intent::HalfUp, "上翻半页", "half a page up"),
    bind(Scope::Everywhere, &["Ctrl-l"], Intent::Redraw, "重画", "redraw"),
    bind(Scope::Everywhere, &["Ctrl-z"], Intent::Suspend, "挂起", "suspend"),
    bind(Scope::Queue, &["Enter"], Intent::Open, "打开", "open"),
    bind(Scope::Queue, &["C"], Intent::Claim, "认领最急", "claim next"),
    bind(Scope::Queue, &["/"], Intent::Filter, "筛选", "filter"),
    bind(Scope::Queue, &["s"], Intent::Sort, "排序", "sort"),
    bind(Scope::Queue, &["Space"], Intent::Mark, "标注", "mark"),
    bind(Scope::Queue, &["*"], Intent::InvertMarks, "反选", "invert the marks"),
    bind(Scope::Queue, &["w"], Intent::SaveSection, "存为分区", "keep as a section"),
    bind(Scope::Queue, &["b"], Intent::Backlog, "积压", "backlog"),
    bind(Scope::Queue, &["o"], Intent::Outbox, "发件箱", "outbox"),
    bind(Scope::Queue, &["E"], Intent::Escalate, "上报", "escalate"),
    bind(Scope::Queue, &["S"], Intent::Snooze, "暂缓", "put off"),
    bind(Scope::Queue, &["1"], Intent::Section(1), "初审", "first review"),
    bind(Scope::Queue, &["2"], Intent::Section(2), "复审", "second review"),
    bind(Scope::Queue, &["3"], Intent::Section(3), "分区 3", "section 3"),
    bind(Scope::Queue, &["4"], Intent::Section(4), "分区 4", "section 4"),
    bind(Scope::Queue, &["5"], Intent::Section(5), "分区 5", "section 5"),
    bind(Scope::Queue, &["6"], Intent::Section(6), "分区 6", "section 6"),
    bind(Scope::Queue, &["7"], Intent::Section(7), "分区 7", "section 7"),
    bind(Scope::Queue, &["8"], Intent::Section(8), "分区 8", "section 8"),
    bind(Scope::Queue, &["9"], Intent::Section(9), "分区 9", "section 9"),
    bind(Scope::Case, &["A"], Intent::Approve, "通过", "approve"),
    bind(Scope::Case, &["X"], Intent::Return, "退回", "return"),
    bind(Scope::Case, &["C"], Intent::Claim, "认领", "claim"),
    bind(Scope::Case, &["U"], Intent::Release, "释放", "hand back"),
    bind(Scope::Case, &["m"], Intent::Flag, "标记问题", "flag"),
    bind(Scope::Case, &["v"], Intent::Verified, "已核对", "verified"),
    bind(Scope::Case, &["f"], Intent::Jump, "跳到", "jump"),
    bind(Scope::Case, &["="], Intent::Changes, "变化", "changes since the last round"),
    bind(Scope::Case, &[">"], Intent::NextMaterial, "下一张", "next picture"),
    bind(Scope::Case, &["<"], Intent::PreviousMaterial, "上一张", "previous picture"),
    bind(Scope::Case, &["z"], Intent::WholeScreen, "大图", "whole screen"),
    bind(Scope::Case, &["Enter"], Intent::Open, "大图/展开", "whole screen, or unfold"),
    bind(Scope::Case, &["/"], Intent::Filter, "查找", "find"),
    bind(Scope::Case, &["Tab"], Intent::NextPane, "看图片", "to the picture"),
    bind(Scope::Case, &["q"], Intent::Close, "回队列", "to the queue"),
    bind(Scope::Case, &["+"], Intent::ZoomIn, "放大", "zoom in"),
    bind(Scope::Case, &["-"], Intent::ZoomOut, "缩小", "zoom out"),
    bind(Scope::Case, &["0"], Intent::ZoomFit, "适合", "fit"),
    bind(Scope::Case, &["("], Intent::TurnLeft, "左转", "turn left"),
    bind(Scope::Case, &[")"], Intent::TurnRight, "右转", "turn right"),
    bind(Scope::Case, &["o"], Intent::Version, "原图/报送图", "as uploaded, or as reported"),
    bind(Scope::Case, &["p"], Intent::Related, "关联", "related filings"),
    bind(Scope::Case, &["i"], Intent::Reveal, "显示全文", "reveal"),
    bind(Scope::Case, &["t"], Intent::Note, "备注", "note"),
    bind(Scope::Case, &["e"], Intent::Evidence, "圈证据", "evidence"),
    bind(Scope::Case, &["c"], Intent::Contrast, "对比度", "contrast"),
    bind(Scope::Case, &["E"], Intent::Escalate, "上报", "escalate"),
    bind(Scope::Case, &["S"], Intent::Snooze, "暂缓", "put off"),
    bind(Scope::Picture, &["Esc"], Intent::Back, "回案件", "to the case"),
    bind(Scope::Picture, &[">"], Intent::NextMaterial, "下一张", "next picture"),
    bind(Scope::Picture, &["<"], Intent::PreviousMaterial, "上一张", "previous picture"),
    bind(Scope::Picture, &["m"], Intent::Flag, "标记问题", "flag"),
    bind(Scope::Picture, &["A"], Intent::Approve, "通过", "approve"),
    bind(Scope::Picture, &["X"], Intent::Return, "退回", "return"),
    bind(Scope::Picture, &["C"], Intent::Claim, "认领", "claim"),
    bind(Scope::Picture, &["U"], Intent::Release, "释放", "hand back"),
    bind(Scope::Picture, &["+", "="], Intent::ZoomIn, "放大", "zoom in"),
    bind(Scope::Picture, &["-"], Intent::ZoomOut, "缩小", "zoom out"),
    bind(Scope::Picture, &["0"], Intent::ZoomFit, "适合", "fit"),
    bind(Scope::Picture, &["h", "Left"], Intent::PanLeft, "左移", "pan left"),
    bind(Scope::Picture, &["j", "Down"], Intent::PanDown, "下移", "pan down"),
    bind(Scope::Picture, &["k", "Up"], Intent::PanUp, "上移", "pan up"),
    bind(Scope::Picture, &["l", "Right"], Intent::PanRight, "右移", "pan right"),
    bind(Scope::Picture, &["v"], Intent::Verified, "已核对", "verified"),
    bind(Scope::Picture, &["e"], Intent::Evidence, "圈证据", "evidence"),
    bind(Scope::Picture, &["c"], Intent::Contrast, "对比度", "contrast"),
    bind(Scope::Picture, &["E"], Intent::Escalate, "上报", "escalate"),
    bind(Scope::Picture, &["S"], Intent::Snooze, "暂缓", "put off"),
    bind(Scope::Picture, &["("], Intent::TurnLeft, "左转", "turn left"),
    bind(Scope::Picture, &[")"], Intent::TurnRight, "右转", "turn right"),
    bind(Scope::Picture, &["z"], Intent::WholeScreen, "大图/还原", "whole screen, or back"),
    bind(Scope::Picture, &["o"], Intent::Version, "原图/报送图", "as uploaded, or as reported"),
    bind(Scope::Confirm, &["y"], Intent::Yes, "是", "yes"),
    bind(Scope::Confirm, &["n", "Enter"], Intent::No, "否", "no"),
    bind(Scope::Return, &["y"], Intent::Yes, "发送退回", "send the return"),
    bind(Scope::Return, &["a"], Intent::AddReason, "加原因", "add a reason"),
    bind(Scope::Return, &["e", "Enter"], Intent::EditReason, "改文字", "edit the text"),
    bind(Scope::Return, &["d"], Intent::DropReason, "去掉", "drop the reason"),
    bind(Scope::Return, &["x"], Intent::ToggleKind, "补正/驳回", "correct or reject"),
    bind(Scope::Return, &["p"], Intent::Preview, "预览", "as the applicant reads it"),
    bind(Scope::Return, &["n"], Intent::No, "先不发送", "not yet"),
    bind(Scope::Return, &["c"], Intent::Evidence, "去掉证据框", "drop the newest box"),
    bind(Scope::Evidence, &["h", "Left"], Intent::PanLeft, "左移", "left"),
    bind(Scope::Evidence, &["j", "Down"], Intent::PanDown, "下移", "down"),
    bind(Scope::Evidence, &["k", "Up"], Intent::PanUp, "上移", "up"),
    bind(Scope::Evidence, &["l", "Right"], Intent::PanRight, "右移", "right"),
    bind(Scope::Evidence, &["Tab"], Intent::NextPane, "移框/移角", "box or corner"),
    bind(Scope::Evidence, &["+", "="], Intent::ZoomIn, "框大", "larger"),
    bind(Scope::Evidence, &["-"], Intent::ZoomOut, "框小", "smaller"),
    bind(Scope::Evidence, &["Enter"], Intent::Yes, "用此框", "take the box"),
    bind(Scope::Refused, &["Enter", "n"], Intent::Open, "继续", "go on"),
    bind(Scope::Refused, &["C"], Intent::Claim, "重新认领", "claim again"),
    bind(Scope::Outbox, &["r"], Intent::Refresh, "立即重发", "send now"),
    bind(Scope::Outbox, &["Enter"], Intent::Open, "打开案件", "open the case"),
    bind(Scope::Outbox, &["d"], Intent::DropReason, "丢弃", "drop"),
    bind(Scope::Note, &["y"], Intent::Yes, "保存备注", "save the note"),
    bind(Scope::Note, &["e"], Intent::EditReason, "继续写", "go on writing"),
    bind(Scope::Note, &["n", "Enter"], Intent::No, "先不保存", "not yet"),
    bind(Scope::Aside, &["y"], Intent::Yes, "发送", "send"),
    bind(Scope::Aside, &["e"], Intent::EditReason, "改理由", "change the reason"),
    bind(Scope::Aside, &["n", "Enter"], Intent::No, "否", "no"),
    bind(Scope::Related, &["Enter"], Intent::Open, "查看", "look at it"),
    bind(Scope::Related, &["p"], Intent::Related, "关闭", "close"),
    bind(Scope::Trouble, &["Enter"], Intent::Open, "回到原处", "back to where I was"),
    bind(Scope::Trouble, &["C"], Intent::Claim, "认领", "claim"),
    bind(Scope::Trouble, &["q"], Intent::Close, "回队列", "to the queue"),
    bind(Scope::Backlog, &["b"], Intent::Backlog, "回队列", "back to the queue"),
];
