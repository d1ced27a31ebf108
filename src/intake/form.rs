//! A form service's export, one row for each home and its questions as columns in any order -> returns.

use super::known::Known;
use super::mapping::{MAPPING, Mapping, Meaning, plain_meaning, words};
use super::returned::{Field, Head, Piece, Returned, ReturnedAnswer, Unplaced};
use super::returns_table::place;
use super::table::{Table, fault};
use super::value::plain;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief};
use crate::framework::Framework;
use crate::words::{agree, list};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads the returns of an export; nothing where a column is not plain and nobody has said what it is.
pub(super) fn read(
    file: &Arc<str>,
    table: &Table<'_>,
    known: &Known<'_>,
    mapping: &mut Mapping,
    left_out: &mut Vec<String>,
    sink: &mut Sink,
) -> Vec<Returned> {
    let workspace = known.workspace;
    let named = mapping.every().get(&Head::Framework).map_or(workspace.settings.programme(), String::as_str);
    let Some(framework) = workspace.frameworks.get(named) else {
        let message = format!("there is no framework `{}`, which {MAPPING} names for forms", brief(named));
        sink.push(fault(file, table.heading.line, message).mend("name one of the workspace's frameworks"));
        return Vec::new();
    };
    let before = sink.errors();
    let headings = distinct(&table.heading.fields.iter().map(|heading| plain(heading)).collect::<Vec<_>>());
    let meanings = meanings(&headings, framework, mapping);
    unclear(file, table, &headings, &meanings, sink);
    let holds =
        |wanted: Head| meanings.contains(&Meaning::Head(wanted)) || mapping.every().contains_key(&wanted);
    if !holds(Head::Organisation) {
        let message = "no column says whose answers these are";
        sink.push(fault(file, table.heading.line, message).mend(format!(
            "in {MAPPING}, give the column that holds an id, a CQC location id or a name the word \"organisation\""
        )));
    }
    if !holds(Head::Date) {
        let message = "no column says of which day the answers are";
        sink.push(fault(file, table.heading.line, message).mend(format!(
            "in {MAPPING}, below [every], write date = \"2026-09-30\" with the right day, or give a column such as \
             \"Completion time\" the word \"date\""
        )));
    }
    if sink.errors() > before {
        return Vec::new();
    }
    tell_left_out(file, &headings, &meanings, left_out);
    let form = Form { file, headings: &headings, meanings: &meanings, every: mapping.every() };
    table.rows.iter().map(|row| form.row(row)).collect()
}

/// Each heading by a name of its own: the second of two equal ones is `... (2)`.
fn distinct(headings: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let name = |heading: &String, count: usize| {
        let bare = if heading.is_empty() { "(no heading)" } else { heading };
        if count == 1 { bare.to_owned() } else { format!("{bare} ({count})") }
    };
    headings
        .iter()
        .map(|heading| {
            let count = seen.entry(heading).or_default();
            *count += 1;
            name(heading, *count)
        })
        .collect()
}

/// What each column holds, with proposals for those that are new.
fn meanings(headings: &[String], framework: &Framework, mapping: &mut Mapping) -> Vec<Meaning> {
    let mut meanings: Vec<Meaning> = Vec::new();
    let mut last: Option<String> = None;
    for heading in headings {
        let meaning = match mapping.of(heading) {
            Some(meaning) => meaning.clone(),
            None => {
                let plain = plain_meaning(heading, framework);
                let taken = |meaning: &Meaning| {
                    matches!(meaning, Meaning::Head(_) | Meaning::Answer(..)) && meanings.contains(meaning)
                };
                let meaning = plain.filter(|meaning| !taken(meaning)).unwrap_or(Meaning::Ask);
                let remark = match (&meaning, &last) {
                    (Meaning::Ask, Some(id)) => format!("it stands after {id}"),
                    _ => String::new(),
                };
                mapping.propose(heading, &meaning, &remark);
                meaning
            }
        };
        if let Meaning::Answer(id, Field::Level) = &meaning {
            last = Some(id.clone());
        }
        meanings.push(meaning);
    }
    meanings
}

