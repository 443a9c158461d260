//! `admin import`: rows of a registry from a CSV or NDJSON file. Every row is looked at before any is stored; what is wrong is
//! named by its line.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Seek, Write, stderr};
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::de::DeserializeOwned;

use crate::cli::Failure;
use crate::cli::args::{RowFormat, Storage};
use crate::domain::lang::Lang;
use crate::domain::registry::{Account, DomainRecord, FiledEntity, FiledService, Registry, RegistryRow, Resource, Row};
use crate::server::Server;
use crate::text::{Word, fill, safe};

/// More wrong rows than these are counted, not shown.
const MOST_SHOWN: usize = 20;

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
        let (mut rows, mut wrong, mut shown) = (0_u64, 0_usize, Vec::new());
        self.each(&bar, |line, row| {
            match row {
                Ok(_) => rows += 1,
                Err(why) => {
                    wrong += 1;
                    if shown.len() < MOST_SHOWN {
                        shown.push(format!("{line}: {}", safe(&why)));
                    }
                }
            }
            Ok(())
        })?;
        bar.finish_and_clear();
        if wrong == 0 {
            return Ok(rows);
        }
        if wrong > shown.len() {
            shown.push("…".to_owned());
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
                batch.push(row.map_err(|why| Failure::usage(format!("{line}: {}", safe(&why))))?);
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
        mut take: impl FnMut(u64, Result<RegistryRow, String>) -> anyhow::Result<()>,
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
                Rows::Csv(self.registry, Box::new(csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader)))
            }
            RowFormat::Ndjson => Rows::Ndjson { registry: self.registry, reader, line: 0, position: 0 },
        })
    }
}

/// How many rows one transaction takes.
const BATCH: usize = 500;

enum Rows<'a> {
    Csv(Registry, Box<csv::Reader<BufReader<&'a File>>>),
    Ndjson { registry: Registry, reader: BufReader<&'a File>, line: u64, position: u64 },
}

impl Rows<'_> {
    fn position(&self) -> u64 {
        match self {
            Self::Csv(_, reader) => reader.position().byte(),
            Self::Ndjson { position, .. } => *position,
        }
    }

    /// The next row with its line; what is wrong with it is no reason not to go on.
    fn next_row(&mut self) -> anyhow::Result<Option<(u64, Result<RegistryRow, String>)>> {
        match self {
            Self::Csv(registry, reader) => csv_row(*registry, reader),
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

fn csv_row(
    registry: Registry,
    reader: &mut csv::Reader<BufReader<&File>>,
) -> anyhow::Result<Option<(u64, Result<RegistryRow, String>)>> {
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return Err(Failure::usage(error.to_string())),
    };
    let mut record = csv::StringRecord::new();
    let line = reader.position().line();
    match reader.read_record(&mut record) {
        Ok(false) => Ok(None),
        Ok(true) => {
            let line = record.position().map_or(line, csv::Position::line);
            fn read<T: DeserializeOwned + Row + Into<RegistryRow>>(
                record: &csv::StringRecord,
                headers: &csv::StringRecord,
            ) -> Result<RegistryRow, String> {
                // An empty cell is a value that is not given.
                let given = headers.iter().zip(record).filter(|(_, cell)| !cell.is_empty());
                let (names, cells): (csv::StringRecord, csv::StringRecord) = {
                    let (names, cells): (Vec<_>, Vec<_>) = given.unzip();
                    (names.into(), cells.into())
                };
                cells.deserialize::<T>(Some(&names)).map_err(|error| error.to_string()).and_then(whole)
            }
            let row = match registry {
                Registry::Entities => read::<FiledEntity>(&record, &headers),
                Registry::Services => read::<FiledService>(&record, &headers),
                Registry::Domains => read::<DomainRecord>(&record, &headers),
                Registry::Accounts => read::<Account>(&record, &headers),
                Registry::Resources => read::<Resource>(&record, &headers),
            };
            Ok(Some((line, row)))
        }
        Err(error) if error.is_io_error() => Err(error.into()),
        Err(error) => Ok(Some((line, Err(error.to_string())))),
    }
}

fn json_row(registry: Registry, text: &[u8]) -> Result<RegistryRow, String> {
    fn read<T: DeserializeOwned + Row + Into<RegistryRow>>(text: &[u8]) -> Result<RegistryRow, String> {
        serde_json::from_slice::<T>(text).map_err(|error| error.to_string()).and_then(whole)
    }
    match registry {
        Registry::Entities => read::<FiledEntity>(text),
        Registry::Services => read::<FiledService>(text),
        Registry::Domains => read::<DomainRecord>(text),
        Registry::Accounts => read::<Account>(text),
        Registry::Resources => read::<Resource>(text),
    }
}

fn whole<T: Row + Into<RegistryRow>>(row: T) -> Result<RegistryRow, String> {
    let faults = row.faults();
    if faults.is_empty() { Ok(row.into()) } else { Err(faults.join(", ")) }
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
