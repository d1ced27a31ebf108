//! `homeround init`: writes a new workspace that builds as it is.

use super::{Ending, Streams};
use crate::beginning::{FILES, README};
use crate::diagnostic::render::clean;
use crate::publish::{Disk, new_files};
use std::io;
use std::path::Path;

pub(super) fn run(folder: &Path, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let files: Vec<(&str, &[u8])> = FILES.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    if let Err(fault) = new_files(&Disk, folder, &files) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(super::build::ending(&fault));
    }
    let here = folder == Path::new(".");
    let shown = clean(&folder.display().to_string());
    let place = if here { "this folder" } else { &shown };
    writeln!(streams.out, "A new workspace is in {place}. It holds an example area that does not exist:")?;
    for (name, _) in FILES {
        writeln!(streams.out, "  {name}")?;
    }
    writeln!(streams.out, "Read {README} next: it says how to make the workspace your own.")?;
    let root = if here { String::new() } else { format!(" --root \"{shown}\"") };
    writeln!(streams.out, "To see the site first, type: homeround serve{root}")?;
    Ok(Ending::Done)
}
