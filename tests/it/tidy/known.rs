//! What code may not know: a framework is data, so no line names the id of a sub-element.

use super::none;
use crate::tree;
use std::collections::BTreeSet;

/// The ids of every sub-element of the built-in frameworks: a file is called by its sub-element's id.
fn sub_elements() -> BTreeSet<String> {
    let files = tree::read_all(&tree::repository("content/frameworks"));
    files.keys().filter_map(|path| Some(path.rsplit('/').next()?.strip_suffix(".md")?.to_owned())).collect()
}

#[test]
fn no_line_of_code_knows_the_id_of_a_sub_element() {
    let ids = sub_elements();
    assert!(ids.len() == 24 && ids.contains("named-gp") && ids.contains("home-round"), "{ids:?}");
    let mut faults = Vec::new();
    let files = tree::read_all(&tree::repository("src")).into_iter();
    for (path, bytes) in files.filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".js")) {
        let text = String::from_utf8(bytes).unwrap();
        let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
        let program = text.split("#[cfg(test)]\nmod tests {").next().filter(|_| !is_test).unwrap_or_default();
        for (number, line) in program.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                let known = known(line, &ids).map(|id| format!("src/{path}:{}: {id}", number + 1));
                faults.extend(known);
            }
        }
    }
    none(&faults);
}

/// The ids that a line of code names. One that is an everyday word is named where it stands between quotation marks alone:
/// no sentence about training knows the sub-element.
fn known<'i>(line: &str, ids: &'i BTreeSet<String>) -> impl Iterator<Item = &'i String> {
    let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let words: BTreeSet<&str> = line.split(|letter| !is_of_id(letter)).collect();
    let alone: BTreeSet<&str> = line.split(['"', '\'', '`', '\\']).collect();
    let alone: BTreeSet<String> = alone.into_iter().map(str::to_owned).collect();
    let words: BTreeSet<String> = words.into_iter().map(str::to_owned).collect();
    ids.iter().filter(move |id| if id.contains('-') { words.contains(*id) } else { alone.contains(*id) })
}
