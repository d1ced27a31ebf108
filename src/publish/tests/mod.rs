//! Tests of the module as a whole, through its public face; here the sites and folders they share.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests look at the disk behind the back of what they test"
)]

mod concurrency;
mod faulty;
mod keeping;
mod locking;
mod making;
mod pieces;
mod recovery;
mod refusals;
mod single;
mod sweep;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Fault, FileSystem, MANIFEST, Published, Shelf, SitePath, Staging, begin};
use crate::progress::Unwatched;

/// No program has this number: Linux stops at 4,194,304.
const DEAD: &str = "4999999";

type Files = BTreeMap<String, Vec<u8>>;

/// The site before and after, chosen so that a page stays, changes, goes, comes, and changes folder.
const V1: [(&str, &str); 6] = [
    ("index.html", "index one"),
    ("same.html", "the same"),
    ("edited.html", "as written"),
    ("a/gone.html", "gone"),
    ("a/b/deep.html", "deep"),
    ("late/page.html", "late one"),
];
const V2: [(&str, &str); 6] = [
    ("index.html", "index two"),
    ("same.html", "the same"),
    ("edited.html", "as written two"),
    ("clash.html", "new page"),
    ("a/b/deep.html", "deep"),
    ("new/page.html", "new"),
];
/// How many pages each has.
const PAGES: usize = 6;
/// What people put into the output folder after V1, which stays in its place.
const STRAYS: [(&str, &str); 4] = [
    ("notes.txt", "my notes"),
    (".nojekyll", "dot"),
    ("late/own.txt", "mine"),
    ("uploads/x/photo.jpg", "photo"),
];
/// What people put there which has no place in V2.
const ASIDE: [(&str, &str); 2] = [("edited.html", "as WRITTEN"), ("clash.html", "was here first")];

/// A folder with an input beside the output folder.
struct Ground {
    folder: TempDir,
}

impl Ground {
    fn new() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("answers")).unwrap();
        fs::write(folder.path().join("answers/home.toml"), "level = 3").unwrap();
        Ground { folder }
    }

    /// With V1 published and people's own files in it.
    fn with_v1(fs: &dyn FileSystem) -> Ground {
        let ground = Ground::new();
        ground.build(fs, &V1).unwrap();
        for (path, text) in STRAYS.iter().chain(&ASIDE) {
            write(&ground.out().join(path), text);
        }
        ground
    }

    fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    fn out(&self) -> PathBuf {
        self.at("site")
    }

    fn begin<'a>(&self, fs: &'a dyn FileSystem) -> Result<Staging<'a>, Fault> {
        begin(fs, &self.out(), &[self.at("answers")], &[self.at("home")], DEAD)
    }

    fn build(&self, fs: &dyn FileSystem, site: &[(&str, &str)]) -> Result<Published, Fault> {
        let staging = self.begin(fs)?;
        for (path, text) in site {
            staging.put(&SitePath::new(path).unwrap(), text.as_bytes())?;
        }
        staging.finish(&Unwatched)
    }

    /// Everything in the folder, so also what stands beside the site.
    fn all(&self) -> Files {
        files_below(&self.path())
    }

    fn published(&self) -> Files {
        files_below(&self.out())
    }

    /// The published files which homeround wrote: all but those that people put there. A folder made for a
    /// file that was then not moved into it is no page either.
    fn pages(&self) -> Files {
        let mut files = self.published();
        files.remove(MANIFEST);
        files.retain(|path, _| {
            !path.ends_with("(empty folder)") && !STRAYS.iter().any(|(stray, _)| stray == path)
        });
        files
    }

    /// The names in the folder.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path())
            .unwrap()
            .map(|found| found.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Every file that is not ours is somewhere, whole, and the input is as it was.
    fn assert_nothing_lost(&self, what: &str) {
        let all = self.all();
        for (path, text) in STRAYS.iter().chain(&ASIDE) {
            let name = format!("/{path}");
            let there = all.iter().any(|(found, bytes)| found.ends_with(&name) && bytes == text.as_bytes());
            assert!(there, "{what}: lost {path} of {all:?}");
        }
        assert_eq!(files_below(&self.at("answers")), site(&[("home.toml", "level = 3")]), "{what}");
    }
}

fn site(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file below a folder with its content; a link or an empty folder is told as such.
fn files_below(folder: &Path) -> Files {
    fn collect(folder: &Path, prefix: &str, files: &mut Files) {
        let entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
        if entries.is_empty() {
            files.insert(format!("{prefix}(empty folder)"), Vec::new());
        }
        for entry in entries {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else if kind.is_symlink() {
                files
                    .insert(name, format!("link to {:?}", fs::read_link(entry.path()).unwrap()).into_bytes());
            } else {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = Files::new();
    if folder.exists() {
        collect(folder, "", &mut files);
    }
    files
}
