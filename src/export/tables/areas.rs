//! Areas: their response and stages, and the spread of each group's index.
//!
//! Beds of those who answered are kept from public editions: beds of homes are public elsewhere, and sums of them tell
//! which homes answered.

use super::column::{Cell, Columns};
use super::row::NO_PARENT;
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::area::{AreaResult, Spread, SpreadNumbers};
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::results::Results;
use crate::scoring::Stage;

/// A row about an area, or about a part of one.
pub(super) struct Of<'r, T> {
    pub(super) area: &'r AreaResult,
    /// The area above it, where that may be named.
    pub(super) parent: Option<&'r OrganisationId>,
    /// The part.
    pub(super) part: T,
}

/// A row for each part of each area that may be shown.
pub(super) fn rows<'r, T: 'r>(
    results: &'r Results<'r>,
    shown: &'r dyn Shown,
    parts: fn(&'r AreaResult, &'r Framework) -> RowsOf<'r, T>,
) -> RowsOf<'r, Of<'r, T>> {
    rows_of(results, &results.areas, shown, parts)
}

/// The same of other results of areas: those of one type of home.
pub(super) fn rows_of<'r, T: 'r>(
    results: &'r Results<'r>,
    areas: &'r [AreaResult],
    shown: &'r dyn Shown,
    parts: fn(&'r AreaResult, &'r Framework) -> RowsOf<'r, T>,
) -> RowsOf<'r, Of<'r, T>> {
    Box::new(areas.iter().filter(|area| shown.area(area)).flat_map(move |area| {
        let framework = results.rules.get(&area.framework).map(|rules| rules.framework);
        let parent = results.hierarchy.row(&area.area.id).and_then(|row| row.parent.as_ref());
        let parent = parent.filter(|parent| shown.organisation(parent));
        let parts = framework.map(|framework| parts(area, framework));
        parts.into_iter().flatten().map(move |part| Of { area, parent, part })
    }))
}

/// Which area a row is about.
pub(super) fn of_area<'r, T: 'r>(columns: &mut Columns<'r, Of<'r, T>>) {
    columns
        .text("area", "Area", "The id of the organisation whose area it is.", |row| {
            Cell::text(row.area.area.id.as_str())
        })
        .public();
    columns
        .text("framework", "Framework", "The id of the framework.", |row| {
            Cell::text(row.area.framework.as_str())
        })
        .public();
}

pub(super) fn areas<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "areas",
        title: "Areas",
        row: "An area with a framework: an organisation with respondents beneath it, or that they name as a group.",
        rounds: Some(Rounds::Counting),
        key: &["area", "framework"],
        public: true,
    };
    let mut columns = Columns::new();
    of_area(&mut columns);
    columns
        .text("name", "Name", "The area's name in the register.", |row: &Of<'r, ()>| {
            let found = results.hierarchy.row(&row.area.area.id);
            Cell::words(found.map(|row| row.name.as_str()))
        })
        .public();
    identity(&mut columns);
    response(&mut columns);
    stage_columns(&mut columns, |row| row.area.stages);
    about.table(shown, columns, |_| rows(results, shown, |_, _| Box::new(std::iter::once(()))))
}

fn identity<'r>(columns: &mut Columns<'r, Of<'r, ()>>) {
    let kinds = || Kind::WORDS.iter().map(|(word, _)| *word);
    columns
        .text("kind", "Kind", "What the organisation is.", |row| Cell::text(row.area.area.kind.word()))
        .one_of(kinds())
        .public();
    columns
        .text("parent", "Parent", "The id of the organisation it belongs to.", |row| {
            Cell::words(row.parent.map(OrganisationId::as_str))
        })
        .void_when(NO_PARENT)
        .public();
    columns
        .flag(
            "is_group",
            "Is a group",
            "Whether respondents name it as a group, so that it adds to nothing above it.",
            |row| Cell::Flag(row.area.area.is_group),
        )
        .public();
    columns
        .text("respondents", "Respondents", "The kind of organisation that is counted.", |row| {
            Cell::text(row.area.respondents.word())
        })
        .one_of(kinds())
        .public();
}

