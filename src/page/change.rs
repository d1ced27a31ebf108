//! What changed since last time, and where another assessor sees it otherwise.

use super::blocks::{Block, Inline, LevelView};
use super::report::Report;
use super::table::{Column, Table};
use super::{figures, matrix};
use crate::framework::SubElement;
use crate::results::Scored;
use crate::scoring::State;
use crate::words;
use std::collections::BTreeMap;

/// How many changes are drawn: more are read more easily in a list.
const DRAWN: usize = 4;

/// Another assessor's view nearest in date, within 183 days (section 13), where there is one.
pub(super) fn views(report: &Report<'_>) -> Option<Vec<Block>> {
    let one = report.scored.assessment;
    let results = report.site.results;
    let other = results
        .of(&one.organisation, &one.framework)
        .iter()
        .filter(|other| other.assessment.assessor.is_moderated() != one.assessor.is_moderated())
        .filter(|other| other.assessment.date.days_since(one.date).abs() <= 183)
        .min_by_key(|other| (other.assessment.date.days_since(one.date).abs(), other.assessment.date))?;
    let scale = &report.framework.scale;
    let title = |scored: &Scored<'_>| {
        format!(
            "{}, {}",
            words::capital(scored.assessment.assessor.in_words()),
            scored.assessment.date.in_words()
        )
    };
    let pairs = report.scored.result.sub_elements.iter().zip(&other.result.sub_elements).enumerate();
    let (mut both, mut same, mut rows) = (0_u32, 0_u32, Vec::new());
    for (position, (here, there)) in pairs {
        let (Some(level), Some(another)) = (here.state.evidenced(), there.state.evidenced()) else {
            continue;
        };
        both += 1;
        if level == another {
            same += 1;
            continue;
        }
        rows.push(vec![
            vec![report.element(position)],
            vec![Inline::Level(LevelView::level(scale, level))],
            vec![Inline::Level(LevelView::level(scale, another))],
        ]);
    }
    let mut blocks = vec![Block::text(format!(
        "{} and {} of {} both give a level to {}. They agree on {same}. Where they differ is something to talk about; neither is wrong by itself.",
        title(report.scored),
        other.assessment.assessor.in_words(),
        other.assessment.date.in_words(),
        words::count(both, "sub-element", "sub-elements")
    ))];
    if !rows.is_empty() {
        let columns = vec![
            Column::words("Sub-element"),
            Column::level(title(report.scored)),
            Column::level(title(other)),
        ];
        blocks.push(Block::Table(Table::plain(
            "two-views",
            "stack",
            "Where the two views differ",
            columns,
            rows,
        )));
    }
    Some(blocks)
}

pub(super) fn title(report: &Report<'_>) -> String {
    match report.before {
        Some(before) => format!("What changed since {}", before.assessment.date.in_words()),
        None => "What changed since last time".to_owned(),
    }
}

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let Some(before) = report.before else {
        return vec![Block::text("There is no earlier assessment of the same sort to compare with.")];
    };
    let mut by_kind: BTreeMap<matrix::Change, Vec<Vec<Inline>>> = BTreeMap::new();
    let pairs = before.result.sub_elements.iter().zip(&report.scored.result.sub_elements).enumerate();
    for (position, (earlier, later)) in pairs {
        let Some((_, change)) = matrix::change_in_words(earlier.state, later.state) else { continue };
        let told =
            |state: State| state.evidenced().map_or_else(|| "no level".to_owned(), |level| level.to_string());
        let levels = format!(": {} then, {} now", told(earlier.state), told(later.state));
        let name = report.framework.sub_elements.get(position).map(SubElement::heading).unwrap_or_default();
        by_kind.entry(change).or_default().push(vec![Inline::text(name + &levels)]);
    }
    let count = |change| by_kind.get(&change).map_or(0, Vec::len);
    let moved = count(matrix::Change::Gained) + count(matrix::Change::Slipped);
    let mut blocks = vec![Block::text(format!(
        "{} went up, {} went down and {} stayed the same. {} answered only now, {} no longer answered. Two points are a change, not a trend.",
        count(matrix::Change::Gained),
        count(matrix::Change::Slipped),
        count(matrix::Change::Same),
        count(matrix::Change::New),
        count(matrix::Change::NoLongerAnswered)
    ))];
    let headings = [
        (matrix::Change::Gained, "Went up"),
        (matrix::Change::Slipped, "Went down"),
        (matrix::Change::New, "Answered only now"),
        (matrix::Change::NoLongerAnswered, "No longer answered"),
    ];
    if (1..=DRAWN).contains(&moved) {
        blocks.push(Block::Figure(figures::then_and_now(report, before)));
    }
    for (change, heading) in headings {
        if let Some(items) = by_kind.remove(&change) {
            blocks.push(Block::heading(heading));
            blocks.push(Block::List { ordered: false, items });
        }
    }
    blocks
}
