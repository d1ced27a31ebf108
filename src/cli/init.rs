//! `homeround init`: writes a new workspace that builds as it is.

use super::{Ending, Streams};
use crate::beginning::{self, FILES, README};
use crate::diagnostic::render::clean;
use crate::publish::{Disk, new_files};
use std::borrow::Cow;
use std::io;
use std::path::Path;

pub(super) fn run(folder: &Path, england: bool, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let files: Vec<(&str, Cow<'_, str>)> = if england {
        beginning::england().into_iter().map(|(name, text)| (name, text.into())).collect()
    } else {
        FILES.iter().map(|(name, text)| (*name, (*text).into())).collect()
    };
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    if let Err(fault) = new_files(&Disk, folder, &bytes) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(super::build::ending(&fault));
    }
    let here = folder == Path::new(".");
    let shown = clean(&folder.display().to_string());
    let place = if here { "this folder" } else { &shown };
    let what = if england {
        "the regions and integrated care boards of England, and no homes yet"
    } else {
        "an example area that does not exist"
    };
    writeln!(streams.out, "A new workspace is in {place}. It holds {what}:")?;
    for (name, _) in &files {
        writeln!(streams.out, "  {name}")?;
    }
    writeln!(streams.out, "Read {README} next: it says how to make the workspace your own.")?;
    let root = if here { String::new() } else { format!(" --root \"{shown}\"") };
    writeln!(streams.out, "To see the site first, type: homeround serve{root}")?;
    Ok(Ending::Done)
}
