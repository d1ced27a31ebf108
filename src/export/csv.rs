//! A table -> CSV: RFC 4180, UTF-8 without a byte order mark, lines ended by CR LF, read back before it is handed on.
//!
//! Words that a spreadsheet would run as a formula get an apostrophe before them; numbers never do.

use super::Fault;
use super::tables::{Cell, Column, Everything, Rows, Table, answers};
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
    let csv = write(&table.columns, table.rows());
    read_back(table.name, &csv, table.columns.len())?;
    Ok(csv)
}

fn write(columns: &[Column], rows: Rows<'_>) -> Csv {
    let mut out = String::new();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_ref()).collect();
    out.push_str(&names.join(","));
    out.push_str("\r\n");
    let mut count = 0;
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            field(&mut out, cell);
        }
        // A line with nothing at all would be no row.
        if row.len() == 1 && row.first() == Some(&Cell::Absent) {
            out.push_str("\"\"");
        }
        out.push_str("\r\n");
        count += 1;
    }
    Csv { bytes: out.into_bytes(), rows: count }
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

/// Reads the file as any program would, and compares the numbers of rows and fields with what was to be written.
fn read_back(name: &'static str, csv: &Csv, columns: usize) -> Result<(), Fault> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(true).flexible(true).from_reader(csv.bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) if record.len() == columns => rows += 1,
            Ok(false) if rows == csv.rows => return Ok(()),
            _ => return Err(Fault::ReadBack { name, written: csv.rows, read: rows }),
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
        let whole = Csv { bytes: b"a,b\r\n1,2\r\n3,4\r\n".to_vec(), rows: 2 };
        assert_eq!(read_back("t", &whole, 2), Ok(()));
        for (bytes, read) in
            [(&b"a,b\r\n1,2\r\n"[..], 1), (b"a,b\r\n1,2\r\n3,4,5\r\n", 1), (b"a,b\r\n\"1,2\r\n3,4\r\n", 0)]
        {
            let cut = Csv { bytes: bytes.to_vec(), rows: 2 };
            assert_eq!(read_back("t", &cut, 2), Err(Fault::ReadBack { name: "t", written: 2, read }));
        }
    }
}
