//! What comes back from homes becomes answers files: nothing a person typed is lost, changed or guessed at, nothing is
//! written that was not asked for, and importing again changes nothing.

mod directory;
mod forms;
mod laws;
mod merging;
mod tables;

use crate::support::{Project, Run};
use crate::tree::{Tree, read_all};

const REGISTER: &str = "id,name,kind,parent,beds,home_type,cqc_location_id
north,North ICS,ics,,,,
rosewood-house,Rosewood House,care-home,north,42,nursing,1-101
the-limes,The Limes,care-home,north,20,residential,1-102
st-anne,St Anne's,care-home,north,12,residential,1-103
twin-a,Twin Oaks,care-home,north,,,
twin-b,Twin Oaks,care-home,north,,,
";

/// The heading of our own table.
const HEADING: &str = "organisation,date,assessor,framework,framework_version,sub_element,question,level,not_applicable,note,measure_numerator,measure_denominator,measure_date,measure_what,outcome,validation_by,validation_date,evidence_what,evidence_date,evidence_kind,action,owner,review";

/// A workspace with a register and nobody's answers.
fn workspace() -> Project {
    Project::new([("answers/organisations.csv", REGISTER)])
}

/// Writes these files into a folder beside the answers, and imports them.
fn import(project: &Project, files: &[(&str, &[u8])], options: &[&str]) -> Run {
    let mut arguments = vec!["import".to_owned()];
    for (name, bytes) in files {
        project.write(&format!("in/{name}"), bytes);
        arguments.push(path(project, name));
    }
    arguments.extend(options.iter().map(|option| (*option).to_owned()));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    bare(project, project.run(&arguments))
}

/// A file to be imported, as it is typed.
fn path(project: &Project, name: &str) -> String {
    project.root().join("in").join(name).display().to_string()
}

/// A run without the name of the folder that was made for the test.
fn bare(project: &Project, run: Run) -> Run {
    let folder = format!("{}/", project.root().display());
    let without = |text: &str| text.replace(&folder, "");
    let Run { code, out, messages } = run;
    Run { code, out: without(&out), messages: without(&messages) }
}

/// Every file of the workspace but those that were imported.
fn standing(project: &Project) -> Tree {
    let mut files = read_all(project.root());
    files.retain(|name, _| !name.starts_with("in/"));
    files
}

/// A file of the workspace as text.
fn text(project: &Project, name: &str) -> String {
    let files = standing(project);
    let bytes = files.get(name).unwrap_or_else(|| panic!("{name} is not there: {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

#[test]
fn a_folder_is_told_how_its_files_are_named() {
    let project = Project::new([("answers/organisations.csv", "id,name,kind,parent\nics,Ics,ics,\n")]);
    project.folder("inbox");
    let inbox = project.root().join("inbox");
    let run = project.run(&["import", &inbox.to_string_lossy()]);
    let message = format!(
        "error[file-unreadable]: this is a folder, and what is taken in are files\n \
         --> {}\n  = to mend: name the files in it, in most shells all of them by a star after the folder: \
         FOLDER/*\n\n1 error.\n",
        inbox.display()
    );
    assert_eq!((run.code, run.messages), (3, message));
}
