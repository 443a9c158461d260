//! What can be typed on the command line: one registry for parsing, help, completion and man page.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Flags;
use crate::domain::UnknownWord;
use crate::domain::administration::CodeGiven;
use crate::domain::registry::Registry;
use crate::domain::role::Role;
use crate::domain::sms::{SmsEvent, Who};
use crate::domain::sort::Sort;
use crate::domain::status::Stage;

/// 备案审核台: a reviewer's workstation for ICP filings, and the filing API it talks to.
///
/// Without a command it opens the desk on the configured filing API. `beian-desk demo` needs no set-up at all.
#[derive(Debug, Parser)]
#[command(name = "beian-desk", version, about, long_about, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Settings that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do; the desk where it is left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings that every command takes.
#[derive(Debug, Default, Args)]
pub struct Global {
    /// Address of the filing API [env: BEIAN_DESK_API] [default: http://127.0.0.1:8790]
    #[arg(long, global = true, value_name = "URL")]
    pub api: Option<String>,
    /// File that holds your token [env: BEIAN_DESK_TOKEN_FILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Language of the words: zh-CN or en [env: BEIAN_DESK_LANG, then the locale]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// Theme of the desk: auto, dark, light, high-contrast, colour-blind, mono, or one of your own [env: BEIAN_DESK_THEME]
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// How pictures are shown: auto, kitty, iterm2, sixel, blocks or off [env: BEIAN_DESK_GRAPHICS]
    #[arg(long, global = true, value_name = "HOW")]
    pub graphics: Option<String>,
    /// Open the desk in the queue, wherever it was left; drafts stay
    #[arg(long, global = true)]
    pub fresh: bool,
    /// Look only: nothing is changed, whatever is pressed or asked for
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Whether the desk listens to the mouse: auto (not over SSH), on or off
    #[arg(long, global = true, value_name = "WHEN")]
    pub mouse: Option<String>,
    /// Read the desk out line by line, for screen readers [env: ACCESSIBLE=1]
    #[arg(long, global = true)]
    pub accessible: bool,
    /// Print JSON instead of text
    #[arg(long, global = true)]
    pub json: bool,
}

impl Global {
    /// The part of it that is settings.
    pub fn flags(&self) -> Flags {
        Flags {
            api: self.api.clone(),
            token_file: self.token_file.clone(),
            lang: self.lang.clone(),
            theme: self.theme.clone(),
            graphics: self.graphics.clone(),
            mouse: self.mouse.clone(),
            accessible: self.accessible,
            read_only: self.read_only,
        }
    }
}

/// How a changing command asks first.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Asking {
    /// Do it without asking; needed where there is no terminal to ask on
    #[arg(long, short = 'y')]
    pub yes: bool,
    /// Say what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// The two reviews, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StageArg {
    /// 初审
    First,
    /// 复审
    Second,
}

impl From<StageArg> for Stage {
    fn from(stage: StageArg) -> Self {
        match stage {
            StageArg::First => Self::First,
            StageArg::Second => Self::Second,
        }
    }
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the filing API inside the program with sample cases, and open the desk on it
    Demo(Demo),
    /// Run the filing API alone
    Serve(Serve),
    /// List pending cases, most urgent first
    Queue(Queue),
    /// Show one case: fields, materials, history
    Show(Show),
    /// Take the named case, or the most urgent one
    Claim(Claim),
    /// Hand a case back
    Release(Release),
    /// Approve a case
    Approve(Approve),
    /// Return a case with reasons
    Return(Return),
    /// Let the machine check a case again
    Recheck(Release),
    /// Take your own decision back before it takes effect
    Undo(Release),
    /// Decisions that the API did not acknowledge yet
    #[command(subcommand)]
    Outbox(Outbox),
    /// The lead's figures
    Backlog,
    /// The applicant's side: bring in a filing of your own
    #[command(subcommand)]
    File(File),
    /// The other side of the hand-over: say what the communications administration says
    #[command(subcommand)]
    Administration(Administration),
    /// Run the service: users, tokens, and the registries it looks things up in
    #[command(subcommand)]
    Admin(Admin),
    /// What each province asks: check files of it, or print it with its sources
    #[command(subcommand)]
    Packs(Packs),
    /// The saved filters under the desk's digits 1 to 9
    #[command(subcommand)]
    Sections(Sections),
    /// Those who learn: what they decide is a proposal
    #[command(subcommand)]
    Trainee(Trainee),
    /// Say what this machine and terminal can do, and what is configured
    Doctor,
    /// The return reasons: codes, what they may point at, and words
    Reasons {
        /// Only those used in this review
        #[arg(long, value_enum)]
        stage: Option<StageArg>,
    },
    /// The desk's keys, with what keys.toml changes
    Keys,
    /// The settings: print them with where each comes from, or check the files
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print a completion script
    Completion {
        /// For which shell
        shell: Shell,
    },
    /// Print the man page (roff)
    Man,
}

