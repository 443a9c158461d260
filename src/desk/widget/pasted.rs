//! Text pasted into a field of one line.

use tui_input::Input;

/// Puts pasted text where the cursor is, on one line: what breaks or moves a line becomes a space. What would make the field longer than
/// `most` characters is left out.
pub fn paste_line(input: &mut Input, text: &str, most: usize) {
    let (value, at) = (input.value(), input.cursor());
    let room = most.saturating_sub(value.chars().count());
    // Of two signs that end a line one remains.
    let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
    let pasted: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(room).collect();
    let before: String = value.chars().take(at).collect();
    let after: String = value.chars().skip(at).collect();
    let cursor = at + pasted.chars().count();
    *input = Input::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_where_the_cursor_is_and_stays_on_one_line() {
        let mut input = Input::new("样本公司".to_owned()).with_cursor(2);
        paste_line(&mut input, "一\r\n二\t三\n", usize::MAX);
        assert_eq!((input.value(), input.cursor()), ("样本一 二 三公司", 7));
        paste_line(&mut input, "四五六", 11);
        assert_eq!((input.value(), input.cursor()), ("样本一 二 三四五公司", 9));
    }
}
