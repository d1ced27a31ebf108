//! What the respondents of each type say of each sub-element, area by area (sections 10 and 11).

use super::areas::{Of, of_area, rows_of};
use super::column::{Cell, Columns, Count};
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::area::AreaSubElement;
use crate::framework::SubElement;
use crate::organisation::HomeType;
use crate::results::Results;

/// A type, a sub-element and what is said of it.
type Said<'r> = (Option<HomeType>, &'r SubElement, &'r AreaSubElement);

const NOBODY: &str = "nobody is rated";
const NOT_STATED: &str = "not-stated";

fn word(home_type: Option<HomeType>) -> &'static str {
    home_type.map_or(NOT_STATED, HomeType::word)
}

pub(super) fn types<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_types",
        title: "Areas by type of home and sub-element",
        row: "A sub-element in an area: what its respondents of one type say of it.",
        rounds: Some(Rounds::Counting),
        key: &["area", "framework", "home_type", "sub_element"],
        public: true,
    };
    let mut columns: Columns<'r, Of<'r, Said<'r>>> = Columns::new();
    of_area(&mut columns);
    columns
        .text("home_type", "Type", "With nursing, without, or not stated in the register.", |row| {
            Cell::text(word(row.part.0))
        })
        .one_of([HomeType::Nursing.word(), HomeType::Residential.word(), NOT_STATED])
        .public();
    columns
        .text("sub_element", "Sub-element", "The id of the sub-element.", |row| {
            Cell::text(row.part.1.id.as_str())
        })
        .public();
    let counts: [Count<Of<'r, Said<'r>>>; 4] = [
        ("registered", "Registered", "Respondents of this type in force on the as-at date.", |row| {
            row.area.registered
        }),
        ("responded", "Responded", "Those of them with an assessment that counts.", |row| row.area.responded),
        ("rated", "Rated", "Those of them who gave a level.", |row| row.part.2.rated),
        ("in_place", "In place", "Those rated who have it in place.", |row| row.part.2.in_place),
    ];
    for (name, title, about, count) in counts {
        columns.whole(name, title, about, move |row| Cell::whole(count(row))).unit("respondents").public();
    }
    columns
        .number("share", "Share in place", "In place as a share of the rated.", |row| {
            Cell::number(row.part.2.share)
        })
        .unit("share, 0 to 1")
        .unknown_when(NOBODY)
        .public();
    columns
        .whole("median", "Median level", "The lower median of the evidenced levels.", |row| {
            Cell::maybe_whole(row.part.2.median)
        })
        .unit("level")
        .unknown_when(NOBODY)
        .public();
    about.table(shown, columns, move |_| {
        Box::new(results.by_type.iter().flat_map(move |(home_type, areas)| {
            let rows: RowsOf<'r, Of<'r, (&'r SubElement, &'r AreaSubElement)>> =
                rows_of(results, areas, shown, |area, framework| {
                    Box::new(framework.sub_elements.iter().zip(&area.sub_elements))
                });
            rows.map(move |Of { area, parent, part: (one, said) }| Of {
                area,
                parent,
                part: (*home_type, one, said),
            })
        }))
    })
}