/// Says which columns a person must name, and which two hold the same.
fn unclear(file: &str, table: &Table<'_>, headings: &[String], meanings: &[Meaning], sink: &mut Sink) {
    for (at, (heading, meaning)) in headings.iter().zip(meanings).enumerate() {
        let says =
            table.rows.iter().filter_map(|row| row.fields.get(at)).any(|field| !field.trim().is_empty());
        let at_heading =
            || Place { file: format!("{file}, {}", place(table.heading.line, heading)).into(), spot: None };
        let first = meanings.iter().take(at).position(|earlier| earlier == meaning);
        if *meaning == Meaning::Ask && says {
            sink.push(
                Diagnostic::new(Code::ColumnUnclear, "what this column holds is not plain from its heading")
                    .at(at_heading())
                    .allowed(
                        "a sub-element, a sub-element and a field, a key of the head, ignored, person, kept",
                    )
                    .mend(format!("say it in {MAPPING}, in place of the question mark, and import again")),
            );
        } else if let Some(first) = first
            && matches!(meaning, Meaning::Head(_) | Meaning::Answer(..))
        {
            let earlier = headings.get(first).map_or("", String::as_str);
            let message = format!(
                "this column and \"{}\" are both said to hold \"{}\"",
                brief(earlier),
                words(meaning)
            );
            sink.push(
                Diagnostic::new(Code::ColumnUnclear, message)
                    .at(at_heading())
                    .mend(format!("correct one of the two in {MAPPING}")),
            );
        }
    }
}

fn tell_left_out(file: &str, headings: &[String], meanings: &[Meaning], left_out: &mut Vec<String>) {
    for (meaning, one, more) in [
        (
            Meaning::Person,
            "column {} tells of people and was not kept",
            "columns {} tell of people and were not kept",
        ),
        (
            Meaning::Ignored,
            "column {} was left out, as intake.toml says",
            "columns {} were left out, as intake.toml says",
        ),
    ] {
        let of_it = headings.iter().zip(meanings).filter(|(_, one)| **one == meaning);
        let names: Vec<String> = of_it.map(|(heading, _)| format!("\"{}\"", brief(heading))).collect();
        if !names.is_empty() {
            let sentence = agree(names.len() as u64, one, more).replacen("{}", &list(&names), 1);
            left_out.push(format!("{file}: the {sentence}."));
        }
    }
}

struct Form<'f> {
    file: &'f Arc<str>,
    headings: &'f [String],
    meanings: &'f [Meaning],
    every: &'f BTreeMap<Head, String>,
}

impl Form<'_> {
    fn row(&self, row: &super::table::Row<'_>) -> Returned {
        let mut returned = Returned { file: Arc::clone(self.file), ..Returned::default() };
        let mut answers: Vec<(String, ReturnedAnswer)> = Vec::new();
        for (text, (heading, meaning)) in row.fields.iter().zip(self.headings.iter().zip(self.meanings)) {
            if text.trim().is_empty() {
                continue;
            }
            let piece = || Piece { text: text.to_string(), place: place(row.line, heading) };
            match meaning {
                Meaning::Head(head) => {
                    returned.head.insert(*head, piece());
                }
                Meaning::Answer(id, field) => {
                    let at = answers.iter().position(|(known, _)| known == id).unwrap_or_else(|| {
                        let sub_element = Piece { text: id.clone(), place: place(row.line, heading) };
                        answers.push((id.clone(), ReturnedAnswer { sub_element, fields: BTreeMap::new() }));
                        answers.len() - 1
                    });
                    if let Some((_, answer)) = answers.get_mut(at) {
                        answer.fields.insert(*field, piece());
                    }
                }
                Meaning::Kept => {
                    returned.unplaced.push(Unplaced { heading: heading.clone(), piece: piece() });
                }
                // People's details are not even taken up.
                Meaning::Ignored | Meaning::Person | Meaning::Ask => {}
            }
        }
        for (head, value) in self.every {
            let piece = || Piece { text: value.clone(), place: format!("[every] in {MAPPING}") };
            returned.head.entry(*head).or_insert_with(piece);
        }
        returned.answers = answers.into_iter().map(|(_, answer)| answer).collect();
        returned
    }
}
