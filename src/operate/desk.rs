//! Opening the desk: the terminal is asked once, taken, and given back whatever happens.

use std::io::{IsTerminal, stdin, stdout};
use std::path::Path;

use anyhow::Context;

use crate::cli::{Failure, keymap};
use crate::client::Client;
use crate::clock;
use crate::config::Config;
use crate::desk::face::{Face, User};
use crate::desk::guide::Guide;
use crate::desk::image::{Screen as Pictures, Setup};
use crate::desk::linear;
use crate::desk::model::{Model, Notice};
use crate::desk::run::{Parts, Signals, run};
use crate::desk::term::Screen;
use crate::desk::theme::Themes;
use crate::terminal::fit::CellSize;
use crate::terminal::guard::install_panic_hook;
use crate::terminal::kitty::Ids;
use crate::terminal::manners::takes_links;
use crate::terminal::palette::Detail;
use crate::terminal::probe::{DEADLINE, probe};
use crate::terminal::{Cells, Depth, Graphics};
use crate::text::{Word, fill};

/// Opens the desk on a client until the reviewer leaves. Call it on the main thread: it draws. What outlives it is kept below
/// `state`; `fresh` starts it in the queue, wherever it was left.
///
/// # Errors
/// Where there is no terminal, a setting is wrong, or the terminal goes away.
pub async fn open(config: &Config, client: Client, state: &Path, fresh: bool) -> anyhow::Result<()> {
    open_for(config, client, state, fresh, Vec::new()).await
}

/// Opens the desk, which may become one of these sample users.
///
/// # Errors
/// As [`open`].
pub async fn open_for(
    config: &Config,
    client: Client,
    state: &Path,
    fresh: bool,
    users: Vec<(User, String)>,
) -> anyhow::Result<()> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Failure::usage(config.lang.value.pick(
            "工作台需要终端。脚本请用 queue、show、approve、return 等命令，见 --help。",
            "The desk needs a terminal. In scripts use queue, show, approve, return and so on; see --help.",
        )));
    }
    let keymap = keymap(config)?;
    let manners = &config.manners;
    let graphics: Graphics = config.graphics.value.parse().map_err(|_| {
        Failure::usage(format!(
            "graphics = {:?} ({}): auto, kitty, iterm2, sixel, blocks or off",
            config.graphics.value, config.graphics.origin
        ))
    })?;
    // Before the terminal is asked, because from then on a signal must not end the program on the spot.
    let signals = Signals::new()?;
    // What is read out has no pictures and no colours.
    let found = probe(if manners.accessible { Graphics::Off } else { graphics }, DEADLINE);
    let depth = if manners.accessible { Depth::None } else { found.depth };
    let themes = Themes { folders: config.theme_folders().to_vec(), depth, background: found.background };
    let theme = themes.load(&config.theme.value).map_err(|error| Failure::usage(error.to_string()))?;
    let size = crate::terminal::size().unwrap_or(Cells { cols: 80, rows: 24 });
    let state = client.state(state);
    let (store, trouble) = match state.user().map(|user| state.open(&user)).transpose() {
        Ok(store) => (store, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let pictures = Pictures {
        protocol: found.protocol,
        cell: cell_size(found.cell),
        truecolor: found.depth == Depth::True,
        mosaic: found.mosaic,
    };
    let guide = client.tutorial().cloned().map(Guide::new);
    let seed = std::process::id();
    let parts = Parts {
        client,
        setup: Setup {
            screen: pictures,
            id: 0,
            wide_id: found.wide_ids,
            detail: Detail::Legible,
            in_tmux: found.in_tmux,
        },
        ids: if found.wide_ids { Ids::wide(seed) } else { Ids::narrow(seed) },
        signals,
        state,
        store,
        screen: {
            install_panic_hook();
            let typed = found.typed.clone();
            let taken = match manners.accessible {
                true => Screen::take_lines(found.in_tmux, typed),
                false => Screen::take(found.in_tmux, found.answered.then_some(found.took), typed),
            };
            taken.context("cannot take the terminal")?
        },
        themes: themes.clone(),
        users: users.clone(),
    };
    let size = if manners.accessible { linear::SIZE } else { (size.cols, size.rows) };
    let mut model = Model::new(
        (config.lang.value, theme, found.wide_ambiguous || manners.accessible),
        size,
        clock::now(),
        pictures,
        config.claim_next.value,
    );
    model.guide = guide;
    model.starts_plain = fresh;
    if let Some(why) = trouble {
        let text = fill(Word::StateUnusable, model.lang, &[&why]);
        model.notice = Some(Notice { text, warning: true });
    }
    model.face = Face {
        keymap,
        read_only: config.read_only.value,
        linear: manners.accessible,
        mouse: manners.mouse && !manners.accessible,
        links: manners.links.or(takes_links(&found.brand, found.in_tmux)) && !manners.accessible,
        notify: manners.notify.clone(),
        theme: config.theme.value.clone(),
        themes: themes.names(),
        users: users.into_iter().map(|(user, _)| user).collect(),
        facts: found.explain(),
        ..Face::default()
    };
    run(model, parts).await
}

/// A cell of no size would make every picture vanish.
const fn cell_size(found: CellSize) -> CellSize {
    if found.width == 0 || found.height == 0 { CellSize::USUAL } else { found }
}
