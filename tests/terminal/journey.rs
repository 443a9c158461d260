//! The journeys of a first reviewer, a second reviewer and a newcomer, in windows of three sizes and in both languages: what
//! is pressed, what stands on the screen, and what the service knows at the end.

use beian_desk::domain::lang::Lang;
use beian_desk::domain::open::Open;
use beian_desk::domain::status::Status;
use beian_desk::domain::tutorial::Tutorial;
use beian_desk::domain::verb::Verb;
use beian_desk::keys::{BINDINGS, Scope};
use beian_desk::text::{Word, fill};

use crate::persona::Persona;
use crate::service::Service;
use crate::session::{DESK, Session};

/// Every size, and between them both languages; pictures take long to draw in a debug build, so that not each has both.
const WINDOWS: [((u16, u16), Lang); 3] = [((80, 24), Lang::Zh), ((120, 40), Lang::En), ((200, 60), Lang::Zh)];

/// The same with the languages changed.
const OTHERS: [((u16, u16), Lang); 3] = [((80, 24), Lang::En), ((120, 40), Lang::Zh), ((200, 60), Lang::En)];

const KITTY: [(&str, &str); 1] = [("TERM", "xterm-kitty")];

/// A desk and the language it speaks.
struct Desk {
    session: Session,
    lang: Lang,
}

impl Desk {
    /// A desk of its own in each window, which begins plain.
    fn each(service: &Service, windows: &[((u16, u16), Lang)], journey: impl Fn(&Self)) {
        for (size, lang) in windows.iter().copied() {
            let args = ["--fresh"];
            let session = service.desk_in(&lang.to_string(), &args, &KITTY, size, Persona::Kitty);
            let desk = Self { session, lang };
            desk.session.shows(&["BA26"]);
            journey(&desk);
            desk.session.keys("\x03");
            assert_eq!(desk.session.finish_restored(), 0, "{size:?} {lang:?}");
        }
    }

    fn says(&self, word: Word, with: &[&str]) {
        self.session.shows(&[&fill(word, self.lang, with)]);
    }

    fn flagged(&self, count: usize) {
        self.session.shows(&[&format!("{} {count}", Word::Flagged.text(self.lang))]);
    }

    /// What stands before a word's first hole.
    fn begin_of(&self, word: Word) -> String {
        word.text(self.lang).split('{').next().unwrap_or_default().to_owned()
    }

    /// Claims the most urgent case of the review that is on the screen.
    fn claim(&self) -> String {
        self.session.keys("C");
        self.session.shows(&[&self.begin_of(Word::ClaimNextTitle)]);
        self.session.keys("y");
        self.mine()
    }

    /// Looks at every picture that must be seen; `A` leads to it.
    fn look(&self, number: &str) {
        let question = fill(Word::ApproveTitle, self.lang, &[number]);
        self.session.ask_approval(&question, &self.begin_of(Word::UnseenPicture));
        self.session.keys("n");
        self.session.hides(&question);
    }

    /// The two keys of an approval, once all is read. Gives the case that is on the screen then.
    fn approve(&self, number: &str) -> String {
        self.session.keys("A");
        self.says(Word::ApproveTitle, &[number]);
        self.session.keys("y");
        self.next_after(number)
    }

    /// The next case, claimed without another key.
    fn next_after(&self, number: &str) -> String {
        self.session.wait("the last case is gone", |screen| !head(screen).contains(number));
        self.mine()
    }

    /// The case that is on the screen and mine.
    fn mine(&self) -> String {
        self.opened(Word::ClaimedByMe)
    }

    /// The case that is on the screen and of which this is said.
    fn opened(&self, word: Word) -> String {
        let said = self.begin_of(word);
        self.session.wait("the case is there", |screen| {
            let rows: Vec<String> = screen.rows(0, u16::MAX).take(2).collect();
            rows[0].contains("BA26") && rows[1].contains(&said)
        });
        self.session.number()
    }
}

