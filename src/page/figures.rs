//! Results -> the descriptions of charts, drawn, each under a headline that says what it shows.

use super::blocks::{Block, Inline};
use super::cards::Figure;
use super::report::Report;
use super::site::{Site, plain_nouns};
use super::table::{Column, Table};
use crate::area::{AreaResult, Run, Share};
use crate::chart::{
    self, Cell, Change, Chart, Dot, Dots, Dumbbell, LevelBar, LevelBars, PaceRow, PaceStatus, PaceTimeline,
    Reference, Strip, StripGroup, StripRow,
};
use crate::day::Day;
use crate::explanation;
use crate::framework::{Framework, Scale};
use crate::results::Scored;
use crate::scoring::{GroupKey, Pace, Stage, State};
use crate::words;

/// The matrix strip of a report: own level, target, and the spread over the area above.
pub(super) fn strip(report: &Report<'_>, area: Option<&AreaResult>) -> Figure {
    let (framework, scored) = (report.framework, report.scored);
    let spread = |position: usize| {
        let row = area?.sub_elements.get(position)?;
        let ((p25, p75), median) = (row.quartiles?, row.median?);
        Some(chart::Spread { median, p25, p75, n: row.rated })
    };
    let rows = |element: usize| {
        let of_element = framework.sub_elements.iter().zip(&scored.result.sub_elements).enumerate();
        of_element
            .filter(|(_, (sub_element, result))| {
                sub_element.element == element && result.state != State::NotAsked
            })
            .map(|(position, (sub_element, result))| StripRow {
                label: sub_element.heading(),
                tier: String::new(),
                own: cell(result.state),
                target: Some(result.target.number()),
                spread: spread(position),
            })
            .collect::<Vec<_>>()
    };
    let groups = framework.elements.iter().enumerate();
    let groups: Vec<StripGroup> = groups
        .map(|(at, element)| StripGroup { name: element.short.clone(), rows: rows(at) })
        .filter(|group| !group.rows.is_empty())
        .collect();
    let place = place_and_date(report);
    let nouns = area.map_or("", |area| plain_nouns(area.respondents).1);
    let drawn = Strip {
        id: "strip".to_owned(),
        title: format!("Level of each sub-element, {place}"),
        faded: faded(report),
        levels: level_names(&framework.scale),
        area: area.map(|area| format!("{nouns} in {}", report.site.name(&area.area.id))).unwrap_or_default(),
        groups,
    }
    .svg();
    let group = scored.result.group(GroupKey::Overall).copied().unwrap_or_default();
    let headline = format!(
        "{} of {} sub-elements that apply {} in place",
        group.in_place,
        group.applicable,
        words::agree(group.in_place, "is", "are")
    );
    let beside = if area.is_some() { ", beside the area's median and middle half" } else { "" };
    let subtitle = format!(
        "Level and target of each sub-element{beside}. {place}. The same numbers stand in the table above."
    );
    drawing("strip", headline, subtitle, drawn)
}

/// Levels by element over the respondents of an area.
pub(super) fn area_levels(site: &Site<'_>, framework: &Framework, area: &AreaResult) -> Figure {
    let rows = framework.elements.iter().enumerate().map(|(at, element)| {
        let answers = area.answers(framework, GroupKey::Element(at));
        LevelBar {
            label: element.short.clone(),
            counts: answers.levels,
            not_answered: answers.not_answered,
            not_applicable: answers.not_applicable,
        }
    });
    let rows: Vec<LevelBar> = rows.filter(has_any).collect();
    let all = area.answers(framework, GroupKey::Overall);
    let headline = format!(
        "{} answers with a level {} at target or above",
        words::of(all.in_place, all.rated),
        if all.rated == 1 { "is" } else { words::agree(all.in_place, "is", "are") }
    );
    let (_, nouns) = plain_nouns(area.respondents);
    let place = format!("{}, {}", site.name(&area.area.id), site.as_at().unwrap_or_default());
    let drawn = LevelBars {
        id: "levels".to_owned(),
        title: format!("Answers at each level, by element, {place}"),
        faded: area.responded * 2 < area.registered,
        levels: level_names(&framework.scale),
        unit: "answers".to_owned(),
        rows,
    }
    .draw();
    figure(
        "levels",
        "scroll",
        headline,
        format!("Answers of {} {nouns} at each level, by element. {place}.", words::number(area.responded)),
        drawn,
    )
}

