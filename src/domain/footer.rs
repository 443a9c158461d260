//! Whether a home page shows its filing number as it must: pure, over the page's text in its order.

use super::obligation::Shown;

/// A text of the page and where it links to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The address of the link that it stands in; empty outside links.
    pub href: String,
}

/// What a page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Footer {
    /// Whether the number is there.
    pub number: bool,
    /// Whether it links to the ministry's site.
    pub linked: bool,
    /// Whether it stands near the end of the page.
    pub at_bottom: bool,
    /// Whether the copyright line names the organizer; true where none is asked for.
    pub copyright: bool,
}

/// The ministry's site (display link of the filing number).
const MINISTRY: &str = "beian.miit.gov.cn";

/// "Near the end": within so many characters of it, or in the last fifth.
const TAIL: usize = 600;

/// Looks for what must be shown. Spaces, width and case make no difference, nor do tags inside the number.
pub fn footer(pieces: &[Piece], wanted: &Shown) -> Footer {
    let mut text = Vec::new();
    let mut owner = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        for c in plain(&piece.text) {
            text.push(c);
            owner.push(index);
        }
    }
    let number: Vec<char> = plain(&wanted.number).collect();
    let mut found = Footer { copyright: copyright(&text, wanted), ..Footer::default() };
    for at in places(&text, &number) {
        found.number = true;
        let pieces_of = owner.get(at..at + number.len()).unwrap_or_default();
        let linked = pieces_of.iter().all(|index| pieces.get(*index).is_some_and(|piece| is_ministry(&piece.href)));
        let left = text.len() - at;
        found.linked |= linked;
        found.at_bottom |= left <= TAIL || left * 5 <= text.len();
    }
    found
}

/// Every place where the number stands whole: `…号-1` is not in `…号-12`.
fn places(text: &[char], number: &[char]) -> Vec<usize> {
    if number.is_empty() {
        return Vec::new();
    }
    let goes_on = |at: usize| {
        let last_is_digit = number.last().is_some_and(char::is_ascii_digit);
        last_is_digit && text.get(at + number.len()).is_some_and(char::is_ascii_digit)
    };
    text.windows(number.len())
        .enumerate()
        .filter(|(at, window)| *window == number && !goes_on(*at))
        .map(|(at, _)| at)
        .collect()
}

fn copyright(text: &[char], wanted: &Shown) -> bool {
    let Some(organizer) = &wanted.copyright else { return true };
    let name: Vec<char> = plain(organizer).collect();
    // The line names the organizer beside a word or sign of copyright.
    let signs: [Vec<char>; 4] = ["版权所有", "copyright", "©", "(c)"].map(|sign| plain(sign).collect());
    places(text, &name).into_iter().any(|at| {
        let around = text.get(at.saturating_sub(60)..(at + name.len() + 60).min(text.len())).unwrap_or_default();
        signs.iter().any(|sign| around.windows(sign.len()).any(|window| window == sign.as_slice()))
    })
}

/// The text without spaces, in half width and lower case.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '–' | '—' | '‐' | '−' => '-',
            other => other,
        })
        .flat_map(char::to_lowercase)
}

fn is_ministry(href: &str) -> bool {
    let rest = href.trim().to_ascii_lowercase();
    let rest =
        rest.strip_prefix("https:").or_else(|| rest.strip_prefix("http:")).unwrap_or(&rest).trim_start_matches('/');
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    host == MINISTRY
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://beian.miit.gov.cn/";

    fn piece(text: &str, href: &str) -> Piece {
        Piece { text: text.into(), href: href.into() }
    }

    fn wanted(copyright: Option<&str>) -> Shown {
        Shown { number: "苏ICP备2026000001号-1".into(), copyright: copyright.map(str::to_owned) }
    }

    #[test]
    fn the_number_is_found_however_it_is_set_and_only_whole() {
        let look = |pieces: &[Piece]| footer(pieces, &wanted(None));
        for text in ["苏ICP备2026000001号-1", "苏 icp备 2026000001号－1", "（苏ＩＣＰ备２０２６０００００１号-1）"]
        {
            assert_eq!(
                look(&[piece(text, LINK)]),
                Footer { number: true, linked: true, at_bottom: true, copyright: true }
            );
        }
        let split = [piece("苏ICP备", LINK), piece("2026000001号", LINK), piece("-1", LINK)];
        assert!(look(&split).linked);
        assert!(!look(&[piece("苏ICP备2026000001号-12", LINK)]).number);
        assert!(!look(&[piece("苏ICP备2026000001号", LINK)]).number, "the entity's number alone is not the service's");
    }

    #[test]
    fn a_link_must_lead_to_the_ministry_and_the_number_stand_at_the_end() {
        let number = "苏ICP备2026000001号-1";
        let linked = |href| footer(&[piece(number, href)], &wanted(None)).linked;
        assert!(
            linked("http://beian.miit.gov.cn")
                && linked("//beian.miit.gov.cn/#/x")
                && linked(" HTTPS://Beian.miit.gov.cn/ ")
        );
        assert!(
            !linked("")
                && !linked("https://beian.miit.gov.cn.example/")
                && !linked("https://example/?beian.miit.gov.cn")
        );
        let top = [piece(number, LINK), piece(&"文".repeat(4000), "")];
        assert_eq!((footer(&top, &wanted(None)).number, footer(&top, &wanted(None)).at_bottom), (true, false));
    }

    #[test]
    fn the_copyright_line_names_the_organizer() {
        let line = |text: &str| footer(&[piece(text, "")], &wanted(Some("样本有限公司"))).copyright;
        assert!(line("版权所有 © 样本有限公司") && line("Copyright 2026 样本 有限公司"));
        assert!(!line("样本有限公司") && !line("版权所有 别的公司"));
    }
}
