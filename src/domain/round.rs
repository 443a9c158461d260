//! What changed since the last round: per old reason whether it was seen to, every changed field with its difference, the
//! pictures that are the same or others, and what was changed although nobody asked for it.

use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};
use utoipa::ToSchema;

use super::field::values;
use super::filing::Filing;
use super::finding::Finding;
use super::lang::Lang;
use super::open::Open;
use super::reason::ReasonGiven;
use super::words::closed_list;
use super::{catalogue, field};

/// A longer value is compared as a whole and not by character: nobody reads such a difference.
const LONGEST_COMPARED: usize = 2000;

closed_list! {
    /// What became of a reason of the last return.
    Outcome {
        Fixed = "fixed", "已改正", "fixed";
        Changed = "changed", "已修改", "changed";
        Untouched = "untouched", "未修改", "untouched";
        Unknown = "unknown", "须人工核对", "to be looked at";
    }
}

closed_list! {
    /// A piece of a difference.
    PieceKind {
        Same = "same", "未变", "same";
        Removed = "removed", "删去", "removed";
        Added = "added", "新增", "added";
    }
}

closed_list! {
    /// What became of a picture.
    PictureChange {
        Same = "same", "同一图片", "the same picture";
        Other = "other", "已换图", "another picture";
        Added = "added", "新增", "added";
        Removed = "removed", "已删除", "removed";
    }
}

/// A picture of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedPicture {
    /// A slug of the material catalogue.
    pub slug: String,
    /// Position within the slug, counted from 1.
    pub page: u32,
    /// SHA-256 of its bytes, in hexadecimal; empty where it had none yet.
    pub sha256: String,
}

/// A submission as it was.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// What was filled in.
    pub filing: &'a Filing,
    /// What was uploaded.
    pub pictures: &'a [SubmittedPicture],
    /// What the machine found in it.
    pub findings: &'a [Finding],
}

/// A run of characters of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Piece {
    /// Whether it stayed, went or came.
    pub kind: Open<PieceKind>,
    /// The characters.
    pub text: String,
}

/// A reason of the last return and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SeenTo {
    /// The reason as the applicant read it.
    pub reason: ReasonGiven,
    /// What became of it.
    pub outcome: Open<Outcome>,
}

/// A field that has another value than in the last round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldChange {
    /// The field's path.
    pub path: String,
    /// The value before, in words.
    pub before: String,
    /// The value now, in words.
    pub after: String,
    /// The difference, character by character.
    pub pieces: Vec<Piece>,
    /// Whether a reason of the last return pointed at it.
    pub asked: bool,
}

/// A picture of this round beside the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PictureCompared {
    /// A slug of the material catalogue.
    pub slug: String,
    /// Position within the slug, counted from 1.
    pub page: u32,
    /// What became of it.
    pub change: Open<PictureChange>,
    /// Whether a reason of the last return pointed at it.
    pub asked: bool,
}

/// What changed since the last round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoundView {
    /// The reasons of the last return.
    pub reasons: Vec<SeenTo>,
    /// The changed fields, in the order of the form.
    pub changes: Vec<FieldChange>,
    /// The pictures of either round.
    pub pictures: Vec<PictureCompared>,
}

/// Compares a submission with the one before; `reasons` are those of the return between them.
pub fn compare(before: Submission<'_>, after: Submission<'_>, reasons: &[ReasonGiven], lang: Lang) -> RoundView {
    let changes = changes(before.filing, after.filing, reasons, lang);
    let pictures = pictures(before.pictures, after.pictures, reasons);
    let reasons = reasons
        .iter()
        .map(|reason| SeenTo {
            outcome: outcome(reason, &changes, &pictures, before.findings, after.findings).into(),
            reason: reason.clone(),
        })
        .collect();
    RoundView { reasons, changes, pictures }
}

/// Whether `path` lies at or under `target`: `entity.region` covers `entity.region.city`.
fn covers(target: &str, path: &str) -> bool {
    target == path || path.strip_prefix(target).is_some_and(|rest| rest.starts_with('.'))
}

fn asked(reasons: &[ReasonGiven], path: &str) -> bool {
    reasons.iter().any(|reason| covers(&reason.target, path))
}

