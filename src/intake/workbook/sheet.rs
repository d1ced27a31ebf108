//! What both kinds of workbook are read into: sheets of cells, within limits.

use super::archive::cut_short;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most rows and columns that are read.
pub(super) const ROWS: u32 = 5_000;
pub(super) const COLUMNS: u32 = 256;
/// The most sheets.
pub(super) const SHEETS: usize = 32;
/// The most cells of all sheets together.
const CELLS: usize = 200_000;
/// The most bytes of text in all cells together, a text counting in each cell that shows it.
const TEXT: usize = 16 << 20;

/// A whole workbook.
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    /// Whether macros are in it.
    pub(super) macros: bool,
    /// Whether days are counted from 1904 and not from 1900.
    pub(super) from_1904: bool,
}

/// A sheet: its cells that are not blank.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Cells by row and column from 0.
    pub(super) cells: BTreeMap<(u32, u32), Cell>,
    pub(super) merged: Vec<Area>,
    pub(super) hidden_rows: BTreeSet<u32>,
    /// The first cell outside the limits that says something.
    pub(super) outside: Option<(u32, u32)>,
}

/// Cells from one corner to the other, both counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// A cell that is not blank.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Cell {
    pub(super) value: Value,
    /// The formula that gave the value, as the file writes it.
    pub(super) formula: Option<String>,
}

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    Text(Arc<str>),
    Number(f64),
    Day(Day),
    Flag(bool),
    /// An error of the spreadsheet program, as `#N/A`.
    Fault(String),
}

/// What there is room for.
pub(super) struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    pub(super) fn new() -> Room {
        Room { cells: CELLS, text: TEXT }
    }

    /// Puts a cell into its place, where that lies within the limits and the cell is not blank.
    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        place: (u32, u32),
        value: Option<Value>,
        formula: Option<String>,
    ) -> Result<(), Diagnostic> {
        let value = value.filter(|value| !matches!(value, Value::Text(text) if trimmed(text).is_empty()));
        if value.is_none() && formula.is_none() {
            return Ok(());
        }
        if place.0 >= ROWS || place.1 >= COLUMNS {
            sheet.outside.get_or_insert(place);
            return Ok(());
        }
        let length = formula.as_ref().map_or(0, String::len)
            + if let Some(Value::Text(text)) = &value { text.len() } else { 0 };
        match (self.cells.checked_sub(1), self.text.checked_sub(length)) {
            (Some(cells), Some(text)) => (self.cells, self.text) = (cells, text),
            _ => return Err(full()),
        }
        let value = value.unwrap_or_else(|| Value::Text("".into()));
        sheet.cells.insert(place, Cell { value, formula });
        Ok(())
    }
}

pub(super) fn full() -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, "this workbook holds more than any set of answers")
        .allowed("at most 32 sheets, 200,000 cells and 16 MB of text")
        .mend("copy the answers into a fresh workbook from `homeround template`, and send that")
}

/// A text without white space at either end, of whatever kind.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '\u{FEFF}' | '\u{200B}'))
}

/// Reads `C7` into row and column from 0.
pub(super) fn reference(text: &str) -> Result<(u32, u32), Diagnostic> {
    let split = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len());
    let (letters, digits) = text.split_at(split);
    let column = letters.bytes().try_fold(0_u32, |sum, byte| {
        let letter = byte.to_ascii_uppercase();
        letter.is_ascii_uppercase().then_some(())?;
        sum.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)
    });
    let row: Option<u32> = digits.parse().ok();
    match (row.and_then(|row| row.checked_sub(1)), column.and_then(|column| column.checked_sub(1))) {
        (Some(row), Some(column)) => Ok((row, column)),
        _ => Err(cut_short()),
    }
}

impl Area {
    /// Reads `A1:C7`.
    pub(super) fn parse(text: &str) -> Result<Area, Diagnostic> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let (from, to) = (reference(from)?, reference(to)?);
        Ok(Area { rows: (from.0, to.0), columns: (from.1, to.1) })
    }
}

/// The day that a spreadsheet program shows for a number. The 60th of those that count from 1900 is in no calendar.
pub(super) fn day_of(serial: f64, from_1904: bool) -> Option<Day> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the number is below 3,000,000")]
    let whole = serial.trunc() as i64;
    // Days since 1 March of year 0, whose months make the count easy; 31 December 1899 is the 693,900th of them.
    const END_OF_1899: i64 = 693_900;
    const START_OF_1904: i64 = END_OF_1899 + 1 + 1_460;
    let day = match (from_1904, whole) {
        (true, _) => START_OF_1904 + whole,
        (false, 1..=59) => END_OF_1899 + whole,
        (false, 61..) => END_OF_1899 + whole - 1,
        (false, _) => return None,
    };
    let cycle = day.div_euclid(146_097);
    let of_cycle = day.rem_euclid(146_097);
    let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    Day::from_numbers(
        u16::try_from(cycle * 400 + year + next).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(date).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::{Area, day_of, reference, trimmed};

    #[test]
    fn serial_numbers_are_the_days_that_excel_shows() {
        // 1 is 1 January 1900, 59 is 28 February, 60 a day that never was, 61 is 1 March; 46295 is 30 September 2026.
        // In the system of 1904, 0 is 1 January 1904 and every later day is 1,462 less.
        for (serial, from_1904, day) in [
            (1.0, false, Some("1900-01-01")),
            (59.0, false, Some("1900-02-28")),
            (60.0, false, None),
            (61.0, false, Some("1900-03-01")),
            (36_526.0, false, Some("2000-01-01")),
            (45_351.0, false, Some("2024-02-29")),
            (46_295.75, false, Some("2026-09-30")),
            (0.0, true, Some("1904-01-01")),
            (44_833.0, true, Some("2026-09-30")),
            (2_958_465.0, false, Some("9999-12-31")),
            (2_958_466.0, false, None),
            (-1.0, false, None),
            (f64::NAN, false, None),
            (1e300, true, None),
        ] {
            assert_eq!(day_of(serial, from_1904).map(|day| day.to_string()).as_deref(), day, "{serial}");
        }
    }

    #[test]
    fn names_of_cells_are_read() {
        assert_eq!(reference("A1").unwrap(), (0, 0));
        assert_eq!(reference("xfd1048576").unwrap(), (1_048_575, 16_383));
        for wrong in ["", "A", "7", "A0", "A-1", "AAAAAAAAAA1", "Ä1", "A99999999999"] {
            assert!(reference(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Area::parse("B2:D3").unwrap(), Area { rows: (1, 2), columns: (1, 3) });
    }

    #[test]
    fn white_space_of_every_kind_is_taken_off_the_ends() {
        assert_eq!(trimmed("\u{A0} a\u{A0}b \r\n\t\u{3000}\u{FEFF}"), "a\u{A0}b");
    }
}
