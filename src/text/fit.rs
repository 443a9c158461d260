//! Text fitted to terminal cells, counted as East-Asian terminals count them: a hanzi is two cells wide.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells that the text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to `cells`, with `…` where something was cut. Never cuts a grapheme in two.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut out = String::new();
    for grapheme in text.graphemes(true) {
        let before = out.len();
        out.push_str(grapheme);
        // Measured as a whole: neighbours may join to another width than the sum of theirs.
        if width(&out) + 1 > cells {
            out.truncate(before);
            break;
        }
    }
    if cells > 0 {
        out.push('…');
    }
    out
}

/// The text cut to `cells` in its middle, with `…` where something was cut: of addresses the end tells most, and the beginning what
/// they are of.
pub fn fit_middle(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let head = fit(text, cells.div_ceil(3));
    let room = cells.saturating_sub(width(&head));
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let mut tail = String::new();
    for grapheme in graphemes.into_iter().rev() {
        let longer = format!("{grapheme}{tail}");
        if width(&longer) > room {
            break;
        }
        tail = longer;
    }
    head + &tail
}

/// The text cut or filled with spaces to exactly `cells`.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells);
    let missing = cells.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The text broken into lines of at most `cells`, or of one grapheme that is wider; at least one line. Breaks where one may: at spaces
/// and between hanzi, but with no closing mark at a line's start, no opening one at its end and no word torn, as long as that leaves
/// a third of a line; else anywhere.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    let mut line: Vec<&str> = Vec::new();
    let mut joined = String::new();
    for grapheme in text.graphemes(true) {
        joined.push_str(grapheme);
        // Measured as a whole: neighbours may join to another width than the sum of theirs.
        if width(&joined) <= cells || line.is_empty() {
            line.push(grapheme);
            continue;
        }
        let third = (1..=line.len())
            .find(|at| width(&line.iter().take(*at).copied().collect::<String>()) * 3 >= cells)
            .unwrap_or(line.len());
        let may = |at: &usize| match (line.get(at - 1), line.get(*at).or(Some(&grapheme))) {
            (Some(before), Some(after)) => may_break(before, after),
            _ => false,
        };
        let at = (third..=line.len()).rev().find(may).unwrap_or(line.len());
        let mut tail = line.split_off(at);
        lines.push(line.concat().trim_end_matches(' ').to_owned());
        tail.push(grapheme);
        line = tail.into_iter().skip_while(|grapheme| *grapheme == " ").collect();
        joined = line.concat();
    }
    lines.push(line.concat());
    lines
}

/// Whether a line may end between two graphemes.
fn may_break(before: &str, after: &str) -> bool {
    let is_hanzi = |text: &str| text.chars().next().is_some_and(|c| c.width() == Some(2));
    before == " "
        || after == " "
        || ((is_hanzi(before) || is_hanzi(after)) && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before))
}

/// What never begins a line, and what never ends one.
const NOT_FIRST: &str = "。，、；：！？）】》」』〉〕…—·,.;:!?)]}%％”’";
const NOT_LAST: &str = "（【《「『〈〔([{“‘";

/// Whether East-Asian terminals may show the character two cells wide although it counts as one here (Unicode's UAX #11
/// calls such a width ambiguous).
pub fn is_ambiguous(c: char) -> bool {
    !c.is_ascii() && c.width() != c.width_cjk()
}

/// The sign of ASCII that stands for a sign of ambiguous width: a line for a line, a mark for a mark.
pub const fn ascii_twin(c: char) -> char {
    match c {
        '─' | '━' | '═' | '—' | '–' | '‐' | '―' | '┄' | '┈' | '╌' | '¯' => '-',
        '│' | '┃' | '║' | '┆' | '┊' | '╎' | '▏' | '▎' | '▍' | '▌' | '▐' | '¦' | '‖' => '|',
        '┌'..='╋' | '╒'..='╬' | '╭'..='╰' => '+',
        '●' | '◆' | '■' | '★' | '◉' | '◎' | '▪' | '⚑' | '•' => '*',
        '○' | '◇' | '□' | '☆' | '◯' => 'o',
        '█' | '▉' | '▊' | '▋' | '▇' | '▆' | '▅' | '▓' | '▒' => '#',
        '░' | '▁' | '▂' | '▃' | '▄' | '▀' => '.',
        '…' => '~',
        '·' | '‧' | '∙' => '.',
        '×' | '✕' | '✗' => 'x',
        '÷' => '/',
        '“' | '”' | '„' | '″' => '"',
        '‘' | '’' | '′' | '´' => '\'',
        '→' | '▶' | '►' | '⇒' | '》' => '>',
        '←' | '◀' | '◄' | '⇐' | '《' => '<',
        '↑' | '▲' | '△' => '^',
        '↓' | '▼' | '▽' => 'v',
        '≤' => '<',
        '≥' => '>',
        '±' => '+',
        '≈' | '∼' => '~',
        '√' | '✓' | '✔' => 'v',
        '°' | 'º' => 'o',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hanzi_count_double_and_are_never_halved() {
        assert_eq!(fit("样本科技", 8), "样本科技");
        assert_eq!(fit("样本科技", 7), "样本科…");
        assert_eq!(fit("样本科技", 6), "样本…");
        assert_eq!(pad("样本", 6), "样本  ");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn in_the_middle_the_end_is_kept() {
        assert_eq!(fit_middle("/v1/cases/BA26000001/claim", 30), "/v1/cases/BA26000001/claim");
        assert_eq!(fit_middle("/v1/cases/BA26000001/claim", 18), "/v1/c…000001/claim");
        assert_eq!(fit_middle("样本科技有限公司", 9), "样…限公司");
        assert_eq!(fit_middle("abc", 0), "");
    }

    #[test]
    fn lines_break_at_spaces_where_there_are_any() {
        assert_eq!(wrap("correct and resubmit", 12), ["correct and", "resubmit"]);
        assert_eq!(wrap("请按证件原样填写", 8), ["请按证件", "原样填写"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("a  b", 2), ["a", "b"]);
    }

    #[test]
    fn no_closing_mark_begins_a_line_and_no_word_is_torn() {
        assert_eq!(wrap("请按原样填写。再提交", 12), ["请按原样填", "写。再提交"]);
        assert_eq!(wrap("原因是（证件）", 8), ["原因是", "（证件）"]);
        assert_eq!(wrap("请看以 PRI_ID_INVALID 指向", 16), ["请看以", "PRI_ID_INVALID", "指向"]);
        assert_eq!(wrap("按 A 通过，再按 y 发送", 10), ["按 A 通", "过，再按 y", "发送"]);
        assert_eq!(wrap("。。。。。。", 4), ["。。", "。。", "。。"], "else anywhere");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_asked(text in "\\PC{0,40}", cells in 2usize..30) {
            prop_assert!(width(&fit(&text, cells)) <= cells);
            prop_assert!(width(&fit_middle(&text, cells)) <= cells);
            for line in wrap(&text, cells) {
                // One grapheme may be wider than the room; it is never cut in two.
                prop_assert!(width(&line) <= cells || line.graphemes(true).count() <= 1);
            }
        }
    }
}
