//! `demo`: the filing API inside the program, with sample cases, and a desk on it, or served.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::{desk, serve};
use crate::cli::args::Demo;
use crate::client::{Client, Transport};
use crate::clock;
use crate::config::{Administration, Config, Service};
use crate::desk::face::User;
use crate::domain::clocks::local_date;
use crate::domain::reason::ReasonGiven;
use crate::domain::registry::Resource;
use crate::domain::requirement::FACE;
use crate::domain::role::Role;
use crate::domain::status::Move;
use crate::domain::tutorial::{CASES, Tutorial};
use crate::domain::verb::Verb;
use crate::sample::{self, Guided, PictureSpec, SampleCase, SampleEvent};
use crate::server::{Options, SeedCase, SeedEvent, SeedMaterial, Server};

/// The desk's own user: both reviewer roles and lead. Four eyes hold for him as for anybody.
const DESK_USER: &str = "desk";
const DESK_NAME: &str = "演示审核员";

/// The sample users, one for each role that the headless line names.
const USERS: [(&str, &str, Role); 7] = [
    ("first", "初审员样本", Role::FirstReviewer),
    ("second", "复审员样本", Role::SecondReviewer),
    ("lead", "组长样本", Role::Lead),
    ("auditor", "审计员样本", Role::Auditor),
    ("admin", "管理员样本", Role::Admin),
    ("applicant", "申请人样本", Role::Applicant),
    ("administration", "管局样本", Role::Administration),
];

/// Who has something to look at on the desk.
const LOOKERS: [Role; 4] = [Role::FirstReviewer, Role::SecondReviewer, Role::Lead, Role::Auditor];

/// How long a working day of the simulated administration lasts.
const DEMO_DAY: Duration = Duration::from_secs(6);

/// The longest that drawing a picture takes, about.
const LAST_PICTURE: Duration = Duration::from_millis(500);

/// A demo's service, with its data for as long as this lives.
pub struct Demonstration {
    /// The service.
    pub server: Arc<Server>,
    /// The token of the desk's user.
    pub desk_token: String,
    /// The tokens by role, as the headless line has them.
    pub tokens: Map<String, Value>,
    /// Where everything lies.
    pub path: PathBuf,
    folder: Option<TempDir>,
}

impl Demonstration {
    /// Those at whose place the desk may sit down, with their tokens: all who look at cases.
    pub fn users(&self) -> Vec<(User, String)> {
        let own = (User { id: DESK_USER.to_owned(), name: DESK_NAME.to_owned() }, self.desk_token.clone());
        let others = USERS.iter().filter(|(.., role)| LOOKERS.contains(role)).filter_map(|(id, name, role)| {
            let token = self.tokens.get(role.slug())?.as_str()?;
            Some((User { id: (*id).to_owned(), name: (*name).to_owned() }, token.to_owned()))
        });
        [own].into_iter().chain(others).collect()
    }

    /// Ends the service and removes a folder that was only for this run. A picture that was being drawn when the desk closed
    /// may still be written after the first try, so there is a second.
    async fn close(self) {
        let Self { server, folder, .. } = self;
        drop(server);
        let Some(path) = folder.map(TempDir::keep) else { return };
        for _ in 0..2 {
            if std::fs::remove_dir_all(&path).is_ok() {
                return;
            }
            tokio::time::sleep(LAST_PICTURE).await;
        }
        let _ = std::fs::remove_dir_all(&path);
    }
}

/// Which cases a demo has.
#[derive(Debug)]
pub enum Cases {
    /// So many of this seed.
    Sampled {
        /// How many.
        count: u32,
        /// From which everything follows.
        seed: u64,
    },
    /// Those of the guide.
    Guided(Box<Guided>),
}

fn guided(today: Date) -> anyhow::Result<Guided> {
    sample::guided(today).context("the guided cases cannot be made")
}

/// The numbers of the guided cases: the first six of the year.
fn numbers(now: Timestamp) -> [String; CASES] {
    let year = local_date(now).year().rem_euclid(100);
    [1, 2, 3, 4, 5, 6].map(|number| format!("BA{year:02}{number:06}"))
}

