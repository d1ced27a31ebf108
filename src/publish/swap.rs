//! Puts the staged site in the place of the published one, and puts things right after a swap was cut short.
//!
//! At every moment the last site is whole, at `<out>`, or (between two renames) at `<out>.previous`. Which
//! moment it was need not be known afterwards: [`settle`] looks at what is there.

use std::io;

use super::fault::{Told as _, shown};
use super::filesystem::no_such_step;
use super::places::{MARK, MARK_TEXT, Places, look};
use super::retire::{Kept, discard, retire};
use super::{Fault, FileSystem};

/// Why a swap stopped.
#[derive(Debug)]
pub(super) struct Stopped {
    /// What the system said.
    pub(super) source: io::Error,
    /// Whether the last site had already left its place.
    pub(super) out_moved: bool,
}

impl From<io::Error> for Stopped {
    fn from(source: io::Error) -> Stopped {
        Stopped { source, out_moved: false }
    }
}

/// Swaps; afterwards the new site is at `out` and the old one, if there was one, in the staging place or, where
/// names cannot be exchanged, at `previous`, from where [`settle`] takes it on.
pub(super) fn swap(fs: &dyn FileSystem, places: &Places, replace: bool) -> Result<(), Stopped> {
    if !replace {
        return Ok(fs.rename(&places.staging, &places.out)?);
    }
    match fs.exchange(&places.out, &places.staging) {
        Err(error) if no_such_step(&error) => {}
        settled => return Ok(settled?),
    }
    // The second needs the name the first has freed, so the disk cannot keep the second and lose the first.
    fs.rename(&places.out, &places.previous)?;
    fs.rename(&places.staging, &places.out).map_err(|source| Stopped { source, out_moved: true })
}

/// Brings about that only `out` is left: the new site if it was swapped in, otherwise the last one. May be
/// called at any point after the journal was written, and again after it failed.
pub(super) fn settle(fs: &dyn FileSystem, places: &Places, kept: &mut Kept) -> Result<(), Fault> {
    // Each step can be repeated, and trouble on a disk is often over at the second try.
    settle_once(fs, places, kept, false).or_else(|_| settle_once(fs, places, kept, true))
}

fn settle_once(fs: &dyn FileSystem, places: &Places, kept: &mut Kept, last_try: bool) -> Result<(), Fault> {
    // The swap must outlast a power cut before anything of the old site is removed.
    fs.sync_folder(&places.parent).told("make sure of the folder", &places.parent)?;
    if look(fs, &places.previous)?.is_some() {
        settle_renames(fs, places)?;
    }
    if let Some(seen) = look(fs, &places.staging)? {
        // Somebody put a link or a file where the site was, an instant before the swap: kept, and not entered.
        let done =
            if seen.is_dir() { retire(fs, places, kept) } else { kept.take_whole(fs, &places.staging) };
        if let Err(fault) = done {
            // A folder of yours that may not be changed, say. What is left of the tree is kept as it is, so that
            // it stands in the way of no later build.
            if !last_try || kept.take_whole(fs, &places.staging).is_err() {
                return Err(fault);
            }
        }
    }
    match fs.remove_file(&places.journal) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.told("remove the file", &places.journal),
    }
}

fn settle_renames(fs: &dyn FileSystem, places: &Places) -> Result<(), Fault> {
    if look(fs, &places.out)?.is_none() {
        // Cut short after the first rename: the last site goes back.
        return fs.rename(&places.previous, &places.out).map_err(|source| halfway(places, source));
    }
    if look(fs, &places.staging)?.is_none() {
        // After the second: the new site is in its place, the old one is to be cleared away.
        return fs.rename(&places.previous, &places.staging).told("move the old site", &places.previous);
    }
    Err(Fault::Refused(format!(
        "A build was cut short while {out} was being replaced, and since then something else was put there. The site \
         published last is whole, in {previous}. Nothing was changed. Rename {out} and build again; homeround then puts \
         the last site back.",
        out = shown(&places.out),
        previous = shown(&places.previous)
    )))
}

/// The fault for a last site that could not be put back.
pub(super) fn halfway(places: &Places, source: io::Error) -> Fault {
    Fault::Halfway { out: places.out.clone(), previous: places.previous.clone(), source }
}

/// Finishes or takes back a swap that an earlier build left, if its journal is there.
pub(super) fn recover(fs: &dyn FileSystem, places: &Places, kept: &mut Kept) -> Result<(), Fault> {
    let Some(seen) = look(fs, &places.journal)? else { return Ok(()) };
    let ours = seen.is_file()
        && fs.read(&places.journal).told("read the file", &places.journal)? == MARK_TEXT.as_bytes();
    if ours {
        return settle(fs, places, kept);
    }
    Err(in_the_way(&places.journal, "a file that homeround did not write, or that was changed"))
}

/// Removes the staging folder of a killed build; refuses anything else that has a name we need.
pub(super) fn clear_leftover(fs: &dyn FileSystem, places: &Places) -> Result<(), Fault> {
    // With a journal, the staging place may hold the old site: then only `settle` may touch it.
    if look(fs, &places.journal)?.is_some() {
        return Err(in_the_way(&places.journal, "the journal of a build that is not yet put right"));
    }
    // Without one, homeround has nothing there.
    if look(fs, &places.previous)?.is_some() {
        return Err(in_the_way(&places.previous, "something that homeround did not put there"));
    }
    let Some(seen) = look(fs, &places.staging)? else { return Ok(()) };
    if seen.is_dir() {
        if look(fs, &places.mark)?.is_some_and(|mark| mark.is_file()) {
            return discard(fs, &places.staging);
        }
        if fs.read_dir(&places.staging).told("list the folder", &places.staging)?.is_empty() {
            return fs.remove_dir(&places.staging).told("remove the folder", &places.staging);
        }
    }
    Err(in_the_way(
        &places.staging,
        &format!("something without the file {MARK} with which homeround marks its own"),
    ))
}

fn in_the_way(path: &std::path::Path, what: &str) -> Fault {
    Fault::Refused(format!(
        "{} is in the way: homeround needs that name while it works, and it is {what}. Nothing was changed. Move it, or \
         choose another folder with --out.",
        shown(path)
    ))
}
