//! `homeround check`: reads everything and reports every problem.

use super::{Ending, Streams};
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::words;
use crate::workspace::{self, Loaded};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(root: &Path, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    report(&loaded, streams.messages)?;
    if loaded.errors() > 0 {
        return Ok(Ending::DataErrors);
    }
    let workspace = &loaded.workspace;
    let organisations: BTreeSet<_> = workspace.assessments.iter().map(|one| &one.organisation).collect();
    let assessments = workspace.assessments.len() as u64;
    writeln!(
        streams.out,
        "{}: {} of {} {} read.",
        if loaded.diagnostics.is_empty() { "Nothing is wrong" } else { "No errors" },
        words::count(assessments, "assessment", "assessments"),
        words::count(organisations.len() as u64, "organisation", "organisations"),
        words::agree(assessments, "was", "were")
    )?;
    Ok(Ending::Done)
}

/// Writes every problem and how many there are.
pub(super) fn report(loaded: &Loaded, messages: &mut dyn Write) -> io::Result<()> {
    problems(&loaded.diagnostics, messages)
}

/// Writes these problems and how many there are.
pub(super) fn problems(diagnostics: &[Diagnostic], messages: &mut dyn Write) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    write!(messages, "{}", render::all(diagnostics, true))?;
    let count = |severity| diagnostics.iter().filter(|one| one.code.severity() == severity).count();
    let words: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (severity.word(), count(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    writeln!(messages, "{}.", words.join(", "))
}
