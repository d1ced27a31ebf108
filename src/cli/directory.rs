//! `homeround import` of the regulator's directory: what it shows, and the register with it when told to.

use super::args::Import;
use super::import::read;
use super::{Ending, Streams, check};
use crate::diagnostic::{Diagnostic, Sink};
use crate::intake::directory::{self, Directory};
use crate::publish::{Disk, amend_one};
use crate::source::walk::{self, Found};
use crate::workspace::Workspace;
use std::io;
use std::path::Path;

/// The register's name.
const REGISTER: &str = "answers/organisations.csv";
/// So many first bytes tell what a table is.
const HEAD: u64 = 64 * 1024;

/// Whether a file is the directory, as far as its first part tells.
pub(super) fn is_one(path: &Path) -> bool {
    let found = found(path);
    let Ok(head) = walk::head(&found, HEAD) else { return false };
    if head.starts_with(b"PK\x03\x04") {
        return walk::open(&found).is_ok_and(directory::is_directory_workbook);
    }
    directory::is_directory(&head)
}

fn found(path: &Path) -> Found {
    Found { name: path.display().to_string(), path: path.to_owned() }
}

/// Compares one directory with the register.
pub(super) fn run(
    root: &Path,
    path: &Path,
    workspace: &Workspace,
    options: &Import,
    streams: &mut Streams<'_>,
) -> io::Result<Ending> {
    let mut sink = Sink::default();
    let found = found(path);
    let directory = match read_one(&found, &mut sink) {
        Ok(directory) => directory,
        Err(fault) => {
            check::problems(&[fault], streams.messages)?;
            return Ok(Ending::InputOutput);
        }
    };
    let lookup = match &options.lookup {
        None => Some(Default::default()),
        Some(path) => match super::import::bytes_of(path) {
            Ok((name, bytes)) => directory::lookup(&name, &bytes, &mut sink),
            Err(fault) => {
                sink.push(fault);
                None
            }
        },
    };
    check::problems(&sink.into_sorted(), streams.messages)?;
    let (Some(directory), Some(lookup)) = (directory, lookup) else { return Ok(Ending::DataErrors) };
    let day = options.as_at.or(directory.as_at);
    let mut findings =
        directory::compare(&directory, &workspace.register, options.area.as_deref(), &lookup, day);
    let elsewhere = findings.opened.len();
    if options.area.is_none() {
        findings.opened.clear();
    }
    let standing = read(root, REGISTER);
    let old = standing.as_deref().unwrap_or_default();
    let rewritten = directory::rewrite(old, &findings, &workspace.register, day);
    let words = directory::report(&found.name, &directory, &findings, day, &rewritten, options.write);
    write!(streams.out, "{words}")?;
    if options.area.is_none() && elsewhere > 0 {
        writeln!(
            streams.out,
            "{elsewhere} homes are not in the register. To add those of one area, name it: --area \"Northmoor\" (a local \
             authority or an integrated care board)."
        )?;
    }
    let Ok(new) = rewritten else { return Ok(Ending::DataErrors) };
    if !options.write || new.added + new.ended == 0 {
        return Ok(Ending::Done);
    }
    let old = standing.as_ref().map(String::as_bytes);
    if let Err(fault) = amend_one(&Disk, &root.join(REGISTER), old, new.text.as_bytes()) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(Ending::of_not_written(&fault));
    }
    writeln!(streams.out, "Wrote {REGISTER}.")?;
    Ok(Ending::Done)
}

fn read_one(found: &Found, sink: &mut Sink) -> Result<Option<Directory>, Diagnostic> {
    if walk::head(found, 4)?.starts_with(b"PK\x03\x04") {
        return Ok(directory::read_workbook(&found.name, walk::open(found)?, sink));
    }
    Ok(directory::read_table(&found.name, &walk::bytes(found, directory::LIMIT)?, sink))
}

/// Reads a day as it is typed.
pub(super) fn day(text: &str) -> Result<crate::day::Day, String> {
    crate::day::Day::parse(text).ok_or_else(|| "a day is written year-month-day, as 2026-07-01".to_owned())
}
