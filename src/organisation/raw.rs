//! `answers/organisations.csv` -> a register. The only file that knows how the register's CSV is written: one line a
//! row, fields between commas, a field with a comma in quotation marks.
//!
//! What a row means is the business of `row`, how rows hang together that of `check`.

use super::register::Register;
use super::row;
use super::{check, row::Raw};
use crate::diagnostic::{Code, Diagnostic, Sink, brief, nearest};
use crate::id::OrganisationId;
use crate::source::{Text, text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Every column, those that must stand first.
pub(super) const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "kind",
    "parent",
    "beds",
    "home_type",
    "cqc_location_id",
    "ods_code",
    "valid_from",
    "valid_to",
    "successor",
    "groups",
];
/// How many of them must stand.
const REQUIRED: usize = 4;
/// The most columns, known and unknown.
const MOST_COLUMNS: usize = 256;

/// Where each known column stands among the fields of a row.
pub(super) type Columns = [Option<usize>; COLUMNS.len()];
/// What stands in a field, without its quotation marks, and where.
pub(super) type Field<'t> = (&'t str, Range<usize>);

/// Reads the register; everything that is wrong with it is reported, and faulty rows are left out.
pub fn read(text: &Text, sink: &mut Sink) -> Register {
    sink.extend(text.controls());
    let mut lines = lines(&text.text);
    let Some((heading, at)) = lines.next() else {
        sink.push(
            Diagnostic::new(Code::FileEmpty, "the register is empty")
                .at(text.whole())
                .mend(format!("begin it with the line {}", COLUMNS.join(","))),
        );
        return Register::default();
    };
    let heading = fields(heading, at);
    let Some(columns) = columns(text, &heading, sink) else { return Register::default() };
    let mut rows: check::Rows = BTreeMap::new();
    let mut faulty = BTreeSet::new();
    for (line, at) in lines {
        let raw = Raw { text, fields: fields(line, at), columns: &columns };
        // A hidden mark beside an id is told once; whoever it belongs to is not called unknown as well.
        let id =
            raw.get("id").and_then(|(id, _)| OrganisationId::parse(id.trim_matches(text::is_hidden)).ok());
        if raw.fields.iter().all(|(value, _)| value.trim().is_empty()) {
            continue;
        }
        let read = match malformed(text, line, at, &raw, heading.len()) {
            Some(fault) => {
                sink.push(fault);
                None
            }
            // A hidden character is reported already.
            None if line.contains(text::is_hidden) => None,
            None => row::read(&raw, sink),
        };
        match read {
            Some((id, row)) => rows.entry(id).or_default().push(row),
            None => faulty.extend(id),
        }
    }
    check::register(text, rows, faulty, sink)
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

fn columns(text: &Text, heading: &[Field<'_>], sink: &mut Sink) -> Option<Columns> {
    let before = sink.errors();
    let named: Vec<String> = heading.iter().map(|(name, _)| name.trim().to_lowercase()).collect();
    let (first, last) = (heading.first()?, heading.last()?);
    let place = text.place(first.1.start..last.1.end);
    let fault = |message: String| Diagnostic::new(Code::RegisterColumn, message).at(place.clone());
    if let Some(mark) = other_mark(&named) {
        sink.push(
            fault(format!("the columns of the register have {mark} between them"))
                .allowed("commas between the columns")
                .mend("save it again as CSV with commas; in Excel: Save as, CSV UTF-8 (comma delimited)"),
        );
        return None;
    }
    if heading.len() > MOST_COLUMNS {
        sink.push(
            fault(format!("the register has {} columns", heading.len()))
                .allowed(format!("at most {MOST_COLUMNS} columns"))
                .mend("take away the columns that are not meant for this program"),
        );
        return None;
    }
    unknown_columns(text, &named, heading, sink);
    let missing: Vec<&str> =
        COLUMNS.into_iter().take(REQUIRED).filter(|name| !named.iter().any(|one| one == name)).collect();
    if !missing.is_empty() {
        let columns = if missing.len() == 1 { "column" } else { "columns" };
        sink.push(
            fault(format!("the register has no {columns} {}", missing.join(", ")))
                .allowed(format!("columns with commas between them: {}", COLUMNS.join(",")))
                .mend("put the names of the columns into the first line"),
        );
    }
    (sink.errors() == before).then(|| COLUMNS.map(|known| named.iter().position(|name| name == known)))
}

/// What stands between the columns where it is not commas.
fn other_mark(named: &[String]) -> Option<&'static str> {
    let [one] = named else { return None };
    let parts = |mark: char| one.split(mark).filter(|name| COLUMNS.contains(&name.trim())).count() > 1;
    [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(mark, _)| parts(*mark)).map(|(_, words)| words)
}

/// Reports columns that are not known or are there twice.
fn unknown_columns(text: &Text, named: &[String], heading: &[Field<'_>], sink: &mut Sink) {
    let mut seen: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
    for (name, (_, span)) in named.iter().zip(heading) {
        if COLUMNS.contains(&name.as_str()) {
            if let Some(first) = seen.insert(name, span) {
                sink.push(
                    Diagnostic::new(Code::RegisterColumn, format!("the column `{name}` is there twice"))
                        .at(text.place(span.clone()))
                        .found("the second one")
                        .also(text.place(first.clone()), "the first one")
                        .mend("take one of the two away"),
                );
            }
        } else if !name.is_empty() {
            let message = format!("the column `{}` is not known", brief(name));
            let diagnostic = Diagnostic::new(Code::RegisterColumnUnknown, message)
                .at(text.place(span.clone()))
                .found("kept out of everything")
                .allowed(COLUMNS.join(", "));
            sink.push(match nearest(name, COLUMNS) {
                Some(meant) => diagnostic.mend(format!("call it `{meant}` if that was meant")),
                None => diagnostic.mend("take the column away if it was not meant for this program"),
            });
        }
    }
}

/// What is wrong with a row as a row.
fn malformed(text: &Text, line: &str, at: usize, raw: &Raw<'_>, wanted: usize) -> Option<Diagnostic> {
    let fault =
        |message: String| Diagnostic::new(Code::RegisterRow, message).at(text.place(at..at + line.len()));
    let marks = line.match_indices('"').map(|(at, _)| at);
    if let (1, Some(last)) = (marks.clone().count() % 2, marks.clone().next_back()) {
        return Some(
            Diagnostic::new(Code::RegisterRow, "a quotation mark in this row has no partner")
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
