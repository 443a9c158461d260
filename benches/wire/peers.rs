//! Other programs that show pictures, each in a pseudo-terminal of the pane's size that answers as a terminal of its protocol does.

use std::io::{Read, Write};
use std::path::Path;
use std::time::Instant;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How the terminal answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Terminal {
    Kitty,
    Sixel,
    ITerm2,
    /// No pictures at all.
    Text,
}

pub struct Peer {
    pub name: &'static str,
    pub program: &'static str,
    /// Before the file.
    pub args: &'static [&'static str],
    pub terminal: Terminal,
}

pub const ALL: &[Peer] = &[
    Peer { name: "chafa sixels", program: "chafa", args: &["-f", "sixels", "-s", "80x40"], terminal: Terminal::Sixel },
    Peer { name: "chafa kitty", program: "chafa", args: &["-f", "kitty", "-s", "80x40"], terminal: Terminal::Kitty },
    Peer { name: "chafa iterm", program: "chafa", args: &["-f", "iterm", "-s", "80x40"], terminal: Terminal::ITerm2 },
    Peer { name: "timg kitty", program: "timg", args: &["-pk", "-g80x40"], terminal: Terminal::Kitty },
    Peer {
        name: "timg kitty, compressed",
        program: "timg",
        args: &["-pk", "--compress", "-g80x40"],
        terminal: Terminal::Kitty,
    },
    Peer {
        name: "timg iterm, compressed",
        program: "timg",
        args: &["-pi", "--compress", "-g80x40"],
        terminal: Terminal::ITerm2,
    },
    Peer { name: "viu kitty", program: "viu", args: &["-w", "80"], terminal: Terminal::Kitty },
    Peer { name: "viu iterm", program: "viu", args: &["-w", "80"], terminal: Terminal::ITerm2 },
    // Its sixel is an optional feature; without it these are blocks.
    Peer { name: "viu sixel (or blocks)", program: "viu", args: &["-w", "80"], terminal: Terminal::Sixel },
    Peer { name: "viu blocks", program: "viu", args: &["-b", "-w", "80"], terminal: Terminal::Text },
];

/// Whether a program can be started.
pub fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The bytes that a program writes to show a file, and the milliseconds until the last of them.
pub fn shown(program: &str, args: &[&str], terminal: Terminal, file: &Path) -> (usize, f64) {
    // Two rows more than the pane, as a prompt has them.
    let size = PtySize { rows: 42, cols: 80, pixel_width: 800, pixel_height: 840 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.arg(file);
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", if terminal == Terminal::Kitty { "xterm-kitty" } else { "xterm-256color" });
    command.env("COLORTERM", "truecolor");
    if terminal == Terminal::ITerm2 {
        command.env("TERM_PROGRAM", "iTerm.app");
    }
    let (mut reader, mut writer) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    let started = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut all, mut last) = (Vec::new(), started.elapsed());
    let mut answered = 0;
    let mut buffer = [0; 65_536];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        all.extend_from_slice(&buffer[..count]);
        last = started.elapsed();
        while let Some((at, answer)) = question(&all[answered..], terminal) {
            answered += at;
            let _ = writer.write_all(answer.as_bytes());
        }
    }
    assert!(child.wait().unwrap().success(), "{program} {args:?}");
    (all.len(), last.as_secs_f64() * 1000.0)
}

/// The end of the first question among these bytes, and its answer.
fn question(bytes: &[u8], terminal: Terminal) -> Option<(usize, String)> {
    // Questions come before pictures, and these are long.
    let bytes = &bytes[..bytes.len().min(4096)];
    let find =
        |wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted).map(|at| at + wanted.len());
    let attributes = if terminal == Terminal::Sixel { "\x1b[?62;4;22c" } else { "\x1b[?62;22c" };
    // As on a line: what lies in a file of this machine (`t=t`) the terminal cannot see. The question is answered when all of it is here.
    let asked = find(b"a=q").and_then(|at| Some((at, bytes.get(at..at + 4)?)));
    let kitty = match asked {
        Some((_, b",t=t")) if terminal == Terminal::Kitty => "\x1b_Gi=31;EBADF:no such file\x1b\\",
        Some(_) if terminal == Terminal::Kitty => "\x1b_Gi=31;OK\x1b\\",
        _ => "",
    };
    [
        (asked.map(|(at, _)| at), kitty),
        (find(b"\x1b[c"), attributes),
        (find(b"\x1b]11;?"), "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"),
        (find(b"\x1b[16t"), "\x1b[6;20;10t"),
        (find(b"\x1b[6n"), "\x1b[1;1R"),
        (find(b"\x1b[5n"), "\x1b[0n"),
    ]
    .into_iter()
    .filter_map(|(at, answer)| Some((at?, answer.to_owned())))
    .min_by_key(|(at, _)| *at)
}
