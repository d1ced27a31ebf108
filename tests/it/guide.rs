//! The user guide in `content/guide/` says what the program does: every file and command of a page is tried in the order
//! of the page, every command with its options and every message has its place, and every link leads somewhere.
//!
//! `UPDATE_GOLDEN=1` writes outputs and messages anew; read each difference before it is kept.

mod page;

use crate::tree;
use homeround::diagnostic::Code;
use page::Part;
use std::collections::BTreeSet;

const GUIDE: &str = "content/guide";
/// The page of every message, whose end is written by this test.
const MESSAGES: &str = "messages.md";
/// What stands before that end.
const BEGIN: &str = "<!-- From here on, this page is written by tests/it/guide.rs. -->\n";
/// The longest message that is shown as an example, in lines.
const EXAMPLE: usize = 16;

/// The pages of the guide: their names and what they say.
fn pages() -> Vec<(String, String)> {
    let files = tree::read_all(&tree::repository(GUIDE));
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn page(name: &str) -> String {
    pages().into_iter().find(|(one, _)| one == name).unwrap().1
}

/// Holds a page to what it should say, or writes that where golden files are written anew.
#[expect(
    clippy::disallowed_methods,
    reason = "a golden file is written anew when the environment asks for it"
)]
fn hold(name: &str, told: &str, right: &str, faults: &mut Vec<String>) {
    if told == right {
        return;
    }
    if std::env::var("UPDATE_GOLDEN").is_ok_and(|answer| answer == "1") {
        std::fs::write(tree::repository(GUIDE).join(name), right).unwrap();
        return;
    }
    let (at, (before, after)) =
        told.lines().zip(right.lines()).enumerate().find(|(_, (a, b))| a != b).unwrap_or((0, ("", "")));
    faults.push(format!("{GUIDE}/{name}:{}\n  it says: {before}\n  but now: {after}", at + 1));
}

fn none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{}\nIf this was meant: UPDATE_GOLDEN=1 cargo test --test it guide",
        faults.join("\n")
    );
}

#[test]
fn what_a_page_shows_is_what_happens() {
    let pages = pages();
    let right: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = pages.iter().map(|(_, text)| scope.spawn(|| page::run(text))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let mut faults = Vec::new();
    for ((name, text), right) in pages.iter().zip(&right) {
        hold(name, text, right, &mut faults);
    }
    none(&faults);
}

#[test]
fn every_message_is_told_with_its_cause_and_cure() {
    let told = page(MESSAGES);
    let (words, _) = told.split_once(BEGIN).unwrap();
    let mut codes: Vec<Code> = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let all: String = codes.into_iter().map(message).collect();
    let mut faults = Vec::new();
    let project = crate::support::Project::new([]);
    for code in Code::ALL {
        let explained = project.run(&["explain", code.name()]).out;
        if !explained.contains(code.explanation()) {
            faults.push(format!("`homeround explain {code}` says something else: {explained}"));
        }
    }
    hold(MESSAGES, &told, &format!("{words}{BEGIN}{all}"), &mut faults);
    none(&faults);
}

/// One message: how grave it is, what `homeround explain` says of it, and how it looks where `check` can bring it about.
fn message(code: Code) -> String {
    let grave = match code.severity().word() {
        "error" => "An error: it must be mended first.",
        "warning" => "A warning: the rest goes on.",
        _ => "A note: nothing need be done.",
    };
    let example = example(code).map(|example| format!("\nFor example:\n\n```text\n{example}```\n"));
    format!("\n## {}\n\n{grave}\n\n{}\n{}", code.name(), code.explanation(), example.unwrap_or_default())
}

/// The first message of this kind in its own case of `tests/diagnostics`, unless it is long.
#[expect(clippy::disallowed_methods, reason = "the examples are those of another test")]
fn example(code: Code) -> Option<String> {
    let case = tree::repository("tests/diagnostics").join(code.name()).join("expected.txt");
    let told = std::fs::read_to_string(case).ok()?;
    let head = format!("[{code}]");
    let first = told.split("\n\n").find(|one| one.lines().next().is_some_and(|line| line.contains(&head)))?;
    (first.lines().count() <= EXAMPLE && first.lines().all(|line| line.chars().count() <= 160))
        .then(|| format!("{}\n", first.trim_end()))
}

/// What stands under a heading of the second level.
fn section<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let rest = &page[page.find(&format!("\n## {heading}\n"))? + 1..];
    Some(rest[1..].find("\n## ").map_or(rest, |end| &rest[..end + 1]))
}

/// What `--help` lists: the first word of each line of a section, without its comma.
fn listed(help: &str, heading: &str) -> BTreeSet<String> {
    let lines = help.lines().skip_while(|line| *line != heading).skip(1);
    let lines = lines.take_while(|line| line.starts_with("  ") || line.is_empty());
    let words = lines.flat_map(|line| line.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>());
    words.map(|word| word.trim_end_matches(',').to_owned()).collect()
}

#[test]
fn every_command_has_its_part_with_a_transcript_and_its_options() {
    let project = crate::support::Project::new([]);
    let told = page("commands.md");
    let mut faults = Vec::new();
    let help = project.run(&["--help"]).out;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What a command does goes on in lines that are further in.
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands {
        let Some(part) = section(&told, command) else {
            faults.push(format!("commands.md has no part `## {command}`"));
            continue;
        };
        let typed = format!("$ homeround {command}");
        let is_run = page::parts(part).iter().any(|part| match part {
            Part::Console(_, lines) => lines.iter().any(|line| line.starts_with(&typed)),
            _ => false,
        });
        faults.extend((!is_run).then(|| format!("commands.md: `{typed}` is nowhere run in its part")));
        let help = project.run(&[command, "--help"]).out;
        for option in listed(&help, "Options:").iter().filter(|word| word.starts_with("--")) {
            if !["--root", "--help"].contains(&option.as_str()) && !part.contains(&format!("`{option}")) {
                faults.push(format!("commands.md: {command} does not tell of {option}"));
            }
        }
    }
    none(&faults);
}

/// The links of a page to other pages of the guide, or within it.
fn links(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    words.into_iter().filter(|link| !link.contains("://")).collect()
}

/// What a heading is called in a link, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.collect::<String>().replace(' ', "-")
}

#[test]
fn every_link_leads_somewhere_and_the_readme_leads_to_every_page() {
    let mut faults = Vec::new();
    for (name, text) in pages() {
        let words: String = page::parts(&text)
            .into_iter()
            .filter_map(|part| if let Part::Words(words) = part { Some(words) } else { None })
            .collect();
        for link in links(&words) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { name.as_str() } else { file };
            if !pages().iter().any(|(one, _)| one == target) {
                faults.push(format!("{name}: {link} leads to no page of the guide"));
            } else if !place.is_empty() {
                let there = page(target);
                let headings = there.lines().filter(|line| line.starts_with('#'));
                if !headings.map(|line| anchor(line.trim_start_matches('#').trim())).any(|one| one == place) {
                    faults.push(format!("{name}: {link} leads to no heading"));
                }
            }
        }
        if !include_str!("../../README.md").contains(&format!("({GUIDE}/{name})")) {
            faults.push(format!("README.md does not lead to {name}"));
        }
    }
    none(&faults);
}

#[test]
fn a_workspace_with_a_copy_of_the_guide_is_told_nothing_of_it() {
    let project = crate::support::Project::new(homeround::beginning::FILES.iter().copied());
    project.write("content/guide/home.md", page("home.md").as_bytes());
    let run = project.run(&["check"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
}
