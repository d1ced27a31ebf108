//! A folder -> its files in the order of their names, within limits; and a file -> its bytes.
//!
//! Links are never followed, and what is no regular file is never opened. The only place that reads the disk for input.

use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// How deep folders may lie within one another.
const DEPTH: usize = 16;

/// A file that was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Found {
    /// Its name from the workspace's root, with `/` between its parts.
    pub name: String,
    /// Where to open it.
    pub path: PathBuf,
}

/// Every regular file below `folder`, in the order of names. Hidden files and what office programs leave behind
/// (`~$...`, `Thumbs.db`, `desktop.ini`) are passed over; links, devices and folders nested too deep are reported and
/// passed over.
pub fn files(root: &Path, folder: &str, sink: &mut Sink) -> Vec<Found> {
    let mut found = Vec::new();
    let walk =
        WalkDir::new(root.join(folder)).min_depth(1).max_depth(DEPTH).follow_links(false).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !passed_over(&entry.file_name().to_string_lossy())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                let path = fault.path().unwrap_or(root);
                sink.push(unreadable(&name(root, path), fault.io_error().map(std::io::Error::kind)));
                continue;
            }
        };
        let name = name(root, entry.path());
        let is_folder = entry.file_type().is_dir();
        if entry.path_is_symlink() {
            sink.push(link(&name));
        } else if entry.file_type().is_file() {
            found.push(Found { name, path: entry.into_path() });
        } else if !is_folder {
            sink.push(not_read(&name, "this is neither a file nor a folder", "take it out of the folder"));
        } else if entry.depth() == DEPTH {
            let message = format!("folders are looked into {DEPTH} deep, and this one lies deeper");
            sink.push(not_read(&name, &message, "move it further up"));
        } else if name.ends_with(".toml") || name.ends_with(".csv") || name.ends_with(".md") {
            sink.push(not_read(
                &name,
                "this is a folder with the name of a file",
                "rename it, or put the file in its place",
            ));
        }
    }
    found
}

/// What stands at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nothing.
    Nothing,
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A link to another place.
    Link,
    /// A device, a pipe or the like, which is never opened.
    Other,
    /// Nobody can tell: the disk reports a fault, or a folder above is closed. Not to be taken for nothing.
    Unseen,
}

/// What stands at this place, without following links.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the disk for input")]
pub fn standing(path: &Path) -> Standing {
    match path.symlink_metadata().map(|about| about.file_type()) {
        Ok(kind) if kind.is_dir() => Standing::Folder,
        Ok(kind) if kind.is_file() => Standing::File,
        Ok(kind) if kind.is_symlink() => Standing::Link,
        Ok(_) => Standing::Other,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Standing::Nothing
        }
        Err(_) => Standing::Unseen,
    }
}

/// Says that a link was not followed.
pub fn link(name: &str) -> Diagnostic {
    Diagnostic::new(Code::LinkNotFollowed, "this is a link to another place and was not followed")
        .at(Place { file: name.into(), spot: None })
        .mend("put what it leads to in its place")
}

fn not_read(name: &str, message: &str, mend: &str) -> Diagnostic {
    Diagnostic::new(Code::FileNotRead, format!("{message}; it was not read"))
        .at(Place { file: name.into(), spot: None })
        .mend(mend)
}

/// Whether there is a folder of this name.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the disk for input")]
pub fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_dir())
}

/// Whether there is a regular file of this name.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the disk for input")]
pub fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_file())
}

/// How large a file is and when it was last written, where the system tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    bytes: u64,
    written: Option<SystemTime>,
}

/// A file's mark, to see that it changed without opening it. Nothing when the file is gone.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the disk for input")]
pub fn mark(found: &Found) -> Option<Mark> {
    let about = found.path.symlink_metadata().ok()?;
    Some(Mark { bytes: about.len(), written: about.modified().ok() })
}

/// The bytes of a file of at most `limit` bytes.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the disk for input")]
pub fn bytes(found: &Found, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let fault = |fault: &std::io::Error| unreadable(&found.name, Some(fault.kind()));
    let file = std::fs::File::open(&found.path).map_err(|error| fault(&error))?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    if bytes.len() as u64 > limit {
        let size = found.path.symlink_metadata().map_or(limit + 1, |about| about.len());
        return Err(Diagnostic::new(Code::FileTooLarge, "this file is too large, and was not read")
            .at(Place { file: found.name.as_str().into(), spot: None })
            .allowed(format!("at most {} MB; it has {} MB", megabytes(limit), megabytes(size)))
            .mend("check that it is the file you meant"));
    }
    Ok(bytes)
}

