//! The 120 cases against which nothing may be lost, wrong or told wrongly, each with the tests that try it or the reason why
//! none does: `tests/matrix.csv`. A test named `long:PART` is a part of `tests/long/faults.py`.

use crate::tree;
use std::collections::BTreeSet;

/// The kinds of cases with how many there are of each: text, workbooks and tables, scale, HTML, spreadsheets, Unicode,
/// paths, faults, same bytes, the form in a browser, privacy.
const KINDS: [(&str, usize); 11] = [
    ("T", 28),
    ("X", 17),
    ("S", 10),
    ("H", 8),
    ("E", 5),
    ("U", 6),
    ("P", 10),
    ("F", 15),
    ("D", 5),
    ("B", 10),
    ("PV-", 6),
];

/// A row of the table: id, the case, tests, the reason why there is none.
type Row = [String; 4];

#[expect(clippy::disallowed_methods, reason = "the table is read to be checked")]
fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(tree::repository("tests/matrix.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["id", "case", "tests", "reason"]);
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| row.try_into().unwrap()).collect()
}

/// The names of all functions in the sources of the program and its tests, and of all parts of the long check.
fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let until = |text: &str| text.split(|letter| !is_name(letter)).next().unwrap_or_default().to_owned();
    for (path, bytes) in tree::read(&tree::repository(""), &["src", "tests"]) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if path.ends_with(".rs") {
            names.extend(text.match_indices("fn ").map(|(at, _)| until(&text[at + 3..])));
            // Tests that a table makes: each stands on a line of its own, with its colon.
            let made =
                text.lines().filter_map(|line| line.trim().split_once(": ")?.0.split(is_not_name).next());
            names.extend(
                made.map(str::to_owned)
                    .filter(|name| path.contains("fuzzing") && name.contains("_of_chance")),
            );
        } else if path == "tests/long/faults.py" {
            names
                .extend(text.match_indices("def ").map(|(at, _)| format!("long:{}", until(&text[at + 4..]))));
        }
    }
    names
}

fn is_not_name(letter: char) -> bool {
    !letter.is_alphanumeric() && letter != '_'
}

#[test]
fn every_case_stands_once_in_its_order() {
    let wanted: Vec<String> = KINDS
        .iter()
        .flat_map(|(kind, count)| (1..=*count).map(move |number| format!("{kind}{number}")))
        .collect();
    assert_eq!(wanted.len(), 120);
    assert_eq!(rows().into_iter().map(|[id, ..]| id).collect::<Vec<_>>(), wanted);
}

#[test]
fn every_case_has_tests_that_are_there_or_a_reason() {
    let names = names();
    let mut faults = Vec::new();
    for [id, case, tests, reason] in rows() {
        if case.split_whitespace().count() < 2 {
            faults.push(format!("{id}: the case is not said"));
        }
        if tests.is_empty() == reason.is_empty() {
            faults.push(format!("{id}: either tests or a reason"));
        }
        if !reason.is_empty() && reason.split_whitespace().count() < 6 {
            faults.push(format!("{id}: {reason:?} is no reason"));
        }
        let missing = tests.split_whitespace().filter(|name| !names.contains(*name));
        faults.extend(missing.map(|name| format!("{id}: there is no test {name}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
