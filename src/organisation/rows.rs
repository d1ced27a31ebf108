//! CSV with a heading -> rows of named fields with their places: one line a row, fields between commas, a field with a
//! comma in quotation marks. Shared by the register and by maps.
//!
//! What the fields mean is the business of those who ask for rows.

use crate::diagnostic::{Code, Diagnostic, Sink, brief, nearest};
use crate::source::{Text, text};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most columns, known and unknown.
const MOST_COLUMNS: usize = 256;

/// What a kind of file calls itself, and which columns it has.
pub(super) struct Shape {
    /// As in "the register is empty".
    pub(super) what: &'static str,
    /// Every column, those that must stand first.
    pub(super) columns: &'static [&'static str],
    /// How many of them must stand.
    pub(super) required: usize,
    /// The kinds of problem: of the heading, of a column that is not known, of a row.
    pub(super) codes: [Code; 3],
}

/// What stands in a field, without its quotation marks, and where.
type Field<'t> = (&'t str, Range<usize>);

/// A row of the file as it stands.
pub(super) struct Raw<'t> {
    pub(super) text: &'t Text,
    fields: Vec<Field<'t>>,
    shape: &'static Shape,
    /// Where each known column stands among the fields.
    columns: &'t [Option<usize>],
}

impl Raw<'_> {
    /// What stands in a column; nothing where it is empty or the column is absent.
    pub(super) fn get(&self, column: &str) -> Option<(&str, Range<usize>)> {
        let (value, span) = self.field(column)?;
        let value = value.trim();
        (!value.is_empty()).then(|| (value, span.clone()))
    }

    /// Where a column stands in this row.
    pub(super) fn span(&self, column: &str) -> Range<usize> {
        self.field(column).or(self.fields.first()).map_or(0..0, |(_, span)| span.clone())
    }

    fn field(&self, column: &str) -> Option<&Field<'_>> {
        let at = self.shape.columns.iter().position(|known| *known == column)?;
        self.fields.get((*self.columns.get(at)?)?)
    }

    pub(super) fn fault(&self, code: Code, message: impl Into<String>, span: Range<usize>) -> Diagnostic {
        Diagnostic::new(code, message).at(self.text.place(span))
    }
}

/// Hands each row that says something to `take`, and whether it is sound as a row; why not is reported. Nothing where there
/// is no heading to read by.
pub(super) fn read(
    text: &Text,
    shape: &'static Shape,
    sink: &mut Sink,
    mut take: impl FnMut(&Raw<'_>, bool, &mut Sink),
) -> Option<()> {
    sink.extend(text.controls());
    let mut lines = lines(&text.text);
    let Some((heading, at)) = lines.next() else {
        sink.push(
            Diagnostic::new(Code::FileEmpty, format!("{} is empty", shape.what))
                .at(text.whole())
                .mend(format!("begin it with the line {}", shape.columns.join(","))),
        );
        return None;
    };
    let heading = fields(heading, at);
    let columns = columns(text, shape, &heading, sink)?;
    for (line, at) in lines {
        let raw = Raw { text, fields: fields(line, at), shape, columns: &columns };
        if raw.fields.iter().all(|(value, _)| value.trim().is_empty()) {
            continue;
        }
        let fault = malformed(line, at, &raw, heading.len());
        // A hidden character is reported already.
        let sound = fault.is_none() && !line.contains(text::is_hidden);
        sink.extend(fault);
        take(&raw, sound, sink);
    }
    Some(())
}

/// Every line that says something, with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut next = 0;
    let placed = text.split_inclusive('\n').map(move |line| {
        next += line.len();
        (line.trim_end_matches(['\r', '\n']), next - line.len())
    });
    placed.filter(|(line, _)| !line.trim().is_empty())
}

/// The fields of a line that begins at `start`. Doubled quotation marks stay doubled, so that a place stays a place.
fn fields(line: &str, start: usize) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, letter) in line.char_indices().chain([(line.len(), ',')]) {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted || at == line.len() => {
                let whole = line.get(from..at).unwrap_or_default();
                let value = whole.trim();
                let inset = whole.len() - whole.trim_start().len();
                let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                let base = start + from + inset + usize::from(bare.is_some());
                let bare = bare.unwrap_or(value);
                fields.push((bare, base..base + bare.len()));
                from = at + 1;
            }
            _ => {}
        }
    }
    fields
}

