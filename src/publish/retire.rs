//! Takes an old tree apart: what homeround wrote goes, what it did not write is moved, and nothing else happens.
//!
//! The tree is walked, never the manifest: so no link is followed, and every file gets a verdict. The manifest
//! of the tree goes last, so that a walk cut short can be done again from the start and ends the same.

use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::fault::Told as _;
use super::filesystem::same_file;
use super::manifest::{Found, Manifest, Record};
use super::places::{MARK, MARK_TEXT, Places, look, with_ending};
use super::{Fault, FileSystem, MANIFEST};

/// So many folders of kept files that somebody must have overlooked the messages about them.
const MOST_KEPT: u32 = 10_000;

/// Where files without a place in the new site go, and the files moved so far.
#[derive(Debug)]
pub(super) struct Kept {
    /// Where each file or folder that homeround did not write is now.
    pub(super) moved: Vec<PathBuf>,
    stem: PathBuf,
    folder: Option<PathBuf>,
}

impl Kept {
    /// Nothing moved yet; the folder is made when it is first needed.
    pub(super) fn new(places: &Places) -> Kept {
        Kept { moved: Vec::new(), stem: places.kept.clone(), folder: None }
    }

    /// The folder of this build, made now if need be. Folders of earlier builds are left as they are.
    fn folder(&mut self, fs: &dyn FileSystem) -> Result<PathBuf, Fault> {
        if let Some(folder) = &self.folder {
            return Ok(folder.clone());
        }
        let mut number = 1_u32;
        loop {
            let folder = self.name(number);
            match fs.create_dir(&folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MOST_KEPT => number += 1,
                made => {
                    made.told("make the folder for files that homeround did not write", &folder)?;
                    self.folder = Some(folder.clone());
                    return Ok(folder);
                }
            }
        }
    }

    /// Moves a whole tree aside, as it is, under the first name that is free: the last resort.
    pub(super) fn take_whole(&mut self, fs: &dyn FileSystem, tree: &Path) -> Result<(), Fault> {
        let mut number = 1_u32;
        loop {
            let folder = self.name(number);
            match fs.rename(tree, &folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MOST_KEPT => number += 1,
                moved => {
                    moved.told("move the old site", tree)?;
                    self.moved.push(folder);
                    return Ok(());
                }
            }
        }
    }

    fn name(&self, number: u32) -> PathBuf {
        if number == 1 { self.stem.clone() } else { with_ending(&self.stem, &format!("-{number}")) }
    }
}

/// Removes the tree in the staging place, which is the old site after a swap, or a whole new one that was
/// never swapped in. Files it does not list are moved to the same place in `out`, or aside.
pub(super) fn retire(fs: &dyn FileSystem, places: &Places, kept: &mut Kept) -> Result<(), Fault> {
    // Without a manifest nothing counts as ours: then all is moved and only empty folders go.
    let (listed, has_list) = match Manifest::find(fs, &places.staging)? {
        Found::Whole(manifest) => (manifest, true),
        Found::Nothing | Found::Damaged(_) => (Manifest::default(), false),
    };
    Tree { fs, places, listed, has_list, kept }.take_apart(Path::new(""))?;
    if has_list {
        remove_file(fs, &places.staging.join(MANIFEST))?;
    }
    remove_dir(fs, &places.staging)
}

/// Removes an unfinished staging folder. All in it was written by homeround, as its mark says; the mark goes
/// last, so that a removal cut short can be done again.
pub(super) fn discard(fs: &dyn FileSystem, folder: &Path) -> Result<(), Fault> {
    remove_below(fs, folder, true)?;
    let mark = folder.join(MARK);
    if look(fs, &mark)?.is_some() {
        remove_file(fs, &mark)?;
    }
    remove_dir(fs, folder)
}

fn remove_below(fs: &dyn FileSystem, folder: &Path, top: bool) -> Result<(), Fault> {
    for name in fs.read_dir(folder).told("list the folder", folder)? {
        let path = folder.join(&name);
        if top && name == MARK {
            continue;
        }
        // A link to a folder is not a folder here, so it is removed itself and never entered.
        if look(fs, &path)?.is_some_and(|seen| seen.is_dir()) {
            remove_below(fs, &path, false)?;
            remove_dir(fs, &path)?;
        } else {
            remove_file(fs, &path)?;
        }
    }
    Ok(())
}

struct Tree<'a> {
    fs: &'a dyn FileSystem,
    places: &'a Places,
    listed: Manifest,
    has_list: bool,
    kept: &'a mut Kept,
}

