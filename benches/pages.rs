//! How long a page of the list takes among 100,000 cases: every order, forwards and backwards, the usual filters, the
//! beginning, middle and end of everything that waits, the counts and related cases; through the router in this process, from request to parsed answer. The figure
//! to hold is 100 ms. Run with `cargo bench --bench pages`; `CASES=10000` makes it smaller.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]
#![allow(dead_code, reason = "the sample is shared with the tests, which use more of it")]

#[path = "../tests/it/support/sample.rs"]
mod sample;

use std::time::{Duration, Instant};

use beian_desk::client::{CaseQuery, Client};
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::sort::{Sort, SortKey};
use beian_desk::domain::status::Status;
use beian_desk::server::{Options, SeedCase, Server};
use jiff::SignedDuration;

const RUNS: usize = 11;

/// Provinces, most asked for first.
const PROVINCES: [&str; 8] = ["33", "44", "11", "31", "32", "51", "53", "65"];

#[tokio::main]
async fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let cases: u32 = std::env::var("CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("desk.db").display());
    let server = Server::open(Options::new(database, format!("file:{}", folder.path().display()))).await.unwrap();
    let started = Instant::now();
    for first in (0..cases).step_by(1000) {
        server.seed((first..cases.min(first + 1000)).map(case).collect()).await.unwrap();
    }
    println!("{cases} cases stored in {:?}", started.elapsed());
    let token = server.add_user("ann", "ann", &[Role::Lead, Role::FirstReviewer]).await.unwrap();
    let ann = Client::in_process(server.in_process(), &token, Lang::En);
    for key in SortKey::ALL {
        for reversed in [false, true] {
            let sort = Sort { key: *key, reversed };
            measure(&ann, &CaseQuery { sort, ..CaseQuery::default() }).await;
            measure(&ann, &CaseQuery { sort, filter: "status:withdrawn", ..CaseQuery::default() }).await;
        }
    }
    for filter in [
        "status:any",
        "省:新疆",
        "overdue free",
        "状态:初审退回,复审退回 轮:>1",
        "organizer:99999",
        "ybkj",
        "yangben",
        "status:any ybkjx",
        "样版科技",
        "不存在的词",
        "status:any 不存在的词",
        "entered:<2020-01-01",
        "status:any number:BA26099",
    ] {
        measure(&ann, &CaseQuery { filter, ..CaseQuery::default() }).await;
    }
    for key in SortKey::ALL {
        for reversed in [false, true] {
            walk(&ann, Sort { key: *key, reversed }, "").await;
        }
    }
    walk(&ann, Sort { key: SortKey::Entered, reversed: false }, "stage:second").await;
    walk(&ann, Sort { key: SortKey::Findings, reversed: true }, "stage:first").await;
    let some = ann.cases(&CaseQuery::default()).await.unwrap().items[7].id.clone();
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let started = Instant::now();
        ann.counts().await.unwrap();
        times.0.push(started.elapsed());
        let started = Instant::now();
        assert_eq!(ann.related(&some).await.unwrap().items.len(), 50);
        times.1.push(started.elapsed());
    }
    say("counts", times.0);
    say("related, one value shared by all", times.1);
}

async fn measure(client: &Client, query: &CaseQuery<'_>) {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..RUNS {
        let started = Instant::now();
        found = client.cases(query).await.unwrap().items.len();
        times.push(started.elapsed());
    }
    let place = if query.cursor.is_some() { ", far behind" } else { "" };
    say(&format!("sort={} filter={:?}{place}: {found} rows", query.sort, query.filter), times);
}

/// Walks through everything that waits, 200 at a time: what a page costs at the beginning, in the middle and at the end.
async fn walk(client: &Client, sort: Sort, filter: &str) {
    let (mut times, mut cursor, mut rows) = (Vec::new(), None, 0);
    loop {
        let query = CaseQuery { sort, filter, cursor: cursor.as_deref(), limit: Some(200), ..CaseQuery::default() };
        let started = Instant::now();
        let page = client.cases(&query).await.unwrap();
        times.push(started.elapsed());
        rows += page.items.len();
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    // Of eleven pages at each place the middle one, so that one that waited for the machine says nothing.
    let at = |from: usize| {
        let from = from.min(times.len().saturating_sub(RUNS));
        let mut some = times[from..(from + RUNS).min(times.len())].to_vec();
        some.sort();
        ms(some[some.len() / 2])
    };
    println!(
        "{:>9.1} ms at the beginning, {:.1} in the middle, {:.1} at the end  sort={sort} filter={filter:?}: {rows} rows",
        at(0),
        at(times.len() / 2),
        at(times.len())
    );
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort();
    println!("{:>9.1} ms (worst {:.1})  {what}", ms(times[RUNS / 2]), ms(times[RUNS - 1]));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Half wait for a review, the rest stands anywhere. All share one address.
fn case(index: u32) -> SeedCase {
    // Some order that is none: the multiplier is odd, so that every number comes up once.
    let mixed = index.wrapping_mul(2_654_435_761);
    let statuses = Status::ALL;
    let status = match mixed % 4 {
        0 => Status::FirstReview,
        1 => Status::SecondReview,
        _ => statuses[(mixed / 7) as usize % statuses.len()],
    };
    let entered = "2026-11-23T01:00:00Z".parse::<jiff::Timestamp>().unwrap();
    let mut case = sample::seed(status, entered - SignedDuration::from_mins(i64::from(mixed % 60_000)));
    case.round = 1 + mixed % 3;
    let province = PROVINCES[(mixed / 3) as usize % PROVINCES.len()];
    let filing = &mut case.filing;
    filing.order.province = format!("{province}0000");
    filing.entity.name = format!("样本{mixed}科技有限公司");
    filing.entity.cert_number = format!("9133{mixed}");
    filing.service.name = format!("样本站 {mixed}");
    filing.service.domains = vec![format!("s{mixed}.example")];
    for (index, person) in [&mut filing.entity_principal, &mut filing.service_principal].into_iter().enumerate() {
        person.cert_number = format!("PP9901{mixed}{index}");
        person.mobile = format!("138{:08}", mixed % 100_000_000);
        person.emergency_phone = format!("139{:08}", mixed % 100_000_000);
        person.email = format!("s{mixed}@sample.example");
    }
    case
}
