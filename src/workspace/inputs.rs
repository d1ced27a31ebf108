//! The folder of a workspace -> a digest of every file that a site is made from, by which a later build knows what
//! changed. It reads the same files that are read for the site, and understands none of them.

use super::answers;
use crate::diagnostic::Sink;
use crate::digest::{Digest, Digesting, digest};
use crate::source::walk::{self, Found, Mark, Standing};
use crate::threads;
use std::collections::BTreeMap;
use std::path::Path;

/// Where a workspace keeps what a site is made from.
pub const INPUTS: [&str; 4] = ["answers", "content", "themes", "homeround.toml"];

/// Nothing that is read for a site is longer than this, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Everything that a site is made from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// What does not lie in the workspace: the program, and what it was asked for.
    program: Digest,
    files: BTreeMap<String, Input>,
}

#[derive(Clone, Debug)]
struct Input {
    mark: Option<Mark>,
    digest: Digest,
}

impl Inputs {
    /// Looks at every file. Nothing where something cannot be read or is passed over with a word about it: what is made
    /// of such a workspace is made anew each time. `program` is a digest of the program and of what it was asked for.
    pub fn look(root: &Path, program: Digest) -> Option<Inputs> {
        let found = find(root)?;
        let inputs = threads::each(found.len(), |at| found.get(at).and_then(read));
        let inputs: Vec<Input> = inputs.into_iter().collect::<Option<_>>()?;
        Some(Inputs { program, files: found.into_iter().map(|found| found.name).zip(inputs).collect() })
    }

    /// Whether every file has still the size and the time that it had, and none has come or gone: so that what was read
    /// since is what was looked at.
    pub fn stand(&self, root: &Path) -> bool {
        let marks = |found: Vec<Found>| {
            found.len() == self.files.len()
                && found.iter().all(|found| {
                    let seen = walk::mark(found);
                    seen.is_some() && self.files.get(&found.name).is_some_and(|input| input.mark == seen)
                })
        };
        find(root).is_some_and(marks)
    }

    /// The digest of one file's content, by its name.
    pub fn of(&self, name: &str) -> Option<&Digest> {
        self.files.get(name).map(|input| &input.digest)
    }

    /// A digest of the program and of all files, with their names.
    pub fn all(&self) -> Digest {
        self.those(|_| true)
    }

    /// The same of all but answers files.
    pub fn beside_answers(&self) -> Digest {
        self.those(|name| !answers::is_answers_file(name))
    }

    fn those(&self, wanted: impl Fn(&str) -> bool) -> Digest {
        let mut all = Digesting::default();
        all.add(&self.program);
        for (name, input) in self.files.iter().filter(|(name, _)| wanted(name)) {
            // A name may have any length, a digest has one.
            all.add(&digest(name.as_bytes()));
            all.add(&input.digest);
        }
        all.digest()
    }
}

/// Every file; nothing where something would have to be said about one.
fn find(root: &Path) -> Option<Vec<Found>> {
    let mut sink = Sink::default();
    let mut found = Vec::new();
    for name in INPUTS {
        let path = root.join(name);
        match walk::standing(&path) {
            Standing::Nothing => {}
            Standing::Folder => found.extend(walk::files(root, name, &mut sink)),
            Standing::File => found.push(Found { name: name.to_owned(), path }),
            Standing::Link | Standing::Other | Standing::Unseen => return None,
        }
    }
    sink.into_sorted().is_empty().then_some(found)
}

fn read(found: &Found) -> Option<Input> {
    // Before it is read: if it is written meanwhile, its mark will not be this one.
    let mark = walk::mark(found);
    Some(Input { mark, digest: digest(&walk::bytes(found, LONGEST).ok()?) })
}