/// `outbox`
#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// List them; needs no network
    Ls,
    /// Send them again, each under its own idempotency key
    Flush(Asking),
    /// Forget them without sending; needs no network
    Drop(DropUnsent),
}

/// `outbox drop`
#[derive(Debug, Args)]
pub struct DropUnsent {
    /// Cases, by id or number
    #[arg(value_name = "CASE", required_unless_present = "all")]
    pub cases: Vec<String>,
    /// All of them
    #[arg(long, conflicts_with = "cases")]
    pub all: bool,
    /// How it asks first.
    #[command(flatten)]
    pub asking: Asking,
}

/// Shells that a completion script can be printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names are those of the shells")]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// `config …`
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigCommand {
    /// Print every setting and where it comes from
    Show,
    /// Read config.toml, keys.toml and the theme, and say everything that is wrong in them
    Check,
}

/// `demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// How many sample cases
    #[arg(long, default_value_t = 60, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub cases: u32,
    /// Six guided cases instead, for the first day at the desk
    #[arg(long, conflicts_with_all = ["cases", "seed"])]
    pub tutorial: bool,
    /// The same seed gives the same cases and pictures
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// Folder to keep the data in; without it, a folder that is removed at the end
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Serve instead of opening a desk; the first line on stdout is JSON with address and tokens
    #[arg(long)]
    pub headless: bool,
    /// Address to serve on, with --headless
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0", requires = "headless")]
    pub listen: SocketAddr,
}

/// Where a service keeps its data.
#[derive(Debug, Clone, Args)]
pub struct Storage {
    /// Database: sqlite:PATH
    #[arg(long, value_name = "URL", default_value = "sqlite:beian-desk.db")]
    pub database: String,
    /// Folder of the pictures: file:DIR
    #[arg(long, value_name = "URL", default_value = "file:beian-desk-pictures")]
    pub store: String,
}

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Address to serve on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8790")]
    pub listen: SocketAddr,
    /// Where the data is
    #[command(flatten)]
    pub storage: Storage,
}

/// `queue`
#[derive(Debug, Args)]
pub struct Queue {
    /// Only this review
    #[arg(long, value_enum)]
    pub stage: Option<StageArg>,
    /// As `/` on the desk, e.g. 'province:Zhejiang round:>1 overdue'
    #[arg(long, default_value = "", value_name = "EXPR", hide_default_value = true)]
    pub filter: String,
    /// At most so many
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub limit: u32,
    /// Where the page begins: next_cursor of the page before
    #[arg(long, value_name = "CURSOR")]
    pub cursor: Option<String>,
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// Id or number
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Print the pictures inline
    #[arg(long)]
    pub images: bool,
    /// Of each picture the version that the administration gets (at most 100 KB), with --images
    #[arg(long, requires = "images")]
    pub small: bool,
}

/// `claim`
#[derive(Debug, Args)]
pub struct Claim {
    /// Id or number; the most urgent you may take where it is left out
    #[arg(value_name = "CASE")]
    pub case: Option<String>,
    /// Only this review, without CASE
    #[arg(long, value_enum, conflicts_with = "case")]
    pub stage: Option<StageArg>,
    /// Asking first
    #[command(flatten)]
    pub asking: Asking,
}

/// `release`, `undo`, `recheck`
#[derive(Debug, Args)]
pub struct Release {
    /// Id or number
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Asking first
    #[command(flatten)]
    pub asking: Asking,
}