impl Tree<'_> {
    /// Empties a folder of the tree. It goes only as deep as a listed or a published path does. Trouble with one
    /// name does not keep it from the others, so that as much as can be finds its place; the first is told.
    fn take_apart(&mut self, folder: &Path) -> Result<(), Fault> {
        let here = self.places.staging.join(folder);
        let mut so_far = Ok(());
        for name in self.fs.read_dir(&here).told("list the folder", &here)? {
            let path = folder.join(name);
            if !(self.has_list && path == Path::new(MANIFEST)) {
                let done = self.take_out(&path);
                so_far = so_far.and(done);
            }
        }
        so_far
    }

    fn take_out(&mut self, path: &Path) -> Result<(), Fault> {
        let here = self.places.staging.join(path);
        let Some(seen) = look(self.fs, &here)? else { return Ok(()) };
        let name = with_slashes(path);
        if seen.is_dir() {
            let ours = name.is_some_and(|name| self.listed.lists_below(&name));
            if ours || look(self.fs, &self.places.out.join(path))?.is_some() {
                self.take_apart(path)?;
                return remove_dir(self.fs, &here);
            }
            return self.keep(path);
        }
        if path == Path::new(MARK) {
            return self.take_mark(&seen);
        }
        match name.and_then(|name| self.listed.get(&name).cloned()) {
            None => self.keep(path),
            Some(record) if seen.is_file() && self.is_as_written(path, &seen, &record)? => {
                remove_file(self.fs, &here)
            }
            // A page that somebody edited: the new site has its own, so theirs goes aside.
            Some(_) => self.keep_aside(path),
        }
    }

    /// A disk may have kept the mark here although it was moved to be the journal. It must not get into a site.
    fn take_mark(&mut self, seen: &Metadata) -> Result<(), Fault> {
        let mark = &self.places.mark;
        if seen.is_file() && MARK_TEXT.as_bytes() == self.fs.read(mark).told("read the file", mark)? {
            return remove_file(self.fs, mark);
        }
        self.keep_aside(Path::new(MARK))
    }

    fn is_as_written(&self, path: &Path, seen: &Metadata, record: &Record) -> Result<bool, Fault> {
        // Taken over by the new site: removing this name leaves the file itself there, whatever it holds.
        if look(self.fs, &self.places.out.join(path))?.is_some_and(|new| same_file(&new, seen) == Some(true))
        {
            return Ok(true);
        }
        if seen.len() != record.bytes {
            return Ok(false);
        }
        let here = self.places.staging.join(path);
        let content = self.fs.read(&here).told("read the old page", &here)?;
        Ok(Record::of(&content) == *record)
    }

    /// Moves a file or folder that homeround did not write to the same place in the published site.
    fn keep(&mut self, path: &Path) -> Result<(), Fault> {
        let out = self.places.out.clone();
        if !self.move_below(path, &out)? {
            self.keep_aside(path)?;
        }
        Ok(())
    }

    fn keep_aside(&mut self, path: &Path) -> Result<(), Fault> {
        let folder = self.kept.folder(self.fs)?;
        if self.move_below(path, &folder)? {
            return Ok(());
        }
        // An older tree, cleared away by this same build, left a file of that name there.
        self.kept.folder = None;
        let folder = self.kept.folder(self.fs)?;
        if self.move_below(path, &folder)? {
            return Ok(());
        }
        Err(ErrorKind::AlreadyExists.into())
            .told("move a file that homeround did not write to", &folder.join(path))
    }

    /// Moves to the same place below `base`; `false`, and nothing moved, when that place is taken.
    fn move_below(&mut self, path: &Path, base: &Path) -> Result<bool, Fault> {
        let target = base.join(path);
        if !self.way_is_free(path, base)? {
            return Ok(false);
        }
        let here = self.places.staging.join(path);
        match self.fs.rename(&here, &target) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            moved => {
                moved.told("move a file that homeround did not write", &here)?;
                self.kept.moved.push(target);
                Ok(true)
            }
        }
    }

    /// Makes the folders above `path` below `base`; `false` when one of them is something else.
    fn way_is_free(&self, path: &Path, base: &Path) -> Result<bool, Fault> {
        if !look(self.fs, base)?.is_some_and(|seen| seen.is_dir()) {
            return Ok(false);
        }
        let mut folder = base.to_owned();
        for part in path.parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            match look(self.fs, &folder)? {
                Some(seen) if seen.is_dir() => {}
                Some(_) => return Ok(false),
                None => self.fs.create_dir(&folder).told("make the folder", &folder)?,
            }
        }
        Ok(true)
    }
}

/// The path as a manifest writes it; `None` for a name no manifest can hold.
fn with_slashes(path: &Path) -> Option<String> {
    let parts = path.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

fn remove_file(fs: &dyn FileSystem, path: &Path) -> Result<(), Fault> {
    fs.remove_file(path).told("remove the file", path)
}

fn remove_dir(fs: &dyn FileSystem, path: &Path) -> Result<(), Fault> {
    fs.remove_dir(path).told("remove the folder", path)
}
