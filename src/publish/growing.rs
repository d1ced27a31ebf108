//! Takes one file into the staging folder piece by piece, so that it is never held whole.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use crate::digest::Digesting;

use super::catalogue::admit;
use super::fault::Told as _;
use super::manifest::Record;
use super::places::with_ending;
use super::{Fault, Pieces, Shelf as _, SitePath, Staging};

/// A file that is shorter than this when it ends is put as any other. Tests, which fail each operation in turn, make do
/// with less.
const LONG: usize = if cfg!(test) { 2_000 } else { 2 << 20 };

/// A file that grows in the staging folder.
pub(super) struct Growing<'s, 'a> {
    staging: &'s Staging<'a>,
    path: SitePath,
    place: PathBuf,
    /// What was added and is not yet written.
    waiting: Vec<u8>,
    digesting: Digesting,
    /// How much of it is written; nothing before the file is made.
    written: Option<u64>,
}

impl<'s, 'a> Growing<'s, 'a> {
    pub(super) fn new(staging: &'s Staging<'a>, path: &SitePath) -> Growing<'s, 'a> {
        Growing {
            staging,
            path: path.clone(),
            place: staging.places.staging.join(path.as_str()),
            waiting: Vec::new(),
            digesting: Digesting::default(),
            written: None,
        }
    }

    fn write(&mut self) -> Result<(), Fault> {
        let fs = self.staging.fs;
        let what = "write a long file";
        match self.written {
            None => {
                // Listed before it is written, as a file nobody could have written: if the writing fails and the caller
                // goes on, reading back finds that it is not the one.
                self.list(Record::of_none())?;
                self.staging.make_folders(&self.path)?;
                fs.create_new(&self.place, &self.waiting).told(what, &self.place)?;
            }
            Some(_) => fs.append(&self.place, &self.waiting).told(what, &self.place)?,
        }
        self.digesting.add(&self.waiting);
        self.written = Some(self.written.unwrap_or(0) + self.waiting.len() as u64);
        self.waiting.clear();
        Ok(())
    }

    fn list(&self, record: Record) -> Result<(), Fault> {
        let mut catalogue = self.staging.catalogue.lock().unwrap_or_else(PoisonError::into_inner);
        admit(&mut catalogue, &self.path, record)
    }

    /// Gives the published file its second name here in the place of the one that was written, if they are the same to
    /// the last byte. Trouble on the way leaves the one that was written.
    fn take_over(&self, record: &Record) -> Result<bool, Fault> {
        let staging = self.staging;
        let listed = staging.standing.as_ref().and_then(|standing| standing.manifest.get(self.path.as_str()));
        let published = staging.places.out.join(self.path.as_str());
        let plain = |seen: std::fs::Metadata| seen.is_file() && seen.len() == record.bytes;
        let same = listed == Some(record)
            && staging.fs.symlink_metadata(&published).is_ok_and(plain)
            && staging
                .fs
                .digest(&published)
                .is_ok_and(|(bytes, digest)| Record::new(bytes, digest) == *record);
        let beside = with_ending(&self.place, ".same");
        if !same || staging.fs.hard_link(&published, &beside).is_err() {
            return Ok(false);
        }
        staging.fs.remove_file(&self.place).told("remove the file", &self.place)?;
        staging.fs.rename(&beside, &self.place).told("rename the file", &beside)?;
        Ok(true)
    }
}

impl Pieces for Growing<'_, '_> {
    fn add(&mut self, piece: &[u8]) -> Result<(), Fault> {
        self.waiting.extend_from_slice(piece);
        if self.waiting.len() >= LONG { self.write() } else { Ok(()) }
    }

    fn close(mut self: Box<Self>) -> Result<(), Fault> {
        if self.written.is_none() {
            return self.staging.put(&self.path, &self.waiting);
        }
        self.write()?;
        let record = Record::new(self.written.unwrap_or(0), self.digesting.clone().digest());
        let count = if self.take_over(&record)? { &self.staging.taken_over } else { &self.staging.written };
        count.fetch_add(1, Ordering::Relaxed);
        let mut catalogue = self.staging.catalogue.lock().unwrap_or_else(PoisonError::into_inner);
        catalogue.insert(self.path.clone(), record);
        Ok(())
    }
}
