//! Writes one file that somebody asked for by name, never over another unless told to.
//!
//! A site is published elsewhere; here is no manifest, so no file can be known as ours.

use std::fmt;
use std::io;
use std::path::Path;

use super::fault::shown;
use super::filesystem::no_such_step;
use super::places::with_ending;
use super::{Fault, FileSystem, places};

/// Why a file was not written. What stood there before stands there still.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotWritten {
    message: String,
    /// Whether it was refused because something could have been lost; else the disk or the system failed.
    pub refused: bool,
}

impl fmt::Display for NotWritten {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

/// Writes `bytes` as the file `path`. A file that holds them already is left as it is; another one is replaced, in one
/// step, only with `replace`.
///
/// # Errors
/// Refused when there is something else at `path`, or no folder to put it in; else what the system says.
pub fn write_one(fs: &dyn FileSystem, path: &Path, bytes: &[u8], replace: bool) -> Result<(), NotWritten> {
    let name = shown(path);
    let Some(seen) = places::look(fs, path).map_err(|fault| failed_fault(&fault))? else {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let is_folder = places::look(fs, folder).map_err(|fault| failed_fault(&fault))?;
        if !is_folder.is_some_and(|seen| seen.is_dir()) {
            return refused(format!(
                "The folder {} does not exist, so {name} cannot be written. Make it first, or choose another name with \
                 --out.",
                shown(folder)
            ));
        }
        return fs.create_new(path, bytes).map_err(|error| failed(&name, &error));
    };
    if !seen.is_file() {
        return refused(format!(
            "{name} is a folder or a link, so no file can be written there. Nothing was changed. Choose another name \
             with --out."
        ));
    }
    if fs.read(path).is_ok_and(|standing| standing == bytes) {
        return Ok(());
    }
    if !replace {
        return refused(format!(
            "{name} exists already and holds something else. Nothing was changed. Choose another name with --out, or \
             say --force to replace it."
        ));
    }
    put_in_place(fs, path, bytes).map_err(|error| failed(&name, &error))
}

/// Replaces a file that holds `old` still, in one step, or makes one where `old` is nothing and nothing stands. What
/// already holds `bytes` is left as it is.
///
/// # Errors
/// Refused when something else stands at `path`, or there is no folder to put it in; else what the system says.
pub fn amend_one(
    fs: &dyn FileSystem,
    path: &Path,
    old: Option<&[u8]>,
    bytes: &[u8],
) -> Result<(), NotWritten> {
    let name = shown(path);
    let Some(seen) = places::look(fs, path).map_err(|fault| failed_fault(&fault))? else {
        return match old {
            None => write_one(fs, path, bytes, false),
            Some(_) => refused(format!("{name} is no longer there. It was not made anew. Import again.")),
        };
    };
    let standing = if seen.is_file() { fs.read(path).ok() } else { None };
    if standing.as_deref() == Some(bytes) {
        return Ok(());
    }
    if standing.is_none() || standing.as_deref() != old {
        return refused(format!(
            "{name} holds something else than it did when it was read. It was left as it is. Import again."
        ));
    }
    put_in_place(fs, path, bytes).map_err(|error| failed(&name, &error))
}

/// Writes a file beside the old one, then changes their places: in one step, or where there is none in two, with the old
/// file put by under a name of its own until the new one stands. At no moment is neither there.
fn put_in_place(fs: &dyn FileSystem, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = with_ending(path, ".new");
    fs.create_new(&beside, bytes)?;
    match fs.exchange(&beside, path) {
        // What stands beside it now is the old file.
        Ok(()) => fs.remove_file(&beside),
        Err(error) if no_such_step(&error) => in_two_steps(fs, path, &beside),
        Err(error) => Err(without(fs, &beside, error)),
    }
}

fn in_two_steps(fs: &dyn FileSystem, path: &Path, beside: &Path) -> io::Result<()> {
    let old = with_ending(path, ".old");
    let Err(error) = fs.rename(path, &old).and_then(|()| fs.rename(beside, path)) else {
        return fs.remove_file(&old);
    };
    let stands = |path: &Path| fs.symlink_metadata(path).is_ok();
    if !stands(path) && fs.rename(&old, path).is_err() {
        let told = format!("{error}. What it held stands in {}: give it its name back", shown(&old));
        return Err(io::Error::new(error.kind(), told));
    }
    Err(without(fs, beside, error))
}

/// The fault, once the new file is taken away again; where it cannot be, the fault says that it is there.
fn without(fs: &dyn FileSystem, beside: &Path, error: io::Error) -> io::Error {
    if fs.remove_file(beside).is_ok() || fs.symlink_metadata(beside).is_err() {
        return error;
    }
    let told = format!("{error}. {} is left over and may be taken away", shown(beside));
    io::Error::new(error.kind(), told)
}

fn refused(message: String) -> Result<(), NotWritten> {
    Err(NotWritten { message, refused: true })
}

fn failed(name: &str, error: &io::Error) -> NotWritten {
    NotWritten { message: format!("{name} could not be written: {error}"), refused: false }
}

fn failed_fault(fault: &Fault) -> NotWritten {
    NotWritten { message: fault.in_short(), refused: false }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]
mod tests {
    use super::{amend_one, write_one};
    use crate::publish::Disk;
    use std::fs;

    #[test]
    fn a_file_is_replaced_only_when_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("results.csv");
        assert_eq!(write_one(&Disk, &path, b"1", false), Ok(()));
        assert_eq!(write_one(&Disk, &path, b"1", false), Ok(()));
        let refusal = write_one(&Disk, &path, b"2", false).unwrap_err();
        assert!(refusal.refused && refusal.to_string().contains("say --force"), "{refusal}");
        assert_eq!(fs::read(&path).unwrap(), b"1");
        assert_eq!(write_one(&Disk, &path, b"2", true), Ok(()));
        assert_eq!(fs::read(&path).unwrap(), b"2");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_or_a_missing_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = write_one(&Disk, folder.path(), b"1", true).unwrap_err();
        assert!(refusal.refused && refusal.to_string().contains("is a folder"), "{refusal}");
        let refusal = write_one(&Disk, &folder.path().join("missing/a.csv"), b"1", false).unwrap_err();
        assert!(refusal.refused && refusal.to_string().contains("does not exist"), "{refusal}");
    }

    #[test]
    fn a_file_is_amended_only_while_it_holds_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        assert!(
            amend_one(&Disk, &path, Some(b"1"), b"12").unwrap_err().to_string().contains("no longer there")
        );
        assert_eq!(amend_one(&Disk, &path, None, b"1"), Ok(()));
        assert_eq!(amend_one(&Disk, &path, Some(b"1"), b"12"), Ok(()));
        assert_eq!(amend_one(&Disk, &path, Some(b"1"), b"12"), Ok(()));
        let refusal = amend_one(&Disk, &path, Some(b"1"), b"13").unwrap_err();
        assert!(refusal.refused && refusal.to_string().contains("something else"), "{refusal}");
        assert_eq!(fs::read(&path).unwrap(), b"12");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_stands_beside_it_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        fs::write(folder.path().join("a.new"), "yours").unwrap();
        assert!(!write_one(&Disk, &path, b"2", true).unwrap_err().refused);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read(folder.path().join("a.new")).unwrap(), b"yours");
    }
}
