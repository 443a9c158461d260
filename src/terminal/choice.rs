//! Which way of showing pictures and how many colours a terminal gets, from what it answered and the few hints of the
//! environment. Pure: a wrong guess must be a coarse picture, never a broken screen.

use std::str::FromStr;

use super::blocks::Mosaic;
use super::reply::Reply;

/// How pictures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// kitty pictures shown by placeholder cells.
    KittyPlaceholders,
    /// kitty pictures placed at the cursor.
    KittyDirect,
    /// iTerm2 inline pictures.
    ITerm2,
    /// Sixel.
    Sixel,
    /// Block characters.
    Blocks,
    /// Not at all.
    Off,
}

/// What the user wants of pictures (`--graphics`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Graphics {
    /// Whatever the terminal does best.
    #[default]
    Auto,
    /// The kitty protocol.
    Kitty,
    /// iTerm2 inline pictures.
    ITerm2,
    /// Sixel.
    Sixel,
    /// Block characters.
    Blocks,
    /// No pictures.
    Off,
}

/// A word that names no [`Graphics`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("graphics is auto, kitty, iterm2, sixel, blocks or off")]
pub struct UnknownGraphics;

impl FromStr for Graphics {
    type Err = UnknownGraphics;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Ok(match word {
            "auto" => Self::Auto,
            "kitty" => Self::Kitty,
            "iterm2" => Self::ITerm2,
            "sixel" => Self::Sixel,
            "blocks" => Self::Blocks,
            "off" => Self::Off,
            _ => return Err(UnknownGraphics),
        })
    }
}

/// How many colours text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: `NO_COLOR`, or a terminal without.
    None,
    /// The sixteen of ANSI.
    Ansi16,
    /// The palette of 256.
    Indexed256,
    /// Red, green and blue, eight bits each.
    True,
}

/// What the environment says. SSH forwards `TERM` and often nothing else, so these are hints only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// `TERM`.
    pub term: String,
    /// `COLORTERM`.
    pub colorterm: String,
    /// Whether `NO_COLOR` is set to anything.
    pub no_color: bool,
    /// Whether `TMUX` is set.
    pub tmux: bool,
}

impl Hints {
    /// From the environment of this process.
    pub fn from_env() -> Self {
        let value = |name| std::env::var(name).unwrap_or_default();
        Self {
            term: value("TERM"),
            colorterm: value("COLORTERM"),
            no_color: !value("NO_COLOR").is_empty(),
            tmux: !value("TMUX").is_empty(),
        }
    }

    /// Whether the terminal can do nothing but print.
    pub fn is_dumb(&self) -> bool {
        self.term.is_empty() || self.term == "dumb"
    }

    /// Whether `TERM` or `TMUX` tell of a multiplexer.
    pub fn is_multiplexed(&self) -> bool {
        self.tmux || self.term.starts_with("tmux") || self.term.starts_with("screen")
    }
}

/// The name a terminal gives itself, in lower case, with its version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// The leading word: `kitty`, `xterm`, `tmux`, `ghostty`; empty if it gave none.
    pub name: String,
    /// The first two numbers after it; 0 where there are none.
    pub version: (u32, u32),
}

impl Brand {
    /// From an answer such as `kitty(0.26.5)`, `tmux 3.3a` or `WezTerm 20240203-110809`.
    pub fn parse(answer: &str) -> Self {
        let is_name = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '.';
        let name: String = answer
            .chars()
            .enumerate()
            .take_while(|(at, c)| is_name(*c) || (*at > 0 && c.is_ascii_digit()))
            .map(|(_, c)| c.to_ascii_lowercase())
            .collect();
        let rest = answer.get(name.len()..).unwrap_or_default();
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut next = || numbers.next().and_then(|part| part.parse().ok()).unwrap_or(0);
        let version = (next(), next());
        Self { name, version }
    }

    /// Whether it draws placeholder cells.
    fn has_placeholders(&self) -> bool {
        match self.name.as_str() {
            "kitty" => self.version >= (0, 28),
            "ghostty" => true,
            _ => false,
        }
    }

    fn has_iterm2(&self) -> bool {
        matches!(self.name.as_str(), "iterm2" | "wezterm" | "rio" | "mintty" | "xterm.js" | "konsole")
    }