/// Approves in two keys after reading, returns with three reasons of which one shows its place on a picture in at most fourteen.
#[test]
fn a_first_reviewer_approves_in_two_keys_and_returns_for_three_reasons_in_fourteen() {
    let service = Service::here(60);
    Desk::each(&service, &WINDOWS, |desk| {
        let first = desk.claim();
        desk.look(&first);
        let second = desk.approve(&first);
        assert_eq!(last(&service, &first), (Verb::Approve, Status::MaterialsPending, 0));
        let mut count = 0;
        let press = |keys: &str, count: &mut usize| {
            *count += keys.chars().count();
            desk.session.keys(keys);
        };
        let flagged = |so_far: usize| desk.flagged(so_far);
        press("m", &mut count);
        desk.session.shows(&[&desk.begin_of(Word::PickFor)]);
        press("1", &mut count);
        flagged(1);
        press("jm1", &mut count);
        flagged(2);
        press("e", &mut count);
        desk.session.shows(&[take_the_box(desk.lang)]);
        press("l\r", &mut count);
        press("\r1", &mut count);
        press("X", &mut count);
        desk.says(Word::ReturnTitle, &[&second]);
        press("y", &mut count);
        // One of these takes a new order and not a correction: that is said once, and costs one key more.
        let doubt = without_blanks(Word::SendAnyway.text(desk.lang));
        desk.session.wait("it is doubted", |screen| in_the_frame(screen).contains(&doubt));
        press("y", &mut count);
        let third = desk.next_after(&second);
        assert!(count <= 14, "{count} keys");
        assert_eq!(last(&service, &second), (Verb::Return, Status::FirstReturned, 3));
        assert!(![first, second].contains(&third));
    });
}

/// What stands in a sheet's frame, without the blanks at which it is broken into lines.
fn in_the_frame(screen: &vt100::Screen) -> String {
    let rows = screen.rows(0, u16::MAX);
    let inner = rows.filter_map(|row| Some(row.split_once('│')?.1.split_once('│')?.0.to_owned()));
    without_blanks(&inner.collect::<String>())
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The first line.
fn head(screen: &vt100::Screen) -> String {
    screen.rows(0, u16::MAX).next().unwrap_or_default()
}

/// What the footer says while a box is drawn.
fn take_the_box(lang: Lang) -> &'static str {
    let bound = BINDINGS.iter().find(|one| one.scope == Scope::Evidence && one.chords.contains(&"Enter")).unwrap();
    bound.word(lang)
}

/// The last that happened to a case: what, where it came to, and for how many reasons.
fn last(service: &Service, number: &str) -> (Verb, Status, usize) {
    let event = service.history(number).pop().unwrap();
    let (Open::Known(verb), Open::Known(to)) = (&event.verb, &event.to) else { panic!("{event:?}") };
    (*verb, *to, event.reasons.len())
}

#[test]
fn a_second_reviewer_looks_at_every_material_and_hands_the_case_on() {
    let service = Service::here(60);
    Desk::each(&service, &OTHERS, |desk| {
        desk.session.keys("2");
        let number = desk.claim();
        desk.look(&number);
        desk.approve(&number);
        assert_eq!(last(&service, &number), (Verb::Approve, Status::ToAdministration, 0));
    });
}

/// Does what the cards say and nothing else.
#[test]
fn a_newcomer_is_led_from_card_to_card() {
    for (size, lang) in WINDOWS {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.toml"), "[service]\nhold_seconds = 0\n").unwrap();
        let (folder, tag) = (folder.path().to_str().unwrap(), lang.to_string());
        let env = [
            ("BEIAN_DESK_CONFIG_DIR", folder),
            ("XDG_STATE_HOME", folder),
            ("BEIAN_DESK_LANG", tag.as_str()),
            KITTY[0],
        ];
        let session = Session::start(DESK, &["demo", "--tutorial"], &env, size, Persona::Kitty);
        let desk = Desk { session, lang };
        let guide = Tutorial::of(std::array::from_fn(|_| String::new()), "");
        let card = |at: usize| {
            desk.session.shows(&[guide.steps[at].title.raw(lang)]);
            desk.session.keys("\x1b");
            desk.session.hides(guide.steps[at].title.raw(lang));
        };
        card(0);
        desk.session.keys("\r");
        let first = desk.opened(Word::NotClaimed);
        desk.look(&first);
        desk.session.keys("A");
        desk.says(Word::ApproveTitle, &[&first]);
        desk.session.keys("y");
        desk.says(Word::GuideRight, &[&first]);
        card(1);
        let second = desk.next_after(&first);
        desk.session.keys("m");
        desk.session.shows(&[&desk.begin_of(Word::PickFor)]);
        desk.session.keys("PRI_ID_INVALID\r");
        desk.flagged(1);
        desk.session.keys("X");
        desk.says(Word::ReturnTitle, &[&second]);
        desk.session.keys("y");
        desk.says(Word::GuideRight, &[&second]);
        card(2);
        desk.session.keys("\x03");
        assert_eq!(desk.session.finish_restored(), 0, "{size:?} {lang:?}");
    }
}
