//! `homeround import`: takes in what homes sent back, shows what it would change, and writes it when told to.

use super::args::Import;
use super::{Ending, Streams, check, directory};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::framework::Framework;
use crate::intake::{self, Gathered, Home, Known, MAPPING, Mapping, Standing, Step};
use crate::publish::{Disk, amend_one};
use crate::source::walk::{self, Found};
use crate::source::{reading, text};
use crate::words;
use crate::workspace::{self, Workspace};
use std::io;
use std::path::{Path, PathBuf};

pub(super) fn run(root: &Path, options: &Import, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).cloned().collect();
    let (directories, returns): (Vec<&PathBuf>, Vec<&PathBuf>) =
        options.files.iter().partition(|path| directory::is_one(path));
    // A directory can begin a register.
    let begins = returns.is_empty() && errors.iter().all(|one| one.code == Code::RegisterMissing);
    check::problems(if begins { &[] } else { &errors }, streams.messages)?;
    if !loaded.only_answers_are_bad() && !begins {
        writeln!(streams.messages, "Nothing was imported. Mend the errors above and try again.")?;
        return Ok(Ending::DataErrors);
    }
    let mut worst = Ending::Done;
    for path in directories {
        let ending = directory::run(root, path, &loaded.workspace, options, streams)?;
        worst = if ending.code() > worst.code() { ending } else { worst };
    }
    if returns.is_empty() {
        return Ok(worst);
    }
    let ending = import(root, &loaded.workspace, &returns, errors.len(), options.write, streams)?;
    Ok(if ending.code() > worst.code() { ending } else { worst })
}

/// Imports what homes sent back.
fn import(
    root: &Path,
    workspace: &Workspace,
    files: &[&PathBuf],
    errors: usize,
    write: bool,
    streams: &mut Streams<'_>,
) -> io::Result<Ending> {
    let mut sink = Sink::default();
    let frameworks: Vec<&Framework> = workspace.frameworks.values().collect();
    let mut mapping = Mapping::read(read(root, MAPPING), &frameworks, &mut sink);
    let known = Known::new(workspace);
    let mut gathered = Gathered::default();
    let mut unread = 0_usize;
    if sink.errors() == 0 {
        for path in files {
            match bytes_of(path) {
                Ok((name, bytes)) => {
                    reading(&name, || {
                        intake::gather(&name, &bytes, &known, &mut mapping, &mut gathered, &mut sink);
                    });
                }
                Err(fault) => {
                    unread += 1;
                    gathered.refused += 1;
                    sink.push(fault);
                }
            }
        }
    }
    let text = |name: &str| read(root, name);
    let is_there = |name: &str| walk::standing(&root.join(name)) != walk::Standing::Nothing;
    let homes = intake::plan(
        std::mem::take(&mut gathered.said),
        &known,
        &Standing { text: &text, is_there: &is_there },
    );
    let kept = intake::kept(&gathered, &|name, wanted| {
        is_there(name).then(|| read(root, name).as_deref() == Some(wanted))
    });
    let diagnostics = sink.into_sorted();
    let bad = errors + diagnostics.iter().filter(|one| one.is_error()).count();
    check::problems(&diagnostics, streams.messages)?;
    let report = intake::report(workspace, &homes, &gathered, &kept, &mapping, write);
    write!(streams.out, "{report}")?;
    let undecided = homes.iter().any(|home| matches!(home.step, Step::Conflict(_) | Step::Blocked(_)));
    let ending = match (unread, bad > 0 || undecided) {
        (1.., _) => Ending::InputOutput,
        (0, true) => Ending::DataErrors,
        (0, false) => Ending::Done,
    };
    if !write {
        return Ok(ending);
    }
    let mut writes = writes(&homes);
    let kept = kept.iter().filter(|one| !one.stands).map(|one| Write {
        name: &one.path,
        old: None,
        new: one.text.as_bytes(),
    });
    writes.extend(kept);
    let mapped = mapping.to_write();
    if let Some((old, new)) = &mapped {
        writes.push(Write { name: MAPPING, old: old.map(str::as_bytes), new: new.as_bytes() });
    }
    Ok(write_all(root, &writes, "Import again to go on.", streams)?.unwrap_or(ending))
}

/// A file to be made, or to be changed from what it is.
pub(super) struct Write<'w> {
    pub(super) name: &'w str,
    pub(super) old: Option<&'w [u8]>,
    pub(super) new: &'w [u8],
}

fn writes(homes: &[Home]) -> Vec<Write<'_>> {
    homes
        .iter()
        .filter_map(|home| match &home.step {
            Step::New { path, text } => Some(Write { name: path, old: None, new: text.as_bytes() }),
            Step::Adds { path, old, text, .. } => {
                Some(Write { name: path, old: Some(old.as_bytes()), new: text.as_bytes() })
            }
            Step::Same { .. } | Step::Conflict(_) | Step::Blocked(_) => None,
        })
        .collect()
}

/// Writes every file; where one fails, says which were written and goes no further.
pub(super) fn write_all(
    root: &Path,
    writes: &[Write<'_>],
    again: &str,
    streams: &mut Streams<'_>,
) -> io::Result<Option<Ending>> {
    for (done, one) in writes.iter().enumerate() {
        if let Err(fault) = amend_one(&Disk, &root.join(one.name), one.old, one.new) {
            writeln!(streams.messages, "error: {fault}")?;
            let files = words::count(done as u64, "file was", "files were");
            let left = writes.len() - done;
            writeln!(streams.messages, "{files} written, listed above; {left} not. {again}")?;
            return Ok(Some(Ending::of_not_written(&fault)));
        }
        writeln!(streams.out, "Wrote {}.", one.name)?;
    }
    Ok(None)
}

/// A file of the workspace as text, byte for byte; nothing where it is not there or is none.
pub(super) fn read(root: &Path, name: &str) -> Option<String> {
    let path = root.join(name);
    (walk::standing(&path) == walk::Standing::File).then_some(())?;
    let bytes = walk::bytes(&Found { name: name.to_owned(), path }, text::REGISTER_LIMIT).ok()?;
    String::from_utf8(bytes).ok()
}

/// A file that was named, with the name it was given.
pub(super) fn bytes_of(path: &Path) -> Result<(String, Vec<u8>), Diagnostic> {
    let name = path.display().to_string();
    let found = Found { name: name.clone(), path: path.to_owned() };
    if walk::standing(path) == walk::Standing::Nothing {
        return Err(Diagnostic::new(Code::FileUnreadable, "there is no such file")
            .at(Place { file: name.as_str().into(), spot: None })
            .mend("check its name, and the folder that you are in"));
    }
    if walk::is_folder(path) {
        return Err(Diagnostic::new(
            Code::FileUnreadable,
            "this is a folder, and what is taken in are files",
        )
        .at(Place { file: name.as_str().into(), spot: None })
        .mend("name the files in it, in most shells all of them by a star after the folder: FOLDER/*"));
    }
    Ok((name, walk::bytes(&found, intake::LIMIT)?))
}
