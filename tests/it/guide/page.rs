//! A page of the guide -> its parts, the folder that its files and commands make, and the page as it should be.
//!
//! A fenced block is a file where a path stands behind its language (`toml answers/x.toml`), and what a terminal shows
//! where its language is `console`; a number behind that says how many lines of each output stand there at most.

#![expect(clippy::disallowed_methods, reason = "a test runs the real program in a folder of its own")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the folder of a page is called on the page.
const FOLDER: &str = "/home/you/care-homes";

/// How lines begin that are told only where the computer is slow.
const SLOW: [&str; 7] = [
    "Took ",
    "Reading answers",
    "Scoring",
    "Finding what may not be public",
    "Making pages and data",
    "Reading everything back",
    "Putting the site in its place",
];

/// A part of a page.
pub(crate) enum Part {
    /// Lines of text, and blocks that are neither file nor terminal, as they stand.
    Words(String),
    /// A file: its path, and what it says.
    File(String, String),
    /// What a terminal shows: how many lines of an output at most, and the lines.
    Console(usize, Vec<String>),
}

/// The parts of a page, in order; each file and console goes without its fences, which end the words before it.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        words.push_str(line);
        words.push('\n');
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let fence = &line[..ticks];
        let block: Vec<String> =
            lines.by_ref().take_while(|line| *line != fence).map(str::to_owned).collect();
        let (language, rest) = line[ticks..].split_once(' ').unwrap_or((&line[ticks..], ""));
        if language == "console" {
            let most = if rest.is_empty() { usize::MAX } else { rest.parse().unwrap() };
            parts.extend([Part::Words(std::mem::take(&mut words)), Part::Console(most, block)]);
        } else if rest.is_empty() {
            words.extend(block.iter().map(|line| format!("{line}\n")));
        } else {
            let text = block.iter().map(|line| format!("{line}\n")).collect();
            parts.extend([Part::Words(std::mem::take(&mut words)), Part::File(rest.to_owned(), text)]);
        }
        words.push_str(fence);
        words.push('\n');
    }
    parts.push(Part::Words(words));
    parts
}

/// The page with what its commands really say, after laying its files out and running it from top to bottom.
pub(crate) fn run(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let mut terminal = Terminal { root: root.clone(), at: root };
    let mut page = String::new();
    for part in parts(text) {
        match part {
            Part::Words(words) => page.push_str(&words),
            Part::File(path, text) => {
                terminal.write(&path, &text);
                page.push_str(&text);
            }
            Part::Console(most, lines) => {
                for typed in lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    page.push_str(&format!("$ {typed}\n"));
                    page.push_str(&shortened(&terminal.types(typed), most));
                }
            }
        }
    }
    page
}

/// The first lines of an output, and how many more there are.
fn shortened(output: &str, most: usize) -> String {
    let lines: Vec<&str> = output.lines().collect();
    // One line more is no longer than the line that would say so.
    if lines.len() <= most.saturating_add(1) {
        return lines.iter().map(|line| format!("{line}\n")).collect();
    }
    let first: String = lines[..most].iter().map(|line| format!("{line}\n")).collect();
    format!("{first}... and {} lines more\n", lines.len() - most)
}

/// A terminal in the folder of a page.
struct Terminal {
    root: PathBuf,
    at: PathBuf,
}

impl Terminal {
    fn write(&self, path: &str, text: &str) {
        let path = self.at.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What a line that is typed brings: the output, and the exit code where that is not 0.
    fn types(&mut self, typed: &str) -> String {
        let words = words(typed);
        let told = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["cd", folder] => {
                self.at = self.at.join(folder).canonicalize().unwrap();
                String::new()
            }
            ["homeround", "serve"] => served(&self.at),
            ["homeround", arguments @ ..] => ran(&self.at, arguments),
            _ => panic!("`{typed}`: the guide's commands are homeround's, and cd"),
        };
        told.replace(&*self.root.to_string_lossy(), FOLDER)
    }
}

/// The words of a line, of which one in quotation marks is one.
fn words(typed: &str) -> Vec<String> {
    let pieces = typed.split('"').enumerate();
    pieces
        .flat_map(|(at, piece)| match at % 2 {
            0 => piece.split_whitespace().map(str::to_owned).collect(),
            _ => vec![piece.to_owned()],
        })
        .collect()
}

fn program(at: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeround"));
    command.current_dir(at).stdin(Stdio::null());
    command
}

fn ran(at: &Path, arguments: &[&str]) -> String {
    let told = tempfile::NamedTempFile::new().unwrap();
    // Two handles of one opening share their place in it, so that lines stand in the order they were written in.
    let out: File = told.as_file().try_clone().unwrap();
    let messages = told.as_file().try_clone().unwrap();
    let status = program(at).args(arguments).stdout(out).stderr(messages).status().unwrap();
    let mut text: String = fs::read_to_string(told.path())
        .unwrap()
        .lines()
        .filter(|line| !SLOW.iter().any(|word| line.starts_with(word)))
        .map(|line| format!("{}\n", undated(line.trim_end().trim_start_matches('\u{feff}'))))
        .collect();
    match status.code() {
        Some(0) => {}
        Some(code) => text.push_str(&format!("(exit code {code})\n")),
        None => panic!("{arguments:?} did not end by itself"),
    }
    text
}

/// A line that proposes today with a day that stays.
fn undated(line: &str) -> String {
    const PROPOSED: &str = "such as tested_on = ";
    line.split_once(PROPOSED).map_or(line.to_owned(), |(before, _)| format!("{before}{PROPOSED}2026-10-01"))
}

/// What `serve` says until it waits; the port it took is told as the usual one.
fn served(at: &Path) -> String {
    let mut child = program(at).arg("serve").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut text = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap) {
        let (before, after) = line.split_once("127.0.0.1:").unwrap_or((&line, ""));
        let port = after.len() - after.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let usual = if port > 0 { "127.0.0.1:4000" } else { "" };
        text.push_str(&format!("{before}{usual}{}\n", &after[port..]));
        if line.ends_with("press Ctrl and C together.") {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    text
}