    /// Into how many parts it can split a cell: those that draw block characters themselves have sextants, whatever the font.
    fn mosaic(&self) -> Mosaic {
        match self.name.as_str() {
            "" => Mosaic::Halves,
            "mintty" | "windows" | "xterm" | "tmux" => Mosaic::Quadrants,
            _ if self.has_true_colour() => Mosaic::Sextants,
            _ => Mosaic::Halves,
        }
    }

    fn has_true_colour(&self) -> bool {
        const NAMES: [&str; 13] = [
            "kitty",
            "ghostty",
            "wezterm",
            "iterm2",
            "foot",
            "konsole",
            "vte",
            "mintty",
            "alacritty",
            "contour",
            "rio",
            "xterm.js",
            "windows",
        ];
        NAMES.contains(&self.name.as_str())
    }
}

/// What the terminal said: the last answer of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Its name and version, as it said them.
    pub brand: Option<String>,
    /// Whether it said that it shows kitty pictures.
    pub kitty: bool,
    /// The size of a cell in pixels, across and down.
    pub cell: Option<(u16, u16)>,
    /// The background colour.
    pub background: Option<(u8, u8, u8)>,
    /// The column, from 1, after one glyph of ambiguous width at column 1.
    pub column: Option<u16>,
    /// The primary device attributes; with them it is known to have seen every question.
    pub attributes: Option<Vec<u16>>,
}

impl Answers {
    /// Sums up the replies to one round of questions, of which the kitty query carried `kitty_id`.
    pub fn of(replies: &[Reply], kitty_id: u32) -> Self {
        let mut answers = Self::default();
        for reply in replies {
            match reply {
                Reply::Version(brand) => answers.brand = Some(brand.clone()),
                Reply::Kitty { id, ok } if *id == kitty_id => answers.kitty = *ok,
                Reply::Kitty { .. } | Reply::Reached => {}
                Reply::Cell { width, height } => answers.cell = Some((*width, *height)),
                Reply::Background(red, green, blue) => answers.background = Some((*red, *green, *blue)),
                Reply::Cursor { col, .. } => answers.column = Some(*col),
                Reply::Attributes(attributes) => answers.attributes = Some(attributes.clone()),
            }
        }
        answers
    }
}

/// Everything the choice rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The environment.
    pub hints: Hints,
    /// The terminal or multiplexer that is talked to.
    pub inner: Answers,
    /// In tmux: the terminal around it, as far as tmux lets through.
    pub outer: Option<Answers>,
}

/// Why the choice is not better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// tmux keeps what is meant for the terminal around it.
    TmuxHolds,
    /// Block characters would not fit their cells.
    WideBlocks,
    /// Block characters need colours.
    FewColours,
    /// What kitty can do in tmux needs placeholders.
    NoPlaceholders,
}

impl Note {
    /// The sentence in Chinese and in English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TmuxHolds => (
                "tmux 不让图片通过：要看图，请在 tmux 中设 allow-passthrough on",
                "tmux lets nothing through: set its option allow-passthrough to on for pictures",
            ),
            Self::WideBlocks => {
                ("这里方块字符占两格：不显示图片", "block characters are two cells wide here: no pictures")
            }
            Self::FewColours => ("颜色太少，拼不出图：不显示图片", "too few colours for block characters: no pictures"),
            Self::NoPlaceholders => {
                ("tmux 外的终端不支持 kitty 占位字符", "the terminal around tmux has no kitty placeholders")
            }
        }
    }
}

/// The choice and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How pictures are shown.
    pub protocol: Protocol,
    /// How many colours text has.
    pub depth: Depth,
    /// Whether a picture's identifier may take 24 bits of colour; otherwise 8, as an entry of the palette.
    pub wide_ids: bool,
    /// Whether glyphs of ambiguous width take two cells.
    pub wide_ambiguous: bool,
    /// Into how many parts a cell is split where pictures are block characters.
    pub mosaic: Mosaic,
    /// Whether the terminal would show iTerm2 pictures.
    pub could_iterm2: bool,
    /// Whether the terminal would show sixel.
    pub could_sixel: bool,
    /// What a user should know of the choice.
    pub notes: Vec<Note>,
}

