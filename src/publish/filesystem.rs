//! The only door to the disk: every file operation of the publisher, so that tests can make each one fail.
//!
//! No operation here replaces a file or hides an error. It decides nothing: what may be removed or moved is
//! decided by its callers.

#![expect(clippy::disallowed_methods, reason = "the one place of this module that touches the disk")]

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::digest::Digesting;

/// The file operations the publisher needs.
pub trait FileSystem: Sync {
    /// Makes one folder, which must not exist.
    ///
    /// # Errors
    /// What the system says; `AlreadyExists` when anything has that name.
    fn create_dir(&self, path: &Path) -> io::Result<()>;

    /// Makes a file, which must not exist, and writes all of `bytes` to it.
    ///
    /// # Errors
    /// What the system says; `AlreadyExists` when anything has that name. A file cut short is removed again
    /// if the system lets us.
    fn create_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes more to the end of a file that we made.
    ///
    /// # Errors
    /// What the system says.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Makes all that was written below `folder` last through a power cut.
    ///
    /// # Errors
    /// What the system says, including write errors it had put off until now.
    fn sync_file_system(&self, folder: &Path) -> io::Result<()>;

    /// Makes the names in `folder` last through a power cut.
    ///
    /// # Errors
    /// What the system says.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Gives a file or folder another name. Never replaces anything.
    ///
    /// # Errors
    /// What the system says; `AlreadyExists` when anything has the new name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Swaps two names in one step.
    ///
    /// # Errors
    /// What the system says; `Unsupported` or `InvalidInput` where there is no such step.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Gives the file `from` the second name `to`, which must not exist.
    ///
    /// # Errors
    /// What the system says.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes one file or link.
    ///
    /// # Errors
    /// What the system says.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes one empty folder; the system itself refuses one that is not empty.
    ///
    /// # Errors
    /// What the system says.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;

    /// Reads a whole file.
    ///
    /// # Errors
    /// What the system says; on Linux also when the path is a link.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Reads a whole file piece by piece, for its length and its SHA-256 alone.
    ///
    /// # Errors
    /// Those of [`FileSystem::read`].
    fn digest(&self, path: &Path) -> io::Result<(u64, [u8; 32])>;

    /// Looks at a file, folder or link itself.
    ///
    /// # Errors
    /// What the system says; `NotFound` when nothing has that name.
    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// What the system says.
    fn read_dir(&self, path: &Path) -> io::Result<Vec<OsString>>;

    /// The real path of something that exists, all links followed.
    ///
    /// # Errors
    /// What the system says.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Takes the system's own lock on a file for as long as the answer lives; the system drops it when the
    /// program ends, however it ends. `None`: another holds it, or `path` was replaced while we took it.
    ///
    /// # Errors
    /// What the system says; `Unsupported` where the file system has no such locks.
    fn hold(&self, path: &Path) -> io::Result<Option<File>>;
}

