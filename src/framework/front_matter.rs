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
            None if fence => start = Some((at, at + line.len())),
            None if line.trim().is_empty() => {}
            None => break,
            Some((_, start)) if fence => {
                let body = at + line.len()..text.text.len();
                sink.extend(text.part(body.clone()).controls());
                let body = text.text.get(body).unwrap_or_default().replace("\r\n", "\n");
                return Some((text.part(start..at), body));
            }
            Some(_) => {}
        }
        at += line.len();
    }
    let (span, message, mend) = match start {
        Some((fence, end)) => {
            (fence..end, "the settings that begin here have no end", "add a line of +++ below them")
        }
        None if text.text.trim_start().starts_with("---") => (
            at..at + 3,
            "settings stand between lines of +++",
            "write +++ for ---, above and below the settings",
        ),
        None => (
            at..at,
            "this file does not begin with its settings",
            "put a line of +++ above and below its settings",
        ),
    };
    sink.push(
        Diagnostic::new(Code::FrontMatter, message)
            .at(text.place(span))
            .allowed("a line of +++, the settings, a line of +++, then the text")
            .mend(mend),
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
            id.fault(Code::IdDiffersFromFile, format!("the file is called `{file}`, and its id is another"))
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
