//! `admin import`: rows of a registry from a CSV or NDJSON file. Every row is looked at before any is stored; what is wrong is
//! named by its line and column.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Seek, Write, stderr};
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value};

use crate::cli::Failure;
use crate::cli::args::{RowFormat, Storage};
use crate::domain::import::{Fault, faults_of_columns, read};
use crate::domain::lang::Lang;
use crate::domain::registry::{Registry, RegistryRow};
use crate::server::Server;
use crate::text::{Word, fill, safe};

/// More faults than these are counted, not shown.
const MOST_SHOWN: usize = 50;

/// The longest line that is read, in bytes: no row is as long, and a file without line ends must not fill the memory.
const LONGEST_LINE: u64 = 1024 * 1024;

/// What is to be imported.
pub struct Source {
    registry: Registry,
    format: RowFormat,
    file: File,
    name: String,
    size: u64,
}

impl Source {
    /// Opens the file; its name says how it is written unless that is given. What comes through a pipe is kept in a nameless
    /// file first, because it is read twice.
    ///
    /// # Errors
    /// Where it cannot be read, or nothing says how it is written.
    pub fn open(registry: Registry, path: &Path, format: Option<RowFormat>) -> anyhow::Result<Self> {
        let piped = path == Path::new("-");
        let name = path.display().to_string();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let format = match (format, ending.as_str()) {
            (Some(format), _) => format,
            (None, "csv") => RowFormat::Csv,
            (None, "ndjson" | "jsonl") => RowFormat::Ndjson,
            (None, _) if piped => RowFormat::Ndjson,
            (None, _) => return Err(Failure::usage(format!("{name}: --format csv or --format ndjson"))),
        };
        let file = match piped {
            true => {
                let mut kept = tempfile::tempfile()?;
                std::io::copy(&mut std::io::stdin().lock(), &mut kept)?;
                kept
            }
            false => File::open(path).with_context(|| name.clone())?,
        };
        let size = file.metadata().with_context(|| name.clone())?.len();
        Ok(Self { registry, format, file, name, size })
    }

    /// Reads every row and looks at it; gives how many there are.
    ///
    /// # Errors
    /// Exit 2 with the lines at fault.
    pub fn check(&mut self, lang: Lang) -> anyhow::Result<u64> {
        let bar = bar(self.size, Word::ImportChecking.text(lang));
        let (mut rows, mut wrong, mut count, mut shown) = (0_u64, 0_usize, 0_usize, Vec::new());
        self.each(&bar, |line, row| {
            match row {
                Ok(_) => rows += 1,
                Err(faults) => {
                    wrong += 1;
                    count += faults.len();
                    let room = MOST_SHOWN.saturating_sub(shown.len());
                    shown.extend(faults.iter().take(room).map(|fault| in_words(line, fault, lang)));
                }
            }
            Ok(())
        })?;
        bar.finish_and_clear();
        if wrong == 0 {
            return Ok(rows);
        }
        if count > shown.len() {
            shown.push(fill(Word::ImportMore, lang, &[&(count - shown.len()).to_string()]));
        }
        let head = fill(Word::ImportFaults, lang, &[&self.name, &wrong.to_string()]);
        Err(Failure::usage(format!("{head}\n  {}", shown.join("\n  "))))
    }

    /// Stores every row, in batches: a service that runs on the same data must not wait for the whole file, and what was
    /// broken off can be begun again.
    ///
    /// # Errors
    /// Where the file changed since it was looked at, or the database fails.
    pub async fn store(&mut self, server: &Server, lang: Lang) -> anyhow::Result<()> {
        let bar = bar(self.size, Word::ImportStoring.text(lang));
        let mut batch = Vec::new();
        let mut reader = self.rows()?;
        loop {
            batch.clear();
            while batch.len() < BATCH {
                let Some((line, row)) = reader.next_row()? else { break };
                batch.push(row.map_err(|faults| {
                    let told: Vec<_> = faults.iter().map(|fault| in_words(line, fault, lang)).collect();
                    Failure::usage(told.join("\n  "))
                })?);
            }
            if batch.is_empty() {
                bar.finish_and_clear();
                return Ok(());
            }
            server.import(&batch).await?;
            bar.set_position(reader.position());
        }
    }

    fn each(
        &mut self,
        bar: &ProgressBar,
        mut take: impl FnMut(u64, Looked) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut rows = self.rows()?;
        while let Some((line, row)) = rows.next_row()? {
            take(line, row)?;
            bar.set_position(rows.position());
        }
        Ok(())
    }

    /// The rows from the beginning.
    fn rows(&mut self) -> anyhow::Result<Rows<'_>> {
        self.file.rewind()?;
        let reader = BufReader::new(&self.file);
        Ok(match self.format {
            RowFormat::Csv => {
                // How many cells a row has is told in our words, column by column.
                let reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(reader);
                Rows::Csv { registry: self.registry, reader: Box::new(reader), columns: None }
            }
            RowFormat::Ndjson => Rows::Ndjson { registry: self.registry, reader, line: 0, position: 0 },
        })
    }
}

/// How many rows one transaction takes.
const BATCH: usize = 500;

/// A row, or everything that is wrong with it.
type Looked = Result<RegistryRow, Vec<Fault>>;

/// A fault with its line.
fn in_words(line: u64, fault: &Fault, lang: Lang) -> String {
    let (line, column, text) = (line.to_string(), safe(&fault.column), safe(fault.text(lang)));
    match column.is_empty() {
        true => fill(Word::ImportLine, lang, &[&line, &text]),
        false => fill(Word::ImportCell, lang, &[&line, &column, &text]),
    }
}

