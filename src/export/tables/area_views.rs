//! How far self-ratings and others' ratings agree, area by area (section 13), and what areas have in place by their own
//! ratings (section 10).

use super::areas::{Of, of_area, rows};
use super::column::{Cell, Columns, Count, Datatype};
use super::{About, Rounds, Shown, Table};
use crate::area::{Agreement, Coverage};
use crate::organisation::Kind;
use crate::results::Results;

/// The sub-element of a row about all of them: no id is written so.
const ALL: &str = "(all)";

/// A sub-element, or all, and the agreement over it.
type Agreed<'r> = (&'r str, Agreement);

pub(super) fn agreement<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_agreement",
        title: "Agreement between self and others, by area",
        row: "A sub-element in an area, or all of them: how far its respondents' own ratings and others' agree.",
        rounds: Some(Rounds::Counting),
        key: &["area", "framework", "sub_element"],
        public: true,
    };
    let mut columns: Columns<'r, Of<'r, Agreed<'r>>> = Columns::new();
    of_area(&mut columns);
    columns
        .text(
            "sub_element",
            "Sub-element",
            "The id of the sub-element; (all) for all of them together.",
            |row| Cell::text(row.part.0),
        )
        .public();
    let counts: [Count<Agreement>; 5] = [
        ("pairs", "Pairs", "Respondents' sub-elements to which both give a level.", |one| one.pairs),
        ("same", "Same level", "Pairs with the same evidenced level.", |one| one.same),
        (
            "within_one",
            "At most one apart",
            "Pairs at most one level apart, the same ones among them.",
            |one| one.within_one,
        ),
        ("self_higher", "Self higher", "Pairs in which the respondent's own level is the higher.", |one| {
            one.own_higher
        }),
        ("self_lower", "Self lower", "Pairs in which it is the lower.", |one| one.own_lower),
    ];
    for (name, title, about, count) in counts {
        columns.whole(name, title, about, move |row| Cell::whole(count(&row.part.1))).unit("pairs").public();
    }
    const FEW: &str = "there are fewer than 10 pairs";
    const SHARE: &str = "share, 0 to 1";
    columns
        .number("exact", "Share of the same level", "The same as a share of the pairs.", |row| {
            Cell::number(row.part.1.exact())
        })
        .unit(SHARE)
        .unknown_when(FEW)
        .public();
    columns
        .number("near", "Share at most one apart", "At most one apart as a share of the pairs.", |row| {
            Cell::number(row.part.1.near())
        })
        .unit(SHARE)
        .unknown_when(FEW)
        .public();
    columns
        .number("kappa", "Weighted kappa", "Cohen's kappa with quadratic weights, -1 to 1.", |row| {
            Cell::number(row.part.1.kappa)
        })
        .unit("kappa, -1 to 1")
        .unknown_when("there are fewer than 10 pairs, or all say the same one level")
        .public();
    about.table(shown, columns, move |_| {
        Box::new(rows(results, shown, |_, framework| Box::new(std::iter::once(framework))).flat_map(
            move |Of { area, parent, part: framework }| {
                let found = results.agreement(area);
                found.into_iter().flat_map(move |found| {
                    let each =
                        framework.sub_elements.iter().map(|one| one.id.as_str()).zip(found.sub_elements);
                    let part = std::iter::once((ALL, found.all)).chain(each);
                    part.map(move |part| Of { area, parent, part })
                })
            },
        ))
    })
}

pub(super) fn coverage<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_coverage",
        title: "Areas by what they have in place",
        row: "The areas of one kind beneath an area: how many have core and how many elements in place by their own rating.",
        rounds: Some(Rounds::Counting),
        key: &["area", "framework", "kind"],
        public: true,
    };
    let mut columns: Columns<'r, Of<'r, Coverage>> = Columns::new();
    of_area(&mut columns);
    columns
        .text("kind", "Kind", "The kind of the areas that are counted.", |row| {
            Cell::text(row.part.kind.word())
        })
        .one_of(Kind::WORDS.iter().map(|(word, _)| *word))
        .public();
    let counts: [Count<Coverage>; 3] = [
        ("areas", "Areas", "Areas of the kind beneath it.", |one| one.areas),
        ("rated", "Rated themselves", "Those with an assessment of their own that counts.", |one| one.rated),
        ("core_in_place", "Core in place", "Those rated that have all of core in place.", |one| {
            one.core_in_place
        }),
    ];
    for (name, title, about, count) in counts {
        columns.whole(name, title, about, move |row| Cell::whole(count(&row.part))).unit("areas").public();
    }
    let most = results.frameworks().map(|framework| framework.elements.len()).max().unwrap_or(0);
    for some in 0..=most {
        let about = format!("Those rated that have {some} of the framework's elements in place.");
        columns
            .add(
                Datatype::Whole,
                format!("elements_{some}"),
                format!("With {some} elements"),
                about,
                move |row| Cell::maybe_whole(row.part.by_elements.get(some).copied()),
            )
            .unit("areas")
            .void_when("the framework has fewer elements")
            .public();
    }
    columns
        .whole(
            "respondents",
            "Respondents in them",
            "Respondents in the areas that rated themselves.",
            |row| Cell::whole(row.part.respondents.0),
        )
        .unit("respondents")
        .public();
    columns
        .whole("of_respondents", "Respondents in all", "Respondents in the whole.", |row| {
            Cell::whole(row.part.respondents.1)
        })
        .unit("respondents")
        .public();
    for (name, title, about, beds) in [
        (
            "beds",
            "Beds in them",
            "Beds in the areas that rated themselves.",
            (|one: &Coverage| one.beds.0) as fn(&Coverage) -> _,
        ),
        ("of_beds", "Beds in all", "Beds in the whole.", |one: &Coverage| one.beds.1),
    ] {
        columns
            .whole(name, title, about, move |row| Cell::maybe_whole(beds(&row.part)))
            .unit("beds")
            .unknown_when(
                "the register does not give the beds of each of them, or this edition does not show them",
            )
            .public();
    }
    about.table(shown, columns, move |_| {
        Box::new(rows(results, shown, |_, _| Box::new(std::iter::once(()))).flat_map(
            move |Of { area, parent, part: () }| {
                results.coverage(area).into_iter().map(move |part| Of { area, parent, part })
            },
        ))
    })
}
