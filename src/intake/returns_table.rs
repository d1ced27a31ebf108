//! A table of ours, one row for each sub-element, several homes in one file -> returns.

use super::known::{self, Known};
use super::returned::{Field, Head, Piece, Returned, ReturnedAnswer, Unplaced};
use super::table::{Row, Table, fault};
use super::value::folded;
use crate::diagnostic::{Sink, nearest};
use crate::guard;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Head(Head),
    SubElement,
    Question,
    Field(Field),
    Unknown,
}

/// Columns without which it is no table of ours.
const MARKS: [&str; 2] = ["organisation", "sub_element"];

/// Whether the heading is that of a table of ours: a home and a sub-element on each row.
pub(super) fn is_ours(heading: &Row<'_>) -> bool {
    let named = |name: &str| heading.fields.iter().any(|field| spelt(field) == name);
    MARKS.iter().all(|mark| named(mark)) || (named("sub_element") && named("level"))
}

fn spelt(heading: &str) -> String {
    folded(heading).replace([' ', '-'], "_")
}

fn column(heading: &str) -> Column {
    let name = spelt(heading);
    let head = Head::KEYS.iter().find(|(key, _)| *key == name).map(|(_, head)| Column::Head(*head));
    let field =
        || Field::COLUMNS.iter().find(|(key, _)| *key == name).map(|(_, field)| Column::Field(*field));
    match name.as_str() {
        "sub_element" => Column::SubElement,
        "question" => Column::Question,
        _ => head.or_else(field).unwrap_or(Column::Unknown),
    }
}

/// Reads the returns of a table: rows of one organisation, date and assessor are one return.
pub(super) fn read(file: &Arc<str>, table: &Table<'_>, known: &Known<'_>, sink: &mut Sink) -> Vec<Returned> {
    let columns: Vec<Column> = table.heading.fields.iter().map(|heading| column(heading)).collect();
    let before = sink.errors();
    for (at, one) in columns.iter().enumerate() {
        let heading = table.heading.fields.get(at).map(|heading| heading.trim()).unwrap_or_default();
        if *one != Column::Unknown && columns.iter().take(at).any(|earlier| earlier == one) {
            let message = format!("the column `{heading}` is there twice");
            sink.push(fault(file, table.heading.line, message).mend("take one of the two away"));
        }
    }
    for name in ["organisation", "date"] {
        if !columns.iter().any(|one| matches!(one, Column::Head(head) if key(*head) == name)) {
            let headings: Vec<String> = table.heading.fields.iter().map(|heading| spelt(heading)).collect();
            let near = nearest(name, headings.iter().map(String::as_str));
            let mend = near.map_or_else(
                || "add the column; every row says whose answer it is and of which day".to_owned(),
                |near| format!("call the column `{near}` `{name}` if that was meant"),
            );
            sink.push(fault(file, table.heading.line, format!("there is no column `{name}`")).mend(mend));
        }
    }
    if sink.errors() > before {
        return Vec::new();
    }
    let mut returns: Vec<Returned> = Vec::new();
    let mut by_key: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in &table.rows {
        let read = Read { file, heading: &table.heading, row, columns: &columns, known };
        let whose: Vec<String> = KEYS
            .iter()
            .map(|head| read.head(*head).map(|one| folded(&one.text)).unwrap_or_default())
            .collect();
        let at = *by_key.entry(whose).or_insert(returns.len());
        if at == returns.len() {
            returns.push(Returned { file: Arc::clone(file), ..Returned::default() });
        }
        if let Some(returned) = returns.get_mut(at) {
            read.into(returned, sink);
        }
    }
    returns
}

/// What rows of one return have in common.
const KEYS: [Head; 5] =
    [Head::Organisation, Head::Date, Head::Assessor, Head::Framework, Head::FrameworkVersion];

fn key(head: Head) -> &'static str {
    Head::KEYS.iter().find(|(_, one)| *one == head).map_or("", |(key, _)| key)
}

struct Read<'r> {
    file: &'r str,
    heading: &'r Row<'r>,
    row: &'r Row<'r>,
    columns: &'r [Column],
    known: &'r Known<'r>,
}

impl Read<'_> {
    /// Every field that says something, with its column and heading.
    fn pieces(&self) -> impl Iterator<Item = (Column, &str, Piece)> {
        let fields = self.columns.iter().zip(&self.heading.fields).zip(&self.row.fields);
        fields.filter(|(_, text)| !text.trim().is_empty()).map(|((column, heading), text)| {
            let heading = heading.trim();
            let place = place(self.row.line, heading);
            // What a table of ours keeps from being run is taken as it was meant; other columns are kept as they stand.
            let text = if *column == Column::Unknown { text } else { guard::meant(text) };
            (*column, heading, Piece { text: text.to_owned(), place })
        })
    }

    fn head(&self, head: Head) -> Option<Piece> {
        self.pieces().find(|(column, ..)| *column == Column::Head(head)).map(|(_, _, piece)| piece)
    }

    fn into(self, returned: &mut Returned, sink: &mut Sink) {
        let mut fields = BTreeMap::new();
        let (mut sub_element, mut question) = (None, None);
        for (column, heading, piece) in self.pieces() {
            match column {
                Column::Head(head) => match returned.head.get(&head) {
                    None => {
                        returned.head.insert(head, piece);
                    }
                    Some(first) if folded(&first.text) == folded(&piece.text) => {}
                    Some(first) => {
                        let message = format!(
                            "`{}` says something else here than in {}, for the same organisation and date",
                            key(head),
                            first.place
                        );
                        sink.push(fault(self.file, self.row.line, message).mend("make the two say the same"));
                    }
                },
                Column::SubElement => sub_element = Some(piece),
                Column::Question => question = Some(piece),
                Column::Field(field) => {
                    fields.insert(field, piece);
                }
                Column::Unknown => returned.unplaced.push(Unplaced { heading: heading.to_owned(), piece }),
            }
        }
        if let (Some(asked), Some(named)) = (&question, &sub_element)
            && !self.asks(returned, &asked.text, &named.text)
        {
            // Somebody wrote something of their own over the question.
            returned.unplaced.push(Unplaced { heading: "question".to_owned(), piece: asked.clone() });
        }
        match sub_element.or(question) {
            Some(sub_element) => returned.answers.push(ReturnedAnswer { sub_element, fields }),
            None => {
                if !fields.is_empty() {
                    let message = "this row answers something, and does not say which sub-element";
                    sink.push(
                        fault(self.file, self.row.line, message)
                            .mend("write the id of the sub-element into the column sub_element"),
                    );
                }
            }
        }
    }
}

impl Read<'_> {
    /// Whether this is how the framework words the sub-element.
    fn asks(&self, returned: &Returned, question: &str, sub_element: &str) -> bool {
        let workspace = self.known.workspace;
        let said = returned.head.get(&Head::Framework).map(|piece| folded(&piece.text));
        let id = said.unwrap_or_else(|| workspace.settings.programme().to_owned());
        workspace.frameworks.get(id.as_str()).is_some_and(|framework| {
            let position = |text| known::sub_element(framework, text).ok();
            position(question).is_some() && position(question) == position(sub_element)
        })
    }
}

/// A place in a table, for a person.
pub(super) fn place(line: usize, heading: &str) -> String {
    const LONG: usize = 60;
    let short: String = heading.chars().take(LONG).collect();
    let dots = if short.len() < heading.len() { " ..." } else { "" };
    format!("line {line}, column \"{}{dots}\"", short.replace(['\n', '\r'], " "))
}
