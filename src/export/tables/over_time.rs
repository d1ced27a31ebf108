//! Areas at each quarter's end, and how far each organisation has come since its first round (section 12).

use super::areas::{Of, of_area, rows, stage_columns};
use super::column::{Cell, Columns};
use super::row::{self, Row};
use super::{About, Rounds, RowsOf, Shown, Table};
use crate::area::{Point, Run, Share, run};
use crate::day::Day;
use crate::framework::Framework;
use crate::results::Results;
use crate::scoring::{GroupKey, Progress, Stage};

/// Whose answers a point counts.
#[derive(Clone, Copy)]
enum Members {
    Now,
    Then,
}

impl Members {
    fn word(self) -> &'static str {
        match self {
            Members::Now => "now",
            Members::Then => "then",
        }
    }
}

type Quarter<'r> = (Members, &'r Point);

const MEMBERS: &str =
    "Whether a point counts those who belong to the area now, or those who did at each quarter's end.";

fn points<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> RowsOf<'r, Of<'r, Quarter<'r>>> {
    Box::new(rows(results, shown, |_, _| Box::new(std::iter::once(()))).flat_map(
        move |Of { area, parent, part: () }| {
            let series = results.over_time(&area.area.id, &area.framework);
            series.into_iter().flat_map(move |series| {
                let now = series.as_now.iter().map(|point| (Members::Now, point));
                let then = series.as_then.iter().map(|point| (Members::Then, point));
                now.chain(then).map(move |part| Of { area, parent, part })
            })
        },
    ))
}

pub(super) fn quarters<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_quarters",
        title: "Areas over time",
        row: "An area at a quarter's end: who had answered in the 366 days before, and how far they had come.",
        rounds: Some(Rounds::Every),
        key: &["area", "framework", "members", "quarter_end"],
        public: false,
    };
    let mut columns: Columns<'r, Of<'r, Quarter<'r>>> = Columns::new();
    of_area(&mut columns);
    columns
        .text("members", "Members", MEMBERS, |row| Cell::text(row.part.0.word()))
        .one_of([Members::Now.word(), Members::Then.word()]);
    columns
        .day("quarter_end", "Quarter's end", "The last day of the quarter.", |row| Cell::Day(row.part.1.end));
    columns
        .whole("registered", "Registered", "Respondents.", |row| Cell::whole(row.part.1.registered))
        .unit("respondents");
    columns
        .whole("responded", "Responded", "Those of them with an assessment at most 366 days old.", |row| {
            Cell::whole(row.part.1.responded)
        })
        .unit("respondents");
    stage_columns(&mut columns, |row| row.part.1.stages);
    about.table(shown, columns, move |_| points(results, shown))
}

/// A point's day and members, the sub-element's id and its share.
type Dated<'r> = (Members, Day, &'r str, Share);

pub(super) fn shares<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_sub_element_quarters",
        title: "Areas over time by sub-element",
        row: "A sub-element in an area at a quarter's end.",
        rounds: Some(Rounds::Every),
        key: &["area", "framework", "members", "quarter_end", "sub_element"],
        public: false,
    };
    let mut columns: Columns<'r, Of<'r, Dated<'r>>> = Columns::new();
    of_area(&mut columns);
    columns
        .text("members", "Members", MEMBERS, |row| Cell::text(row.part.0.word()))
        .one_of([Members::Now.word(), Members::Then.word()]);
    columns.day("quarter_end", "Quarter's end", "The last day of the quarter.", |row| Cell::Day(row.part.1));
    columns.text("sub_element", "Sub-element", "The id of the sub-element.", |row| Cell::text(row.part.2));
    columns
        .whole("rated", "Rated", "Respondents with a level in an assessment at most 366 days old.", |row| {
            Cell::whole(row.part.3.of)
        })
        .unit("respondents");
    columns
        .whole("in_place", "In place", "Those rated who had it in place.", |row| Cell::whole(row.part.3.some))
        .unit("respondents");
    columns
        .number("percent", "Share in place", "In place as a share of the rated.", |row| {
            Cell::number(row.part.3.percent())
        })
        .unit("percent, 0 to 100")
        .unknown_when("fewer than 5 are rated");
    about.table(shown, columns, move |_| {
        Box::new(points(results, shown).flat_map(move |Of { area, parent, part: (members, point) }| {
            let framework = results.rules.get(&area.framework).map(|rules| rules.framework);
            let sub_elements = framework.map_or(&[][..], |framework| &framework.sub_elements);
            let shares = sub_elements.iter().zip(&point.sub_elements);
            shares.map(move |(one, share)| Of {
                area,
                parent,
                part: (members, point.end, one.id.as_str(), *share),
            })
        }))
    })
}

/// What is followed over the quarters of an area: its sort, its id, and the run of its shares.
type Followed<'r> = (&'static str, &'r str, Run);

const SORTS: [&str; 2] = ["stage", "sub-element"];

