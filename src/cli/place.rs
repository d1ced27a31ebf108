//! Where the workspace is.

use super::Ending;
use crate::source::walk::{self, Standing};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why there is no workspace to work in.
pub(super) enum NoWorkspace {
    /// The folder that was named is not there.
    NotThere(PathBuf),
    /// Nobody can tell whether it is there: the disk reports a fault, or a folder above is closed.
    Unseen(PathBuf),
    /// None was named, and neither this folder nor one above it is a workspace.
    NowhereUpward,
}

/// The folder that was named, or the nearest one upward that is a workspace.
#[expect(clippy::disallowed_methods, reason = "the command line is where the current folder matters")]
pub(super) fn root(named: Option<&Path>) -> Result<PathBuf, NoWorkspace> {
    if let Some(named) = named {
        return match walk::standing(named) {
            Standing::Folder => Ok(named.to_owned()),
            Standing::Unseen => Err(NoWorkspace::Unseen(named.to_owned())),
            _ => Err(NoWorkspace::NotThere(named.to_owned())),
        };
    }
    let here = std::env::current_dir().map_err(|_| NoWorkspace::Unseen(PathBuf::from(".")))?;
    let found = here.ancestors().find(|folder| is_workspace(folder)).map(Path::to_owned);
    found.ok_or(NoWorkspace::NowhereUpward)
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
pub(super) fn no_workspace(why: &NoWorkspace, messages: &mut dyn Write) -> io::Result<Ending> {
    match why {
        NoWorkspace::NotThere(named) => writeln!(messages, "error: there is no folder {}", named.display())?,
        NoWorkspace::NowhereUpward => {
            writeln!(messages, "error: neither this folder nor one above it is a workspace")?;
        }
        NoWorkspace::Unseen(named) => {
            writeln!(messages, "error: the folder {} could not be looked at", named.display())?;
            writeln!(messages, "Try again; if it stays so, ask whoever owns it to let you read it.")?;
            return Ok(Ending::InputOutput);
        }
    }
    writeln!(messages, "A workspace is a folder with homeround.toml or with a folder named answers.")?;
    writeln!(messages, "Go to one, name one with --root DIR, or make one with `homeround init DIR`.")?;
    Ok(Ending::WrongUsage)
}