fn changes(before: &Filing, after: &Filing, reasons: &[ReasonGiven], lang: Lang) -> Vec<FieldChange> {
    let mut found = Vec::new();
    for field in catalogue::fields() {
        let (was, is) = (raw(before, &field.path), raw(after, &field.path));
        if was == is {
            continue;
        }
        let words = |filing| values(filing, &field.path, lang).join(lang.pick("；", "; "));
        let (was, is) = (words(before), words(after));
        found.push(FieldChange {
            pieces: pieces(&was, &is),
            path: field.path.clone(),
            before: was,
            after: is,
            asked: asked(reasons, &field.path),
        });
    }
    found
}

/// The value itself: two codes that have the same word are still two.
fn raw(filing: &Filing, path: &str) -> Option<serde_json::Value> {
    field::value_at(filing, path)
}

fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let piece = |kind: PieceKind, text: &str| Piece { kind: kind.into(), text: text.to_owned() };
    if before.chars().count().max(after.chars().count()) > LONGEST_COMPARED {
        return vec![piece(PieceKind::Removed, before), piece(PieceKind::Added, after)];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_chars(before, after).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Same,
            ChangeTag::Delete => PieceKind::Removed,
            ChangeTag::Insert => PieceKind::Added,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(piece(kind, change.value())),
        }
    }
    pieces
}

fn pictures(before: &[SubmittedPicture], after: &[SubmittedPicture], reasons: &[ReasonGiven]) -> Vec<PictureCompared> {
    let mut found: Vec<PictureCompared> = Vec::new();
    let mut add = |picture: &SubmittedPicture, change: PictureChange| {
        found.push(PictureCompared {
            slug: picture.slug.clone(),
            page: picture.page,
            change: change.into(),
            asked: asked(reasons, &format!("material:{}", picture.slug)),
        });
    };
    // A page that was put in place of another gets a number of its own, so pictures are paired within their slot by position.
    let mut slots: Vec<&str> = Vec::new();
    for picture in before.iter().chain(after) {
        if !slots.contains(&picture.slug.as_str()) {
            slots.push(&picture.slug);
        }
    }
    for slot in slots {
        let of = |all: &'_ [SubmittedPicture]| -> Vec<SubmittedPicture> {
            all.iter().filter(|picture| picture.slug == slot).cloned().collect()
        };
        let (was, is) = (of(before), of(after));
        for position in 0..was.len().max(is.len()) {
            match (was.get(position), is.get(position)) {
                (Some(old), Some(new)) if old.sha256 == new.sha256 => add(new, PictureChange::Same),
                (Some(_), Some(new)) if was.iter().any(|old| old.sha256 == new.sha256) => add(new, PictureChange::Same),
                (Some(_), Some(new)) => add(new, PictureChange::Other),
                (None, Some(new)) => add(new, PictureChange::Added),
                (Some(old), None) => add(old, PictureChange::Removed),
                (None, None) => {}
            }
        }
    }
    found
}

