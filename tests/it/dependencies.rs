//! What the program is made of besides itself: licences, sources, and what it never holds. Nothing is asked of a network.
//!
//! Where a package is in use, and why, stands beside it in Cargo.toml.

use crate::tree;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Licences under which code may be part of the program: none asks more than to be named.
const LICENCES: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// Licences under which code may be used for tests, which nobody is handed: changes to such a file would be published.
const OF_TESTS: [&str; 1] = ["MPL-2.0"];

/// The one place that packages come from.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What is never part of it, however it would come in.
const BANNED: [(&str, &[&str]); 4] = [
    (
        "the program asks nothing of a network",
        &[
            "async-std",
            "curl",
            "hyper",
            "isahc",
            "mio",
            "reqwest",
            "socket2",
            "surf",
            "tokio",
            "tungstenite",
            "ureq",
        ],
    ),
    (
        "there is nothing to encrypt, and its faults are everybody's",
        &["native-tls", "openssl", "openssl-sys", "ring", "rustls", "schannel"],
    ),
    ("the clock is asked for nothing but how long something took", &["chrono", "time"]),
    ("nothing is compiled but Rust", &["bindgen", "cc", "cmake", "pkg-config", "vcpkg"]),
];

/// Packages that are there in more than one version, each with the reason.
const TWICE: [(&str, &str); 1] =
    [("syn", "macros of two generations; it runs while compiling and is in no program")];

/// A package of Cargo.lock: its name, its version and where it comes from.
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    checked: bool,
}

#[expect(clippy::disallowed_methods, reason = "the list of packages is read to be checked")]
fn locked() -> Vec<Locked> {
    let text = std::fs::read_to_string(tree::repository("Cargo.lock")).unwrap();
    let table: toml::Table = toml::from_str(&text).unwrap();
    let says = |one: &toml::Value, key: &str| one.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let packages = table["package"].as_array().unwrap().iter();
    packages
        .map(|one| Locked {
            name: says(one, "name").unwrap(),
            version: says(one, "version").unwrap(),
            source: says(one, "source"),
            checked: says(one, "checksum").is_some(),
        })
        .collect()
}

#[test]
fn every_package_comes_from_one_place_with_its_sum() {
    let own = env!("CARGO_PKG_NAME");
    for one in locked().iter().filter(|one| one.name != own) {
        assert_eq!(
            (one.source.as_deref(), one.checked),
            (Some(SOURCE), true),
            "{} {}",
            one.name,
            one.version
        );
    }
}

#[test]
fn what_is_banned_is_not_there_and_what_is_there_twice_has_its_reason() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in locked() {
        versions.entry(one.name).or_default().push(one.version);
    }
    for (why, names) in BANNED {
        for name in names {
            assert!(!versions.contains_key(*name), "{name}: {why}");
        }
    }
    let twice: BTreeMap<_, _> = versions.iter().filter(|(_, versions)| versions.len() > 1).collect();
    let known: BTreeSet<&str> = TWICE.iter().map(|(name, _)| *name).collect();
    assert_eq!(twice.keys().map(|name| name.as_str()).collect::<BTreeSet<_>>(), known, "{twice:?}");
}

/// What cargo knows of the packages that are needed on this machine; of others, only Cargo.lock is there.
fn metadata() -> Value {
    let cargo = |arguments: &[&str]| {
        let done =
            Command::new(env!("CARGO")).args(arguments).current_dir(tree::repository("")).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let about = cargo(&["-vV"]);
    let machine = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments =
        ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", machine];
    serde_json::from_str(&cargo(&arguments)).unwrap()
}

/// The ids of all packages that the program itself is made of.
fn in_the_program(metadata: &Value) -> BTreeSet<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let by_id: BTreeMap<&str, &Value> =
        nodes.iter().map(|node| (node["id"].as_str().unwrap(), node)).collect();
    let mut found = BTreeSet::new();
    let mut next = vec![metadata["resolve"]["root"].as_str().unwrap()];
    while let Some(id) = next.pop() {
        if found.insert(id) {
            let needs = by_id[id]["deps"].as_array().unwrap().iter();
            let shipped = needs
                .filter(|one| one["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null()));
            next.extend(shipped.map(|one| one["pkg"].as_str().unwrap()));
        }
    }
    found
}

#[test]
fn every_licence_is_one_that_may_be() {
    let metadata = metadata();
    let program = in_the_program(&metadata);
    let packages = metadata["packages"].as_array().unwrap();
    assert!(program.len() > 20 && packages.len() > program.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        let mut allowed: BTreeSet<&str> = LICENCES.into();
        if !program.contains(package["id"].as_str().unwrap()) {
            allowed.extend(OF_TESTS);
        }
        assert!(may_be(licence, &allowed), "{} is under {licence:?}", package["name"]);
    }
}

/// Whether a licence as packages state it leaves a choice that is allowed: `A OR (B AND C)`, `A/B`.
fn may_be(licence: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = licence.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let all = any_of(&words, &mut at, allowed);
    all && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let mut any = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        any |= all_of(words, at, allowed);
    }
    any
}

fn all_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let mut all = one_of(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        all &= one_of(words, at, allowed);
    }
    all
}

fn one_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let any = any_of(words, at, allowed);
        *at += 1;
        return any;
    }
    if words.get(*at) == Some(&"WITH") {
        let whole = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
        return allowed.contains(whole.as_str());
    }
    allowed.contains(word)
}

#[test]
fn licences_are_read_as_they_are_written() {
    let allowed = LICENCES.into();
    for (licence, may) in [
        ("MIT", true),
        ("MIT OR Apache-2.0", true),
        ("Unlicense/MIT", true),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only", false),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-3.0-only", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only", true),
        ("GPL-3.0-only WITH Classpath-exception-2.0", false),
        ("MPL-2.0", false),
        ("", false),
        ("MIT Apache-2.0", false),
    ] {
        assert_eq!(may_be(licence, &allowed), may, "{licence}");
    }
}

#[test]
fn every_dependency_has_its_reason_beside_it() {
    let mut faults = Vec::new();
    let mut section = String::new();
    let manifest = tree::manifest();
    for line in manifest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).to_owned();
        } else if section.ends_with("dependencies") {
            let reason = line.split_once(" # ").map(|(_, reason)| reason.trim()).unwrap_or_default();
            if reason.split_whitespace().count() < 2 {
                faults.push(line.to_owned());
            }
        }
    }
    assert!(faults.is_empty(), "without a reason:\n{}", faults.join("\n"));
}