/// Sets up the service with its users and, where the folder has no data yet, its sample cases.
///
/// # Errors
/// Where the folder cannot be written or holds data that cannot be opened.
pub async fn set_up(cases: Cases, data: Option<&Path>, settings: Service) -> anyhow::Result<Demonstration> {
    let (folder, path) = match data {
        Some(path) => {
            std::fs::create_dir_all(path).with_context(|| format!("cannot create {}", path.display()))?;
            (None, path.to_owned())
        }
        None => {
            let folder = tempfile::Builder::new().prefix("beian-desk-demo-").tempdir()?;
            let path = folder.path().to_owned();
            (Some(folder), path)
        }
    };
    let database = path.join("demo.db");
    let is_new = !database.exists();
    let options = Options {
        origin: Some(Arc::new(|text: &str| {
            let spec: PictureSpec = serde_json::from_str(text).ok()?;
            let drawn = sample::draw(&spec);
            Some((drawn.bytes, drawn.content_type))
        })),
        settings,
        ..Options::new(format!("sqlite:{}", database.display()), format!("file:{}", pictures_folder(&path)?.display()))
    };
    let server = Server::open(options).await.with_context(|| format!("cannot open the data in {}", path.display()))?;
    let mut tokens = Map::new();
    for (id, name, role) in USERS {
        let token = server.add_user(id, name, &[role]).await?;
        tokens.insert(role.slug().to_owned(), Value::String(token));
    }
    let roles = [Role::FirstReviewer, Role::SecondReviewer, Role::Lead];
    let desk_token = server.add_user(DESK_USER, DESK_NAME, &roles).await?;
    if is_new {
        let now = clock::now();
        let (samples, earlier) = match cases {
            Cases::Sampled { count, seed } => (sample::cases(count as usize, seed, local_date(now)), None),
            Cases::Guided(guided) => (guided.cases, Some(guided.earlier)),
        };
        let mut rows = sample::registries(&samples, user_of(Role::Applicant));
        rows.push(example_resource().into());
        server.import(&rows).await.context("cannot store the sample registries")?;
        let mut seeds: Vec<_> = samples.into_iter().map(|case| seed_case(case, now)).collect::<anyhow::Result<_>>()?;
        // Numbers rise with time, and the pictures of what is most urgent are drawn first.
        seeds.sort_by_key(|case| case.entered_at);
        if let Some(earlier) = earlier {
            for (case, number) in seeds.iter_mut().zip(numbers(now)) {
                case.number = Some(number);
                case.earlier = case.earlier.take().map(|_| earlier.clone());
            }
        }
        server.seed(seeds).await.context("cannot store the sample cases")?;
    }
    Ok(Demonstration { server: Arc::new(server), desk_token, tokens, path, folder })
}

/// What the documented example of a filing of one's own is reached through.
fn example_resource() -> Resource {
    Resource {
        id: "eip-example".to_owned(),
        user_id: user_of(Role::Applicant).to_owned(),
        kind: "server".to_owned(),
        ip: "192.0.2.10".to_owned(),
        ..Resource::default()
    }
}

fn pictures_folder(data: &Path) -> anyhow::Result<PathBuf> {
    let path = data.join("pictures");
    std::fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
    Ok(path)
}

/// Runs `demo`: a desk, or a served API whose first line on stdout says where and with which tokens.
///
/// # Errors
/// As [`set_up`], and where the address cannot be listened on.
pub async fn run(config: &Config, args: &Demo, fresh: bool) -> anyhow::Result<()> {
    let mut settings = config.service(&crate::cli::environment)?;
    if !args.headless && settings.administration == Administration::Push {
        // On the desk alone nobody would answer for the administration.
        settings.administration = Administration::Simulator { seed: args.seed, day: DEMO_DAY };
    }
    let listener = match args.headless {
        true => Some(serve::listen(args.listen, &mut settings).await?),
        false => None,
    };
    let now = clock::now();
    let guided = args.tutorial.then(|| guided(local_date(now))).transpose()?;
    let blurred = guided.as_ref().map(|guided| guided.blurred.clone());
    let cases = match guided {
        Some(guided) => Cases::Guided(Box::new(guided)),
        None => Cases::Sampled { count: args.cases, seed: args.seed },
    };
    let demo = set_up(cases, args.data.as_deref(), settings).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let painter = tokio::spawn(paint(Arc::clone(&demo.server), Arc::clone(&stop)));
    let result = if let Some(listener) = listener {
        headless(&demo, listener).await
    } else {
        let way = Transport::in_process_live(demo.server.in_process(), demo.server.in_process_line());
        let mut client = Client::over(way, &demo.desk_token, config.lang.value);
        if let Some(blurred) = blurred {
            client = client.guided(Tutorial::of(numbers(now), &blurred));
        }
        if config.read_only.value {
            client = client.looking_only();
        }
        // Beside the data: another demo has other cases under the same numbers.
        let state = demo.path.join("state");
        serve::beside(&demo.server, desk::open_for(config, client, &state, fresh, demo.users())).await
    };
    // Not aborted: the picture under way would be written after its folder is gone.
    stop.store(true, Ordering::Relaxed);
    let _ = painter.await;
    demo.close().await;
    result
}