fn columns(text: &Text, shape: &Shape, heading: &[Field<'_>], sink: &mut Sink) -> Option<Vec<Option<usize>>> {
    let [code, ..] = shape.codes;
    let known = shape.columns;
    let before = sink.errors();
    let named: Vec<String> = heading.iter().map(|(name, _)| name.trim().to_lowercase()).collect();
    let (first, last) = (heading.first()?, heading.last()?);
    let place = text.place(first.1.start..last.1.end);
    let fault = |message: String| Diagnostic::new(code, message).at(place.clone());
    if let Some(mark) = other_mark(&named, known) {
        sink.push(
            fault(format!("the columns of {} have {mark} between them", shape.what))
                .allowed("commas between the columns")
                .mend("save it again as CSV with commas; in Excel: Save as, CSV UTF-8 (comma delimited)"),
        );
        return None;
    }
    if heading.len() > MOST_COLUMNS {
        sink.push(
            fault(format!("{} has {} columns", shape.what, heading.len()))
                .allowed(format!("at most {MOST_COLUMNS} columns"))
                .mend("take away the columns that are not meant for this program"),
        );
        return None;
    }
    unknown_columns(text, shape, &named, heading, sink);
    let missing: Vec<&str> = known
        .iter()
        .copied()
        .take(shape.required)
        .filter(|name| !named.iter().any(|one| one == name))
        .collect();
    if !missing.is_empty() {
        let columns = if missing.len() == 1 { "column" } else { "columns" };
        sink.push(
            fault(format!("{} has no {columns} {}", shape.what, missing.join(", ")))
                .allowed(format!("columns with commas between them: {}", known.join(",")))
                .mend("put the names of the columns into the first line"),
        );
    }
    let place = |known: &&str| named.iter().position(|name| name == known);
    (sink.errors() == before).then(|| known.iter().map(place).collect())
}

/// What stands between the columns where it is not commas.
fn other_mark(named: &[String], known: &[&str]) -> Option<&'static str> {
    let [one] = named else { return None };
    let parts = |mark: char| one.split(mark).filter(|name| known.contains(&name.trim())).count() > 1;
    [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(mark, _)| parts(*mark)).map(|(_, words)| words)
}

/// Reports columns that are not known or are there twice.
fn unknown_columns(text: &Text, shape: &Shape, named: &[String], heading: &[Field<'_>], sink: &mut Sink) {
    let [code, unknown, _] = shape.codes;
    let known = shape.columns;
    let mut seen: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
    for (name, (_, span)) in named.iter().zip(heading) {
        if known.contains(&name.as_str()) {
            if let Some(first) = seen.insert(name, span) {
                sink.push(
                    Diagnostic::new(code, format!("the column `{name}` is there twice"))
                        .at(text.place(span.clone()))
                        .found("the second one")
                        .also(text.place(first.clone()), "the first one")
                        .mend("take one of the two away"),
                );
            }
        } else if !name.is_empty() {
            let message = format!("the column `{}` is not known", brief(name));
            let diagnostic = Diagnostic::new(unknown, message)
                .at(text.place(span.clone()))
                .found("kept out of everything")
                .allowed(known.join(", "));
            sink.push(match nearest(name, known.iter().copied()) {
                Some(meant) => diagnostic.mend(format!("call it `{meant}` if that was meant")),
                None => diagnostic.mend("take the column away if it was not meant for this program"),
            });
        }
    }
}

/// What is wrong with a row as a row.
fn malformed(line: &str, at: usize, raw: &Raw<'_>, wanted: usize) -> Option<Diagnostic> {
    let (text, [.., code]) = (raw.text, raw.shape.codes);
    let fault = |message: String| Diagnostic::new(code, message).at(text.place(at..at + line.len()));
    let marks = line.match_indices('"').map(|(at, _)| at);
    if let (1, Some(last)) = (marks.clone().count() % 2, marks.clone().next_back()) {
        return Some(
            Diagnostic::new(code, "a quotation mark in this row has no partner")
                .at(text.place(at + last..at + last + 1))
                .mend("add the missing one, or take it away; a name stands on one line"),
        );
    }
    let fields = raw.fields.len();
    (fields != wanted).then(|| {
        fault(format!(
            "this row has {fields} {}, and the heading has {wanted}",
            if fields == 1 { "field" } else { "fields" }
        ))
        .mend("give each row as many commas as the heading; put a name with a comma into quotation marks")
    })
}
