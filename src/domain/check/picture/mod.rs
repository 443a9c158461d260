//! What the machine sees in pictures. It misjudges, so that nothing here blocks but a file that is no picture at all.

mod blurry;
mod copied;
mod cropped;
mod duplicate;
mod exposure;
mod glare;
mod resolution;
mod rotated;
mod same_twice;
mod unreadable;

use super::{Picture, Rule, Subject};
use crate::domain::catalogue::target_name;
use crate::domain::lang::Lang;
use crate::domain::requirement::FACE;

/// The rules of pictures.
pub(super) const RULES: &[Rule] = &[
    unreadable::RULE,
    resolution::RULE,
    blurry::RULE,
    exposure::RULE,
    glare::RULE,
    cropped::RULE,
    rotated::RULE,
    copied::RULE,
    same_twice::RULE,
    duplicate::RULE,
];

/// What a picture in a slot shows, which decides what may be expected of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// A card of a person, wider than high.
    Card,
    /// Printed or written paper.
    Paper,
    /// A screen: fills the picture, in whatever colours.
    Screen,
    /// A person.
    Person,
    /// Anything.
    Anything,
}

fn shows(slug: &str) -> Shows {
    match slug {
        "domain_realname_screenshot" | "name_change_notice" => Shows::Screen,
        FACE | "verification_photo" | "holding_id_photo" => Shows::Person,
        "other" | "trademark" | "promise_video" => Shows::Anything,
        "legal_rep_id" | "residence_permit" => Shows::Card,
        slug if slug.ends_with("_id_front") || slug.ends_with("_id_back") => Shows::Card,
        _ => Shows::Paper,
    }
}

/// Pictures that can be read.
fn readable<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Picture<'a>> {
    subject.pictures.iter().filter(|picture| picture.facts.readable)
}

/// Readable pictures of a card or of paper.
fn documents<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Picture<'a>> {
    readable(subject).filter(|picture| matches!(shows(picture.slug), Shows::Card | Shows::Paper))
}

impl Picture<'_> {
    fn target(&self) -> String {
        format!("material:{}", self.slug)
    }

    /// Which picture, in Chinese: 域名证书第 2 页.
    fn zh(&self) -> String {
        format!("{}第 {} 页", target_name(&self.target(), Lang::Zh), self.page)
    }

    /// Which picture, in English.
    fn en(&self) -> String {
        format!("{}, page {}", target_name(&self.target(), Lang::En), self.page)
    }
}

#[cfg(test)]
mod tests;
