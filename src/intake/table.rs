//! The text of a table with marks between its fields -> rows of fields, each with its line.
//!
//! A reader of our own, because a library's lets pass what it can make something of: text after a closing quotation mark,
//! a mark that is never closed, fields too many. Here each of these could be a person's words, so each is an error.

use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use std::borrow::Cow;

/// The most rows of a table of returns.
pub(super) const ROWS: usize = 10_000;
/// The most columns.
pub(super) const COLUMNS: usize = 256;

/// A row: the line it begins on and its fields as they were typed.
#[derive(Clone, Debug)]
pub(super) struct Row<'t> {
    pub(super) line: usize,
    pub(super) fields: Vec<Cow<'t, str>>,
}

impl Row<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// What is wrong with a row as a row; after it the rest of the file cannot be told apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Broken {
    pub(super) line: usize,
    pub(super) message: &'static str,
}

/// Reads rows one after another.
pub(super) struct Rows<'t> {
    rest: &'t str,
    mark: char,
    line: usize,
    done: bool,
}

/// What stands between the fields: the mark that the first line has most often, outside quotation marks.
pub(super) fn mark(text: &str) -> char {
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            letter if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == letter) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The first of equals, so the comma where there is none of them.
    let best = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == best).map_or(',', |(mark, _)| *mark)
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, mark: char) -> Rows<'t> {
        Rows { rest: text, mark, line: 1, done: text.is_empty() }
    }

    fn row(&mut self) -> Result<Row<'t>, Broken> {
        let mut row = Row { line: self.line, fields: Vec::new() };
        loop {
            let (field, end) = match self.rest.strip_prefix('"') {
                Some(inner) => self.quoted(inner)?,
                None => self.plain(),
            };
            row.fields.push(field);
            match end {
                End::Field => {}
                End::Row => {
                    self.line += 1;
                    self.done = self.rest.is_empty();
                    return Ok(row);
                }
                End::Text => {
                    self.done = true;
                    return Ok(row);
                }
            }
        }
    }

    fn plain(&mut self) -> (Cow<'t, str>, End) {
        let at = self.rest.find([self.mark, '\n', '\r']).unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(at);
        self.rest = rest;
        (Cow::Borrowed(field), self.end().unwrap_or(End::Text))
    }

    /// What follows a field, taken off the rest; nothing where it is none of what may follow.
    fn end(&mut self) -> Option<End> {
        for (mark, end) in [("\r\n", End::Row), ("\n", End::Row), ("\r", End::Row)] {
            if let Some(rest) = self.rest.strip_prefix(mark) {
                self.rest = rest;
                return Some(end);
            }
        }
        if let Some(rest) = self.rest.strip_prefix(self.mark) {
            self.rest = rest;
            return Some(End::Field);
        }
        self.rest.is_empty().then_some(End::Text)
    }

    fn quoted(&mut self, inner: &'t str) -> Result<(Cow<'t, str>, End), Broken> {
        let begins = self.line;
        let mut field: Cow<'t, str> = Cow::Borrowed("");
        let mut rest = inner;
        loop {
            let Some(at) = rest.find('"') else {
                return Err(Broken {
                    line: begins,
                    message: "a quotation mark is opened on this line and never closed",
                });
            };
            let (part, after) = rest.split_at(at);
            self.line += part.matches('\n').count();
            let after = after.get(1..).unwrap_or_default();
            if field.is_empty() {
                field = Cow::Borrowed(part);
            } else {
                field.to_mut().push_str(part);
            }
            if let Some(more) = after.strip_prefix('"') {
                field.to_mut().push('"');
                rest = more;
                continue;
            }
            self.rest = after;
            return match self.end() {
                Some(end) => Ok((field, end)),
                None => Err(Broken {
                    line: self.line,
                    message: "on this line words follow a closing quotation mark",
                }),
            };
        }
    }
}

enum End {
    Field,
    Row,
    Text,
}

impl<'t> Iterator for Rows<'t> {
    type Item = Result<Row<'t>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.row();
        self.done |= row.is_err();
        Some(row)
    }
}

