//! The verification page in a real browser at the size of a phone, with scripts switched off, driven over WebDriver.
//!
//! `BEIAN_DESK_SCREENSHOTS=DIR cargo test --test it browser` also keeps pictures of what was seen.

use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::fixtures::folder;
use crate::support::fixture_with;

/// The size of a usual phone.
const PHONE: (u32, u32) = (390, 844);

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|it| it.is_file())
}

/// A browser and its driver, in a process group of their own that ends with this.
struct Browser {
    driver: Child,
    session: String,
    client: reqwest::Client,
    _profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = kill_process_group(Pid::from_child(&self.driver), Signal::KILL);
        let _ = self.driver.wait();
    }
}

impl Browser {
    /// Starts both, or says loudly that one of them is missing.
    async fn start() -> Option<Self> {
        let (Some(chromium), Some(driver)) =
            (found(&["chromium", "chromium-browser", "google-chrome"]), found(&["chromedriver"]))
        else {
            // Past the test harness, which would keep it to itself.
            let said = b"NOT TESTED: chromium and chromedriver are not both installed, so no browser saw the verification page\n";
            std::io::stderr().write_all(said).unwrap();
            return None;
        };
        let mut driver = Command::new(driver).arg("--port=0").stdout(Stdio::piped()).process_group(0).spawn().unwrap();
        let mut said = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = said.find_map(|line| {
            let (_, port) =
                line.unwrap().split_once("successfully on port ").map(|(a, b)| (a.to_owned(), b.to_owned()))?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("chromedriver says its port");
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || said.for_each(drop));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(90)).build().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let mut browser =
            Self { driver, session: format!("http://127.0.0.1:{port}/session"), client, _profile: profile };
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-proxy-server",
            // Nothing but this machine can be reached, not even by name.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ];
        let mut args = args.map(str::to_owned).to_vec();
        args.push(format!("--user-data-dir={}", browser._profile.path().display()));
        let options = json!({
            "binary": chromium,
            "args": args,
            "prefs": {
                "profile.managed_default_content_settings.javascript": 2,
                "intl.accept_languages": "zh-CN",
                "intl.selected_languages": "zh-CN",
            },
            // Not as a touch screen: the driver's taps wait for scripts.
            "mobileEmulation": {"deviceMetrics": {"width": PHONE.0, "height": PHONE.1, "pixelRatio": 2.0, "touch": false}},
        });
        let made = browser.post("", &json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})).await;
        browser.session = format!("{}/{}", browser.session, made["sessionId"].as_str().unwrap());
        Some(browser)
    }

    async fn post(&self, what: &str, body: &Value) -> Value {
        let answer = self.client.post(format!("{}{what}", self.session)).json(body).send().await.unwrap();
        Self::value(what, answer.json().await.unwrap())
    }

    async fn get(&self, what: &str) -> Value {
        let answer = self.client.get(format!("{}{what}", self.session)).send().await.unwrap();
        Self::value(what, answer.json().await.unwrap())
    }

    /// The text of the page once it has this word: after a click the next page is still on its way.
    async fn shows(&self, word: &str) -> String {
        let deadline = std::time::Instant::now() + Duration::from_secs(60);
        loop {
            let sent = self.client.get(format!("{}/source", self.session)).send().await.unwrap();
            let source: Value = sent.json().await.unwrap();
            if source["value"].as_str().is_some_and(|source| source.contains(word)) {
                return self.text("main").await;
            }
            assert!(std::time::Instant::now() < deadline, "{word} never came: {source}");
            tokio::task::yield_now().await;
        }
    }

    fn value(what: &str, mut answer: Value) -> Value {
        let value = answer["value"].take();
        assert!(value["error"].is_null(), "{what}: {value}");
        value
    }

    async fn open(&self, url: &str) {
        self.post("/url", &json!({"url": url})).await;
    }

    async fn element(&self, selector: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector})).await;
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    async fn text(&self, selector: &str) -> String {
        let element = self.element(selector).await;
        self.get(&format!("/element/{element}/text")).await.as_str().unwrap().to_owned()
    }

    async fn click(&self, selector: &str) {
        let element = self.element(selector).await;
        self.post(&format!("/element/{element}/click"), &json!({})).await;
    }

    /// Left, top, width and height in CSS pixels.
    async fn place(&self, selector: &str) -> [f64; 4] {
        let element = self.element(selector).await;
        let rect = self.get(&format!("/element/{element}/rect")).await;
        ["x", "y", "width", "height"].map(|side| rect[side].as_f64().unwrap())
    }

    async fn css(&self, selector: &str, property: &str) -> String {
        let element = self.element(selector).await;
        self.get(&format!("/element/{element}/css/{property}")).await.as_str().unwrap().to_owned()
    }

    /// Keeps a picture of the window, where one is asked for.
    async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("BEIAN_DESK_SCREENSHOTS") else { return };
        let shot = self.get("/screenshot").await;
        let bytes = STANDARD.decode(shot.as_str().unwrap()).unwrap();
        std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), bytes).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_without_scripts_verifies_once() {
    let Some(browser) = Browser::start().await else { return };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let api = fixture_with(|options| {
        options.settings.provider = "样本云<script>document.title='on'</script>".to_owned();
        options.settings.public_url.clone_from(&base);
    })
    .await;
    let server = api.server.clone();
    tokio::spawn(async move { server.serve(listener, std::future::pending()).await });
    let id = api.case(Status::MaterialsPending).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let url = paula.verification_link(&id).await.unwrap().url;

    browser.open("data:text/html,<title>off</title><script>document.title='on'</script>").await;
    assert_eq!(browser.get("/title").await, "off", "scripts run");

    browser.open(&url).await;
    let shown = browser.text("main").await;
    for word in ["真实性核验", "样本云<script>", "BA26000001", "样**", "纯白背景", "提交核验", "English"]
    {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(!shown.contains("样本一"), "{shown}");
    browser.picture("form-zh").await;
    // The style is let in by its hash: without it the button would be small and grey.
    for (selector, least) in
        [("button", 48.0), ("input[type=file]", 48.0), ("label.consent", 44.0), ("label.consent span", 44.0)]
    {
        let [left, _, width, height] = browser.place(selector).await;
        assert!(height >= least, "{selector} is {height} high");
        assert!(left >= 0.0 && left + width <= f64::from(PHONE.0), "{selector} leaves the window: {left}+{width}");
    }
    let ground = browser.css("body", "background-color").await;
    assert!(ground.contains("244, 245, 247"), "{ground}");
    assert!(browser.place("html").await[2] <= f64::from(PHONE.0), "it scrolls sideways");

    browser.click(".lang a").await;
    let shown = browser.shows("Authenticity verification").await;
    assert!(shown.contains("Plain white background"), "{shown}");
    browser.picture("form-en").await;

    let input = browser.element("#photo").await;
    let face = folder().join("face.jpg");
    let face = face.to_str().unwrap();
    browser.post(&format!("/element/{input}/value"), &json!({"text": face})).await;
    browser.click("button").await;
    let shown = browser.text("main").await;
    assert!(shown.contains("Plain white background"), "nothing is sent without consent: {shown}");
    browser.element("input[name=consent]:invalid").await;
    browser.picture("no-consent").await;
    assert!(paula.filing(&id).await.unwrap().verified_at.is_none());

    browser.click("input[name=consent]").await;
    browser.picture("ready").await;
    browser.click("button").await;
    let shown = browser.shows("Your verification was sent").await;
    assert!(shown.contains("close this page"), "{shown}");
    browser.picture("done").await;
    let filing = paula.filing(&id).await.unwrap();
    assert!(filing.verified_at.is_some());
    assert_eq!(filing.materials[0].bytes, std::fs::metadata(face).unwrap().len(), "the very file");

    browser.open(&url).await;
    let shown = browser.text("main").await;
    assert!(shown.contains("此链接已使用"), "{shown}");
    browser.picture("used").await;

    // What the server refuses comes back as the form, and the link stays.
    let url = paula.verification_link(&id).await.unwrap().url;
    browser.open(&format!("{url}?lang=en")).await;
    let input = browser.element("#photo").await;
    let text = folder().join("FILING.toml");
    browser.post(&format!("/element/{input}/value"), &json!({"text": text.to_str().unwrap()})).await;
    browser.click("input[name=consent]").await;
    browser.click("button").await;
    browser.shows("role=\"alert\"").await;
    let shown = browser.text("[role=alert]").await;
    assert!(shown.contains("MP4 and WebM"), "{shown}");
    browser.picture("refused").await;

    let dark = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}});
    browser.post("/goog/cdp/execute", &dark).await;
    let ground = browser.css("body", "background-color").await;
    assert!(ground.contains("15, 18, 22"), "{ground}");
    browser.picture("dark").await;
}
