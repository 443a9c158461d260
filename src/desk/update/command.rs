//! The palette's items, and what its commands do.

use crate::desk::able;
use crate::desk::effect::{Call, Command, Effect, Go, Slot};
use crate::desk::model::{Model, Notice, Place};
use crate::desk::screen::palette::model::{Item, What};
use crate::desk::screen::{help, palette, queue};
use crate::domain::lang::Lang;
use crate::keys::Intent;
use crate::text::{Word, fill, safe};

/// A palette of all that can be done here: what this screen's keys do, then the commands.
pub(super) fn palette(model: &Model) -> palette::Model {
    let scope = model.focus();
    let mut items: Vec<Item> = Vec::new();
    for bound in model.face.keymap.in_force(scope) {
        // One intent, one item, whatever the number of its lines; and only its key says yes.
        if matches!(bound.intent, Intent::Palette | Intent::Yes)
            || items.iter().any(|item| item.what == What::Act(bound.intent))
        {
            continue;
        }
        items.push(Item {
            what: What::Act(bound.intent),
            name: bound.intent.key_name(),
            zh: bound.word(Lang::Zh).to_owned(),
            en: bound.word(Lang::En).to_owned(),
            key: bound.key().unwrap_or_default(),
            why_not: able::why_not(model, scope, bound.intent),
        });
    }
    items.extend(commands(model));
    palette::Model::new(items)
}

fn commands(model: &Model) -> Vec<Item> {
    let face = &model.face;
    let mut out = Vec::new();
    let mut add = |what: Command, name: String, word: Word, arguments: &[&str]| {
        let (zh, en) = (fill(word, Lang::Zh, arguments), fill(word, Lang::En, arguments));
        out.push(Item { what: What::Run(what), name, zh, en, key: String::new(), why_not: None });
    };
    add(Command::Graphics, "graphics".to_owned(), Word::CommandGraphics, &[]);
    if model.guide.is_some() {
        add(Command::Guide, "guide".to_owned(), Word::CommandGuide, &[]);
    }
    add(Command::Trainees, "trainees".to_owned(), Word::CommandTrainees, &[]);
    if model.place == Place::Case {
        add(Command::Proposals, "proposals".to_owned(), Word::CommandProposals, &[]);
    }
    add(Command::Keys, "keys".to_owned(), Word::CommandKeys, &[]);
    for theme in &face.themes {
        add(Command::Theme(theme.clone()), format!("theme {theme}"), Word::CommandTheme, &[&safe(theme)]);
    }
    for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        add(Command::Lang(lang), format!("lang {word}"), Word::CommandLang, &[lang.pick("中文", "English")]);
    }
    for (on, word) in [(true, "on"), (false, "off")] {
        let says = if on { Word::CommandMouseOn } else { Word::CommandMouseOff };
        add(Command::Mouse(on), format!("mouse {word}"), says, &[]);
    }
    for user in face.users.iter().filter(|user| user.id != model.my_id()) {
        add(Command::As(user.id.clone()), format!("as {}", user.id), Word::CommandAs, &[&user.id, &user.name]);
    }
    add(Command::Quit, "q".to_owned(), Word::CommandQuit, &[]);
    let unsent = model.unsent();
    for item in &mut out {
        if matches!(item.what, What::Run(Command::As(_))) && unsent > 0 {
            item.why_not = Some(fill(Word::AsUnsent, model.lang, &[&unsent.to_string()]));
        }
    }
    out
}

/// Carries out a command.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        // The root leaves: it knows what is unsent.
        Command::Quit => vec![Effect::Go(Go::Leave)],
        Command::Keys => {
            model.help = Some(help::Model::new(help::model::About::Keys(model.scope())));
            Vec::new()
        }
        Command::Guide => {
            if let Some(guide) = &mut model.guide {
                guide.is_due = true;
            }
            Vec::new()
        }
        Command::Graphics => {
            let lines = model.face.facts.iter().map(|line| model.lang.pick(&line.zh, &line.en).to_owned()).collect();
            let title = Word::GraphicsTitle.text(model.lang).to_owned();
            model.help = Some(help::Model::new(help::model::About::Text { title, lines }));
            Vec::new()
        }
        Command::Proposals => {
            let id = model.case.as_ref().map(|open| open.case.row.id.clone());
            id.map(|id| Effect::Call(Slot::Trainees, Call::Proposals(id))).into_iter().collect()
        }
        Command::Trainees => vec![Effect::Call(Slot::Trainees, Call::Trainees)],
        Command::Theme(name) => vec![Effect::Theme(name)],
        Command::Lang(lang) => speak(model, lang),
        Command::Mouse(on) => {
            model.face.mouse = on;
            let word = if on { Word::MouseIsOn } else { Word::MouseIsOff };
            vec![Effect::Mouse(on), Effect::Go(Go::Notice(word.text(model.lang).to_owned()))]
        }
        Command::As(user) => become_user(model, user),
    }
}

/// Every word in another language, those of the API included: what is on the screen is asked for again.
fn speak(model: &mut Model, lang: Lang) -> Vec<Effect> {
    model.lang = lang;
    let mut effects = vec![Effect::Speak(lang)];
    if let Some(open) = &mut model.case {
        let case = open.case.clone();
        open.replace(case, lang);
        effects.extend(crate::desk::screen::case::update::read(&open.case.row.id));
    }
    effects.extend(queue::update::refresh_all(&mut model.queue));
    let text = Word::LangNow.text(lang).to_owned();
    effects.push(Effect::Go(Go::Notice(text)));
    effects
}

/// Another sample user at this desk: nothing of the one before stays.
fn become_user(model: &mut Model, user: String) -> Vec<Effect> {
    let unsent = model.unsent();
    if unsent > 0 {
        return vec![Effect::Go(Go::Warn(fill(Word::AsUnsent, model.lang, &[&unsent.to_string()])))];
    }
    model.me = None;
    model.place = Place::Queue;
    (model.case, model.sheet, model.held, model.left) = (None, None, None, None);
    model.drafts.clear();
    model.over.clear();
    model.several = None;
    model.ahead = Default::default();
    model.outbox.clear();
    model.handed.clear();
    model.touched.clear();
    (model.kept, model.restoring, model.resending, model.regains) = (None, None, None, false);
    model.habit = Default::default();
    model.queue = queue::Model::default();
    model.picture.reset();
    model.forget_asked();
    model.notice = Some(Notice { text: fill(Word::NowAs, model.lang, &[&safe(&user)]), warning: false });
    let mut effects = vec![Effect::As(user)];
    effects.extend(super::first_calls(model));
    effects
}
