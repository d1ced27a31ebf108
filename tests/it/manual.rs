//! What the program tells of its own command line: completions for shells, pages for `man`, and its version.

use crate::support::Project;
use std::collections::BTreeSet;

/// The commands that `--help` lists.
fn commands(project: &Project) -> Vec<String> {
    let help = project.run(&["--help"]).out;
    let lines =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What a command does goes on in lines that are further in.
    let names = lines.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// The options that the help of a command lists, as `--out`.
fn options(help: &str) -> BTreeSet<&str> {
    let words = help.split(|letter: char| letter.is_whitespace() || letter == ',');
    words.filter(|word| word.starts_with("--") && word.len() > 2).collect()
}

#[test]
fn each_shell_is_told_of_every_command_and_option() {
    let project = Project::new([]);
    let commands = commands(&project);
    assert!(commands.len() >= 15, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = project.run(&["completions", shell]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{shell}");
        for command in &commands {
            assert!(run.out.contains(command.as_str()), "{shell}: {command}");
            let help = project.run(&[command, "--help"]).out;
            for option in options(help.split("Options:").last().unwrap()) {
                let said = if shell == "fish" { option.replace("--", "-l ") } else { option.to_owned() };
                assert!(run.out.contains(&said), "{shell}: {command} {option}");
            }
        }
    }
    assert_eq!(project.run(&["completions", "sh"]).code, 2);
}

#[test]
fn each_command_has_a_page_for_man_to_which_that_of_the_program_leads() {
    let project = Project::new([]);
    let plain = |page: &str| page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
    let whole = plain(&project.run(&["manual"]).out);
    assert!(whole.contains(".TH homeround 1") && whole.contains(".SH \"EXIT STATUS\""), "{whole}");
    for command in commands(&project) {
        assert!(whole.contains(&format!("homeround-{command}(1)")), "{command}");
        let run = project.run(&["manual", &command]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{command}");
        let page = plain(&run.out);
        assert!(page.contains(&format!(".TH homeround-{command} 1")), "{command}: {page}");
        let help = project.run(&[&command, "--help"]).out;
        for option in options(help.split("Options:").last().unwrap()) {
            assert!(page.contains(option), "{command} {option}: {page}");
        }
    }
    let run = project.run(&["manual", "biuld"]);
    let wanted = "error: there is no command `biuld`. Did you mean build?\n";
    assert_eq!((run.code, run.messages.as_str()), (2, wanted));
}

#[test]
fn the_version_is_told_with_the_licence_and_the_source_of_the_frameworks() {
    let project = Project::new([]);
    let run = project.run(&["--version"]);
    let first = concat!("homeround ", env!("CARGO_PKG_VERSION"), "\n");
    assert!(run.out.starts_with(first), "{}", run.out);
    for said in ["MIT OR Apache-2.0", "NHS England", "Open Government Licence v3.0"] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
    assert_eq!(project.run(&["-V"]).out, first);
}