/// The share of respondents at a stage or further in each area, with intervals, beside the share of the whole.
pub(super) fn dots(
    site: &Site<'_>,
    whole: &AreaResult,
    parts: &[&AreaResult],
    stage: Stage,
    id: &str,
    what: &str,
) -> Figure {
    let (_, nouns) = plain_nouns(whole.respondents);
    let row = |part: &&AreaResult| {
        let share = part.stage_share(stage);
        let n = match part.responded {
            0 => "nobody has answered".to_owned(),
            responded => words::of(part.at_least(stage), responded),
        };
        Dot {
            label: site.name(&part.area.id),
            value: share.map(|(share, _)| 100.0 * share),
            interval: share.map(|(_, (low, high))| (100.0 * low, 100.0 * high)),
            n,
        }
    };
    let name = site.name(&whole.area.id);
    let place = format!("{name}, {}", site.as_at().unwrap_or_default());
    let drawn = Dots {
        id: id.to_owned(),
        title: format!("Share of {nouns} with {what} in place, {place}"),
        faded: whole.responded * 2 < whole.registered,
        measure: format!("Share of the {nouns} that answered with {what} in place"),
        reference: whole
            .stage_share(stage)
            .map(|(share, _)| Reference { label: name.clone(), value: 100.0 * share }),
        rows: parts.iter().map(row).collect(),
    }
    .draw();
    let headline = format!(
        "{} {nouns} that answered in {name} {} {what} in place",
        words::of(whole.at_least(stage), whole.responded),
        words::agree(whole.at_least(stage), "has", "have")
    );
    let subtitle = format!("Share of {nouns} in each area, A to Z, with its 95% interval. {place}.");
    figure(id, "stack", headline, subtitle, drawn)
}

/// Where a report's sub-elements went up or down since the round before it.
pub(super) fn then_and_now(report: &Report<'_>, before: &Scored<'_>) -> Figure {
    let pairs = before.result.sub_elements.iter().zip(&report.scored.result.sub_elements);
    let rows = report.framework.sub_elements.iter().zip(pairs).filter_map(|(sub_element, (then, now))| {
        let moved = then.state.evidenced()? != now.state.evidenced()?;
        moved.then(|| Change { label: sub_element.heading(), then: cell(then.state), now: cell(now.state) })
    });
    let rows: Vec<Change> = rows.collect();
    let headline =
        words::count(rows.len() as u64, "sub-element has another level", "sub-elements have another level");
    let place = place_and_date(report);
    let drawn = Dumbbell {
        id: "then-and-now".to_owned(),
        title: format!("Levels then and now, {place}"),
        faded: faded(report),
        levels: level_names(&report.framework.scale),
        then_name: before.assessment.date.in_words(),
        now_name: report.scored.assessment.date.in_words(),
        rows,
    }
    .svg();
    let subtitle = format!(
        "Level of each on {} and now. {place}. The same numbers stand in the lists below.",
        before.assessment.date.in_words()
    );
    drawing("then-and-now", headline, subtitle, drawn)
}

/// The pace section of a report.
pub(super) fn pace(report: &Report<'_>) -> Vec<Block> {
    let (framework, scored) = (report.framework, report.scored);
    let asked = || {
        let pairs = framework.sub_elements.iter().zip(&scored.result.sub_elements);
        pairs.filter(|(_, result)| result.state != State::NotAsked)
    };
    let past = asked().filter(|(_, result)| result.pace == Pace::Overdue).count();
    let headline = match (scored.result.months, past) {
        (None, _) => "There is no start date to compare with".to_owned(),
        (Some(_), 0) => "No sub-element is past its indicative window".to_owned(),
        (Some(_), past) => format!(
            "{} past the indicative window",
            words::count(past as u64, "sub-element is", "sub-elements are")
        ),
    };
    let place = place_and_date(report);
    let rows = asked()
        .map(|(sub_element, result)| PaceRow {
            label: sub_element.heading(),
            window: sub_element
                .window
                .map(|window| chart::Window { earliest: window.earliest, latest: window.latest }),
            status: status(result.pace),
        })
        .collect();
    let drawn = PaceTimeline {
        id: "pace-chart".to_owned(),
        title: format!("Pace of each sub-element, {place}"),
        faded: faded(report),
        months: scored.result.months,
        rows,
    }
    .svg();
    let months = explanation::months(scored.result.started, scored.assessment.date, scored.result.months);
    vec![
        Block::text(format!(
            "The framework gives each sub-element an indicative window and fixes no start date, so each programme sets its own. {months}"
        )),
        Block::Figure(drawing(
            "pace-chart",
            headline,
            format!(
                "Months since the programme started, with each window. {place}. The same windows stand in the table of all sub-elements above."
            ),
            drawn,
        )),
    ]
}

