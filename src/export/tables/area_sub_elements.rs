//! What the respondents of each area say of each sub-element.
//!
//! The share of beds is kept from public editions, as sums of beds are: see `areas`.

use super::areas::{Of, of_area, rows};
use super::column::{Cell, Columns, Datatype};
use super::{About, Rounds, Shown, Table};
use crate::area::{AgainstParent, AreaSubElement};
use crate::framework::SubElement;
use crate::results::Results;

/// A sub-element, what is said of it, and for how many it is past its window.
type Said<'r> = (&'r SubElement, &'r AreaSubElement, u32);

pub(super) fn sub_elements<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_sub_elements",
        title: "Areas by sub-element",
        row: "A sub-element in an area: what its respondents say of it.",
        rounds: Some(Rounds::Counting),
        key: &["area", "framework", "sub_element"],
        public: true,
    };
    let mut columns: Columns<'r, Of<'r, Said<'r>>> = Columns::new();
    of_area(&mut columns);
    columns
        .text(
            "sub_element",
            "Sub-element",
            "The id of the sub-element; the table framework describes it.",
            |row| Cell::text(row.part.0.id.as_str()),
        )
        .public();
    counts(&mut columns);
    levels(&mut columns, results);
    shares(&mut columns);
    about.table(shown, columns, |_| {
        rows(results, shown, |area, framework| {
            Box::new(framework.sub_elements.iter().zip(&area.sub_elements).enumerate().map(
                move |(position, (one, said))| {
                    let gap = area.gaps.iter().find(|gap| gap.position == position);
                    (one, said, gap.map_or(0, |gap| gap.overdue))
                },
            ))
        })
    })
}

type OfCount = (&'static str, &'static str, &'static str, fn(&AreaSubElement) -> u32);

const COUNTS: [OfCount; 5] = [
    ("rated", "Rated", "Respondents who gave a level.", |said| said.rated),
    ("in_place", "In place", "Those rated who have it in place.", |said| said.in_place),
    ("dont_know", "Do not know", "Respondents who do not know.", |said| said.dont_know),
    ("unanswered", "Not answered", "Respondents who left it blank.", |said| said.unanswered),
    ("not_applicable", "Not applicable", "Respondents to whom it does not apply.", |said| {
        said.not_applicable
    }),
];

fn counts<'r>(columns: &mut Columns<'r, Of<'r, Said<'r>>>) {
    for (name, title, about, count) in COUNTS {
        let draw = move |row: &Of<'r, Said<'r>>| Cell::whole(count(row.part.1));
        columns.whole(name, title, about, draw).unit("respondents").public();
    }
    columns
        .whole(
            "overdue",
            "Past the window",
            "Respondents for whom it is a gap past the framework's indicative window.",
            |row| Cell::whole(row.part.2),
        )
        .unit("respondents")
        .public();
}

/// A column for each level of the longest scale in use.
fn levels<'r>(columns: &mut Columns<'r, Of<'r, Said<'r>>>, results: &Results<'_>) {
    for level in super::framework::levels_in_use(results) {
        let (name, title) = (format!("level_{level}"), format!("At level {level}"));
        let about = format!("Respondents whose evidenced level is {level}.");
        columns
            .add(Datatype::Whole, name, title, about, move |row| {
                Cell::maybe_whole(row.part.1.levels.get(usize::from(level)).copied())
            })
            .unit("respondents")
            .void_when("the framework's scale has no such level")
            .public();
    }
}

type OfShare = (&'static str, &'static str, &'static str, &'static str, fn(&AreaSubElement) -> Option<f64>);

const SHARES: [OfShare; 5] = [
    ("share", "Share in place", "In place as a share of the rated.", NOBODY, |said| said.share),
    (
        "low",
        "Share, lower limit",
        "The lower end of the share's 95% interval (Wilson); the share itself when all are rated.",
        NOBODY,
        |said| said.interval.map(|(low, _)| low),
    ),
    (
        "high",
        "Share, upper limit",
        "The upper end of the share's 95% interval (Wilson); the share itself when all are rated.",
        NOBODY,
        |said| said.interval.map(|(_, high)| high),
    ),
    (
        "floor",
        "Share if none of the rest",
        "The share of all registered to whom it could apply, if none of those not rated had it in place.",
        NONE,
        |said| said.bounds.map(|(floor, _)| floor),
    ),
    (
        "ceiling",
        "Share if all of the rest",
        "The same, if all of those not rated had it in place.",
        NONE,
        |said| said.bounds.map(|(_, ceiling)| ceiling),
    ),
];

const NOBODY: &str = "nobody is rated";
const NONE: &str = "nobody is registered to whom it could apply, or this kind is not asked";
const SHARE: &str = "share, 0 to 1";

fn shares<'r>(columns: &mut Columns<'r, Of<'r, Said<'r>>>) {
    for (name, title, about, when, share) in SHARES {
        let draw = move |row: &Of<'r, Said<'r>>| Cell::number(share(row.part.1));
        columns.number(name, title, about, draw).unit(SHARE).unknown_when(when).public();
    }
    columns
        .number("share_beds", "Share of beds", "The share in place, weighted by beds.", |row| {
            Cell::number(row.part.1.share_beds)
        })
        .unit(SHARE)
        .unknown_when("nobody is rated, or the beds of one of the rated are not known");
    median(columns);
}

fn median<'r>(columns: &mut Columns<'r, Of<'r, Said<'r>>>) {
    columns
        .whole("median", "Median level", "The lower median of the evidenced levels.", |row| {
            Cell::maybe_whole(row.part.1.median)
        })
        .unit("level")
        .unknown_when("nobody is rated")
        .public();
    columns
        .text(
            "against_parent",
            "Beside the parent",
            "How the share stands to that of the area above it.",
            |row| {
                // What is said about a parent that may not be named would tell about it.
                let against = row.parent.map_or(AgainstParent::NotCompared, |_| row.part.1.against_parent);
                Cell::text(against.word())
            },
        )
        .one_of(
            [AgainstParent::Higher, AgainstParent::Lower, AgainstParent::Similar, AgainstParent::NotCompared]
                .map(AgainstParent::word),
        )
        .public();
}
