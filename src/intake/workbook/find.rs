//! Sheets -> where the table of answers stands and what its columns are.

use super::headings::{FIELDS, Heading, ID, heading};
use super::sheet::{Book, Sheet, Value, trimmed};
use super::value::At;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief, nearest};
use crate::intake::Field;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The heading row stands among the first rows of its sheet.
const ROWS: u32 = 20;

/// Where the table of answers stands.
pub(super) struct Found {
    pub(super) sheet: usize,
    /// The heading row.
    pub(super) row: u32,
    /// What each column is.
    pub(super) columns: BTreeMap<u32, Heading>,
    /// Headings that are not known.
    pub(super) others: BTreeMap<u32, String>,
}

impl Found {
    fn has(&self, wanted: Heading) -> bool {
        self.columns.values().any(|one| *one == wanted)
    }

    fn is_whole(&self) -> bool {
        self.has(Heading::Id) && self.has(Heading::Field(Field::Level))
    }

    fn fields(&self) -> usize {
        self.columns.values().filter(|one| matches!(one, Heading::Id | Heading::Field(_))).count()
    }

    pub(super) fn column(&self, wanted: Heading) -> Option<u32> {
        self.columns.iter().find(|(_, one)| **one == wanted).map(|(column, _)| *column)
    }
}

/// The table of answers, if there is one and no more; and what is wrong with its headings.
pub(super) fn find(file: &Arc<str>, book: &Book, sink: &mut Sink) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (at, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        let rows = (0..ROWS).filter_map(|row| headings(at, sheet, row));
        let Some(here) = rows.max_by_key(|row| (row.is_whole(), row.fields(), u32::MAX - row.row)) else {
            continue;
        };
        match &best {
            Some(other) if other.is_whole() && here.is_whole() => {
                let name = |at: usize| book.sheets.get(at).map_or("", |sheet| sheet.name.as_str());
                sink.push(
                    Diagnostic::new(
                        Code::AnswersTableTwice,
                        format!(
                            "the sheets \"{}\" and \"{}\" both have a table of answers",
                            brief(name(other.sheet)),
                            brief(name(at))
                        ),
                    )
                    .at(Place { file: Arc::clone(file), spot: None })
                    .mend("delete the one that is not to count, and save the workbook again"),
                );
                return None;
            }
            Some(other) if (other.is_whole(), other.fields()) >= (here.is_whole(), here.fields()) => {}
            _ => best = Some(here),
        }
    }
    let Some(found) = best.filter(|found| found.fields() > 1 || found.has(Heading::Id)) else {
        sink.push(none(file, book));
        return None;
    };
    let sheet = book.sheets.get(found.sheet)?;
    let at = At { file, sheet: &sheet.name, from_1904: book.from_1904 };
    let renamed = renamed(&found, at, sink);
    if !found.is_whole() {
        if !renamed {
            sink.push(missing(&found, at));
        }
        return None;
    }
    Some(found)
}

/// What the cells of a row are as headings, if one of them is known.
fn headings(at: usize, sheet: &Sheet, row: u32) -> Option<Found> {
    let mut found = Found { sheet: at, row, columns: BTreeMap::new(), others: BTreeMap::new() };
    for ((_, column), cell) in sheet.cells.range((row, 0)..=(row, u32::MAX)) {
        let Value::Text(words) = &cell.value else { continue };
        match heading(words) {
            // Of two columns with one heading the first counts, and what the second says is told as out of place.
            Some(known) if known == Heading::Own || !found.has(known) => {
                found.columns.insert(*column, known);
            }
            _ => {
                found.others.insert(*column, trimmed(words).to_owned());
            }
        }
    }
    (!found.columns.is_empty()).then_some(found)
}

fn none(file: &Arc<str>, book: &Book) -> Diagnostic {
    let names: Vec<String> =
        book.sheets.iter().take(8).map(|sheet| format!("\"{}\"", brief(&sheet.name))).collect();
    Diagnostic::new(Code::AnswersTableMissing, "no sheet of this workbook has a table of answers")
        .at(Place { file: Arc::clone(file), spot: None })
        .allowed(format!(
            "a heading row with \"{ID}\" and \"Level\" within the first 20 rows; the sheets here are {}",
            names.join(", ")
        ))
        .mend("put the answers into a workbook from `homeround template`, and send that")
}

/// Says which headings were probably renamed: they are unknown, and near to one that is missing.
fn renamed(found: &Found, at: At<'_>, sink: &mut Sink) -> bool {
    let absent =
        FIELDS.iter().filter(|(field, _)| !found.has(Heading::Field(*field))).map(|(_, words)| *words);
    let mut absent: Vec<&str> = absent.collect();
    if !found.has(Heading::Id) {
        absent.push(ID);
    }
    let mut any = false;
    for (column, words) in &found.others {
        let Some(meant) = nearest(words, absent.iter().copied()) else { continue };
        absent.retain(|one| *one != meant);
        any = true;
        sink.push(
            Diagnostic::new(Code::AnswersTableMissing, "no column of answers has this heading")
                .at(at.place((found.row, *column), words))
                .found(format!("probably \"{meant}\""))
                .mend(format!("change the heading back to \"{meant}\"")),
        );
    }
    any
}

fn missing(found: &Found, at: At<'_>) -> Diagnostic {
    let needed = [(Heading::Id, ID), (Heading::Field(Field::Level), "Level")];
    let missing: Vec<String> =
        needed.iter().filter(|(one, _)| !found.has(*one)).map(|(_, words)| format!("\"{words}\"")).collect();
    let first = found.columns.keys().next().copied().unwrap_or_default();
    Diagnostic::new(Code::AnswersTableMissing, format!("the table of answers lacks the column {}", missing.join(" and ")))
        .at(at.place((found.row, first), "the heading row"))
        .mend("put the column back with its heading, or copy the answers into a fresh workbook from `homeround template`")
}