/// A share over time with its median and limits.
pub(super) fn run(run: &Run, id: &str, what: &str, place: &str) -> Figure {
    let point =
        |(end, share): &(Day, Share)| chart::RunPoint { label: end.month_in_words(), value: share.percent() };
    let known: Vec<&(Day, Share)> =
        run.points.iter().filter(|(_, share)| share.percent().is_some()).collect();
    let told = |(end, share): &(Day, Share)| {
        format!("{} ({})", words::of(share.some, share.of), end.month_in_words())
    };
    let headline = match (known.first(), known.last()) {
        (Some(first), Some(last)) => format!("{what}: {}, then {}", told(first), told(last)),
        _ => what.to_owned(),
    };
    let drawn = chart::RunChart {
        id: id.to_owned(),
        title: format!("{what}, {place}"),
        faded: false,
        measure: what.to_owned(),
        points: run.points.iter().map(point).collect(),
        median: run.median,
        limits: run.limits.map(|limits| chart::Limits { lower: limits.lower, upper: limits.upper }),
    }
    .draw();
    figure(
        id,
        "narrow",
        headline,
        format!("Share of those that answered at each quarter's end. {place}."),
        drawn,
    )
}

/// A drawn chart as a figure whose numbers stand beside it already.
fn drawing(id: &str, headline: impl Into<String>, subtitle: String, svg: String) -> Figure {
    Figure { id: id.to_owned(), headline: headline.into(), subtitle, svg, table: None }
}

/// A drawn chart as a figure with its data as a table.
pub(super) fn figure(
    id: &str,
    style: &'static str,
    headline: impl Into<String>,
    subtitle: String,
    chart: Chart,
) -> Figure {
    let columns = chart.table.columns.iter().map(Column::words).collect();
    let cells = |row: &Vec<String>| row.iter().map(|cell| vec![Inline::text(cell)]).collect();
    let rows = chart.table.rows.iter().map(cells).collect();
    Figure {
        id: id.to_owned(),
        headline: headline.into(),
        subtitle,
        svg: chart.svg,
        table: Some(Table::plain(&format!("{id}-data"), style, chart.table.caption, columns, rows)),
    }
}

fn place_and_date(report: &Report<'_>) -> String {
    let one = report.scored.assessment;
    format!("{}, {}", report.site.name(&one.organisation), one.date.in_words())
}

/// Charts are faded, and say so, where under half is answered.
fn faded(report: &Report<'_>) -> bool {
    let group = report.scored.result.group(GroupKey::Overall).copied().unwrap_or_default();
    group.answered * 2 < group.applicable
}

fn level_names(scale: &Scale) -> Vec<String> {
    scale.all().filter_map(|level| scale.meaning(level)).map(|meaning| meaning.name.clone()).collect()
}

fn cell(state: State) -> Cell {
    match state {
        State::Answered { evidenced, .. } => Cell::Level(evidenced.number()),
        State::DontKnow => Cell::DoNotKnow,
        State::Unanswered => Cell::NotAnswered,
        State::NotApplicable => Cell::NotApplicable,
        State::NotAsked => Cell::NotAsked,
    }
}

fn status(pace: Pace) -> PaceStatus {
    match pace {
        Pace::NotAsked => PaceStatus::NotAsked,
        Pace::NotApplicable => PaceStatus::NotApplicable,
        Pace::Unknown => PaceStatus::Unknown,
        Pace::InPlace => PaceStatus::InPlace,
        Pace::Ahead => PaceStatus::Ahead,
        Pace::NoClock => PaceStatus::NoClock,
        Pace::Overdue => PaceStatus::Overdue,
        Pace::Due => PaceStatus::Due,
        Pace::NotYetDue => PaceStatus::NotYetDue,
    }
}

fn has_any(bar: &LevelBar) -> bool {
    bar.counts.iter().any(|count| *count > 0) || bar.not_answered + bar.not_applicable > 0
}
