//! Where the workspace is.

use super::Ending;
use crate::source::walk;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder that was named, or the nearest one upward that is a workspace.
#[expect(clippy::disallowed_methods, reason = "the command line is where the current folder matters")]
pub(super) fn root(named: Option<&Path>) -> Option<PathBuf> {
    if let Some(named) = named {
        return walk::is_folder(named).then(|| named.to_owned());
    }
    let here = std::env::current_dir().ok()?;
    here.ancestors().find(|folder| is_workspace(folder)).map(Path::to_owned)
}

/// The folder that is to become a workspace: the named one, counted from `--root` where that was given, else from here.
pub(super) fn of_new(root: Option<&Path>, named: Option<&Path>) -> PathBuf {
    match (root, named) {
        (Some(root), Some(named)) => root.join(named),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => PathBuf::from("."),
    }
}

/// A folder with `homeround.toml` at its root, or else with `answers`.
fn is_workspace(folder: &Path) -> bool {
    walk::is_file(&folder.join("homeround.toml")) || walk::is_folder(&folder.join("answers"))
}

/// Says that there is no workspace.
pub(super) fn no_workspace(named: Option<&Path>, messages: &mut dyn Write) -> io::Result<Ending> {
    match named {
        Some(named) => writeln!(messages, "error: there is no folder {}", named.display())?,
        None => writeln!(messages, "error: neither this folder nor one above it is a workspace")?,
    }
    writeln!(messages, "A workspace is a folder with homeround.toml or with a folder named answers.")?;
    writeln!(messages, "Go to one, name one with --root DIR, or make one with `homeround init DIR`.")?;
    Ok(Ending::WrongUsage)
}
