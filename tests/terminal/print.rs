//! What commands print on a terminal: the QR code of a verification link, read off the screen as a phone's camera would,
//! and pictures in either version.

use beian_desk::domain::filing::Filing;
use beian_desk::domain::role::Role;
use qrcode::{Color, EcLevel, QrCode};
use vt100::Color as Ink;

use crate::persona::Persona;
use crate::service::Service;

/// Modules of quiet that must be left around the code.
const QUIET: usize = 2;

#[test]
fn the_code_stands_whole_in_a_usual_window_and_is_that_of_the_link() {
    let service = Service::program(1, Role::Applicant);
    let filing = service.ask(|client| async move { client.create_filing(&Filing::default()).await });
    for (env, lang) in [(&[][..], "en"), (&[("NO_COLOR", "1")][..], "zh-CN")] {
        let args = ["file", "verify", &filing.number, "--yes"];
        let shell = service.desk_in(lang, &args, env, (80, 24), Persona::Plain);
        let (status, (raw, cells)) = shell.finish_and_look(|emulator| {
            let cells = emulator
                .look(|screen| (0..24).map(|row| (0..80).map(|col| halves(screen, row, col)).collect()).collect());
            (String::from_utf8(emulator.raw()).unwrap(), cells)
        });
        let cells: Vec<Vec<[bool; 2]>> = cells;
        assert!(status.success(), "{raw}");
        assert_eq!(raw.contains("\x1b["), env.is_empty(), "colours, unless they are not wanted");
        let url = raw.lines().find(|line| line.starts_with(&service.url)).unwrap().trim();
        let until = if lang == "en" { "until" } else { "有效至" };
        assert!(raw.contains(until), "{raw}");

        let code = QrCode::with_error_correction_level(url, EcLevel::L).unwrap();
        let is_light = |x: usize, y: usize| cells[y / 2][x][y % 2];
        let fits = |left: usize, top: usize| {
            (0..code.width())
                .all(|y| (0..code.width()).all(|x| is_light(left + x, top + y) != (code[(x, y)] == Color::Dark)))
        };
        let (left, top) = (QUIET..80 - code.width())
            .flat_map(|left| (QUIET..48 - code.width()).map(move |top| (left, top)))
            .find(|(left, top)| fits(*left, *top))
            .unwrap_or_else(|| panic!("the code is not on the screen as a whole: {raw}"));
        for along in 0..code.width() + 2 * QUIET {
            let (x, y) = (left - QUIET + along, top - QUIET + along);
            let end = [left + code.width() + QUIET - 1, top + code.width() + QUIET - 1];
            for (x, y) in [(x, top - QUIET), (x, end[1]), (left - QUIET, y), (end[0], y)] {
                assert!(is_light(x, y), "no quiet at {x},{y}");
            }
        }
    }
}

#[test]
fn pictures_are_printed_in_the_version_that_is_asked_for() {
    let service = Service::here(20);
    let rows = service.ask(|client| async move { client.queue(None, None, "", None, 200).await }).items;
    let show = |number: &str, more: &[&str]| {
        let args = [&["show", number, "--images", "--graphics", "blocks"], more].concat();
        let (status, raw) = service
            .desk_in("en", &args, &[], (100, 40), Persona::Plain)
            .finish_and_look(|emulator| String::from_utf8(emulator.raw()).unwrap());
        assert!(status.success(), "{raw}");
        raw
    };
    let (number, materials) = rows
        .iter()
        .find_map(|row| {
            let case = service.ask(|client| async move { client.case(&row.id).await });
            (!case.materials.is_empty()).then(|| (row.number.clone(), case.materials))
        })
        .unwrap();
    let small = service.ask(|client| async move { client.small(&materials[0].id).await }).len().div_ceil(1000);
    let raw = show(&number, &["--small"]);
    assert!(raw.contains(&format!("as reported {small} KB")) && raw.contains('▄'), "{raw}");
    let raw = show(&number, &[]);
    assert!(!raw.contains("as reported") && raw.contains('▄'), "{raw}");
}

/// A terminal that shows pixels gets pixels, of the size that its cells have, and the next line of text below them.
#[test]
fn pictures_are_printed_in_the_pixels_that_the_terminal_shows() {
    let service = Service::here(20);
    let rows = service.ask(|client| async move { client.queue(None, None, "", None, 200).await }).items;
    let pictured =
        rows.iter().find(|row| !service.ask(|client| async move { client.case(&row.id).await }).materials.is_empty());
    let number = &pictured.unwrap().number;
    for (persona, command) in [(Persona::Sixel, "\x1bP0;1q\"1;1;"), (Persona::WezTerm, "\x1b]1337;File=inline=1;")] {
        let args = ["show", number, "--images"];
        let (status, raw) = service
            .desk_in("en", &args, &[], (100, 40), persona)
            .finish_and_look(|emulator| String::from_utf8(emulator.raw()).unwrap());
        assert!(status.success(), "{raw}");
        assert!(raw.contains(command), "{persona:?} gets no pixels");
        assert!(!raw.contains('▄') && !raw.contains('▀'), "{persona:?} gets blocks");
        // Room is made above the last line, and every strip goes to its row.
        let first = raw.find(command).unwrap();
        let before = raw[..first].rsplit('\n').next().unwrap();
        assert!(before.starts_with("\x1b[") && before.ends_with("A\x1b7"), "{before:?}");
        assert!(raw.contains(&format!("\x1b8\x1b7\x1b[5B{command}")), "{persona:?}: the second strip, five rows below");
    }
}

/// Whether the upper and the lower half of a cell are light, on a dark terminal.
fn halves(screen: &vt100::Screen, row: u16, col: u16) -> [bool; 2] {
    let Some(cell) = screen.cell(row, col) else { return [false; 2] };
    let light = |ink: Ink, plain: bool| match ink {
        Ink::Default => plain,
        Ink::Idx(index) => index == 231,
        Ink::Rgb(..) => plain,
    };
    let (ink, ground) = (light(cell.fgcolor(), true), light(cell.bgcolor(), false));
    match cell.contents() {
        "█" => [ink; 2],
        "▀" => [ink, ground],
        "▄" => [ground, ink],
        _ => [ground; 2],
    }
}