fn outcome(
    reason: &ReasonGiven,
    changes: &[FieldChange],
    pictures: &[PictureCompared],
    before: &[Finding],
    after: &[Finding],
) -> Outcome {
    let touched = match reason.target.strip_prefix("material:") {
        Some(slug) => {
            let mut of_slot = pictures.iter().filter(|picture| picture.slug == slug).peekable();
            of_slot.peek().is_some() && of_slot.any(|picture| picture.change != PictureChange::Same)
        }
        // An object and a whole filing are no place whose value could be compared.
        None if reason.target.is_empty() => return Outcome::Unknown,
        None => changes.iter().any(|change| covers(&reason.target, &change.path)),
    };
    if !touched {
        return Outcome::Untouched;
    }
    // What a rule found then and does not find now is mended; of everything else only eyes can tell.
    let finds = |findings: &[Finding]| {
        findings.iter().any(|finding| finding.code == reason.code && covers(&reason.target, &finding.target))
    };
    if finds(before) && !finds(after) { Outcome::Fixed } else { Outcome::Changed }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reason(code: &str, target: &str) -> ReasonGiven {
        ReasonGiven { code: code.into(), target: target.into(), ..ReasonGiven::default() }
    }

    fn finding(code: &str, target: &str) -> Finding {
        Finding {
            rule: "r".into(),
            version: 1,
            severity: crate::domain::finding::Severity::Blocker.into(),
            target: target.into(),
            code: code.into(),
            input: String::new(),
            zh: String::new(),
            en: String::new(),
        }
    }

    fn picture(slug: &str, page: u32, sha256: &str) -> SubmittedPicture {
        SubmittedPicture { slug: slug.into(), page, sha256: sha256.into() }
    }

    #[test]
    fn each_reason_is_fixed_changed_or_untouched_and_what_nobody_asked_for_is_called_out() {
        let mut before = Filing::default();
        before.entity.name = "样本科技公司".into();
        before.entity_principal.mobile = "1380000000".into();
        before.service.remark = "说明".into();
        let mut after = before.clone();
        after.entity.name = "样本科技有限公司".into();
        after.entity_principal.mobile = "13800000000".into();
        after.entity.region.city = "330100".into();
        let reasons = [
            reason("ENT_NAME_MISMATCH", "entity.name"),
            reason("TEL_INVALID", "entity_principal.mobile"),
            reason("WEB_REMARK_SHORT", "service.remark"),
            reason("MAT_BLURRY", "material:entity_licence"),
            reason("MAT_BLURRY", "material:entity_principal_id_front"),
            reason("MAT_COPY", "material:legal_rep_id"),
            reason("OTHER", ""),
        ];
        let found = [finding("TEL_INVALID", "entity_principal.mobile")];
        let was = [picture("entity_licence", 1, "a"), picture("entity_principal_id_front", 1, "b")];
        let is = [picture("entity_licence", 2, "c"), picture("entity_principal_id_front", 1, "b")];
        let view = compare(
            Submission { filing: &before, pictures: &was, findings: &found },
            Submission { filing: &after, pictures: &is, findings: &[] },
            &reasons,
            Lang::Zh,
        );
        let outcomes: Vec<_> = view.reasons.iter().map(|seen| seen.outcome.to_string()).collect();
        assert_eq!(outcomes, ["changed", "fixed", "untouched", "changed", "untouched", "untouched", "unknown"]);
        let changed: Vec<_> = view.changes.iter().map(|change| (change.path.as_str(), change.asked)).collect();
        assert_eq!(changed, [("entity.name", true), ("entity.region.city", false), ("entity_principal.mobile", true)]);
        let diff: Vec<_> =
            view.changes[0].pieces.iter().map(|piece| format!("{}:{}", piece.kind, piece.text)).collect();
        assert_eq!(diff, ["same:样本科技", "added:有限", "same:公司"]);
        let pictures: Vec<_> =
            view.pictures.iter().map(|one| format!("{} {} {}", one.slug, one.change, one.asked)).collect();
        assert_eq!(pictures, ["entity_licence other true", "entity_principal_id_front same true"]);
    }

    #[test]
    fn pages_that_were_added_removed_or_moved_are_told_apart() {
        let was = [picture("other", 1, "a"), picture("other", 2, "b"), picture("trademark", 1, "t")];
        let is = [picture("other", 1, "b"), picture("other", 2, "c"), picture("other", 3, "d")];
        let said: Vec<_> =
            pictures(&was, &is, &[]).iter().map(|one| format!("{}{} {}", one.slug, one.page, one.change)).collect();
        assert_eq!(said, ["other1 same", "other2 other", "other3 added", "trademark1 removed"]);
    }

    #[test]
    fn the_password_never_shows() {
        let (before, mut after) = (Filing::default(), Filing::default());
        after.entity.filing_password = "hunter2".into();
        assert!(changes(&before, &after, &[], Lang::Zh).is_empty());
    }

    proptest! {
        #[test]
        fn a_difference_puts_both_texts_together_again(before in ".{0,40}", after in ".{0,40}") {
            let pieces = pieces(&before, &after);
            let without = |kind: PieceKind| -> String {
                pieces.iter().filter(|piece| piece.kind != kind).map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(without(PieceKind::Added), before);
            prop_assert_eq!(without(PieceKind::Removed), after);
        }
    }
}
