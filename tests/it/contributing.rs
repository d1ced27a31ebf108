//! CONTRIBUTING.md names what is there: files, folders, and names of the code.

use crate::tidy::declared_in_sources;
use crate::tree;
use std::collections::BTreeSet;

const CONTRIBUTING: &str = include_str!("../../CONTRIBUTING.md");

/// What stands between single backticks, with its line, outside blocks of code and lines that tell of a new file.
fn named() -> Vec<(usize, &'static str)> {
    let mut in_block = false;
    let mut found = Vec::new();
    for (at, line) in CONTRIBUTING.lines().enumerate() {
        let is_fence = line.trim_start().starts_with("```");
        in_block ^= is_fence;
        if !in_block && !is_fence {
            let new = line.split("**new**").nth(1).and_then(|rest| rest.split('`').nth(1));
            let pieces = line.split('`').skip(1).step_by(2);
            found.extend(pieces.filter(|piece| Some(*piece) != new).map(|piece| (at + 1, piece)));
        }
    }
    found
}

#[test]
fn every_file_that_is_named_is_there() {
    let folders = ["src", "tests", "content", "themes", "answers", ".ci", ".github"];
    let mut held = 0;
    for (line, piece) in named() {
        let paths = piece.split_whitespace();
        // What is shouted stands for a name, as TARGET does.
        let paths = paths.filter(|path| !path.trim_end_matches('/').ends_with(char::is_uppercase));
        let paths = paths.filter(|path| folders.iter().any(|one| path.starts_with(&format!("{one}/"))));
        for path in paths {
            let there = tree::exists(path);
            assert!(there, "CONTRIBUTING.md:{line}: there is no {path}");
            held += 1;
        }
    }
    assert!(held > 30, "{held}");
}

#[test]
fn every_name_of_the_code_in_the_worked_examples_is_declared() {
    let declared: BTreeSet<String> = declared_in_sources();
    let line_of = |heading: &str| 1 + CONTRIBUTING.lines().position(|line| line == heading).unwrap();
    let examples = line_of("## Worked examples")..line_of("## When England's boards change");
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    // A name of the code has a capital that is not shouted, an underscore, or a path; other words are not looked at.
    let of_code = |piece: &str| {
        let is_type = piece.starts_with(char::is_uppercase) && piece.contains(char::is_lowercase);
        piece.split("::").all(word) && (is_type || piece.contains('_') || piece.contains("::"))
    };
    let mut held = 0;
    for (line, piece) in named().into_iter().filter(|(line, piece)| examples.contains(line) && of_code(piece))
    {
        for part in piece.split("::") {
            assert!(declared.contains(part), "CONTRIBUTING.md:{line}: nothing is called {part}");
            held += 1;
        }
    }
    assert!(held > 10, "{held}");
}
