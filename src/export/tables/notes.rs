//! What homes wrote in their own words. Internal always, rows and columns alike.

use super::column::{Cell, Columns};
use super::row::{self, Row};
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::assessment::{Answer, Evidence, Response};
use crate::framework::{Framework, SubElement};
use crate::results::{Results, Scored};

type Noted<'r> = (&'r SubElement, &'r Answer);

const NOTHING: &str = "the answer does not say";

pub(super) fn notes<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "notes",
        title: "Notes, evidence and actions",
        row: "A sub-element of an assessment of which something was written.",
        rounds: Some(Rounds::Every),
        key: &["organisation", "framework", "date", "assessor", "sub_element"],
        public: false,
    };
    let mut columns = Columns::new();
    columns.of_assessment();
    columns.sub_element(|row: &Row<'r, Noted<'r>>| Some(row.part.0));
    measures(&mut columns);
    words(&mut columns);
    about.table(shown, columns, |rounds| row::rows(results, shown, rounds, noted))
}

fn noted<'r>(scored: &'r Scored<'r>, framework: &'r Framework) -> RowsOf<'r, Noted<'r>> {
    let rows = framework.sub_elements.iter().zip(&scored.assessment.answers);
    Box::new(rows.filter(|(_, answer)| says_something(answer)))
}

fn says_something(answer: &Answer) -> bool {
    let Answer { response, note, measure, outcome, validation, evidence, action, owner, review } = answer;
    matches!(response, Response::NotApplicable(_))
        || [note, outcome, action, owner].into_iter().any(Option::is_some)
        || measure.is_some()
        || validation.is_some()
        || !evidence.is_empty()
        || review.is_some()
}

fn measures<'r>(columns: &mut Columns<'r, Row<'r, Noted<'r>>>) {
    const NO_MEASURE: &str = "the answer gives no measure";
    columns
        .whole("numerator", "Measure, how many", "How many were counted to meet it.", |row| {
            Cell::maybe_whole(row.part.1.measure.as_ref().map(|measure| measure.numerator))
        })
        .unknown_when(NO_MEASURE);
    columns
        .whole("denominator", "Measure, of how many", "Of how many.", |row| {
            Cell::maybe_whole(row.part.1.measure.as_ref().map(|measure| measure.denominator))
        })
        .unknown_when(NO_MEASURE);
    columns
        .day("measure_date", "Measure, date", "When they were counted.", |row| {
            row.part.1.measure.as_ref().map_or(Cell::Absent, |measure| Cell::Day(measure.date))
        })
        .unknown_when(NO_MEASURE);
    columns
        .text("measure_what", "Measure, what", "What was counted.", |row| {
            Cell::words(row.part.1.measure.as_ref().and_then(|measure| measure.what.as_deref()))
        })
        .unknown_when(NOTHING);
    columns
        .day(
            "validation_date",
            "Validation, date",
            "When somebody outside the team agreed the level.",
            |row| {
                row.part.1.validation.as_ref().map_or(Cell::Absent, |validation| Cell::Day(validation.date))
            },
        )
        .unknown_when(NOTHING);
    columns
        .text("validation_by", "Validation, by", "The role of who agreed it.", |row| {
            Cell::words(row.part.1.validation.as_ref().map(|validation| validation.by.as_str()))
        })
        .unknown_when(NOTHING);
    columns
        .text("evidence", "Other evidence", "Each piece with its date.", |row| {
            let pieces: Vec<String> = row.part.1.evidence.iter().map(piece).collect();
            Cell::text(pieces.join("; "))
        })
        .unknown_when(NOTHING);
    columns
        .day("review", "Review", "When it will be looked at again.", |row| {
            row.part.1.review.map_or(Cell::Absent, Cell::Day)
        })
        .unknown_when(NOTHING);
}

fn piece(one: &Evidence) -> String {
    let date = one.date.map(|date| format!(" ({date})")).unwrap_or_default();
    format!("{}{date}", one.what)
}

fn words<'r>(columns: &mut Columns<'r, Row<'r, Noted<'r>>>) {
    let mut text = |name, title, about, of: fn(&'r Answer) -> Option<&'r str>| {
        let draw = move |row: &Row<'r, Noted<'r>>| Cell::words(of(row.part.1));
        columns.text(name, title, about, draw).unknown_when(NOTHING);
    };
    text("note", "Note", "The note.", |answer| answer.note.as_deref());
    text("outcome", "Outcome", "What became better.", |answer| answer.outcome.as_deref());
    text("action", "Action", "What will be done.", |answer| answer.action.as_deref());
    text("owner", "Owner", "The role that will do it.", |answer| answer.owner.as_deref());
    text("reason", "Reason", "Why it does not apply.", |answer| match &answer.response {
        Response::NotApplicable(reason) => Some(reason),
        _ => None,
    });
}
