//! The bytes of a workbook -> its parts, unpacked in memory within limits. The only file here that knows the archive.
//!
//! Nothing is written to a disk, and nothing that the archive says about itself is believed: bytes are counted while
//! they are unpacked.

use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// The largest file.
const FILE: usize = 20 << 20;
/// The most parts.
const PARTS: usize = 512;
/// The most bytes of one part, and of all that are unpacked.
const PART: u64 = 32 << 20;
const ALL: u64 = 64 << 20;

/// A workbook's parts. Each is unpacked when it is asked for.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Every part's name with its number in the archive.
    names: BTreeMap<String, usize>,
    unpacked: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive, having looked at how much it says it holds.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, Diagnostic> {
        if bytes.len() > FILE {
            return Err(too_large("this workbook is larger than 20 MB"));
        }
        let Some(stated) = stated_parts(bytes) else { return Err(cut_short()) };
        if stated > PARTS {
            return Err(too_large("this workbook has more than 512 parts"));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut_short())?;
        let mut names = BTreeMap::new();
        let mut in_one_case = BTreeSet::new();
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at).map_err(|_| cut_short())?;
            let name = part.name().map_err(|_| cut_short())?.into_owned();
            if part.encrypted() {
                return Err(locked());
            }
            if leads_elsewhere(&name) {
                return Err(odd(
                    "a part of this workbook is named so that it would lead out of the workbook",
                ));
            }
            in_one_case.insert(name.to_lowercase());
            names.insert(name, at);
        }
        if in_one_case.len() != stated {
            return Err(odd("this workbook holds two parts of one name"));
        }
        if zip.has_overlapping_entries().unwrap_or(true) {
            return Err(odd("parts of this workbook overlap"));
        }
        Ok(Archive { zip, names, unpacked: 0 })
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// A part as text, if it is there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let Some(at) = self.names.get(name) else { return Ok(None) };
        let part = self.zip.by_index(*at).map_err(|_| cut_short())?;
        let room = PART.min(ALL.saturating_sub(self.unpacked));
        let mut bytes = Vec::new();
        part.take(room + 1).read_to_end(&mut bytes).map_err(|_| cut_short())?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > room {
            return Err(too_large("this workbook unpacks to far more than any set of answers"));
        }
        self.unpacked = self.unpacked.saturating_add(length);
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))),
            Err(_) => Err(odd("a part of this workbook is not written in UTF-8")),
        }
    }
}

/// How many parts the end of the archive states. Archives of another making are not workbooks of people.
fn stated_parts(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let tail = bytes.get(from..)?;
    let at = tail.windows(END.len()).rposition(|four| four == END)?;
    let count: [u8; 2] = tail.get(at + 10..at + 12)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(count)))
}

fn leads_elsewhere(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains(':')
        || name.contains('\0')
        || name.split(['/', '\\']).any(|part| part == "..")
}

fn too_large(message: &str) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, message)
        .allowed("a workbook of answers is far below 1 MB")
        .mend("copy the answers into a fresh workbook from `homeround template`, and send that")
}

pub(super) fn cut_short() -> Diagnostic {
    Diagnostic::new(Code::WorkbookUnreadable, "this workbook is damaged or was cut short")
        .mend("open it in Excel or LibreOffice, save it again as .xlsx or .ods, and send it again")
}

/// An archive put together as no spreadsheet program does.
pub(super) fn odd(message: &str) -> Diagnostic {
    Diagnostic::new(Code::WorkbookUnreadable, message).mend(
        "no spreadsheet program writes that: copy the answers into a fresh workbook from `homeround template`",
    )
}

pub(super) fn locked() -> Diagnostic {
    Diagnostic::new(Code::WorkbookUnreadable, "this workbook is locked with a password")
        .mend("open it, take the password away (in Excel: File, Info, Protect Workbook, Encrypt with Password, empty the box), and save it again")
}
