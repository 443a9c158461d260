//! Where things stand on a screen of a given size. Pure, so that updates can know the picture's cells before drawing.

use ratatui::layout::Rect;

/// The smallest window in which the desk can be used, in cells.
pub const SMALLEST: (u16, u16) = (40, 10);

/// Whether a window of this width and height is too small to draw in.
pub const fn is_too_small((width, height): (u16, u16)) -> bool {
    width < SMALLEST.0 || height < SMALLEST.1
}

/// A window of this width is read out and not looked at: nothing stands beside anything in it, and nothing is cut for want of room. No
/// terminal is so wide.
pub const READ_OUT: u16 = 600;

/// At most so many cells of a window of this width, for what is easier to read where it is narrow; all of them where it is read out.
pub fn at_most(width: u16, most: u16) -> u16 {
    if width < READ_OUT { width.min(most) } else { width }
}

/// How many columns of so many cells stand side by side; one where the window is read out, or is what is left of such a window.
pub fn columns(width: u16, cells: u16) -> usize {
    if width < READ_OUT - MARGIN { usize::from(width / cells.max(1)).max(1) } else { 1 }
}

/// Frames and margins take no more than so many cells.
const MARGIN: u16 = 20;

/// From this width on the picture stands beside the fields.
const BESIDE: u16 = 72;

/// From this width on notes and history have a column of their own.
const SIDE: u16 = 150;

/// From this height on the header has its third line.
const TALL: u16 = 16;

/// The parts of a case's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseLayout {
    /// Two or three lines: who; where it stands and its clocks; how far the reviewer is.
    pub header: Rect,
    /// Fields and materials, and below them notes and history; absent while the picture has the whole screen.
    pub list: Option<Rect>,
    /// Notes and history, where there is room for a column of their own.
    pub side: Option<Rect>,
    /// The picture with its caption line; absent where there is no room.
    pub picture: Option<Rect>,
    /// The line of keys and notices: always below the picture, so that no picture touches the last row.
    pub footer: Rect,
}

/// Splits the window of a case.
pub fn case(width: u16, height: u16, whole: bool) -> CaseLayout {
    let lines = if height < TALL { 2 } else { 3 };
    let header = Rect::new(0, 0, width, lines.min(height.saturating_sub(1)));
    let footer = Rect::new(0, height.saturating_sub(1), width, 1.min(height));
    let body = Rect::new(0, header.height, width, height.saturating_sub(header.height + footer.height));
    if whole {
        return CaseLayout { header, list: None, side: None, picture: Some(body), footer };
    }
    if !(BESIDE..READ_OUT).contains(&width) {
        return CaseLayout { header, list: Some(body), side: None, picture: None, footer };
    }
    // Half for the fields, up to what they can use; the rest of a wide window goes to the picture.
    if width < SIDE {
        let list_width = (width / 2 - 1).clamp(36, 84);
        let list = Rect { width: list_width, ..body };
        let picture = Rect { x: list_width + 1, width: width - list_width - 1, ..body };
        return CaseLayout { header, list: Some(list), side: None, picture: Some(picture), footer };
    }
    let (list_width, side_width) = ((width / 3).clamp(50, 84), (width / 5 + 4).clamp(34, 52));
    let list = Rect { width: list_width, ..body };
    let side = Rect { x: width - side_width, width: side_width, ..body };
    let picture = Rect { x: list_width + 1, width: width - list_width - side_width - 2, ..body };
    CaseLayout { header, list: Some(list), side: Some(side), picture: Some(picture), footer }
}

/// The panes of the pictures: one, or two side by side with a column between them; none where there is no room.
pub fn pictures((width, height): (u16, u16), whole: bool, two: bool) -> (Option<Rect>, Option<Rect>) {
    let Some(pane) = case(width, height, whole).picture else { return (None, None) };
    if !two {
        return (Some(pane), None);
    }
    let left = Rect { width: pane.width.saturating_sub(1).div_ceil(2), ..pane };
    let x = left.right() + pane.width.min(1);
    (Some(left), Some(Rect { x, width: pane.right().saturating_sub(x), ..pane }))
}

