//! The links of a frame: what stands there that can be looked up elsewhere, a domain or a filing number.

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};

use super::model::{Model, Place};
use crate::terminal::manners::{LINK_END, link};

/// Where the administration answers for filing numbers.
const ASK_NUMBER: &str = "https://beian.miit.gov.cn/#/Integrated/recordQuery";

/// The mark in every filing number.
const MARK: &str = "ICP备";

/// A link in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its first cell.
    pub x: u16,
    /// Its line.
    pub y: u16,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Where it leads.
    pub url: String,
}

/// The links among what a frame shows. Only whole texts are linked: the beginning of a domain is another domain.
pub fn links(model: &Model, buffer: &Buffer) -> Vec<Link> {
    if !model.face.links {
        return Vec::new();
    }
    let domains = domains(model);
    let mut out = Vec::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let row: Vec<(u16, &Cell)> =
            (buffer.area.left()..buffer.area.right()).filter_map(|x| Some((x, buffer.cell((x, y))?))).collect();
        let mut text = String::new();
        // Where in the text each cell begins; the second half of a wide glyph is empty.
        let mut starts = Vec::with_capacity(row.len());
        let mut wide = false;
        for (x, cell) in &row {
            starts.push((text.len(), *x));
            if !std::mem::take(&mut wide) {
                text.push_str(cell.symbol());
                wide = crate::text::width(cell.symbol()) > 1;
            }
        }
        let found = domains
            .iter()
            .flat_map(|domain| {
                text.match_indices(domain.as_str())
                    .map(move |(at, _)| (at, at + domain.len(), format!("http://{domain}/")))
            })
            .filter(|(from, to, _)| is_whole(&text, *from, *to))
            .chain(numbers(&text).map(|(from, to)| (from, to, ASK_NUMBER.to_owned())));
        for (from, to, url) in found {
            let cells: Vec<_> = starts.iter().filter(|(at, _)| (from..to).contains(at)).collect();
            if let Some((_, x)) = cells.first() {
                let cells = cells.iter().filter_map(|(_, x)| buffer.cell((*x, y)).cloned()).collect();
                out.push(Link { x: *x, y, cells, url });
            }
        }
    }
    out
}

/// Draws links once more, this time as such.
pub fn drawn(links: &[Link]) -> Vec<u8> {
    let mut out = Vec::new();
    for one in links {
        let Some(begin) = link(&one.url) else { continue };
        out.extend(begin);
        let mut backend = CrosstermBackend::new(&mut out);
        let cells = one.cells.iter().enumerate().map(|(at, cell)| (one.x + at as u16, one.y, cell));
        let mut wide = false;
        let cells = cells.filter(|(.., cell)| {
            let hidden = std::mem::take(&mut wide);
            wide = !hidden && crate::text::width(cell.symbol()) > 1;
            !hidden
        });
        // Writing to memory cannot fail.
        let _ = backend.draw(cells);
        out.extend(LINK_END);
    }
    out
}

/// The domains that a screen may show, as plain ASCII: a link to another script's look-alike would hide where it leads.
fn domains(model: &Model) -> Vec<String> {
    let plain = |domain: &String| {
        domain.contains('.') && domain.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c))
    };
    let mut out: Vec<String> = match (model.place, &model.case) {
        (Place::Case, Some(open)) => open.case.filing.service.domains.clone(),
        (Place::Queue, _) => {
            let list = model.queue.list();
            let rows = list.rows.iter().skip(list.top).take(model.queue.height);
            // The detail below the list repeats the row under the cursor, which is one of these.
            rows.map(|row| row.domain.clone()).collect()
        }
        _ => Vec::new(),
    };
    out.retain(plain);
    out.sort();
    out.dedup();
    out
}

/// Whether a domain found in a text is not part of a longer one.
fn is_whole(text: &str, from: usize, to: usize) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '@' | '…');
    let before = text.get(..from).and_then(|text| text.chars().next_back());
    let after = text.get(to..).and_then(|text| text.chars().next());
    !before.is_some_and(part) && !after.is_some_and(part)
}

/// Where filing numbers stand: `京ICP备2026000001号` or `京ICP备2026000001号-1`.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.match_indices(MARK).filter_map(|(at, mark)| {
        let from = text.get(..at)?.char_indices().next_back().filter(|(_, c)| !c.is_ascii())?.0;
        let rest = text.get(at + mark.len()..)?;
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let after = rest.get(digits..)?.strip_prefix('号')?;
        let mut to = at + mark.len() + digits + '号'.len_utf8();
        let more = after.strip_prefix('-').map_or(0, |part| part.chars().take_while(char::is_ascii_digit).count());
        if more > 0 {
            to += 1 + more;
        }
        (digits >= 5).then_some((from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filing_numbers_are_found_whole() {
        let text = "  浙ICP备99000001号-12  and 京ICP备12号 京ICP备2026000001号";
        let found: Vec<_> = numbers(text).map(|(from, to)| &text[from..to]).collect();
        assert_eq!(found, ["浙ICP备99000001号-12", "京ICP备2026000001号"]);
    }

    #[test]
    fn the_beginning_of_a_domain_is_no_link() {
        let text = "sample-1.example www.sample-1.example a@sample-1.example sample-1.example…";
        let found: Vec<_> = text
            .match_indices("sample-1.example")
            .filter(|(at, domain)| is_whole(text, *at, at + domain.len()))
            .map(|(at, _)| at)
            .collect();
        assert_eq!(found, [0]);
    }
}
