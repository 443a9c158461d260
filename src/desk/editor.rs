//! The reviewer's own editor for a long text: `VISUAL`, else `EDITOR`, on a private file that is gone afterwards. The terminal
//! is the editor's while this runs.

use std::io::{Read, Seek, Write};
use std::path::PathBuf;
use std::process::Command;

/// Lets the reviewer change `text`; gives the new text.
///
/// # Errors
/// What went wrong, in words of the system; the text is then as it was.
pub fn edit(text: &str) -> Result<String, String> {
    let named = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    edit_with(&editor, text)
}

/// The folder of this login's own run-time files, where there is one: it is in memory and closed to others.
fn folder() -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_dir());
    runtime.unwrap_or_else(std::env::temp_dir)
}

fn edit_with(editor: &str, text: &str) -> Result<String, String> {
    let said = |error: std::io::Error| error.to_string();
    let mut file = tempfile::Builder::new().prefix("beian-desk-").suffix(".txt").tempfile_in(folder()).map_err(said)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(said)?;
    // The variable may hold arguments, as a shell reads it.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file.path()).status();
    match status.map_err(said)? {
        status if status.success() => {}
        status => return Err(format!("{editor}: {status}")),
    }
    // By its name: many editors put a new file in the place of the old one.
    let mut changed = String::new();
    match std::fs::File::open(file.path()) {
        Ok(mut there) => there.read_to_string(&mut changed),
        Err(_) => file.rewind().and_then(|()| file.read_to_string(&mut changed)),
    }
    .map_err(said)?;
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_gets_a_private_file_that_is_gone_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("note");
        let script = format!("f() {{ stat -c '%a %n' \"$1\" > {}; printf '改过\\n' >> \"$1\"; }}; f", note.display());
        assert_eq!(edit_with(&script, "原文\n").unwrap(), "原文\n改过\n");
        let seen = std::fs::read_to_string(note).unwrap();
        let (mode, path) = seen.trim().split_once(' ').unwrap();
        assert_eq!(mode, "600");
        assert!(!std::path::Path::new(path).exists());
    }

    #[test]
    fn an_editor_that_cannot_start_or_fails_says_so() {
        assert!(edit_with("/no/such/editor", "x").unwrap_err().contains("/no/such/editor"));
        assert!(edit_with("false", "x").is_err());
        assert_eq!(
            edit_with("f() { mv \"$1\" \"$1.old\"; printf new > \"$1\"; rm \"$1.old\"; }; f", "old").unwrap(),
            "new"
        );
    }
}
