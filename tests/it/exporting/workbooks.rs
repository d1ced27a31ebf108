//! Our workbooks as another program reads them.

use calamine::{Data, Ods, Reader, Xlsx, open_workbook_from_rs};
use homeround::export::tables::{Cell, Column};
use std::collections::BTreeMap;
use std::io::Cursor;

/// A workbook as rows of words, numbers and days being told as CSV files have them.
pub(crate) struct Opened {
    pub(crate) sheets: BTreeMap<String, Vec<Vec<String>>>,
    pub(crate) formulas: usize,
}

pub(crate) fn xlsx(bytes: &[u8]) -> Opened {
    opened::<Xlsx<_>>(bytes)
}

pub(crate) fn ods(bytes: &[u8]) -> Opened {
    opened::<Ods<_>>(bytes)
}

fn opened<'b, R: Reader<Cursor<&'b [u8]>>>(bytes: &'b [u8]) -> Opened
where
    R::Error: std::fmt::Debug,
{
    let mut book: R = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut opened = Opened { sheets: BTreeMap::new(), formulas: 0 };
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        opened.formulas += formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count();
        let range = book.worksheet_range(&name).unwrap();
        assert_eq!(range.start(), Some((0, 0)), "{name} begins in the first cell");
        let rows = range.rows().map(|row| row.iter().map(seen).collect()).collect();
        opened.sheets.insert(name, rows);
    }
    opened
}

fn seen(cell: &Data) -> String {
    match cell {
        Data::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(when) => when.clone(),
        Data::String(words) => words.clone(),
        Data::Float(number) => number.to_string(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is nothing that we write"),
    }
}

/// What a workbook should show of a cell.
pub(crate) fn told(cell: &Cell<'_>, column: &Column) -> String {
    match cell {
        Cell::Text(words) => {
            let kept = |letter: &char| !letter.is_control() || "\t\n".contains(*letter);
            words.replace("\r\n", "\n").chars().filter(kept).filter(|letter| *letter != '\u{FFFF}').collect()
        }
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Absent => column.empty.unwrap().shorthand.mark().to_owned(),
    }
}
