//! Names and bytes -> new files in a folder that is empty or not there yet.
//!
//! It only ever makes things: nothing that exists is opened for writing, replaced, moved or removed. So it takes
//! nothing back after a fault either; the fault names what was made.

use std::path::{Path, PathBuf};

use super::fault::{Told as _, shown};
use super::places::look;
use super::refuse::few;
use super::{Fault, FileSystem};

/// How many names of what is in the way are told.
const NAMES: usize = 20;

/// Makes `folder`, with the folders above it that are missing, and in it `files`: names with `/` between their
/// parts, which the program itself chose, and what they say.
///
/// # Errors
/// [`Fault::Refused`] when there is anything in `folder`, or when it is no folder: nothing was made.
/// [`Fault::Unfinished`] when the disk fails: it names what was made before.
pub fn new_files(fs: &dyn FileSystem, folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Fault> {
    let mut made = Vec::new();
    // A path that ends with `/` would be looked at through a link; taken apart and put together it has no such end.
    let folder: PathBuf = folder.components().collect();
    must_be_free(fs, &folder)
        .and_then(|()| make(fs, &folder, files, &mut made))
        .map_err(|fault| unfinished(fault, made))
}

fn must_be_free(fs: &dyn FileSystem, folder: &Path) -> Result<(), Fault> {
    let name = if folder == Path::new(".") { "This folder".to_owned() } else { shown(folder) };
    let Some(seen) = look(fs, folder)? else { return Ok(()) };
    let in_the_way = if seen.is_symlink() {
        "is a link to another place. homeround writes only to a real folder, so that no file lands where you do not \
         expect it"
            .to_owned()
    } else if seen.is_dir() {
        let names = fs.read_dir(folder).told("list the folder", folder)?;
        if names.is_empty() {
            return Ok(());
        }
        format!(
            "is not empty. It holds {}. Only an empty folder is used, so that nothing of yours is mixed up with what is \
             new",
            few(&names, NAMES)
        )
    } else {
        "is a file, not a folder".to_owned()
    };
    Err(Fault::Refused(format!(
        "{name} {in_the_way}. Nothing was changed. Name a folder that is empty, or one that is not there yet."
    )))
}

fn make(
    fs: &dyn FileSystem,
    folder: &Path,
    files: &[(&str, &[u8])],
    made: &mut Vec<PathBuf>,
) -> Result<(), Fault> {
    make_folders(fs, folder, made)?;
    let topmost = made.first().and_then(|first| first.parent()).map(Path::to_owned);
    for (name, bytes) in files {
        let file = folder.join(name);
        if let Some(above) = file.parent() {
            make_folders(fs, above, made)?;
        }
        fs.create_new(&file, bytes).told("write the file", &file)?;
        made.push(file);
    }
    fs.sync_file_system(folder).told("make sure that everything is on the disk in", folder)?;
    match topmost.filter(|above| !above.as_os_str().is_empty()) {
        Some(above) => fs.sync_folder(&above).told("make sure that everything is on the disk in", &above),
        None => Ok(()),
    }
}

/// Makes a folder and those above it, as far as they are missing.
fn make_folders(fs: &dyn FileSystem, folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let mut missing = Vec::new();
    for place in folder.ancestors().filter(|place| !place.as_os_str().is_empty()) {
        if look(fs, place)?.is_some() {
            break;
        }
        missing.push(place);
    }
    for place in missing.into_iter().rev() {
        // Another program may have been quicker; what is in the folder is never written over.
        if let Err(error) = fs.create_dir(place)
            && !look(fs, place)?.is_some_and(|seen| seen.is_dir())
        {
            return Err(error).told("make the folder", place);
        }
        made.push(place.to_owned());
    }
    Ok(())
}

/// The words of a build's fault do not fit here: there is no site that stands as it was.
fn unfinished(fault: Fault, made: Vec<PathBuf>) -> Fault {
    match fault {
        Fault::Io { what, path, source } => Fault::Unfinished { what, path, made, source },
        other => other,
    }
}
