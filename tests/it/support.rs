//! Workspaces made for a test, and the program run in them.

use homeround::cli::{self, Streams};
use std::path::Path;
use tempfile::TempDir;

/// A workspace in a folder of its own that goes when the test ends.
pub(crate) struct Project {
    folder: TempDir,
}

/// How a run of the program ended.
pub(crate) struct Run {
    pub code: u8,
    pub out: String,
    pub messages: String,
}

impl Project {
    /// A workspace of these files: names from its root with `/` between their parts, and what they say.
    pub(crate) fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            project.write(name, text.as_bytes());
        }
        project
    }

    /// Writes one more file, with the folders it needs.
    #[expect(clippy::disallowed_methods, reason = "a test makes its own workspace")]
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.root().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Makes a folder, with the folders it lies in.
    #[expect(clippy::disallowed_methods, reason = "a test makes its own workspace")]
    pub(crate) fn folder(&self, name: &str) {
        std::fs::create_dir_all(self.root().join(name)).unwrap();
    }

    /// Makes a link to another place, with the folders it needs.
    #[cfg(unix)]
    #[expect(clippy::disallowed_methods, reason = "a test makes its own workspace")]
    pub(crate) fn link(&self, name: &str, to: &str) {
        let path = self.root().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(to, path).unwrap();
    }

    /// Links are made on Unix alone.
    #[cfg(not(unix))]
    pub(crate) fn link(&self, name: &str, to: &str) {
        panic!("{name} -> {to}: no link can be made here");
    }

    /// The workspace's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program in this workspace; messages come without terminal colours.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let root = self.root().to_string_lossy().into_owned();
        let typed = ["homeround"]
            .iter()
            .chain(arguments)
            .map(|one| (*one).to_owned())
            .chain(["--root".to_owned(), root]);
        let (mut out, mut messages) = (Vec::new(), Vec::new());
        let mut plain_out = anstream::StripStream::new(&mut out);
        let mut plain_messages = anstream::StripStream::new(&mut messages);
        let streams = &mut Streams { out: &mut plain_out, messages: &mut plain_messages, terminal: false };
        let ending = cli::run(typed.map(Into::into), streams).unwrap();
        Run {
            code: ending.code(),
            out: String::from_utf8(out).unwrap(),
            messages: String::from_utf8(messages).unwrap(),
        }
    }
}