/// A fault of a whole row.
fn of_row(zh: impl Into<String>, en: impl Into<String>) -> Vec<Fault> {
    vec![Fault::new("", zh, en)]
}

fn not_utf8() -> Vec<Fault> {
    of_row("不是 UTF-8 文字（可能是 GBK），请另存为 UTF-8", "is not UTF-8 (GBK perhaps); save the file as UTF-8")
}

enum Rows<'a> {
    Csv { registry: Registry, reader: Box<csv::Reader<BufReader<&'a File>>>, columns: Option<Vec<String>> },
    Ndjson { registry: Registry, reader: BufReader<&'a File>, line: u64, position: u64 },
}

impl Rows<'_> {
    fn position(&self) -> u64 {
        match self {
            Self::Csv { reader, .. } => reader.position().byte(),
            Self::Ndjson { position, .. } => *position,
        }
    }

    /// The next row with its line; what is wrong with it is no reason not to go on, unless it is the line with the columns.
    fn next_row(&mut self) -> anyhow::Result<Option<(u64, Looked)>> {
        match self {
            Self::Csv { registry, reader, columns: Some(columns) } => csv_row(*registry, reader, columns),
            Self::Csv { registry, reader, columns } => {
                let (registry, named) = (*registry, named(*registry, reader)?);
                match named {
                    Ok(named) => csv_row(registry, reader, columns.insert(named)),
                    // Of rows whose columns are unknown nothing can be said.
                    Err(faults) => {
                        while reader.read_byte_record(&mut csv::ByteRecord::new())? {}
                        *columns = Some(Vec::new());
                        Ok(Some((1, Err(faults))))
                    }
                }
            }
            Self::Ndjson { registry, reader, line, position } => {
                loop {
                    let mut text = Vec::new();
                    let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut text)?;
                    *line += 1;
                    *position += read as u64;
                    if read == 0 {
                        return Ok(None);
                    }
                    // A byte order mark is what some spreadsheets begin with.
                    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
                    if !text.trim_ascii().is_empty() {
                        return Ok(Some((*line, json_row(*registry, text))));
                    }
                }
            }
        }
    }
}

/// The columns that the first line names, or what is wrong with them.
fn named(
    registry: Registry,
    reader: &mut csv::Reader<BufReader<&File>>,
) -> anyhow::Result<Result<Vec<String>, Vec<Fault>>> {
    let named: Vec<Vec<u8>> = reader.byte_headers()?.iter().map(<[u8]>::to_vec).collect();
    let Ok(named) = named.into_iter().map(String::from_utf8).collect::<Result<Vec<_>, _>>() else {
        return Ok(Err(not_utf8()));
    };
    let faults = faults_of_columns(registry, named.iter().map(String::as_str));
    Ok(if faults.is_empty() { Ok(named) } else { Err(faults) })
}

fn csv_row(
    registry: Registry,
    reader: &mut csv::Reader<BufReader<&File>>,
    columns: &[String],
) -> anyhow::Result<Option<(u64, Looked)>> {
    let mut record = csv::ByteRecord::new();
    let line = reader.position().line();
    if !reader.read_byte_record(&mut record)? {
        return Ok(None);
    }
    let line = record.position().map_or(line, csv::Position::line);
    let Ok(record) = csv::StringRecord::from_byte_record(record) else { return Ok(Some((line, Err(not_utf8())))) };
    if record.len() != columns.len() {
        let (has, needs) = (record.len(), columns.len());
        let faults =
            of_row(format!("有 {has} 个单元格，应为 {needs} 个"), format!("has {has} cells and needs {needs}"));
        return Ok(Some((line, Err(faults))));
    }
    // An empty cell is a value that is not given.
    let cells = columns.iter().cloned().zip(record.iter().map(Value::from)).collect();
    Ok(Some((line, read(registry, &cells))))
}

fn json_row(registry: Registry, text: &[u8]) -> Looked {
    let Ok(text) = std::str::from_utf8(text) else { return Err(not_utf8()) };
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(cells) => read(registry, &cells),
        Err(error) => {
            let column = error.column();
            Err(of_row(
                format!("不是 JSON 对象（第 {column} 个字节处）"),
                format!("is no JSON object (at byte {column})"),
            ))
        }
    }
}

/// How far it is, on a terminal; nothing elsewhere.
fn bar(size: u64, what: &'static str) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(size);
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {bytes}/{total_bytes} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("#>-"));
    bar.set_message(what);
    bar
}

/// Imports a file.
///
/// # Errors
/// Exit 2 with the lines at fault; where the data cannot be opened, or nobody agreed.
pub async fn run(
    config: &crate::config::Config,
    as_json: bool,
    mut source: Source,
    storage: &Storage,
    asking: crate::cli::args::Asking,
) -> anyhow::Result<()> {
    let lang = config.lang.value;
    let rows = source.check(lang)?;
    let counted = rows.to_string();
    let words = [counted.as_str(), source.registry.word(lang), &storage.database];
    if !crate::cli::may(asking, &fill(Word::AskImport, lang, &words), lang, &mut stderr())? {
        return Ok(());
    }
    let server = super::serve::open(config.service(&crate::cli::environment)?, storage).await?;
    source.store(&server, lang).await?;
    let mut out = std::io::stdout().lock();
    if as_json {
        writeln!(out, "{}", serde_json::json!({"registry": source.registry.slug(), "rows": rows}))?;
    } else {
        writeln!(out, "{}", fill(Word::Imported, lang, &words))?;
    }
    Ok(())
}
