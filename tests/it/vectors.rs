//! The scoring definitions worked by hand (`tests/vectors`, whose README gives the format) -> every place where the
//! program's results differ from them, all at once.
//!
//! Nothing here knows a rule: what is expected stands in the vectors.

mod beside;
mod lookup;

use crate::support::Project;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Every key a vector may have.
const KEYS: [&str; 8] = ["base", "files", "answered", "arguments", "code", "messages", "unsaid", "expect"];

#[test]
fn results_are_those_worked_out_by_hand() {
    let files = files_in(&folder());
    let vectors: Vec<_> =
        files.iter().filter(|(name, _)| !name.contains('/') && name.ends_with(".toml")).collect();
    assert!(vectors.len() >= 40, "only {} vectors were found", vectors.len());
    let mut mismatches = Vec::new();
    for (name, text) in vectors {
        let found = text.parse::<Table>().map_err(|fault| vec![fault.to_string()]);
        let found = found.map_or_else(|faults| faults, |vector| mismatches_of(&vector, &files));
        mismatches.extend(found.into_iter().map(|one| format!("{name}: {one}")));
    }
    assert!(mismatches.is_empty(), "{} mismatches\n{}", mismatches.len(), mismatches.join("\n"));
}

fn mismatches_of(vector: &Table, all: &BTreeMap<String, String>) -> Vec<String> {
    let mut mismatches = malformed(vector);
    if !mismatches.is_empty() {
        return mismatches;
    }
    let files = workspace_files(vector, all);
    let project = Project::new(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let more = texts(vector, "arguments");
    let arguments: Vec<&str> =
        ["score", "--format", "json"].into_iter().chain(more.iter().copied()).collect();
    let run = project.run(&arguments);
    let wanted = vector.get("code").and_then(Value::as_integer).unwrap_or(0);
    if i64::from(run.code) != wanted {
        mismatches.push(format!("exit code {}, wanted {wanted}; messages:\n{}", run.code, run.messages));
    }
    let says = |text: &&str| run.messages.contains(*text);
    let unsaid = texts(vector, "messages").into_iter().filter(|text| !says(text));
    mismatches.extend(unsaid.map(|text| format!("messages do not hold {text:?}:\n{}", run.messages)));
    let said = texts(vector, "unsaid").into_iter().filter(says);
    mismatches.extend(said.map(|text| format!("messages hold {text:?}:\n{}", run.messages)));
    let Some(expect) = vector.get("expect").and_then(Value::as_table) else {
        if wanted == 0 {
            mismatches.push("nothing is expected".to_owned());
        }
        return mismatches;
    };
    let mut results = serde_json::from_str(&run.out).unwrap_or(Json::Null);
    if expect.keys().any(|place| place.starts_with("/beside/")) && results.is_object() {
        results["beside"] = beside::of(project.root());
    }
    for (place, wanted) in expect {
        compare(&results, place, wanted, &mut mismatches);
    }
    mismatches
}

/// Compares what stands at a place with what is wanted there; a table key by key.
fn compare(results: &Json, place: &str, wanted: &Value, mismatches: &mut Vec<String>) {
    if let Value::Table(table) = wanted {
        for (key, wanted) in table {
            compare(results, &format!("{place}/{key}"), wanted, mismatches);
        }
        return;
    }
    match lookup::find(results, place) {
        Err(why) => mismatches.push(format!("{place}: {why}")),
        Ok(found) if !lookup::agrees(&found, wanted) => {
            mismatches.push(format!("{place}: found {found}, wanted {wanted}"));
        }
        Ok(_) => {}
    }
}

/// What is wrong with a vector itself.
fn malformed(vector: &Table) -> Vec<String> {
    let unknown =
        vector.keys().filter(|key| !KEYS.contains(&key.as_str())).map(|key| format!("unknown key {key}"));
    let tables = ["files", "answered"].into_iter().filter_map(|key| vector.get(key)?.as_table()).flatten();
    let odd = tables.filter(|(_, text)| !text.is_str()).map(|(name, _)| format!("{name} is no text"));
    unknown.chain(odd).collect()
}

/// The files of a vector's workspace: those of its base, its own over them, and its short answers.
fn workspace_files(vector: &Table, all: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    if let Some(base) = vector.get("base").and_then(Value::as_str) {
        let prefix = format!("base/{base}/");
        let within = all.iter().filter_map(|(name, text)| Some((name.strip_prefix(&prefix)?, text)));
        files.extend(within.map(|(name, text)| (name.to_owned(), text.clone())));
    }
    let table = |key: &str| vector.get(key).and_then(Value::as_table).cloned().unwrap_or_default();
    for (name, text) in table("files") {
        files.insert(name, text.as_str().unwrap().to_owned());
    }
    for (organisation, lines) in table("answered") {
        let text = format!(
            "format = 1\nframework = \"small\"\nframework_version = \"1\"\norganisation = \"{organisation}\"\n\
             date = 2026-09-30\nassessor = \"self\"\n[answers]\n{}\n",
            lines.as_str().unwrap()
        );
        files.insert(format!("answers/{organisation}.toml"), text);
    }
    files
}

fn texts<'v>(vector: &'v Table, key: &str) -> Vec<&'v str> {
    let list = vector.get(key).and_then(Value::as_array);
    list.into_iter().flatten().map(|one| one.as_str().unwrap()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// Every file beneath a folder, by its name from there with `/` between its parts.
#[expect(clippy::disallowed_methods, reason = "a test reads its own vectors")]
fn files_in(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            let within = files_in(&entry.path()).into_iter();
            files.extend(within.map(|(rest, text)| (format!("{name}/{rest}"), text)));
        } else {
            files.insert(name, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}
