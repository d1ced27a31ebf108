//! The names that stand beside one output folder, and the one way to look whether something is there.

use std::ffi::OsString;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::fault::Told as _;
use super::{Fault, FileSystem};

/// The name of the mark inside an unfinished staging folder. A site never holds it: no page name may
/// start with a dot, the mark leaves the folder before the swap, and `begin` refuses an output that has it.
pub(super) const MARK: &str = ".homeround-staging";

/// What the mark, and later the journal, says. Never change it: a journal with another text is not ours.
pub(super) const MARK_TEXT: &str = "homeround is building the site beside this file. Do not delete this file: \
    with it the next build puts everything right.\n";

/// Endings of the names homeround uses beside an output folder.
pub(super) const ENDINGS: [&str; 5] = [".staging", ".previous", ".journal", ".lock", ".kept"];

/// Every path the publisher touches, apart from what lies inside the folders.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The published folder.
    pub(super) out: PathBuf,
    /// The folder that holds the published one and all the others.
    pub(super) parent: PathBuf,
    /// The new site before the swap, the old one after it.
    pub(super) staging: PathBuf,
    /// The mark inside the staging folder.
    pub(super) mark: PathBuf,
    /// The old site between two renames.
    pub(super) previous: PathBuf,
    /// Present from just before the swap until the old site is cleared away.
    pub(super) journal: PathBuf,
    /// Present while a build runs.
    pub(super) lock: PathBuf,
    /// Where files without a place in the new site go.
    pub(super) kept: PathBuf,
}

impl Places {
    /// `out` is a real, absolute path that is not the top of a disk; `parent` is the folder it lies in.
    pub(super) fn new(out: PathBuf, parent: PathBuf) -> Places {
        let staging = with_ending(&out, ".staging");
        Places {
            mark: staging.join(MARK),
            previous: with_ending(&out, ".previous"),
            journal: with_ending(&out, ".journal"),
            lock: with_ending(&out, ".lock"),
            kept: with_ending(&out, ".kept"),
            staging,
            parent,
            out,
        }
    }
}

/// The path with more letters at the end of its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Looks at a file, folder or link itself; `None` when nothing has that name.
pub(super) fn look(fs: &dyn FileSystem, path: &Path) -> Result<Option<Metadata>, Fault> {
    match fs.symlink_metadata(path) {
        Ok(seen) => Ok(Some(seen)),
        // Below a file there is nothing either.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).told("look at", path),
    }
}
