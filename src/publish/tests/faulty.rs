//! A disk that fails when told to, counts what it was asked, and does not wait for real syncs.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::publish::{Disk, FileSystem};

/// How the operation with the chosen number fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It is not done, but for half a file that may be left; all later operations work.
    Once,
    /// It is done, and said to have failed.
    DoneButDenied,
    /// It and all later ones fail: a dead disk, or a killed program.
    FromThenOn,
}

/// A disk on which operation number `at` (from 0) fails in the given manner with the given error.
pub(super) struct Faulty {
    at: usize,
    manner: Manner,
    errno: i32,
    no_exchange: Option<i32>,
    refused: Option<String>,
    refused_after: Option<String>,
    meanwhile: Option<(String, Box<dyn Fn() + Sync>)>,
    count: AtomicUsize,
    log: Mutex<Vec<String>>,
}

impl Faulty {
    pub(super) fn new(at: usize, manner: Manner, errno: i32) -> Faulty {
        Faulty {
            at,
            manner,
            errno,
            no_exchange: None,
            refused: None,
            refused_after: None,
            meanwhile: None,
            count: AtomicUsize::new(0),
            log: Mutex::default(),
        }
    }

    /// A disk that works.
    pub(super) fn never() -> Faulty {
        Faulty::new(usize::MAX, Manner::Once, 5)
    }

    /// Without the swap in one step, which is answered with this error.
    pub(super) fn without_exchange(mut self, errno: Option<i32>) -> Faulty {
        self.no_exchange = errno;
        self
    }

    /// Where one operation on one name, as the log writes it, always fails, and all else works.
    pub(super) fn refusing(line: &str) -> Faulty {
        Faulty { refused: Some(line.to_owned()), ..Faulty::new(usize::MAX, Manner::Once, 13) }
    }

    /// Where one operation on one name fails, but only after another was done.
    pub(super) fn failing_after(self, first: &str, line: &str) -> Faulty {
        Faulty { refused: Some(line.to_owned()), refused_after: Some(first.to_owned()), errno: 13, ..self }
    }

    /// Something that another program does just before an operation, as the log writes it.
    pub(super) fn meanwhile(line: &str, act: impl Fn() + Sync + 'static) -> Faulty {
        Faulty { meanwhile: Some((line.to_owned(), Box::new(act))), ..Faulty::never() }
    }

    /// How many operations there were.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// The operations, each with the last part of its path.
    pub(super) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    fn run<T>(&self, name: &str, path: &Path, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.run_or(name, path, act, || ())
    }

    fn run_or<T>(
        &self,
        name: &str,
        path: &Path,
        act: impl FnOnce() -> io::Result<T>,
        half: impl FnOnce(),
    ) -> io::Result<T> {
        let last = path.file_name().unwrap_or_default().to_string_lossy();
        let line = format!("{name} {last}");
        if let Some((_, act)) = self.meanwhile.as_ref().filter(|(at, _)| *at == line) {
            act();
        }
        let mut log = self.log.lock().unwrap();
        let due = self.refused_after.as_ref().is_none_or(|first| log.contains(first));
        let refused = due && self.refused.as_ref() == Some(&line);
        log.push(line);
        drop(log);
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let failure = Err(io::Error::from_raw_os_error(self.errno));
        if refused {
            return failure;
        }
        match self.manner {
            Manner::Once | Manner::FromThenOn if number == self.at => {
                half();
                failure
            }
            Manner::FromThenOn if number > self.at => failure,
            Manner::DoneButDenied if number == self.at => {
                act()?;
                failure
            }
            _ => act(),
        }
    }
}

impl FileSystem for Faulty {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.run("create_dir", path, || Disk.create_dir(path))
    }

    fn create_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || {
            let _ = Disk.create_new(path, &bytes[..bytes.len() / 2]);
        };
        self.run_or("create_new", path, || Disk.create_new(path, bytes), half)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || {
            let _ = Disk.append(path, &bytes[..bytes.len() / 2]);
        };
        self.run_or("append", path, || Disk.append(path, bytes), half)
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        self.run("sync_file_system", folder, || Ok(()))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.run("sync_folder", folder, || Ok(()))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.run("rename", from, || Disk.rename(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.run("exchange", one, || match self.no_exchange {
            Some(errno) => Err(io::Error::from_raw_os_error(errno)),
            None => Disk.exchange(one, other),
        })
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.run("hard_link", from, || Disk.hard_link(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.run("remove_file", path, || Disk.remove_file(path))
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.run("remove_dir", path, || Disk.remove_dir(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.run("read", path, || Disk.read(path))
    }

    fn digest(&self, path: &Path) -> io::Result<(u64, [u8; 32])> {
        self.run("read", path, || Disk.digest(path))
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.run("symlink_metadata", path, || Disk.symlink_metadata(path))
    }

    fn read_dir(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.run("read_dir", path, || Disk.read_dir(path))
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.run("canonicalize", path, || Disk.canonicalize(path))
    }

    fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        self.run("hold", path, || Disk.hold(path))
    }
}
