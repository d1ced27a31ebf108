//! Turns whatever stopped a build into words for the person who started it, and an exit code.
//!
//! Every fault of a build is raised before the swap or after it was taken back, so each may say that nothing was
//! published. Trouble after the swap is no fault but a note in [`super::Published`].

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What stopped a build. Nothing was published.
#[derive(Debug)]
pub enum Fault {
    /// Going on could have harmed somebody's files. Holds the whole message.
    Refused(String),
    /// A page was given a path that is not allowed in a site.
    BadPath {
        /// The path as it was given.
        path: String,
        /// The rule it breaks.
        why: &'static str,
    },
    /// Two pages want the same place.
    SamePath {
        /// The path that came first.
        first: String,
        /// The path that came second; it may equal the first, or be a folder of it.
        second: String,
    },
    /// The disk or the system said no.
    Io {
        /// What was being done, to follow "could not".
        what: String,
        /// The file or folder it was being done to.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A staged file, read back, was not what had been written.
    Damaged {
        /// The file.
        path: PathBuf,
        /// How it differs.
        why: String,
    },
    /// New files were being made in a new place, and the disk or the system said no.
    Unfinished {
        /// What was being done, to follow "could not".
        what: String,
        /// The file or folder it was being done to. A file may be there, cut short.
        path: PathBuf,
        /// The folders and files made before, in order.
        made: Vec<PathBuf>,
        /// What the system said.
        source: io::Error,
    },
    /// Two renames were under way, the second failed, and so did the attempt to take back the first.
    Halfway {
        /// The output folder, which may be missing.
        out: PathBuf,
        /// Where the last site is when it is missing there.
        previous: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Fault {
    /// The exit code of the program: 4 when refused for safety, 3 when the disk or the system failed.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Fault::Refused(_) | Fault::BadPath { .. } | Fault::SamePath { .. } => 4,
            Fault::Io { .. } | Fault::Damaged { .. } | Fault::Unfinished { .. } | Fault::Halfway { .. } => 3,
        }
    }

    /// The same in short, for a note about a site that *was* published.
    pub(super) fn in_short(&self) -> String {
        match self {
            Fault::Io { what, path, source } => {
                format!("homeround could not {what}: {}: {}", shown(path), in_plain_words(source).0)
            }
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Refused(message) => f.write_str(message),
            Fault::BadPath { path, why } => write!(
                f,
                "A page was to be called \"{}\", which is not allowed: {why}. Nothing was published.",
                path.escape_debug()
            ),
            Fault::SamePath { first, second } if first == second => {
                write!(
                    f,
                    "Two pages were to be called \"{first}\". Nothing was published. Give one of them another name."
                )
            }
            Fault::SamePath { first, second } => write!(
                f,
                "The pages \"{first}\" and \"{second}\" cannot both be published, as one would be a file and a \
                 folder at once. Nothing was published. Give one of them another name."
            ),
            Fault::Io { what, path, source } => {
                let (reason, advice) = in_plain_words(source);
                write!(
                    f,
                    "homeround could not {what}: {}: {reason}. Nothing was published; the site published last, \
                     if there was one, stands as it was. {advice}",
                    shown(path)
                )
            }
            Fault::Damaged { path, why } => write!(
                f,
                "A page was not on the disk as it had been written: {}: {why}. Nothing was published; the site \
                 published last, if there was one, stands as it was. Build again; if it happens again, the disk \
                 may be failing, so choose a folder on another disk with --out.",
                shown(path)
            ),
            Fault::Unfinished { what, path, made, source } => {
                let (reason, _) = in_plain_words(source);
                write!(f, "homeround could not {what}: {}: {reason}. ", shown(path))?;
                let made: Vec<String> = made.iter().map(|path| shown(path)).collect();
                if !made.is_empty() {
                    write!(f, "Made before that, and left as it is: {}. ", made.join(", "))?;
                }
                f.write_str(
                    "Nothing that was there before was changed. Mend the cause, see that the folder is empty and try \
                     again, or name another folder.",
                )
            }
            Fault::Halfway { out, previous, source } => write!(
                f,
                "homeround could not put the new site in its place: {source}. The site published last is whole: \
                 it is in {}, or, if that folder is missing, in {}. Do not delete either. Build again, and \
                 homeround puts it right.",
                shown(out),
                shown(previous)
            ),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Fault::Io { source, .. } | Fault::Unfinished { source, .. } | Fault::Halfway { source, .. } => {
                Some(source)
            }
            _ => None,
        }
    }
}

/// Adds to the bare answer of the system what was being done, and to what.
pub(super) trait Told<T> {
    /// Makes a [`Fault::Io`] of an error; `what` follows "could not".
    fn told(self, what: &str, path: &Path) -> Result<T, Fault>;
}

impl<T> Told<T> for io::Result<T> {
    fn told(self, what: &str, path: &Path) -> Result<T, Fault> {
        self.map_err(|source| Fault::Io { what: what.to_owned(), path: path.to_owned(), source })
    }
}

/// A path fit for a terminal: control and direction-changing characters are written as codes.
pub(super) fn shown(path: &Path) -> String {
    let mut text = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
    }
    text
}

fn in_plain_words(source: &io::Error) -> (String, &'static str) {
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            format!("the disk is full ({source})"),
            "Make room on that disk, or choose a folder on another disk with --out, and build again.",
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (
            format!("permission was refused ({source})"),
            "Ask for the right to change that folder, or choose another with --out, and build again.",
        ),
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => (
            format!("the folder is in use, or is a disk of its own ({source})"),
            "Choose a folder inside that disk with --out, and build again.",
        ),
        _ => (
            source.to_string(),
            "Build again; if it happens again, choose a folder on another disk with --out.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, shown};
    use std::io;
    use std::path::{Path, PathBuf};

    fn io_fault(errno: i32) -> Fault {
        Fault::Io {
            what: "write a page".into(),
            path: PathBuf::from("/s/a.html"),
            source: io::Error::from_raw_os_error(errno),
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_called_so_and_the_last_site_stands() {
        assert_eq!(
            io_fault(28).to_string(),
            "homeround could not write a page: /s/a.html: the disk is full (No space left on device (os error 28)). \
             Nothing was published; the site published last, if there was one, stands as it was. Make room on that \
             disk, or choose a folder on another disk with --out, and build again."
        );
        assert!(io_fault(122).to_string().contains("the disk is full"));
        assert!(io_fault(13).to_string().contains("permission was refused"));
        assert!(io_fault(16).to_string().contains("a disk of its own"));
        assert!(io_fault(5).to_string().contains("Input/output error"));
    }

    #[test]
    fn exit_codes_part_refusals_from_failures() {
        assert_eq!(Fault::Refused(String::new()).exit_code(), 4);
        assert_eq!(Fault::BadPath { path: "x".into(), why: "y" }.exit_code(), 4);
        assert_eq!(Fault::SamePath { first: "x".into(), second: "x".into() }.exit_code(), 4);
        assert_eq!(io_fault(28).exit_code(), 3);
        assert_eq!(Fault::Damaged { path: "x".into(), why: "y".into() }.exit_code(), 3);
    }

    #[test]
    fn names_cannot_speak_to_the_terminal() {
        assert_eq!(shown(Path::new("a\u{1b}[2Jb\u{202e}c")), "a\\u{1b}[2Jb\\u{202e}c");
    }
}
