//! `packs lint`, `packs show`: the provinces' rules, from the program and the organisation's own files. Neither asks the API.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use super::Context;
use crate::cli::Failure;
use crate::cli::args::Packs;
use crate::clock;
use crate::domain::catalogue;
use crate::domain::clocks::local_date;
use crate::domain::lang::Lang;
use crate::domain::province::{FaultKind, LintFault, Pack, embedded_texts, lint};
use crate::text::{pad, safe};

pub fn run(context: &Context, args: &Packs) -> anyhow::Result<()> {
    match args {
        Packs::Lint { paths } => check(context, paths),
        Packs::Show { code } => show(context, code),
    }
}

/// A fault and its file.
#[derive(Serialize)]
struct Found {
    file: String,
    #[serde(flatten)]
    fault: LintFault,
}

fn check(context: &Context, paths: &[PathBuf]) -> anyhow::Result<()> {
    let lang = context.lang();
    let today = local_date(clock::now());
    let mut files = 0;
    let mut found: Vec<Found> = Vec::new();
    let mut look = |file: String, text: &str| {
        files += 1;
        found.extend(lint(text, today).into_iter().map(|fault| Found { file: file.clone(), fault }));
    };
    if paths.is_empty() {
        embedded_texts().iter().for_each(|(name, text)| look((*name).to_owned(), text));
    }
    for path in paths {
        for file in files_of(path).map_err(|error| unreadable(path, &error, lang))? {
            let text = std::fs::read_to_string(&file).map_err(|error| unreadable(&file, &error, lang))?;
            look(file.display().to_string(), &text);
        }
    }
    context.print(&json!({"items": found, "next_cursor": null}), |out| {
        found.iter().try_for_each(|found| {
            let fault = &found.fault;
            let (file, word) = (safe(&found.file), fault.kind.word(lang));
            let text = safe(lang.pick(&fault.zh, &fault.en));
            writeln!(out, "{file}:{}: {word}: {}: {text}", fault.line, safe(&fault.key))
        })
    })?;
    let faults = found.iter().filter(|found| found.fault.kind == FaultKind::Fault).count();
    let words = match lang {
        Lang::Zh => format!("检查了 {files} 个文件，{faults} 处错误，{} 处提醒", found.len() - faults),
        Lang::En => format!("{files} files, {faults} faults, {} warnings", found.len() - faults),
    };
    match faults {
        0 => context.say(&words),
        _ => Err(Failure::usage(words)),
    }
}

/// The file itself, or the TOML files of a folder by name.
fn files_of(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files: Vec<_> =
        std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error, lang: Lang) -> anyhow::Error {
    let path = path.display();
    Failure::usage(match lang {
        Lang::Zh => format!("无法读取 {path}：{error}"),
        Lang::En => format!("cannot read {path}: {error}"),
    })
}

fn show(context: &Context, code: &str) -> anyhow::Result<()> {
    let lang = context.lang();
    let province = catalogue::province(code).ok_or_else(|| {
        Failure::usage(match lang {
            Lang::Zh => format!("没有代码为 {code} 的省份；请用两位数字，例如 33"),
            Lang::En => format!("no province has the code {code}; use its two digits, e.g. 33"),
        })
    })?;
    let packs = context.config.packs()?;
    let pack = packs.of(code);
    let value = json!({
        "code": code,
        "name": province.text(lang),
        "id": pack.id(),
        "version": pack.version,
        "hash": pack.hash(),
        "pack": pack,
    });
    context.print(&value, |out| {
        writeln!(out, "{} {}", province.text(lang), pack.id())?;
        lines(pack, lang).iter().try_for_each(|line| line.write(out, lang))
    })
}

/// One line of the table and what stands below it.
struct Line<'a> {
    name: &'a str,
    text: String,
    weak: bool,
    note: &'a str,
    source: &'a str,
    as_of: &'a str,
}

impl Line<'_> {
    fn write(&self, out: &mut dyn Write, lang: Lang) -> std::io::Result<()> {
        let weak = if self.weak { lang.pick("（提醒）", " (advice)") } else { "" };
        writeln!(out, "{} {}{weak}", pad(&safe(self.name), 30), safe(&self.text))?;
        writeln!(out, "{} {} {}", pad("", 30), safe(self.source), safe(self.as_of))?;
        if !self.note.is_empty() {
            writeln!(out, "{} {}", pad("", 30), safe(self.note))?;
        }
        Ok(())
    }
}

fn lines(pack: &Pack, lang: Lang) -> Vec<Line<'_>> {
    let rules = pack.rules().into_iter().map(|rule| Line {
        name: lang.pick(rule.zh, rule.en),
        text: lang.pick(&rule.says_zh, &rule.says_en).to_owned(),
        weak: rule.advice,
        note: rule.note,
        source: rule.source,
        as_of: rule.as_of,
    });
    let materials = pack.requirement.iter().map(|rule| Line {
        name: catalogue::material(&rule.slug).map_or(&rule.slug, |known| known.text(lang)),
        text: rule.text(lang).to_owned(),
        weak: !rule.must,
        note: "",
        source: &rule.source,
        as_of: &rule.as_of,
    });
    let others = pack.other.iter().map(|rule| Line {
        name: lang.pick("其他", "other"),
        text: lang.pick(&rule.zh, &rule.en).to_owned(),
        weak: false,
        note: "",
        source: &rule.source,
        as_of: &rule.as_of,
    });
    rules.chain(materials).chain(others).collect()
}
