//! What keys do to the palette.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::model::{Model, What};
use crate::desk::effect::{Effect, Go};
use crate::desk::widget::paste_line;
use crate::domain::lang::Lang;
use crate::text::{Word, fill, safe};

/// A key of the palette.
pub fn typed(model: &mut Model, key: &KeyEvent, lang: Lang) -> Vec<Effect> {
    let last = model.hits.len().saturating_sub(1);
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc => return vec![Effect::Go(Go::CloseSheet)],
        KeyCode::Backspace if model.input.value().is_empty() => return vec![Effect::Go(Go::CloseSheet)],
        KeyCode::Down => model.cursor = (model.cursor + 1).min(last),
        KeyCode::Char('n') if control => model.cursor = (model.cursor + 1).min(last),
        KeyCode::Up => model.cursor = model.cursor.saturating_sub(1),
        KeyCode::Char('p') if control => model.cursor = model.cursor.saturating_sub(1),
        KeyCode::PageDown => model.cursor = (model.cursor + 10).min(last),
        KeyCode::PageUp => model.cursor = model.cursor.saturating_sub(10),
        KeyCode::Tab => complete(model),
        KeyCode::Enter => return enter(model, lang),
        _ => {
            if model.input.handle_event(&Event::Key(*key)).is_some_and(|change| change.value) {
                model.find();
            }
        }
    }
    Vec::new()
}

/// Text pasted into the palette, on one line.
pub fn pasted(model: &mut Model, text: &str) {
    paste_line(&mut model.input, text, usize::MAX);
    model.find();
}

/// Writes out as much of the name as is certain: what all names that begin so have in common, else the chosen one's.
fn complete(model: &mut Model) {
    let Some(chosen) = model.selected().map(|item| item.name.clone()) else { return };
    let typed = model.input.value().to_owned();
    let names = model.hits.iter().filter_map(|hit| model.items.get(*hit)).map(|item| item.name.as_str());
    let mut names = names.filter(|name| !typed.is_empty() && name.starts_with(&typed));
    let shared = names.next().map(|first| names.fold(first.to_owned(), |shared, name| common(&shared, name)));
    let longer = shared.filter(|shared| shared.len() > typed.len());
    model.input = Input::new(longer.unwrap_or(chosen));
    model.find();
}

fn common(a: &str, b: &str) -> String {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

fn enter(model: &Model, lang: Lang) -> Vec<Effect> {
    match model.selected() {
        Some(item) => match (&item.why_not, &item.what) {
            (Some(why), _) => vec![Effect::Go(Go::Warn(fill(Word::NotNow, lang, &[why])))],
            (None, What::Act(intent)) => vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Act(*intent))],
            (None, What::Run(command)) => vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Run(command.clone()))],
        },
        None => vec![Effect::Go(Go::Warn(fill(Word::PaletteNothing, lang, &[&safe(model.input.value().trim())])))],
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Item;
    use super::*;
    use crate::keys::Intent;

    fn palette() -> Model {
        let item = |name: &str, why_not: Option<&str>| Item {
            what: What::Act(Intent::Refresh),
            name: name.to_owned(),
            zh: String::new(),
            en: name.to_owned(),
            key: String::new(),
            why_not: why_not.map(str::to_owned),
        };
        Model::new(vec![
            item("copy_number", None),
            item("copy_domain", None),
            item("refresh", None),
            item("undo", Some("nothing to take back")),
        ])
    }

    fn press(model: &mut Model, text: &str) -> Vec<Effect> {
        let code = |c| match c {
            '\t' => KeyCode::Tab,
            '\n' => KeyCode::Enter,
            c => KeyCode::Char(c),
        };
        text.chars().flat_map(|c| typed(model, &KeyEvent::new(code(c), KeyModifiers::NONE), Lang::En)).collect()
    }

    #[test]
    fn tab_writes_out_what_is_certain() {
        let mut model = palette();
        press(&mut model, "co\t");
        assert_eq!(model.input.value(), "copy_");
        press(&mut model, "d\t");
        assert_eq!(model.input.value(), "copy_domain");
        let mut model = palette();
        press(&mut model, "fresh\t");
        assert_eq!(model.input.value(), "refresh", "else the chosen one's name");
    }

    #[test]
    fn enter_does_it_or_says_why_not() {
        let done = press(&mut palette(), "refresh\n");
        assert!(matches!(done[..], [Effect::Go(Go::CloseSheet), Effect::Go(Go::Act(Intent::Refresh))]));
        for (typed, says) in [("undo\n", "nothing to take back"), ("zzz\n", "zzz")] {
            let told = press(&mut palette(), typed);
            assert!(matches!(&told[..], [Effect::Go(Go::Warn(why))] if why.contains(says)), "{told:?}");
        }
    }
}
