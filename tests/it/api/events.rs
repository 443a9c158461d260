//! The feed of changes over a real port: what comes, from where it goes on, when it ends.

use std::net::Ipv4Addr;
use std::time::Duration;

use beian_desk::api::Change;
use beian_desk::client::{Client, Events, Follow, Live, Told, Transport};
use beian_desk::domain::case::{HOLD, LEASE};
use beian_desk::domain::lang::Lang;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::support::picture::jpeg;
use crate::support::{Fixture, code, decide, fixture, fixture_with, returning};

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The fixture's API behind a port.
struct Port {
    base: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

async fn serve(api: &Fixture) -> Port {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let server = api.server.clone();
    let serving = tokio::spawn(async move { server.serve(listener, async { drop(stopped.await) }).await.unwrap() });
    Port { base, stop, serving }
}

impl Port {
    async fn user(&self, api: &Fixture, id: &str, role: Role) -> Client {
        Client::http(&self.base, &api.token(id, &[role]).await, Lang::En).unwrap()
    }

    async fn close(self) {
        self.stop.send(()).unwrap();
        timeout(PATIENCE, self.serving).await.expect("the service ends").unwrap();
    }
}

async fn next(events: &mut Events) -> Option<Told> {
    timeout(PATIENCE, events.next()).await.expect("something comes").unwrap()
}

async fn change(events: &mut Events) -> Change {
    match next(events).await {
        Some(Told::Change(change)) => change,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_happens_is_told_in_order_as_it_happens() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let port = serve(&api).await;
    let lead = port.user(&api, "lead", Role::Lead).await;
    let ann = port.user(&api, "ann", Role::FirstReviewer).await;
    let mut events = lead.events(None).await.unwrap();
    let claimed = ann.claim(&id).await.unwrap();
    let told = change(&mut events).await;
    assert_eq!((told.verb.known(), told.id.as_str()), (Some(&Verb::Claim), id.as_str()));
    assert_eq!((told.version, &told.number, told.at), (claimed.case.row.version, &claimed.case.row.number, api.now()));
    ann.renew(&id, &claimed.lease.token).await.unwrap();
    ann.release(&id, &claimed.lease.token).await.unwrap();
    let released = change(&mut events).await;
    assert_eq!(released.verb, Verb::Release, "a renewal is no change of the queue");
    assert_eq!(released.seq, told.seq + 1);
    let claimed = ann.claim(&id).await.unwrap();
    let taken = decide(&ann, &claimed, &Decision::Approve, "k").await;
    assert_eq!(change(&mut events).await.verb, Verb::Claim);
    let approved = change(&mut events).await;
    assert_eq!((approved.verb, approved.version), (Verb::Approve.into(), taken.version));
    assert_eq!(approved.status, Status::MaterialsPending);
    // What a job does is told as well.
    api.later(SignedDuration::from_hours(24 * 45)).await;
    assert_eq!(change(&mut events).await.verb, Verb::Expire);
    port.close().await;
    assert_eq!(next(&mut events).await, None, "the feed ends with the service");
}

#[tokio::test]
async fn a_feed_goes_on_where_it_broke_and_says_when_it_cannot() {
    let api = fixture().await;
    let ids = [api.case(Status::FirstReview).await, api.case(Status::FirstReview).await];
    let port = serve(&api).await;
    let ann = port.user(&api, "ann", Role::FirstReviewer).await;
    let mut events = ann.events(Some(0)).await.unwrap();
    for id in &ids {
        ann.claim(id).await.unwrap();
    }
    let (first, second) = (change(&mut events).await, change(&mut events).await);
    assert_eq!((first.id.as_str(), second.id.as_str()), (ids[0].as_str(), ids[1].as_str()));
    assert_eq!(events.seq(), Some(second.seq));
    drop(events);
    let mut again = ann.events(Some(first.seq)).await.unwrap();
    assert_eq!(change(&mut again).await, second);
    // Of another database, or of one that was put back: there never was such a change here.
    let mut foreign = ann.events(Some(second.seq + 100)).await.unwrap();
    assert_eq!(next(&mut foreign).await, Some(Told::Reset(second.seq)));
    // After a week the old changes are gone, as many at a time as make it shrink.
    api.pass(SignedDuration::from_hours(24 * 8));
    let third = ann.claim(&ids[0]).await.map(|_| change(&mut foreign)).unwrap().await;
    assert_eq!(third.seq, second.seq + 1);
    let mut late = ann.events(Some(0)).await.unwrap();
    assert_eq!(next(&mut late).await, Some(Told::Reset(third.seq)));
    let mut known = ann.events(Some(second.seq)).await.unwrap();
    assert_eq!(change(&mut known).await, third, "nothing was missed");
    drop((again, foreign, late, known));
    port.close().await;
}

#[tokio::test]
async fn the_header_of_a_browser_goes_before_the_query() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let port = serve(&api).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let ann = Client::http(&port.base, &token, Lang::En).unwrap();
    ann.claim(&id).await.unwrap();
    let http = reqwest::Client::new();
    let request = || http.get(format!("{}/v1/events?after=0", port.base)).bearer_auth(&token);
    let mut answer = request().header("last-event-id", "1").send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let hello = timeout(PATIENCE, answer.chunk()).await.unwrap().unwrap().unwrap();
    assert_eq!(hello, ": connected\nretry: 3000\nid: 1\n\n");
    let odd = request().header("last-event-id", "x").send().await.unwrap();
    assert_eq!(odd.status(), 400);
    assert!(odd.text().await.unwrap().contains("header_invalid"));
    drop(answer);
    port.close().await;
}

#[tokio::test]
async fn only_who_may_see_cases_may_watch_and_only_over_a_line() {
    let api = fixture().await;
    let port = serve(&api).await;
    let paula = port.user(&api, "paula", Role::Applicant).await;
    assert_eq!(code(paula.events(None).await), "role_missing");
    let stranger = Client::http(&port.base, "wrong", Lang::En).unwrap();
    assert_eq!(code(stranger.events(None).await), "unauthenticated");
    let inside = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(code(inside.events(None).await), "not_streamable");
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    for after in ["x", "-1", "99999999999999999999"] {
        let answer = api.raw("GET", &format!("/v1/events?after={after}"), &token, &[], b"").await;
        assert_eq!(answer.problem(), (400, "query_invalid".to_owned()), "{after}");
    }
    assert_eq!(api.raw("GET", "/v1/events?after=", &token, &[], b"").await.problem().0, 406);
    port.close().await;
}

#[tokio::test]
async fn many_who_watch_and_do_not_read_keep_nothing_from_ending() {
    let api = fixture().await;
    let ids = api.server.seed((0..5).map(|_| crate::support::sample::seed(Status::FirstReview, api.now())).collect());
    let ids = ids.await.unwrap();
    let port = serve(&api).await;
    let ann = port.user(&api, "ann", Role::FirstReviewer).await;
    let mut watching = Vec::new();
    for _ in 0..20 {
        watching.push(ann.events(Some(0)).await.unwrap());
    }
    for id in ids.iter().cycle().take(75) {
        let claimed = ann.claim(id).await.unwrap();
        ann.release(id, &claimed.lease.token).await.unwrap();
    }
    let mut last = watching.pop().unwrap();
    for seq in 1..=150 {
        assert_eq!(change(&mut last).await.seq, seq);
    }
    port.close().await;
}

/// What a change's row says of who holds the case, and of a decision that waits.
fn shown(change: &Change) -> (Option<&str>, Option<&str>) {
    let row = change.row.as_ref().expect("the row comes with the change");
    assert_eq!((&row.id, &row.status, row.version), (&change.id, &change.status, change.version));
    (row.holder.as_ref().map(|one| one.id.as_str()), row.decision.as_ref().map(|one| one.outcome.as_str()))
}

#[tokio::test]
async fn a_list_can_be_kept_up_to_date_from_the_feed_alone() {
    let api = fixture_with(|options| options.settings.hold = HOLD).await;
    let id = api.case(Status::FirstReview).await;
    let port = serve(&api).await;
    let ann = port.user(&api, "ann", Role::FirstReviewer).await;
    let paula = port.user(&api, "paula", Role::Applicant).await;
    let mut events = ann.events(None).await.unwrap();
    let next = async |events: &mut Events, verb: Verb| {
        let change = change(events).await;
        assert_eq!(change.verb, verb);
        change
    };
    let claimed = ann.claim(&id).await.unwrap();
    assert_eq!(shown(&next(&mut events, Verb::Claim).await), (Some("ann"), None));
    ann.note(&id, "已致电").await.unwrap();
    assert_eq!(shown(&next(&mut events, Verb::Note).await), (Some("ann"), None));
    decide(&ann, &claimed, &Decision::Approve, "k").await;
    assert_eq!(shown(&next(&mut events, Verb::Approve).await), (Some("ann"), Some("approve")));
    let claimed = ann.undo(&id).await.unwrap();
    assert_eq!(shown(&next(&mut events, Verb::Undo).await), (Some("ann"), None));
    let until = api.now() + SignedDuration::from_hours(1);
    ann.snooze(&id, &claimed.lease.token, until, "等回电").await.unwrap();
    assert_eq!(next(&mut events, Verb::Snooze).await.row.unwrap().snoozed_until, Some(until));
    api.later(SignedDuration::from_hours(1)).await;
    let woken = next(&mut events, Verb::Wake).await;
    assert_eq!((shown(&woken), woken.at), ((None, None), until));

    let token = ann.claim(&id).await.unwrap().lease.token;
    next(&mut events, Verb::Claim).await;
    api.later(LEASE - SignedDuration::from_secs(1)).await;
    ann.renew(&id, &token).await.unwrap();
    api.later(SignedDuration::from_secs(1)).await;
    api.later(LEASE - SignedDuration::from_secs(2)).await;
    assert_eq!(ann.case(&id).await.unwrap().row.holder.unwrap().id, "ann", "renewed, and nothing told");
    api.later(SignedDuration::from_secs(1)).await;
    assert_eq!(shown(&next(&mut events, Verb::Lapse).await), (None, None));
    let claimed = ann.claim(&id).await.unwrap();
    next(&mut events, Verb::Claim).await;
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k2").await;
    next(&mut events, Verb::Return).await;
    api.later(HOLD).await;
    let moved = next(&mut events, Verb::Return).await;
    assert_eq!((moved.status.clone(), shown(&moved)), (Status::FirstReturned.into(), (None, None)));
    api.later(LEASE * 2).await;
    for (slug, width) in [("entity_licence", 80), ("entity_principal_id_front", 90), ("entity_principal_id_back", 91)] {
        paula.upload(&id, slug, "a.jpg", &jpeg(width, 40), false).await.unwrap();
        next(&mut events, Verb::Upload).await;
    }
    paula.submit(&id).await.unwrap();
    let submitted = next(&mut events, Verb::Submit).await;
    assert_eq!(submitted.row.unwrap().round, 2, "and of the lease that ended with the decision nothing is told");
    port.close().await;
}

/// The next thing that is neither a delay nor a broken line.
async fn live(follow: &mut Follow) -> Live {
    loop {
        match timeout(PATIENCE, follow.next()).await.expect("something comes").unwrap() {
            Live::Delay(_) | Live::Lost { .. } => {}
            other => return other,
        }
    }
}

#[tokio::test]
async fn a_broken_line_is_opened_again_where_it_broke() {
    let api = fixture().await;
    let ids = [api.case(Status::FirstReview).await, api.case(Status::FirstReview).await];
    let port = serve(&api).await;
    let address = port.base.strip_prefix("http://").unwrap().to_owned();
    let ann = port.user(&api, "ann", Role::FirstReviewer).await;
    let inside = api.user("ann", &[Role::FirstReviewer]).await;
    let mut follow = ann.follow(None);
    assert!(matches!(live(&mut follow).await, Live::Open(_)));
    inside.claim(&ids[0]).await.unwrap();
    // A change in this process rings no bell of a request over the port; a request does.
    ann.me().await.unwrap();
    let Live::Change(first) = live(&mut follow).await else { panic!() };
    assert_eq!(first.id, ids[0]);
    port.close().await;
    let lost = timeout(PATIENCE, follow.next()).await.unwrap().unwrap();
    assert!(matches!(&lost, Live::Lost { error, .. } if error.is_unreachable()), "{lost:?}");
    inside.claim(&ids[1]).await.unwrap();
    let listener = TcpListener::bind(&address).await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = api.server.clone();
    let serving = tokio::spawn(async move { server.serve(listener, async { drop(stopped.await) }).await.unwrap() });
    assert!(matches!(live(&mut follow).await, Live::Open(_)));
    let Live::Change(missed) = live(&mut follow).await else { panic!() };
    assert_eq!((missed.id.as_str(), missed.seq, follow.seq()), (ids[1].as_str(), first.seq + 1, Some(missed.seq)));
    stop.send(()).unwrap();
    timeout(PATIENCE, serving).await.expect("the service ends").unwrap();
}

#[tokio::test]
async fn who_may_not_watch_is_told_so_and_not_kept_waiting() {
    let api = fixture().await;
    let port = serve(&api).await;
    let paula = port.user(&api, "paula", Role::Applicant).await;
    assert_eq!(code(paula.follow(None).next().await), "role_missing");
    let stranger = Client::http(&port.base, "wrong", Lang::En).unwrap();
    assert_eq!(code(stranger.follow(None).next().await), "unauthenticated");
    assert!(paula.delay().await.unwrap() < PATIENCE);
    port.close().await;
}

#[tokio::test]
async fn a_desk_in_the_same_process_is_told_as_well() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let way = Transport::in_process_live(api.server.in_process(), api.server.in_process_line());
    let ann = Client::over(way.clone(), &token, Lang::En);
    let mut follow = ann.follow(None);
    assert!(matches!(live(&mut follow).await, Live::Open(_)));
    ann.claim(&id).await.unwrap();
    let Live::Change(told) = live(&mut follow).await else { panic!() };
    assert_eq!(told.verb, Verb::Claim);
    // A line outlives the client and the transport that opened it.
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let mut events = ann.events(Some(told.seq)).await.unwrap();
    drop((ann, follow, way));
    bo.note(&id, "看一下").await.unwrap();
    assert_eq!(change(&mut events).await.verb, Verb::Note);
    let way = Transport::in_process_live(api.server.in_process(), api.server.in_process_line());
    let paula = Client::over(way, &api.token("paula", &[Role::Applicant]).await, Lang::En);
    assert_eq!(code(paula.follow(None).next().await), "role_missing");
}