pub(super) fn runs<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "area_runs",
        title: "Medians and limits over time",
        row: "A share of an area that is followed over the quarters, counted from those who belong to it now: what a run chart is drawn with.",
        rounds: Some(Rounds::Every),
        key: &["area", "framework", "sort", "id"],
        public: false,
    };
    let mut columns: Columns<'r, Of<'r, Followed<'r>>> = Columns::new();
    of_area(&mut columns);
    columns
        .text(
            "sort",
            "Sort",
            "Whether the share is of a stage or further, or of a sub-element in place.",
            |row| Cell::text(row.part.0),
        )
        .one_of(SORTS);
    columns.text("id", "Id", "The stage, or the id of the sub-element.", |row| Cell::text(row.part.1));
    columns
        .whole("quarters", "Quarters with a share", "Quarters at whose end 5 or more had a level.", |row| {
            Cell::whole(row.part.2.known() as u64)
        })
        .unit("quarters");
    let mut percent = |name, title, about, when, draw: fn(&Run) -> Option<f64>| {
        columns
            .number(name, title, about, move |row: &Of<'r, Followed<'r>>| Cell::number(draw(&row.part.2)))
            .unit("percent, 0 to 100")
            .unknown_when(when);
    };
    percent("median", "Median", "The median of the shares.", "fewer than 6 quarters have a share", |run| {
        run.median
    });
    percent(
        "mean",
        "Mean",
        "The mean of the first 12 shares.",
        "fewer than 12 quarters have a share",
        |run| Some(run.usual()?.mean),
    );
    percent(
        "lower",
        "Low limit",
        "The mean less 2.66 times the mean moving range of the first 12 shares; never below 0.",
        "fewer than 12 quarters have a share",
        |run| Some(run.usual()?.lower),
    );
    percent(
        "upper",
        "High limit",
        "The mean plus 2.66 times the mean moving range of the first 12 shares; never above 100.",
        "fewer than 12 quarters have a share",
        |run| Some(run.usual()?.upper),
    );
    about.table(shown, columns, move |_| {
        Box::new(rows(results, shown, |_, _| Box::new(std::iter::once(()))).flat_map(
            move |Of { area, parent, part: () }| {
                let series = results.over_time(&area.area.id, &area.framework);
                let framework = results.rules.get(&area.framework).map(|rules| rules.framework);
                series.zip(framework).into_iter().flat_map(move |(series, framework)| {
                    followed(&series.as_now, framework).map(move |part| Of { area, parent, part })
                })
            },
        ))
    })
}

/// The shares of a series that are followed: the gates of the stages, then each sub-element. None without a quarter.
fn followed<'r>(series: &'r [Point], framework: &'r Framework) -> impl Iterator<Item = Followed<'r>> {
    let gates = [(Stage::CoreInPlace, true), (Stage::EnhancedInPlace, framework.has_enhanced)];
    let [stage, sub_element] = SORTS;
    let gates = gates
        .into_iter()
        .filter(|(_, has)| *has)
        .map(move |(gate, _)| (stage, gate.word(), run(series, |point| point.at_least(gate))));
    let sub_elements = framework.sub_elements.iter().enumerate().map(move |(position, one)| {
        let share = |point: &Point| point.sub_elements.get(position).copied().unwrap_or_default();
        (sub_element, one.id.as_str(), run(series, share))
    });
    gates.chain(sub_elements).filter(|_| !series.is_empty())
}

/// A group, the baseline's date and the progress since.
type Come<'r> = (&'r str, Day, Progress);

pub(super) fn progress<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "progress",
        title: "Progress since the baseline",
        row: "A group of sub-elements in an assessment: how far it has come since the organisation's first round of the same sort.",
        rounds: Some(Rounds::Every),
        key: &["organisation", "framework", "date", "assessor", "group"],
        public: true,
    };
    let mut columns: Columns<'r, Row<'r, Come<'r>>> = Columns::new();
    columns.of_assessment();
    columns.group(|row| Cell::text(row.part.0));
    columns.day("baseline", "Baseline", "The date of the first round.", |row| Cell::Day(row.part.1)).public();
    columns
        .whole("both", "In both rounds", "Sub-elements with a level in both rounds.", |row| {
            Cell::whole(row.part.2.both)
        })
        .unit("sub-elements")
        .public();
    columns
        .whole(
            "gained",
            "Levels gained",
            "Levels gained less levels lost, none counted above today's target.",
            |row| Cell::Whole(row.part.2.gained),
        )
        .unit("levels")
        .public();
    columns
        .whole("missing", "Levels missing", "Levels missing at the baseline to today's targets.", |row| {
            Cell::Whole(row.part.2.missing)
        })
        .unit("levels")
        .public();
    columns
        .number(
            "progress",
            "Progress",
            "Levels gained as a share of those missing; below 0 when it slipped.",
            |row| Cell::number(row.part.2.share()),
        )
        .unit("share, at most 1")
        .unknown_when("nothing was missing at the baseline")
        .public();
    columns
        .whole("slipped", "Lower now", "Sub-elements that stand lower than at the baseline.", |row| {
            Cell::whole(row.part.2.slipped.len() as u64)
        })
        .unit("sub-elements")
        .public();
    about.table(shown, columns, move |rounds| {
        let all = row::rows(results, shown, rounds, |_, _| Box::new(std::iter::once(())));
        Box::new(all.flat_map(move |row| {
            let baseline = results.baseline(row.scored);
            baseline.into_iter().flat_map(move |baseline| {
                GroupKey::all(row.framework).map(move |key| {
                    let progress = Progress::of(row.framework, key, &baseline.result, &row.scored.result);
                    row.with((key.word(row.framework), baseline.assessment.date, progress))
                })
            })
        }))
    })
}
