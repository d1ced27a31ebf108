//! Every message of the program as a reader sees it: for each kind of problem the smallest workspace that has it, and
//! beside it the whole text that `homeround check` writes.
//!
//! `UPDATE_GOLDEN=1` writes the texts anew; read each difference before it is kept.

#![expect(
    clippy::disallowed_methods,
    reason = "a test reads its own cases, and writes them anew when told to"
)]

use crate::support::Project;
use homeround::diagnostic::Code;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Problems that `check` cannot cause: it makes no pages, and reads no workbooks and imports nothing, which
/// `workbooks.rs` and `importing.rs` test.
const NO_TRIGGER: [Code; 18] = [
    Code::TemplateFault,
    Code::ThemeMissing,
    Code::WorkbookUnreadable,
    Code::AnswersTableMissing,
    Code::AnswersTableTwice,
    Code::CellFormula,
    Code::CellFault,
    Code::CellsMerged,
    Code::CellChanged,
    Code::CellOutside,
    Code::SheetHidden,
    Code::RowsHidden,
    Code::DateFromNumber,
    Code::MacrosIgnored,
    Code::TableMalformed,
    Code::CharactersLost,
    Code::ColumnUnclear,
    Code::AnswerTwice,
];

/// The text that is expected of a case.
const EXPECTED: &str = "expected.txt";
/// What is to be made before a case is run, because no repository can hold it as it is.
const MAKE: &str = "make.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Make {
    #[serde(default)]
    file: Vec<MadeFile>,
    #[serde(default)]
    folder: Vec<String>,
    #[serde(default)]
    link: Vec<Link>,
}

/// A file made of bytes, or of text that is repeated.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MadeFile {
    name: String,
    #[serde(default)]
    hex: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    repeat: String,
    #[serde(default)]
    times: usize,
    #[serde(default)]
    end: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    to: String,
}

#[test]
fn every_problem_is_told_in_the_words_that_were_agreed() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut faults = Vec::new();
    let mut covered = BTreeSet::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let Some(code) = code_of(&name) else {
            faults.push(format!("{name}: this folder is named after no kind of problem"));
            continue;
        };
        let Some(project) = workspace(&case) else {
            faults.push(format!("{name}: there is an {EXPECTED} and no workspace"));
            continue;
        };
        let run = project.run(&["check"]);
        let told = format!("{}{}exit code {}\n", run.messages, run.out, run.code);
        if !told.contains(&format!("[{code}]")) {
            faults.push(format!("{name}: the message it stands for was not written\n{told}"));
        }
        covered.insert(code);
        if update {
            fs::write(case.join(EXPECTED), &told).unwrap();
        } else {
            let expected = fs::read_to_string(case.join(EXPECTED)).unwrap_or_default();
            faults.extend((told != expected).then(|| format!("{name}:\n{}", difference(&expected, &told))));
        }
    }
    let missing = Code::ALL.iter().filter(|code| !covered.contains(*code) && !NO_TRIGGER.contains(code));
    faults.extend(missing.map(|code| format!("{code}: no case in tests/diagnostics shows this problem")));
    let early = NO_TRIGGER.iter().filter(|code| covered.contains(*code));
    faults.extend(early.map(|code| format!("{code}: it has a case now, so it needs no exception")));
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The folder of every case, in the order of names.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases: Vec<PathBuf> = entries(&root).into_iter().filter(|path| path.is_dir()).collect();
    if cfg!(not(unix)) {
        let links = |case: &PathBuf| !make(case).link.is_empty();
        cases.retain(|case| !links(case));
    }
    cases
}

/// The problem that a case stands for: the longest name that the case's name begins with.
fn code_of(case: &str) -> Option<Code> {
    let begins = |code: &&Code| {
        case.strip_prefix(code.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    Code::ALL.iter().filter(begins).max_by_key(|code| code.name().len()).copied()
}

/// The case's workspace in a folder of its own; nothing where the case has none.
fn workspace(case: &Path) -> Option<Project> {
    let project = Project::new([]);
    let mut is_there = case.join(MAKE).is_file();
    let mut folders = vec![case.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.strip_prefix(case).unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name != EXPECTED && name != MAKE {
                project.write(&name, &fs::read(&path).unwrap());
                is_there = true;
            }
        }
    }
    let make = make(case);
    for file in make.file {
        let mut bytes = bytes(&file.hex);
        bytes.extend(file.text.bytes());
        bytes.extend(file.repeat.repeat(file.times).bytes());
        bytes.extend(file.end.bytes());
        project.write(&file.name, &bytes);
    }
    for folder in make.folder {
        project.folder(&folder);
    }
    for link in make.link {
        project.link(&link.name, &link.to);
    }
    is_there.then_some(project)
}

fn make(case: &Path) -> Make {
    let text = fs::read_to_string(case.join(MAKE)).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", case.display()))
}

/// Bytes written as pairs of digits from 0 to f, with or without spaces between them.
fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(|letter| !letter.is_whitespace()).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect()
}

/// The lines that differ, with a line before and after them.
fn difference(expected: &str, told: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), told.lines().collect());
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let after = old[before..]
        .iter()
        .rev()
        .zip(new[before..].iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let lines =
        |mark: char, lines: &[&str]| lines.iter().map(|line| format!("{mark} {line}\n")).collect::<String>();
    let around = |at: usize| old.get(at).map(|line| format!("  {line}\n")).unwrap_or_default();
    let lead = if before > 0 { around(before - 1) } else { String::new() };
    let removed = lines('-', &old[before..old.len() - after]);
    let added = lines('+', &new[before..new.len() - after]);
    format!("{lead}{removed}{added}{}", around(old.len() - after))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}
