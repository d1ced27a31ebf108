//! Whatever lies in a workspace is read or refused in words: no input makes the program crash, hang, follow a link or
//! take memory without bound. The letters and numbers in comments are rows of the test matrix in the research notes.

#![expect(clippy::disallowed_methods, reason = "a test makes files that are as odd as can be")]

mod files;
mod register;
mod text;
mod values;
mod whole;

use crate::support::{Project, Run};

const REGISTER: &str =
    "id,name,kind,parent\nnorthmoor,Northmoor,ics,\nrosewood-house,Rosewood House,care-home,northmoor\n";
const HEAD: &str = "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"rosewood-house\"\ndate = 2026-09-30\nassessor = \"self\"\n";

/// A workspace of the register and one answers file of these bytes.
fn answering(bytes: &[u8]) -> Project {
    let project = Project::new([("answers/organisations.csv", REGISTER)]);
    project.write("answers/a.toml", bytes);
    project
}

/// A workspace whose answers file says this below its head.
fn saying(body: &str) -> Project {
    answering(format!("{HEAD}{body}").as_bytes())
}

/// What `check` says, each problem as its code and its place.
fn problems(run: &Run) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in run.messages.lines() {
        let code = ["error[", "warning[", "note["]
            .iter()
            .find_map(|word| line.strip_prefix(word)?.split(']').next());
        if let Some(code) = code {
            found.push((code.to_owned(), String::new()));
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(last) = found.last_mut()
        {
            last.1 = place.to_owned();
        }
    }
    found
}

/// Checks a workspace and compares what is said with codes and the ends of places.
#[track_caller]
pub(crate) fn expect(project: &Project, wanted: &[(&str, &str)]) -> Run {
    let run = project.run(&["check"]);
    let found = problems(&run);
    let same = found.len() == wanted.len()
        && found
            .iter()
            .zip(wanted)
            .all(|((code, place), (wanted, end))| code == wanted && place.ends_with(end));
    assert!(same, "wanted {wanted:?}\nfound  {found:?}\n{}", run.messages);
    run
}
