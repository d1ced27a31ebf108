//! A cell -> the text that a person sees in it, or what is wrong with it.

use super::sheet::{Cell, Value, day_of, trimmed};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief, cell_name};
use crate::intake::value;
use crate::intake::{Field, Head, Piece};
use std::sync::Arc;

/// What a cell is meant to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    Text,
    /// A whole number, a level among them.
    Number,
    Date,
}

impl Wanted {
    pub(super) fn of_field(field: Field) -> Wanted {
        match field {
            Field::Level | Field::MeasureNumerator | Field::MeasureDenominator => Wanted::Number,
            Field::MeasureDate | Field::ValidationDate | Field::EvidenceDate | Field::Review => Wanted::Date,
            Field::NotApplicable
            | Field::Note
            | Field::MeasureWhat
            | Field::Outcome
            | Field::ValidationBy
            | Field::EvidenceWhat
            | Field::EvidenceKind
            | Field::Action
            | Field::Owner => Wanted::Text,
        }
    }

    pub(super) fn of_head(head: Head) -> Wanted {
        if matches!(head, Head::Date | Head::Started) { Wanted::Date } else { Wanted::Text }
    }
}

/// Where cells stand.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) sheet: &'a str,
    pub(super) from_1904: bool,
}

impl At<'_> {
    /// The name of a cell, for a person.
    pub(super) fn name(&self, (row, column): (u32, u32)) -> String {
        format!("{}!{}", self.sheet, cell_name(row, column))
    }

    /// The cell as the place of a problem.
    pub(super) fn place(&self, (row, column): (u32, u32), shown: &str) -> Place {
        Place::cell(self.file, self.sheet, row, column, shown)
    }

    /// What a person sees in a cell where nothing is asked of it.
    pub(super) fn seen(&self, place: (u32, u32), cell: &Cell) -> Piece {
        Piece { text: seen(&cell.value), place: self.name(place) }
    }

    /// The answer in a cell; nothing where it is blank or wrong.
    pub(super) fn answer(
        &self,
        place: (u32, u32),
        cell: &Cell,
        (heading, wanted): (&str, Wanted),
        sink: &mut Sink,
    ) -> Option<Piece> {
        let text = seen(&cell.value);
        let fault = |code, message: String| Diagnostic::new(code, message).at(self.place(place, &text));
        if let Some(formula) = &cell.formula {
            // OpenDocument writes the cells of a formula as [.A1].
            let formula = formula.strip_prefix("of:").unwrap_or(formula).trim_start_matches('=');
            let formula = formula.replace("[.", "").replace(":.", ":").replace(']', "");
            let found = if formula.is_empty() { "a formula".to_owned() } else { format!("={formula}") };
            sink.push(
                fault(Code::CellFormula, format!("\"{heading}\" is worked out by a formula"))
                    .found(brief(&found))
                    .mend("type the answer itself, or copy the cell and paste it as values (in Excel: Paste Special, Values)"),
            );
            return None;
        }
        let text = match (&cell.value, wanted) {
            (Value::Fault(name), _) => {
                sink.push(
                    fault(Code::CellFault, format!("\"{heading}\" shows an error, not an answer"))
                        .found(format!(
                            "{} is what a spreadsheet program writes when it cannot work something out",
                            brief(name)
                        ))
                        .mend("type the answer, or empty the cell"),
                );
                return None;
            }
            (Value::Day(day), Wanted::Number) => {
                sink.push(
                    fault(Code::CellChanged, format!("\"{heading}\" holds a date, not a number"))
                        .found(format!("{}; spreadsheet programs turn words such as 1-2 into dates", day.in_words()))
                        .mend("type the number again; if the cell still turns it into a date, choose the cell format Number first"),
                );
                return None;
            }
            (Value::Number(number), Wanted::Date) => match self.day(*number) {
                Some(day) => {
                    sink.push(
                        fault(
                            Code::DateFromNumber,
                            format!("\"{heading}\" is a bare number and was taken for a date"),
                        )
                        .found(format!("taken for {}", day.in_words()))
                        .mend("look whether that is the day; choose the cell format Date to see it as one"),
                    );
                    day.to_string()
                }
                None => text,
            },
            (Value::Text(_), Wanted::Date) => value::day(&text).map_or(text, |day| day.to_string()),
            // Spreadsheet programs make a long dash of the one in "3 - Mature".
            (Value::Text(_), Wanted::Number) => text.replace(['\u{2013}', '\u{2014}'], "-"),
            _ => text,
        };
        (!text.is_empty()).then(|| Piece { text, place: self.name(place) })
    }

    /// The day that a bare number stands for, where it is one of our time.
    fn day(&self, serial: f64) -> Option<Day> {
        // From 1 January 1990 to 31 December 2099, counted from 1900.
        let of_our_time = if self.from_1904 { 31_412.0..71_589.0 } else { 32_874.0..73_051.0 };
        day_of(serial, self.from_1904).filter(|_| of_our_time.contains(&serial))
    }
}

/// What a person sees.
fn seen(value: &Value) -> String {
    match value {
        Value::Text(text) => trimmed(&text.replace("\r\n", "\n")).to_owned(),
        // Numbers are written without an end of `.0`, and without loss.
        Value::Number(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Fault(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them_are_read_day_first() {
        for (text, wanted) in [
            ("30/09/2026", Some("2026-09-30")),
            ("3/9/2026", Some("2026-09-03")),
            ("30.9.2026", Some("2026-09-30")),
            ("30-Sep-2026", Some("2026-09-30")),
            ("30 September 2026", Some("2026-09-30")),
            ("3rd October 2026", Some("2026-10-03")),
            ("09/30/2026", None),
            ("30/09/26", None),
            ("31/02/2026", None),
            ("2026-09-30", Some("2026-09-30")),
            ("September 2026", None),
            ("30/09/2026 or so", None),
            ("", None),
        ] {
            assert_eq!(value::day(text).map(|day| day.to_string()).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_are_seen_as_people_see_them() {
        for (number, text) in
            [(3.0, "3"), (2.5, "2.5"), (-0.1, "-0.1"), (1_500.0, "1500"), (1e15, "1000000000000000")]
        {
            assert_eq!(seen(&Value::Number(number)), text);
        }
    }

    #[test]
    fn days_of_our_time_are_taken_for_dates_and_other_numbers_are_not() {
        let day = |serial, from_1904| {
            let at = At { file: &"a".into(), sheet: "S", from_1904 };
            at.day(serial).map(|day| day.to_string())
        };
        assert_eq!(day(32_874.0, false).as_deref(), Some("1990-01-01"));
        assert_eq!(day(73_051.0, false), None);
        assert_eq!(day(73_050.5, false).as_deref(), Some("2099-12-31"));
        assert_eq!(day(31_412.0, true).as_deref(), Some("1990-01-01"));
        assert_eq!(day(71_588.0, true).as_deref(), Some("2099-12-31"));
        assert_eq!(day(2_026.0, false), None);
    }
}
