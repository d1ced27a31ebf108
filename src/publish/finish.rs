//! Turns a staged site into the published one: list, sync, read back, swap, clear away.
//!
//! Up to the swap any trouble is a [`Fault`] and the last site stands. After it the site is published, so
//! trouble in clearing away the old one is only told.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::thread;

use crate::progress::{Stage, Watch};

use super::fault::{Told as _, shown};
use super::filesystem::same_file;
use super::manifest::{Manifest, Record};
use super::places::look;
use super::swap::{Stopped, halfway, settle, swap};
use super::{Fault, FileSystem, MANIFEST, SitePath, Staging};
use crate::threads;

/// Below this number of files for each, more threads do not pay.
const FILES_FOR_A_THREAD: usize = 256;
const MOST_THREADS: usize = 8;

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Pages of the site.
    pub pages: usize,
    /// Files of the site, its manifest not counted.
    pub files: usize,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// Files that were written.
    pub written: usize,
    /// Files taken over from the site published before, as they had not changed.
    pub taken_over: usize,
    /// Where each file or folder in the output folder that homeround did not write, or that was edited since,
    /// is now. To be shown.
    pub kept: Vec<PathBuf>,
    /// Set when the old site could not be cleared away: a message to be shown. The new one is published.
    pub untidied: Option<String>,
}

impl Staging<'_> {
    /// Publishes what was put, in the place of what was published before.
    ///
    /// # Errors
    /// [`Fault::Io`] when the disk fails, [`Fault::Damaged`] when a file reads back otherwise than written,
    /// [`Fault::Refused`] when the output folder or the lock was changed meanwhile: the last site stands.
    /// [`Fault::Halfway`] when it stands beside its place, until the next build.
    pub fn finish(mut self, watch: &dyn Watch) -> Result<Published, Fault> {
        let manifest = self.manifest();
        watch.begin(Stage::Checking, manifest.files.len());
        self.seal(&manifest, watch)?;
        watch.begin(Stage::Placing, 0);
        self.lock.still_ours()?;
        self.nothing_moved()?;
        self.commit()?;
        let cleared = settle(self.fs, &self.places, &mut self.kept);
        Ok(Published {
            pages: manifest.pages(),
            files: manifest.files.len(),
            bytes: manifest.bytes(),
            written: *self.written.get_mut(),
            taken_over: *self.taken_over.get_mut(),
            kept: std::mem::take(&mut self.kept.moved),
            untidied: cleared.err().map(|fault| {
                format!(
                    "The new site is published, but the old one could not be cleared away: {}. Do not delete {}, as it \
                     may hold files of yours; the next build clears it away.",
                    fault.in_short(),
                    shown(&self.places.staging)
                )
            }),
        })
    }

    /// Writes the manifest, makes all last through a power cut, and reads every file back.
    fn seal(&self, manifest: &Manifest, watch: &dyn Watch) -> Result<(), Fault> {
        let staging = &self.places.staging;
        let list = staging.join(MANIFEST);
        let text = manifest.to_json();
        self.fs.create_new(&list, &text).told("write the list of published files", &list)?;
        self.fs.sync_file_system(staging).told("make sure that all is on the disk", staging)?;
        if self.fs.read(&list).told("read back the list of published files", &list)? != text {
            return Err(Fault::Damaged { path: list, why: "its content differs".to_owned() });
        }
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read_back(self.fs, staging, manifest, &read, watch)
    }

    /// Refuses when the output folder is not the one that was looked at when the build began.
    fn nothing_moved(&self) -> Result<(), Fault> {
        let same = match (&self.standing, look(self.fs, &self.places.out)?) {
            (None, None) => true,
            (Some(then), Some(now)) => now.is_dir() && same_file(&then.folder, &now) != Some(false),
            _ => false,
        };
        if same {
            return Ok(());
        }
        Err(Fault::Refused(format!(
            "The output folder {} was made, removed or replaced by something else while the site was being built. \
             Nothing was published. Make sure that nothing else writes there and build again.",
            shown(&self.places.out)
        )))
    }

    /// Swaps the staged site in. On an error the last site is in its place again.
    fn commit(&mut self) -> Result<(), Fault> {
        let staged = look(self.fs, &self.places.staging)?;
        // One step: until here the folder has its mark and may be thrown away, from here on it never is.
        self.fs
            .rename(&self.places.mark, &self.places.journal)
            .told("write the file", &self.places.journal)?;
        let Err(stopped) = self.swap_for_good() else { return Ok(()) };
        if self.is_published(staged.as_ref()) {
            return Ok(());
        }
        let taken_back = settle(self.fs, &self.places, &mut self.kept);
        if stopped.out_moved && taken_back.is_err() {
            return Err(halfway(&self.places, stopped.source));
        }
        Err(stopped.source).told("put the new site in its place", &self.places.out)
    }

    fn swap_for_good(&self) -> Result<(), Stopped> {
        // The mark must be gone from the folder, and be the journal, before the swap can be.
        self.fs.sync_folder(&self.places.staging)?;
        self.fs.sync_folder(&self.places.parent)?;
        swap(self.fs, &self.places, self.standing.is_some())
    }

    /// Whether the staged folder is at `out` now, whatever the system said: a network disk may do a thing and
    /// then report that it failed.
    fn is_published(&self, staged: Option<&Metadata>) -> bool {
        let now = self.fs.symlink_metadata(&self.places.out);
        matches!((staged, now), (Some(staged), Ok(now)) if same_file(staged, &now) == Some(true))
    }
}

/// Compares every file, written or taken over, with what was put, but for those that were read already.
pub(super) fn read_back(
    fs: &dyn FileSystem,
    folder: &Path,
    manifest: &Manifest,
    read: &BTreeSet<SitePath>,
    watch: &dyn Watch,
) -> Result<(), Fault> {
    let files: Vec<_> = manifest.files.iter().filter(|(path, _)| !read.contains(*path)).collect();
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let share = files.len().div_ceil(threads).max(FILES_FOR_A_THREAD);
    thread::scope(|scope| {
        let shares = files
            .chunks(share)
            .map(|share| threads::begin(scope, move || read_back_share(fs, folder, share, watch)));
        // All are started before the first is waited for; the first fault in order of path is the one told.
        let running: Vec<_> = shares.collect();
        running.into_iter().try_for_each(threads::Running::end)
    })
}

fn read_back_share(
    fs: &dyn FileSystem,
    folder: &Path,
    share: &[(&SitePath, &Record)],
    watch: &dyn Watch,
) -> Result<(), Fault> {
    for (path, record) in share {
        let place = folder.join(path.as_str());
        let (bytes, digest) = fs.digest(&place).told("read back a page", &place)?;
        if Record::new(bytes, digest) != **record {
            let why = if bytes == record.bytes {
                "its content differs".to_owned()
            } else {
                format!("it has {bytes} bytes instead of {}", record.bytes)
            };
            return Err(Fault::Damaged { path: place, why });
        }
        watch.step();
    }
    Ok(())
}
