//! A content file -> its settings between lines of three plus signs, and its body.

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::source::{Field, Table, Text, table};

/// The line before and after the settings.
const FENCE: &str = "+++";

/// Splits a file into its settings and its body, or reports that it has no settings.
pub(crate) fn split(text: &Text, sink: &mut Sink) -> Option<(Text, String)> {
    let mut at = 0;
    let mut start = None;
    for line in text.text.split_inclusive('\n') {
        let fence = line.trim_end() == FENCE;
        match start {
            None if fence => start = Some(at + line.len()),
            None if line.trim().is_empty() => {}
            None => break,
            Some(start) if fence => {
                let body = text.text.get(at + line.len()..).unwrap_or_default();
                return Some((text.part(start..at), body.replace("\r\n", "\n")));
            }
            Some(_) => {}
        }
        at += line.len();
    }
    sink.push(
        Diagnostic::new(Code::FrontMatter, "the settings at the head of this file are not marked off")
            .at(text.whole())
            .allowed("a line of +++, the settings, a line of +++, then the text")
            .mend("add the missing line of +++"),
    );
    None
}

/// Reads the settings of a file; nothing when `read` or the syntax found an error.
pub(crate) fn read<T>(
    front: &Text,
    what: &str,
    sink: &mut Sink,
    read: impl FnOnce(&Table<'_>, &mut Sink) -> Option<T>,
) -> Option<T> {
    let mut own = Sink::default();
    let value = table::parse(front, what, &mut own, read);
    let faulty = own.errors() > 0;
    sink.extend(own.into_sorted());
    value.filter(|_| !faulty)
}

/// Reports an id that is not the name of its file.
pub(super) fn named_after(text: &Text, id: &Field<'_>, sink: &mut Sink) {
    let file = text.file.rsplit('/').next().unwrap_or_default();
    let stem = file.strip_suffix(".md").unwrap_or(file);
    if id.string(&mut Sink::default()).is_some_and(|id| id != stem) {
        sink.push(
            id.fault(Code::IdDiffersFromFile, format!("the file is called `{file}`, its id is another"))
                .mend(format!("write id = \"{stem}\", or rename the file")),
        );
    }
}

/// Text that may be absent; empty text counts as absent.
pub(crate) fn optional(table: &Table<'_>, key: &str, limit: usize, sink: &mut Sink) -> Option<String> {
    let field = table.field(key)?;
    if field.string(&mut Sink::default()).is_some_and(|text| text.trim().is_empty()) {
        return None;
    }
    field.words(limit, sink)
}
