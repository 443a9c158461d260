//! The guide of the first day on the desk: which step is at hand, what came of the one before, and the card that says so.

use super::face::Face;
use crate::domain::lang::Lang;
use crate::domain::tutorial::{Progress, Step, StepState, Tutorial};
use crate::keys::{Keymap, Scope};
use crate::text::{Word, fill, safe};

/// A guide and how far it is.
#[derive(Debug)]
pub struct Guide {
    tutorial: Tutorial,
    progress: Option<Progress>,
    /// Whether the card has something to say that nobody has read yet.
    pub is_due: bool,
}

/// What the card says: its title and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Which step.
    pub title: String,
    /// What came of the step before, what to do in this one.
    pub lines: Vec<String>,
}

impl Guide {
    /// A guide at its beginning.
    pub const fn new(tutorial: Tutorial) -> Self {
        Self { tutorial, progress: None, is_due: false }
    }

    /// Takes in how far it is by now; the card is due where that is news.
    pub fn take(&mut self, progress: Progress) {
        self.is_due |= self.progress.as_ref() != Some(&progress);
        self.progress = Some(progress);
    }

    /// The card, as the keys are bound on this desk.
    pub fn card(&self, face: &Face, lang: Lang) -> Card {
        let steps = &self.tutorial.steps;
        let present = self.progress.as_ref().map_or(Some(0), |progress| progress.present);
        let mut lines = Vec::new();
        let before = present.map_or(steps.len(), |at| at).checked_sub(1);
        match present.and_then(|at| steps.get(at)) {
            Some(step) => {
                lines.extend(before.and_then(|at| self.verdict(at, face, lang)));
                lines.push(fill(Word::GuideCase, lang, &[&safe(&step.number), step.stage.word(lang)]));
                lines.push(String::new());
                lines.push(words(step, false, face, lang));
            }
            None => {
                lines.push(Word::GuideDone.text(lang).to_owned());
                lines.extend((0..steps.len()).filter_map(|at| self.verdict(at, face, lang)));
            }
        }
        lines.extend([String::new(), face.keymap.spell(Scope::Help, Word::GuideAgain.text(lang))]);
        let title = match present.and_then(|at| steps.get(at)) {
            Some(step) => step.title.words(lang, |name| key(&face.keymap, name)),
            None => Word::GuideTitle.text(lang).to_owned(),
        };
        Card { title, lines }
    }

    /// What came of a step that was decided.
    fn verdict(&self, at: usize, face: &Face, lang: Lang) -> Option<String> {
        let step = self.tutorial.steps.get(at)?;
        match self.progress.as_ref()?.states.get(at)? {
            StepState::Open => None,
            StepState::Done => Some(fill(Word::GuideRight, lang, &[&safe(&step.number)])),
            StepState::Otherwise => {
                Some(fill(Word::GuideOtherwise, lang, &[&safe(&step.number), &words(step, true, face, lang)]))
            }
        }
    }
}

fn words(step: &Step, hint: bool, face: &Face, lang: Lang) -> String {
    let said = if hint { step.hint } else { step.text };
    said.words(lang, |name| key(&face.keymap, name))
}

/// The key of an intent where the guide's steps are done.
fn key(keymap: &Keymap, intent: &str) -> Option<String> {
    let scopes = [Scope::Case, Scope::Queue, Scope::Picture, Scope::Everywhere];
    scopes.into_iter().find_map(|scope| keymap.of(scope).find(|bound| bound.intent.name() == intent)?.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide() -> Guide {
        Guide::new(Tutorial::of([1, 2, 3, 4, 5, 6].map(|number| format!("BA{number}")), "domain_certificate"))
    }

    fn progress(states: [StepState; 6], present: Option<usize>) -> Progress {
        Progress { states: states.to_vec(), present }
    }

    #[test]
    fn every_card_names_real_keys_and_leaves_no_brace() {
        let face = Face::default();
        for lang in [Lang::Zh, Lang::En] {
            for at in 0..6 {
                let mut guide = guide();
                guide.take(progress([StepState::Open; 6], Some(at)));
                let card = guide.card(&face, lang);
                let text = card.lines.join("\n");
                assert!(!text.contains('{') && text.contains(&format!("BA{}", at + 1)), "{text}");
            }
        }
    }

    #[test]
    fn what_came_of_the_step_before_is_told_once_and_the_end_tells_all() {
        use StepState::{Done, Open, Otherwise};
        let face = Face::default();
        let mut guide = guide();
        guide.take(progress([Open; 6], Some(0)));
        assert!(std::mem::take(&mut guide.is_due));
        guide.take(progress([Open; 6], Some(0)));
        assert!(!guide.is_due, "nothing new");
        guide.take(progress([Otherwise, Open, Open, Open, Open, Open], Some(1)));
        assert!(guide.is_due);
        let card = guide.card(&face, Lang::En);
        assert!(card.lines[0].contains("BA1") && card.lines[0].contains("approve it"), "{card:?}");
        guide.take(progress([Otherwise, Done, Done, Done, Done, Done], None));
        let card = guide.card(&face, Lang::En).lines.join("\n");
        for number in 1..=6 {
            assert!(card.contains(&format!("BA{number}")), "{card}");
        }
    }
}
