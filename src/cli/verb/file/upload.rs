//! `file upload`: sends what is missing, goes on after what fails, and can simply be repeated.

use std::collections::BTreeSet;
use std::io::stderr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::api::{FilingStatus, Material};
use crate::cli::args::Asking;
use crate::cli::ask::may;
use crate::cli::verb::Context;
use crate::cli::{Exit, Failure, explain};
use crate::client::{Client, ClientError};
use crate::domain::catalogue;
use crate::domain::digest::sha256;
use crate::domain::lang::Lang;
use crate::text::{Word, fill, safe};

pub(super) async fn run(
    context: &Context,
    id: &str,
    files: &[String],
    folder: Option<&Path>,
    replace: bool,
    asking: Asking,
) -> anyhow::Result<()> {
    let lang = context.lang();
    let mut pictures = files.iter().map(|text| named(text)).collect::<anyhow::Result<Vec<_>>>()?;
    pictures.extend(folder.map(pictures_in).transpose()?.unwrap_or_default());
    if pictures.is_empty() {
        return Err(Failure::usage("SLUG=FILE, or --materials DIR"));
    }
    let question = fill(Word::AskUpload, lang, &[&pictures.len().to_string(), &safe(id)]);
    if !may(asking, &question, lang, &mut stderr())? {
        return Ok(());
    }
    let client = context.client()?;
    let filing = client.filing(id).await?;
    let sent = send_all(context, &client, &filing, &pictures, replace).await?;
    if let Some((_, first)) = sent.failed.first() {
        let exit = if sent.there.is_empty() { Exit::of(first) } else { Exit::Partly };
        let message = sent.complaint(&command(id, files, folder, replace), lang);
        return Err(Failure { exit, message }.into());
    }
    context.print(&serde_json::json!({"items": sent.there, "next_cursor": null}), |_| Ok(()))
}

/// What became of the files.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// What is there now, sent or found.
    pub there: Vec<Material>,
    /// What is not, by file, and why.
    pub failed: Vec<(PathBuf, anyhow::Error)>,
}

impl Sent {
    /// Every file that failed with its reason, and the command that sends what is missing.
    pub(super) fn complaint(&self, again: &str, lang: Lang) -> String {
        let total = (self.there.len() + self.failed.len()).to_string();
        let mut out = fill(Word::UploadFailed, lang, &[&self.failed.len().to_string(), &total]);
        for (_, error) in &self.failed {
            out.push_str(&format!("\n  {}", explain(error, lang)));
        }
        out.push('\n');
        out.push_str(&fill(Word::UploadAgain, lang, &[again]));
        out
    }
}

/// Sends every file that the filing does not have yet, and goes on after one that fails. With `replace` the files take
/// the place of whatever else their slots hold.
pub(super) async fn send_all(
    context: &Context,
    client: &Client,
    filing: &FilingStatus,
    pictures: &[Picture],
    replace: bool,
) -> anyhow::Result<Sent> {
    let hashes: Vec<Option<String>> = pictures.iter().map(|picture| hash(&picture.path).ok()).collect();
    let ours = |known: &Material| {
        let mut of_slot = pictures.iter().zip(&hashes).filter(|(picture, _)| picture.slug == known.slug);
        of_slot.any(|(_, hash)| hash.as_ref() == Some(&known.sha256))
    };
    // Slots that hold something else, and so lose everything before they take what is ours.
    let foreign = filing.materials.iter().filter(|known| replace && !ours(known));
    let to_clear: BTreeSet<&str> = foreign.map(|known| known.slug.as_str()).collect();
    let mut cleared = BTreeSet::new();
    let mut sent = Sent::default();
    for (picture, hash) in pictures.iter().zip(&hashes) {
        let slug = picture.slug.as_str();
        let same = |known: &&Material| known.slug == slug && Some(&known.sha256) == hash.as_ref();
        if let Some(there) = filing.materials.iter().find(same).filter(|_| !to_clear.contains(slug)) {
            context.say(&fill(Word::UploadThere, context.lang(), &[slug, &name(&picture.path)]))?;
            sent.there.push(there.clone());
            continue;
        }
        let clears = to_clear.contains(slug) && !cleared.contains(slug);
        match send(context, client, &filing.id, picture, clears).await {
            Ok(material) => {
                cleared.insert(slug);
                sent.there.push(material);
            }
            Err(error) => sent.failed.push((picture.path.clone(), error)),
        }
    }
    Ok(sent)
}