fn response<'r>(columns: &mut Columns<'r, Of<'r, ()>>) {
    const UNKNOWN: &str = "the register does not give the beds of each of them";
    columns
        .whole("registered", "Registered", "Respondents in force on the as-at date.", |row| {
            Cell::whole(row.area.registered)
        })
        .unit("respondents")
        .public();
    columns
        .whole("responded", "Responded", "Those of them with an assessment that counts.", |row| {
            Cell::whole(row.area.responded)
        })
        .unit("respondents")
        .public();
    columns
        .whole("registered_beds", "Registered beds", "The beds of all respondents.", |row| {
            Cell::maybe_whole(row.area.registered_beds)
        })
        .unit("beds")
        .unknown_when(UNKNOWN)
        .public();
    columns
        .whole("responded_beds", "Responded beds", "The beds of those who responded.", |row| {
            Cell::maybe_whole(row.area.responded_beds)
        })
        .unit("beds")
        .unknown_when(UNKNOWN);
}

/// A column for each stage with how many respondents are at it.
pub(super) fn stage_columns<'r, T: 'r>(
    columns: &mut Columns<'r, Of<'r, T>>,
    stages: fn(&Of<'r, T>) -> [u32; Stage::ALL.len()],
) {
    for (at, (name, stage)) in STAGES.into_iter().zip(Stage::ALL).enumerate() {
        let title = format!("At the stage {}", stage.in_words());
        let about = format!("Respondents at the stage \"{}\".", stage.in_words());
        columns
            .add(super::Datatype::Whole, name, title, about, move |row| {
                Cell::maybe_whole(stages(row).get(at).copied())
            })
            .unit("respondents")
            .public();
    }
}

/// The names of the columns of stages, in their order.
const STAGES: [&str; Stage::ALL.len()] =
    ["not_started", "core_under_way", "core_in_place", "enhanced_in_place", "fully_mature"];

type Grouped<'r> = (&'r str, &'r Spread);

pub(super) fn groups<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_groups",
        title: "Areas by group of sub-elements",
        row: "A group of sub-elements in an area: how the indices of its respondents are spread.",
        rounds: Some(Rounds::Counting),
        key: &["area", "framework", "group"],
        public: true,
    };
    let mut columns: Columns<'r, Of<'r, Grouped<'r>>> = Columns::new();
    of_area(&mut columns);
    columns.group(|row| Cell::text(row.part.0));
    columns
        .whole("n", "Respondents with an index", "How many respondents have an index.", |row| {
            Cell::whole(row.part.1.n)
        })
        .unit("respondents")
        .public();
    for (name, title, about, which, number) in SPREAD {
        let column = columns.number(name, title, about, move |row| {
            let numbers =
                row.part.1.numbers.filter(|_| which != Which::Quartile || shown.quartiles(row.part.1.n));
            Cell::number(numbers.as_ref().and_then(number))
        });
        column.unit("percent, 0 to 100").unknown_when(if which == Which::Quartile {
            "nobody has an index, or too few for this edition"
        } else {
            "nobody has an index"
        });
        if which != Which::Extreme {
            column.public();
        }
    }
    about.table(shown, columns, |_| {
        rows(results, shown, |area, framework| {
            Box::new(area.groups.iter().map(|(key, spread)| (key.word(framework), spread)))
        })
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Of one respondent, so never public.
    Extreme,
    /// Public from a number of respondents on.
    Quartile,
    Middle,
}

type OfSpread = (&'static str, &'static str, &'static str, Which, fn(&SpreadNumbers) -> Option<f64>);

const SPREAD: [OfSpread; 6] = [
    ("mean", "Mean", "The mean of their indices.", Which::Middle, |numbers| Some(numbers.mean)),
    ("min", "Least", "The least of their indices.", Which::Extreme, |numbers| Some(numbers.extremes?.0)),
    ("p25", "Lower quartile", "The lower quartile of their indices.", Which::Quartile, |numbers| {
        Some(numbers.quartiles?.0)
    }),
    ("p50", "Median", "The median of their indices.", Which::Middle, |numbers| Some(numbers.p50)),
    ("p75", "Upper quartile", "The upper quartile of their indices.", Which::Quartile, |numbers| {
        Some(numbers.quartiles?.1)
    }),
    ("max", "Greatest", "The greatest of their indices.", Which::Extreme, |numbers| {
        Some(numbers.extremes?.1)
    }),
];
