//! What a system does not give: the right to write, open files, room for messages. The real program says so with its exit
//! code, and the last site stands. The long check (`tests/long.sh`) does the same with full disks, kills and faults.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "a test takes away what a system gives")]

use crate::support::Project;
use crate::tree::{self, Tree, assert_same};
use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A workspace with a site and then other answers, which anybody may read, and that site.
fn published() -> (Project, Tree) {
    let project = tree::project(&tree::small());
    assert_eq!(project.run(&["build"]).code, 0);
    let site = tree::read_all(&project.root().join("site"));
    let changed =
        String::from_utf8(tree::small()["homeround.toml"].clone()).unwrap().replace("Small ", "Other ");
    project.write("homeround.toml", changed.as_bytes());
    fs::set_permissions(project.root(), Permissions::from_mode(0o755)).unwrap();
    (project, site)
}

/// The program where anybody may run it, with what else is typed before its command.
fn program(project: &Project) -> PathBuf {
    let program = project.root().join("homeround");
    fs::copy(env!("CARGO_BIN_EXE_homeround"), &program).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    program
}

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn without_the_right_to_write_nothing_is_published_and_the_message_says_so() {
    let (project, before) = published();
    let program = program(&project);
    fs::set_permissions(project.root(), Permissions::from_mode(0o555)).unwrap();
    let probe = project.root().join("probe");
    // Rights mean nothing to root, who becomes somebody else.
    let mut command = if fs::write(&probe, "").is_ok() {
        fs::remove_file(&probe).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        command
    } else {
        Command::new(&program)
    };
    let output = command.arg("build").arg("--root").arg(project.root()).output().unwrap();
    fs::set_permissions(project.root(), Permissions::from_mode(0o755)).unwrap();
    let (code, messages) = said(&output);
    assert_eq!(code, Some(3), "{messages}");
    assert!(messages.contains("permission was refused"), "{messages}");
    assert!(messages.contains("Nothing was published"), "{messages}");
    assert_same(&before, &tree::read_all(&project.root().join("site")), "the site");
}

#[test]
fn few_open_files_are_enough() {
    let (project, before) = published();
    let command = format!("ulimit -n 16; exec \"$0\" build --root {}", project.root().display());
    let output =
        Command::new("sh").args(["-c", &command]).arg(env!("CARGO_BIN_EXE_homeround")).output().unwrap();
    assert_eq!(said(&output).0, Some(0), "{}", said(&output).1);
    assert!(tree::read_all(&project.root().join("site")) != before);
}

#[test]
fn messages_that_cannot_be_written_make_no_success() {
    let (project, _) = published();
    let full = || Stdio::from(OpenOptions::new().write(true).open("/dev/full").unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeround"));
    let status = command
        .arg("build")
        .arg("--root")
        .arg(project.root())
        .stdout(full())
        .stderr(full())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(3));
}

#[test]
fn a_workspace_that_cannot_be_looked_at_is_not_taken_for_none() {
    // No disk of Linux has names of 300 bytes, and says so.
    let folder = "a".repeat(300);
    let output =
        Command::new(env!("CARGO_BIN_EXE_homeround")).args(["check", "--root", &folder]).output().unwrap();
    let message = format!(
        "error: the folder {folder} could not be looked at\n\
         Try again; if it stays so, ask whoever owns it to let you read it.\n"
    );
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(3), message));
}
