//! `homeround export`, as it is typed.

use super::workspaces::{HOSTILE, hostile};
use crate::support::Project;
use serde_json::Value;

#[test]
fn the_command_prints_one_table_and_writes_all() {
    let (project, _) = hostile();
    let score = project.run(&["score", "--format", "csv"]);
    let export = project.run(&["export", "--format", "csv", "--table", "answers"]);
    assert_eq!((export.code, &export.out), (0, &score.out));
    assert_eq!(export.out.lines().count(), 1 + 18 * HOSTILE.len());
    let json = project.run(&["export", "--format", "json"]);
    assert_eq!(json.out, project.run(&["score", "--format", "json"]).out);
    let records: Value =
        serde_json::from_str(&project.run(&["export", "--format", "json", "--table", "notes"]).out).unwrap();
    assert_eq!(records[1]["organisation"], "home-0");
    assert_eq!(records[0]["note"], HOSTILE[0]);
    assert_eq!(records[0]["review"], Value::Null);
    let out = |name: &str| project.root().join(name).to_string_lossy().into_owned();
    let all = project.run(&["export", "--format", "csv", "--out", &out("tables")]);
    assert_eq!((all.code, all.out), (0, format!("Wrote 41 files to {}.\n", out("tables"))));
    for format in ["xlsx", "ods"] {
        let name = out(&format!("results.{format}"));
        assert_eq!(project.run(&["export", "--format", format, "--out", &name]).code, 0);
        // The same again changes nothing, and is no fault.
        assert_eq!(project.run(&["export", "--format", format, "--out", &name]).code, 0);
    }
}

#[test]
fn the_command_refuses_what_could_lose_something() {
    let project = Project::new([]);
    project.write("answers/organisations.csv", b"id,name,kind,parent\n");
    project.write("mine.ods", b"mine");
    project.write("folder/mine.txt", b"mine");
    let out = |name: &str| project.root().join(name).to_string_lossy().into_owned();
    let (mine, folder) = (out("mine.ods"), out("folder"));
    for (arguments, code, said) in [
        (vec!["--format", "csv"], 2, "name a folder for all tables with --out DIR"),
        (vec!["--format", "ods"], 2, "say where to write the workbook"),
        (vec!["--format", "xlsx", "--table", "answers", "--out", &mine], 2, "a workbook holds every table"),
        (vec!["--format", "csv", "--table", "anwsers"], 2, "Did you mean answers?"),
        (vec!["--format", "ods", "--out", &mine], 4, "exists already and holds something else"),
        (vec!["--format", "ods", "--out", &folder, "--force"], 4, "is a folder or a link"),
        (vec!["--format", "csv", "--out", &folder], 4, "was not made by homeround"),
        (vec!["--format", "ods", "--out", &mine, "--force"], 0, "do not share it"),
    ] {
        let run = project.run(&[vec!["export"], arguments.clone()].concat());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.messages);
        assert!(run.messages.contains(said), "{arguments:?}: {}", run.messages);
    }
}
