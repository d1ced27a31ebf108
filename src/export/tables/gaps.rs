//! The gaps of each assessment in the order in which to take them up, and the ideas for them in the order of their use.

use super::column::{Cell, Columns};
use super::row::{self, Row};
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::framework::{Framework, Level, SubElement, Tier};
use crate::organisation::Body;
use crate::results::{Results, Scored};
use crate::scoring::{Gap, Pace, Recommendation};

type Placed<'r, T> = (usize, &'r T);

pub(super) fn gaps<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "gaps",
        title: "Gaps",
        row: "A gap of an assessment: a sub-element that was answered and is not in place.",
        rounds: Some(Rounds::Every),
        key: &["organisation", "framework", "date", "assessor", "order"],
        public: true,
    };
    about.table(shown, gap_columns(), |rounds| row::rows(results, shown, rounds, all_gaps))
}

fn all_gaps<'r>(scored: &'r Scored<'r>, _: &'r Framework) -> RowsOf<'r, Placed<'r, Gap>> {
    Box::new(scored.result.gaps.iter().enumerate())
}

type OfLevel = (&'static str, &'static str, &'static str, fn(&Gap) -> Level);

const LEVELS: [OfLevel; 3] = [
    ("claimed", "Claimed level", "The level that the assessment states.", |gap| gap.claimed),
    ("evidenced", "Evidenced level", "The level that counts.", |gap| gap.evidenced),
    ("target", "Target level", "The level at which it would be in place.", |gap| gap.target),
];

fn gap_columns<'r>() -> Columns<'r, Row<'r, Placed<'r, Gap>>> {
    let sub_element = |row: &Row<'r, Placed<'r, Gap>>| row.framework.sub_elements.get(row.part.1.position);
    let mut columns = Columns::new();
    columns.of_assessment();
    order(&mut columns, "The gap's place in the order in which to take gaps up; 1 is first.");
    columns.sub_element(sub_element);
    columns
        .text("tier", "Tier", "Core (act now) or enhanced (as soon as practicable after).", |row| {
            Cell::text(row.part.1.tier.word())
        })
        .one_of([Tier::Core.word(), Tier::Enhanced.word()])
        .public();
    for (name, title, about, level) in LEVELS {
        let draw = move |row: &Row<'r, Placed<'r, Gap>>| Cell::level(Some(level(row.part.1)));
        columns.whole(name, title, about, draw).unit("level").public();
    }
    columns
        .whole("steps", "Steps", "Levels from the evidenced one up to the target.", |row| {
            Cell::whole(row.part.1.steps)
        })
        .unit("levels")
        .public();
    columns
        .text("pace", "Pace", "Where it stands against the framework's indicative window.", |row| {
            Cell::text(row.part.1.pace.word())
        })
        .one_of([Pace::Overdue, Pace::Due, Pace::NotYetDue, Pace::NoClock].map(Pace::word))
        .public();
    columns
        .flag("leads", "Leads itself", "Whether the organisation itself leads on it.", |row| {
            Cell::Flag(row.part.1.leads)
        })
        .public();
    columns
        .text("led_by", "Led by", "The kinds of body that lead on it.", move |row| led_by(sub_element(row)))
        .list()
        .unknown_when("the framework names none")
        .public();
    columns
}

/// The kinds of body that lead on a sub-element.
pub(super) fn led_by<'r>(sub_element: Option<&'r SubElement>) -> Cell<'r> {
    Cell::list(sub_element.map_or(&[][..], |one| &one.led_by).iter().map(Body::word))
}

pub(super) fn recommendations<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "recommendations",
        title: "Recommended ideas",
        row: "An idea that would help at least one gap of an assessment.",
        rounds: Some(Rounds::Every),
        key: &["organisation", "framework", "date", "assessor", "order"],
        public: true,
    };
    let mut columns: Columns<'r, Row<'r, Placed<'r, Recommendation>>> = Columns::new();
    columns.of_assessment();
    order(&mut columns, "The idea's place in the order of use; 1 is first.");
    columns
        .text("innovation", "Idea", "The id of the idea; the table innovations describes it.", |row| {
            Cell::text(row.part.1.innovation.as_str())
        })
        .public();
    columns
        .text("helps", "Helps", "The ids of the gaps that it helps, the most pressing first.", |row| {
            let sub_element = |at: &usize| row.framework.sub_elements.get(*at);
            Cell::list(row.part.1.helps.iter().filter_map(sub_element).map(|one| one.id.as_str()))
        })
        .list()
        .public();
    columns
        .whole("core", "Core gaps", "How many core gaps it helps.", |row| Cell::whole(row.part.1.core as u64))
        .unit("gaps")
        .public();
    columns
        .whole(
            "overdue_core",
            "Core gaps past their window",
            "How many core gaps past the indicative window it helps.",
            |row| Cell::whole(row.part.1.overdue_core as u64),
        )
        .unit("gaps")
        .public();
    about.table(shown, columns, |rounds| row::rows(results, shown, rounds, all_recommendations))
}

fn all_recommendations<'r>(
    scored: &'r Scored<'r>,
    _: &'r Framework,
) -> RowsOf<'r, Placed<'r, Recommendation>> {
    Box::new(scored.result.recommendations.iter().enumerate())
}

fn order<'r, T: 'r>(columns: &mut Columns<'r, Row<'r, Placed<'r, T>>>, about: &'static str) {
    columns.whole("order", "Order", about, |row| Cell::whole(row.part.0 as u64 + 1)).unit("place").public();
}
