//! Folders as maps from path to bytes, so that whole trees can be compared; and the two workspaces that tests build
//! sites from: the demonstration and the small golden project.

#![expect(clippy::disallowed_methods, reason = "tests read and write the folders they compare")]

use crate::support::Project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use walkdir::WalkDir;

/// Every file below a folder: its path from there with `/` between parts, and its bytes.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A workspace's files and the site that was built from them.
pub(crate) struct Built {
    pub inputs: Tree,
    pub site: Tree,
}

/// The demonstration in the repository, built once for all tests that look at its pages.
pub(crate) static DEMONSTRATION: LazyLock<Built> = LazyLock::new(|| built(demonstration()));
/// The small project, built once likewise.
pub(crate) static SMALL: LazyLock<Built> = LazyLock::new(|| built(small()));
/// The demonstration's answers to the contract's requirements alone, built once likewise.
pub(crate) static CONTRACT: LazyLock<Built> = LazyLock::new(|| built(contract()));

/// A path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What the program is made of, as `Cargo.toml` says.
pub(crate) fn manifest() -> String {
    std::fs::read_to_string(repository("Cargo.toml")).unwrap()
}

/// The files of the demonstration: what a fresh clone builds its site from.
pub(crate) fn demonstration() -> Tree {
    let mut files = read(&repository(""), &["answers", "content"]);
    files.insert("homeround.toml".to_owned(), std::fs::read(repository("homeround.toml")).unwrap());
    files
}

/// A workspace whose programme is the contract's requirements: what the demonstration answers to them, and nothing else.
pub(crate) fn contract() -> Tree {
    let is_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("framework = \"ehch-contract-2020\"");
    let mut files = read(&repository(""), &["answers"]);
    files.retain(|name, bytes| name.ends_with(".csv") || is_of(bytes));
    let settings = "[site]\ntitle = \"Northmoor contract (fictitious)\"\nas_at = 2026-10-12\n\
                    [programme]\nframework = \"ehch-contract-2020\"\nstarted = 2025-10-01\n";
    files.insert("homeround.toml".to_owned(), settings.as_bytes().to_vec());
    files
}

/// The files of the small project.
pub(crate) fn small() -> Tree {
    read_all(&repository("tests/golden/small/project"))
}

/// A workspace of these files, written in this order.
pub(crate) fn project<'t>(files: impl IntoIterator<Item = (&'t String, &'t Vec<u8>)>) -> Project {
    let project = Project::new([]);
    for (name, bytes) in files {
        project.write(name, bytes);
    }
    project
}

/// Whether a path in the repository leads to a file or folder.
pub(crate) fn exists(path: &str) -> bool {
    repository(path).exists()
}

/// Every file below a folder; nothing when there is no such folder.
pub(crate) fn read_all(folder: &Path) -> Tree {
    read(folder, &[""])
}

/// Every file below some folders of a folder.
pub(crate) fn read(root: &Path, folders: &[&str]) -> Tree {
    let found = folders.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir());
    let entries = found.flat_map(|folder| WalkDir::new(folder).into_iter().map(Result::unwrap));
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files.map(|file| (name(root, file.path()), std::fs::read(file.path()).unwrap())).collect()
}

/// Whether a workspace has a folder or a file of this name.
pub(crate) fn is_there(project: &Project, name: &str) -> bool {
    project.root().join(name).exists()
}

/// What differs between two trees, a line for each file, the first line that differs with it.
pub(crate) fn differences(expected: &Tree, found: &Tree) -> Vec<String> {
    let missing = expected.keys().filter(|path| !found.contains_key(*path));
    let mut told: Vec<String> = missing.map(|path| format!("{path}: expected and not there")).collect();
    for (path, bytes) in found {
        match expected.get(path) {
            None => told.push(format!("{path}: there and not expected")),
            Some(wanted) if wanted != bytes => {
                told.push(format!("{path}: {}", first_difference(wanted, bytes)));
            }
            Some(_) => {}
        }
    }
    told
}

/// Holds that two trees are the same, path by path and byte by byte.
#[track_caller]
pub(crate) fn assert_same(expected: &Tree, found: &Tree, about: &str) {
    let told = differences(expected, found);
    assert!(told.is_empty(), "{about}: {} files differ:\n{}", told.len(), told.join("\n"));
}

/// Makes a folder hold just these files.
pub(crate) fn replace(folder: &Path, files: &Tree) {
    if folder.is_dir() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn built(inputs: Tree) -> Built {
    let project = project(&inputs);
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    Built { inputs, site: read_all(&project.root().join("site")) }
}

fn first_difference(expected: &[u8], found: &[u8]) -> String {
    let (expected, found) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(found));
    let (mut wanted, mut there) = (expected.split('\n'), found.split('\n'));
    let mut line = 1;
    loop {
        match (wanted.next(), there.next()) {
            (None, None) => return "the bytes differ where they are no text".to_owned(),
            (one, other) if one == other => line += 1,
            (one, other) => {
                let shown = |line: Option<&str>| line.map_or_else(|| "its end".to_owned(), str::to_owned);
                return format!(
                    "line {line} differs\n  expected: {}\n  found:    {}",
                    shown(one),
                    shown(other)
                );
            }
        }
    }
}

fn name(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap().components();
    parts.map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>().join("/")
}

#[test]
fn trees_are_compared_file_by_file_and_line_by_line() {
    let tree = |files: &[(&str, &str)]| -> Tree {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    };
    let expected = tree(&[("a", "1\n2\n3\n"), ("b", "x"), ("c", "same"), ("d", "1\n")]);
    let found = tree(&[("a", "1\nTWO\n3\n"), ("c", "same"), ("d", "1\n2"), ("e", "y")]);
    assert_eq!(
        differences(&expected, &found),
        [
            "b: expected and not there",
            "a: line 2 differs\n  expected: 2\n  found:    TWO",
            "d: line 2 differs\n  expected: \n  found:    2",
            "e: there and not expected",
        ]
    );
    assert!(differences(&found, &found).is_empty());
}