async fn headless(demo: &Demonstration, listener: TcpListener) -> anyhow::Result<()> {
    let line = json!({"url": format!("http://{}", listener.local_addr()?), "tokens": demo.tokens});
    let mut out = stdout();
    writeln!(out, "{line}")?;
    out.flush()?;
    serve::serve(&demo.server, listener).await
}

/// Draws the pictures that nobody has asked for yet, one at a time, so that the next case's are there already.
async fn paint(server: Arc<Server>, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) && matches!(server.make_pending(1).await, Ok(1..)) {
        tokio::task::yield_now().await;
    }
}

fn seed_case(case: SampleCase, now: Timestamp) -> anyhow::Result<SeedCase> {
    let ago = |minutes: i64| now - SignedDuration::from_mins(minutes);
    let entered_at = case.history.last().map_or(ago(case.submitted_minutes_ago), |event| ago(event.minutes_ago));
    let passed_first = case.history.iter().any(|event| event.step == Move::Approve && event.by == Role::FirstReviewer);
    let verified = case.materials.iter().any(|material| material.slug == FACE);
    let materials = case
        .materials
        .iter()
        .map(|material| {
            let origin = serde_json::to_string(&material.spec)?;
            Ok(SeedMaterial { slug: material.slug.clone(), page: material.page, origin })
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(SeedCase {
        earlier: sample::earlier(&case),
        check: true,
        numbers: sample::numbers(&case),
        round: case.round,
        events: case.history.into_iter().map(|event| seed_event(event, now)).collect(),
        materials,
        verified_at: verified.then_some(entered_at),
        first_passed_by: passed_first.then(|| user_of(Role::FirstReviewer).to_owned()).into_iter().collect(),
        ..SeedCase::new(user_of(Role::Applicant), case.filing, case.status, entered_at)
    })
}

fn seed_event(event: SampleEvent, now: Timestamp) -> SeedEvent {
    let reasons = event.reasons.into_iter().map(|(target, code)| {
        let known = crate::domain::catalogue::reason(code);
        let words =
            |pick: fn(&crate::domain::catalogue::Reason) -> &str| known.map(pick).unwrap_or_default().to_owned();
        ReasonGiven {
            target,
            code: code.to_owned(),
            text: words(|reason| &reason.zh),
            suggestion: words(|reason| &reason.fix_zh),
            ..ReasonGiven::default()
        }
    });
    SeedEvent {
        at: now - SignedDuration::from_mins(event.minutes_ago),
        actor: user_of(event.by).to_owned(),
        role: event.by,
        verb: verb_of(event.step),
        from: Some(event.from),
        to: event.to,
        round: event.round,
        reasons: reasons.collect(),
    }
}

fn user_of(role: Role) -> &'static str {
    USERS.iter().find(|(.., known)| *known == role).map_or("system", |(id, ..)| id)
}

const fn verb_of(step: Move) -> Verb {
    match step {
        Move::Submit | Move::Resume => Verb::Submit,
        Move::Approve => Verb::Approve,
        Move::Return | Move::Reject => Verb::Return,
        Move::Withdraw => Verb::Withdraw,
        Move::Abandon => Verb::Abandon,
        Move::Expire => Verb::Expire,
        Move::Received => Verb::Received,
        Move::SmsVerified | Move::SmsFailed => Verb::Sms,
        Move::AdministrationApproved | Move::AdministrationRefused => Verb::Result,
    }
}
