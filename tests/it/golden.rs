//! The site of a small project, byte for byte: `tests/golden/small/project` builds `tests/golden/small/expected`.
//!
//! The default theme's assets are not kept twice: they must equal `themes/default/assets`. Nor is the list of published
//! files, which would change with them: it must name every other file with its length and its SHA-256. After a change
//! that was meant, `UPDATE_GOLDEN=1 cargo test golden` writes what is expected anew; read the difference before you
//! commit it.

use crate::tree::{self, SMALL, Tree};
use homeround::publish::MANIFEST;
use sha2::{Digest, Sha256};

const EXPECTED: &str = "tests/golden/small/expected";

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "whether golden files are written anew is asked for in the environment"
)]
fn a_small_project_builds_the_expected_site() {
    let mut found = SMALL.site.clone();
    found.remove(MANIFEST);
    for path in theme_assets().keys() {
        found.remove(path);
    }
    // Long and the same in every site but for its title: tests/it/forming.rs holds it to what it promises.
    assert!(found.remove("assess.html").is_some());
    let folder = tree::repository(EXPECTED);
    if std::env::var("UPDATE_GOLDEN").is_ok_and(|answer| answer == "1") {
        tree::replace(&folder, &found);
    }
    let differences = tree::differences(&tree::read_all(&folder), &found);
    assert!(
        differences.is_empty(),
        "the small site is not the one in {EXPECTED}:\n{}\nIf this was meant: UPDATE_GOLDEN=1 cargo test golden",
        differences.join("\n")
    );
}

#[test]
fn the_default_theme_is_published_as_it_is() {
    let assets = theme_assets();
    let published = SMALL.site.iter().filter(|(path, _)| assets.contains_key(*path));
    let published = published.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    assert!(!assets.is_empty());
    tree::assert_same(&assets, &published, "assets of the default theme");
}

#[test]
fn the_list_of_published_files_names_every_other_file() {
    let list: serde_json::Value = serde_json::from_slice(&SMALL.site[MANIFEST]).unwrap();
    let told: Vec<(String, u64, String)> = list["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let word = |key: &str| line[key].as_str().unwrap().to_owned();
            (word("path"), line["bytes"].as_u64().unwrap(), word("sha256"))
        })
        .collect();
    let digest = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let there: Vec<(String, u64, String)> = SMALL
        .site
        .iter()
        .filter(|(path, _)| *path != MANIFEST)
        .map(|(path, bytes)| (path.clone(), bytes.len() as u64, digest(bytes)))
        .collect();
    assert_eq!(told, there);
}

/// The assets of the default theme under the addresses they are published at.
fn theme_assets() -> Tree {
    let mut assets = tree::read(&tree::repository("themes/default"), &["assets"]);
    // The script stands in the pages that need it.
    assert!(assets.remove("assets/site.js").is_some());
    assets
}
