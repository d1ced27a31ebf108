//! A row for each assessment, and a row for each group of its sub-elements.

use super::column::{Cell, Columns, Datatype};
use super::row::{self, Row};
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::framework::Framework;
use crate::results::{Results, Scored};
use crate::scoring::{Group, GroupKey, Index, State};

pub(super) fn assessments<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "assessments",
        title: "Assessments",
        row: "An assessment: an organisation rated against a framework on a date by an assessor.",
        rounds: Some(Rounds::Every),
        key: row::KEY,
        public: true,
    };
    let mut columns = Columns::new();
    columns.organisation();
    columns
        .text("name", "Name", "The organisation's name in the register.", |row: &Row<'r, ()>| {
            let (register, assessment) = (&results.workspace.register, row.scored.assessment);
            let found =
                register.best(&assessment.organisation, results.workspace.as_at, Some(assessment.date));
            Cell::words(found.map(|row| row.name.as_str()))
        })
        .public();
    columns.kind_and_parent();
    columns.framework();
    columns
        .text("framework_version", "Framework version", "The version of the framework.", |row| {
            Cell::text(row.framework.version.as_str())
        })
        .public();
    columns.date_and_assessor();
    columns.counts();
    columns.months_and_stage();
    for (key, group) in
        [(GroupKey::Core, "core"), (GroupKey::Enhanced, "enhanced"), (GroupKey::Overall, "overall")]
    {
        tier(&mut columns, key, group);
    }
    rest(&mut columns);
    about.table(shown, columns, |rounds| row::rows(results, shown, rounds, whole))
}

fn whole<'r>(_: &'r Scored<'r>, _: &'r Framework) -> RowsOf<'r, ()> {
    Box::new(std::iter::once(()))
}

/// What stands in a column about a group: its name, its title, its meaning and its value.
type OfGroup = (&'static str, &'static str, &'static str, fn(&Group) -> u32);

/// The counts of a group.
const COUNTS: [OfGroup; 4] = [
    ("asked", "asked", "Sub-elements that this kind of organisation is asked", |group| group.asked),
    ("applicable", "applicable", "Those asked that apply", |group| group.applicable),
    ("answered", "answered", "Those that apply and have a level", |group| group.answered),
    ("in_place", "in place", "Those answered that have reached their target", |group| group.in_place),
];

type OfIndex = (&'static str, &'static str, &'static str, &'static str, fn(&Group) -> Option<Index>);

/// The indices of a group.
const INDICES: [OfIndex; 3] = [
    (
        "index",
        "index",
        "The levels that count as a share of the highest possible, over what was answered",
        "nothing was answered",
        |group| group.index(),
    ),
    ("low", "index if blanks are 0", "The index if every blank were level 0", NONE_APPLIES, |group| {
        group.low()
    }),
    (
        "high",
        "index if blanks are highest",
        "The index if every blank were the highest level",
        NONE_APPLIES,
        |group| group.high(),
    ),
];

const NONE_APPLIES: &str = "nothing of it applies";
const PERCENT: &str = "percent, 0 to 100";

fn tier<'r>(columns: &mut Columns<'r, Row<'r, ()>>, key: GroupKey, group: &'static str) {
    let title = crate::words::capital(group);
    for (name, what, about, count) in COUNTS {
        let (name, title) = (format!("{group}_{name}"), format!("{title} {what}"));
        columns
            .add(Datatype::Whole, name, title, format!("{about}: {group}."), move |row| {
                Cell::maybe_whole(row.scored.result.group(key).map(count))
            })
            .unit("sub-elements")
            .public();
    }
    for (name, what, about, when, index) in INDICES {
        let (name, title) = (format!("{group}_{name}"), format!("{title} {what}"));
        let column = columns.add(Datatype::Number, name, title, format!("{about}: {group}."), move |row| {
            Cell::number(row.scored.result.group(key).and_then(index).map(Index::percent))
        });
        column.unit(PERCENT).unknown_when(when).public();
    }
}

fn rest<'r>(columns: &mut Columns<'r, Row<'r, ()>>) {
    let mut count = |name, title, about, of: fn(&Scored<'_>) -> usize| {
        let draw = move |row: &Row<'r, ()>| Cell::whole(of(row.scored) as u64);
        columns.whole(name, title, about, draw).unit("sub-elements").public();
    };
    count("not_applicable", "Not applicable", "Sub-elements that are said not to apply.", |scored| {
        states(scored, |state| state == State::NotApplicable)
    });
    count("dont_know", "Do not know", "Sub-elements answered with \"do not know\".", |scored| {
        states(scored, |state| state == State::DontKnow)
    });
    count("unanswered", "Not answered", "Sub-elements that apply and were left blank.", |scored| {
        states(scored, |state| state == State::Unanswered)
    });
    count(
        "evidence_needed",
        "Evidence needed",
        "Sub-elements whose evidence supports a lower level than the claimed one.",
        |scored| scored.result.evidence_needed().count(),
    );
    count("gaps", "Gaps", "Sub-elements that were answered and are not in place.", |scored| {
        scored.result.gaps.len()
    });
}

fn states(scored: &Scored<'_>, which: fn(State) -> bool) -> usize {
    scored.result.sub_elements.iter().filter(|one| which(one.state)).count()
}

type Grouped<'r> = (&'r str, &'r Group);

pub(super) fn groups<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "groups",
        title: "Assessments by group of sub-elements",
        row: "A group of sub-elements of an assessment: a tier, all, clinical, enabler, or an element.",
        rounds: Some(Rounds::Every),
        key: &["organisation", "framework", "date", "assessor", "group"],
        public: true,
    };
    let mut columns: Columns<'r, Row<'r, Grouped<'r>>> = Columns::new();
    columns.of_assessment();
    columns.group(|row| Cell::text(row.part.0));
    for (name, what, about, count) in COUNTS {
        let (title, about) = (crate::words::capital(what), format!("{about}."));
        let draw = move |row: &Row<'r, Grouped<'r>>| Cell::whole(count(row.part.1));
        columns.add(Datatype::Whole, name, title, about, draw).unit("sub-elements").public();
    }
    for (name, what, about, when, index) in INDICES {
        let (title, about) = (crate::words::capital(what), format!("{about}."));
        let draw = move |row: &Row<'r, Grouped<'r>>| Cell::number(index(row.part.1).map(Index::percent));
        columns.add(Datatype::Number, name, title, about, draw).unit(PERCENT).unknown_when(when).public();
    }
    about.table(shown, columns, |rounds| row::rows(results, shown, rounds, grouped))
}

fn grouped<'r>(scored: &'r Scored<'r>, framework: &'r Framework) -> RowsOf<'r, Grouped<'r>> {
    Box::new(scored.result.groups.iter().map(|(key, group)| (key.word(framework), group)))
}
