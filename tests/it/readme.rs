//! What the README shows works as it is shown.

use crate::support::Project;

const README: &str = include_str!("../../README.md");

/// The indented block that follows a line, without its indent.
fn block_after(line: &str) -> String {
    let lines = README.lines().skip_while(|one| *one != line).skip(1).skip_while(|one| one.is_empty());
    let block = lines.take_while(|one| one.is_empty() || one.starts_with("    "));
    block
        .map(|one| one.strip_prefix("    ").unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
        .trim_end()
        .to_owned()
        + "\n"
}

#[test]
fn the_example_workspace_builds_without_a_warning() {
    let register = block_after("`answers/organisations.csv`:");
    let answers = block_after("`answers/rosewood-house.toml`:");
    assert!(
        register.contains("rosewood-house") && answers.contains("format = 1"),
        "the examples are where they were"
    );
    let project = Project::new([
        ("answers/organisations.csv", register.as_str()),
        ("answers/rosewood-house.toml", answers.as_str()),
    ]);
    // A build that takes long says so, unless it is told to be quiet.
    for command in [&["check"][..], &["score"], &["build", "--quiet"]] {
        let run = project.run(command);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{command:?}");
    }
    let explained = project.run(&["explain", "rosewood-house", "medicine-reviews"]);
    assert!(explained.out.contains("28 of 30 on 31 August 2026"), "{}", explained.out);
}

#[test]
fn every_command_in_the_table_is_one_the_program_has() {
    let commands: Vec<&str> = README
        .lines()
        .filter_map(|line| line.strip_prefix("| `homeround "))
        .filter_map(|rest| rest.split([' ', '`']).next())
        .collect();
    assert!(commands.len() >= 4, "{commands:?}");
    let project = Project::new([]);
    for command in commands {
        let run = project.run(&[command, "--help"]);
        assert_eq!(run.code, 0, "{command}: {}", run.messages);
    }
}

#[test]
fn the_two_commands_at_the_top_are_the_first_things_shown() {
    let shown: Vec<&str> =
        README.lines().filter(|line| line.starts_with("    ")).take(2).map(str::trim).collect();
    assert_eq!(shown, ["cargo run --release -- build", "bash tests/check.sh"]);
    let ci = include_str!("../../.ci/run");
    assert!(ci.contains("tests/check.sh"), "continuous integration runs the second command");
}
