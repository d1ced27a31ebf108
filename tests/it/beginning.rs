//! `homeround init`: a new workspace that builds as it is, and a folder with anything in it is left alone.

use crate::support::{Project, Run};
use homeround::beginning::{FILES, README};
use std::path::Path;

const SHORT: &str = "answers/example-house-2026-09-28.toml";
const LONG: &str = "answers/example-court-2026-09-30.toml";

fn new_workspace() -> Project {
    let project = Project::new([]);
    assert_well(&project.run(&["init"]));
    project
}

fn assert_well(run: &Run) {
    assert_eq!((run.code, run.messages.as_str()), (0, ""), "{}", run.out);
}

#[expect(clippy::disallowed_methods, reason = "the tests look at what was written")]
fn read(folder: &Path, name: &str) -> String {
    String::from_utf8(std::fs::read(folder.join(name)).unwrap()).unwrap()
}

/// The names of all files below a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    files.map(|entry| name(entry.path())).collect()
}

fn file(name: &str) -> &'static str {
    FILES.iter().find(|(known, _)| *known == name).unwrap().1
}

#[test]
fn a_new_workspace_passes_every_command_without_a_word_of_warning() {
    let project = new_workspace();
    assert_well(&project.run(&["check"]));
    for format in ["table", "csv", "json"] {
        assert_well(&project.run(&["score", "--format", format]));
    }
    assert_well(&project.run(&["explain", "example-court"]));
    let built = project.run(&["build"]);
    assert_well(&built);
    assert!(
        names(project.root()).contains(&"site/organisations/example-court.html".to_owned()),
        "{}",
        built.out
    );
}

#[test]
fn exactly_the_listed_files_are_written_as_plain_text() {
    let project = new_workspace();
    let mut listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    assert_eq!(names(project.root()), listed);
    for (name, text) in FILES {
        let written = read(project.root(), name);
        assert_eq!(written, *text, "{name}");
        assert!(written.ends_with('\n') && !written.ends_with("\n\n"), "{name} ends with one line end");
        assert!(!written.contains(['\t', '\r', '\u{FEFF}']), "{name}");
        assert!(written.lines().all(|line| line.trim_end() == line), "{name} has blanks at a line's end");
        assert!(written.lines().all(|line| line.chars().count() <= 130), "{name} has a long line");
    }
}

#[test]
fn everything_in_it_calls_itself_an_example() {
    let register = file("answers/organisations.csv");
    let rows: Vec<&str> = register.lines().skip(1).collect();
    assert!(rows.iter().all(|row| row.starts_with("example-") && row.contains(",Example ")), "{register}");
    for (kind, count) in [("ics", 1), ("pcn", 1), ("care-home", 3)] {
        assert_eq!(rows.iter().filter(|row| row.split(',').nth(2) == Some(kind)).count(), count, "{kind}");
    }
}

#[test]
fn folders_that_are_missing_are_made_and_the_folder_is_told() {
    let project = Project::new([]);
    let run = project.run(&["init", "care/homes"]);
    assert_well(&run);
    let made = project.root().join("care/homes");
    assert!(run.out.contains(&format!("homeround serve --root \"{}\"", made.display())), "{}", run.out);
    for (name, text) in FILES {
        assert_eq!(read(&made, name), *text, "{name}");
    }
}

#[test]
fn a_folder_with_anything_in_it_is_refused_and_stands_as_it_was() {
    for (name, shown) in [
        ("notes.txt", "notes.txt"),
        ("homeround.toml", "homeround.toml"),
        ("answers/a.toml", "answers"),
        (".git/HEAD", ".git"),
    ] {
        let project = Project::new([(name, "mine")]);
        let run = project.run(&["init"]);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{name}");
        assert!(run.messages.contains(&format!("is not empty. It holds {shown}.")), "{}", run.messages);
        assert_eq!(names(project.root()), [name]);
        assert_eq!(read(project.root(), name), "mine");
    }
    let project = new_workspace();
    assert_eq!(project.run(&["init"]).code, 4, "a second time");
}

#[test]
fn a_file_in_the_way_is_refused() {
    let project = Project::new([("place", "mine")]);
    let run = project.run(&["init", "place"]);
    assert_eq!(run.code, 4);
    assert!(run.messages.contains("is a file, not a folder"), "{}", run.messages);
    assert_eq!(read(project.root(), "place"), "mine");
}

/// A setting that is switched off by a `#`: the line without it.
fn switched_on(line: &str) -> &str {
    let setting = line.strip_prefix("# ").filter(|rest| {
        rest.split_once(" = ").is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|letter| letter.is_ascii_lowercase() || "_-".contains(letter))
        })
    });
    setting.unwrap_or(line)
}

#[test]
fn every_setting_stands_in_the_settings_and_can_be_switched_on() {
    let project = new_workspace();
    let settings: Vec<&str> = file("homeround.toml").lines().map(switched_on).collect();
    for key in [
        "title",
        "publisher",
        "base_url",
        "edition",
        "as_at",
        "framework",
        "framework_version",
        "started",
        "medicine-reviews",
        "minimum_group",
        "contact",
        "tested_on",
        "known_issues",
        "name",
    ] {
        assert!(settings.iter().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
    }
    project.write("homeround.toml", settings.join("\n").as_bytes());
    assert_well(&project.run(&["check"]));
    assert_well(&project.run(&["build"]));
}

#[test]
fn the_long_example_has_every_key_and_the_short_one_only_levels() {
    for key in [
        "format",
        "framework",
        "framework_version",
        "organisation",
        "date",
        "assessor",
        "started",
        "completed_by",
        "publish",
        "adopted",
        "level",
        "not_applicable",
        "note",
        "measure",
        "outcome",
        "validation",
        "evidence",
        "action",
        "owner",
        "review",
    ] {
        assert!(file(LONG).lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
    }
    assert!(!file(SHORT).contains("[answers."));
}

/// What the example says may be not applicable is just what the framework allows.
#[test]
fn what_may_be_called_not_applicable_is_told_rightly() {
    let project = new_workspace();
    let loaded = homeround::workspace::load(project.root());
    let framework = loaded.workspace.frameworks.values().find(|one| one.id.as_str() == "ehch-2016").unwrap();
    let allowed = framework.sub_elements.iter().filter(|one| one.not_applicable_allowed);
    let told: Vec<&str> = allowed.map(|one| one.id.as_str()).collect();
    let words = format!(
        "# Three sub-elements may be called not applicable, with the reason: {}, {} and {}.",
        told[0], told[1], told[2]
    );
    assert_eq!(told.len(), 3);
    assert!(file(LONG).contains(&words), "{words}");
}

#[test]
fn the_message_shown_in_the_readme_is_the_one_given() {
    let project = new_workspace();
    project.write(SHORT, file(SHORT).replace("medicine-reviews = 2", "medicine-reviews = 7").as_bytes());
    let run = project.run(&["check"]);
    assert_eq!(run.code, 1);
    let message = run.messages.trim_end().strip_suffix("1 error.").unwrap().trim_end();
    let indented: Vec<String> =
        message.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect();
    assert!(file(README).contains(&indented.join("\n")), "the README should show:\n{}", indented.join("\n"));
}
