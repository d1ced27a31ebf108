//! A file that came back, of whatever kind -> checked returns, what had no place, and what was left out on purpose.

use super::check::{Said, check};
use super::decode::decode;
use super::draft::place;
use super::form;
use super::known::Known;
use super::mapping::Mapping;
use super::plan::stands;
use super::returned::{Piece, Returned, Unplaced};
use super::workbook::workbook;
use super::{returns_table, table};
use crate::assessment;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::source::Text;
use crate::source::text::FILE_LIMIT;
use std::sync::Arc;

/// The largest file of returns, in bytes.
pub const LIMIT: u64 = 20 * 1024 * 1024;

/// What was found in all files so far.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Returns that are whole.
    pub said: Vec<Said>,
    /// What has no place in an answers file, by the file it came from.
    pub unplaced: Vec<(Arc<str>, Unplaced)>,
    /// How many returns have errors.
    pub faulty: usize,
    /// How many files could not be taken in as a whole, so that nobody knows whose returns they hold.
    pub refused: usize,
    /// Returns without a single answer, by file and organisation as typed.
    pub blank: Vec<String>,
    /// What was left out on purpose, in sentences.
    pub left_out: Vec<String>,
}

/// Reads one file. Workbooks are known by their names; all else is text.
pub fn gather(
    file: &str,
    bytes: &[u8],
    known: &Known<'_>,
    mapping: &mut Mapping,
    into: &mut Gathered,
    sink: &mut Sink,
) {
    let lower = file.to_lowercase();
    let name: Arc<str> = file.into();
    if [".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"].iter().any(|end| lower.ends_with(end)) {
        let before = sink.errors();
        let returns = workbook(file, bytes, sink);
        if sink.errors() > before {
            // What could be read of it is not taken in by halves.
            into.refused += 1;
            return;
        }
        return all(&name, &returns, known, into, sink);
    }
    let before = sink.errors();
    let Some(text) = decode(file, bytes, sink) else {
        into.refused += 1;
        return;
    };
    if lower.ends_with(".toml") || lower.ends_with(".toml.txt") {
        if bytes.len() as u64 > FILE_LIMIT {
            sink.push(
                Diagnostic::new(
                    Code::FileTooLarge,
                    "this is too large for an answers file, and was not read",
                )
                .at(place(file, ""))
                .allowed("at most 1 MB")
                .mend("check that it is the file you meant"),
            );
            into.refused += 1;
            return;
        }
        answers_file(&name, &text, known, into, sink);
        return;
    }
    let Some(table) = table::read(file, &text, sink) else {
        into.refused += 1;
        return;
    };
    let returns = if returns_table::is_ours(&table.heading) {
        returns_table::read(&name, &table, known, sink)
    } else {
        form::read(&name, &table, known, mapping, &mut into.left_out, sink)
    };
    if returns.is_empty() && sink.errors() > before {
        into.refused += 1;
    }
    all(&name, &returns, known, into, sink);
}

fn all(file: &Arc<str>, returns: &[Returned], known: &Known<'_>, into: &mut Gathered, sink: &mut Sink) {
    for returned in returns {
        let mut unplaced = Vec::new();
        let checked = check(returned, known, &mut unplaced, sink);
        into.unplaced.extend(unplaced.into_iter().map(|one| (Arc::clone(file), one)));
        match checked {
            None => into.faulty += 1,
            Some(said) if says_nothing(&said) => {
                into.blank
                    .push(format!("{} of {}, in {file}", said.assessment.organisation, said.assessment.date));
            }
            Some(said) => into.said.push(said),
        }
    }
}

fn says_nothing(said: &Said) -> bool {
    said.assessment.answers.iter().all(|answer| assessment::lines_of(answer).is_empty())
}

/// An answers file, from the page or from a folder elsewhere. What the page could not place stands in a part of its own.
fn answers_file(file: &Arc<str>, text: &str, known: &Known<'_>, into: &mut Gathered, sink: &mut Sink) {
    let (text, unmatched) = without_unmatched(text);
    for (line, words) in unmatched {
        let piece = Piece { text: words, place: format!("line {line}") };
        into.unplaced.push((Arc::clone(file), Unplaced { heading: "[unmatched]".to_owned(), piece }));
    }
    let source = Text::from_str(file, &text);
    let Some(read) = assessment::read(&source, known.context(), sink) else {
        into.faulty += 1;
        return;
    };
    let Some(framework) = known.workspace.frameworks.get(&read.framework) else { return };
    into.said.push(stands(&read, &text, framework));
}

/// The text without its part `[unmatched]`, and the lines of that part.
fn without_unmatched(text: &str) -> (String, Vec<(usize, String)>) {
    let mut kept = String::new();
    let mut lines = Vec::new();
    let mut within = false;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            within = trimmed.starts_with("[unmatched") || trimmed.starts_with("[[unmatched");
        }
        if !within {
            kept.push_str(line);
        } else {
            if !trimmed.is_empty() && !trimmed.starts_with('[') {
                lines.push((at + 1, line.trim_end_matches(['\r', '\n']).to_owned()));
            }
            // So that later lines keep their numbers.
            kept.push('\n');
        }
    }
    if lines.is_empty() && !kept.is_empty() && !text.contains("[unmatched") {
        kept.clear();
        kept.push_str(text);
    }
    (kept, lines)
}