impl Facts {
    /// Whether a multiplexer stands between.
    pub fn in_tmux(&self) -> bool {
        self.hints.is_multiplexed() || self.brand_of(&self.inner).name == "tmux"
    }

    /// The terminal that shows the pictures in the end.
    fn shown_by(&self) -> &Answers {
        self.outer.as_ref().unwrap_or(&self.inner)
    }

    fn brand_of(&self, answers: &Answers) -> Brand {
        answers.brand.as_deref().map(Brand::parse).unwrap_or_default()
    }

    /// Decides.
    pub fn choose(&self, graphics: Graphics) -> Choice {
        let mut notes = Vec::new();
        let brand = self.brand_of(self.shown_by());
        let sixel = self.shown_by().attributes.as_ref().is_some_and(|attributes| attributes.contains(&4));
        let depth = self.depth();
        let wide_ambiguous = self.inner.column.is_some_and(|column| column > 2);
        if self.in_tmux() && self.outer.as_ref().is_none_or(|outer| outer.attributes.is_none()) {
            notes.push(Note::TmuxHolds);
        }
        let protocol = match graphics {
            Graphics::Off => Protocol::Off,
            Graphics::Blocks => Protocol::Blocks,
            Graphics::Auto => self.automatic(&brand, sixel, depth, wide_ambiguous, &mut notes),
            Graphics::Kitty => self.kitty(&brand, true, &mut notes).unwrap_or(Protocol::Blocks),
            Graphics::ITerm2 => Protocol::ITerm2,
            Graphics::Sixel => Protocol::Sixel,
        };
        Choice {
            protocol,
            depth,
            // tmux hands 24 bits on only if it knows that the terminal around it has them, and rounds them otherwise.
            wide_ids: !self.in_tmux() && self.colours() == Depth::True,
            wide_ambiguous,
            mosaic: brand.mosaic(),
            could_iterm2: brand.has_iterm2(),
            could_sixel: sixel,
            notes,
        }
    }

    /// The best that the terminal surely shows. Some that speak kitty's language show only placed pictures, and drop these
    /// when text is written over them: their own iTerm2 pictures are better known to work.
    fn automatic(&self, brand: &Brand, sixel: bool, depth: Depth, wide: bool, notes: &mut Vec<Note>) -> Protocol {
        if self.hints.is_dumb() {
            return Protocol::Off;
        }
        if brand.has_iterm2() && !brand.has_placeholders() {
            return Protocol::ITerm2;
        }
        if let Some(protocol) = self.kitty(brand, false, notes) {
            return protocol;
        }
        // In tmux this is the answer of the terminal around it: what tmux itself says of sixel is true of few builds.
        if sixel && (!self.in_tmux() || self.outer.is_some()) {
            return Protocol::Sixel;
        }
        if wide {
            notes.push(Note::WideBlocks);
            return Protocol::Off;
        }
        if depth < Depth::Indexed256 {
            notes.push(Note::FewColours);
            return Protocol::Off;
        }
        Protocol::Blocks
    }

    /// Which kind of kitty picture, if any. Placeholders are drawn by few brands and are boxes elsewhere; direct
    /// placement is lost in a multiplexer. Where the user insists, an unknown brand is believed to be a new kitty.
    fn kitty(&self, brand: &Brand, insist: bool, notes: &mut Vec<Note>) -> Option<Protocol> {
        let speaks = self.shown_by().kitty;
        if !speaks && !insist {
            return None;
        }
        let unknown = brand.name.is_empty() || brand.name == "tmux";
        if brand.has_placeholders() || (insist && (unknown || self.in_tmux())) {
            return Some(Protocol::KittyPlaceholders);
        }
        if self.in_tmux() {
            notes.push(Note::NoPlaceholders);
            return None;
        }
        Some(Protocol::KittyDirect)
    }

    fn depth(&self) -> Depth {
        if self.hints.no_color { Depth::None } else { self.colours() }
    }

