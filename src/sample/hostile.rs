//! Text that attacks a screen: it goes through ordinary fields, because an applicant may type anything.

use crate::domain::filing::Filing;

/// A kind of hostile text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hostile {
    /// A site name that carries an escape sequence, a bidirectional override and a zero-width space.
    Controls,
    /// A remark of more than 2,000 characters.
    Endless,
    /// An organizer of a hundred characters with nested full-width brackets.
    LongName,
}

impl Hostile {
    pub(super) const ALL: [Self; 3] = [Self::Controls, Self::Endless, Self::LongName];

    pub(super) fn apply(self, filing: &mut Filing) {
        match self {
            Self::Controls => {
                filing.service.name = "样本\u{202e}网站\u{200b}示例\u{1b}[31m\u{1b}]0;x\u{7}展示".to_owned()
            }
            Self::Endless => filing.service.remark = "本网站用于展示样本，不提供互动服务。".repeat(120),
            Self::LongName => {
                let tail = "（样本（示例）第一分公司）".repeat(8);
                filing.entity.name.push_str(&tail);
            }
        }
    }
}
