//! Lets one build at a time work on an output folder, and takes over the lock of one that was killed.
//!
//! The lock file holds the number of the running program, for people and for the check whether it still
//! runs. The system's own lock on that file closes the gaps which numbers leave: two builds that find the
//! same dead one, and builds in separate containers that cannot see each other's numbers.
//! It does not guard against builds on two machines where a network disk has no such locks.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::fault::{Told as _, shown};
use super::places::look;
use super::{Fault, FileSystem};

/// How often the system's lock is asked for: together about as long as another build needs for its look.
const TRIES: usize = 500;
const OPENING: &str = "homeround build, process ";

/// The right to work on one output folder; given back when dropped.
pub(super) struct Lock<'a> {
    fs: &'a dyn FileSystem,
    path: PathBuf,
    text: String,
    _held: Option<File>,
}

/// Takes the lock for the program with the number `owner` (decimal digits).
pub(super) fn take<'a>(fs: &'a dyn FileSystem, path: &Path, owner: &str) -> Result<Lock<'a>, Fault> {
    let text = format!("{OPENING}{owner}\n");
    // Held until the new lock is ours, so that no second build can take over the same dead one.
    let mut dead = Dead::Gone;
    if let Err(error) = fs.create_new(path, text.as_bytes()) {
        if error.kind() != ErrorKind::AlreadyExists {
            return Err(error).told("write the lock file", path);
        }
        dead = dead_owner(fs, path)?;
        // What has that name once the dead one is gone is the lock of somebody who lives.
        let removed = if matches!(dead, Dead::Gone) { Ok(()) } else { fs.remove_file(path) };
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).told("remove the old lock file", path);
            }
            _ => {}
        }
        match fs.create_new(path, text.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(just_begun(path)),
            made => made.told("write the lock file", path)?,
        }
    }
    let held = match hold(fs, path, &text) {
        Ok(Some(file)) => Some(file),
        Ok(None) => return Err(just_begun(path)),
        Err(error) if error.kind() == ErrorKind::Unsupported => None,
        Err(error) => {
            // Best effort: a lock left behind is taken over by the next build.
            let _ = fs.remove_file(path);
            return Err(error).told("hold the lock file", path);
        }
    };
    drop(dead);
    Ok(Lock { fs, path: path.to_owned(), text, _held: held })
}

/// Takes the system's lock on our own file. A build that begins at the same moment may have it for an instant, to see
/// whose it is, and gives way; without a few tries both would.
fn hold(fs: &dyn FileSystem, path: &Path, text: &str) -> io::Result<Option<File>> {
    for _ in 0..TRIES {
        let held = unless_gone(fs.hold(path))?.flatten();
        let ours = unless_gone(fs.read(path))?.is_some_and(|now| now == text.as_bytes());
        if !ours {
            return Ok(None);
        }
        if held.is_some() {
            return Ok(held);
        }
        std::thread::yield_now();
    }
    Ok(None)
}

/// What the system says of a file, and nothing where the file is gone.
fn unless_gone<T>(said: io::Result<T>) -> io::Result<Option<T>> {
    match said {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        said => said.map(Some),
    }
}

impl Lock<'_> {
    /// Refuses when the lock file was removed or replaced since it was taken.
    pub(super) fn still_ours(&self) -> Result<(), Fault> {
        match self.fs.read(&self.path) {
            Ok(text) if text == self.text.as_bytes() => Ok(()),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).told("read the lock file", &self.path)
            }
            _ => Err(Fault::Refused(format!(
                "The lock file {} was removed or replaced while the site was being built, so another build may be \
                 writing to the same place. Nothing was published. Build again when no other build is running.",
                shown(&self.path)
            ))),
        }
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        if self.fs.read(&self.path).is_ok_and(|text| text == self.text.as_bytes()) {
            // Best effort: a lock left behind is taken over by the next build.
            let _ = self.fs.remove_file(&self.path);
        }
    }
}