    /// The colours the terminal has, whatever the user wants of them.
    fn colours(&self) -> Depth {
        let term = self.hints.term.as_str();
        let is = |names: &[&str]| names.iter().any(|name| term.contains(name));
        if self.hints.is_dumb() || term.starts_with("vt") {
            Depth::None
        } else if matches!(self.hints.colorterm.as_str(), "truecolor" | "24bit")
            || term.ends_with("-direct")
            || is(&["kitty", "ghostty", "wezterm", "alacritty", "foot"])
            || self.brand_of(&self.inner).has_true_colour()
        {
            Depth::True
        } else if term.contains("256color") || matches!(self.brand_of(&self.inner).name.as_str(), "xterm" | "tmux") {
            Depth::Indexed256
        } else {
            Depth::Ansi16
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(term: &str) -> Hints {
        Hints { term: term.into(), ..Hints::default() }
    }

    fn answers(brand: &str, kitty: bool, attributes: &[u16]) -> Answers {
        Answers {
            brand: (!brand.is_empty()).then(|| brand.into()),
            kitty,
            attributes: Some(attributes.to_vec()),
            ..Answers::default()
        }
    }

    fn alone(term: &str, brand: &str, kitty: bool, attributes: &[u16]) -> Facts {
        Facts { hints: hints(term), inner: answers(brand, kitty, attributes), outer: None }
    }

    fn tmux(outer: Option<Answers>) -> Facts {
        Facts { hints: hints("tmux-256color"), inner: answers("tmux 3.3a", false, &[1, 2, 4]), outer }
    }

    #[test]
    fn brands_are_read_from_their_own_words() {
        for (answer, name, version) in [
            ("kitty(0.26.5)", "kitty", (0, 26)),
            ("ghostty 1.1.3", "ghostty", (1, 1)),
            ("WezTerm 20240203-110809-5046fc22", "wezterm", (20_240_203, 110_809)),
            ("iTerm2 3.5.0", "iterm2", (3, 5)),
            ("XTerm(379)", "xterm", (379, 0)),
            ("tmux 3.3a", "tmux", (3, 3)),
            ("tmux next-3.6", "tmux", (3, 6)),
            ("xterm.js(5.6.0)", "xterm.js", (5, 6)),
            ("VTE(7803)", "vte", (7803, 0)),
            ("99999999999", "", (0, 0)),
            ("", "", (0, 0)),
        ] {
            assert_eq!(Brand::parse(answer), Brand { name: name.into(), version }, "{answer}");
        }
    }

    #[test]
    fn a_terminal_gets_what_it_surely_shows() {
        use Protocol::*;
        let new = || Some(answers("kitty(0.41.1)", true, &[62]));
        for (name, facts, protocol, depth) in [
            ("new kitty", alone("xterm-kitty", "kitty(0.41.1)", true, &[62]), KittyPlaceholders, Depth::True),
            ("kitty over SSH", alone("xterm-256color", "kitty(0.28.0)", true, &[62]), KittyPlaceholders, Depth::True),
            ("old kitty", alone("xterm-kitty", "kitty(0.26.5)", true, &[62]), KittyDirect, Depth::True),
            ("kitty that says no", alone("xterm-kitty", "kitty(0.41.1)", false, &[62]), Blocks, Depth::True),
            ("ghostty", alone("xterm-ghostty", "ghostty 1.1.3", true, &[62]), KittyPlaceholders, Depth::True),
            ("Konsole", alone("xterm-256color", "Konsole 23.04", true, &[62, 4]), ITerm2, Depth::True),
            (
                "WezTerm",
                alone("xterm-256color", "WezTerm 20240203-110809-5046fc22", false, &[65, 4]),
                ITerm2,
                Depth::True,
            ),
            ("unknown speaker", alone("xterm-256color", "", true, &[62]), KittyDirect, Depth::Indexed256),
            ("xterm", alone("xterm", "XTerm(379)", false, &[64]), Blocks, Depth::Indexed256),
            ("xterm as a vt340", alone("xterm", "XTerm(379)", false, &[63, 4]), Sixel, Depth::Indexed256),
            ("foot", alone("foot", "foot(1.16.2)", false, &[62, 4]), Sixel, Depth::True),
            ("the console", alone("linux", "", false, &[6]), Off, Depth::Ansi16),
            ("a vt220", alone("vt220", "", false, &[62]), Off, Depth::None),
            ("dumb", alone("dumb", "", false, &[]), Off, Depth::None),
            ("silent", Facts { hints: hints("xterm-256color"), ..Facts::default() }, Blocks, Depth::Indexed256),
            ("tmux, nothing through", tmux(None), Blocks, Depth::Indexed256),
            ("tmux, silent outside", tmux(Some(Answers::default())), Blocks, Depth::Indexed256),
            ("tmux in kitty", tmux(new()), KittyPlaceholders, Depth::Indexed256),
            ("tmux in old kitty", tmux(Some(answers("kitty(0.26.5)", true, &[62]))), Blocks, Depth::Indexed256),
            ("tmux in Konsole", tmux(Some(answers("Konsole 23.04", true, &[62]))), ITerm2, Depth::Indexed256),
            ("tmux in xterm with sixel", tmux(Some(answers("XTerm(379)", false, &[63, 4]))), Sixel, Depth::Indexed256),
        ] {
            let choice = facts.choose(Graphics::Auto);
            assert_eq!((choice.protocol, choice.depth), (protocol, depth), "{name}");
        }
    }

    #[test]
    fn the_user_may_insist() {
        let xterm = alone("xterm", "XTerm(379)", false, &[64, 4]);
        assert_eq!(xterm.choose(Graphics::Off).protocol, Protocol::Off);
        assert_eq!(xterm.choose(Graphics::Kitty).protocol, Protocol::KittyDirect);
        assert_eq!(tmux(None).choose(Graphics::Kitty).protocol, Protocol::KittyPlaceholders);
        let silent = Facts { hints: hints("xterm-256color"), ..Facts::default() };
        assert_eq!(silent.choose(Graphics::Kitty).protocol, Protocol::KittyPlaceholders);
        let sixel = xterm.choose(Graphics::Sixel);
        assert_eq!((sixel.protocol, sixel.could_sixel, sixel.notes.len()), (Protocol::Sixel, true, 0));
        assert_eq!(xterm.choose(Graphics::ITerm2).protocol, Protocol::ITerm2);
        let old = alone("xterm-kitty", "kitty(0.26.5)", true, &[62]);
        assert_eq!(old.choose(Graphics::Kitty).protocol, Protocol::KittyDirect);
        assert_eq!(old.choose(Graphics::Blocks).protocol, Protocol::Blocks);
    }

    #[test]
    fn wide_glyphs_turn_half_blocks_off() {
        let mut facts = alone("xterm-256color", "VTE(7803)", false, &[62]);
        facts.inner.column = Some(2);
        assert!(!facts.choose(Graphics::Auto).wide_ambiguous);
        facts.inner.column = Some(3);
        let choice = facts.choose(Graphics::Auto);
        assert_eq!((choice.protocol, choice.wide_ambiguous), (Protocol::Off, true));
    }

    #[test]
    fn no_color_is_for_text_and_not_for_identifiers() {
        let mut facts = alone("xterm-kitty", "kitty(0.41.1)", true, &[62]);
        facts.hints.no_color = true;
        let choice = facts.choose(Graphics::Auto);
        assert_eq!((choice.depth, choice.wide_ids), (Depth::None, true));
        assert_eq!(choice.protocol, Protocol::KittyPlaceholders);
        assert!(!tmux(Some(answers("kitty(0.41.1)", true, &[62]))).choose(Graphics::Auto).wide_ids);
        let mut facts = alone("xterm-256color", "", false, &[62]);
        facts.hints.colorterm = "truecolor".into();
        assert_eq!(facts.choose(Graphics::Auto).depth, Depth::True);
    }

    #[test]
    fn cells_are_split_as_finely_as_the_terminal_surely_draws() {
        for (brand, mosaic) in [
            ("", Mosaic::Halves),
            ("XTerm(379)", Mosaic::Quadrants),
            ("kitty(0.26.5)", Mosaic::Sextants),
            ("VTE(7803)", Mosaic::Sextants),
            ("SomethingNew 1.0", Mosaic::Halves),
        ] {
            assert_eq!(alone("xterm", brand, false, &[62]).choose(Graphics::Auto).mosaic, mosaic, "{brand}");
        }
    }

    #[test]
    fn graphics_are_named_by_one_word_each() {
        for word in ["auto", "kitty", "iterm2", "sixel", "blocks", "off"] {
            assert!(word.parse::<Graphics>().is_ok(), "{word}");
        }
        assert_eq!("Kitty".parse::<Graphics>(), Err(UnknownGraphics));
    }
}
