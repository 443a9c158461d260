//! The same API and client over a real port.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use beian_desk::client::{Client, ClientError};
use beian_desk::domain::lang::Lang;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::support::fixture;
use crate::support::picture::jpeg;

#[tokio::test]
async fn a_client_over_http_does_what_one_in_process_does() {
    let api = fixture().await;
    let id = api.case(Status::Draft).await;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}/", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let server = api.server.clone();
    let serving = tokio::spawn(async move { server.serve(listener, async { drop(stopped.await) }).await });

    let paula = Client::http(&base, &api.token("paula", &[Role::Applicant]).await, Lang::En).unwrap();
    let file = paula.upload(&id, "entity_licence", "执照.jpg", &jpeg(300, 200), false).await.unwrap();
    let ann = Client::http(&base, &api.token("ann", &[Role::FirstReviewer]).await, Lang::Zh).unwrap();
    assert_eq!(ann.content(&file.id).await.unwrap().bytes, jpeg(300, 200));
    assert_eq!(ann.queue(None, Some("draft"), "省:浙江", None, 10).await.unwrap().items.len(), 1);
    let Err(ClientError::Refused(problem)) = ann.claim_next(None).await else { panic!() };
    assert!(problem.detail.starts_with("没有"), "{}", problem.detail);
    let stranger = Client::http(&base, "wrong", Lang::En).unwrap();
    let error = stranger.me().await.unwrap_err();
    assert!(matches!(error, ClientError::Unauthenticated(_)) && error.message(Lang::En).contains("--token-file"));

    stop.send(()).unwrap();
    drop((paula, ann, stranger));
    serving.await.unwrap().unwrap();
    let gone = Client::http(&base, "t", Lang::En).unwrap();
    let error = gone.me().await.unwrap_err();
    assert!(matches!(error, ClientError::Unreachable { .. }), "{error}");
    assert!(error.message(Lang::Zh).contains(base.trim_end_matches('/')));
}

#[tokio::test]
async fn addresses_and_tokens_that_cannot_be_used_are_said_to_be_so() {
    for base in ["", "ftp://x", "not a url", "localhost:1"] {
        assert!(matches!(Client::http(base, "t", Lang::En), Err(ClientError::Unreachable { .. })), "{base}");
    }
    let odd = Client::http("http://127.0.0.1:9", "to\nken", Lang::En).unwrap();
    assert!(matches!(odd.me().await, Err(ClientError::BadAnswer { .. })));
}

#[tokio::test]
async fn what_can_be_sent_twice_is_tried_once_more_and_nothing_else() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let router = api.server.in_process();
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    // Every first answer is lost after the API has done its work.
    let flaky: beian_desk::client::InProcess = Arc::new(move |request| {
        let answer = router(request);
        let lost = count.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        Box::pin(async move {
            let answer = answer.await;
            if lost { Err("the line broke".to_owned()) } else { answer }
        })
    });
    let ann = Client::in_process(flaky, &api.token("ann", &[Role::FirstReviewer]).await, Lang::En);
    assert!(matches!(ann.claim(&id).await, Err(ClientError::Unreachable { .. })));
    let claimed = ann.claim(&id).await.unwrap();
    assert_eq!(ann.case(&id).await.unwrap(), claimed.case);
    let (version, token) = (claimed.case.row.version, claimed.lease.token);
    let taken = ann.decide(&id, &Decision::Approve, version, &token, "k").await.unwrap();
    assert_eq!(taken.status, Status::MaterialsPending);
    assert_eq!(ann.history(&id).await.unwrap().items.len(), 1, "sent twice, done once");
    assert_eq!(sent.load(Ordering::SeqCst), 8);
}