/// A lock whose owner is dead.
enum Dead {
    /// Its file is gone: somebody else took it over, or its owner ended just now.
    Gone,
    /// Its file is there, and the system's lock on it is ours, where the disk has such locks.
    There { _held: Option<File> },
}

/// Makes sure that nobody owns the lock at `path`.
fn dead_owner(fs: &dyn FileSystem, path: &Path) -> Result<Dead, Fault> {
    let read = || match fs.read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).told("read the lock file", path),
    };
    let Some(text) = read()? else { return Ok(Dead::Gone) };
    match owner_in(&text) {
        Owner::Stranger => {
            return Err(Fault::Refused(format!(
                "The file {} is in the way: homeround needs that name for its lock and did not write it. Nothing was \
                 changed. Move the file, or choose another folder with --out.",
                shown(path)
            )));
        }
        Owner::Number(number) if runs(fs, &number) => return Err(running(path, &number)),
        Owner::Number(_) | Owner::CutShort => {}
    }
    let held = match fs.hold(path) {
        Ok(Some(file)) => Some(file),
        Ok(None) => return Err(just_begun(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Dead::Gone),
        Err(error) if error.kind() == ErrorKind::Unsupported => None,
        Err(error) => return Err(error).told("hold the lock file", path),
    };
    // Read again under the system's lock: another build may have taken it over between our first look and now.
    match read()? {
        Some(now) if now != text => Err(just_begun(path)),
        Some(_) => Ok(Dead::There { _held: held }),
        None => Ok(Dead::Gone),
    }
}

enum Owner {
    Number(String),
    /// The build was killed in the instant between making the file and writing it.
    CutShort,
    Stranger,
}

fn owner_in(text: &[u8]) -> Owner {
    let Ok(text) = str::from_utf8(text) else { return Owner::Stranger };
    let digits = |number: &str| number.bytes().all(|c| c.is_ascii_digit());
    match (text.strip_prefix(OPENING), text.strip_suffix('\n')) {
        (Some(_), Some(line)) => match line.strip_prefix(OPENING) {
            Some(number) if !number.is_empty() && digits(number) => Owner::Number(number.to_owned()),
            _ => Owner::Stranger,
        },
        (Some(number), None) if digits(number) => Owner::CutShort,
        (None, None) if OPENING.starts_with(text) => Owner::CutShort,
        _ => Owner::Stranger,
    }
}

/// Whether a program with this number runs; where the system does not tell, it is taken to run.
fn runs(fs: &dyn FileSystem, number: &str) -> bool {
    let absent = matches!(look(fs, &Path::new("/proc").join(number)), Ok(None));
    let told = matches!(look(fs, Path::new("/proc/self")), Ok(Some(_)));
    !(absent && told)
}

fn running(path: &Path, number: &str) -> Fault {
    Fault::Refused(format!(
        "Another build is writing to the same folder (process {number}, lock file {}). Nothing was changed. Wait until \
         it has ended and build again. If no build is running, delete that lock file and build again.",
        shown(path)
    ))
}

fn just_begun(path: &Path) -> Fault {
    Fault::Refused(format!(
        "Another build of the same folder began at the same moment (lock file {}). Nothing was changed. Wait until it \
         has ended and build again.",
        shown(path)
    ))
}

#[cfg(test)]
mod tests {
    use super::{Owner, owner_in};

    #[test]
    fn only_our_own_words_are_an_owner() {
        let said = |text: &str| match owner_in(text.as_bytes()) {
            Owner::Number(number) => number,
            Owner::CutShort => "cut short".to_owned(),
            Owner::Stranger => "stranger".to_owned(),
        };
        let cases = [
            ("homeround build, process 42\n", "42"),
            ("homeround build, process 42", "cut short"),
            ("homeround build, process ", "cut short"),
            ("homeround bui", "cut short"),
            ("", "cut short"),
            ("homeround build, process \n", "stranger"),
            ("homeround build, process ../x\n", "stranger"),
            ("42\n", "stranger"),
            ("42", "stranger"),
            ("\n", "stranger"),
            ("a poem", "stranger"),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text), expected, "{text:?}");
        }
    }
}
