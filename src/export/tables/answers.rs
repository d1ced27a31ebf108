//! The answers, tidy: a row for each sub-element of each assessment. `homeround score --format csv` prints this table.

use super::column::{Cell, Columns};
use super::row::{self, Row};
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::framework::{Framework, SubElement};
use crate::results::{Results, Scored};
use crate::scoring::{Pace, SubElementResult};

type Answered<'r> = (&'r SubElement, &'r SubElementResult);

/// Every state's word.
const STATES: [&str; 5] = ["answered", "dont-know", "unanswered", "not-applicable", "not-asked"];

pub(super) fn answers<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "answers",
        title: "Answers",
        row: "A sub-element of an assessment.",
        rounds: Some(Rounds::Every),
        key: &["organisation", "framework", "date", "assessor", "sub_element"],
        public: true,
    };
    about.table(shown, columns(), |rounds| row::rows(results, shown, rounds, parts))
}

fn parts<'r>(scored: &'r Scored<'r>, framework: &'r Framework) -> RowsOf<'r, Answered<'r>> {
    Box::new(framework.sub_elements.iter().zip(&scored.result.sub_elements))
}

fn columns<'r>() -> Columns<'r, Row<'r, Answered<'r>>> {
    let mut columns: Columns<'r, Row<'r, Answered<'r>>> = Columns::new();
    columns.organisation();
    columns.kind_and_parent();
    columns.framework();
    columns.date_and_assessor();
    columns.counts();
    columns.months_and_stage();
    columns.sub_element(|row| Some(row.part.0));
    levels(&mut columns);
    columns
}

fn levels<'r>(columns: &mut Columns<'r, Row<'r, Answered<'r>>>) {
    const UNANSWERED: &str = "it was not answered; the state says why";
    columns
        .text("state", "State", "What the answer is. Only an answered sub-element has a level.", |row| {
            Cell::text(row.part.1.state.word())
        })
        .one_of(STATES)
        .public();
    columns
        .whole("claimed", "Claimed level", "The level that the assessment states.", |row| {
            Cell::level(row.part.1.state.claimed())
        })
        .unit("level")
        .unknown_when(UNANSWERED)
        .public();
    columns
        .whole(
            "evidenced",
            "Evidenced level",
            "The level that counts: the claimed one, as far as its evidence goes.",
            |row| Cell::level(row.part.1.state.evidenced()),
        )
        .unit("level")
        .unknown_when(UNANSWERED)
        .public();
    columns
        .whole("target", "Target level", "The level at which it is in place.", |row| {
            Cell::level(Some(row.part.1.target))
        })
        .unit("level")
        .public();
    columns
        .flag("in_place", "In place", "Whether the evidenced level has reached the target.", |row| {
            Cell::Flag(row.part.1.in_place)
        })
        .public();
    columns
        .text("pace", "Pace", "Where it stands against the framework's indicative window.", |row| {
            Cell::text(row.part.1.pace.word())
        })
        .one_of(Pace::ALL.iter().map(|pace| pace.word()))
        .public();
}
