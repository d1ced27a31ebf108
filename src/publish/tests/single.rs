//! One file amended on a disk that fails: what it held before or what it was to hold is always there, whole.

use super::faulty::{Faulty, Manner};
use crate::publish::amend_one;
use std::fs;

/// What a system says that cannot exchange two names in one step.
const NO_SUCH_STEP: i32 = 22;
const BROKEN: i32 = 5;

/// Amends a file on this disk; gives what its folder holds after, and what was told.
fn amended(disk: &Faulty) -> (Vec<(String, String)>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, "old").unwrap();
    let told = amend_one(disk, &path, Some(b"old"), b"new").map_err(|fault| fault.to_string());
    let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, String)> = entries
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    (files, told.err().unwrap_or_default())
}

#[test]
fn wherever_the_disk_fails_the_old_words_or_the_new_ones_are_there() {
    for no_exchange in [None, Some(NO_SUCH_STEP)] {
        let counting = Faulty::never().without_exchange(no_exchange);
        let (files, told) = amended(&counting);
        assert_eq!((files, told.as_str()), (vec![("a.toml".to_owned(), "new".to_owned())], ""));
        let count = counting.count();
        assert!(count > 4, "{count} operations");
        for manner in [Manner::Once, Manner::DoneButDenied, Manner::FromThenOn] {
            for at in 0..count {
                let disk = Faulty::new(at, manner, BROKEN).without_exchange(no_exchange);
                let (files, told) = amended(&disk);
                let what = format!("operation {at}, {manner:?}, {no_exchange:?}: {files:?}, {told}");
                let held =
                    |name: &str| files.iter().find(|(found, _)| found == name).map(|(_, text)| text.as_str());
                match held("a.toml") {
                    Some(text) => assert!(["old", "new"].contains(&text), "{what}"),
                    None => {
                        assert_eq!(held("a.toml.old"), Some("old"), "{what}");
                        assert!(told.contains("a.toml.old: give it its name back"), "{what}");
                    }
                }
            }
        }
    }
}
