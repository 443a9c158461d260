//! The mouse in queue and case: it selects, opens and scrolls, and changes nothing.

use beian_desk::desk::msg::Msg;
use beian_desk::desk::screen::case::model::material_name;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::status::Status;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::findings::faulty;
use super::stage::{Desk, first, waiting};
use crate::support::fixture;

fn event(desk: &mut Desk, kind: MouseEventKind, column: u16, row: u16) {
    desk.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

/// Clicks on the line that has a text.
async fn click(desk: &mut Desk, text: &str) {
    // On the left, where the list is; materials stand at its end.
    let on_the_left = |line: &str| line.chars().take(40).collect::<String>().contains(text);
    let frame = desk.frame();
    let found = frame.lines().enumerate().filter(|(_, line)| on_the_left(line)).last();
    let (row, _) = found.unwrap_or_else(|| panic!("{text}: {frame}"));
    event(desk, MouseEventKind::Down(MouseButton::Left), 6, u16::try_from(row).unwrap());
    desk.settle().await;
}

#[tokio::test]
async fn a_click_selects_a_row_and_a_second_one_opens_it() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.model.face.mouse = true;
    click(&mut desk, "BA26000001").await;
    assert_eq!(desk.open_case(), "", "the row under the cursor is clicked for the first time");
    click(&mut desk, "BA26000003").await;
    assert_eq!(desk.model.queue.list().cursor, 2);
    desk.keys("k j").await;
    click(&mut desk, "BA26000003").await;
    assert_eq!(desk.open_case(), "", "keys in between make it the first again");
    click(&mut desk, "BA26000003").await;
    assert_eq!(desk.open_case(), "BA26000003");
}

#[tokio::test]
async fn a_click_in_a_case_goes_to_the_field_the_material_and_the_picture() {
    let api = fixture().await;
    faulty(&api).await;
    let mut desk = first(&api, Lang::En, (120, 60)).await;
    desk.model.face.mouse = true;
    desk.keys("Enter").await;
    let target = |desk: &Desk| desk.model.case.as_ref().unwrap().target().unwrap_or_default();
    click(&mut desk, "138****0000").await;
    assert_eq!(target(&desk), "entity_principal.mobile");
    let name = material_name(&desk.model.case.as_ref().unwrap().case.materials[2], Lang::En);
    let name: String = name.chars().take(14).collect();
    desk.keys("G").await;
    click(&mut desk, &name).await;
    assert_eq!((target(&desk).as_str(), desk.model.picture.index), ("material:entity_principal_id_back", 2));
    event(&mut desk, MouseEventKind::Down(MouseButton::Left), 100, 20);
    assert!(desk.model.case.as_ref().unwrap().in_picture);
    click(&mut desk, &name).await;
    assert!(!desk.model.case.as_ref().unwrap().in_picture);
    let cursor = desk.model.case.as_ref().unwrap().cursor;
    event(&mut desk, MouseEventKind::ScrollUp, 6, 10);
    assert_eq!(desk.model.case.as_ref().unwrap().cursor, cursor - 3, "the wheel scrolls");
}

#[tokio::test]
async fn what_lies_over_a_screen_swallows_clicks() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 40)).await;
    desk.model.face.mouse = true;
    desk.keys("Enter").await;
    let cursor = desk.model.case.as_ref().unwrap().cursor;
    for (open, close) in
        [("t", "Esc"), ("S", "Esc"), ("X", "Esc"), ("A", "n"), (":", "Esc"), ("?", "Esc"), ("p", "Esc")]
    {
        desk.keys(open).await;
        let before = desk.frame();
        for row in 0..40 {
            event(&mut desk, MouseEventKind::Down(MouseButton::Left), 5, row);
        }
        desk.settle().await;
        assert_eq!(desk.frame(), before, "{open}");
        desk.keys(close).await;
        assert_eq!(desk.model.case.as_ref().unwrap().cursor, cursor, "{open}");
    }
}
