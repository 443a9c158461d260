//! The table of keys, as plain data: scope, chords, intent and words. Help, footer, README table and man page are
//! derived from it, so no key can exist that they do not show.
//!
//! One rule carries the rest: a lowercase key looks, marks or drafts; only an uppercase key changes a case on the
//! server, and it opens a sheet whose default is No. Vim's `G` is the exception that changes nothing, and `u` the one
//! lowercase key that acts: it takes my own held decision back, at once.
//!
//! The table is the default of a [`Keymap`], over which the site's and the user's `keys.toml` are laid; everything that
//! speaks of keys asks the keymap.

mod chord;
mod file;
mod keymap;
mod table;

pub use chord::{Chord, Key, Sequence, plain_char};
pub use file::Mistake;
pub use keymap::{Bound, Found, Keymap};
pub use table::{BINDINGS, Binding};

use crate::domain::lang::Lang;

/// Where a key works. A narrower scope is asked before `Everywhere`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// On every screen, outside text fields.
    Everywhere,
    /// The queue.
    Queue,
    /// A case beside its picture.
    Case,
    /// The picture, when it has the focus or the whole screen.
    Picture,
    /// The approve, hand-back and claim sheets.
    Confirm,
    /// The return sheet.
    Return,
    /// The box that is drawn on a picture as evidence.
    Evidence,
    /// The decisions that wait to be sent.
    Outbox,
    /// The note's sheet, while nothing is typed.
    Note,
    /// The sheets that give a case to the lead or put it off, while nothing is typed.
    Aside,
    /// Related filings.
    Related,
    /// What was refused, and what to do next.
    Trouble,
    /// The figures.
    Backlog,
    /// The help, and the other sheets of text over a screen.
    Help,
}

impl Scope {
    /// Every scope, in the order of the help.
    pub const ALL: [Self; 14] = [
        Self::Everywhere,
        Self::Queue,
        Self::Case,
        Self::Picture,
        Self::Confirm,
        Self::Return,
        Self::Evidence,
        Self::Outbox,
        Self::Note,
        Self::Aside,
        Self::Related,
        Self::Trouble,
        Self::Backlog,
        Self::Help,
    ];

    /// The scope's name in `keys.toml` and in JSON.
    pub fn slug(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// The scope of this name.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.slug() == slug)
    }

    /// The scope's heading.
    pub const fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Everywhere => lang.pick("随处", "Everywhere"),
            Self::Queue => lang.pick("队列", "Queue"),
            Self::Case => lang.pick("案件", "Case"),
            Self::Picture => lang.pick("图片", "Picture"),
            Self::Confirm => lang.pick("确认单", "Confirmation sheet"),
            Self::Return => lang.pick("退回单", "Return sheet"),
            Self::Evidence => lang.pick("圈证据", "Evidence box"),
            Self::Outbox => lang.pick("发件箱", "Outbox"),
            Self::Note => lang.pick("备注", "Note"),
            Self::Aside => lang.pick("上报与暂缓", "Escalate and put off"),
            Self::Related => lang.pick("关联备案", "Related filings"),
            Self::Trouble => lang.pick("未能执行", "What was refused"),
            Self::Backlog => lang.pick("积压", "Backlog"),
            Self::Help => lang.pick("帮助与记录", "Help and log"),
        }
    }
}

/// What a key asks for. The names (see [`Intent::name`]) are those that the verbs' faces use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    /// Show or close the help.
    Help,
    /// Type the name of something to do.
    Palette,
    /// The calls of the API so far.
    Log,
    /// Type a filter.
    Filter,
    /// The next match.
    NextMatch,
    /// The previous match.
    PreviousMatch,
    /// The next pane.
    NextPane,
    /// The previous pane.
    PreviousPane,
    /// Leave what is on top.
    Back,
    /// Close the screen; on the queue, leave the program.
    Close,
    /// Ask the server again.
    Refresh,
    /// Draw everything again.
    Redraw,
    /// Stop the program, as the shell's job control does.
    Suspend,
    /// One down.
    Down,
    /// One up.
    Up,
    /// To the first.
    Top,
    /// To the last.
    Bottom,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// Open what is under the cursor.
    Open,
    /// The section with this number, from 1.
    Section(u8),
    /// Mark the row under the cursor, or take its mark away.
    Mark,
    /// Mark what is not marked, and the other way round.
    InvertMarks,
    /// The next order of the list.
    Sort,
    /// Keep the present filter and order under a digit.
    SaveSection,
    /// The lead's figures.
    Backlog,
    /// The field or material was looked at and is right.
    Verified,
    /// Draw a box on the picture as evidence.
    Evidence,
    /// Two pictures side by side, or one again.
    Beside,
    /// Filings that share something with this one.
    Related,
    /// Show what is masked.
    Reveal,
    /// Write a note.
    Note,
    /// Jump to a field by its label.
    Jump,
    /// Flag a field or material with a reason.
    Flag,
    /// The next material.
    NextMaterial,
    /// The previous material.
    PreviousMaterial,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As large as the pane.
    ZoomFit,
    /// Move the view left.
    PanLeft,
    /// Move the view right.
    PanRight,
    /// Move the view up.
    PanUp,
    /// Move the view down.
    PanDown,
    /// More contrast, inverted, or as it is.
    Contrast,
    /// A quarter turn to the left.
    TurnLeft,
    /// A quarter turn to the right.
    TurnRight,
    /// The picture on the whole screen, or back.
    WholeScreen,
    /// Between the picture as uploaded and the version that the administration gets.
    Version,
    /// Take the case, or in the queue the most urgent one.
    Claim,
    /// Approve.
    Approve,
    /// Return.
    Return,
    /// Hand the case back.
    Release,
    /// Give the case to the lead.
    Escalate,
    /// Put the case off.
    Snooze,
    /// Take my last decision back while it is held.
    Undo,
    /// What changed since the last round.
    Changes,
    /// Copy the value under the cursor.
    CopyValue,
    /// Copy the case's number.
    CopyNumber,
    /// Copy the case's domain.
    CopyDomain,
    /// Send what the sheet shows.
    Yes,
    /// Leave the sheet without sending.
    No,
    /// One more reason.
    AddReason,
    /// Change the reason's text or suggestion.
    EditReason,
    /// Drop the reason.
    DropReason,
    /// Between correct and reject.
    ToggleKind,
    /// The return as the applicant will read it.
    Preview,
    /// The decisions that wait to be sent.
    Outbox,
}

