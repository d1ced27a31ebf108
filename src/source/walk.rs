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
/// (`~$...`, `Thumbs.db`, `desktop.ini`) are passed over; links are reported and passed over.
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
        if entry.path_is_symlink() {
            sink.push(
                Diagnostic::new(
                    Code::LinkNotFollowed,
                    "this is a link to another place and was not followed",
                )
                .at(Place { file: name.as_str().into(), spot: None })
                .mend("copy the file itself into the folder"),
            );
        } else if entry.file_type().is_file() {
            found.push(Found { name, path: entry.into_path() });
        }
    }
    found
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
        let about = found.path.symlink_metadata().map_or(limit, |about| about.len());
        return Err(Diagnostic::new(
            Code::FileTooLarge,
            format!("this file is too large to be read: {} MB", about / 1_000_000),
        )
        .at(Place { file: found.name.as_str().into(), spot: None })
        .allowed(format!("at most {} MB", limit / 1_000_000))
        .mend("check that it is the file you meant"));
    }
    Ok(bytes)
}

fn passed_over(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || matches!(name, "Thumbs.db" | "desktop.ini")
}

fn name(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn unreadable(name: &str, kind: Option<ErrorKind>) -> Diagnostic {
    let why = match kind {
        Some(ErrorKind::NotFound) => "it is not there",
        Some(ErrorKind::PermissionDenied) => "you may not read it",
        _ => "the disk reported a fault",
    };
    Diagnostic::new(Code::FileUnreadable, format!("`{name}` could not be read: {why}"))
        .at(Place { file: name.into(), spot: None })
        .mend("check the file and who may read it")
}
