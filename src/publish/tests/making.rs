//! New files in an empty place: what is made, what is refused, and what is told when any operation fails.

use std::fs;
use std::path::{Path, PathBuf};

use super::faulty::{Faulty, Manner};
use super::{Files, files_below, site, write};
use crate::publish::{Disk, Fault, new_files};

const NEW: [(&str, &[u8]); 3] = [("top.toml", b"one"), ("a/b.csv", b"two"), ("a/c.txt", b"three")];

/// A folder with something of somebody's in it, beside which the new one is to be.
fn ground() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("own.txt"), "own");
    let new = folder.path().join("x/new");
    (folder, new)
}

fn whole() -> Files {
    site(&[("top.toml", "one"), ("a/b.csv", "two"), ("a/c.txt", "three")])
}

#[test]
fn missing_folders_and_all_files_are_made() {
    for given in ["x/new", "x/new/", "./x/./new"] {
        let (folder, new) = ground();
        new_files(&Disk, &folder.path().join(given), &NEW).unwrap();
        assert_eq!(files_below(&new), whole(), "{given}");
    }
    let (_folder, new) = ground();
    fs::create_dir_all(&new).unwrap();
    new_files(&Disk, &new, &NEW).unwrap();
    assert_eq!(files_below(&new), whole());
}

#[test]
fn what_is_not_an_empty_folder_is_refused_in_words() {
    let (folder, _) = ground();
    let at = |name: &str| folder.path().join(name);
    for number in 0..25 {
        write(&at(&format!("many/{number:02}.toml")), "own");
    }
    write(&at("hidden/.git/HEAD"), "own");
    fs::create_dir(at("empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("empty"), at("link")).unwrap();
    let before = files_below(folder.path());
    let link = "is a link to another place. homeround writes only to a real folder, so that no file lands where you do \
                not expect it";
    let mixed = "Only an empty folder is used, so that nothing of yours is mixed up with what is new";
    let numbers = (0..20).map(|number| format!("{number:02}.toml")).collect::<Vec<_>>().join(", ");
    let cases = [
        ("own.txt", "is a file, not a folder".to_owned()),
        ("hidden", format!("is not empty. It holds .git. {mixed}")),
        ("many", format!("is not empty. It holds {numbers} and 5 more. {mixed}")),
        #[cfg(unix)]
        ("link", link.to_owned()),
        #[cfg(unix)]
        ("link/", link.to_owned()),
    ];
    for (name, why) in cases {
        let fault = new_files(&Disk, &at(name), &NEW).unwrap_err();
        let shown = at(name.trim_end_matches('/'));
        assert_eq!(
            fault.to_string(),
            format!(
                "{} {why}. Nothing was changed. Name a folder that is empty, or one that is not there yet.",
                shown.display()
            )
        );
        assert_eq!(fault.exit_code(), 4);
        assert_eq!(files_below(folder.path()), before, "{name}");
    }
}

#[test]
fn a_file_that_comes_in_between_is_never_written_over() {
    let (_folder, new) = ground();
    let theirs = new.join("a/b.csv");
    let faulty = {
        let theirs = theirs.clone();
        Faulty::meanwhile("create_new b.csv", move || fs::write(&theirs, "theirs").unwrap())
    };
    let fault = new_files(&faulty, &new, &NEW).unwrap_err();
    assert!(matches!(&fault, Fault::Unfinished { path, .. } if *path == theirs), "{fault}");
    assert_eq!(files_below(&new), site(&[("top.toml", "one"), ("a/b.csv", "theirs")]));
}

/// Whatever fails, what was there stands, and what is there besides is named in the message, whole but for the last.
#[test]
fn every_fault_names_what_was_made() {
    let count = {
        let faulty = Faulty::never();
        let (_folder, new) = ground();
        new_files(&faulty, &new, &NEW).unwrap();
        faulty.count()
    };
    assert!(count > 12, "{count} operations: the sweep is not what it was");
    for manner in [Manner::Once, Manner::DoneButDenied, Manner::FromThenOn] {
        for at in 0..count {
            let (folder, new) = ground();
            let faulty = Faulty::new(at, manner, 28);
            let result = new_files(&faulty, &new, &NEW);
            let what = format!("operation {at} of {count}, {manner:?}: {result:?}");
            assert_eq!(fs::read(folder.path().join("own.txt")).unwrap(), b"own", "{what}");
            match result {
                Ok(()) => assert_eq!(files_below(&new), whole(), "{what}"),
                Err(fault) => assert_all_named(&fault, folder.path(), &what),
            }
        }
    }
}

fn assert_all_named(fault: &Fault, folder: &Path, what: &str) {
    let Fault::Unfinished { path, made, .. } = fault else { panic!("{what}") };
    let message = fault.to_string();
    assert!(message.contains("the disk is full"), "{what}");
    assert_eq!(fault.exit_code(), 3, "{what}");
    for (name, bytes) in files_below(folder) {
        if name == "own.txt" {
            continue;
        }
        let place = folder.join(name.trim_end_matches("(empty folder)"));
        let known = made.contains(&place);
        assert!(known || *path == place, "{what}: {name} is there and not named");
        assert!(message.contains(place.to_str().unwrap().trim_end_matches('/')), "{what}: {message}");
        if known && place.is_file() {
            assert_eq!(whole().get(name.trim_start_matches("x/new/")), Some(&bytes), "{what}: {name}");
        }
    }
    assert!(made.iter().all(|one| one.exists()), "{what}");
}