impl Intent {
    /// Whether it changes a case on the server, after a sheet that asks. Only uppercase keys may be bound to it.
    pub const fn changes_case(self) -> bool {
        matches!(self, Self::Claim | Self::Approve | Self::Return | Self::Release | Self::Escalate | Self::Snooze)
    }

    /// Whether anything is stored for it on the server: a change, or a mark, a note or a draft.
    pub const fn writes(self) -> bool {
        self.changes_case() || matches!(self, Self::Undo | Self::Note | Self::Flag | Self::Verified | Self::Evidence)
    }

    /// The name in `keys.toml`: that of [`name`](Self::name), with the section's number.
    pub fn key_name(self) -> String {
        match self {
            Self::Section(number) => format!("section_{number}"),
            other => other.name().to_owned(),
        }
    }

    /// The name by which verbs and tests speak of the intent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Palette => "palette",
            Self::Log => "log",
            Self::Filter => "filter",
            Self::NextMatch => "next_match",
            Self::PreviousMatch => "previous_match",
            Self::NextPane => "next_pane",
            Self::PreviousPane => "previous_pane",
            Self::Back => "back",
            Self::Close => "close",
            Self::Refresh => "refresh",
            Self::Redraw => "redraw",
            Self::Suspend => "suspend",
            Self::Down => "down",
            Self::Up => "up",
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::HalfDown => "half_down",
            Self::HalfUp => "half_up",
            Self::Open => "open",
            Self::Section(_) => "section",
            Self::Mark => "mark",
            Self::InvertMarks => "invert_marks",
            Self::Sort => "sort",
            Self::SaveSection => "save_section",
            Self::Backlog => "backlog",
            Self::Verified => "verified",
            Self::Evidence => "evidence",
            Self::Beside => "beside",
            Self::Related => "related",
            Self::Reveal => "reveal",
            Self::Note => "note",
            Self::Jump => "jump",
            Self::Flag => "flag",
            Self::NextMaterial => "next_material",
            Self::PreviousMaterial => "previous_material",
            Self::ZoomIn => "zoom_in",
            Self::ZoomOut => "zoom_out",
            Self::ZoomFit => "zoom_fit",
            Self::PanLeft => "pan_left",
            Self::PanRight => "pan_right",
            Self::PanUp => "pan_up",
            Self::PanDown => "pan_down",
            Self::Contrast => "contrast",
            Self::TurnLeft => "turn_left",
            Self::TurnRight => "turn_right",
            Self::WholeScreen => "whole_screen",
            Self::Version => "version",
            Self::Claim => "claim",
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Release => "release",
            Self::Escalate => "escalate",
            Self::Snooze => "snooze",
            Self::Undo => "undo",
            Self::Changes => "changes",
            Self::CopyValue => "copy_value",
            Self::CopyNumber => "copy_number",
            Self::CopyDomain => "copy_domain",
            Self::Yes => "yes",
            Self::No => "no",
            Self::AddReason => "add_reason",
            Self::EditReason => "edit_reason",
            Self::DropReason => "drop_reason",
            Self::ToggleKind => "toggle_kind",
            Self::Preview => "preview",
            Self::Outbox => "outbox",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_chord_is_bound_twice_in_a_scope() {
        let mut seen = BTreeSet::new();
        for binding in BINDINGS {
            for chord in binding.chords {
                assert!(seen.insert((binding.scope, *chord)), "{chord} twice in {:?}", binding.scope);
                assert!(Sequence::parse(chord).is_some(), "{chord} cannot be read");
            }
        }
    }

    #[test]
    fn only_uppercase_keys_change_a_case_on_the_server() {
        for binding in BINDINGS.iter().filter(|binding| binding.scope != Scope::Everywhere) {
            for chord in binding.chords {
                let upper = chord.len() == 1 && chord.chars().all(|c| c.is_ascii_uppercase());
                let vim = *chord == "G" || *chord == "N";
                assert_eq!(upper && !vim, binding.intent.changes_case(), "{chord} in {:?}", binding.scope);
            }
        }
    }

    #[test]
    fn the_scopes_own_key_wins_over_everywhere() {
        let keymap = Keymap::default();
        let look = |scope, chord| keymap.look(scope, &[Chord::parse(chord).unwrap()]);
        assert_eq!(look(Scope::Picture, "h"), Found::Intent(Intent::PanLeft));
        assert_eq!(look(Scope::Queue, "h"), Found::Nothing);
        assert_eq!(look(Scope::Queue, "?"), Found::Intent(Intent::Help));
    }
}