/// The real file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    // `File` drops what the system says on closing; a write error that comes so late is reported by the sync.
    fn create_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        let written = file.write_all(bytes);
        if written.is_err() {
            drop(file);
            // Best effort: the write error is what matters to the caller, and the file is surely ours.
            let _ = fs::remove_file(path);
        }
        written
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().append(true).open(path)?.write_all(bytes)
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            match rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from) {
                Err(error) if no_such_step(&error) => {}
                settled => return settled,
            }
        }
        sync_each(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        sync_names(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        rename_without_replacing(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        exchange_names(one, other)
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut file = open_itself(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn digest(&self, path: &Path) -> io::Result<(u64, [u8; 32])> {
        let mut file = open_itself(path)?;
        let (mut digesting, mut bytes) = (Digesting::default(), 0);
        let mut piece = vec![0; 1 << 16];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok((bytes, digesting.digest())),
                Ok(read) => {
                    digesting.add(piece.get(..read).unwrap_or_default());
                    bytes += read as u64;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::symlink_metadata(path)
    }

    fn read_dir(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let mut names =
            fs::read_dir(path)?.map(|found| Ok(found?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Between our opening and locking it, the holder may have ended and another begun with a new file.
        let still_there = fs::symlink_metadata(path)
            .is_ok_and(|now| file.metadata().is_ok_and(|ours| same_file(&now, &ours) != Some(false)));
        Ok(still_there.then_some(file))
    }
}

/// Whether two looks were at the same file or folder; `None` where the system does not tell.
pub(super) fn same_file(one: &Metadata, other: &Metadata) -> Option<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some(one.dev() == other.dev() && one.ino() == other.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        None
    }
}

#[cfg(target_os = "linux")]
fn open_itself(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // NONBLOCK: opening a pipe somebody put there must not hang the build.
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(target_os = "linux"))]
fn open_itself(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Syncs each file by itself, where there is no call for the whole file system: slower, as safe.
fn sync_each(folder: &Path) -> io::Result<()> {
    for found in fs::read_dir(folder)? {
        let found = found?;
        if found.file_type()?.is_dir() {
            sync_each(&found.path())?;
        } else {
            // Windows syncs only a file opened for writing; nothing is written.
            OpenOptions::new().read(true).write(true).open(found.path())?.sync_all()?;
        }
    }
    sync_names(folder)
}

fn sync_names(folder: &Path) -> io::Result<()> {
    // Windows has no such call, nor have some network disks; there the disk's own journal must do.
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if no_such_step(&error) => Ok(()),
        settled => settled,
    }
}

#[cfg(target_os = "linux")]
fn exchange_names(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange_names(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
            Err(error) if no_such_step(&error) => {}
            settled => return settled,
        }
    }
    // The look comes an instant before the rename; only a program acting on purpose could come between.
    match fs::symlink_metadata(to) {
        Ok(_) => Err(ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Whether the system said that it has no such operation (ENOSYS, ENOTSUP, EINVAL).
pub(super) fn no_such_step(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::{Disk, FileSystem, no_such_step};
    use std::fs;
    use std::io::{self, ErrorKind};

    #[test]
    fn a_rename_never_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "1").unwrap();
        fs::write(&two, "2").unwrap();
        assert_eq!(Disk.rename(&one, &two).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!((fs::read(&one).unwrap(), fs::read(&two).unwrap()), (b"1".to_vec(), b"2".to_vec()));
        let empty = folder.path().join("empty");
        fs::create_dir(&empty).unwrap();
        fs::create_dir(folder.path().join("full")).unwrap();
        assert_eq!(
            Disk.rename(&folder.path().join("full"), &empty).unwrap_err().kind(),
            ErrorKind::AlreadyExists
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn links_are_not_read_through() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), "s").unwrap();
        std::os::unix::fs::symlink("secret", folder.path().join("link")).unwrap();
        assert!(Disk.read(&folder.path().join("link")).is_err());
        assert_eq!(Disk.read(&folder.path().join("secret")).unwrap(), b"s");
    }

    #[test]
    fn both_ways_to_sync_take_a_whole_tree() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/b/c"), "c").unwrap();
        Disk.sync_file_system(folder.path()).unwrap();
        super::sync_each(folder.path()).unwrap();
        Disk.sync_folder(folder.path()).unwrap();
        assert!(Disk.sync_folder(&folder.path().join("missing")).is_err());
    }

    #[test]
    fn a_held_file_cannot_be_held_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        fs::write(&path, "").unwrap();
        let first = Disk.hold(&path).unwrap();
        assert!(first.is_some());
        assert!(Disk.hold(&path).unwrap().is_none());
        drop(first);
        assert!(Disk.hold(&path).unwrap().is_some());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_an_old_kernel_or_strange_disk_says_counts_as_no_such_step() {
        for errno in [22, 38, 95] {
            assert!(no_such_step(&io::Error::from_raw_os_error(errno)), "{errno}");
        }
        for errno in [5, 13, 17, 18, 28] {
            assert!(!no_such_step(&io::Error::from_raw_os_error(errno)), "{errno}");
        }
    }
}
