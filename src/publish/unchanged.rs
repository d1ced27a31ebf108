//! Says whether what is published is already the site that would be made, so that nothing need be made at all.
//!
//! It only looks. Any doubt is a reason to build.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::finish::read_back;
use super::manifest::Manifest;
use super::places::{Places, look};
use super::{Fault, FileSystem, MANIFEST, Published, refuse};
use crate::digest::Digest;
use crate::progress::{Stage, Watch};

/// The published site, if it was made from exactly this, every file reads as it was written, and nothing that
/// homeround did not write stands among them. `inputs` and `forbidden` are those of [`begin`](super::begin).
pub fn unchanged(
    fs: &dyn FileSystem,
    out: &Path,
    inputs: &[PathBuf],
    forbidden: &[PathBuf],
    made_from: &Digest,
    watch: &dyn Watch,
) -> Option<Published> {
    let places = refuse::place(fs, out, inputs, forbidden).ok()?;
    if is_under_way(fs, &places).ok()? {
        return None;
    }
    let manifest = refuse::standing(fs, &places.out).ok()??.manifest;
    if manifest.made_from.as_ref() != Some(made_from) || !holds_only(fs, &places.out, "", &manifest).ok()? {
        return None;
    }
    watch.begin(Stage::Checking, manifest.files.len());
    read_back(fs, &places.out, &manifest, &BTreeSet::new(), watch).ok()?;
    Some(Published {
        pages: manifest.pages(),
        files: manifest.files.len(),
        bytes: manifest.bytes(),
        written: 0,
        taken_over: manifest.files.len(),
        kept: Vec::new(),
        untidied: None,
    })
}

/// Whether a build runs, or was killed and left something to be put right.
fn is_under_way(fs: &dyn FileSystem, places: &Places) -> Result<bool, Fault> {
    for beside in [&places.lock, &places.journal, &places.previous, &places.staging] {
        if look(fs, beside)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a folder of the site holds nothing but files of the list and folders of such files.
fn holds_only(fs: &dyn FileSystem, folder: &Path, name: &str, manifest: &Manifest) -> std::io::Result<bool> {
    for found in fs.read_dir(folder)? {
        let Some(found) = found.to_str() else { return Ok(false) };
        let path = if name.is_empty() { found.to_owned() } else { format!("{name}/{found}") };
        let ours = path == MANIFEST
            || manifest.get(&path).is_some()
            || (manifest.lists_below(&path) && holds_only(fs, &folder.join(found), &path, manifest)?);
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}
