//! A table -> CSV: RFC 4180, UTF-8 without a byte order mark, lines ended by CR LF, read back before it is handed on.
//!
//! Words that a spreadsheet would run as a formula get an apostrophe before them; numbers never do.

use super::Fault;
use super::tables::{Cell, Column, Everything, Table, answers};
use crate::guard::could_run;
use crate::results::Results;
use std::fmt::Write as _;

/// A CSV file with the number of its rows, the heading not counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Csv {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its rows.
    pub rows: usize,
}

/// Every sub-element of every assessment: the table of answers, as `homeround score` prints it.
pub fn tidy(results: &Results<'_>) -> Result<Vec<u8>, Fault> {
    csv(&answers(results, &Everything)).map(|csv| csv.bytes)
}

/// A table as CSV. Absent cells are empty. What was written is read again, and a difference in rows or fields is a fault.
pub fn csv(table: &Table<'_>) -> Result<Csv, Fault> {
    let mut bytes = Vec::new();
    let size = in_pieces(table, &mut |piece: &[u8]| {
        bytes.extend_from_slice(piece);
        Ok::<(), Fault>(())
    })?;
    Ok(Csv { bytes, rows: size.rows })
}

/// How long a CSV file is.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// Its rows, the heading not counted.
    pub(super) rows: usize,
    /// Its bytes.
    pub(super) bytes: usize,
}

/// From this length on a piece is handed on.
const PIECE: usize = 1 << 20;

/// The same in pieces of whole rows, each read again before it is handed on, so that a long table is never held whole.
pub(super) fn in_pieces<E: From<Fault>>(
    table: &Table<'_>,
    give: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<Size, E> {
    let columns = table.columns.len();
    let mut piece = Piece { name: table.name, text: String::new(), before: 0, rows: 0, has_heading: true };
    heading(&mut piece.text, &table.columns);
    let mut bytes = 0;
    for row in table.rows() {
        line(&mut piece.text, &row);
        piece.rows += 1;
        if piece.text.len() >= PIECE {
            piece.read_back(columns)?;
            give(piece.text.as_bytes())?;
            bytes += piece.text.len();
            piece.text.clear();
            piece = Piece { before: piece.before + piece.rows, rows: 0, has_heading: false, ..piece };
        }
    }
    piece.read_back(columns)?;
    give(piece.text.as_bytes())?;
    Ok(Size { rows: piece.before + piece.rows, bytes: bytes + piece.text.len() })
}

fn heading(out: &mut String, columns: &[Column]) {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_ref()).collect();
    out.push_str(&names.join(","));
    out.push_str("\r\n");
}

fn line(out: &mut String, row: &[Cell<'_>]) {
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        field(out, cell);
    }
    // A line with nothing at all would be no row.
    if row.len() == 1 && row.first() == Some(&Cell::Absent) {
        out.push_str("\"\"");
    }
    out.push_str("\r\n");
}

fn field(out: &mut String, cell: &Cell<'_>) {
    // Writing to a string cannot fail.
    let _ = match cell {
        Cell::Text(words) => {
            text(out, words);
            Ok(())
        }
        Cell::Whole(number) => write!(out, "{number}"),
        Cell::Number(number) => write!(out, "{number}"),
        Cell::Flag(flag) => write!(out, "{flag}"),
        Cell::Day(day) => write!(out, "{day}"),
        Cell::Absent => Ok(()),
    };
}

/// Writes words as a field.
pub(crate) fn text(out: &mut String, words: &str) {
    if is_plain(words) {
        return out.push_str(words);
    }
    let without_nul;
    let words = if words.contains('\0') {
        without_nul = words.replace('\0', "");
        &without_nul
    } else {
        words
    };
    let guard = could_run(words);
    let edge = words.starts_with(' ') || words.ends_with(' ');
    if !guard && !edge && !words.contains([',', '"', '\r', '\n']) {
        out.push_str(words);
        return;
    }
    out.push('"');
    if guard {
        out.push('\'');
    }
    for letter in words.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    out.push('"');
}