fn hash(path: &Path) -> std::io::Result<String> {
    Ok(sha256(std::fs::read(path)?))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The command line that does the same again.
pub(super) fn command(id: &str, files: &[String], folder: Option<&Path>, replace: bool) -> String {
    let mut words = vec!["beian-desk".to_owned(), "file".to_owned(), "upload".to_owned(), quoted(id)];
    words.extend(files.iter().map(|file| quoted(file)));
    if let Some(folder) = folder {
        words.extend(["--materials".to_owned(), quoted(&folder.display().to_string())]);
    }
    words.extend(replace.then(|| "--replace".to_owned()));
    words.join(" ")
}

/// One word for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:+@%,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A picture to upload: its slot and its file.
#[derive(Debug)]
pub(super) struct Picture {
    slug: String,
    path: PathBuf,
}

async fn send(
    context: &Context,
    client: &Client,
    id: &str,
    picture: &Picture,
    replace: bool,
) -> anyhow::Result<Material> {
    let bytes = std::fs::read(&picture.path).with_context(|| picture.path.display().to_string())?;
    let material = client
        .upload(id, &picture.slug, &name(&picture.path), &bytes, replace)
        .await
        .map_err(|error| in_words(error, &picture.slug, context.lang()))
        .with_context(|| picture.path.display().to_string())?;
    let size = format!("{} KB", material.bytes.div_ceil(1000));
    let kind = match material.is_picture() {
        true => format!("{}×{}", material.width, material.height),
        false => safe(&material.content_type),
    };
    context.say(&fill(Word::Uploaded, context.lang(), &[&picture.slug, &kind, &size]))?;
    Ok(material)
}

/// What the API says of its own parameter, as it is said on the command line.
fn in_words(error: ClientError, slug: &str, lang: Lang) -> anyhow::Error {
    match &error {
        ClientError::Refused(problem) if problem.code == "slot_full" => {
            Failure::refused(fill(Word::SlotFull, lang, &[slug]))
        }
        _ => error.into(),
    }
}

/// Reads `SLUG=FILE`, or a file that is named after its slug.
fn named(text: &str) -> anyhow::Result<Picture> {
    match text.split_once('=') {
        Some((slug, path)) => Ok(Picture { slug: known_slug(slug, text)?, path: PathBuf::from(path) }),
        None => Ok(Picture { slug: known_slug(&slot(Path::new(text)).0, text)?, path: PathBuf::from(text) }),
    }
}

fn known_slug(slug: &str, what: &str) -> anyhow::Result<String> {
    match catalogue::material(slug) {
        Some(known) => Ok(known.slug.clone()),
        None => {
            let known: Vec<_> = catalogue::materials().iter().map(|entry| entry.slug.as_str()).collect();
            Err(Failure::usage(format!("{what}: {slug:?} is no material; known: {}", known.join(", "))))
        }
    }
}

/// The files of a folder: `SLUG.jpg|jpeg|png|mp4|webm`, further ones of a slug as `SLUG-2.jpg`, in the order of the
/// catalogue, which is that of the form.
pub(super) fn pictures_in(folder: &Path) -> anyhow::Result<Vec<Picture>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        matches!(ending.as_deref(), Some("jpg" | "jpeg" | "png" | "mp4" | "webm"))
    });
    paths.sort_by_key(|path| {
        let (slug, page) = slot(path);
        (catalogue::place(&slug), page)
    });
    paths
        .into_iter()
        .map(|path| Ok(Picture { slug: known_slug(&slot(&path).0, &path.display().to_string())?, path }))
        .collect()
}

/// The slug that a file's name says, and its position in the slot.
fn slot(path: &Path) -> (String, u32) {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    match stem.rsplit_once('-').map(|(slug, page)| (slug, page.parse())) {
        Some((slug, Ok(page))) => (slug.to_owned(), page),
        _ => (stem, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_pictures_by_slot_and_page() {
        let dir = tempfile::tempdir().unwrap();
        for name in
            ["website_construction_plan-2.jpg", "website_construction_plan.png", "entity_licence.JPG", "notes.txt"]
        {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let found: Vec<_> =
            pictures_in(dir.path()).unwrap().into_iter().map(|picture| (picture.slug, slot(&picture.path).1)).collect();
        let plan = "website_construction_plan".to_owned();
        assert_eq!(found, [("entity_licence".to_owned(), 1), (plan.clone(), 1), (plan, 2)]);
        for name in ["entity_principal_id_back.jpg", "entity_principal_id_front.jpg"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let sides: Vec<_> =
            pictures_in(dir.path()).unwrap().into_iter().map(|picture| picture.slug).skip(1).take(2).collect();
        assert_eq!(sides, ["entity_principal_id_front", "entity_principal_id_back"], "as on the form");
        std::fs::write(dir.path().join("licence.jpg"), "x").unwrap();
        assert!(pictures_in(dir.path()).err().unwrap().to_string().contains("licence"));
    }

    #[test]
    fn the_command_to_repeat_is_one_that_a_shell_reads_back() {
        let files = ["entity_licence=/tmp/a b.jpg".to_owned()];
        assert_eq!(
            command("BA26000001", &files, Some(Path::new("it's")), true),
            "beian-desk file upload BA26000001 'entity_licence=/tmp/a b.jpg' --materials 'it'\\''s' --replace"
        );
    }
}
