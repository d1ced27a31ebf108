//! TOML text -> its top table, with every fault of its lines reported. The TOML library is known here, in `repair` and in
//! `table`, and nowhere else.
//!
//! What the names and values mean is for the reader that is handed the table.

use super::{Table, Text, outline, repair, syntax};
use crate::diagnostic::{Code, Diagnostic, Sink};
use std::collections::BTreeSet;
use toml::de::DeTable;

/// Reads a whole text as TOML and hands its top table to `read`. Every syntax error is reported, and what `read` reports
/// of everything but the faulty lines.
pub fn parse<T>(
    text: &Text,
    what: &str,
    sink: &mut Sink,
    read: impl FnOnce(&Table<'_>, &mut Sink) -> T,
) -> T {
    let hidden = text.controls();
    let statements = match outline::outline(&text.text) {
        Ok(statements) => statements,
        Err(at) => {
            sink.extend(hidden);
            sink.push(too_many_names(text, at));
            // The file is not read, and what it seems to lack is no news.
            return read(&Table::top(text, &DeTable::new(), what, ""), &mut Sink::default());
        }
    };
    if hidden.is_empty() && statements.iter().all(|one| one.too_deep.is_none()) {
        let (root, faults) = DeTable::parse_recoverable(&text.text);
        if faults.is_empty() {
            return read(&Table::top(text, root.get_ref(), what, ""), sink);
        }
    }
    let repaired = repair::repair(text, &statements);
    let (root, twice) = DeTable::parse_recoverable(&repaired.text.text);
    let mut meaning = Sink::default();
    let value = read(&Table::top(&repaired.text, root.get_ref(), what, &repaired.lost), &mut meaning);
    // One fault a line is enough.
    let faulty: BTreeSet<usize> = repaired.faults.iter().filter_map(line).collect();
    let meaning = meaning.into_sorted().into_iter();
    sink.extend(meaning.filter(|one| line(one).is_none_or(|line| !faulty.contains(&line))));
    sink.extend(hidden);
    sink.extend(repaired.faults);
    sink.extend(named_twice(&repaired.text, &twice));
    value
}

fn line(diagnostic: &Diagnostic) -> Option<usize> {
    Some(diagnostic.place.as_ref()?.spot.as_ref()?.line)
}

/// What is wrong between statements of which each is sound by itself: names that are there twice.
fn named_twice(text: &Text, faults: &[toml::de::Error]) -> Vec<Diagnostic> {
    let (again, other): (Vec<_>, Vec<_>) = faults.iter().partition(|fault| repair::is_twice(fault.message()));
    let statements = outline::outline(&text.text).unwrap_or_default();
    let mut told = repair::twice(text, &statements, again.iter().filter_map(|fault| fault.span()).collect());
    told.extend(other.iter().map(|fault| syntax::fault(text, fault.span().unwrap_or(0..0), fault.message())));
    told
}

fn too_many_names(text: &Text, at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::FileTooLarge,
        "this file holds more than anything of its kind should, and was not read",
    )
    .at(text.place(at..at))
    .found(format!("more than {} names and values up to here", outline::NAMES))
    .allowed(format!("at most {} names and values in a file", outline::NAMES))
    .mend("check that it is the file you meant, and give each assessment a file of its own")
}
