//! What the sheet of notes knows. What is written lives in the case's draft too, with every keystroke.

use ratatui_textarea::TextArea;

/// The sheet.
#[derive(Debug)]
pub struct Model {
    /// The case's id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The note that is being written.
    pub text: TextArea<'static>,
    /// Whether keys are text.
    pub typing: bool,
    /// Lines of earlier notes scrolled away, counted from the newest.
    pub back: usize,
    /// Whether the note is on its way.
    pub sending: bool,
    /// Why it could not be kept.
    pub trouble: Option<String>,
}
