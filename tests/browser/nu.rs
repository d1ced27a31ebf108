//! The Nu HTML checker on every page and style sheet of both editions, in one run of it.

#![expect(clippy::disallowed_methods, reason = "a test says what is not installed")]

use crate::axe::{INSTALL, npm};
use crate::editions::both;
use serde_json::Value;
use std::process::Command;

/// What the checker says that is right as it is: part of a message, and why.
const KNOWN: [(&str, &str); 2] = [
    ("paint-order", "a property of SVG 2 that browsers know and the checker's list does not hold yet"),
    (
        "blocked by \u{201c}style-src\u{201d} directive",
        "the checker takes no file in a folder for the site's own; Chromium does, and visit.rs holds it to that",
    ),
];

#[test]
fn the_checker_of_html_has_nothing_to_say() {
    let jar = npm("vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "{} is not there. Install it with: {INSTALL}", jar.display());
    let mut command = Command::new("java");
    command.arg("-jar").arg(&jar).args(["--format", "json", "--also-check-css", "--skip-non-html"]);
    let files = both().into_iter().flat_map(|site| {
        let checked = site.files.keys().filter(|path| path.ends_with(".html") || path.ends_with(".css"));
        checked.map(|path| site.folder().join(path))
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() > 80);
    let said = command.args(&files).output().expect(
        "there is no java. Install it with: sudo apt-get update && sudo apt-get install -y default-jre-headless",
    );
    let text = String::from_utf8_lossy(&said.stderr);
    let said: Value = serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
    let (mut faults, mut seen) = (Vec::new(), [false; KNOWN.len()]);
    for message in said["messages"].as_array().unwrap() {
        let words = message["message"].as_str().unwrap_or_default();
        match KNOWN.iter().position(|(part, _)| words.contains(part)) {
            Some(at) => seen[at] = true,
            None => faults.push(format!("{}:{}: {words}", message["url"], message["lastLine"])),
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(
        seen,
        [true; KNOWN.len()],
        "something on the list of what is known is said no more: {KNOWN:?}"
    );
}