/// Whether words are, at one glance, a field as they stand, as ids and most names are.
fn is_plain(words: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b';' | b':' | b'\'' | b'_');
    words.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())
        && words.bytes().next_back().is_some_and(plain)
        && words.bytes().all(|byte| plain(byte) || byte == b' ')
}

/// Some rows of a CSV file.
struct Piece {
    name: &'static str,
    text: String,
    /// Rows of the file before it.
    before: usize,
    rows: usize,
    has_heading: bool,
}

impl Piece {
    /// Reads it as any program would, and compares the numbers of rows and fields with what was to be written.
    fn read_back(&self, columns: usize) -> Result<(), Fault> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(self.has_heading)
            .flexible(true)
            .from_reader(self.text.as_bytes());
        let mut record = csv::ByteRecord::new();
        let mut rows = 0;
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) if record.len() == columns => rows += 1,
                Ok(false) if rows == self.rows => return Ok(()),
                _ => {
                    let (written, read) = (self.before + self.rows, self.before + rows);
                    return Err(Fault::ReadBack { name: self.name, written, read });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::guard::meant;

    fn written(cell: &Cell<'_>) -> String {
        let mut out = String::new();
        field(&mut out, cell);
        out
    }

    #[test]
    fn words_that_could_run_are_kept_from_it_and_come_back() {
        for (words, wanted) in [
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("+1+1", "\"'+1+1\""),
            ("-2+3", "\"'-2+3\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("\n=1", "\"'\n=1\""),
            ("  =1", "\"'  =1\""),
            ("\u{A0}=1", "\"'\u{A0}=1\""),
            ("\u{FF1D}1", "\"'\u{FF1D}1\""),
            ("'=1", "\"''=1\""),
            ("''=1", "\"'''=1\""),
            ("-", "\"'-\""),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("St Mary's, \"The Elms\"", "\"St Mary's, \"\"The Elms\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (" edge", "\" edge\""),
        ] {
            assert_eq!(written(&Cell::text(words)), wanted, "{words:?}");
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(wanted.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            assert_eq!(meant(&record[0]), words, "{words:?}");
        }
        assert_eq!(written(&Cell::text("\0=1")), "\"'=1\"");
    }

    #[test]
    fn numbers_are_left_alone() {
        for (cell, wanted) in [
            (Cell::Whole(-3), "-3"),
            (Cell::Number(-0.5), "-0.5"),
            (Cell::Number(50.0), "50"),
            (Cell::Number(1.0 / 3.0), "0.3333333333333333"),
            (Cell::Number(1e-7), "0.0000001"),
            (Cell::Flag(true), "true"),
            (Cell::Day(Day::parse("2026-09-30").unwrap()), "2026-09-30"),
            (Cell::Absent, ""),
        ] {
            assert_eq!(written(&cell), wanted);
        }
    }

    #[test]
    fn a_file_that_reads_otherwise_is_a_fault() {
        let piece = |text: &str, before: usize, has_heading: bool| Piece {
            name: "t",
            text: text.to_owned(),
            before,
            rows: 2,
            has_heading,
        };
        assert_eq!(piece("a,b\r\n1,2\r\n3,4\r\n", 0, true).read_back(2), Ok(()));
        assert_eq!(piece("1,2\r\n3,4\r\n", 7, false).read_back(2), Ok(()));
        for (text, before, has_heading, read) in [
            ("a,b\r\n1,2\r\n", 0, true, 1),
            ("a,b\r\n1,2\r\n3,4,5\r\n", 0, true, 1),
            ("a,b\r\n\"1,2\r\n3,4\r\n", 0, true, 0),
            ("1,2\r\n", 7, false, 8),
        ] {
            let cut = piece(text, before, has_heading);
            let fault = Fault::ReadBack { name: "t", written: before + 2, read };
            assert_eq!(cut.read_back(2), Err(fault), "{text:?}");
        }
    }
}