/// A whole table in memory: its heading, and every row that says something.
#[derive(Debug)]
pub(super) struct Table<'t> {
    pub(super) heading: Row<'t>,
    pub(super) rows: Vec<Row<'t>>,
}

/// Says what is wrong at a line of a file.
pub(super) fn fault(file: &str, line: usize, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::TableMalformed, message)
        .at(Place { file: format!("{file}, line {line}").into(), spot: None })
}

/// Reads a table; every row that is wrong is reported, and then there is no table.
pub(super) fn read<'t>(file: &str, text: &'t str, sink: &mut Sink) -> Option<Table<'t>> {
    let before = sink.errors();
    let mut heading: Option<Row<'t>> = None;
    let mut rows = Vec::new();
    for row in Rows::new(text, mark(text)) {
        let row =
            match row {
                Ok(row) if row.is_blank() => continue,
                Ok(row) => row,
                Err(Broken { line, message }) => {
                    sink.push(fault(file, line, message).mend(
                        "open the file in a spreadsheet, correct that row and save it as CSV UTF-8 again",
                    ));
                    break;
                }
            };
        let Some(first) = &heading else {
            heading = Some(row);
            continue;
        };
        let (found, wanted) = (row.fields.len(), first.fields.len());
        if found != wanted {
            let message = format!("this row has {found} fields, and the heading has {wanted}");
            sink.push(fault(file, row.line, message).mend(
                "give it as many fields as the heading; words with a comma in them stand in quotation marks",
            ));
        }
        rows.push(row);
    }
    let Some(heading) = heading else {
        if sink.errors() == before {
            sink.push(
                Diagnostic::new(Code::FileEmpty, "this table has no heading and no rows")
                    .at(Place { file: file.into(), spot: None })
                    .mend("fetch it again, or leave it out"),
            );
        }
        return None;
    };
    for (found, most, what) in [(rows.len(), ROWS, "rows"), (heading.fields.len(), COLUMNS, "columns")] {
        if found > most {
            sink.push(
                fault(file, heading.line, format!("this table has {found} {what}"))
                    .allowed(format!("at most {most} {what}"))
                    .mend("check that it is the file you meant, or divide it"),
            );
        }
    }
    (sink.errors() == before).then_some(Table { heading, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Result<(usize, Vec<String>), (usize, &'static str)>;

    fn rows(text: &str) -> Vec<Read> {
        Rows::new(text, mark(text))
            .map(|row| {
                row.map(|row| (row.line, row.fields.iter().map(ToString::to_string).collect()))
                    .map_err(|broken| (broken.line, broken.message))
            })
            .collect()
    }

    #[test]
    fn fields_come_back_as_they_were_typed() {
        let row =
            |line, fields: &[&str]| Ok((line, fields.iter().map(|field| (*field).to_owned()).collect()));
        for (text, wanted) in [
            ("a,b\n1,2\n", vec![row(1, &["a", "b"]), row(2, &["1", "2"])]),
            ("a;b,c\r\n1;\"2;3\"", vec![row(1, &["a;b", "c"]), row(2, &["1;\"2;3\""])]),
            ("a;b;c\r\n1;\"2;3\"", vec![row(1, &["a", "b", "c"]), row(2, &["1", "2;3"])]),
            (
                "a\tb\n\"x\ny\"\t\"say \"\"hi\"\"\"\nz\t",
                vec![row(1, &["a", "b"]), row(2, &["x\ny", "say \"hi\""]), row(4, &["z", ""])],
            ),
            ("a,5\" pipe, b ", vec![row(1, &["a", "5\" pipe", " b "])]),
            ("\"\",\"\"\"\"", vec![row(1, &["", "\""])]),
        ] {
            assert_eq!(rows(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_mark_without_its_partner_is_told_with_its_line() {
        let opened = "a quotation mark is opened on this line and never closed";
        let follow = "on this line words follow a closing quotation mark";
        assert_eq!(rows("a,b\n1,\"2\n3,4\n").pop(), Some(Err((2, opened))));
        assert_eq!(rows("a,b\n1,\"2\n3\"4\n").pop(), Some(Err((3, follow))));
    }
}
