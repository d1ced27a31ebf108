//! All sub-elements at a glance: a strip, and a table with everything the strip shows.

use super::blocks::{Block, Inline, LevelView};
use super::figures;
use super::report::Report;
use super::site::plain_nouns;
use super::table::{Column, RowGroup, Table};
use crate::area::AreaResult;
use crate::explanation;
use crate::scoring::{Change, GroupKey, Pace, State};
use crate::words;

pub(super) fn title(report: &Report<'_>) -> String {
    format!("All {} sub-elements", report.framework.sub_elements.len())
}

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let area = nearest_area(report);
    let scale = &report.framework.scale;
    let highest = scale.highest();
    let mut levels: Vec<LevelView> = scale.all().map(|level| LevelView::level(scale, level)).collect();
    levels.push(LevelView::none("blank", "Not answered, or do not know"));
    levels.push(LevelView::none("out", "Not applicable, or not asked"));
    let mut blocks = vec![
        Block::text(format!(
            "Levels go from 0 to {highest}, and higher is better. The level shown is the one that the evidence supports."
        )),
        Block::Key { levels },
        Block::Table(table(report, area)),
    ];
    if let Some(area) = area {
        blocks.push(Block::Text { style: "small", words: about_median(report, area) });
    }
    blocks.push(Block::Figure(figures::strip(report, area)));
    blocks
}

/// The levels alone, for a rating that stands within another report.
pub(super) fn own_table(report: &Report<'_>) -> Vec<Block> {
    vec![Block::Table(table(report, None))]
}

/// The nearest area above that has a result.
pub(super) fn nearest_area<'r>(report: &Report<'r>) -> Option<&'r AreaResult> {
    let results = report.site.results;
    let above = results.hierarchy.above(&report.scored.assessment.organisation);
    above.into_iter().find_map(|area| results.area(area, &report.framework.id))
}

fn about_median(report: &Report<'_>, area: &AreaResult) -> Vec<Inline> {
    let nouns = plain_nouns(area.respondents).1;
    let about = format!(
        "Area median: the middle level of the {nouns} in {} that rated themselves ({} answered); with an even number, the lower of the two in the middle. In brackets, the levels between which the middle half lies. ",
        report.site.name(&area.area.id),
        words::of(area.responded, area.registered)
    );
    vec![Inline::text(about), Inline::link("How this was worked out", "#worked")]
}

fn table(report: &Report<'_>, area: Option<&AreaResult>) -> Table {
    let since = report.before.map(|before| format!("Since {}", before.assessment.date.in_words()));
    let framework = report.framework;
    let mut columns = vec![Column::words("Sub-element"), Column::level("Level")];
    columns.extend(framework.has_enhanced.then(|| Column::words("Tier").unlabelled()));
    columns.push(Column::words("Target"));
    columns.extend(framework.has_windows().then(|| Column::words("Pace (window in months)").unlabelled()));
    columns.extend(since.map(|since| Column::words(since).unlabelled()));
    columns.extend(area.map(|_| Column::words("Area median")));
    let groups = report
        .framework
        .elements
        .iter()
        .enumerate()
        .map(|(element, about)| RowGroup {
            title: format!("{}. {}{}", about.number, about.short, in_place(report, element)),
            rows: (0..report.framework.sub_elements.len())
                .filter(|position| {
                    report.framework.sub_elements.get(*position).is_some_and(|one| one.element == element)
                })
                .filter_map(|position| row(report, area, position))
                .collect(),
        })
        .filter(|group: &RowGroup| !group.rows.is_empty())
        .collect();
    Table {
        id: "all".to_owned(),
        caption: format!("Level of each sub-element on {}", report.scored.assessment.date.in_words()),
        style: "dense",
        columns,
        groups,
        filter: false,
    }
}

/// How many of an element's sub-elements are in place; nothing where none applies.
fn in_place(report: &Report<'_>, element: usize) -> String {
    let group = report.scored.result.group(GroupKey::Element(element));
    let applicable = group.filter(|group| group.applicable > 0);
    applicable
        .map_or_else(String::new, |group| format!(": {} of {} in place", group.in_place, group.applicable))
}

fn row(report: &Report<'_>, area: Option<&AreaResult>, position: usize) -> Option<Vec<Vec<Inline>>> {
    let told = report.told(position)?;
    let result = told.result;
    let mut cells = vec![
        vec![report.element(position)],
        vec![Inline::Level(LevelView::state(&report.framework.scale, result.state))],
    ];
    if report.framework.has_enhanced {
        cells.push(vec![Inline::text(words::capital(told.sub_element.tier.word()))]);
    }
    if result.state == State::NotAsked {
        let nouns = plain_nouns(told.kind).1;
        let by: Vec<&str> = told.sub_element.asked_of.iter().map(|kind| kind.nouns()).collect();
        cells.push(vec![Inline::text(format!("Not asked of {nouns}; {} answer it", words::list(&by)))]);
        return Some(cells);
    }
    cells.push(vec![Inline::text(result.target.to_string())]);
    if report.framework.has_windows() {
        cells.push(pace(told));
    }
    if let Some(before) = report.before {
        let earlier = before.result.sub_elements.get(position).map(|one| one.state);
        let change = earlier.and_then(|earlier| change_in_words(earlier, result.state));
        cells.push(change.map_or_else(|| vec![Inline::text("No level then or now")], |(words, _)| words));
    }
    if let Some(area) = area {
        let row = area.sub_elements.get(position);
        let words = row.and_then(|row| Some((row.median?, row.quartiles?))).map_or_else(
            || "None rated".to_owned(),
            |(median, (low, high))| {
                if low == high { median.to_string() } else { format!("{median} ({low} to {high})") }
            },
        );
        cells.push(vec![Inline::text(words)]);
    }
    Some(cells)
}

/// Where a sub-element stands against its window, with the window.
fn pace(told: explanation::Told<'_>) -> Vec<Inline> {
    let text = words::capital(told.result.pace.in_words_at(told.months));
    let overdue = told.result.pace == Pace::Overdue;
    let mut pace = vec![if overdue { Inline::Strong { text } } else { Inline::text(text) }];
    let window = told.sub_element.window;
    pace.extend(window.map(|window| Inline::text(format!(" ({} to {})", window.earliest, window.latest))));
    pace
}

/// A change of one sub-element in words with its sign, and which it is; nothing where neither round has a level.
pub(super) fn change_in_words(earlier: State, later: State) -> Option<(Vec<Inline>, Change)> {
    let change = Change::between(earlier, later)?;
    let levels = earlier.evidenced().zip(later.evidenced());
    let apart = levels.map_or(0, |(then, now)| then.steps_to(now).max(now.steps_to(then)));
    let moved = |way: &str| format!("{way} {}", words::count(apart, "level", "levels"));
    let (text, sign) = match change {
        Change::Gained => (moved("Up"), Some("\u{25B2}")),
        Change::Slipped => (moved("Down"), Some("\u{25BC}")),
        Change::Same => ("No change".to_owned(), None),
        Change::New => ("Answered only now".to_owned(), None),
        Change::NoLongerAnswered => ("Answered then, not now".to_owned(), None),
    };
    let mut words = vec![Inline::text(text)];
    words.extend(sign.map(|text| Inline::Sign { text }));
    Some((words, change))
}