/// `approve`
#[derive(Debug, Args)]
pub struct Approve {
    /// Id or number
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Approve although the machine found what must be corrected; for a lead, and kept in the history
    #[arg(long = "override", value_name = "REASON")]
    pub overriding: Option<String>,
    /// Asking first
    #[command(flatten)]
    pub asking: Asking,
}

/// `return`
#[derive(Debug, Args)]
pub struct Return {
    /// Id or number
    #[arg(value_name = "CASE")]
    pub case: String,
    /// A reason: CODE, with @TARGET where the code has several, and =TEXT for words of your own
    #[arg(long = "reason", required = true, value_name = "CODE[@TARGET][=TEXT]")]
    pub reasons: Vec<String>,
    /// Where it shows on a picture, in pixels of the upright original: of the N-th reason, which may be left out where there is only
    /// one; give it once for each, e.g. entity_licence:120,340,600,80 or 2:other/2:0,0,50,50
    #[arg(long = "evidence", value_name = "[N:]SLUG[/PAGE]:X,Y,W,H", value_parser = evidence)]
    pub evidence: Vec<EvidenceGiven>,
    /// For good, instead of for correction
    #[arg(long)]
    pub reject: bool,
    /// Asking first
    #[command(flatten)]
    pub asking: Asking,
}

/// `sections …`
#[derive(Debug, Subcommand)]
pub enum Sections {
    /// List them: your own go before shared ones, and those before what the program has
    Ls,
    /// Save a filter under a digit, in place of what stood there
    Set {
        /// The digit, 1 to 9
        #[arg(value_name = "DIGIT", value_parser = clap::value_parser!(u8).range(1..=9))]
        position: u8,
        /// What it is called, at most 40 characters
        name: String,
        /// As `/` on the desk, e.g. 'province:Zhejiang round:>1 overdue'
        #[arg(long, default_value = "", value_name = "EXPR", hide_default_value = true)]
        filter: String,
        /// due, entered, number, organizer, province, round or findings; `-` in front reverses
        #[arg(long, default_value = "due", value_name = "ORDER", value_parser = word::<Sort>, allow_hyphen_values = true)]
        sort: Sort,
        /// What it is called in English
        #[arg(long, default_value = "", value_name = "NAME", hide_default_value = true)]
        name_en: String,
        /// For everybody; for a lead
        #[arg(long)]
        shared: bool,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Remove a saved filter; what stood behind it is shown again
    Rm {
        /// The digit, 1 to 9
        #[arg(value_name = "DIGIT", value_parser = clap::value_parser!(u8).range(1..=9))]
        position: u8,
        /// The one for everybody; for a lead
        #[arg(long)]
        shared: bool,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
}

/// `trainee …`
#[derive(Debug, Subcommand)]
pub enum Trainee {
    /// How trainees do against the reviewers; a trainee sees himself
    Score {
        /// Only this one, by user id
        #[arg(value_name = "USER")]
        user: Option<String>,
    },
}

/// Where evidence shows, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceGiven {
    /// Which reason, from 1.
    pub reason: Option<usize>,
    /// The material.
    pub slug: String,
    /// Its page, from 1.
    pub page: u32,
    /// Left edge, upper edge, width, height.
    pub place: [u32; 4],
}

fn evidence(text: &str) -> Result<EvidenceGiven, String> {
    let wrong = || format!("{text:?}: write it as [N:]SLUG[/PAGE]:X,Y,W,H, e.g. entity_licence:120,340,600,80");
    let (head, place) = text.rsplit_once(':').ok_or_else(wrong)?;
    let (reason, material) = match head.split_once(':') {
        Some((reason, material)) => (Some(reason.trim().parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?), material),
        None => (None, head),
    };
    let (slug, page) = material.split_once('/').unwrap_or((material, "1"));
    let page = page.trim().parse().ok().filter(|page| *page > 0).ok_or_else(wrong)?;
    let numbers: Vec<u32> =
        place.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let place = <[u32; 4]>::try_from(numbers).map_err(|_| wrong())?;
    Ok(EvidenceGiven { reason, slug: slug.trim().to_owned(), page, place })
}

/// The longest id of a user, in characters.
const LONGEST_ID: usize = 64;

fn user_id(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    match (1..=LONGEST_ID).contains(&text.chars().count()) && text.chars().all(fits) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "an id has 1 to {LONGEST_ID} letters, digits and any of . _ - @, and no spaces; a name goes to --name"
        )),
    }
}

