//! Takes finished pages into a folder beside the published one, where a failure harms nothing.
//!
//! It never opens a published file for writing: a page that did not change is given a second name instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::catalogue::admit;
use super::fault::Told as _;
use super::growing::Growing;
use super::lock::{self, Lock};
use super::manifest::{Manifest, Record};
use super::places::{MARK_TEXT, Places, look};
use super::refuse::{self, Standing};
use super::retire::Kept;
use super::swap::{clear_leftover, recover};
use super::{Fault, FileSystem, Pieces, Shelf, SitePath};
use crate::digest::Digest;

/// A site being written, not yet published. Dropped before [`Staging::finish`] it leaves no trace.
pub struct Staging<'a> {
    pub(super) fs: &'a dyn FileSystem,
    pub(super) places: Places,
    /// What is published now.
    pub(super) standing: Option<Standing>,
    pub(super) catalogue: Mutex<BTreeMap<SitePath, Record>>,
    /// What files were made from, where that was told.
    pub(super) origins: Mutex<BTreeMap<SitePath, Digest>>,
    /// Files that were read when they were taken over, so that they need not be read back.
    pub(super) read: Mutex<BTreeSet<SitePath>>,
    made_from: Option<Digest>,
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
        origins: Mutex::default(),
        read: Mutex::default(),
        made_from: None,
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
        admit(&mut locked(&self.catalogue), path, record.clone())?;
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

    fn keep(&self, path: &SitePath, from: &Digest) -> Result<bool, Fault> {
        let Some(manifest) = self.standing.as_ref().map(|standing| &standing.manifest) else {
            return Ok(false);
        };
        let Some(record) = manifest.get(path.as_str()).filter(|_| manifest.origins.get(path) == Some(from))
        else {
            return Ok(false);
        };
        let published = self.places.out.join(path.as_str());
        // The manifest says what was written; somebody may have edited the page since.
        let plain = self.fs.symlink_metadata(&published).is_ok_and(|seen| seen.is_file());
        let as_written = |(bytes, digest)| Record::new(bytes, digest) == *record;
        if !plain || !self.fs.digest(&published).is_ok_and(as_written) {
            return Ok(false);
        }
        self.make_folders(path)?;
        if self.fs.hard_link(&published, &self.places.staging.join(path.as_str())).is_err() {
            return Ok(false);
        }
        admit(&mut locked(&self.catalogue), path, record.clone())?;
        self.come_from(path, from);
        locked(&self.read).insert(path.clone());
        self.taken_over.fetch_add(1, Ordering::Relaxed);
        Ok(true)
    }

    fn come_from(&self, path: &SitePath, from: &Digest) {
        locked(&self.origins).insert(path.clone(), *from);
    }
}

/// What is behind a lock. A thread that panicked while it held one of ours cannot have left it half changed.
fn locked<T>(behind: &Mutex<T>) -> MutexGuard<'_, T> {
    behind.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Staging<'_> {
    /// Keeps with the site what it is made from as a whole, so that [`unchanged`](super::unchanged) knows it again.
    pub fn is_made_from(&mut self, all: Digest) {
        self.made_from = Some(all);
    }

    /// The list of what was put.
    pub(super) fn manifest(&mut self) -> Manifest {
        Manifest {
            files: std::mem::take(self.catalogue.get_mut().unwrap_or_else(PoisonError::into_inner)),
            origins: std::mem::take(self.origins.get_mut().unwrap_or_else(PoisonError::into_inner)),
            made_from: self.made_from,
        }
    }

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
            if locked(&self.folders).contains(folder) {
                continue;
            }
            let place = self.places.staging.join(folder);
            // The set is not locked meanwhile, so that threads do not wait for the disk; another may be quicker.
            if let Err(error) = self.fs.create_dir(&place)
                && !look(self.fs, &place)?.is_some_and(|seen| seen.is_dir())
            {
                return Err(error).told("make the folder", &place);
            }
            locked(&self.folders).insert(folder.to_owned());
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
