//! The desk's main job in a terminal, from the first row to the record of the decisions.

use beian_desk::domain::open::Open;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;

use crate::persona::Persona;
use crate::service::Service;

/// Claims, looks, approves, returns with two reasons; the service then says who did it and why.
#[test]
fn a_reviewer_approves_one_case_and_returns_the_next_with_two_reasons() {
    let service = Service::here(20);
    let desk = service.desk_in("en", &[], &[("TERM", "xterm-kitty")], (120, 40), Persona::Kitty);
    desk.shows(&["first review", "1 of ", "BA26"]);
    desk.keys("C");
    desk.shows(&["Claim the most urgent", "y claim"]);
    desk.keys("y");
    desk.shows(&["is claimed.", "mine until", " 1/"]);
    let first = desk.number();
    // The picture is in the terminal, in cells that refer to it; the next one takes its place.
    desk.wait_received("\x1b_Ga=T,U=1,", 1);
    desk.wait("the picture stands there", |screen| screen.contents().contains('\u{10EEEE}'));
    desk.keys(">");
    desk.shows(&[" 2/"]);
    desk.wait_received("\x1b_Ga=T,U=1,", 2);

    let before = service.ask(|client| client_case(client, first.clone()));
    for no in ["n", "\r", "\x1b"] {
        desk.ask_approval(&format!("Approve {first}?"), "was not looked at");
        desk.keys(no);
        desk.hides("Approve BA");
    }
    let after = service.ask(|client| client_case(client, first.clone()));
    assert_eq!((after.row.version, &after.row.status), (before.row.version, &before.row.status));

    desk.keys("A");
    desk.shows(&["Approve BA"]);
    desk.keys("y");
    desk.shows(&[&format!("{first} is approved."), "is claimed.", "mine until"]);
    let second = desk.number();
    assert_ne!(first, second);

    desk.keys("m");
    desk.shows(&["Pick a return reason: "]);
    desk.keys("ent_name_mis");
    desk.shows(&["> ent_name_mis", "ENT_NAME_MISMATCH"]);
    desk.keys("\r");
    desk.shows(&["Flagged: ", "flagged 1"]);
    desk.keys("X");
    desk.shows(&[&format!("Return {second}"), "1 entity · organizer name", "ENT_NAME_MISMATCH"]);
    desk.keys("a");
    desk.shows(&["Pick a return reason"]);
    desk.keys("tel_unreach");
    desk.shows(&["> tel_unreach", "TEL_UNREACHABLE"]);
    desk.keys("\r");
    desk.shows(&["What does TEL_UNREACHABLE point at?"]);
    desk.keys("j\r");
    desk.shows(&[&format!("Return {second}"), "2 service principal · mobile", "TEL_UNREACHABLE", "ENT_NAME_MISMATCH"]);
    desk.keys("y");
    desk.shows(&[&format!("{second} is returned (2 reasons)."), "is claimed."]);
    assert!(![first.clone(), second.clone()].contains(&desk.number()));

    let approved = service.history(&first).pop().unwrap();
    assert_eq!((approved.verb, approved.to), (Open::Known(Verb::Approve), Open::Known(Status::MaterialsPending)));
    assert_eq!((approved.actor.id.as_str(), approved.actor.role), ("desk", Open::Known(Role::FirstReviewer)));
    let returned = service.history(&second).pop().unwrap();
    assert_eq!((returned.verb, returned.to), (Open::Known(Verb::Return), Open::Known(Status::FirstReturned)));
    assert_eq!(returned.actor.id, "desk");
    let reasons: Vec<_> = returned.reasons.iter().map(|given| (given.target.as_str(), given.code.as_str())).collect();
    assert_eq!(reasons, [("entity.name", "ENT_NAME_MISMATCH"), ("service_principal.mobile", "TEL_UNREACHABLE")]);

    desk.keys("q");
    desk.shows(&["1 of "]);
    desk.keys("q");
    assert_eq!(desk.finish_restored(), 0);
}

async fn client_case(
    client: beian_desk::client::Client,
    number: String,
) -> beian_desk::client::Result<beian_desk::api::Case> {
    client.case(&number).await
}

/// `q` with something flagged asks first; `n` stays, `y` goes.
#[test]
fn leaving_with_unsent_reasons_asks() {
    let service = Service::here(20);
    let desk = service.desk("en", &["--graphics", "off"], (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("\r");
    desk.shows(&["not claimed", "Pictures are off"]);
    desk.keys("m");
    desk.shows(&["Pick a return reason: "]);
    desk.keys("other\r");
    desk.shows(&["Edit the text: OTHER"]);
    desk.keys("\x1b[200~pasted\ttext\x1b]0;x\x07\x1b[201~ and typed\x1b");
    desk.shows(&["flagged 1"]);
    desk.keys("q");
    desk.shows(&["1 of "]);
    desk.keys("q");
    desk.shows(&["What is not sent yet"]);
    desk.keys("n");
    desk.hides("What is not sent yet");
    desk.keys("\x03");
    desk.shows(&["What is not sent yet"]);
    desk.keys("y");
    assert_eq!(desk.finish_restored(), 0);
}

/// What somebody else did meanwhile is told in the sheet, and nothing that was picked is lost.
#[test]
fn a_refusal_stands_in_the_sheet_and_the_reasons_stay() {
    let service = Service::here(20);
    let desk = service.desk("en", &["--graphics", "off"], (100, 30));
    desk.shows(&["1 of "]);
    desk.keys("\r");
    desk.shows(&["not claimed"]);
    let number = desk.number();
    desk.keys("X");
    desk.shows(&["Pick a return reason"]);
    desk.keys("ent_name_mis\r");
    desk.shows(&["ENT_NAME_MISMATCH", &format!("Return {number}")]);
    let row = service.ask(|client| client_case(client, number.clone())).row;
    service.ask(|client| async move {
        let claimed = client.claim(&row.id).await?;
        let decision = beian_desk::domain::reason::Decision::Approve;
        client.decide(&row.id, &decision, claimed.case.row.version, &claimed.lease.token, "another desk").await
    });
    desk.keys("y");
    desk.wait("the sheet says why", |screen| {
        let shown = screen.contents();
        shown.contains("ENT_NAME_MISMATCH") && !shown.contains("working") && shown.contains("materials")
    });
    assert_eq!(service.history(&number).last().unwrap().verb, Open::Known(Verb::Approve));
    desk.keys("n");
    desk.shows(&["flagged 1"]);
    desk.keys("\x03y");
    assert_eq!(desk.finish_restored(), 0);
}