/// `packs …`
#[derive(Debug, Subcommand)]
pub enum Packs {
    /// Check files of provincial rules for unknown words, missing sources and contradictions
    Lint {
        /// Files, or folders of them; those of the program where none is named
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Print what a province asks, each rule with its source and date
    Show {
        /// The province's two-digit code, e.g. 33
        #[arg(value_name = "CODE")]
        code: String,
    },
}

/// `file …`
#[derive(Debug, Subcommand)]
pub enum File {
    /// Create a filing from a TOML file, with its pictures
    New {
        /// The filing, see the README for an example
        #[arg(value_name = "FILING.toml")]
        filing: PathBuf,
        /// Folder of pictures named SLUG.jpg or SLUG.png, further ones SLUG-2.jpg
        #[arg(long, value_name = "DIR")]
        materials: Option<PathBuf>,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Replace what was filled in
    Set {
        /// Id or number
        id: String,
        /// The filing
        #[arg(value_name = "FILING.toml")]
        filing: PathBuf,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Upload pictures
    Upload {
        /// Id or number
        id: String,
        /// SLUG=FILE, or files named after their slugs
        #[arg(value_name = "SLUG=FILE")]
        files: Vec<String>,
        /// Folder of pictures named SLUG.jpg or SLUG.png
        #[arg(long, value_name = "DIR")]
        materials: Option<PathBuf>,
        /// Replace what the slot holds
        #[arg(long)]
        replace: bool,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// The authenticity verification: a photo of the service principal, or a one-time link for his phone
    Verify {
        /// Id or number
        id: String,
        /// The photo or short video; without it, a link is made and shown as a QR code
        #[arg(long, value_name = "FILE")]
        photo: Option<PathBuf>,
        /// Wait until the link was used, or has expired
        #[arg(long, conflicts_with = "photo")]
        wait: bool,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Submit for the first or, once materials and verification are there, the second review
    Submit {
        /// Id or number
        id: String,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Your filings, newest first
    Ls {
        /// At most so many
        #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
        /// Where the page begins: next_cursor of the page before
        #[arg(long, value_name = "CURSOR")]
        cursor: Option<String>,
    },
    /// Find the type of a filing from its certificate and domain, against what is filed already
    Type {
        /// The filing; what stands under order decides
        #[arg(value_name = "FILING.toml")]
        filing: PathBuf,
    },
    /// Take a filing back from a review, or before it is handed over; that ends it
    Withdraw {
        /// Id or number
        id: String,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Give up a filing that waits for you; that ends it
    Abandon {
        /// Id or number
        id: String,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Read the home page of an approved filing: is the number shown, and linked?
    CheckSite {
        /// Id or number
        id: String,
    },
    /// Where the filing stands, and what was returned
    Status {
        /// Id or number
        id: String,
    },
}

/// `administration …`
#[derive(Debug, Subcommand)]
pub enum Administration {
    /// List what is on its way to the administration or lies there, longest there first
    Ls {
        /// At most so many
        #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
        /// Where the page begins: next_cursor of the page before
        #[arg(long, value_name = "CURSOR")]
        cursor: Option<String>,
    },
    /// The administration took the filing and sent its messages
    Received {
        /// Id or number
        #[arg(value_name = "CASE")]
        case: String,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Something happened to the SMS verification
    Sms {
        /// Id or number
        #[arg(value_name = "CASE")]
        case: String,
        /// verified, wrong_try, resent or timed_out
        #[arg(value_name = "EVENT", value_parser = word::<SmsEvent>)]
        event: SmsEvent,
        /// About whom: entity_principal or service_principal; else everybody who has not answered yet
        #[arg(long, value_name = "WHO", value_parser = word::<Who>)]
        principal: Option<Who>,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// The administration decided
    #[command(group = clap::ArgGroup::new("outcome").required(true).args(["approve", "reject"]))]
    Result {
        /// Id or number
        #[arg(value_name = "CASE")]
        case: String,
        /// It approved
        #[arg(long)]
        approve: bool,
        /// It refused
        #[arg(long)]
        reject: bool,
        /// The entity's ICP filing number; found or given where it is left out
        #[arg(long, value_name = "NUMBER", conflicts_with = "reject")]
        entity_number: Option<String>,
        /// The service's ICP filing number; likewise
        #[arg(long, value_name = "NUMBER", conflicts_with = "reject")]
        service_number: Option<String>,
        /// A processing code, with =TEXT for the administration's words; give it once for each
        #[arg(long = "code", value_name = "CODE[=TEXT]", value_parser = code, conflicts_with = "approve")]
        codes: Vec<CodeGiven>,
        /// The reviewer's opinion
        #[arg(long, value_name = "TEXT")]
        opinion: Option<String>,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
}

fn word<T: FromStr<Err = UnknownWord>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: UnknownWord| error.to_string())
}

fn code(text: &str) -> Result<CodeGiven, String> {
    let (code, text) = text.split_once('=').unwrap_or((text, ""));
    let code = code.trim().parse().map_err(|_| format!("{code:?} is no number; write e.g. 1020 or 1020=TEXT"))?;
    Ok(CodeGiven { code, text: text.to_owned() })
}

/// `admin …`
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Import rows of a registry; a row that is there already is replaced, and nothing is stored while any row is wrong
    Import {
        /// entities, services, domains, accounts or resources
        #[arg(value_name = "REGISTRY", value_parser = registry)]
        registry: Registry,
        /// The rows; `-` reads NDJSON from standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// How they are written, where the file's name does not end in .csv, .ndjson or .jsonl
        #[arg(long, value_enum)]
        format: Option<RowFormat>,
        /// Where the data is
        #[command(flatten)]
        storage: Storage,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
    /// Add a user, or change his roles, and print a new token
    User {
        /// The user's id, as the history will show it: letters, digits and any of . _ - @
        #[arg(value_parser = user_id)]
        id: String,
        /// The user's name
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// A role; give it once for each
        #[arg(long = "role", required = true, value_name = "ROLE", value_parser = role)]
        roles: Vec<Role>,
        /// Where the data is
        #[command(flatten)]
        storage: Storage,
        /// Asking first
        #[command(flatten)]
        asking: Asking,
    },
}

/// How the rows of a registry are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// A line of column names, then a line per row
    Csv,
    /// A JSON object per line
    Ndjson,
}

fn registry(text: &str) -> Result<Registry, String> {
    text.parse().map_err(|_| {
        let known: Vec<_> = Registry::ALL.iter().map(|registry| registry.slug()).collect();
        format!("no such registry; known: {}", known.join(", "))
    })
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| {
        let known: Vec<_> = Role::ALL.iter().filter(|role| **role != Role::System).map(|role| role.slug()).collect();
        format!("no such role; known: {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn evidence_is_read_with_and_without_reason_and_page() {
        let given = |reason, slug: &str, page, place| EvidenceGiven { reason, slug: slug.into(), page, place };
        for (text, expected) in [
            ("entity_licence:1,2,3,4", given(None, "entity_licence", 1, [1, 2, 3, 4])),
            ("2:other/3: 1, 2, 3, 4", given(Some(2), "other", 3, [1, 2, 3, 4])),
        ] {
            assert_eq!(evidence(text), Ok(expected));
        }
        for text in [
            "",
            "x",
            "x:1,2,3",
            "x:1,2,3,4,5",
            "x:1,2,3,-4",
            "0:x:1,2,3,4",
            "a:x:1,2,3,4",
            "x/0:1,2,3,4",
            "x/y:1,2,3,4",
        ] {
            assert!(evidence(text).unwrap_err().contains("SLUG"), "{text}");
        }
    }

    #[test]
    fn an_id_has_no_spaces() {
        for fine in ["ann", "ann.li@sample", "王_1"] {
            assert_eq!(user_id(fine).as_deref(), Ok(fine));
        }
        for wrong in ["", " ", "ann li", "ann\n", "a\u{202e}b", "a/b", &"a".repeat(65)] {
            assert!(user_id(wrong).unwrap_err().contains("--name"), "{wrong:?}");
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