/// The first bytes of a file, to see what it is before all of it is read.
pub fn head(found: &Found, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let fault = |fault: &std::io::Error| unreadable(&found.name, Some(fault.kind()));
    let mut bytes = Vec::new();
    open(found)?.take(most).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    Ok(bytes)
}

/// A file to be read piece by piece, because it may be too large to be held as a whole.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the disk for input")]
pub fn open(found: &Found) -> Result<std::fs::File, Diagnostic> {
    std::fs::File::open(&found.path).map_err(|error| unreadable(&found.name, Some(error.kind())))
}

/// A size in megabytes with one place, rounded up, so that what is over a limit never looks like the limit.
fn megabytes(bytes: u64) -> String {
    const TENTH: u64 = 1024 * 1024 / 10;
    const MEGABYTE: u64 = 1024 * 1024;
    let whole = bytes / MEGABYTE;
    match (bytes % MEGABYTE).div_ceil(TENTH) {
        0 => whole.to_string(),
        10.. => format!("{}", whole + 1),
        tenths => format!("{whole}.{tenths}"),
    }
}

fn passed_over(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || matches!(name, "Thumbs.db" | "desktop.ini")
}

/// A file's name from the root. What is not text in it is shown as the numbers of its bytes.
fn name(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| spelt(part.as_os_str())).collect::<Vec<_>>().join("/")
}

fn spelt(part: &std::ffi::OsStr) -> String {
    part.to_str().map_or_else(|| format!("{part:?}").trim_matches('"').to_owned(), str::to_owned)
}

fn unreadable(name: &str, kind: Option<ErrorKind>) -> Diagnostic {
    let (why, mend) = match kind {
        Some(ErrorKind::NotFound) => ("it is not there any more", "try again"),
        Some(ErrorKind::PermissionDenied) => {
            ("you may not open it", "ask whoever owns it to let you read it")
        }
        _ => ("the disk reported a fault", "try again; if it stays so, copy the workspace to another disk"),
    };
    Diagnostic::new(Code::FileUnreadable, format!("this could not be read: {why}"))
        .at(Place { file: name.into(), spot: None })
        .mend(mend)
}

/// Says that a file of the workspace is something else, or cannot be looked at.
pub fn no_file(name: &str, standing: Standing) -> Diagnostic {
    if standing == Standing::Unseen {
        return unreadable(name, None);
    }
    let what = if standing == Standing::Folder { "a folder" } else { "something else" };
    Diagnostic::new(Code::FileUnreadable, format!("a file should stand here, and {what} does"))
        .at(Place { file: name.into(), spot: None })
        .mend("rename it, or put the file in its place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_over_the_limit_never_looks_like_the_limit() {
        const MEGABYTE: u64 = 1024 * 1024;
        for (bytes, words) in
            [(MEGABYTE, "1"), (MEGABYTE + 1, "1.1"), (2 * MEGABYTE - 1, "2"), (100_000_000, "95.4")]
        {
            assert_eq!(megabytes(bytes), words);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_looked_at_is_not_taken_for_nothing() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert_eq!(standing(&manifest), Standing::File);
        assert_eq!(standing(&manifest.join("below")), Standing::Nothing);
        assert_eq!(standing(&manifest.with_file_name("nowhere")), Standing::Nothing);
        // No disk of Linux has names of 300 bytes, and says so.
        assert_eq!(standing(&manifest.with_file_name("a".repeat(300))), Standing::Unseen);
        let told = no_file("homeround.toml", Standing::Unseen).message;
        assert_eq!(told, "this could not be read: the disk reported a fault");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_shown_by_its_bytes() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(spelt(std::ffi::OsStr::from_bytes(b"ros\xE9.toml")), "ros\\xE9.toml");
        assert_eq!(spelt(std::ffi::OsStr::new("ros\u{e9}.toml")), "ros\u{e9}.toml");
    }
}