/// From this width on the case under the cursor stands beside the queue.
const GLANCE: u16 = 120;

/// The parts of the queue's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueLayout {
    /// The sections.
    pub tabs: Rect,
    /// How things stand.
    pub status: Rect,
    /// The heads of the columns.
    pub head: Rect,
    /// The rows.
    pub list: Rect,
    /// The case under the cursor; absent where there is no room.
    pub glance: Option<Rect>,
    /// The row under the cursor in full.
    pub detail: Rect,
    /// Keys, notices, or what is typed.
    pub footer: Rect,
}

/// Splits the window of the queue.
pub fn queue(width: u16, height: u16) -> QueueLayout {
    let line = |y: u16| Rect::new(0, y.min(height), width, 1.min(height.saturating_sub(y)));
    let rows = height.saturating_sub(5);
    let pane = if !(GLANCE..READ_OUT).contains(&width) { 0 } else { (width / 3).clamp(48, 80) };
    let list_width = if pane > 0 { width - pane - 1 } else { width };
    QueueLayout {
        tabs: line(0),
        status: line(1),
        head: Rect { width: list_width, ..line(2) },
        list: Rect::new(0, 3.min(height), list_width, rows.min(height.saturating_sub(3))),
        glance: (pane > 0)
            .then(|| Rect::new(list_width + 1, 2.min(height), pane, (rows + 1).min(height.saturating_sub(2)))),
        detail: line(height.saturating_sub(2)),
        footer: line(height.saturating_sub(1)),
    }
}

/// The cells that the picture itself may fill: the pane without its caption.
pub fn picture_cells(pane: Rect) -> Rect {
    Rect { y: pane.y + 1.min(pane.height), height: pane.height.saturating_sub(1), ..pane }
}

/// A box in the middle, at most `width` × `height`, with a margin where there is room.
pub fn popup(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_window_at_any_size() {
        for (width, height) in [
            (1, 1),
            (20, 5),
            (40, 10),
            (71, 20),
            (72, 20),
            (80, 24),
            (120, 40),
            (149, 40),
            (150, 40),
            (200, 60),
            (500, 200),
            (600, 60),
        ] {
            let QueueLayout { tabs, status, head, list, glance, detail, footer } = queue(width, height);
            if height >= 5 {
                let parts = [Some(tabs), Some(status), Some(head), Some(list), glance, Some(detail), Some(footer)];
                let parts: Vec<Rect> = parts.into_iter().flatten().collect();
                for (at, part) in parts.iter().enumerate() {
                    assert_eq!(part.intersection(Rect::new(0, 0, width, height)), *part, "{width}x{height}: {part:?}");
                    assert!(
                        parts[at + 1..].iter().all(|other| part.is_empty() || !part.intersects(*other)),
                        "{part:?}"
                    );
                }
            }
            for whole in [false, true] {
                let layout = case(width, height, whole);
                let window = Rect::new(0, 0, width, height);
                let parts: Vec<Rect> =
                    [Some(layout.header), layout.list, layout.side, layout.picture, Some(layout.footer)]
                        .into_iter()
                        .flatten()
                        .collect();
                for part in &parts {
                    assert_eq!(part.intersection(window), *part, "{width}x{height}: {part:?}");
                }
                if let (Some(left), Some(right)) = pictures((width, height), whole, true) {
                    let pane = layout.picture.unwrap();
                    assert!(left.union(right).intersection(pane) == left.union(right), "{left:?} {right:?}");
                    assert!(right.is_empty() || left.right() < right.x, "{left:?} {right:?}");
                }
                for (at, part) in parts.iter().enumerate() {
                    for other in &parts[at + 1..] {
                        assert!(part.is_empty() || other.is_empty() || !part.intersects(*other), "{width}x{height}");
                    }
                }
            }
        }
    }
}
