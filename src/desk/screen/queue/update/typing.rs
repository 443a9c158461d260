//! The field in the footer.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::backend::crossterm::EventHandler;

use super::{restart, sections};
use crate::desk::effect::Effect;
use crate::desk::screen::queue::field::{Field, Purpose};
use crate::desk::screen::queue::model::Model;
use crate::desk::widget::paste_line;
use crate::domain::lang::Lang;

/// Opens the field on the filter in force.
pub(super) fn begin(model: &mut Model, lang: Lang) {
    model.field = Some(Field::new(Purpose::Filter, &model.filter, lang));
}

/// Opens the field on a filter that was being typed when the desk ended.
pub fn type_again(model: &mut Model, text: &str, lang: Lang) {
    model.field = Some(Field::new(Purpose::Filter, text, lang));
}

/// A key in the field. `Esc` leaves everything as it was; what cannot be read stays in the field with its reason.
pub fn typed(model: &mut Model, key: &KeyEvent, lang: Lang) -> Vec<Effect> {
    let Some(field) = &mut model.field else { return Vec::new() };
    match key.code {
        KeyCode::Esc => model.field = None,
        KeyCode::Enter if field.chosen.is_some() => field.complete(lang),
        KeyCode::Enter => return enter(model, lang),
        KeyCode::Tab => field.complete(lang),
        KeyCode::Down | KeyCode::Up if field.chosen.is_none() && field.recalls(&model.used) => {
            field.recall(&model.used, key.code == KeyCode::Up, lang);
        }
        KeyCode::Down => field.choose(true),
        KeyCode::Up | KeyCode::BackTab => field.choose(false),
        _ => {
            field.input.handle_event(&Event::Key(*key));
            field.typed(lang);
        }
    }
    Vec::new()
}

/// Text pasted into the field, where the cursor is; its line breaks become spaces.
pub fn pasted(model: &mut Model, text: &str, lang: Lang) {
    if let Some(field) = &mut model.field {
        paste_line(&mut field.input, text, usize::MAX);
        field.typed(lang);
    }
}

fn enter(model: &mut Model, lang: Lang) -> Vec<Effect> {
    let Some(field) = model.field.take() else { return Vec::new() };
    let text = field.text().trim().to_owned();
    if field.purpose == Purpose::Section {
        return sections::save(model, field, lang);
    }
    if let Some(fault) = field.faults.first() {
        // The cursor goes to what is wrong, so that its reason shows.
        let end = fault.range.end;
        let input = field.input.clone().with_cursor(end);
        let mut field = Field { input, ..field };
        field.typed(lang);
        field.completions.items.clear();
        model.field = Some(field);
        return Vec::new();
    }
    if !text.is_empty() {
        model.remember(&text);
        model.searched.clone_from(&text);
    }
    model.filter = text;
    restart(model)
}
