//! Decides whether an output folder may be used at all, before and after the lock is taken.
//!
//! It only looks; it never changes anything.

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::fault::{Told as _, shown};
use super::manifest::{Found, Manifest};
use super::places::{ENDINGS, MARK, Places, look};
use super::{Fault, FileSystem, MANIFEST};

/// The published folder as it stands when the build begins.
#[derive(Debug)]
pub(super) struct Standing {
    /// The folder itself, to know it again before the swap.
    pub(super) folder: Metadata,
    /// What homeround wrote there; empty for an empty folder.
    pub(super) manifest: Manifest,
}

/// Where the site is to go, unless that place alone is reason to refuse.
pub(super) fn place(
    fs: &dyn FileSystem,
    out: &Path,
    inputs: &[PathBuf],
    forbidden: &[PathBuf],
) -> Result<Places, Fault> {
    // A path that ends with `/` would be looked at through a link; taken apart and put together it has no such end.
    let given: PathBuf = out.components().collect();
    let name = shown(&given);
    if look(fs, &given)?.is_some_and(|seen| seen.is_symlink()) {
        return refused(format!(
            "The output folder {name} is a link to another place. homeround writes only to a real folder, so that no \
             page lands where you do not expect it. Nothing was changed. Give the folder itself with --out."
        ));
    }
    let real = resolve(fs, &given)?;
    let (Some(last), Some(parent)) = (real.file_name(), real.parent()) else {
        return refused(format!(
            "The output folder {name} is the top of a disk. Nothing was changed. Choose a folder inside it with --out."
        ));
    };
    if let Some(ending) = working_ending(last) {
        return refused(format!(
            "The name of the output folder {name} ends like the names homeround uses while it works ({ending}). Nothing \
             was changed. Choose another name with --out."
        ));
    }
    refuse_overlap(fs, &given, &real, inputs, forbidden)?;
    if !look(fs, parent)?.is_some_and(|seen| seen.is_dir()) {
        return refused(format!(
            "The folder {} does not exist, so the output folder {name} cannot be made in it. Nothing was changed. Make \
             it first, or choose another folder with --out.",
            shown(parent)
        ));
    }
    let parent = parent.to_owned();
    Ok(Places::new(real, parent))
}

/// What is published at `out`: `None` when nothing is there, a refusal when it is not ours to replace.
pub(super) fn standing(fs: &dyn FileSystem, out: &Path) -> Result<Option<Standing>, Fault> {
    let Some(folder) = look(fs, out)? else { return Ok(None) };
    let name = shown(out);
    if !folder.is_dir() {
        return refused(format!(
            "{name} is not a folder, so no site can be put there. Nothing was changed. Choose a folder with --out."
        ));
    }
    let names = fs.read_dir(out).told("list the output folder", out)?;
    if names.iter().any(|found| found.eq_ignore_ascii_case(".git")) {
        return refused(format!(
            "The output folder {name} contains .git: it is the top of a Git repository, which homeround never replaces. \
             Nothing was changed. Choose a folder inside it, or another folder, with --out."
        ));
    }
    if names.iter().any(|found| found == MARK) {
        return refused(format!(
            "The output folder {name} contains {MARK}: it is an unfinished site, put there by hand. Nothing was changed. \
             Choose an empty folder or another folder with --out."
        ));
    }
    if names.is_empty() {
        return Ok(Some(Standing { folder, manifest: Manifest::default() }));
    }
    match Manifest::find(fs, out)? {
        Found::Whole(manifest) => Ok(Some(Standing { folder, manifest })),
        Found::Nothing => refused(format!(
            "The output folder {name} was not made by homeround: it holds {} but no {MANIFEST}. Nothing was changed. \
             Choose an empty folder or another folder with --out.",
            few(&names, 3)
        )),
        Found::Damaged(why) => refused(format!(
            "The output folder {name} holds a {MANIFEST} that cannot be relied on ({why}), so homeround cannot tell its \
             own pages from your files. Nothing was changed. Choose an empty folder or another folder with --out."
        )),
    }
}

/// Refuses a place where replacing the site would replace an input, or a folder that must never be.
fn refuse_overlap(
    fs: &dyn FileSystem,
    given: &Path,
    real: &Path,
    inputs: &[PathBuf],
    forbidden: &[PathBuf],
) -> Result<(), Fault> {
    let name = shown(given);
    for input in inputs {
        let place = resolve(fs, input)?;
        let how = if place == real {
            "is the same folder as"
        } else if place.starts_with(real) {
            "contains"
        } else if real.starts_with(&place) {
            "lies inside"
        } else {
            continue;
        };
        return refused(format!(
            "The output folder {name} {how} the input {}. homeround never writes where it reads. Nothing was changed. \
             Choose another folder with --out.",
            shown(input)
        ));
    }
    for kept_out in forbidden {
        if resolve(fs, kept_out)?.starts_with(real) {
            return refused(format!(
                "The output folder {name} is, or contains, the folder {}, which homeround never replaces. Nothing was \
                 changed. Choose another folder with --out.",
                shown(kept_out)
            ));
        }
    }
    Ok(())
}

/// The real, absolute path, all links followed as far as it exists.
fn resolve(fs: &dyn FileSystem, path: &Path) -> Result<PathBuf, Fault> {
    let mut missing: Vec<&OsStr> = Vec::new();
    let mut base = path;
    loop {
        let asked = if base.as_os_str().is_empty() { Path::new(".") } else { base };
        match fs.canonicalize(asked) {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |whole, part| whole.join(part))),
            Err(error) if error.kind() == ErrorKind::NotFound => match (base.file_name(), base.parent()) {
                (Some(name), Some(above)) => {
                    missing.push(name);
                    base = above;
                }
                // `..` after a folder that does not exist could mean anything.
                _ => return Err(error).told("find the folder", path),
            },
            Err(error) => return Err(error).told("find the folder", path),
        }
    }
}

/// The ending of ours that a folder name has: `site.staging`, `site.kept-2`.
fn working_ending(name: &OsStr) -> Option<&'static str> {
    let name = name.to_string_lossy().to_lowercase();
    let unnumbered = name.rsplit_once('-').filter(|(_, tail)| tail.bytes().all(|c| c.is_ascii_digit()));
    ENDINGS
        .into_iter()
        .find(|ending| name.ends_with(ending) || unnumbered.is_some_and(|(head, _)| head.ends_with(ending)))
}

/// The first `most` of some names, and how many more there are.
pub(super) fn few(names: &[OsString], most: usize) -> String {
    let few = names.iter().take(most).map(|name| shown(Path::new(name))).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => few,
        more => format!("{few} and {more} more"),
    }
}

fn refused<T>(message: String) -> Result<T, Fault> {
    Err(Fault::Refused(message))
}
