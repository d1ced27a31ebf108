//! Takes finished pages into a folder beside the published one, where a failure harms nothing.
//!
//! It never opens a published file for writing: a page that did not change is given a second name instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::catalogue::admit;
use super::fault::Told as _;
use super::growing::Growing;
use super::lock::{self, Lock};
use super::manifest::Record;
use super::places::{MARK_TEXT, Places, look};
use super::refuse::{self, Standing};
use super::retire::Kept;
use super::swap::{clear_leftover, recover};
use super::{Fault, FileSystem, Pieces, Shelf, SitePath};

/// A site being written, not yet published. Dropped before [`Staging::finish`] it leaves no trace.
pub struct Staging<'a> {
    pub(super) fs: &'a dyn FileSystem,
    pub(super) places: Places,
    /// What is published now.
    pub(super) standing: Option<Standing>,
    pub(super) catalogue: Mutex<BTreeMap<SitePath, Record>>,
    pub(super) written: AtomicUsize,
    pub(super) taken_over: AtomicUsize,
    pub(super) kept: Kept,
    folders: Mutex<BTreeSet<String>>,
    // Fields are dropped in order: the lock last, when the staging folder is gone.
    pub(super) lock: Lock<'a>,
}

/// Checks that a site may be published at `out`, takes the lock, puts right what a killed build left, and
/// opens a staging folder beside `out`.
///
/// `inputs` are the files and folders the site is made from; `forbidden` are folders never to be replaced,
/// such as the home folder; `owner` is the number of the running program in decimal digits.
///
/// # Errors
/// [`Fault::Refused`] when `out` is not safe to replace, another build runs, or a name beside `out` is taken
/// by something that is not ours; [`Fault::Io`] when the disk fails. Nothing published was changed.
pub fn begin<'a>(
    fs: &'a dyn FileSystem,
    out: &Path,
    inputs: &[PathBuf],
    forbidden: &[PathBuf],
    owner: &str,
) -> Result<Staging<'a>, Fault> {
    let places = refuse::place(fs, out, inputs, forbidden)?;
    let lock = lock::take(fs, &places.lock, owner)?;
    let mut kept = Kept::new(&places);
    recover(fs, &places, &mut kept)?;
    // What went into the site is moved along with it, and named, when this build is swapped in.
    kept.moved.retain(|path| !path.starts_with(&places.out));
    let standing = refuse::standing(fs, &places.out)?;
    clear_leftover(fs, &places)?;
    fs.create_dir(&places.staging).told("make the folder", &places.staging)?;
    let staging = Staging {
        fs,
        places,
        standing,
        catalogue: Mutex::default(),
        written: AtomicUsize::new(0),
        taken_over: AtomicUsize::new(0),
        kept,
        folders: Mutex::default(),
        lock,
    };
    let mark = &staging.places.mark;
    fs.create_new(mark, MARK_TEXT.as_bytes()).told("write the file", mark)?;
    Ok(staging)
}

impl Shelf for Staging<'_> {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Fault> {
        let record = Record::of(bytes);
        // Listed before it is written: if the writing fails and the caller goes on, reading back finds it missing.
        admit(&mut self.catalogue.lock().unwrap_or_else(PoisonError::into_inner), path, record.clone())?;
        self.make_folders(path)?;
        let place = self.places.staging.join(path.as_str());
        if self.take_over(path, bytes, &record, &place) {
            self.taken_over.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        self.fs.create_new(&place, bytes).told(&format!("write a page of {} bytes", bytes.len()), &place)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn open<'s>(&'s self, path: &SitePath) -> Result<Box<dyn Pieces + 's>, Fault> {
        Ok(Box::new(Growing::new(self, path)))
    }
}

impl Staging<'_> {
    /// Gives the published file a second name in the staging folder, if it is the same to the last byte now.
    /// Any trouble only means that the page is written anew.
    fn take_over(&self, path: &SitePath, bytes: &[u8], record: &Record, place: &Path) -> bool {
        if self.standing.as_ref().and_then(|standing| standing.manifest.get(path.as_str())) != Some(record) {
            return false;
        }
        let published = self.places.out.join(path.as_str());
        // The manifest says what was written; somebody may have edited the page since.
        let plain = self
            .fs
            .symlink_metadata(&published)
            .is_ok_and(|seen| seen.is_file() && seen.len() == record.bytes);
        plain
            && self.fs.read(&published).is_ok_and(|content| content == bytes)
            && self.fs.hard_link(&published, place).is_ok()
    }

    pub(super) fn make_folders(&self, path: &SitePath) -> Result<(), Fault> {
        for folder in path.folders() {
            if self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder) {
                continue;
            }
            let place = self.places.staging.join(folder);
            // The set is not locked meanwhile, so that threads do not wait for the disk; another may be quicker.
            if let Err(error) = self.fs.create_dir(&place)
                && !look(self.fs, &place)?.is_some_and(|seen| seen.is_dir())
            {
                return Err(error).told("make the folder", &place);
            }
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        Ok(())
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // By the same rule as for a killed build: only with its mark inside, and no journal beside it, is the folder
        // ours alone. If the lock was lost, even that may be another build's. Best effort: the next build does it.
        if self.lock.still_ours().is_ok() {
            let _ = clear_leftover(self.fs, &self.places);
        }
    }
}

impl fmt::Debug for Staging<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Staging").field("places", &self.places).finish_non_exhaustive()
    }
}
